/* Turns a target about the cell of the seed or about its own middle, and enlarges it, by R. Keys, "Cubic convolution interpolation for digital image processing", 1981. */
#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/misuse.h"
#include "nca.h"

enum { RGBA = 4, TAPS = 4 };

static const double TWO_PI = 0x1.921fb54442d18p+2;

/* Of the cells at -1, 0, 1, 2 for a place x in 0 .. 1; their sum is 1, and at x = 0 all of it is the cell's own. */
static void cubic_weights(double weights[TAPS], double x) {
  weights[0] = x * (-0.5 + x * (1.0 - 0.5 * x));
  weights[1] = 1.0 + x * x * (-2.5 + 1.5 * x);
  weights[2] = x * (0.5 + x * (2.0 - 1.5 * x));
  weights[3] = x * x * (-0.5 + 0.5 * x);
}

static float within_unit(double value) {
  return (float)(value < 0.0 ? 0.0 : value > 1.0 ? 1.0 : value);
}

/* What lies at a place between cells; nothing beyond the edge. */
static void sample_at(float pixel[RGBA], const float *target, int H, int W, double y, double x) {
  const double top = floor(y), left = floor(x);
  double rows[TAPS], columns[TAPS], sums[RGBA] = { 0.0 };
  cubic_weights(rows, y - top);
  cubic_weights(columns, x - left);
  for (int i = 0; i < TAPS * TAPS; i++) {
    const int row = (int)top - 1 + i / TAPS, column = (int)left - 1 + i % TAPS;
    if (row < 0 || column < 0 || row >= H || column >= W) continue;
    const double weight = rows[i / TAPS] * columns[i % TAPS];
    for (int c = 0; c < RGBA; c++) sums[c] += weight * (double)target[((ptrdiff_t)row * W + column) * RGBA + c];
  }
  for (int c = 0; c < RGBA; c++) pixel[c] = within_unit(sums[c]);
}

/* About (y0, x0), in cells from the middle of the first one. */
static void turn_about(float *turned, const float *target, int H, int W, double y0, double x0, int turn, int num_turns) {
  NCA_ASSERT(turned && target && turned != target && H > 0 && W > 0 && turn >= 0 && turn < num_turns);
  const double angle = TWO_PI * turn / num_turns, sine = nca_sin(angle), cosine = nca_cos(angle);
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) {
      const double down = y - y0, right = x - x0;
      sample_at(turned + ((ptrdiff_t)y * W + x) * RGBA, target, H, W, y0 + cosine * down - sine * right, x0 + sine * down + cosine * right);
    }
  }
}

void nca_target_turn(float *turned, const float *target, int height_cells, int width_cells, int turn, int num_turns) {
  turn_about(turned, target, height_cells, width_cells, height_cells / 2, width_cells / 2, turn, num_turns);
}

void nca_picture_turn(float *turned, const float *picture, int height_cells, int width_cells, int turn, int num_turns) {
  turn_about(turned, picture, height_cells, width_cells, 0.5 * (height_cells - 1), 0.5 * (width_cells - 1), turn, num_turns);
}

void nca_target_enlarge(float *enlarged, const float *target, int height_cells, int width_cells, int scale) {
  NCA_ASSERT(enlarged && target && height_cells > 0 && width_cells > 0 && scale > 0);
  for (int y = 0; y < height_cells * scale; y++)
    for (int x = 0; x < width_cells * scale; x++)
      sample_at(enlarged + ((ptrdiff_t)y * width_cells * scale + x) * RGBA, target, height_cells, width_cells, (y + 0.5) / scale - 0.5, (x + 0.5) / scale - 0.5);
}

void nca_target_turns(float *turned, const float *target, int height_cells, int width_cells, int num_turns) {
  NCA_ASSERT(turned && target && height_cells > 0 && width_cells > 0 && num_turns > 0);
  const size_t size = (size_t)height_cells * (size_t)width_cells * RGBA;
  memcpy(turned, target, size * sizeof *target);
  for (int turn = 1; turn < num_turns; turn++) nca_target_turn(turned + (size_t)turn * size, target, height_cells, width_cells, turn, num_turns);
}
