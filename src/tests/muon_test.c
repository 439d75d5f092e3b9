/* Orthogonalising: all singular values come near 1, and the singular vectors stay. */
#include <math.h>
#include <string.h>

#include "train/muon.h"
#include "check.h"

static nca_muon_scratch scratch;

static void *make_scratch(const nca_shape *shape) {
  nca_arena counted = { NULL, 0 };
  nca_muon_lay_out(&scratch, &counted, shape);
  nca_arena arena = { aligned_alloc(64, (size_t)counted.used_bytes), 0 };
  if (!arena.block) abort();
  nca_muon_lay_out(&scratch, &arena, shape);
  return arena.block;
}

/* out [columns] = matrix^T (matrix x), so x^T out = |matrix x|^2 */
static double stretch(const float *matrix, int rows, int columns, const float *x) {
  double sum = 0.0, norm = 0.0;
  for (int r = 0; r < rows; r++) {
    double dot = 0.0;
    for (int c = 0; c < columns; c++) dot += (double)matrix[r * columns + c] * (double)x[c];
    sum += dot * dot;
  }
  for (int c = 0; c < columns; c++) norm += (double)x[c] * (double)x[c];
  return sqrt(sum / norm);
}

static void test_singular_values(int rows, int columns) {
  for (int run = 0; run < 20; run++) {
    float matrix[128 * 48], before[128 * 48], x[48];
    const float size = ldexpf(1.0f, (int)(random_u32() % 60) - 40);
    /* some directions much weaker than others, as gradients have them */
    for (int i = 0; i < rows * columns; i++) before[i] = matrix[i] = random_float() * size / (float)(1 + i % columns % 7);
    nca_orthogonalize(matrix, rows, columns, NCA_PRODUCTS_ROUNDED, &scratch);
    for (int i = 0; i < 50; i++) {
      for (int c = 0; c < columns; c++) x[c] = random_float();
      const double by = stretch(matrix, rows, columns, x);
      CHECK(by > 0.6 && by < 1.25);
    }
    /* matrix = U f(S) V^T and before = U S V^T, so matrix^T before = V f(S) S V^T is symmetric. */
    double product[48][48], largest = 0.0;
    for (int a = 0; a < columns; a++) {
      for (int b = 0; b < columns; b++) {
        product[a][b] = 0.0;
        for (int r = 0; r < rows; r++) product[a][b] += (double)matrix[r * columns + a] * (double)before[r * columns + b];
        largest = fmax(largest, fabs(product[a][b]));
      }
    }
    for (int a = 0; a < columns; a++)
      for (int b = 0; b < a; b++) CHECK(fabs(product[a][b] - product[b][a]) <= 1e-4 * largest);
  }
}

static void test_zero_stays_zero(void) {
  float matrix[16 * 16] = { 0 };
  nca_orthogonalize(matrix, 16, 16, NCA_PRODUCTS_ROUNDED, &scratch);
  for (int i = 0; i < 16 * 16; i++) CHECK(matrix[i] == 0.0f);
}

int main(void) {
  nca_shape shape = nca_shape_usual();
  void *memory = make_scratch(&shape);
  test_singular_values(128, 48);
  test_singular_values(128, 16);
  test_zero_stays_zero();
  free(memory);
  shape.channels = 12; /* 36 perceived, no whole number of panels */
  shape.hidden = 16;
  memory = make_scratch(&shape);
  test_singular_values(36, 16);
  test_singular_values(16, 12);
  free(memory);
  return check_summary();
}
