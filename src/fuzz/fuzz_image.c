/* libFuzzer target: the reader of pictures. What it accepts becomes numbers from 0 to 1, and stays so with alpha raised. */
#include <stdlib.h>
#include <string.h>

#include "nca.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

static const double ALIVE = 0.1;

static void check(const float *target, int count) {
  for (int i = 0; i < count; i++) {
    if (!(target[i] >= 0.0f && target[i] <= 1.0f)) abort();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes) {
  enum { H = 9, W = 12 };
  float target[H * W * 4];
  const nca_target_desc desc = { .height_cells = H, .width_cells = W, .padding_cells = 1, .premultiplied = size_bytes & 1, .keep_aspect = size_bytes & 2 };
  if (nca_target_read(target, &desc, data, size_bytes) != NCA_OK) return 0;
  check(target, H * W * 4);
  const int before = nca_target_check(target, &desc, ALIVE);
  nca_target_raise_alpha(target, H, W, 0.2f);
  check(target, H * W * 4);
  if (before >= 0 && nca_target_check(target, &desc, ALIVE) < 0) abort(); /* what lived lives */
  return 0;
}
