/* The two 1x1 convolutions of the update rule on packed rows of cells, forward and backward.
 * A 1x1 convolution is torch.nn.functional.linear for every cell: https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
 *
 * SIMD: a register tile of 4 cells x 8 outputs. Outputs lie along the lanes, the input is splatted, and the eight accumulators
 * with what feeds them fill the sixteen registers of SSE without spilling. */
#include <string.h>

#include "kernels.h"
#include "misuse.h"
#include "nca.h"

enum { TILE_N = 4, TILE_O = 8, LANES = 4 };

static void check_dense(const float *out, const float *in, const float *panels, int N, int K, int O) {
  NCA_ASSERT(out && in && panels && N >= 0 && N % TILE_N == 0 && K > 0 && O > 0 && O % NCA_PANEL == 0);
}

static void check_outer(const float *dweight, const float *dout, const float *in, int N, int O, int K) {
  NCA_ASSERT(dweight && dout && in && N >= 0 && N % TILE_N == 0 && O > 0 && O % TILE_N == 0 && K > 0 && K % TILE_O == 0);
}

static void check_bias(const float *dbias, const float *dout, int N, int O) {
  NCA_ASSERT(dbias && dout && N >= 0 && O > 0 && O % (4 * LANES) == 0);
}

/* What happens to a sum before it is stored. A constant at every call, so that each kernel keeps only its own branch. */
typedef enum { STORE_PLAIN, STORE_RELU, STORE_GATED } store_mode;

void nca_dense_pack(float *panels, const float *matrix, int rows, int columns, int row_stride, int column_stride) {
  NCA_ASSERT(panels && matrix && rows > 0 && columns > 0 && columns % NCA_PANEL == 0);
  for (int c = 0; c < columns; c++)
    for (int r = 0; r < rows; r++)
      panels[(c / NCA_PANEL * rows + r) * NCA_PANEL + c % NCA_PANEL] = matrix[r * row_stride + c * column_stride];
}

/* ---------------------------------------------------------------- scalar: the definition */

NCA_INLINE void rows_times_matrix__scalar(float *out, const float *in, const float *panels, const float *bias, const float *gate,
                                          int N, int K, int O, store_mode mode) {
  for (int n = 0; n < N; n++) {
    for (int o = 0; o < O; o++) {
      float sum = bias ? bias[o] : 0.0f;
      for (int k = 0; k < K; k++) sum += in[n * K + k] * panels[(o / NCA_PANEL * K + k) * NCA_PANEL + o % NCA_PANEL];
      if (mode == STORE_RELU) sum = sum < 0.0f ? 0.0f : sum; /* in this order: NaN stays and is caught later */
      if (mode == STORE_GATED) sum = gate[n * O + o] > 0.0f ? sum : 0.0f;
      out[n * O + o] = sum;
    }
  }
}

NCA_DENSE_FORWARD(nca_dense_forward__scalar) {
  check_dense(out, in, panels, N, K, O);
  rows_times_matrix__scalar(out, in, panels, bias, NULL, N, K, O, STORE_PLAIN);
}

NCA_DENSE_FORWARD(nca_dense_relu_forward__scalar) {
  check_dense(out, in, panels, N, K, O);
  rows_times_matrix__scalar(out, in, panels, bias, NULL, N, K, O, STORE_RELU);
}

/* forward: out[n][o] = bias[o] + sum_k in[n][k] * weight_t[k][o], so din[n][k] = sum_o dout[n][o] * weight[o][k]: the same
 * product, with the transposed matrix. */
NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__scalar) {
  check_dense(din, dout, panels, N, O, K);
  rows_times_matrix__scalar(din, dout, panels, NULL, NULL, N, O, K, STORE_PLAIN);
}

/* forward: activated = max(sum, 0), so nothing flows where activated is 0. */
NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__scalar) {
  check_dense(din, dout, panels, N, O, K);
  NCA_ASSERT(activated);
  rows_times_matrix__scalar(din, dout, panels, NULL, activated, N, O, K, STORE_GATED);
}

