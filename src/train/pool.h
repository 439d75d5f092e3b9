/* The sample pool of Distill's "persistent" and "regenerating" regimes: states that rollouts left behind, from which later ones
 * go on, so that a flake learns what to do long after it is grown. https://distill.pub/2020/growing-ca/ (experiments 2 and 3)
 *
 * Sample b of every batch draws only among the states s with s % batch == b. So a trainer with a share of the batch holds the
 * states of its own samples and no others, and several trainers never need to exchange states: how much every state lost, which
 * all of them know, is enough to agree on what becomes of each sample.
 *
 * Slot s is of goal s % num_goals for ever. How bad a state is, is judged beside the others of its goal: one goal that is hard to
 * learn does not take all the seeds. */
#ifndef NCA_POOL_H
#define NCA_POOL_H

#include "base/arena.h"
#include "grow/grid.h"

typedef enum { NCA_PICK_STATE, NCA_PICK_SEED, NCA_PICK_WOUNDED, NCA_PICK_MORPHED } nca_pick_kind;

/* Where a sample begins, and what it shall become. */
typedef struct {
  nca_pick_kind kind;
  int from; /* slot of the state it begins with; where it is morphed, of another goal than its own */
  int slot; /* where the state it ends with goes; else the same */
  int goal; /* of that slot */
} nca_pick;

typedef struct {
  int size, batch;  /* size 0: no pool, all begin from the seed */
  int num_goals;
  nca_share share;
  size_t state_size;
  float *states;    /* [slots of this share][H][W][C]; see nca_pool_state */
  float *nothing;   /* [H][W][C], zero */
  double *losses;   /* [size]: what the sample that left this state lost; infinite: none did, the state is the seed */
  bool keeps_all;   /* the rule stays as it is: what it grows is what it grows, and a state that is yet to grow goes on */
  bool *has_grown;  /* [N]: whether states are kept yet */
  double *means;    /* [N]: scratch */
  nca_pick *picks;  /* [B]: of the open epoch */
  int *order;       /* [B]: scratch */
} nca_pool;

/* Take a pool's memory from an arena, which may only be counting. */
void nca_pool_lay_out(nca_pool *pool, nca_arena *arena, int H, int W, int C, int num_goals, const nca_recipe *recipe, nca_share share);

/* All states the seed, of any goal. */
void nca_pool_clear(nca_pool *pool);

/* Draw the samples of an epoch: of those that lost most, recipe->seeds_per_batch begin anew from the seed; of those that lost
 * least, recipe->wounds_per_batch are wounded, and of the others that lost least recipe->morphs_per_batch begin from a state of another
 * goal. As a sample knows its own slots alone, it has none where the batch is a multiple of the number of goals. */
void nca_pool_pick(nca_pool *pool, const nca_recipe *recipe, uint32_t seed, uint64_t epoch);

/* Put the state a sample begins with on the grid. A state of which nothing lives, wounded or not, is begun from the seed. */
void nca_pool_start(const nca_pool *pool, nca_grid *grid, const nca_recipe *recipe, double alive_threshold, uint32_t seed, uint64_t epoch, int sample);

/* Keep the state that a sample ended with. Its loss is set for all samples together, by nca_pool_learn, when the epoch is over; a state
 * that lost more than an empty grid would is the seed again.
 *
 * No state is kept before a rollout from the seed has grown something like the target of its goal, that is, lost a small part of what an empty
 * grid loses: states that fill the grid would outvote the seed, and nothing would be learnt from them. */
void nca_pool_keep(nca_pool *pool, const nca_grid *grid, int sample);
void nca_pool_learn(nca_pool *pool, const double *sample_losses, const double *empty_losses);

/* The memory [H][W][C] of a slot; NULL where it belongs to another share. */
float *nca_pool_state(const nca_pool *pool, int slot);

/* What is worth saving of it: the state where one is kept, else zero and not what the memory happens to hold. */
const float *nca_pool_kept_state(const nca_pool *pool, int slot);

#endif
