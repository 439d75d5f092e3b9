/* Decimal numbers to doubles and back, exactly: digits on paper are doubled and halved until the point stands where it must.
 *
 * libc's strtod and printf do the same, in the locale of the host and with long doubles, which WebAssembly must emulate: they were
 * a fifth of the module that shows a flake. Nothing here is in a hurry; a file has three such numbers. */
#include "base/decimal.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/misuse.h"

/* Digits of a number that is halved until it is below one: 63 to begin with, or the 309 of DBL_MAX; each halving adds one at the end,
 * and ten take three at the front. The smallest denormal has 751. */
enum { MAX_DIGITS = 900, MAX_POINT = 310, MIN_POINT = -330, ROUND_TRIP_DIGITS = 17 };

/* 0.d0 d1 d2 ... * 10^point; neither end is a zero, and without digits it is 0. */
typedef struct {
  int count, point;
  uint8_t digits[MAX_DIGITS];
} decimal;

static void trim(decimal *number) {
  int zeros = 0;
  while (zeros < number->count && number->digits[zeros] == 0) zeros++;
  number->count -= zeros;
  number->point -= zeros;
  memmove(number->digits, number->digits + zeros, (size_t)number->count);
  while (number->count > 0 && number->digits[number->count - 1] == 0) number->count--;
}

static void halve(decimal *number) {
  int rest = 0;
  NCA_ASSERT(number->count < MAX_DIGITS);
  number->digits[number->count++] = 0;
  for (int i = 0; i < number->count; i++) {
    const int value = 10 * rest + number->digits[i];
    number->digits[i] = (uint8_t)(value / 2);
    rest = value % 2;
  }
  trim(number);
}

static void double_up(decimal *number) {
  int carry = 0;
  for (int i = number->count - 1; i >= 0; i--) {
    const int value = 2 * number->digits[i] + carry;
    number->digits[i] = (uint8_t)(value % 10);
    carry = value / 10;
  }
  if (carry > 0) {
    NCA_ASSERT(number->count < MAX_DIGITS);
    memmove(number->digits + 1, number->digits, (size_t)number->count);
    number->digits[0] = (uint8_t)carry;
    number->count++;
    number->point++;
  }
  trim(number);
}

static bool is_below_half(const decimal *number) {
  return number->point < 0 || (number->point == 0 && number->digits[0] < 5);
}

/* Whether what begins at digit `at` is more than half of the place before it, or just half of an odd one. */
static bool rounds_up(const decimal *number, int at, bool is_odd) {
  if (at < 0 || at >= number->count || number->digits[at] < 5) return false;
  return number->digits[at] > 5 || number->count > at + 1 || is_odd;
}

static double to_double(decimal *number) {
  if (number->count == 0 || number->point < MIN_POINT) return 0.0;
  if (number->point > MAX_POINT) return INFINITY;
  int exponent = 0;
  for (; number->point > 0; exponent++) halve(number);
  for (; is_below_half(number); exponent--) double_up(number);
  int bits = DBL_MANT_DIG; /* fewer where it is denormal */
  if (exponent < DBL_MIN_EXP) bits -= DBL_MIN_EXP - exponent;
  for (int i = 0; i < bits; i++) double_up(number);
  for (int i = 0; i > bits; i--) halve(number);
  uint64_t whole = 0;
  for (int i = 0; i < number->point; i++) whole = 10 * whole + (i < number->count ? number->digits[i] : 0);
  whole += rounds_up(number, number->point, whole % 2 != 0);
  return ldexp((double)whole, exponent - bits);
}

static decimal from_double(double value) {
  decimal number = { 0 };
  int exponent;
  uint64_t whole = (uint64_t)ldexp(frexp(value, &exponent), DBL_MANT_DIG);
  uint64_t unit = 1;
  while (whole / unit >= 10) unit *= 10, number.point++;
  for (number.point++; unit > 0; unit /= 10) number.digits[number.count++] = (uint8_t)(whole / unit % 10);
  trim(&number);
  for (exponent -= DBL_MANT_DIG; exponent > 0 && number.count > 0; exponent--) double_up(&number);
  for (; exponent < 0 && number.count > 0; exponent++) halve(&number);
  return number;
}

