/* One step of the automaton: perceive, update, fire, live.
 *
 * Exact, but only where it can matter. Which cells fire is known before anything is computed, and a cell far from the flake
 * stays zero, so the firing cells near the flake are gathered into packed rows, a chunk at a time, and run through the dense products.
 * Which these are, alive.c says. A cell that sees nothing but zeros takes a constant, computed once.
 *
 * The state is advanced in place. A cell must see its neighbours as they were, so an update waits until no cell still to be
 * perceived touches it: updates lag perception by as many rows as a cell sees. What the last rows see below
 * the grid, on a torus the first ones, they see in copies. */
#include <string.h>

#include "base/misuse.h"
#include "grow/alive.h"
#include "grow/cell.h"
#include "grow/fire.h"
#include "grow/grid.h"
#include "kernels/kernels.h"

/* gx' = gx cos - gy sin, gy' = gx sin + gy cos */
static void rotate_gradients(float *perceived, int num_cells, int P, int C, float cos_angle, float sin_angle) {
  for (int n = 0; n < num_cells; n++) {
    float *gx = perceived + n * P + C, *gy = gx + C;
    for (int c = 0; c < C; c++) {
      const float x = gx[c], y = gy[c];
      gx[c] = x * cos_angle - y * sin_angle;
      gy[c] = x * sin_angle + y * cos_angle;
    }
  }
}

static int kind_of(const nca_grid *grid, const nca_rule *rule, int32_t cell) {
  return grid->kinds ? grid->kinds[cell] : rule->kind;
}

void nca_grid_update(float *perceived, float *saved, float *hidden, float *delta, const nca_grid *grid, const nca_rule *rule, const int32_t *cells,
                     int num_cells) {
  const int N = nca_round_up_4(num_cells), C = rule->config.shape.channels, P = rule->layout.perceived, D = rule->config.shape.hidden;
  const nca_perception *perception = nca_perception_of(rule->config.shape.filters);
  perception->forward(perceived, saved, grid->state, cells, num_cells, grid->shape.H, grid->shape.W, C, rule->config.sobel_scale, rule->config.shape.edge);
  if (perception->turns && (grid->sin_angle != 0.0f || grid->cos_angle != 1.0f))
    rotate_gradients(perceived, num_cells, P, C, grid->cos_angle, grid->sin_angle);
  memset(perceived + num_cells * P, 0, (size_t)((N - num_cells) * P) * sizeof(float));
  /* Run by run of one kind. The rows up to the next multiple of 4 belong to the next run, which overwrites them. */
  for (int first = 0, end; first < num_cells; first = end) {
    const int kind = kind_of(grid, rule, cells[first]);
    end = grid->kinds ? first + 1 : num_cells;
    while (end < num_cells && kind_of(grid, rule, cells[end]) == kind) end++;
    const int rows = nca_round_up_4(end - first);
    nca_dense_relu_forward(rule->products, hidden + first * D, perceived + first * P, rule->w1_forward, rule->b1 + kind * D, rows, P, D);
    nca_dense_forward(rule->products, delta + first * C, hidden + first * D, rule->w2_forward, rule->b2, rows, D, C);
  }
}

/* A step in the making. */
typedef struct {
  nca_grid *grid;
  const nca_rule *rule;
  nca_step_record *record;
  int num_done;    /* pending cells whose update is known */
  int num_pending; /* and those that wait for the next chunk, */
  int num_work;    /* of which so many have to be computed */
} stepper;

/* Perceive and update the cells of one chunk, and remember what its backward pass needs. */
static void record_chunk(stepper *s) {
  nca_grid *grid = s->grid;
  nca_step_record *record = s->record;
  const int num_cells = s->num_work, N = nca_round_up_4(num_cells);
  NCA_ASSERT(record->num_cells + N <= record->capacity);
  const int P = s->rule->layout.perceived, D = s->rule->config.shape.hidden;
  const int num_saved = nca_perception_of(s->rule->config.shape.filters)->saved_planes * grid->C;
  float *perceived = record->perceived + (int64_t)record->num_cells * P, *hidden = grid->hidden;
  float *saved = num_saved > 0 ? record->saved + (int64_t)record->num_cells * num_saved : NULL;
  if (record->num_cells + N <= record->hidden_capacity) hidden = record->hidden + (int64_t)record->num_cells * D;
  memcpy(record->cells + record->num_cells, grid->work_cells, (size_t)num_cells * sizeof *grid->work_cells);
  record->num_cells += num_cells;
  nca_grid_update(perceived, saved, hidden, grid->work_delta, grid, s->rule, grid->work_cells, num_cells);
}

