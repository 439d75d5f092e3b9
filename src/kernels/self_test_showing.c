/* The kernels of the way forward on this very machine, on a few numbers: a test of values, not of what a browser or a processor claims. Their results are
 * known by a checksum of all bits, so that what only shows a flake needs no scalar definitions beside them; kernels_test.c holds those to the same sums.
 * And the arithmetic itself: a program that was linked with -ffast-math flushes small numbers to zero. */
#include "kernels/self_test.h"

/* A product is rounded before it is added, and what is small is not taken for nothing. */
static bool arithmetic_is_right(void) {
  const float in[4] = { 1.0f + 0x1p-12f, 0x1p-100f, 0.0f, 0.0f };
  float panel[NCA_PANEL] = { 1.0f + 0x1p-12f, 0x1p-40f }, bias[NCA_PANEL] = { -(1.0f + 0x1p-11f) }, out[4 * NCA_PANEL];
  NCA_PORTABLE(nca_dense_forward)(out, in, panel, bias, 4, 1, NCA_PANEL);
  const float small = 0x1p-140f;
  return out[0] == 0.0f && same(&out[NCA_PANEL + 1], &small, 1);
}

/* As FNV-1a, of whole words: http://www.isthe.com/chongo/tech/comp/fnv/. What differs in one number has another sum. */
static uint32_t sum_of(uint32_t sum, const float *values, int count) {
  for (int i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    sum = (sum ^ bits) * 16777619u;
  }
  return sum;
}

uint32_t nca_products_sum(const forward_products *of, int inputs, int outputs) {
  float in[ROWS * INPUTS], weight[INPUTS * OUTPUTS], bias[OUTPUTS], out[MAX_SIZE];
  fill(in, ROWS * INPUTS, 1);
  fill(weight, INPUTS * OUTPUTS, 2);
  fill(bias, OUTPUTS, 3);
  of->plain(out, in, weight, bias, ROWS, inputs, outputs);
  const uint32_t sum = sum_of(0, out, ROWS * outputs);
  of->relu(out, in, weight, NULL, ROWS, inputs, outputs);
  return sum_of(sum, out, ROWS * outputs);
}

/* Of all cells of a grid that has a middle, edges and corners. */
static uint32_t sum_on(uint32_t sum, const nca_perception *of, nca_perceive_forward forward, nca_edge edge, int C) {
  int32_t cells[CELLS];
  float state[(CELLS + NCA_MAX_REACH * SIDE) * MAX_CHANNELS] = { 0.0f }, out[MAX_SIZE], saved[MAX_SIZE];
  for (int i = 0; i < CELLS; i++) cells[i] = i;
  fill(state, CELLS * C, 8);
  forward(out, saved, state, cells, CELLS, SIDE, SIDE, C, 0.3f, edge);
  return sum_of(sum_of(sum, out, CELLS * of->planes * C), saved, CELLS * of->saved_planes * C);
}

/* On either edge, with as many channels as are usual, and with fewer. */
uint32_t nca_filters_sum(const nca_perception *of, nca_perceive_forward forward) {
  const uint32_t sum = sum_on(sum_on(0, of, forward, NCA_EDGE_ZERO, MAX_CHANNELS), of, forward, NCA_EDGE_TORUS, MAX_CHANNELS);
  return sum_on(sum, of, forward, NCA_EDGE_ZERO, 8);
}

bool nca_self_test_showing(void) {
#define IS_RIGHT(name, value, kernels, ...) && nca_filters_sum(&nca_perception_##kernels, NCA_PORTABLE(nca_##kernels##_forward)) == nca_perception_##kernels.sum
  static const forward_products PRODUCTS = { NCA_PORTABLE(nca_dense_forward), NCA_PORTABLE(nca_dense_relu_forward) };
  return arithmetic_is_right() && nca_products_sum(&PRODUCTS, INPUTS, OUTPUTS) == 0x31e694c6
      && nca_products_sum(&PRODUCTS, ODD_INPUTS, ODD_OUTPUTS) == 0x4e9da25d
      && NCA_PORTABLE(nca_fire_word)(42, 7, 1 << 23) == 0xa5de5f1d143f37d8 NCA_FILTERS_LIST(IS_RIGHT);
}
