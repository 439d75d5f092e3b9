/* The kernels of the way forward against their scalar definitions on this very machine, on a few numbers: a test of values, not of what a browser or
 * a processor claims. And the arithmetic itself: a program that was linked with -ffast-math flushes small numbers to zero. */
#include "kernels/self_test.h"

/* A product is rounded before it is added, and what is small is not taken for nothing. */
static bool arithmetic_is_right(void) {
  const float in[4] = { 1.0f + 0x1p-12f, 0x1p-100f, 0.0f, 0.0f };
  float panel[NCA_PANEL] = { 1.0f + 0x1p-12f, 0x1p-40f }, bias[NCA_PANEL] = { -(1.0f + 0x1p-11f) }, out[4 * NCA_PANEL];
  nca_dense_forward__scalar(out, in, panel, bias, 4, 1, NCA_PANEL);
  const float small = 0x1p-140f;
  return out[0] == 0.0f && same(&out[NCA_PANEL + 1], &small, 1);
}

bool nca_self_test_forward(const forward_products *a, const forward_products *b, int inputs, int outputs) {
  float in[ROWS * INPUTS], weight[INPUTS * OUTPUTS], bias[OUTPUTS], want[MAX_SIZE], got[MAX_SIZE];
  fill(in, ROWS * INPUTS, 1);
  fill(weight, INPUTS * OUTPUTS, 2);
  fill(bias, OUTPUTS, 3);
  a->plain(want, in, weight, bias, ROWS, inputs, outputs);
  b->plain(got, in, weight, bias, ROWS, inputs, outputs);
  if (!same(want, got, ROWS * outputs)) return false;
  a->relu(want, in, weight, NULL, ROWS, inputs, outputs);
  b->relu(got, in, weight, NULL, ROWS, inputs, outputs);
  return same(want, got, ROWS * outputs);
}

#ifdef NCA_SIMD128

/* All cells of a grid that has a middle, edges and corners. */
static bool filters_agree(nca_perceive_forward scalar, nca_perceive_forward simd128, nca_edge edge, int C) {
  int32_t cells[CELLS];
  float state[(CELLS + SIDE) * MAX_CHANNELS] = { 0.0f }, want[MAX_SIZE] = { 0.0f }, got[MAX_SIZE] = { 0.0f }, saved[2][MAX_SIZE] = { { 0.0f } };
  for (int i = 0; i < CELLS; i++) cells[i] = i;
  fill(state, CELLS * C, 8);
  scalar(want, saved[0], state, cells, CELLS, SIDE, SIDE, C, 0.3f, edge);
  simd128(got, saved[1], state, cells, CELLS, SIDE, SIDE, C, 0.3f, edge);
  return same(want, got, MAX_SIZE) && same(saved[0], saved[1], MAX_SIZE);
}

/* On either edge, with as many channels as are usual, and with fewer. */
static bool filters_agree_everywhere(nca_perceive_forward scalar, nca_perceive_forward simd128) {
  return filters_agree(scalar, simd128, NCA_EDGE_ZERO, MAX_CHANNELS) && filters_agree(scalar, simd128, NCA_EDGE_TORUS, MAX_CHANNELS)
      && filters_agree(scalar, simd128, NCA_EDGE_ZERO, 8);
}

static bool simd128_is_right(void) {
#define AGREE(name, value, kernels, word) && filters_agree_everywhere(nca_##kernels##_forward__scalar, nca_##kernels##_forward__simd128)
  static const forward_products SCALAR = FORWARD_PRODUCTS(scalar), SIMD128 = FORWARD_PRODUCTS(simd128);
  return nca_self_test_forward(&SCALAR, &SIMD128, INPUTS, OUTPUTS) && nca_self_test_forward(&SCALAR, &SIMD128, ODD_INPUTS, ODD_OUTPUTS)
      && nca_fire_word__scalar(42, 7, 1 << 23) == nca_fire_word__simd128(42, 7, 1 << 23) NCA_FILTERS_LIST(AGREE);
}

#else

static bool simd128_is_right(void) {
  return true;
}

#endif

bool nca_self_test_showing(void) {
  return arithmetic_is_right() && simd128_is_right();
}
