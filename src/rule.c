/* Unpacks flat parameters into a rule. Done once per weight update. */
#include "rule.h"

#include <string.h>

#include "kernels.h"
#include "misuse.h"
#include "params.h"

static void transpose(float *out, const float *in, int rows, int columns) {
  for (int r = 0; r < rows; r++)
    for (int c = 0; c < columns; c++) out[c * rows + r] = in[r * columns + c];
}

/* A cell whose surroundings are all zero takes W2.relu(b1) + b2. Under `pre+post` it dies whatever it takes; under `post`
 * it lives if the alpha of that constant says so. Written with the kernel itself, so that it is the same number to the bit. */
static bool is_spontaneous(const nca_rule *rule) {
  if (rule->config.alive == NCA_ALIVE_PRE_POST) return false;
  enum { N = 4 };
  static const float nothing[N * NCA_PERCEIVED];
  float hidden[N * NCA_HIDDEN], delta[N * NCA_CHANNELS];
  nca_dense_relu_forward(hidden, nothing, rule->w1_in_out, rule->b1, N, NCA_PERCEIVED, NCA_HIDDEN);
  nca_dense_forward(delta, hidden, rule->w2_in_out, rule->b2, N, NCA_HIDDEN, NCA_CHANNELS);
  return !((double)delta[NCA_ALPHA] <= rule->config.alive_threshold); /* NaN counts as yes */
}

void nca_rule_set(nca_rule *rule, const nca_config *config, const float *params) {
  NCA_ASSERT(rule && config && params && nca_config_valid(config));
  rule->config = *config;
  memcpy(rule->w1, params + NCA_OFFSET_W1, sizeof rule->w1);
  memcpy(rule->b1, params + NCA_OFFSET_B1, sizeof rule->b1);
  memcpy(rule->w2, params + NCA_OFFSET_W2, sizeof rule->w2);
  memcpy(rule->b2, params + NCA_OFFSET_B2, sizeof rule->b2);
  transpose(rule->w1_in_out, rule->w1, NCA_HIDDEN, NCA_PERCEIVED);
  transpose(rule->w2_in_out, rule->w2, NCA_CHANNELS, NCA_HIDDEN);
  rule->spontaneous = is_spontaneous(rule);
}
