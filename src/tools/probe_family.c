/* What becomes of the members of a family, most of which were never learnt: does each live, stay in its grid, keep its six arms, and turn into another? */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "nca_tools.h"

enum { RGBA = 4, NUM_ARMS = 6 };

static void copy_visible(float *visible, nca_sim *sim) {
  const int C = nca_sim_config(sim).shape.channels, num_cells = nca_sim_height(sim) * nca_sim_width(sim);
  const float *state = nca_sim_state(sim);
  for (int i = 0; i < num_cells; i++) memcpy(visible + i * RGBA, state + i * C, RGBA * sizeof *visible);
}

double nca_picture_difference(const float *a, const float *b, int height_cells, int width_cells) {
  NCA_ASSERT(a && b && height_cells > 0 && width_cells > 0);
  const int count = height_cells * width_cells * RGBA;
  double sum = 0.0;
  for (int i = 0; i < count; i++) sum += ((double)a[i] - (double)b[i]) * ((double)a[i] - (double)b[i]);
  return sum / count;
}

/* Beside its own mean square: 0 is a flake that looks the same turned by a sixth. turned [H][W][4]: scratch. */
static double asymmetry_of(const float *visible, float *turned, int H, int W) {
  double square = 0.0;
  for (int i = 0; i < H * W * RGBA; i++) square += (double)visible[i] * (double)visible[i];
  nca_picture_turn(turned, visible, H, W, 1, NUM_ARMS);
  return square > 0.0 ? nca_picture_difference(visible, turned, H, W) * (H * W * RGBA) / square : 0.0;
}

static double largest_of(nca_sim *sim) {
  const int count = nca_sim_height(sim) * nca_sim_width(sim) * nca_sim_config(sim).shape.channels;
  const float *state = nca_sim_state(sim);
  double largest = 0.0;
  for (int i = 0; i < count; i++) {
    if (!isfinite(state[i])) return INFINITY;
    if (fabs((double)state[i]) > largest) largest = fabs((double)state[i]);
  }
  return largest;
}

/* Living cells in the outermost rows and columns. */
static int count_at_edge(nca_sim *sim, const float *visible, int H, int W) {
  const double threshold = nca_sim_config(sim).alive_threshold;
  int count = 0;
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++)
      if ((y == 0 || x == 0 || y == H - 1 || x == W - 1) && (double)visible[(y * W + x) * RGBA + NCA_ALPHA] > threshold) count++;
  return count;
}

int nca_member_probe(nca_member_report *report, float *visible, const nca_member_desc *desc, const nca_model *model) {
  NCA_ASSERT(report && visible && desc && model && desc->mix && desc->next_mix && desc->target && desc->next_target);
  const int H = desc->height_cells, W = desc->width_cells;
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  float *turned = malloc((size_t)H * (size_t)W * RGBA * sizeof *turned);
  const bool ok = sim && turned && nca_sim_set_model(sim, model);
  if (ok) {
    nca_sim_set_mix(sim, desc->mix);
    nca_sim_reset(sim, desc->seed);
    nca_step(sim, desc->early_step);
    report->early_error = nca_sim_loss(sim, desc->target);
    nca_step(sim, desc->late_step - desc->early_step);
    report->late_error = nca_sim_loss(sim, desc->target);
    copy_visible(visible, sim);
    report->num_alive = nca_sim_num_alive(sim);
    report->num_at_edge = count_at_edge(sim, visible, H, W);
    report->largest = largest_of(sim);
    report->asymmetry = asymmetry_of(visible, turned, H, W);
    nca_sim_set_mix(sim, desc->next_mix);
    nca_step(sim, desc->turn_steps);
    report->turned_error = nca_sim_loss(sim, desc->next_target);
  }
  free(turned);
  nca_sim_destroy(sim);
  return ok ? NCA_OK : NCA_ERR_MEMORY;
}
