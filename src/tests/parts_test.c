/* Every set of filters, alive rule and edge in the automaton, which knows none by name: how far filters see, steps that pass over what is far from the flake against steps of
 * all cells, by the definitions, kinds, and gradients by central differences. new_parts_test.sh runs this once more with one more of each. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "parts.h"

enum { C = 12, D = 32, MAX_CELLS = 1400, MAX_ROWS = MAX_CELLS + 3, MAX_P = NCA_MAX_PLANES * C };

static const nca_perceive_forward DEFINITIONS[] = {
#define DEFINITION(name, value, kernels, ...) nca_##kernels##_forward__scalar,
  NCA_FILTERS_LIST(DEFINITION)
};
static const nca_perceive_backward WAYS_BACK[] = {
#define WAY_BACK(name, value, kernels, ...) nca_##kernels##_backward__scalar,
  NCA_FILTERS_LIST(WAY_BACK)
};
static NCA_ALIVE_LIVES((*const LIVES[])) = {
#define LIVES_BY(name, value, file, ...) nca_alive_##file##_lives,
  NCA_ALIVE_LIST(LIVES_BY)
};

/* Asked for "new", the test passes over what is made of those alone that ship. */
static bool only_new;

static bool is_wanted(int filters, int alive, int edge) {
  return !only_new || filters > NCA_FILTERS_SOBEL_LAPLACIAN || alive > NCA_ALIVE_NONE || edge > NCA_EDGE_TORUS;
}

static nca_config config_of(int filters, int alive, int edge) {
  nca_config config = nca_config_distill();
  config.shape.channels = C;
  config.shape.hidden = D;
  config.shape.filters = (nca_filters)filters;
  config.shape.alive = (nca_alive_rule)alive;
  config.shape.edge = (nca_edge)edge;
  return config;
}

/* ---------------------------------------------------------------- how far */

static bool is_seen(int filters, int x, int y, int reach) {
  enum { SIDE = 2 * NCA_MAX_REACH + 5, MIDDLE = SIDE / 2 };
  static float state[((SIDE + NCA_MAX_REACH) * SIDE + 1) * C], seen[MAX_P];
  const int32_t cell = MIDDLE * SIDE + MIDDLE;
  memset(state, 0, sizeof state);
  for (int c = 0; c < C; c++) state[((MIDDLE + y) * SIDE + MIDDLE + x) * C + c] = 1.0f;
  close_edge(state, SIDE, SIDE, C, reach, NCA_EDGE_ZERO);
  DEFINITIONS[filters](seen, NULL, state, &cell, 1, SIDE, SIDE, C, 1.0f, NCA_EDGE_ZERO);
  bool any = false;
  for (int p = 0; p < nca_perception_of((nca_filters)filters)->planes * C; p++) any |= seen[p] != 0.0f;
  return any;
}

/* A cell sees as far as its reach, and no farther. */
static void test_reach(int filters) {
  const int reach = nca_perception_of((nca_filters)filters)->reach;
  bool sees_the_end = false;
  for (int y = -NCA_MAX_REACH - 1; y <= NCA_MAX_REACH + 1; y++) {
    for (int x = -NCA_MAX_REACH - 1; x <= NCA_MAX_REACH + 1; x++) {
      const int distance = abs(x) > abs(y) ? abs(x) : abs(y);
      const bool sees = is_seen(filters, x, y, reach);
      CHECK(!sees || distance <= reach);
      sees_the_end |= sees && distance == reach;
    }
  }
  CHECK(sees_the_end);
}

/* ---------------------------------------------------------------- the way back */

/* factors . what all cells see; saved [H * W][saved_planes * C] */
static double sum_of_seen(int filters, const float *factors, float *saved, const float *state, const int32_t *cells, int H, int W, nca_edge edge) {
  static float seen[MAX_ROWS * MAX_P];
  DEFINITIONS[filters](seen, saved, state, cells, H * W, H, W, C, 0.5f, edge);
  double sum = 0.0;
  for (int i = 0; i < H * W * nca_perception_of((nca_filters)filters)->planes * C; i++) sum += (double)factors[i] * (double)seen[i];
  return sum;
}

