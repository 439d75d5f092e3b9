/* The sample pool: whom it picks for what, that it starts them so, and that shares of a batch agree without exchanging states. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "grow/wound.h"
#include "train/trainer.h"
#include "usual_shape.h"

enum { H = 11, W = 14, BATCH = 4, POOL = 10, STATE = H * W * NCA_USUAL_CHANNELS };

static nca_recipe small_recipe(void) {
  nca_recipe recipe = nca_recipe_regenerating(40);
  recipe.num_steps_min = 4;
  recipe.num_steps_max = 7;
  recipe.batch = BATCH;
  recipe.pool_size = POOL;
  recipe.seeds_per_batch = 1.0f;
  recipe.wounds_per_batch = 1.0f;
  recipe.wound_begin_epoch = 3;
  return recipe;
}

static nca_trainer *make_trainer_of(const nca_recipe *recipe, int num_goals, int index, int count, int num_threads) {
  enum { MAX_GOALS = 3 };
  static float target[MAX_GOALS * H * W * 4];
  for (int i = 0; i < MAX_GOALS * H * W * 4; i++) target[i] = (float)(i * 7 % 13) / 13.0f;
  nca_config config = nca_config_distill();
  config.shape.goals = num_goals;
  nca_model model = lasting_model(&config, 5);
  const nca_trainer_desc desc = { .height_cells = H, .width_cells = W, .recipe = *recipe, .seed = 9, .num_threads = num_threads,
                                  .share = { .index = index, .count = count } };
  nca_trainer *trainer = nca_trainer_create(&desc, &model, target);
  if (!trainer) abort();
  for (int goal = 0; goal < num_goals; goal++) trainer->pool.has_grown[goal] = true; /* nothing grows in so few epochs */
  return trainer;
}

static nca_trainer *make_trainer(const nca_recipe *recipe, int index, int count, int num_threads) {
  return make_trainer_of(recipe, 1, index, count, num_threads);
}

/* ---------------------------------------------------------------- wounds */

static void test_wounds_cover_what_they_say(void) {
  for (int run = 0; run < 300; run++) {
    const int height = 3 + (int)(random_u32() % 20), width = 3 + (int)(random_u32() % 20);
    nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = height, .width_cells = width });
    float *state = nca_sim_state(sim);
    for (int i = 0; i < height * width * NCA_USUAL_CHANNELS; i++) state[i] = 1.0f;
    nca_sim_state_changed(sim);
    const double angle = (double)random_float() * 3.14;
    nca_wound wound = { .shape = (nca_wound_shape)(run % 3), .x_cells = random_float() * 30.0f, .y_cells = random_float() * 30.0f,
                        .size_cells = fabsf(random_float()) * 12.0f, .normal_x = (float)cos(angle), .normal_y = (float)sin(angle) };
    nca_sim_wound(sim, &wound);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        const double dx = x + 0.5 - (double)wound.x_cells, dy = y + 0.5 - (double)wound.y_cells, size = (double)wound.size_cells;
        const double along = dx * (double)wound.normal_x + dy * (double)wound.normal_y;
        const double depth = wound.shape == NCA_WOUND_DISC ? size - hypot(dx, dy) : wound.shape == NCA_WOUND_HALF_PLANE ? along : size / 2 - fabs(along);
        if (fabs(depth) < 1e-4) continue; /* on the edge, where floats may decide either way */
        CHECK_EQUAL(state[(y * width + x) * NCA_USUAL_CHANNELS + 5] == 0.0f, depth > 0);
      }
    }
    CHECK(nca_sim_num_alive(sim) <= height * width);
    nca_sim_destroy(sim);
  }
}

