/* Checkpoints: a run that can go on where it stopped, to the same bits. Random draws need no state of their own: they are hashes of
 * the seed and the epoch.
 *
 * A checkpoint is a safetensors file that holds, beside the tensors and the metadata of a weights file (as which it can be read too),
 *   adam.m, adam.v, last_good  F32 [num_params]
 *   target                     F32 [H][W][4]; where there are several [N][H][W][4]
 *   target.mixes               F32 [N][G], where the targets are mixes of the goals; the metadata have N then, `run.targets`. Else N is G
 *   fine_target                F32 [scale H][scale W][4], where a decoder learns; of several targets [N][scale H][scale W][4]
 *   pool.goals_grown           F32 [N], of several targets alone: 1 where states of it are kept yet
 *   pool.losses                F64 [pool_size]
 *   pool.states                F32 [pool_size][H][W][C], at the end: so a file is a head and the states one after the other
 * and in the metadata `checkpoint`, its version, the seed, epochs, whether the pool is in use yet, and every number of the recipe, under
 * "recipe." and the name of its field (behind which an array has the index, as in C). Words go as numbers. A version is that of the newest
 * field; what an older file cannot have has the blog's value. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/little_endian.h"
#include "base/misuse.h"
#include "files/weights.h"
#include "train/trainer.h"

enum { RGBA = 4, KEY_BYTES = 64 };

static int newest_version(void) {
  int version = 1;
  for (int field = 0; field < nca_recipe_num_fields(); field++) {
    const int since = nca_recipe_field_at(field)->since;
    if (since > version) version = since;
  }
  return version;
}

/* "recipe.batch", "recipe.wound_shares[2]" */
static void recipe_key(char key[KEY_BYTES], const nca_recipe_field *field, int index) {
  NCA_ASSERT(strlen(field->name) < KEY_BYTES - 16 && index < 10);
  strcpy(key, "recipe.");
  strcat(key, field->name);
  if (field->count > 1) strcat(key, (const char[]){ '[', (char)('0' + index), ']', '\0' });
}

/* Of the finer targets [G][scale H][scale W][4]. */
static void fine_sides(uint64_t sides[4], uint64_t num_targets, const nca_config *config, int height_cells, int width_cells) {
  const uint64_t scale = (uint64_t)config->shape.decoder_scale;
  sides[0] = num_targets;
  sides[1] = (uint64_t)height_cells * scale;
  sides[2] = (uint64_t)width_cells * scale;
  sides[3] = RGBA;
}

/* ---------------------------------------------------------------- writing */

static void put_recipe(nca_sink *out, const nca_recipe *recipe) {
  for (int field = 0; field < nca_recipe_num_fields(); field++) {
    for (int index = 0; index < nca_recipe_field_at(field)->count; index++) {
      char key[KEY_BYTES];
      recipe_key(key, nca_recipe_field_at(field), index);
      nca_sink_number_entry(out, key, nca_recipe_get(recipe, field, index));
    }
  }
}

static bool has_grown_any(const nca_pool *pool) {
  bool any = false;
  for (int goal = 0; goal < pool->num_goals; goal++) any |= pool->has_grown[goal];
  return any;
}

static void put_run(nca_sink *out, const nca_trainer *trainer, int64_t num_epochs_planned) {
  nca_sink_number_entry(out, "checkpoint", newest_version());
  nca_sink_number_entry(out, "seed", trainer->seed);
  nca_sink_number_entry(out, "run.epochs", (double)trainer->num_epochs);
  nca_sink_number_entry(out, "run.epochs_planned", (double)num_epochs_planned);
  nca_sink_number_entry(out, "run.loss", trainer->loss);
  nca_sink_number_entry(out, "run.grad_norm", trainer->grad_norm);
  nca_sink_number_entry(out, "pool.has_grown", has_grown_any(&trainer->pool));
  if (trainer->has_mixes) nca_sink_number_entry(out, "run.targets", trainer->lesson.num_goals);
  nca_sink_number_entry(out, "adam.updates", (double)trainer->adam.num_updates);
  nca_sink_number_entry(out, "adam.beta1_power", trainer->adam.beta1_power);
  nca_sink_number_entry(out, "adam.beta2_power", trainer->adam.beta2_power);
  put_recipe(out, &trainer->lesson.recipe);
}

