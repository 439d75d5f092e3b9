/* The SIMD kernels against their scalar definitions, bit for bit, in memory that ends where the arrays end. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "fire.h"
#include "kernels.h"
#include "nca.h"

static float *random_array(int count) {
  float *values = allocate((size_t)count * sizeof *values);
  for (int i = 0; i < count; i++) values[i] = random_u32() % 8 ? random_float() : 0.0f;
  return values;
}

static float *copy_array(const float *values, int count) {
  float *copy = allocate((size_t)count * sizeof *copy);
  memcpy(copy, values, (size_t)count * sizeof *copy);
  return copy;
}

static void check_same(const char *name, float *got, float *want, int count) {
  for (int i = 0; i < count; i++) {
    checks_made++;
    if (memcmp(&got[i], &want[i], sizeof *got) != 0 && ++checks_failed <= 20) {
      fprintf(stderr, "%s[%d] is %.9g, not %.9g\n", name, i, (double)got[i], (double)want[i]);
    }
  }
  free(got);
  free(want);
}

/* The shapes of the two layers, and others that a tile could stumble over. */
static const struct {
  int N, K, O;
} SHAPES[] = { { 4, 48, 128 }, { 64, 48, 128 }, { 12, 128, 16 }, { 4, 16, 16 }, { 20, 80, 32 }, { 60, 16, 128 } };

static void test_dense(int N, int K, int O) {
  float *in = random_array(N * K), *weight = random_array(K * O), *bias = random_array(O), *dout = random_array(N * O);
  float *a = random_array(N * O), *b = copy_array(a, N * O);
  nca_dense_forward__simd128(a, in, weight, bias, N, K, O);
  nca_dense_forward__scalar(b, in, weight, bias, N, K, O);
  check_same("dense_forward", a, b, N * O);
  a = random_array(N * O), b = copy_array(a, N * O);
  nca_dense_relu_forward__simd128(a, in, weight, bias, N, K, O);
  nca_dense_relu_forward__scalar(b, in, weight, bias, N, K, O);
  check_same("dense_relu_forward", a, b, N * O);

  float *weight_t = random_array(O * K), *activated = random_array(N * K);
  a = random_array(N * K), b = copy_array(a, N * K);
  nca_dense_backward_input__simd128(a, dout, weight_t, N, O, K);
  nca_dense_backward_input__scalar(b, dout, weight_t, N, O, K);
  check_same("dense_backward_input", a, b, N * K);
  a = random_array(N * K), b = copy_array(a, N * K);
  nca_dense_relu_backward_input__simd128(a, dout, weight_t, activated, N, O, K);
  nca_dense_relu_backward_input__scalar(b, dout, weight_t, activated, N, O, K);
  check_same("dense_relu_backward_input", a, b, N * K);
  a = random_array(O * K), b = copy_array(a, O * K);
  nca_dense_backward_weight__simd128(a, dout, in, N, O, K);
  nca_dense_backward_weight__scalar(b, dout, in, N, O, K);
  check_same("dense_backward_weight", a, b, O * K);
  a = random_array(O), b = copy_array(a, O);
  nca_dense_backward_bias__simd128(a, dout, N, O);
  nca_dense_backward_bias__scalar(b, dout, N, O);
  check_same("dense_backward_bias", a, b, O);
  free(in), free(weight), free(bias), free(dout), free(weight_t), free(activated);
}

#ifdef NCA_WITH_WIDE

