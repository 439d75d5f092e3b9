/* Goals: rows of one rule, each of them and each mix a rule of its own; learnt together, saved together; and several kinds on one grid. */
#include <math.h>
#include <string.h>

#include "base/words.h"
#include "check.h"
#include "files.h"
#include "goals_model.h"
#include "grow/grid.h"
#include "nca.h"
#include "train/trainer.h"

enum { H = 14, W = 19, G = 3, CELLS = H * W, SEED = 21 };

static nca_config goals_config(int num_goals, nca_alive_rule alive, nca_edge edge) {
  nca_config config = nca_config_distill();
  config.shape.channels = 12;
  config.shape.hidden = 32;
  config.shape.goals = num_goals;
  config.shape.alive = alive;
  config.shape.edge = edge;
  return config;
}

static nca_sim *sim_of(const nca_model *model) {
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  if (!sim || !nca_sim_set_model(sim, model)) abort();
  nca_sim_reset(sim, SEED);
  return sim;
}

static bool is_same(const nca_sim *a, const nca_sim *b, int C) {
  return memcmp(nca_sim_cells(a), nca_sim_cells(b), (size_t)(CELLS * C) * sizeof(float)) == 0;
}

/* ---------------------------------------------------------------- growing */

static void test_a_goal_is_a_rule_with_its_row(void) {
  const nca_config config = goals_config(G, NCA_ALIVE_PRE_POST, NCA_EDGE_ZERO);
  nca_model model = goals_model(&config, SEED);
  const int C = config.shape.channels;
  const float mixes[][G] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 }, { 0.25f, 0.5f, 0.25f }, { 1.5f, 0.0f, -0.5f } };
  nca_sim *sim = sim_of(&model), *first = sim_of(&model);
  nca_step(first, 20);
  for (size_t i = 0; i < sizeof mixes / sizeof *mixes; i++) {
    float row[NCA_MAX_HIDDEN];
    mix_by_hand(row, &model, mixes[i]);
    nca_model one = only_row(&model, row);
    nca_sim *alone = sim_of(&one);
    if (i < G) nca_sim_set_goal(sim, (int)i);
    else nca_sim_set_mix(sim, mixes[i]);
    CHECK(memcmp(nca_sim_mixes(sim), mixes[i], sizeof mixes[i]) == 0);
    nca_sim_reset(sim, SEED);
    nca_step(sim, 20);
    nca_step(alone, 20);
    CHECK(is_same(sim, alone, C));
    CHECK((i == 0) == is_same(sim, first, C));
    CHECK(nca_sim_num_alive(sim) > 20);
    nca_sim *clone = nca_sim_clone(sim);
    nca_step(sim, 5);
    nca_step(clone, 5);
    CHECK(is_same(sim, clone, C));
    CHECK(nca_sim_set_model(sim, &model)); /* as training does while it is watched: the mix stays */
    nca_step(sim, 5);
    nca_step(clone, 5);
    CHECK(is_same(sim, clone, C));
    nca_sim_destroy(clone);
    nca_sim_destroy(alone);
    nca_model_free(&one);
  }
  nca_sim_destroy(first);
  nca_sim_destroy(sim);
  nca_model_free(&model);
}

/* A living flake goes on by a rule with more goals, or fewer, as it would by the row alone. */
static void test_another_number_of_goals_keeps_the_cells(void) {
  const nca_config config = goals_config(G, NCA_ALIVE_PRE_POST, NCA_EDGE_ZERO);
  nca_model model = goals_model(&config, SEED), one = only_row(&model, row_of(&model, 0));
  const int C = config.shape.channels;
  nca_sim *sim = sim_of(&model), *alone = sim_of(&one);
  const nca_model *const others[] = { &one, &model };
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    nca_step(sim, 10);
    nca_step(alone, 10);
    if (i == 0) CHECK(nca_sim_set_kinds(sim, (const float[]){ 1, 0, 0, 1, 0, 0 }, 2)); /* of one kind again, then */
    CHECK(nca_sim_set_model(sim, others[i]));
    CHECK(nca_sim_num_alive(sim) == nca_sim_num_alive(alone) && nca_sim_num_alive(sim) > 1);
    nca_step(sim, 5);
    nca_step(alone, 5);
    CHECK(is_same(sim, alone, C));
  }
  nca_sim_destroy(alone);
  nca_sim_destroy(sim);
  nca_model_free(&one);
  nca_model_free(&model);
}

