/* Unpacks flat parameters into a rule. Done once per weight update. */
#include "grow/rule.h"

#include <string.h>

#include "base/misuse.h"
#include "grow/alive.h"
#include "grow/params.h"

/* A cell whose surroundings are all zero takes W2.relu(b1) + b2. Computed with the kernel itself, so that it is the same number to the bit. */
static void find_empty_delta(nca_rule *rule) {
  enum { N = 4 };
  static const float nothing[N * NCA_PERCEIVED];
  float hidden[N * NCA_HIDDEN], delta[N * NCA_CHANNELS];
  nca_dense_relu_forward(rule->products, hidden, nothing, rule->w1_forward, rule->b1, N, NCA_PERCEIVED, NCA_HIDDEN);
  nca_dense_forward(rule->products, delta, hidden, rule->w2_forward, rule->b2, N, NCA_HIDDEN, NCA_CHANNELS);
  memcpy(rule->empty_delta, delta, sizeof rule->empty_delta);
}

void nca_rule_set(nca_rule *rule, const nca_config *config, const float *params) {
  NCA_ASSERT(rule && config && params && nca_config_valid(config));
  rule->config = *config;
  const float *w1 = params + NCA_OFFSET_W1, *w2 = params + NCA_OFFSET_W2; /* [D][P], [C][D] */
  nca_dense_pack(rule->w1_forward, w1, NCA_PERCEIVED, NCA_HIDDEN, 1, NCA_PERCEIVED);
  nca_dense_pack(rule->w2_forward, w2, NCA_HIDDEN, NCA_CHANNELS, 1, NCA_HIDDEN);
  nca_dense_pack(rule->w1_backward, w1, NCA_HIDDEN, NCA_PERCEIVED, NCA_PERCEIVED, 1);
  nca_dense_pack(rule->w2_backward, w2, NCA_CHANNELS, NCA_HIDDEN, NCA_HIDDEN, 1);
  memcpy(rule->b1, params + NCA_OFFSET_B1, sizeof rule->b1);
  memcpy(rule->b2, params + NCA_OFFSET_B2, sizeof rule->b2);
  find_empty_delta(rule);
  rule->spontaneous = nca_alive_is_spontaneous(config, rule->empty_delta);
}
