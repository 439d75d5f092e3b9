/* How alike two pictures look: structural similarity.
 *
 * Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image quality assessment: from error visibility to structural similarity", IEEE Transactions on Image Processing 13 (2004),
 * equation 13 with its own constants: a Gaussian window of 11x11 pixels, sigma 1.5, and C1 = 0.01^2, C2 = 0.03^2 of values from 0 to 1. */
#include <math.h>
#include <stdlib.h>

#include "base/elementary.h"
#include "base/misuse.h"
#include "nca_tools.h"

enum { RGBA = 4, WINDOW = NCA_SIMILARITY_WINDOW, A = 0, B, AA, BB, AB, NUM_SUMS };

/* The window is a product of this one across and the same down; its weights sum to 1. */
static void window_of(double weights[WINDOW]) {
  const double sigma = 1.5;
  double sum = 0.0;
  for (int i = 0; i < WINDOW; i++) {
    const double distance = i - WINDOW / 2;
    sum += weights[i] = nca_exp(-distance * distance / (2.0 * sigma * sigma));
  }
  for (int i = 0; i < WINDOW; i++) weights[i] /= sum;
}

/* Means of both, of their squares and of their product, down one column of WINDOW rows. */
static void sum_column(double sums[NUM_SUMS], const float *a, const float *b, size_t row, const double weights[WINDOW]) {
  for (int k = 0; k < NUM_SUMS; k++) sums[k] = 0.0;
  for (int i = 0; i < WINDOW; i++, a += row, b += row) {
    const double x = (double)*a, y = (double)*b, products[NUM_SUMS] = { [A] = x, [B] = y, [AA] = x * x, [BB] = y * y, [AB] = x * y };
    for (int k = 0; k < NUM_SUMS; k++) sums[k] += weights[i] * products[k];
  }
}

static double similarity_of(const double sums[NUM_SUMS]) {
  const double c1 = 0.01 * 0.01, c2 = 0.03 * 0.03, a = sums[A], b = sums[B];
  const double both = sums[AB] - a * b, apart = sums[AA] - a * a + (sums[BB] - b * b);
  return (2.0 * a * b + c1) * (2.0 * both + c2) / ((a * a + b * b + c1) * (apart + c2));
}

double nca_picture_similarity(const float *a, const float *b, int height_pixels, int width_pixels, int margin_pixels) {
  const int H = height_pixels - 2 * margin_pixels, W = width_pixels - 2 * margin_pixels;
  NCA_ASSERT(a && b && margin_pixels >= 0);
  if (H < WINDOW || W < WINDOW) return NAN;
  double (*columns)[NUM_SUMS] = malloc((size_t)W * sizeof *columns), weights[WINDOW], total = 0.0;
  if (!columns) return NAN;
  window_of(weights);
  const size_t row = (size_t)width_pixels * RGBA, first = (size_t)margin_pixels * (row + RGBA);
  for (int y = 0; y + WINDOW <= H; y++) {
    for (int channel = 0; channel < RGBA; channel++) {
      const size_t at = first + (size_t)y * row + (size_t)channel;
      for (int x = 0; x < W; x++) sum_column(columns[x], a + at + (size_t)x * RGBA, b + at + (size_t)x * RGBA, row, weights);
      for (int x = 0; x + WINDOW <= W; x++) {
        double sums[NUM_SUMS] = { 0.0 };
        for (int i = 0; i < WINDOW; i++)
          for (int k = 0; k < NUM_SUMS; k++) sums[k] += weights[i] * columns[x + i][k];
        total += similarity_of(sums);
      }
    }
  }
  free(columns);
  return total / ((double)(H - WINDOW + 1) * (W - WINDOW + 1) * RGBA);
}