static void test_drawn_wounds(void) {
  nca_recipe recipe = small_recipe();
  int counts[3] = { 0 };
  for (int kind = 0; kind < NCA_NUM_WOUND_KINDS; kind++) recipe.wound_shares[kind] = kind == NCA_WOUND_KIND_CENTRE ? 0.0f : 1.0f;
  for (uint64_t epoch = 0; epoch < 3000; epoch++) {
    const nca_wound wound = nca_wound_draw(&recipe, 72, 72, 3, epoch, (int)(epoch % 5));
    CHECK(nca_wound_valid(&wound) && wound.shape <= NCA_WOUND_BAND);
    counts[wound.shape]++;
    if (wound.shape != NCA_WOUND_DISC) CHECK(fabsf(hypotf(wound.normal_x, wound.normal_y) - 1.0f) < 1e-5f);
    if (wound.shape == NCA_WOUND_DISC) CHECK(wound.size_cells >= 3.6f && wound.size_cells <= 14.4f && wound.x_cells >= 18.0f && wound.x_cells <= 54.0f);
  }
  for (int shape = 0; shape < 3; shape++) CHECK(counts[shape] > 850 && counts[shape] < 1150);
  const nca_wound one = nca_wound_draw(&recipe, 72, 72, 3, 7, 1), same = nca_wound_draw(&recipe, 72, 72, 3, 7, 1);
  CHECK(memcmp(&one, &same, sizeof one) == 0);
}

/* ---------------------------------------------------------------- picks */

static void test_picks(void) {
  const nca_recipe recipe = small_recipe();
  nca_trainer *trainer = make_trainer(&recipe, 0, 1, 1);
  nca_pool *pool = &trainer->pool;
  nca_pool_pick(pool, &recipe, 9, 5);
  for (int b = 0; b < BATCH; b++) CHECK_EQUAL(pool->picks[b].kind, NCA_PICK_SEED); /* nothing has grown yet */
  for (int slot = 0; slot < POOL; slot++) pool->losses[slot] = (slot * 7 + 3) % POOL;
  bool seen[POOL] = { false };
  for (uint64_t epoch = 0; epoch < 200; epoch++) {
    nca_pool_pick(pool, &recipe, 9, epoch);
    int worst = 0, best = 0;
    for (int b = 0; b < BATCH; b++) {
      const int slot = pool->picks[b].slot;
      CHECK(slot >= 0 && slot < POOL && slot % BATCH == b);
      seen[slot] = true;
      if (pool->losses[slot] > pool->losses[pool->picks[worst].slot]) worst = b;
      if (pool->losses[slot] < pool->losses[pool->picks[best].slot]) best = b;
    }
    for (int b = 0; b < BATCH; b++) {
      const nca_pick_kind want = b == worst ? NCA_PICK_SEED : b == best && epoch >= 3 ? NCA_PICK_WOUNDED : NCA_PICK_STATE;
      CHECK_EQUAL(pool->picks[b].kind, want);
    }
  }
  for (int slot = 0; slot < POOL; slot++) CHECK(seen[slot]);
  nca_recipe often = recipe;
  often.seeds_per_batch = 1.5f;
  int num_seeds = 0;
  for (uint64_t epoch = 0; epoch < 10; epoch++) {
    nca_pool_pick(pool, &often, 9, epoch);
    for (int b = 0; b < BATCH; b++) num_seeds += pool->picks[b].kind == NCA_PICK_SEED;
  }
  CHECK_EQUAL(num_seeds, 15);
  nca_trainer_destroy(trainer);
}