/* Number by number of a state, in memory that ends where the arrays end. */
static void test_way_back(int filters, nca_edge edge, int H, int W) {
  const nca_perception *of = nca_perception_of((nca_filters)filters);
  const int num_cells = H * W, size = num_cells * C, num_seen = num_cells * of->planes * C;
  float *state = allocate((size_t)nca_state_cells(H, W, of->reach) * C * sizeof *state), *factors = allocate((size_t)num_seen * sizeof *factors);
  float *dstate = allocate((size_t)(size + C) * sizeof *dstate), *saved = allocate((size_t)(num_cells * of->saved_planes * C) * sizeof *saved);
  int32_t *cells = allocate((size_t)num_cells * sizeof *cells);
  for (int i = 0; i < num_cells; i++) cells[i] = i;
  for (int i = 0; i < size; i++) state[i] = random_float();
  for (int i = 0; i < num_seen; i++) factors[i] = random_float();
  close_edge(state, H, W, C, of->reach, edge);
  sum_of_seen(filters, factors, saved, state, cells, H, W, edge);
  memset(dstate, 0, (size_t)(size + C) * sizeof *dstate);
  WAYS_BACK[filters](dstate, factors, saved, cells, num_cells, H, W, C, 0.5f, edge);
  for (int i = 0; i < size; i += 5) {
    const float kept = state[i];
    double sums[2];
    for (int side = 0; side < 2; side++) {
      state[i] = kept + (side ? -0x1p-9f : 0x1p-9f);
      close_edge(state, H, W, C, of->reach, edge);
      sums[side] = sum_of_seen(filters, factors, NULL, state, cells, H, W, edge);
    }
    state[i] = kept;
    CHECK(fabs((sums[0] - sums[1]) / 0x1p-8 - (double)dstate[i]) <= 4e-3);
  }
  free(state), free(factors), free(dstate), free(saved), free(cells);
}

/* ---------------------------------------------------------------- steps */

/* A rule of accident, under which flakes spread and die: an empty cell takes a little that is not life. */
static nca_model wild_model(const nca_config *config, uint32_t seed) {
  nca_model model;
  if (!nca_model_init(&model, config, seed)) abort();
  const nca_layout at = nca_layout_of(&config->shape);
  check_random_state = seed;
  for (int d = 0; d < D; d++) model.params[at.b1 + d] = 0.0f;
  for (int i = at.w2; i < at.num_params; i++) model.params[i] = random_float() * (i < at.b2 ? 0.25f : 0.02f);
  return model;
}

/* alpha [NUM_ASKED] of what a cell sees next to it */
static void look_around(float *alpha, const float *state, int H, int W, int x, int y, nca_edge edge) {
  const nca_beyond *beyond = nca_beyond_of(edge);
  for (int i = 0; i < NCA_NUM_ASKED; i++) {
    const int column = nca_place_seen(beyond->column, x + i % 3 - 1, W), row = nca_place_seen(beyond->row, y + i / 3 - 1, H);
    alpha[i] = column < 0 || row < 0 ? 0.0f : state[(row * W + column) * C + NCA_ALPHA];
  }
}