/* ---------------------------------------------------------------- learning */

static nca_recipe goals_recipe(int batch, int pool_size) {
  nca_recipe recipe = nca_recipe_blog();
  recipe.num_steps_min = 6;
  recipe.num_steps_max = 9;
  recipe.batch = batch;
  recipe.pool_size = pool_size;
  recipe.seeds_per_batch = pool_size ? 1.0f : 0.0f;
  recipe.wounds_per_batch = pool_size ? 1.0f : 0.0f;
  return recipe;
}

static nca_trainer *trainer_of(const nca_recipe *recipe, const nca_model *model, int index, int count) {
  static float targets[G * CELLS * 4];
  for (int i = 0; i < G * CELLS * 4; i++) targets[i] = (float)(i * 7 % 13) / 13.0f;
  const nca_trainer_desc desc = { .height_cells = H, .width_cells = W, .recipe = *recipe, .seed = 9, .num_threads = 2, .share = { .index = index, .count = count } };
  nca_trainer *trainer = nca_trainer_create(&desc, model, targets);
  if (!trainer) abort();
  return trainer;
}

/* The gradient of a mix is that of the rule with the mixed row: shared by all rows, by their weights. */
static void test_gradients_of_a_mix(void) {
  const nca_config config = goals_config(G, NCA_ALIVE_POST, NCA_EDGE_TORUS);
  nca_model model = goals_model(&config, SEED);
  const float weights[G] = { 0.5f, 0.0f, 0.75f };
  float row[NCA_MAX_HIDDEN];
  mix_by_hand(row, &model, weights);
  nca_model one = only_row(&model, row);
  const nca_layout at = nca_layout_of(&config.shape), at_one = nca_layout_of(&one.config.shape);
  const int C = config.shape.channels, D = config.shape.hidden, T = 12;
  const nca_model *models[2] = { &model, &one };
  float *grads[2];
  for (int i = 0; i < 2; i++) {
    nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = T }, models[i]);
    if (i == 0) nca_rollout_set_mix(rollout, weights);
    nca_rollout_forward(rollout, T);
    float *dstate = nca_rollout_turn(rollout);
    for (int at_state = 0; at_state < CELLS * C; at_state++) dstate[at_state] = nca_rollout_state(rollout)[at_state];
    grads[i] = calloc((size_t)at.num_params, sizeof(float));
    nca_rollout_backward(rollout, grads[i], T);
    nca_rollout_destroy(rollout);
  }
  CHECK(memcmp(grads[0], grads[1], (size_t)at.b1 * sizeof(float)) == 0);
  CHECK(memcmp(grads[0] + at.w2, grads[1] + at_one.w2, (size_t)(at_one.num_params - at_one.w2) * sizeof(float)) == 0);
  for (int goal = 0; goal < G; goal++) {
    for (int d = 0; d < D; d++) {
      const float want = weights[goal] * grads[1][at_one.b1 + d];
      CHECK(fabsf(grads[0][at.b1 + goal * D + d] - want) <= 1e-5f * (1.0f + fabsf(want)));
    }
  }
  for (int i = 0; i < 2; i++) free(grads[i]);
  nca_model_free(&one);
  nca_model_free(&model);
}

