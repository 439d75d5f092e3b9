/* Checkpoints: a run that was stopped ends as one that was not, and a file that is not whole is never taken up. */
#include <math.h>
#include <string.h>

#include "train/trainer.h"
#include "files.h"
#include "usual_shape.h"

enum { H = 9, W = 12, C = NCA_USUAL_CHANNELS };

static nca_recipe small_recipe(int pool_size) {
  nca_recipe recipe = nca_recipe_regenerating(20);
  recipe.num_steps_min = 3;
  recipe.num_steps_max = 6;
  recipe.batch = 3;
  recipe.pool_size = pool_size;
  recipe.stillness_weight = 0.01f;
  recipe.survival_weight = 0.5f;
  recipe.overflow_weight = 0.02f;
  return recipe;
}

static nca_model make_model(void) {
  const nca_config config = nca_config_distill();
  nca_model model = lasting_model(&config, 2);
  strcpy(model.name, "half a flake");
  model.padding_cells = 2;
  model.epochs = 100;
  return model;
}

static nca_trainer *begin(const nca_recipe *recipe) {
  float target[H * W * 4];
  for (int i = 0; i < H * W * 4; i++) target[i] = (float)(i * 5 % 11) / 11.0f;
  const nca_model model = make_model();
  nca_trainer *trainer = nca_trainer_create(&(nca_trainer_desc){ .height_cells = H, .width_cells = W, .recipe = *recipe, .seed = 4 }, &model, target);
  if (!trainer) abort();
  trainer->pool.has_grown[0] = true; /* nothing grows in so few epochs */
  return trainer;
}

