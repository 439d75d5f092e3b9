/* How training draws its wounds. A direction is a vector, not an angle, and is drawn without sine or cosine, whose last bits
 * differ from machine to machine. */
#include <math.h>

#include "base/rng.h"
#include "grow/wound.h"

/* Draws of one sample, each with a number of its own. */
typedef struct {
  uint32_t seed, sample, num_draws;
  uint64_t epoch;
} draws;

enum { MAX_DRAWS = 256 }; /* of a sample; a direction takes two and is found in 1.3 attempts on average */

static float draw(draws *of, float first, float last) {
  return first + (last - first) * nca_rng_unit(of->seed, NCA_DRAW_WOUND, of->epoch, of->sample * MAX_DRAWS + of->num_draws++ % MAX_DRAWS);
}

/* A point in the unit disc, not too near its middle, made a unit vector. */
static void draw_direction(draws *of, nca_wound *wound) {
  float x, y, squared;
  do {
    x = draw(of, -1.0f, 1.0f);
    y = draw(of, -1.0f, 1.0f);
    squared = x * x + y * y;
  } while ((squared > 1.0f || squared < 0.01f) && of->num_draws < MAX_DRAWS - 8);
  const float length = sqrtf(squared);
  wound->normal_x = x / length;
  wound->normal_y = y / length;
}

static nca_wound_kind draw_kind(draws *of, const nca_recipe *recipe) {
  float total = 0.0f;
  for (int kind = 0; kind < NCA_NUM_WOUND_KINDS; kind++) total += recipe->wound_shares[kind];
  float left = draw(of, 0.0f, total);
  int kind = 0;
  while (kind < NCA_NUM_WOUND_KINDS - 1 && left >= recipe->wound_shares[kind]) left -= recipe->wound_shares[kind++];
  return (nca_wound_kind)kind;
}

nca_wound nca_wound_draw(const nca_recipe *recipe, int H, int W, uint32_t seed, uint64_t epoch, int sample) {
  draws of = { .seed = seed, .sample = (uint32_t)sample, .epoch = epoch };
  const float half = 0.5f * (float)(H < W ? H : W);
  nca_wound wound = { .x_cells = 0.5f * (float)W, .y_cells = 0.5f * (float)H, .normal_x = 1.0f };
  switch (draw_kind(&of, recipe)) {
    case NCA_WOUND_KIND_DISC:
      wound.shape = NCA_WOUND_DISC;
      wound.x_cells += half * draw(&of, -0.5f, 0.5f);
      wound.y_cells += half * draw(&of, -0.5f, 0.5f);
      wound.size_cells = half * draw(&of, 0.1f, 0.4f);
      break;
    case NCA_WOUND_KIND_CENTRE:
      wound.shape = NCA_WOUND_DISC;
      wound.x_cells += draw(&of, -1.5f, 1.5f);
      wound.y_cells += draw(&of, -1.5f, 1.5f);
      wound.size_cells = half * draw(&of, 0.05f, 0.3f);
      break;
    case NCA_WOUND_KIND_HALF:
      wound.shape = NCA_WOUND_HALF_PLANE;
      draw_direction(&of, &wound);
      wound.x_cells += half * draw(&of, -0.15f, 0.15f);
      wound.y_cells += half * draw(&of, -0.15f, 0.15f);
      break;
    case NCA_WOUND_KIND_BAND:
      wound.shape = NCA_WOUND_BAND;
      draw_direction(&of, &wound);
      wound.x_cells += half * draw(&of, -0.4f, 0.4f);
      wound.y_cells += half * draw(&of, -0.4f, 0.4f);
      wound.size_cells = draw(&of, 2.0f, 6.0f);
      break;
  }
  return wound;
}
