/* The simulation under everything a page does to it, in no order, on grids of every shape: sanitizers look on. */
#include <math.h>
#include <string.h>

#include "busy_model.h"
#include "check.h"
#include "parts.h"

static uint64_t hash_bytes(const void *data, size_t size_bytes) {
  const uint8_t *bytes = data;
  uint64_t hash = 1469598103934665603u;
  for (size_t i = 0; i < size_bytes; i++) hash = (hash ^ bytes[i]) * 1099511628211u;
  return hash;
}

/* The same deeds in the same order leave the same bits. */
static uint64_t live(int H, int W, uint32_t seed) {
  const nca_model model = busy_model(seed);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  uint8_t *rgba = allocate((size_t)H * (size_t)W * 4);
  nca_sim_set_model(sim, &model);
  nca_sim_reset(sim, seed);
  for (int deed = 0; deed < 40; deed++) {
    const float x = random_float() * (float)W * 1.5f, y = random_float() * (float)H * 1.5f;
    switch (random_u32() % 8) {
      case 0: nca_sim_damage(sim, x, y, fabsf(random_float()) * 6.0f); break;
      case 1: nca_sim_seed(sim, (int)x, (int)y); break;
      case 2: nca_sim_set_angle(sim, random_float() * 4.0f); break;
      case 3:
        nca_sim_state(sim)[random_u32() % (unsigned)(H * W * NCA_USUAL_CHANNELS)] = random_float();
        nca_sim_state_changed(sim);
        break;
      case 4:
        nca_sim_noise(sim, &(nca_wound){ .shape = (nca_wound_shape)(deed % 3), .x_cells = x, .y_cells = y, .size_cells = 3.0f, .normal_y = 1.0f }, seed);
        break;
      case 5: nca_sim_set_clock(sim, seed + 1, random_u32()); break;
      default: nca_step(sim, (int)(random_u32() % 5)); break;
    }
    CHECK(nca_sim_num_alive(sim) >= 0 && nca_sim_num_alive(sim) <= H * W);
    nca_sim_rgba(sim, rgba);
  }
  const uint64_t hash = hash_bytes(nca_sim_state(sim), (size_t)(H * W * NCA_USUAL_CHANNELS) * sizeof(float));
  nca_sim_destroy(sim);
  free(rgba);
  return hash;
}

static void test_lives(void) {
  static const int SIZES[][2] = { { 1, 1 }, { 1, 70 }, { 70, 1 }, { 5, 7 }, { 3, 64 }, { 9, 65 }, { 17, 128 }, { 33, 31 } };
  for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
    for (uint32_t seed = 0; seed < 4; seed++) CHECK(live(SIZES[i][0], SIZES[i][1], seed) == live(SIZES[i][0], SIZES[i][1], seed));
  }
}

static void test_training(void) {
  enum { H = 9, W = 13 };
  float target[H * W * 4];
  for (int i = 0; i < H * W * 4; i++) target[i] = fabsf(random_float());
  for (uint32_t seed = 0; seed < 4; seed++) {
    const nca_model model = busy_model(seed);
    nca_recipe recipe = nca_recipe_blog();
    recipe.num_steps_min = 5;
    recipe.num_steps_max = 9;
    recipe.batch = 1 + (int)seed;
    const nca_trainer_desc desc = { .height_cells = H, .width_cells = W, .recipe = recipe, .seed = seed };
    nca_trainer *whole = nca_trainer_create(&desc, &model, target), *sliced = nca_trainer_create(&desc, &model, target);
    for (int epoch = 0; epoch < 5; epoch++) {
      CHECK_EQUAL(nca_train_epoch(whole), NCA_OK);
      int done = 0;
      while (done == 0) done = nca_trainer_run_slice(sliced, 1 + (int)(random_u32() % 7));
      CHECK_EQUAL(done, 1);
    }
    CHECK(memcmp(nca_trainer_params(whole), nca_trainer_params(sliced), USUAL_PARAMS_BYTES) == 0);
    CHECK(nca_trainer_loss(whole) == nca_trainer_loss(sliced) && isfinite(nca_trainer_loss(whole)));
    CHECK(memcmp(nca_trainer_params(whole), model.params, USUAL_PARAMS_BYTES) != 0);
    CHECK_EQUAL(nca_trainer_num_epochs(sliced), 5);
    nca_trainer_destroy(whole);
    nca_trainer_destroy(sliced);
  }
}

