/* Misuse traps, in every build: each deed is done in a process of its own, which must die of it. */
#include <math.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "nca.h"

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
  nca_model model;
  const nca_config config = nca_config_blog();
  nca_model_init(&model, &config, 1);
  nca_recipe recipe = nca_recipe_blog();
  recipe.num_steps_min = 0;
  nca_trainer_create(&(nca_trainer_desc){ .height_cells = 4, .width_cells = 4, .recipe = recipe }, &model, target);
}

static void harmless(void) { nca_sim_destroy(NULL); }

static bool dies_of(void (*deed)(void)) {
  fflush(NULL);
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGILL, SIG_DFL); /* not the sanitizer's report */
    signal(SIGTRAP, SIG_DFL);
    deed();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && (WTERMSIG(status) == SIGILL || WTERMSIG(status) == SIGTRAP);
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
  return check_summary();
}
