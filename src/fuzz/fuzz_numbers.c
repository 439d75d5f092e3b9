/* libFuzzer target: numbers, sizes, ranges and lists of the command line. The first two bytes choose what is wanted, the others are its text. What is
 * taken lies where it may, and is what the text says. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "cli/cli.h"
#include "said.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

enum { WHOLE, NUMBER, NUMBERS, WORD, SIZE, RANGE, LIST, NUM_WANTED, HEAD_BYTES = 2, NUM_RANGES = 4, COUNT = 3 };

/* As options have them. */
static const struct {
  int64_t min, max;
} RANGES[NUM_RANGES] = { { 0, UINT32_MAX }, { 1, 4096 }, { INT64_MIN, INT64_MAX }, { -1, 6 } };

static void want(bool condition) {
  if (!condition) abort();
}

static void take_whole(const char *text, int64_t min, int64_t max) {
  char again[32];
  const int64_t value = parse_whole("n", text, min, max);
  want(value >= min && value <= max);
  snprintf(again, sizeof again, "%" PRId64, value);
  want(parse_whole("n", again, min, max) == value);
}

static void take_number(const char *text, double min, double max) {
  double by_core;
  const double value = parse_number("x", text, min, max);
  want(value >= min && value <= max);
  if (nca_decimal_read(&by_core, text, strlen(text))) want(by_core == value); /* which has no need of libc */
}

static void take_numbers(const char *text, double min, double max) {
  double values[COUNT];
  parse_numbers("x", text, values, COUNT, min, max);
  for (int i = 0; i < COUNT; i++) want(values[i] >= min && values[i] <= max);
}

static void take_size(const char *text) {
  const cell_size size = parse_size("size", text);
  want(size.height >= 1 && size.width >= 1 && size.height <= NCA_MAX_SIDE_CELLS && size.width <= NCA_MAX_SIDE_CELLS);
}

static void take_range(const char *text, int min, int max) {
  const int_range range = parse_range("steps", text, min, max);
  want(min <= range.first && range.first <= range.last && range.last <= max);
}

static void take_list(const char *text, int min, int max) {
  const int_list list = parse_list("steps", text, min, max);
  for (int i = 0; i < list.count; i++) want(list.values[i] >= min && list.values[i] <= max && (i == 0 || list.values[i] > list.values[i - 1]));
  want(list.count > 0);
  free(list.values);
}

static void take(int wanted, int range, const char *text) {
  const int64_t min = RANGES[range].min, max = RANGES[range].max;
  const int low = (int)(min < -1 ? -1 : min), high = (int)(max > 100000 ? 100000 : max); /* a list of more is much memory */
  switch (wanted) {
    case WHOLE: take_whole(text, min, max); break;
    case NUMBER: take_number(text, (double)min, (double)max); break;
    case NUMBERS: take_numbers(text, (double)min, (double)max); break;
    case WORD: want(parse_word("kind", text, "zero torus mirror") < 3); break;
    case SIZE: take_size(text); break;
    case RANGE: take_range(text, low, high); break;
    default: take_list(text, low, high);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes) {
  if (size_bytes < HEAD_BYTES) return 0;
  char *text = calloc(size_bytes - HEAD_BYTES + 1, 1);
  if (!text) abort();
  memcpy(text, data + HEAD_BYTES, size_bytes - HEAD_BYTES);
  if (setjmp(refused) == 0) take(data[0] % NUM_WANTED, data[1] % NUM_RANGES, text);
  free(text);
  return num_cores() >= 1 ? 0 : -1;
}