/* after [H][W][C] = one step of all cells, by the definitions. */
static void dense_step(float *after, const float *before, const nca_model *model, int H, int W, uint32_t seed, uint32_t step) {
  static float state[(MAX_CELLS + NCA_MAX_REACH * MAX_CELLS + 1) * C], perceived[MAX_ROWS * MAX_P], hidden[MAX_ROWS * D], delta[MAX_ROWS * C], w1[D * MAX_P], w2[2 * NCA_PANEL * D];
  static int32_t cells[MAX_CELLS];
  static uint8_t fires[MAX_CELLS];
  const nca_config *config = &model->config;
  const nca_layout at = nca_layout_of(&config->shape);
  const int num_cells = H * W, N = (num_cells + 3) / 4 * 4, P = at.perceived;
  memcpy(state, before, (size_t)(num_cells * C) * sizeof *state);
  close_edge(state, H, W, C, nca_perception_of(config->shape.filters)->reach, config->shape.edge);
  for (int i = 0; i < num_cells; i++) cells[i] = i;
  memset(perceived + num_cells * P, 0, (size_t)((N - num_cells) * P) * sizeof *perceived);
  DEFINITIONS[config->shape.filters](perceived, NULL, state, cells, num_cells, H, W, C, config->sobel_scale, config->shape.edge);
  nca_dense_pack(w1, model->params + at.w1, P, D, 1, P);
  nca_dense_pack(w2, model->params + at.w2, D, C, 1, D);
  nca_dense_relu_forward(NCA_PRODUCTS_ROUNDED, hidden, perceived, w1, model->params + at.b1, N, P, D);
  nca_dense_forward(NCA_PRODUCTS_ROUNDED, delta, hidden, w2, model->params + at.b2, N, D, C);
  nca_fire_mask(fires, H, W, seed, step, config->fire_rate);
  for (int i = 0; i < num_cells * C; i++) state[i] = fires[i / C] ? before[i] + delta[i] : before[i];
  for (int i = 0; i < num_cells; i++) {
    float was[NCA_NUM_ASKED], is[NCA_NUM_ASKED];
    look_around(was, before, H, W, i % W, i / W, config->shape.edge);
    look_around(is, state, H, W, i % W, i / W, config->shape.edge);
    const bool lives = LIVES[config->shape.alive](was, is, config->alive_threshold);
    for (int c = 0; c < C; c++) after[i * C + c] = lives ? state[i * C + c] : 0.0f;
  }
}

/* 0 and -0 are the same state; NaN is none. */
static bool is_same(const float *got, const float *want, int size) {
  for (int i = 0; i < size; i++)
    if (!(got[i] == want[i])) return false;
  return true;
}

/* A seed so bright that what lies at the end of a cell's sight comes to life by it at once. */
static void plant(nca_sim *sim, int x, int y) {
  nca_sim_seed(sim, x, y);
  float *cell = nca_sim_state(sim) + (y * nca_sim_width(sim) + x) * C;
  for (int c = 0; c < C; c++) cell[c] *= 24.0f;
  nca_sim_state_changed(sim);
}

/* Returns the most cells that lived. */
static int hold_to_dense(const nca_config *config, int H, int W, uint32_t seed) {
  enum { STEPS = 24 };
  static float want[MAX_CELLS * C], first[MAX_CELLS * C];
  int most_alive = 0;
  nca_model model = wild_model(config, seed);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = STEPS }, &model);
  if (!sim || !rollout || !nca_sim_set_model(sim, &model)) abort();
  nca_sim_reset(sim, seed);
  plant(sim, W / 2, H / 2);
  memcpy(first, nca_sim_cells(sim), (size_t)(H * W * C) * sizeof *first);
  for (int step = 0; step < STEPS; step++) {
    if (step % 7 == 6) plant(sim, (int)(random_u32() % (uint32_t)W), (int)(random_u32() % (uint32_t)H));
    if (step % 9 == 8) nca_sim_damage(sim, (float)(random_u32() % (uint32_t)W), (float)(random_u32() % (uint32_t)H), 2.5f);
    dense_step(want, nca_sim_cells(sim), &model, H, W, seed, nca_sim_num_steps(sim));
    nca_step(sim, 1);
    CHECK(is_same(nca_sim_cells(sim), want, H * W * C));
    const int num_alive = nca_sim_num_alive(sim);
    if (num_alive > most_alive) most_alive = num_alive;
  }
  /* And the steps of a rollout, whose tape holds more cells. */
  nca_rollout_begin(rollout, &model, first, seed);
  for (int step = 0; step < STEPS; step++) {
    dense_step(want, nca_rollout_state(rollout), &model, H, W, seed, (uint32_t)step);
    nca_rollout_forward(rollout, 1);
    CHECK(is_same(nca_rollout_state(rollout), want, H * W * C));
  }
  nca_sim_destroy(sim);
  nca_rollout_destroy(rollout);
  nca_model_free(&model);
  return most_alive;
}

