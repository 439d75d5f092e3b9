/* The SIMD kernels against their scalar definitions, bit for bit, in memory that ends where the arrays end. */
#include <math.h>
#include <string.h>

#include "grow/fire.h"
#include "kernels/self_test.h"
#include "check.h"
#include "parts.h"

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
} SHAPES[] = { { 4, 48, 128 }, { 64, 48, 128 }, { 12, 128, 16 }, { 4, 16, 16 }, { 20, 80, 32 }, { 60, 16, 128 },
             { 8, 36, 96 }, { 12, 96, 12 }, { 32, 20, 60 }, { 4, 4, 4 }, { 64, 96, 256 }, { 16, 256, 32 }, { 32, 96, 256 }, { 28, 256, 512 } };

static void test_dense(int N, int K, int O) {
  float *in = random_array(N * K), *weight = random_array((int)nca_panels_size(K, O)), *bias = random_array(O), *dout = random_array(N * O);
  float *a = random_array(N * O), *b = copy_array(a, N * O);
  nca_dense_forward__simd128(a, in, weight, bias, N, K, O);
  nca_dense_forward__scalar(b, in, weight, bias, N, K, O);
  check_same("dense_forward", a, b, N * O);
  a = random_array(N * O), b = copy_array(a, N * O);
  nca_dense_relu_forward__simd128(a, in, weight, bias, N, K, O);
  nca_dense_relu_forward__scalar(b, in, weight, bias, N, K, O);
  check_same("dense_relu_forward", a, b, N * O);

  float *weight_t = random_array((int)nca_panels_size(O, K)), *activated = random_array(N * K);
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

/* The definitions of the fused products: those of dense.c, but that a product is added as it is. */

static float fused_sum(const float *row, const float *panels, float sum, int K, int o) {
  for (int k = 0; k < K; k++) sum = fmaf(row[k], panels[(o / NCA_PANEL * K + k) * NCA_PANEL + o % NCA_PANEL], sum);
  return sum;
}

static NCA_DENSE_FORWARD(nca_dense_forward__scalar_fused) {
  for (int i = 0; i < N * O; i++) out[i] = fused_sum(in + i / O * K, panels, bias ? bias[i % O] : 0.0f, K, i % O);
}

static NCA_DENSE_FORWARD(nca_dense_relu_forward__scalar_fused) {
  nca_dense_forward__scalar_fused(out, in, panels, bias, N, K, O);
  for (int i = 0; i < N * O; i++) out[i] = out[i] < 0.0f ? 0.0f : out[i];
}

static NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__scalar_fused) {
  nca_dense_forward__scalar_fused(din, dout, panels, NULL, N, O, K);
}

static NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__scalar_fused) {
  nca_dense_forward__scalar_fused(din, dout, panels, NULL, N, O, K);
  for (int i = 0; i < N * K; i++) din[i] = activated[i] > 0.0f ? din[i] : 0.0f;
}

static NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__scalar_fused) {
  for (int i = 0; i < O * K; i++) {
    float sum = 0.0f;
    for (int n = 0; n < N; n++) sum = fmaf(dout[n * O + i / K], in[n * K + i % K], sum);
    dweight[i] += sum;
  }
}

