/* Chooses, on x86, the widest kernels that the processor runs. All give the same bits, so the choice never shows. */
#include "kernels.h"

#ifdef NCA_WITH_WIDE

#ifdef NCA_SIMD128
#define PORTABLE(name) nca_##name##__simd128
#else
#define PORTABLE(name) nca_##name##__scalar
#endif

/* O and K of a call that the wide kernels take; what they do not take goes to the kernels that every build has. */
#define CALL_BEST(name, columns, rows, ...)                                                                           \
  do {                                                                                                                \
    const _Bool fits = (columns) % NCA_PANEL == 0 && (rows) % 8 == 0;                                          \
    if (fits && __builtin_cpu_supports("avx512f")) nca_##name##__avx512(__VA_ARGS__);                                       \
    else if (fits && __builtin_cpu_supports("avx2")) nca_##name##__avx2(__VA_ARGS__);                                       \
    else PORTABLE(name)(__VA_ARGS__);                                                                              \
  } while (0)

NCA_DENSE_FORWARD(nca_dense_forward__best) { CALL_BEST(dense_forward, O, 8, out, in, panels, bias, N, K, O); }
NCA_DENSE_FORWARD(nca_dense_relu_forward__best) { CALL_BEST(dense_relu_forward, O, 8, out, in, panels, bias, N, K, O); }
NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__best) { CALL_BEST(dense_backward_input, K, 8, din, dout, panels, N, O, K); }
NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__best) {
  CALL_BEST(dense_relu_backward_input, K, 8, din, dout, panels, activated, N, O, K);
}
NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__best) { CALL_BEST(dense_backward_weight, K, O, dweight, dout, in, N, O, K); }

#else

typedef int nca_kernels_best_is_empty; /* ISO C wants something in every file */

#endif
