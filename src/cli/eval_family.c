/* Members of a family: how near each comes to its picture; or, as a probe, which live, keep to their grid and form, differ, and turn into one another. */
#include "eval_family.h"

#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "flakes.h"

enum { EARLY_STEP = 200, LATE_STEP = 2000, TURN_STEPS = 500 };
/* What counts as bounded, as six-fold, as another flake, and as turned into it. */
static const double MAX_VALUE = 100.0, MAX_ASYMMETRY = 0.05, MIN_DIFFERENCE = 5e-3, MAX_TURN_FACTOR = 2.0;

typedef struct {
  const family_options *options;
  const nca_model *model;
  const nca_target_desc *desc;
  int num_members;
  float *targets, *mixes; /* [members][H][W][4], [members][corners] */
} family;

static const float *target_of(const family *of, int member) {
  return of->targets + (size_t)member * target_size(of->desc);
}

static const float *mix_of(const family *of, int member) {
  return of->mixes + (size_t)member * NCA_CRYSTAL_CORNERS;
}

/* ---------------------------------------------------------------- errors */

/* losses [runs][steps] of one member. False: no memory. */
static bool measure(double *losses, const family *of, int member) {
  const family_options *options = of->options;
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = of->desc->height_cells, .width_cells = of->desc->width_cells });
  const bool ok = sim && nca_sim_set_model(sim, of->model);
  if (ok) nca_sim_set_mix(sim, mix_of(of, member));
  for (int run = 0; ok && run < options->runs; run++) {
    nca_sim_reset(sim, options->seed + (uint32_t)run);
    for (int i = 0; i < options->steps.count; i++) {
      nca_step(sim, options->steps.values[i] - (int)nca_sim_num_steps(sim));
      *losses++ = nca_sim_loss(sim, target_of(of, member));
    }
  }
  nca_sim_destroy(sim);
  return ok;
}

static void print_errors(FILE *out, const family *of, const double *losses, double *scratch) {
  const family_options *options = of->options;
  const size_t count = (size_t)options->steps.count, num_runs = (size_t)of->num_members * (size_t)options->runs;
  if (options->json) {
    fprintf(out, "{\"model\":");
    print_json_string(out, options->model);
    fprintf(out, ",\"flakes\":%d,\"runs\":%d,\"seed\":%u,", of->num_members, options->runs, options->seed);
    print_json_steps(out, &options->steps, losses, num_runs, scratch);
    fprintf(out, "}\n");
    return;
  }
  fprintf(out, "   step       mean     median      worst   of %d crystals, %d runs each\n", of->num_members, options->runs);
  for (size_t i = 0; i < count; i++) {
    const error_summary at = summarize(losses + i, num_runs, count, scratch);
    fprintf(out, "%7d  %9.2e  %9.2e  %9.2e\n", options->steps.values[i], at.mean, at.median, at.worst);
  }
}

static bool eval_errors(FILE *out, const family *of) {
  const size_t size = (size_t)of->num_members * (size_t)of->options->runs * (size_t)of->options->steps.count, each = size / (size_t)of->num_members;
  double *losses = malloc(2 * size * sizeof *losses);
  bool ok = losses != NULL;
  if (ok) {
#ifdef _OPENMP
#pragma omp parallel for schedule(dynamic) num_threads(of->options->num_threads) reduction(&& : ok)
#endif
    for (int member = 0; member < of->num_members; member++) ok = measure(losses + (size_t)member * each, of, member) && ok;
    if (ok) print_errors(out, of, losses, losses + size);
  }
  free(losses);
  return ok;
}

/* ---------------------------------------------------------------- the probe */

typedef struct {
  int num, alive, inside, bounded, symmetric, sound; /* sound: all of these */
  int pairs, different, different_within, turned; /* within: of the picture, without its margins, in which nothing shall be */
} counts;

static bool is_alive(const nca_member_report *member) {
  return member->num_alive > 0;
}

static bool is_inside(const nca_member_report *member) {
  return member->num_at_edge == 0;
}

static bool is_bounded(const nca_member_report *member) {
  return member->largest <= MAX_VALUE;
}