static void test_samples_carry_their_goals(void) {
  const nca_config config = goals_config(G, NCA_ALIVE_PRE_POST, NCA_EDGE_ZERO);
  nca_model model = goals_model(&config, SEED);
  enum { BATCH = 4, POOL = 24 };
  const nca_recipe without = goals_recipe(2, 0), with = goals_recipe(BATCH, POOL);
  nca_trainer *trainer = trainer_of(&without, &model, 0, 1);
  for (int epoch = 0; epoch < 6; epoch++) {
    CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
    for (int sample = 0; sample < 2; sample++) CHECK_EQUAL(trainer->pool.picks[sample].goal, (epoch * 2 + sample) % G);
  }
  for (int goal = 0; goal < G; goal++) CHECK(nca_trainer_goal_loss(trainer, goal) > 0.0);
  nca_trainer_destroy(trainer);

  trainer = trainer_of(&with, &model, 0, 1);
  nca_pool *pool = &trainer->pool;
  /* One goal ten times as hard: beside the others of its goal none of its states is worse. */
  for (int slot = 0; slot < POOL; slot++) pool->losses[slot] = (slot % G == 1 ? 10.0 : 1.0) * (1.0 + 0.01 * ((slot * 7) % POOL));
  int seeded[G] = { 0 }, seen[G] = { 0 };
  for (uint64_t epoch = 0; epoch < 300; epoch++) {
    nca_pool_pick(pool, &with, 9, epoch);
    for (int sample = 0; sample < BATCH; sample++) {
      CHECK(pool->picks[sample].slot % BATCH == sample && pool->picks[sample].goal == pool->picks[sample].slot % G);
      seen[pool->picks[sample].goal]++;
      seeded[pool->picks[sample].goal] += pool->picks[sample].kind == NCA_PICK_SEED;
    }
  }
  for (int goal = 0; goal < G; goal++) CHECK(seen[goal] > 300 && seeded[goal] > 50 && seeded[goal] < 150);
  /* What has grown of one says nothing of another. */
  const double losses[BATCH] = { 0.01, 0.01, 0.01, 0.01 };
  for (int sample = 0; sample < BATCH; sample++) pool->picks[sample] = (nca_pick){ .kind = sample == 0 ? NCA_PICK_SEED : NCA_PICK_STATE, .slot = sample, .goal = sample % G };
  nca_pool_learn(pool, losses, trainer->empty_losses);
  CHECK(pool->has_grown[0] && !pool->has_grown[1] && !pool->has_grown[2]);
  CHECK(isfinite(pool->losses[0]) && isinf(pool->losses[1]) && isinf(pool->losses[2]) && isfinite(pool->losses[3]));
  nca_trainer_destroy(trainer);
  nca_model_free(&model);
}

/* The loss of a sample is that of its own target, and its gradient leaves the rows of others alone. */
static void test_each_goal_has_its_own_target_and_row(void) {
  const nca_config config = goals_config(G, NCA_ALIVE_PRE_POST, NCA_EDGE_ZERO);
  nca_model model = goals_model(&config, SEED);
  const nca_layout at = nca_layout_of(&config.shape);
  const nca_recipe recipe = goals_recipe(G, 0);
  nca_trainer *trainer = trainer_of(&recipe, &model, 0, 1);
  const int D = config.shape.hidden, size = CELLS * 4;
  nca_trainer_run_slice(trainer, 1);
  nca_trainer_run_share(trainer);
  for (int sample = 0; sample < G; sample++) {
    nca_model one = only_row(&model, row_of(&model, sample));
    const nca_recipe alone = goals_recipe(G, 0);
    nca_trainer *own = nca_trainer_create(&(nca_trainer_desc){ .height_cells = H, .width_cells = W, .recipe = alone, .seed = 9 }, &one, nca_trainer_target(trainer, sample));
    nca_trainer_run_share(own);
    const nca_layout at_one = nca_layout_of(&one.config.shape);
    const float *all = nca_trainer_sample_grads(trainer, sample), *grads = nca_trainer_sample_grads(own, sample);
    CHECK(nca_trainer_sample_losses(trainer)[sample] == nca_trainer_sample_losses(own)[sample]);
    CHECK(memcmp(all, grads, (size_t)at.b1 * sizeof(float)) == 0);
    for (int goal = 0; goal < G; goal++) {
      for (int d = 0; d < D; d++) CHECK(all[at.b1 + goal * D + d] == (goal == sample ? grads[at_one.b1 + d] : 0.0f));
    }
    CHECK(memcmp(all + at.w2, grads + at_one.w2, (size_t)(at_one.num_params - at_one.w2) * sizeof(float)) == 0);
    nca_trainer_destroy(own);
    nca_model_free(&one);
  }
  CHECK(memcmp(nca_trainer_target(trainer, 0), nca_trainer_target(trainer, 1), (size_t)size * sizeof(float)) != 0);
  CHECK_EQUAL(nca_trainer_finish_epoch(trainer), NCA_OK);
  nca_trainer_destroy(trainer);
  nca_model_free(&model);
}

