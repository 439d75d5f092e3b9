/* Where the 3x3 of a cell lies in a state, for each kind of edge. What every set of filters walks along. */
#ifndef NCA_NEIGHBOURS_H
#define NCA_NEIGHBOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/misuse.h"
#include "kernels/simd.h"
#include "nca.h"

_Static_assert((int64_t)NCA_MAX_SIDE_CELLS * (NCA_MAX_SIDE_CELLS + 1) < INT32_MAX / NCA_MAX_CHANNELS, "the index of a number of the state is an int");

/* The nine cells, in reading order. */
enum { UP_LEFT, UP, UP_RIGHT, LEFT, HERE, RIGHT, DOWN_LEFT, DOWN, DOWN_RIGHT, NUM_NEIGHBOURS };

/* Walks ascending cell indices, without a division per cell. Rows are numbered from 0, and row H is what stands behind the state. */
typedef struct {
  int H, W, C;
  nca_edge edge;
  int below_last; /* the row below the last one, on a torus: 0, or H where a copy of row 0 stands there (see nca_state_cells) */
  int y, row_begin;
} nca_walk;

NCA_INLINE nca_walk nca_walk_begin(int H, int W, int C, nca_edge edge, int below_last) {
  return (nca_walk){ .H = H, .W = W, .C = C, .edge = edge, .below_last = below_last };
}

/* Beyond the edge lies one cell of nothing, behind the last of the state. */
NCA_INLINE void nca_neighbours__zero(ptrdiff_t at[NUM_NEIGHBOURS], const nca_walk *walk, int x) {
  const ptrdiff_t C = walk->C, row = (ptrdiff_t)walk->W * C, here = ((ptrdiff_t)walk->row_begin + x) * C, outside = row * walk->H;
  const bool up = walk->y > 0, down = walk->y < walk->H - 1, left = x > 0, right = x < walk->W - 1;
  at[UP_LEFT] = up && left ? here - row - C : outside;
  at[UP] = up ? here - row : outside;
  at[UP_RIGHT] = up && right ? here - row + C : outside;
  at[LEFT] = left ? here - C : outside;
  at[HERE] = here;
  at[RIGHT] = right ? here + C : outside;
  at[DOWN_LEFT] = down && left ? here + row - C : outside;
  at[DOWN] = down ? here + row : outside;
  at[DOWN_RIGHT] = down && right ? here + row + C : outside;
}

/* Beyond the edge lies the other side of the grid. */
NCA_INLINE void nca_neighbours__torus(ptrdiff_t at[NUM_NEIGHBOURS], const nca_walk *walk, int x) {
  const ptrdiff_t C = walk->C, row = (ptrdiff_t)walk->W * C;
  const ptrdiff_t here = (ptrdiff_t)walk->row_begin * C;
  const ptrdiff_t up = walk->y > 0 ? here - row : row * (walk->H - 1), down = walk->y < walk->H - 1 ? here + row : row * walk->below_last;
  const ptrdiff_t left = (x > 0 ? x - 1 : walk->W - 1) * C, right = (x < walk->W - 1 ? x + 1 : 0) * C, middle = x * C;
  at[UP_LEFT] = up + left;
  at[UP] = up + middle;
  at[UP_RIGHT] = up + right;
  at[LEFT] = here + left;
  at[HERE] = here + middle;
  at[RIGHT] = here + right;
  at[DOWN_LEFT] = down + left;
  at[DOWN] = down + middle;
  at[DOWN_RIGHT] = down + right;
}

/* at [9]: indices of their first channels */
NCA_INLINE void nca_neighbours_find(ptrdiff_t at[NUM_NEIGHBOURS], nca_walk *walk, int32_t cell) {
  while (cell >= walk->row_begin + walk->W) {
    walk->row_begin += walk->W;
    walk->y++;
  }
  if (walk->edge == NCA_EDGE_TORUS) nca_neighbours__torus(at, walk, cell - walk->row_begin);
  else nca_neighbours__zero(at, walk, cell - walk->row_begin);
}

static inline void nca_perceive_check(const float *out, const float *state, const int32_t *cells, int num_cells, int H, int W, int C) {
  NCA_ASSERT(C > 0 && C % 4 == 0);
  NCA_ASSERT(out && state && H > 0 && W > 0 && num_cells >= 0 && (cells || num_cells == 0));
  NCA_ASSERT(num_cells == 0 || (cells[0] >= 0 && cells[num_cells - 1] < H * W));
}

#endif
