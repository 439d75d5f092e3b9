/* Dilation of sets of cells, such as the 3x3 maximum of the alive rules, on 64 cells at once. */
#include "base/bits.h"

#include <stddef.h>
#include <string.h>

#include "base/edge.h"
#include "base/misuse.h"

enum { MAX_RADIUS = 63 };

nca_bits_shape nca_bits_shape_of(int H, int W) {
  NCA_ASSERT(H > 0 && W > 0 && W <= NCA_MAX_SIDE_CELLS);
  return (nca_bits_shape){ .H = H, .W = W, .words = (W + 63) / 64, .edge = NCA_EDGE_ZERO };
}

static uint64_t last_word_mask(nca_bits_shape shape) {
  return shape.W % 64 ? (UINT64_C(1) << (shape.W % 64)) - 1 : ~UINT64_C(0);
}

void nca_bits_fill_row(uint64_t *out_y, nca_bits_shape shape) {
  memset(out_y, 0xff, (size_t)shape.words * sizeof *out_y);
  out_y[shape.words - 1] &= last_word_mask(shape);
}

/* out [words]: the or of so many rows that lie one behind the other. */
static void or_rows(uint64_t *out, const uint64_t *rows, int num_rows, int words) {
  const uint64_t *end = rows + (ptrdiff_t)num_rows * words;
  for (int w = 0; w < words; w++) {
    uint64_t any = 0;
    for (const uint64_t *at = rows + w; at < end; at += words) any |= *at;
    out[w] = any;
  }
}

/* row [words] takes in what is seen in the place of a row beyond the edge. */
static void see_row(uint64_t *row, const uint64_t *set, nca_bits_shape shape, nca_place_beyond beyond, int at) {
  const int y = beyond(at, shape.H);
  for (int w = 0; y >= 0 && w < shape.words; w++) row[w] |= set[(int64_t)y * shape.words + w];
}

/* row [-1 .. words] takes in what is seen beyond the edge, so far from row y: in the bits before its first column and behind its last one too. Apart, so that a
 * grid with nothing there has nothing of it to pay. */
static __attribute__((noinline)) void see_beyond(uint64_t *row, const uint64_t *set, nca_bits_shape shape, const nca_beyond *beyond, int y, int radius) {
  for (int at = y - radius; beyond->row && at < 0; at++) see_row(row, set, shape, beyond->row, at);
  for (int at = shape.H; beyond->row && at <= y + radius; at++) see_row(row, set, shape, beyond->row, at);
  for (int r = 1; beyond->column && r <= radius; r++) {
    const int end = shape.W - 1 + r, left = beyond->column(-r, shape.W), right = beyond->column(end, shape.W);
    if (left >= 0 && row[left / 64] & nca_bits_of(left)) row[-1] |= UINT64_C(1) << (64 - r);
    if (right >= 0 && row[right / 64] & nca_bits_of(right)) row[end / 64] |= nca_bits_of(end);
  }
}

static uint64_t spread_word(uint64_t before, uint64_t here, uint64_t after, int radius) {
  uint64_t spread = here | here << 1 | here >> 1 | before >> 63 | after << 63;
  for (int r = 2; r <= radius; r++) spread |= here << r | here >> r | before >> (64 - r) | after << (64 - r);
  return spread;
}

void nca_bits_dilate_row(uint64_t *out_y, const uint64_t *set, nca_bits_shape shape, int y, int radius) {
  NCA_ASSERT(radius >= 1 && radius <= MAX_RADIUS);
  uint64_t seen[1 + NCA_BITS_MAX_WORDS + 1], *row = seen + 1; /* all rows in one, and a word more at either end */
  const int first = y > radius ? y - radius : 0, last = y + radius < shape.H ? y + radius : shape.H - 1;
  or_rows(row, set + (int64_t)first * shape.words, last - first + 1, shape.words);
  row[-1] = row[shape.words] = 0;
  const nca_beyond *beyond = nca_beyond_of(shape.edge);
  if (beyond->row || beyond->column) see_beyond(row, set, shape, beyond, y, radius);
  uint64_t before = row[-1], here = row[0];
  for (int w = 0; w < shape.words; w++) {
    const uint64_t after = row[w + 1];
    out_y[w] = spread_word(before, here, after, radius);
    before = here;
    here = after;
  }
  out_y[shape.words - 1] &= last_word_mask(shape);
}