static bool is_symmetric(const nca_member_report *member) {
  return member->asymmetry <= MAX_ASYMMETRY;
}

static bool is_sound(const nca_member_report *member) {
  return is_alive(member) && is_inside(member) && is_bounded(member) && is_symmetric(member);
}

/* Mean squared difference of two grids' pictures without their margins. */
static double difference_within(const float *a, const float *b, const nca_target_desc *desc) {
  const int margin = desc->padding_cells, width = desc->width_cells - 2 * margin, height = desc->height_cells - 2 * margin;
  double sum = 0.0;
  for (int y = 0; y < height; y++) {
    const size_t at = ((size_t)(y + margin) * (size_t)desc->width_cells + (size_t)margin) * 4;
    sum += nca_picture_difference(a + at, b + at, 1, width);
  }
  return sum / height;
}

/* Each member goes on to the next, and the last one to the first. */
static counts count_members(const family *of, const nca_member_report *reports, const float *pictures) {
  counts sum = { .num = of->num_members, .pairs = of->num_members > 1 ? of->num_members : 0 };
  for (int i = 0; i < of->num_members; i++) {
    const nca_member_report *own = &reports[i], *next = &reports[(i + 1) % of->num_members];
    sum.alive += is_alive(own);
    sum.inside += is_inside(own);
    sum.bounded += is_bounded(own);
    sum.symmetric += is_symmetric(own);
    sum.sound += is_sound(own);
    if (!sum.pairs) continue;
    const size_t size = target_size(of->desc);
    const float *picture = pictures + (size_t)i * size, *other = pictures + (size_t)((i + 1) % of->num_members) * size;
    sum.different += nca_picture_difference(picture, other, of->desc->height_cells, of->desc->width_cells) >= MIN_DIFFERENCE;
    sum.different_within += difference_within(picture, other, of->desc) >= MIN_DIFFERENCE;
    sum.turned += own->turned_error <= MAX_TURN_FACTOR * next->late_error;
  }
  return sum;
}

static void print_unsound(FILE *out, const family *of, const nca_member_report *reports) {
  fprintf(out, "Not so:");
  for (int i = 0; i < of->num_members; i++)
    if (!is_sound(&reports[i])) fprintf(out, " %d", of->options->flakes.values[i]);
  fprintf(out, "\n");
}

/* What is measured of each member, [NUM_MEASURED] numbers, by its names in JSON. */
enum { NUM_MEASURED = 4 };
static const char *const NAMES[NUM_MEASURED] = { "early_error", "late_error", "turned_error", "asymmetry" };

static void print_json_members(FILE *out, const family *of, const nca_member_report *reports, const double *values) {
  fprintf(out, ",\"members\":[");
  for (int i = 0; i < of->num_members; i++) {
    const nca_member_report *own = &reports[i];
    fprintf(out, "%s{\"flake\":%d,\"num_alive\":%d,\"num_at_edge\":%d", i ? "," : "", of->options->flakes.values[i], own->num_alive, own->num_at_edge);
    for (int k = 0; k < NUM_MEASURED; k++) {
      fprintf(out, ",\"%s\":", NAMES[k]);
      print_json_number(out, values[i * NUM_MEASURED + k]);
    }
    fprintf(out, ",\"largest\":");
    print_json_number(out, own->largest);
    putc('}', out);
  }
  putc(']', out);
}

