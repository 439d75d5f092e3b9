/* pre+post: a cell lives where the 3x3 has alpha above the threshold both before the step and afterwards. A cell without such alpha in its 3x3 is 0 after the
 * step, whatever it was.
 *
 * But there is brief life: within the step such a cell may rise above the threshold, and a neighbour that would die lives on by it. To compute all such
 * cells would cost a tenth of a step, and few of them matter. A hot cell that does not fire stays hot, so what lies next to one is
 * safe. The ring are the cells that could save one that is not. Once the step is made, and few cells are found to die, only what of the ring
 * lies beside these is computed, from the states that were: those of the cells that the ring sees are kept for that. */
#include <string.h>

#include "base/misuse.h"
#include "grow/alive.h"
#include "grow/cell.h"
#include "grow/grid.h"
#include "kernels/kernels.h"

NCA_ALIVE_LIVES(nca_alive_pre_post_lives) {
  return nca_alive_any(before, threshold) && nca_alive_any(after, threshold);
}

static void keep_row(nca_grid *grid, int y) {
  uint64_t *keep_y = nca_bits_row(grid->keep, grid->shape, y), alive_y[NCA_BITS_MAX_WORDS];
  nca_bits_dilate_row(alive_y, grid->hot, grid->shape, y, 1);
  for (int w = 0; w < grid->shape.words; w++) keep_y[w] &= alive_y[w];
}

/* ---------------------------------------------------------------- brief life */

/* So many rows before begin and from end on are read as well: there is nothing in them. */
static void clear_border(uint64_t *set, nca_bits_shape shape, int row_begin, int row_end, int num_rows) {
  const size_t row_bytes = (size_t)shape.words * sizeof(uint64_t);
  for (int y = row_begin - num_rows; y < row_begin; y++)
    if (y >= 0) memset(nca_bits_row(set, shape, y), 0, row_bytes);
  for (int y = row_end; y < row_end + num_rows && y < shape.H; y++) memset(nca_bits_row(set, shape, y), 0, row_bytes);
}

/* steady := hot cells that do not fire; unsafe := cells next to hot ones, but to none of these. */
static void find_unsafe(nca_grid *grid, uint64_t *steady, uint64_t *unsafe, int row_begin, int row_end) {
  const nca_bits_shape shape = grid->shape;
  clear_border(steady, shape, row_begin, row_end, 1);
  clear_border(unsafe, shape, row_begin, row_end, 1);
  for (int64_t i = (int64_t)row_begin * shape.words; i < (int64_t)row_end * shape.words; i++) steady[i] = grid->hot[i] & ~grid->fires[i];
  for (int y = row_begin; y < row_end; y++) {
    uint64_t *unsafe_y = nca_bits_row(unsafe, shape, y);
    const uint64_t *near_y = nca_bits_row(grid->keep, shape, y);
    nca_bits_dilate_row(unsafe_y, steady, shape, y, 1);
    for (int w = 0; w < shape.words; w++) unsafe_y[w] = near_y[w] & ~unsafe_y[w];
  }
}

/* Those around unsafe cells that fire outside of what the step computes. */
static void find_ring(nca_grid *grid, nca_fire fire, const uint64_t *unsafe, int row_begin, int row_end) {
  const nca_bits_shape shape = grid->shape;
  clear_border(grid->ring, shape, row_begin, row_end, grid->reach);
  for (int y = row_begin; y < row_end; y++) {
    uint64_t *ring_y = nca_bits_row(grid->ring, shape, y);
    nca_bits_dilate_row(ring_y, unsafe, shape, y, 1);
    for (int w = 0; w < shape.words; w++) {
      ring_y[w] &= ~nca_bits_row(grid->keep, shape, y)[w];
      if (ring_y[w]) ring_y[w] &= nca_fire_word(fire.key, (uint32_t)(y * shape.W + w * 64), fire.threshold);
    }
  }
}

/* zone := the cells that the ring sees and that change. Returns how many they are. */
static int64_t find_zone(nca_grid *grid, int row_begin, int row_end) {
  const nca_bits_shape shape = grid->shape;
  int64_t count = 0;
  for (int y = row_begin; y < row_end; y++) {
    uint64_t *zone_y = nca_bits_row(grid->zone, shape, y);
    nca_bits_dilate_row(zone_y, grid->ring, shape, y, grid->reach);
    for (int w = 0; w < shape.words; w++) {
      zone_y[w] &= nca_bits_row(grid->fires, shape, y)[w];
      count += __builtin_popcountll(zone_y[w]);
    }
  }
  return count;
}

