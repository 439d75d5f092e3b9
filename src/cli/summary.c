/* What a list of errors comes to. */
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"

static int compare_doubles(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

error_summary summarize(const double *errors, int count, int stride, double *scratch) {
  double sum = 0.0;
  for (int i = 0; i < count; i++) sum += scratch[i] = errors[(size_t)i * (size_t)stride];
  qsort(scratch, (size_t)count, sizeof *scratch, compare_doubles);
  return (error_summary){ .mean = sum / count, .median = (scratch[(count - 1) / 2] + scratch[count / 2]) / 2, .worst = scratch[count - 1] };
}

void print_json_summary(error_summary of) {
  printf("\"mean\":");
  print_json_number(of.mean);
  printf(",\"median\":");
  print_json_number(of.median);
  printf(",\"worst\":");
  print_json_number(of.worst);
}
