/* The loss, forward and backward: https://pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html */
#include "kernels/loss.h"

#include <math.h>
#include <stdint.h>

#include "nca.h"

enum { RGBA = 4 };

double nca_loss_forward(const float *visible, int stride, const float *target, int H, int W) {
  double sum = 0.0;
  const int64_t num_cells = (int64_t)H * W;
  for (int64_t i = 0; i < num_cells; i++) {
    for (int c = 0; c < RGBA; c++) {
      const double difference = (double)visible[i * stride + c] - (double)target[i * RGBA + c];
      sum += difference * difference;
    }
  }
  return sum / (double)(num_cells * RGBA);
}

/* forward: loss = sum (visible - target)^2 / count, so dvisible = 2 (visible - target) / count */
void nca_loss_backward(float *dstate, const float *visible, int stride, const float *target, int H, int W, int C, float scale) {
  const int64_t num_cells = (int64_t)H * W;
  const float factor = 2.0f * scale / (float)(num_cells * RGBA);
  for (int64_t i = 0; i < num_cells; i++)
    for (int c = 0; c < RGBA; c++) dstate[i * C + c] += (visible[i * stride + c] - target[i * RGBA + c]) * factor;
}

/* ---------------------------------------------------------------- what may be added: Niklasson et al., arXiv:2205.01681 */

static int64_t size_of(int H, int W, int C) {
  return (int64_t)H * W * C;
}

/* What of x lies outside -2 .. 2. */
static float excess(float x) {
  return x > 2.0f ? x - 2.0f : x < -2.0f ? x + 2.0f : 0.0f;
}

double nca_overflow_forward(const float *state, int H, int W, int C) {
  double sum = 0.0;
  for (int64_t i = 0; i < size_of(H, W, C); i++) sum += (double)excess(state[i]) * (double)excess(state[i]);
  return sum / (double)size_of(H, W, C);
}

void nca_overflow_backward(float *dstate, const float *state, int H, int W, int C, float scale) {
  const float factor = 2.0f * scale / (float)size_of(H, W, C);
  for (int64_t i = 0; i < size_of(H, W, C); i++) dstate[i] += excess(state[i]) * factor;
}

double nca_stillness_forward(const float *state, const float *other, int H, int W, int C) {
  double sum = 0.0;
  for (int64_t i = 0; i < size_of(H, W, C); i++) sum += fabs((double)state[i] - (double)other[i]);
  return sum / (double)size_of(H, W, C);
}

void nca_stillness_backward(float *dstate, const float *state, const float *other, int H, int W, int C, float scale) {
  const float factor = scale / (float)size_of(H, W, C);
  for (int64_t i = 0; i < size_of(H, W, C); i++) {
    if (state[i] > other[i]) dstate[i] += factor;
    else if (state[i] < other[i]) dstate[i] -= factor;
  }
}

/* ---------------------------------------------------------------- survival */

/* What an alpha lacks, of a state whose largest it is. */
static float lack_of(float alpha) {
  return alpha < 0.5f ? 0.5f - alpha : 0.0f;
}

double nca_survival_forward(const float *state, int H, int W, int C, int32_t *cell) {
  *cell = 0;
  for (int32_t i = 1; i < H * W; i++)
    if (state[(int64_t)i * C + NCA_ALPHA] > state[(int64_t)*cell * C + NCA_ALPHA]) *cell = i;
  const double lack = (double)lack_of(state[(int64_t)*cell * C + NCA_ALPHA]);
  return lack * lack;
}

/* forward: loss = lack^2, so dalpha = -2 lack */
void nca_survival_backward(float *dstate, float alpha, int32_t cell, int C, float scale) {
  dstate[(int64_t)cell * C + NCA_ALPHA] -= 2.0f * scale * lack_of(alpha);
}
