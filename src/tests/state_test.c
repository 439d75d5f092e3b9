/* A state from outside: put back and gone on from, made noise of, and looked into. */
#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "busy_model.h"
#include "check.h"
#include "nca.h"

enum { H = 13, W = 17, STATE = H * W * NCA_USUAL_CHANNELS }; /* not a multiple of four cells */

static nca_sim *grown_sim(uint32_t seed, int num_steps) {
  const nca_model model = busy_model(seed);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  if (!sim) abort();
  nca_sim_set_model(sim, &model);
  nca_sim_reset(sim, seed);
  nca_step(sim, num_steps);
  return sim;
}

static void put_state(nca_sim *sim, const float *state) {
  memcpy(nca_sim_state(sim), state, STATE * sizeof *state);
  nca_sim_state_changed(sim);
}

static bool same_state(nca_sim *one, nca_sim *other) {
  return memcmp(nca_sim_state(one), nca_sim_state(other), STATE * sizeof(float)) == 0;
}

static void test_a_saved_state_goes_on(void) {
  for (uint32_t seed = 0; seed < 4; seed++) {
    nca_sim *straight = grown_sim(seed, 9), *resumed = grown_sim(seed, 4);
    nca_sim_reset(resumed, seed + 1);
    put_state(resumed, nca_sim_state(straight));
    nca_sim_set_clock(resumed, seed, 9);
    CHECK(same_state(straight, resumed));
    CHECK_EQUAL(nca_sim_num_steps(resumed), 9);
    nca_step(straight, 7);
    nca_step(resumed, 7);
    CHECK(same_state(straight, resumed));
    CHECK_EQUAL(nca_sim_num_steps(resumed), 16);
    nca_sim_destroy(straight);
    nca_sim_destroy(resumed);
  }
}

/* What is covered is noise and all else is as it was; where, the tests of wounds say, which cover the same cells. */
static void test_noise(void) {
  const nca_wound places[] = {
    { .shape = NCA_WOUND_DISC, .x_cells = 15.0f, .y_cells = 2.0f, .size_cells = 3.0f },
    { .shape = NCA_WOUND_HALF_PLANE, .x_cells = 8.0f, .y_cells = 6.0f, .normal_x = 0.6f, .normal_y = 0.8f },
    { .shape = NCA_WOUND_BAND, .x_cells = 8.0f, .y_cells = 6.0f, .size_cells = 2.5f, .normal_x = 0.8f, .normal_y = -0.6f },
  };
  for (uint32_t run = 0; run < 24; run++) {
    const nca_wound *where = &places[run % 3];
    nca_sim *noisy = grown_sim(run, (int)run % 5), *wounded = grown_sim(run, 0), *written = grown_sim(run, 0);
    if (run >= 12) nca_sim_clear(noisy); /* nothing but noise, in rows where nothing was */
    float before[STATE];
    memcpy(before, nca_sim_state(noisy), sizeof before);
    nca_sim_noise(noisy, where, run);
    float *state = nca_sim_state(noisy), *marks = nca_sim_state(wounded);
    for (int i = 0; i < STATE; i++) marks[i] = 1.0f;
    nca_sim_state_changed(wounded);
    nca_sim_wound(wounded, where);
    int num_covered = 0;
    for (int i = 0; i < STATE; i++) {
      const int cell = i / NCA_USUAL_CHANNELS, channel = i % NCA_USUAL_CHANNELS;
      const float unit = nca_rng_unit(run, NCA_DRAW_NOISE, (uint64_t)cell, (uint32_t)channel);
      CHECK(state[i] == (marks[i] != 0.0f ? before[i] : channel < 4 ? unit : 2.0f * unit - 1.0f));
      num_covered += marks[i] == 0.0f;
    }
    CHECK(num_covered >= 20 * NCA_USUAL_CHANNELS && num_covered <= STATE - 20 * NCA_USUAL_CHANNELS);
    put_state(written, state); /* which finds out anew what is nonzero and what is hot */
    nca_sim_set_clock(written, run, nca_sim_num_steps(noisy));
    for (int step = 0; step < 4; step++) {
      CHECK_EQUAL(nca_sim_num_alive(noisy), nca_sim_num_alive(written));
      CHECK(same_state(noisy, written));
      nca_step(noisy, 1);
      nca_step(written, 1);
    }
    nca_sim_destroy(noisy);
    nca_sim_destroy(wounded);
    nca_sim_destroy(written);
  }
}

