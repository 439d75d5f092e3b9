/* Filters that know no direction: every cell sees itself, the Laplacian of its neighbourhood and the length of the gradient. What a rule makes of
 * them it makes as well of a picture turned by a quarter, and nearly so of one turned by any angle.
 * Mordvintsev et al., "Growing Isotropic Neural Cellular Automata", https://arxiv.org/abs/2205.01681
 * laplacian = [1 2 1; 2 -12 2; 1 2 1], the gradient that of sobel.c
 * out = [identity | laplacian | gradient norm] */
#include <math.h>

#include "kernels/kernels.h"
#include "kernels/neighbours.h"

enum { PLANES = 3, SAVED_PLANES = 2, LANES = 4 };

/* ---------------------------------------------------------------- scalar: the definition */

/* saved = [gx / norm | gy / norm], 0 where the norm is 0. Sums pair what a quarter turn exchanges, so that such a turn changes no bit. */
NCA_PERCEIVE_FORWARD(nca_isotropic_forward__scalar) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  nca_walk walk = nca_walk_begin(H, W, C, edge, H);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n]);
    float *out_n = out + (ptrdiff_t)n * PLANES * C, *saved_n = saved ? saved + (ptrdiff_t)n * SAVED_PLANES * C : NULL;
    for (int c = 0; c < C; c++) {
      const float up_left = state[at[UP_LEFT] + c], up = state[at[UP] + c], up_right = state[at[UP_RIGHT] + c];
      const float left = state[at[LEFT] + c], here = state[at[HERE] + c], right = state[at[RIGHT] + c];
      const float down_left = state[at[DOWN_LEFT] + c], down = state[at[DOWN] + c], down_right = state[at[DOWN_RIGHT] + c];
      const float falling = down_right - up_left, rising = up_right - down_left;
      const float across = right - left, along = down - up;
      const float gx = ((falling + rising) + (across + across)) * scale, gy = ((falling - rising) + (along + along)) * scale;
      const float corners = (up_left + down_right) + (up_right + down_left), sides = (left + right) + (up + down);
      const float norm = sqrtf(gx * gx + gy * gy);
      out_n[c] = here;
      out_n[C + c] = ((corners + (sides + sides)) - 12.0f * here) * scale;
      out_n[2 * C + c] = norm;
      if (!saved_n) continue;
      saved_n[c] = norm == 0.0f ? 0.0f : gx / norm; /* NaN stays NaN */
      saved_n[C + c] = norm == 0.0f ? 0.0f : gy / norm;
    }
  }
}

/* forward: laplacian = (corners + 2 sides - 12 here) * scale and norm = |(gx, gy)|,
 * so dcorner = dlaplacian * scale, dside = 2 dcorner, dhere = dout - 12 dcorner; dgx = dnorm * gx / norm, dgy likewise, and on as in sobel.c. */
NCA_PERCEIVE_BACKWARD(nca_isotropic_backward__scalar) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  NCA_ASSERT(saved);
  nca_walk walk = nca_walk_begin(H, W, C, edge, 0);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n]);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C, *saved_n = saved + (ptrdiff_t)n * SAVED_PLANES * C;
    for (int c = 0; c < C; c++) {
      const float dcorner = dout_n[C + c] * scale, dnorm = dout_n[2 * C + c] * scale;
      const float dgx = dnorm * saved_n[c], dgy = dnorm * saved_n[C + c];
      const float dfalling = dgx + dgy, drising = dgx - dgy, dacross = dgx + dgx, dalong = dgy + dgy, dside = dcorner + dcorner;
      dstate[at[HERE] + c] += dout_n[c] - 12.0f * dcorner;
      dstate[at[UP_LEFT] + c] += dcorner - dfalling;
      dstate[at[DOWN_RIGHT] + c] += dcorner + dfalling;
      dstate[at[DOWN_LEFT] + c] += dcorner - drising;
      dstate[at[UP_RIGHT] + c] += dcorner + drising;
      dstate[at[LEFT] + c] += dside - dacross;
      dstate[at[RIGHT] + c] += dside + dacross;
      dstate[at[UP] + c] += dside - dalong;
      dstate[at[DOWN] + c] += dside + dalong;
    }
  }
}

/* ---------------------------------------------------------------- simd128 */

#ifdef NCA_SIMD128

/* component / norm, but 0 where the norm is 0 */
NCA_INLINE v128_t direction(v128_t component, v128_t norm) {
  return wasm_v128_andnot(wasm_f32x4_div(component, norm), wasm_f32x4_eq(norm, wasm_f32x4_splat(0.0f)));
}

