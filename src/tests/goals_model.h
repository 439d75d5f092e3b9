/* Untrained rules of several goals, and one row of them by itself. */
#ifndef NCA_GOALS_MODEL_H
#define NCA_GOALS_MODEL_H

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "nca.h"

/* A rule under which life spreads, and whose goals differ. */
static inline nca_model goals_model(const nca_config *config, uint32_t seed) {
  nca_model model;
  if (!nca_model_init(&model, config, seed)) abort();
  const nca_layout at = nca_layout_of(&config->shape);
  check_random_state = seed;
  for (int i = at.w2; i < at.num_params; i++) model.params[i] = random_float() * 0.03f;
  model.params[at.b2 + NCA_ALPHA] = 0.125f;
  return model;
}

/* The same rule with one row alone. */
static inline nca_model only_row(const nca_model *of, const float *row) {
  nca_config config = of->config;
  config.shape.goals = 1;
  nca_model one;
  if (!nca_model_init(&one, &config, 0)) abort();
  const nca_layout from = nca_layout_of(&of->config.shape), to = nca_layout_of(&config.shape);
  memcpy(one.params, of->params, (size_t)from.b1 * sizeof(float));
  memcpy(one.params + to.b1, row, (size_t)config.shape.hidden * sizeof(float));
  memcpy(one.params + to.w2, of->params + from.w2, (size_t)(to.num_params - to.w2) * sizeof(float));
  return one;
}

static inline const float *row_of(const nca_model *model, int goal) {
  return model->params + nca_layout_of(&model->config.shape).b1 + goal * model->config.shape.hidden;
}

/* row [hidden]: what a mix of the goals grows by, weights [G]. */
static inline void mix_by_hand(float *row, const nca_model *model, const float *weights) {
  const int D = model->config.shape.hidden;
  for (int d = 0; d < D; d++) {
    row[d] = weights[0] * row_of(model, 0)[d];
    for (int goal = 1; goal < model->config.shape.goals; goal++) row[d] += weights[goal] * row_of(model, goal)[d];
  }
}

#endif