/* One instruction set against the scalar definitions. `nca_dense_...` is pasted here, lest the choosing macros replace it. */
#define DEFINE_TEST_WIDE(isa, definition)                                                                                 \
  static void test_wide_##isa##_as_##definition(int N, int K, int O) {                                                    \
    float *in = random_array(N * K), *weight = random_array((int)nca_panels_size(K, O));                                    \
    float *bias = random_array(O), *dout = random_array(N * O);                                                            \
    float *gate = random_array(N * O), *a = random_array(N * O), *b = copy_array(a, N * O);                               \
    nca_dense_forward__##isa(a, in, weight, bias, N, K, O);                                                               \
    nca_dense_forward__##definition(b, in, weight, bias, N, K, O);                                                        \
    check_same("dense_forward " #isa, a, b, N * O);                                                                       \
    a = random_array(N * O), b = copy_array(a, N * O);                                                                    \
    nca_dense_relu_forward__##isa(a, in, weight, NULL, N, K, O);                                                          \
    nca_dense_relu_forward__##definition(b, in, weight, NULL, N, K, O);                                                   \
    check_same("dense_relu_forward " #isa, a, b, N * O);                                                                  \
    a = random_array(N * O), b = copy_array(a, N * O);                                                                    \
    nca_dense_backward_input__##isa(a, in, weight, N, K, O);                                                              \
    nca_dense_backward_input__##definition(b, in, weight, N, K, O);                                                       \
    check_same("dense_backward_input " #isa, a, b, N * O);                                                                \
    a = random_array(N * O), b = copy_array(a, N * O);                                                                    \
    nca_dense_relu_backward_input__##isa(a, in, weight, gate, N, K, O);                                                   \
    nca_dense_relu_backward_input__##definition(b, in, weight, gate, N, K, O);                                            \
    check_same("dense_relu_backward_input " #isa, a, b, N * O);                                                           \
    a = random_array(K * O), b = copy_array(a, K * O);                                                                    \
    nca_dense_backward_weight__##isa(a, in, dout, N, K, O);                                                               \
    nca_dense_backward_weight__##definition(b, in, dout, N, K, O);                                                        \
    check_same("dense_backward_weight " #isa, a, b, K * O);                                                               \
    in[0] = NAN;                                                                                                          \
    a = random_array(N * O);                                                                                              \
    nca_dense_relu_forward__##isa(a, in, weight, bias, N, K, O);                                                          \
    CHECK(isnan(a[0]) && isnan(a[O - 1]));                                                                                \
    free(a), free(in), free(weight), free(bias), free(dout), free(gate);                                                  \
  }
#if defined(__aarch64__)
DEFINE_TEST_WIDE(neon, scalar)
DEFINE_TEST_WIDE(neon_fused, scalar_fused)
#else
DEFINE_TEST_WIDE(avx2, scalar)
DEFINE_TEST_WIDE(avx512, scalar)
DEFINE_TEST_WIDE(avx2_fused, scalar_fused)
DEFINE_TEST_WIDE(avx512_fused, scalar_fused)
#endif
DEFINE_TEST_WIDE(best, scalar)
DEFINE_TEST_WIDE(best_fused, scalar_fused)

/* Whether this processor has what they need. */
static bool has(const char *isa) {
#if defined(__aarch64__)
  (void)isa;
  return true;
#else
  const bool has_fma = __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx2");
  if (strstr(isa, "fused") && !has_fma) return false;
  if (strstr(isa, "avx512")) return __builtin_cpu_supports("avx512f");
  return !strstr(isa, "avx2") || __builtin_cpu_supports("avx2");
#endif
}

#define WIDE(isa, definition) { #isa, test_wide_##isa##_as_##definition }
static const struct {
  const char *isa;
  void (*test)(int N, int K, int O);
} KINDS[] = {
#if defined(__aarch64__)
  WIDE(neon, scalar), WIDE(neon_fused, scalar_fused),
#else
  WIDE(avx2, scalar), WIDE(avx512, scalar), WIDE(avx2_fused, scalar_fused), WIDE(avx512_fused, scalar_fused),
#endif
  WIDE(best, scalar), WIDE(best_fused, scalar_fused),
};

/* Of one instruction set, or of the best here. false: this processor has none. */
static bool test_wide(const char *isa) {
  static const struct {
    int N, K, O;
  } WIDE_SHAPES[] = { { 4, 48, 128 }, { 64, 48, 128 }, { 12, 128, 16 }, { 60, 16, 128 }, { 20, 128, 48 }, { 4, 8, 16 }, { 28, 24, 80 } };
  CHECK(nca_trainer_can_fuse() == has("best_fused"));
  if (!has(isa)) return false;
  for (size_t kind = 0; kind < sizeof KINDS / sizeof *KINDS; kind++) {
    if (strcmp(KINDS[kind].isa, isa) != 0) continue;
    for (size_t i = 0; i < sizeof WIDE_SHAPES / sizeof *WIDE_SHAPES; i++) KINDS[kind].test(WIDE_SHAPES[i].N, WIDE_SHAPES[i].K, WIDE_SHAPES[i].O);
    if (strcmp(isa, "best") == 0) KINDS[kind].test(8, 12, 32), KINDS[kind].test(8, 36, 20); /* what the wide ones do not take */
    return true;
  }
  return false;
}

#else

static bool test_wide(const char *isa) {
  (void)isa;
  return false;
}

#endif

/* One set of filters, both ways. */
typedef struct {
  const char *name;
  nca_perceive_forward forward__scalar, forward__simd128;
  nca_perceive_backward backward__scalar, backward__simd128;
} filters;

static const filters FILTERS[] = {
#define FILTERS_OF(name, value, kernels, word, ...) \
  { word, nca_##kernels##_forward__scalar, nca_##kernels##_forward__simd128, nca_##kernels##_backward__scalar, nca_##kernels##_backward__simd128 },
  NCA_FILTERS_LIST(FILTERS_OF)
};

static void test_filters(const filters *of, const nca_perception *perception, int H, int W, int C, nca_edge edge) {
  const int P = perception->planes * C, num_saved = perception->saved_planes * C;
  const int size = (int)nca_state_cells(H, W, perception->reach) * C; /* with what stands for all that is outside */
  int32_t *cells = allocate((size_t)(H * W) * sizeof *cells);
  int num_cells = 0;
  for (int i = 0; i < H * W; i++) {
    if (random_u32() % 3) cells[num_cells++] = i;
  }
  float *state = random_array(size);
  for (int i = 0; i < C && H > 2; i++) state[i] = state[C * W + i] = 0.0f; /* some gradients are zero */
  close_edge(state, H, W, C, perception->reach, edge);
  float *saved = random_array(num_cells * num_saved + 1), *other = copy_array(saved, num_cells * num_saved + 1);
  float *a = random_array(num_cells * P), *b = copy_array(a, num_cells * P);
  of->forward__simd128(a, saved, state, cells, num_cells, H, W, C, 0.125f, edge);
  of->forward__scalar(b, other, state, cells, num_cells, H, W, C, 0.125f, edge);
  check_same(of->name, a, b, num_cells * P);
  for (int i = 0; i < num_cells * num_saved; i++) CHECK(memcmp(&saved[i], &other[i], sizeof *saved) == 0);
  float *dout = random_array(num_cells * P);
  a = random_array(size), b = copy_array(a, size);
  of->backward__simd128(a, dout, saved, cells, num_cells, H, W, C, 0.125f, edge);
  of->backward__scalar(b, dout, saved, cells, num_cells, H, W, C, 0.125f, edge);
  check_same(of->name, a, b, size);
  free(cells), free(state), free(dout), free(saved), free(other);
}

/* What the self-test takes for right is what the definition comes to. */
static void test_sums(void) {
  for (size_t i = 0; i < sizeof FILTERS / sizeof *FILTERS; i++) {
    const nca_perception *perception = nca_perception_of((nca_filters)i);
    const uint32_t want = nca_filters_sum(perception, FILTERS[i].forward__scalar);
    CHECK(perception->sum == want);
    if (perception->sum != want) fprintf(stderr, "%s: its sum is 0x%08x\n", FILTERS[i].name, want);
  }
  static const forward_products SCALAR = FORWARD_PRODUCTS(scalar), SIMD128 = FORWARD_PRODUCTS(simd128);
  CHECK(nca_products_sum(&SCALAR, INPUTS, OUTPUTS) == nca_products_sum(&SIMD128, INPUTS, OUTPUTS));
  CHECK(nca_products_sum(&SCALAR, ODD_INPUTS, ODD_OUTPUTS) == nca_products_sum(&SIMD128, ODD_INPUTS, ODD_OUTPUTS));
}

/* What memory and self-test have room for. */
static void test_ranges(void) {
  for (size_t i = 0; i < sizeof FILTERS / sizeof *FILTERS; i++) {
    const nca_perception *perception = nca_perception_of((nca_filters)i);
    CHECK(perception->reach >= 1 && perception->reach <= NCA_MAX_REACH);
    CHECK(perception->planes >= 1 && perception->planes <= NCA_MAX_PLANES && perception->saved_planes >= 0 && perception->saved_planes <= NCA_MAX_PLANES);
    CHECK(!perception->turns || perception->planes > 2);
  }
}

static void test_perceive(int H, int W) {
  static const int CHANNELS[] = { NCA_USUAL_CHANNELS, 12, NCA_MIN_CHANNELS, NCA_MAX_CHANNELS };
  for (size_t i = 0; i < sizeof FILTERS / sizeof *FILTERS; i++) {
    for (size_t c = 0; c < sizeof CHANNELS / sizeof *CHANNELS; c++) {
      for (int edge = 0; edge < NUM_EDGES; edge++) test_filters(&FILTERS[i], nca_perception_of((nca_filters)i), H, W, CHANNELS[c], (nca_edge)edge);
    }
  }
}

static void test_fire(void) {
  for (int i = 0; i < 1000; i++) {
    const uint32_t key = random_u32(), first = random_u32(), threshold = random_u32() >> 7;
    CHECK(nca_fire_word__simd128(key, first, threshold) == nca_fire_word__scalar(key, first, threshold));
  }
}

/* Without an argument the kernels that every build has; with one those of that instruction set, or the answer that ctest takes for "skipped". */
int main(int argc, char **argv) {
  enum { SKIPPED = 77 };
  if (argc > 1) {
    if (!test_wide(argv[1])) return printf("%s: skipped, it does not run here\n", argv[1]), checks_failed ? 1 : SKIPPED;
    return check_summary();
  }
  for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) test_dense(SHAPES[i].N, SHAPES[i].K, SHAPES[i].O);
  test_perceive(5, 7);
  test_perceive(1, 1);
  test_perceive(1, 9);
  test_perceive(3, 130);
  test_ranges();
  test_sums();
  test_fire();
  CHECK(nca_self_test());
  return check_summary();
}
