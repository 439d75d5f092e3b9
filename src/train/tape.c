/* Back-propagation through time, written by hand: the backward of a step is its forward (step.c) read upwards. */
#include "train/tape.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/misuse.h"
#include "grow/cell.h"
#include "kernels/kernels.h"

/* Cells that may fire in a whole tape. The number is a sum of independent draws, so twelve standard deviations above its
 * mean is never reached; the tape then is hardly larger than what is used. A step rounds up to 4 cells. */
static int64_t tape_capacity(int H, int W, int max_steps, double fire_rate) {
  const double draws = (double)H * W * max_steps, mean = draws * fire_rate;
  const double bound = mean + 12.0 * sqrt(mean * (1.0 - fire_rate)) + 1.0;
  return (int64_t)(bound < draws ? bound : draws) + 4 * (int64_t)max_steps;
}

/* For hidden layers that are kept: 16 MB, in the usual shape of what a flake fires in 96 steps that fills two thirds of 32x32, or of 48x48 a third,
 * as flakes do. More is asked for only by those that have not yet learnt where to stop. */
enum { HIDDEN_BUDGET_FLOATS = 4 * 1024 * 1024 };

static uint64_t lay_out(nca_tape *tape, void *memory, int H, int W, int max_steps, const nca_config *config) {
  nca_arena arena = { memory, 0 };
  const nca_shape *of = &config->shape;
  *tape = (nca_tape){ .max_steps = max_steps, .capacity = tape_capacity(H, W, max_steps, config->fire_rate), .fire_rate = config->fire_rate,
                      .P = nca_layout_of(of).perceived, .D = of->hidden, .num_saved = nca_perception_of(of->filters)->saved_planes * of->channels };
  const int64_t budget = HIDDEN_BUDGET_FLOATS / of->hidden / 4 * 4;
  tape->hidden_capacity = tape->capacity < budget ? tape->capacity : budget;
  const uint64_t C = (uint64_t)of->channels, P = (uint64_t)tape->P, D = (uint64_t)tape->D;
  const nca_bits_shape shape = nca_bits_shape_of(H, W);
  const uint64_t num_cells = (uint64_t)H * (uint64_t)W, steps = (uint64_t)max_steps, capacity = (uint64_t)tape->capacity;
  void *grid_memory = nca_arena_take(&arena, nca_grid_size_bytes(H, W, of), 1);
  if (memory) {
    nca_grid_init(&tape->grid, grid_memory, H, W, of);
    nca_grid_set_edge(&tape->grid, config->shape.edge);
  }
  tape->steps = nca_arena_take(&arena, steps, sizeof(nca_tape_entry));
  tape->keep = nca_arena_take(&arena, steps * (uint64_t)nca_bits_size(shape), sizeof(uint64_t));
  tape->cells = nca_arena_take(&arena, capacity, sizeof(int32_t));
  tape->perceived = nca_arena_take(&arena, capacity * P, sizeof(float));
  tape->saved = nca_arena_take(&arena, capacity * (uint64_t)tape->num_saved, sizeof(float));
  tape->hidden = nca_arena_take(&arena, (uint64_t)tape->hidden_capacity * D, sizeof(float));
  tape->dstate = nca_arena_take(&arena, (num_cells + 1) * C, sizeof(float));
  tape->ddelta = nca_arena_take(&arena, (num_cells + 3) * C, sizeof(float));
  tape->dhidden = nca_arena_take(&arena, NCA_CHUNK_CELLS * D, sizeof(float));
  tape->dperceived = nca_arena_take(&arena, NCA_CHUNK_CELLS * P, sizeof(float));
  return arena.used_bytes;
}

uint64_t nca_tape_size_bytes(int H, int W, int max_steps, const nca_config *config) {
  nca_tape tape;
  return lay_out(&tape, NULL, H, W, max_steps, config);
}

void nca_tape_init(nca_tape *tape, void *memory, int H, int W, int max_steps, const nca_config *config) {
  NCA_ASSERT(tape && memory && max_steps > 0 && nca_config_valid(config));
  lay_out(tape, memory, H, W, max_steps, config);
}

void nca_tape_begin(nca_tape *tape, uint32_t seed) {
  tape->seed = seed;
  tape->num_steps = 0;
  tape->used = 0;
}

static uint64_t *keep_of_step(const nca_tape *tape, int step) {
  return tape->keep + step * nca_bits_size(tape->grid.shape);
}