/* What a chunk of cells rises to. */
static void compute(nca_grid *grid, const nca_rule *rule, int num_cells) {
  const int C = grid->C;
  nca_grid_update(grid->perceived, NULL, grid->hidden, grid->work_delta, grid, rule, grid->work_cells, num_cells);
  for (int i = 0; i < num_cells; i++) {
    const int32_t cell = grid->work_cells[i];
    const int y = cell / grid->shape.W, x = cell % grid->shape.W;
    const float alpha = grid->state[(int64_t)cell * C + NCA_ALPHA] + grid->work_delta[i * C + NCA_ALPHA];
    if ((double)alpha > rule->config.alive_threshold) nca_bits_put(grid->hot, grid->shape, x, y, true);
  }
}

static void compute_ring(nca_grid *grid, const nca_rule *rule, int row_begin, int row_end) {
  const nca_bits_shape shape = grid->shape;
  int num_cells = 0;
  for (int y = row_begin; y < row_end; y++) {
    for (int w = 0; w < shape.words; w++) {
      for (uint64_t word = nca_bits_row(grid->ring, shape, y)[w]; word; word &= word - 1) {
        grid->work_cells[num_cells++] = y * shape.W + w * 64 + nca_bits_lowest(word);
        if (num_cells < NCA_CHUNK_CELLS) continue;
        compute(grid, rule, num_cells);
        num_cells = 0;
      }
    }
  }
  if (num_cells > 0) compute(grid, rule, num_cells);
}

/* The updates then keep the states of zone. */
static void begin_brief_life(nca_grid *grid, const nca_rule *rule, nca_fire fire, int row_begin, int row_end) {
  grid->num_before = 0;
  find_unsafe(grid, grid->ring, grid->zone, row_begin, row_end);
  find_ring(grid, fire, grid->zone, row_begin, row_end);
  grid->keeps_before = find_zone(grid, row_begin, row_end) <= NCA_MAX_BEFORE_CELLS;
  if (!grid->keeps_before) compute_ring(grid, rule, row_begin, row_end);
}

/* The kept states change places with those that are. */
static void exchange(nca_grid *grid) {
  const int C = grid->C;
  float now[NCA_MAX_CHANNELS];
  for (int i = 0; i < grid->num_before; i++) {
    float *state = grid->state + (int64_t)grid->before_cells[i] * C, *before = grid->before + (int64_t)i * C;
    nca_cell_copy(now, state, C);
    nca_cell_copy(state, before, C);
    nca_cell_copy(before, now, C);
  }
}

/* Mark as hot the cells outside of those looked at that are so for as long as the step lasts, as far as it matters. */
static void end_brief_life(nca_grid *grid, const nca_rule *rule, bool all, int row_begin, int row_end) {
  const nca_bits_shape shape = grid->shape;
  if (!grid->keeps_before) return;
  uint64_t *dying = grid->zone, any = 0, saves_y[NCA_BITS_MAX_WORDS];
  clear_border(dying, shape, row_begin, row_end, 1);
  for (int y = row_begin; y < row_end; y++) {
    uint64_t *dying_y = nca_bits_row(dying, shape, y);
    nca_bits_dilate_row(dying_y, grid->hot, shape, y, 1);
    for (int w = 0; w < shape.words; w++) {
      const int64_t yw = (int64_t)y * shape.words + w;
      dying_y[w] = grid->keep[yw] & ~dying_y[w] & (all ? ~UINT64_C(0) : grid->nonzero[yw] | grid->fires[yw]);
    }
  }
  for (int y = row_begin; y < row_end; y++) {
    nca_bits_dilate_row(saves_y, dying, shape, y, 1);
    for (int w = 0; w < shape.words; w++) any |= nca_bits_row(grid->ring, shape, y)[w] &= saves_y[w];
  }
  if (!any) return;
  exchange(grid);
  compute_ring(grid, rule, row_begin, row_end);
  exchange(grid);
}

const nca_alive nca_alive_pre_post = { .needs_life_before = true, .keep_row = keep_row, .before_updates = begin_brief_life, .after_updates = end_brief_life };
