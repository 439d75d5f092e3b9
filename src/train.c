/* Training: one epoch is a batch of rollouts from the seed, back-propagation through every step, and one Adam update.
 * The blog's recipe, https://jerpint.github.io; the method is Mordvintsev et al., https://distill.pub/2020/growing-ca/
 *
 * An epoch is a small machine that is advanced step by step, so that a worker can stop for messages anywhere in it.
 * Every random draw is a hash of (seed, epoch, sample): nothing depends on how the epoch was sliced. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "adam.h"
#include "arena.h"
#include "loss.h"
#include "misuse.h"
#include "recipe.h"
#include "rng.h"
#include "rollout.h"

enum { C = NCA_CHANNELS };

typedef enum { PHASE_IDLE, PHASE_FORWARD, PHASE_BACKWARD } phase;

struct nca_trainer {
  nca_recipe recipe;
  nca_config config;
  uint32_t seed;
  float *target;  /* [H][W][4] */
  float *visible; /* [max_steps - min_steps + 1][H][W][4]: RGBA of the states that count; of LOSS_LAST none are kept */
  float params[NCA_NUM_PARAMS], last_good_params[NCA_NUM_PARAMS];
  float grads[NCA_NUM_PARAMS], sample_grads[NCA_NUM_PARAMS];
  nca_adam adam;
  nca_rule rule; /* made of params */
  nca_rollout rollout;
  int64_t num_epochs;
  double loss, grad_norm;
  /* The open epoch. */
  phase phase;
  int sample, num_steps;
  double batch_loss, rollout_loss;
  void *memory;
};

/* Returns the memory of the rollout. */
static void *lay_out(nca_trainer *trainer, nca_arena *arena, const nca_trainer_desc *desc, double fire_rate) {
  const int H = desc->height_cells, W = desc->width_cells, max_steps = desc->recipe.num_steps_max;
  const uint64_t picture = (uint64_t)H * (uint64_t)W * 4;
  const uint64_t num_kept = desc->recipe.loss == NCA_LOSS_EVERY ? (uint64_t)(max_steps - desc->recipe.num_steps_min + 1) : 0;
  trainer->target = nca_arena_take(arena, picture, sizeof(float));
  trainer->visible = nca_arena_take(arena, num_kept * picture, sizeof(float));
  return nca_arena_take(arena, nca_rollout_size_bytes(H, W, max_steps, fire_rate), 1);
}

nca_trainer *nca_trainer_create(const nca_trainer_desc *desc, const nca_model *model, const float *target) {
  NCA_ASSERT(desc && model && target && nca_recipe_valid(&desc->recipe) && nca_config_valid(&model->config));
  const int H = desc->height_cells, W = desc->width_cells, max_steps = desc->recipe.num_steps_max;
  NCA_ASSERT(H > 0 && W > 0 && H <= NCA_MAX_SIDE_CELLS && W <= NCA_MAX_SIDE_CELLS);
  nca_trainer *trainer = calloc(1, sizeof *trainer);
  nca_arena counted = { NULL, 0 };
  if (!trainer) return NULL;
  lay_out(trainer, &counted, desc, model->config.fire_rate);
  nca_arena arena = { nca_arena_alloc(counted.used_bytes), 0 };
  if (!arena.block) {
    free(trainer);
    return NULL;
  }
  trainer->memory = arena.block;
  void *rollout_memory = lay_out(trainer, &arena, desc, model->config.fire_rate);
  nca_rollout_init(&trainer->rollout, rollout_memory, H, W, max_steps, model->config.fire_rate);
  memcpy(trainer->target, target, (size_t)H * (size_t)W * 4 * sizeof(float));
  trainer->recipe = desc->recipe;
  trainer->config = model->config;
  trainer->seed = desc->seed;
  memcpy(trainer->params, model->params, sizeof trainer->params);
  memcpy(trainer->last_good_params, model->params, sizeof trainer->params);
  nca_adam_init(&trainer->adam);
  nca_rule_set(&trainer->rule, &trainer->config, trainer->params);
  return trainer;
}

void nca_trainer_destroy(nca_trainer *trainer) {
  if (!trainer) return;
  free(trainer->memory);
  free(trainer);
}

