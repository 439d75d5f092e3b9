/* Sine, cosine and exponential: near those of the C library, and the same bits on every machine. */
#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "check.h"

static void test_near_the_library(void) {
  for (int i = 0; i < 200000; i++) {
    const double x = (double)random_float() * (i % 2 ? 4.0 : 1e5), y = (double)random_float() * 600.0;
    CHECK(fabs(nca_sin(x) - sin(x)) <= 1e-15);
    CHECK(fabs(nca_cos(x) - cos(x)) <= 1e-15);
    CHECK(fabs(nca_exp(y) - exp(y)) <= 1e-15 * exp(y) * (1.0 + fabs(y) * 0.01));
  }
}

static void test_special_values(void) {
  CHECK(nca_sin(0.0) == 0.0 && nca_cos(0.0) == 1.0 && nca_exp(0.0) == 1.0 && nca_exp(-1e300) == 0.0);
  CHECK((float)nca_cos((double)3.14159274f) == -1.0f);
  const double far[] = { 1e6, -1e7, 3e9, 1e38, -3.4e38 };
  for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
    const double sine = nca_sin(far[i]), cosine = nca_cos(far[i]);
    CHECK(fabs(sine * sine + cosine * cosine - 1.0) < 1e-14);
  }
}

static uint64_t add_bits(uint64_t hash, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  for (int i = 0; i < 8; i++) hash = (hash ^ (bits >> (8 * i) & 0xff)) * UINT64_C(1099511628211);
  return hash;
}

/* wasm_tests/elementary.test.mjs asks the wasm for the same number. */
static void test_same_bits_everywhere(void) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (int tenths = 0; tenths <= 3600; tenths++) {
    const double x = (double)tenths * 0.00174532925199432958;
    hash = add_bits(add_bits(add_bits(hash, nca_sin(x)), nca_cos(x)), nca_exp(-x));
  }
  CHECK_EQUAL(hash, INT64_C(-6610794404377537555));
}

int main(void) {
  test_near_the_library();
  test_special_values();
  test_same_bits_everywhere();
  return check_summary();
}