static void test_divergence_keeps_the_last_good_weights(void) {
  enum { SIDE = 8 };
  float target[SIDE * SIDE * 4] = { 0 };
  const nca_model model = busy_model(2);
  nca_recipe recipe = nca_recipe_blog();
  recipe.learning_rate = 1e3f;
  recipe.learning_rate_end = 1e3f;
  nca_trainer *trainer = nca_trainer_create(
      &(nca_trainer_desc){ .height_cells = SIDE, .width_cells = SIDE, .recipe = recipe, .seed = 1 }, &model, target);
  int status = NCA_OK;
  for (int epoch = 0; epoch < 50 && status == NCA_OK; epoch++) status = nca_train_epoch(trainer);
  CHECK_EQUAL(status, NCA_ERR_LOSS_NOT_FINITE);
  for (int i = 0; i < USUAL_NUM_PARAMS; i++) CHECK(isfinite(nca_trainer_params(trainer)[i]));
  nca_trainer_destroy(trainer);
}

static void test_a_snapshot_goes_on_to_the_same_bits(void) {
  enum { H = 12, W = 70 };
  const nca_model model = busy_model(2), other = busy_model(3);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  nca_sim_set_model(sim, &model);
  nca_sim_set_angle(sim, 0.3f);
  nca_sim_reset(sim, 77);
  nca_step(sim, 9);
  nca_sim *snapshot = nca_sim_clone(sim);
  nca_step(sim, 20);
  const uint64_t later = hash_bytes(nca_sim_cells(sim), H * W * NCA_USUAL_CHANNELS * sizeof(float));
  nca_sim_set_model(sim, &other);
  nca_sim_set_angle(sim, 1.0f);
  nca_sim_reset(sim, 5);
  nca_sim_restore(sim, snapshot);
  CHECK_EQUAL(nca_sim_num_steps(sim), 9);
  CHECK_EQUAL(nca_sim_fire_seed(sim), 77);
  CHECK(nca_sim_angle(sim) == 0.3f);
  CHECK(nca_sim_config(sim).shape.alive == model.config.shape.alive);
  nca_step(sim, 20);
  CHECK(hash_bytes(nca_sim_cells(sim), H * W * NCA_USUAL_CHANNELS * sizeof(float)) == later);
  nca_step(snapshot, 20);
  CHECK(hash_bytes(nca_sim_cells(snapshot), H * W * NCA_USUAL_CHANNELS * sizeof(float)) == later);
  nca_sim_restore(sim, sim);
  CHECK(hash_bytes(nca_sim_cells(sim), H * W * NCA_USUAL_CHANNELS * sizeof(float)) == later);
  nca_sim_destroy(snapshot);
  nca_sim_destroy(sim);
}

/* A disc over the corner of a torus takes from all four corners what it takes in the middle; without a torus a quarter of that. */
static void test_disc_round_the_edge(void) {
  enum { H = 22, W = 31 };
  nca_model model = busy_model(2);
  for (int edge = NCA_EDGE_ZERO; edge <= NCA_EDGE_TORUS; edge++) {
    model.config.shape.edge = (nca_edge)edge;
    nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
    if (!sim) abort();
    nca_sim_set_model(sim, &model);
    int taken[2] = { 0 };
    for (int where = 0; where < 2; where++) {
      float *state = nca_sim_state(sim);
      for (int i = 0; i < H * W * NCA_USUAL_CHANNELS; i++) state[i] = 0.5f;
      nca_sim_state_changed(sim);
      nca_sim_wound(sim, &(nca_wound){ .shape = NCA_WOUND_DISC, .x_cells = where ? 0.0f : 15.0f, .y_cells = where ? 0.0f : 11.0f, .size_cells = 6.0f });
      state = nca_sim_state(sim);
      for (int i = 0; i < H * W; i++) taken[where] += state[i * NCA_USUAL_CHANNELS] == 0.0f;
    }
    CHECK(taken[0] > 100);
    CHECK_EQUAL(taken[1] * (edge == NCA_EDGE_TORUS ? 1 : 4), taken[0]);
    nca_sim_destroy(sim);
  }
}

