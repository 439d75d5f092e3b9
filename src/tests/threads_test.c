/* Threads under ThreadSanitizer, which sees through OpenMP by LLVM's Archer: the samples of a batch, the trials of a probe, and objects of
 * which each thread has its own. The bits are those of one thread. With the argument `race` two threads do what they must not:
 * that must be found, or nothing here was looked at. */
#include <omp.h>
#include <string.h>

#include "busy_model.h"
#include "check.h"
#include "nca_tools.h"

enum { H = 14, W = 12, NUM_THREADS = 4, BATCH = 6, NUM_EPOCHS = 3 };

static float target[H * W * 4];

static nca_trainer *trained_by(int num_threads, nca_optimizer optimizer, nca_match_rule match) {
  nca_recipe recipe = nca_recipe_regenerating(100);
  recipe.batch = BATCH;
  recipe.pool_size = 9;
  recipe.optimizer = optimizer;
  recipe.num_steps_min = 4;
  recipe.num_steps_max = 7;
  recipe.wound_begin_epoch = 1;
  recipe.turns = 3;
  recipe.match = match;
  const nca_model model = busy_model(1);
  nca_trainer *trainer =
      nca_trainer_create(&(nca_trainer_desc){ .height_cells = H, .width_cells = W, .recipe = recipe, .seed = 5, .num_threads = num_threads }, &model, target);
  if (!trainer) abort();
  for (int epoch = 0; epoch < NUM_EPOCHS; epoch++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  return trainer;
}

static void test_training(nca_optimizer optimizer, nca_match_rule match) {
  nca_trainer *alone = trained_by(1, optimizer, match), *together = trained_by(NUM_THREADS, optimizer, match);
  CHECK(memcmp(nca_trainer_params(alone), nca_trainer_params(together), USUAL_NUM_PARAMS * sizeof(float)) == 0);
  nca_trainer_destroy(alone);
  nca_trainer_destroy(together);
}

static void test_probe(void) {
  const nca_model model = busy_model(2);
  const nca_probe_desc desc = { .height_cells = H, .width_cells = W, .num_seeds = 8, .first_seed = 1, .num_ages = 2, .ages_steps = { 3, 9 } };
  nca_probe *alone = nca_probe_create(&desc, &model, target), *together = nca_probe_create(&desc, &model, target);
  if (!alone || !together) abort();
  const int count = 8; /* those that last; the healing ones take long */
  for (int i = 0; i < count; i++) CHECK_EQUAL(nca_probe_run(alone, i), NCA_OK);
#pragma omp parallel for num_threads(NUM_THREADS) schedule(dynamic)
  for (int i = 0; i < count; i++) {
    if (nca_probe_run(together, i) != NCA_OK) abort();
  }
  for (int i = 0; i < count; i++) CHECK(memcmp(nca_probe_trial(alone, i)->errors, nca_probe_trial(together, i)->errors, 2 * sizeof(double)) == 0);
  nca_probe_destroy(alone);
  nca_probe_destroy(together);
}

/* Everything of its own, but the model: nothing that two threads share is written. */
static void test_objects(void) {
  const nca_model model = busy_model(3);
  static uint8_t pictures[NUM_THREADS][H * W * 4];
#pragma omp parallel for num_threads(NUM_THREADS)
  for (int i = 0; i < NUM_THREADS; i++) {
    static const size_t LENGTHS[] = { 0, 7 };
    nca_model read;
    uint8_t *bytes = malloc(nca_weights_write(NULL, 0, &model, NCA_F16));
    nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
    if (!bytes || !sim || !nca_self_test()) abort();
    const size_t size_bytes = nca_weights_write(bytes, nca_weights_write(NULL, 0, &model, NCA_F16), &model, NCA_F16);
    if (nca_weights_read(&read, bytes, size_bytes) != NCA_OK || nca_weights_read(&read, bytes, LENGTHS[i % 2]) == NCA_OK) abort();
    if (nca_target_read((float[4]){ 0 }, &(nca_target_desc){ .height_cells = 1, .width_cells = 1 }, bytes, size_bytes) == NCA_OK) abort();
    if (!nca_sim_set_model(sim, &read)) abort();
    nca_model_free(&read);
    nca_sim_set_angle(sim, 0.5f);
    nca_sim_reset(sim, 7);
    nca_step(sim, 12);
    nca_sim_rgba(sim, pictures[i]);
    nca_sim_destroy(sim);
    free(bytes);
  }
  for (int i = 1; i < NUM_THREADS; i++) CHECK(memcmp(pictures[0], pictures[i], sizeof pictures[0]) == 0);
}

/* One simulation, stepped by all. */
static void race(void) {
  const nca_model model = busy_model(4);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  if (!sim) abort();
  nca_sim_set_model(sim, &model);
  nca_sim_reset(sim, 1);
#pragma omp parallel for num_threads(NUM_THREADS)
  for (int i = 0; i < NUM_THREADS; i++) nca_sim_set_clock(sim, (uint32_t)i, 0);
  nca_sim_destroy(sim);
}

int main(int argc, char **argv) {
  for (int i = 0; i < H * W * 4; i++) target[i] = (float)(i * 7 % 13) / 13.0f;
  CHECK_EQUAL(omp_get_max_threads() > 0, 1);
  if (argc > 1 && strcmp(argv[1], "race") == 0) return race(), 0;
  test_training(NCA_OPTIMIZER_ADAM, NCA_MATCH_PIXELS);
  test_training(NCA_OPTIMIZER_MUON, NCA_MATCH_TEXTURE);
  test_probe();
  test_objects();
  return check_summary();
}
