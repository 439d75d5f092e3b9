/* What follows from the usual shape, 16 channels and 128 hidden that see by Sobel, worked out by hand; and models that a test never gives back. */
#ifndef NCA_USUAL_SHAPE_H
#define NCA_USUAL_SHAPE_H

#include "check.h"
#include "nca.h"

enum { USUAL_PERCEIVED = 48, USUAL_W1 = 6144, USUAL_B1 = 128, USUAL_W2 = 2048, USUAL_B2 = 16, USUAL_NUM_PARAMS = 8336 };
enum { USUAL_PARAMS_BYTES = USUAL_NUM_PARAMS * sizeof(float) };

/* A fresh model whose parameters stay until the program ends, where the leak checker sees that they are not lost. */
static inline nca_model lasting_model(const nca_config *config, uint32_t seed) {
  enum { MAX_MODELS = 4096 };
  static float *all[MAX_MODELS];
  static int count;
  nca_model model;
  if (count == MAX_MODELS || !nca_model_init(&model, config, seed)) abort();
  all[count] = model.params;
  if (!all[count++]) abort(); /* which reads it: to GCC it would be of no use otherwise */
  return model;
}

#endif
