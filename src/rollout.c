/* Back-propagation through time, written by hand: the backward of a step is its forward (step.c) read upwards. */
#include "rollout.h"

#include <math.h>
#include <string.h>

#include "arena.h"
#include "kernels.h"
#include "misuse.h"
#include "params.h"

enum { C = NCA_CHANNELS, P = NCA_PERCEIVED, D = NCA_HIDDEN };

/* Cells that may fire in a whole rollout. The number is a sum of independent draws, so twelve standard deviations above its
 * mean is never reached; the tape then is hardly larger than what is used. A step rounds up to 4 cells. */
static int64_t tape_capacity(int H, int W, int max_steps, double fire_rate) {
  const double draws = (double)H * W * max_steps, mean = draws * fire_rate;
  const double bound = mean + 12.0 * sqrt(mean * (1.0 - fire_rate)) + 1.0;
  return (int64_t)(bound < draws ? bound : draws) + 4 * (int64_t)max_steps;
}

/* Cells whose hidden layer is kept, 16 MB: what a flake fires in 96 steps that fills two thirds of 32x32, or of 48x48 a third, as flakes do. More
 * is asked for only by those that have not yet learnt where to stop. */
enum { HIDDEN_BUDGET_CELLS = 32 * 1024 };

static uint64_t lay_out(nca_rollout *rollout, void *memory, int H, int W, int max_steps, double fire_rate) {
  nca_arena arena = { memory, 0 };
  *rollout = (nca_rollout){ .max_steps = max_steps, .capacity = tape_capacity(H, W, max_steps, fire_rate) };
  rollout->hidden_capacity = rollout->capacity < HIDDEN_BUDGET_CELLS ? rollout->capacity : HIDDEN_BUDGET_CELLS;
  const nca_bits_shape shape = nca_bits_shape_of(H, W);
  const uint64_t num_cells = (uint64_t)H * (uint64_t)W, steps = (uint64_t)max_steps, capacity = (uint64_t)rollout->capacity;
  void *grid_memory = nca_arena_take(&arena, nca_grid_size_bytes(H, W), 1);
  if (memory) nca_grid_init(&rollout->grid, grid_memory, H, W);
  rollout->steps = nca_arena_take(&arena, steps, sizeof(nca_tape_entry));
  rollout->keep = nca_arena_take(&arena, steps * (uint64_t)nca_bits_size(shape), sizeof(uint64_t));
  rollout->cells = nca_arena_take(&arena, capacity, sizeof(int32_t));
  rollout->perceived = nca_arena_take(&arena, capacity * P, sizeof(float));
  rollout->hidden = nca_arena_take(&arena, (uint64_t)rollout->hidden_capacity * D, sizeof(float));
  rollout->dstate = nca_arena_take(&arena, (num_cells + 1) * C, sizeof(float));
  rollout->ddelta = nca_arena_take(&arena, (num_cells + 3) * C, sizeof(float));
  rollout->dhidden = nca_arena_take(&arena, NCA_CHUNK_CELLS * D, sizeof(float));
  rollout->dperceived = nca_arena_take(&arena, NCA_CHUNK_CELLS * P, sizeof(float));
  return arena.used_bytes;
}

uint64_t nca_rollout_size_bytes(int H, int W, int max_steps, double fire_rate) {
  nca_rollout rollout;
  return lay_out(&rollout, NULL, H, W, max_steps, fire_rate);
}

void nca_rollout_init(nca_rollout *rollout, void *memory, int H, int W, int max_steps, double fire_rate) {
  NCA_ASSERT(rollout && memory && max_steps > 0 && fire_rate > 0.0 && fire_rate <= 1.0);
  lay_out(rollout, memory, H, W, max_steps, fire_rate);
}

void nca_rollout_begin(nca_rollout *rollout, uint32_t seed) {
  rollout->seed = seed;
  rollout->num_steps = 0;
  rollout->used = 0;
}

static uint64_t *keep_of_step(const nca_rollout *rollout, int step) {
  return rollout->keep + step * nca_bits_size(rollout->grid.shape);
}

void nca_rollout_forward(nca_rollout *rollout, const nca_rule *rule) {
  NCA_ASSERT(rollout->num_steps < rollout->max_steps);
  const int step = rollout->num_steps++;
  const int64_t left = rollout->capacity - rollout->used, hidden_left = rollout->hidden_capacity - rollout->used;
  nca_step_record record = {
    .cells = rollout->cells + rollout->used,
    .perceived = rollout->perceived + rollout->used * P,
    .hidden = hidden_left > 0 ? rollout->hidden + rollout->used * D : NULL,
    .keep = keep_of_step(rollout, step),
    .capacity = left < INT32_MAX ? (int)left : INT32_MAX,
    .hidden_capacity = hidden_left > 0 ? (int)hidden_left : 0,
  };
  nca_grid_step(&rollout->grid, rule, rollout->seed, (uint32_t)step, &record);
  rollout->steps[step] = (nca_tape_entry){ .num_cells = record.num_cells, .first = rollout->used };
  rollout->used += nca_round_up_4(record.num_cells);
}

