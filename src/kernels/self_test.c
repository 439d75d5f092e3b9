/* The kernels against their scalar definitions on this very machine, on a few numbers: a test of values, not of what a browser or a processor
 * claims. And the arithmetic itself: a program that was linked with -ffast-math flushes small numbers to zero. */
#include <string.h>

#include "kernels/kernels.h"
#include "nca.h"

/* A tile of every kernel: rows of the widest and four more, a strip of its columns and half of one. */
enum { ROWS = 12, INPUTS = 16, OUTPUTS = 32, SIDE = 3, CELLS = SIDE * SIDE, C = NCA_CHANNELS, P = NCA_PERCEIVED, MAX_SIZE = 512 };
_Static_assert(ROWS * OUTPUTS <= MAX_SIZE && INPUTS * OUTPUTS <= MAX_SIZE && CELLS * P <= MAX_SIZE && (CELLS + 1) * C <= MAX_SIZE, "each result fits");

/* Bit by bit: flushed numbers compare as equal. */
static bool same(const float *a, const float *b, int count) {
  return memcmp(a, b, (size_t)count * sizeof *a) == 0;
}

/* A product is rounded before it is added, and what is small is not taken for nothing. */
static bool arithmetic_is_right(void) {
  const float in[4] = { 1.0f + 0x1p-12f, 0x1p-100f, 0.0f, 0.0f };
  float panel[NCA_PANEL] = { 1.0f + 0x1p-12f, 0x1p-40f }, bias[NCA_PANEL] = { -(1.0f + 0x1p-11f) }, out[4 * NCA_PANEL];
  nca_dense_forward__scalar(out, in, panel, bias, 4, 1, NCA_PANEL);
  const float small = 0x1p-140f;
  return out[0] == 0.0f && same(&out[NCA_PANEL + 1], &small, 1);
}

#if defined(NCA_SIMD128) || defined(NCA_WITH_WIDE)

/* Numbers of both signs and different sizes, so that rounding shows. */
static void fill(float *out, int count, int phase) {
  for (int i = 0; i < count; i++) out[i] = (float)((i * 37 + phase * 11) % 29 - 14) / 7.0f;
}

