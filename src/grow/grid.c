/* Memory of a grid, and the edits that are not steps: seeds, wounds, a state written from outside. */
#include "grow/grid.h"

#include <string.h>

#include "base/arena.h"
#include "base/edge.h"
#include "base/elementary.h"
#include "base/misuse.h"
#include "kernels/kernels.h"

static uint64_t lay_out(nca_grid *grid, void *memory, int H, int W, const nca_shape *shape) {
  nca_arena arena = { memory, 0 };
  *grid = (nca_grid){ .shape = nca_bits_shape_of(H, W), .C = shape->channels, .reach = nca_perception_of(shape->filters)->reach, .cos_angle = 1.0f };
  const uint64_t C = (uint64_t)shape->channels, D = (uint64_t)shape->hidden, P = (uint64_t)nca_layout_of(shape).perceived;
  const size_t words = (size_t)nca_bits_size(grid->shape), num_pending = (size_t)(grid->reach + 1) * (size_t)W + NCA_MAX_UNKNOWN_CELLS;
  const uint64_t num_cells = (uint64_t)H * (uint64_t)W, num_before = num_cells < NCA_MAX_BEFORE_CELLS ? num_cells : NCA_MAX_BEFORE_CELLS;
  grid->state = nca_arena_take(&arena, (uint64_t)nca_state_cells(H, W, grid->reach) * C, sizeof(float));
  grid->nonzero = nca_arena_take(&arena, words, sizeof(uint64_t));
  grid->hot = nca_arena_take(&arena, words, sizeof(uint64_t));
  grid->fires = nca_arena_take(&arena, words, sizeof(uint64_t));
  grid->keep = nca_arena_take(&arena, words, sizeof(uint64_t));
  grid->ring = nca_arena_take(&arena, words, sizeof(uint64_t));
  grid->zone = nca_arena_take(&arena, words, sizeof(uint64_t));
  grid->before_cells = nca_arena_take(&arena, num_before, sizeof(int32_t));
  grid->before = nca_arena_take(&arena, num_before * C, sizeof(float));
  grid->pending_cells = nca_arena_take(&arena, num_pending, sizeof(int32_t));
  grid->pending_delta = nca_arena_take(&arena, num_pending * C, sizeof(float));
  grid->work_cells = nca_arena_take(&arena, NCA_CHUNK_CELLS, sizeof(int32_t));
  grid->work_at = nca_arena_take(&arena, NCA_CHUNK_CELLS, sizeof(int32_t));
  grid->work_delta = nca_arena_take(&arena, (NCA_CHUNK_CELLS + 3) * C, sizeof(float));
  grid->perceived = nca_arena_take(&arena, (NCA_CHUNK_CELLS + 3) * P, sizeof(float));
  grid->hidden = nca_arena_take(&arena, (NCA_CHUNK_CELLS + 3) * D, sizeof(float));
  return arena.used_bytes;
}

uint64_t nca_grid_size_bytes(int H, int W, const nca_shape *shape) {
  nca_grid grid;
  return lay_out(&grid, NULL, H, W, shape);
}

void nca_grid_init(nca_grid *grid, void *memory, int H, int W, const nca_shape *shape) {
  NCA_ASSERT(memory && (uintptr_t)memory % NCA_ARENA_ALIGN_BYTES == 0);
  memset(memory, 0, (size_t)lay_out(grid, memory, H, W, shape));
}

void nca_grid_set_angle(nca_grid *grid, float angle_radians) {
  grid->cos_angle = (float)nca_cos((double)angle_radians);
  grid->sin_angle = (float)nca_sin((double)angle_radians);
}

/* Floats of so many cells. */
static size_t size_of(const nca_grid *grid, int64_t num_cells) {
  return (size_t)num_cells * (size_t)grid->C;
}

static float *cell_at(const nca_grid *grid, int x, int y) {
  return grid->state + ((int64_t)y * grid->shape.W + x) * grid->C;
}

void nca_grid_set_edge(nca_grid *grid, nca_edge edge) {
  const nca_bits_shape shape = grid->shape;
  grid->shape.edge = edge;
  memset(cell_at(grid, 0, shape.H), 0, size_of(grid, (int64_t)grid->reach * shape.W) * sizeof(float));
}

void nca_grid_close_edge(const nca_grid *grid) {
  const nca_bits_shape shape = grid->shape;
  const nca_place_beyond beyond = nca_beyond_of(shape.edge)->row;
  for (int below = 0; beyond && below < grid->reach; below++) {
    const int y = beyond(shape.H + below, shape.H);
    if (y >= 0) memcpy(cell_at(grid, 0, shape.H + below), cell_at(grid, 0, y), size_of(grid, shape.W) * sizeof(float));
  }
}

