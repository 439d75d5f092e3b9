/* What the next step would compute for every cell, for showing and teaching. By chunks, in the grid's own buffers, of which nothing outlives a step. */
#include <string.h>

#include "grow/grid.h"

void nca_grid_inspect(const nca_grid *grid, const nca_rule *rule, float *perceived, float *delta) {
  const size_t P = (size_t)rule->layout.perceived, C = (size_t)grid->C;
  nca_grid_close_edge(grid);
  const int32_t num_cells = grid->shape.H * grid->shape.W;
  for (int32_t first = 0; first < num_cells; first += NCA_CHUNK_CELLS) {
    const int n = num_cells - first < NCA_CHUNK_CELLS ? num_cells - first : NCA_CHUNK_CELLS;
    for (int i = 0; i < n; i++) grid->work_cells[i] = first + i;
    nca_grid_update(grid->perceived, NULL, grid->hidden, grid->work_delta, grid, rule, grid->work_cells, n);
    if (perceived) memcpy(perceived + (size_t)first * P, grid->perceived, (size_t)n * P * sizeof(float));
    if (delta) memcpy(delta + (size_t)first * C, grid->work_delta, (size_t)n * C * sizeof(float));
  }
}
