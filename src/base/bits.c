/* Dilation of sets of cells, such as the 3x3 maximum of the alive rule, on 64 cells at once. */
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

/* Word w of the or of rows first .. last, which on a torus may lie beyond the edge. */
static uint64_t or_rows(const uint64_t *set, nca_bits_shape shape, int first, int last, int w) {
  uint64_t any = 0;
  for (int row = first; row <= last; row++) {
    const int y = row < 0 ? row + shape.H : row >= shape.H ? row - shape.H : row;
    any |= set[(int64_t)y * shape.words + w];
  }
  return any;
}

static uint64_t spread_word(uint64_t before, uint64_t here, uint64_t after, int radius) {
  uint64_t spread = here | here << 1 | here >> 1 | before >> 63 | after << 63;
  for (int r = 2; r <= radius; r++) spread |= here << r | here >> r | before >> (64 - r) | after << (64 - r);
  return spread;
}

/* Beyond the right edge lie the first columns, beyond the left edge the last ones; where there are few, round and round. */
static void dilate_row__torus(uint64_t *out_y, const uint64_t *set, nca_bits_shape shape, int y, int radius) {
  const int reach = shape.H > 2 * radius ? radius : shape.H - 1, first = y - reach, last = y + reach; /* no row twice round */
  const int over = shape.W % 64;
  uint64_t right = or_rows(set, shape, first, last, 0), before = or_rows(set, shape, first, last, shape.words - 1);
  if (over > 0) before <<= 64 - over;
  if (over > 0 && shape.words > 1) before |= or_rows(set, shape, first, last, shape.words - 2) >> over;
  for (int known = shape.W; known < 64; known *= 2) {
    right |= right << known;
    before |= before >> known;
  }
  for (int w = 0; w < shape.words; w++) {
    const uint64_t own = or_rows(set, shape, first, last, w);
    uint64_t here = own, after = 0;
    if (w + 1 < shape.words) {
      after = or_rows(set, shape, first, last, w + 1);
      if (w + 2 == shape.words && over > 0) after |= right << over; /* of a last word of few columns more are seen from here than it has */
    } else if (over == 0) {
      after = right;
    } else {
      here |= right << over;
      after = right >> (64 - over);
    }
    out_y[w] = spread_word(before, here, after, radius);
    before = own;
  }
  out_y[shape.words - 1] &= last_word_mask(shape);
}

void nca_bits_dilate_row(uint64_t *out_y, const uint64_t *set, nca_bits_shape shape, int y, int radius) {
  NCA_ASSERT(radius >= 1 && radius < 64);
  if (shape.wraps) {
    dilate_row__torus(out_y, set, shape, y, radius);
    return;
  }
  const int first = y > radius ? y - radius : 0, last = y + radius < shape.H ? y + radius : shape.H - 1;
  uint64_t before = 0, here = 0; /* the rows of the window or-ed, one word behind and the current one */
  for (int row = first; row <= last; row++) here |= set[(int64_t)row * shape.words];
  for (int w = 0; w < shape.words; w++) {
    uint64_t after = 0;
    if (w + 1 < shape.words)
      for (int row = first; row <= last; row++) after |= set[(int64_t)row * shape.words + w + 1];
    out_y[w] = spread_word(before, here, after, radius);
    before = here;
    here = after;
  }
  out_y[shape.words - 1] &= last_word_mask(shape);
}
