/* Misuse traps, in every build: each deed is done in a process of its own, which must die of it. */
#include <math.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "usual_shape.h"
#include "nca_tools.h"

/* What __builtin_trap ends in. */
#if defined(__s390x__)
enum { TRAP_OF_THIS_MACHINE = SIGFPE }; /* of its compare-and-trap */
#else
enum { TRAP_OF_THIS_MACHINE = SIGILL };
#endif

static void create_nothing(void) { nca_sim_create(&(nca_sim_desc){ .height_cells = 0, .width_cells = 4 }); }
static void create_too_much(void) { nca_sim_create(&(nca_sim_desc){ .height_cells = 4, .width_cells = NCA_MAX_SIDE_CELLS + 1 }); }
static void step_nothing(void) { nca_step(NULL, 1); }
static void read_into_nothing(void) { nca_weights_read(NULL, (const uint8_t *)"", 0); }

static void pad_it_away(void) {
  float target[16];
  nca_target_read(target, &(nca_target_desc){ .height_cells = 2, .width_cells = 2, .padding_cells = 1 }, (const uint8_t *)"", 0);
}

static void step_back(void) {
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = 4, .width_cells = 4 });
  nca_step(sim, -1);
}

static void make_noise_nowhere(void) {
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = 4, .width_cells = 4 });
  nca_sim_noise(sim, &(nca_wound){ .shape = NCA_WOUND_DISC, .x_cells = INFINITY }, 1);
}

static void train_for_no_steps(void) {
  static const float target[64] = { 0 };
  const nca_config config = nca_config_blog();
  nca_model model = lasting_model(&config, 1);
  nca_recipe recipe = nca_recipe_blog();
  recipe.num_steps_min = 0;
  nca_trainer_create(&(nca_trainer_desc){ .height_cells = 4, .width_cells = 4, .recipe = recipe }, &model, target);
}

/* Every function that takes a pointer, given none. */
static void give_nothing(int wanted, int *count) {
  static uint8_t byte[64];
  static float numbers[64];
  static nca_model model;
  nca_config config = nca_config_blog();
  const nca_recipe recipe = nca_recipe_blog();
  const nca_target_desc target = { .height_cells = 2, .width_cells = 2 };
  const nca_trainer_desc training = { .height_cells = 2, .width_cells = 2, .recipe = recipe };
  const nca_rollout_desc rollout = { .height_cells = 2, .width_cells = 2, .num_steps_max = 1 };
  const nca_probe_desc probe = { .height_cells = 2, .width_cells = 2, .num_seeds = 1, .num_ages = 1, .ages_steps = { 1 } };
  const nca_wound wound = { .shape = NCA_WOUND_DISC };
  const nca_ice_rule ice = nca_ice_rule_blog();
  const nca_ice_tint tint = { { 0 }, { 0 } };
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = 2, .width_cells = 2 });
  nca_trainer *trainer;
  int i = 0;
