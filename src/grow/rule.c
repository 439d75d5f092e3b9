/* Unpacks flat parameters into a rule. Done once per weight update. */
#include "grow/rule.h"

#include <math.h>
#include <string.h>

#include "base/misuse.h"
#include "grow/alive.h"

enum { SHORT_ROWS = 4 }; /* as few as the products take */

/* Its parts, one behind the other in memory. */
typedef struct {
  float **part;
  uint64_t size; /* floats */
} rule_part;

enum { NUM_SHARED_PARTS = 6, NUM_PARTS = 10 }; /* the first of them are the same for all kinds */

static void list_parts(rule_part parts[NUM_PARTS], nca_rule *rule, const nca_shape *shape) {
  const int C = shape->channels, D = shape->hidden, P = nca_layout_of(shape).perceived;
  const uint64_t G = (uint64_t)shape->goals, kinds = (uint64_t)rule->num_kinds;
  const rule_part all[NUM_PARTS] = {
    { &rule->w1_forward, nca_panels_size(P, D) }, { &rule->w2_forward, nca_panels_size(D, C) },
    { &rule->w1_backward, nca_panels_size(D, P) }, { &rule->w2_backward, nca_panels_size(C, D) },
    { &rule->b2, (uint64_t)C }, { &rule->goals, G * (uint64_t)D }, { &rule->mixes, kinds * G }, { &rule->b1, kinds * (uint64_t)D },
    { &rule->empty_delta, kinds * (uint64_t)C }, { &rule->scratch, (uint64_t)(SHORT_ROWS * (P + D + C)) },
  };
  memcpy(parts, all, sizeof all);
}

void nca_rule_lay_out(nca_rule *rule, nca_arena *arena, const nca_shape *shape, int num_kinds) {
  rule_part parts[NUM_PARTS];
  *rule = (nca_rule){ .config = nca_config_blog(), .layout = nca_layout_of(shape), .num_kinds = num_kinds };
  rule->config.shape = *shape;
  list_parts(parts, rule, shape);
  for (int i = 0; i < NUM_PARTS; i++) {
    *parts[i].part = nca_arena_take(arena, parts[i].size, sizeof(float));
    if (*parts[i].part) memset(*parts[i].part, 0, (size_t)parts[i].size * sizeof(float));
  }
  for (int kind = 0; rule->mixes && kind < num_kinds; kind++) rule->mixes[kind * shape->goals + (kind < shape->goals ? kind : 0)] = 1.0f;
}

bool nca_shape_is_alike(const nca_shape *a, const nca_shape *b) {
  return a->channels == b->channels && a->hidden == b->hidden && a->filters == b->filters && a->goals == b->goals;
}

/* What a kind grows by: the sum of the goals' rows, in their order. One goal alone is its row, to the bit. */
static void mix_rows(nca_rule *rule, int kind) {
  const int G = rule->config.shape.goals, D = rule->config.shape.hidden;
  float *b1 = rule->b1 + kind * D;
  bool is_first = true;
  for (int goal = 0; goal < G; goal++) {
    const float weight = rule->mixes[kind * G + goal], *row = rule->goals + goal * D;
    if (weight == 0.0f) continue;
    for (int d = 0; d < D; d++) b1[d] = is_first ? weight * row[d] : b1[d] + weight * row[d];
    is_first = false;
  }
  if (is_first) memset(b1, 0, (size_t)D * sizeof *b1);
}

/* A cell whose surroundings are all zero takes W2.relu(b1) + b2. Computed with the kernel itself, so that it is the same number to the bit. */
static void find_empty_delta(nca_rule *rule, int kind) {
  const int C = rule->config.shape.channels, D = rule->config.shape.hidden, P = rule->layout.perceived;
  float *nothing = rule->scratch, *hidden = nothing + SHORT_ROWS * P, *delta = hidden + SHORT_ROWS * D; /* nothing is zero, and stays so */
  nca_dense_relu_forward(rule->products, hidden, nothing, rule->w1_forward, rule->b1 + kind * D, SHORT_ROWS, P, D);
  nca_dense_forward(rule->products, delta, hidden, rule->w2_forward, rule->b2, SHORT_ROWS, D, C);
  memcpy(rule->empty_delta + kind * C, delta, (size_t)C * sizeof *delta);
}

static void find_spontaneous(nca_rule *rule) {
  rule->spontaneous = false;
  for (int kind = 0; kind < rule->num_kinds; kind++)
    rule->spontaneous |= nca_alive_is_spontaneous(&rule->config, rule->empty_delta + kind * rule->config.shape.channels);
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
  memcpy(rule->goals, params + rule->layout.b1, (size_t)(config->shape.goals * D) * sizeof(float));
  memcpy(rule->b2, params + rule->layout.b2, (size_t)C * sizeof(float));
  for (int kind = 0; kind < rule->num_kinds; kind++) {
    mix_rows(rule, kind);
    find_empty_delta(rule, kind);
  }
  find_spontaneous(rule);
}

void nca_rule_set_mix(nca_rule *rule, int kind, const float *weights) {
  const int G = rule->config.shape.goals;
  NCA_ASSERT(kind >= 0 && kind < rule->num_kinds);
  for (int goal = 0; goal < G; goal++) NCA_ASSERT(isfinite(weights[goal]));
  memmove(rule->mixes + kind * G, weights, (size_t)G * sizeof *weights); /* of itself too */
  mix_rows(rule, kind);
  find_empty_delta(rule, kind);
  find_spontaneous(rule);
}

nca_rule nca_rule_of_kind(const nca_rule *rule, int kind) {
  NCA_ASSERT(kind >= 0 && kind < rule->num_kinds);
  nca_rule other = *rule;
  other.kind = kind;
  return other;
}

static void copy_parts(nca_rule *rule, const nca_rule *from, int num_parts) {
  NCA_ASSERT(nca_shape_is_alike(&rule->config.shape, &from->config.shape));
  rule_part to[NUM_PARTS], of[NUM_PARTS];
  nca_rule source = *from;
  list_parts(to, rule, &rule->config.shape);
  list_parts(of, &source, &rule->config.shape);
  for (int i = 0; i < num_parts; i++) memmove(*to[i].part, *of[i].part, (size_t)of[i].size * sizeof(float)); /* of itself too */
  rule->config = from->config;
  rule->products = from->products;
}

void nca_rule_copy_goals(nca_rule *rule, const nca_rule *from) {
  copy_parts(rule, from, NUM_SHARED_PARTS);
}

void nca_rule_copy(nca_rule *rule, const nca_rule *from) {
  NCA_ASSERT(rule->num_kinds == from->num_kinds);
  copy_parts(rule, from, NUM_PARTS);
  rule->spontaneous = from->spontaneous;
  rule->kind = from->kind;
}
