/* Perception: every cell sees itself and the Sobel gradients of its neighbourhood, forward and backward.
 * sobel_x = [-1 0 1; -2 0 2; -1 0 1], sobel_y its transpose, cross-correlation, zeros outside the grid:
 * https://distill.pub/2020/growing-ca/ "Perception". Only cells that fire are looked at. */
#include <stddef.h>

#include "base/misuse.h"
#include "kernels/kernels.h"
#include "nca.h"

enum { C = NCA_CHANNELS, LANES = 4 };
_Static_assert(C % LANES == 0 && NCA_PERCEIVED == 3 * C, "a cell is whole vectors");
_Static_assert((int64_t)NCA_MAX_SIDE_CELLS * NCA_MAX_SIDE_CELLS < INT32_MAX / C, "the index of a number of the state is an int");

/* Walks ascending cell indices and says for each where its 3x3 lies, without a division per cell. */
typedef struct {
  int H, W, y, row_begin;
} walker;

/* The nine neighbours, in reading order; `outside` stands in for those beyond the edge. */
enum { UP_LEFT, UP, UP_RIGHT, LEFT, HERE, RIGHT, DOWN_LEFT, DOWN, DOWN_RIGHT, NUM_NEIGHBOURS };

NCA_INLINE void find_neighbours(ptrdiff_t at[NUM_NEIGHBOURS], walker *walk, int32_t cell, ptrdiff_t outside) {
  while (cell >= walk->row_begin + walk->W) {
    walk->row_begin += walk->W;
    walk->y++;
  }
  const int x = cell - walk->row_begin;
  const bool up = walk->y > 0, down = walk->y < walk->H - 1, left = x > 0, right = x < walk->W - 1;
  const ptrdiff_t row = (ptrdiff_t)walk->W * C, here = (ptrdiff_t)cell * C;
  at[UP_LEFT] = up && left ? here - row - C : outside;
  at[UP] = up ? here - row : outside;
  at[UP_RIGHT] = up && right ? here - row + C : outside;
  at[LEFT] = left ? here - C : outside;
  at[HERE] = here;
  at[RIGHT] = right ? here + C : outside;
  at[DOWN_LEFT] = down && left ? here + row - C : outside;
  at[DOWN] = down ? here + row : outside;
  at[DOWN_RIGHT] = down && right ? here + row + C : outside;
}

static void check_perceive(const float *out, const float *state, const int32_t *cells, int num_cells, int H, int W) {
  NCA_ASSERT(out && state && H > 0 && W > 0 && num_cells >= 0 && (cells || num_cells == 0));
  NCA_ASSERT(num_cells == 0 || (cells[0] >= 0 && cells[num_cells - 1] < H * W));
}

/* ---------------------------------------------------------------- scalar: the definition */

/* The state carries one cell of zeros behind its last: what lies outside the grid. */
NCA_PERCEIVE_FORWARD(nca_perceive_forward__scalar) {
  check_perceive(out, state, cells, num_cells, H, W);
  walker walk = { H, W, 0, 0 };
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    find_neighbours(at, &walk, cells[n], (ptrdiff_t)H * W * C);
    float *out_n = out + (ptrdiff_t)n * NCA_PERCEIVED;
    for (int c = 0; c < C; c++) {
      const float up_left = state[at[UP_LEFT] + c], up = state[at[UP] + c], up_right = state[at[UP_RIGHT] + c];
      const float left = state[at[LEFT] + c], right = state[at[RIGHT] + c];
      const float down_left = state[at[DOWN_LEFT] + c], down = state[at[DOWN] + c], down_right = state[at[DOWN_RIGHT] + c];
      const float falling = down_right - up_left, rising = up_right - down_left; /* the diagonals serve both gradients */
      const float across = right - left, along = down - up;
      out_n[c] = state[at[HERE] + c];
      out_n[C + c] = ((falling + rising) + (across + across)) * sobel_scale;
      out_n[2 * C + c] = ((falling - rising) + (along + along)) * sobel_scale;
    }
  }
}

/* forward: gx = (falling + rising + 2 across) * scale, gy = (falling - rising + 2 along) * scale,
 * so dfalling = (dgx + dgy) * scale, drising = (dgx - dgy) * scale, dacross = 2 dgx * scale, dalong = 2 dgy * scale.
 * The cell behind the last takes what falls outside the grid. */