NCA_INLINE void forward__simd128(float *out, float *saved, const float *state, const int32_t *cells, int num_cells,
                                 int H, int W, float scale, nca_edge edge, int C) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  const v128_t scales = wasm_f32x4_splat(scale), twelve = wasm_f32x4_splat(12.0f);
  nca_walk walk = nca_walk_begin(H, W, C, edge, H);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n]);
    float *out_n = out + (ptrdiff_t)n * PLANES * C, *saved_n = saved ? saved + (ptrdiff_t)n * SAVED_PLANES * C : NULL;
    for (int c = 0; c < C; c += LANES) {
      const float *state_c = state + c;
      const v128_t up_left = wasm_v128_load(state_c + at[UP_LEFT]), up = wasm_v128_load(state_c + at[UP]), up_right = wasm_v128_load(state_c + at[UP_RIGHT]);
      const v128_t left = wasm_v128_load(state_c + at[LEFT]), here = wasm_v128_load(state_c + at[HERE]), right = wasm_v128_load(state_c + at[RIGHT]);
      const v128_t down_left = wasm_v128_load(state_c + at[DOWN_LEFT]), down = wasm_v128_load(state_c + at[DOWN]);
      const v128_t down_right = wasm_v128_load(state_c + at[DOWN_RIGHT]);
      const v128_t falling = wasm_f32x4_sub(down_right, up_left), rising = wasm_f32x4_sub(up_right, down_left);
      const v128_t across = wasm_f32x4_sub(right, left), along = wasm_f32x4_sub(down, up);
      const v128_t gx = wasm_f32x4_mul(wasm_f32x4_add(wasm_f32x4_add(falling, rising), wasm_f32x4_add(across, across)), scales);
      const v128_t gy = wasm_f32x4_mul(wasm_f32x4_add(wasm_f32x4_sub(falling, rising), wasm_f32x4_add(along, along)), scales);
      const v128_t corners = wasm_f32x4_add(wasm_f32x4_add(up_left, down_right), wasm_f32x4_add(up_right, down_left));
      const v128_t sides = wasm_f32x4_add(wasm_f32x4_add(left, right), wasm_f32x4_add(up, down));
      const v128_t around = wasm_f32x4_add(corners, wasm_f32x4_add(sides, sides));
      const v128_t norm = wasm_f32x4_sqrt(wasm_f32x4_add(wasm_f32x4_mul(gx, gx), wasm_f32x4_mul(gy, gy)));
      wasm_v128_store(out_n + c, here);
      wasm_v128_store(out_n + C + c, wasm_f32x4_mul(wasm_f32x4_sub(around, wasm_f32x4_mul(twelve, here)), scales));
      wasm_v128_store(out_n + 2 * C + c, norm);
      if (!saved_n) continue;
      wasm_v128_store(saved_n + c, direction(gx, norm));
      wasm_v128_store(saved_n + C + c, direction(gy, norm));
    }
  }
}

NCA_PERCEIVE_FORWARD(nca_isotropic_forward__simd128) {
  NCA_BY_CHANNELS(forward__simd128, C, out, saved, state, cells, num_cells, H, W, scale, edge);
}

NCA_INLINE void backward__simd128(float *dstate, const float *dout, const float *saved, const int32_t *cells, int num_cells,
                                  int H, int W, float scale, nca_edge edge, int C) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  NCA_ASSERT(saved);
  const v128_t scales = wasm_f32x4_splat(scale), twelve = wasm_f32x4_splat(12.0f);
  nca_walk walk = nca_walk_begin(H, W, C, edge, 0);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n]);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C, *saved_n = saved + (ptrdiff_t)n * SAVED_PLANES * C;
    for (int c = 0; c < C; c += LANES) {
      float *dstate_c = dstate + c;
      const v128_t dcorner = wasm_f32x4_mul(wasm_v128_load(dout_n + C + c), scales), dnorm = wasm_f32x4_mul(wasm_v128_load(dout_n + 2 * C + c), scales);
      const v128_t dgx = wasm_f32x4_mul(dnorm, wasm_v128_load(saved_n + c)), dgy = wasm_f32x4_mul(dnorm, wasm_v128_load(saved_n + C + c));
      const v128_t dfalling = wasm_f32x4_add(dgx, dgy), drising = wasm_f32x4_sub(dgx, dgy);
      const v128_t dacross = wasm_f32x4_add(dgx, dgx), dalong = wasm_f32x4_add(dgy, dgy), dside = wasm_f32x4_add(dcorner, dcorner);
      nca_add_to(dstate_c + at[HERE], wasm_f32x4_sub(wasm_v128_load(dout_n + c), wasm_f32x4_mul(twelve, dcorner)));
      nca_add_to(dstate_c + at[UP_LEFT], wasm_f32x4_sub(dcorner, dfalling));
      nca_add_to(dstate_c + at[DOWN_RIGHT], wasm_f32x4_add(dcorner, dfalling));
      nca_add_to(dstate_c + at[DOWN_LEFT], wasm_f32x4_sub(dcorner, drising));
      nca_add_to(dstate_c + at[UP_RIGHT], wasm_f32x4_add(dcorner, drising));
      nca_add_to(dstate_c + at[LEFT], wasm_f32x4_sub(dside, dacross));
      nca_add_to(dstate_c + at[RIGHT], wasm_f32x4_add(dside, dacross));
      nca_add_to(dstate_c + at[UP], wasm_f32x4_sub(dside, dalong));
      nca_add_to(dstate_c + at[DOWN], wasm_f32x4_add(dside, dalong));
    }
  }
}

NCA_PERCEIVE_BACKWARD(nca_isotropic_backward__simd128) {
  NCA_BY_CHANNELS(backward__simd128, C, dstate, dout, saved, cells, num_cells, H, W, scale, edge);
}

#endif

const nca_perception nca_perception_isotropic = { .forward = NCA_PORTABLE(nca_isotropic_forward), .planes = PLANES, .saved_planes = SAVED_PLANES, .turns = false };
