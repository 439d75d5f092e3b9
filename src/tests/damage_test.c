/* One file of each kind that is read, cut short at every byte and with a single bit flipped: it is refused, or is a file that is valid in itself. Never more
 * than a second of processor time, and never more memory than three times the file, one model and what a header of any length takes.
 * Usage: damage_test PICTURE.png DISTILL.json [all]; without the word all, which takes minutes, one bit of every byte, another one of the next. */
#include <string.h>
#include <time.h>

#include "files.h"
#include "goals_model.h"
#include "nca_tools.h"
#include "refuse_memory.h"

enum { H = 4, W = 5, RGBA = 4, GOALS = 2, SCALE = 2, MAX_SECONDS = 1, HEADER_BYTES = 1 << 15 };

static size_t model_bytes; /* that one holds */
static bool flips_all;
static size_t most_bytes; /* held in reading one kind of file */

/* ---------------------------------------------------------------- what reads. Each returns whether it did */

static bool is_valid(nca_model *model) {
  const size_t size_bytes = nca_weights_write(NULL, 0, model, NCA_F32);
  uint8_t *bytes = allocate(size_bytes);
  nca_model again;
  nca_weights_write(bytes, size_bytes, model, NCA_F32);
  CHECK_EQUAL(nca_weights_read(&again, bytes, size_bytes), NCA_OK);
  CHECK(memcmp(again.params, model->params, (size_t)nca_layout_of(&model->config.shape).num_params * sizeof(float)) == 0);
  free(bytes);
  nca_model_free(&again);
  nca_model_free(model);
  return true;
}

static bool read_model(const file *from, size_t *held_bytes) {
  nca_model model;
  const int status = nca_model_read(&model, from->bytes, from->size_bytes);
  *held_bytes = memory_peak_bytes();
  return status == NCA_OK && is_valid(&model);
}

static bool read_checkpoint(const file *from, size_t *held_bytes) {
  nca_checkpoint checkpoint;
  const int status = nca_checkpoint_read(&checkpoint, from->bytes, from->size_bytes);
  *held_bytes = memory_peak_bytes();
  return status == NCA_OK && is_valid(&checkpoint.model);
}

static bool read_picture(const file *from, size_t *held_bytes) {
  float target[H * W * RGBA];
  const int status = nca_target_read(target, &(nca_target_desc){ .height_cells = H, .width_cells = W, .premultiplied = true }, from->bytes, from->size_bytes);
  *held_bytes = 0; /* a picture is larger than its file */
  if (status != NCA_OK) return false;
  for (int i = 0; i < H * W * RGBA; i++) CHECK(target[i] >= 0.0f && target[i] <= 1.0f);
  return true;
}

/* ---------------------------------------------------------------- */

static bool read_damaged(const file *damaged, bool (*read)(const file *, size_t *)) {
  size_t held_bytes;
  const long before = memory_num_held();
  memory_forget_peak();
  const clock_t begin = clock();
  const bool ok = read(damaged, &held_bytes);
  CHECK((clock() - begin) / CLOCKS_PER_SEC < MAX_SECONDS);
  if (held_bytes > most_bytes) most_bytes = held_bytes;
  CHECK(held_bytes <= 3 * damaged->size_bytes + model_bytes + HEADER_BYTES);
  CHECK_EQUAL(memory_num_held(), before);
  return ok;
}

static void test_damage(const char *what, const file *whole, bool (*read)(const file *, size_t *)) {
  size_t num_read = most_bytes = 0;
  CHECK(read_damaged(whole, read));
  for (size_t size_bytes = 0; size_bytes < whole->size_bytes; size_bytes++) { /* in memory that ends where it ends */
    file part = { .bytes = allocate(size_bytes), .size_bytes = size_bytes };
    memcpy(part.bytes, whole->bytes, size_bytes);
    if (read_damaged(&part, read)) num_read++;
    free(part.bytes);
  }
  const size_t num_prefixes = num_read;
  for (size_t bit = 0; bit < whole->size_bytes * 8; bit += flips_all ? 1 : 9) {
    whole->bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    if (read_damaged(whole, read)) num_read++;
    whole->bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
  }
  printf("%s: %zu bytes, %zu held at most; %zu prefixes and %zu flips read as files\n", what, whole->size_bytes, most_bytes, num_prefixes, num_read - num_prefixes);
}

static file train_a_little(const nca_model *model) {
  static float targets[GOALS * H * W * RGBA];
  nca_recipe recipe = nca_recipe_regenerating(9);
  recipe.batch = recipe.pool_size = 2;
  recipe.num_steps_min = recipe.num_steps_max = 2;
  nca_trainer *trainer = nca_trainer_create(&(nca_trainer_desc){ .height_cells = H, .width_cells = W, .recipe = recipe }, model, targets);
  if (!trainer || nca_train_epoch(trainer) != NCA_OK) abort();
  const file saved = write_checkpoint(trainer, model, 9);
  nca_trainer_destroy(trainer);
  return saved;
}

int main(int argc, char **argv) {
  flips_all = argc == 4 && strcmp(argv[3], "all") == 0;
  if (argc != 3 && !flips_all) return 2;
  nca_config config = nca_config_distill();
  config.shape.channels = 8;
  config.shape.hidden = 16;
  config.shape.goals = GOALS;
  nca_model model = goals_model(&config, 5);
  if (!nca_model_name_goals(&model, (const char *[]){ "star", "fern" })) abort();
  config.shape.decoder = 16;
  config.shape.decoder_scale = SCALE;
  nca_model fine = goals_model(&config, 6);
  file files[] = { read_file(argv[1]), read_file(argv[2]), write_weights(&fine, NCA_F16), train_a_little(&model) };
  nca_model copy;
  memory_forget_peak();
  if (!nca_model_copy(&copy, &fine)) abort();
  model_bytes = memory_peak_bytes();
  nca_model_free(&copy);
  test_damage("a picture", &files[0], read_picture);
  test_damage("Distill's JSON", &files[1], read_model);
  test_damage("weights", &files[2], read_model);
  test_damage("a checkpoint", &files[3], read_checkpoint);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) free(files[i].bytes);
  nca_model_free(&model);
  nca_model_free(&fine);
  return check_summary();
}