/* Resumed, and in shares, it comes to the same bits. */
static void test_checkpoint_and_shares(void) {
  const nca_config config = goals_config(G, NCA_ALIVE_PRE_POST, NCA_EDGE_ZERO);
  nca_model model = goals_model(&config, SEED);
  const char *const names[G] = { "one", "two", "three" };
  CHECK(nca_model_name_goals(&model, names));
  enum { BATCH = 4, POOL = 13, EPOCHS = 9, STOP = 4 };
  const nca_recipe recipe = goals_recipe(BATCH, POOL);
  nca_trainer *whole = trainer_of(&recipe, &model, 0, 1), *first = trainer_of(&recipe, &model, 0, 1), *shares[2];
  whole->pool.has_grown[1] = first->pool.has_grown[1] = true;
  for (int i = 0; i < 2; i++) {
    shares[i] = trainer_of(&recipe, &model, i, 2);
    shares[i]->pool.has_grown[1] = true;
  }
  const size_t num_params = (size_t)whole->num_params;
  for (int epoch = 0; epoch < EPOCHS; epoch++) {
    CHECK_EQUAL(nca_train_epoch(whole), NCA_OK);
    for (int i = 0; i < 2; i++) nca_trainer_run_share(shares[i]);
    for (int sample = 0; sample < BATCH; sample++) {
      nca_trainer *from = shares[sample % 2], *to = shares[(sample + 1) % 2];
      memcpy(nca_trainer_sample_grads(to, sample), nca_trainer_sample_grads(from, sample), num_params * sizeof(float));
      nca_trainer_sample_losses(to)[sample] = nca_trainer_sample_losses(from)[sample];
    }
    for (int i = 0; i < 2; i++) CHECK_EQUAL(nca_trainer_finish_epoch(shares[i]), NCA_OK);
    if (epoch < STOP) CHECK_EQUAL(nca_train_epoch(first), NCA_OK);
  }
  for (int i = 0; i < 2; i++) CHECK(memcmp(nca_trainer_params(whole), nca_trainer_params(shares[i]), num_params * sizeof(float)) == 0);

  const file saved = write_checkpoint(first, &model, EPOCHS);
  nca_trainer *second;
  CHECK_EQUAL(nca_trainer_resume(&second, &(nca_trainer_desc){ .num_threads = 1 }, saved.bytes, saved.size_bytes), NCA_OK);
  CHECK(second->pool.has_grown[1] && !second->pool.has_grown[0]);
  for (int goal = 0; goal < G; goal++) CHECK(memcmp(nca_trainer_target(second, goal), nca_trainer_target(first, goal), CELLS * 4 * sizeof(float)) == 0);
  for (int epoch = STOP; epoch < EPOCHS; epoch++) CHECK_EQUAL(nca_train_epoch(second), NCA_OK);
  CHECK(memcmp(nca_trainer_params(whole), nca_trainer_params(second), num_params * sizeof(float)) == 0);
  nca_checkpoint checkpoint;
  CHECK_EQUAL(nca_checkpoint_read(&checkpoint, saved.bytes, saved.size_bytes), NCA_OK);
  CHECK_EQUAL(nca_model_find_goal(&checkpoint.model, "three"), 2);
  nca_model_free(&checkpoint.model);
  free(saved.bytes);
  nca_trainer_destroy(second);
  nca_trainer_destroy(first);
  nca_trainer_destroy(whole);
  for (int i = 0; i < 2; i++) nca_trainer_destroy(shares[i]);
  nca_model_free(&model);
}

/* ---------------------------------------------------------------- files */


