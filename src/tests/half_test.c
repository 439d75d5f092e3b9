/* 16-bit floats: every one of them there and back, and rounding against the exact neighbours. */
#include <math.h>
#include <stdint.h>

#include "base/half.h"
#include "check.h"

static void test_every_half_returns(void) {
  for (uint32_t half = 0; half < 0x10000; half++) {
    const float value = nca_half_to_float((uint16_t)half);
    if (isfinite(value)) CHECK_EQUAL(nca_half_from_float(value), half);
  }
}

static void test_known_values(void) {
  CHECK(nca_half_to_float(0x3c00) == 1.0f);
  CHECK(nca_half_to_float(0xc000) == -2.0f);
  CHECK(nca_half_to_float(0x0001) == 0x1p-24f);
  CHECK(nca_half_to_float(0x7bff) == 65504.0f);
  CHECK(isinf(nca_half_to_float(0x7c00)) && isnan(nca_half_to_float(0x7e00)));
  CHECK_EQUAL(nca_half_from_float(1e9f), 0x7bff);
  CHECK_EQUAL(nca_half_from_float(-INFINITY), 0xfbff);
  CHECK_EQUAL(nca_half_from_float(0x1p-26f), 0);
}

/* No other half lies nearer, and of two that are as near the even one is taken. */
static void test_rounds_to_nearest_even(void) {
  for (int i = 0; i < 200000; i++) {
    const float value = ldexpf(random_float(), (int)(random_u32() % 40) - 24);
    const uint16_t half = nca_half_from_float(value);
    const double error = fabs((double)nca_half_to_float(half) - (double)value);
    for (int step = -1; step <= 1; step += 2) {
      const uint16_t magnitude = half & 0x7fff;
      if ((magnitude == 0 && step < 0) || (magnitude == 0x7bff && step > 0)) continue;
      const uint16_t neighbour = (uint16_t)((half & 0x8000) | (magnitude + step));
      const double other = fabs((double)nca_half_to_float(neighbour) - (double)value);
      CHECK(error < other || (error == other && (half & 1) == 0));
    }
  }
  for (uint16_t half = 0; half < 0x7bff; half++) {
    const double between = ((double)nca_half_to_float(half) + (double)nca_half_to_float((uint16_t)(half + 1))) / 2;
    CHECK_EQUAL(nca_half_from_float((float)between), half + (half & 1));
  }
}

int main(void) {
  test_every_half_returns();
  test_known_values();
  test_rounds_to_nearest_even();
  return check_summary();
}
