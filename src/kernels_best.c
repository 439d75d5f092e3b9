/* Chooses, on x86, the widest kernels that the processor runs. All give the same bits, so the choice never shows; but for the fused ones,
 * which somebody has to ask for. */
#include "kernels.h"
#include "nca.h"

#ifdef NCA_WITH_WIDE

static bool are_products_fused;

bool nca_set_fused_products(bool is_fused) {
  if (is_fused && !(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))) return false;
  are_products_fused = is_fused;
  return true;
}

#define CALL_WIDE(name, isa, ...) (are_products_fused ? nca_##name##__##isa##_fused(__VA_ARGS__) : nca_##name##__##isa(__VA_ARGS__))

/* O and K of a call that the wide kernels take; what they do not take goes to the kernels that every build has. */
#define CALL_BEST(name, columns, rows, ...)                                                       \
  do {                                                                                            \
    const bool fits = (columns) % NCA_PANEL == 0 && (rows) % 8 == 0;                              \
    if (fits && __builtin_cpu_supports("avx512f")) CALL_WIDE(name, avx512, __VA_ARGS__);          \
    else if (fits && __builtin_cpu_supports("avx2")) CALL_WIDE(name, avx2, __VA_ARGS__);          \
    else NCA_PORTABLE(nca_##name)(__VA_ARGS__);                                                   \
  } while (0)

NCA_DENSE_FORWARD(nca_dense_forward__best) { CALL_BEST(dense_forward, O, 8, out, in, panels, bias, N, K, O); }
NCA_DENSE_FORWARD(nca_dense_relu_forward__best) { CALL_BEST(dense_relu_forward, O, 8, out, in, panels, bias, N, K, O); }
NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__best) { CALL_BEST(dense_backward_input, K, 8, din, dout, panels, N, O, K); }
NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__best) {
  CALL_BEST(dense_relu_backward_input, K, 8, din, dout, panels, activated, N, O, K);
}
NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__best) { CALL_BEST(dense_backward_weight, K, O, dweight, dout, in, N, O, K); }

#else

bool nca_set_fused_products(bool is_fused) {
  return !is_fused;
}

#endif