/* Of three goals: a morphed sample begins from an own slot of another goal, keeps what it becomes in the slot it drew, and has neither lost most nor least. */
static void test_morphs(void) {
  enum { GOALS = 3 };
  nca_recipe recipe = small_recipe();
  recipe.morphs_per_batch = 0.5f;
  nca_trainer *trainer = make_trainer_of(&recipe, GOALS, 0, 1, 1);
  nca_pool *pool = &trainer->pool;
  int num_morphs = 0, from[POOL] = { 0 };
  for (uint64_t epoch = 0; epoch < 200; epoch++) {
    for (int slot = 0; slot < POOL; slot++) pool->losses[slot] = 1.0 + (slot * 7 + 3 * (int)epoch) % POOL;
    nca_pool_pick(pool, &recipe, 9, epoch);
    for (int b = 0; b < BATCH; b++) {
      const nca_pick pick = pool->picks[b];
      CHECK_EQUAL(pick.goal, pick.slot % GOALS);
      CHECK_EQUAL(pick.from % BATCH, b);
      CHECK_EQUAL(pick.kind == NCA_PICK_MORPHED, pick.from % GOALS != pick.goal);
      if (pick.kind != NCA_PICK_MORPHED) continue;
      num_morphs++;
      from[pick.from]++;
      for (int i = 0; i < STATE; i++) nca_pool_state(pool, pick.from)[i] = 0.25f;
      nca_pool_start(pool, &trainer->samples[0].tape.grid, &recipe, 0.1, 9, epoch, b);
      CHECK(trainer->samples[0].tape.grid.state[7] == 0.25f);
    }
  }
  CHECK(num_morphs > 80 && num_morphs <= 100);
  for (int slot = 0; slot < POOL; slot++) CHECK(from[slot] > 0);
  for (int slot = 0; slot < POOL; slot++) pool->losses[slot] = INFINITY; /* nothing there to begin from */
  nca_pool_pick(pool, &recipe, 9, 1);
  for (int b = 0; b < BATCH; b++) CHECK_EQUAL(pool->picks[b].kind, NCA_PICK_SEED);
  nca_trainer_destroy(trainer);
}

static void test_starts(void) {
  const nca_recipe recipe = small_recipe();
  nca_trainer *trainer = make_trainer(&recipe, 0, 1, 1);
  nca_pool *pool = &trainer->pool;
  nca_grid *grid = &trainer->samples[0].tape.grid;
  float state[STATE];
  for (int i = 0; i < STATE; i++) state[i] = 0.5f;
  for (int slot = 0; slot < POOL; slot++) {
    memcpy(nca_pool_state(pool, slot), state, sizeof state);
    pool->losses[slot] = slot;
  }
  nca_pool_pick(pool, &recipe, 9, 5);
  int num_wounded = 0;
  for (int b = 0; b < BATCH; b++) {
    nca_pool_start(pool, grid, &recipe, 0.1, 9, 5, b);
    int num_zero = 0, num_half = 0;
    for (int i = 0; i < STATE; i++) {
      num_zero += grid->state[i] == 0.0f;
      num_half += grid->state[i] == 0.5f;
    }
    if (pool->picks[b].kind == NCA_PICK_STATE) CHECK_EQUAL(num_half, STATE);
    if (pool->picks[b].kind == NCA_PICK_SEED) CHECK_EQUAL(num_zero, STATE - 13);
    if (pool->picks[b].kind == NCA_PICK_WOUNDED) CHECK(++num_wounded && num_zero > 0 && num_half > 0 && num_zero + num_half == STATE);
  }
  CHECK_EQUAL(num_wounded, 1);
  memset(state, 0, sizeof state); /* dead: begun anew */
  for (int slot = 0; slot < POOL; slot++) memcpy(nca_pool_state(pool, slot), state, sizeof state);
  for (int b = 0; b < BATCH; b++) {
    nca_pool_start(pool, grid, &recipe, 0.1, 9, 5, b);
    CHECK(nca_grid_lives(grid));
  }
  nca_trainer_destroy(trainer);
}

/* ---------------------------------------------------------------- training with it */

