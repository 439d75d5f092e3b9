/* The probe, held to the same runs made by hand. */
#include <math.h>
#include <string.h>

#include "usual_shape.h"
#include "nca_tools.h"

enum { H = 8, W = 10, PADDING = 1, WIDE = 24, RGBA = 4 };

/* Small random weights and an alpha that grows: something that lives and never stands still. */
static nca_model lively_model(void) {
  const nca_config config = nca_config_distill();
  nca_model model = lasting_model(&config, 3);
  for (int i = USUAL_W1 + USUAL_B1; i < USUAL_NUM_PARAMS - USUAL_B2; i++) model.params[i] = random_float() * 0.02f;
  return model;
}

static nca_probe_desc small_desc(void) {
  return (nca_probe_desc){ .height_cells = H, .width_cells = W, .padding_cells = PADDING, .wide_cells = WIDE, .num_seeds = 2, .first_seed = 11,
                           .num_ages = 3, .ages_steps = { 0, 7, 1100 } };
}

static double error_by_hand(const nca_sim *sim_const, int height, int width, const float *target, const int *centres, int num_centres) {
  nca_sim *sim = (nca_sim *)(uintptr_t)sim_const;
  float *wanted = calloc((size_t)(height * width * RGBA), sizeof *wanted);
  if (!wanted) abort();
  for (int i = 0; i < num_centres; i++)
    for (int y = 0; y < H; y++)
      for (int x = 0; x < W; x++) memcpy(wanted + ((height / 2 - H / 2 + y) * width + centres[i] - W / 2 + x) * RGBA, target + (y * W + x) * RGBA, RGBA * sizeof(float));
  double sum = 0.0;
  const float *state = nca_sim_state(sim);
  for (int i = 0; i < height * width; i++)
    for (int c = 0; c < RGBA; c++) sum += pow((double)state[i * NCA_USUAL_CHANNELS + c] - (double)wanted[i * RGBA + c], 2);
  free(wanted);
  return sum / (double)(num_centres * H * W * RGBA);
}

static bool close_to(double a, double b) {
  return fabs(a - b) <= 1e-9 + 1e-9 * fabs(b);
}

static void test_against_runs_by_hand(void) {
  const nca_model model = lively_model();
  const nca_probe_desc desc = small_desc();
  float target[H * W * RGBA];
  for (int i = 0; i < H * W * RGBA; i++) target[i] = fabsf(random_float());
  nca_probe *probe = nca_probe_create(&desc, &model, target), *sliced = nca_probe_create(&desc, &model, target);
  if (!probe || !sliced) abort();
  const int count = nca_probe_num_trials(probe);
  CHECK_EQUAL(count, 3 * 2 + 2 * NCA_PROBE_NUM_WOUNDS);
  for (int i = count - 1; i >= 0; i--) CHECK_EQUAL(nca_probe_run(probe, i), NCA_OK);
  while (!nca_probe_advance(sliced, 37)) {}
  CHECK_EQUAL(nca_probe_advance(sliced, 1), 1);
  int kinds[5] = { 0 };
  for (int i = 0; i < count; i++) {
    const nca_trial *trial = nca_probe_trial(probe, i), *same = nca_probe_trial(sliced, i);
    kinds[trial->kind]++;
    CHECK(memcmp(trial->errors, same->errors, (size_t)trial->num_errors * sizeof(double)) == 0);
    const bool is_wide = trial->kind >= NCA_TRIAL_WIDE_LASTING, heals = trial->kind == NCA_TRIAL_HEALING || trial->kind == NCA_TRIAL_WIDE_HEALING;
    if (heals && trial->wound % 4 != 0) continue; /* some of each kind are enough by hand */
    const int height = is_wide ? WIDE : H, width = is_wide ? WIDE : W;
    nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = height, .width_cells = width });
    if (!sim) abort();
    nca_sim_set_model(sim, &model);
    nca_sim_reset(sim, trial->seed);
    int centres[2] = { width / 2 }, num_centres = 1;
    if (trial->kind == NCA_TRIAL_TWO_SEEDS) {
      CHECK_EQUAL(trial->num_errors, 2); /* none beyond 1,000 steps */
      centres[0] = width / 2 - width / 4;
      centres[1] = width / 2 + width / 4;
      num_centres = 2;
      nca_sim_clear(sim);
      for (int s = 0; s < 2; s++) nca_sim_seed(sim, centres[s], height / 2);
    }
    for (int e = 0; e < trial->num_errors; e++) {
      nca_step(sim, trial->steps[e] - (int)nca_sim_num_steps(sim));
      if (heals && e == 0) {
        const nca_wound wound = nca_probe_wound(trial->wound, sim, 0.5f * (float)width, 0.5f * (float)height, H - 2 * PADDING);
        nca_sim_wound(sim, &wound);
      }
      CHECK(close_to(trial->errors[e], error_by_hand(sim, height, width, target, centres, num_centres)));
    }
    nca_sim_destroy(sim);
  }
  CHECK(kinds[NCA_TRIAL_LASTING] == 2 && kinds[NCA_TRIAL_WIDE_LASTING] == 2 && kinds[NCA_TRIAL_TWO_SEEDS] == 2);
  CHECK(kinds[NCA_TRIAL_HEALING] == 32 && kinds[NCA_TRIAL_WIDE_HEALING] == 32);
  CHECK(nca_probe_trial(probe, 0)->errors[0] != nca_probe_trial(probe, 0)->errors[1]);
  nca_probe_destroy(probe);
  nca_probe_destroy(sliced);
}

