/* An untrained rule under which every cell changes in every step, by the blog's configuration for an even seed, by Distill's for an odd one. */
#ifndef NCA_BUSY_MODEL_H
#define NCA_BUSY_MODEL_H

#include "check.h"
#include "nca.h"

static nca_model busy_model(uint32_t seed) {
  nca_model model;
  const nca_config config = seed % 2 ? nca_config_distill() : nca_config_blog();
  nca_model_init(&model, &config, seed);
  check_random_state = seed + 1;
  for (int i = NCA_W1 + NCA_B1; i < NCA_NUM_PARAMS; i++) model.params[i] = random_float() * 0.02f;
  return model;
}

#endif
