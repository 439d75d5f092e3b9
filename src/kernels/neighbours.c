/* The neighbours of cells near the edge of the grid, where the ones beyond it are no cells, or those of the other side. */
#include "kernels/neighbours.h"

/* i, which may lie some way off either end, as one of 0 .. n - 1, which follow each other round and round. */
static int wrapped(int i, int n) {
  while (i < 0) i += n;
  while (i >= n) i -= n;
  return i;
}

void nca_neighbours_find_at_edge(ptrdiff_t *at, const nca_walk *walk, int x, int reach) {
  const int H = walk->H, W = walk->W, C = walk->C, y = walk->y;
  const bool wraps = walk->edge == NCA_EDGE_TORUS;
  const ptrdiff_t outside = (ptrdiff_t)H * W * C; /* one cell of nothing, behind the last of the state */
  for (int v = y - reach; v <= y + reach; v++) {
    const int row = !wraps || (walk->has_copies && v >= H) ? v : wrapped(v, H);
    for (int u = x - reach; u <= x + reach; u++) {
      const int column = wraps ? wrapped(u, W) : u;
      const bool is_there = wraps || (row >= 0 && row < H && column >= 0 && column < W);
      *at++ = is_there ? ((ptrdiff_t)row * W + column) * C : outside;
    }
  }
}