void nca_tape_forward(nca_tape *tape, const nca_rule *rule) {
  NCA_ASSERT(tape->num_steps < tape->max_steps);
  const int step = tape->num_steps++;
  const int64_t left = tape->capacity - tape->used, hidden_left = tape->hidden_capacity - tape->used;
  nca_step_record record = {
    .cells = tape->cells + tape->used,
    .perceived = tape->perceived + tape->used * tape->P,
    .saved = tape->saved + tape->used * tape->num_saved,
    .hidden = hidden_left > 0 ? tape->hidden + tape->used * tape->D : NULL,
    .keep = keep_of_step(tape, step),
    .capacity = left < INT32_MAX ? (int)left : INT32_MAX,
    .hidden_capacity = hidden_left > 0 ? (int)hidden_left : 0,
  };
  nca_grid_step(&tape->grid, rule, tape->seed, (uint32_t)step, &record);
  tape->steps[step] = (nca_tape_entry){ .num_cells = record.num_cells, .first = tape->used };
  tape->used += nca_round_up_4(record.num_cells);
}

/* forward: state *= keep, so dstate *= keep */
static void alive_backward(float *dstate, const uint64_t *keep, nca_bits_shape shape, int C) {
  for (int y = 0; y < shape.H; y++) {
    for (int x0 = 0; x0 < shape.W; x0 += 64) {
      const uint64_t alive = keep[(int64_t)y * shape.words + x0 / 64];
      float *dstate_yx = dstate + ((int64_t)y * shape.W + x0) * C;
      const int num_cells = shape.W - x0 < 64 ? shape.W - x0 : 64;
      if (!alive) {
        memset(dstate_yx, 0, (size_t)(num_cells * C) * sizeof(float));
        continue;
      }
      for (int i = 0; i < num_cells; i++)
        if (!(alive >> i & 1)) nca_cell_clear(dstate_yx + i * C, C);
    }
  }
}

/* forward: state[cell] += delta for the cells that fire, so ddelta = dstate there, and dstate itself passes on */
static void fire_backward(float *ddelta, const float *dstate, const int32_t *cells, int num_cells, int C) {
  for (int n = 0; n < num_cells; n++) nca_cell_copy(ddelta + n * C, dstate + (int64_t)cells[n] * C, C);
  memset(ddelta + num_cells * C, 0, (size_t)((nca_round_up_4(num_cells) - num_cells) * C) * sizeof(float));
}

void nca_tape_begin_backward(nca_tape *tape) {
  const nca_bits_shape shape = tape->grid.shape;
  memset(tape->dstate, 0, ((size_t)shape.H * (size_t)shape.W + 1) * (size_t)tape->grid.C * sizeof(float));
}

/* Rows of a chunk that are to be summed, of the tape and of ddelta. */
typedef struct {
  int32_t *cells;
  float *perceived, *saved, *hidden; /* hidden NULL: it was not kept */
  float *ddelta;
  int num_cells;
  int C, P, D, num_saved; /* floats of a row */
} chunk;

static bool has_finite_sum(const float *values, int count) {
  float sums[4] = { 0.0f };
  for (int i = 0; i < count; i += 4)
    for (int lane = 0; lane < 4; lane++) sums[lane] += values[i + lane];
  return isfinite(sums[0] + sums[1] + sums[2] + sums[3]);
}

/* A cell that died, or that nothing learns from, has a gradient of zeros. Adding zeros changes nothing, so it needs no products; but what
 * overflowed gives NaN even times zero, and is to be noticed. */
static bool counts(const chunk *of, int n) {
  if (!nca_cell_is_zero(of->ddelta + n * of->C, of->C)) return true;
  return !(of->hidden ? has_finite_sum(of->hidden + n * of->D, of->D) : has_finite_sum(of->perceived + n * of->P, of->P));
}

/* Close the gaps, where that saves rows at all: they come by fours. In place, as nothing on the tape is read twice. */
static void drop_zero_rows(chunk *of) {
  bool is_counted[NCA_CHUNK_CELLS];
  int num_left = 0;
  for (int n = 0; n < of->num_cells; n++) num_left += is_counted[n] = counts(of, n);
  if (nca_round_up_4(num_left) == nca_round_up_4(of->num_cells)) return;
  const int C = of->C, P = of->P, D = of->D;
  int to = 0;
  for (int n = 0; n < of->num_cells; n++) {
    if (!is_counted[n]) continue;
    if (to != n) {
      of->cells[to] = of->cells[n];
      nca_cell_copy(of->ddelta + to * C, of->ddelta + n * C, C);
      memcpy(of->perceived + to * P, of->perceived + n * P, (size_t)P * sizeof(float));
      memcpy(of->saved + to * of->num_saved, of->saved + n * of->num_saved, (size_t)of->num_saved * sizeof(float));
      if (of->hidden) memcpy(of->hidden + to * D, of->hidden + n * D, (size_t)D * sizeof(float));
    }
    to++;
  }
  const int N = nca_round_up_4(to);
  memset(of->ddelta + to * C, 0, (size_t)((N - to) * C) * sizeof(float)); /* so that it does not matter what else the last rows hold */
  of->num_cells = to;
}