static void train(nca_trainer *trainer, int num_epochs) {
  for (int i = 0; i < num_epochs; i++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
}

static file save(const nca_trainer *trainer) {
  nca_model about = make_model();
  about.epochs += nca_trainer_num_epochs(trainer);
  return write_checkpoint(trainer, &about, 20);
}

static nca_trainer *resume(const file *from) {
  nca_trainer *trainer;
  CHECK_EQUAL(nca_trainer_resume(&trainer, &(nca_trainer_desc){ .num_threads = 2 }, from->bytes, from->size_bytes), NCA_OK);
  if (!trainer) abort();
  return trainer;
}

static void test_resumed_equals_uninterrupted(int pool_size, int stop, int turns, nca_match_rule match) {
  nca_recipe recipe = small_recipe(pool_size);
  recipe.turns = turns;
  recipe.match = match;
  nca_trainer *whole = begin(&recipe), *first = begin(&recipe);
  train(whole, 14);
  train(first, stop);
  const file half_way = save(first);
  nca_trainer_destroy(first);
  nca_trainer *second = resume(&half_way);
  CHECK_EQUAL(nca_trainer_num_epochs(second), stop);
  const file again = save(second);
  CHECK(again.size_bytes == half_way.size_bytes && memcmp(again.bytes, half_way.bytes, again.size_bytes) == 0);
  train(second, 14 - stop);
  const file end = save(whole), resumed_end = save(second);
  CHECK(memcmp(nca_trainer_params(whole), nca_trainer_params(second), USUAL_NUM_PARAMS * sizeof(float)) == 0);
  CHECK(end.size_bytes == resumed_end.size_bytes && memcmp(end.bytes, resumed_end.bytes, end.size_bytes) == 0);
  free(half_way.bytes);
  free(again.bytes);
  free(end.bytes);
  free(resumed_end.bytes);
  nca_trainer_destroy(whole);
  nca_trainer_destroy(second);
}

static void test_what_it_says(void) {
  const nca_recipe recipe = small_recipe(7);
  nca_trainer *trainer = begin(&recipe);
  train(trainer, 5);
  const file saved = save(trainer);
  nca_checkpoint checkpoint;
  CHECK_EQUAL(nca_checkpoint_read(&checkpoint, saved.bytes, saved.size_bytes), NCA_OK);
  CHECK_EQUAL(checkpoint.num_epochs, 5);
  CHECK_EQUAL(checkpoint.num_epochs_planned, 20);
  CHECK_EQUAL(checkpoint.model.epochs, 105);
  CHECK_EQUAL(checkpoint.seed, 4);
  CHECK(strcmp(checkpoint.model.name, "half a flake") == 0);
  CHECK_EQUAL(checkpoint.recipe.pool_size, 7);
  CHECK(checkpoint.recipe.overflow_weight == 0.02f && checkpoint.recipe.muon_rate == recipe.muon_rate && checkpoint.recipe.optimizer == recipe.optimizer);
  nca_model model; /* it is a weights file too */
  CHECK_EQUAL(nca_weights_read(&model, saved.bytes, saved.size_bytes), NCA_OK);
  CHECK(memcmp(model.params, nca_trainer_params(trainer), USUAL_PARAMS_BYTES) == 0);
  nca_model_free(&model);
  nca_model_free(&checkpoint.model);
  free(saved.bytes);
  nca_trainer_destroy(trainer);
}

/* The copy ends exactly where it is cut, so that a sanitizer sees any byte read beyond. */
static int status_of_prefix(const file *whole, size_t size_bytes) {
  uint8_t *cut = allocate(size_bytes);
  memcpy(cut, whole->bytes, size_bytes);
  nca_trainer *trainer;
  const int status = nca_trainer_resume(&trainer, &(nca_trainer_desc){ .num_threads = 1 }, cut, size_bytes);
  CHECK(!trainer || status == NCA_OK);
  nca_trainer_destroy(trainer);
  free(cut);
  return status;
}

static uint8_t *find(const file *in, const char *text) {
  for (size_t at = 0; at + strlen(text) <= in->size_bytes; at++)
    if (memcmp(in->bytes + at, text, strlen(text)) == 0) return in->bytes + at;
  abort();
}

static int status_with(const file *saved, const char *text, const char *instead) {
  uint8_t *at = find(saved, text);
  memcpy(at, instead, strlen(text));
  const int status = status_of_prefix(saved, saved->size_bytes);
  memcpy(at, text, strlen(text));
  return status;
}

static void test_bad_files(void) {
  const nca_recipe recipe = small_recipe(7);
  nca_trainer *trainer = begin(&recipe);
  train(trainer, 2);
  const file saved = save(trainer);
  CHECK_EQUAL(status_of_prefix(&saved, saved.size_bytes), NCA_OK);
  for (size_t size = 0; size < saved.size_bytes; size += 1 + random_u32() % 997) CHECK(status_of_prefix(&saved, size) < 0);
  CHECK(status_of_prefix(&saved, saved.size_bytes - 1) < 0);
  CHECK_EQUAL(status_with(&saved, "\"checkpoint\":\"6\"", "\"checkpoint\":\"7\""), NCA_ERR_CHECKPOINT_VERSION);
  CHECK_EQUAL(status_with(&saved, "\"checkpoint\"", "\"checkpaint\""), NCA_ERR_CHECKPOINT_NONE);
  static const char *const NEEDED[] = { "\"seed\"", "\"run.epochs\"", "\"run.epochs_planned\"", "\"run.loss\"", "\"adam.updates\"", "\"adam.beta2_power\"", "\"pool.has_grown\"", "\"recipe.batch\"", "\"recipe.beta1\"", "\"recipe.wound_shares[3]\"",
                                        "\"adam.m\"", "\"adam.v\"", "\"last_good\"", "\"target\":{", "\"pool.losses\"", "\"pool.states\"" };
  for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++) {
    char other[64];
    strcpy(other, NEEDED[i]);
    other[1] = 'X';
    CHECK_EQUAL(status_with(&saved, NEEDED[i], other), NCA_ERR_CHECKPOINT_DAMAGED);
  }
  CHECK_EQUAL(status_with(&saved, "\"run.loss\":\"0.", "\"run.loss\":\"9e"), NCA_ERR_CHECKPOINT_DAMAGED); /* infinite, which cannot be written again */
  CHECK_EQUAL(status_with(&saved, "\"recipe.batch\":\"3\"", "\"recipe.batch\":\"0\""), NCA_ERR_CHECKPOINT_DAMAGED);
  CHECK_EQUAL(status_with(&saved, "\"recipe.loss\":\"1\"", "\"recipe.loss\":\"9\""), NCA_ERR_CHECKPOINT_DAMAGED);
  CHECK_EQUAL(status_with(&saved, "\"recipe.pool_size\":\"7\"", "\"recipe.pool_size\":\"8\""), NCA_ERR_CHECKPOINT_DAMAGED);
  free(saved.bytes);
  nca_trainer_destroy(trainer);
}

