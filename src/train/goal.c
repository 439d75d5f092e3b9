/* The loss over turns of a target: its least, and so its gradient is that of the nearest turn. */
#include "train/goal.h"

#include "kernels/loss.h"

enum { RGBA = 4 };

static float *turned(const nca_goal *goal, int turn) {
  return goal->targets + (ptrdiff_t)turn * goal->H * goal->W * RGBA;
}

void nca_goal_lay_out(nca_goal *goal, nca_arena *arena, int H, int W, int C, const nca_recipe *recipe) {
  *goal = (nca_goal){ .H = H, .W = W, .C = C, .num_turns = recipe->turns };
  goal->targets = nca_arena_take(arena, (uint64_t)recipe->turns * (uint64_t)H * (uint64_t)W * RGBA, sizeof(float));
  goal->match = recipe->match;
  if (recipe->match != NCA_MATCH_TEXTURE) return;
  nca_texture_lay_out(&goal->texture, arena, H, W);
  nca_texture_scratch_lay_out(&goal->scratch, arena, H, W);
}

void nca_goal_set(nca_goal *goal, const float *target) {
  nca_target_turns(goal->targets, target, goal->H, goal->W, goal->num_turns);
}

void nca_goal_begin(nca_goal *goal, uint32_t seed, uint64_t epoch) {
  if (goal->match == NCA_MATCH_TEXTURE) nca_texture_begin(&goal->texture, goal->targets, seed, epoch, &goal->scratch);
}

double nca_goal_loss(const nca_goal *goal, int *turn, const float *visible, int stride, nca_texture_scratch *scratch) {
  *turn = 0;
  if (goal->match == NCA_MATCH_TEXTURE) return nca_texture_loss(&goal->texture, visible, stride, goal->H, goal->W, scratch);
  double least = nca_loss_forward(visible, stride, goal->targets, goal->H, goal->W);
  for (int i = 1; i < goal->num_turns; i++) {
    const double loss = nca_loss_forward(visible, stride, turned(goal, i), goal->H, goal->W);
    if (!(loss < least)) continue;
    least = loss;
    *turn = i;
  }
  return least;
}

void nca_goal_loss_backward(const nca_goal *goal, int turn, float *dstate, const float *visible, int stride, float scale,
                            nca_texture_scratch *scratch) {
  if (goal->match == NCA_MATCH_TEXTURE) nca_texture_loss_backward(&goal->texture, dstate, goal->C, visible, stride, scale, scratch);
  else nca_loss_backward(dstate, visible, stride, turned(goal, turn), goal->H, goal->W, goal->C, scale);
}
