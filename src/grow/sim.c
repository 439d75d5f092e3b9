/* The simulation that is shown: one grid, one rule, a step counter. Steps themselves are in step.c. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/misuse.h"
#include "grow/grid.h"
#include "grow/render.h"
#include "grow/wound.h"
#include "kernels/loss.h"

struct nca_sim {
  nca_grid grid;
  nca_rule rule;
  uint32_t seed, num_steps;
  float angle_radians;
  void *memory; /* grid and rule lie in it */
};

/* Memory for rules of this shape and so many kinds: what *sim had is given back. The rest of *sim stays. false: no memory; then all of it stays. */
static bool take_memory(nca_sim *sim, int H, int W, const nca_shape *shape, int num_kinds) {
  nca_arena counted = { NULL, 0 };
  const uint64_t grid_bytes = nca_grid_size_bytes(H, W, shape), kinds_bytes = num_kinds > 1 ? (uint64_t)H * (uint64_t)W : 0;
  nca_rule rule;
  nca_arena_take(&counted, grid_bytes, 1);
  nca_rule_lay_out(&rule, &counted, shape, num_kinds);
  nca_arena_take(&counted, kinds_bytes, 1);
  nca_arena arena = { nca_arena_alloc(counted.used_bytes), 0 };
  if (!arena.block) return false;
  nca_arena_free(sim->memory);
  sim->memory = arena.block;
  nca_grid_init(&sim->grid, nca_arena_take(&arena, grid_bytes, 1), H, W, shape);
  nca_grid_set_angle(&sim->grid, sim->angle_radians);
  nca_rule_lay_out(&sim->rule, &arena, shape, num_kinds);
  uint8_t *kinds = nca_arena_take(&arena, kinds_bytes, 1);
  if (num_kinds > 1) sim->grid.kinds = memset(kinds, 0, (size_t)kinds_bytes);
  return true;
}

/* The memory that rules of this shape need, new where it was for others: then the grid is empty. */
static bool suit_memory(nca_sim *sim, const nca_shape *shape, int num_kinds) {
  return (nca_shape_is_alike(&sim->rule.config.shape, shape) && sim->rule.num_kinds == num_kinds)
      || take_memory(sim, sim->grid.shape.H, sim->grid.shape.W, shape, num_kinds);
}

nca_sim *nca_sim_create(const nca_sim_desc *desc) {
  NCA_ASSERT(desc && desc->height_cells > 0 && desc->width_cells > 0);
  NCA_ASSERT(desc->height_cells <= NCA_MAX_SIDE_CELLS && desc->width_cells <= NCA_MAX_SIDE_CELLS);
  const int H = desc->height_cells, W = desc->width_cells;
  const nca_shape usual = nca_shape_usual();
  nca_sim *sim = calloc(1, sizeof *sim);
  if (sim && !take_memory(sim, H, W, &usual, 1)) {
    free(sim);
    return NULL;
  }
  return sim;
}

void nca_sim_destroy(nca_sim *sim) {
  if (!sim) return;
  nca_arena_free(sim->memory);
  free(sim);
}

/* Other memory, with the same cells in it; those of several kinds must fit them. */
static bool move_to_memory(nca_sim *sim, const nca_shape *shape, int num_kinds) {
  nca_sim other = *sim;
  other.memory = NULL;
  if (!take_memory(&other, sim->grid.shape.H, sim->grid.shape.W, shape, num_kinds)) return false;
  nca_grid_copy(&other.grid, &sim->grid);
  if (nca_shape_is_alike(&sim->rule.config.shape, shape)) nca_rule_copy_goals(&other.rule, &sim->rule);
  nca_arena_free(sim->memory);
  *sim = other;
  return true;
}

bool nca_sim_set_model(nca_sim *sim, const nca_model *model) {
  NCA_ASSERT(sim && model && model->params && nca_config_valid(&model->config));
  if (!nca_shape_is_alike(&sim->rule.config.shape, &model->config.shape) && !move_to_memory(sim, &model->config.shape, 1)) return false;
  nca_rule_set(&sim->rule, &model->config, model->params);
  nca_grid_set_edge(&sim->grid, model->config.shape.edge);
  nca_grid_refresh(&sim->grid, model->config.alive_threshold); /* of fewer channels more cells are nothing; and it may be another threshold */
  return true;
}

