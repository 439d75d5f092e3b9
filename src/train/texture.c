/* The distance of two textures, forward and backward. */
#include "train/texture.h"

#include <math.h>
#include <string.h>

#include "base/misuse.h"
#include "base/rng.h"
#include "kernels/simd.h"
#include "nca.h"

enum { RGBA = 4, SLICES = NCA_TEXTURE_SLICES, SIDE = NCA_TEXTURE_SIDE, TAPS = NCA_TEXTURE_TAPS, NUM_SPREADS = 3 };

static ptrdiff_t size_of(const nca_texture *texture) {
  return (ptrdiff_t)texture->H * texture->W;
}

void nca_texture_lay_out(nca_texture *texture, nca_arena *arena, int H, int W) {
  *texture = (nca_texture){ .H = H, .W = W };
  texture->filters = nca_arena_take(arena, (uint64_t)SLICES * TAPS, sizeof(float));
  texture->ranked = nca_arena_take(arena, (uint64_t)SLICES * (uint64_t)H * (uint64_t)W, sizeof(float));
}

void nca_texture_scratch_lay_out(nca_texture_scratch *scratch, nca_arena *arena, int H, int W) {
  const uint64_t size = (uint64_t)H * (uint64_t)W;
  scratch->ranks = nca_arena_take(arena, size, sizeof(nca_ranked));
  scratch->other = nca_arena_take(arena, size, sizeof(nca_ranked));
  scratch->slice = nca_arena_take(arena, size, sizeof(float));
  scratch->dslice = nca_arena_take(arena, size, sizeof(float));
}

/* ---------------------------------------------------------------- one slice */

/* Cells between the taps of a filter: small patches tell of edges, wide ones of how they lie to each other. */
static int spread_of(int slice) {
  return 1 << (slice % NUM_SPREADS);
}

/* Round the edge, as often as a small grid asks for; without a division, which would take most of the time. */
static int wrap(int at, int side) {
  while (at < 0) at += side;
  while (at >= side) at -= side;
  return at;
}

/* Where the taps of the patches about cell `at` of a line of `side` fall, times `step`. */
static void find_taps(ptrdiff_t taps[SIDE], int at, int side, int spread, ptrdiff_t step) {
  for (int i = 0; i < SIDE; i++) taps[i] = wrap(at + (i - SIDE / 2) * spread, side) * step;
}

enum { CELLS_AT_ONCE = 4 }; /* one alone would wait for its own sum */

/* slice[cell] = sum over taps of filter * visible, of so many cells of a row, a constant at every call */
NCA_INLINE void project_cells(float *slice, const float *filter, const float *visible, const ptrdiff_t rows[SIDE], int x, int W, int spread, int stride, int num_cells) {
  ptrdiff_t columns[CELLS_AT_ONCE][SIDE];
  nca_four sums[CELLS_AT_ONCE];
  for (int i = 0; i < num_cells; i++) {
    find_taps(columns[i], x + i, W, spread, stride);
    sums[i] = nca_four_of(0.0f);
  }
  for (int row = 0; row < SIDE; row++) {
    for (int column = 0; column < SIDE; column++, filter += RGBA)
      for (int i = 0; i < num_cells; i++) sums[i] = nca_four_mul_add(sums[i], nca_four_load(filter), nca_four_load(visible + rows[row] + columns[i][column]));
  }
  for (int i = 0; i < num_cells; i++) {
    float sum[RGBA];
    nca_four_store(sum, sums[i]);
    slice[x + i] = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  }
}

static void project(float *slice, const nca_texture *texture, int number, const float *visible, int stride, int H, int W) {
  const float *filter = texture->filters + number * TAPS;
  const int spread = spread_of(number);
  for (int y = 0; y < H; y++, slice += W) {
    ptrdiff_t rows[SIDE];
    int x = 0;
    find_taps(rows, y, H, spread, (ptrdiff_t)W * stride);
    for (; x + CELLS_AT_ONCE <= W; x += CELLS_AT_ONCE) project_cells(slice, filter, visible, rows, x, W, spread, stride, CELLS_AT_ONCE);
    for (; x < W; x++) project_cells(slice, filter, visible, rows, x, W, spread, stride, 1);
  }
}

/* forward: slice = sum filter * visible, so dvisible = sum filter * dslice */
static void project_backward(float *dstate, int C, const nca_texture *texture, int number, const float *dslice) {
  const int H = texture->H, W = texture->W, spread = spread_of(number);
  for (int y = 0; y < H; y++) {
    ptrdiff_t rows[SIDE], columns[SIDE];
    find_taps(rows, y, H, spread, (ptrdiff_t)W * C);
    for (int x = 0; x < W; x++) {
      const float *filter = texture->filters + number * TAPS;
      const nca_four dpatch = nca_four_of(*dslice++);
      find_taps(columns, x, W, spread, C);
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++, filter += RGBA) {
          float *dvisible = dstate + rows[row] + columns[column];
          nca_four_store(dvisible, nca_four_mul_add(nca_four_load(dvisible), nca_four_load(filter), dpatch));
        }
      }
    }
  }
}

/* Floats in the order of whole numbers: negative ones lie the other way round, and below. */
static uint32_t key_of(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits & 0x80000000U ? ~bits : bits | 0x80000000U;
}