/* The updates of one chunk become known; the last chunk of a step may be short. */
static void compute_chunk(stepper *s) {
  nca_grid *grid = s->grid;
  s->num_done = s->num_pending;
  if (s->num_work == 0) return; /* nothing fires, or nothing of it has to be computed */
  if (s->record) record_chunk(s);
  else nca_grid_update(grid->perceived, NULL, grid->hidden, grid->work_delta, grid, s->rule, grid->work_cells, s->num_work);
  const int C = grid->C;
  for (int i = 0; i < s->num_work; i++) nca_cell_copy(grid->pending_delta + grid->work_at[i] * C, grid->work_delta + i * C, C);
  s->num_work = 0;
}

static void add_cell(stepper *s, int32_t cell, bool perceives) {
  nca_grid *grid = s->grid;
  const int at = s->num_pending++;
  grid->pending_cells[at] = cell;
  if (perceives) {
    grid->work_cells[s->num_work] = cell;
    grid->work_at[s->num_work++] = at;
  } else {
    nca_cell_copy(grid->pending_delta + at * grid->C, s->rule->empty_delta + kind_of(grid, s->rule, cell) * grid->C, grid->C);
  }
}

static void keep_before(nca_grid *grid, int32_t cell) {
  const int C = grid->C;
  grid->before_cells[grid->num_before] = cell;
  nca_cell_copy(grid->before + (int64_t)grid->num_before++ * C, grid->state + (int64_t)cell * C, C);
}

/* Add the known updates of all cells below `end`. */
static void apply_updates(stepper *s, int32_t end) {
  nca_grid *grid = s->grid;
  const double threshold = s->rule->config.alive_threshold;
  const int C = grid->C;
  int num_applied = 0;
  for (; num_applied < s->num_done && grid->pending_cells[num_applied] < end; num_applied++) {
    const int32_t cell = grid->pending_cells[num_applied];
    float *state = grid->state + (int64_t)cell * C;
    const float *delta = grid->pending_delta + num_applied * C;
    const int y = cell / grid->shape.W, x = cell % grid->shape.W;
    if (grid->keeps_before && nca_bits_row(grid->zone, grid->shape, y)[x / 64] & nca_bits_of(x)) keep_before(grid, cell);
    nca_cell_add(state, delta, C);
    nca_bits_put(grid->hot, grid->shape, x, y, (double)state[NCA_ALPHA] > threshold);
  }
  s->num_done -= num_applied;
  s->num_pending -= num_applied;
  memmove(grid->pending_cells, grid->pending_cells + num_applied, (size_t)s->num_pending * sizeof(int32_t));
  memmove(grid->pending_delta, grid->pending_delta + num_applied * C, (size_t)s->num_done * (size_t)C * sizeof(float));
}

/* The cells of rows row_begin .. row_end whose update can matter go to `keep`, those of them that fire to `fires`. */
static void find_firing_cells(nca_grid *grid, const nca_rule *rule, nca_fire fire, int row_begin, int row_end) {
  const nca_bits_shape shape = grid->shape;
  for (int y = row_begin; y < row_end; y++) {
    uint64_t *work_y = nca_bits_row(grid->keep, shape, y), *fires_y = nca_bits_row(grid->fires, shape, y);
    nca_alive_work_row(work_y, nca_alive_of(rule->config.shape.alive), rule->spontaneous, grid->reach, grid->nonzero, grid->hot, shape, y);
    for (int w = 0; w < shape.words; w++)
      fires_y[w] = work_y[w] ? work_y[w] & nca_fire_word(fire.key, (uint32_t)(y * shape.W + w * 64), fire.threshold) : 0;
  }
}

/* near_y [words]: the cells of a row that may perceive anything but zeros. A tape holds all cells that fire, in their order, so where one is
 * kept all count as such. */
static void find_near(uint64_t *near_y, const stepper *s, int y) {
  const nca_bits_shape shape = s->grid->shape;
  if (s->record || nca_alive_of(s->rule->config.shape.alive)->needs_life_before) nca_bits_fill_row(near_y, shape);
  else nca_bits_dilate_row(near_y, s->grid->nonzero, shape, y, s->grid->reach);
}

