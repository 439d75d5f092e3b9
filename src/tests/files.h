/* Files of the tests, in memory that ends where they end. */
#ifndef NCA_TEST_FILES_H
#define NCA_TEST_FILES_H

#include <string.h>

#include "check.h"
#include "nca.h"

typedef struct {
  uint8_t *bytes; /* for free() */
  size_t size_bytes;
} file;

static inline file read_file(const char *path) {
  FILE *from = fopen(path, "rb");
  if (!from || fseek(from, 0, SEEK_END) != 0) abort();
  const long size_bytes = ftell(from);
  if (size_bytes < 0) abort();
  rewind(from);
  const file whole = { allocate((size_t)size_bytes), (size_t)size_bytes };
  if (fread(whole.bytes, 1, whole.size_bytes, from) != whole.size_bytes) abort();
  fclose(from);
  return whole;
}

static inline file write_weights(const nca_model *model, nca_dtype dtype) {
  const size_t size_bytes = nca_weights_write(NULL, 0, model, dtype);
  const file whole = { allocate(size_bytes), size_bytes };
  CHECK_EQUAL(nca_weights_write(whole.bytes, size_bytes, model, dtype), size_bytes);
  return whole;
}

/* In little-endian, whatever this machine has. */
static inline void put_floats(uint8_t *bytes, const float *values, size_t count) {
  for (size_t i = 0; i < count * 4; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i / 4], sizeof bits);
    bytes[i] = (uint8_t)(bits >> i % 4 * 8);
  }
}

/* Its head, and the states of the pool behind it. */
static inline file write_checkpoint(const nca_trainer *trainer, const nca_model *about, int64_t num_epochs_planned) {
  const size_t state_size = (size_t)nca_trainer_height(trainer) * (size_t)nca_trainer_width(trainer) * (size_t)nca_trainer_model(trainer)->config.shape.channels;
  const size_t head_bytes = nca_checkpoint_write_head(NULL, 0, trainer, about, num_epochs_planned), state_bytes = state_size * sizeof(float);
  const int pool_size = nca_trainer_recipe(trainer)->pool_size;
  const size_t size_bytes = head_bytes + (size_t)pool_size * state_bytes;
  const file whole = { allocate(size_bytes), size_bytes };
  CHECK_EQUAL(nca_checkpoint_write_head(whole.bytes, head_bytes, trainer, about, num_epochs_planned), head_bytes);
  for (int slot = 0; slot < pool_size; slot++) put_floats(whole.bytes + head_bytes + (size_t)slot * state_bytes, nca_trainer_pool_state(trainer, slot), state_size);
  return whole;
}

#endif
