/* Dilation of sets of cells: the 3x3 maximum of the alive rule, on 64 cells at once. */
#include "base/bits.h"

#include <string.h>

#include "base/misuse.h"

nca_bits_shape nca_bits_shape_of(int H, int W) {
  NCA_ASSERT(H > 0 && W > 0);
  return (nca_bits_shape){ .H = H, .W = W, .words = (W + 63) / 64 };
}

static uint64_t last_word_mask(nca_bits_shape shape) {
  return shape.W % 64 ? (UINT64_C(1) << (shape.W % 64)) - 1 : ~UINT64_C(0);
}

void nca_bits_fill_row(uint64_t *out_y, nca_bits_shape shape) {
  memset(out_y, 0xff, (size_t)shape.words * sizeof *out_y);
  out_y[shape.words - 1] &= last_word_mask(shape);
}

void nca_bits_dilate_row(uint64_t *out_y, const uint64_t *set, nca_bits_shape shape, int y, int radius) {
  NCA_ASSERT(radius == 1 || radius == 2);
  const int first = y > radius ? y - radius : 0, last = y + radius < shape.H ? y + radius : shape.H - 1;
  uint64_t before = 0, here = 0; /* the rows of the window or-ed, one word behind and the current one */
  for (int row = first; row <= last; row++) here |= set[(int64_t)row * shape.words];
  for (int w = 0; w < shape.words; w++) {
    uint64_t after = 0;
    if (w + 1 < shape.words)
      for (int row = first; row <= last; row++) after |= set[(int64_t)row * shape.words + w + 1];
    uint64_t spread = here | here << 1 | here >> 1 | before >> 63 | after << 63;
    if (radius == 2) spread |= here << 2 | here >> 2 | before >> 62 | after << 62;
    out_y[w] = spread;
    before = here;
    here = after;
  }
  out_y[shape.words - 1] &= last_word_mask(shape);
}
