/* How to train, by name, and how the learning rate falls. */
#include "recipe.h"

#include <math.h>

#include "misuse.h"

nca_recipe nca_recipe_blog(void) {
  return (nca_recipe){ .num_steps_min = 64, .num_steps_max = 95, .loss = NCA_LOSS_LAST, .batch = 1, .learning_rate = 2e-3f,
                       .beta1 = 0.9f, .beta2 = 0.999f, .epsilon = 1e-8f, .grads = NCA_GRADS_CLIP, .clip_norm = 1e-3f,
                       .optimizer = NCA_OPTIMIZER_ADAM, .muon_rate = 0.03f, .learning_rate_end = 2e-3f };
}

bool nca_recipe_valid(const nca_recipe *recipe) {
  return recipe->num_steps_min > 0 && recipe->num_steps_max >= recipe->num_steps_min && recipe->batch > 0
      && recipe->learning_rate > 0.0f && isfinite(recipe->learning_rate) && recipe->clip_norm >= 0.0f
      && recipe->beta1 >= 0.0f && recipe->beta1 < 1.0f && recipe->beta2 >= 0.0f && recipe->beta2 < 1.0f && recipe->epsilon > 0.0f
      && (recipe->loss == NCA_LOSS_LAST || recipe->loss == NCA_LOSS_EVERY)
      && (recipe->grads == NCA_GRADS_CLIP || recipe->grads == NCA_GRADS_PER_TENSOR)
      && (recipe->optimizer == NCA_OPTIMIZER_ADAM || recipe->optimizer == NCA_OPTIMIZER_MUON)
      && recipe->muon_rate > 0.0f && isfinite(recipe->muon_rate)
      && recipe->learning_rate_end >= 0.0f && isfinite(recipe->learning_rate_end)
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
