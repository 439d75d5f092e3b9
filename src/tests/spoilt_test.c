/* The self-test finds every kernel out: each in turn is spoilt in the last bit of one number. The linker puts these between the self-test and
 * the kernels (--wrap, in tests.cmake). */
#include <string.h>

#include "kernels/kernels.h"
#include "check.h"
#include "nca.h"

static const char *spoilt; /* name of the kernel that is */
static int times_called;

static bool is_spoilt(const char *name) {
  if (!spoilt || strcmp(name, spoilt) != 0) return false;
  times_called++;
  return true;
}

static void spoil(const char *name, float *out) {
  uint32_t bits;
  if (!is_spoilt(name)) return;
  memcpy(&bits, out, sizeof bits);
  bits ^= 1;
  memcpy(out, &bits, sizeof bits);
}

#define WRAP(KIND, name, out, ...)                         \
  KIND(__real_##name);                                     \
  KIND(__wrap_##name);                                     \
  KIND(__wrap_##name) {                                    \
    __real_##name(__VA_ARGS__);                            \
    spoil(#name, out);                                     \
  }
#define WRAP_PRODUCTS(kind)                                                                                                                         \
  WRAP(NCA_DENSE_FORWARD, nca_dense_forward__##kind, out, out, in, panels, bias, N, K, O)                                                           \
  WRAP(NCA_DENSE_FORWARD, nca_dense_relu_forward__##kind, out, out, in, panels, bias, N, K, O)                                                      \
  WRAP(NCA_DENSE_BACKWARD_INPUT, nca_dense_backward_input__##kind, din, din, dout, panels, N, O, K)                                                 \
  WRAP(NCA_DENSE_RELU_BACKWARD_INPUT, nca_dense_relu_backward_input__##kind, din, din, dout, panels, activated, N, O, K)                            \
  WRAP(NCA_DENSE_BACKWARD_WEIGHT, nca_dense_backward_weight__##kind, dweight, dweight, dout, in, N, O, K)
#define NAMES(kind) \
  "nca_dense_forward__" #kind, "nca_dense_relu_forward__" #kind, "nca_dense_backward_input__" #kind, "nca_dense_relu_backward_input__" #kind, "nca_dense_backward_weight__" #kind

WRAP_PRODUCTS(simd128)
WRAP(NCA_DENSE_BACKWARD_BIAS, nca_dense_backward_bias__simd128, dbias, dbias, dout, N, O)
#define WRAP_FILTERS(name, value, kernels, ...)                                                                                                    \
  WRAP(NCA_PERCEIVE_FORWARD, nca_##kernels##_forward__simd128, out, out, saved, state, cells, num_cells, H, W, C, scale, edge)                         \
  WRAP(NCA_PERCEIVE_BACKWARD, nca_##kernels##_backward__simd128, dstate, dstate, dout, saved, cells, num_cells, H, W, C, scale, edge)
NCA_FILTERS_LIST(WRAP_FILTERS)
WRAP(NCA_LOOK_FORWARD, nca_look_forward__simd128, out, out, state, pixels, places, num_pixels, H, W, C)
WRAP(NCA_LOOK_BACKWARD, nca_look_backward__simd128, dstate, dstate, dout, pixels, places, num_pixels, H, W, C)
NCA_FIRE_WORD(__real_nca_fire_word__simd128);
NCA_FIRE_WORD(__wrap_nca_fire_word__simd128);
NCA_FIRE_WORD(__wrap_nca_fire_word__simd128) {
  return __real_nca_fire_word__simd128(key, first_cell, threshold) ^ is_spoilt("nca_fire_word__simd128");
}
#ifdef NCA_WITH_WIDE
WRAP_PRODUCTS(best)
WRAP_PRODUCTS(best_fused)
#endif

#define NAMES_OF_FILTERS(name, value, kernels, ...) "nca_" #kernels "_forward__simd128", "nca_" #kernels "_backward__simd128",
static const char *const PORTABLE[] = { NAMES(simd128), "nca_dense_backward_bias__simd128", NCA_FILTERS_LIST(NAMES_OF_FILTERS) "nca_look_forward__simd128", "nca_look_backward__simd128",
                                       "nca_fire_word__simd128" };
#ifdef NCA_WITH_WIDE
static const char *const WIDE[] = { NAMES(best) }, *const FUSED[] = { NAMES(best_fused) };
#endif

static void test_finds(const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    spoilt = names[i];
    times_called = 0;
    const bool passed = nca_self_test();
    if (passed || times_called == 0) fprintf(stderr, "%s: %s\n", names[i], times_called ? "its fault was not found" : "it was not tried");
    CHECK(!passed && times_called > 0);
  }
}

int main(void) {
  CHECK(nca_self_test());
  test_finds(PORTABLE, sizeof PORTABLE / sizeof *PORTABLE);
#ifdef NCA_WITH_WIDE
  test_finds(WIDE, sizeof WIDE / sizeof *WIDE);
  if (nca_trainer_can_fuse()) test_finds(FUSED, sizeof FUSED / sizeof *FUSED);
#endif
  spoilt = NULL;
  CHECK(nca_self_test());
  return check_summary();
}
