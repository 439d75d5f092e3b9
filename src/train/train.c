/* Training: one epoch is a batch of samples, their gradients summed in the order of the samples, and one update of the weights.
 * The blog's recipe, https://jerpint.github.io; the method is Mordvintsev et al., https://distill.pub/2020/growing-ca/
 *
 *   one epoch:                                                                                       where
 *     for each goal: draw what this epoch measures a texture by                                      nca_goal_begin
 *     pick B samples, each a slot of the pool and that slot's goal:                                  nca_pool_pick
 *         of those that lost most, some begin from the seed; of those that lost least, some are wounded, some begin from another goal's
 *     for each sample of this share, on any thread:                                                  begin_sample
 *         state = the seed, or what the slot holds, wounded or not, or what another goal's slot does nca_pool_start, nca_wound_draw
 *         T = num_steps_max; where the loss is that of the last state, drawn from num_steps_min on
 *         T times: state = step(state), and the tape keeps what the way back needs                   nca_tape_forward
 *             if this state counts: loss += how far it is from the goal, in the nearest of its turns nca_goal_loss
 *                 loss += how far what a decoder draws of it is from the finer target, at a few pixels nca_fine_loss
 *             loss += what its liveliest cell lacks to one half                                      keep_liveliest
 *         loss += overflow, stillness                                                                add_extra_losses
 *         not finite, or the decoder alone learns: no way back
 *         T times: dstate += what a state that counts adds, then back through the step:              nca_goal_loss_backward
 *             dstate before it, and the sample's own grads += dparams                                nca_tape_backward
 *         the state after step T goes to the slot                                                    nca_pool_keep
 *     grads = the samples' grads, added up in their order, without those that are lost               sum_samples
 *     each slot is told what its sample lost; states worse than nothing are the seed again           nca_pool_learn
 *     where details are learnt: without those of parameters that stay as they are                    nca_kept_clear
 *     if loss or norm is not finite: the epoch did not happen                                        restore
 *     grads clipped as a whole, or each tensor to norm 1                                             follow_grads
 *     weights = Muon or Adam, at this epoch's rate                                                   nca_muon_update, nca_adam_update
 *     if a weight is not finite: back to the last good ones                                          restore
 *
 * Every random draw is a hash of (seed, epoch, sample), and each sample's gradient has a place of its own until the sum: nothing
 * depends on how the epoch was sliced, nor on which thread, worker or machine rolled out which sample. */
#include <math.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/misuse.h"
#include "base/rng.h"
#include "kernels/loss.h"
#include "train/kept.h"
#include "train/trainer.h"

static const double LOST_FACTOR = 3.0; /* of the loss of an empty grid; see is_lost */
static const double MAX_GRAD_NORM = 1e18; /* beyond it the squares in Adam's second moment would overflow */

static void begin_goals(nca_trainer *trainer) {
  for (int goal = 0; goal < trainer->lesson.num_goals; goal++)
    nca_goal_begin(&trainer->lesson.goals[goal], trainer->seed, (uint64_t)trainer->num_epochs);
}

static void open_epoch(nca_trainer *trainer) {
  trainer->is_open = true;
  trainer->next_sample = trainer->share.index;
  begin_goals(trainer);
  nca_pool_pick(&trainer->pool, &trainer->lesson.recipe, trainer->seed, (uint64_t)trainer->num_epochs);
}

static bool share_is_done(const nca_trainer *trainer) {
  return trainer->next_sample >= trainer->lesson.recipe.batch;
}

static size_t params_bytes(const nca_trainer *trainer) {
  return (size_t)trainer->num_params * sizeof(float);
}

static float *grads_of(nca_trainer *trainer, int sample) {
  return trainer->sample_grads + (size_t)sample * (size_t)trainer->num_params;
}

static void begin_sample(nca_trainer *trainer, nca_sample *sample, int index) {
  const nca_recipe *recipe = &trainer->lesson.recipe;
  const uint64_t epoch = (uint64_t)trainer->num_epochs;
  const int num_steps = recipe->loss == NCA_LOSS_EVERY
      ? recipe->num_steps_max
      : nca_rng_between(recipe->num_steps_min, recipe->num_steps_max, trainer->seed, NCA_DRAW_NUM_STEPS, epoch, 0);
  const uint32_t fire_seed = nca_rng_u32(trainer->seed, NCA_DRAW_FIRE_SEED, epoch, (uint32_t)index);
  memset(grads_of(trainer, index), 0, params_bytes(trainer));
  nca_pool_start(&trainer->pool, &sample->tape.grid, recipe, trainer->model.config.alive_threshold, trainer->seed, epoch, index);
  nca_sample_begin(sample, &trainer->lesson, trainer->pool.picks[index].goal, fire_seed, num_steps, 1.0f / (float)recipe->batch);
}

