/* Dilation of sets of cells against every cell of the square by itself, on grids with and without an edge. */
#include "base/bits.h"
#include "check.h"

static bool has(const uint64_t *set, nca_bits_shape shape, int x, int y) {
  return set[y * shape.words + x / 64] >> (x % 64) & 1;
}

static bool is_near(const uint64_t *set, nca_bits_shape shape, int x, int y, int radius) {
  for (int dy = -radius; dy <= radius; dy++) {
    for (int dx = -radius; dx <= radius; dx++) {
      int u = x + dx, v = y + dy;
      if (shape.wraps) u = (u + 64 * shape.W) % shape.W, v = (v + 64 * shape.H) % shape.H;
      if (u >= 0 && u < shape.W && v >= 0 && v < shape.H && has(set, shape, u, v)) return true;
    }
  }
  return false;
}

static void test_dilation(int H, int W, bool wraps, uint32_t sparse) {
  nca_bits_shape shape = nca_bits_shape_of(H, W);
  shape.wraps = wraps;
  uint64_t *set = calloc((size_t)nca_bits_size(shape), sizeof *set), *row = calloc((size_t)shape.words, sizeof *row);
  if (!set || !row) abort();
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++)
      if (random_u32() % sparse == 0) set[y * shape.words + x / 64] |= UINT64_C(1) << (x % 64);
  static const int RADII[] = { 1, 2, 3, 5, 20 };
  for (size_t i = 0; i < sizeof RADII / sizeof *RADII; i++) {
    const int radius = RADII[i];
    for (int y = 0; y < H; y++) {
      nca_bits_dilate_row(row, set, shape, y, radius);
      for (int x = 0; x < W; x++) CHECK_EQUAL(row[x / 64] >> (x % 64) & 1, is_near(set, shape, x, y, radius));
      for (int x = W; x < 64 * shape.words; x++) CHECK_EQUAL(row[x / 64] >> (x % 64) & 1, 0);
    }
  }
  free(set), free(row);
}

int main(void) {
  const int widths[] = { 1, 2, 3, 5, 62, 63, 64, 65, 66, 127, 128, 129, 130, 200 };
  for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
    for (int H = 1; H <= 7; H++) {
      for (int sparse = 5; sparse <= 400; sparse *= 4) {
        test_dilation(H, widths[i], false, (uint32_t)sparse);
        test_dilation(H, widths[i], true, (uint32_t)sparse);
      }
    }
  }
  return check_summary();
}
