/* The few macros of the native tests. A test is a program: it ends with 0 only if every check held and at least one was made. */
#ifndef NCA_CHECK_H
#define NCA_CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static int checks_made, checks_failed;

#define CHECK(condition)                                                              \
  do {                                                                                \
    checks_made++;                                                                    \
    if (!(condition) && ++checks_failed <= 20) fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
  } while (0)

/* Both as long long: sizes, counts, statuses. */
#define CHECK_EQUAL(got, want)                                                        \
  do {                                                                                \
    const long long got_ = (long long)(got), want_ = (long long)(want);               \
    checks_made++;                                                                    \
    if (got_ != want_ && ++checks_failed <= 20)                                       \
      fprintf(stderr, "%s:%d: %s is %lld, not %lld\n", __FILE__, __LINE__, #got, got_, want_); \
  } while (0)

static int check_summary(void) {
  printf("%d checks, %d failed\n", checks_made, checks_failed);
  return checks_made > 0 && checks_failed == 0 ? 0 : 1;
}

/* Repeatable numbers: a linear congruential generator, of which the upper bits are used. */
static uint32_t check_random_state = 1;

static inline uint32_t random_u32(void) {
  uint32_t high = check_random_state = check_random_state * 1664525u + 1013904223u;
  uint32_t low = check_random_state = check_random_state * 1664525u + 1013904223u;
  return (high & 0xffff0000u) | low >> 16;
}

/* In -1 .. 1 */
static inline float random_float(void) {
  return (float)(int32_t)random_u32() * 0x1p-31f;
}

/* Exactly so large that a sanitizer sees the first byte beside it. */
static inline void *allocate(size_t size_bytes) {
  void *memory = malloc(size_bytes ? size_bytes : 1);
  if (!memory) abort();
  return memory;
}

#endif
