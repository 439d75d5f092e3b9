/* The one place that says where SIMD128 comes from: the wasm compiler itself, or SIMDe, which runs the very same
 * intrinsics natively, so that sanitizers see the kernels that ship. Without either only the scalar definitions remain. */
#ifndef NCA_SIMD_H
#define NCA_SIMD_H

#include "base/numerics.h"

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#define NCA_SIMD128 1
#elif defined(NCA_WITH_SIMDE)
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/wasm/simd128.h>
#define NCA_SIMD128 1
#endif

#define NCA_INLINE static inline __attribute__((always_inline))

#ifdef NCA_SIMD128

/* Four floats in memory, and four more. */
NCA_INLINE void nca_add_to(float *out, v128_t value) {
  wasm_v128_store(out, wasm_f32x4_add(wasm_v128_load(out), value));
}

NCA_INLINE void nca_subtract_from(float *out, v128_t value) {
  wasm_v128_store(out, wasm_f32x4_sub(wasm_v128_load(out), value));
}

#endif

/* Four floats as one value, such as the RGBA of a cell, for what has one body for both: each of the four comes to the same bits with SIMD128 and without. */
#ifdef NCA_SIMD128

typedef v128_t nca_four;

NCA_INLINE nca_four nca_four_load(const float *from) {
  return wasm_v128_load(from);
}

NCA_INLINE void nca_four_store(float *to, nca_four value) {
  wasm_v128_store(to, value);
}

NCA_INLINE nca_four nca_four_of(float value) {
  return wasm_f32x4_splat(value);
}

/* sum + a * b, the product rounded first */
NCA_INLINE nca_four nca_four_mul_add(nca_four sum, nca_four a, nca_four b) {
  return wasm_f32x4_add(sum, wasm_f32x4_mul(a, b));
}

#else

typedef struct {
  float at[4];
} nca_four;

NCA_INLINE nca_four nca_four_load(const float *from) {
  return (nca_four){ { from[0], from[1], from[2], from[3] } };
}

NCA_INLINE void nca_four_store(float *to, nca_four value) {
  for (int i = 0; i < 4; i++) to[i] = value.at[i];
}

NCA_INLINE nca_four nca_four_of(float value) {
  return (nca_four){ { value, value, value, value } };
}

NCA_INLINE nca_four nca_four_mul_add(nca_four sum, nca_four a, nca_four b) {
  for (int i = 0; i < 4; i++) sum.at[i] += a.at[i] * b.at[i];
  return sum;
}

#endif

#endif
