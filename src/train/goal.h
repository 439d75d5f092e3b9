/* What a rollout shall become: a target, in as many turns about the seed as the recipe allows, of which the nearest counts; or a texture like it. */
#ifndef NCA_GOAL_H
#define NCA_GOAL_H

#include "base/arena.h"
#include "nca.h"
#include "train/texture.h"

typedef struct {
  float *targets; /* [num_turns][H][W][4]; the first is the target as it was given */
  int H, W, C, num_turns;
  nca_match_rule match;
  nca_texture texture; /* of NCA_MATCH_TEXTURE alone, as the next one */
  nca_texture_scratch scratch;
} nca_goal;

/* Take a goal's memory from an arena, which may only be counting, for states of C channels. */
void nca_goal_lay_out(nca_goal *goal, nca_arena *arena, int H, int W, int C, const nca_recipe *recipe);

/* target [H][W][4] */
void nca_goal_set(nca_goal *goal, const float *target);

/* Draw what an epoch measures by. */
void nca_goal_begin(nca_goal *goal, uint32_t seed, uint64_t epoch);

/* The least mean squared error over the turns, and in *turn which that is; the first of equal ones. Arguments as of nca_loss_forward.
 * Of a texture, the distance to it, and no turn. */
double nca_goal_loss(const nca_goal *goal, int *turn, const float *visible, int stride, nca_texture_scratch *scratch);

/* The gradient of that loss by the state, multiplied by `scale`, is added to dstate [H][W][C]. */
void nca_goal_loss_backward(const nca_goal *goal, int turn, float *dstate, const float *visible, int stride, float scale,
                            nca_texture_scratch *scratch);

#endif
