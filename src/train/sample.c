/* Where in a rollout the loss is taken, and how its gradient enters the way back. */
#include "train/sample.h"

#include <math.h>
#include <string.h>

#include "base/misuse.h"
#include "kernels/loss.h"

enum { RGBA = 4 };

/* States at which NCA_LOSS_EVERY takes the loss. */
static int num_counted(const nca_recipe *recipe) {
  return recipe->loss == NCA_LOSS_EVERY ? recipe->num_steps_max - recipe->num_steps_min + 1 : 0;
}

void nca_sample_lay_out(nca_sample *sample, nca_arena *arena, int H, int W, const nca_recipe *recipe, const nca_config *config) {
  const uint64_t picture = (uint64_t)H * (uint64_t)W * RGBA;
  sample->visible = nca_arena_take(arena, (uint64_t)num_counted(recipe) * picture, sizeof(float));
  sample->turns = nca_arena_take(arena, (uint64_t)num_counted(recipe), sizeof(int));
  sample->before = nca_arena_take(arena, recipe->stillness_weight > 0.0f ? (uint64_t)H * (uint64_t)W * (uint64_t)config->shape.channels : 0, sizeof(float));
  sample->liveliest = nca_arena_take(arena, recipe->survival_weight > 0.0f ? (uint64_t)recipe->num_steps_max : 0, sizeof(nca_liveliest));
  if (recipe->match == NCA_MATCH_TEXTURE) nca_texture_scratch_lay_out(&sample->scratch, arena, H, W);
  nca_fine_sample_lay_out(&sample->fine, arena, recipe->loss == NCA_LOSS_EVERY ? num_counted(recipe) : 1, &config->shape, recipe);
  void *memory = nca_arena_take(arena, nca_tape_size_bytes(H, W, recipe->num_steps_max, config), 1);
  if (memory) nca_tape_init(&sample->tape, memory, H, W, recipe->num_steps_max, config);
}

void nca_sample_begin(nca_sample *sample, const nca_lesson *lesson, int goal, uint32_t fire_seed, int num_steps, float weight) {
  NCA_ASSERT(num_steps > 0 && num_steps <= sample->tape.max_steps);
  nca_tape_begin(&sample->tape, fire_seed);
  sample->phase = NCA_SAMPLE_FORWARD;
  sample->rule = nca_rule_of_kind(&lesson->rule, goal);
  sample->goal = &lesson->goals[goal];
  sample->fine_target = goal;
  sample->num_steps = num_steps;
  sample->weight = weight;
  sample->loss = 0.0;
}

/* Which of those that count the state as it stands is; -1: none. */
static int counted_now(const nca_sample *sample, const nca_recipe *recipe) {
  const int index = sample->tape.num_steps - recipe->num_steps_min;
  return recipe->loss == NCA_LOSS_EVERY && index >= 0 ? index : -1;
}

/* Where the RGBA of a state that counts is kept. */
static float *visible_of(const nca_sample *sample, int counted) {
  const nca_bits_shape shape = sample->tape.grid.shape;
  return sample->visible + (size_t)counted * (size_t)shape.H * (size_t)shape.W * RGBA;
}

/* Count the loss of the finer picture at the state as it stands, one of so many. */
static void count_fine(nca_sample *sample, const nca_lesson *lesson, int index, int count, float *grads) {
  const nca_grid *grid = &sample->tape.grid;
  const nca_recipe *recipe = &lesson->recipe;
  if (!nca_fine_counts(&sample->rule.config.shape, recipe)) return;
  const float weight = sample->weight * recipe->fine_weight / (float)count;
  const double loss = nca_fine_loss(&sample->fine, &lesson->fine, sample->fine_target, index, grid->state, grid->shape.H, grid->shape.W, sample->tape.seed, weight, grads);
  sample->loss += (double)recipe->fine_weight * loss / count;
}

/* And its gradient by that state. */
static void add_fine(nca_sample *sample, const nca_lesson *lesson, int index) {
  const nca_bits_shape shape = sample->tape.grid.shape;
  if (nca_fine_counts(&sample->rule.config.shape, &lesson->recipe)) nca_fine_loss_backward(&sample->fine, &lesson->fine, index, sample->tape.dstate, shape.H, shape.W);
}

/* NCA_LOSS_EVERY, after a step forward: keep what the way back will need, and count the loss. */
static void keep_visible(nca_sample *sample, const nca_lesson *lesson, float *grads) {
  const nca_grid *grid = &sample->tape.grid;
  const int counted = counted_now(sample, &lesson->recipe);
  if (counted < 0) return;
  float *visible = visible_of(sample, counted);
  for (ptrdiff_t i = 0; i < (ptrdiff_t)grid->shape.H * grid->shape.W; i++) memcpy(visible + i * RGBA, grid->state + i * grid->C, RGBA * sizeof(float));
  sample->loss += nca_goal_loss(sample->goal, &sample->turns[counted], visible, RGBA, &sample->scratch) / num_counted(&lesson->recipe);
  count_fine(sample, lesson, counted, num_counted(&lesson->recipe), grads);
}