static void update_firing_cells(nca_grid *grid, const nca_rule *rule, int row_begin, int row_end, nca_step_record *record) {
  const nca_bits_shape shape = grid->shape;
  stepper s = { .grid = grid, .rule = rule, .record = record };
  uint64_t near_y[NCA_BITS_MAX_WORDS];
  for (int y = row_begin; y < row_end; y++) {
    find_near(near_y, &s, y);
    for (int w = 0; w < shape.words; w++) {
      for (uint64_t word = nca_bits_row(grid->fires, shape, y)[w]; word; word &= word - 1) {
        const int bit = nca_bits_lowest(word);
        add_cell(&s, y * shape.W + w * 64 + bit, near_y[w] >> bit & 1);
        if (s.num_work < NCA_CHUNK_CELLS && s.num_pending - s.num_done < NCA_MAX_UNKNOWN_CELLS) continue;
        compute_chunk(&s);
        apply_updates(&s, (y - grid->reach) * shape.W); /* the next cell lies in row y or below and sees so many rows above it */
      }
    }
  }
  compute_chunk(&s);
  apply_updates(&s, INT32_MAX);
}

/* Zero what does not live, and leave the sets of cells as the next step wants them. */
static void apply_alive_rule(nca_grid *grid, const nca_rule *rule, int row_begin, int row_end) {
  const nca_bits_shape shape = grid->shape;
  const int C = grid->C;
  const nca_alive *alive = nca_alive_of(rule->config.shape.alive);
  for (int y = row_begin; y < row_end; y++) alive->keep_row(grid, y); /* before anything dies: a row decides about the next one too */
  grid->row_begin = grid->row_end = 0;
  for (int y = row_begin; y < row_end; y++) {
    uint64_t any = 0;
    for (int w = 0; w < shape.words; w++) {
      const int64_t yw = (int64_t)y * shape.words + w;
      const uint64_t touched = grid->nonzero[yw] | grid->fires[yw];
      for (uint64_t dead = touched & ~grid->keep[yw]; dead; dead &= dead - 1)
        nca_cell_clear(grid->state + ((int64_t)y * shape.W + w * 64 + nca_bits_lowest(dead)) * C, C);
      grid->hot[yw] &= grid->keep[yw];
      grid->nonzero[yw] = touched & grid->keep[yw];
      any |= grid->nonzero[yw];
    }
    if (!any) continue;
    if (grid->row_begin == grid->row_end) grid->row_begin = y;
    grid->row_end = y + 1;
  }
}

/* Rows that the last step used and this one does not must not keep their old bits. */
static void clear_rows(nca_grid *grid, int row_begin, int row_end) {
  if (row_begin >= row_end) return;
  const size_t at = (size_t)row_begin * (size_t)grid->shape.words;
  const size_t size_bytes = (size_t)(row_end - row_begin) * (size_t)grid->shape.words * sizeof(uint64_t);
  memset(grid->fires + at, 0, size_bytes);
  memset(grid->keep + at, 0, size_bytes);
}

void nca_grid_step(nca_grid *grid, const nca_rule *rule, uint32_t seed, uint32_t step, nca_step_record *record) {
  const int H = grid->shape.H;
  NCA_ASSERT(grid->reach == nca_perception_of(rule->config.shape.filters)->reach);
  int row_begin = 0, row_end = H; /* in which it can change anything */
  if (!rule->spontaneous) nca_grid_find_rows(&row_begin, &row_end, grid, nca_alive_reach(grid->reach));
  nca_grid_close_edge(grid);
  if (grid->kinds) nca_grid_spread_kinds(grid);
  if (record) record->num_cells = 0;
  clear_rows(grid, 0, row_begin);
  clear_rows(grid, row_end, H);
  const nca_fire fire = nca_fire_of_step(seed, step, rule->config.fire_rate);
  find_firing_cells(grid, rule, fire, row_begin, row_end);
  const nca_alive *alive = nca_alive_of(rule->config.shape.alive);
  grid->keeps_before = false;
  if (alive->before_updates) alive->before_updates(grid, rule, fire, row_begin, row_end);
  update_firing_cells(grid, rule, row_begin, row_end, record);
  if (alive->after_updates) alive->after_updates(grid, rule, record != NULL, row_begin, row_end);
  apply_alive_rule(grid, rule, row_begin, row_end);
  if (record) memcpy(record->keep, grid->keep, (size_t)nca_bits_size(grid->shape) * sizeof(uint64_t));
}