static void put_head(nca_sink *out, const nca_trainer *trainer, const nca_model *about, int64_t num_epochs_planned) {
  const int height_cells = nca_trainer_height(trainer), width_cells = nca_trainer_width(trainer);
  const uint64_t H = (uint64_t)height_cells, W = (uint64_t)width_cells, pool_size = (uint64_t)trainer->pool.size, num_params = (uint64_t)trainer->num_params;
  const nca_config *config = &trainer->model.config;
  nca_weights_put_metadata(out, about, config, height_cells, width_cells, trainer->lesson.recipe.turns, trainer->lesson.recipe.match);
  put_run(out, trainer, num_epochs_planned);
  nca_sink_end_metadata(out);
  nca_weights_put_tensors(out, &config->shape, NCA_F32);
  nca_sink_tensor(out, "adam.m", "F32", &num_params, 1);
  nca_sink_tensor(out, "adam.v", "F32", &num_params, 1);
  nca_sink_tensor(out, "last_good", "F32", &num_params, 1);
  const uint64_t N = (uint64_t)trainer->lesson.num_goals, mixes[2] = { N, (uint64_t)config->shape.goals }, targets[4] = { N, H, W, RGBA };
  nca_sink_tensor(out, "target", "F32", N > 1 ? targets : targets + 1, N > 1 ? 4 : 3);
  uint64_t fine[4];
  fine_sides(fine, N, config, height_cells, width_cells);
  const bool has_fine = nca_fine_counts(&config->shape, &trainer->lesson.recipe);
  if (has_fine) nca_sink_tensor(out, "fine_target", "F32", N > 1 ? fine : fine + 1, N > 1 ? 4 : 3);
  if (trainer->has_mixes) nca_sink_tensor(out, "target.mixes", "F32", mixes, 2);
  if (N > 1) nca_sink_tensor(out, "pool.goals_grown", "F32", &N, 1);
  if (pool_size > 0) {
    nca_sink_tensor(out, "pool.losses", "F64", &pool_size, 1);
    nca_sink_tensor(out, "pool.states", "F32", (const uint64_t[]){ pool_size, H, W, (uint64_t)config->shape.channels }, 4);
  }
  nca_sink_end_header(out);
  nca_weights_put_values(out, &config->shape, NCA_F32, trainer->model.params);
  nca_sink_f32(out, trainer->adam.m, num_params);
  nca_sink_f32(out, trainer->adam.v, num_params);
  nca_sink_f32(out, trainer->last_good_params, num_params);
  for (uint64_t goal = 0; goal < N; goal++) nca_sink_f32(out, trainer->lesson.goals[goal].targets, H * W * RGBA);
  if (has_fine) nca_sink_f32(out, trainer->lesson.fine.targets, fine[0] * fine[1] * fine[2] * fine[3]);
  if (trainer->has_mixes) nca_sink_f32(out, trainer->lesson.rule.mixes, mixes[0] * mixes[1]);
  for (uint64_t goal = 0; N > 1 && goal < N; goal++) nca_sink_f32(out, &(const float){ trainer->pool.has_grown[goal] ? 1.0f : 0.0f }, 1);
  nca_sink_f64(out, trainer->pool.losses, pool_size);
}

size_t nca_checkpoint_write_head(uint8_t *bytes, size_t capacity_bytes, const nca_trainer *trainer, const nca_model *about, int64_t num_epochs_planned) {
  NCA_ASSERT((bytes || capacity_bytes == 0) && trainer && about && !trainer->is_open && num_epochs_planned >= 0);
  nca_sink counted, out;
  nca_sink_begin(&counted, NULL, 0);
  put_head(&counted, trainer, about, num_epochs_planned);
  if (counted.size_bytes > capacity_bytes) return counted.size_bytes;
  nca_sink_begin(&out, bytes, capacity_bytes);
  put_head(&out, trainer, about, num_epochs_planned);
  return out.size_bytes;
}

/* ---------------------------------------------------------------- reading */

/* An entry that a checkpoint cannot do without. */
static bool read_number(const nca_safetensors *file, const char *key, double max, double *value) {
  *value = NAN;
  return nca_safetensors_number(file, key, value) && *value >= 0.0 && *value <= max;
}

static bool read_whole(const nca_safetensors *file, const char *key, double max, int64_t *value) {
  double number;
  if (!read_number(file, key, max, &number) || number != floor(number)) return false;
  *value = (int64_t)number;
  return true;
}

