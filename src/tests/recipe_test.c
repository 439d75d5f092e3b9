/* The list of a recipe's fields: it has all of them, and what it calls valid can be saved and comes back the same. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "train/trainer.h"
#include "usual_shape.h"

enum { H = 4, W = 5, LARGE = 1 << 16 };

static nca_recipe small_recipe(void) {
  nca_recipe recipe = nca_recipe_blog();
  recipe.num_steps_min = recipe.num_steps_max = 2;
  return recipe;
}

/* Every byte of the struct that is no padding belongs to a field: one that the list lacks would leave a gap of its size. */
static void test_list_is_whole(void) {
  size_t end = 0;
  for (int field = 0; field < nca_recipe_num_fields(); field++) {
    const nca_recipe_field *of = nca_recipe_field_at(field);
    CHECK_EQUAL(nca_recipe_find(of->name), field);
    CHECK(of->min < of->max && isfinite(of->min) && isfinite(of->max) && of->since >= 1 && of->meaning[0] && of->count >= 1);
    CHECK((of->option[0] != 0) == (of->argument[0] != 0));
    CHECK((of->kind == NCA_FIELD_WORD) == (of->words[0] != 0));
  }
#define ADJOINS(type, name, dimensions, min, max, blog, since, words, option, argument, meaning)                   \
  CHECK(offsetof(nca_recipe, name) == (end + _Alignof(type) - 1) / _Alignof(type) * _Alignof(type));                \
  end = offsetof(nca_recipe, name) + sizeof(((nca_recipe *)0)->name);
  NCA_RECIPE_LIST(ADJOINS)
#undef ADJOINS
  CHECK_EQUAL((end + _Alignof(nca_recipe) - 1) / _Alignof(nca_recipe) * _Alignof(nca_recipe), sizeof(nca_recipe));
  CHECK_EQUAL(nca_recipe_find("nonesuch"), -1);
}

static void test_words(void) {
  for (int field = 0; field < nca_recipe_num_fields(); field++) {
    const nca_recipe_field *of = nca_recipe_field_at(field);
    if (of->kind != NCA_FIELD_WORD) continue;
    int count = 1;
    for (const char *at = of->words; *at; at++) count += *at == ' ';
    CHECK_EQUAL(of->max, count - 1);
  }
  CHECK_EQUAL(nca_word_index(nca_recipe_field_at(nca_recipe_find("grads"))->words, "per-tensor"), NCA_GRADS_PER_TENSOR);
  CHECK_EQUAL(nca_word_index(nca_recipe_field_at(nca_recipe_find("loss"))->words, "every"), NCA_LOSS_EVERY);
  CHECK_EQUAL(nca_word_index(nca_recipe_field_at(nca_recipe_find("optimizer"))->words, "muon"), NCA_OPTIMIZER_MUON);
  CHECK_EQUAL(nca_word_index("clip per-tensor", "per"), -1);
  CHECK_EQUAL(nca_word_index("clip per-tensor", ""), -1);
  CHECK_EQUAL(nca_word_index("clip per-tensor", "clip per-tensor"), -1);
  const int regenerating = nca_word_index(nca_recipe_bases(), "regenerating");
  const nca_recipe named = nca_recipe_base(regenerating, 800), direct = nca_recipe_regenerating(800);
  for (int field = 0; field < nca_recipe_num_fields(); field++)
    for (int i = 0; i < nca_recipe_field_at(field)->count; i++) CHECK(nca_recipe_get(&named, field, i) == nca_recipe_get(&direct, field, i));
}

/* What a trainer of this recipe writes at the head of a checkpoint, read again. A head alone is a whole checkpoint where there is no pool. */
static int save_and_read(nca_recipe *again, const nca_recipe *recipe) {
  static const float target[H * W * 4] = { 0 };
  static uint8_t bytes[1 << 18];
  const nca_config config = nca_config_blog();
  nca_model model = lasting_model(&config, 1);
  nca_trainer_desc desc = { .height_cells = H, .width_cells = W, .recipe = small_recipe(), .seed = 4 };
  nca_trainer *trainer = nca_trainer_create(&desc, &model, target);
  if (!trainer) abort();
  trainer->lesson.recipe = *recipe; /* a trainer of the largest would take all memory there is */
  const size_t size_bytes = nca_checkpoint_write_head(bytes, sizeof bytes, trainer, &model, 20);
  CHECK(size_bytes <= sizeof bytes);
  nca_checkpoint checkpoint = { 0 };
  const int status = nca_checkpoint_read(&checkpoint, bytes, size_bytes);
  *again = checkpoint.recipe;
  nca_model_free(&checkpoint.model);
  nca_trainer_destroy(trainer);
  return status;
}

/* So that a field can have any of its values: whatever the others are that it depends on, they follow. */
static void suit(nca_recipe *recipe, int field) {
  if (field == nca_recipe_find("num_steps_min")) recipe->num_steps_max = recipe->num_steps_min;
  if (field == nca_recipe_find("num_steps_max")) recipe->num_steps_min = recipe->num_steps_max;
  if (field == nca_recipe_find("decay_begin_epoch")) recipe->decay_end_epoch = recipe->decay_begin_epoch;
  if (field == nca_recipe_find("learns")) recipe->fine_weight = 1.0f;
  const bool keeps = recipe->learns == NCA_LEARNS_DETAILS || recipe->kept_channels > 0 || recipe->kept_hidden > 0;
  if (!keeps) return;
  recipe->learns = NCA_LEARNS_DETAILS;
  recipe->fine_weight = 1.0f;
  if (!recipe->kept_channels) recipe->kept_channels = 8; /* fewer than the model has */
  if (!recipe->kept_hidden) recipe->kept_hidden = 16;
}