/* forward: b1 = sum of weights[goal] goals[goal]. grads [G][D] */
static void mixed_bias_backward(float *grads, const float *dhidden, const nca_rule *rule, int N) {
  const int G = rule->config.shape.goals, D = rule->config.shape.hidden;
  float sum[NCA_MAX_HIDDEN];
  bool is_summed = false;
  for (int goal = 0; goal < G; goal++) {
    const float weight = rule->mixes[rule->kind * G + goal];
    float *row = grads + goal * D;
    if (weight == 1.0f) {
      nca_dense_backward_bias(row, dhidden, N, D);
    } else if (weight != 0.0f) {
      if (!is_summed) {
        memset(sum, 0, (size_t)D * sizeof *sum);
        nca_dense_backward_bias(sum, dhidden, N, D);
      }
      is_summed = true;
      for (int d = 0; d < D; d++) row[d] += weight * sum[d];
    }
  }
}

static void chunk_backward(nca_tape *tape, const nca_rule *rule, const chunk *of, float *grads) {
  const int N = nca_round_up_4(of->num_cells), C = of->C, P = of->P, D = of->D;
  const nca_layout *at = &rule->layout;
  const nca_products products = rule->products;
  const float *hidden = of->hidden;
  if (!hidden) {
    nca_dense_relu_forward(products, tape->grid.hidden, of->perceived, rule->w1_forward, rule->b1 + rule->kind * D, N, P, D);
    hidden = tape->grid.hidden;
  }
  /* forward: delta = W2 hidden + b2 */
  nca_dense_backward_weight(products, grads + at->w2, of->ddelta, hidden, N, C, D);
  nca_dense_backward_bias(grads + at->b2, of->ddelta, N, C);
  nca_dense_relu_backward_input(products, tape->dhidden, of->ddelta, rule->w2_backward, hidden, N, C, D);
  /* forward: hidden = relu(W1 perceived + b1) */
  nca_dense_backward_weight(products, grads + at->w1, tape->dhidden, of->perceived, N, D, P);
  mixed_bias_backward(grads + at->b1, tape->dhidden, rule, N);
  nca_dense_backward_input(products, tape->dperceived, tape->dhidden, rule->w1_backward, N, D, P);
  nca_perceive_backward_of(rule->config.shape.filters)(tape->dstate, tape->dperceived, of->saved, of->cells, of->num_cells, tape->grid.shape.H,
                                                    tape->grid.shape.W, C, rule->config.sobel_scale, rule->config.shape.edge);
}

/* The sums of a chunk are added up by themselves first: which cells make up a chunk is part of the bits. */
void nca_tape_backward(nca_tape *tape, const nca_rule *rule, float *grads) {
  NCA_ASSERT(tape->num_steps > 0);
  const int step = --tape->num_steps, C = tape->grid.C, P = tape->P, D = tape->D;
  const nca_tape_entry entry = tape->steps[step];
  tape->used = entry.first;
  alive_backward(tape->dstate, keep_of_step(tape, step), tape->grid.shape, C);
  fire_backward(tape->ddelta, tape->dstate, tape->cells + entry.first, entry.num_cells, C); /* of all cells, before the first one adds to its neighbours */
  for (int first = 0; first < entry.num_cells; first += NCA_CHUNK_CELLS) {
    const int left = entry.num_cells - first;
    const int64_t at = entry.first + first;
    chunk of = { .cells = tape->cells + at, .perceived = tape->perceived + at * P, .saved = tape->saved + at * tape->num_saved, .C = C, .P = P, .D = D,
                 .num_saved = tape->num_saved, .ddelta = tape->ddelta + first * C, .num_cells = left < NCA_CHUNK_CELLS ? left : NCA_CHUNK_CELLS };
    if (at + nca_round_up_4(of.num_cells) <= tape->hidden_capacity) of.hidden = tape->hidden + at * D;
    drop_zero_rows(&of);
    if (of.num_cells > 0) chunk_backward(tape, rule, &of, grads);
  }
}
