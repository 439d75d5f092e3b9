/* Wounds: which cells they cover, and what these become. */
#include "grow/wound.h"

#include <math.h>

#include "base/edge.h"
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

/* The first and last cell of a row or column whose centre may lie within `reach` of `centre`, of those from `first` to `last`. */
static int first_cell(float centre, float reach, int first) {
  const float at = floorf(centre - reach - 1.0f);
  return at > (float)first ? (int)fminf(at, 2.0f * (float)NCA_MAX_SIDE_CELLS) : first;
}

static int last_cell(float centre, float reach, int last) {
  const float at = floorf(centre + reach);
  return at < (float)last ? (int)fmaxf(at, -2.0f * (float)NCA_MAX_SIDE_CELLS) : last;
}

/* What becomes of the cells that a shape covers. */
typedef struct {
  enum { ERASE, NOISE, GRAFT } what;
  uint32_t seed; /* of the noise */
  double alive_threshold;
  uint8_t kind; /* of the graft */
} edit;

static void make_noise(nca_grid *grid, int x, int y, const edit *with) {
  const int64_t cell = (int64_t)y * grid->shape.W + x;
  float *state = grid->state + cell * grid->C;
  for (int c = 0; c < grid->C; c++) {
    const float unit = nca_rng_unit(with->seed, NCA_DRAW_NOISE, (uint64_t)cell, (uint32_t)c);
    state[c] = c <= NCA_ALPHA ? unit : 2.0f * unit - 1.0f;
  }
  nca_grid_refresh_cell(grid, x, y, with->alive_threshold);
}

static void change_cell(nca_grid *grid, int x, int y, const edit *with) {
  switch (with->what) {
    case ERASE: nca_grid_erase(grid, x, y); break;
    case NOISE: make_noise(grid, x, y, with); break;
    case GRAFT: grid->kinds[(int64_t)y * grid->shape.W + x] = with->kind; break;
  }
}

/* A disc covers what is seen beyond the edge too, at most one side away, and the others end at it: see nca.h. */
static void change_covered(nca_grid *grid, const nca_wound *where, const edit *with) {
  const nca_bits_shape shape = grid->shape;
  const float reach = where->shape == NCA_WOUND_DISC ? where->size_cells : 2.0f * (float)NCA_MAX_SIDE_CELLS;
  const nca_beyond *beyond = nca_beyond_of(where->shape == NCA_WOUND_DISC ? shape.edge : NCA_EDGE_ZERO);
  const int beyond_x = beyond->column ? shape.W : 0, beyond_y = beyond->row ? shape.H : 0;
  const int x_last = last_cell(where->x_cells, reach, shape.W - 1 + beyond_x), y_last = last_cell(where->y_cells, reach, shape.H - 1 + beyond_y);
  for (int y = first_cell(where->y_cells, reach, -beyond_y); y <= y_last; y++) {
    for (int x = first_cell(where->x_cells, reach, -beyond_x); x <= x_last; x++) {
      if (!covers(where, x, y)) continue;
      const int column = nca_place_seen(beyond->column, x, shape.W), row = nca_place_seen(beyond->row, y, shape.H);
      if (column >= 0 && row >= 0) change_cell(grid, column, row, with);
    }
  }
}

void nca_grid_wound(nca_grid *grid, const nca_wound *wound) {
  change_covered(grid, wound, &(edit){ .what = ERASE });
}

void nca_grid_noise(nca_grid *grid, const nca_wound *where, uint32_t seed, double alive_threshold) {
  change_covered(grid, where, &(edit){ .what = NOISE, .seed = seed, .alive_threshold = alive_threshold });
}

void nca_grid_graft(nca_grid *grid, const nca_wound *where, uint8_t kind) {
  if (grid->kinds) change_covered(grid, where, &(edit){ .what = GRAFT, .kind = kind });
}
