/* Wounds: which cells they cover, and what these become. */
#include "grow/wound.h"

#include <math.h>

#include "base/misuse.h"
#include "base/rng.h"

bool nca_wound_valid(const nca_wound *wound) {
  return (wound->shape == NCA_WOUND_DISC || wound->shape == NCA_WOUND_HALF_PLANE || wound->shape == NCA_WOUND_BAND)
      && isfinite(wound->x_cells) && isfinite(wound->y_cells) && isfinite(wound->size_cells) && isfinite(wound->normal_x)
      && isfinite(wound->normal_y);
}

static bool covers(const nca_wound *wound, int x, int y) {
  const float dx = (float)x + 0.5f - wound->x_cells, dy = (float)y + 0.5f - wound->y_cells;
  const float along = dx * wound->normal_x + dy * wound->normal_y;
  switch (wound->shape) {
    case NCA_WOUND_DISC: return dx * dx + dy * dy <= wound->size_cells * wound->size_cells;
    case NCA_WOUND_HALF_PLANE: return along > 0.0f;
    case NCA_WOUND_BAND: return fabsf(along) <= 0.5f * wound->size_cells;
  }
  __builtin_trap();
}

/* The first and last cell of a row or column whose centre may lie within `reach` of `centre`. */
static int first_cell(float centre, float reach) {
  const float at = centre - reach - 1.0f;
  return at > 0.0f ? (int)fminf(at, (float)NCA_MAX_SIDE_CELLS) : 0;
}

static int last_cell(float centre, float reach, int side) {
  const float at = centre + reach;
  return at < (float)side ? (int)fmaxf(at, -1.0f) : side - 1;
}

/* What cells become that are not erased. */
typedef struct {
  uint32_t seed;
  double alive_threshold;
} noise;

static void make_noise(nca_grid *grid, int x, int y, const noise *with) {
  const int64_t cell = (int64_t)y * grid->shape.W + x;
  float *state = grid->state + cell * grid->C;
  for (int c = 0; c < grid->C; c++) {
    const float unit = nca_rng_unit(with->seed, NCA_DRAW_NOISE, (uint64_t)cell, (uint32_t)c);
    state[c] = c <= NCA_ALPHA ? unit : 2.0f * unit - 1.0f;
  }
  nca_grid_refresh_cell(grid, x, y, with->alive_threshold);
}

/* with NULL: erase. */
static void change_covered(nca_grid *grid, const nca_wound *where, const noise *with) {
  const nca_bits_shape shape = grid->shape;
  const float reach = where->shape == NCA_WOUND_DISC ? where->size_cells : 2.0f * (float)NCA_MAX_SIDE_CELLS;
  const int x_last = last_cell(where->x_cells, reach, shape.W), y_last = last_cell(where->y_cells, reach, shape.H);
  for (int y = first_cell(where->y_cells, reach); y <= y_last; y++) {
    for (int x = first_cell(where->x_cells, reach); x <= x_last; x++) {
      if (!covers(where, x, y)) continue;
      if (with) make_noise(grid, x, y, with);
      else nca_grid_erase(grid, x, y);
    }
  }
}

void nca_grid_wound(nca_grid *grid, const nca_wound *wound) {
  change_covered(grid, wound, NULL);
}

void nca_grid_noise(nca_grid *grid, const nca_wound *where, uint32_t seed, double alive_threshold) {
  change_covered(grid, where, &(noise){ .seed = seed, .alive_threshold = alive_threshold });
}