/* The products of one kind. */
typedef struct {
  NCA_DENSE_FORWARD((*forward));
  NCA_DENSE_FORWARD((*relu_forward));
  NCA_DENSE_BACKWARD_INPUT((*backward_input));
  NCA_DENSE_RELU_BACKWARD_INPUT((*relu_backward_input));
  NCA_DENSE_BACKWARD_WEIGHT((*backward_weight));
} products;
#define PRODUCTS(kind) \
  { nca_dense_forward__##kind, nca_dense_relu_forward__##kind, nca_dense_backward_input__##kind, nca_dense_relu_backward_input__##kind, nca_dense_backward_weight__##kind }

static bool products_agree(const products *a, const products *b) {
  float in[ROWS * INPUTS], weight[INPUTS * OUTPUTS], bias[OUTPUTS], dout[ROWS * OUTPUTS], want[MAX_SIZE], got[MAX_SIZE];
  fill(in, ROWS * INPUTS, 1);
  fill(weight, INPUTS * OUTPUTS, 2);
  fill(bias, OUTPUTS, 3);
  fill(dout, ROWS * OUTPUTS, 4);
  a->forward(want, in, weight, bias, ROWS, INPUTS, OUTPUTS);
  b->forward(got, in, weight, bias, ROWS, INPUTS, OUTPUTS);
  if (!same(want, got, ROWS * OUTPUTS)) return false;
  a->relu_forward(want, in, weight, NULL, ROWS, INPUTS, OUTPUTS);
  b->relu_forward(got, in, weight, NULL, ROWS, INPUTS, OUTPUTS);
  if (!same(want, got, ROWS * OUTPUTS)) return false;
  a->backward_input(want, dout, weight, ROWS, OUTPUTS, INPUTS);
  b->backward_input(got, dout, weight, ROWS, OUTPUTS, INPUTS);
  if (!same(want, got, ROWS * INPUTS)) return false;
  a->relu_backward_input(want, dout, weight, in, ROWS, OUTPUTS, INPUTS);
  b->relu_backward_input(got, dout, weight, in, ROWS, OUTPUTS, INPUTS);
  if (!same(want, got, ROWS * INPUTS)) return false;
  fill(want, OUTPUTS * INPUTS, 5);
  memcpy(got, want, sizeof got);
  a->backward_weight(want, dout, in, ROWS, OUTPUTS, INPUTS);
  b->backward_weight(got, dout, in, ROWS, OUTPUTS, INPUTS);
  return same(want, got, OUTPUTS * INPUTS);
}

#endif

#ifdef NCA_SIMD128

static bool bias_and_fire_agree(void) {
  float dout[ROWS * OUTPUTS], want[OUTPUTS], got[OUTPUTS];
  fill(dout, ROWS * OUTPUTS, 6);
  fill(want, OUTPUTS, 7);
  memcpy(got, want, sizeof got);
  nca_dense_backward_bias__scalar(want, dout, ROWS, OUTPUTS);
  nca_dense_backward_bias__simd128(got, dout, ROWS, OUTPUTS);
  return same(want, got, OUTPUTS) && nca_fire_word__scalar(42, 7, 1 << 23) == nca_fire_word__simd128(42, 7, 1 << 23);
}

/* A set of filters by its two kinds of kernels. */
typedef struct {
  nca_perceive_forward forward[2];
  nca_perceive_backward backward[2];
} filters;

/* All cells of a grid that has a middle, edges and corners. */
static bool filters_agree(const filters *of, nca_edge edge) {
  int32_t cells[CELLS];
  float state[(CELLS + SIDE) * C] = { 0.0f }, want[MAX_SIZE], got[MAX_SIZE], dout[CELLS * P], saved[2][MAX_SIZE] = { { 0.0f } };
  for (int i = 0; i < CELLS; i++) cells[i] = i;
  fill(state, CELLS * C, 8);
  of->forward[0](want, saved[0], state, cells, CELLS, SIDE, SIDE, 0.3f, edge);
  of->forward[1](got, saved[1], state, cells, CELLS, SIDE, SIDE, 0.3f, edge);
  if (!same(want, got, CELLS * P) || !same(saved[0], saved[1], MAX_SIZE)) return false;
  fill(dout, CELLS * P, 9);
  fill(want, (CELLS + 1) * C, 10);
  memcpy(got, want, sizeof got);
  of->backward[0](want, dout, saved[0], cells, CELLS, SIDE, SIDE, 0.3f, edge);
  of->backward[1](got, dout, saved[0], cells, CELLS, SIDE, SIDE, 0.3f, edge);
  return same(want, got, (CELLS + 1) * C);
}

static bool perception_agrees(void) {
#define FILTERS_OF(name, value, kernels, word) \
  { { nca_##kernels##_forward__scalar, nca_##kernels##_forward__simd128 }, { nca_##kernels##_backward__scalar, nca_##kernels##_backward__simd128 } },
  static const filters ALL[] = { NCA_FILTERS_LIST(FILTERS_OF) };
  for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++)
    if (!filters_agree(&ALL[i], NCA_EDGE_ZERO) || !filters_agree(&ALL[i], NCA_EDGE_TORUS)) return false;
  return true;
}

static bool simd128_is_right(void) {
  static const products SCALAR = PRODUCTS(scalar), SIMD128 = PRODUCTS(simd128);
  return products_agree(&SCALAR, &SIMD128) && bias_and_fire_agree() && perception_agrees();
}

#else

static bool simd128_is_right(void) {
  return true;
}

#endif

#ifdef NCA_WITH_WIDE

/* What fused products are: a product is added as it is, and the sum rounded once. Not by fmaf, which some libraries (mingw's) round twice: as a
 * double the product is exact, and where the sum is not it is made odd in its last bit, which then cannot mislead the rounding to float.
 * S. Boldo and G. Melquiond, "Emulation of a FMA and correctly rounded sums: proved algorithms using rounding to odd", 2008. */

static float fused(float a, float b, float c) {
  const double product = (double)a * (double)b, sum = product + (double)c, added = sum - product;
  const double lost = (product - (sum - added)) + ((double)c - added);
  uint64_t bits;
  double odd;
  memcpy(&bits, &sum, sizeof bits);
  if (lost != 0.0 && bits % 2 == 0) bits = (lost > 0.0) == (sum > 0.0) ? bits + 1 : bits - 1;
  memcpy(&odd, &bits, sizeof odd);
  return (float)odd;
}

static float fused_sum(const float *row, const float *panels, float sum, int K, int o) {
  for (int k = 0; k < K; k++) sum = fused(row[k], panels[(o / NCA_PANEL * K + k) * NCA_PANEL + o % NCA_PANEL], sum);
  return sum;
}

static NCA_DENSE_FORWARD(nca_dense_forward__fused) {
  for (int i = 0; i < N * O; i++) out[i] = fused_sum(in + i / O * K, panels, bias ? bias[i % O] : 0.0f, K, i % O);
}

static NCA_DENSE_FORWARD(nca_dense_relu_forward__fused) {
  nca_dense_forward__fused(out, in, panels, bias, N, K, O);
  for (int i = 0; i < N * O; i++) out[i] = out[i] < 0.0f ? 0.0f : out[i];
}

static NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__fused) {
  nca_dense_forward__fused(din, dout, panels, NULL, N, O, K);
}

static NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__fused) {
  nca_dense_forward__fused(din, dout, panels, NULL, N, O, K);
  for (int i = 0; i < N * K; i++) din[i] = activated[i] > 0.0f ? din[i] : 0.0f;
}

static NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__fused) {
  for (int i = 0; i < O * K; i++) {
    float sum = 0.0f;
    for (int n = 0; n < N; n++) sum = fused(dout[n * O + i / K], in[n * K + i % K], sum);
    dweight[i] += sum;
  }
}

static bool wide_is_right(void) {
  static const products SCALAR = PRODUCTS(scalar), BEST = PRODUCTS(best), FUSED = PRODUCTS(fused), BEST_FUSED = PRODUCTS(best_fused);
  return products_agree(&SCALAR, &BEST) && (!nca_products_run(NCA_PRODUCTS_FUSED) || products_agree(&FUSED, &BEST_FUSED));
}

#else

static bool wide_is_right(void) {
  return true;
}

#endif

bool nca_self_test(void) {
  return arithmetic_is_right() && simd128_is_right() && wide_is_right();
}
