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
  nca_config config; /* the memory is laid out for its fire rate and filters */
  rollout_phase phase;
  void *memory;
};

static void check_desc(const nca_rollout_desc *desc) {
  NCA_ASSERT(desc && desc->height_cells > 0 && desc->width_cells > 0);
  NCA_ASSERT(desc->height_cells <= NCA_MAX_SIDE_CELLS && desc->width_cells <= NCA_MAX_SIDE_CELLS);
  NCA_ASSERT(desc->num_steps_max > 0 && desc->num_steps_max <= NCA_MAX_ROLLOUT_STEPS && (!desc->is_fused || nca_trainer_can_fuse()));
}

uint64_t nca_rollout_size_bytes(const nca_rollout_desc *desc, const nca_config *config) {
  check_desc(desc);
  NCA_ASSERT(config && nca_config_valid(config));
  return sizeof(nca_rollout) + nca_tape_size_bytes(desc->height_cells, desc->width_cells, desc->num_steps_max, config);
}

nca_rollout *nca_rollout_create(const nca_rollout_desc *desc, const nca_model *model) {
  check_desc(desc);
  NCA_ASSERT(model && nca_config_valid(&model->config));
  nca_rollout *rollout = calloc(1, sizeof *rollout);
  void *memory = nca_arena_alloc(nca_tape_size_bytes(desc->height_cells, desc->width_cells, desc->num_steps_max, &model->config));
  if (!rollout || !memory) {
    free(rollout);
    nca_arena_free(memory);
    return NULL;
  }
  rollout->memory = memory;
  rollout->config = model->config;
  nca_tape_init(&rollout->tape, memory, desc->height_cells, desc->width_cells, desc->num_steps_max, &model->config);
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
  NCA_ASSERT(rollout && model && nca_config_valid(&model->config));
  NCA_ASSERT(model->config.fire_rate <= rollout->config.fire_rate && model->config.filters == rollout->config.filters);
  nca_grid *grid = &rollout->tape.grid;
  nca_rule_set(&rollout->rule, &model->config, model->params);
  nca_grid_set_edge(grid, model->config.edge);
  if (state) {
    memcpy(grid->state, state, (size_t)grid->shape.H * (size_t)grid->shape.W * NCA_CHANNELS * sizeof *state);
    nca_grid_refresh(grid, model->config.alive_threshold);
  } else {
    nca_grid_reset(grid, model->config.alive_threshold);
  }
  nca_tape_begin(&rollout->tape, seed);
  rollout->phase = FORWARD;
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
