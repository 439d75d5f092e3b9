/* An untrained rule under which every cell changes in every step, by the blog's configuration for an even seed, by Distill's for an odd one. */
#ifndef NCA_BUSY_MODEL_H
#define NCA_BUSY_MODEL_H

#include "usual_shape.h"

static nca_model busy_model(uint32_t seed) {
  const nca_config config = seed % 2 ? nca_config_distill() : nca_config_blog();
  const nca_model model = lasting_model(&config, seed);
  check_random_state = seed + 1;
  for (int i = USUAL_W1 + USUAL_B1; i < USUAL_NUM_PARAMS; i++) model.params[i] = random_float() * 0.02f;
  return model;
}

#endif