/* One number of the recipe, which stays as it is where a file of this version need not have it. */
static bool read_recipe_number(nca_recipe *recipe, int field, int index, const nca_safetensors *file, int version) {
  char key[KEY_BYTES];
  double value = NAN;
  recipe_key(key, nca_recipe_field_at(field), index);
  if (!nca_safetensors_number(file, key, &value)) return false;
  if (isnan(value)) return nca_recipe_field_at(field)->since > version;
  return nca_recipe_set(recipe, field, index, value) && nca_recipe_get(recipe, field, index) == value;
}

static bool read_recipe(nca_recipe *recipe, const nca_safetensors *file, int version) {
  *recipe = nca_recipe_blog();
  for (int field = 0; field < nca_recipe_num_fields(); field++) {
    for (int index = 0; index < nca_recipe_field_at(field)->count; index++)
      if (!read_recipe_number(recipe, field, index, file, version)) return false;
  }
  return nca_recipe_valid(recipe);
}

/* How far the optimiser and the run have come. */
typedef struct {
  double loss, grad_norm, beta1_power, beta2_power;
  int64_t num_updates, has_grown;
} progress;

static bool read_progress(progress *at, const nca_safetensors *file) {
  return read_number(file, "run.loss", DBL_MAX, &at->loss) && read_number(file, "run.grad_norm", DBL_MAX, &at->grad_norm)
      && read_number(file, "adam.beta1_power", 1.0, &at->beta1_power) && read_number(file, "adam.beta2_power", 1.0, &at->beta2_power)
      && read_whole(file, "adam.updates", 0x1p53, &at->num_updates) && read_whole(file, "pool.has_grown", 1.0, &at->has_grown);
}

static bool read_run(nca_checkpoint *checkpoint, const nca_safetensors *file, int version) {
  int64_t seed;
  const bool ok = read_whole(file, "seed", UINT32_MAX, &seed) && read_whole(file, "run.epochs", 0x1p53, &checkpoint->num_epochs)
      && read_whole(file, "run.epochs_planned", 0x1p53, &checkpoint->num_epochs_planned) && read_recipe(&checkpoint->recipe, file, version);
  if (ok) checkpoint->seed = (uint32_t)seed;
  const nca_model *model = &checkpoint->model;
  const int larger = model->height_cells > model->width_cells ? model->height_cells : model->width_cells;
  if (ok && nca_fine_counts(&model->config.shape, &checkpoint->recipe) && larger > NCA_MAX_SIDE_PIXELS / model->config.shape.decoder_scale) return false;
  return ok && model->height_cells > 0 && model->width_cells > 0 && nca_recipe_suits(&checkpoint->recipe, &model->config.shape);
}

/* What a weights file does not have, and nca_checkpoint does not say: how far it has come, and where the tensors lie. */
typedef struct {
  progress so_far;
  uint64_t num_targets, fine_size; /* fine_size: floats; 0: no decoder learns */
  const uint8_t *m, *v, *last_good, *target, *fine, *mixes, *grown, *losses, *states; /* mixes: NULL where the targets are the goals */
} parts;

static uint64_t num_params_of(const nca_checkpoint *checkpoint) {
  return (uint64_t)nca_layout_of(&checkpoint->model.config.shape).num_params;
}

static uint64_t num_goals_of(const nca_checkpoint *checkpoint) {
  return (uint64_t)checkpoint->model.config.shape.goals;
}

/* As many as the goals, where the file does not say that they are mixes. */
static bool find_targets(parts *at, const nca_safetensors *file, const nca_checkpoint *checkpoint) {
  double said = NAN;
  int64_t num_targets = (int64_t)num_goals_of(checkpoint);
  at->mixes = NULL;
  if (!nca_safetensors_number(file, "run.targets", &said)) return false;
  if (!isnan(said) && (!read_whole(file, "run.targets", NCA_MAX_KINDS, &num_targets) || num_targets < 1)) return false;
  at->num_targets = (uint64_t)num_targets;
  if (isnan(said)) return true;
  at->mixes = nca_safetensors_raw(file, "target.mixes", "F32", (const uint64_t[]){ at->num_targets, num_goals_of(checkpoint) }, 2);
  return at->mixes != NULL;
}

