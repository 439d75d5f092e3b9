/* What the next step would compute for every cell, for showing and teaching.
 * On the stack, by chunks: the grid may be huge, its own buffers belong to the step, and short rows need room for a whole four. */
#include <string.h>

#include "grow/grid.h"

enum { C = NCA_CHANNELS, P = NCA_PERCEIVED, D = NCA_HIDDEN, CHUNK = 16 }; /* 12 KB: some threads have little stack */

void nca_grid_inspect(const nca_grid *grid, const nca_rule *rule, float *perceived, float *delta) {
  float chunk_perceived[CHUNK * P], chunk_hidden[CHUNK * D], chunk_delta[CHUNK * C];
  int32_t cells[CHUNK];
  nca_grid_close_edge(grid);
  const int32_t num_cells = grid->shape.H * grid->shape.W;
  for (int32_t first = 0; first < num_cells; first += CHUNK) {
    const int n = num_cells - first < CHUNK ? num_cells - first : CHUNK;
    for (int i = 0; i < n; i++) cells[i] = first + i;
    nca_grid_update(chunk_perceived, NULL, chunk_hidden, chunk_delta, grid, rule, cells, n);
    if (perceived) memcpy(perceived + (int64_t)first * P, chunk_perceived, (size_t)n * P * sizeof(float));
    if (delta) memcpy(delta + (int64_t)first * C, chunk_delta, (size_t)n * C * sizeof(float));
  }
}
