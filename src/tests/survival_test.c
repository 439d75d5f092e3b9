/* Survival: which states have that loss, where its gradient goes, and that a rule whose seeds die learns by it to let them live. */
#include "kernels/loss.h"
#include "usual_shape.h"

enum { H = 9, W = 8, C = NCA_USUAL_CHANNELS, STEPS = 8, SEEDS = 40 };

static float state[H * W * C], dstate[H * W * C];

static void set_alpha(int cell, float alpha) {
  state[cell * C + NCA_ALPHA] = alpha;
}

static void check_loss(double loss, int32_t cell) {
  int32_t got;
  CHECK_EQUAL(nca_survival_forward(state, H, W, C, &got), loss);
  CHECK_EQUAL(got, cell);
}

static void test_the_liveliest_cell_has_it(void) {
  check_loss(0.25, 0); /* nothing lives */
  for (int i = 0; i < H * W; i++) set_alpha(i, -1.0f);
  check_loss(2.25, 0);
  set_alpha(H * W - 1, 0.25f);
  check_loss(0.0625, H * W - 1);
  set_alpha(20, 0.25f);
  set_alpha(11, 0.25f);
  check_loss(0.0625, 11); /* of equals the first */
  set_alpha(30, 0.5f);
  check_loss(0.0, 30);
  set_alpha(30, 7.0f);
  check_loss(0.0, 30);
}

static void test_its_gradient_is_of_that_alpha_alone(void) {
  nca_survival_backward(dstate, 0.25f, 11, C, 3.0f);
  for (int i = 0; i < H * W * C; i++) CHECK_EQUAL(dstate[i], i == 11 * C + NCA_ALPHA ? -1.5f : 0.0f);
  nca_survival_backward(dstate, 0.5f, 12, C, 3.0f);
  nca_survival_backward(dstate, 9.0f, 12, C, 3.0f);
  CHECK_EQUAL(dstate[12 * C + NCA_ALPHA], 0.0f);
}

/* A cell that fires grows fainter by so much: in eight steps most seeds have died. */
static nca_model fading_model(void) {
  nca_config config = nca_config_distill();
  nca_model model = lasting_model(&config, 5);
  model.params[USUAL_W1 + USUAL_B1 + USUAL_W2 + NCA_ALPHA] = -0.25f;
  return model;
}

static int num_that_live(const nca_model *model) {
  int count = 0;
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  CHECK(nca_sim_set_model(sim, model));
  for (uint32_t seed = 1; seed <= SEEDS; seed++) {
    nca_sim_reset(sim, seed);
    nca_step(sim, STEPS);
    bool lives = false;
    for (int i = 0; i < H * W; i++) lives = lives || nca_sim_state(sim)[i * C + NCA_ALPHA] > 0.1f;
    count += lives;
  }
  nca_sim_destroy(sim);
  return count;
}

/* Towards a picture of nothing, so that nothing else asks for life. */
static int num_that_live_after(float survival_weight, nca_loss_rule loss) {
  static const float target[H * W * 4];
  nca_recipe recipe = nca_recipe_growing(200);
  recipe.num_steps_min = STEPS / 2;
  recipe.num_steps_max = STEPS;
  recipe.loss = loss;
  recipe.survival_weight = survival_weight;
  const nca_model model = fading_model();
  nca_trainer *trainer = nca_trainer_create(&(nca_trainer_desc){ .height_cells = H, .width_cells = W, .recipe = recipe, .seed = 3 }, &model, target);
  if (!trainer) abort();
  for (int epoch = 0; epoch < 200; epoch++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  const int count = num_that_live(nca_trainer_model(trainer));
  nca_trainer_destroy(trainer);
  return count;
}

static void test_seeds_learn_to_live(void) {
  const nca_model model = fading_model();
  CHECK(num_that_live(&model) < SEEDS / 2);
  const nca_loss_rule losses[] = { NCA_LOSS_LAST, NCA_LOSS_EVERY };
  for (int i = 0; i < 2; i++) {
    CHECK(num_that_live_after(0.0f, losses[i]) < SEEDS / 2);
    CHECK_EQUAL(num_that_live_after(2.0f, losses[i]), SEEDS);
  }
}

int main(void) {
  test_the_liveliest_cell_has_it();
  test_its_gradient_is_of_that_alpha_alone();
  test_seeds_learn_to_live();
  return check_summary();
}
