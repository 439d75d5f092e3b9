/* The n-th allocation is refused, for every n, of all that takes memory: it is said, nothing has changed, nothing is left behind. Usage: no_memory_test PICTURE.png DISTILL.json */
#include <string.h>

#include "files.h"
#include "goals_model.h"
#include "nca_tools.h"
#include "refuse_memory.h"

enum { H = 9, W = 12, RGBA = 4, GOALS = 3, SCALE = 2, MAX_TRIES = 1000 };

static file picture, distill, weights, checkpoint; /* of each kind that is read */
static nca_model model, other;                     /* of several goals with a decoder, and of a smaller shape */
static float targets[GOALS * H * W * RGBA], fine_targets[GOALS * H * W * SCALE * SCALE * RGBA];

/* ---------------------------------------------------------------- what takes memory. Each returns whether it had it, and leaves nothing */

/* Whether this status is fine. If not it must say what is wanting, and all be as it was. */
static bool went_well(int status, bool is_unchanged) {
  if (status == NCA_OK) return true;
  CHECK_EQUAL(status, NCA_ERR_MEMORY);
  CHECK(is_unchanged);
  return false;
}

static bool makes_a_model(void) {
  nca_model made, copy;
  memset(&made, 0x5a, sizeof made);
  const nca_model before = made;
  if (!nca_model_init(&made, &model.config, 3)) return went_well(NCA_ERR_MEMORY, memcmp(&made, &before, sizeof made) == 0);
  bool ok = nca_model_copy(&copy, &model);
  if (ok) {
    ok = nca_model_name_goals(&copy, (const char *[]){ "one", "two", "three" });
    if (!ok) CHECK_EQUAL(nca_model_find_goal(&copy, "star"), 0); /* as it was */
    nca_model_free(&copy);
  }
  nca_model_free(&made);
  return ok;
}

static bool reads(int (*read)(nca_model *, const uint8_t *, size_t), const file *from) {
  nca_model made;
  memset(&made, 0x5a, sizeof made);
  const nca_model before = made;
  const int status = read(&made, from->bytes, from->size_bytes);
  if (!went_well(status, memcmp(&made, &before, sizeof made) == 0)) return false;
  nca_model_free(&made);
  return true;
}

static bool reads_weights(void) {
  return reads(nca_model_read, &weights);
}

static bool reads_distill(void) {
  return reads(nca_model_read, &distill);
}

static bool reads_a_picture(void) {
  static float target[H * W * RGBA];
  target[5] = 7.0f;
  const int status = nca_target_read(target, &(nca_target_desc){ .height_cells = H, .width_cells = W, .keep_aspect = true }, picture.bytes, picture.size_bytes);
  return went_well(status, target[5] == 7.0f);
}

static bool simulates(void) {
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W }), *snapshot = NULL;
  if (!sim) return false;
  const nca_config empty = nca_sim_config(sim);
  bool ok = nca_sim_set_model(sim, &model);
  if (!ok) CHECK_EQUAL(nca_sim_config(sim).shape.channels, empty.shape.channels);
  if (ok) {
    nca_sim_reset(sim, 1);
    nca_step(sim, 5);
    ok = nca_sim_set_kinds(sim, (const float[]){ 1, 0, 0, 0, 1, 0 }, 2);
    const int num_alive = nca_sim_num_alive(sim);
    snapshot = ok ? nca_sim_clone(sim) : NULL;
    ok = snapshot && nca_sim_set_model(sim, &other);
    if (ok) {
      nca_sim_reset(sim, 2);
      nca_step(sim, 3);
      ok = nca_sim_restore(sim, snapshot);
      if (ok) CHECK_EQUAL(nca_sim_num_alive(sim), num_alive);
      else CHECK(nca_sim_num_steps(sim) == 3 && nca_sim_config(sim).shape.channels == other.config.shape.channels);
    }
  }
  nca_sim_destroy(snapshot);
  nca_sim_destroy(sim);
  return ok;
}

static bool decodes(void) {
  nca_decoder *decoder = nca_decoder_create(&model, SCALE);
  nca_decoder_destroy(decoder);
  return decoder != NULL;
}

static bool goes_back(void) {
  nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = 4 }, &model);
  nca_rollout_destroy(rollout);
  return rollout != NULL;
}

static nca_trainer *begin(void) {
  nca_recipe recipe = nca_recipe_regenerating(9);
  recipe.batch = 2;
  recipe.pool_size = 5;
  recipe.num_steps_min = 2;
  recipe.num_steps_max = 3;
  recipe.fine_weight = 1.0f;
  recipe.fine_pixels = 8;
  const nca_trainer_desc desc = { .height_cells = H, .width_cells = W, .recipe = recipe, .num_threads = 2, .fine_targets = fine_targets };
  return nca_trainer_create(&desc, &model, targets);
}

