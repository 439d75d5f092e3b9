/* Structural similarity against its definition, window by window. */
#include <math.h>

#include "check.h"
#include "nca_tools.h"

enum { H = 17, W = 14, MARGIN = 1, RGBA = 4, SIDE = NCA_SIMILARITY_WINDOW };

static double weight_of(int y, int x) {
  const double dy = y - SIDE / 2, dx = x - SIDE / 2;
  return exp(-(dy * dy + dx * dx) / (2.0 * 1.5 * 1.5));
}

static double value_of(const float *picture, int y, int x, int channel) {
  return (double)picture[(y * W + x) * RGBA + channel];
}

/* Of one window, two passes: the means, then what is left of each value beside them. */
static double window_similarity(const float *a, const float *b, int top, int left, int channel) {
  double weight = 0.0, mean_a = 0.0, mean_b = 0.0, var_a = 0.0, var_b = 0.0, both = 0.0;
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) {
      weight += weight_of(y, x);
      mean_a += weight_of(y, x) * value_of(a, top + y, left + x, channel);
      mean_b += weight_of(y, x) * value_of(b, top + y, left + x, channel);
    }
  mean_a /= weight, mean_b /= weight;
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) {
      const double from_a = value_of(a, top + y, left + x, channel) - mean_a, from_b = value_of(b, top + y, left + x, channel) - mean_b;
      var_a += weight_of(y, x) / weight * from_a * from_a;
      var_b += weight_of(y, x) / weight * from_b * from_b;
      both += weight_of(y, x) / weight * from_a * from_b;
    }
  return (2.0 * mean_a * mean_b + 1e-4) / (mean_a * mean_a + mean_b * mean_b + 1e-4) * ((2.0 * both + 9e-4) / (var_a + var_b + 9e-4));
}

static void fill(float *picture, unsigned seed) {
  check_random_state = seed;
  for (int i = 0; i < H * W * RGBA; i++) picture[i] = 0.5f + 0.5f * random_float();
}

static void test_definition(void) {
  static float a[H * W * RGBA], b[H * W * RGBA];
  fill(a, 3);
  fill(b, 4);
  for (int i = 0; i < H * W * RGBA; i++) b[i] = 0.6f * a[i] + 0.4f * b[i];
  double sum = 0.0;
  int count = 0;
  for (int channel = 0; channel < RGBA; channel++)
    for (int top = MARGIN; top + SIDE <= H - MARGIN; top++)
      for (int left = MARGIN; left + SIDE <= W - MARGIN; left++, count++) sum += window_similarity(a, b, top, left, channel);
  const double similarity = nca_picture_similarity(a, b, H, W, MARGIN);
  CHECK(fabs(similarity - sum / count) < 1e-9);
  CHECK(similarity > 0.1 && similarity < 0.95);
  CHECK(similarity == nca_picture_similarity(b, a, H, W, MARGIN));
}

static void test_bounds(void) {
  static float a[H * W * RGBA], inverse[H * W * RGBA];
  fill(a, 5);
  for (int i = 0; i < H * W * RGBA; i++) inverse[i] = 1.0f - a[i];
  CHECK(fabs(nca_picture_similarity(a, a, H, W, 0) - 1.0) < 1e-12);
  CHECK(nca_picture_similarity(a, inverse, H, W, 0) < 0.0);
  inverse[0] = a[0] = 0.25f; /* what lies in the margin is not looked at */
  const double inside = nca_picture_similarity(a, inverse, H, W, MARGIN);
  inverse[0] = 1e6f;
  CHECK(nca_picture_similarity(a, inverse, H, W, MARGIN) == inside);
  CHECK(isnan(nca_picture_similarity(a, a, H, W, (W - SIDE) / 2 + 1)));
  CHECK(!isnan(nca_picture_similarity(a, a, H, W, (W - SIDE) / 2)));
}

int main(void) {
  test_definition();
  test_bounds();
  return check_summary();
}
