/* A run of steps that remembers what its backward pass needs.
 *
 * Kept for every step: the cells that fired, what they perceived, who lived, and, as far as a budget goes, the hidden layer, which is
 * three quarters of it all. What the budget does not hold is computed again on the way back, to the same bits: a quarter more arithmetic. */
#ifndef NCA_ROLLOUT_H
#define NCA_ROLLOUT_H

#include "grid.h"

typedef struct {
  int32_t num_cells;
  int64_t first; /* where the step's cells begin in the pools */
} nca_tape_entry;

typedef struct {
  nca_grid grid;
  int max_steps, num_steps;
  uint32_t seed;
  nca_tape_entry *steps; /* [max_steps] */
  uint64_t *keep;        /* [max_steps][H][words] */
  int32_t *cells;        /* [capacity] */
  float *perceived;      /* [capacity][P] */
  float *hidden;         /* [hidden_capacity][D] */
  int64_t capacity, hidden_capacity, used;
  float *dstate;    /* [H * W + 1][C]; the last cell takes what falls outside the grid */
  float *ddelta;    /* [H * W rounded up to 4][C] */
  float *dhidden;   /* [CHUNK][D] */
  float *dperceived; /* [CHUNK][P] */
} nca_rollout;

uint64_t nca_rollout_size_bytes(int H, int W, int max_steps, double fire_rate);
void nca_rollout_init(nca_rollout *rollout, void *memory, int H, int W, int max_steps, double fire_rate);

/* Start from the grid as it stands, with this seed of the fire mask. */
void nca_rollout_begin(nca_rollout *rollout, uint32_t seed);

/* One more step, at most max_steps in all. */
void nca_rollout_forward(nca_rollout *rollout, const nca_rule *rule);

/* Set dstate to zero: the loss then adds the gradient at the last state to it. */
void nca_rollout_begin_backward(nca_rollout *rollout);

/* dstate is the gradient at the last state: undo the last step, adding to grads [NCA_NUM_PARAMS] and leaving in dstate
 * the gradient at the state before it. */
void nca_rollout_backward(nca_rollout *rollout, const nca_rule *rule, float *grads);

#endif