static bool find_parts(parts *at, const nca_safetensors *file, const nca_checkpoint *checkpoint) {
  const uint64_t H = (uint64_t)checkpoint->model.height_cells, W = (uint64_t)checkpoint->model.width_cells;
  const uint64_t pool_size = (uint64_t)checkpoint->recipe.pool_size, num_params = num_params_of(checkpoint);
  const uint64_t C = (uint64_t)checkpoint->model.config.shape.channels;
  at->m = nca_safetensors_raw(file, "adam.m", "F32", &num_params, 1);
  at->v = nca_safetensors_raw(file, "adam.v", "F32", &num_params, 1);
  at->last_good = nca_safetensors_raw(file, "last_good", "F32", &num_params, 1);
  if (!find_targets(at, file, checkpoint)) return false;
  const uint64_t N = at->num_targets, targets[4] = { N, H, W, RGBA };
  at->target = nca_safetensors_raw(file, "target", "F32", N > 1 ? targets : targets + 1, N > 1 ? 4 : 3);
  uint64_t fine[4];
  fine_sides(fine, N, &checkpoint->model.config, checkpoint->model.height_cells, checkpoint->model.width_cells);
  const bool has_fine = nca_fine_counts(&checkpoint->model.config.shape, &checkpoint->recipe);
  at->fine_size = has_fine ? fine[0] * fine[1] * fine[2] * fine[3] : 0;
  at->fine = has_fine ? nca_safetensors_raw(file, "fine_target", "F32", N > 1 ? fine : fine + 1, N > 1 ? 4 : 3) : NULL;
  at->grown = N > 1 ? nca_safetensors_raw(file, "pool.goals_grown", "F32", &N, 1) : NULL;
  at->losses = nca_safetensors_raw(file, "pool.losses", "F64", &pool_size, 1);
  at->states = nca_safetensors_raw(file, "pool.states", "F32", (const uint64_t[]){ pool_size, H, W, C }, 4);
  return at->m && at->v && at->last_good && at->target && (!has_fine || at->fine) && (N == 1 || at->grown) && (pool_size == 0 || (at->losses && at->states));
}

/* What a run can go on from holds numbers alone: NaN among them would spoil all that it touches, epochs later. */
static bool are_finite(const uint8_t *bytes, uint64_t count, float min) {
  for (uint64_t i = 0; i < count; i++) {
    const float value = nca_read_f32(bytes + i * 4);
    if (!isfinite(value) || value < min) return false;
  }
  return true;
}

/* An infinite loss is that of a slot which has none yet. */
static bool are_losses(const uint8_t *bytes, uint64_t count) {
  for (uint64_t i = 0; i < count; i++) {
    if (!(nca_read_f64(bytes + i * 8) >= 0.0)) return false;
  }
  return true;
}

static bool are_sound(const parts *at, const nca_checkpoint *checkpoint) {
  const uint64_t num_cells = (uint64_t)checkpoint->model.height_cells * (uint64_t)checkpoint->model.width_cells;
  const uint64_t pool_size = (uint64_t)checkpoint->recipe.pool_size, num_params = num_params_of(checkpoint);
  const uint64_t C = (uint64_t)checkpoint->model.config.shape.channels, N = at->num_targets;
  return (N == 1 || are_finite(at->grown, N, 0.0f)) && (!at->mixes || are_finite(at->mixes, N * num_goals_of(checkpoint), -INFINITY))
      && are_finite(at->m, num_params, -INFINITY) && are_finite(at->v, num_params, 0.0f) && are_finite(at->last_good, num_params, -INFINITY)
      && are_finite(at->target, N * num_cells * RGBA, -INFINITY) && are_finite(at->fine, at->fine_size, -INFINITY) && are_losses(at->losses, pool_size) && are_finite(at->states, pool_size * num_cells * C, -INFINITY);
}

static int read_file(nca_checkpoint *checkpoint, parts *at, const nca_safetensors *file) {
  int64_t version;
  const int status = nca_weights_from_file(&checkpoint->model, file);
  if (status != NCA_OK) return status;
  if (!read_whole(file, "checkpoint", 0x1p53, &version)) return NCA_ERR_CHECKPOINT_NONE;
  if (version < 1 || version > newest_version()) return NCA_ERR_CHECKPOINT_VERSION;
  return read_run(checkpoint, file, (int)version) && read_progress(&at->so_far, file) && find_parts(at, file, checkpoint) && are_sound(at, checkpoint) ? NCA_OK : NCA_ERR_CHECKPOINT_DAMAGED;
}

