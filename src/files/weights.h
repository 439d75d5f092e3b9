/* A model as tensors and metadata of a safetensors file: what weights files and checkpoints have in common. */
#ifndef NCA_WEIGHTS_H
#define NCA_WEIGHTS_H

#include "files/safetensors.h"
#include "grow/params.h"

/* The tensors of a model, named as the blog notebook's state_dict names them. */
typedef struct {
  const char *name;
  int offset;         /* in params */
  int num_sides;
  uint64_t sides[4];  /* a weight is written as a 1x1 convolution; read without the ones as well */
} nca_tensor;

enum { NCA_NUM_TENSORS = 4 };

static const nca_tensor NCA_TENSORS[NCA_NUM_TENSORS] = {
  { "updater.0.weight", NCA_OFFSET_W1, 4, { NCA_HIDDEN, NCA_PERCEIVED, 1, 1 } },
  { "updater.0.bias", NCA_OFFSET_B1, 1, { NCA_HIDDEN } },
  { "updater.2.weight", NCA_OFFSET_W2, 4, { NCA_CHANNELS, NCA_HIDDEN, 1, 1 } },
  { "updater.2.bias", NCA_OFFSET_B2, 1, { NCA_CHANNELS } },
};

/* Both fill *model, which a failure leaves half filled: read into a fresh one. */
int nca_weights_from_file(nca_model *model, const nca_safetensors *file);

/* Of the model's own configuration and size only its texts, padding and epochs are taken. */
void nca_weights_put_metadata(nca_sink *out, const nca_model *about, const nca_config *config, int height_cells, int width_cells,
                              int turns, nca_match_rule match);
void nca_weights_put_tensors(nca_sink *out, const char *dtype);

#endif