#define DEED(call)     \
  if (i++ == wanted) { \
    (void)(call);      \
    return;            \
  }
  DEED(nca_config_valid(NULL))
  DEED(nca_model_init(NULL, &config, 1))
  DEED(nca_model_init(&model, NULL, 1))
  DEED(nca_shape_valid(NULL))
  DEED(nca_layout_of(NULL))
  DEED(nca_model_copy(NULL, &model))
  DEED(nca_model_copy(&model, NULL))
  DEED(nca_model_set(NULL, &model))
  DEED(nca_model_set(&model, NULL))
  DEED(nca_model_free(NULL))
  DEED(nca_weights_read(&model, NULL, 1))
  DEED(nca_weights_write(NULL, 1, &model, NCA_F32))
  DEED(nca_weights_write(byte, 1, NULL, NCA_F32))
  DEED(nca_target_read(NULL, &target, byte, 1))
  DEED(nca_target_read(numbers, NULL, byte, 1))
  DEED(nca_target_read(numbers, &target, NULL, 1))
  DEED(nca_target_from_rgba(NULL, &target, byte, 1, 1))
  DEED(nca_target_from_rgba(numbers, NULL, byte, 1, 1))
  DEED(nca_target_from_rgba(numbers, &target, NULL, 1, 1))
  DEED(nca_target_raise_alpha(NULL, 1, 1, 0.5f))
  DEED(nca_target_check(NULL, &target, 0.1))
  DEED(nca_target_check(numbers, NULL, 0.1))
  DEED(nca_fire_mask(NULL, 2, 2, 1, 1, 0.5))
  DEED(nca_sim_create(NULL))
  DEED(nca_sim_set_model(NULL, &model))
  DEED(nca_sim_set_model(sim, NULL))
  DEED(nca_sim_set_angle(NULL, 0.0f))
  DEED(nca_sim_reset(NULL, 1))
  DEED(nca_sim_set_clock(NULL, 1, 1))
  DEED(nca_sim_clear(NULL))
  DEED(nca_step(NULL, 1))
  DEED(nca_sim_seed(NULL, 0, 0))
  DEED(nca_sim_damage(NULL, 0.0f, 0.0f, 1.0f))
  DEED(nca_sim_wound(NULL, &wound))
  DEED(nca_sim_wound(sim, NULL))
  DEED(nca_sim_noise(NULL, &wound, 1))
  DEED(nca_sim_noise(sim, NULL, 1))
  DEED(nca_sim_state(NULL))
  DEED(nca_sim_cells(NULL))
  DEED(nca_sim_state_changed(NULL))
  DEED(nca_sim_clone(NULL))
  DEED(nca_sim_restore(NULL, sim))
  DEED(nca_sim_restore(sim, NULL))
  DEED(nca_sim_height(NULL))
  DEED(nca_sim_width(NULL))
  DEED(nca_sim_num_steps(NULL))
  DEED(nca_sim_fire_seed(NULL))
  DEED(nca_sim_angle(NULL))
  DEED(nca_sim_config(NULL))
  DEED(nca_sim_num_alive(NULL))
  DEED(nca_sim_rgba(NULL, byte))
  DEED(nca_sim_rgba(sim, NULL))
  DEED(nca_sim_loss(NULL, numbers))
  DEED(nca_sim_loss(sim, NULL))
  DEED(nca_sim_inspect(NULL, numbers, numbers))
  DEED(nca_rollout_create(NULL, &model))
  DEED(nca_rollout_create(&rollout, NULL))
  DEED(nca_rollout_size_bytes(NULL, &config))
  DEED(nca_rollout_size_bytes(&rollout, NULL))
  DEED(nca_rollout_begin(NULL, &model, NULL, 1))
  DEED(nca_rollout_forward(NULL, 1))
  DEED(nca_rollout_state(NULL))
  DEED(nca_rollout_num_steps(NULL))
  DEED(nca_rollout_turn(NULL))
  DEED(nca_rollout_backward(NULL, numbers, 0))
  DEED(nca_recipe_valid(NULL))
  DEED(nca_recipe_learning_rate(NULL, 1))
  DEED(nca_recipe_find(NULL))
  DEED(nca_recipe_get(NULL, 0, 0))
  DEED(nca_word_index(NULL, "blog"))
  DEED(nca_word_index("blog", NULL))
  DEED(nca_trainer_create(NULL, &model, numbers))
  DEED(nca_trainer_create(&training, NULL, numbers))
  DEED(nca_trainer_create(&training, &model, NULL))
  DEED(nca_train_epoch(NULL))
  DEED(nca_trainer_run_slice(NULL, 1))
  DEED(nca_trainer_run_share(NULL))
  DEED(nca_trainer_sample_grads(NULL, 0))
  DEED(nca_trainer_sample_losses(NULL))
  DEED(nca_trainer_finish_epoch(NULL))
  DEED(nca_trainer_params(NULL))
  DEED(nca_trainer_model(NULL))
  DEED(nca_trainer_recipe(NULL))
  DEED(nca_trainer_target(NULL, 0))
  DEED(nca_trainer_goal_loss(NULL, 0))
  DEED(nca_trainer_height(NULL))
  DEED(nca_trainer_width(NULL))
  DEED(nca_trainer_seed(NULL))
  DEED(nca_trainer_loss(NULL))
  DEED(nca_trainer_grad_norm(NULL))
  DEED(nca_trainer_num_epochs(NULL))
  DEED(nca_trainer_batch(NULL))
  DEED(nca_trainer_gradient(NULL, numbers, 0, 1, 1))
  DEED(nca_trainer_update(NULL, numbers))
  DEED(nca_trainer_size_bytes(NULL, &config))
  DEED(nca_trainer_size_bytes(&training, NULL))
  DEED(nca_trainer_pool_state(NULL, 0))
  DEED(nca_checkpoint_write_head(byte, 1, NULL, &model, 1))
  DEED(nca_checkpoint_read(NULL, byte, 1))
  DEED(nca_trainer_resume(NULL, &training, byte, 1))
  DEED(nca_trainer_resume(&trainer, NULL, byte, 1))
  DEED(nca_distill_read(NULL, byte, 1))
  DEED(nca_distill_read(&model, NULL, 1))
  DEED(nca_model_read(NULL, byte, 1))
  DEED(nca_model_read(&model, NULL, 1))
  DEED(nca_ice_seed(NULL, 1))
  DEED(nca_ice_step(NULL, byte, 1, &ice))
  DEED(nca_ice_step(byte, NULL, 1, &ice))
  DEED(nca_ice_step(byte, byte + 16, 1, NULL))
  DEED(nca_ice_grow(NULL, byte, 1, &ice, 1))
  DEED(nca_ice_grow(byte, NULL, 1, &ice, 1))
  DEED(nca_ice_grow(byte, byte + 16, 1, NULL, 0))
  DEED(nca_ice_render(NULL, 1, byte, 1, &tint))
  DEED(nca_ice_render(byte, 1, NULL, 1, &tint))
  DEED(nca_ice_render(byte, 1, byte + 16, 1, NULL))
  DEED(nca_crystal_point(NULL, 1))
  DEED(nca_crystal_grow(NULL))
  DEED(nca_crystal_grow((const float[]){ 0.0f, 1.0f, 1.5f, 0.0f }))
  DEED(nca_crystal_grow((const float[]){ 0.0f, 1.0f, 0.0f, NAN }))
  DEED(nca_crystal_draw(NULL, 1, nca_crystal_grow(numbers)))
  DEED(nca_crystal_draw(byte, 1, NULL))
  DEED(nca_probe_create(NULL, &model, numbers))
  DEED(nca_probe_create(&probe, NULL, numbers))
  DEED(nca_probe_create(&probe, &model, NULL))
  DEED(nca_probe_num_trials(NULL))
  DEED(nca_probe_trial(NULL, 0))
  DEED(nca_probe_run(NULL, 0))
  DEED(nca_probe_advance(NULL, 1))
  DEED(nca_probe_wound(0, NULL, 0.0f, 0.0f, 1.0f))
  nca_sim_destroy(sim);
  *count = i;
}