static void check_saved(const nca_recipe *recipe) {
  nca_recipe again;
  CHECK_EQUAL(save_and_read(&again, recipe), NCA_OK);
  for (int field = 0; field < nca_recipe_num_fields(); field++)
    for (int i = 0; i < nca_recipe_field_at(field)->count; i++)
      CHECK(nca_recipe_get(&again, field, i) == nca_recipe_get(recipe, field, i));
}

static void test_what_is_valid_is_saved(void) {
  for (int field = 0; field < nca_recipe_num_fields(); field++) {
    const nca_recipe_field *of = nca_recipe_field_at(field);
    const bool is_number = of->kind == NCA_FIELD_NUMBER;
    const double between = of->min + (of->max - of->min) / 3.0, values[] = { of->min, of->max, is_number ? between : floor(between) };
    for (int i = 0; i < 3 * of->count; i++) {
      nca_recipe recipe = small_recipe();
      CHECK(nca_recipe_set(&recipe, field, i / 3, values[i % 3]));
      CHECK(nca_recipe_get(&recipe, field, i / 3) == (is_number ? (double)(float)values[i % 3] : values[i % 3]));
      suit(&recipe, field);
      CHECK_EQUAL(nca_recipe_fault(&recipe, NULL), -1);
      /* The states of so large a pool do not fit into this test, nor does the model have more than is kept at most; they go the same way as the others. */
      const nca_config config = nca_config_blog();
      if (recipe.pool_size == 0 && nca_recipe_suits(&recipe, &config.shape)) check_saved(&recipe);
    }
  }
}

/* Put there what nca_recipe_set refuses. */
static void force(nca_recipe *recipe, int field, int index, double value) {
  int at = 0;
#define FORCE(type, name, dimensions, min, max, blog, since, words, option, argument, meaning) \
  if (at++ == field) ((type *)&recipe->name)[index] = (type)value;
  NCA_RECIPE_LIST(FORCE)
#undef FORCE
}

static void test_what_lies_outside_is_not(void) {
  for (int field = 0; field < nca_recipe_num_fields(); field++) {
    const nca_recipe_field *of = nca_recipe_field_at(field);
    const bool is_number = of->kind == NCA_FIELD_NUMBER;
    const double below = is_number ? (double)nextafterf((float)of->min, -INFINITY) : of->min - 1.0;
    const double above = is_number ? (double)nextafterf((float)of->max, INFINITY) : of->max + 1.0;
    const double wrong[] = { below, above, INFINITY, -INFINITY, NAN, is_number ? 2.0 * above : of->min + 0.5, 1e300 };
    for (int i = 0; i < 7 * of->count; i++) {
      nca_recipe recipe = small_recipe();
      const nca_recipe before = recipe;
      CHECK(!nca_recipe_set(&recipe, field, i / 7, wrong[i % 7]));
      CHECK(memcmp(&recipe, &before, sizeof recipe) == 0);
    }
    for (int i = 0; i < (is_number ? 5 : 2) * of->count; i++) {
      nca_recipe recipe = small_recipe();
      const double value = wrong[i / of->count];
      if (of->kind == NCA_FIELD_WORD && value < 0.0) continue; /* an enumeration may have no sign */
      force(&recipe, field, i % of->count, value);
      const char *wanted = NULL;
      CHECK_EQUAL(nca_recipe_fault(&recipe, &wanted), field);
      CHECK(wanted && !wanted[0] && !nca_recipe_valid(&recipe));
    }
  }
}

static void check_fault(const nca_recipe *recipe, const char *name) {
  const char *wanted = "";
  CHECK_EQUAL(nca_recipe_fault(recipe, &wanted), nca_recipe_find(name));
  CHECK(wanted[0] && !nca_recipe_valid(recipe));
}

static void test_fields_beside_each_other(void) {
  nca_recipe steps = small_recipe(), decay = small_recipe(), pool = small_recipe(), wounds = small_recipe(), kept = small_recipe(), details = small_recipe();
  steps.num_steps_max = steps.num_steps_min - 1;
  decay.decay_begin_epoch = decay.decay_end_epoch + 1;
  pool.batch = 3;
  pool.pool_size = 2;
  memset(wounds.wound_shares, 0, sizeof wounds.wound_shares);
  check_fault(&steps, "num_steps_max");
  check_fault(&decay, "decay_end_epoch");
  check_fault(&pool, "pool_size");
  check_fault(&wounds, "wound_shares");
  kept.kept_hidden = 16;
  check_fault(&kept, "kept_hidden");
  details.learns = NCA_LEARNS_DETAILS;
  check_fault(&details, "learns"); /* without a weight of the finer picture */
  details.fine_weight = 1.0f;
  details.kept_hidden = 16;
  check_fault(&details, "kept_channels");
  details.kept_channels = 8;
  CHECK(nca_recipe_valid(&details));
  for (int base = 0; base < 4; base++) {
    const nca_recipe recipe = nca_recipe_base(base, 100);
    CHECK(nca_recipe_valid(&recipe));
  }
}

int main(void) {
  test_list_is_whole();
  test_words();
  test_what_is_valid_is_saved();
  test_what_lies_outside_is_not();
  test_fields_beside_each_other();
  return check_summary();
}