static void end_sample(nca_trainer *trainer, const nca_sample *sample, int index) {
  trainer->sample_losses[index] = sample->loss;
  nca_pool_keep(&trainer->pool, &sample->tape.grid, index);
}

/* One step of work of the share, forward or backward. */
static void advance(nca_trainer *trainer) {
  nca_sample *sample = &trainer->samples[0];
  if (sample->phase == NCA_SAMPLE_DONE) begin_sample(trainer, sample, trainer->next_sample);
  nca_sample_advance(sample, &trainer->lesson, grads_of(trainer, trainer->next_sample));
  if (sample->phase != NCA_SAMPLE_DONE) return;
  end_sample(trainer, sample, trainer->next_sample);
  trainer->next_sample += trainer->share.count;
}

/* What is left of the share, a sample a thread. */
static void advance_all(nca_trainer *trainer) {
  const int first = trainer->next_sample, step = trainer->share.count, batch = trainer->lesson.recipe.batch;
#ifdef _OPENMP
#pragma omp parallel for schedule(dynamic) num_threads(trainer->num_threads)
#endif
  for (int index = first; index < batch; index += step) {
#ifdef _OPENMP
    nca_sample *sample = &trainer->samples[omp_get_thread_num()];
#else
    nca_sample *sample = &trainer->samples[0];
#endif
    begin_sample(trainer, sample, index);
    while (sample->phase != NCA_SAMPLE_DONE) nca_sample_advance(sample, &trainer->lesson, grads_of(trainer, index));
    end_sample(trainer, sample, index);
  }
  trainer->next_sample = batch;
}

/* A rule that is still bad can drive a state that has lived long out of all bounds, and its gradient would spoil much: such a sample
 * teaches nothing. A sample that began from the seed always teaches. */
static bool is_lost(const nca_trainer *trainer, int sample) {
  if (trainer->pool.size == 0) return false;
  const double loss = trainer->sample_losses[sample];
  return trainer->pool.picks[sample].kind == NCA_PICK_SEED ? !isfinite(loss) : !(loss <= LOST_FACTOR * trainer->empty_losses[trainer->pool.picks[sample].goal]);
}

/* The epoch ran off, and did not happen. */
static int restore(nca_trainer *trainer) {
  memcpy(trainer->model.params, trainer->last_good_params, params_bytes(trainer));
  nca_trainer_params_changed(trainer);
  return NCA_ERR_LOSS_NOT_FINITE;
}

/* The sum of the samples' gradients, in their order, to trainer->grads; of those that are not lost. Returns their mean loss, infinite
 * where all are lost. */
static double sum_samples(nca_trainer *trainer) {
  float *sum = trainer->grads;
  double loss = 0.0;
  int num_counted = 0;
  memset(sum, 0, params_bytes(trainer));
  for (int i = 0; i < trainer->lesson.recipe.batch; i++) {
    if (is_lost(trainer, i)) continue;
    const float *grads = grads_of(trainer, i);
    for (int p = 0; p < trainer->num_params; p++) sum[p] += grads[p];
    loss += trainer->sample_losses[i];
    trainer->goal_losses[trainer->pool.picks[i].goal] = trainer->sample_losses[i];
    num_counted++;
  }
  return num_counted > 0 ? loss / num_counted : INFINITY;
}

static bool can_follow(double grad_norm) {
  return grad_norm <= MAX_GRAD_NORM; /* and is no NaN */
}

/* The norm of trainer->grads, of the parameters that learn; the others take none. */
static double norm_of_learnt(nca_trainer *trainer) {
  nca_kept_clear(trainer->grads, &trainer->lesson.rule.config.shape, &trainer->lesson.recipe);
  return nca_grad_norm(trainer->grads, trainer->num_params);
}

