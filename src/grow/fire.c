/* The fire mask: which cells take their update in a step. Stateless, so that C, wasm, WGSL and the reference draw the same cells. */
#include "grow/fire.h"

#include "base/misuse.h"
#include "base/rng.h"
#include "kernels/kernels.h"
#include "nca.h"

nca_fire nca_fire_of_step(uint32_t seed, uint32_t step, double fire_rate) {
  return (nca_fire){ .key = nca_mix(seed + step * 0x9e3779b9U), .threshold = (uint32_t)(fire_rate * 0x1p24) };
}

NCA_FIRE_WORD(nca_fire_word__scalar) {
  uint64_t word = 0;
  for (uint32_t i = 0; i < 64; i++) word |= (uint64_t)((nca_mix(key ^ (first_cell + i)) >> 8) < threshold) << i;
  return word;
}

#ifdef NCA_SIMD128

NCA_INLINE v128_t mix__simd128(v128_t x) {
  x = wasm_v128_xor(x, wasm_u32x4_shr(x, 16));
  x = wasm_i32x4_mul(x, wasm_i32x4_splat(0x7feb352d));
  x = wasm_v128_xor(x, wasm_u32x4_shr(x, 15));
  x = wasm_i32x4_mul(x, wasm_i32x4_splat((int32_t)0x846ca68bU));
  return wasm_v128_xor(x, wasm_u32x4_shr(x, 16));
}

NCA_FIRE_WORD(nca_fire_word__simd128) {
  const v128_t keys = wasm_i32x4_splat((int32_t)key), thresholds = wasm_i32x4_splat((int32_t)threshold);
  v128_t cells = wasm_i32x4_add(wasm_i32x4_splat((int32_t)first_cell), wasm_i32x4_const(0, 1, 2, 3));
  uint64_t word = 0;
  for (int i = 0; i < 64; i += 4) {
    /* both sides are at most 2^24, so the signed comparison is the unsigned one */
    const v128_t fires = wasm_i32x4_lt(wasm_u32x4_shr(mix__simd128(wasm_v128_xor(keys, cells)), 8), thresholds);
    word |= (uint64_t)wasm_i32x4_bitmask(fires) << i;
    cells = wasm_i32x4_add(cells, wasm_i32x4_splat(4));
  }
  return word;
}

#endif

void nca_fire_mask(uint8_t *mask, int height_cells, int width_cells, uint32_t seed, uint32_t step, double fire_rate) {
  NCA_ASSERT(mask && height_cells > 0 && width_cells > 0 && fire_rate >= 0.0 && fire_rate <= 1.0);
  const nca_fire fire = nca_fire_of_step(seed, step, fire_rate);
  const int64_t num_cells = (int64_t)height_cells * width_cells;
  for (int64_t cell = 0; cell < num_cells; cell += 64) {
    const uint64_t word = nca_fire_word(fire.key, (uint32_t)cell, fire.threshold);
    for (int64_t i = 0; i < 64 && cell + i < num_cells; i++) mask[cell + i] = (uint8_t)(word >> i & 1);
  }
}
