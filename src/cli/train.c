/* nca train: learn to grow a picture. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "output.h"
#include "recipe_options.h"
#include "stops.h"
#include "team.h"
#include "temporary.h"
#include "training.h"

enum { ASKED_ONCE = 1, ASKED_TWICE, AT_ONCE }; /* what the signals mean, by their number */

/* The epoch under way is given up; where the weights go through a pipe, and it is being written to, what has come through must do. */
static _Noreturn void stop_at_once(training *run) {
  if (team_rank() != 0) {
    sleep(1); /* while number 0 saves: mpirun ends all when one ends */
    _exit(EXIT_INTERRUPTED);
  }
  const bool saves = training_has_learnt(run) && !(run->is_stream && atomic_load(&run->is_ending));
  const int64_t epochs = saves ? training_save_weights(run) : -1;
  if (epochs >= 0) warn("stopped at once; %s holds the weights after epoch %lld", run->is_stream ? "the output" : run->options->output, (long long)epochs);
  else warn("stopped at once; no weights were saved");
  temporaries_remove();
  _exit(EXIT_INTERRUPTED);
}

/* On a thread of its own, beside the epoch. */
static void on_stop(void *context, int number) {
  training *run = context;
  const bool is_team = team_size() > 1;
  if (number == ASKED_ONCE && is_team && team_rank() == 0 && training_has_learnt(run) && !run->is_stream) {
    training_save_weights(run); /* mpirun gives its processes a second, which an epoch may take longer than */
  }
  if (number == ASKED_TWICE) {
    progress_end(run->options);
    warn("stopping after this epoch; one more stops at once, with the weights of the last complete epoch");
  }
  if (number == AT_ONCE) stop_at_once(run);
}

static int train_epoch(const training *run) {
  nca_trainer_run_share(run->trainer);
  team_exchange(run->trainer, run->recipe.batch);
  return nca_trainer_finish_epoch(run->trainer);
}

/* Epochs that ran off because of states in the pool. These begin from the seed again, so the next one may succeed. */
typedef struct {
  int num_lost, num_good; /* lately, and since then */
} lapses;

static bool may_go_on(lapses *since, int status, const training *run) {
  enum { MAX_LOST = 3, FORGOTTEN_AFTER = 100 };
  if (status >= 0) {
    if (++since->num_good >= FORGOTTEN_AFTER) since->num_lost = 0;
    return false;
  }
  if (run->recipe.pool_size == 0 || ++since->num_lost > MAX_LOST) return false;
  since->num_good = 0;
  progress_end(run->options);
  if (team_rank() == 0) warn("epoch %lld ran off; its states begin from the seed again", (long long)nca_trainer_num_epochs(run->trainer) + 1);
  return true;
}

static exit_code train(training *run) {
  progress state;
  int status = NCA_OK;
  bool stops = false, is_heard = true;
  lapses lapsed = { 0 };
  progress_begin(&state);
  while (!stops && nca_trainer_num_epochs(run->trainer) < run->num_planned) {
    status = train_epoch(run);
    if (may_go_on(&lapsed, status, run)) continue;
    if (status < 0) break;
    training_keep(run);
    if (team_rank() == 0) is_heard = progress_tell(&state, run);
    stops = team_any(stops_count() > 0 || !is_heard);
    const bool is_last = stops || nca_trainer_num_epochs(run->trainer) == run->num_planned;
    if (!is_last && nca_trainer_num_epochs(run->trainer) % run->options->save_every == 0) training_save(run, SAVE_BETWEEN); /* the next one may succeed */
  }
  progress_end(run->options);
  if (status < 0) training_keep(run); /* the last good weights */
  atomic_store(&run->is_ending, true);
  if (!training_save(run, status < 0 ? SAVE_RAN_OFF : SAVE_LAST)) return EXIT_DATA;
  if (status < 0) {
    tell_status(run->options->output, status);
    return EXIT_DIVERGED;
  }
  if (team_any(!is_heard)) return EXIT_DATA;
  return stops ? EXIT_INTERRUPTED : EXIT_OK;
}

/* Whether none of the outputs would destroy what the run begins with; told where one would. --resume keeps its checkpoint up to date, and
 * --init and -o may be one file: one goes on training a model. But not a checkpoint, which is more than its weights. */
static bool spares_input(const train_options *options, const char *input, const char *output) {
  if (!input || !output || !would_lose(input, output)) return true;
  const bool is_kept_up = output == options->checkpoint && input == options->resume;
  const bool goes_on = output == options->output && input == options->init && !is_checkpoint(options->init);
  if (is_kept_up || goes_on) return true;
  tell(output, "this is read, and would be lost; give another file to write");
  return false;
}

static bool spares_inputs(const train_options *options) {
  const char *outputs[] = { options->output, options->checkpoint };
  for (int out = 0; out < 2; out++) {
    if (!spares_input(options, options->init, outputs[out]) || !spares_input(options, options->resume, outputs[out])) return false;
    for (int i = 0; i < options->num_images; i++)
      if (!spares_input(options, options->images[i], outputs[out])) return false;
  }
  if (!options->checkpoint || !is_same_file(options->output, options->checkpoint)) return true;
  tell(options->output, "weights and checkpoint want files of their own");
  return false;
}

static exit_code run_options(const train_options *options) {
  training run;
  const bool can = !options->is_fused || nca_trainer_can_fuse();
  if (team_any(!can)) usage_error("--fused: this processor has no fused multiply-add for vectors (AVX2 and FMA, on x86)");
  if (team_any(team_rank() == 0 && !spares_inputs(options))) return EXIT_USAGE;
  const bool begun = training_begin(&run, options);
  run.is_stream = output_is_stream(options->output);
  exit_code code = EXIT_DATA;
  if (!team_any(!begun) && training_try_outputs(&run)) {
    const bool listens = stops_begin(on_stop, &run, AT_ONCE);
    if (!team_any(!listens)) code = train(&run);
    if (listens) stops_end();
  }
  nca_trainer_destroy(run.trainer);
  nca_model_free(&run.model);
  if (code != EXIT_OK) tell_untold();
  return code;
}

static exit_code run_train(int argc, char **argv) {
  const train_options options = parse_train_options(argc, argv);
  const exit_code code = run_options(&options);
  free(options.flakes.values);
  free(options.shares);
  return code;
}

const command TRAIN_COMMAND = {
  .name = "train", .summary = "learn to grow a picture",
  .usage = "IMAGE... -o MODEL.safetensors [options]\n--flakes LIST -o MODEL.safetensors [options]\n--resume FILE -o MODEL.safetensors [options of the run]",
  .about = "Learn to grow IMAGE (PNG) from one cell, or several of them by one rule, each a goal of it; IMAGE - is standard input. With --flakes a family of snow crystals, of which these are examples. Over several processes and machines: mpirun -n K nca train ... "
           "A first Ctrl-C (or SIGTERM, or SIGHUP) stops after the epoch under way and saves; a third stops at once, with the weights of the epoch before it.",
  .rows = TRAIN_ROWS, .more_rows = recipe_rows, .run = run_train,
};
