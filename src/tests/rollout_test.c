/* Rollouts for losses of one's own: the gradients of a trainer's loss to the bit, and of a loss on two states by central differences. */
#include <math.h>
#include <string.h>

#include "busy_model.h"
#include "check.h"
#include "nca.h"

enum { H = 11, W = 14, STEPS = 12, CELLS = H * W, C = NCA_USUAL_CHANNELS };

static float target[CELLS * 4];

static void test_as_the_trainer(void) {
  static float want[USUAL_NUM_PARAMS], got[USUAL_NUM_PARAMS];
  const nca_model model = busy_model(1);
  nca_recipe recipe = nca_recipe_blog();
  recipe.num_steps_max = recipe.num_steps_min = STEPS;
  nca_trainer *trainer = nca_trainer_create(&(nca_trainer_desc){ .height_cells = H, .width_cells = W, .recipe = recipe }, &model, target);
  nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = STEPS }, &model);
  const double loss = nca_trainer_gradient(trainer, want, 0, 5, STEPS);
  CHECK(isfinite(loss) && loss > 0.0);
  for (int run = 0; run < 2; run++) { /* it can begin again */
    nca_rollout_begin(rollout, &model, NULL, 5);
    nca_rollout_forward(rollout, STEPS - 5);
    nca_rollout_forward(rollout, 5);
    const float *state = nca_rollout_state(rollout), factor = 2.0f / (float)(CELLS * 4);
    float *dstate = nca_rollout_turn(rollout);
    for (int i = 0; i < CELLS; i++)
      for (int c = 0; c < 4; c++) dstate[i * C + c] += (state[i * C + c] - target[i * 4 + c]) * factor;
    memset(got, 0, sizeof got);
    nca_rollout_backward(rollout, got, 3);
    CHECK_EQUAL(nca_rollout_num_steps(rollout), STEPS - 3);
    nca_rollout_backward(rollout, got, STEPS - 3);
    CHECK(memcmp(got, want, sizeof got) == 0);
  }
  nca_trainer_destroy(trainer);
  nca_rollout_destroy(rollout);
}

/* The state after so many steps, from a random one. */
static const float *run_to(nca_rollout *rollout, const nca_model *model, const float *first, int num_steps) {
  nca_rollout_begin(rollout, model, first, 3);
  nca_rollout_forward(rollout, num_steps);
  return nca_rollout_state(rollout);
}

static double dot(const float *a, const float *b) {
  double sum = 0.0;
  for (int i = 0; i < CELLS * C; i++) sum += (double)a[i] * (double)b[i];
  return sum;
}

/* loss = early . state 4 + late . state 7 */
static double loss_of(nca_rollout *rollout, const nca_model *model, const float *first, const float *early, const float *late) {
  const double at_4 = dot(early, run_to(rollout, model, first, 4));
  nca_rollout_forward(rollout, 3);
  return at_4 + dot(late, nca_rollout_state(rollout));
}

static void test_a_loss_on_two_states(void) {
  static float grads[USUAL_NUM_PARAMS], first[CELLS * C], early[CELLS * C], late[CELLS * C];
  nca_model model = busy_model(4);
  for (int i = 0; i < CELLS * C; i++) {
    first[i] = i % C == NCA_ALPHA ? 1.0f : 0.5f * random_float(); /* all alive, and far from dying in so few steps */
    early[i] = random_float();
    late[i] = random_float();
  }
  nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = 7 }, &model);
  loss_of(rollout, &model, first, early, late);
  float *dstate = nca_rollout_turn(rollout);
  for (int i = 0; i < CELLS * C; i++) dstate[i] += late[i];
  nca_rollout_backward(rollout, grads, 3);
  for (int i = 0; i < CELLS * C; i++) dstate[i] += early[i];
  nca_rollout_backward(rollout, grads, 4);
  int num_checked = 0;
  for (int p = 3; p < USUAL_NUM_PARAMS; p += 97) {
    const float kept = model.params[p], h = 1e-3f;
    model.params[p] = kept + h;
    const double above = loss_of(rollout, &model, first, early, late);
    model.params[p] = kept - h;
    const double below = loss_of(rollout, &model, first, early, late), slope = (above - below) / (2.0 * (double)h);
    model.params[p] = kept;
    CHECK(fabs(slope - (double)grads[p]) <= 0.02 * fabs(slope) + 0.05);
    num_checked += fabs(slope) > 1.0;
  }
  CHECK(num_checked > 20);
  nca_rollout_destroy(rollout);
}

int main(void) {
  for (int i = 0; i < CELLS * 4; i++) target[i] = fabsf(random_float());
  test_as_the_trainer();
  test_a_loss_on_two_states();
  nca_rollout_destroy(NULL);
  return check_summary();
}
