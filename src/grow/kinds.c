/* Several kinds on one grid: which cell is of which, and how they spread. Nothing of this is asked of a grid of one kind. */
#include "base/edge.h"
#include "base/misuse.h"
#include "grow/cell.h"
#include "grow/grid.h"

/* The living cell with the most alpha that a cell sees, of equal ones the first in reading order; -1: none lives. */
static int32_t strongest_seen(const nca_grid *grid, int x, int y) {
  const nca_bits_shape shape = grid->shape;
  int32_t strongest = -1;
  float most = 0.0f;
  const nca_beyond *beyond = nca_beyond_of(shape.edge);
  for (int dy = -grid->reach; dy <= grid->reach; dy++) {
    for (int dx = -grid->reach; dx <= grid->reach; dx++) {
      const int row = nca_place_seen(beyond->row, y + dy, shape.H), column = nca_place_seen(beyond->column, x + dx, shape.W);
      if (row < 0 || column < 0 || !nca_bits_get(grid->hot, shape, column, row)) continue;
      const int32_t cell = row * shape.W + column;
      const float alpha = grid->state[(int64_t)cell * grid->C + NCA_ALPHA];
      if (strongest >= 0 && !(alpha > most || (alpha == most && cell < strongest))) continue;
      strongest = cell;
      most = alpha;
    }
  }
  return strongest;
}

/* What it looks at lives, and what it changes is nothing: so the order of the cells does not matter. */
void nca_grid_spread_kinds(nca_grid *grid) {
  const nca_bits_shape shape = grid->shape;
  uint64_t near_y[NCA_BITS_MAX_WORDS];
  for (int y = 0; y < shape.H; y++) {
    nca_bits_dilate_row(near_y, grid->hot, shape, y, grid->reach);
    for (int w = 0; w < shape.words; w++) {
      for (uint64_t word = near_y[w] & ~nca_bits_row(grid->hot, shape, y)[w]; word; word &= word - 1) {
        const int x = w * 64 + nca_bits_lowest(word);
        const int32_t cell = y * shape.W + x;
        if (!nca_cell_is_zero(grid->state + (int64_t)cell * grid->C, grid->C)) continue;
        const int32_t strongest = strongest_seen(grid, x, y);
        NCA_ASSERT(strongest >= 0);
        grid->kinds[cell] = grid->kinds[strongest];
      }
    }
  }
}
