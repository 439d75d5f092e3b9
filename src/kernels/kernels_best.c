/* Chooses the widest kernels that the processor runs. All of one kind give the same bits, so the choice never shows. */
#include "base/misuse.h"
#include "kernels/kernels.h"
#include "nca.h"

#ifdef NCA_WITH_WIDE

/* O and K of a call that the wide kernels take; what they do not take goes to the kernels that every build has. */
#define FITS(columns, rows) ((columns) % NCA_PANEL == 0 && (rows) % 8 == 0)

#if defined(__aarch64__)

bool nca_products_run(nca_products products) {
  return products == NCA_PRODUCTS_ROUNDED || products == NCA_PRODUCTS_FUSED; /* every aarch64 has both */
}

const char *nca_kernels(void) {
  return "neon";
}

#define CALL_BEST(name, fused, columns, rows, ...)                           \
  do {                                                                       \
    if (FITS(columns, rows)) nca_##name##__neon##fused(__VA_ARGS__);         \
    else NCA_PORTABLE(nca_##name)(__VA_ARGS__);                              \
  } while (0)

#else

bool nca_products_run(nca_products products) {
  return products == NCA_PRODUCTS_ROUNDED || (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"));
}

const char *nca_kernels(void) {
  if (__builtin_cpu_supports("avx512f")) return "avx512";
  return __builtin_cpu_supports("avx2") ? "avx2" : NCA_PORTABLE_NAME;
}

#define CALL_BEST(name, fused, columns, rows, ...)                                             \
  do {                                                                                         \
    const bool fits = FITS(columns, rows);                                                     \
    if (fits && __builtin_cpu_supports("avx512f")) nca_##name##__avx512##fused(__VA_ARGS__);   \
    else if (fits && __builtin_cpu_supports("avx2")) nca_##name##__avx2##fused(__VA_ARGS__);   \
    else NCA_PORTABLE(nca_##name)(__VA_ARGS__);                                                \
  } while (0)

#endif

#define DEFINE_BEST(fused)                                                                                                                      \
  NCA_DENSE_FORWARD(nca_dense_forward__best##fused) { CALL_BEST(dense_forward, fused, O, 8, out, in, panels, bias, N, K, O); }                  \
  NCA_DENSE_FORWARD(nca_dense_relu_forward__best##fused) { CALL_BEST(dense_relu_forward, fused, O, 8, out, in, panels, bias, N, K, O); }        \
  NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__best##fused) { CALL_BEST(dense_backward_input, fused, K, 8, din, dout, panels, N, O, K); } \
  NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__best##fused) {                                                                   \
    CALL_BEST(dense_relu_backward_input, fused, K, 8, din, dout, panels, activated, N, O, K);                                                   \
  }                                                                                                                                             \
  NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__best##fused) { CALL_BEST(dense_backward_weight, fused, K, O, dweight, dout, in, N, O, K); }
DEFINE_BEST()
DEFINE_BEST(_fused)

#else

bool nca_products_run(nca_products products) {
  return products == NCA_PRODUCTS_ROUNDED;
}

const char *nca_kernels(void) {
  return NCA_PORTABLE_NAME;
}

#endif
