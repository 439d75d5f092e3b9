#include "widen.h"

#include <string.h>

/* One number of the rows of all goals, in the mean: where a goal that is new begins. */
static float mean_of_goals(const nca_model *model, int d) {
  const int G = model->config.shape.goals, D = model->config.shape.hidden, b1 = nca_layout_of(&model->config.shape).b1;
  float sum = 0.0f;
  for (int goal = 0; goal < G; goal++) sum += model->params[b1 + goal * D + d];
  return sum / (float)G;
}

bool widen_model(nca_model *model, const nca_shape *shape, uint32_t seed) {
  const nca_layout from = nca_layout_of(&model->config.shape);
  const int G = model->config.shape.goals, D = model->config.shape.hidden, C = shape->channels, wide_D = shape->hidden;
  nca_model wide;
  nca_config config = model->config;
  config.shape = *shape;
  if (!nca_model_init(&wide, &config, seed)) return false;
  const nca_layout to = nca_layout_of(&config.shape);
  const float *own = model->params;
  float *params = wide.params;
  memcpy(params, own, (size_t)from.b1 * sizeof(float));
  for (int goal = 0; goal < G; goal++) memcpy(params + to.b1 + goal * wide_D, own + from.b1 + goal * D, (size_t)D * sizeof(float));
  for (int c = 0; c < C; c++) memcpy(params + to.w2 + c * wide_D, own + from.w2 + c * D, (size_t)D * sizeof(float));
  memcpy(params + to.b2, own + from.b2, (size_t)(from.num_params - from.b2) * sizeof(float)); /* its decoder too, where it has one */
  for (int d = 0; d < D; d++) {
    const float mean = mean_of_goals(model, d);
    for (int goal = G; goal < shape->goals; goal++) params[to.b1 + goal * wide_D + d] = mean;
  }
  nca_model_free(model);
  wide = *model;
  wide.config = config;
  wide.params = params;
  *model = wide;
  return true;
}

void leave_family(nca_model *model) {
  nca_config config = model->config;
  config.shape.goals = 1;
  const nca_layout from = nca_layout_of(&model->config.shape), to = nca_layout_of(&config.shape);
  for (int d = 0; d < config.shape.hidden; d++) model->params[to.b1 + d] = mean_of_goals(model, d); /* over the first row, which is read no more */
  memmove(model->params + to.w2, model->params + from.w2, (size_t)(from.num_params - from.w2) * sizeof(float));
  model->config = config;
  set_text(model->family, "");
}
