/* nca eval --probe */
#ifndef NCA_CLI_PROBE_H
#define NCA_CLI_PROBE_H

#include "cli.h"

typedef struct {
  const char *model; /* its path, for the report */
  const char *strip; /* where the picture strip goes; NULL: nowhere */
  int_list ages;
  int num_seeds, wide_cells, scale, num_threads;
  uint32_t seed;
  double healed; /* an error up to this counts as healed */
  bool json;
} probe_options;

/* Run the probe on a goal of a model whose target [H][W][4] is `desc`, and print its report; label: of several goals what this one is called, else NULL.
 * false, after telling why. */
bool probe_model(FILE *out, const probe_options *options, const char *label, const nca_model *model, int goal, const nca_target_desc *desc, const float *target);

#endif
