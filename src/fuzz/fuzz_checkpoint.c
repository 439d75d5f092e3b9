/* libFuzzer target: the reader of checkpoints. What it accepts must train on, and come back the same when written. */
#include <stdlib.h>
#include <string.h>

#include "nca.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

static void train_on(const nca_checkpoint *checkpoint, const uint8_t *data, size_t size_bytes) {
  enum { MAX_BYTES = 1 << 26, MAX_STEPS = 8 };
  const nca_trainer_desc desc = { .height_cells = checkpoint->model.height_cells, .width_cells = checkpoint->model.width_cells, .recipe = checkpoint->recipe };
  if (nca_trainer_size_bytes(&desc, &checkpoint->model.config) > MAX_BYTES) return;
  nca_trainer *trainer;
  if (nca_trainer_resume(&trainer, &(nca_trainer_desc){ .num_threads = 1 }, data, size_bytes) != NCA_OK) return;
  const size_t head_bytes = nca_checkpoint_write_head(NULL, 0, trainer, &checkpoint->model, checkpoint->num_epochs_planned);
  uint8_t *head = malloc(head_bytes);
  if (!head) abort();
  nca_checkpoint_write_head(head, head_bytes, trainer, &checkpoint->model, checkpoint->num_epochs_planned);
  free(head);
  if (checkpoint->recipe.num_steps_max <= MAX_STEPS && checkpoint->recipe.batch <= MAX_STEPS) nca_train_epoch(trainer);
  nca_trainer_destroy(trainer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes) {
  nca_checkpoint checkpoint;
  if (nca_checkpoint_read(&checkpoint, data, size_bytes) != NCA_OK) return 0;
  train_on(&checkpoint, data, size_bytes);
  nca_model_free(&checkpoint.model);
  return 0;
}
