/* The probe: grows a model far beyond what it was trained on, wounds it, and measures. Every trial is independent of the others. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "nca_tools.h"

enum { RGBA = 4, TWO_SEEDS_LAST_AGE = 1000 };

struct nca_probe {
  nca_probe_desc desc;
  nca_model model;
  float *targets; /* [num_turns][H][W][4] */
  int num_turns;
  nca_trial *trials;
  int num_trials;
  /* The trial that nca_probe_advance is in. */
  int current;
  nca_sim *sim;
  int num_errors;
};

/* ---------------------------------------------------------------- the list of trials */

static void add_lasting(nca_probe *probe, nca_trial_kind kind) {
  const nca_probe_desc *desc = &probe->desc;
  for (int i = 0; i < desc->num_seeds; i++) {
    nca_trial trial = { .kind = kind, .seed = desc->first_seed + (uint32_t)i };
    for (int age = 0; age < desc->num_ages; age++) {
      if (kind == NCA_TRIAL_TWO_SEEDS && desc->ages_steps[age] > TWO_SEEDS_LAST_AGE) break;
      trial.steps[trial.num_errors++] = desc->ages_steps[age];
    }
    if (trial.num_errors > 0) probe->trials[probe->num_trials++] = trial;
  }
}

static void add_healing(nca_probe *probe, nca_trial_kind kind) {
  for (int wound = 0; wound < NCA_PROBE_NUM_WOUNDS; wound++) {
    probe->trials[probe->num_trials++] = (nca_trial){ .kind = kind, .seed = probe->desc.first_seed + (uint32_t)wound, .wound = wound, .num_errors = 2,
                                                      .steps = { NCA_PROBE_WOUND_AGE, NCA_PROBE_WOUND_AGE + NCA_PROBE_HEAL_STEPS } };
  }
}

nca_probe *nca_probe_create(const nca_probe_desc *desc, const nca_model *model, const float *target) {
  NCA_ASSERT(desc && model && target && desc->height_cells > 0 && desc->width_cells > 0 && desc->num_seeds > 0);
  NCA_ASSERT(desc->num_ages > 0 && desc->num_ages <= NCA_PROBE_MAX_AGES && desc->wide_cells >= 0 && desc->wide_cells <= NCA_MAX_SIDE_CELLS);
  NCA_ASSERT(desc->wide_cells == 0 || (desc->wide_cells >= desc->height_cells && desc->wide_cells >= desc->width_cells));
  const int num_turns = model->turns > 1 ? model->turns : 1;
  const size_t target_size = (size_t)desc->height_cells * (size_t)desc->width_cells * RGBA;
  nca_probe *probe = calloc(1, sizeof *probe);
  if (!probe) return NULL;
  probe->targets = malloc((size_t)num_turns * target_size * sizeof *probe->targets);
  probe->trials = calloc((size_t)desc->num_seeds * 3 + 2 * NCA_PROBE_NUM_WOUNDS, sizeof *probe->trials);
  if (!probe->targets || !probe->trials || !nca_model_copy(&probe->model, model)) {
    nca_probe_destroy(probe);
    return NULL;
  }
  nca_target_turns(probe->targets, target, desc->height_cells, desc->width_cells, num_turns);
  probe->num_turns = num_turns;
  probe->desc = *desc;
  add_lasting(probe, NCA_TRIAL_LASTING);
  add_healing(probe, NCA_TRIAL_HEALING);
  if (desc->wide_cells == 0) return probe;
  add_lasting(probe, NCA_TRIAL_WIDE_LASTING);
  add_healing(probe, NCA_TRIAL_WIDE_HEALING);
  add_lasting(probe, NCA_TRIAL_TWO_SEEDS);
  return probe;
}

void nca_probe_destroy(nca_probe *probe) {
  if (!probe) return;
  nca_sim_destroy(probe->sim);
  nca_model_free(&probe->model);
  free(probe->targets);
  free(probe->trials);
  free(probe);
}

int nca_probe_num_trials(const nca_probe *probe) {
  NCA_ASSERT(probe);
  return probe->num_trials;
}

const nca_trial *nca_probe_trial(const nca_probe *probe, int trial) {
  NCA_ASSERT(probe && trial >= 0 && trial < probe->num_trials);
  return &probe->trials[trial];
}

/* ---------------------------------------------------------------- one trial */

/* Where the flakes of a trial have their seeds: their pictures lie about them, each in a turn of its own, as the target lies in the model's own grid. */
typedef struct {
  int num, x[2], y, turns[2];
} flakes;

static flakes flakes_of(const nca_trial *trial, const nca_sim *sim) {
  const int W = nca_sim_width(sim), middle = W / 2, apart = W / 4;
  if (trial->kind == NCA_TRIAL_TWO_SEEDS) return (flakes){ .num = 2, .x = { middle - apart, middle + apart }, .y = nca_sim_height(sim) / 2 };
  return (flakes){ .num = 1, .x = { middle }, .y = nca_sim_height(sim) / 2 };
}

static nca_sim *begin(const nca_probe *probe, const nca_trial *trial) {
  const bool is_wide = trial->kind != NCA_TRIAL_LASTING && trial->kind != NCA_TRIAL_HEALING;
  const nca_sim_desc desc = { .height_cells = is_wide ? probe->desc.wide_cells : probe->desc.height_cells,
                              .width_cells = is_wide ? probe->desc.wide_cells : probe->desc.width_cells };
  nca_sim *sim = nca_sim_create(&desc);
  if (!sim) return NULL;
  if (!nca_sim_set_model(sim, &probe->model)) {
    nca_sim_destroy(sim);
    return NULL;
  }
  nca_sim_set_goal(sim, probe->desc.goal);
  nca_sim_reset(sim, trial->seed);
  if (trial->kind != NCA_TRIAL_TWO_SEEDS) return sim;
  const flakes at = flakes_of(trial, sim);
  nca_sim_clear(sim);
  for (int i = 0; i < at.num; i++) nca_sim_seed(sim, at.x[i], at.y);
  return sim;
}