static void harmless(void) { nca_sim_destroy(NULL); }

/* deed NULL: number `wanted` of those that give nothing. */
static bool dies(void (*deed)(void), int wanted) {
  fflush(NULL);
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGILL, SIG_DFL); /* not the sanitizer's report */
    signal(SIGTRAP, SIG_DFL);
    int count;
    if (deed) deed();
    else give_nothing(wanted, &count);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && (WTERMSIG(status) == SIGILL || WTERMSIG(status) == SIGTRAP || WTERMSIG(status) == TRAP_OF_THIS_MACHINE);
}

static bool dies_of(void (*deed)(void)) {
  return dies(deed, 0);
}

int main(void) {
  CHECK(dies_of(create_nothing));
  CHECK(dies_of(create_too_much));
  CHECK(dies_of(step_nothing));
  CHECK(dies_of(read_into_nothing));
  CHECK(dies_of(pad_it_away));
  CHECK(dies_of(step_back));
  CHECK(dies_of(make_noise_nowhere));
  CHECK(dies_of(train_for_no_steps));
  CHECK(!dies_of(harmless));
  int count = 0;
  give_nothing(-1, &count);
  CHECK(count > 100);
  for (int i = 0; i < count; i++) {
    const bool trapped = dies(NULL, i);
    if (!trapped) fprintf(stderr, "deed %d of give_nothing does not trap\n", i);
    CHECK(trapped);
  }
  return check_summary();
}
