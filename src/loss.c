/* The loss, forward and backward: https://pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html */
#include "loss.h"

#include <stdint.h>

#include "nca.h"

enum { C = NCA_CHANNELS, RGBA = 4 };

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
void nca_loss_backward(float *dstate, const float *visible, int stride, const float *target, int H, int W, float scale) {
  const int64_t num_cells = (int64_t)H * W;
  const float factor = 2.0f * scale / (float)(num_cells * RGBA);
  for (int64_t i = 0; i < num_cells; i++)
    for (int c = 0; c < RGBA; c++) dstate[i * C + c] += (visible[i * stride + c] - target[i * RGBA + c]) * factor;
}
