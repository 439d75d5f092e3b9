/* How training goes: a line that changes, or one JSON text an epoch. */
#include <math.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "team.h"
#include "training.h"

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

/* The last loss of each of several goals; null where it had no sample yet. */
static void print_json_goals(FILE *out, const nca_trainer *trainer) {
  const int num_goals = nca_trainer_num_targets(trainer);
  if (num_goals < 2) return;
  fprintf(out, ",\"goal_losses\":[");
  for (int goal = 0; goal < num_goals; goal++) {
    const double loss = nca_trainer_goal_loss(trainer, goal);
    if (goal) putc(',', out);
    print_json_number(out, loss < 0.0 ? NAN : loss);
  }
  putc(']', out);
}

static bool print_json_epoch(const progress *state, const nca_trainer *trainer, double epochs_per_s, double eta_s) {
  report out;
  if (!report_begin(&out)) return false;
  fprintf(out.stream, "{\"epoch\":%lld,\"loss\":%.9g,\"mean_loss\":%.9g,\"grad_norm\":%.9g,\"epochs_per_second\":%.4g,\"eta_seconds\":%.1f",
          (long long)nca_trainer_num_epochs(trainer), nca_trainer_loss(trainer), mean_of_recent(state), nca_trainer_grad_norm(trainer), epochs_per_s, eta_s);
  print_json_goals(out.stream, trainer);
  fprintf(out.stream, "}\n");
  return report_end(&out);
}

void progress_begin(progress *state) {
  *state = (progress){ .start_s = now_s() };
}

void progress_end(const train_options *options) {
  if (team_rank() == 0 && !options->quiet && !options->json && isatty(STDERR_FILENO)) fprintf(stderr, "\n");
}

bool progress_tell(progress *state, const training *run) {
  const train_options *options = run->options;
  const nca_trainer *trainer = run->trainer;
  const int64_t epoch = nca_trainer_num_epochs(trainer), num_planned = run->num_planned;
  state->recent[state->num_epochs++ % NUM_RECENT] = nca_trainer_loss(trainer);
  const double least_s = 1e-9; /* a clock may stand still */
  const double time_s = now_s(), run_s = time_s - state->start_s, epochs_per_s = (double)state->num_epochs / (run_s > least_s ? run_s : least_s);
  const double eta_s = (double)(num_planned - epoch) / epochs_per_s;
  if (options->json) return print_json_epoch(state, trainer, epochs_per_s, eta_s);
  const bool is_terminal = isatty(STDERR_FILENO);
  const double interval_s = is_terminal ? 0.1 : 10.0;
  if (options->quiet || (time_s - state->last_line_s < interval_s && epoch < num_planned)) return true;
  state->last_line_s = time_s;
  fprintf(stderr, "%sepoch %lld of %lld   loss %.5f   %.1f epochs/s   %lld:%02lld left%s", is_terminal ? "\r" : "", (long long)epoch,
          (long long)num_planned, mean_of_recent(state), epochs_per_s, (long long)eta_s / 60, (long long)eta_s % 60,
          is_terminal ? "\033[K" : "\n");
  return true;
}
