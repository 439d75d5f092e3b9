/* What `nca eval` says of the picture that a decoder draws. */
#ifndef NCA_CLI_EVAL_FINE_H
#define NCA_CLI_EVAL_FINE_H

#include "cli.h"

typedef struct {
  const char *model; /* its path, for what is told */
  int runs, padding; /* cells on every side of the picture */
  uint32_t seed;
  bool json;
} fine_options;

/* Grow a model in `sim` as often as `runs` says, hold what its decoder draws against the finer target [scale H][scale W][4], at step 200 and healed of a half cut, and print its
 * error and how alike both look beside the same of the cells' own target [H][W][4], enlarged. false, after telling why. */
bool eval_fine(FILE *out, const fine_options *options, nca_sim *sim, const nca_model *model, const float *target, const float *fine_target);

#endif