/* What the target of flake number i wants at (x, y); nothing outside its picture. */
static const float *wanted(const nca_probe *probe, const flakes *at, int x, int y) {
  static const float NOTHING[RGBA] = { 0.0f };
  const int H = probe->desc.height_cells, W = probe->desc.width_cells;
  for (int i = 0; i < at->num; i++) {
    const int target_x = x - at->x[i] + W / 2, target_y = y - at->y + H / 2;
    if (target_x < 0 || target_y < 0 || target_x >= W || target_y >= H) continue;
    const float *pixel = probe->targets + (((ptrdiff_t)at->turns[i] * H + target_y) * W + target_x) * RGBA;
    if (pixel[NCA_ALPHA] > 0.0f || i == at->num - 1) return pixel;
  }
  return NOTHING;
}

static double error_of(const nca_probe *probe, const flakes *at, nca_sim *sim) {
  const int H = nca_sim_height(sim), W = nca_sim_width(sim), C = nca_sim_config(sim).shape.channels;
  const float *state = nca_sim_state(sim);
  double sum = 0.0;
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++, state += C) {
      const float *pixel = wanted(probe, at, x, y);
      for (int c = 0; c < RGBA; c++) sum += ((double)state[c] - (double)pixel[c]) * ((double)state[c] - (double)pixel[c]);
    }
  }
  return sum / ((double)at->num * probe->desc.height_cells * probe->desc.width_cells * RGBA);
}

/* Of the turns that count, the nearest: flake by flake, as each changes what is wanted about itself alone. Negative: no memory. */
static double measure(const nca_probe *probe, const nca_trial *trial, nca_sim *sim) {
  const nca_probe_desc *desc = &probe->desc;
  if (probe->model.match == NCA_MATCH_TEXTURE)
    return nca_texture_error(nca_sim_state(sim), nca_sim_config(sim).shape.channels, nca_sim_height(sim), nca_sim_width(sim), probe->targets,
                             desc->height_cells, desc->width_cells);
  flakes nearest = flakes_of(trial, sim);
  double least = error_of(probe, &nearest, sim);
  for (int i = 0; i < nearest.num; i++) {
    flakes at = nearest;
    for (at.turns[i] = 1; at.turns[i] < probe->num_turns; at.turns[i]++) {
      const double error = error_of(probe, &at, sim);
      if (!(error < least)) continue;
      least = error;
      nearest.turns[i] = at.turns[i];
    }
  }
  return least;
}

static void wound(const nca_probe *probe, const nca_trial *trial, nca_sim *sim) {
  const int H = probe->desc.height_cells, W = probe->desc.width_cells;
  const float side = (float)((H < W ? H : W) - 2 * probe->desc.padding_cells);
  const nca_wound hit = nca_probe_wound(trial->wound, sim, 0.5f * (float)nca_sim_width(sim), 0.5f * (float)nca_sim_height(sim), side);
  nca_sim_wound(sim, &hit);
}

/* At most max_steps nearer to the next error, which is taken when it is reached. Returns the steps made, or NCA_ERR_MEMORY. */
static int advance(const nca_probe *probe, nca_trial *trial, nca_sim *sim, int num_errors, int max_steps) {
  const int left = trial->steps[num_errors] - (int)nca_sim_num_steps(sim);
  const int steps = left < max_steps ? left : max_steps;
  nca_step(sim, steps);
  if (steps < left) return steps;
  const bool is_healing = trial->kind == NCA_TRIAL_HEALING || trial->kind == NCA_TRIAL_WIDE_HEALING;
  if (is_healing && num_errors == 0) wound(probe, trial, sim);
  trial->errors[num_errors] = measure(probe, trial, sim);
  return trial->errors[num_errors] < 0.0 ? NCA_ERR_MEMORY : steps;
}

int nca_probe_run(nca_probe *probe, int trial) {
  NCA_ASSERT(probe && trial >= 0 && trial < probe->num_trials);
  nca_trial *own = &probe->trials[trial];
  nca_sim *sim = begin(probe, own);
  if (!sim) return NCA_ERR_MEMORY;
  int status = NCA_OK;
  for (int i = 0; i < own->num_errors && status >= 0; i++) status = advance(probe, own, sim, i, own->steps[i]);
  nca_sim_destroy(sim);
  return status < 0 ? status : NCA_OK;
}

int nca_probe_advance(nca_probe *probe, int max_steps) {
  NCA_ASSERT(probe && max_steps > 0);
  while (max_steps > 0 && probe->current < probe->num_trials) {
    nca_trial *trial = &probe->trials[probe->current];
    if (!probe->sim && !(probe->sim = begin(probe, trial))) return NCA_ERR_MEMORY;
    const int steps = advance(probe, trial, probe->sim, probe->num_errors, max_steps);
    if (steps < 0) return steps;
    max_steps -= steps;
    if ((int)nca_sim_num_steps(probe->sim) < trial->steps[probe->num_errors]) break;
    if (++probe->num_errors < trial->num_errors) continue;
    nca_sim_destroy(probe->sim);
    probe->sim = NULL;
    probe->num_errors = 0;
    probe->current++;
  }
  return probe->current == probe->num_trials;
}
