/* What a decoder sees at a pixel finer than a cell, forward and backward: the state between four cell centres, and where between them it is.
 * As torch.nn.functional.interpolate(mode='bilinear', align_corners=False), https://pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html,
 * with sine and cosine behind it. The products that follow are those of dense.c. */
#include <stddef.h>

#include "base/misuse.h"
#include "kernels/kernels.h"

enum { LANES = 4 };

static void check_look(const float *a, const float *b, const nca_pixel *pixels, const nca_places *places, int num_pixels, int H, int W, int C) {
  NCA_ASSERT(a && b && (pixels || num_pixels == 0) && places && places->scale > 0 && num_pixels >= 0 && H > 0 && W > 0 && C > 0 && C % LANES == 0);
}

/* The four cells around a pixel, as places in the state, and how much each of them counts. */
typedef struct {
  ptrdiff_t at[4];
  float share[4];
} corners;

NCA_INLINE corners find_corners(nca_pixel pixel, const nca_places *places, int H, int W, int C) {
  NCA_ASSERT(pixel.y >= 0 && pixel.x >= 0 && pixel.y / places->scale < H && pixel.x / places->scale < W);
  const nca_place y = places->at[pixel.y % places->scale], x = places->at[pixel.x % places->scale];
  corners of = { .share = { (1.0f - y.share) * (1.0f - x.share), (1.0f - y.share) * x.share, y.share * (1.0f - x.share), y.share * x.share } };
  nca_cells_around(of.at, pixel, places, H, W, C);
  return of;
}

NCA_INLINE void put_place(float *out, nca_pixel pixel, const nca_places *places) {
  const nca_place y = places->at[pixel.y % places->scale], x = places->at[pixel.x % places->scale];
  out[0] = y.sine;
  out[1] = y.cosine;
  out[2] = x.sine;
  out[3] = x.cosine;
}

/* ---------------------------------------------------------------- scalar: the definition */

NCA_LOOK_FORWARD(nca_look_forward__scalar) {
  check_look(out, state, pixels, places, num_pixels, H, W, C);
  for (int n = 0; n < num_pixels; n++) {
    const corners of = find_corners(pixels[n], places, H, W, C);
    float *out_n = out + (ptrdiff_t)n * (C + NCA_PLACE);
    for (int c = 0; c < C; c++)
      out_n[c] = ((state[of.at[0] + c] * of.share[0] + state[of.at[1] + c] * of.share[1]) + state[of.at[2] + c] * of.share[2]) + state[of.at[3] + c] * of.share[3];
    put_place(out_n + C, pixels[n], places);
  }
}

/* forward: out[n] = sum of share[i] state[at[i]], so dstate[at[i]] += share[i] dout[n]; at the edge two of the four are one cell. */
NCA_LOOK_BACKWARD(nca_look_backward__scalar) {
  check_look(dstate, dout, pixels, places, num_pixels, H, W, C);
  for (int n = 0; n < num_pixels; n++) {
    const corners of = find_corners(pixels[n], places, H, W, C);
    const float *dout_n = dout + (ptrdiff_t)n * (C + NCA_PLACE);
    for (int i = 0; i < 4; i++)
      for (int c = 0; c < C; c++) dstate[of.at[i] + c] += dout_n[c] * of.share[i];
  }
}

/* ---------------------------------------------------------------- simd128 */

#ifdef NCA_SIMD128

NCA_LOOK_FORWARD(nca_look_forward__simd128) {
  check_look(out, state, pixels, places, num_pixels, H, W, C);
  for (int n = 0; n < num_pixels; n++) {
    const corners of = find_corners(pixels[n], places, H, W, C);
    const v128_t share_0 = wasm_f32x4_splat(of.share[0]), share_1 = wasm_f32x4_splat(of.share[1]);
    const v128_t share_2 = wasm_f32x4_splat(of.share[2]), share_3 = wasm_f32x4_splat(of.share[3]);
    float *out_n = out + (ptrdiff_t)n * (C + NCA_PLACE);
    for (int c = 0; c < C; c += LANES) {
      const float *state_c = state + c;
      v128_t sum = wasm_f32x4_mul(wasm_v128_load(state_c + of.at[0]), share_0);
      sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(state_c + of.at[1]), share_1));
      sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(state_c + of.at[2]), share_2));
      sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load(state_c + of.at[3]), share_3));
      wasm_v128_store(out_n + c, sum);
    }
    put_place(out_n + C, pixels[n], places);
  }
}

NCA_LOOK_BACKWARD(nca_look_backward__simd128) {
  check_look(dstate, dout, pixels, places, num_pixels, H, W, C);
  for (int n = 0; n < num_pixels; n++) {
    const corners of = find_corners(pixels[n], places, H, W, C);
    const float *dout_n = dout + (ptrdiff_t)n * (C + NCA_PLACE);
    for (int i = 0; i < 4; i++) {
      const v128_t share = wasm_f32x4_splat(of.share[i]);
      float *dstate_i = dstate + of.at[i];
      for (int c = 0; c < C; c += LANES) nca_add_to(dstate_i + c, wasm_f32x4_mul(wasm_v128_load(dout_n + c), share));
    }
  }
}

#endif