static decimal rounded(const decimal *number, int num_digits) {
  decimal result = *number;
  if (num_digits >= number->count) return result;
  const bool is_up = rounds_up(number, num_digits, number->digits[num_digits - 1] % 2 != 0);
  result.count = num_digits;
  int i = num_digits - 1;
  for (; is_up && i >= 0 && result.digits[i] == 9; i--) result.digits[i] = 0;
  if (is_up && i >= 0) result.digits[i]++;
  if (is_up && i < 0) { /* 9.99 became 10 */
    result.digits[0] = 1;
    result.point++;
  }
  trim(&result);
  return result;
}

/* ---------------------------------------------------------------- text */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* -12, +3: all that is left of the text. */
static bool read_exponent(int *value, const char *text, const char *end) {
  const bool is_negative = text < end && *text == '-';
  if (text < end && (*text == '-' || *text == '+')) text++;
  if (text == end) return false;
  for (*value = 0; text < end; text++) {
    if (!is_digit(*text)) return false;
    if (*value < 10 * -MIN_POINT) *value = 10 * *value + (*text - '0'); /* what is larger cannot matter */
  }
  if (is_negative) *value = -*value;
  return true;
}

bool nca_decimal_read(double *value, const char *text, size_t length) {
  const char *end = text + length;
  if (length == 0 || length > NCA_MAX_DECIMAL_CHARS) return false;
  const bool is_negative = *text == '-';
  if (*text == '-' || *text == '+') text++;
  decimal number = { 0 };
  bool has_point = false;
  int exponent = 0;
  for (; text < end && (is_digit(*text) || (*text == '.' && !has_point)); text++) {
    if (*text == '.') {
      has_point = true;
      continue;
    }
    number.digits[number.count++] = (uint8_t)(*text - '0');
    number.point += !has_point;
  }
  if (number.count == 0) return false;
  if (text < end && !((*text == 'e' || *text == 'E') && read_exponent(&exponent, text + 1, end))) return false;
  number.point += exponent;
  trim(&number);
  const double magnitude = to_double(&number);
  *value = is_negative ? -magnitude : magnitude;
  return true;
}

/* 0.00012, 12.5 */
static char *put_plain(char *text, const decimal *number) {
  const int first = number->point > 0 ? 0 : number->point - 1; /* the 0 before the point */
  for (int i = first; i < number->count || i < number->point; i++) {
    if (i == number->point) *text++ = '.';
    *text++ = (char)('0' + (i >= 0 && i < number->count ? number->digits[i] : 0));
  }
  return text;
}

/* 1.25e-07 */
static char *put_scientific(char *text, const decimal *number) {
  const int exponent = number->point - 1, size = exponent < 0 ? -exponent : exponent;
  for (int i = 0; i < number->count; i++) {
    if (i == 1) *text++ = '.';
    *text++ = (char)('0' + number->digits[i]);
  }
  *text++ = 'e';
  *text++ = exponent < 0 ? '-' : '+';
  if (size >= 100) *text++ = (char)('0' + size / 100);
  *text++ = (char)('0' + size / 10 % 10);
  *text++ = (char)('0' + size % 10);
  return text;
}

void nca_decimal_write(char text[NCA_DECIMAL_BYTES], double value) {
  NCA_ASSERT(isfinite(value));
  const double size = fabs(value);
  const decimal exact = from_double(size);
  decimal shortest = exact;
  for (int num_digits = 1; num_digits <= ROUND_TRIP_DIGITS; num_digits++) {
    shortest = rounded(&exact, num_digits);
    decimal scratch = shortest;
    if (to_double(&scratch) == size) break;
  }
  if (signbit(value)) *text++ = '-';
  if (shortest.count == 0) *text++ = '0';
  else text = shortest.point > -4 && shortest.point <= shortest.count ? put_plain(text, &shortest) : put_scientific(text, &shortest);
  *text = '\0';
}
