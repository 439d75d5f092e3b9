/* The 32 wounds of the probe: from a scratch to a half, at the centre and off it, so that no way to heal only some of them passes. */
#include <stdlib.h>

#include "base/elementary.h"
#include "base/misuse.h"
#include "nca_tools.h"

typedef enum { HALF, DISC, LINE, BITE } probe_wound_kind;

/* Lengths in sides of the picture; the direction turns from the picture's right downwards. */
static const struct {
  const char *name;
  probe_wound_kind kind;
  float angle_degrees, distance, size;
} WOUNDS[NCA_PROBE_NUM_WOUNDS] = {
  { "half cut, 0 degrees", HALF, 0.0f, 0.0f, 0.0f },
  { "half cut, 45 degrees", HALF, 45.0f, 0.0f, 0.0f },
  { "half cut, 90 degrees", HALF, 90.0f, 0.0f, 0.0f },
  { "half cut, 135 degrees", HALF, 135.0f, 0.0f, 0.0f },
  { "half cut, 180 degrees", HALF, 180.0f, 0.0f, 0.0f },
  { "half cut, 225 degrees", HALF, 225.0f, 0.0f, 0.0f },
  { "half cut, 270 degrees", HALF, 270.0f, 0.0f, 0.0f },
  { "half cut, 315 degrees", HALF, 315.0f, 0.0f, 0.0f },
  { "centre disc, radius 10 %", DISC, 0.0f, 0.0f, 0.10f },
  { "centre disc, radius 15 %", DISC, 0.0f, 0.0f, 0.15f },
  { "centre disc, radius 20 %", DISC, 0.0f, 0.0f, 0.20f },
  { "centre disc, radius 25 %", DISC, 0.0f, 0.0f, 0.25f },
  { "disc at 0 degrees, radius 15 %", DISC, 0.0f, 0.3f, 0.15f },
  { "disc at 45 degrees, radius 25 %", DISC, 45.0f, 0.3f, 0.25f },
  { "disc at 90 degrees, radius 15 %", DISC, 90.0f, 0.3f, 0.15f },
  { "disc at 135 degrees, radius 25 %", DISC, 135.0f, 0.3f, 0.25f },
  { "disc at 180 degrees, radius 15 %", DISC, 180.0f, 0.3f, 0.15f },
  { "disc at 225 degrees, radius 25 %", DISC, 225.0f, 0.3f, 0.25f },
  { "disc at 270 degrees, radius 15 %", DISC, 270.0f, 0.3f, 0.15f },
  { "disc at 315 degrees, radius 25 %", DISC, 315.0f, 0.3f, 0.25f },
  { "line through the centre, 0 degrees", LINE, 0.0f, 0.0f, 0.08f },
  { "line through the centre, 45 degrees", LINE, 45.0f, 0.0f, 0.08f },
  { "line through the centre, 90 degrees", LINE, 90.0f, 0.0f, 0.08f },
  { "line through the centre, 135 degrees", LINE, 135.0f, 0.0f, 0.08f },
  { "line off the centre, 0 degrees", LINE, 0.0f, 0.2f, 0.12f },
  { "line off the centre, 90 degrees", LINE, 90.0f, 0.2f, 0.12f },
  { "line off the centre, 180 degrees", LINE, 180.0f, 0.2f, 0.12f },
  { "line off the centre, 270 degrees", LINE, 270.0f, 0.2f, 0.12f },
  { "bite of a third, 0 degrees", BITE, 0.0f, 0.5f, 0.0f },
  { "bite of a third, 90 degrees", BITE, 90.0f, 0.5f, 0.0f },
  { "bite of a third, 180 degrees", BITE, 180.0f, 0.5f, 0.0f },
  { "bite of a third, 270 degrees", BITE, 270.0f, 0.5f, 0.0f },
};

const char *nca_probe_wound_name(int wound) {
  NCA_ASSERT(wound >= 0 && wound < NCA_PROBE_NUM_WOUNDS);
  return WOUNDS[wound].name;
}

static int count_within(const nca_sim *sim, const float *state, float x, float y, float radius) {
  const int H = nca_sim_height(sim), W = nca_sim_width(sim);
  const int C = nca_sim_config(sim).shape.channels;
  int count = 0;
  for (int row = 0; row < H; row++) {
    for (int column = 0; column < W; column++) {
      if (!(state[((ptrdiff_t)row * W + column) * C + NCA_ALPHA] > 0.1f)) continue;
      const float dx = (float)column + 0.5f - x, dy = (float)row + 0.5f - y;
      count += dx * dx + dy * dy <= radius * radius;
    }
  }
  return count;
}

/* The radius about (x, y) that takes a third of what can be seen, to a 16th of a cell. */
static float bite_radius(nca_sim *sim, float x, float y, float longest) {
  const float *state = nca_sim_state(sim);
  const int third = count_within(sim, state, x, y, 2.0f * (float)NCA_MAX_SIDE_CELLS) / 3;
  float low = 0.0f, high = longest;
  while (high - low > 0.0625f) {
    const float middle = 0.5f * (low + high);
    if (count_within(sim, state, x, y, middle) < third) low = middle;
    else high = middle;
  }
  return high;
}

nca_wound nca_probe_wound(int wound, nca_sim *sim, float x_cells, float y_cells, float side_cells) {
  NCA_ASSERT(wound >= 0 && wound < NCA_PROBE_NUM_WOUNDS && sim);
  static const nca_wound_shape SHAPES[] = { NCA_WOUND_HALF_PLANE, NCA_WOUND_DISC, NCA_WOUND_BAND, NCA_WOUND_DISC };
  const double radians = (double)(WOUNDS[wound].angle_degrees * 0.017453292519943295f);
  nca_wound hit = { .shape = SHAPES[WOUNDS[wound].kind], .size_cells = WOUNDS[wound].size * side_cells, .normal_x = (float)nca_cos(radians), .normal_y = (float)nca_sin(radians) };
  hit.x_cells = x_cells + WOUNDS[wound].distance * side_cells * hit.normal_x;
  hit.y_cells = y_cells + WOUNDS[wound].distance * side_cells * hit.normal_y;
  if (WOUNDS[wound].kind == BITE) hit.size_cells = bite_radius(sim, hit.x_cells, hit.y_cells, 2.0f * side_cells);
  return hit;
}
