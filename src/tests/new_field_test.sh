#!/bin/sh
# A new field of a recipe is one line: add one to a copy of the sources, and see that the library describes it, checks it and saves it, and that a
# checkpoint written without it goes on with its default. Usage: new_field_test.sh SOURCES C-COMPILER
set -eu
sources=$1
cc=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "new_field_test: $1" >&2
  exit 1
}

# What a program does that knows nothing of the new field by name, but for asking for it.
cat >"$work/run.c" <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "nca.h"

static uint8_t bytes[1 << 18];

static int save(const char *path, double value) {
  static const float target[64] = { 0 };
  static nca_model model;
  const nca_config config = nca_config_blog();
  nca_model_init(&model, &config, 1);
  nca_trainer_desc desc = { .height_cells = 4, .width_cells = 4, .recipe = nca_recipe_blog(), .seed = 2 };
  const int field = nca_recipe_find("new_field");
  if (field >= 0 && !nca_recipe_set(&desc.recipe, field, 0, value)) return 3;
  nca_trainer *trainer = nca_trainer_create(&desc, &model, target);
  const size_t size = nca_checkpoint_write_head(bytes, sizeof bytes, trainer, &model, 0);
  nca_trainer_destroy(trainer);
  FILE *file = fopen(path, "wb");
  return file && fwrite(bytes, 1, size, file) == size && fclose(file) == 0 ? 0 : 4;
}

static int load(const char *path) {
  FILE *file = fopen(path, "rb");
  const size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  nca_checkpoint checkpoint;
  const int status = nca_checkpoint_read(&checkpoint, bytes, size), field = nca_recipe_find("new_field");
  if (status != NCA_OK) printf("%s\n", nca_status_name(status));
  else if (field >= 0) printf("%g\n", nca_recipe_get(&checkpoint.recipe, field, 0));
  else printf("read\n");
  return 0;
}

int main(int argc, char **argv) {
  return argc > 3 ? save(argv[2], atof(argv[3])) : load(argv[2]);
}
C

build() { # a folder with sources, the program to make
  files=$(cd "$1" && find base kernels grow files train tools -name '*.c' ! -name dense_wide.c | sed "s#^#$1/#")
  "$cc" -std=c11 -O1 -w -ffp-contract=off -I"$1" -idirafter /usr/include "$work/run.c" $files -o "$2" -lm
}
cp -r "$sources" "$work/plain"
cp -r "$sources" "$work/more"
sed -i 's/^#define NCA_RECIPE_LIST(X) \\$/&\n  X(float, new_field, , 0, 10, 2.5f, 99, "", "new-field", "X", "a field that was not there before") \\/' "$work/more/nca.h"
cmp -s "$work/plain/nca.h" "$work/more/nca.h" && fail "the list of fields was not found"
build "$work/plain" "$work/old"
build "$work/more" "$work/new"

"$work/old" save "$work/old.checkpoint" 0
"$work/new" save "$work/new.checkpoint" 7
"$work/new" save "$work/refused" 11 && fail "a value outside the range was taken"
grep -aq '"recipe.new_field":"7"' "$work/new.checkpoint" || fail "the field is not in the checkpoint"
[ "$("$work/new" load "$work/new.checkpoint")" = 7 ] || fail "the field does not come back as it was saved"
[ "$("$work/new" load "$work/old.checkpoint")" = 2.5 ] || fail "an older checkpoint does not have the default"
[ "$("$work/old" load "$work/new.checkpoint")" = NCA_ERR_CHECKPOINT_VERSION ] || fail "an older program takes a checkpoint that it cannot go on with"
# One that says it has the field, and lacks it, is damaged.
sed 's/"recipe.new_field"/"recipe.old_field"/' "$work/new.checkpoint" >"$work/damaged.checkpoint"
[ "$("$work/new" load "$work/damaged.checkpoint")" = NCA_ERR_CHECKPOINT_DAMAGED ] || fail "a checkpoint that lacks a field is taken"
echo "a new field takes one line"
