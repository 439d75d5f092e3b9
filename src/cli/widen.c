/* What was there lies where it lay, in larger tensors, and what is new begins so that nothing of it is seen; of a family the middle of its corners is left. */
#include "widen.h"

#include <string.h>

/* One number of the rows of all goals, in the mean: where a goal that is new begins. */
static float mean_of_goals(const nca_model *model, int d) {
  const int G = model->config.shape.goals, D = model->config.shape.hidden, b1 = nca_layout_of(&model->config.shape).b1;
  float sum = 0.0f;
  for (int goal = 0; goal < G; goal++) sum += model->params[b1 + goal * D + d];
  return sum / (float)G;
}

/* Rows of a matrix to wider ones, and to the front of each of its `parts`, such as what is seen of one filter; what is new there is 0. */
static void copy_rows(float *to, const float *from, int rows, int parts, int wide, int narrow) {
  for (int row = 0; row < rows * parts; row++) {
    memset(to + row * wide, 0, (size_t)wide * sizeof(float));
    memcpy(to + row * wide, from + row * narrow, (size_t)narrow * sizeof(float));
  }
}

/* A decoder sees new channels between the old ones and the place of a pixel. */
static void copy_decoder(float *params, const nca_layout *to, int wide_C, const float *own, const nca_layout *from, const nca_shape *shape) {
  const int C = shape->channels, seen = from->decoder_biases[0] - from->decoder_weights[0], place = seen / shape->decoder - C;
  for (int e = 0; e < shape->decoder; e++) {
    const float *row = own + from->decoder_weights[0] + e * (C + place);
    float *wide = params + to->decoder_weights[0] + e * (wide_C + place);
    memcpy(wide, row, (size_t)C * sizeof(float));
    memset(wide + C, 0, (size_t)(wide_C - C) * sizeof(float));
    memcpy(wide + wide_C, row + C, (size_t)place * sizeof(float));
  }
  memcpy(params + to->decoder_biases[0], own + from->decoder_biases[0], (size_t)(from->num_params - from->decoder_biases[0]) * sizeof(float));
}

bool widen_model(nca_model *model, const nca_shape *shape, uint32_t seed) {
  const nca_shape *own_shape = &model->config.shape;
  const nca_layout from = nca_layout_of(own_shape);
  const int G = own_shape->goals, D = own_shape->hidden, C = own_shape->channels, wide_D = shape->hidden, wide_C = shape->channels;
  nca_model wide;
  nca_config config = model->config;
  config.shape = *shape;
  if (!nca_model_init(&wide, &config, seed)) return false;
  const nca_layout to = nca_layout_of(&config.shape);
  const float *own = model->params;
  float *params = wide.params;
  copy_rows(params + to.w1, own + from.w1, D, from.perceived / C, wide_C, C);
  for (int goal = 0; goal < G; goal++) memcpy(params + to.b1 + goal * wide_D, own + from.b1 + goal * D, (size_t)D * sizeof(float));
  copy_rows(params + to.w2, own + from.w2, C, 1, wide_D, D);
  memcpy(params + to.b2, own + from.b2, (size_t)C * sizeof(float));
  if (own_shape->decoder) copy_decoder(params, &to, wide_C, own, &from, own_shape);
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
