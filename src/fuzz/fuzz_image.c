/* libFuzzer target: the reader of pictures. What it accepts becomes numbers from 0 to 1. */
#include <stdlib.h>

#include "nca.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes) {
  enum { H = 9, W = 12 };
  float target[H * W * 4];
  const nca_target_desc desc = { .height_cells = H, .width_cells = W, .padding_cells = 1, .premultiplied = size_bytes & 1, .keep_aspect = size_bytes & 2 };
  if (nca_target_read(target, &desc, data, size_bytes) != NCA_OK) return 0;
  for (int i = 0; i < H * W * 4; i++) {
    if (!(target[i] >= 0.0f && target[i] <= 1.0f)) abort();
  }
  return 0;
}