NCA_PERCEIVE_BACKWARD(nca_perceive_backward__scalar) {
  check_perceive(dstate, dout, cells, num_cells, H, W);
  walker walk = { H, W, 0, 0 };
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    find_neighbours(at, &walk, cells[n], (ptrdiff_t)H * W * C);
    const float *dout_n = dout + (ptrdiff_t)n * NCA_PERCEIVED;
    for (int c = 0; c < C; c++) {
      const float dgx = dout_n[C + c] * sobel_scale, dgy = dout_n[2 * C + c] * sobel_scale;
      const float dfalling = dgx + dgy, drising = dgx - dgy, dacross = dgx + dgx, dalong = dgy + dgy;
      dstate[at[HERE] + c] += dout_n[c];
      dstate[at[UP_LEFT] + c] -= dfalling;
      dstate[at[DOWN_RIGHT] + c] += dfalling;
      dstate[at[DOWN_LEFT] + c] -= drising;
      dstate[at[UP_RIGHT] + c] += drising;
      dstate[at[LEFT] + c] -= dacross;
      dstate[at[RIGHT] + c] += dacross;
      dstate[at[UP] + c] -= dalong;
      dstate[at[DOWN] + c] += dalong;
    }
  }
}

/* ---------------------------------------------------------------- simd128 */

#ifdef NCA_SIMD128

NCA_PERCEIVE_FORWARD(nca_perceive_forward__simd128) {
  check_perceive(out, state, cells, num_cells, H, W);
  const v128_t scale = wasm_f32x4_splat(sobel_scale);
  walker walk = { H, W, 0, 0 };
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    find_neighbours(at, &walk, cells[n], (ptrdiff_t)H * W * C);
    float *out_n = out + (ptrdiff_t)n * NCA_PERCEIVED;
    for (int c = 0; c < C; c += LANES) {
      const float *state_c = state + c;
      const v128_t falling = wasm_f32x4_sub(wasm_v128_load(state_c + at[DOWN_RIGHT]), wasm_v128_load(state_c + at[UP_LEFT]));
      const v128_t rising = wasm_f32x4_sub(wasm_v128_load(state_c + at[UP_RIGHT]), wasm_v128_load(state_c + at[DOWN_LEFT]));
      const v128_t across = wasm_f32x4_sub(wasm_v128_load(state_c + at[RIGHT]), wasm_v128_load(state_c + at[LEFT]));
      const v128_t along = wasm_f32x4_sub(wasm_v128_load(state_c + at[DOWN]), wasm_v128_load(state_c + at[UP]));
      const v128_t gx = wasm_f32x4_add(wasm_f32x4_add(falling, rising), wasm_f32x4_add(across, across));
      const v128_t gy = wasm_f32x4_add(wasm_f32x4_sub(falling, rising), wasm_f32x4_add(along, along));
      wasm_v128_store(out_n + c, wasm_v128_load(state_c + at[HERE]));
      wasm_v128_store(out_n + C + c, wasm_f32x4_mul(gx, scale));
      wasm_v128_store(out_n + 2 * C + c, wasm_f32x4_mul(gy, scale));
    }
  }
}

NCA_INLINE void add_to(float *dstate, v128_t value) {
  wasm_v128_store(dstate, wasm_f32x4_add(wasm_v128_load(dstate), value));
}

NCA_INLINE void subtract_from(float *dstate, v128_t value) {
  wasm_v128_store(dstate, wasm_f32x4_sub(wasm_v128_load(dstate), value));
}

NCA_PERCEIVE_BACKWARD(nca_perceive_backward__simd128) {
  check_perceive(dstate, dout, cells, num_cells, H, W);
  const v128_t scale = wasm_f32x4_splat(sobel_scale);
  walker walk = { H, W, 0, 0 };
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    find_neighbours(at, &walk, cells[n], (ptrdiff_t)H * W * C);
    const float *dout_n = dout + (ptrdiff_t)n * NCA_PERCEIVED;
    for (int c = 0; c < C; c += LANES) {
      float *dstate_c = dstate + c;
      const v128_t dgx = wasm_f32x4_mul(wasm_v128_load(dout_n + C + c), scale);
      const v128_t dgy = wasm_f32x4_mul(wasm_v128_load(dout_n + 2 * C + c), scale);
      const v128_t dfalling = wasm_f32x4_add(dgx, dgy), drising = wasm_f32x4_sub(dgx, dgy);
      const v128_t dacross = wasm_f32x4_add(dgx, dgx), dalong = wasm_f32x4_add(dgy, dgy);
      add_to(dstate_c + at[HERE], wasm_v128_load(dout_n + c));
      subtract_from(dstate_c + at[UP_LEFT], dfalling);
      add_to(dstate_c + at[DOWN_RIGHT], dfalling);
      subtract_from(dstate_c + at[DOWN_LEFT], drising);
      add_to(dstate_c + at[UP_RIGHT], drising);
      subtract_from(dstate_c + at[LEFT], dacross);
      add_to(dstate_c + at[RIGHT], dacross);
      subtract_from(dstate_c + at[UP], dalong);
      add_to(dstate_c + at[DOWN], dalong);
    }
  }
}

#endif