/* A disc takes every cell that is seen somewhere under it, beyond the edge too. */
static void test_disc_beyond_every_edge(void) {
  enum { H = 9, W = 13 };
  static const nca_wound DISC = { .shape = NCA_WOUND_DISC, .x_cells = 11.0f, .y_cells = 1.5f, .size_cells = 4.2f };
  for (int edge = 0; edge < NUM_EDGES; edge++) {
    const nca_beyond *beyond = nca_beyond_of((nca_edge)edge);
    bool is_taken[H][W] = { { false } };
    for (int y = -H; y < 2 * H; y++) {
      for (int x = -W; x < 2 * W; x++) {
        const float dx = (float)x + 0.5f - DISC.x_cells, dy = (float)y + 0.5f - DISC.y_cells;
        const int row = nca_place_seen(beyond->row, y, H), column = nca_place_seen(beyond->column, x, W);
        if (dx * dx + dy * dy <= DISC.size_cells * DISC.size_cells && row >= 0 && column >= 0) is_taken[row][column] = true;
      }
    }
    nca_model model = busy_model(2);
    model.config.shape.edge = (nca_edge)edge;
    nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
    if (!sim || !nca_sim_set_model(sim, &model)) abort();
    for (int i = 0; i < H * W * NCA_USUAL_CHANNELS; i++) nca_sim_state(sim)[i] = 0.5f;
    nca_sim_state_changed(sim);
    nca_sim_wound(sim, &DISC);
    for (int i = 0; i < H * W; i++) CHECK_EQUAL(nca_sim_cells(sim)[i * NCA_USUAL_CHANNELS] == 0.0f, is_taken[i / W][i % W]);
    nca_sim_destroy(sim);
  }
}

/* Cells that see life beyond the edge count, wherever it lies. */
static void test_life_beyond_every_edge(void) {
  enum { H = 6, W = 7 };
  for (int edge = 0; edge < NUM_EDGES; edge++) {
    const nca_beyond *beyond = nca_beyond_of((nca_edge)edge);
    nca_model model = busy_model(2);
    model.config.shape.edge = (nca_edge)edge;
    nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
    if (!sim || !nca_sim_set_model(sim, &model)) abort();
    for (int seed = 0; seed < H * W; seed++) {
      nca_sim_clear(sim);
      nca_sim_seed(sim, seed % W, seed / W);
      int num_seeing = 0;
      for (int cell = 0; cell < H * W; cell++) {
        bool sees = false;
        for (int i = 0; i < 9; i++)
          sees |= nca_place_seen(beyond->column, cell % W + i % 3 - 1, W) == seed % W && nca_place_seen(beyond->row, cell / W + i / 3 - 1, H) == seed / W;
        num_seeing += sees;
      }
      CHECK_EQUAL(nca_sim_num_alive(sim), num_seeing);
    }
    nca_sim_destroy(sim);
  }
}

/* A half cut and a band take the same cells whatever lies beyond the edge: half of it, and a strip from side to side. */
static void test_lines_end_at_the_edge(void) {
  enum { H = 22, W = 30 };
  static const struct { nca_wound wound; int num_taken; } CUTS[] = {
    { { .shape = NCA_WOUND_HALF_PLANE, .x_cells = 15.0f, .y_cells = 11.0f, .normal_x = 1.0f }, H * W / 2 },
    { { .shape = NCA_WOUND_HALF_PLANE, .x_cells = 15.0f, .y_cells = 11.0f, .normal_x = 0.6f, .normal_y = -0.8f }, H * W / 2 },
    { { .shape = NCA_WOUND_BAND, .x_cells = 1.0f, .y_cells = 11.0f, .size_cells = 4.0f, .normal_x = 1.0f }, H * 3 }, /* of four columns one lies beyond */
  };
  for (size_t i = 0; i < sizeof CUTS / sizeof *CUTS; i++) {
    for (int edge = 0; edge < NUM_EDGES; edge++) {
      nca_model model = busy_model(2);
      model.config.shape.edge = (nca_edge)edge;
      nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
      if (!sim) abort();
      nca_sim_set_model(sim, &model);
      float *state = nca_sim_state(sim);
      for (int c = 0; c < H * W * NCA_USUAL_CHANNELS; c++) state[c] = 0.5f;
      nca_sim_state_changed(sim);
      nca_sim_wound(sim, &CUTS[i].wound);
      int taken = 0;
      for (int cell = 0; cell < H * W; cell++) taken += nca_sim_cells(sim)[cell * NCA_USUAL_CHANNELS] == 0.0f;
      CHECK_EQUAL(taken, CUTS[i].num_taken);
      nca_sim_destroy(sim);
    }
  }
}

