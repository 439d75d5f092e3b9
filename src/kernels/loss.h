/* The loss of a state against the target, and what may be added to it. Backwards add to dstate [H][W][C]. */
#ifndef NCA_LOSS_H
#define NCA_LOSS_H

#include <stdint.h>

#include "base/numerics.h"

/* Mean squared error over RGBA. visible: the first 4 of every `stride` floats are a cell's RGBA. target [H][W][4].
 * The gradient comes multiplied by `scale`. */
double nca_loss_forward(const float *visible, int stride, const float *target, int H, int W);
void nca_loss_backward(float *dstate, const float *visible, int stride, const float *target, int H, int W, int C, float scale);

/* Mean over H, W, C of (x - clamp(x, -2, 2))^2. */
double nca_overflow_forward(const float *state, int H, int W, int C);
void nca_overflow_backward(float *dstate, const float *state, int H, int W, int C, float scale);

/* Mean over H, W, C of |state - other|. The backward is that of state; exchange the two for that of other. */
double nca_stillness_forward(const float *state, const float *other, int H, int W, int C);
void nca_stillness_backward(float *dstate, const float *state, const float *other, int H, int W, int C, float scale);

/* The square of what the largest alpha lacks to one half, and *cell, whose it is: the first in reading order. The backward is that of its alpha. */
double nca_survival_forward(const float *state, int H, int W, int C, int32_t *cell);
void nca_survival_backward(float *dstate, float alpha, int32_t cell, int C, float scale);

#endif
