/* Gradient clipping and the Adam update. */
#ifndef NCA_ADAM_H
#define NCA_ADAM_H

#include "base/arena.h"
#include "base/numerics.h"
#include "nca.h"

typedef struct {
  int num_params;
  float *m, *v; /* [num_params] */
  double beta1_power, beta2_power; /* beta^t after t updates */
  int64_t num_updates;
} nca_adam;

/* Take its memory from an arena, which may only be counting. Then begin: no update yet. */
void nca_adam_lay_out(nca_adam *adam, nca_arena *arena, int num_params);
void nca_adam_init(nca_adam *adam);

/* L2 norm over all parameters. */
double nca_grad_norm(const float *grads, int num_params);

/* Scale so that the norm is at most clip_norm (0: leave it), given the norm as it is. */
void nca_grad_clip(float *grads, int num_params, double norm, double clip_norm);

/* Divide each tensor by its own L2 norm. */
void nca_grad_normalize_tensors(float *grads, const nca_layout *layout);

/* Betas and epsilon are the recipe's. Parameters before `begin` stay as they are. */
void nca_adam_update(nca_adam *adam, float *params, const float *grads, int begin, const nca_recipe *recipe, float learning_rate);

/* Its two parts: count one update; then move the parameters begin .. begin + count - 1. */
void nca_adam_begin(nca_adam *adam, const nca_recipe *recipe);
void nca_adam_update_range(nca_adam *adam, float *params, const float *grads, int begin, int count, const nca_recipe *recipe, float learning_rate);

#endif