int nca_checkpoint_read(nca_checkpoint *checkpoint, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(checkpoint && (bytes || size_bytes == 0));
  nca_safetensors file;
  nca_checkpoint read = { 0 };
  parts at;
  int status = nca_safetensors_open(&file, bytes, size_bytes);
  if (status == NCA_OK) status = read_file(&read, &at, &file);
  nca_safetensors_close(&file);
  if (status == NCA_OK) *checkpoint = read;
  else nca_model_free(&read.model);
  return status;
}

static void copy_f32(float *out, const uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = nca_read_f32(bytes + i * 4);
}

static void take_up(nca_trainer *trainer, const parts *at) {
  const size_t state_size = trainer->pool.state_size, num_params = (size_t)trainer->num_params;
  trainer->loss = at->so_far.loss;
  trainer->grad_norm = at->so_far.grad_norm;
  for (int goal = 0; goal < trainer->pool.num_goals; goal++)
    trainer->pool.has_grown[goal] = at->grown ? nca_read_f32(at->grown + (size_t)goal * 4) != 0.0f : at->so_far.has_grown != 0;
  trainer->adam.num_updates = at->so_far.num_updates;
  trainer->adam.beta1_power = at->so_far.beta1_power;
  trainer->adam.beta2_power = at->so_far.beta2_power;
  copy_f32(trainer->adam.m, at->m, num_params);
  copy_f32(trainer->adam.v, at->v, num_params);
  copy_f32(trainer->last_good_params, at->last_good, num_params);
  for (int slot = 0; slot < trainer->pool.size; slot++) {
    float *state = nca_pool_state(&trainer->pool, slot);
    trainer->pool.losses[slot] = nca_read_f64(at->losses + (size_t)slot * 8);
    if (state) copy_f32(state, at->states + (size_t)slot * state_size * 4, state_size);
  }
}

/* A fresh trainer of the same kind. */
static nca_trainer *recreate(const nca_trainer_desc *how, const nca_checkpoint *checkpoint, const parts *at) {
  nca_trainer_desc desc = *how;
  desc.height_cells = checkpoint->model.height_cells;
  desc.width_cells = checkpoint->model.width_cells;
  desc.recipe = checkpoint->recipe;
  desc.seed = checkpoint->seed;
  const size_t targets_size = (size_t)at->num_targets * (size_t)desc.height_cells * (size_t)desc.width_cells * RGBA, fine_size = (size_t)at->fine_size;
  const size_t mixes_size = at->mixes ? (size_t)at->num_targets * (size_t)num_goals_of(checkpoint) : 0;
  float *values = malloc((targets_size + fine_size + mixes_size) * sizeof *values);
  if (!values) return NULL;
  float *fine = values + targets_size, *mixes = fine + fine_size;
  copy_f32(values, at->target, targets_size);
  if (at->fine) copy_f32(fine, at->fine, fine_size);
  if (at->mixes) copy_f32(mixes, at->mixes, mixes_size);
  desc.fine_targets = at->fine ? fine : NULL;
  desc.mixes = at->mixes ? mixes : NULL;
  desc.num_targets = (int)at->num_targets;
  nca_trainer *trainer = nca_trainer_create(&desc, &checkpoint->model, values);
  free(values);
  return trainer;
}

int nca_trainer_resume(nca_trainer **trainer, const nca_trainer_desc *how, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(trainer && how && (bytes || size_bytes == 0));
  *trainer = NULL;
  nca_safetensors file;
  nca_checkpoint checkpoint = { 0 };
  parts at;
  int status = nca_safetensors_open(&file, bytes, size_bytes);
  if (status == NCA_OK) status = read_file(&checkpoint, &at, &file);
  if (status == NCA_OK) {
    *trainer = recreate(how, &checkpoint, &at);
    if (*trainer) {
      take_up(*trainer, &at);
      (*trainer)->num_epochs = checkpoint.num_epochs;
    } else {
      status = NCA_ERR_MEMORY;
    }
  }
  nca_model_free(&checkpoint.model);
  nca_safetensors_close(&file);
  return status;
}
