/* What training leaves: weights and checkpoint. */
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "team.h"
#include "training.h"

void training_keep(training *run) {
  pthread_mutex_lock(&run->mutex);
  nca_model_set(&run->model, nca_trainer_model(run->trainer));
  run->has_learnt = true;
  pthread_mutex_unlock(&run->mutex);
}

bool training_has_learnt(training *run) {
  pthread_mutex_lock(&run->mutex);
  const bool has_learnt = run->has_learnt;
  pthread_mutex_unlock(&run->mutex);
  return has_learnt;
}

static nca_dtype dtype_of(const train_options *options) {
  return options->is_f16 ? NCA_F16 : NCA_F32;
}

int64_t training_save_weights(training *run) {
  nca_model model;
  pthread_mutex_lock(&run->mutex);
  const bool has_room = nca_model_copy(&model, &run->model);
  pthread_mutex_unlock(&run->mutex);
  if (!has_room) {
    tell_status(run->options->output, NCA_ERR_MEMORY);
    return -1;
  }
  const int64_t epochs = model.epochs;
  const bool ok = write_model(run->options->output, &model, dtype_of(run->options));
  nca_model_free(&model);
  return ok ? epochs : -1;
}

/* The weights after so many epochs have a file of their own; or may have one, which is only tried. On number 0, and only where no other thread changes the model. */
static bool take_snapshot(const training *run, bool is_tried) {
  const nca_dtype dtype = dtype_of(run->options);
  char *path = path_of_number(run->options->snapshots, (uint64_t)nca_trainer_num_epochs(run->trainer));
  if (!path) tell_status(run->options->snapshots, NCA_ERR_MEMORY);
  const bool ok = path && (is_tried ? output_try(path, nca_weights_write(NULL, 0, &run->model, dtype)) : write_model(path, &run->model, dtype));
  free(path);
  return ok;
}

/* In little-endian, whatever this machine has. */
static void put_floats(file_writer *writer, const float *values, size_t count) {
  const uint32_t one = 1;
  if (*(const uint8_t *)&one) {
    writer_put(writer, values, count * sizeof *values);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    writer_put(writer, (const uint8_t[]){ (uint8_t)bits, (uint8_t)(bits >> 8), (uint8_t)(bits >> 16), (uint8_t)(bits >> 24) }, sizeof bits);
  }
}

/* Of one state of the pool, in floats. */
static size_t state_size_of(const nca_model *model) {
  return (size_t)model->height_cells * (size_t)model->width_cells * (size_t)model->config.shape.channels;
}

bool training_try_outputs(const training *run) {
  bool ok = true;
  if (team_rank() == 0) {
    ok = output_try(run->options->output, nca_weights_write(NULL, 0, &run->model, dtype_of(run->options)));
    if (ok && run->options->snapshots) ok = take_snapshot(run, true);
    if (ok && run->options->checkpoint) {
      const size_t head_bytes = nca_checkpoint_write_head(NULL, 0, run->trainer, &run->model, run->num_planned);
      ok = output_try(run->options->checkpoint, head_bytes + (size_t)run->recipe.pool_size * state_size_of(&run->model) * sizeof(float));
    }
  }
  return !team_any(!ok);
}

/* Head and pool of a checkpoint, written by number 0. */
static bool save_checkpoint(const char *path, const training *run) {
  const size_t head_bytes = nca_checkpoint_write_head(NULL, 0, run->trainer, &run->model, run->num_planned);
  const size_t state_size = state_size_of(&run->model);
  const bool writes = team_rank() == 0;
  uint8_t *head = malloc(head_bytes);
  float *buffer = malloc(state_size * sizeof *buffer);
  file_writer writer = { 0 };
  bool ok = head && buffer;
  if (!ok) tell_status(path, NCA_ERR_MEMORY);
  if (ok && writes) ok = writer_open(&writer, path);
  if (!team_any(!ok)) {
    nca_checkpoint_write_head(head, head_bytes, run->trainer, &run->model, run->num_planned);
    if (writes) writer_put(&writer, head, head_bytes);
    for (int slot = 0; slot < run->recipe.pool_size; slot++) {
      const float *state = team_pool_state(run->trainer, slot, run->recipe.batch, buffer, state_size);
      if (state) put_floats(&writer, state, state_size);
    }
    if (writes) ok = writer_close(&writer);
  } else if (ok && writes) {
    writer_drop(&writer); /* another one has no memory */
  }
  free(head);
  free(buffer);
  return ok;
}

bool training_save(training *run, save_moment when) {
  const bool writes = team_rank() == 0 && (when != SAVE_BETWEEN || !run->is_stream);
  bool ok = !writes || training_save_weights(run) >= 0;
  if (ok && team_rank() == 0 && run->options->snapshots && when != SAVE_RAN_OFF) ok = take_snapshot(run, false);
  if (!team_any(!ok) && run->options->checkpoint && when != SAVE_RAN_OFF) ok = save_checkpoint(run->options->checkpoint, run);
  return !team_any(!ok);
}