/* A file of version 1 knows nothing of turns and textures, one of version 2 nothing of decoders, one of version 3 nothing of morphs, one of version 4 nothing of details, and one of version 5 nothing of survival; one of the version that brought a field must have it. */
static void test_older_versions(void) {
  static const struct { int since; const char *key; } NEWER[] = {
    { 6, "\"recipe.survival_weight\"" }, { 5, "\"recipe.kept_channels\"" }, { 5, "\"recipe.kept_hidden\"" }, { 4, "\"recipe.morphs_per_batch\"" }, { 3, "\"recipe.learns\"" }, { 3, "\"recipe.fine_weight\"" }, { 3, "\"recipe.fine_pixels\"" }, { 2, "\"recipe.turns\"" }, { 2, "\"recipe.match\"" },
  };
  const nca_recipe recipe = small_recipe(7), blog = nca_recipe_blog();
  nca_trainer *trainer = begin(&recipe);
  const file saved = save(trainer);
  char *version = (char *)find(&saved, "\"checkpoint\":\"6\"") + strlen("\"checkpoint\":\"");
  for (size_t i = 0; i < sizeof NEWER / sizeof *NEWER; i++) {
    char other[64];
    strcpy(other, NEWER[i].key);
    other[1] = 'X';
    *version = (char)('0' + NEWER[i].since);
    CHECK_EQUAL(status_with(&saved, NEWER[i].key, other), NCA_ERR_CHECKPOINT_DAMAGED);
    uint8_t *key = find(&saved, NEWER[i].key);
    memcpy(key, other, strlen(other));
    *version = (char)('0' + NEWER[i].since - 1);
    nca_checkpoint checkpoint;
    CHECK_EQUAL(nca_checkpoint_read(&checkpoint, saved.bytes, saved.size_bytes), NCA_OK);
    CHECK(checkpoint.recipe.turns == blog.turns && checkpoint.recipe.match == blog.match && checkpoint.recipe.learns == blog.learns);
    CHECK(checkpoint.recipe.morphs_per_batch == blog.morphs_per_batch && checkpoint.recipe.kept_channels == 0 && checkpoint.recipe.kept_hidden == 0);
    CHECK(NEWER[i].since < 6 || checkpoint.recipe.survival_weight == 0.0f);
    CHECK(checkpoint.recipe.fine_weight == blog.fine_weight && checkpoint.recipe.fine_pixels == blog.fine_pixels);
    nca_model_free(&checkpoint.model);
    memcpy(key, NEWER[i].key, strlen(other));
  }
  free(saved.bytes);
  nca_trainer_destroy(trainer);
}

/* Of a model of 16 channels and 128 hidden numbers there is none beyond these. */
static void test_details_of_nothing(void) {
  const nca_recipe recipe = small_recipe(7);
  nca_trainer *trainer = begin(&recipe);
  trainer->lesson.recipe.learns = NCA_LEARNS_DETAILS;
  trainer->lesson.recipe.fine_weight = 1.0f;
  trainer->lesson.recipe.kept_channels = 12;
  trainer->lesson.recipe.kept_hidden = 112;
  file saved = save(trainer);
  CHECK_EQUAL(status_of_prefix(&saved, saved.size_bytes), NCA_OK);
  CHECK_EQUAL(status_with(&saved, "\"recipe.kept_channels\":\"12\"", "\"recipe.kept_channels\":\"16\""), NCA_ERR_CHECKPOINT_DAMAGED);
  CHECK_EQUAL(status_with(&saved, "\"recipe.kept_hidden\":\"112\"", "\"recipe.kept_hidden\":\"128\""), NCA_ERR_CHECKPOINT_DAMAGED);
  CHECK_EQUAL(status_with(&saved, "\"recipe.kept_hidden\":\"112\"", "\"recipe.kept_hidden\":\"000\""), NCA_ERR_CHECKPOINT_DAMAGED);
  free(saved.bytes);
  nca_trainer_destroy(trainer);
}

static uint8_t *data_of(const file *saved, const char *entry) {
  const uint8_t *prefix = saved->bytes;
  size_t header_bytes = 0, begin = 0;
  for (int i = 7; i >= 0; i--) header_bytes = header_bytes << 8 | prefix[i];
  const char *offsets = strstr((const char *)find(saved, entry), "\"data_offsets\":[");
  if (!offsets || sscanf(offsets, "\"data_offsets\":[%zu", &begin) != 1) abort();
  return saved->bytes + 8 + header_bytes + begin;
}

