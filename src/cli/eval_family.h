/* nca eval --flakes: a rule of a family, by members that it may never have seen. */
#ifndef NCA_CLI_EVAL_FAMILY_H
#define NCA_CLI_EVAL_FAMILY_H

#include "cli.h"

typedef struct {
  const char *model; /* its path, for the report */
  int_list flakes, steps;
  int runs, num_threads;
  uint32_t seed;
  bool json, probe;
} family_options;

/* The errors of each crystal at each step, or with `probe` what becomes of it later, into the report. false, after telling why. */
bool eval_family(FILE *out, const family_options *options, const nca_model *model, const nca_target_desc *desc);

#endif
