/* post: a cell lives where the 3x3 has alpha above the threshold afterwards. One that sees nothing but zeros takes a constant; where that constant's alpha is not above the
 * threshold, it stays 0 unless there is something within its reach and one cell more. */
#include "grow/alive.h"
#include "grow/grid.h"

NCA_ALIVE_LIVES(nca_alive_post_lives) {
  (void)before;
  return nca_alive_any(after, threshold);
}

static bool is_spontaneous(const float *empty_delta, double threshold) {
  return !((double)empty_delta[NCA_ALPHA] <= threshold);
}

static void keep_row(nca_grid *grid, int y) {
  nca_bits_dilate_row(nca_bits_row(grid->keep, grid->shape, y), grid->hot, grid->shape, y, 1);
}

const nca_alive nca_alive_post = { .is_spontaneous = is_spontaneous, .keep_row = keep_row };
