/* Unpacks flat parameters into a rule. Done once per weight update. */
#include "grow/rule.h"

#include <string.h>

#include "base/misuse.h"
#include "grow/alive.h"

enum { SHORT_ROWS = 4 }; /* as few as the products take */

/* Its parts, one behind the other in memory. */
typedef struct {
  float **part;
  uint64_t size; /* floats */
} rule_part;

enum { NUM_PARTS = 8 };

static void list_parts(rule_part parts[NUM_PARTS], nca_rule *rule, const nca_shape *shape) {
  const int C = shape->channels, D = shape->hidden, P = nca_layout_of(shape).perceived;
  const rule_part all[NUM_PARTS] = {
    { &rule->w1_forward, nca_panels_size(P, D) }, { &rule->w2_forward, nca_panels_size(D, C) },
    { &rule->w1_backward, nca_panels_size(D, P) }, { &rule->w2_backward, nca_panels_size(C, D) },
    { &rule->b1, (uint64_t)D }, { &rule->b2, (uint64_t)C }, { &rule->empty_delta, (uint64_t)C }, { &rule->scratch, (uint64_t)(SHORT_ROWS * (P + D + C)) },
  };
  memcpy(parts, all, sizeof all);
}

void nca_rule_lay_out(nca_rule *rule, nca_arena *arena, const nca_shape *shape) {
  rule_part parts[NUM_PARTS];
  *rule = (nca_rule){ .config = nca_config_blog(), .layout = nca_layout_of(shape) };
  rule->config.shape = *shape;
  list_parts(parts, rule, shape);
  for (int i = 0; i < NUM_PARTS; i++) {
    *parts[i].part = nca_arena_take(arena, parts[i].size, sizeof(float));
    if (*parts[i].part) memset(*parts[i].part, 0, (size_t)parts[i].size * sizeof(float));
  }
}

bool nca_shape_is_alike(const nca_shape *a, const nca_shape *b) {
  return a->channels == b->channels && a->hidden == b->hidden && a->filters == b->filters;
}

/* A cell whose surroundings are all zero takes W2.relu(b1) + b2. Computed with the kernel itself, so that it is the same number to the bit. */
static void find_empty_delta(nca_rule *rule) {
  const int C = rule->config.shape.channels, D = rule->config.shape.hidden, P = rule->layout.perceived;
  float *nothing = rule->scratch, *hidden = nothing + SHORT_ROWS * P, *delta = hidden + SHORT_ROWS * D; /* nothing is zero, and stays so */
  nca_dense_relu_forward(rule->products, hidden, nothing, rule->w1_forward, rule->b1, SHORT_ROWS, P, D);
  nca_dense_forward(rule->products, delta, hidden, rule->w2_forward, rule->b2, SHORT_ROWS, D, C);
  memcpy(rule->empty_delta, delta, (size_t)C * sizeof *delta);
}

void nca_rule_set(nca_rule *rule, const nca_config *config, const float *params) {
  NCA_ASSERT(rule && config && params && nca_config_valid(config) && nca_shape_is_alike(&rule->config.shape, &config->shape));
  rule->config = *config;
  const int C = config->shape.channels, D = config->shape.hidden, P = rule->layout.perceived;
  const float *w1 = params + rule->layout.w1, *w2 = params + rule->layout.w2; /* [D][P], [C][D] */
  nca_dense_pack(rule->w1_forward, w1, P, D, 1, P);
  nca_dense_pack(rule->w2_forward, w2, D, C, 1, D);
  nca_dense_pack(rule->w1_backward, w1, D, P, P, 1);
  nca_dense_pack(rule->w2_backward, w2, C, D, D, 1);
  memcpy(rule->b1, params + rule->layout.b1, (size_t)D * sizeof(float));
  memcpy(rule->b2, params + rule->layout.b2, (size_t)C * sizeof(float));
  find_empty_delta(rule);
  rule->spontaneous = nca_alive_is_spontaneous(config, rule->empty_delta);
}

void nca_rule_copy(nca_rule *rule, const nca_rule *from) {
  NCA_ASSERT(nca_shape_is_alike(&rule->config.shape, &from->config.shape));
  rule_part to[NUM_PARTS], of[NUM_PARTS];
  nca_rule source = *from;
  list_parts(to, rule, &rule->config.shape);
  list_parts(of, &source, &rule->config.shape);
  for (int i = 0; i < NUM_PARTS; i++) memmove(*to[i].part, *of[i].part, (size_t)of[i].size * sizeof(float)); /* of itself too */
  rule->config = from->config;
  rule->products = from->products;
  rule->spontaneous = from->spontaneous;
}
