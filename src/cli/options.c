/* Numbers, sizes, ranges and lists of the command line. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "cli.h"

int num_cores(void) {
#ifdef _OPENMP
  return omp_get_num_procs(); /* those this process may use: mpirun gives each its own */
#else
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 1 ? (int)count : 1;
#endif
}

/* A whole number at the beginning of text; *rest is what follows. */
static bool take_whole(const char *text, const char **rest, int64_t *value) {
  char *end;
  errno = 0;
  *value = strtoll(text, &end, 10);
  *rest = end;
  const char first = *text == '-' ? text[1] : *text;
  return errno == 0 && first >= '0' && first <= '9';
}

int64_t parse_whole(const char *option, const char *text, int64_t min, int64_t max) {
  int64_t value;
  const char *rest;
  if (!take_whole(text, &rest, &value) || *rest || value < min || value > max) {
    usage_error("--%s: `%s` is no whole number from %lld to %lld", option, text, (long long)min, (long long)max);
  }
  return value;
}

/* A decimal number at the beginning of text; what strtod knows beside those (blanks, inf, nan, hexadecimals) is none here. */
static bool take_number(const char *text, const char **rest, double *value) {
  const char *digits = *text == '-' ? text + 1 : text;
  const size_t length = strspn(text, "0123456789+-.eE");
  char *end;
  *value = strtod(text, &end);
  *rest = end;
  return (*digits == '.' || (*digits >= '0' && *digits <= '9')) && end > text && end <= text + length;
}

double parse_number(const char *option, const char *text, double min, double max) {
  const char *rest;
  double value;
  if (!take_number(text, &rest, &value) || *rest || !(value >= min && value <= max)) usage_error("--%s: `%s` is no number from %g to %g", option, text, min, max);
  return value;
}

void parse_numbers(const char *option, const char *text, double *values, int count, double min, double max) {
  const char *at = text;
  for (int i = 0; i < count; i++) {
    const char *end, wanted = i + 1 < count ? ',' : '\0';
    if (!take_number(at, &end, &values[i]) || *end != wanted || !(values[i] >= min && values[i] <= max)) {
      usage_error("--%s: `%s` is not %d numbers from %g to %g with commas between", option, text, count, min, max);
    }
    at = end + 1;
  }
}

int parse_word(const char *option, const char *text, const char *words) {
  const int index = nca_word_index(words, text);
  if (index < 0) usage_error("--%s: `%s` is none of %s", option, text, words);
  return index;
}

cell_size parse_size(const char *option, const char *text) {
  int64_t height, width;
  const char *rest;
  bool ok = take_whole(text, &rest, &height);
  width = height;
  if (ok && *rest == 'x') ok = take_whole(rest + 1, &rest, &width);
  if (!ok || *rest || height < 1 || width < 1 || height > NCA_MAX_SIDE_CELLS || width > NCA_MAX_SIDE_CELLS) {
    usage_error("--%s: `%s` is no size such as 32 or 40x72 (height first), each side at most %d", option, text, NCA_MAX_SIDE_CELLS);
  }
  return (cell_size){ .height = (int)height, .width = (int)width };
}

/* "first" or "first..last" at the beginning of text */
static bool take_range(const char *text, const char **rest, int64_t *first, int64_t *last) {
  bool ok = take_whole(text, rest, first);
  *last = *first;
  if (ok && strncmp(*rest, "..", 2) == 0) ok = take_whole(*rest + 2, rest, last);
  return ok && *first <= *last;
}

int_range parse_range(const char *option, const char *text, int min, int max) {
  int64_t first, last;
  const char *rest;
  if (!take_range(text, &rest, &first, &last) || *rest || first < min || last > max) {
    usage_error("--%s: `%s` is no number or range such as 64..95, from %d to %d", option, text, min, max);
  }
  return (int_range){ .first = (int)first, .last = (int)last };
}

int_list parse_list(const char *option, const char *text, int min, int max) {
  enum { MAX_COUNT = 1 << 20 };
  int_list list = { 0 };
  int64_t before = (int64_t)min - 1;
  for (const char *at = text; ; at++) {
    int64_t first, last;
    if (!take_range(at, &at, &first, &last) || (*at && *at != ',') || first <= before || last > max || list.count + last - first >= MAX_COUNT) {
      free(list.values);
      usage_error("--%s: `%s` is no ascending list such as 0,16,64..96, from %d to %d", option, text, min, max);
    }
    int *values = realloc(list.values, ((size_t)list.count + (size_t)(last - first) + 1) * sizeof *values);
    if (!values) memory_error();
    list.values = values;
    for (int64_t value = first; value <= last; value++) list.values[list.count++] = (int)value;
    before = last;
    if (!*at) return list;
  }
}
