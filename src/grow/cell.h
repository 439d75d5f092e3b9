/* What is done to all channels of a cell, here alone with its number known to the compiler where it is the usual one. */
#ifndef NCA_CELL_H
#define NCA_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "kernels/simd.h"
#include "nca.h"

NCA_INLINE void nca_cell_copy(float *out, const float *in, int C) {
  if (C == NCA_USUAL_CHANNELS) memcpy(out, in, NCA_USUAL_CHANNELS * sizeof *out);
  else memcpy(out, in, (size_t)C * sizeof *out);
}

NCA_INLINE void nca_cell_clear(float *out, int C) {
  if (C == NCA_USUAL_CHANNELS) memset(out, 0, NCA_USUAL_CHANNELS * sizeof *out);
  else memset(out, 0, (size_t)C * sizeof *out);
}

NCA_INLINE void nca_cell_add(float *out, const float *in, int C) {
  if (C == NCA_USUAL_CHANNELS) for (int c = 0; c < NCA_USUAL_CHANNELS; c++) out[c] += in[c];
  else for (int c = 0; c < C; c++) out[c] += in[c];
}

/* -0 is zero too; NaN is not. */
NCA_INLINE bool nca_cells_bits_are_zero(const float *cell, int C) {
  uint64_t pair, any = 0;
  for (int c = 0; c < C; c += 2) {
    memcpy(&pair, cell + c, sizeof pair);
    any |= pair;
  }
  return (any & UINT64_C(0x7fffffff7fffffff)) == 0;
}

NCA_INLINE bool nca_cell_is_zero(const float *cell, int C) {
  return C == NCA_USUAL_CHANNELS ? nca_cells_bits_are_zero(cell, NCA_USUAL_CHANNELS) : nca_cells_bits_are_zero(cell, C);
}

#endif
