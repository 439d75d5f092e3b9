/* Targets that are mixes of a rule's goals: a family, of which some members are learnt. Each is the sample of the rule with its own mixed row; gradients
 * reach all rows by their weights; a checkpoint brings the mixes back, and none with bad ones is taken. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "files.h"
#include "goals_model.h"
#include "nca.h"
#include "train/trainer.h"

enum { H = 13, W = 18, G = 3, N = 5, CELLS = H * W, SEED = 33, BATCH = 4, POOL = 15 };

static const float MIXES[N * G] = {
  1.0f,   0.0f,  0.0f,  //
  0.25f,  0.75f, 0.0f,  //
  -0.5f,  0.5f,  1.0f,  //
  0.125f, 0.0f,  0.875f, //
  2.0f,   -0.5f, -0.5f,
};

static nca_model axes_model(void) {
  nca_config config = nca_config_distill();
  config.shape.channels = 12;
  config.shape.hidden = 32;
  config.shape.goals = G;
  nca_model model = goals_model(&config, SEED);
  const nca_layout at = nca_layout_of(&config.shape);
  for (int i = at.b1; i < at.w2; i++) model.params[i] = random_float() * 0.1f;
  return model;
}

static nca_recipe family_recipe(int batch, int pool_size) {
  nca_recipe recipe = nca_recipe_blog();
  recipe.num_steps_min = 7;
  recipe.num_steps_max = 9;
  recipe.batch = batch;
  recipe.pool_size = pool_size;
  recipe.seeds_per_batch = pool_size ? 1.0f : 0.0f;
  return recipe;
}

static nca_trainer *trainer_of(const nca_recipe *recipe, const nca_model *model) {
  static float targets[N * CELLS * 4];
  check_random_state = 7;
  for (int i = 0; i < N * CELLS * 4; i++) targets[i] = fabsf(random_float());
  const nca_trainer_desc desc = { .height_cells = H, .width_cells = W, .recipe = *recipe, .seed = 9, .mixes = MIXES, .num_targets = N };
  nca_trainer *trainer = nca_trainer_create(&desc, model, targets);
  if (!trainer) abort();
  return trainer;
}

static nca_model mixed(const nca_model *of, const float *weights) {
  float row[NCA_MAX_HIDDEN];
  mix_by_hand(row, of, weights);
  return only_row(of, row);
}

static void test_each_target_is_the_rule_with_its_mix(void) {
  nca_model model = axes_model();
  const nca_layout at = nca_layout_of(&model.config.shape);
  const int D = model.config.shape.hidden;
  const nca_recipe recipe = family_recipe(N, 0);
  nca_trainer *trainer = trainer_of(&recipe, &model);
  CHECK_EQUAL(nca_trainer_num_targets(trainer), N);
  nca_trainer_run_share(trainer);
  for (int sample = 0; sample < N; sample++) {
    CHECK_EQUAL(trainer->pool.picks[sample].goal, sample);
    nca_model one = mixed(&model, MIXES + sample * G);
    const nca_layout at_one = nca_layout_of(&one.config.shape);
    nca_trainer *own = nca_trainer_create(&(nca_trainer_desc){ .height_cells = H, .width_cells = W, .recipe = recipe, .seed = 9 }, &one, nca_trainer_target(trainer, sample));
    nca_trainer_run_share(own);
    const float *all = nca_trainer_sample_grads(trainer, sample), *alone = nca_trainer_sample_grads(own, sample);
    CHECK(nca_trainer_sample_losses(trainer)[sample] == nca_trainer_sample_losses(own)[sample]);
    CHECK(memcmp(all, alone, (size_t)at.b1 * sizeof(float)) == 0);
    CHECK(memcmp(all + at.w2, alone + at_one.w2, (size_t)(at.num_params - at.w2) * sizeof(float)) == 0);
    for (int goal = 0; goal < G; goal++) {
      for (int d = 0; d < D; d++) {
        const float want = MIXES[sample * G + goal] * alone[at_one.b1 + d];
        CHECK(fabsf(all[at.b1 + goal * D + d] - want) <= 1e-6f + 1e-5f * fabsf(want));
      }
    }
    nca_trainer_destroy(own);
    nca_model_free(&one);
  }
  CHECK_EQUAL(nca_trainer_finish_epoch(trainer), NCA_OK);
  for (int target = 0; target < N; target++) CHECK(nca_trainer_goal_loss(trainer, target) > 0.0);
  nca_trainer_destroy(trainer);
  nca_model_free(&model);
}

/* ---------------------------------------------------------------- checkpoints */

