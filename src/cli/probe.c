/* nca eval --probe: runs the core's probe on all cores, and reports it as a table, as JSON and as a picture strip. */
#include "probe.h"

#include <stdio.h>
#include <stdlib.h>
#ifdef _OPENMP
#include <omp.h>
#endif

static const struct {
  nca_trial_kind kind;
  const char *name, *title;
} LASTING[] = {
  { NCA_TRIAL_LASTING, "lasting", "on its own grid" },
  { NCA_TRIAL_WIDE_LASTING, "wide_lasting", "on the larger grid" },
  { NCA_TRIAL_TWO_SEEDS, "two_seeds", "two seeds at once, on the larger grid" },
}, HEALING[] = {
  { NCA_TRIAL_HEALING, "healing", "on its own grid" },
  { NCA_TRIAL_WIDE_HEALING, "wide_healing", "on the larger grid" },
};
enum { NUM_LASTING = sizeof LASTING / sizeof *LASTING, NUM_HEALING = sizeof HEALING / sizeof *HEALING };

/* All trials, the longest first: they come first in the list. */
static int run_trials(nca_probe *probe, int num_threads) {
  const int count = nca_probe_num_trials(probe);
  int status = NCA_OK;
  (void)num_threads;
#ifdef _OPENMP
#pragma omp parallel for schedule(dynamic) num_threads(num_threads)
#endif
  for (int i = 0; i < count; i++) {
    const int own = nca_probe_run(probe, i);
#ifdef _OPENMP
#pragma omp critical
#endif
    if (own < 0) status = own;
  }
  return status;
}

/* Error number `index` of all trials of a kind into errors [num_trials]; returns how many. */
static int collect(double *errors, const nca_probe *probe, nca_trial_kind kind, int index) {
  int count = 0;
  for (int i = 0; i < nca_probe_num_trials(probe); i++) {
    const nca_trial *trial = nca_probe_trial(probe, i);
    if (trial->kind == kind && index < trial->num_errors) errors[count++] = trial->errors[index];
  }
  return count;
}

static const nca_trial *first_of(const nca_probe *probe, nca_trial_kind kind) {
  for (int i = 0; i < nca_probe_num_trials(probe); i++)
    if (nca_probe_trial(probe, i)->kind == kind) return nca_probe_trial(probe, i);
  return NULL;
}

static int count_healed(const double *errors, int count, double healed) {
  int sum = 0;
  for (int i = 0; i < count; i++) sum += errors[i] <= healed;
  return sum;
}

/* ---------------------------------------------------------------- the table */

static void print_lasting(FILE *out, const nca_probe *probe, nca_trial_kind kind, const char *title, double *errors, double *scratch) {
  const nca_trial *first = first_of(probe, kind);
  if (!first) return;
  fprintf(out, "Error %s\n   step       mean     median      worst\n", title);
  for (int age = 0; age < first->num_errors; age++) {
    const int count = collect(errors, probe, kind, age);
    const error_summary at = summarize(errors, (size_t)count, 1, scratch);
    fprintf(out, "%7d  %9.2e  %9.2e  %9.2e\n", first->steps[age], at.mean, at.median, at.worst);
  }
  fprintf(out, "\n");
}

static void print_healing(FILE *out, const nca_probe *probe, nca_trial_kind kind, const char *title, double healed, double *errors, double *scratch) {
  if (!first_of(probe, kind)) return;
  const int count = collect(errors, probe, kind, 1);
  fprintf(out, "Healed %s, %d steps after the wound: %d of %d (error at most %.0e)\n", title, NCA_PROBE_HEAL_STEPS, count_healed(errors, count, healed), count, healed);
  for (int i = 0; i < nca_probe_num_trials(probe); i++) {
    const nca_trial *trial = nca_probe_trial(probe, i);
    if (trial->kind != kind || trial->errors[1] <= healed) continue;
    fprintf(out, "  not: %-36s %9.2e\n", nca_probe_wound_name(trial->wound), trial->errors[1]);
  }
  const error_summary all = summarize(errors, (size_t)count, 1, scratch);
  fprintf(out, "  median %.2e, worst %.2e\n\n", all.median, all.worst);
}

static void print_table(FILE *out, const probe_options *options, const nca_probe *probe, double *errors, double *scratch) {
  for (int i = 0; i < NUM_LASTING; i++) print_lasting(out, probe, LASTING[i].kind, LASTING[i].title, errors, scratch);
  for (int i = 0; i < NUM_HEALING; i++) print_healing(out, probe, HEALING[i].kind, HEALING[i].title, options->healed, errors, scratch);
}

/* ---------------------------------------------------------------- JSON */

static void print_json_lasting(FILE *out, const nca_probe *probe, nca_trial_kind kind, const char *name, double *errors, double *scratch) {
  const nca_trial *first = first_of(probe, kind);
  if (!first) return;
  fprintf(out, ",\"%s\":[", name);
  for (int age = 0; age < first->num_errors; age++) {
    const int count = collect(errors, probe, kind, age);
    fprintf(out, "%s{\"step\":%d,", age ? "," : "", first->steps[age]);
    print_json_summary(out, summarize(errors, (size_t)count, 1, scratch));
    fprintf(out, ",\"errors\":[");
    for (int i = 0; i < count; i++) {
      if (i) putc(',', out);
      print_json_number(out, errors[i]);
    }
    fprintf(out, "]}");
  }
  fprintf(out, "]");
}

