/* Gradient clipping and the Adam update. */
#ifndef NCA_ADAM_H
#define NCA_ADAM_H

#include "nca.h"

typedef struct {
  float m[NCA_NUM_PARAMS], v[NCA_NUM_PARAMS];
  double beta1_power, beta2_power; /* beta^t after t updates */
} nca_adam;

void nca_adam_init(nca_adam *adam);

/* L2 norm over all parameters. */
double nca_grad_norm(const float *grads);

/* Scale so that the norm is at most clip_norm (0: leave it), given the norm as it is. */
void nca_grad_clip(float *grads, double norm, double clip_norm);

void nca_adam_update(nca_adam *adam, float *params, const float *grads, const nca_recipe *recipe);

#endif
