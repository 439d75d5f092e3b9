/* How to train, by name, and how the learning rate falls. */
#include "nca.h"

#include "base/misuse.h"

enum { BLOG, GROWING, PERSISTENT, REGENERATING }; /* as nca_recipe_bases() has them */

nca_recipe nca_recipe_blog(void) {
  return (nca_recipe){
#define BLOG_VALUE(type, name, dimensions, min, max, blog, since, words, option, argument, meaning) .name = blog,
    NCA_RECIPE_LIST(BLOG_VALUE)
#undef BLOG_VALUE
  };
}

/* What was found to serve all three; assets/models/README.md says by which trials. */
static nca_recipe muon_recipe(int64_t num_epochs) {
  nca_recipe recipe = nca_recipe_blog();
  recipe.num_steps_min = 64;
  recipe.num_steps_max = 96;
  recipe.loss = NCA_LOSS_EVERY;
  recipe.batch = 4;
  recipe.optimizer = NCA_OPTIMIZER_MUON;
  recipe.weight_decay = 0.05f;
  recipe.learning_rate_end = 1e-5f;
  recipe.decay_end_epoch = num_epochs;
  return recipe;
}

nca_recipe nca_recipe_growing(int64_t num_epochs) {
  return muon_recipe(num_epochs);
}

nca_recipe nca_recipe_persistent(int64_t num_epochs) {
  nca_recipe recipe = muon_recipe(num_epochs);
  recipe.pool_size = 256;
  recipe.seeds_per_batch = 1.0f;
  return recipe;
}

nca_recipe nca_recipe_regenerating(int64_t num_epochs) {
  nca_recipe recipe = nca_recipe_persistent(num_epochs);
  recipe.wounds_per_batch = 2.0f;
  recipe.wound_begin_epoch = num_epochs / 8;
  return recipe;
}

nca_recipe nca_recipe_base(int base, int64_t num_epochs) {
  switch (base) {
    case BLOG: return nca_recipe_blog();
    case GROWING: return nca_recipe_growing(num_epochs);
    case PERSISTENT: return nca_recipe_persistent(num_epochs);
    case REGENERATING: return nca_recipe_regenerating(num_epochs);
    default: NCA_ASSERT(false); return nca_recipe_blog();
  }
}

const char *nca_recipe_bases(void) {
  return NCA_RECIPE_BASES;
}

/* A smoothstep, 1 - x^2 (3 - 2x), in place of the usual half cosine: nearly the same curve, without a library function that
 * rounds differently from machine to machine. */
float nca_recipe_learning_rate(const nca_recipe *recipe, int64_t epoch) {
  NCA_ASSERT(recipe);
  if (recipe->decay_end_epoch == recipe->decay_begin_epoch || epoch <= recipe->decay_begin_epoch) return recipe->learning_rate;
  if (epoch >= recipe->decay_end_epoch) return recipe->learning_rate_end;
  const double x = (double)(epoch - recipe->decay_begin_epoch) / (double)(recipe->decay_end_epoch - recipe->decay_begin_epoch);
  const double begin = (double)recipe->learning_rate, end = (double)recipe->learning_rate_end;
  return (float)(end + (begin - end) * (1.0 - x * x * (3.0 - 2.0 * x)));
}
