/* nca train: learn to grow a picture. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "team.h"
#include "train_options.h"

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number) {
  (void)signal_number;
  interrupted = 1;
}

/* Where training starts: fresh or from a file; the command line decides over the file, and defaults fill what neither says. */
static bool make_model(nca_model *model, const train_options *options) {
  nca_model_init(model, &options->config, options->seed);
  if (options->init && !read_model(model, options->init)) return false;
  const bool distill = model->config.alive == NCA_ALIVE_PRE_POST;
  if (options->size.height) {
    model->height_cells = options->size.height;
    model->width_cells = options->size.width;
  } else if (!model->height_cells || !model->width_cells) {
    model->height_cells = model->width_cells = distill ? 72 : 32;
  }
  if (options->padding >= 0) model->padding_cells = options->padding;
  else if (!options->init) model->padding_cells = distill ? 16 : 0;
  const int smaller = model->height_cells < model->width_cells ? model->height_cells : model->width_cells;
  if (2 * model->padding_cells >= smaller) usage_error("a padding of %d leaves no cell of the picture", model->padding_cells);
  set_text(model->target, base_name(options->image));
  if (options->name) set_text(model->name, options->name);
  else if (!options->init) set_stem(model->name, options->image);
  if (options->license) set_text(model->license, options->license);
  return true;
}

/* ---------------------------------------------------------------- progress */

enum { NUM_RECENT = 20 }; /* losses in the mean: a single one is noisy */

typedef struct {
  double recent[NUM_RECENT];
  int64_t num_epochs; /* since the program began, which is not the run's beginning where it was resumed */
  double start_s, last_line_s;
} progress;

