/* Which parameters of a rule stay as they are while it learns details. */
#include "train/kept.h"

#include <string.h>

#include "base/misuse.h"

/* from NULL: zeros. */
static void set(float *params, const float *from, int begin, int count) {
  if (from) memcpy(params + begin, from + begin, (size_t)count * sizeof *params);
  else memset(params + begin, 0, (size_t)count * sizeof *params);
}

static void set_kept(float *params, const float *from, const nca_shape *shape, const nca_recipe *recipe) {
  const nca_layout at = nca_layout_of(shape);
  const int D = shape->hidden;
  if (recipe->learns != NCA_LEARNS_DETAILS) return;
  NCA_ASSERT(nca_recipe_suits(recipe, shape));
  set(params, from, at.w1, recipe->kept_hidden * at.perceived);
  for (int goal = 0; goal < shape->goals; goal++) set(params, from, at.b1 + goal * D, recipe->kept_hidden);
  set(params, from, at.w2, recipe->kept_channels * D);
  set(params, from, at.b2, recipe->kept_channels);
}

void nca_kept_clear(float *values, const nca_shape *shape, const nca_recipe *recipe) {
  set_kept(values, NULL, shape, recipe);
}

void nca_kept_copy(float *params, const float *from, const nca_shape *shape, const nca_recipe *recipe) {
  set_kept(params, from, shape, recipe);
}
