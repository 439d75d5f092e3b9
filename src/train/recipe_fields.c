/* The fields of a recipe, by number: one place that knows their ranges, for checking, files, the command line and JavaScript. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/misuse.h"
#include "nca.h"

/* A value that only a floating type can hold tells it from whole numbers, and words from both. */
#define KIND_OF(type, words) (sizeof(words) > 1 ? NCA_FIELD_WORD : (type)0.5 > 0 ? NCA_FIELD_NUMBER : NCA_FIELD_WHOLE)
#define COUNT_OF(type, name) ((int)(sizeof(((nca_recipe *)0)->name) / sizeof(type)))

static const nca_recipe_field FIELDS[] = {
#define DESCRIBE(type, name, dimensions, min, max, blog, since, words, option, argument, meaning) \
  { #name, KIND_OF(type, words), COUNT_OF(type, name), (double)(min), (double)(max), since, words, option, argument, meaning },
  NCA_RECIPE_LIST(DESCRIBE)
#undef DESCRIBE
};

enum {
#define NUMBER(type, name, dimensions, min, max, blog, since, words, option, argument, meaning) FIELD_##name,
  NCA_RECIPE_LIST(NUMBER)
#undef NUMBER
  NUM_FIELDS
};

/* What fields want of each other, once each is in its range: X(field, condition, what it ought to be). */
#define BESIDE_OTHERS(X)                                                                                                     \
  X(num_steps_max, recipe->num_steps_max >= recipe->num_steps_min, "at least num_steps_min")                                  \
  X(decay_end_epoch, recipe->decay_end_epoch >= recipe->decay_begin_epoch, "at least decay_begin_epoch")                      \
  X(learns, recipe->learns == NCA_LEARNS_ALL || recipe->fine_weight > 0.0f, "all, without a weight of the finer picture")            \
  X(kept_channels, (recipe->kept_channels > 0) == (recipe->learns == NCA_LEARNS_DETAILS), "more than 0 for details, else 0")          \
  X(kept_hidden, (recipe->kept_hidden > 0) == (recipe->learns == NCA_LEARNS_DETAILS), "more than 0 for details, else 0")              \
  X(fine_weight, recipe->fine_weight == 0.0f || (recipe->turns == 1 && recipe->match == NCA_MATCH_PIXELS), "0 for turns or a texture")   \
  X(pool_size, recipe->pool_size == 0 || recipe->pool_size >= recipe->batch, "0, or at least batch")                          \
  X(wound_shares, sum_of(recipe->wound_shares, NCA_NUM_WOUND_KINDS) > 0.0f, "more than 0 in at least one place")

static float sum_of(const float *values, int count) {
  float sum = 0.0f;
  for (int i = 0; i < count; i++) sum += values[i];
  return sum;
}

int nca_recipe_num_fields(void) {
  return NUM_FIELDS;
}

const nca_recipe_field *nca_recipe_field_at(int field) {
  NCA_ASSERT(field >= 0 && field < NUM_FIELDS);
  return &FIELDS[field];
}

int nca_recipe_find(const char *name) {
  NCA_ASSERT(name);
  for (int field = 0; field < NUM_FIELDS; field++)
    if (strcmp(FIELDS[field].name, name) == 0) return field;
  return -1;
}

double nca_recipe_get(const nca_recipe *recipe, int field, int index) {
  NCA_ASSERT(recipe && index >= 0 && index < nca_recipe_field_at(field)->count);
  switch (field) {
#define GET(type, name, dimensions, min, max, blog, since, words, option, argument, meaning) \
  case FIELD_##name: return (double)((const type *)&recipe->name)[index];
    NCA_RECIPE_LIST(GET)
#undef GET
    default: return 0.0;
  }
}

static void put(nca_recipe *recipe, int field, int index, double value) {
  switch (field) {
#define SET(type, name, dimensions, min, max, blog, since, words, option, argument, meaning) \
  case FIELD_##name: ((type *)&recipe->name)[index] = (type)value; break;
    NCA_RECIPE_LIST(SET)
#undef SET
    default: break;
  }
}

/* NaN is in no range. */
static bool is_allowed(const nca_recipe_field *field, double value) {
  return value >= field->min && value <= field->max && (field->kind == NCA_FIELD_NUMBER || value == floor(value));
}

bool nca_recipe_set(nca_recipe *recipe, int field, int index, double value) {
  const nca_recipe_field *of = nca_recipe_field_at(field);
  NCA_ASSERT(recipe && index >= 0 && index < of->count);
  if (of->kind == NCA_FIELD_NUMBER && fabs(value) <= (double)FLT_MAX) value = (double)(float)value; /* so that an end of the range, as a decimal, is in it */
  if (!is_allowed(of, value)) return false;
  put(recipe, field, index, value);
  return true;
}

int nca_recipe_fault(const nca_recipe *recipe, const char **wanted) {
  NCA_ASSERT(recipe);
  if (wanted) *wanted = "";
  for (int field = 0; field < NUM_FIELDS; field++) {
    for (int index = 0; index < FIELDS[field].count; index++)
      if (!is_allowed(&FIELDS[field], nca_recipe_get(recipe, field, index))) return field;
  }
#define CHECK_BESIDE(name, condition, what) \
  if (!(condition)) {                       \
    if (wanted) *wanted = what;             \
    return FIELD_##name;                    \
  }
  BESIDE_OTHERS(CHECK_BESIDE)
#undef CHECK_BESIDE
  return -1;
}

bool nca_recipe_valid(const nca_recipe *recipe) {
  return nca_recipe_fault(recipe, NULL) < 0;
}

bool nca_recipe_suits(const nca_recipe *recipe, const nca_shape *shape) {
  NCA_ASSERT(recipe && shape);
  return recipe->learns != NCA_LEARNS_DETAILS || (recipe->kept_channels < shape->channels && recipe->kept_hidden < shape->hidden);
}