/* forward: state *= keep, so dstate *= keep */
static void alive_backward(float *dstate, const uint64_t *keep, nca_bits_shape shape) {
  for (int y = 0; y < shape.H; y++) {
    for (int x0 = 0; x0 < shape.W; x0 += 64) {
      const uint64_t alive = keep[(int64_t)y * shape.words + x0 / 64];
      float *dstate_yx = dstate + ((int64_t)y * shape.W + x0) * C;
      const int num_cells = shape.W - x0 < 64 ? shape.W - x0 : 64;
      if (!alive) {
        memset(dstate_yx, 0, (size_t)num_cells * C * sizeof(float));
        continue;
      }
      for (int i = 0; i < num_cells; i++)
        if (!(alive >> i & 1)) memset(dstate_yx + i * C, 0, C * sizeof(float));
    }
  }
}

/* forward: state[cell] += delta for the cells that fire, so ddelta = dstate there, and dstate itself passes on */
static void fire_backward(float *ddelta, const float *dstate, const int32_t *cells, int num_cells) {
  for (int n = 0; n < num_cells; n++) memcpy(ddelta + n * C, dstate + (int64_t)cells[n] * C, C * sizeof(float));
  memset(ddelta + num_cells * C, 0, (size_t)(nca_round_up_4(num_cells) - num_cells) * C * sizeof(float));
}

/* The hidden layer of N cells from this place on: as it was kept, or computed again. */
static const float *hidden_of(const nca_rollout *rollout, const nca_rule *rule, int64_t at, int N) {
  if (at + N <= rollout->hidden_capacity) return rollout->hidden + at * D;
  nca_dense_relu_forward(rule->products, rollout->grid.hidden, rollout->perceived + at * P, rule->w1_forward, rule->b1, N, P, D);
  return rollout->grid.hidden;
}

void nca_rollout_begin_backward(nca_rollout *rollout) {
  const nca_bits_shape shape = rollout->grid.shape;
  memset(rollout->dstate, 0, ((size_t)shape.H * (size_t)shape.W + 1) * C * sizeof(float));
}

void nca_rollout_backward(nca_rollout *rollout, const nca_rule *rule, float *grads) {
  NCA_ASSERT(rollout->num_steps > 0);
  const nca_bits_shape shape = rollout->grid.shape;
  const int step = --rollout->num_steps;
  const nca_tape_entry entry = rollout->steps[step];
  const int32_t *cells = rollout->cells + entry.first;
  rollout->used = entry.first;

  alive_backward(rollout->dstate, keep_of_step(rollout, step), shape);
  fire_backward(rollout->ddelta, rollout->dstate, cells, entry.num_cells); /* of all cells, before the first one adds to its neighbours */
  for (int first = 0; first < entry.num_cells; first += NCA_CHUNK_CELLS) {
    const int left = entry.num_cells - first, num_cells = left < NCA_CHUNK_CELLS ? left : NCA_CHUNK_CELLS;
    const int N = nca_round_up_4(num_cells);
    const float *perceived = rollout->perceived + (entry.first + first) * P, *ddelta = rollout->ddelta + first * C;
    const float *hidden = hidden_of(rollout, rule, entry.first + first, N);
    /* forward: delta = W2 hidden + b2 */
    nca_dense_backward_weight(rule->products, grads + NCA_OFFSET_W2, ddelta, hidden, N, C, D);
    nca_dense_backward_bias(grads + NCA_OFFSET_B2, ddelta, N, C);
    nca_dense_relu_backward_input(rule->products, rollout->dhidden, ddelta, rule->w2_backward, hidden, N, C, D);
    /* forward: hidden = relu(W1 perceived + b1) */
    nca_dense_backward_weight(rule->products, grads + NCA_OFFSET_W1, rollout->dhidden, perceived, N, D, P);
    nca_dense_backward_bias(grads + NCA_OFFSET_B1, rollout->dhidden, N, D);
    nca_dense_backward_input(rule->products, rollout->dperceived, rollout->dhidden, rule->w1_backward, N, D, P);
    nca_perceive_backward(rollout->dstate, rollout->dperceived, cells + first, num_cells, shape.H, shape.W, rule->config.sobel_scale);
  }
}