/* One instruction set against the scalar definitions. `nca_dense_...` is pasted here, lest the choosing macros replace it. */
#define DEFINE_TEST_WIDE(isa)                                                                                             \
  static void test_wide_##isa(int N, int K, int O) {                                                                     \
    float *in = random_array(N * K), *weight = random_array(K * O), *bias = random_array(O), *dout = random_array(N * O); \
    float *gate = random_array(N * O), *a = random_array(N * O), *b = copy_array(a, N * O);                               \
    nca_dense_forward__##isa(a, in, weight, bias, N, K, O);                                                               \
    nca_dense_forward__scalar(b, in, weight, bias, N, K, O);                                                              \
    check_same("dense_forward " #isa, a, b, N * O);                                                                       \
    a = random_array(N * O), b = copy_array(a, N * O);                                                                    \
    nca_dense_relu_forward__##isa(a, in, weight, NULL, N, K, O);                                                          \
    nca_dense_relu_forward__scalar(b, in, weight, NULL, N, K, O);                                                         \
    check_same("dense_relu_forward " #isa, a, b, N * O);                                                                  \
    a = random_array(N * O), b = copy_array(a, N * O);                                                                    \
    nca_dense_backward_input__##isa(a, in, weight, N, K, O);                                                              \
    nca_dense_backward_input__scalar(b, in, weight, N, K, O);                                                             \
    check_same("dense_backward_input " #isa, a, b, N * O);                                                                \
    a = random_array(N * O), b = copy_array(a, N * O);                                                                    \
    nca_dense_relu_backward_input__##isa(a, in, weight, gate, N, K, O);                                                   \
    nca_dense_relu_backward_input__scalar(b, in, weight, gate, N, K, O);                                                  \
    check_same("dense_relu_backward_input " #isa, a, b, N * O);                                                           \
    a = random_array(K * O), b = copy_array(a, K * O);                                                                    \
    nca_dense_backward_weight__##isa(a, in, dout, N, K, O);                                                               \
    nca_dense_backward_weight__scalar(b, in, dout, N, K, O);                                                              \
    check_same("dense_backward_weight " #isa, a, b, K * O);                                                               \
    in[0] = NAN;                                                                                                          \
    a = random_array(N * O);                                                                                              \
    nca_dense_relu_forward__##isa(a, in, weight, bias, N, K, O);                                                          \
    CHECK(isnan(a[0]) && isnan(a[O - 1]));                                                                                \
    free(a), free(in), free(weight), free(bias), free(dout), free(gate);                                                  \
  }
DEFINE_TEST_WIDE(avx2)
DEFINE_TEST_WIDE(avx512)
DEFINE_TEST_WIDE(best)

static void test_wide(void) {
  static const struct {
    int N, K, O;
  } WIDE_SHAPES[] = { { 4, 48, 128 }, { 64, 48, 128 }, { 12, 128, 16 }, { 60, 16, 128 }, { 20, 128, 48 }, { 4, 8, 16 }, { 28, 24, 80 } };
  for (size_t i = 0; i < sizeof WIDE_SHAPES / sizeof *WIDE_SHAPES; i++) {
    const int N = WIDE_SHAPES[i].N, K = WIDE_SHAPES[i].K, O = WIDE_SHAPES[i].O;
    if (__builtin_cpu_supports("avx2")) test_wide_avx2(N, K, O);
    if (__builtin_cpu_supports("avx512f")) test_wide_avx512(N, K, O);
    test_wide_best(N, K, O);
  }
  test_wide_best(8, 12, 32); /* a gradient that the wide ones do not take */
}

#else

static void test_wide(void) {}

#endif

static void test_perceive(int H, int W) {
  const int size = (H * W + 1) * NCA_CHANNELS; /* with the cell that stands for all that is outside */
  int32_t *cells = allocate((size_t)(H * W) * sizeof *cells);
  int num_cells = 0;
  for (int i = 0; i < H * W; i++) {
    if (random_u32() % 3) cells[num_cells++] = i;
  }
  float *state = random_array(size);
  memset(state + H * W * NCA_CHANNELS, 0, NCA_CHANNELS * sizeof *state);
  float *a = random_array(num_cells * NCA_PERCEIVED), *b = copy_array(a, num_cells * NCA_PERCEIVED);
  nca_perceive_forward__simd128(a, state, cells, num_cells, H, W, 0.125f);
  nca_perceive_forward__scalar(b, state, cells, num_cells, H, W, 0.125f);
  check_same("perceive_forward", a, b, num_cells * NCA_PERCEIVED);
  float *dout = random_array(num_cells * NCA_PERCEIVED);
  a = random_array(size), b = copy_array(a, size);
  nca_perceive_backward__simd128(a, dout, cells, num_cells, H, W, 0.125f);
  nca_perceive_backward__scalar(b, dout, cells, num_cells, H, W, 0.125f);
  check_same("perceive_backward", a, b, size);
  free(cells), free(state), free(dout);
}

static void test_fire(void) {
  for (int i = 0; i < 1000; i++) {
    const uint32_t key = random_u32(), first = random_u32(), threshold = random_u32() >> 7;
    CHECK(nca_fire_word__simd128(key, first, threshold) == nca_fire_word__scalar(key, first, threshold));
  }
}

int main(void) {
  for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) test_dense(SHAPES[i].N, SHAPES[i].K, SHAPES[i].O);
  test_perceive(5, 7);
  test_perceive(1, 1);
  test_perceive(1, 9);
  test_perceive(3, 130);
  test_wide();
  test_fire();
  CHECK(nca_self_test());
  return check_summary();
}
