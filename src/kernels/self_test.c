/* All kernels against their scalar definitions on this very machine, on a few numbers; those that only show a flake, in self_test_showing.c. */
#include "kernels/self_test.h"
#include "nca.h"

#if defined(NCA_SIMD128) || defined(NCA_WITH_WIDE)

/* The products of one kind. */
typedef struct {
  forward_products forward;
  NCA_DENSE_BACKWARD_INPUT((*backward_input));
  NCA_DENSE_RELU_BACKWARD_INPUT((*relu_backward_input));
  NCA_DENSE_BACKWARD_WEIGHT((*backward_weight));
} products;
#define PRODUCTS(kind) \
  { FORWARD_PRODUCTS(kind), nca_dense_backward_input__##kind, nca_dense_relu_backward_input__##kind, nca_dense_backward_weight__##kind }

static bool products_agree(const products *a, const products *b, int inputs, int outputs) {
  float in[ROWS * INPUTS], weight[INPUTS * OUTPUTS], dout[ROWS * OUTPUTS], want[MAX_SIZE], got[MAX_SIZE];
  if (nca_products_sum(&a->forward, inputs, outputs) != nca_products_sum(&b->forward, inputs, outputs)) return false;
  fill(in, ROWS * INPUTS, 1);
  fill(weight, INPUTS * OUTPUTS, 2);
  fill(dout, ROWS * OUTPUTS, 4);
  a->backward_input(want, dout, weight, ROWS, outputs, inputs);
  b->backward_input(got, dout, weight, ROWS, outputs, inputs);
  if (!same(want, got, ROWS * inputs)) return false;
  a->relu_backward_input(want, dout, weight, in, ROWS, outputs, inputs);
  b->relu_backward_input(got, dout, weight, in, ROWS, outputs, inputs);
  if (!same(want, got, ROWS * inputs)) return false;
  fill(want, OUTPUTS * INPUTS, 5);
  memcpy(got, want, sizeof got);
  a->backward_weight(want, dout, in, ROWS, outputs, inputs);
  b->backward_weight(got, dout, in, ROWS, outputs, inputs);
  return same(want, got, outputs * inputs);
}

#endif

#ifdef NCA_SIMD128

static bool bias_agrees(int outputs) {
  float dout[ROWS * OUTPUTS], want[OUTPUTS], got[OUTPUTS];
  fill(dout, ROWS * OUTPUTS, 6);
  fill(want, OUTPUTS, 7);
  memcpy(got, want, sizeof got);
  nca_dense_backward_bias__scalar(want, dout, ROWS, outputs);
  nca_dense_backward_bias__simd128(got, dout, ROWS, outputs);
  return same(want, got, OUTPUTS);
}

/* All cells of a grid that has a middle, edges and corners; what the way forward leaves is made up. */
static bool filters_agree(nca_perceive_backward scalar, nca_perceive_backward simd128, nca_edge edge, int C) {
  enum { STATE_SIZE = (CELLS + 1) * MAX_CHANNELS };
  int32_t cells[CELLS];
  float want[STATE_SIZE], got[STATE_SIZE], dout[MAX_SIZE], saved[MAX_SIZE];
  for (int i = 0; i < CELLS; i++) cells[i] = i;
  fill(dout, MAX_SIZE, 9);
  fill(saved, MAX_SIZE, 11);
  fill(want, STATE_SIZE, 10);
  memcpy(got, want, sizeof got);
  scalar(want, dout, saved, cells, CELLS, SIDE, SIDE, C, 0.3f, edge);
  simd128(got, dout, saved, cells, CELLS, SIDE, SIDE, C, 0.3f, edge);
  return same(want, got, STATE_SIZE);
}

static bool filters_agree_everywhere(nca_perceive_backward scalar, nca_perceive_backward simd128) {
  return filters_agree(scalar, simd128, NCA_EDGE_ZERO, MAX_CHANNELS) && filters_agree(scalar, simd128, NCA_EDGE_TORUS, MAX_CHANNELS)
      && filters_agree(scalar, simd128, NCA_EDGE_ZERO, 8);
}

static bool perception_agrees(void) {
#define AGREE(name, value, kernels, ...) && filters_agree_everywhere(nca_##kernels##_backward__scalar, nca_##kernels##_backward__simd128)
  return true NCA_FILTERS_LIST(AGREE);
}

/* Pixels between cells, and at both edges. */
static bool looking_agrees(void) {
  enum { SCALE = 2, PIXELS = 4, C = 8 };
  static const nca_pixel AT[PIXELS] = { { 0, 0 }, { 1, 2 }, { 3, 4 }, { 5, 5 } };
  static const nca_places PLACES = { .scale = SCALE, .at = { { -1, 0.7f, 0.3f, 0.9f }, { 0, 0.2f, -0.6f, 0.1f } } };
  float state[CELLS * C], dout[PIXELS * (C + NCA_PLACE)], want[MAX_SIZE], got[MAX_SIZE];
  fill(state, CELLS * C, 12);
  fill(dout, PIXELS * (C + NCA_PLACE), 13);
  fill(want, MAX_SIZE, 14);
  memcpy(got, want, sizeof got);
  nca_look_forward__scalar(want, state, AT, &PLACES, PIXELS, SIDE, SIDE, C);
  nca_look_forward__simd128(got, state, AT, &PLACES, PIXELS, SIDE, SIDE, C);
  if (!same(want, got, MAX_SIZE)) return false;
  nca_look_backward__scalar(want, dout, AT, &PLACES, PIXELS, SIDE, SIDE, C);
  nca_look_backward__simd128(got, dout, AT, &PLACES, PIXELS, SIDE, SIDE, C);
  return same(want, got, MAX_SIZE);
}

static bool simd128_is_right(void) {
  static const products SCALAR = PRODUCTS(scalar), SIMD128 = PRODUCTS(simd128);
  return products_agree(&SCALAR, &SIMD128, INPUTS, OUTPUTS) && products_agree(&SCALAR, &SIMD128, ODD_INPUTS, ODD_OUTPUTS) && bias_agrees(OUTPUTS)
      && bias_agrees(ODD_OUTPUTS) && perception_agrees() && looking_agrees();
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
  return products_agree(&SCALAR, &BEST, INPUTS, OUTPUTS) && products_agree(&SCALAR, &BEST, ODD_INPUTS, ODD_OUTPUTS)
      && (!nca_products_run(NCA_PRODUCTS_FUSED) || products_agree(&FUSED, &BEST_FUSED, INPUTS, OUTPUTS));
}

#else

static bool wide_is_right(void) {
  return true;
}

#endif

bool nca_self_test(void) {
  return nca_self_test_showing() && simd128_is_right() && wide_is_right();
}
