/* A trainer's memory, how it begins, and what can be asked of it. How it trains is in train.c. */
#include "train/trainer.h"

#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "base/words.h"
#include "kernels/loss.h"

enum { RGBA = 4 };

static int threads_of(const nca_trainer_desc *desc) {
  const int wanted = desc->num_threads > 1 ? desc->num_threads : 1;
  return wanted < desc->recipe.batch ? wanted : desc->recipe.batch;
}

static nca_share share_of(const nca_trainer_desc *desc) {
  return desc->share.count ? desc->share : (nca_share){ .index = 0, .count = 1 };
}

static int num_targets_of(const nca_trainer_desc *desc, const nca_config *config) {
  return desc->mixes ? desc->num_targets : config->shape.goals;
}

/* All of a trainer that an arena holds; without one it is only counted. */
static void lay_out(nca_trainer *trainer, nca_arena *arena, const nca_trainer_desc *desc, const nca_config *config) {
  const int H = desc->height_cells, W = desc->width_cells, num_threads = threads_of(desc);
  const uint64_t batch = (uint64_t)desc->recipe.batch, num_params = (uint64_t)nca_layout_of(&config->shape).num_params;
  nca_trainer counted;
  nca_sample sample;
  nca_trainer *to = trainer ? trainer : &counted;
  nca_sample *samples = nca_arena_take(arena, (uint64_t)num_threads, sizeof *samples);
  for (int i = 0; i < num_threads; i++) nca_sample_lay_out(samples ? &samples[i] : &sample, arena, H, W, &desc->recipe, config);
  const int N = num_targets_of(desc, config);
  nca_goal goal, *goals = nca_arena_take(arena, (uint64_t)N, sizeof *goals);
  for (int i = 0; i < N; i++) nca_goal_lay_out(goals ? &goals[i] : &goal, arena, H, W, config->shape.channels, &desc->recipe);
  nca_pool_lay_out(&to->pool, arena, H, W, config->shape.channels, N, &desc->recipe, share_of(desc));
  nca_rule_lay_out(&to->lesson.rule, arena, &config->shape, N);
  nca_fine_lay_out(&to->lesson.fine, arena, H, W, &config->shape, N, &desc->recipe);
  to->lesson.goals = goals;
  to->lesson.num_goals = N;
  to->empty_losses = nca_arena_take(arena, (uint64_t)N, sizeof(double));
  to->goal_losses = nca_arena_take(arena, (uint64_t)N, sizeof(double));
  nca_adam_lay_out(&to->adam, arena, (int)num_params);
  if (desc->recipe.optimizer == NCA_OPTIMIZER_MUON) nca_muon_lay_out(&to->muon, arena, &config->shape);
  to->model.params = nca_arena_take(arena, num_params, sizeof(float));
  to->last_good_params = nca_arena_take(arena, num_params, sizeof(float));
  to->sample_grads = nca_arena_take(arena, batch * num_params, sizeof(float));
  to->sample_losses = nca_arena_take(arena, batch, sizeof(double));
  to->grads = nca_arena_take(arena, num_params, sizeof(float));
  to->num_params = (int)num_params;
  to->num_threads = num_threads;
  to->samples = samples;
}

/* The loss of an empty grid. */
static double loss_of_nothing(const float *target, int H, int W) {
  static const float NOTHING[4] = { 0.0f };
  return nca_loss_forward(NOTHING, 0, target, H, W);
}

void nca_trainer_params_changed(nca_trainer *trainer) {
  nca_rule_set(&trainer->lesson.rule, &trainer->model.config, trainer->model.params);
  if (trainer->lesson.fine.targets) nca_decoder_net_set(&trainer->lesson.fine.net, trainer->model.params);
}

bool nca_trainer_can_fuse(void) {
  return nca_products_run(NCA_PRODUCTS_FUSED);
}

/* The finer targets, and what an empty grid loses by them. */
static void set_fine(nca_trainer *trainer, const nca_trainer_desc *desc) {
  nca_fine *fine = &trainer->lesson.fine;
  nca_fine_set_targets(fine, desc->fine_targets);
  for (int goal = 0; goal < fine->num_targets; goal++)
    trainer->empty_losses[goal] += (double)desc->recipe.fine_weight * loss_of_nothing(nca_fine_target(fine, goal), fine->height, fine->width);
}

