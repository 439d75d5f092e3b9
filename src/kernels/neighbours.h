/* Where the cells around a cell lie in a state, for each kind of edge and any reach. What every set of filters walks along. */
#ifndef NCA_NEIGHBOURS_H
#define NCA_NEIGHBOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/misuse.h"
#include "kernels/kernels.h"
#include "kernels/simd.h"
#include "nca.h"

_Static_assert((int64_t)NCA_MAX_SIDE_CELLS * (NCA_MAX_SIDE_CELLS + NCA_MAX_REACH) + 1 < INT32_MAX / NCA_MAX_CHANNELS, "the index of a number of the state is an int");

/* Cells that one of this reach sees: a square about it, in reading order. */
#define NCA_NUM_SEEN(reach) ((2 * (reach) + 1) * (2 * (reach) + 1))

/* Those of reach 1. */
enum { UP_LEFT, UP, UP_RIGHT, LEFT, HERE, RIGHT, DOWN_LEFT, DOWN, DOWN_RIGHT, NUM_NEIGHBOURS };

/* Walks ascending cell indices, without a division per cell. Rows are numbered from 0, and row H is what stands behind the state. */
typedef struct {
  int H, W, C;
  nca_edge edge;
  bool has_copies; /* whether the rows that are seen below the last one stand behind it once more: on the way forward, see nca_state_cells */
  int y, row_begin;
} nca_walk;

/* Of the way forward, which reads a state. */
NCA_INLINE nca_walk nca_walk_forward(int H, int W, int C, nca_edge edge) {
  return (nca_walk){ .H = H, .W = W, .C = C, .edge = edge, .has_copies = true };
}

/* Of the way back, which adds to the gradient of one. */
NCA_INLINE nca_walk nca_walk_backward(int H, int W, int C, nca_edge edge) {
  return (nca_walk){ .H = H, .W = W, .C = C, .edge = edge };
}

/* The same as nca_neighbours_find, for a cell in column x that may see beyond the edge. */
void nca_neighbours_find_at_edge(ptrdiff_t *at, const nca_walk *walk, int x, int reach);

/* at [NCA_NUM_SEEN(reach)]: indices of their first channels */
NCA_INLINE void nca_neighbours_find(ptrdiff_t *at, nca_walk *walk, int32_t cell, int reach) {
  while (cell >= walk->row_begin + walk->W) {
    walk->row_begin += walk->W;
    walk->y++;
  }
  const int x = cell - walk->row_begin;
  if (x < reach || x >= walk->W - reach || walk->y < reach || walk->y >= walk->H - reach) {
    nca_neighbours_find_at_edge(at, walk, x, reach);
    return;
  }
  const ptrdiff_t C = walk->C, row = (ptrdiff_t)walk->W * C;
  for (int dy = -reach; dy <= reach; dy++)
    for (int dx = -reach; dx <= reach; dx++) *at++ = cell * C + dy * row + dx * C;
}

static inline void nca_perceive_check(const float *out, const float *state, const int32_t *cells, int num_cells, int H, int W, int C) {
  NCA_ASSERT(C > 0 && C % 4 == 0);
  NCA_ASSERT(out && state && H > 0 && W > 0 && num_cells >= 0 && (cells || num_cells == 0));
  NCA_ASSERT(num_cells == 0 || (cells[0] >= 0 && cells[num_cells - 1] < H * W));
}

#endif
