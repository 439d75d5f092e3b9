/* The products of dense.c on the vectors of one processor, for native builds: wider ones than SIMD128 on x86, four lanes on aarch64. The same
 * sums in the same order, so the same bits.
 *
 * Built once for each instruction set (native.cmake), with NCA_WIDE_ISA, its name, and NCA_WIDE_LANES, the floats of its vector; and once
 * more fused, where the compiler makes each multiplication and addition here one instruction.
 * The vector extensions of GCC and Clang stand in for intrinsics: https://gcc.gnu.org/onlinedocs/gcc/Vector-Extensions.html
 * A vector never crosses a panel. kernels_best.c sends elsewhere what a weight's gradient cannot take here. */
#include <stddef.h>

#include "base/misuse.h"
#include "kernels/kernels.h"

#define JOIN(a, b) a##b
#define JOIN_EXPANDED(a, b) JOIN(a, b)
#define WIDE(name) JOIN_EXPANDED(name##__, NCA_WIDE_ISA) /* the name is no macro's any more once it is joined */

typedef float vec __attribute__((vector_size(NCA_WIDE_LANES * 4), aligned(4), may_alias));
typedef int32_t mask __attribute__((vector_size(NCA_WIDE_LANES * 4)));

/* A register tile of TILE_ROWS x TILE_VECTORS sums; what feeds them fits beside it in 16 registers (AVX2) or 32 (AVX-512, NEON). */
enum { LANES = NCA_WIDE_LANES, TILE_ROWS = LANES == 16 ? 8 : 4, TILE_VECTORS = LANES == 4 ? 4 : 2, SHORT_ROWS = 4 };

typedef enum { STORE_PLAIN, STORE_RELU, STORE_GATED } store_mode;

static void check_shape(const float *out, const float *a, const float *b, int N, int rows_by, int rows, int columns) {
  NCA_ASSERT(out && a && b && N >= 0 && N % SHORT_ROWS == 0 && rows > 0 && rows % rows_by == 0 && columns > 0 && columns % NCA_PANEL == 0);
}

NCA_INLINE vec load(const float *at) {
  return *(const vec *)at;
}

NCA_INLINE void store(float *at, vec value) {
  *(vec *)at = value;
}

/* rows x vectors outputs: finish(bias + sum_k in[n][k] * panel[k][o]). rows and vectors are constants at every call. */
NCA_INLINE void product_tile(float *out, const float *in, const float *panels, const float *bias, const float *gate, int K, int O,
                             store_mode mode, int rows, int vectors) {
  const vec zero = { 0 };
  const int next_vector = (int)LANES < (int)NCA_PANEL ? LANES : K * NCA_PANEL;
  vec sum[TILE_ROWS][TILE_VECTORS];
#pragma GCC unroll 8
  for (int n = 0; n < rows; n++)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; v++) sum[n][v] = bias ? load(bias + v * LANES) : zero;
  for (int k = 0; k < K; k++, panels += NCA_PANEL) {
#pragma GCC unroll 8
    for (int n = 0; n < rows; n++)
#pragma GCC unroll 4
      for (int v = 0; v < vectors; v++) sum[n][v] += in[n * K + k] * load(panels + v * next_vector);
  }
#pragma GCC unroll 8
  for (int n = 0; n < rows; n++)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; v++) {
      const int at = n * O + v * LANES;
      vec value = sum[n][v];
      if (mode == STORE_RELU) value = (vec)((mask)value & ~(value < zero)); /* in this order: NaN stays and is caught later */
      if (mode == STORE_GATED) value = (vec)((mask)value & (load(gate + at) > zero));
      store(out + at, value);
    }
}

/* All rows of a strip of outputs, so that its panels stay in the first cache. */
NCA_INLINE void product_strip(float *out, const float *in, const float *panels, const float *bias, const float *gate, int N, int K, int O,
                              store_mode mode, int vectors) {
  int n = 0;
  for (; n + TILE_ROWS <= N; n += TILE_ROWS)
    product_tile(out + n * O, in + n * K, panels, bias, gate + n * O, K, O, mode, TILE_ROWS, vectors);
  for (; n < N; n += SHORT_ROWS)
    product_tile(out + n * O, in + n * K, panels, bias, gate + n * O, K, O, mode, SHORT_ROWS, vectors);
}

NCA_INLINE void rows_times_matrix(float *out, const float *in, const float *panels, const float *bias, const float *gate, int N, int K,
                                  int O, store_mode mode) {
  check_shape(out, in, panels, N, 1, K, O);
  const float *gate_0 = mode == STORE_GATED ? gate : out; /* read only when gated */
  int o = 0;
  for (; o + TILE_VECTORS * LANES <= O; o += TILE_VECTORS * LANES)
    product_strip(out + o, in, panels + o * K, bias ? bias + o : bias, gate_0 + o, N, K, O, mode, TILE_VECTORS);
  for (; o < O; o += LANES) product_strip(out + o, in, panels + o * K, bias ? bias + o : bias, gate_0 + o, N, K, O, mode, 1);
}

NCA_DENSE_FORWARD(WIDE(nca_dense_forward)) {
  rows_times_matrix(out, in, panels, bias, NULL, N, K, O, STORE_PLAIN);
}

NCA_DENSE_FORWARD(WIDE(nca_dense_relu_forward)) {
  rows_times_matrix(out, in, panels, bias, NULL, N, K, O, STORE_RELU);
}

NCA_DENSE_BACKWARD_INPUT(WIDE(nca_dense_backward_input)) {
  rows_times_matrix(din, dout, panels, NULL, NULL, N, O, K, STORE_PLAIN);
}

NCA_DENSE_RELU_BACKWARD_INPUT(WIDE(nca_dense_relu_backward_input)) {
  NCA_ASSERT(activated);
  rows_times_matrix(din, dout, panels, NULL, activated, N, O, K, STORE_GATED);
}

/* TILE_ROWS x vectors of dweight += sum_n dout[n][o] * in[n][k]. vectors is a constant at every call. */
NCA_INLINE void outer_tile(float *dweight, const float *dout, const float *in, int N, int O, int K, int vectors) {
  const vec zero = { 0 };
  vec sum[TILE_ROWS][TILE_VECTORS];
#pragma GCC unroll 8
  for (int o = 0; o < TILE_ROWS; o++)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; v++) sum[o][v] = zero;
  for (int n = 0; n < N; n++, dout += O, in += K) {
#pragma GCC unroll 8
    for (int o = 0; o < TILE_ROWS; o++)
#pragma GCC unroll 4
      for (int v = 0; v < vectors; v++) sum[o][v] += dout[o] * load(in + v * LANES);
  }
#pragma GCC unroll 8
  for (int o = 0; o < TILE_ROWS; o++)
#pragma GCC unroll 4
    for (int v = 0; v < vectors; v++) store(dweight + o * K + v * LANES, load(dweight + o * K + v * LANES) + sum[o][v]);
}

NCA_DENSE_BACKWARD_WEIGHT(WIDE(nca_dense_backward_weight)) {
  check_shape(dweight, dout, in, N, TILE_ROWS, O, K);
  for (int o = 0; o < O; o += TILE_ROWS) {
    int k = 0;
    for (; k + TILE_VECTORS * LANES <= K; k += TILE_VECTORS * LANES)
      outer_tile(dweight + o * K + k, dout + o, in + k, N, O, K, TILE_VECTORS);
    for (; k < K; k += LANES) outer_tile(dweight + o * K + k, dout + o, in + k, N, O, K, 1);
  }
}
