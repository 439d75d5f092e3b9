/* Filters that know no direction: every cell sees itself, the Laplacian of its neighbourhood and the length of the gradient. What a rule makes of
 * them it makes as well of a picture turned by a quarter, and nearly so of one turned by any angle.
 * Mordvintsev et al., "Growing Isotropic Neural Cellular Automata", https://arxiv.org/abs/2205.01681
 * laplacian = [1 2 1; 2 -12 2; 1 2 1], the gradient that of sobel.c
 * out = [identity | laplacian | gradient norm] */
#include <math.h>

#include "kernels/bend.h"
#include "kernels/kernels.h"

enum { REACH = 1, PLANES = 3, SAVED_PLANES = 2, LANES = 4 };

/* ---------------------------------------------------------------- scalar: the definition */

/* saved = [gx / norm | gy / norm], 0 where the norm is 0 */
NCA_PERCEIVE_FORWARD(nca_isotropic_forward__scalar) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  nca_walk walk = nca_walk_forward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    float *out_n = out + (ptrdiff_t)n * PLANES * C, *saved_n = saved ? saved + (ptrdiff_t)n * SAVED_PLANES * C : NULL;
    for (int c = 0; c < C; c++) {
      const nca_bend seen = nca_bend_forward__scalar(state + c, at, scale);
      const float norm = sqrtf(seen.gx * seen.gx + seen.gy * seen.gy);
      out_n[c] = seen.here;
      out_n[C + c] = seen.laplacian;
      out_n[2 * C + c] = norm;
      if (!saved_n) continue;
      saved_n[c] = norm == 0.0f ? 0.0f : seen.gx / norm; /* NaN stays NaN */
      saved_n[C + c] = norm == 0.0f ? 0.0f : seen.gy / norm;
    }
  }
}

/* forward: norm = |(gx, gy)|, so dgx = dnorm * gx / norm, dgy likewise; and on as in bend.h. */
NCA_PERCEIVE_BACKWARD(nca_isotropic_backward__scalar) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  NCA_ASSERT(saved);
  nca_walk walk = nca_walk_backward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C, *saved_n = saved + (ptrdiff_t)n * SAVED_PLANES * C;
    for (int c = 0; c < C; c++) {
      const float dnorm = dout_n[2 * C + c] * scale;
      nca_bend_backward__scalar(dstate + c, at, dout_n[c], dnorm * saved_n[c], dnorm * saved_n[C + c], dout_n[C + c] * scale);
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
  const v128_t scales = wasm_f32x4_splat(scale);
  nca_walk walk = nca_walk_forward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    float *out_n = out + (ptrdiff_t)n * PLANES * C, *saved_n = saved ? saved + (ptrdiff_t)n * SAVED_PLANES * C : NULL;
    for (int c = 0; c < C; c += LANES) {
      const nca_bend_0123 seen = nca_bend_forward__simd128(state + c, at, scales);
      const v128_t norm = wasm_f32x4_sqrt(wasm_f32x4_add(wasm_f32x4_mul(seen.gx, seen.gx), wasm_f32x4_mul(seen.gy, seen.gy)));
      wasm_v128_store(out_n + c, seen.here);
      wasm_v128_store(out_n + C + c, seen.laplacian);
      wasm_v128_store(out_n + 2 * C + c, norm);
      if (!saved_n) continue;
      wasm_v128_store(saved_n + c, direction(seen.gx, norm));
      wasm_v128_store(saved_n + C + c, direction(seen.gy, norm));
    }
  }
}

NCA_PERCEIVE_FORWARD(nca_isotropic_forward__simd128) {
  forward__simd128(out, saved, state, cells, num_cells, H, W, scale, edge, C);
}

NCA_INLINE void backward__simd128(float *dstate, const float *dout, const float *saved, const int32_t *cells, int num_cells,
                                  int H, int W, float scale, nca_edge edge, int C) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  NCA_ASSERT(saved);
  const v128_t scales = wasm_f32x4_splat(scale);
  nca_walk walk = nca_walk_backward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C, *saved_n = saved + (ptrdiff_t)n * SAVED_PLANES * C;
    for (int c = 0; c < C; c += LANES) {
      const v128_t dnorm = wasm_f32x4_mul(wasm_v128_load(dout_n + 2 * C + c), scales);
      const v128_t dgx = wasm_f32x4_mul(dnorm, wasm_v128_load(saved_n + c)), dgy = wasm_f32x4_mul(dnorm, wasm_v128_load(saved_n + C + c));
      nca_bend_backward__simd128(dstate + c, at, wasm_v128_load(dout_n + c), dgx, dgy, wasm_f32x4_mul(wasm_v128_load(dout_n + C + c), scales));
    }
  }
}

NCA_PERCEIVE_BACKWARD(nca_isotropic_backward__simd128) {
  backward__simd128(dstate, dout, saved, cells, num_cells, H, W, scale, edge, C);
}

#endif

const nca_perception nca_perception_isotropic = {
  .forward = NCA_PORTABLE(nca_isotropic_forward), .reach = REACH, .planes = PLANES, .saved_planes = SAVED_PLANES, .turns = false, .sum = 0x1cb97d2b,
};
