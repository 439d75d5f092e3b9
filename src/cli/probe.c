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

static void print_lasting(const nca_probe *probe, nca_trial_kind kind, const char *title, double *errors, double *scratch) {
  const nca_trial *first = first_of(probe, kind);
  if (!first) return;
  printf("Error %s\n   step       mean     median      worst\n", title);
  for (int age = 0; age < first->num_errors; age++) {
    const int count = collect(errors, probe, kind, age);
    const error_summary at = summarize(errors, count, 1, scratch);
    printf("%7d  %9.2e  %9.2e  %9.2e\n", first->steps[age], at.mean, at.median, at.worst);
  }
  printf("\n");
}

static void print_healing(const nca_probe *probe, nca_trial_kind kind, const char *title, double healed, double *errors, double *scratch) {
  if (!first_of(probe, kind)) return;
  const int count = collect(errors, probe, kind, 1);
  printf("Healed %s, %d steps after the wound: %d of %d (error at most %.0e)\n", title, NCA_PROBE_HEAL_STEPS, count_healed(errors, count, healed), count, healed);
  for (int i = 0; i < nca_probe_num_trials(probe); i++) {
    const nca_trial *trial = nca_probe_trial(probe, i);
    if (trial->kind != kind || trial->errors[1] <= healed) continue;
    printf("  not: %-36s %9.2e\n", nca_probe_wound_name(trial->wound), trial->errors[1]);
  }
  const error_summary all = summarize(errors, count, 1, scratch);
  printf("  median %.2e, worst %.2e\n\n", all.median, all.worst);
}

static void print_table(const probe_options *options, const nca_probe *probe, double *errors, double *scratch) {
  for (int i = 0; i < NUM_LASTING; i++) print_lasting(probe, LASTING[i].kind, LASTING[i].title, errors, scratch);
  for (int i = 0; i < NUM_HEALING; i++) print_healing(probe, HEALING[i].kind, HEALING[i].title, options->healed, errors, scratch);
}

/* ---------------------------------------------------------------- JSON */

static void print_json_lasting(const nca_probe *probe, nca_trial_kind kind, const char *name, double *errors, double *scratch) {
  const nca_trial *first = first_of(probe, kind);
  if (!first) return;
  printf(",\"%s\":[", name);
  for (int age = 0; age < first->num_errors; age++) {
    const int count = collect(errors, probe, kind, age);
    printf("%s{\"step\":%d,", age ? "," : "", first->steps[age]);
    print_json_summary(summarize(errors, count, 1, scratch));
    printf(",\"errors\":[");
    for (int i = 0; i < count; i++) {
      if (i) putchar(',');
      print_json_number(errors[i]);
    }
    printf("]}");
  }
  printf("]");
}

static void print_json_healing(const nca_probe *probe, nca_trial_kind kind, const char *name, double healed, double *errors) {
  if (!first_of(probe, kind)) return;
  const int count = collect(errors, probe, kind, 1);
  printf(",\"%s\":{\"num_wounds\":%d,\"num_healed\":%d,\"wounds\":[", name, count, count_healed(errors, count, healed));
  bool is_first = true;
  for (int i = 0; i < nca_probe_num_trials(probe); i++) {
    const nca_trial *trial = nca_probe_trial(probe, i);
    if (trial->kind != kind) continue;
    printf("%s{\"wound\":", is_first ? "" : ",");
    is_first = false;
    print_json_string(nca_probe_wound_name(trial->wound));
    printf(",\"before\":");
    print_json_number(trial->errors[0]);
    printf(",\"after\":");
    print_json_number(trial->errors[1]);
    printf("}");
  }
  printf("]}");
}

static void print_json(const probe_options *options, const nca_probe *probe, double *errors, double *scratch) {
  printf("{\"model\":");
  print_json_string(base_name(options->model));
  printf(",\"seeds\":%d,\"seed\":%u,\"healed_at_most\":", options->num_seeds, options->seed);
  print_json_number(options->healed);
  for (int i = 0; i < NUM_LASTING; i++) print_json_lasting(probe, LASTING[i].kind, LASTING[i].name, errors, scratch);
  for (int i = 0; i < NUM_HEALING; i++) print_json_healing(probe, HEALING[i].kind, HEALING[i].name, options->healed, errors);
  printf("}\n");
}

/* ---------------------------------------------------------------- the strip: growth, a half cut, healing */

static bool draw_strip(const probe_options *options, const nca_model *model, const nca_target_desc *desc) {
  static const int GROWTH[] = { 0, 16, 32, 48, 64, 96, NCA_PROBE_WOUND_AGE }, HEALED[] = { 0, 10, 25, 50, 100, NCA_PROBE_HEAL_STEPS };
  enum { NUM_GROWTH = sizeof GROWTH / sizeof *GROWTH, NUM_HEALED = sizeof HEALED / sizeof *HEALED };
  const cell_size size = { .height = desc->height_cells, .width = desc->width_cells };
  picture_strip strip;
  if (!strip_begin(&strip, NUM_GROWTH + NUM_HEALED, size, options->scale, options->strip)) return false;
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = size.height, .width_cells = size.width });
  bool ok = sim != NULL;
  if (ok) {
    nca_sim_set_model(sim, model);
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
  } else {
    tell_status(options->strip, NCA_ERR_MEMORY);
  }
  nca_sim_destroy(sim);
  strip_end(&strip);
  return ok;
}

exit_code probe_model(const probe_options *options, const nca_model *model, const nca_target_desc *desc, const float *target) {
  nca_probe_desc probe_desc = { .height_cells = desc->height_cells, .width_cells = desc->width_cells, .padding_cells = desc->padding_cells,
                                .wide_cells = options->wide_cells, .num_seeds = options->num_seeds, .first_seed = options->seed };
  for (int i = 0; i < options->ages.count; i++) probe_desc.ages_steps[probe_desc.num_ages++] = options->ages.values[i];
  nca_probe *probe = nca_probe_create(&probe_desc, model, target);
  double *errors = probe ? malloc(2 * (size_t)nca_probe_num_trials(probe) * sizeof *errors) : NULL;
  const int status = errors ? run_trials(probe, options->num_threads) : NCA_ERR_MEMORY;
  if (status == NCA_OK) {
    double *scratch = errors + nca_probe_num_trials(probe);
    if (options->json) print_json(options, probe, errors, scratch);
    else print_table(options, probe, errors, scratch);
  } else {
    tell_status(options->model, status);
  }
  free(errors);
  nca_probe_destroy(probe);
  if (status == NCA_OK && options->strip && !draw_strip(options, model, desc)) return EXIT_DATA;
  return status == NCA_OK ? EXIT_OK : EXIT_DATA;
}
