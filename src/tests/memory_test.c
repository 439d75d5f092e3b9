/* Memory is settled at creation, and as much as was said: counted by the sanitizer's own hooks, so without one there is nothing to test. And
 * what is written never goes beyond the capacity, nor half. */
#include <stdio.h>
#include <string.h>

#include "busy_model.h"
#include "check.h"
#include "nca_tools.h"

/* https://github.com/llvm/llvm-project/blob/main/compiler-rt/include/sanitizer/allocator_interface.h */
size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));
int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void *, size_t), void (*)(const volatile void *)) __attribute__((weak));

enum { H = 20, W = 27 };

static float target[H * W * 4];
static long long num_allocations;

static void count_allocation(const volatile void *memory, size_t size_bytes) {
  (void)memory;
  (void)size_bytes;
  num_allocations++;
}

static void ignore_free(const volatile void *memory) {
  (void)memory;
}

static void test_a_trainer_takes_what_it_says(nca_recipe recipe, int num_threads) {
  const nca_model model = busy_model(1);
  const nca_trainer_desc desc = { .height_cells = H, .width_cells = W, .recipe = recipe, .num_threads = num_threads };
  const size_t before = __sanitizer_get_current_allocated_bytes();
  nca_trainer *trainer = nca_trainer_create(&desc, &model, target);
  CHECK_EQUAL(__sanitizer_get_current_allocated_bytes() - before, nca_trainer_size_bytes(&desc, &model.config));
  const long long allocations_before = num_allocations;
  for (int epoch = 0; epoch < 3; epoch++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  CHECK_EQUAL(num_allocations, allocations_before);
  nca_trainer_destroy(trainer);
  CHECK_EQUAL(__sanitizer_get_current_allocated_bytes(), before);
}

static void test_a_rollout_takes_what_it_says(void) {
  static float grads[USUAL_NUM_PARAMS];
  const nca_model model = busy_model(2);
  const nca_rollout_desc desc = { .height_cells = H, .width_cells = W, .num_steps_max = 6 };
  const size_t before = __sanitizer_get_current_allocated_bytes();
  nca_rollout *rollout = nca_rollout_create(&desc, &model);
  CHECK_EQUAL(__sanitizer_get_current_allocated_bytes() - before, nca_rollout_size_bytes(&desc, &model.config));
  const long long allocations_before = num_allocations;
  nca_rollout_forward(rollout, 6);
  nca_rollout_turn(rollout);
  nca_rollout_backward(rollout, grads, 6);
  CHECK_EQUAL(num_allocations, allocations_before);
  nca_rollout_destroy(rollout);
}

static void test_a_step_allocates_nothing(void) {
  const nca_model model = busy_model(4);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  const long long before = num_allocations;
  nca_sim_set_model(sim, &model);
  nca_sim_reset(sim, 1);
  nca_step(sim, 30);
  nca_sim_damage(sim, 9.0f, 9.0f, 4.0f);
  CHECK(nca_sim_num_alive(sim) > 0 && num_allocations == before);
  nca_sim_destroy(sim);
}

/* Too small a capacity: the size is told, and not a byte is written. */
static void test_all_or_nothing(void) {
  const nca_model model = busy_model(3);
  nca_trainer *trainer = nca_trainer_create(&(nca_trainer_desc){ .height_cells = H, .width_cells = W, .recipe = nca_recipe_persistent(9) }, &model, target);
  const size_t size = nca_weights_write(NULL, 0, &model, NCA_F16), head_size = nca_checkpoint_write_head(NULL, 0, trainer, &model, 9);
  uint8_t *bytes = allocate(head_size);
  const size_t capacities[] = { 0, 1, 7, 8, 9, 100, size / 2, size - 1 };
  for (size_t i = 0; i < sizeof capacities / sizeof *capacities; i++) {
    memset(bytes, 0x5a, head_size);
    CHECK_EQUAL(nca_weights_write(bytes, capacities[i], &model, NCA_F16), size);
    CHECK_EQUAL(nca_checkpoint_write_head(bytes, capacities[i], trainer, &model, 9), head_size);
    size_t num_written = 0;
    for (size_t b = 0; b < head_size; b++) num_written += bytes[b] != 0x5a;
    CHECK_EQUAL(num_written, 0);
  }
  CHECK_EQUAL(nca_weights_write(bytes, size, &model, NCA_F16), size);
  nca_model again;
  CHECK_EQUAL(nca_weights_read(&again, bytes, size), NCA_OK);
  nca_model_free(&again);
  free(bytes);
  nca_trainer_destroy(trainer);
}

int main(void) {
  for (int i = 0; i < H * W * 4; i++) target[i] = (float)(i * 7 % 13) / 13.0f;
  test_all_or_nothing();
  if (__sanitizer_get_current_allocated_bytes && __sanitizer_install_malloc_and_free_hooks) {
    __sanitizer_install_malloc_and_free_hooks(count_allocation, ignore_free);
    nca_recipe recipe = nca_recipe_blog();
    test_a_trainer_takes_what_it_says(recipe, 1);
    recipe = nca_recipe_regenerating(30);
    recipe.wound_begin_epoch = 0;
    recipe.stillness_weight = 1.0f;
    recipe.survival_weight = 1.0f;
    test_a_trainer_takes_what_it_says(recipe, 1);
    test_a_trainer_takes_what_it_says(recipe, 3);
    test_a_rollout_takes_what_it_says();
    test_a_step_allocates_nothing();
    CHECK(num_allocations > 0);
  } else {
    printf("memory: without a sanitizer nothing counts allocations; skipped\n");
  }
  return check_summary();
}
