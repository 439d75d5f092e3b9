/* nca eval of a decoder: mean squared error (RGBA) of the picture it draws at the scale it was trained at. */
#include "eval_fine.h"

#include <math.h>
#include <stdlib.h>

enum { GROWN, HEALED, NUM_MOMENTS, NUM_HALF_CUTS = 8 }; /* the first of the probe's wounds */

typedef struct {
  nca_decoder *decoder;
  float *picture; /* [height][width][4] */
  int height, width; /* pixels */
} drawing;

static double error_of(const drawing *with, const nca_sim *sim, const float *fine_target) {
  nca_decode(with->decoder, with->picture, nca_sim_cells(sim), nca_sim_height(sim), nca_sim_width(sim), NULL);
  return nca_picture_difference(with->picture, fine_target, with->height, with->width);
}

/* errors [runs][moments] */
static void measure(double *errors, const fine_options *options, const drawing *with, nca_sim *sim, const float *fine_target) {
  const int H = nca_sim_height(sim), W = nca_sim_width(sim);
  for (int run = 0; run < options->runs; run++, errors += NUM_MOMENTS) {
    nca_sim_reset(sim, options->seed + (uint32_t)run);
    nca_step(sim, NCA_PROBE_WOUND_AGE);
    errors[GROWN] = error_of(with, sim, fine_target);
    const nca_wound cut = nca_probe_wound(run % NUM_HALF_CUTS, sim, 0.5f * (float)W, 0.5f * (float)H, (float)H);
    nca_sim_wound(sim, &cut);
    nca_step(sim, NCA_PROBE_HEAL_STEPS);
    errors[HEALED] = error_of(with, sim, fine_target);
  }
}

/* How much less one error is than another, in dB. */
static double decibels(double error, double than) {
  return 10.0 * log10(than / error);
}

static void print_text(FILE *out, const fine_options *options, int scale, const error_summary at[NUM_MOMENTS], double enlarged) {
  static const char *const MOMENTS[NUM_MOMENTS] = { "step 200", "healed" };
  fprintf(out, "The finer picture, %d pixels a cell\n           mean     median      worst   better than the cells' picture enlarged (%.6f) by\n", scale, enlarged);
  for (int i = 0; i < NUM_MOMENTS; i++)
    fprintf(out, "%-8s  %8.6f  %9.6f  %9.6f   %.1f dB\n", MOMENTS[i], at[i].mean, at[i].median, at[i].worst, decibels(at[i].mean, enlarged));
  fprintf(out, "over %d runs; healed: %d steps after a half cut at step %d\n", options->runs, NCA_PROBE_HEAL_STEPS, NCA_PROBE_WOUND_AGE);
}

static void print_json(FILE *out, const fine_options *options, int scale, const error_summary at[NUM_MOMENTS], double enlarged) {
  static const char *const MOMENTS[NUM_MOMENTS] = { "grown", "healed" };
  fprintf(out, ",\"fine\":{\"scale\":%d,\"runs\":%d,\"enlarged\":", scale, options->runs);
  print_json_number(out, enlarged);
  for (int i = 0; i < NUM_MOMENTS; i++) {
    fprintf(out, ",\"%s\":{", MOMENTS[i]);
    print_json_summary(out, at[i]);
    fprintf(out, ",\"decibels\":");
    print_json_number(out, decibels(at[i].mean, enlarged));
    putc('}', out);
  }
  putc('}', out);
}

bool eval_fine(FILE *out, const fine_options *options, nca_sim *sim, const nca_model *model, const float *target, const float *fine_target) {
  const int H = nca_sim_height(sim), W = nca_sim_width(sim), scale = model->config.shape.decoder_scale;
  const size_t runs = (size_t)options->runs;
  drawing with = { .decoder = nca_decoder_create(model, scale), .height = H * scale, .width = W * scale };
  double *errors = malloc((NUM_MOMENTS + 1) * runs * sizeof *errors);
  with.picture = malloc((size_t)with.height * (size_t)with.width * 4 * sizeof *with.picture);
  const bool ok = with.decoder && with.picture && errors;
  if (ok) {
    error_summary at[NUM_MOMENTS];
    nca_target_enlarge(with.picture, target, H, W, scale);
    const double enlarged = nca_picture_difference(with.picture, fine_target, with.height, with.width);
    measure(errors, options, &with, sim, fine_target);
    for (int i = 0; i < NUM_MOMENTS; i++) at[i] = summarize(errors + i, runs, NUM_MOMENTS, errors + NUM_MOMENTS * runs);
    if (options->json) print_json(out, options, scale, at, enlarged);
    else print_text(out, options, scale, at, enlarged);
  } else {
    tell_status(options->model, NCA_ERR_MEMORY);
  }
  nca_decoder_destroy(with.decoder);
  free(with.picture);
  free(errors);
  return ok;
}
