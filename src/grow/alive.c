/* The alive rules, one beside the other. Life looks at the 3x3, however far the filters see.
 *   post      lives where the 3x3 has alpha above the threshold afterwards. A cell that sees nothing but zeros takes a constant; where that
 *             constant's alpha is not above the threshold, it stays 0 unless there is something within its reach and one cell more.
 *   pre+post  and before as well. A cell without such alpha in its 3x3 is 0 after the step, whatever it was; but see brief.c.
 *   none      everything lives. A cell that sees nothing but zeros takes a constant, and stays 0 only when that is 0; a gradient still passes through it. */
#include "grow/alive.h"

#include "base/numerics.h"

bool nca_alive_is_spontaneous(const nca_config *config, const float *empty_delta) {
  switch (config->shape.alive) {
    case NCA_ALIVE_POST: return !((double)empty_delta[NCA_ALPHA] <= config->alive_threshold);
    case NCA_ALIVE_PRE_POST: return false;
    case NCA_ALIVE_NONE: break;
  }
  return true;
}

void nca_alive_work_row(uint64_t *out_y, nca_alive_rule rule, bool spontaneous, int reach, const uint64_t *nonzero, const uint64_t *hot, nca_bits_shape shape,
                        int y) {
  if (rule == NCA_ALIVE_PRE_POST) nca_bits_dilate_row(out_y, hot, shape, y, 1);
  else if (spontaneous) nca_bits_fill_row(out_y, shape);
  else nca_bits_dilate_row(out_y, nonzero, shape, y, nca_alive_reach(reach));
}

void nca_alive_keep_row(uint64_t *keep_y, nca_alive_rule rule, const uint64_t *hot, nca_bits_shape shape, int y) {
  if (rule == NCA_ALIVE_NONE) {
    nca_bits_fill_row(keep_y, shape);
    return;
  }
  uint64_t alive_y[(NCA_MAX_SIDE_CELLS + 63) / 64];
  nca_bits_dilate_row(alive_y, hot, shape, y, 1);
  for (int w = 0; w < shape.words; w++) keep_y[w] = rule == NCA_ALIVE_PRE_POST ? keep_y[w] & alive_y[w] : alive_y[w];
}
