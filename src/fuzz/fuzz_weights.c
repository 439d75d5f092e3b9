/* libFuzzer target: the reader of models in whichever format. What it accepts must be runnable, and come back the same when written. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "nca_tools.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes) {
  nca_model model, again;
  memset(&model, 0x5a, sizeof model);
  const nca_model untouched = model;
  if (nca_model_read(&model, data, size_bytes) != NCA_OK) {
    if (memcmp(&model, &untouched, sizeof model) != 0) abort();
    return 0;
  }
  for (size_t at = 0, length; model.name[at]; at += length) {
    if ((length = nca_utf8_length(model.name + at, strlen(model.name + at))) == 0) abort();
  }
  const size_t written_bytes = nca_weights_write(NULL, 0, &model, NCA_F32); /* traps where the configuration makes no sense */
  uint8_t *written = malloc(written_bytes);
  if (!written) abort();
  nca_weights_write(written, written_bytes, &model, NCA_F32);
  if (nca_weights_read(&again, written, written_bytes) != NCA_OK) abort();
  if (memcmp(again.params, model.params, (size_t)nca_layout_of(&model.config.shape).num_params * sizeof(float)) != 0 || strcmp(again.name, model.name) != 0) abort();
  free(written);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = 5, .width_cells = 7 });
  if (!sim) abort();
  if (!nca_sim_set_model(sim, &model)) abort();
  nca_sim_reset(sim, 1);
  nca_step(sim, 2);
  nca_sim_destroy(sim);
  nca_model_free(&again);
  nca_model_free(&model);
  return 0;
}
