/* Configurations and fresh models. The initial weights follow torch.nn.Conv2d(P, D, 1),
 * https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html, and zeros in the last layer: at first no cell changes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "base/rng.h"
#include "base/words.h"
#include "kernels/kernels.h"
#include "nca.h"

nca_shape nca_shape_usual(void) {
  return (nca_shape){ .channels = NCA_USUAL_CHANNELS, .hidden = NCA_USUAL_HIDDEN, .filters = NCA_FILTERS_SOBEL, .alive = NCA_ALIVE_POST, .edge = NCA_EDGE_ZERO,
                      .goals = 1 };
}

nca_config nca_config_blog(void) {
  return (nca_config){ .shape = nca_shape_usual(), .sobel_scale = 1.0f, .fire_rate = 0.5, .alive_threshold = 0.1, .premultiplied = false };
}

nca_config nca_config_distill(void) {
  nca_config config = { .shape = nca_shape_usual(), .sobel_scale = 0.125f, .fire_rate = 0.5, .alive_threshold = 0.1, .premultiplied = true };
  config.shape.alive = NCA_ALIVE_PRE_POST;
  return config;
}

const char *nca_alive_words(void) {
  return NCA_WORDS(NCA_ALIVE_LIST, NCA_WORD_OF_FILE);
}

const char *nca_filters_words(void) {
  return NCA_WORDS(NCA_FILTERS_LIST, NCA_WORD_OF_FILE);
}

const char *nca_edge_words(void) {
  return NCA_WORDS(NCA_EDGE_LIST, NCA_WORD_OF_FILE);
}

const char *nca_match_words(void) {
  return NCA_WORDS(NCA_MATCH_LIST, NCA_WORD);
}

bool nca_shape_valid(const nca_shape *shape) {
  NCA_ASSERT(shape);
#define IS_IT(name, ...) || value == name
  int value = (int)shape->alive;
  const bool is_alive_rule = false NCA_ALIVE_LIST(IS_IT);
  value = (int)shape->filters;
  const bool is_filters = false NCA_FILTERS_LIST(IS_IT);
  value = (int)shape->edge;
  const bool is_edge = false NCA_EDGE_LIST(IS_IT);
  const bool is_decoder = shape->decoder == 0 ? shape->decoder_scale == 0
      : shape->decoder >= NCA_MIN_DECODER && shape->decoder <= NCA_MAX_DECODER && shape->decoder % 4 == 0
          && shape->decoder_scale >= NCA_MIN_DECODER_SCALE && shape->decoder_scale <= NCA_MAX_DECODER_SCALE;
  return is_alive_rule && is_filters && is_edge && is_decoder && shape->goals >= 1 && shape->goals <= NCA_MAX_GOALS
      && shape->channels >= NCA_MIN_CHANNELS && shape->channels <= NCA_MAX_CHANNELS && shape->channels % 4 == 0
      && shape->hidden >= NCA_MIN_HIDDEN && shape->hidden <= NCA_MAX_HIDDEN && shape->hidden % 16 == 0;
}

nca_layout nca_layout_of(const nca_shape *shape) {
  NCA_ASSERT(nca_shape_valid(shape));
  const int C = shape->channels, D = shape->hidden;
  nca_layout layout = { .perceived = nca_perception_of(shape->filters)->planes * C };
  layout.b1 = layout.w1 + D * layout.perceived;
  layout.w2 = layout.b1 + shape->goals * D;
  layout.b2 = layout.w2 + C * D;
  layout.num_params = layout.b2 + C;
  const int E = shape->decoder, ins[3] = { C + 4, E, E }, outs[3] = { E, E, 4 };
  for (int i = 0; i < 3; i++) {
    layout.decoder_weights[i] = layout.num_params;
    layout.decoder_biases[i] = layout.num_params + outs[i] * ins[i];
    if (E > 0) layout.num_params = layout.decoder_biases[i] + outs[i];
  }
  return layout;
}

bool nca_config_valid(const nca_config *config) {
  NCA_ASSERT(config);
  return nca_shape_valid(&config->shape)
      && config->sobel_scale >= 1e-6f && config->sobel_scale <= 1e6f
      && config->fire_rate >= 0x1p-24 && config->fire_rate <= 1.0 /* below 2^-24 the mask never fires */
      && config->alive_threshold >= 0.0 && config->alive_threshold < 1.0;
}

static size_t params_bytes(const nca_config *config) {
  return (size_t)nca_layout_of(&config->shape).num_params * sizeof(float);
}

