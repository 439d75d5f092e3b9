/* From state to picture. */
#ifndef NCA_RENDER_H
#define NCA_RENDER_H

#include <stdint.h>

#include "nca.h"

/* rgba [H][W][4] bytes in straight alpha, from state [H][W][C] whose RGB is premultiplied or not. */
void nca_render(uint8_t *rgba, const float *state, int H, int W, int C, bool premultiplied);

#endif
