/* How to train, by name, and how the learning rate falls. */
#include "nca.h"

#include <math.h>

#include "misuse.h"

nca_recipe nca_recipe_blog(void) {
  return (nca_recipe){ .num_steps_min = 64, .num_steps_max = 95, .loss = NCA_LOSS_LAST, .batch = 1, .learning_rate = 2e-3f,
                       .beta1 = 0.9f, .beta2 = 0.999f, .epsilon = 1e-8f, .grads = NCA_GRADS_CLIP, .clip_norm = 1e-3f,
                       .optimizer = NCA_OPTIMIZER_ADAM, .muon_rate = 0.03f, .learning_rate_end = 2e-3f,
                       .wound_shares = { 2.0f, 1.5f, 3.0f, 2.0f } };
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

static bool pool_is_valid(const nca_recipe *recipe) {
  float shares = 0.0f;
  for (int kind = 0; kind < NCA_NUM_WOUND_KINDS; kind++) {
    if (!(recipe->wound_shares[kind] >= 0.0f)) return false;
    shares += recipe->wound_shares[kind];
  }
  return (recipe->pool_size == 0 || recipe->pool_size >= recipe->batch) && recipe->pool_size >= 0 && recipe->pool_size <= NCA_MAX_POOL
      && recipe->seeds_per_batch >= 0.0f && recipe->wounds_per_batch >= 0.0f && recipe->wound_begin_epoch >= 0 && shares > 0.0f && isfinite(shares);
}

bool nca_recipe_valid(const nca_recipe *recipe) {
  return recipe->num_steps_min > 0 && recipe->num_steps_max >= recipe->num_steps_min && recipe->num_steps_max <= NCA_MAX_ROLLOUT_STEPS
      && recipe->batch > 0 && recipe->batch <= NCA_MAX_BATCH
      && recipe->learning_rate > 0.0f && isfinite(recipe->learning_rate) && recipe->clip_norm >= 0.0f
      && recipe->beta1 >= 0.0f && recipe->beta1 < 1.0f && recipe->beta2 >= 0.0f && recipe->beta2 < 1.0f && recipe->epsilon > 0.0f
      && (recipe->loss == NCA_LOSS_LAST || recipe->loss == NCA_LOSS_EVERY)
      && (recipe->grads == NCA_GRADS_CLIP || recipe->grads == NCA_GRADS_PER_TENSOR)
      && (recipe->optimizer == NCA_OPTIMIZER_ADAM || recipe->optimizer == NCA_OPTIMIZER_MUON)
      && recipe->muon_rate > 0.0f && isfinite(recipe->muon_rate)
      && recipe->weight_decay >= 0.0f && isfinite(recipe->weight_decay)
      && recipe->learning_rate_end >= 0.0f && isfinite(recipe->learning_rate_end)
      && recipe->overflow_weight >= 0.0f && isfinite(recipe->overflow_weight)
      && recipe->stillness_weight >= 0.0f && isfinite(recipe->stillness_weight)
      && pool_is_valid(recipe)
      && recipe->decay_begin_epoch >= 0 && recipe->decay_end_epoch >= recipe->decay_begin_epoch;
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