static void test_files(void) {
  const char *const names[G] = { "a \"star\"", "back\\slash, comma", "Schnee \xE2\x9D\x84" };
  nca_config config = goals_config(G, NCA_ALIVE_PRE_POST, NCA_EDGE_ZERO);
  config.shape.decoder = 20;
  config.shape.decoder_scale = 8;
  nca_model model = goals_model(&config, SEED);
  CHECK(nca_model_name_goals(&model, names));
  const nca_layout at = nca_layout_of(&config.shape);
  CHECK_EQUAL(at.num_params - at.decoder_weights[0], 20 * 16 + 20 + 20 * 20 + 20 + 4 * 20 + 4);
  for (int f16 = 0; f16 < 2; f16++) {
    const file saved = write_weights(&model, f16 ? NCA_F16 : NCA_F32);
    nca_model read;
    CHECK_EQUAL(nca_weights_read(&read, saved.bytes, saved.size_bytes), NCA_OK);
    CHECK(memcmp(&read.config.shape, &config.shape, sizeof config.shape) == 0);
    for (int i = 0; i < at.num_params; i++) CHECK(f16 ? fabsf(read.params[i] - model.params[i]) <= 1e-3f * fabsf(model.params[i]) + 1e-6f : read.params[i] == model.params[i]);
    for (int goal = 0; goal < G; goal++) {
      char name[NCA_TEXT_BYTES];
      nca_model_goal_name(name, &read, goal);
      CHECK(strcmp(name, names[goal]) == 0);
      CHECK_EQUAL(nca_model_find_goal(&read, names[goal]), goal);
    }
    CHECK_EQUAL(nca_model_find_goal(&read, "none"), -1);
    const file again = write_weights(&read, f16 ? NCA_F16 : NCA_F32);
    CHECK(again.size_bytes == saved.size_bytes && memcmp(again.bytes, saved.bytes, saved.size_bytes) == 0);
    nca_model copy;
    CHECK(nca_model_copy(&copy, &read) && copy.goal_names != read.goal_names);
    CHECK(nca_model_name_goals(&copy, NULL) && !copy.goal_names);
    nca_model_free(&copy);
    nca_model_free(&read);
    free(again.bytes);
    free(saved.bytes);
  }
  nca_model_free(&model);
}

/* One text in the file for another of the same length. */
static void replace(uint8_t *bytes, size_t size_bytes, const char *from, const char *to) {
  const size_t length = strlen(from);
  for (size_t i = 0; i + length <= size_bytes; i++) {
    if (memcmp(bytes + i, from, length) != 0) continue;
    memcpy(bytes + i, to, length);
    return;
  }
  CHECK(false);
}

static void test_bad_files(void) {
  const struct { const char *from, *to; int status; } changes[] = {
    { "\"goals\":\"3\"", "\"goals\":\"4\"", NCA_ERR_WEIGHTS_METADATA }, /* three names */
    { "\"goals\":\"3\"", "\"goals\":\"0\"", NCA_ERR_WEIGHTS_SIZES },
    { "\"goals\":\"3\"", "\"goals\":\"x\"", NCA_ERR_WEIGHTS_SIZES },
    { "\"goals.bias\"", "\"goalz.bias\"", NCA_ERR_WEIGHTS_MISSING },
    { "\"shape\":[3,32]", "\"shape\":[32,3]", NCA_ERR_WEIGHTS_SHAPE },
    { "\"goal_names\":\"[", "\"goal_names\":\"{", NCA_ERR_WEIGHTS_METADATA },
    { "\\\"two\\\"", "   1   ", NCA_ERR_WEIGHTS_METADATA },
    { "\"decoder\":\"20\"", "\"decoder\":\"18\"", NCA_ERR_WEIGHTS_SIZES },
    { "\"decoder\":\"20\"", "\"decoder\":\"24\"", NCA_ERR_WEIGHTS_SHAPE },
    { "\"decoder_scale\":\"8\"", "\"decoder_scale\":\"0\"", NCA_ERR_WEIGHTS_SIZES },
    { "\"decoder_scale\":\"8\"", "\"decoder_scale\":\"1\"", NCA_ERR_WEIGHTS_SIZES },
    { "\"decoder_scale\":\"8\"", "\"decodar_scale\":\"8\"", NCA_ERR_WEIGHTS_SIZES }, /* a decoder of no scale */
    { "\"decoder\":\"20\"", "\"decodar\":\"20\"", NCA_ERR_WEIGHTS_SIZES },           /* and a scale of none */
    { "\"decoder.1.bias\"", "\"decoder.9.bias\"", NCA_ERR_WEIGHTS_MISSING },
    { "\"shape\":[20,16]", "\"shape\":[16,20]", NCA_ERR_WEIGHTS_SHAPE },
  };
  const char *const names[G] = { "one", "two", "three" };
  nca_config config = goals_config(G, NCA_ALIVE_PRE_POST, NCA_EDGE_ZERO);
  config.shape.decoder = 20;
  config.shape.decoder_scale = 8;
  nca_model model = goals_model(&config, SEED), untouched = model;
  CHECK(nca_model_name_goals(&model, names));
  untouched = model;
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    const file saved = write_weights(&model, NCA_F32);
    replace(saved.bytes, saved.size_bytes, changes[i].from, changes[i].to);
    CHECK_EQUAL(nca_weights_read(&untouched, saved.bytes, saved.size_bytes), changes[i].status);
    CHECK(memcmp(&untouched, &model, sizeof model) == 0);
    free(saved.bytes);
  }
  /* Of every tensor of the decoder the last number is looked at. */
  const nca_layout at = nca_layout_of(&config.shape);
  const int ends[] = { at.decoder_biases[0], at.decoder_weights[1], at.decoder_biases[1], at.decoder_weights[2], at.decoder_biases[2], at.num_params };
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    const float before = model.params[ends[i] - 1];
    model.params[ends[i] - 1] = i % 2 ? NAN : INFINITY;
    const file saved = write_weights(&model, NCA_F32);
    model.params[ends[i] - 1] = before;
    CHECK_EQUAL(nca_weights_read(&untouched, saved.bytes, saved.size_bytes), NCA_ERR_WEIGHTS_NOT_FINITE);
    CHECK(memcmp(&untouched, &model, sizeof model) == 0);
    free(saved.bytes);
  }
  /* A reader that knows nothing of goals grows the first, and one row may be called "the one". */
  const file saved = write_weights(&model, NCA_F32);
  replace(saved.bytes, saved.size_bytes, "\"goals\":\"3\"", "\"goalz\":\"3\"");
  replace(saved.bytes, saved.size_bytes, "\"goal_names\"", "\"goal_namez\"");
  nca_model first;
  CHECK_EQUAL(nca_weights_read(&first, saved.bytes, saved.size_bytes), NCA_OK);
  CHECK(first.config.shape.goals == 1 && memcmp(row_of(&first, 0), row_of(&model, 0), 32 * sizeof(float)) == 0);
  nca_model_free(&first);
  free(saved.bytes);
  nca_model_free(&model);
}

