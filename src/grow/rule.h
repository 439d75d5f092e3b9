/* A rule ready to run: the parameters as the products want them, and what follows from them. */
#ifndef NCA_RULE_H
#define NCA_RULE_H

#include "kernels/kernels.h"
#include "nca.h"

typedef struct {
  nca_config config;
  nca_products products;
  /* Packed as kernels.h says: W1 [P][D] and W2 [D][C] for the way forward, their transposes for the way back. */
  float w1_forward[NCA_PERCEIVED * NCA_HIDDEN], w2_forward[NCA_HIDDEN * NCA_CHANNELS];
  float w1_backward[NCA_HIDDEN * NCA_PERCEIVED], w2_backward[NCA_CHANNELS * NCA_HIDDEN];
  float b1[NCA_HIDDEN], b2[NCA_CHANNELS];
  float empty_delta[NCA_CHANNELS]; /* what a cell takes that perceives nothing but zeros */
  /* Whether such a cell can come alive by itself. If not, only the surroundings of the flake need work. */
  bool spontaneous;
} nca_rule;

/* params [NCA_NUM_PARAMS]; rule->products stays, and the caller has chosen it before. */
void nca_rule_set(nca_rule *rule, const nca_config *config, const float *params);

#endif
