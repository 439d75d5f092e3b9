/* The alive rules: which cells a step has to look at, and which of them it leaves alive. */
#ifndef NCA_ALIVE_H
#define NCA_ALIVE_H

#include "base/bits.h"
#include "nca.h"

/* Whether a cell that perceives nothing, and takes empty_delta [C], can become something by itself. If not, only the surroundings of what is
 * there need work. NaN counts as yes. */
bool nca_alive_is_spontaneous(const nca_config *config, const float *empty_delta);

/* Rows about those that hold something in which a step may change anything, when cells see so far and none is spontaneous. */
static inline int nca_alive_reach(int reach) {
  return reach + 1;
}

/* out_y [words]: the cells of row y that a step may change. nonzero, hot [H][words], as in a grid, of the state as it is. */
void nca_alive_work_row(uint64_t *out_y, nca_alive_rule rule, bool spontaneous, int reach, const uint64_t *nonzero, const uint64_t *hot, nca_bits_shape shape,
                        int y);

/* keep_y [words]: from the row's work, which stands in it, to the cells that live on. hot [H][words] of the new state. */
void nca_alive_keep_row(uint64_t *keep_y, nca_alive_rule rule, const uint64_t *hot, nca_bits_shape shape, int y);

#endif