static void print_counts(FILE *out, const family *of, const counts *sum, const nca_member_report *reports, double *values, double *scratch) {
  const size_t num = (size_t)of->num_members;
  for (size_t i = 0; i < num; i++) {
    values[i * NUM_MEASURED] = reports[i].early_error;
    values[i * NUM_MEASURED + 1] = reports[i].late_error;
    values[i * NUM_MEASURED + 2] = reports[i].turned_error;
    values[i * NUM_MEASURED + 3] = reports[i].asymmetry;
  }
  static const char *const TITLES[] = { "error at step 200", "error at step 2,000", "error turned into it", "asymmetry" };
  const error_summary summaries[] = { summarize(values, num, NUM_MEASURED, scratch), summarize(values + 1, num, NUM_MEASURED, scratch), summarize(values + 2, num, NUM_MEASURED, scratch), summarize(values + 3, num, NUM_MEASURED, scratch) };
  if (!of->options->json) {
    fprintf(out, "%-24s       mean     median      worst   of %d crystals\n", "", sum->num);
    for (int i = 0; i < NUM_MEASURED; i++) fprintf(out, "%-24s  %9.2e  %9.2e  %9.2e\n", TITLES[i], summaries[i].mean, summaries[i].median, summaries[i].worst);
    fprintf(out, "\nAt step 2,000: alive %d, within the grid %d, bounded %d, six-fold within 5 %% %d; all of it %d of %d\n", sum->alive, sum->inside, sum->bounded, sum->symmetric, sum->sound, sum->num);
    if (sum->sound < sum->num) print_unsound(out, of, reports);
    fprintf(out, "Pairs that differ by 5e-3 or more: %d of %d; without the grid's margins %d\n", sum->different, sum->pairs, sum->different_within);
    fprintf(out, "Turned into the next in %d steps, to at most twice its error: %d of %d\n", TURN_STEPS, sum->turned, sum->pairs);
    return;
  }
  fprintf(out, "{\"model\":");
  print_json_string(out, of->options->model);
  fprintf(out, ",\"flakes\":%d,\"seed\":%u", sum->num, of->options->seed);
  for (int i = 0; i < NUM_MEASURED; i++) {
    fprintf(out, ",\"%s\":{", NAMES[i]);
    print_json_summary(out, summaries[i]);
    fprintf(out, "}");
  }
  fprintf(out, ",\"alive\":%d,\"inside\":%d,\"bounded\":%d,\"symmetric\":%d,\"sound\":%d,\"pairs\":%d,\"different\":%d,\"different_within\":%d,\"turned\":%d", sum->alive, sum->inside, sum->bounded, sum->symmetric,
          sum->sound, sum->pairs, sum->different, sum->different_within, sum->turned);
  print_json_members(out, of, reports, values);
  fprintf(out, "}\n");
}

static bool probe_member(nca_member_report *member_report, float *picture, const family *of, int member) {
  const int next = (member + 1) % of->num_members;
  const nca_member_desc desc = { .height_cells = of->desc->height_cells, .width_cells = of->desc->width_cells, .seed = of->options->seed + (uint32_t)member,
                                 .early_step = EARLY_STEP, .late_step = LATE_STEP, .turn_steps = TURN_STEPS, .mix = mix_of(of, member), .next_mix = mix_of(of, next),
                                 .target = target_of(of, member), .next_target = target_of(of, next) };
  return nca_member_probe(member_report, picture, &desc, of->model) == NCA_OK;
}

static bool probe_family(FILE *out, const family *of) {
  const size_t num = (size_t)of->num_members, size = target_size(of->desc);
  nca_member_report *reports = malloc(num * sizeof *reports);
  float *pictures = malloc(num * size * sizeof *pictures);
  double *values = malloc(2 * NUM_MEASURED * num * sizeof *values);
  bool ok = reports && pictures && values;
  if (ok) {
#ifdef _OPENMP
#pragma omp parallel for schedule(dynamic) num_threads(of->options->num_threads) reduction(&& : ok)
#endif
    for (int member = 0; member < of->num_members; member++) ok = probe_member(&reports[member], pictures + (size_t)member * size, of, member) && ok;
  }
  if (ok) {
    const counts sum = count_members(of, reports, pictures);
    print_counts(out, of, &sum, reports, values, values + NUM_MEASURED * num);
  }
  free(values);
  free(pictures);
  free(reports);
  return ok;
}

bool eval_family(FILE *out, const family_options *options, const nca_model *model, const nca_target_desc *desc) {
  family of = { .options = options, .model = model, .desc = desc, .num_members = options->flakes.count };
  of.targets = draw_flakes(&options->flakes, desc);
  if (!of.targets) return false;
  of.mixes = mix_flakes(&options->flakes);
  const bool ok = of.mixes && (options->probe ? probe_family(out, &of) : eval_errors(out, &of));
  if (!ok) tell_status(options->model, NCA_ERR_MEMORY);
  free(of.mixes);
  free(of.targets);
  return ok;
}