static void begin_sample(nca_trainer *trainer, uint32_t fire_seed) {
  nca_rollout_begin(&trainer->rollout, &trainer->rule, fire_seed);
  memset(trainer->sample_grads, 0, sizeof trainer->sample_grads);
  trainer->rollout_loss = 0.0;
}

/* The loss of the rollout as it stands; the way back starts from it, weighted by `share`. */
static double loss_of_rollout(nca_trainer *trainer, float share) {
  nca_rollout *rollout = &trainer->rollout;
  const int H = rollout->grid.shape.H, W = rollout->grid.shape.W;
  nca_rollout_begin_backward(rollout);
  nca_loss_backward(rollout->dstate, rollout->grid.state, C, trainer->target, H, W, share);
  return nca_loss_forward(rollout->grid.state, C, trainer->target, H, W);
}

/* ---------------------------------------------------------------- the loss at every state from num_steps_min on */

static int num_counted(const nca_trainer *trainer) {
  return trainer->recipe.num_steps_max - trainer->recipe.num_steps_min + 1;
}

/* Where the RGBA of the state after num_steps is kept; NULL where that state does not count. */
static float *visible_after(const nca_trainer *trainer, int num_steps) {
  const nca_bits_shape shape = trainer->rollout.grid.shape;
  const int index = num_steps - trainer->recipe.num_steps_min;
  if (trainer->recipe.loss != NCA_LOSS_EVERY || index < 0) return NULL;
  return trainer->visible + (size_t)index * (size_t)shape.H * (size_t)shape.W * 4;
}

/* After a step forward: keep what the way back will need, and count the loss. */
static void keep_visible(nca_trainer *trainer) {
  const nca_rollout *rollout = &trainer->rollout;
  const int H = rollout->grid.shape.H, W = rollout->grid.shape.W;
  float *visible = visible_after(trainer, rollout->num_steps);
  if (!visible) return;
  for (ptrdiff_t i = 0; i < (ptrdiff_t)H * W; i++) memcpy(visible + i * 4, rollout->grid.state + i * C, 4 * sizeof(float));
  trainer->rollout_loss += nca_loss_forward(visible, 4, trainer->target, H, W) / num_counted(trainer);
}

/* Before a step back: the state that the step made counts too. */
static void add_loss_of_kept(nca_trainer *trainer) {
  nca_rollout *rollout = &trainer->rollout;
  const float *visible = visible_after(trainer, rollout->num_steps);
  if (!visible) return;
  const float share = 1.0f / (float)(trainer->recipe.batch * num_counted(trainer));
  nca_loss_backward(rollout->dstate, visible, 4, trainer->target, rollout->grid.shape.H, rollout->grid.shape.W, share);
}

/* ---------------------------------------------------------------- the epoch */

static void begin_epoch(nca_trainer *trainer) {
  const uint64_t epoch = (uint64_t)trainer->num_epochs;
  const nca_recipe *recipe = &trainer->recipe;
  trainer->num_steps = recipe->loss == NCA_LOSS_EVERY
      ? recipe->num_steps_max
      : nca_rng_between(recipe->num_steps_min, recipe->num_steps_max, trainer->seed, NCA_DRAW_NUM_STEPS, epoch, 0);
  trainer->sample = 0;
  trainer->batch_loss = 0.0;
  memset(trainer->grads, 0, sizeof trainer->grads);
}

/* Ends the epoch: 1, or a status when the loss ran off. */
static int end_epoch(nca_trainer *trainer) {
  trainer->phase = PHASE_IDLE;
  trainer->loss = trainer->batch_loss / trainer->recipe.batch;
  memcpy(trainer->last_good_params, trainer->params, sizeof trainer->params);
  const double norm = nca_trainer_update(trainer, trainer->grads);
  if (!isfinite(norm)) return NCA_ERR_LOSS_NOT_FINITE;
  trainer->grad_norm = norm;
  trainer->num_epochs++;
  return 1;
}

