/* Rollouts for losses of one's own: a tape, a rule, and the memory of both. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/misuse.h"
#include "train/tape.h"

typedef enum { FORWARD, BACKWARD } rollout_phase;

struct nca_rollout {
  nca_tape tape;
  nca_rule rule;
  rollout_phase phase;
  void *memory;
};

static void check_desc(const nca_rollout_desc *desc) {
  NCA_ASSERT(desc && desc->height_cells > 0 && desc->width_cells > 0);
  NCA_ASSERT(desc->height_cells <= NCA_MAX_SIDE_CELLS && desc->width_cells <= NCA_MAX_SIDE_CELLS);
  NCA_ASSERT(desc->num_steps_max > 0 && desc->num_steps_max <= NCA_MAX_ROLLOUT_STEPS && (!desc->is_fused || nca_trainer_can_fuse()));
}

/* All that an arena holds; without a rollout it is only counted. */
static void lay_out(nca_rollout *rollout, nca_arena *arena, const nca_rollout_desc *desc, const nca_config *config) {
  const int H = desc->height_cells, W = desc->width_cells;
  nca_rule rule;
  void *tape = nca_arena_take(arena, nca_tape_size_bytes(H, W, desc->num_steps_max, config), 1);
  nca_rule_lay_out(rollout ? &rollout->rule : &rule, arena, &config->shape, 1);
  if (rollout) nca_tape_init(&rollout->tape, tape, H, W, desc->num_steps_max, config);
}

uint64_t nca_rollout_size_bytes(const nca_rollout_desc *desc, const nca_config *config) {
  check_desc(desc);
  NCA_ASSERT(config && nca_config_valid(config));
  nca_arena arena = { NULL, 0 };
  lay_out(NULL, &arena, desc, config);
  return sizeof(nca_rollout) + arena.used_bytes;
}

nca_rollout *nca_rollout_create(const nca_rollout_desc *desc, const nca_model *model) {
  check_desc(desc);
  NCA_ASSERT(model && model->params && nca_config_valid(&model->config));
  nca_rollout *rollout = calloc(1, sizeof *rollout);
  nca_arena counted = { NULL, 0 };
  lay_out(NULL, &counted, desc, &model->config);
  nca_arena arena = { nca_arena_alloc(counted.used_bytes), 0 };
  if (!rollout || !arena.block) {
    free(rollout);
    nca_arena_free(arena.block);
    return NULL;
  }
  rollout->memory = arena.block;
  lay_out(rollout, &arena, desc, &model->config);
  rollout->rule.products = desc->is_fused ? NCA_PRODUCTS_FUSED : NCA_PRODUCTS_ROUNDED;
  nca_rollout_begin(rollout, model, NULL, 0);
  return rollout;
}

void nca_rollout_destroy(nca_rollout *rollout) {
  if (!rollout) return;
  nca_arena_free(rollout->memory);
  free(rollout);
}

void nca_rollout_begin(nca_rollout *rollout, const nca_model *model, const float *state, uint32_t seed) {
  NCA_ASSERT(rollout && model && model->params && nca_config_valid(&model->config) && model->config.fire_rate <= rollout->tape.fire_rate);
  nca_grid *grid = &rollout->tape.grid;
  nca_rule_set(&rollout->rule, &model->config, model->params);
  nca_rule_set_mix(&rollout->rule, 0, (const float[NCA_MAX_GOALS]){ 1.0f });
  nca_grid_set_edge(grid, model->config.shape.edge);
  if (state) {
    memcpy(grid->state, state, (size_t)grid->shape.H * (size_t)grid->shape.W * (size_t)grid->C * sizeof *state);
    nca_grid_refresh(grid, model->config.alive_threshold);
  } else {
    nca_grid_reset(grid, model->config.alive_threshold);
  }
  nca_tape_begin(&rollout->tape, seed);
  rollout->phase = FORWARD;
}

void nca_rollout_set_mix(nca_rollout *rollout, const float *weights) {
  NCA_ASSERT(rollout && weights && rollout->phase == FORWARD && rollout->tape.num_steps == 0);
  nca_rule_set_mix(&rollout->rule, 0, weights);
}

void nca_rollout_forward(nca_rollout *rollout, int num_steps) {
  NCA_ASSERT(rollout && rollout->phase == FORWARD && num_steps >= 0 && num_steps <= rollout->tape.max_steps - rollout->tape.num_steps);
  for (int i = 0; i < num_steps; i++) nca_tape_forward(&rollout->tape, &rollout->rule);
}

const float *nca_rollout_state(const nca_rollout *rollout) {
  NCA_ASSERT(rollout);
  return rollout->tape.grid.state;
}

int nca_rollout_num_steps(const nca_rollout *rollout) {
  NCA_ASSERT(rollout);
  return rollout->tape.num_steps;
}

float *nca_rollout_turn(nca_rollout *rollout) {
  NCA_ASSERT(rollout && rollout->phase == FORWARD);
  nca_tape_begin_backward(&rollout->tape);
  rollout->phase = BACKWARD;
  return rollout->tape.dstate;
}

void nca_rollout_backward(nca_rollout *rollout, float *grads, int num_steps) {
  NCA_ASSERT(rollout && grads && rollout->phase == BACKWARD && num_steps >= 0 && num_steps <= rollout->tape.num_steps);
  for (int i = 0; i < num_steps; i++) nca_tape_backward(&rollout->tape, &rollout->rule, grads);
}
