/* The tape of a rollout: what it does not keep is computed again, and the gradient is the same to the bit. */
#include <math.h>
#include <string.h>

#include "train/tape.h"
#include "busy_model.h"

enum { H = 13, W = 21, STEPS = 9, STATE = H * W * NCA_USUAL_CHANNELS };

/* The gradient by the parameters, of a rollout that keeps the hidden layer of so many cells. */
static void gradient(float *grads, const nca_rule *rule, int64_t hidden_capacity) {
  void *memory = aligned_alloc(64, (size_t)nca_tape_size_bytes(H, W, STEPS, &rule->config));
  if (!memory) abort();
  nca_tape tape;
  nca_tape_init(&tape, memory, H, W, STEPS, &rule->config);
  CHECK(tape.hidden_capacity == tape.capacity); /* so small a tape keeps all */
  if (hidden_capacity < tape.hidden_capacity) tape.hidden_capacity = hidden_capacity;
  memset(tape.hidden + tape.hidden_capacity * NCA_USUAL_HIDDEN, 0xff, (size_t)(tape.capacity - tape.hidden_capacity) * NCA_USUAL_HIDDEN * sizeof(float)); /* NaN */
  check_random_state = 10;
  for (int i = 0; i < STATE; i++) tape.grid.state[i] = random_float();
  nca_grid_refresh(&tape.grid, rule->config.alive_threshold);
  nca_tape_begin(&tape, 4);
  for (int step = 0; step < STEPS; step++) nca_tape_forward(&tape, rule);
  nca_tape_begin_backward(&tape);
  for (int i = 0; i < STATE; i++) tape.dstate[i] = random_float();
  memset(grads, 0, USUAL_NUM_PARAMS * sizeof(float));
  CHECK(tape.used > 300);
  for (int step = 0; step < STEPS; step++) nca_tape_backward(&tape, rule, grads);
  int num_written = 0;
  for (int64_t i = tape.hidden_capacity * NCA_USUAL_HIDDEN; i < tape.capacity * NCA_USUAL_HIDDEN; i++) num_written += !isnan(tape.hidden[i]);
  CHECK_EQUAL(num_written, 0); /* past the budget */
  free(memory);
}

static void *make_rule(nca_rule *rule, const nca_model *model) {
  nca_arena counted = { NULL, 0 };
  nca_rule_lay_out(rule, &counted, &model->config.shape, 1);
  nca_arena arena = { aligned_alloc(64, (size_t)counted.used_bytes), 0 };
  if (!arena.block) abort();
  nca_rule_lay_out(rule, &arena, &model->config.shape, 1);
  rule->products = NCA_PRODUCTS_ROUNDED;
  nca_rule_set(rule, &model->config, model->params);
  return arena.block;
}

static void test_budget_changes_no_bit(uint32_t seed) {
  static float all[USUAL_NUM_PARAMS], some[USUAL_NUM_PARAMS];
  const nca_model model = busy_model(seed);
  nca_rule rule;
  void *memory = make_rule(&rule, &model);
  gradient(all, &rule, INT64_MAX);
  double sum = 0.0;
  for (int i = 0; i < USUAL_NUM_PARAMS; i++) sum += (double)(all[i] * all[i]);
  CHECK(sum > 0.0);
  const int64_t budgets[] = { 0, 4, 31, 32, 33, 36, 100, 257, 300 };
  for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++) {
    gradient(some, &rule, budgets[i]);
    CHECK(memcmp(all, some, sizeof all) == 0);
  }
  free(memory);
}

/* Four times the cells take little more than twice the memory. */
static void test_budget_bounds_the_memory(void) {
  const nca_config config = nca_config_blog();
  const double small = (double)nca_tape_size_bytes(32, 32, 96, &config), large = (double)nca_tape_size_bytes(64, 64, 96, &config);
  CHECK(large < 2.5 * small);
}

/* Where the budget is spent and nothing fires any more, as of a flake that died. */
static void test_nothing_past_the_budget(void) {
  static float grads[USUAL_NUM_PARAMS];
  const nca_model model = busy_model(1);
  nca_rule rule;
  void *rule_memory = make_rule(&rule, &model);
  void *memory = aligned_alloc(64, (size_t)nca_tape_size_bytes(H, W, STEPS, &rule.config));
  if (!memory) abort();
  nca_tape tape;
  nca_tape_init(&tape, memory, H, W, STEPS, &rule.config);
  tape.hidden_capacity = 0;
  nca_tape_begin(&tape, 4);
  for (int step = 0; step < STEPS; step++) nca_tape_forward(&tape, &rule);
  CHECK_EQUAL(tape.used, 0);
  nca_tape_begin_backward(&tape);
  for (int step = 0; step < STEPS; step++) nca_tape_backward(&tape, &rule, grads);
  for (int i = 0; i < USUAL_NUM_PARAMS; i++) CHECK(grads[i] == 0.0f);
  free(memory);
  free(rule_memory);
}

int main(void) {
  test_nothing_past_the_budget();
  for (uint32_t seed = 0; seed < 4; seed++) test_budget_changes_no_bit(seed);
  test_budget_bounds_the_memory();
  return check_summary();
}
