/* libFuzzer target: the reader of Distill's JSON. What it accepts must be a model that can be written. */
#include <stdlib.h>
#include <string.h>

#include "nca_tools.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes) {
  nca_model model, again;
  memset(&model, 0x5a, sizeof model);
  const nca_model untouched = model;
  if (nca_distill_read(&model, data, size_bytes) != NCA_OK) {
    if (memcmp(&model, &untouched, sizeof model) != 0) abort();
    return 0;
  }
  const size_t written_bytes = nca_weights_write(NULL, 0, &model, NCA_F32);
  uint8_t *written = malloc(written_bytes);
  if (!written) abort();
  nca_weights_write(written, written_bytes, &model, NCA_F32);
  if (nca_weights_read(&again, written, written_bytes) != NCA_OK) abort();
  free(written);
  nca_model_free(&again);
  nca_model_free(&model);
  return 0;
}
