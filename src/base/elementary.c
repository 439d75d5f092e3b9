/* Taylor series after the argument is brought near 0: W. J. Cody and W. Waite, "Software Manual for the Elementary Functions", 1980. */
#include "base/elementary.h"

#include <math.h>

#include "base/numerics.h"

/* x - x^3/3! + x^5/5! ..., for |x| <= pi/4 */
static double sine_series(double x) {
  const double squared = x * x;
  double sum = 1.0;
  for (int n = 18; n > 0; n -= 2) sum = 1.0 - squared / (double)(n * (n + 1)) * sum;
  return x * sum;
}

/* 1 - x^2/2! + x^4/4! ... */
static double cosine_series(double x) {
  const double squared = x * x;
  double sum = 1.0;
  for (int n = 17; n > 0; n -= 2) sum = 1.0 - squared / (double)(n * (n + 1)) * sum;
  return sum;
}

/* sin(x + quarter_turns * pi/2) */
static double sine_turned(double x, double quarter_turns) {
  /* pi/2 in three parts, the first two of 33 bits each: their products with a whole number below 2^20 are exact */
  static const double HALF_PI_1 = 0x1.921fb544p+0, HALF_PI_2 = 0x1.0b4611a6p-34, HALF_PI_3 = 0x1.3198a2e037073p-69, TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  static const double TURN_BEFORE = 0x1p20, TWO_PI = 0x1.921fb54442d18p+2;
  if (fabs(x) > TURN_BEFORE) x = fmod(x, TWO_PI); /* fmod is exact */
  const double quarters = floor(x * TWO_OVER_PI + 0.5);
  const double rest = ((x - quarters * HALF_PI_1) - quarters * HALF_PI_2) - quarters * HALF_PI_3;
  const double turned = quarters + quarter_turns;
  switch ((int)(turned - 4.0 * floor(turned / 4.0))) {
    case 0: return sine_series(rest);
    case 1: return cosine_series(rest);
    case 2: return -sine_series(rest);
    default: return -cosine_series(rest);
  }
}

double nca_sin(double x) {
  return sine_turned(x, 0.0);
}

double nca_cos(double x) {
  return sine_turned(x, 1.0);
}

double nca_exp(double x) {
  static const double LN2_1 = 0x1.62e42feep-1, LN2_2 = 0x1.a39ef35793c76p-33, ONE_OVER_LN2 = 0x1.71547652b82fep+0;
  if (x < -700.0) return 0.0;
  const double doublings = floor(x * ONE_OVER_LN2 + 0.5);
  const double rest = (x - doublings * LN2_1) - doublings * LN2_2; /* |rest| <= ln 2 / 2 */
  double sum = 1.0;
  for (int n = 14; n > 0; n--) sum = 1.0 + rest / (double)n * sum;
  return ldexp(sum, (int)doublings); /* exact */
}