void nca_sim_set_mix(nca_sim *sim, const float *weights) {
  NCA_ASSERT(sim && weights);
  nca_rule_set_mix(&sim->rule, 0, weights);
}

void nca_sim_set_goal(nca_sim *sim, int goal) {
  NCA_ASSERT(sim && goal >= 0 && goal < sim->rule.config.shape.goals);
  float weights[NCA_MAX_GOALS] = { 0.0f };
  weights[goal] = 1.0f;
  nca_sim_set_mix(sim, weights);
}

bool nca_sim_set_kinds(nca_sim *sim, const float *mixes, int num_kinds) {
  NCA_ASSERT(sim && mixes && num_kinds >= 1 && num_kinds <= NCA_MAX_KINDS);
  if (num_kinds != sim->rule.num_kinds) {
    if (!move_to_memory(sim, &sim->rule.config.shape, num_kinds)) return false;
    for (int64_t i = 0; sim->grid.kinds && i < (int64_t)sim->grid.shape.H * sim->grid.shape.W; i++)
      if (sim->grid.kinds[i] >= num_kinds) sim->grid.kinds[i] = 0; /* of a kind that is no more */
  }
  for (int kind = 0; kind < num_kinds; kind++) nca_rule_set_mix(&sim->rule, kind, mixes + kind * sim->rule.config.shape.goals);
  return true;
}

int nca_sim_num_kinds(const nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->rule.num_kinds;
}

uint8_t *nca_sim_kinds(nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->grid.kinds;
}

const float *nca_sim_mixes(const nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->rule.mixes;
}

void nca_sim_set_angle(nca_sim *sim, float angle_radians) {
  NCA_ASSERT(sim && isfinite(angle_radians));
  sim->angle_radians = angle_radians;
  nca_grid_set_angle(&sim->grid, angle_radians);
}

void nca_sim_reset(nca_sim *sim, uint32_t seed) {
  NCA_ASSERT(sim);
  nca_grid_reset(&sim->grid, sim->rule.config.alive_threshold);
  sim->seed = seed;
  sim->num_steps = 0;
}

void nca_sim_set_clock(nca_sim *sim, uint32_t seed, uint32_t num_steps) {
  NCA_ASSERT(sim);
  sim->seed = seed;
  sim->num_steps = num_steps;
}

void nca_sim_clear(nca_sim *sim) {
  NCA_ASSERT(sim);
  nca_grid_clear(&sim->grid);
}

void nca_step(nca_sim *sim, int num_steps) {
  NCA_ASSERT(sim && num_steps >= 0);
  for (int i = 0; i < num_steps; i++) nca_grid_step(&sim->grid, &sim->rule, sim->seed, sim->num_steps++, NULL);
}

void nca_sim_seed(nca_sim *sim, int x_cells, int y_cells) {
  nca_sim_seed_kind(sim, x_cells, y_cells, 0);
}

void nca_sim_seed_kind(nca_sim *sim, int x_cells, int y_cells, int kind) {
  NCA_ASSERT(sim && kind >= 0 && kind < sim->rule.num_kinds);
  const nca_bits_shape shape = sim->grid.shape;
  if (x_cells < 0 || y_cells < 0 || x_cells >= shape.W || y_cells >= shape.H) return;
  nca_grid_seed(&sim->grid, x_cells, y_cells, sim->rule.config.alive_threshold);
  if (sim->grid.kinds) sim->grid.kinds[(int64_t)y_cells * shape.W + x_cells] = (uint8_t)kind;
}

void nca_sim_graft(nca_sim *sim, const nca_wound *where, int kind) {
  NCA_ASSERT(sim && where && nca_wound_valid(where) && kind >= 0 && kind < sim->rule.num_kinds);
  nca_grid_graft(&sim->grid, where, (uint8_t)kind);
}