/* forward: out[n][o] = ... + in[n][k] * weight[o][k], so dweight[o][k] = sum_n dout[n][o] * in[n][k].
 * Summed over these rows first, then added: short sums lose less to rounding than one long one. */
NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__scalar) {
  check_outer(dweight, dout, in, N, O, K);
  for (int o = 0; o < O; o++) {
    for (int k = 0; k < K; k++) {
      float sum = 0.0f;
      for (int n = 0; n < N; n++) sum += dout[n * O + o] * in[n * K + k];
      dweight[o * K + k] += sum;
    }
  }
}

NCA_DENSE_BACKWARD_BIAS(nca_dense_backward_bias__scalar) {
  check_bias(dbias, dout, N, O);
  for (int o = 0; o < O; o++) {
    float sum = 0.0f;
    for (int n = 0; n < N; n++) sum += dout[n * O + o];
    dbias[o] += sum;
  }
}

/* ---------------------------------------------------------------- simd128 */

#ifdef NCA_SIMD128

NCA_INLINE v128_t finish(v128_t sum, const float *gate_no, store_mode mode) {
  const v128_t zero = wasm_f32x4_splat(0.0f);
  if (mode == STORE_RELU) return wasm_f32x4_pmax(sum, zero); /* in this order: NaN stays and is caught later */
  if (mode == STORE_GATED) return wasm_v128_and(sum, wasm_f32x4_gt(wasm_v128_load(gate_no), zero));
  return sum;
}

NCA_INLINE v128_t mul_add(v128_t sum, v128_t a, v128_t b) {
  return wasm_f32x4_add(sum, wasm_f32x4_mul(a, b));
}

NCA_INLINE void rows_times_matrix__simd128(float *out, const float *in, const float *panels, const float *bias, const float *gate,
                                           int N, int K, int O, store_mode mode) {
  for (int o = 0; o < O; o += TILE_O) {
    const float *panel = panels + o / NCA_PANEL * K * NCA_PANEL + o % NCA_PANEL;
    const v128_t start_0123 = bias ? wasm_v128_load(bias + o) : wasm_f32x4_splat(0.0f);
    const v128_t start_4567 = bias ? wasm_v128_load(bias + o + LANES) : wasm_f32x4_splat(0.0f);
    for (int n = 0; n < N; n += TILE_N) {
      const float *in_nk = in + n * K, *const in_end = in_nk + K, *panel_k = panel;
      v128_t sum_0_0123 = start_0123, sum_0_4567 = start_4567;
      v128_t sum_1_0123 = start_0123, sum_1_4567 = start_4567;
      v128_t sum_2_0123 = start_0123, sum_2_4567 = start_4567;
      v128_t sum_3_0123 = start_0123, sum_3_4567 = start_4567;
      for (; in_nk != in_end; in_nk++, panel_k += NCA_PANEL) {
        const v128_t m_0123 = wasm_v128_load(panel_k), m_4567 = wasm_v128_load(panel_k + LANES);
        const v128_t x_0 = wasm_v128_load32_splat(in_nk);
        sum_0_0123 = mul_add(sum_0_0123, x_0, m_0123);
        sum_0_4567 = mul_add(sum_0_4567, x_0, m_4567);
        const v128_t x_1 = wasm_v128_load32_splat(in_nk + K);
        sum_1_0123 = mul_add(sum_1_0123, x_1, m_0123);
        sum_1_4567 = mul_add(sum_1_4567, x_1, m_4567);
        const v128_t x_2 = wasm_v128_load32_splat(in_nk + 2 * K);
        sum_2_0123 = mul_add(sum_2_0123, x_2, m_0123);
        sum_2_4567 = mul_add(sum_2_4567, x_2, m_4567);
        const v128_t x_3 = wasm_v128_load32_splat(in_nk + 3 * K);
        sum_3_0123 = mul_add(sum_3_0123, x_3, m_0123);
        sum_3_4567 = mul_add(sum_3_4567, x_3, m_4567);
      }
      float *out_0 = out + n * O + o, *out_1 = out_0 + O, *out_2 = out_1 + O, *out_3 = out_2 + O;
      const float *gate_0 = mode == STORE_GATED ? gate + n * O + o : in; /* read only when gated */
      wasm_v128_store(out_0, finish(sum_0_0123, gate_0, mode));
      wasm_v128_store(out_0 + LANES, finish(sum_0_4567, gate_0 + LANES, mode));
      wasm_v128_store(out_1, finish(sum_1_0123, gate_0 + O, mode));
      wasm_v128_store(out_1 + LANES, finish(sum_1_4567, gate_0 + O + LANES, mode));
      wasm_v128_store(out_2, finish(sum_2_0123, gate_0 + 2 * O, mode));
      wasm_v128_store(out_2 + LANES, finish(sum_2_4567, gate_0 + 2 * O + LANES, mode));
      wasm_v128_store(out_3, finish(sum_3_0123, gate_0 + 3 * O, mode));
      wasm_v128_store(out_3 + LANES, finish(sum_3_4567, gate_0 + 3 * O + LANES, mode));
    }
  }
}