/* One number of a tensor becomes another: the file is refused, and with the old number taken again. */
static void check_number(const file *saved, const char *entry, size_t number, size_t value_bytes, double value, int want) {
  uint8_t *at = data_of(saved, entry) + number * value_bytes, before[8];
  const float single = (float)value;
  memcpy(before, at, value_bytes);
  uint64_t bits = 0; /* of either, in little-endian */
  uint32_t single_bits;
  memcpy(&bits, &value, sizeof value);
  memcpy(&single_bits, &single, sizeof single);
  if (value_bytes == 4) bits = single_bits;
  for (size_t i = 0; i < value_bytes; i++) at[i] = (uint8_t)(bits >> 8 * i);
  if (status_of_prefix(saved, saved->size_bytes) != want) fprintf(stderr, "%s[%zu] = %g\n", entry, number, value);
  CHECK_EQUAL(status_of_prefix(saved, saved->size_bytes), want);
  nca_checkpoint *read = allocate(sizeof *read);
  CHECK_EQUAL(nca_checkpoint_read(read, saved->bytes, saved->size_bytes), want);
  if (want == NCA_OK) nca_model_free(&read->model);
  free(read);
  memcpy(at, before, value_bytes);
}

/* What is no number, or cannot be, in any of the tensors: found before the run goes on, and not epochs later. */
static void test_bad_numbers(void) {
  const nca_recipe recipe = small_recipe(7);
  nca_trainer *trainer = begin(&recipe);
  train(trainer, 4);
  const file saved = save(trainer);
  static const struct {
    const char *entry;
    size_t count;
  } TENSORS[] = {
    { "\"adam.m\":{", USUAL_NUM_PARAMS }, { "\"adam.v\":{", USUAL_NUM_PARAMS }, { "\"last_good\":{", USUAL_NUM_PARAMS }, { "\"target\":{", H * W * 4 }, { "\"pool.states\":{", 7 * H * W * C },
  };
  for (size_t i = 0; i < sizeof TENSORS / sizeof *TENSORS; i++) {
    for (int end = 0; end < 2; end++) {
      const size_t number = end ? TENSORS[i].count - 1 : 0;
      check_number(&saved, TENSORS[i].entry, number, 4, NAN, NCA_ERR_CHECKPOINT_DAMAGED);
      check_number(&saved, TENSORS[i].entry, number, 4, INFINITY, NCA_ERR_CHECKPOINT_DAMAGED);
      check_number(&saved, TENSORS[i].entry, number, 4, -INFINITY, NCA_ERR_CHECKPOINT_DAMAGED);
      check_number(&saved, TENSORS[i].entry, number, 4, 0.25, NCA_OK);
    }
  }
  check_number(&saved, "\"adam.v\":{", 17, 4, -1e-9, NCA_ERR_CHECKPOINT_DAMAGED); /* its root is taken */
  check_number(&saved, "\"adam.m\":{", 17, 4, -1e-9, NCA_OK);
  check_number(&saved, "\"pool.losses\":{", 6, 8, NAN, NCA_ERR_CHECKPOINT_DAMAGED);
  check_number(&saved, "\"pool.losses\":{", 6, 8, -1.0, NCA_ERR_CHECKPOINT_DAMAGED);
  check_number(&saved, "\"pool.losses\":{", 6, 8, INFINITY, NCA_OK); /* a slot that is not in use */
  check_number(&saved, "\"updater.2.bias\":{", 3, 4, NAN, NCA_ERR_WEIGHTS_NOT_FINITE);
  CHECK_EQUAL(status_of_prefix(&saved, saved.size_bytes), NCA_OK);
  CHECK_EQUAL(status_of_prefix(&saved, saved.size_bytes - 1), NCA_ERR_WEIGHTS_TRUNCATED);
  CHECK_EQUAL(status_of_prefix(&saved, saved.size_bytes / 2), NCA_ERR_WEIGHTS_TRUNCATED);
  free(saved.bytes);
  nca_trainer_destroy(trainer);
}

int main(void) {
  test_resumed_equals_uninterrupted(7, 1, 1, NCA_MATCH_PIXELS);
  test_resumed_equals_uninterrupted(7, 9, 5, NCA_MATCH_PIXELS);
  test_resumed_equals_uninterrupted(0, 5, 1, NCA_MATCH_TEXTURE);
  test_what_it_says();
  test_bad_files();
  test_older_versions();
  test_details_of_nothing();
  test_bad_numbers();
  return check_summary();
}