/* ---------------------------------------------------------------- kinds */

/* As nca_sim_set_kinds says, cell by cell. */
static void spread_by_hand(uint8_t *kinds, const float *state, int C, const nca_config *config) {
  const bool wraps = config->shape.edge == NCA_EDGE_TORUS;
  uint8_t before[CELLS];
  memcpy(before, kinds, CELLS);
  for (int cell = 0; cell < CELLS; cell++) {
    bool is_nothing = true;
    for (int c = 0; c < C; c++) is_nothing &= state[cell * C + c] == 0.0f;
    int best = -1;
    for (int other = 0; other < CELLS; other++) { /* in reading order */
      int dx = abs(other % W - cell % W), dy = abs(other / W - cell / W);
      if (wraps && dx > W / 2) dx = W - dx;
      if (wraps && dy > H / 2) dy = H - dy;
      const float alpha = state[other * C + NCA_ALPHA];
      if (dx > 1 || dy > 1 || !((double)alpha > config->alive_threshold)) continue;
      if (best < 0 || alpha > state[best * C + NCA_ALPHA]) best = other;
    }
    if (is_nothing && best >= 0) kinds[cell] = before[best];
  }
}

static void test_kinds_spread_as_defined(nca_alive_rule alive, nca_edge edge) {
  const nca_config config = goals_config(G, alive, edge);
  nca_model model = goals_model(&config, SEED);
  const int C = config.shape.channels;
  const float mixes[3][G] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0.5f, 0.5f } };
  nca_sim *sim = sim_of(&model), *all[3];
  CHECK(nca_sim_set_kinds(sim, &mixes[0][0], 3));
  for (int kind = 0; kind < 3; kind++) {
    all[kind] = sim_of(&model);
    nca_sim_set_mix(all[kind], mixes[kind]);
  }
  nca_sim_clear(sim);
  nca_sim_seed_kind(sim, 4, 4, 0);
  nca_sim_seed_kind(sim, 14, 5, 1);
  nca_sim_seed_kind(sim, 9, 11, 2);
  float *delta = allocate((size_t)(CELLS * C) * sizeof *delta), *state = allocate((size_t)(CELLS * C) * sizeof *state);
  uint8_t kinds[CELLS], mask[CELLS];
  bool has_met = false;
  for (uint32_t step = 0; step < 24; step++) {
    memcpy(state, nca_sim_cells(sim), (size_t)(CELLS * C) * sizeof *state);
    memcpy(kinds, nca_sim_kinds(sim), CELLS);
    spread_by_hand(kinds, state, C, &config);
    /* Each cell takes what a grid wholly of its kind would give it. */
    float *next = allocate((size_t)(CELLS * C) * sizeof *next);
    memcpy(next, state, (size_t)(CELLS * C) * sizeof *next);
    nca_fire_mask(mask, H, W, SEED, step, config.fire_rate);
    for (int kind = 0; kind < 3; kind++) {
      memcpy(nca_sim_state(all[kind]), state, (size_t)(CELLS * C) * sizeof *state);
      nca_sim_state_changed(all[kind]);
      nca_sim_inspect(all[kind], NULL, delta);
      for (int i = 0; i < CELLS * C; i++)
        if (kinds[i / C] == kind && mask[i / C]) next[i] += delta[i];
    }
    nca_step(sim, 1);
    CHECK(memcmp(nca_sim_kinds(sim), kinds, CELLS) == 0);
    for (int i = 0; i < CELLS * C; i++) { /* whoever lives has just these numbers */
      const float got = nca_sim_cells(sim)[i];
      CHECK(got == next[i] || (got == 0.0f && alive != NCA_ALIVE_NONE));
    }
    for (int x = 1; x < W; x++) has_met |= kinds[5 * W + x] != kinds[5 * W + x - 1] && state[(5 * W + x) * C + 3] != 0.0f && state[(5 * W + x - 1) * C + 3] != 0.0f;
    free(next);
  }
  CHECK(has_met);
  /* A snapshot has its kinds; a graft changes nothing but what grows from now on. */
  nca_sim *clone = nca_sim_clone(sim);
  nca_step(sim, 6);
  nca_step(clone, 6);
  CHECK(is_same(sim, clone, C) && memcmp(nca_sim_kinds(sim), nca_sim_kinds(clone), CELLS) == 0);
  memcpy(kinds, nca_sim_kinds(sim), CELLS);
  memcpy(state, nca_sim_cells(sim), (size_t)(CELLS * C) * sizeof *state);
  nca_sim_graft(sim, &(nca_wound){ .shape = NCA_WOUND_DISC, .x_cells = 4.5f, .y_cells = 4.5f, .size_cells = 2.0f }, 2);
  CHECK(memcmp(nca_sim_cells(sim), state, (size_t)(CELLS * C) * sizeof *state) == 0);
  int num_changed = 0;
  for (int cell = 0; cell < CELLS; cell++) num_changed += nca_sim_kinds(sim)[cell] != kinds[cell];
  CHECK(num_changed > 5 && num_changed < 14 && nca_sim_kinds(sim)[4 * W + 4] == 2);
  /* Fewer kinds: the cells of one that is no more are of the first; then it is a grid as any other. */
  CHECK(nca_sim_set_kinds(sim, &mixes[0][0], 1) && !nca_sim_kinds(sim) && nca_sim_num_kinds(sim) == 1);
  CHECK(memcmp(nca_sim_cells(sim), state, (size_t)(CELLS * C) * sizeof *state) == 0);
  nca_step(sim, 4);
  for (int kind = 0; kind < 3; kind++) nca_sim_destroy(all[kind]);
  nca_sim_destroy(clone);
  nca_sim_destroy(sim);
  free(delta);
  free(state);
  nca_model_free(&model);
}

int main(void) {
  test_a_goal_is_a_rule_with_its_row();
  test_another_number_of_goals_keeps_the_cells();
  test_gradients_of_a_mix();
  test_samples_carry_their_goals();
  test_each_goal_has_its_own_target_and_row();
  test_checkpoint_and_shares();
  test_files();
  test_bad_files();
  test_kinds_spread_as_defined(NCA_ALIVE_POST, NCA_EDGE_ZERO);
  test_kinds_spread_as_defined(NCA_ALIVE_PRE_POST, NCA_EDGE_TORUS);
  test_kinds_spread_as_defined(NCA_ALIVE_NONE, NCA_EDGE_TORUS);
  return check_summary();
}
