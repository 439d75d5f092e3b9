/* Not of the library: what new_parts_test.sh adds to it. either: a cell lives where the 3x3 has alpha above the threshold before the step or afterwards, so it dies a step
 * later than by any rule that ships. */
#include "grow/alive.h"
#include "grow/grid.h"

NCA_ALIVE_LIVES(nca_alive_either_lives) {
  return nca_alive_any(before, threshold) || nca_alive_any(after, threshold);
}

static bool is_spontaneous(const float *empty_delta, double threshold) {
  return !((double)empty_delta[NCA_ALPHA] <= threshold);
}

/* zone := the cells that had life beside them */
static void remember_life(nca_grid *grid, const nca_rule *rule, nca_fire fire, int row_begin, int row_end) {
  (void)rule, (void)fire;
  for (int y = row_begin; y < row_end; y++) nca_bits_dilate_row(nca_bits_row(grid->zone, grid->shape, y), grid->hot, grid->shape, y, 1);
}

static void keep_row(nca_grid *grid, int y) {
  uint64_t *keep_y = nca_bits_row(grid->keep, grid->shape, y);
  nca_bits_dilate_row(keep_y, grid->hot, grid->shape, y, 1);
  for (int w = 0; w < grid->shape.words; w++) keep_y[w] |= nca_bits_row(grid->zone, grid->shape, y)[w];
}

const nca_alive nca_alive_either = { .is_spontaneous = is_spontaneous, .keep_row = keep_row, .before_updates = remember_life };
