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

#endif
