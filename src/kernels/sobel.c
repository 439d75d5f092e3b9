/* The filters of the blog post and of Distill: every cell sees itself and the Sobel gradients of its neighbourhood.
 * sobel_x = [-1 0 1; -2 0 2; -1 0 1], sobel_y its transpose, cross-correlation: https://distill.pub/2020/growing-ca/ "Perception".
 * out = [identity | sobel x | sobel y] */
#include "kernels/kernels.h"
#include "kernels/neighbours.h"

enum { REACH = 1, PLANES = 3, LANES = 4 };

/* ---------------------------------------------------------------- scalar: the definition */

NCA_PERCEIVE_FORWARD(nca_sobel_forward__scalar) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  (void)saved;
  nca_walk walk = nca_walk_forward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    float *out_n = out + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c++) {
      const float up_left = state[at[UP_LEFT] + c], up = state[at[UP] + c], up_right = state[at[UP_RIGHT] + c];
      const float left = state[at[LEFT] + c], right = state[at[RIGHT] + c];
      const float down_left = state[at[DOWN_LEFT] + c], down = state[at[DOWN] + c], down_right = state[at[DOWN_RIGHT] + c];
      const float falling = down_right - up_left, rising = up_right - down_left; /* the diagonals serve both gradients */
      const float across = right - left, along = down - up;
      out_n[c] = state[at[HERE] + c];
      out_n[C + c] = ((falling + rising) + (across + across)) * scale;
      out_n[2 * C + c] = ((falling - rising) + (along + along)) * scale;
    }
  }
}

/* forward: gx = (falling + rising + 2 across) * scale, gy = (falling - rising + 2 along) * scale,
 * so dfalling = (dgx + dgy) * scale, drising = (dgx - dgy) * scale, dacross = 2 dgx * scale, dalong = 2 dgy * scale.
 * The cell behind the last takes what falls outside the grid. */
NCA_PERCEIVE_BACKWARD(nca_sobel_backward__scalar) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  (void)saved;
  nca_walk walk = nca_walk_backward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c++) {
      const float dgx = dout_n[C + c] * scale, dgy = dout_n[2 * C + c] * scale;
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

NCA_INLINE void forward__simd128(float *out, float *saved, const float *state, const int32_t *cells, int num_cells,
                                 int H, int W, float scale, nca_edge edge, int C) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  (void)saved;
  const v128_t scales = wasm_f32x4_splat(scale);
  nca_walk walk = nca_walk_forward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    float *out_n = out + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c += LANES) {
      const float *state_c = state + c;
      const v128_t falling = wasm_f32x4_sub(wasm_v128_load(state_c + at[DOWN_RIGHT]), wasm_v128_load(state_c + at[UP_LEFT]));
      const v128_t rising = wasm_f32x4_sub(wasm_v128_load(state_c + at[UP_RIGHT]), wasm_v128_load(state_c + at[DOWN_LEFT]));
      const v128_t across = wasm_f32x4_sub(wasm_v128_load(state_c + at[RIGHT]), wasm_v128_load(state_c + at[LEFT]));
      const v128_t along = wasm_f32x4_sub(wasm_v128_load(state_c + at[DOWN]), wasm_v128_load(state_c + at[UP]));
      const v128_t gx = wasm_f32x4_add(wasm_f32x4_add(falling, rising), wasm_f32x4_add(across, across));
      const v128_t gy = wasm_f32x4_add(wasm_f32x4_sub(falling, rising), wasm_f32x4_add(along, along));
      wasm_v128_store(out_n + c, wasm_v128_load(state_c + at[HERE]));
      wasm_v128_store(out_n + C + c, wasm_f32x4_mul(gx, scales));
      wasm_v128_store(out_n + 2 * C + c, wasm_f32x4_mul(gy, scales));
    }
  }
}

NCA_PERCEIVE_FORWARD(nca_sobel_forward__simd128) {
  NCA_BY_CHANNELS(forward__simd128, C, out, saved, state, cells, num_cells, H, W, scale, edge);
}

NCA_INLINE void backward__simd128(float *dstate, const float *dout, const float *saved, const int32_t *cells, int num_cells,
                                  int H, int W, float scale, nca_edge edge, int C) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  (void)saved;
  const v128_t scales = wasm_f32x4_splat(scale);
  nca_walk walk = nca_walk_backward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c += LANES) {
      float *dstate_c = dstate + c;
      const v128_t dgx = wasm_f32x4_mul(wasm_v128_load(dout_n + C + c), scales);
      const v128_t dgy = wasm_f32x4_mul(wasm_v128_load(dout_n + 2 * C + c), scales);
      const v128_t dfalling = wasm_f32x4_add(dgx, dgy), drising = wasm_f32x4_sub(dgx, dgy);
      const v128_t dacross = wasm_f32x4_add(dgx, dgx), dalong = wasm_f32x4_add(dgy, dgy);
      nca_add_to(dstate_c + at[HERE], wasm_v128_load(dout_n + c));
      nca_subtract_from(dstate_c + at[UP_LEFT], dfalling);
      nca_add_to(dstate_c + at[DOWN_RIGHT], dfalling);
      nca_subtract_from(dstate_c + at[DOWN_LEFT], drising);
      nca_add_to(dstate_c + at[UP_RIGHT], drising);
      nca_subtract_from(dstate_c + at[LEFT], dacross);
      nca_add_to(dstate_c + at[RIGHT], dacross);
      nca_subtract_from(dstate_c + at[UP], dalong);
      nca_add_to(dstate_c + at[DOWN], dalong);
    }
  }
}

NCA_PERCEIVE_BACKWARD(nca_sobel_backward__simd128) {
  NCA_BY_CHANNELS(backward__simd128, C, dstate, dout, saved, cells, num_cells, H, W, scale, edge);
}

#endif

const nca_perception nca_perception_sobel = {
  .forward = NCA_PORTABLE(nca_sobel_forward), .reach = REACH, .planes = PLANES, .saved_planes = 0, .turns = true, .sum = 0xcb852456,
};
