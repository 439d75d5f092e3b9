/* Families: the mix that is a point of one, and the probe of its members against the same steps made by hand. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "goals_model.h"
#include "nca_tools.h"

enum { H = 22, W = 27, AXES = 2, CORNERS = 4, CELLS = H * W };

static void test_mix(void) {
  float weights[8];
  for (int corner = 0; corner < 8; corner++) {
    const float point[3] = { (float)(corner & 1), (float)(corner >> 1 & 1), (float)(corner >> 2) };
    nca_family_mix(weights, point, 3);
    for (int i = 0; i < 8; i++) CHECK(weights[i] == (i == corner ? 1.0f : 0.0f));
  }
  const float point[3] = { 0.25f, 0.5f, 0.875f };
  nca_family_mix(weights, point, 3);
  float sum = 0.0f, along[3] = { 0.0f };
  for (int i = 0; i < 8; i++) {
    sum += weights[i];
    for (int axis = 0; axis < 3; axis++)
      if (i >> axis & 1) along[axis] += weights[i];
  }
  CHECK(sum == 1.0f);
  for (int axis = 0; axis < 3; axis++) CHECK(along[axis] == point[axis]); /* halves, quarters and eighths: exact */
  CHECK(weights[0] == 0.75f * 0.5f * 0.125f && weights[5] == 0.25f * 0.5f * 0.875f);
}

/* A rule of four goals under which life spreads. */
static nca_model spreading(void) {
  nca_config config = nca_config_distill();
  config.shape.channels = 8;
  config.shape.hidden = 16;
  config.shape.goals = CORNERS;
  return goals_model(&config, 5);
}

static void test_member_probe(void) {
  nca_model model = spreading();
  static float targets[2][CELLS * 4], visible[CELLS * 4], turned[CELLS * 4];
  check_random_state = 11;
  for (int i = 0; i < CELLS * 4; i++) targets[0][i] = random_float(), targets[1][i] = random_float();
  float mixes[2][CORNERS];
  nca_family_mix(mixes[0], (const float[]){ 0.3f, 0.8f }, AXES);
  nca_family_mix(mixes[1], (const float[]){ 0.9f, 0.1f }, AXES);
  const nca_member_desc desc = { .height_cells = H, .width_cells = W, .seed = 3, .early_step = 6, .late_step = 20, .turn_steps = 7, .mix = mixes[0], .next_mix = mixes[1],
                                 .target = targets[0], .next_target = targets[1] };
  nca_member_report report;
  CHECK_EQUAL(nca_member_probe(&report, visible, &desc, &model), NCA_OK);

  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  if (!sim || !nca_sim_set_model(sim, &model)) abort();
  nca_sim_set_mix(sim, mixes[0]);
  nca_sim_reset(sim, 3);
  nca_step(sim, 6);
  CHECK(report.early_error == nca_sim_loss(sim, targets[0]));
  nca_step(sim, 14);
  CHECK(report.late_error == nca_sim_loss(sim, targets[0]));
  CHECK(report.num_alive == nca_sim_num_alive(sim) && report.num_alive > 0);
  const float *state = nca_sim_state(sim);
  double largest = 0.0, square = 0.0;
  int num_at_edge = 0;
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) {
      const float *cell = state + (y * W + x) * 8;
      for (int c = 0; c < 8; c++) largest = fmax(largest, fabs((double)cell[c]));
      for (int c = 0; c < 4; c++) square += (double)cell[c] * (double)cell[c];
      CHECK(memcmp(visible + (y * W + x) * 4, cell, 4 * sizeof(float)) == 0);
      num_at_edge += (y == 0 || y == H - 1 || x == 0 || x == W - 1) && (double)cell[NCA_ALPHA] > model.config.alive_threshold;
    }
  }
  CHECK(report.largest == largest && num_at_edge > 0);
  CHECK_EQUAL(report.num_at_edge, num_at_edge);
  nca_picture_turn(turned, visible, H, W, 1, 6);
  CHECK(fabs(report.asymmetry - nca_picture_difference(visible, turned, H, W) * CELLS * 4 / square) < 1e-9 && report.asymmetry > 0.01);
  nca_sim_set_mix(sim, mixes[1]);
  nca_step(sim, 7);
  CHECK(report.turned_error == nca_sim_loss(sim, targets[1]));
  nca_sim_destroy(sim);

  for (int i = 0; i < CELLS * 4; i++) turned[i] = visible[i] + 0.5f;
  CHECK(fabs(nca_picture_difference(visible, turned, H, W) - 0.25) < 1e-6);
  model.params[nca_layout_of(&model.config.shape).b2 + 5] = 1e4f; /* numbers that run off are told */
  CHECK_EQUAL(nca_member_probe(&report, visible, &desc, &model), NCA_OK);
  CHECK(report.largest >= 1e4);
  nca_model_free(&model);
}

/* A cell lives by the threshold as it is, and not as the float nearest to it. */
static void test_lives_to_the_last_bit(void) {
  nca_config config = nca_config_blog();
  config.alive_threshold = 1.0 - 0x1p-40;
  nca_model model;
  if (!nca_model_init(&model, &config, 1)) abort();
  memset(model.params, 0, (size_t)nca_layout_of(&config.shape).num_params * sizeof *model.params); /* so that the seed stays as it is: its alpha is 1 */
  const float nothing[4] = { 0.0f }, one = 1.0f;
  const nca_member_desc desc = { .height_cells = 1, .width_cells = 1, .early_step = 1, .late_step = 2, .turn_steps = 1, .mix = &one, .next_mix = &one, .target = nothing, .next_target = nothing };
  nca_member_report report;
  float visible[4];
  CHECK_EQUAL(nca_member_probe(&report, visible, &desc, &model), NCA_OK);
  CHECK_EQUAL(report.num_alive, 1);
  CHECK_EQUAL(report.num_at_edge, 1);
  nca_model_free(&model);
}

int main(void) {
  test_mix();
  test_member_probe();
  test_lives_to_the_last_bit();
  return check_summary();
}
