/* Decimal numbers against those of libc, in the locale C: every kind of text, and doubles of every size there and back. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "check.h"

static double double_of(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* As strtod reads the whole of it. */
static void check_read(const char *text) {
  char *end;
  const double want = strtod(text, &end);
  double got = NAN;
  const bool ok = nca_decimal_read(&got, text, strlen(text));
  CHECK_EQUAL(ok, *end == '\0');
  if (!ok) return;
  checks_made++;
  if (memcmp(&got, &want, sizeof got) != 0 && ++checks_failed <= 20) fprintf(stderr, "%s is read as %.17g, not %.17g\n", text, got, want);
}

static void test_reading(void) {
  static const char *const TEXTS[] = {
    "0", "-0", "0.0e99", "1", "+1", "-1", ".5", "5.", "0.1", "0.125", "00012.500", "1e5", "1E-5", "1e+05", "9007199254740993", "9007199254740992.99999",
    "9007199254740993.00000000000000000000000000000000000000000001", "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e309",
    "1e99999999999999999999999999", "1e-99999999999999999999999999", "2.2250738585072014e-308", "2.2250738585072011e-308", "4.9406564584124654e-324",
    "2.4703282292062327e-324", "2.4703282292062328e-324", "7.4109846876186981626e-324", "1e-330", "0.00000000000000000000000000000000000000001e370",
    "123456789012345678901234567890123456789012345678901234567890123", "9999999999999999999999999999999999999999999999999999999999e-58",
  };
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) check_read(TEXTS[i]);
}

/* Strings of the letters that numbers are made of: most are none. */
static void test_odd_texts(void) {
  static const char LETTERS[] = "0123456789+-.eE";
  for (int run = 0; run < 200000; run++) {
    char text[NCA_MAX_DECIMAL_CHARS + 1];
    const size_t length = 1 + random_u32() % 12;
    for (size_t i = 0; i < length; i++) text[i] = LETTERS[random_u32() % (sizeof LETTERS - 1)];
    text[length] = '\0';
    check_read(text);
  }
}

static void test_refused(void) {
  static const char *const TEXTS[] = { "", " 1", "1 ", "0x10", "inf", "nan", "1,5", "1e", "1e+", ".", "-", "1.2.3", "1e5.0", "--1", "1-" };
  double value;
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) CHECK(!nca_decimal_read(&value, TEXTS[i], strlen(TEXTS[i])));
  char text[NCA_MAX_DECIMAL_CHARS + 1];
  memset(text, '7', sizeof text);
  CHECK(nca_decimal_read(&value, text, NCA_MAX_DECIMAL_CHARS));
  CHECK(!nca_decimal_read(&value, text, NCA_MAX_DECIMAL_CHARS + 1));
}

/* The first of printf's lengths that reads back. */
static void check_write(double value) {
  char want[40], got[NCA_DECIMAL_BYTES];
  for (int digits = 1; digits <= 17; digits++) {
    snprintf(want, sizeof want, "%.*g", digits, value);
    if (strtod(want, NULL) == value) break;
  }
  nca_decimal_write(got, value);
  checks_made++;
  if (strcmp(got, want) != 0 && ++checks_failed <= 20) fprintf(stderr, "%.17g is written %s, not %s\n", value, got, want);
}

static void test_doubles(void) {
  static const double VALUES[] = { 0.0, -0.0, 0.5, 0.1, 1e22, 1e23, 1e-4, 1e-5, 123456.789, DBL_MAX, DBL_MIN, DBL_TRUE_MIN, DBL_EPSILON, 9.5, 99.5, 5e-324, -12.5 };
  for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES; i++) check_write(VALUES[i]);
  for (int run = 0; run < 300; run++) {
    const uint64_t bits = (uint64_t)random_u32() << 32 | random_u32();
    const double wild = double_of(bits), tame = (double)random_float() * (run % 2 ? 1.0 : 1000.0);
    check_write(tame);
    if (!isfinite(wild)) continue;
    check_write(wild);
    char text[64];
    snprintf(text, sizeof text, "%.*g", 1 + (int)(random_u32() % 40), wild);
    check_read(text);
  }
}

int main(void) {
  test_reading();
  test_odd_texts();
  test_refused();
  test_doubles();
  return check_summary();
}