static void test_states_are_kept(void) {
  const nca_recipe recipe = small_recipe();
  nca_trainer *trainer = make_trainer(&recipe, 0, 1, 2);
  for (int epoch = 0; epoch < 12; epoch++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  int num_used = 0;
  for (int slot = 0; slot < POOL; slot++) {
    if (!isfinite(trainer->pool.losses[slot])) continue;
    num_used++;
    const float *state = nca_trainer_pool_state(trainer, slot);
    bool any = false;
    for (int i = 0; i < STATE; i++) any |= state[i] != 0.0f;
    CHECK(any);
  }
  CHECK(num_used >= POOL / 2);
  nca_trainer_destroy(trainer);
}

/* Trainers with a share each, exchanging gradients and losses alone, against one that does it all. */
static void test_shares_agree(int count) {
  const nca_recipe recipe = small_recipe();
  nca_trainer *whole = make_trainer(&recipe, 0, 1, 1), *shares[BATCH];
  for (int i = 0; i < count; i++) shares[i] = make_trainer(&recipe, i, count, 1 + i % 2);
  for (int epoch = 0; epoch < 9; epoch++) {
    CHECK_EQUAL(nca_train_epoch(whole), NCA_OK);
    for (int i = 0; i < count; i++) nca_trainer_run_share(shares[i]);
    for (int sample = 0; sample < BATCH; sample++) {
      nca_trainer *owner = shares[sample % count];
      for (int i = 0; i < count; i++) {
        if (shares[i] == owner) continue;
        memcpy(nca_trainer_sample_grads(shares[i], sample), nca_trainer_sample_grads(owner, sample), USUAL_NUM_PARAMS * sizeof(float));
        nca_trainer_sample_losses(shares[i])[sample] = nca_trainer_sample_losses(owner)[sample];
      }
    }
    for (int i = 0; i < count; i++) CHECK_EQUAL(nca_trainer_finish_epoch(shares[i]), NCA_OK);
  }
  for (int i = 0; i < count; i++) {
    CHECK(memcmp(nca_trainer_params(shares[i]), nca_trainer_params(whole), USUAL_NUM_PARAMS * sizeof(float)) == 0);
    CHECK(memcmp(shares[i]->pool.losses, whole->pool.losses, POOL * sizeof(double)) == 0);
    for (int slot = 0; slot < POOL; slot++) {
      const float *state = nca_trainer_pool_state(shares[i], slot);
      CHECK_EQUAL(state != NULL, slot % BATCH % count == i);
      if (state) CHECK(memcmp(state, nca_trainer_pool_state(whole, slot), STATE * sizeof(float)) == 0);
    }
    nca_trainer_destroy(shares[i]);
  }
  nca_trainer_destroy(whole);
}

static void test_only_what_has_grown_is_kept(void) {
  const nca_recipe recipe = small_recipe();
  nca_trainer *trainer = make_trainer(&recipe, 0, 1, 1);
  nca_pool *pool = &trainer->pool;
  pool->has_grown[0] = false;
  nca_pool_pick(pool, &recipe, 9, 0);
  const double poor[BATCH] = { 0.5, 0.3, 0.5, 0.4 }, good[BATCH] = { 0.5, 0.05, 2.0, 0.9 };
  nca_pool_learn(pool, poor, (const double[]){ 1.0 });
  CHECK(!pool->has_grown[0]);
  for (int b = 0; b < BATCH; b++) CHECK(isinf(pool->losses[pool->picks[b].slot]));
  nca_pool_learn(pool, good, (const double[]){ 1.0 });
  CHECK(pool->has_grown[0]);
  for (int b = 0; b < BATCH; b++) {
    const double loss = pool->losses[pool->picks[b].slot];
    CHECK(b == 2 ? isinf(loss) : loss == good[b]); /* worse than an empty grid */
  }
  nca_trainer_destroy(trainer);
}

static void test_a_lost_sample_is_given_up(void) {
  const nca_recipe recipe = small_recipe();
  nca_trainer *trainer = make_trainer(&recipe, 0, 1, 1);
  for (int epoch = 0; epoch < 8; epoch++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  for (int slot = 0; slot < POOL; slot += BATCH) { /* all that sample 0 can draw, and the best there are: not begun from the seed */
    float *state = nca_pool_state(&trainer->pool, slot);
    for (int i = 0; i < STATE; i++) state[i] = 1e25f;
    trainer->pool.losses[slot] = 1e-9;
  }
  CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  CHECK(isinf(trainer->pool.losses[trainer->pool.picks[0].slot]));
  CHECK(nca_trainer_loss(trainer) < 1.0);
  for (int p = 0; p < USUAL_NUM_PARAMS; p++) CHECK(isfinite(nca_trainer_params(trainer)[p]));
  nca_trainer_destroy(trainer);
}

/* All states have run off, and nobody noticed yet: this epoch fails, and the next ones do not. */
static void test_an_epoch_that_is_lost_is_not_the_end(void) {
  nca_recipe recipe = small_recipe();
  recipe.seeds_per_batch = 0.0f; /* which would have hidden it */
  nca_trainer *trainer = make_trainer(&recipe, 0, 1, 1);
  for (int epoch = 0; epoch < 8; epoch++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  for (int slot = 0; slot < POOL; slot++) {
    float *state = nca_pool_state(&trainer->pool, slot);
    for (int i = 0; i < STATE; i++) state[i] = 1e25f;
    trainer->pool.losses[slot] = 1e-3;
  }
  const int64_t num_epochs = nca_trainer_num_epochs(trainer);
  int num_lost = 0;
  while (nca_train_epoch(trainer) == NCA_ERR_LOSS_NOT_FINITE && num_lost < 2 * POOL) num_lost++;
  CHECK(num_lost >= 1 && num_lost <= POOL);
  CHECK_EQUAL(nca_trainer_num_epochs(trainer), num_epochs + 1);
  for (int epoch = 0; epoch < 3 * POOL; epoch++) {
    const int status = nca_train_epoch(trainer);
    CHECK(status == NCA_OK || status == NCA_ERR_LOSS_NOT_FINITE);
  }
  CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  for (int p = 0; p < USUAL_NUM_PARAMS; p++) CHECK(isfinite(nca_trainer_params(trainer)[p]));
  nca_trainer_destroy(trainer);
}

/* A gradient, or an update, too large for floats: what was good stays, and can be saved. */
static void test_what_overflows_is_not_followed(void) {
  nca_recipe recipe = small_recipe();
  recipe.optimizer = NCA_OPTIMIZER_ADAM;
  nca_trainer *trainer = make_trainer(&recipe, 0, 1, 1);
  static float before[USUAL_NUM_PARAMS], grads[USUAL_NUM_PARAMS];
  memcpy(before, nca_trainer_params(trainer), sizeof before);
  grads[7] = 1e30f; /* its square is not a float */
  CHECK(isinf(nca_trainer_update(trainer, grads)));
  grads[7] = NAN;
  CHECK(isinf(nca_trainer_update(trainer, grads)));
  CHECK(memcmp(before, nca_trainer_params(trainer), sizeof before) == 0);
  trainer->lesson.recipe.learning_rate = trainer->lesson.recipe.learning_rate_end = FLT_MAX;
  int status = NCA_OK;
  for (int epoch = 0; epoch < 30 && status == NCA_OK; epoch++) {
    status = nca_train_epoch(trainer);
    for (int p = 0; p < USUAL_NUM_PARAMS; p++) CHECK(isfinite(nca_trainer_params(trainer)[p]) && isfinite(trainer->adam.m[p]) && isfinite(trainer->adam.v[p]));
  }
  CHECK_EQUAL(status, NCA_ERR_LOSS_NOT_FINITE);
  nca_trainer_destroy(trainer);
}

/* What is saved of the pool is a state that was kept, or nothing: never what the memory held before. */
static void test_unused_states_are_nothing(void) {
  const nca_recipe recipe = small_recipe();
  nca_trainer *trainer = make_trainer(&recipe, 0, 1, 1);
  memset(trainer->pool.states, 0x5a, POOL * STATE * sizeof(float));
  for (int epoch = 0; epoch < 2; epoch++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  int num_unused = 0;
  for (int slot = 0; slot < POOL; slot++) {
    if (isfinite(trainer->pool.losses[slot])) continue;
    num_unused++;
    for (int i = 0; i < STATE; i++) CHECK(nca_trainer_pool_state(trainer, slot)[i] == 0.0f);
  }
  CHECK(num_unused > 0);
  nca_trainer_destroy(trainer);
}

int main(void) {
  test_wounds_cover_what_they_say();
  test_drawn_wounds();
  test_picks();
  test_morphs();
  test_starts();
  test_states_are_kept();
  test_shares_agree(2);
  test_shares_agree(4);
  test_only_what_has_grown_is_kept();
  test_a_lost_sample_is_given_up();
  test_an_epoch_that_is_lost_is_not_the_end();
  test_what_overflows_is_not_followed();
  test_unused_states_are_nothing();
  return check_summary();
}
