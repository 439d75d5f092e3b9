/* Gradient clipping as torch.nn.utils.clip_grad_norm_ and the update of torch.optim.Adam:
 * https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
 * https://pytorch.org/docs/stable/generated/torch.optim.Adam.html */
#include "adam.h"

#include <math.h>
#include <string.h>

void nca_adam_init(nca_adam *adam) {
  memset(adam, 0, sizeof *adam);
  adam->beta1_power = adam->beta2_power = 1.0;
}

double nca_grad_norm(const float *grads) {
  double sum = 0.0;
  for (int i = 0; i < NCA_NUM_PARAMS; i++) sum += (double)grads[i] * (double)grads[i];
  return sqrt(sum);
}

void nca_grad_clip(float *grads, double norm, double clip_norm) {
  const double torch_epsilon = 1e-6;
  const double factor = clip_norm / (norm + torch_epsilon);
  if (clip_norm <= 0.0 || factor >= 1.0) return;
  for (int i = 0; i < NCA_NUM_PARAMS; i++) grads[i] *= (float)factor;
}

void nca_adam_update(nca_adam *adam, float *params, const float *grads, const nca_recipe *recipe) {
  adam->beta1_power *= (double)recipe->beta1;
  adam->beta2_power *= (double)recipe->beta2;
  const float beta1 = recipe->beta1, beta2 = recipe->beta2, epsilon = recipe->epsilon;
  const float step_size = (float)((double)recipe->learning_rate / (1.0 - adam->beta1_power));
  const float root_correction = (float)sqrt(1.0 - adam->beta2_power);
  for (int i = 0; i < NCA_NUM_PARAMS; i++) {
    adam->m[i] = beta1 * adam->m[i] + (1.0f - beta1) * grads[i];
    adam->v[i] = beta2 * adam->v[i] + (1.0f - beta2) * (grads[i] * grads[i]);
    params[i] -= step_size * adam->m[i] / (sqrtf(adam->v[i]) / root_correction + epsilon);
  }
}