/* alive [H][W]: whether a cell has alpha above the threshold in its 3x3. */
static void find_alive(bool *alive, const float *state, double threshold) {
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) {
      alive[y * W + x] = false;
      for (int v = y > 0 ? y - 1 : 0; v <= y + 1 && v < H; v++)
        for (int u = x > 0 ? x - 1 : 0; u <= x + 1 && u < W; u++)
          alive[y * W + x] |= (double)state[(v * W + u) * NCA_USUAL_CHANNELS + NCA_ALPHA] > threshold;
    }
  }
}

/* The next state, from what inspection says of the one that is. */
static void step_by_inspection(float *next, nca_sim *sim, const nca_config *config, uint32_t seed) {
  float *delta = allocate(STATE * sizeof *delta);
  uint8_t mask[H * W];
  bool before[H * W], after[H * W];
  nca_sim_inspect(sim, NULL, delta);
  memcpy(next, nca_sim_state(sim), STATE * sizeof *next);
  nca_fire_mask(mask, H, W, seed, nca_sim_num_steps(sim), config->fire_rate);
  find_alive(before, next, config->alive_threshold);
  for (int i = 0; i < STATE; i++)
    if (mask[i / NCA_USUAL_CHANNELS]) next[i] += delta[i];
  find_alive(after, next, config->alive_threshold);
  for (int i = 0; i < STATE; i++) {
    const int cell = i / NCA_USUAL_CHANNELS;
    if (!after[cell] || (config->shape.alive == NCA_ALIVE_PRE_POST && !before[cell])) next[i] = 0.0f;
  }
  free(delta);
}

/* perceived [H][W][P] by the definition, in doubles. */
static void check_perceived(const float *perceived, const float *state, double sobel_scale, double angle) {
  const double factors[3] = { 1.0, 2.0, 1.0 };
  for (int i = 0; i < STATE; i++) {
    const int cell = i / NCA_USUAL_CHANNELS, channel = i % NCA_USUAL_CHANNELS, y = cell / W, x = cell % W;
    double gx = 0.0, gy = 0.0;
    for (int v = -1; v <= 1; v++) {
      for (int u = -1; u <= 1; u++) {
        if (y + v < 0 || y + v >= H || x + u < 0 || x + u >= W) continue;
        const double value = (double)state[((y + v) * W + x + u) * NCA_USUAL_CHANNELS + channel] * sobel_scale;
        gx += u * factors[v + 1] * value;
        gy += v * factors[u + 1] * value;
      }
    }
    const float *perceived_c = perceived + cell * USUAL_PERCEIVED + channel;
    CHECK(perceived_c[0] == state[i]);
    CHECK(fabs((double)perceived_c[NCA_USUAL_CHANNELS] - (gx * cos(angle) - gy * sin(angle))) < 1e-4);
    CHECK(fabs((double)perceived_c[2 * NCA_USUAL_CHANNELS] - (gx * sin(angle) + gy * cos(angle))) < 1e-4);
  }
}

static void test_inspection_says_what_the_step_does(void) {
  for (uint32_t seed = 0; seed < 4; seed++) { /* both configurations */
    const nca_config config = busy_model(seed).config;
    for (int turned = 0; turned < 2; turned++) {
      const float angle = turned ? 0.7f : 0.0f;
      nca_sim *sim = grown_sim(seed, 0), *untouched = grown_sim(seed, 0);
      nca_sim_set_angle(sim, angle);
      nca_sim_set_angle(untouched, angle);
      const nca_wound busy = { .shape = NCA_WOUND_DISC, .x_cells = 15.0f, .y_cells = 10.0f, .size_cells = 4.0f };
      nca_sim_noise(sim, &busy, seed);
      nca_sim_noise(untouched, &busy, seed);
      for (int step = 0; step < 12; step++) {
        float next[STATE], *perceived = allocate(H * W * USUAL_PERCEIVED * sizeof *perceived);
        step_by_inspection(next, sim, &config, seed);
        nca_sim_inspect(sim, perceived, NULL);
        check_perceived(perceived, nca_sim_state(sim), (double)config.sobel_scale, (double)angle);
        nca_sim_inspect(sim, NULL, NULL);
        CHECK(same_state(sim, untouched));
        nca_step(sim, 1);
        nca_step(untouched, 1);
        CHECK(memcmp(next, nca_sim_state(sim), sizeof next) == 0);
        CHECK(same_state(sim, untouched));
        free(perceived);
      }
      CHECK(nca_sim_num_alive(sim) > 40 && nca_sim_num_alive(sim) < H * W); /* the alive rule had something to decide */
      nca_sim_destroy(sim);
      nca_sim_destroy(untouched);
    }
  }
}

int main(void) {
  test_a_saved_state_goes_on();
  test_noise();
  test_inspection_says_what_the_step_does();
  return check_summary();
}
