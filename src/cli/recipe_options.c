/* Options of the recipe, from the core's list of its fields: a field with an option's name in it is an option. */
#include "recipe_options.h"

#include <string.h>

#include "cli.h"

/* The field of an option that is the first of that name; its neighbour may be the end of its range. */
static int field_of(const char *option) {
  int field = 0;
  while (strcmp(nca_recipe_field_at(field)->option, option) != 0) field++;
  return field;
}

static bool is_range(int field) {
  return field + 1 < nca_recipe_num_fields() && strcmp(nca_recipe_field_at(field)->option, nca_recipe_field_at(field + 1)->option) == 0;
}

const option_row *recipe_rows(void) {
  static option_row rows[MAX_ROWS];
  int count = 0;
  for (int field = 0; field < nca_recipe_num_fields() && count + 1 < MAX_ROWS; field++) {
    const nca_recipe_field *of = nca_recipe_field_at(field);
    if (!*of->option || field_of(of->option) != field) continue;
    rows[count++] = (option_row){ .name = of->option, .argument = of->argument, .help = of->meaning, .take = take_recipe_field,
                                  .min = of->min, .max = of->max, .words = *of->words ? of->words : NULL };
  }
  rows[count] = (option_row)ROW_END;
  return rows;
}

/* Parsing has held it against the range; the field may still round it out of that. */
static void set_field(nca_recipe *recipe, int field, int index, const option_row *row, double value) {
  if (!nca_recipe_set(recipe, field, index, value)) usage_error("--%s: %g is not from %g to %g", row->name, value, row->min, row->max);
}

void take_recipe_field(void *taker, const option_row *row, const char *text) {
  enum { MAX_COUNT = 16 };
  nca_recipe *recipe = taker;
  const int field = field_of(row->name);
  const nca_recipe_field *of = nca_recipe_field_at(field);
  if (is_range(field)) {
    const int_range range = parse_range(row->name, text, (int)of->min, (int)of->max);
    set_field(recipe, field, 0, row, range.first);
    set_field(recipe, field + 1, 0, row, range.last);
  } else if (of->kind == NCA_FIELD_WORD) {
    set_field(recipe, field, 0, row, parse_word(row->name, text, of->words));
  } else if (of->count > 1) {
    double values[MAX_COUNT];
    parse_numbers(row->name, text, values, of->count < MAX_COUNT ? of->count : MAX_COUNT, of->min, of->max);
    for (int i = 0; i < of->count; i++) set_field(recipe, field, i, row, values[i]);
  } else if (of->kind == NCA_FIELD_WHOLE) {
    set_field(recipe, field, 0, row, (double)parse_whole(row->name, text, (int64_t)of->min, (int64_t)of->max));
  } else {
    const double rounded = 1e-7; /* a field is a float: its ends as they are written may lie a little outside */
    set_field(recipe, field, 0, row, parse_number(row->name, text, of->min * (1.0 - rounded), of->max * (1.0 + rounded)));
  }
}

void check_recipe(const nca_recipe *recipe) {
  const char *wanted;
  const bool decays_at_once = recipe->decay_end_epoch > 0 && recipe->decay_begin_epoch == recipe->decay_end_epoch;
  if (recipe->decay_end_epoch < recipe->decay_begin_epoch || decays_at_once) usage_error("--decay-from must lie before the last epoch");
  const int field = nca_recipe_fault(recipe, &wanted);
  if (field < 0) return;
  const nca_recipe_field *of = nca_recipe_field_at(field);
  usage_error("--%s ought to be %s", of->option, *wanted ? wanted : "in its range");
}

void warn_of_recipe(const command_line *line, const nca_recipe *recipe) {
  static const char *const OF_POOL[] = { "seeds", "wounds", "wounds-from", "wound-kinds", "morphs" }, *const OF_WOUNDS[] = { "wounds-from", "wound-kinds" };
  static const char *const OF_MUON[] = { "muon-rate", "weight-decay" };
  const bool has_pool = recipe->pool_size > 0;
  for (size_t i = 0; !has_pool && i < sizeof OF_POOL / sizeof *OF_POOL; i++) warn_of_no_effect(line, OF_POOL[i], "without a --pool every rollout begins from the seed");
  for (size_t i = 0; has_pool && recipe->wounds_per_batch <= 0.0f && i < sizeof OF_WOUNDS / sizeof *OF_WOUNDS; i++) warn_of_no_effect(line, OF_WOUNDS[i], "there are no --wounds");
  for (size_t i = 0; recipe->optimizer != NCA_OPTIMIZER_MUON && i < sizeof OF_MUON / sizeof *OF_MUON; i++) warn_of_no_effect(line, OF_MUON[i], "it belongs to --optimizer muon");
  if (has_pool && recipe->seeds_per_batch > (float)recipe->batch) warn("--seeds: a --batch has %d at most", recipe->batch);
  if (has_pool && recipe->wounds_per_batch > (float)recipe->batch) warn("--wounds: a --batch has %d at most", recipe->batch);
  if (has_pool && recipe->morphs_per_batch > (float)recipe->batch) warn("--morphs: a --batch has %d at most", recipe->batch);
  if (recipe->grads != NCA_GRADS_CLIP) warn_of_no_effect(line, "clip", "it belongs to --grads clip");
}
