/* Sets of cells, one bit each: rows of 64-bit words, so that the alive rules cost next to nothing
 * and empty parts of a grid are passed over 64 cells at a time. Bits past the width are always 0. */
#ifndef NCA_BITS_H
#define NCA_BITS_H

#include <stdbool.h>
#include <stdint.h>

#include "nca.h"

enum { NCA_BITS_MAX_WORDS = (NCA_MAX_SIDE_CELLS + 63) / 64 }; /* of a row */

typedef struct {
  int H, W;
  int words; /* per row: ceil(W / 64) */
  nca_edge edge; /* beyond which a dilation looks too */
} nca_bits_shape;

nca_bits_shape nca_bits_shape_of(int H, int W); /* nothing lies beyond its edge */

/* Words that one set of cells takes. */
static inline int64_t nca_bits_size(nca_bits_shape shape) {
  return (int64_t)shape.H * shape.words;
}

/* out_y [words] = row y of `set` [H][words] dilated by a square of side 2 * radius + 1; radius 1 .. 63. */
void nca_bits_dilate_row(uint64_t *out_y, const uint64_t *set, nca_bits_shape shape, int y, int radius);

/* out_y [words] = all cells of a row. */
void nca_bits_fill_row(uint64_t *out_y, nca_bits_shape shape);

/* Row y of a set [H][words]. */
static inline uint64_t *nca_bits_row(uint64_t *set, nca_bits_shape shape, int y) {
  return set + (int64_t)y * shape.words;
}

/* The bit of column x in its word, x / 64. */
static inline uint64_t nca_bits_of(int x) {
  return UINT64_C(1) << (x % 64);
}

/* Whether a cell is in a set. */
static inline bool nca_bits_get(const uint64_t *set, nca_bits_shape shape, int x, int y) {
  return (set[(int64_t)y * shape.words + x / 64] & nca_bits_of(x)) != 0;
}

/* Put a cell into a set, or take it out. */
static inline void nca_bits_put(uint64_t *set, nca_bits_shape shape, int x, int y, bool is_in) {
  uint64_t *word = nca_bits_row(set, shape, y) + x / 64;
  *word = is_in ? *word | nca_bits_of(x) : *word & ~nca_bits_of(x);
}

/* Index of the lowest bit; word is not 0. */
static inline int nca_bits_lowest(uint64_t word) {
  return __builtin_ctzll(word);
}

#endif