/* The model's own shape gets a loop of its own, whose strides are constants: a load in wasm is a register and a constant offset,
 * so all four rows hang on one pointer instead of four. Any other shape takes the general loop. */
#define PRODUCT__simd128(out, in, panels, bias, gate, N, K, O, OWN_K, OWN_O, mode)                                   \
  do {                                                                                                              \
    if ((K) == (OWN_K) && (O) == (OWN_O)) rows_times_matrix__simd128(out, in, panels, bias, gate, N, OWN_K, OWN_O, mode); \
    else rows_times_matrix__simd128(out, in, panels, bias, gate, N, K, O, mode);                                     \
  } while (0)

NCA_DENSE_FORWARD(nca_dense_forward__simd128) {
  check_dense(out, in, panels, N, K, O);
  PRODUCT__simd128(out, in, panels, bias, NULL, N, K, O, NCA_HIDDEN, NCA_CHANNELS, STORE_PLAIN);
}

NCA_DENSE_FORWARD(nca_dense_relu_forward__simd128) {
  check_dense(out, in, panels, N, K, O);
  PRODUCT__simd128(out, in, panels, bias, NULL, N, K, O, NCA_PERCEIVED, NCA_HIDDEN, STORE_RELU);
}

NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__simd128) {
  check_dense(din, dout, panels, N, O, K);
  PRODUCT__simd128(din, dout, panels, NULL, NULL, N, O, K, NCA_HIDDEN, NCA_PERCEIVED, STORE_PLAIN);
}

NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__simd128) {
  check_dense(din, dout, panels, N, O, K);
  NCA_ASSERT(activated);
  PRODUCT__simd128(din, dout, panels, NULL, activated, N, O, K, NCA_CHANNELS, NCA_HIDDEN, STORE_GATED);
}

NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__simd128) {
  check_outer(dweight, dout, in, N, O, K);
  for (int o = 0; o < O; o += TILE_N) {
    for (int k = 0; k < K; k += TILE_O) {
      const v128_t zero = wasm_f32x4_splat(0.0f);
      v128_t sum_0_0123 = zero, sum_0_4567 = zero, sum_1_0123 = zero, sum_1_4567 = zero;
      v128_t sum_2_0123 = zero, sum_2_4567 = zero, sum_3_0123 = zero, sum_3_4567 = zero;
      const float *dout_no = dout + o, *in_nk = in + k;
      for (int n = 0; n < N; n++, dout_no += O, in_nk += K) {
        const v128_t x_0123 = wasm_v128_load(in_nk), x_4567 = wasm_v128_load(in_nk + LANES);
        const v128_t d_0 = wasm_v128_load32_splat(dout_no);
        sum_0_0123 = mul_add(sum_0_0123, d_0, x_0123);
        sum_0_4567 = mul_add(sum_0_4567, d_0, x_4567);
        const v128_t d_1 = wasm_v128_load32_splat(dout_no + 1);
        sum_1_0123 = mul_add(sum_1_0123, d_1, x_0123);
        sum_1_4567 = mul_add(sum_1_4567, d_1, x_4567);
        const v128_t d_2 = wasm_v128_load32_splat(dout_no + 2);
        sum_2_0123 = mul_add(sum_2_0123, d_2, x_0123);
        sum_2_4567 = mul_add(sum_2_4567, d_2, x_4567);
        const v128_t d_3 = wasm_v128_load32_splat(dout_no + 3);
        sum_3_0123 = mul_add(sum_3_0123, d_3, x_0123);
        sum_3_4567 = mul_add(sum_3_4567, d_3, x_4567);
      }
      float *dw_0 = dweight + o * K + k, *dw_1 = dw_0 + K, *dw_2 = dw_1 + K, *dw_3 = dw_2 + K;
      wasm_v128_store(dw_0, wasm_f32x4_add(wasm_v128_load(dw_0), sum_0_0123));
      wasm_v128_store(dw_0 + LANES, wasm_f32x4_add(wasm_v128_load(dw_0 + LANES), sum_0_4567));
      wasm_v128_store(dw_1, wasm_f32x4_add(wasm_v128_load(dw_1), sum_1_0123));
      wasm_v128_store(dw_1 + LANES, wasm_f32x4_add(wasm_v128_load(dw_1 + LANES), sum_1_4567));
      wasm_v128_store(dw_2, wasm_f32x4_add(wasm_v128_load(dw_2), sum_2_0123));
      wasm_v128_store(dw_2 + LANES, wasm_f32x4_add(wasm_v128_load(dw_2 + LANES), sum_2_4567));
      wasm_v128_store(dw_3, wasm_f32x4_add(wasm_v128_load(dw_3), sum_3_0123));
      wasm_v128_store(dw_3 + LANES, wasm_f32x4_add(wasm_v128_load(dw_3 + LANES), sum_3_4567));
    }
  }
}

NCA_DENSE_BACKWARD_BIAS(nca_dense_backward_bias__simd128) {
  check_bias(dbias, dout, N, O);
  for (int o = 0; o < O; o += 4 * LANES) { /* four sums at once: one alone would wait for itself */
    const v128_t zero = wasm_f32x4_splat(0.0f);
    v128_t sum_0123 = zero, sum_4567 = zero, sum_89ab = zero, sum_cdef = zero;
    for (int n = 0; n < N; n++) {
      const float *dout_no = dout + n * O + o;
      sum_0123 = wasm_f32x4_add(sum_0123, wasm_v128_load(dout_no));
      sum_4567 = wasm_f32x4_add(sum_4567, wasm_v128_load(dout_no + LANES));
      sum_89ab = wasm_f32x4_add(sum_89ab, wasm_v128_load(dout_no + 2 * LANES));
      sum_cdef = wasm_f32x4_add(sum_cdef, wasm_v128_load(dout_no + 3 * LANES));
    }
    wasm_v128_store(dbias + o, wasm_f32x4_add(wasm_v128_load(dbias + o), sum_0123));
    wasm_v128_store(dbias + o + LANES, wasm_f32x4_add(wasm_v128_load(dbias + o + LANES), sum_4567));
    wasm_v128_store(dbias + o + 2 * LANES, wasm_f32x4_add(wasm_v128_load(dbias + o + 2 * LANES), sum_89ab));
    wasm_v128_store(dbias + o + 3 * LANES, wasm_f32x4_add(wasm_v128_load(dbias + o + 3 * LANES), sum_cdef));
  }
}

#endif