static void print_json_healing(FILE *out, const nca_probe *probe, nca_trial_kind kind, const char *name, double healed, double *errors) {
  if (!first_of(probe, kind)) return;
  const int count = collect(errors, probe, kind, 1);
  fprintf(out, ",\"%s\":{\"num_wounds\":%d,\"num_healed\":%d,\"wounds\":[", name, count, count_healed(errors, count, healed));
  bool is_first = true;
  for (int i = 0; i < nca_probe_num_trials(probe); i++) {
    const nca_trial *trial = nca_probe_trial(probe, i);
    if (trial->kind != kind) continue;
    fprintf(out, "%s{\"wound\":", is_first ? "" : ",");
    is_first = false;
    print_json_string(out, nca_probe_wound_name(trial->wound));
    fprintf(out, ",\"before\":");
    print_json_number(out, trial->errors[0]);
    fprintf(out, ",\"after\":");
    print_json_number(out, trial->errors[1]);
    fprintf(out, "}");
  }
  fprintf(out, "]}");
}

static void print_json(FILE *out, const probe_options *options, const char *label, const nca_probe *probe, double *errors, double *scratch) {
  fprintf(out, "{\"model\":");
  print_json_string(out, base_name(options->model));
  if (label) {
    fprintf(out, ",\"goal\":");
    print_json_string(out, label);
  }
  fprintf(out, ",\"seeds\":%d,\"seed\":%u,\"healed_at_most\":", options->num_seeds, options->seed);
  print_json_number(out, options->healed);
  for (int i = 0; i < NUM_LASTING; i++) print_json_lasting(out, probe, LASTING[i].kind, LASTING[i].name, errors, scratch);
  for (int i = 0; i < NUM_HEALING; i++) print_json_healing(out, probe, HEALING[i].kind, HEALING[i].name, options->healed, errors);
  fprintf(out, "}");
}

/* ---------------------------------------------------------------- the strip: growth, a half cut, healing */

static bool draw_strip(const probe_options *options, const nca_model *model, int goal, const nca_target_desc *desc) {
  static const int GROWTH[] = { 0, 16, 32, 48, 64, 96, NCA_PROBE_WOUND_AGE }, HEALED[] = { 0, 10, 25, 50, 100, NCA_PROBE_HEAL_STEPS };
  enum { NUM_GROWTH = sizeof GROWTH / sizeof *GROWTH, NUM_HEALED = sizeof HEALED / sizeof *HEALED };
  const cell_size size = { .height = desc->height_cells, .width = desc->width_cells };
  picture_strip strip;
  if (!strip_begin(&strip, NUM_GROWTH + NUM_HEALED, size, options->scale, NULL, options->strip)) return false;
  nca_sim *sim = make_sim(options->strip, size, model);
  bool ok = sim != NULL;
  if (ok) {
    nca_sim_set_goal(sim, goal);
    nca_sim_reset(sim, options->seed);
    for (int i = 0; i < NUM_GROWTH; i++) {
      nca_step(sim, GROWTH[i] - (int)nca_sim_num_steps(sim));
      strip_add(&strip, sim);
    }
    const nca_wound wound = nca_probe_wound(0, sim, 0.5f * (float)size.width, 0.5f * (float)size.height, 0.0f);
    nca_sim_wound(sim, &wound);
    for (int i = 0; i < NUM_HEALED; i++) {
      nca_step(sim, NCA_PROBE_WOUND_AGE + HEALED[i] - (int)nca_sim_num_steps(sim));
      strip_add(&strip, sim);
    }
    ok = strip_write(&strip, options->strip);
  }
  nca_sim_destroy(sim);
  strip_end(&strip);
  return ok;
}

bool probe_model(FILE *out, const probe_options *options, const char *label, const nca_model *model, int goal, const nca_target_desc *desc, const float *target) {
  nca_probe_desc probe_desc = { .height_cells = desc->height_cells, .width_cells = desc->width_cells, .padding_cells = desc->padding_cells, .goal = goal,
                                .wide_cells = options->wide_cells, .num_seeds = options->num_seeds, .first_seed = options->seed };
  for (int i = 0; i < options->ages.count; i++) probe_desc.ages_steps[probe_desc.num_ages++] = options->ages.values[i];
  nca_probe *probe = nca_probe_create(&probe_desc, model, target);
  double *errors = probe ? malloc(2 * (size_t)nca_probe_num_trials(probe) * sizeof *errors) : NULL;
  const int status = errors ? run_trials(probe, options->num_threads) : NCA_ERR_MEMORY;
  if (status == NCA_OK) {
    double *scratch = errors + nca_probe_num_trials(probe);
    if (options->json) print_json(out, options, label, probe, errors, scratch);
    else print_table(out, options, probe, errors, scratch);
  } else {
    tell_status(options->model, status);
  }
  free(errors);
  nca_probe_destroy(probe);
  return status == NCA_OK && (!options->strip || draw_strip(options, model, goal, desc));
}
