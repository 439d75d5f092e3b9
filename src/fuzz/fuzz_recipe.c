/* libFuzzer target: a recipe as options say it. Two bytes choose what it is based on; then each line is an option, of which the first byte chooses
 * which, and its text. What is taken is a recipe that training can go by. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/recipe_options.h"
#include "said.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

enum { HEAD_BYTES = 2, NUM_BASES = 4 };

static void take_line(nca_recipe *recipe, const char *line) {
  const option_row *rows = recipe_rows();
  int num_rows = 0;
  while (rows[num_rows].name) num_rows++;
  const option_row *row = &rows[(uint8_t)line[0] % num_rows];
  take_recipe_field(recipe, row, line + 1);
}

static void take_recipe(nca_recipe *recipe, char *lines) {
  for (char *line = strtok(lines, "\n"); line; line = strtok(NULL, "\n")) take_line(recipe, line);
  check_recipe(recipe);
  warn_of_recipe(NULL, recipe);
  if (!nca_recipe_valid(recipe)) abort();
  for (int64_t epoch = 0; epoch < 1 << 20; epoch = 2 * epoch + 1) {
    const float rate = nca_recipe_learning_rate(recipe, epoch);
    if (!(isfinite(rate) && rate >= 0.0f)) abort();
  }
}

/* By name, as files have it: what one says back is what was set. */
static void take_by_name(nca_recipe *recipe, const char *line) {
  const int field = nca_recipe_find(line);
  if (field < 0) return;
  nca_recipe broken = *recipe;
  memset(&broken, 0xff, sizeof broken); /* as a file may have it, every field out of its range */
  if (nca_recipe_valid(&broken)) abort();
  const double value = nca_recipe_get(recipe, field, 0);
  if (nca_recipe_set(recipe, field, 0, value) && nca_recipe_get(recipe, field, 0) != value) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes) {
  if (size_bytes < HEAD_BYTES) return 0;
  nca_recipe recipe = nca_recipe_base(data[0] % NUM_BASES, 8 * data[1]);
  char *lines = calloc(size_bytes - HEAD_BYTES + 1, 1);
  if (!lines) abort();
  memcpy(lines, data + HEAD_BYTES, size_bytes - HEAD_BYTES);
  take_by_name(&recipe, lines);
  if (setjmp(refused) == 0) take_recipe(&recipe, lines);
  free(lines);
  return 0;
}
