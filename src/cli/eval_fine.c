/* nca eval of a decoder: mean squared error (RGBA) of the picture it draws at the scale it was trained at, and how alike it looks. */
#include "eval_fine.h"

#include <math.h>
#include <stdlib.h>

enum { GROWN, HEALED, NUM_MOMENTS, NUM_HALF_CUTS = 8 }; /* the first of the probe's wounds */

typedef struct {
  nca_decoder *decoder;
  float *picture; /* [height][width][4] */
  int height, width, margin; /* pixels */
} drawing;

typedef struct {
  double error, similarity;
} figures;

typedef struct {
  error_summary error;
  double similarity; /* mean */
} moment_summary;

static figures compare(const drawing *with, const float *fine_target) {
  return (figures){ .error = nca_picture_difference(with->picture, fine_target, with->height, with->width),
                    .similarity = nca_picture_similarity(with->picture, fine_target, with->height, with->width, with->margin) };
}

static figures draw(const drawing *with, const nca_sim *sim, const float *fine_target) {
  nca_decode(with->decoder, with->picture, nca_sim_cells(sim), nca_sim_height(sim), nca_sim_width(sim), NULL);
  return compare(with, fine_target);
}

/* all [runs][moments] */
static void measure(figures *all, const fine_options *options, const drawing *with, nca_sim *sim, const float *fine_target) {
  const int H = nca_sim_height(sim), W = nca_sim_width(sim);
  for (int run = 0; run < options->runs; run++, all += NUM_MOMENTS) {
    nca_sim_reset(sim, options->seed + (uint32_t)run);
    nca_step(sim, NCA_PROBE_WOUND_AGE);
    all[GROWN] = draw(with, sim, fine_target);
    const nca_wound cut = nca_probe_wound(run % NUM_HALF_CUTS, sim, 0.5f * (float)W, 0.5f * (float)H, (float)H);
    nca_sim_wound(sim, &cut);
    nca_step(sim, NCA_PROBE_HEAL_STEPS);
    all[HEALED] = draw(with, sim, fine_target);
  }
}

/* How much less one error is than another, in dB. */
static double decibels(double error, double than) {
  return 10.0 * log10(than / error);
}

/* scratch [runs] */
static moment_summary summarize_moment(const figures *all, int moment, int runs, double *scratch) {
  double similarity = 0.0;
  for (int run = 0; run < runs; run++) similarity += all[run * NUM_MOMENTS + moment].similarity / runs;
  return (moment_summary){ .error = summarize(&all[moment].error, (size_t)runs, NUM_MOMENTS * sizeof *all / sizeof all->error, scratch), .similarity = similarity };
}

static void print_text(FILE *out, const fine_options *options, int scale, const moment_summary at[NUM_MOMENTS], figures enlarged) {
  static const char *const MOMENTS[NUM_MOMENTS] = { "step 200", "healed" };
  fprintf(out, "The finer picture, %d pixels a cell, and the cells' picture enlarged (%.6f, alike %.4f)\n           mean     median      worst    alike   better than that by\n", scale, enlarged.error, enlarged.similarity);
  for (int i = 0; i < NUM_MOMENTS; i++)
    fprintf(out, "%-8s  %8.6f  %9.6f  %9.6f   %6.4f   %.1f dB\n", MOMENTS[i], at[i].error.mean, at[i].error.median, at[i].error.worst, at[i].similarity, decibels(at[i].error.mean, enlarged.error));
  fprintf(out, "over %d runs; healed: %d steps after a half cut at step %d; alike: structural similarity within the margin, 1 at most\n", options->runs, NCA_PROBE_HEAL_STEPS, NCA_PROBE_WOUND_AGE);
}

static void print_json(FILE *out, const fine_options *options, int scale, const moment_summary at[NUM_MOMENTS], figures enlarged) {
  static const char *const MOMENTS[NUM_MOMENTS] = { "grown", "healed" };
  fprintf(out, ",\"fine\":{\"scale\":%d,\"runs\":%d,\"enlarged\":", scale, options->runs);
  print_json_number(out, enlarged.error);
  fprintf(out, ",\"enlarged_similarity\":");
  print_json_number(out, enlarged.similarity);
  for (int i = 0; i < NUM_MOMENTS; i++) {
    fprintf(out, ",\"%s\":{", MOMENTS[i]);
    print_json_summary(out, at[i].error);
    fprintf(out, ",\"decibels\":");
    print_json_number(out, decibels(at[i].error.mean, enlarged.error));
    fprintf(out, ",\"similarity\":");
    print_json_number(out, at[i].similarity);
    putc('}', out);
  }
  putc('}', out);
}

bool eval_fine(FILE *out, const fine_options *options, nca_sim *sim, const nca_model *model, const float *target, const float *fine_target) {
  const int H = nca_sim_height(sim), W = nca_sim_width(sim), scale = model->config.shape.decoder_scale;
  const size_t runs = (size_t)options->runs;
  drawing with = { .decoder = nca_decoder_create(model, scale), .height = H * scale, .width = W * scale, .margin = options->padding * scale };
  figures *all = malloc(NUM_MOMENTS * runs * sizeof *all);
  double *scratch = malloc(runs * sizeof *scratch);
  with.picture = malloc((size_t)with.height * (size_t)with.width * 4 * sizeof *with.picture);
  const bool ok = with.decoder && with.picture && all && scratch;
  if (ok) {
    moment_summary at[NUM_MOMENTS];
    nca_target_enlarge(with.picture, target, H, W, scale);
    const figures enlarged = compare(&with, fine_target);
    measure(all, options, &with, sim, fine_target);
    for (int i = 0; i < NUM_MOMENTS; i++) at[i] = summarize_moment(all, i, options->runs, scratch);
    if (options->json) print_json(out, options, scale, at, enlarged);
    else print_text(out, options, scale, at, enlarged);
  } else {
    tell_status(options->model, NCA_ERR_MEMORY);
  }
  nca_decoder_destroy(with.decoder);
  free(with.picture);
  free(all);
  free(scratch);
  return ok;
}