void nca_grid_clear(nca_grid *grid) {
  const size_t words_bytes = (size_t)nca_bits_size(grid->shape) * sizeof(uint64_t);
  memset(grid->state, 0, size_of(grid, (int64_t)grid->shape.H * grid->shape.W) * sizeof(float));
  memset(grid->nonzero, 0, words_bytes);
  memset(grid->hot, 0, words_bytes);
  memset(grid->fires, 0, words_bytes);
  memset(grid->keep, 0, words_bytes);
  if (grid->kinds) memset(grid->kinds, 0, (size_t)grid->shape.H * (size_t)grid->shape.W);
  grid->row_begin = grid->row_end = 0;
}

void nca_grid_copy(nca_grid *grid, const nca_grid *from) {
  const nca_bits_shape shape = grid->shape;
  NCA_ASSERT(shape.H == from->shape.H && shape.W == from->shape.W);
  const size_t words_bytes = (size_t)nca_bits_size(shape) * sizeof(uint64_t);
  const int C = grid->C < from->C ? grid->C : from->C;
  for (ptrdiff_t i = 0; i < (ptrdiff_t)shape.H * shape.W; i++) memmove(grid->state + i * grid->C, from->state + i * from->C, (size_t)C * sizeof(float)); /* of itself too */
  memmove(grid->nonzero, from->nonzero, words_bytes);
  memmove(grid->hot, from->hot, words_bytes);
  memmove(grid->fires, from->fires, words_bytes);
  memmove(grid->keep, from->keep, words_bytes);
  if (grid->kinds && from->kinds) memmove(grid->kinds, from->kinds, (size_t)shape.H * (size_t)shape.W);
  grid->row_begin = from->row_begin;
  grid->row_end = from->row_end;
  nca_grid_set_edge(grid, from->shape.edge);
  grid->cos_angle = from->cos_angle;
  grid->sin_angle = from->sin_angle;
}

void nca_grid_refresh_cell(nca_grid *grid, int x, int y, double alive_threshold) {
  const float *cell = cell_at(grid, x, y);
  bool nonzero = false;
  for (int c = 0; c < grid->C; c++) nonzero |= cell[c] != 0.0f; /* NaN is not zero */
  nca_bits_put(grid->nonzero, grid->shape, x, y, nonzero);
  nca_bits_put(grid->hot, grid->shape, x, y, (double)cell[NCA_ALPHA] > alive_threshold);
  if (!nonzero) return;
  if (grid->row_begin == grid->row_end) grid->row_begin = grid->row_end = y;
  if (y < grid->row_begin) grid->row_begin = y;
  if (y >= grid->row_end) grid->row_end = y + 1;
}

void nca_grid_refresh(nca_grid *grid, double alive_threshold) {
  grid->row_begin = grid->row_end = 0;
  for (int y = 0; y < grid->shape.H; y++)
    for (int x = 0; x < grid->shape.W; x++) nca_grid_refresh_cell(grid, x, y, alive_threshold);
}

void nca_grid_seed(nca_grid *grid, int x, int y, double alive_threshold) {
  float *cell = cell_at(grid, x, y);
  for (int c = 0; c < grid->C; c++) cell[c] = c < NCA_ALPHA ? 0.0f : 1.0f;
  nca_grid_refresh_cell(grid, x, y, alive_threshold);
}

void nca_grid_reset(nca_grid *grid, double alive_threshold) {
  nca_grid_clear(grid);
  nca_grid_seed(grid, grid->shape.W / 2, grid->shape.H / 2, alive_threshold);
}

bool nca_grid_lives(const nca_grid *grid) {
  for (int64_t i = 0; i < nca_bits_size(grid->shape); i++)
    if (grid->hot[i]) return true;
  return false;
}

void nca_grid_find_rows(int *row_begin, int *row_end, const nca_grid *grid, int reach) {
  const int H = grid->shape.H, begin = grid->row_begin - reach, end = grid->row_end + reach;
  const bool is_empty = grid->row_begin == grid->row_end, sees_beyond = !is_empty && (begin < 0 || end > H) && nca_beyond_of(grid->shape.edge)->row;
  *row_begin = is_empty || sees_beyond || begin < 0 ? 0 : begin;
  *row_end = is_empty ? 0 : sees_beyond || end > H ? H : end;
}

void nca_grid_erase(nca_grid *grid, int x, int y) {
  memset(cell_at(grid, x, y), 0, size_of(grid, 1) * sizeof(float));
  nca_bits_put(grid->nonzero, grid->shape, x, y, false);
  nca_bits_put(grid->hot, grid->shape, x, y, false);
}
