/* The neighbours of cells near the edge of the grid, where edge.h says what is seen. */
#include "kernels/neighbours.h"

#include "base/edge.h"

void nca_neighbours_find_at_edge(ptrdiff_t *at, const nca_walk *walk, int x, int reach) {
  const int H = walk->H, W = walk->W, C = walk->C, y = walk->y;
  const nca_beyond *beyond = nca_beyond_of(walk->edge);
  const bool has_copies = walk->has_copies && beyond->row;
  const ptrdiff_t nothing = (ptrdiff_t)(has_copies ? H + reach : H) * W * C;
  int columns[2 * NCA_MAX_REACH + 1];
  for (int i = 0; i <= 2 * reach; i++) columns[i] = nca_place_seen(beyond->column, x - reach + i, W);
  for (int v = y - reach; v <= y + reach; v++) {
    const int row = has_copies && v >= H ? v : nca_place_seen(beyond->row, v, H);
    for (int i = 0; i <= 2 * reach; i++) *at++ = row < 0 || columns[i] < 0 ? nothing : ((ptrdiff_t)row * W + columns[i]) * C;
  }
}
