/* Not of the library: what new_parts_test.sh adds to it. Every cell sees itself, the Sobel gradients of its neighbourhood as in sobel.c, and a blur: the sum of
 * the 5x5 about it. So it looks farther than the sets that ship.
 * out = [identity | sobel x | sobel y | blur] */
#include "kernels/bend.h"
#include "kernels/kernels.h"

enum { REACH = 2, PLANES = 4, LANES = 4, NUM_SEEN = NCA_NUM_SEEN(REACH) };

/* next [9]: the 3x3 in the middle of what is seen, for bend.h */
NCA_INLINE void find_next(ptrdiff_t next[NUM_NEIGHBOURS], const ptrdiff_t at[NUM_SEEN]) {
  for (int i = 0; i < NUM_NEIGHBOURS; i++) next[i] = at[(i / 3 + 1) * 5 + i % 3 + 1];
}

/* ---------------------------------------------------------------- scalar: the definition */

NCA_PERCEIVE_FORWARD(nca_sobel_blur_forward__scalar) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  (void)saved;
  nca_walk walk = nca_walk_forward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_SEEN], next[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    find_next(next, at);
    float *out_n = out + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c++) {
      const nca_bend seen = nca_bend_forward__scalar(state + c, next, scale);
      float blur = 0.0f;
      for (int i = 0; i < NUM_SEEN; i++) blur += state[at[i] + c];
      out_n[c] = seen.here;
      out_n[C + c] = seen.gx;
      out_n[2 * C + c] = seen.gy;
      out_n[3 * C + c] = blur * scale;
    }
  }
}

/* forward: blur = sum of state[i] * scale, so dstate[i] += dblur * scale */
NCA_PERCEIVE_BACKWARD(nca_sobel_blur_backward__scalar) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  (void)saved;
  nca_walk walk = nca_walk_backward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_SEEN], next[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    find_next(next, at);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c++) {
      nca_bend_backward__scalar(dstate + c, next, dout_n[c], dout_n[C + c] * scale, dout_n[2 * C + c] * scale, 0.0f);
      for (int i = 0; i < NUM_SEEN; i++) dstate[at[i] + c] += dout_n[3 * C + c] * scale;
    }
  }
}

/* ---------------------------------------------------------------- simd128 */

#ifdef NCA_SIMD128

NCA_PERCEIVE_FORWARD(nca_sobel_blur_forward__simd128) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  (void)saved;
  const v128_t scales = wasm_f32x4_splat(scale);
  nca_walk walk = nca_walk_forward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_SEEN], next[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    find_next(next, at);
    float *out_n = out + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c += LANES) {
      const nca_bend_0123 seen = nca_bend_forward__simd128(state + c, next, scales);
      v128_t blur = wasm_f32x4_splat(0.0f);
      for (int i = 0; i < NUM_SEEN; i++) blur = wasm_f32x4_add(blur, wasm_v128_load(state + at[i] + c));
      wasm_v128_store(out_n + c, seen.here);
      wasm_v128_store(out_n + C + c, seen.gx);
      wasm_v128_store(out_n + 2 * C + c, seen.gy);
      wasm_v128_store(out_n + 3 * C + c, wasm_f32x4_mul(blur, scales));
    }
  }
}

NCA_PERCEIVE_BACKWARD(nca_sobel_blur_backward__simd128) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  (void)saved;
  const v128_t scales = wasm_f32x4_splat(scale), nothing = wasm_f32x4_splat(0.0f);
  nca_walk walk = nca_walk_backward(H, W, C, edge);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_SEEN], next[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n], REACH);
    find_next(next, at);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c += LANES) {
      const v128_t dgx = wasm_f32x4_mul(wasm_v128_load(dout_n + C + c), scales), dgy = wasm_f32x4_mul(wasm_v128_load(dout_n + 2 * C + c), scales);
      const v128_t dblur = wasm_f32x4_mul(wasm_v128_load(dout_n + 3 * C + c), scales);
      nca_bend_backward__simd128(dstate + c, next, wasm_v128_load(dout_n + c), dgx, dgy, nothing);
      for (int i = 0; i < NUM_SEEN; i++) nca_add_to(dstate + at[i] + c, dblur);
    }
  }
}

#endif

const nca_perception nca_perception_sobel_blur = {
  .forward = NCA_PORTABLE(nca_sobel_blur_forward), .reach = REACH, .planes = PLANES, .saved_planes = 0, .turns = true, .sum = 0x360ef6ca,
};