/* The parameters begin .. end - 1. */
static void draw(float *params, int begin, int end, float bound, uint32_t seed) {
  for (int i = begin; i < end; i++) params[i] = (nca_rng_unit(seed, NCA_DRAW_WEIGHT, (uint64_t)i, 0) * 2.0f - 1.0f) * bound;
}

bool nca_model_init(nca_model *model, const nca_config *config, uint32_t seed) {
  NCA_ASSERT(model && config && nca_config_valid(config));
  const nca_layout layout = nca_layout_of(&config->shape);
  float *params = calloc(1, params_bytes(config));
  if (!params) return false;
  *model = (nca_model){ .config = *config, .params = params };
  const float bound = 1.0f / sqrtf((float)layout.perceived);
  draw(params, 0, layout.w2, bound, seed);
  if (config->shape.decoder > 0) {
    draw(params, layout.decoder_weights[0], layout.decoder_weights[1], 1.0f / sqrtf((float)(config->shape.channels + NCA_PLACE)), seed);
    draw(params, layout.decoder_weights[1], layout.decoder_weights[2], 1.0f / sqrtf((float)config->shape.decoder), seed);
  }
  return true;
}

bool nca_model_copy(nca_model *model, const nca_model *from) {
  NCA_ASSERT(model && from && from->params && nca_config_valid(&from->config));
  float *params = malloc(params_bytes(&from->config));
  char *names;
  if (!params || !nca_text_copy(&names, from->goal_names)) {
    free(params);
    return false;
  }
  memcpy(params, from->params, params_bytes(&from->config));
  *model = *from;
  model->params = params;
  model->goal_names = names;
  return true;
}

void nca_model_set(nca_model *model, const nca_model *from) {
  NCA_ASSERT(model && from && model->params && from->params && params_bytes(&model->config) == params_bytes(&from->config));
  float *params = model->params;
  char *names = model->goal_names;
  memmove(params, from->params, params_bytes(&from->config)); /* of itself too */
  *model = *from;
  model->params = params;
  model->goal_names = names;
}

void nca_model_free(nca_model *model) {
  NCA_ASSERT(model);
  free(model->params);
  free(model->goal_names);
  model->params = NULL;
  model->goal_names = NULL;
}

bool nca_model_name_goals(nca_model *model, const char *const *names) {
  NCA_ASSERT(model && nca_config_valid(&model->config));
  const int G = model->config.shape.goals;
  char *lines = NULL;
  if (names) {
    size_t size_bytes = 0;
    for (int goal = 0; goal < G; goal++) {
      NCA_ASSERT(names[goal] && strlen(names[goal]) < NCA_TEXT_BYTES && !strchr(names[goal], '\n'));
      size_bytes += strlen(names[goal]) + 1;
    }
    if (!(lines = malloc(size_bytes))) return false;
    char *to = lines;
    for (int goal = 0; goal < G; goal++) {
      const size_t length = strlen(names[goal]);
      memcpy(to, names[goal], length);
      to += length;
      *to++ = goal + 1 < G ? '\n' : '\0';
    }
  }
  free(model->goal_names);
  model->goal_names = lines;
  return true;
}

void nca_family_mix(float *weights, const float *point, int num_axes) {
  NCA_ASSERT(weights && point && num_axes >= 1 && 1 << num_axes <= NCA_MAX_GOALS);
  weights[0] = 1.0f;
  for (int axis = 0; axis < num_axes; axis++) {
    NCA_ASSERT(point[axis] >= 0.0f && point[axis] <= 1.0f);
    for (int corner = 0; corner < 1 << axis; corner++) {
      weights[corner | 1 << axis] = weights[corner] * point[axis];
      weights[corner] *= 1.0f - point[axis];
    }
  }
}

void nca_model_goal_name(char name[NCA_TEXT_BYTES], const nca_model *model, int goal) {
  NCA_ASSERT(name && model && goal >= 0 && goal < model->config.shape.goals);
  const char *line = model->goal_names ? model->goal_names : "";
  for (int i = 0; i < goal && *line; i++) line += strcspn(line, "\n") + (strchr(line, '\n') != NULL);
  const size_t length = strcspn(line, "\n");
  NCA_ASSERT(length < NCA_TEXT_BYTES);
  memcpy(name, line, length);
  name[length] = '\0';
}

int nca_model_find_goal(const nca_model *model, const char *name) {
  NCA_ASSERT(model && name);
  for (int goal = 0; model->goal_names && goal < model->config.shape.goals; goal++) {
    char own[NCA_TEXT_BYTES];
    nca_model_goal_name(own, model, goal);
    if (strcmp(own, name) == 0) return goal;
  }
  return -1;
}
