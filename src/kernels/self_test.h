/* What the self-tests have in common. They are two, because the wasm that every visitor loads cannot train, and shall not carry the kernels of it. */
#ifndef NCA_SELF_TEST_H
#define NCA_SELF_TEST_H

#include <string.h>

#include "kernels/kernels.h"

/* A tile of every kernel: rows of the widest and four more, a strip of its columns and half of one. */
enum { ROWS = 12, INPUTS = 16, OUTPUTS = 32, SIDE = 3, CELLS = SIDE * SIDE, MAX_CHANNELS = NCA_USUAL_CHANNELS, MAX_SIZE = 1152 };
_Static_assert(ROWS * OUTPUTS <= MAX_SIZE && INPUTS * OUTPUTS <= MAX_SIZE && CELLS * NCA_MAX_PLANES * MAX_CHANNELS <= MAX_SIZE, "each result fits");

/* And what no whole strips make up; the wide kernels do without. */
enum { ODD_INPUTS = 12, ODD_OUTPUTS = 28 };

/* Bit by bit: flushed numbers compare as equal. */
static inline bool same(const float *a, const float *b, int count) {
  return memcmp(a, b, (size_t)count * sizeof *a) == 0;
}

/* Numbers of both signs and different sizes, so that rounding shows. */
static inline void fill(float *out, int count, int phase) {
  for (int i = 0; i < count; i++) out[i] = (float)((i * 37 + phase * 11) % 29 - 14) / 7.0f;
}

/* The products on the way forward, of two kinds. */
typedef NCA_DENSE_FORWARD((*nca_dense_forward_kernel));
typedef struct {
  nca_dense_forward_kernel plain, relu;
} forward_products;
#define FORWARD_PRODUCTS(kind) { nca_dense_forward__##kind, nca_dense_relu_forward__##kind }
uint32_t nca_products_sum(const forward_products *of, int inputs, int outputs);

/* What a set of filters sees by one of its kernels, as a sum of all bits: that of nca_perception. */
uint32_t nca_filters_sum(const nca_perception *of, nca_perceive_forward forward);

/* Whether what shows a flake is right: arithmetic, fire mask, and the kernels on the way forward. */
bool nca_self_test_showing(void);

#endif
