/* What nca.h lists of alive rules, filters and edges, for tests that hold each of them to what every one has to be, and ask for none by name. */
#ifndef NCA_PARTS_H
#define NCA_PARTS_H

#include <string.h>

#include "base/edge.h"
#include "grow/alive.h"
#include "kernels/kernels.h"
#include "nca.h"

#define ONE_MORE(...) + 1
enum { NUM_ALIVE_RULES = 0 NCA_ALIVE_LIST(ONE_MORE), NUM_FILTERS = 0 NCA_FILTERS_LIST(ONE_MORE), NUM_EDGES = 0 NCA_EDGE_LIST(ONE_MORE) };

/* state [nca_state_cells][C] as the kernels want it: behind the grid what is seen below its last row, and nothing. */
static inline void close_edge(float *state, int H, int W, int C, int reach, nca_edge edge) {
  const nca_place_beyond beyond = nca_beyond_of(edge)->row;
  const size_t row_size = (size_t)(W * C);
  memset(state + (size_t)H * row_size, 0, ((size_t)reach * row_size + (size_t)C) * sizeof *state);
  for (int below = 0; below < reach; below++) {
    const int y = nca_place_seen(beyond, H + below, H);
    if (y >= 0) memcpy(state + (size_t)(H + below) * row_size, state + (size_t)y * row_size, row_size * sizeof *state);
  }
}

#endif