static double now_s(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double mean_of_recent(const progress *state) {
  const int count = state->num_epochs < NUM_RECENT ? (int)state->num_epochs : NUM_RECENT;
  double sum = 0.0;
  for (int i = 0; i < count; i++) sum += state->recent[i];
  return sum / count;
}

static void print_epoch(progress *state, const train_options *options, const nca_trainer *trainer, int64_t num_planned) {
  const int64_t epoch = nca_trainer_num_epochs(trainer);
  state->recent[state->num_epochs++ % NUM_RECENT] = nca_trainer_loss(trainer);
  const double time_s = now_s(), epochs_per_s = (double)state->num_epochs / (time_s - state->start_s);
  const double eta_s = (double)(num_planned - epoch) / epochs_per_s;
  if (options->json) {
    printf("{\"epoch\":%lld,\"loss\":%.9g,\"mean_loss\":%.9g,\"grad_norm\":%.9g,\"epochs_per_second\":%.4g,\"eta_seconds\":%.1f}\n",
           (long long)epoch, nca_trainer_loss(trainer), mean_of_recent(state), nca_trainer_grad_norm(trainer), epochs_per_s, eta_s);
    fflush(stdout);
    return;
  }
  const bool is_terminal = isatty(STDERR_FILENO);
  const double interval_s = is_terminal ? 0.1 : 10.0;
  if (options->quiet || (time_s - state->last_line_s < interval_s && epoch < num_planned)) return;
  state->last_line_s = time_s;
  fprintf(stderr, "%sepoch %lld of %lld   loss %.5f   %.1f epochs/s   %lld:%02lld left%s", is_terminal ? "\r" : "", (long long)epoch,
          (long long)num_planned, mean_of_recent(state), epochs_per_s, (long long)eta_s / 60, (long long)eta_s % 60,
          is_terminal ? "\033[K" : "\n");
}

/* ---------------------------------------------------------------- the run */

typedef struct {
  nca_model model; /* as it will be saved; its parameters and epochs follow the trainer */
  nca_recipe recipe;
  nca_trainer *trainer;
  int64_t num_planned, epochs_before; /* of this run, and before it */
} training;

/* In little-endian, whatever this machine has. */
static void put_floats(file_writer *writer, const float *values, size_t count) {
  const uint32_t one = 1;
  if (*(const uint8_t *)&one) {
    writer_put(writer, values, count * sizeof *values);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    writer_put(writer, (const uint8_t[]){ (uint8_t)bits, (uint8_t)(bits >> 8), (uint8_t)(bits >> 16), (uint8_t)(bits >> 24) }, sizeof bits);
  }
}

/* Head and pool of a checkpoint, written by number 0. */
static bool save_checkpoint(const char *path, const training *run) {
  const size_t head_bytes = nca_checkpoint_write_head(NULL, 0, run->trainer, &run->model, run->num_planned);
  const size_t state_size = (size_t)run->model.height_cells * (size_t)run->model.width_cells * NCA_CHANNELS;
  const bool writes = team_rank() == 0;
  uint8_t *head = malloc(head_bytes);
  float *buffer = malloc(state_size * sizeof *buffer);
  file_writer writer = { 0 };
  bool ok = head && buffer;
  if (!ok) tell_status(path, NCA_ERR_MEMORY);
  if (ok && writes) ok = writer_open(&writer, path);
  if (!team_any(!ok)) {
    nca_checkpoint_write_head(head, head_bytes, run->trainer, &run->model, run->num_planned);
    if (writes) writer_put(&writer, head, head_bytes);
    for (int slot = 0; slot < run->recipe.pool_size; slot++) {
      const float *state = team_pool_state(run->trainer, slot, run->recipe.batch, buffer, state_size);
      if (state) put_floats(&writer, state, state_size);
    }
    if (writes) ok = writer_close(&writer);
  }
  free(head);
  free(buffer);
  return ok;
}

/* Weights and checkpoint; the same answer for all of the team. */
static bool save(const train_options *options, training *run) {
  memcpy(run->model.params, nca_trainer_params(run->trainer), sizeof run->model.params);
  run->model.epochs = run->epochs_before + nca_trainer_num_epochs(run->trainer);
  bool ok = team_rank() != 0 || write_model(options->output, &run->model, options->dtype);
  if (!team_any(!ok) && options->checkpoint) ok = save_checkpoint(options->checkpoint, run);
  return !team_any(!ok);
}

static int train_epoch(const training *run) {
  nca_trainer_run_share(run->trainer);
  team_exchange(run->trainer, run->recipe.batch);
  return nca_trainer_finish_epoch(run->trainer);
}

static exit_code train(const train_options *options, training *run) {
  const bool streams = strcmp(options->output, "-") == 0; /* then there is one file, at the end */
  const bool talks = team_rank() == 0;
  progress state = { .start_s = now_s() };
  int status = NCA_OK;
  signal(SIGINT, on_interrupt);
  signal(SIGTERM, on_interrupt);
  bool stops = false;
  while (!stops && nca_trainer_num_epochs(run->trainer) < run->num_planned) {
    status = train_epoch(run);
    if (status < 0) break;
    if (talks) print_epoch(&state, options, run->trainer, run->num_planned);
    stops = team_any(interrupted);
    if (!streams && nca_trainer_num_epochs(run->trainer) % options->save_every == 0 && !save(options, run)) return EXIT_DATA;
  }
  if (talks && !options->quiet && !options->json && isatty(STDERR_FILENO)) fprintf(stderr, "\n");
  if (!save(options, run)) return EXIT_DATA;
  if (status < 0) {
    tell_status(options->output, status);
    return EXIT_DIVERGED;
  }
  return stops ? EXIT_INTERRUPTED : EXIT_OK;
}

/* ---------------------------------------------------------------- how it begins */

/* False, after saying so, where the trainer would need more memory than there is. */
static bool fits_memory(const char *path, const nca_trainer_desc *desc, const nca_config *config) {
  const double gigabyte = 1e9;
  const uint64_t needed = nca_trainer_size_bytes(desc, config), available = memory_bytes();
  if (needed <= available) return true;
  fprintf(stderr, "nca: %s: this run takes %.1f GB of memory, and there are %.1f; it takes less with a smaller --pool, --batch or --size\n", path,
          (double)needed / gigabyte, (double)available / gigabyte);
  return false;
}

static bool check_target(const char *path, const float *target, const nca_target_desc *desc, double alive_threshold) {
  const int status = nca_target_check(target, desc, alive_threshold);
  if (status < 0) tell_status(path, status);
  if (status == 1 && team_rank() == 0) {
    fprintf(stderr, "nca: %s: the picture is opaque everywhere, so a full rectangle will grow; on a transparent background a shape would\n", path);
  }
  return status >= 0;
}

static bool begin_new(training *run, const train_options *options, nca_trainer_desc *desc) {
  if (!make_model(&run->model, options)) return false;
  const nca_model *model = &run->model;
  const nca_target_desc target_desc = { .height_cells = model->height_cells, .width_cells = model->width_cells, .padding_cells = model->padding_cells,
                                        .premultiplied = model->config.premultiplied, .keep_aspect = true };
  float *target = read_target(&target_desc, options->image);
  if (!target) return false;
  nca_target_raise_alpha(target, target_desc.height_cells, target_desc.width_cells, options->min_alpha);
  desc->height_cells = model->height_cells;
  desc->width_cells = model->width_cells;
  desc->recipe = options->recipe;
  desc->seed = options->seed;
  bool ok = check_target(options->image, target, &target_desc, model->config.alive_threshold) && fits_memory(options->image, desc, &model->config);
  if (ok) {
    run->trainer = nca_trainer_create(desc, model, target);
    ok = run->trainer != NULL;
    if (!ok) tell_status(options->image, NCA_ERR_MEMORY);
  }
  free(target);
  run->recipe = options->recipe;
  run->num_planned = options->num_epochs;
  run->epochs_before = model->epochs;
  return ok;
}

static bool begin_resumed(training *run, const train_options *options, nca_trainer_desc *desc) {
  file_bytes file;
  if (!read_file(&file, options->resume)) return false;
  nca_checkpoint checkpoint;
  int status = nca_checkpoint_read(&checkpoint, file.bytes, file.size_bytes);
  bool ok = status == NCA_OK;
  if (ok) {
    desc->height_cells = checkpoint.model.height_cells;
    desc->width_cells = checkpoint.model.width_cells;
    desc->recipe = checkpoint.recipe;
    ok = fits_memory(options->resume, desc, &checkpoint.model.config);
    if (ok) status = nca_trainer_resume(&run->trainer, desc, file.bytes, file.size_bytes);
  }
  free(file.bytes);
  if (status < 0) tell_status(options->resume, status);
  if (!ok || status < 0) return false;
  run->model = checkpoint.model;
  run->recipe = checkpoint.recipe;
  run->num_planned = checkpoint.num_epochs_planned;
  run->epochs_before = checkpoint.model.epochs - checkpoint.num_epochs;
  return true;
}

exit_code command_train(int argc, char **argv) {
  const train_options options = parse_train_options(argc, argv);
  const bool can = !options.is_fused || nca_trainer_can_fuse();
  if (team_any(!can)) usage_error("--fused: this processor has no fused multiply-add for vectors (AVX2 and FMA, on x86)");
  nca_trainer_desc desc = { .num_threads = options.num_threads, .share = { .index = team_rank(), .count = team_size() }, .is_fused = options.is_fused };
  training run = { .trainer = NULL };
  const bool begun = options.resume ? begin_resumed(&run, &options, &desc) : begin_new(&run, &options, &desc);
  const exit_code code = team_any(!begun) ? EXIT_DATA : train(&options, &run);
  nca_trainer_destroy(run.trainer);
  return code;
}
