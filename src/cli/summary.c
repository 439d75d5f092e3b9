/* What a list of errors comes to. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"

/* NaN is what a run that ran off comes to: nothing is worse. */
static int compare_errors(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y) + !!isnan(x) - !!isnan(y);
}

error_summary summarize(const double *errors, size_t count, size_t stride, double *scratch) {
  double sum = 0.0;
  for (size_t i = 0; i < count; i++) sum += scratch[i] = errors[i * stride];
  qsort(scratch, count, sizeof *scratch, compare_errors);
  return (error_summary){ .mean = sum / (double)count, .median = (scratch[(count - 1) / 2] + scratch[count / 2]) / 2, .worst = scratch[count - 1] };
}

void print_json_summary(FILE *out, error_summary of) {
  fputs("\"mean\":", out);
  print_json_number(out, of.mean);
  fputs(",\"median\":", out);
  print_json_number(out, of.median);
  fputs(",\"worst\":", out);
  print_json_number(out, of.worst);
}

void print_json_steps(FILE *out, const int_list *steps, const double *losses, size_t num_runs, double *scratch) {
  const size_t count = (size_t)steps->count;
  fprintf(out, "\"steps\":[");
  for (size_t i = 0; i < count; i++) {
    fprintf(out, "%s{\"step\":%d,", i ? "," : "", steps->values[i]);
    print_json_summary(out, summarize(losses + i, num_runs, count, scratch));
    fprintf(out, ",\"losses\":[");
    for (size_t run = 0; run < num_runs; run++) {
      if (run) putc(',', out);
      print_json_number(out, losses[run * count + i]);
    }
    fprintf(out, "]}");
  }
  putc(']', out);
}