static bool trains(void) {
  nca_trainer *trainer = begin();
  const bool ok = trainer != NULL;
  if (ok) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
  nca_trainer_destroy(trainer);
  return ok;
}

static bool resumes(void) {
  nca_trainer *trainer = NULL;
  const int status = nca_trainer_resume(&trainer, &(nca_trainer_desc){ .num_threads = 1 }, checkpoint.bytes, checkpoint.size_bytes);
  if (!went_well(status, !trainer)) return false;
  nca_trainer_destroy(trainer);
  nca_checkpoint read;
  if (!went_well(nca_checkpoint_read(&read, checkpoint.bytes, checkpoint.size_bytes), true)) return false;
  nca_model_free(&read.model);
  return true;
}

static bool probes(void) {
  const nca_probe_desc desc = { .height_cells = H, .width_cells = W, .padding_cells = 1, .wide_cells = 2 * W, .num_seeds = 1, .num_ages = 2, .ages_steps = { 1, 3 } };
  nca_probe *probe = nca_probe_create(&desc, &model, targets);
  if (!probe) return false;
  int status = NCA_OK;
  for (int trial = 0; status == NCA_OK && trial < nca_probe_num_trials(probe); trial += 40) status = nca_probe_run(probe, trial);
  if (status == NCA_OK) status = nca_probe_advance(probe, 5) < 0 ? NCA_ERR_MEMORY : NCA_OK;
  nca_probe_destroy(probe);
  return went_well(status, true);
}

static bool probes_a_family(void) {
  static float visible[H * W * RGBA];
  const float mixes[2][GOALS] = { { 1, 0, 0 }, { 0, 1, 0 } };
  const nca_member_desc desc = { .height_cells = H, .width_cells = W, .early_step = 1, .late_step = 2, .turn_steps = 1, .mix = mixes[0], .next_mix = mixes[1], .target = targets, .next_target = targets };
  nca_member_report report;
  return went_well(nca_member_probe(&report, visible, &desc, &model), true);
}

static bool grows_a_crystal(void) {
  float point[NCA_CRYSTAL_NUM_AXES];
  nca_crystal_point(point, 7);
  nca_crystal *crystal = nca_crystal_grow(point);
  nca_crystal_destroy(crystal);
  return crystal != NULL;
}

/* ---------------------------------------------------------------- */

static const struct {
  const char *what;
  bool (*try)(void);
} ALL[] = {
  { "a model", makes_a_model }, { "reading weights", reads_weights }, { "reading Distill's", reads_distill }, { "reading a picture", reads_a_picture }, { "a simulation", simulates },
  { "a decoder", decodes }, { "a rollout", goes_back }, { "training", trains }, { "a checkpoint", resumes }, { "a probe", probes }, { "a family's probe", probes_a_family },
  { "a crystal", grows_a_crystal },
};

static void test_every_refusal(const char *what, bool (*try)(void)) {
  int refused = 0;
  for (;; refused++) {
    const long before = memory_num_held();
    refuse_memory(refused);
    const bool ok = try(), was_refused = memory_was_refused();
    refuse_memory(-1);
    CHECK_EQUAL(memory_num_held(), before);
    CHECK(ok != was_refused);
    if (memory_num_held() != before || ok == was_refused) fprintf(stderr, "%s, allocation %d\n", what, refused);
    if (!was_refused || refused == MAX_TRIES) break;
  }
  CHECK(refused > 0 && refused < MAX_TRIES);
}

static void make_files(void) {
  nca_config config = nca_config_distill();
  config.shape.channels = 8;
  config.shape.hidden = 16;
  other = goals_model(&config, 4);
  config.shape.channels = 12;
  config.shape.goals = GOALS;
  config.shape.decoder = 16;
  config.shape.decoder_scale = SCALE;
  model = goals_model(&config, 5);
  if (!nca_model_name_goals(&model, (const char *[]){ "star", "fern", "plate" })) abort();
  weights = write_weights(&model, NCA_F16);
  nca_trainer *trainer = begin();
  if (!trainer || nca_train_epoch(trainer) != NCA_OK) abort();
  checkpoint = write_checkpoint(trainer, &model, 9);
  nca_trainer_destroy(trainer);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  picture = read_file(argv[1]);
  distill = read_file(argv[2]);
  make_files();
  for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) test_every_refusal(ALL[i].what, ALL[i].try);
  file *const files[] = { &picture, &distill, &weights, &checkpoint };
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) free(files[i]->bytes);
  nca_model_free(&model);
  nca_model_free(&other);
  return check_summary();
}