nca_trainer *nca_trainer_create(const nca_trainer_desc *desc, const nca_model *model, const float *targets) {
  NCA_ASSERT(desc && model && model->params && targets && nca_recipe_valid(&desc->recipe) && nca_config_valid(&model->config));
  const int H = desc->height_cells, W = desc->width_cells;
  NCA_ASSERT(H > 0 && W > 0 && H <= NCA_MAX_SIDE_CELLS && W <= NCA_MAX_SIDE_CELLS);
  const nca_share share = share_of(desc);
  NCA_ASSERT(share.count > 0 && share.index >= 0 && share.index < share.count);
  NCA_ASSERT(!desc->mixes || (desc->num_targets > 0 && desc->num_targets <= NCA_MAX_KINDS));
  NCA_ASSERT(!desc->is_fused || nca_trainer_can_fuse());
  NCA_ASSERT(nca_recipe_suits(&desc->recipe, &model->config.shape));
  const bool counts_fine = nca_fine_counts(&model->config.shape, &desc->recipe);
  NCA_ASSERT(counts_fine == (desc->fine_targets != NULL));
  NCA_ASSERT(!counts_fine || (H > W ? H : W) <= NCA_MAX_SIDE_PIXELS / model->config.shape.decoder_scale);
  nca_trainer *trainer = calloc(1, sizeof *trainer);
  if (!trainer) return NULL;
  trainer->share = share;
  nca_arena counted = { NULL, 0 };
  lay_out(NULL, &counted, desc, &model->config);
  nca_arena arena = { nca_arena_alloc(counted.used_bytes), 0 };
  char *names;
  if (!arena.block || !nca_text_copy(&names, model->goal_names)) {
    nca_arena_free(arena.block);
    free(trainer);
    return NULL;
  }
  trainer->memory = arena.block;
  lay_out(trainer, &arena, desc, &model->config);
  for (int i = 0; i < trainer->num_threads; i++) trainer->samples[i].phase = NCA_SAMPLE_DONE;
  for (int goal = 0; goal < trainer->lesson.num_goals; goal++) {
    const float *target = targets + (size_t)goal * (size_t)H * (size_t)W * RGBA;
    nca_goal_set(&trainer->lesson.goals[goal], target);
    trainer->empty_losses[goal] = loss_of_nothing(target, H, W);
    trainer->goal_losses[goal] = -1.0;
  }
  if (counts_fine) set_fine(trainer, desc);
  trainer->lesson.recipe = desc->recipe;
  trainer->seed = desc->seed;
  float *params = trainer->model.params;
  memcpy(params, model->params, (size_t)trainer->num_params * sizeof *params);
  memcpy(trainer->last_good_params, params, (size_t)trainer->num_params * sizeof *params);
  trainer->model = *model;
  trainer->model.params = params;
  trainer->model.goal_names = names;
  trainer->model.turns = desc->recipe.turns > 1 ? desc->recipe.turns : 0;
  trainer->model.match = desc->recipe.match;
  trainer->model.height_cells = H;
  trainer->model.width_cells = W;
  nca_adam_init(&trainer->adam);
  nca_pool_clear(&trainer->pool);
  trainer->lesson.rule.products = trainer->lesson.fine.net.products = desc->is_fused ? NCA_PRODUCTS_FUSED : NCA_PRODUCTS_ROUNDED;
  nca_trainer_params_changed(trainer);
  trainer->has_mixes = desc->mixes != NULL;
  for (int i = 0; desc->mixes && i < desc->num_targets; i++) nca_rule_set_mix(&trainer->lesson.rule, i, desc->mixes + i * model->config.shape.goals);
  return trainer;
}

uint64_t nca_trainer_size_bytes(const nca_trainer_desc *desc, const nca_config *config) {
  NCA_ASSERT(desc && config && nca_recipe_valid(&desc->recipe) && nca_config_valid(config));
  nca_arena arena = { NULL, 0 };
  lay_out(NULL, &arena, desc, config);
  return sizeof(nca_trainer) + arena.used_bytes;
}

const float *nca_trainer_pool_state(const nca_trainer *trainer, int slot) {
  NCA_ASSERT(trainer && !trainer->is_open);
  return nca_pool_kept_state(&trainer->pool, slot);
}

void nca_trainer_destroy(nca_trainer *trainer) {
  if (!trainer) return;
  nca_arena_free(trainer->memory);
  free(trainer->model.goal_names);
  free(trainer);
}

int nca_trainer_batch(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->lesson.recipe.batch;
}

const float *nca_trainer_params(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->model.params;
}

const nca_model *nca_trainer_model(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return &trainer->model;
}

const nca_recipe *nca_trainer_recipe(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return &trainer->lesson.recipe;
}

int nca_trainer_num_targets(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->lesson.num_goals;
}

const float *nca_trainer_target(const nca_trainer *trainer, int target) {
  NCA_ASSERT(trainer && target >= 0 && target < trainer->lesson.num_goals);
  return trainer->lesson.goals[target].targets;
}

const float *nca_trainer_fine_target(const nca_trainer *trainer, int target) {
  NCA_ASSERT(trainer && target >= 0 && target < trainer->lesson.num_goals);
  const nca_fine *fine = &trainer->lesson.fine;
  return fine->targets ? nca_fine_target(fine, target) : NULL;
}

double nca_trainer_goal_loss(const nca_trainer *trainer, int target) {
  NCA_ASSERT(trainer && target >= 0 && target < trainer->lesson.num_goals);
  return trainer->goal_losses[target];
}

int nca_trainer_height(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->samples[0].tape.grid.shape.H;
}

int nca_trainer_width(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->samples[0].tape.grid.shape.W;
}

uint32_t nca_trainer_seed(const nca_trainer *trainer) {
  NCA_ASSERT(trainer);
  return trainer->seed;
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
