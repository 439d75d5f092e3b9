/* Dilation of sets of cells against every cell of the square by itself, beyond every edge. */
#include "base/bits.h"
#include "check.h"
#include "parts.h"

static bool has(const uint64_t *set, nca_bits_shape shape, int x, int y) {
  return set[y * shape.words + x / 64] >> (x % 64) & 1;
}

static bool is_near(const uint64_t *set, nca_bits_shape shape, int x, int y, int radius) {
  const nca_beyond *beyond = nca_beyond_of(shape.edge);
  for (int dy = -radius; dy <= radius; dy++) {
    for (int dx = -radius; dx <= radius; dx++) {
      const int u = nca_place_seen(beyond->column, x + dx, shape.W), v = nca_place_seen(beyond->row, y + dy, shape.H);
      if (u >= 0 && v >= 0 && has(set, shape, u, v)) return true;
    }
  }
  return false;
}

static void test_dilation(int H, int W, nca_edge edge, uint32_t sparse) {
  nca_bits_shape shape = nca_bits_shape_of(H, W);
  shape.edge = edge;
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
      for (int sparse = 5; sparse <= 400; sparse *= 4)
        for (int edge = 0; edge < NUM_EDGES; edge++) test_dilation(H, widths[i], (nca_edge)edge, (uint32_t)sparse);
    }
  }
  return check_summary();
}
