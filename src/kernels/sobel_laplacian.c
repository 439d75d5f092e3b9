/* Every cell sees itself, the Sobel gradients of its neighbourhood as in sobel.c, and the Laplacian as in isotropic.c: how it slopes and how it bends.
 * Niklasson et al., "Self-Organising Textures", https://distill.pub/selforg/2021/textures/
 * out = [identity | sobel x | sobel y | laplacian] */
#include "kernels/bend.h"
#include "kernels/kernels.h"

enum { REACH = 1, PLANES = 4, LANES = 4 };

/* ---------------------------------------------------------------- scalar: the definition */

NCA_PERCEIVE_FORWARD(nca_sobel_laplacian_forward__scalar) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  (void)saved;
  nca_walk walk = nca_walk_forward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    float *out_n = out + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c++) {
      const nca_bend seen = nca_bend_forward__scalar(state + c, at, scale);
      out_n[c] = seen.here;
      out_n[C + c] = seen.gx;
      out_n[2 * C + c] = seen.gy;
      out_n[3 * C + c] = seen.laplacian;
    }
  }
}

NCA_PERCEIVE_BACKWARD(nca_sobel_laplacian_backward__scalar) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  (void)saved;
  nca_walk walk = nca_walk_backward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NCA_NUM_SEEN(REACH)];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c++) {
      nca_bend_backward__scalar(dstate + c, at, dout_n[c], dout_n[C + c] * scale, dout_n[2 * C + c] * scale, dout_n[3 * C + c] * scale);
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
      const nca_bend_0123 seen = nca_bend_forward__simd128(state + c, at, scales);
      wasm_v128_store(out_n + c, seen.here);
      wasm_v128_store(out_n + C + c, seen.gx);
      wasm_v128_store(out_n + 2 * C + c, seen.gy);
      wasm_v128_store(out_n + 3 * C + c, seen.laplacian);
    }
  }
}

NCA_PERCEIVE_FORWARD(nca_sobel_laplacian_forward__simd128) {
  forward__simd128(out, saved, state, cells, num_cells, H, W, scale, edge, C);
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
      const v128_t dgx = wasm_f32x4_mul(wasm_v128_load(dout_n + C + c), scales), dgy = wasm_f32x4_mul(wasm_v128_load(dout_n + 2 * C + c), scales);
      nca_bend_backward__simd128(dstate + c, at, wasm_v128_load(dout_n + c), dgx, dgy, wasm_f32x4_mul(wasm_v128_load(dout_n + 3 * C + c), scales));
    }
  }
}

NCA_PERCEIVE_BACKWARD(nca_sobel_laplacian_backward__simd128) {
  backward__simd128(dstate, dout, saved, cells, num_cells, H, W, scale, edge, C);
}

#endif

const nca_perception nca_perception_sobel_laplacian = {
  .forward = NCA_PORTABLE(nca_sobel_laplacian_forward), .reach = REACH, .planes = PLANES, .saved_planes = 0, .turns = true, .sum = 0x2ba5e033,
};
