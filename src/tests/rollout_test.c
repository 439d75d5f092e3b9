/* The tape of a rollout: what it does not keep is computed again, and the gradient is the same to the bit. */
#include <math.h>
#include <string.h>

#include "busy_model.h"
#include "rollout.h"

enum { H = 13, W = 21, STEPS = 9, STATE = H * W * NCA_CHANNELS };

/* The gradient by the parameters, of a rollout that keeps the hidden layer of so many cells. */
static void gradient(float *grads, const nca_rule *rule, int64_t hidden_capacity) {
  void *memory = aligned_alloc(64, (size_t)nca_rollout_size_bytes(H, W, STEPS, rule->config.fire_rate));
  if (!memory) abort();
  nca_rollout rollout;
  nca_rollout_init(&rollout, memory, H, W, STEPS, rule->config.fire_rate);
  CHECK(rollout.hidden_capacity == rollout.capacity); /* so small a tape keeps all */
  if (hidden_capacity < rollout.hidden_capacity) rollout.hidden_capacity = hidden_capacity;
  memset(rollout.hidden + rollout.hidden_capacity * NCA_HIDDEN, 0xff, (size_t)(rollout.capacity - rollout.hidden_capacity) * NCA_HIDDEN * sizeof(float)); /* NaN */
  check_random_state = 10;
  for (int i = 0; i < STATE; i++) rollout.grid.state[i] = random_float();
  nca_grid_refresh(&rollout.grid, rule->config.alive_threshold);
  nca_rollout_begin(&rollout, 4);
  for (int step = 0; step < STEPS; step++) nca_rollout_forward(&rollout, rule);
  nca_rollout_begin_backward(&rollout);
  for (int i = 0; i < STATE; i++) rollout.dstate[i] = random_float();
  memset(grads, 0, NCA_NUM_PARAMS * sizeof(float));
  CHECK(rollout.used > 300);
  for (int step = 0; step < STEPS; step++) nca_rollout_backward(&rollout, rule, grads);
  int num_written = 0;
  for (int64_t i = rollout.hidden_capacity * NCA_HIDDEN; i < rollout.capacity * NCA_HIDDEN; i++) num_written += !isnan(rollout.hidden[i]);
  CHECK_EQUAL(num_written, 0); /* past the budget */
  free(memory);
}

static void test_budget_changes_no_bit(uint32_t seed) {
  static float all[NCA_NUM_PARAMS], some[NCA_NUM_PARAMS];
  static nca_rule rule;
  const nca_model model = busy_model(seed);
  nca_rule_set(&rule, &model.config, model.params);
  gradient(all, &rule, INT64_MAX);
  double sum = 0.0;
  for (int i = 0; i < NCA_NUM_PARAMS; i++) sum += (double)(all[i] * all[i]);
  CHECK(sum > 0.0);
  const int64_t budgets[] = { 0, 4, 31, 32, 33, 36, 100, 257, 300 };
  for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++) {
    gradient(some, &rule, budgets[i]);
    CHECK(memcmp(all, some, sizeof all) == 0);
  }
}

/* Four times the cells take little more than twice the memory. */
static void test_budget_bounds_the_memory(void) {
  const double small = (double)nca_rollout_size_bytes(32, 32, 96, 0.5), large = (double)nca_rollout_size_bytes(64, 64, 96, 0.5);
  CHECK(large < 2.5 * small);
}

int main(void) {
  for (uint32_t seed = 0; seed < 4; seed++) test_budget_changes_no_bit(seed);
  test_budget_bounds_the_memory();
  return check_summary();
}
