/* The tape: what a run of steps remembers for its backward pass.
 *
 * Kept for every step: the cells that fired, what they perceived, who lived, and, as far as a budget goes, the hidden layer, which is
 * three quarters of it all. What the budget does not hold is computed again on the way back, to the same bits: a quarter more arithmetic. */
#ifndef NCA_TAPE_H
#define NCA_TAPE_H

#include "grow/grid.h"

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
  float *saved;          /* [capacity][num_saved], of the filters */
  float *hidden;         /* [hidden_capacity][D] */
  int64_t capacity, hidden_capacity, used;
  int P, D, num_saved; /* floats a cell, as C of the grid */
  double fire_rate;    /* of the memory: the most */
  float *dstate;    /* [H * W + 1][C]; the last cell takes what falls outside the grid */
  float *ddelta;    /* [H * W rounded up to 4][C] */
  float *dhidden;   /* [CHUNK][D] */
  float *dperceived; /* [CHUNK][P] */
} nca_tape;

/* For rules of a shape like that of this configuration, and with its edge, that fire no more often. */
uint64_t nca_tape_size_bytes(int H, int W, int max_steps, const nca_config *config);
void nca_tape_init(nca_tape *tape, void *memory, int H, int W, int max_steps, const nca_config *config);

/* Start from the grid as it stands, with this seed of the fire mask. */
void nca_tape_begin(nca_tape *tape, uint32_t seed);

/* One more step, at most max_steps in all. */
void nca_tape_forward(nca_tape *tape, const nca_rule *rule);

/* Set dstate to zero: the loss then adds the gradient at the last state to it. */
void nca_tape_begin_backward(nca_tape *tape);

/* dstate is the gradient at the last state: undo the last step, adding to grads [num_params] and leaving in dstate
 * the gradient at the state before it. */
void nca_tape_backward(nca_tape *tape, const nca_rule *rule, float *grads);

#endif
