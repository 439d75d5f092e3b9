/* A rule ready to run: the parameters in both layouts that the products want, and what follows from them. */
#ifndef NCA_RULE_H
#define NCA_RULE_H

#include "nca.h"

typedef struct {
  nca_config config;
  float w1[NCA_HIDDEN * NCA_PERCEIVED]; /* [D][P], for the way back */
  float w2[NCA_CHANNELS * NCA_HIDDEN];  /* [C][D] */
  float w1_in_out[NCA_PERCEIVED * NCA_HIDDEN]; /* [P][D], for the way forward: outputs along the lanes */
  float w2_in_out[NCA_HIDDEN * NCA_CHANNELS];  /* [D][C] */
  float b1[NCA_HIDDEN], b2[NCA_CHANNELS];
  /* Whether a cell with nothing around it can come alive by itself. If not, only the surroundings of the flake need work. */
  bool spontaneous;
} nca_rule;

void nca_rule_set(nca_rule *rule, const nca_config *config, const float *params);

#endif
