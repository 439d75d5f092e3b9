/* The two 1x1 convolutions of the update rule on packed rows of cells, forward and backward.
 * A 1x1 convolution is torch.nn.functional.linear for every cell: https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
 *
 * SIMD: a register tile of 2 rows x 16 columns, a whole panel. Columns lie along the lanes, a row's element is splatted, and the eight
 * accumulators with what feeds them fit the fifteen registers that V8 and JavaScriptCore give. Few splats matter: only at a plain address,
 * without an offset, does JavaScriptCore make one in one instruction. */
#include <string.h>

#include "base/misuse.h"
#include "kernels/kernels.h"
#include "nca.h"

enum { ROWS = 4, LANES = 4 }; /* rows come by fours, as the wide kernels take them */

static void check_dense(const float *out, const float *in, const float *panels, int N, int K, int O) {
  NCA_ASSERT(out && in && panels && N >= 0 && N % ROWS == 0 && K > 0 && O > 0 && O % LANES == 0);
}

static void check_outer(const float *dweight, const float *dout, const float *in, int N, int O, int K) {
  NCA_ASSERT(dweight && dout && in && N >= 0 && N % ROWS == 0 && O > 0 && O % ROWS == 0 && K > 0 && K % LANES == 0);
}

static void check_bias(const float *dbias, const float *dout, int N, int O) {
  NCA_ASSERT(dbias && dout && N >= 0 && O > 0 && O % LANES == 0);
}

/* What happens to a sum before it is stored. A constant at every call, so that each kernel keeps only its own branch. */
typedef enum { STORE_PLAIN, STORE_RELU, STORE_GATED } store_mode;