/* One update by trainer->grads, whose norm this is. They are scaled on the way. */
static void follow_grads(nca_trainer *trainer, double norm) {
  const nca_recipe *recipe = &trainer->lesson.recipe;
  const nca_rule *rule = &trainer->lesson.rule;
  float *params = trainer->model.params;
  memcpy(trainer->last_good_params, params, params_bytes(trainer));
  if (recipe->grads == NCA_GRADS_PER_TENSOR) nca_grad_normalize_tensors(trainer->grads, &rule->layout);
  else nca_grad_clip(trainer->grads, trainer->num_params, norm, (double)recipe->clip_norm);
  const float learning_rate = nca_recipe_learning_rate(recipe, trainer->adam.num_updates);
  const int begin = recipe->learns == NCA_LEARNS_DECODER ? rule->layout.decoder_weights[0] : 0;
  if (recipe->optimizer == NCA_OPTIMIZER_MUON) nca_muon_update(&trainer->adam, params, trainer->grads, begin, &rule->config.shape, recipe, learning_rate, rule->products, &trainer->muon);
  else nca_adam_update(&trainer->adam, params, trainer->grads, begin, recipe, learning_rate);
  nca_kept_copy(params, trainer->last_good_params, &rule->config.shape, recipe); /* without a gradient they decay all the same */
  nca_trainer_params_changed(trainer);
}

static bool are_finite(const float *values, int count) {
  for (int i = 0; i < count; i++)
    if (!isfinite(values[i])) return false;
  return true;
}

int nca_trainer_finish_epoch(nca_trainer *trainer) {
  NCA_ASSERT(trainer && trainer->is_open && share_is_done(trainer));
  trainer->is_open = false;
  const double loss = sum_samples(trainer);
  nca_pool_learn(&trainer->pool, trainer->sample_losses, trainer->empty_losses); /* also of an epoch that ran off: what spoilt it must not stay */
  if (!isfinite(loss)) return restore(trainer);
  const double norm = norm_of_learnt(trainer);
  if (!can_follow(norm)) return restore(trainer);
  follow_grads(trainer, norm);
  if (!are_finite(trainer->model.params, trainer->num_params)) return restore(trainer);
  trainer->loss = loss;
  trainer->grad_norm = norm;
  trainer->num_epochs++;
  trainer->model.epochs++;
  return NCA_OK;
}

int nca_trainer_run_slice(nca_trainer *trainer, int max_steps) {
  NCA_ASSERT(trainer && max_steps > 0);
  if (!trainer->is_open) open_epoch(trainer);
  for (int i = 0; i < max_steps && !share_is_done(trainer); i++) advance(trainer);
  if (!share_is_done(trainer)) return 0;
  if (trainer->share.count > 1) return 1;
  const int status = nca_trainer_finish_epoch(trainer);
  return status < 0 ? status : 1;
}

void nca_trainer_run_share(nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  if (!trainer->is_open) open_epoch(trainer);
  while (trainer->samples[0].phase != NCA_SAMPLE_DONE) advance(trainer); /* that a slice has begun */
  if (!share_is_done(trainer)) advance_all(trainer);
}

int nca_train_epoch(nca_trainer *trainer) {
  NCA_ASSERT(trainer && trainer->share.count == 1);
  nca_trainer_run_share(trainer);
  return nca_trainer_finish_epoch(trainer);
}

float *nca_trainer_sample_grads(nca_trainer *trainer, int sample) {
  NCA_ASSERT(trainer && sample >= 0 && sample < trainer->lesson.recipe.batch);
  return grads_of(trainer, sample);
}

double *nca_trainer_sample_losses(nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->sample_losses;
}

/* ---------------------------------------------------------------- its parts by themselves */

double nca_trainer_gradient(nca_trainer *trainer, float *grads, int goal, uint32_t seed, int num_steps) {
  NCA_ASSERT(trainer && goal >= 0 && goal < trainer->lesson.num_goals && !trainer->is_open && trainer->lesson.recipe.loss == NCA_LOSS_LAST);
  nca_sample *sample = &trainer->samples[0];
  float *own = grads_of(trainer, 0);
  memset(own, 0, params_bytes(trainer));
  begin_goals(trainer);
  nca_grid_reset(&sample->tape.grid, trainer->model.config.alive_threshold);
  nca_sample_begin(sample, &trainer->lesson, goal, seed, num_steps, 1.0f);
  while (sample->phase == NCA_SAMPLE_FORWARD || (grads && sample->phase == NCA_SAMPLE_BACKWARD)) nca_sample_advance(sample, &trainer->lesson, own);
  sample->phase = NCA_SAMPLE_DONE;
  if (grads) memcpy(grads, own, params_bytes(trainer));
  return sample->loss;
}

double nca_trainer_update(nca_trainer *trainer, const float *grads) {
  NCA_ASSERT(trainer && grads && !trainer->is_open);
  memcpy(trainer->grads, grads, params_bytes(trainer));
  const double norm = norm_of_learnt(trainer);
  if (!can_follow(norm)) return INFINITY;
  follow_grads(trainer, norm);
  return norm;
}
