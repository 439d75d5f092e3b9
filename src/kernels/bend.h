/* How a neighbourhood slopes and bends: the Sobel gradients (sobel.c) and the Laplacian [1 2 1; 2 -12 2; 1 2 1] of one channel, and the way back.
 * What the sets of filters share that look at both. */
#ifndef NCA_BEND_H
#define NCA_BEND_H

#include "kernels/neighbours.h"

typedef struct {
  float here, gx, gy, laplacian;
} nca_bend;

/* state: of this channel. Sums pair what a quarter turn exchanges, so that such a turn changes no bit. */
NCA_INLINE nca_bend nca_bend_forward__scalar(const float *state, const ptrdiff_t at[NUM_NEIGHBOURS], float scale) {
  const float up_left = state[at[UP_LEFT]], up = state[at[UP]], up_right = state[at[UP_RIGHT]];
  const float left = state[at[LEFT]], here = state[at[HERE]], right = state[at[RIGHT]];
  const float down_left = state[at[DOWN_LEFT]], down = state[at[DOWN]], down_right = state[at[DOWN_RIGHT]];
  const float falling = down_right - up_left, rising = up_right - down_left; /* the diagonals serve both gradients */
  const float across = right - left, along = down - up;
  const float corners = (up_left + down_right) + (up_right + down_left), sides = (left + right) + (up + down);
  return (nca_bend){
    .here = here,
    .gx = ((falling + rising) + (across + across)) * scale,
    .gy = ((falling - rising) + (along + along)) * scale,
    .laplacian = ((corners + (sides + sides)) - 12.0f * here) * scale,
  };
}

/* forward: gx = (falling + rising + 2 across) * scale, gy = (falling - rising + 2 along) * scale, laplacian = (corners + 2 sides - 12 here) * scale,
 * so dfalling = dgx + dgy, drising = dgx - dgy, dacross = 2 dgx, dalong = 2 dgy, dside = 2 dcorner, dhere = dout - 12 dcorner, where dgx, dgy and
 * dcorner = dlaplacian are times the scale already. The cell behind the last takes what falls outside the grid. */
NCA_INLINE void nca_bend_backward__scalar(float *dstate, const ptrdiff_t at[NUM_NEIGHBOURS], float dhere, float dgx, float dgy, float dcorner) {
  const float dfalling = dgx + dgy, drising = dgx - dgy, dacross = dgx + dgx, dalong = dgy + dgy, dside = dcorner + dcorner;
  dstate[at[HERE]] += dhere - 12.0f * dcorner;
  dstate[at[UP_LEFT]] += dcorner - dfalling;
  dstate[at[DOWN_RIGHT]] += dcorner + dfalling;
  dstate[at[DOWN_LEFT]] += dcorner - drising;
  dstate[at[UP_RIGHT]] += dcorner + drising;
  dstate[at[LEFT]] += dside - dacross;
  dstate[at[RIGHT]] += dside + dacross;
  dstate[at[UP]] += dside - dalong;
  dstate[at[DOWN]] += dside + dalong;
}

#ifdef NCA_SIMD128

/* Of four channels. */
typedef struct {
  v128_t here, gx, gy, laplacian;
} nca_bend_0123;

NCA_INLINE nca_bend_0123 nca_bend_forward__simd128(const float *state, const ptrdiff_t at[NUM_NEIGHBOURS], v128_t scales) {
  const v128_t up_left = wasm_v128_load(state + at[UP_LEFT]), up = wasm_v128_load(state + at[UP]), up_right = wasm_v128_load(state + at[UP_RIGHT]);
  const v128_t left = wasm_v128_load(state + at[LEFT]), here = wasm_v128_load(state + at[HERE]), right = wasm_v128_load(state + at[RIGHT]);
  const v128_t down_left = wasm_v128_load(state + at[DOWN_LEFT]), down = wasm_v128_load(state + at[DOWN]);
  const v128_t down_right = wasm_v128_load(state + at[DOWN_RIGHT]);
  const v128_t falling = wasm_f32x4_sub(down_right, up_left), rising = wasm_f32x4_sub(up_right, down_left);
  const v128_t across = wasm_f32x4_sub(right, left), along = wasm_f32x4_sub(down, up);
  const v128_t corners = wasm_f32x4_add(wasm_f32x4_add(up_left, down_right), wasm_f32x4_add(up_right, down_left));
  const v128_t sides = wasm_f32x4_add(wasm_f32x4_add(left, right), wasm_f32x4_add(up, down));
  const v128_t around = wasm_f32x4_add(corners, wasm_f32x4_add(sides, sides));
  return (nca_bend_0123){
    .here = here,
    .gx = wasm_f32x4_mul(wasm_f32x4_add(wasm_f32x4_add(falling, rising), wasm_f32x4_add(across, across)), scales),
    .gy = wasm_f32x4_mul(wasm_f32x4_add(wasm_f32x4_sub(falling, rising), wasm_f32x4_add(along, along)), scales),
    .laplacian = wasm_f32x4_mul(wasm_f32x4_sub(around, wasm_f32x4_mul(wasm_f32x4_splat(12.0f), here)), scales),
  };
}

NCA_INLINE void nca_bend_backward__simd128(float *dstate, const ptrdiff_t at[NUM_NEIGHBOURS], v128_t dhere, v128_t dgx, v128_t dgy, v128_t dcorner) {
  const v128_t dfalling = wasm_f32x4_add(dgx, dgy), drising = wasm_f32x4_sub(dgx, dgy);
  const v128_t dacross = wasm_f32x4_add(dgx, dgx), dalong = wasm_f32x4_add(dgy, dgy), dside = wasm_f32x4_add(dcorner, dcorner);
  nca_add_to(dstate + at[HERE], wasm_f32x4_sub(dhere, wasm_f32x4_mul(wasm_f32x4_splat(12.0f), dcorner)));
  nca_add_to(dstate + at[UP_LEFT], wasm_f32x4_sub(dcorner, dfalling));
  nca_add_to(dstate + at[DOWN_RIGHT], wasm_f32x4_add(dcorner, dfalling));
  nca_add_to(dstate + at[DOWN_LEFT], wasm_f32x4_sub(dcorner, drising));
  nca_add_to(dstate + at[UP_RIGHT], wasm_f32x4_add(dcorner, drising));
  nca_add_to(dstate + at[LEFT], wasm_f32x4_sub(dside, dacross));
  nca_add_to(dstate + at[RIGHT], wasm_f32x4_add(dside, dacross));
  nca_add_to(dstate + at[UP], wasm_f32x4_sub(dside, dalong));
  nca_add_to(dstate + at[DOWN], wasm_f32x4_add(dside, dalong));
}

#endif

#endif
