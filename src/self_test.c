/* SIMD against scalar on this very machine, on a few numbers: a test of values, not of what the browser claims. */
#include <string.h>

#include "kernels.h"
#include "nca.h"

#ifdef NCA_SIMD128

enum { N = 4, K = 16, O = 16 };

/* Numbers of both signs and different sizes, so that rounding shows. */
static void fill(float *out, int count, int phase) {
  for (int i = 0; i < count; i++) out[i] = (float)((i * 37 + phase * 11) % 29 - 14) / 7.0f;
}

bool nca_self_test(void) {
  float in[N * K], weight[K * O], bias[O], dout[N * O], want[N * O], got[N * O], dwant[O * K], dgot[O * K];
  fill(in, N * K, 1);
  fill(weight, K * O, 2);
  fill(bias, O, 3);
  fill(dout, N * O, 4);
  fill(dwant, O * K, 5);
  memcpy(dgot, dwant, sizeof dgot);
  nca_dense_relu_forward__scalar(want, in, weight, bias, N, K, O);
  nca_dense_relu_forward__simd128(got, in, weight, bias, N, K, O);
  if (memcmp(want, got, sizeof got)) return false;
  nca_dense_relu_backward_input__scalar(want, in, weight, dout, N, K, O);
  nca_dense_relu_backward_input__simd128(got, in, weight, dout, N, K, O);
  if (memcmp(want, got, sizeof got)) return false;
  nca_dense_backward_weight__scalar(dwant, dout, in, N, O, K);
  nca_dense_backward_weight__simd128(dgot, dout, in, N, O, K);
  return !memcmp(dwant, dgot, sizeof dgot) && nca_fire_word__scalar(42, 7, 1 << 23) == nca_fire_word__simd128(42, 7, 1 << 23);
}

#else

bool nca_self_test(void) {
  return true;
}

#endif