void nca_dense_pack(float *panels, const float *matrix, int rows, int columns, int row_stride, int column_stride) {
  NCA_ASSERT(panels && matrix && rows > 0 && columns > 0 && columns % LANES == 0);
  if (columns % NCA_PANEL) memset(panels + columns / NCA_PANEL * NCA_PANEL * rows, 0, (size_t)(NCA_PANEL * rows) * sizeof *panels);
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

/* The sums of two rows by sixteen columns, [row][four columns]. */
typedef struct {
  v128_t row_0[4], row_1[4];
} tile;

/* sum[i][c] += x_i * columns[c]; columns [16] */
NCA_INLINE void tile_mul_add(tile *sum, const float *x_0, const float *x_1, const float *columns) {
  const v128_t c_0 = wasm_v128_load(columns), c_1 = wasm_v128_load(columns + LANES);
  const v128_t c_2 = wasm_v128_load(columns + 2 * LANES), c_3 = wasm_v128_load(columns + 3 * LANES);
  const v128_t splat_0 = wasm_v128_load32_splat(x_0);
  sum->row_0[0] = mul_add(sum->row_0[0], splat_0, c_0);
  sum->row_0[1] = mul_add(sum->row_0[1], splat_0, c_1);
  sum->row_0[2] = mul_add(sum->row_0[2], splat_0, c_2);
  sum->row_0[3] = mul_add(sum->row_0[3], splat_0, c_3);
  const v128_t splat_1 = wasm_v128_load32_splat(x_1);
  sum->row_1[0] = mul_add(sum->row_1[0], splat_1, c_0);
  sum->row_1[1] = mul_add(sum->row_1[1], splat_1, c_1);
  sum->row_1[2] = mul_add(sum->row_1[2], splat_1, c_2);
  sum->row_1[3] = mul_add(sum->row_1[3], splat_1, c_3);
}

/* Each of these pointers walks by itself: seen from one another they would be one and an offset, or a base and an index, which cost more. */
#define WALK_APART(p, q, r) __asm__("" : "+r"(p), "+r"(q), "+r"(r))

/* The columns behind the last whole panel, four rows by four columns at a time. */
static void last_columns__simd128(float *out, const float *in, const float *panel, const float *bias, const float *gate, int N, int K, int O,
                                  store_mode mode) {
  for (int o = O / NCA_PANEL * NCA_PANEL; o < O; o += LANES, panel += LANES) {
    const v128_t start = bias ? wasm_v128_load(bias + o) : wasm_f32x4_splat(0.0f);
    for (int n = 0; n < N; n += ROWS) {
      v128_t sum_0 = start, sum_1 = start, sum_2 = start, sum_3 = start;
      const float *in_0 = in + n * K, *in_1 = in_0 + K, *in_2 = in_1 + K, *in_3 = in_2 + K;
      for (int k = 0; k < K; k++) {
        const v128_t column = wasm_v128_load(panel + k * NCA_PANEL);
        sum_0 = mul_add(sum_0, wasm_v128_load32_splat(in_0 + k), column);
        sum_1 = mul_add(sum_1, wasm_v128_load32_splat(in_1 + k), column);
        sum_2 = mul_add(sum_2, wasm_v128_load32_splat(in_2 + k), column);
        sum_3 = mul_add(sum_3, wasm_v128_load32_splat(in_3 + k), column);
      }
      const int at_0 = n * O + o, at_1 = at_0 + O, at_2 = at_1 + O, at_3 = at_2 + O;
      wasm_v128_store(out + at_0, finish(sum_0, gate + at_0, mode));
      wasm_v128_store(out + at_1, finish(sum_1, gate + at_1, mode));
      wasm_v128_store(out + at_2, finish(sum_2, gate + at_2, mode));
      wasm_v128_store(out + at_3, finish(sum_3, gate + at_3, mode));
    }
  }
}

NCA_INLINE void rows_times_matrix__simd128(float *out, const float *in, const float *panels, const float *bias, const float *gate,
                                           int N, int K, int O, store_mode mode) {
  const float *const in_stop = in + N * K;
  for (int o = 0; o + NCA_PANEL <= O; o += NCA_PANEL) {
    const v128_t zero = wasm_f32x4_splat(0.0f);
    const v128_t start_0 = bias ? wasm_v128_load(bias + o) : zero, start_1 = bias ? wasm_v128_load(bias + o + LANES) : zero;
    const v128_t start_2 = bias ? wasm_v128_load(bias + o + 2 * LANES) : zero, start_3 = bias ? wasm_v128_load(bias + o + 3 * LANES) : zero;
    const float *const panel_end = panels + K * NCA_PANEL;
    const float *gate_0 = mode == STORE_GATED ? gate + o : in; /* read only when gated */
    float *out_0 = out + o;
    for (const float *in_0 = in; in_0 != in_stop; in_0 += K) { /* and by K more in the loop within */
      tile sum = { { start_0, start_1, start_2, start_3 }, { start_0, start_1, start_2, start_3 } };
      const float *in_1 = in_0 + K, *panel = panels;
      WALK_APART(in_0, in_1, panel);
      for (; panel != panel_end; panel += NCA_PANEL, in_0++, in_1++) tile_mul_add(&sum, in_0, in_1, panel);
      float *const out_1 = out_0 + O;
      wasm_v128_store(out_0, finish(sum.row_0[0], gate_0, mode));
      wasm_v128_store(out_0 + LANES, finish(sum.row_0[1], gate_0 + LANES, mode));
      wasm_v128_store(out_0 + 2 * LANES, finish(sum.row_0[2], gate_0 + 2 * LANES, mode));
      wasm_v128_store(out_0 + 3 * LANES, finish(sum.row_0[3], gate_0 + 3 * LANES, mode));
      wasm_v128_store(out_1, finish(sum.row_1[0], gate_0 + O, mode));
      wasm_v128_store(out_1 + LANES, finish(sum.row_1[1], gate_0 + O + LANES, mode));
      wasm_v128_store(out_1 + 2 * LANES, finish(sum.row_1[2], gate_0 + O + 2 * LANES, mode));
      wasm_v128_store(out_1 + 3 * LANES, finish(sum.row_1[3], gate_0 + O + 3 * LANES, mode));
      out_0 += 2 * O;
      if (mode == STORE_GATED) gate_0 += 2 * O;
    }
    panels = panel_end;
  }
  if (O % NCA_PANEL) last_columns__simd128(out, in, panels, bias, mode == STORE_GATED ? gate : out, N, K, O, mode);
}

NCA_DENSE_FORWARD(nca_dense_forward__simd128) {
  check_dense(out, in, panels, N, K, O);
  rows_times_matrix__simd128(out, in, panels, bias, NULL, N, K, O, STORE_PLAIN);
}

NCA_DENSE_FORWARD(nca_dense_relu_forward__simd128) {
  check_dense(out, in, panels, N, K, O);
  rows_times_matrix__simd128(out, in, panels, bias, NULL, N, K, O, STORE_RELU);
}

NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__simd128) {
  check_dense(din, dout, panels, N, O, K);
  rows_times_matrix__simd128(din, dout, panels, NULL, NULL, N, O, K, STORE_PLAIN);
}

NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__simd128) {
  check_dense(din, dout, panels, N, O, K);
  NCA_ASSERT(activated);
  rows_times_matrix__simd128(din, dout, panels, NULL, activated, N, O, K, STORE_GATED);
}

/* The columns of dweight behind the last sixteen. */
static void last_columns_of_weight__simd128(float *dweight, const float *dout, const float *in, int N, int O, int K) {
  for (int o = 0; o < O; o += ROWS) {
    for (int k = K / NCA_PANEL * NCA_PANEL; k < K; k += LANES) {
      const v128_t zero = wasm_f32x4_splat(0.0f);
      v128_t sum_0 = zero, sum_1 = zero, sum_2 = zero, sum_3 = zero;
      for (int n = 0; n < N; n++) {
        const v128_t column = wasm_v128_load(in + n * K + k);
        const float *dout_no = dout + n * O + o;
        sum_0 = mul_add(sum_0, wasm_v128_load32_splat(dout_no), column);
        sum_1 = mul_add(sum_1, wasm_v128_load32_splat(dout_no + 1), column);
        sum_2 = mul_add(sum_2, wasm_v128_load32_splat(dout_no + 2), column);
        sum_3 = mul_add(sum_3, wasm_v128_load32_splat(dout_no + 3), column);
      }
      float *dweight_ok = dweight + o * K + k;
      nca_add_to(dweight_ok, sum_0);
      nca_add_to(dweight_ok + K, sum_1);
      nca_add_to(dweight_ok + 2 * K, sum_2);
      nca_add_to(dweight_ok + 3 * K, sum_3);
    }
  }
}

/* One panel wide: dweight[o][c] += sum_n dout[n][o] * in[n][c], o < rows, c < 16. dweight lies in rows of K floats, dout and in by their own strides. */
NCA_INLINE void panel_of_weight__simd128(float *dweight, const float *dout, const float *in, int N, int rows, int K, int dout_stride, int in_stride) {
  const float *const in_end = in + N * in_stride;
  for (int o = 0; o < rows; o += 2, dweight += 2 * K) {
    const v128_t zero = wasm_f32x4_splat(0.0f);
    tile sum = { { zero, zero, zero, zero }, { zero, zero, zero, zero } };
    const float *dout_0 = dout + o, *dout_1 = dout_0 + 1, *in_n = in;
    WALK_APART(dout_0, dout_1, in_n);
    for (; in_n != in_end; dout_0 += dout_stride, dout_1 += dout_stride, in_n += in_stride) tile_mul_add(&sum, dout_0, dout_1, in_n);
    float *const dweight_1 = dweight + K;
    nca_add_to(dweight, sum.row_0[0]);
    nca_add_to(dweight + LANES, sum.row_0[1]);
    nca_add_to(dweight + 2 * LANES, sum.row_0[2]);
    nca_add_to(dweight + 3 * LANES, sum.row_0[3]);
    nca_add_to(dweight_1, sum.row_1[0]);
    nca_add_to(dweight_1 + LANES, sum.row_1[1]);
    nca_add_to(dweight_1 + 2 * LANES, sum.row_1[2]);
    nca_add_to(dweight_1 + 3 * LANES, sum.row_1[3]);
  }
}

