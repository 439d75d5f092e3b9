/* Gradient clipping as torch.nn.utils.clip_grad_norm_, Distill's normalisation per tensor, and the update of torch.optim.Adam:
 * https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
 * https://distill.pub/2020/growing-ca/
 * https://pytorch.org/docs/stable/generated/torch.optim.Adam.html */
#include "train/adam.h"

#include <math.h>
#include <string.h>

void nca_adam_lay_out(nca_adam *adam, nca_arena *arena, int num_params) {
  *adam = (nca_adam){ .num_params = num_params };
  adam->m = nca_arena_take(arena, (uint64_t)num_params, sizeof(float));
  adam->v = nca_arena_take(arena, (uint64_t)num_params, sizeof(float));
}

void nca_adam_init(nca_adam *adam) {
  memset(adam->m, 0, (size_t)adam->num_params * sizeof(float));
  memset(adam->v, 0, (size_t)adam->num_params * sizeof(float));
  adam->num_updates = 0;
  adam->beta1_power = adam->beta2_power = 1.0;
}

static double norm_of(const float *values, int count) {
  double sum = 0.0;
  for (int i = 0; i < count; i++) sum += (double)values[i] * (double)values[i];
  return sqrt(sum);
}

double nca_grad_norm(const float *grads, int num_params) {
  return norm_of(grads, num_params);
}

void nca_grad_clip(float *grads, int num_params, double norm, double clip_norm) {
  const double torch_epsilon = 1e-6;
  const double factor = clip_norm / (norm + torch_epsilon);
  if (clip_norm <= 0.0 || factor >= 1.0) return;
  for (int i = 0; i < num_params; i++) grads[i] *= (float)factor;
}

static void normalize(float *values, int count) {
  const double distill_epsilon = 1e-8;
  const float factor = (float)(1.0 / (norm_of(values, count) + distill_epsilon));
  for (int i = 0; i < count; i++) values[i] *= factor;
}

void nca_grad_normalize_tensors(float *grads, const nca_layout *layout) {
  normalize(grads + layout->w1, layout->b1 - layout->w1);
  normalize(grads + layout->b1, layout->w2 - layout->b1);
  normalize(grads + layout->w2, layout->b2 - layout->w2);
  normalize(grads + layout->b2, layout->decoder_weights[0] - layout->b2);
  for (int layer = 0; layer < 3 && layout->num_params > layout->decoder_weights[0]; layer++) {
    const int end = layer < 2 ? layout->decoder_weights[layer + 1] : layout->num_params;
    normalize(grads + layout->decoder_weights[layer], layout->decoder_biases[layer] - layout->decoder_weights[layer]);
    normalize(grads + layout->decoder_biases[layer], end - layout->decoder_biases[layer]);
  }
}

void nca_adam_begin(nca_adam *adam, const nca_recipe *recipe) {
  adam->num_updates++;
  adam->beta1_power *= (double)recipe->beta1;
  adam->beta2_power *= (double)recipe->beta2;
}

void nca_adam_update_range(nca_adam *adam, float *params, const float *grads, int begin, int count, const nca_recipe *recipe, float learning_rate) {
  const float beta1 = recipe->beta1, beta2 = recipe->beta2, epsilon = recipe->epsilon;
  const float step_size = (float)((double)learning_rate / (1.0 - adam->beta1_power));
  const float root_correction = (float)sqrt(1.0 - adam->beta2_power);
  for (int i = begin; i < begin + count; i++) {
    adam->m[i] = beta1 * adam->m[i] + (1.0f - beta1) * grads[i];
    adam->v[i] = beta2 * adam->v[i] + (1.0f - beta2) * (grads[i] * grads[i]);
    params[i] -= step_size * adam->m[i] / (sqrtf(adam->v[i]) / root_correction + epsilon);
  }
}

void nca_adam_update(nca_adam *adam, float *params, const float *grads, int begin, const nca_recipe *recipe, float learning_rate) {
  nca_adam_begin(adam, recipe);
  nca_adam_update_range(adam, params, grads, begin, adam->num_params - begin, recipe, learning_rate);
}
