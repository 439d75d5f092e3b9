/* A model as tensors and metadata of a safetensors file: what weights files and checkpoints have in common. */
#ifndef NCA_WEIGHTS_H
#define NCA_WEIGHTS_H

#include "files/safetensors.h"

/* A tensor of a model, named as the blog notebook's state_dict names it. */
typedef struct {
  const char *name;
  int offset;         /* in params */
  int num_sides;
  uint64_t sides[4];  /* a weight of the rule is written as a 1x1 convolution; read without the ones as well */
} nca_tensor;

enum { NCA_MAX_TENSORS = 11 };

/* Those of a model of this shape, in the order of their values in a file, and how many they are. The rows of several goals come twice: the first as the bias that a
 * reader looks for who knows nothing of goals, and then all of them. */
int nca_weights_tensors(nca_tensor tensors[NCA_MAX_TENSORS], const nca_shape *shape);

/* Fills *model, which a failure leaves half filled: give it one of zeros, and free it then. */
int nca_weights_from_file(nca_model *model, const nca_safetensors *file);

/* Of the model's own configuration and size only its texts, padding and epochs are taken. */
void nca_weights_put_metadata(nca_sink *out, const nca_model *about, const nca_config *config, int height_cells, int width_cells,
                              int turns, nca_match_rule match);
void nca_weights_put_tensors(nca_sink *out, const nca_shape *shape, nca_dtype dtype);
void nca_weights_put_values(nca_sink *out, const nca_shape *shape, nca_dtype dtype, const float *params);

#endif