/* What a trainer says of itself is what it was told, and its model is the one that a file would hold. */
static void test_a_trainer_tells(void) {
  enum { H = 6, W = 7 };
  float target[H * W * 4];
  for (int i = 0; i < H * W * 4; i++) target[i] = fabsf(random_float());
  nca_model model = busy_model(1);
  strcpy(model.name, "star");
  strcpy(model.target, "star.png");
  strcpy(model.license, "MIT");
  model.padding_cells = 2;
  model.epochs = 40;
  const nca_recipe recipe = nca_recipe_growing(10);
  nca_trainer *trainer = nca_trainer_create(&(nca_trainer_desc){ .height_cells = H, .width_cells = W, .recipe = recipe, .seed = 12 }, &model, target);
  for (int epoch = 0; epoch < 3; epoch++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  const nca_model told = *nca_trainer_model(trainer);
  CHECK(told.params == nca_trainer_params(trainer));
  CHECK(strcmp(told.name, "star") == 0 && strcmp(told.target, "star.png") == 0 && strcmp(told.license, "MIT") == 0);
  CHECK(told.height_cells == H && told.width_cells == W && told.padding_cells == 2 && told.config.shape.alive == NCA_ALIVE_PRE_POST);
  CHECK_EQUAL(told.epochs, 43);
  CHECK(memcmp(nca_trainer_target(trainer, 0), target, sizeof target) == 0);
  CHECK_EQUAL(nca_trainer_height(trainer), H);
  CHECK_EQUAL(nca_trainer_width(trainer), W);
  CHECK_EQUAL(nca_trainer_seed(trainer), 12);
  CHECK_EQUAL(nca_trainer_recipe(trainer)->decay_end_epoch, 10);
  nca_trainer_destroy(trainer);
}

static void test_nothing_is_drawn_of_nan(void) {
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = 1, .width_cells = 2 });
  uint8_t rgba[8];
  for (int premultiplied = 0; premultiplied < 2; premultiplied++) {
    nca_model model = busy_model(0);
    model.config.premultiplied = premultiplied;
    nca_sim_set_model(sim, &model);
    for (int c = 0; c < 4; c++) nca_sim_state(sim)[c] = c == NCA_ALPHA ? NAN : 0.5f;
    for (int c = 0; c < 4; c++) nca_sim_state(sim)[NCA_USUAL_CHANNELS + c] = c == NCA_ALPHA ? INFINITY : 1.0f;
    nca_sim_state_changed(sim);
    nca_sim_rgba(sim, rgba);
    for (int c = 0; c < 4; c++) CHECK(rgba[c] == 0);
    for (int c = 0; c < 4; c++) CHECK(rgba[4 + c] == 255);
  }
  nca_sim_destroy(sim);
}

int main(void) {
  test_a_snapshot_goes_on_to_the_same_bits();
  test_disc_round_the_edge();
  test_disc_beyond_every_edge();
  test_life_beyond_every_edge();
  test_lines_end_at_the_edge();
  test_a_trainer_tells();
  test_nothing_is_drawn_of_nan();
  test_lives();
  test_training();
  test_divergence_keeps_the_last_good_weights();
  nca_sim_destroy(NULL);
  nca_trainer_destroy(NULL);
  return check_summary();
}