void nca_sim_wound(nca_sim *sim, const nca_wound *wound) {
  NCA_ASSERT(sim && wound && nca_wound_valid(wound));
  nca_grid_wound(&sim->grid, wound);
}

void nca_sim_noise(nca_sim *sim, const nca_wound *where, uint32_t seed) {
  NCA_ASSERT(sim && where && nca_wound_valid(where));
  nca_grid_noise(&sim->grid, where, seed, sim->rule.config.alive_threshold);
}

void nca_sim_damage(nca_sim *sim, float x_cells, float y_cells, float radius_cells) {
  nca_sim_wound(sim, &(nca_wound){ .shape = NCA_WOUND_DISC, .x_cells = x_cells, .y_cells = y_cells, .size_cells = radius_cells });
}

float *nca_sim_state(nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->grid.state;
}

const float *nca_sim_cells(const nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->grid.state;
}

nca_sim *nca_sim_clone(const nca_sim *sim) {
  NCA_ASSERT(sim);
  nca_sim *clone = nca_sim_create(&(nca_sim_desc){ .height_cells = sim->grid.shape.H, .width_cells = sim->grid.shape.W });
  if (clone && !nca_sim_restore(clone, sim)) {
    nca_sim_destroy(clone);
    return NULL;
  }
  return clone;
}

bool nca_sim_restore(nca_sim *sim, const nca_sim *snapshot) {
  NCA_ASSERT(sim && snapshot && sim->grid.shape.H == snapshot->grid.shape.H && sim->grid.shape.W == snapshot->grid.shape.W);
  if (!suit_memory(sim, &snapshot->rule.config.shape, snapshot->rule.num_kinds)) return false;
  nca_grid_copy(&sim->grid, &snapshot->grid);
  nca_rule_copy(&sim->rule, &snapshot->rule);
  sim->seed = snapshot->seed;
  sim->num_steps = snapshot->num_steps;
  sim->angle_radians = snapshot->angle_radians;
  return true;
}

void nca_sim_state_changed(nca_sim *sim) {
  NCA_ASSERT(sim);
  nca_grid_refresh(&sim->grid, sim->rule.config.alive_threshold);
}

int nca_sim_height(const nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->grid.shape.H;
}

int nca_sim_width(const nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->grid.shape.W;
}

uint32_t nca_sim_num_steps(const nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->num_steps;
}

uint32_t nca_sim_fire_seed(const nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->seed;
}

float nca_sim_angle(const nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->angle_radians;
}

nca_config nca_sim_config(const nca_sim *sim) {
  NCA_ASSERT(sim);
  return sim->rule.config;
}

int nca_sim_num_alive(const nca_sim *sim) {
  NCA_ASSERT(sim);
  const nca_grid *grid = &sim->grid;
  uint64_t alive_y[NCA_BITS_MAX_WORDS];
  int row_begin, row_end, count = 0;
  nca_grid_find_rows(&row_begin, &row_end, grid, 1);
  for (int y = row_begin; y < row_end; y++) {
    nca_bits_dilate_row(alive_y, grid->hot, grid->shape, y, 1);
    for (int w = 0; w < grid->shape.words; w++) count += __builtin_popcountll(alive_y[w]);
  }
  return count;
}

void nca_sim_rgba(const nca_sim *sim, uint8_t *rgba) {
  NCA_ASSERT(sim && rgba);
  nca_render(rgba, sim->grid.state, sim->grid.shape.H, sim->grid.shape.W, sim->grid.C, sim->rule.config.premultiplied);
}

double nca_sim_loss(const nca_sim *sim, const float *target) {
  NCA_ASSERT(sim && target);
  return nca_loss_forward(sim->grid.state, sim->grid.C, target, sim->grid.shape.H, sim->grid.shape.W);
}

void nca_sim_inspect(const nca_sim *sim, float *perceived, float *delta) {
  NCA_ASSERT(sim);
  nca_grid_inspect(&sim->grid, &sim->rule, perceived, delta);
}