/* Every wound takes something and leaves something; a half takes half, a bite a third. */
static void test_wounds(void) {
  enum { SIDE = 60 };
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = SIDE, .width_cells = SIDE });
  if (!sim) abort();
  for (int wound = 0; wound < NCA_PROBE_NUM_WOUNDS; wound++) {
    float *state = nca_sim_state(sim);
    int before = 0, after = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        const bool is_flake = (x - 29.5) * (x - 29.5) + (y - 29.5) * (y - 29.5) < 400.0;
        before += is_flake;
        for (int c = 0; c < NCA_USUAL_CHANNELS; c++) state[(y * SIDE + x) * NCA_USUAL_CHANNELS + c] = is_flake ? 0.7f : 0.0f;
      }
    }
    nca_sim_state_changed(sim);
    const nca_wound hit = nca_probe_wound(wound, sim, 30.0f, 30.0f, 40.0f);
    nca_sim_wound(sim, &hit);
    for (int i = 0; i < SIDE * SIDE; i++) after += state[i * NCA_USUAL_CHANNELS] != 0.0f;
    CHECK(after < before && after > before / 3);
    const double share = 1.0 - (double)after / before;
    if (strstr(nca_probe_wound_name(wound), "half")) CHECK(share > 0.46 && share < 0.54);
    if (strstr(nca_probe_wound_name(wound), "bite")) CHECK(share > 0.32 && share < 0.35);
    for (int other = 0; other < wound; other++) CHECK(strcmp(nca_probe_wound_name(wound), nca_probe_wound_name(other)) != 0);
  }
  nca_sim_destroy(sim);
}

/* Of a model for which quarters of a turn count, a target and the same one turned by a quarter are one and the same; a grid of an odd side turns onto itself. */
static void test_turns(void) {
  enum { SIDE = 9 };
  nca_model model = lively_model();
  const nca_probe_desc desc = { .height_cells = SIDE, .width_cells = SIDE, .wide_cells = WIDE, .num_seeds = 2, .first_seed = 11, .num_ages = 2, .ages_steps = { 7, 30 } };
  float target[SIDE * SIDE * RGBA], turned[SIDE * SIDE * RGBA];
  for (int i = 0; i < SIDE * SIDE * RGBA; i++) target[i] = fabsf(random_float());
  nca_target_turn(turned, target, SIDE, SIDE, 1, 4);
  for (int turns = 0; turns <= 4; turns += 4) {
    model.turns = turns;
    nca_probe *probe = nca_probe_create(&desc, &model, target), *other = nca_probe_create(&desc, &model, turned);
    if (!probe || !other) abort();
    for (int i = 0; i < nca_probe_num_trials(probe); i++) {
      const nca_trial *trial = nca_probe_trial(probe, i), *same = nca_probe_trial(other, i);
      if (trial->kind == NCA_TRIAL_HEALING || trial->kind == NCA_TRIAL_WIDE_HEALING) continue; /* they take long, and measure no otherwise */
      CHECK(nca_probe_run(probe, i) == NCA_OK && nca_probe_run(other, i) == NCA_OK);
      for (int e = 0; e < 2; e++) CHECK((fabs(trial->errors[e] - same->errors[e]) <= 1e-6) == (turns == 4));
    }
    nca_probe_destroy(probe);
    nca_probe_destroy(other);
  }
}

int main(void) {
  test_turns();
  test_against_runs_by_hand();
  test_wounds();
  return check_summary();
}
