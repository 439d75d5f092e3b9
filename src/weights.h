/* What the reader and the writer of weights files agree on.
 *
 *   header_bytes:8 little-endian | header: JSON, header_bytes long | data: the tensors, little-endian
 *   header = { "__metadata__": { key: text, ... }, name: { "dtype": text, "shape": [...], "data_offsets": [begin, end] }, ... }
 *   offsets count from the beginning of the data; https://github.com/huggingface/safetensors#format */
#ifndef NCA_WEIGHTS_H
#define NCA_WEIGHTS_H

#include "params.h"

enum { NCA_SAFETENSORS_PREFIX_BYTES = 8, NCA_SAFETENSORS_MAX_HEADER_BYTES = 100000000 };

/* The tensors of a model, named as the blog notebook's state_dict names them. X(name, offset in params, outputs, inputs; 0: a bias) */
#define NCA_TENSOR_LIST(X)                                                  \
  X("updater.0.weight", NCA_OFFSET_W1, NCA_HIDDEN, NCA_PERCEIVED)           \
  X("updater.0.bias", NCA_OFFSET_B1, NCA_HIDDEN, 0)                         \
  X("updater.2.weight", NCA_OFFSET_W2, NCA_CHANNELS, NCA_HIDDEN)            \
  X("updater.2.bias", NCA_OFFSET_B2, NCA_CHANNELS, 0)

typedef struct {
  const char *name;
  int offset, outputs, inputs;
} nca_tensor;

enum { NCA_NUM_TENSORS = 4 };

static inline int nca_tensor_size(const nca_tensor *tensor) {
  return tensor->inputs ? tensor->outputs * tensor->inputs : tensor->outputs;
}

static const nca_tensor NCA_TENSORS[NCA_NUM_TENSORS] = {
#define NCA_TENSOR_ROW(name, offset, outputs, inputs) { name, offset, outputs, inputs },
  NCA_TENSOR_LIST(NCA_TENSOR_ROW)
#undef NCA_TENSOR_ROW
};

#endif