static void test_steps(int filters) {
  static const struct {
    int H, W;
  } SIZES[] = { { 36, 36 }, { 19, 67 }, { 70, 5 }, { 1, 130 }, { 3, 64 }, { 2, 65 }, { 5, 63 }, { 1, 1 }, { 2, 2 }, { 4, 3 } };
  for (int alive = 0; alive < NUM_ALIVE_RULES; alive++) {
    for (int edge = 0; edge < NUM_EDGES; edge++) {
      if (!is_wanted(filters, alive, edge)) continue;
      nca_config config = config_of(filters, alive, edge);
      int most_alive = 0;
      for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
        for (uint32_t seed = 1; seed <= 3; seed++) {
          config.fire_rate = seed == 2 ? 1.0 : 0.5;
          const int num_alive = hold_to_dense(&config, SIZES[i].H, SIZES[i].W, seed);
          if (num_alive > most_alive) most_alive = num_alive;
        }
      CHECK(most_alive > 50);
    }
  }
}

/* ---------------------------------------------------------------- kinds */

/* What comes to life within sight of a flake is of its kind, across the edge too: two kinds of the same goal, of which one is planted, at any place. */
static void test_kinds(int filters, int edge) {
  enum { H = 11, W = 13 };
  nca_config config = config_of(filters, NCA_ALIVE_POST, edge);
  config.shape.goals = 2;
  nca_model model = wild_model(&config, 3);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  if (!sim || !nca_sim_set_model(sim, &model) || !nca_sim_set_kinds(sim, (const float[]){ 1, 0, 1, 0 }, 2)) abort();
  const int reach = nca_perception_of(config.shape.filters)->reach;
  const nca_beyond *beyond = nca_beyond_of((nca_edge)edge);
  for (int seed = 0; seed < H * W; seed += 5) {
    nca_sim_reset(sim, 1);
    nca_sim_clear(sim);
    memset(nca_sim_kinds(sim), 0, H * W);
    nca_sim_seed_kind(sim, seed % W, seed / W, 1);
    nca_step(sim, 1);
    for (int cell = 0; cell < H * W; cell++) {
      bool sees = false;
      for (int dy = -reach; dy <= reach; dy++)
        for (int dx = -reach; dx <= reach; dx++)
          sees |= nca_place_seen(beyond->column, cell % W + dx, W) == seed % W && nca_place_seen(beyond->row, cell / W + dy, H) == seed / W;
      CHECK_EQUAL(nca_sim_kinds(sim)[cell], sees);
    }
  }
  nca_sim_destroy(sim);
  nca_model_free(&model);
}

/* ---------------------------------------------------------------- gradients */

enum { GRADIENT_STEPS = 4 };

/* Away from every kink: biases far larger than what the small weights can add, and an alpha that each update drives up, by less than life takes. */
static nca_model smooth_model(const nca_config *config) {
  nca_model model;
  if (!nca_model_init(&model, config, 5)) abort();
  const nca_layout at = nca_layout_of(&config->shape);
  check_random_state = 5;
  for (int i = 0; i < at.b1; i++) model.params[i] *= 0.1f;
  for (int d = 0; d < D; d++) model.params[at.b1 + d] = d % 3 ? 0.6f : -0.6f;
  for (int i = at.w2; i < at.num_params; i++) model.params[i] = random_float() * ((i - at.w2) / D == NCA_ALPHA ? 0.002f : 0.05f);
  model.params[at.b2 + NCA_ALPHA] = 0.08f;
  return model;
}

/* A random function of the last state, from this one, or where it is NULL from the seed. */
static double loss_of(nca_rollout *rollout, const nca_model *model, const float *first, const float *factors, int size) {
  nca_rollout_begin(rollout, model, first, 3);
  nca_rollout_forward(rollout, GRADIENT_STEPS);
  const float *state = nca_rollout_state(rollout);
  double sum = 0.0;
  for (int i = 0; i < size; i++) sum += (double)factors[i] * (double)state[i];
  return sum;
}

