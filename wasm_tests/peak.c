/* For the bench: the most multiplications and additions the engine makes a second, in a loop that stays in registers. */
#include <wasm_simd128.h>

float nca_bench_peak(int num_rounds);

enum { CHAINS = 12, FLOPS_A_ROUND = CHAINS * 4 * 2 };
int nca_bench_peak_flops_a_round(void);

int nca_bench_peak_flops_a_round(void) {
  return FLOPS_A_ROUND;
}

float nca_bench_peak(int num_rounds) {
  v128_t chain[CHAINS];
  for (int i = 0; i < CHAINS; i++) chain[i] = wasm_f32x4_splat((float)i);
  const v128_t factor = wasm_f32x4_splat(0.5f), term = wasm_f32x4_splat(1.0f);
  for (int round = 0; round < num_rounds; round++) {
    chain[0] = wasm_f32x4_add(wasm_f32x4_mul(chain[0], factor), term);
    chain[1] = wasm_f32x4_add(wasm_f32x4_mul(chain[1], factor), term);
    chain[2] = wasm_f32x4_add(wasm_f32x4_mul(chain[2], factor), term);
    chain[3] = wasm_f32x4_add(wasm_f32x4_mul(chain[3], factor), term);
    chain[4] = wasm_f32x4_add(wasm_f32x4_mul(chain[4], factor), term);
    chain[5] = wasm_f32x4_add(wasm_f32x4_mul(chain[5], factor), term);
    chain[6] = wasm_f32x4_add(wasm_f32x4_mul(chain[6], factor), term);
    chain[7] = wasm_f32x4_add(wasm_f32x4_mul(chain[7], factor), term);
    chain[8] = wasm_f32x4_add(wasm_f32x4_mul(chain[8], factor), term);
    chain[9] = wasm_f32x4_add(wasm_f32x4_mul(chain[9], factor), term);
    chain[10] = wasm_f32x4_add(wasm_f32x4_mul(chain[10], factor), term);
    chain[11] = wasm_f32x4_add(wasm_f32x4_mul(chain[11], factor), term);
  }
  v128_t sum = chain[0];
  for (int i = 1; i < CHAINS; i++) sum = wasm_f32x4_add(sum, chain[i]);
  return wasm_f32x4_extract_lane(sum, 0);
}