/* Of rows that lie a multiple of 1 KB apart a column falls into four of the 64 sets of a first cache at most, and the 32 rows of a chunk drive each
 * other out of them. Such columns are copied together before they are read many times: 64 of dout for all panels of in, one panel of in for all of dout. */
enum { CROWDED_STRIDE = 256, COPIED_ROWS = 32, COPIED_COLUMNS = 64 };

static bool is_crowded(int N, int stride) {
  return stride % CROWDED_STRIDE == 0 && N <= COPIED_ROWS;
}

/* copy[n][c] = rows[n][c], c < 16. Not inlined: it would take registers from the loops around it. */
static __attribute__((noinline)) void copy_panel(float *copy, const float *rows, int N, int copy_stride, int stride) {
  for (int n = 0; n < N; n++, copy += copy_stride, rows += stride) {
    wasm_v128_store(copy, wasm_v128_load(rows));
    wasm_v128_store(copy + LANES, wasm_v128_load(rows + LANES));
    wasm_v128_store(copy + 2 * LANES, wasm_v128_load(rows + 2 * LANES));
    wasm_v128_store(copy + 3 * LANES, wasm_v128_load(rows + 3 * LANES));
  }
}

NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__simd128) {
  check_outer(dweight, dout, in, N, O, K);
  float dout_copy[COPIED_ROWS * COPIED_COLUMNS], in_copy[COPIED_ROWS * NCA_PANEL];
  const bool copies_dout = is_crowded(N, O), copies_in = is_crowded(N, K);
  const int rows = copies_dout ? COPIED_COLUMNS : O;
  for (int o = 0; o < O; o += rows) {
    const float *dout_o = dout + o;
    int dout_stride = O;
    if (copies_dout) {
      for (int c = 0; c < COPIED_COLUMNS; c += NCA_PANEL) copy_panel(dout_copy + c, dout_o + c, N, COPIED_COLUMNS, O);
      dout_o = dout_copy, dout_stride = COPIED_COLUMNS;
    }
    for (int k = 0; k + NCA_PANEL <= K; k += NCA_PANEL) {
      const float *in_k = in + k;
      int in_stride = K;
      if (copies_in) {
        copy_panel(in_copy, in_k, N, NCA_PANEL, K);
        in_k = in_copy, in_stride = NCA_PANEL;
      }
      panel_of_weight__simd128(dweight + o * K + k, dout_o, in_k, N, rows, K, dout_stride, in_stride);
    }
  }
  if (K % NCA_PANEL) last_columns_of_weight__simd128(dweight, dout, in, N, O, K);
}

NCA_DENSE_BACKWARD_BIAS(nca_dense_backward_bias__simd128) {
  check_bias(dbias, dout, N, O);
  int o = 0;
  for (; o + 4 * LANES <= O; o += 4 * LANES) { /* four sums at once: one alone would wait for itself */
    const v128_t zero = wasm_f32x4_splat(0.0f);
    v128_t sum_0123 = zero, sum_4567 = zero, sum_89ab = zero, sum_cdef = zero;
    for (int n = 0; n < N; n++) {
      const float *dout_no = dout + n * O + o;
      sum_0123 = wasm_f32x4_add(sum_0123, wasm_v128_load(dout_no));
      sum_4567 = wasm_f32x4_add(sum_4567, wasm_v128_load(dout_no + LANES));
      sum_89ab = wasm_f32x4_add(sum_89ab, wasm_v128_load(dout_no + 2 * LANES));
      sum_cdef = wasm_f32x4_add(sum_cdef, wasm_v128_load(dout_no + 3 * LANES));
    }
    nca_add_to(dbias + o, sum_0123);
    nca_add_to(dbias + o + LANES, sum_4567);
    nca_add_to(dbias + o + 2 * LANES, sum_89ab);
    nca_add_to(dbias + o + 3 * LANES, sum_cdef);
  }
  for (; o < O; o += LANES) {
    v128_t sum = wasm_f32x4_splat(0.0f);
    for (int n = 0; n < N; n++) sum = wasm_f32x4_add(sum, wasm_v128_load(dout + n * O + o));
    nca_add_to(dbias + o, sum);
  }
}

#endif
