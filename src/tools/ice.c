/* The hand-written ancestor: a snowflake by a rule table on a hexagonal lattice, and a smooth picture of it.
 * N. Packard, "Lattice models for solidification and aggregation", 1986; the table of the blog author's earlier post. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/misuse.h"
#include "nca_tools.h"

enum { NUM_NEIGHBOURS = 6, RGBA = 4 };

/* Axial coordinates: a row lies half a cell further to the right than the one above it. */
static const int NEIGHBOURS[NUM_NEIGHBOURS][2] = { { 1, 0 }, { 0, 1 }, { -1, 1 }, { -1, 0 }, { 0, -1 }, { 1, -1 } };

static bool is_inside(int q, int r, int radius) {
  const int s = -q - r;
  return abs(q) <= radius && abs(r) <= radius && abs(s) <= radius;
}

static bool is_icy(const uint8_t *cells, int q, int r, int radius) {
  return is_inside(q, r, radius) && cells[(r + radius) * (2 * radius + 1) + q + radius];
}

nca_ice_rule nca_ice_rule_blog(void) {
  return (nca_ice_rule){ { NCA_ICE_STAYS, NCA_ICE_FREEZES, NCA_ICE_MELTS, NCA_ICE_MELTS, NCA_ICE_FREEZES, NCA_ICE_FREEZES, NCA_ICE_MELTS } };
}

void nca_ice_seed(uint8_t *cells, int radius_cells) {
  NCA_ASSERT(cells && radius_cells >= 0 && radius_cells <= NCA_ICE_MAX_RADIUS_CELLS);
  const int side = 2 * radius_cells + 1;
  memset(cells, 0, (size_t)side * (size_t)side);
  cells[radius_cells * side + radius_cells] = 1;
}

void nca_ice_step(uint8_t *next, const uint8_t *cells, int radius_cells, const nca_ice_rule *rule) {
  NCA_ASSERT(next && cells && next != cells && rule && radius_cells >= 0 && radius_cells <= NCA_ICE_MAX_RADIUS_CELLS);
  const int side = 2 * radius_cells + 1;
  memset(next, 0, (size_t)side * (size_t)side);
  for (int r = -radius_cells; r <= radius_cells; r++) {
    for (int q = -radius_cells; q <= radius_cells; q++) {
      if (!is_inside(q, r, radius_cells)) continue;
      int num_icy = 0;
      for (int i = 0; i < NUM_NEIGHBOURS; i++) num_icy += is_icy(cells, q + NEIGHBOURS[i][0], r + NEIGHBOURS[i][1], radius_cells);
      const nca_ice_fate fate = rule->fates[num_icy];
      next[(r + radius_cells) * side + q + radius_cells] = fate == NCA_ICE_STAYS ? is_icy(cells, q, r, radius_cells) : fate == NCA_ICE_FREEZES;
    }
  }
}

uint8_t *nca_ice_grow(uint8_t *cells, uint8_t *next, int radius_cells, const nca_ice_rule *rule, int num_steps) {
  NCA_ASSERT(cells && next && rule && num_steps >= 0);
  nca_ice_seed(cells, radius_cells);
  for (int step = 0; step < num_steps; step++) {
    nca_ice_step(next, cells, radius_cells, rule);
    uint8_t *swapped = cells;
    cells = next;
    next = swapped;
  }
  return cells;
}

/* ---------------------------------------------------------------- the picture */

static float smoothstep(float low, float high, float x) {
  const float t = fminf(fmaxf((x - low) / (high - low), 0.0f), 1.0f);
  return t * t * (3.0f - 2.0f * t);
}

/* How much ice there is at a point, in cells from the middle: every icy cell near it counts by a Gaussian of its distance. */
static float ice_at(const uint8_t *cells, int radius, float x, float y) {
  static const float row_height = 0.86602540f, reach = 2.0f, spread = 0.52f;
  float sum = 0.0f;
  const int r_middle = (int)floorf(y / row_height + 0.5f);
  for (int r = r_middle - 2; r <= r_middle + 2; r++) {
    const int q_middle = (int)floorf(x - 0.5f * (float)r + 0.5f);
    for (int q = q_middle - 2; q <= q_middle + 2; q++) {
      if (!is_icy(cells, q, r, radius)) continue;
      const float dx = (float)q + 0.5f * (float)r - x, dy = (float)r * row_height - y, squared = dx * dx + dy * dy;
      if (squared < reach * reach) sum += (float)nca_exp((double)(-squared / (2.0f * spread * spread)));
    }
  }
  return sum;
}

/* The farthest ice from the middle, in cells. */
static float extent_of(const uint8_t *cells, int radius) {
  float farthest = 1.0f;
  for (int r = -radius; r <= radius; r++) {
    for (int q = -radius; q <= radius; q++) {
      if (!is_icy(cells, q, r, radius)) continue;
      const float x = (float)q + 0.5f * (float)r, y = 0.86602540f * (float)r;
      farthest = fmaxf(farthest, sqrtf(x * x + y * y));
    }
  }
  return farthest;
}

void nca_ice_render(uint8_t *rgba, int side_pixels, const uint8_t *cells, int radius_cells, const nca_ice_tint *tint) {
  NCA_ASSERT(rgba && side_pixels > 0 && side_pixels <= NCA_MAX_SIDE_PIXELS && cells && tint && radius_cells >= 0 && radius_cells <= NCA_ICE_MAX_RADIUS_CELLS);
  const float extent = extent_of(cells, radius_cells), cells_per_pixel = 2.0f * (extent + 0.9f) / (float)side_pixels;
  for (int row = 0; row < side_pixels; row++) {
    for (int column = 0; column < side_pixels; column++, rgba += RGBA) {
      /* turned by a quarter, so that one arm points up */
      const float y = ((float)column + 0.5f - 0.5f * (float)side_pixels) * cells_per_pixel;
      const float x = ((float)row + 0.5f - 0.5f * (float)side_pixels) * cells_per_pixel;
      const float ice = ice_at(cells, radius_cells, x, y);
      const float outwards = fminf(sqrtf(x * x + y * y) / extent, 1.0f), thick = smoothstep(0.8f, 2.2f, ice);
      for (int c = 0; c < 3; c++) {
        const float base = (float)tint->centre[c] + ((float)tint->tips[c] - (float)tint->centre[c]) * outwards;
        rgba[c] = (uint8_t)(base + (255.0f - base) * 0.55f * thick + 0.5f); /* thick ice is whiter */
      }
      rgba[3] = (uint8_t)(255.0f * smoothstep(0.22f, 0.62f, ice) + 0.5f);
      if (rgba[3] == 0) memset(rgba, 0, RGBA);
    }
  }
}