/* The last step forward is made: the loss, and the gradient at the last state. Returns as nca_train_slice does. */
static int turn_back(nca_trainer *trainer) {
  if (trainer->recipe.loss == NCA_LOSS_EVERY) nca_rollout_begin_backward(&trainer->rollout);
  else trainer->rollout_loss = loss_of_rollout(trainer, 1.0f / (float)trainer->recipe.batch);
  trainer->batch_loss += trainer->rollout_loss;
  trainer->phase = PHASE_BACKWARD;
  if (isfinite(trainer->rollout_loss)) return 0;
  trainer->phase = PHASE_IDLE;
  memcpy(trainer->params, trainer->last_good_params, sizeof trainer->params);
  nca_rule_set(&trainer->rule, &trainer->config, trainer->params);
  return NCA_ERR_LOSS_NOT_FINITE;
}

/* One step of work, forward or backward. Returns as nca_train_slice does. */
static int advance(nca_trainer *trainer) {
  nca_rollout *rollout = &trainer->rollout;
  if (trainer->phase == PHASE_IDLE) {
    begin_epoch(trainer);
    trainer->phase = PHASE_FORWARD;
    rollout->num_steps = 0;
  }
  if (trainer->phase == PHASE_FORWARD) {
    if (rollout->num_steps == 0)
      begin_sample(trainer, nca_rng_u32(trainer->seed, NCA_DRAW_FIRE_SEED, (uint64_t)trainer->num_epochs, (uint32_t)trainer->sample));
    nca_rollout_forward(rollout, &trainer->rule);
    keep_visible(trainer);
    return rollout->num_steps < trainer->num_steps ? 0 : turn_back(trainer);
  }
  add_loss_of_kept(trainer);
  nca_rollout_backward(rollout, &trainer->rule, trainer->sample_grads);
  if (rollout->num_steps > 0) return 0;
  for (int i = 0; i < NCA_NUM_PARAMS; i++) trainer->grads[i] += trainer->sample_grads[i]; /* in the order of the samples */
  trainer->phase = PHASE_FORWARD;
  return ++trainer->sample < trainer->recipe.batch ? 0 : end_epoch(trainer);
}

int nca_train_slice(nca_trainer *trainer, int max_steps) {
  NCA_ASSERT(trainer && max_steps > 0);
  int done = 0;
  for (int i = 0; i < max_steps && done == 0; i++) done = advance(trainer);
  return done;
}

int nca_train_epoch(nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  int done = 0;
  while (done == 0) done = advance(trainer);
  return done < 0 ? done : NCA_OK;
}

double nca_trainer_gradient(nca_trainer *trainer, float *grads, uint32_t seed, int num_steps) {
  NCA_ASSERT(trainer && trainer->phase == PHASE_IDLE && num_steps > 0 && num_steps <= trainer->rollout.max_steps);
  nca_rollout *rollout = &trainer->rollout;
  begin_sample(trainer, seed);
  while (rollout->num_steps < num_steps) nca_rollout_forward(rollout, &trainer->rule);
  const double loss = loss_of_rollout(trainer, 1.0f);
  if (!grads) return loss;
  while (rollout->num_steps > 0) nca_rollout_backward(rollout, &trainer->rule, trainer->sample_grads);
  memcpy(grads, trainer->sample_grads, sizeof trainer->sample_grads);
  return loss;
}

double nca_trainer_update(nca_trainer *trainer, const float *grads) {
  NCA_ASSERT(trainer && grads && trainer->phase == PHASE_IDLE);
  const double norm = nca_grad_norm(grads);
  if (!isfinite(norm)) return norm;
  const nca_recipe *recipe = &trainer->recipe;
  float *scaled = trainer->sample_grads;
  memcpy(scaled, grads, sizeof trainer->sample_grads);
  if (recipe->grads == NCA_GRADS_PER_TENSOR) nca_grad_normalize_tensors(scaled);
  else nca_grad_clip(scaled, norm, (double)recipe->clip_norm);
  nca_adam_update(&trainer->adam, trainer->params, scaled, recipe, nca_recipe_learning_rate(recipe, trainer->adam.num_updates));
  nca_rule_set(&trainer->rule, &trainer->config, trainer->params);
  return norm;
}

const float *nca_trainer_params(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->params;
}

double nca_trainer_loss(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->loss;
}

double nca_trainer_grad_norm(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->grad_norm;
}

int64_t nca_trainer_num_epochs(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->num_epochs;
}
