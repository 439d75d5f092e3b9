/* What `nca eval` says of a list of errors. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "cli/cli.h"

enum { MAX_COUNT = 64 };

/* Of every third number; the others are no concern of it. */
static error_summary summary_of(const double *errors, int count) {
  double spread[MAX_COUNT * 3], scratch[MAX_COUNT];
  for (int i = 0; i < count * 3; i++) spread[i] = i % 3 == 0 ? errors[i / 3] : -1.0;
  return summarize(spread, (size_t)count, 3, scratch);
}

static void test_mean_median_worst(void) {
  error_summary of = summary_of((const double[]){ 4.0 }, 1);
  CHECK(of.mean == 4.0 && of.median == 4.0 && of.worst == 4.0);
  of = summary_of((const double[]){ 8.0, 1.0, 2.0, 5.0 }, 4);
  CHECK(of.mean == 4.0 && of.median == 3.5 && of.worst == 8.0);
  of = summary_of((const double[]){ 7.0, INFINITY, 3.0 }, 3);
  CHECK(of.mean == INFINITY && of.median == 7.0 && of.worst == INFINITY);
}

/* Wherever those stand that ran off, the others are in their order, and the worst is one of them. */
static void test_runs_that_ran_off(void) {
  double errors[MAX_COUNT];
  for (int first = 0; first < MAX_COUNT; first++) {
    for (int i = 0; i < MAX_COUNT; i++) errors[i] = i == first || i == (first + 29) % MAX_COUNT ? (double)NAN : (double)(i * 37 % MAX_COUNT);
    const error_summary of = summary_of(errors, MAX_COUNT);
    CHECK(isnan(of.mean) && isnan(of.worst));
    CHECK(of.median >= 31.5 && of.median <= 33.5); /* of 0 .. 63 without two, which count as more than all of them */
  }
}

int main(void) {
  test_mean_median_worst();
  test_runs_that_ran_off();
  return check_summary();
}