/* The slope of the loss along one number, over two such widths. */
static double slope_along(float *number, float width, nca_rollout *rollout, const nca_model *model, const float *first, const float *factors, int size) {
  const float kept = *number, above_at = kept + width, below_at = kept - width;
  *number = above_at;
  const double above = loss_of(rollout, model, first, factors, size);
  *number = below_at;
  const double below = loss_of(rollout, model, first, factors, size);
  *number = kept;
  return (above - below) / ((double)above_at - (double)below_at);
}

/* Every few numbers. What the norm of a gradient or a cell's life makes of a wider difference shows a kink, and is passed over. */
static void check_slopes(float *numbers, const float *grads, int count, int every, nca_rollout *rollout, const nca_model *model, const float *first, const float *factors, int size) {
  double largest = 0.0;
  for (int i = 0; i < count; i++) largest = fmax(largest, fabs((double)grads[i]));
  CHECK(largest > 0.0);
  int num_checked = 0, num_all = 0;
  for (int i = 0; i < count; i += every, num_all++) {
    const double narrow = slope_along(&numbers[i], 0x1p-9f, rollout, model, first, factors, size), wide = slope_along(&numbers[i], 0x1p-8f, rollout, model, first, factors, size);
    if (!(fabs(narrow - wide) <= 1e-3 * largest)) continue;
    num_checked++;
    if (!(fabs(narrow - (double)grads[i]) <= 3e-3 * largest)) fprintf(stderr, "[%d]: %g, differences say %g of at most %g\n", i, (double)grads[i], narrow, largest);
    CHECK(fabs(narrow - (double)grads[i]) <= 3e-3 * largest);
  }
  CHECK(num_checked > num_all / 2);
}

static void test_gradients(int filters, int alive, int edge, int H, int W) {
  static float first[MAX_CELLS * C], factors[MAX_CELLS * C], grads[D * MAX_P + D + C * D + C], dfirst[MAX_CELLS * C];
  const nca_config config = config_of(filters, alive, edge);
  const nca_layout at = nca_layout_of(&config.shape);
  const int size = H * W * C;
  nca_model model = smooth_model(&config);
  nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = GRADIENT_STEPS }, &model);
  if (!rollout) abort();
  for (int i = 0; i < size; i++) {
    first[i] = i % C == NCA_ALPHA ? 1.0f + 0.25f * random_float() : random_float();
    factors[i] = random_float();
  }
  for (int from_seed = 0; from_seed <= 1; from_seed++) {
    const float *begin = from_seed ? NULL : first;
    loss_of(rollout, &model, begin, factors, size);
    float *dstate = nca_rollout_turn(rollout);
    for (int i = 0; i < size; i++) dstate[i] += factors[i];
    memset(grads, 0, sizeof grads);
    nca_rollout_backward(rollout, grads, GRADIENT_STEPS);
    memcpy(dfirst, dstate, (size_t)size * sizeof *dfirst);
    check_slopes(model.params, grads, at.b1, 37, rollout, &model, begin, factors, size);
    if (!from_seed) check_slopes(first, dfirst, size, size > 600 ? 7 : 1, rollout, &model, begin, factors, size);
  }
  nca_rollout_destroy(rollout);
  nca_model_free(&model);
}

int main(int argc, char **argv) {
  only_new = argc > 1 && strcmp(argv[1], "new") == 0;
  static const struct {
    int H, W;
  } SIZES[] = { { 5, 7 }, { 9, 11 }, { 1, 1 }, { 1, 3 }, { 4, 2 } };
  for (int filters = 0; filters < NUM_FILTERS; filters++) {
    test_reach(filters);
    test_steps(filters);
    for (int edge = 0; edge < NUM_EDGES; edge++) {
      test_kinds(filters, edge);
      for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) test_way_back(filters, (nca_edge)edge, SIZES[i].H, SIZES[i].W);
      for (int alive = 0; alive < NUM_ALIVE_RULES; alive++)
        if (is_wanted(filters, alive, edge)) test_gradients(filters, alive, edge, 9, 8);
      test_gradients(filters, NCA_ALIVE_NONE, edge, 5, 7);
      test_gradients(filters, NCA_ALIVE_NONE, edge, 1, 3);
    }
  }
  return check_summary();
}
