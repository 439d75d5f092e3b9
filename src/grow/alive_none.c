/* none: everything lives. A cell that sees nothing but zeros takes a constant, and stays 0 only when that is 0; a gradient still passes through it. */
#include "grow/alive.h"
#include "grow/grid.h"

NCA_ALIVE_LIVES(nca_alive_none_lives) {
  (void)before, (void)after, (void)threshold;
  return true;
}

static bool is_spontaneous(const float *empty_delta, double threshold) {
  (void)empty_delta, (void)threshold;
  return true;
}

static void keep_row(nca_grid *grid, int y) {
  nca_bits_fill_row(nca_bits_row(grid->keep, grid->shape, y), grid->shape);
}

const nca_alive nca_alive_none = { .is_spontaneous = is_spontaneous, .keep_row = keep_row };