/* NCA_LOSS_EVERY, before a step back: the state that the step made counts too. */
static void add_loss_of_kept(nca_sample *sample, const nca_lesson *lesson) {
  nca_tape *tape = &sample->tape;
  const int counted = counted_now(sample, &lesson->recipe);
  if (counted < 0) return;
  const float weight = sample->weight / (float)num_counted(&lesson->recipe);
  nca_goal_loss_backward(sample->goal, sample->turns[counted], tape->dstate, visible_of(sample, counted), RGBA, weight, &sample->scratch);
  add_fine(sample, lesson, counted);
}

/* After a step forward: whether what it made is about to die. */
static void keep_liveliest(nca_sample *sample, const nca_recipe *recipe) {
  if (!(recipe->survival_weight > 0.0f)) return;
  const nca_grid *grid = &sample->tape.grid;
  nca_liveliest *liveliest = &sample->liveliest[sample->tape.num_steps - 1];
  const double loss = nca_survival_forward(grid->state, grid->shape.H, grid->shape.W, grid->C, &liveliest->cell);
  liveliest->alpha = grid->state[(int64_t)liveliest->cell * grid->C + NCA_ALPHA];
  sample->loss += (double)recipe->survival_weight * loss / sample->num_steps;
}

/* Before that step back. */
static void add_survival(nca_sample *sample, const nca_recipe *recipe) {
  if (!(recipe->survival_weight > 0.0f)) return;
  const nca_liveliest *liveliest = &sample->liveliest[sample->tape.num_steps - 1];
  const float weight = sample->weight * recipe->survival_weight / (float)sample->num_steps;
  nca_survival_backward(sample->tape.dstate, liveliest->alpha, liveliest->cell, sample->tape.grid.C, weight);
}

/* Overflow and stillness, of the last state. */
static void add_extra_losses(nca_sample *sample, const nca_recipe *recipe) {
  nca_tape *tape = &sample->tape;
  const int H = tape->grid.shape.H, W = tape->grid.shape.W, C = tape->grid.C;
  if (recipe->overflow_weight > 0.0f) {
    sample->loss += (double)recipe->overflow_weight * nca_overflow_forward(tape->grid.state, H, W, C);
    nca_overflow_backward(tape->dstate, tape->grid.state, H, W, C, sample->weight * recipe->overflow_weight);
  }
  if (recipe->stillness_weight > 0.0f) {
    sample->loss += (double)recipe->stillness_weight * nca_stillness_forward(tape->grid.state, sample->before, H, W, C);
    nca_stillness_backward(tape->dstate, tape->grid.state, sample->before, H, W, C, sample->weight * recipe->stillness_weight);
  }
}

/* The last step is undone: dstate now belongs to the state before it, which stillness holds against the last one. */
static void add_stillness_before(nca_sample *sample, const nca_recipe *recipe) {
  nca_tape *tape = &sample->tape;
  const float weight = sample->weight * recipe->stillness_weight;
  nca_stillness_backward(tape->dstate, sample->before, tape->grid.state, tape->grid.shape.H, tape->grid.shape.W, tape->grid.C, weight);
}

/* The last step forward is made. */
static void turn_back(nca_sample *sample, const nca_lesson *lesson, float *grads) {
  nca_tape *tape = &sample->tape;
  const bool goes_back = lesson->recipe.learns != NCA_LEARNS_DECODER;
  nca_tape_begin_backward(tape);
  if (lesson->recipe.loss == NCA_LOSS_LAST) {
    int turn;
    sample->loss += nca_goal_loss(sample->goal, &turn, tape->grid.state, tape->grid.C, &sample->scratch);
    nca_goal_loss_backward(sample->goal, turn, tape->dstate, tape->grid.state, tape->grid.C, sample->weight, &sample->scratch);
    count_fine(sample, lesson, 0, 1, grads);
    if (goes_back) add_fine(sample, lesson, 0);
  }
  add_extra_losses(sample, &lesson->recipe);
  sample->phase = goes_back && isfinite(sample->loss) ? NCA_SAMPLE_BACKWARD : NCA_SAMPLE_DONE;
}

void nca_sample_advance(nca_sample *sample, const nca_lesson *lesson, float *grads) {
  NCA_ASSERT(sample->phase != NCA_SAMPLE_DONE);
  if (sample->phase == NCA_SAMPLE_FORWARD) {
    nca_tape *tape = &sample->tape;
    const bool is_last = tape->num_steps + 1 == sample->num_steps;
    const size_t state_size = (size_t)tape->grid.shape.H * (size_t)tape->grid.shape.W * (size_t)tape->grid.C;
    if (is_last && lesson->recipe.stillness_weight > 0.0f) memcpy(sample->before, tape->grid.state, state_size * sizeof(float));
    nca_tape_forward(tape, &sample->rule);
    keep_visible(sample, lesson, grads);
    keep_liveliest(sample, &lesson->recipe);
    if (is_last) turn_back(sample, lesson, grads);
    return;
  }
  add_loss_of_kept(sample, lesson);
  add_survival(sample, &lesson->recipe);
  nca_tape_backward(&sample->tape, &sample->rule, grads);
  if (sample->tape.num_steps == sample->num_steps - 1 && lesson->recipe.stillness_weight > 0.0f) add_stillness_before(sample, &lesson->recipe);
  if (sample->tape.num_steps == 0) sample->phase = NCA_SAMPLE_DONE;
}