/* ranks [size]: the cells of a slice by size, equal ones as they lie: byte by byte, from the lowest. */
static void rank(nca_texture_scratch *scratch, const float *slice, ptrdiff_t size) {
  enum { BYTES = 4, VALUES = 256 };
  for (ptrdiff_t i = 0; i < size; i++) scratch->ranks[i] = (nca_ranked){ key_of(slice[i]), (int32_t)i };
  for (int byte = 0; byte < BYTES; byte++) {
    ptrdiff_t starts[VALUES + 1] = { 0 };
    for (ptrdiff_t i = 0; i < size; i++) starts[(scratch->ranks[i].key >> (8 * byte) & 255) + 1]++;
    for (int value = 0; value < VALUES; value++) starts[value + 1] += starts[value];
    for (ptrdiff_t i = 0; i < size; i++) scratch->other[starts[scratch->ranks[i].key >> (8 * byte) & 255]++] = scratch->ranks[i];
    nca_ranked *const swapped = scratch->ranks;
    scratch->ranks = scratch->other;
    scratch->other = swapped;
  }
}

/* ---------------------------------------------------------------- all slices */

/* Near enough to a normal distribution: the sum of four uniform numbers. */
static float draw_tap(uint32_t seed, uint64_t epoch, int tap) {
  float sum = -2.0f;
  for (int i = 0; i < 4; i++) sum += nca_rng_unit(seed, NCA_DRAW_FILTER, epoch, (uint32_t)(tap * 4 + i));
  return sum;
}

static void draw_filter(float *filter, uint32_t seed, uint64_t epoch, int number) {
  float norm = 0.0f;
  for (int tap = 0; tap < TAPS; tap++) {
    filter[tap] = draw_tap(seed, epoch, number * TAPS + tap);
    norm += filter[tap] * filter[tap];
  }
  for (int tap = 0; tap < TAPS; tap++) filter[tap] /= sqrtf(norm);
}

void nca_texture_begin(nca_texture *texture, const float *target, uint32_t seed, uint64_t epoch, nca_texture_scratch *scratch) {
  for (int slice = 0; slice < SLICES; slice++) {
    float *ranked = texture->ranked + slice * size_of(texture);
    draw_filter(texture->filters + slice * TAPS, seed, epoch, slice);
    project(scratch->slice, texture, slice, target, RGBA, texture->H, texture->W);
    rank(scratch, scratch->slice, size_of(texture));
    for (ptrdiff_t i = 0; i < size_of(texture); i++) ranked[i] = scratch->slice[scratch->ranks[i].cell];
  }
}

double nca_texture_loss(const nca_texture *texture, const float *visible, int stride, int H, int W, nca_texture_scratch *scratch) {
  const ptrdiff_t size = (ptrdiff_t)H * W;
  double sum = 0.0;
  for (int slice = 0; slice < SLICES; slice++) {
    const float *ranked = texture->ranked + slice * size_of(texture);
    project(scratch->slice, texture, slice, visible, stride, H, W);
    rank(scratch, scratch->slice, size);
    for (ptrdiff_t i = 0; i < size; i++) {
      const double difference = (double)scratch->slice[scratch->ranks[i].cell] - (double)ranked[(int64_t)i * size_of(texture) / size];
      sum += difference * difference;
    }
  }
  return sum / ((double)size * SLICES);
}

/* forward: loss = sum (slice - ranked)^2 / count; which patch has which rank changes nothing as long as it stays so */
void nca_texture_loss_backward(const nca_texture *texture, float *dstate, int C, const float *visible, int stride, float scale, nca_texture_scratch *scratch) {
  const float factor = 2.0f * scale / ((float)size_of(texture) * SLICES);
  for (int slice = 0; slice < SLICES; slice++) {
    const float *ranked = texture->ranked + slice * size_of(texture);
    project(scratch->slice, texture, slice, visible, stride, texture->H, texture->W);
    rank(scratch, scratch->slice, size_of(texture));
    for (ptrdiff_t i = 0; i < size_of(texture); i++) {
      const int32_t cell = scratch->ranks[i].cell;
      scratch->dslice[cell] = (scratch->slice[cell] - ranked[i]) * factor;
    }
    project_backward(dstate, C, texture, slice, scratch->dslice);
  }
}

/* ---------------------------------------------------------------- by itself */

double nca_texture_error(const float *state, int channels, int height_cells, int width_cells, const float *target, int target_height_cells,
                         int target_width_cells) {
  enum { NUM_DRAWS = 8 };
  NCA_ASSERT(state && target && channels >= 4 && height_cells > 0 && width_cells > 0 && target_height_cells > 0 && target_width_cells > 0);
  const int larger_H = height_cells > target_height_cells ? height_cells : target_height_cells;
  const int larger_W = width_cells > target_width_cells ? width_cells : target_width_cells;
  nca_texture texture;
  nca_texture_scratch scratch;
  nca_arena arena = { NULL, 0 };
  nca_texture_lay_out(&texture, &arena, target_height_cells, target_width_cells);
  nca_texture_scratch_lay_out(&scratch, &arena, larger_H, larger_W);
  void *memory = nca_arena_alloc(arena.used_bytes);
  if (!memory) return -1.0;
  arena = (nca_arena){ memory, 0 };
  nca_texture_lay_out(&texture, &arena, target_height_cells, target_width_cells);
  nca_texture_scratch_lay_out(&scratch, &arena, larger_H, larger_W);
  double sum = 0.0;
  for (int draw = 0; draw < NUM_DRAWS; draw++) {
    nca_texture_begin(&texture, target, 0, (uint64_t)draw, &scratch);
    sum += nca_texture_loss(&texture, state, channels, height_cells, width_cells, &scratch);
  }
  nca_arena_free(memory);
  return sum / NUM_DRAWS;
}