/* Where a text lies in bytes; it does. */
static uint8_t *find(uint8_t *bytes, size_t size_bytes, const char *text) {
  const size_t length = strlen(text);
  for (size_t i = 0; i + length <= size_bytes; i++)
    if (memcmp(bytes + i, text, length) == 0) return bytes + i;
  abort();
}

static int read_status(const uint8_t *bytes, size_t size_bytes) {
  nca_checkpoint checkpoint = { 0 };
  const int status = nca_checkpoint_read(&checkpoint, bytes, size_bytes);
  if (status == NCA_OK) nca_model_free(&checkpoint.model);
  return status;
}

static void test_checkpoint(void) {
  nca_model model = axes_model();
  const nca_recipe recipe = family_recipe(BATCH, POOL);
  nca_trainer *whole = trainer_of(&recipe, &model), *second;
  for (int epoch = 0; epoch < 4; epoch++) CHECK_EQUAL(nca_train_epoch(whole), NCA_OK);
  const file saved = write_checkpoint(whole, &model, 9);
  uint8_t *const bytes = saved.bytes;
  const size_t size_bytes = saved.size_bytes;
  CHECK_EQUAL(nca_trainer_resume(&second, &(nca_trainer_desc){ .num_threads = 1 }, bytes, size_bytes), NCA_OK);
  CHECK_EQUAL(nca_trainer_num_targets(second), N);
  CHECK(memcmp(second->lesson.rule.mixes, MIXES, sizeof MIXES) == 0);
  for (int target = 0; target < N; target++) CHECK(memcmp(nca_trainer_target(second, target), nca_trainer_target(whole, target), CELLS * 4 * sizeof(float)) == 0);
  for (int epoch = 0; epoch < 4; epoch++) {
    CHECK_EQUAL(nca_train_epoch(whole), NCA_OK);
    CHECK_EQUAL(nca_train_epoch(second), NCA_OK);
  }
  CHECK(memcmp(nca_trainer_params(whole), nca_trainer_params(second), (size_t)whole->num_params * sizeof(float)) == 0);

  /* Another number of targets than there are, none of them, no number at all, and a weight that is none. */
  uint8_t *number = find(bytes, size_bytes, "\"run.targets\":\"5\"") + strlen("\"run.targets\":\"");
  for (const char *bad = "460x"; *bad; bad++) {
    *number = (uint8_t)*bad;
    CHECK_EQUAL(read_status(bytes, size_bytes), NCA_ERR_CHECKPOINT_DAMAGED);
  }
  *number = '5';
  CHECK_EQUAL(read_status(bytes, size_bytes), NCA_OK);
  float first_mixes[2];
  memcpy(first_mixes, MIXES + G, sizeof first_mixes);
  uint8_t *mixes = bytes;
  while (memcmp(mixes, first_mixes, sizeof first_mixes) != 0) mixes++;
  memcpy(mixes, &(float){ NAN }, sizeof(float));
  CHECK_EQUAL(read_status(bytes, size_bytes), NCA_ERR_CHECKPOINT_DAMAGED);
  free(bytes);
  nca_trainer_destroy(second);
  nca_trainer_destroy(whole);
  nca_model_free(&model);
}

int main(void) {
  test_each_target_is_the_rule_with_its_mix();
  test_checkpoint();
  return check_summary();
}
