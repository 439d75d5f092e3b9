/* Configurations and fresh models. The initial weights follow torch.nn.Conv2d(48, 128, 1),
 * https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html, and zeros in the last layer: at first no cell changes. */
#include <math.h>
#include <string.h>

#include "base/misuse.h"
#include "base/rng.h"
#include "base/words.h"
#include "grow/params.h"

nca_config nca_config_blog(void) {
  return (nca_config){ .alive = NCA_ALIVE_POST, .sobel_scale = 1.0f, .fire_rate = 0.5, .alive_threshold = 0.1, .premultiplied = false };
}

nca_config nca_config_distill(void) {
  return (nca_config){ .alive = NCA_ALIVE_PRE_POST, .sobel_scale = 0.125f, .fire_rate = 0.5, .alive_threshold = 0.1, .premultiplied = true };
}

const char *nca_alive_words(void) {
  return NCA_WORDS(NCA_ALIVE_LIST, NCA_WORD);
}

const char *nca_filters_words(void) {
  return NCA_WORDS(NCA_FILTERS_LIST, NCA_WORD_OF_FILTERS);
}

const char *nca_edge_words(void) {
  return NCA_WORDS(NCA_EDGE_LIST, NCA_WORD);
}

const char *nca_match_words(void) {
  return NCA_WORDS(NCA_MATCH_LIST, NCA_WORD);
}

bool nca_config_valid(const nca_config *config) {
  NCA_ASSERT(config);
#define IS_IT(name, ...) || value == name
  int value = (int)config->alive;
  const bool is_alive_rule = false NCA_ALIVE_LIST(IS_IT);
  value = (int)config->filters;
  const bool is_filters = false NCA_FILTERS_LIST(IS_IT);
  value = (int)config->edge;
  const bool is_edge = false NCA_EDGE_LIST(IS_IT);
  return is_alive_rule && is_filters && is_edge
      && config->sobel_scale >= 1e-6f && config->sobel_scale <= 1e6f
      && config->fire_rate >= 0x1p-24 && config->fire_rate <= 1.0 /* below 2^-24 the mask never fires */
      && config->alive_threshold >= 0.0 && config->alive_threshold < 1.0;
}

void nca_model_init(nca_model *model, const nca_config *config, uint32_t seed) {
  NCA_ASSERT(model && config && nca_config_valid(config));
  memset(model, 0, sizeof *model);
  model->config = *config;
  const float bound = 1.0f / sqrtf((float)NCA_PERCEIVED);
  for (int i = 0; i < NCA_W1 + NCA_B1; i++)
    model->params[i] = (nca_rng_unit(seed, NCA_DRAW_WEIGHT, (uint64_t)i, 0) * 2.0f - 1.0f) * bound;
}
