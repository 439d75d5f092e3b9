/* What JavaScript calls beside nca.h itself: the same functions with structs taken apart, because only numbers cross.
 * Which names are exported stands in exports_embed.json, exports_show.json and exports.json; web/core/ is the other side. */
#include <stdlib.h>

#include "base/edge.h"
#include "base/misuse.h"
#include "grow/alive.h"
#include "kernels/kernels.h"
#include "nca_tools.h"

nca_sim *nca_wasm_sim_create(int height_cells, int width_cells);
nca_model *nca_wasm_model_create(void);
double nca_wasm_model_get(const nca_model *model, int field);
void nca_wasm_model_set(nca_model *model, int field, double value);
float *nca_wasm_model_params(nca_model *model);
char *nca_wasm_model_text(nca_model *model, int field);
void nca_wasm_model_destroy(nca_model *model);
const char *nca_wasm_model_goal_names(const nca_model *model);
char *nca_wasm_model_room_for_names(nca_model *model, size_t size_bytes);
void nca_wasm_model_configure(nca_model *model, int distill);
int nca_wasm_model_init(nca_model *model, uint32_t seed);
int nca_wasm_target_read(float *target, int height_cells, int width_cells, int padding_cells, int premultiplied, int keep_aspect, int scale,
                         const uint8_t *bytes, size_t size_bytes);
int nca_wasm_target_from_rgba(float *target, int height_cells, int width_cells, int padding_cells, int premultiplied, int keep_aspect, int scale,
                              const uint8_t *rgba, int height_pixels, int width_pixels);
int nca_wasm_filters_planes(int filters);
int nca_wasm_filters_reach(int filters);
int nca_wasm_filters_turn(int filters);
int nca_wasm_edge_is_round(int edge);
int nca_wasm_alive_spares_all(int alive);
nca_recipe *nca_wasm_recipe_create(int base, double num_epochs);
double nca_wasm_recipe_number(int field, int what);
const char *nca_wasm_recipe_text(int field, int what);
const char *nca_wasm_recipe_wanted(const nca_recipe *recipe);
nca_trainer *nca_wasm_trainer_create(int height_cells, int width_cells, uint32_t seed, int share_index, int share_count,
                                     const nca_recipe *recipe, const nca_model *model, const float *targets, const float *fine_targets);
void nca_wasm_decode(nca_decoder *decoder, float *picture, uint8_t *rgba, const float *state, int height_cells, int width_cells, int top, int left, int height, int width);
double nca_wasm_trainer_num_epochs(const nca_trainer *trainer);
void nca_wasm_sim_wound(nca_sim *sim, int shape, float x_cells, float y_cells, float size_cells, float normal_x, float normal_y);
void nca_wasm_sim_noise(nca_sim *sim, int shape, float x_cells, float y_cells, float size_cells, float normal_x, float normal_y, uint32_t seed);
void nca_wasm_sim_graft(nca_sim *sim, int shape, float x_cells, float y_cells, float size_cells, float normal_x, float normal_y, int kind);
int nca_wasm_target_check(const float *target, int height_cells, int width_cells, int padding_cells, double alive_threshold);
double nca_wasm_trainer_size_bytes(int height_cells, int width_cells, int share_index, int share_count, const nca_recipe *recipe, const nca_model *model);
nca_trainer *nca_wasm_trainer_resume(int32_t *status, nca_model *model, int share_index, int share_count, const uint8_t *bytes, size_t size_bytes);
size_t nca_wasm_checkpoint_write_head(uint8_t *bytes, size_t capacity_bytes, const nca_trainer *trainer, const nca_model *about, double num_epochs_planned);
nca_probe *nca_wasm_probe_create(int height_cells, int width_cells, int padding_cells, int goal, int wide_cells, int num_seeds, uint32_t first_seed,
                                 const int32_t *ages_steps, int num_ages, const nca_model *model, const float *target);
double nca_wasm_trial_get(const nca_probe *probe, int trial, int field, int index);
void nca_wasm_ice(uint8_t *rgba, int side_pixels, uint8_t *cells, uint8_t *next, int radius_cells, int num_steps, uint32_t fates, uint32_t centre, uint32_t tips);
void emscripten_notify_memory_growth(size_t memory_index);

/* The order of these lists is the order of the lists in web/core/fields.js. */
enum { FIELD_ALIVE, FIELD_SOBEL_SCALE, FIELD_FIRE_RATE, FIELD_ALIVE_THRESHOLD, FIELD_PREMULTIPLIED, FIELD_HEIGHT, FIELD_WIDTH, FIELD_PADDING,
       FIELD_EPOCHS, FIELD_FILTERS, FIELD_EDGE, FIELD_TURNS, FIELD_MATCH,
       FIELD_CHANNELS, FIELD_HIDDEN, FIELD_GOALS, FIELD_DECODER, FIELD_DECODER_SCALE };
enum { TEXT_NAME, TEXT_TARGET, TEXT_LICENSE, TEXT_FAMILY };
enum { RECIPE_KIND, RECIPE_COUNT, RECIPE_MIN, RECIPE_MAX };
enum { RECIPE_NAME, RECIPE_WORDS, RECIPE_MEANING };
enum { TRIAL_KIND, TRIAL_SEED, TRIAL_WOUND, TRIAL_NUM_ERRORS, TRIAL_STEP, TRIAL_ERROR };

/* Memory that grows would otherwise be told to JavaScript through an import; views are made anew after every call instead. */
void emscripten_notify_memory_growth(size_t memory_index) {
  (void)memory_index;
}

nca_sim *nca_wasm_sim_create(int height_cells, int width_cells) {
  return nca_sim_create(&(nca_sim_desc){ .height_cells = height_cells, .width_cells = width_cells });
}

static nca_wound wound_of(int shape, float x_cells, float y_cells, float size_cells, float normal_x, float normal_y) {
  NCA_ASSERT(shape >= NCA_WOUND_DISC && shape <= NCA_WOUND_BAND);
  return (nca_wound){ .shape = (nca_wound_shape)shape, .x_cells = x_cells, .y_cells = y_cells, .size_cells = size_cells,
                      .normal_x = normal_x, .normal_y = normal_y };
}

void nca_wasm_sim_wound(nca_sim *sim, int shape, float x_cells, float y_cells, float size_cells, float normal_x, float normal_y) {
  const nca_wound wound = wound_of(shape, x_cells, y_cells, size_cells, normal_x, normal_y);
  nca_sim_wound(sim, &wound);
}

void nca_wasm_sim_noise(nca_sim *sim, int shape, float x_cells, float y_cells, float size_cells, float normal_x, float normal_y, uint32_t seed) {
  const nca_wound where = wound_of(shape, x_cells, y_cells, size_cells, normal_x, normal_y);
  nca_sim_noise(sim, &where, seed);
}

void nca_wasm_sim_graft(nca_sim *sim, int shape, float x_cells, float y_cells, float size_cells, float normal_x, float normal_y, int kind) {
  const nca_wound where = wound_of(shape, x_cells, y_cells, size_cells, normal_x, normal_y);
  nca_sim_graft(sim, &where, kind);
}

nca_model *nca_wasm_model_create(void) {
  return calloc(1, sizeof(nca_model));
}

void nca_wasm_model_destroy(nca_model *model) {
  nca_model_free(model);
  free(model);
}

double nca_wasm_model_get(const nca_model *model, int field) {
  switch (field) {
    case FIELD_ALIVE: return model->config.shape.alive;
    case FIELD_SOBEL_SCALE: return (double)model->config.sobel_scale;
    case FIELD_FIRE_RATE: return model->config.fire_rate;
    case FIELD_ALIVE_THRESHOLD: return model->config.alive_threshold;
    case FIELD_PREMULTIPLIED: return model->config.premultiplied;
    case FIELD_HEIGHT: return model->height_cells;
    case FIELD_WIDTH: return model->width_cells;
    case FIELD_PADDING: return model->padding_cells;
    case FIELD_EPOCHS: return (double)model->epochs;
    case FIELD_FILTERS: return model->config.shape.filters;
    case FIELD_EDGE: return model->config.shape.edge;
    case FIELD_CHANNELS: return model->config.shape.channels;
    case FIELD_HIDDEN: return model->config.shape.hidden;
    case FIELD_GOALS: return model->config.shape.goals;
    case FIELD_DECODER: return model->config.shape.decoder;
    case FIELD_DECODER_SCALE: return model->config.shape.decoder_scale;
    case FIELD_TURNS: return model->turns;
    case FIELD_MATCH: return model->match;
    default: __builtin_trap();
  }
}

void nca_wasm_model_set(nca_model *model, int field, double value) {
  switch (field) {
    case FIELD_ALIVE: model->config.shape.alive = (nca_alive_rule)value; break;
    case FIELD_SOBEL_SCALE: model->config.sobel_scale = (float)value; break;
    case FIELD_FIRE_RATE: model->config.fire_rate = value; break;
    case FIELD_ALIVE_THRESHOLD: model->config.alive_threshold = value; break;
    case FIELD_PREMULTIPLIED: model->config.premultiplied = value != 0.0; break;
    case FIELD_HEIGHT: model->height_cells = (int)value; break;
    case FIELD_WIDTH: model->width_cells = (int)value; break;
    case FIELD_PADDING: model->padding_cells = (int)value; break;
    case FIELD_EPOCHS: model->epochs = (int64_t)value; break;
    case FIELD_FILTERS: model->config.shape.filters = (nca_filters)value; break;
    case FIELD_EDGE: model->config.shape.edge = (nca_edge)value; break;
    case FIELD_CHANNELS: model->config.shape.channels = (int)value; break;
    case FIELD_HIDDEN: model->config.shape.hidden = (int)value; break;
    case FIELD_GOALS: model->config.shape.goals = (int)value; break;
    case FIELD_DECODER: model->config.shape.decoder = (int)value; break;
    case FIELD_DECODER_SCALE: model->config.shape.decoder_scale = (int)value; break;
    case FIELD_TURNS: model->turns = (int)value; break;
    case FIELD_MATCH: model->match = (nca_match_rule)value; break;
    default: __builtin_trap();
  }
}

/* Of the shape that was set before; NULL: no memory. */
float *nca_wasm_model_params(nca_model *model) {
  if (!model->params) model->params = calloc((size_t)nca_layout_of(&model->config.shape).num_params, sizeof(float));
  return model->params;
}

char *nca_wasm_model_text(nca_model *model, int field) {
  switch (field) {
    case TEXT_NAME: return model->name;
    case TEXT_TARGET: return model->target;
    case TEXT_LICENSE: return model->license;
    case TEXT_FAMILY: return model->family;
    default: __builtin_trap();
  }
}

const char *nca_wasm_model_goal_names(const nca_model *model) {
  return model->goal_names;
}

/* Of a model that has none yet. */
char *nca_wasm_model_room_for_names(nca_model *model, size_t size_bytes) {
  return model->goal_names = malloc(size_bytes);
}

void nca_wasm_model_configure(nca_model *model, int distill) {
  model->config = distill ? nca_config_distill() : nca_config_blog();
}

/* Of the configuration that was set before. */
int nca_wasm_model_init(nca_model *model, uint32_t seed) {
  const nca_config config = model->config;
  return nca_model_init(model, &config, seed) ? NCA_OK : NCA_ERR_MEMORY;
}

/* As floats or as bytes: one of the two is NULL. */
void nca_wasm_decode(nca_decoder *decoder, float *picture, uint8_t *rgba, const float *state, int height_cells, int width_cells, int top, int left, int height, int width) {
  const nca_area area = { .top = top, .left = left, .height = height, .width = width };
  if (picture) nca_decode(decoder, picture, state, height_cells, width_cells, &area);
  else nca_decode_rgba(decoder, rgba, state, height_cells, width_cells, &area);
}

static nca_target_desc target_desc(int height_cells, int width_cells, int padding_cells, int premultiplied, int keep_aspect, int scale) {
  return (nca_target_desc){ .height_cells = height_cells, .width_cells = width_cells, .padding_cells = padding_cells,
                            .premultiplied = premultiplied != 0, .keep_aspect = keep_aspect != 0, .scale = scale };
}

int nca_wasm_target_read(float *target, int height_cells, int width_cells, int padding_cells, int premultiplied, int keep_aspect, int scale,
                         const uint8_t *bytes, size_t size_bytes) {
  const nca_target_desc desc = target_desc(height_cells, width_cells, padding_cells, premultiplied, keep_aspect, scale);
  return nca_target_read(target, &desc, bytes, size_bytes);
}

int nca_wasm_target_from_rgba(float *target, int height_cells, int width_cells, int padding_cells, int premultiplied, int keep_aspect, int scale,
                              const uint8_t *rgba, int height_pixels, int width_pixels) {
  const nca_target_desc desc = target_desc(height_cells, width_cells, padding_cells, premultiplied, keep_aspect, scale);
  return nca_target_from_rgba(target, &desc, rgba, height_pixels, width_pixels);
}

int nca_wasm_filters_planes(int filters) {
  return nca_perception_of((nca_filters)filters)->planes;
}

int nca_wasm_filters_reach(int filters) {
  return nca_perception_of((nca_filters)filters)->reach;
}

/* Whether a cell that perceives turned sees something else. */
int nca_wasm_filters_turn(int filters) {
  return nca_perception_of((nca_filters)filters)->turns;
}

/* Whether the other side lies beyond the edge. */
int nca_wasm_edge_is_round(int edge) {
  enum { COUNT = 5 };
  const nca_beyond *beyond = nca_beyond_of((nca_edge)edge);
  return nca_place_seen(beyond->row, -1, COUNT) == COUNT - 1 && nca_place_seen(beyond->row, COUNT, COUNT) == 0
      && nca_place_seen(beyond->column, -1, COUNT) == COUNT - 1 && nca_place_seen(beyond->column, COUNT, COUNT) == 0;
}

/* Whether cells live on that have no life about them: then none dies. */
int nca_wasm_alive_spares_all(int alive) {
#define LIVES(name, value, file, ...) nca_alive_##file##_lives,
  static NCA_ALIVE_LIVES((*const ALL[])) = { NCA_ALIVE_LIST(LIVES) };
  static const float NOTHING[NCA_NUM_ASKED] = { 0.0f };
  NCA_ASSERT((unsigned)alive < sizeof ALL / sizeof *ALL);
  return ALL[alive](NOTHING, NOTHING, 0.0);
}

nca_recipe *nca_wasm_recipe_create(int base, double num_epochs) {
  nca_recipe *recipe = malloc(sizeof *recipe);
  if (recipe) *recipe = nca_recipe_base(base, (int64_t)num_epochs);
  return recipe;
}

double nca_wasm_recipe_number(int field, int what) {
  const nca_recipe_field *of = nca_recipe_field_at(field);
  switch (what) {
    case RECIPE_KIND: return of->kind;
    case RECIPE_COUNT: return of->count;
    case RECIPE_MIN: return of->min;
    case RECIPE_MAX: return of->max;
    default: __builtin_trap();
  }
}

const char *nca_wasm_recipe_text(int field, int what) {
  const nca_recipe_field *of = nca_recipe_field_at(field);
  switch (what) {
    case RECIPE_NAME: return of->name;
    case RECIPE_WORDS: return of->words;
    case RECIPE_MEANING: return of->meaning;
    default: __builtin_trap();
  }
}

const char *nca_wasm_recipe_wanted(const nca_recipe *recipe) {
  const char *wanted;
  nca_recipe_fault(recipe, &wanted);
  return wanted;
}

nca_trainer *nca_wasm_trainer_create(int height_cells, int width_cells, uint32_t seed, int share_index, int share_count,
                                     const nca_recipe *recipe, const nca_model *model, const float *targets, const float *fine_targets) {
  NCA_ASSERT(recipe && model && targets);
  const nca_trainer_desc desc = { .height_cells = height_cells, .width_cells = width_cells, .seed = seed, .recipe = *recipe,
                                  .share = { .index = share_index, .count = share_count }, .fine_targets = fine_targets };
  return nca_trainer_create(&desc, model, targets);
}

double nca_wasm_trainer_num_epochs(const nca_trainer *trainer) {
  return (double)nca_trainer_num_epochs(trainer);
}

double nca_wasm_trainer_size_bytes(int height_cells, int width_cells, int share_index, int share_count, const nca_recipe *recipe, const nca_model *model) {
  NCA_ASSERT(recipe && model);
  const nca_trainer_desc desc = { .height_cells = height_cells, .width_cells = width_cells, .recipe = *recipe,
                                  .share = { .index = share_index, .count = share_count } };
  return (double)nca_trainer_size_bytes(&desc, &model->config);
}

nca_trainer *nca_wasm_trainer_resume(int32_t *status, nca_model *model, int share_index, int share_count, const uint8_t *bytes, size_t size_bytes) {
  nca_trainer *trainer = NULL;
  *status = nca_trainer_resume(&trainer, &(nca_trainer_desc){ .share = { .index = share_index, .count = share_count } }, bytes, size_bytes);
  if (!trainer || nca_model_copy(model, nca_trainer_model(trainer))) return trainer;
  *status = NCA_ERR_MEMORY;
  nca_trainer_destroy(trainer);
  return NULL;
}

size_t nca_wasm_checkpoint_write_head(uint8_t *bytes, size_t capacity_bytes, const nca_trainer *trainer, const nca_model *about, double num_epochs_planned) {
  return nca_checkpoint_write_head(bytes, capacity_bytes, trainer, about, (int64_t)num_epochs_planned);
}

int nca_wasm_target_check(const float *target, int height_cells, int width_cells, int padding_cells, double alive_threshold) {
  const nca_target_desc desc = target_desc(height_cells, width_cells, padding_cells, 0, 0, 0);
  return nca_target_check(target, &desc, alive_threshold);
}

nca_probe *nca_wasm_probe_create(int height_cells, int width_cells, int padding_cells, int goal, int wide_cells, int num_seeds, uint32_t first_seed,
                                 const int32_t *ages_steps, int num_ages, const nca_model *model, const float *target) {
  NCA_ASSERT(ages_steps && num_ages > 0 && num_ages <= NCA_PROBE_MAX_AGES);
  nca_probe_desc desc = { .height_cells = height_cells, .width_cells = width_cells, .padding_cells = padding_cells, .goal = goal, .wide_cells = wide_cells,
                          .num_seeds = num_seeds, .first_seed = first_seed, .num_ages = num_ages };
  for (int i = 0; i < num_ages; i++) desc.ages_steps[i] = ages_steps[i];
  return nca_probe_create(&desc, model, target);
}

double nca_wasm_trial_get(const nca_probe *probe, int trial, int field, int index) {
  const nca_trial *of = nca_probe_trial(probe, trial);
  NCA_ASSERT(index >= 0 && index < NCA_PROBE_MAX_AGES);
  switch (field) {
    case TRIAL_KIND: return of->kind;
    case TRIAL_SEED: return of->seed;
    case TRIAL_WOUND: return of->wound;
    case TRIAL_NUM_ERRORS: return of->num_errors;
    case TRIAL_STEP: return of->steps[index];
    case TRIAL_ERROR: return of->errors[index];
    default: __builtin_trap();
  }
}

static void set_colour(uint8_t rgb[3], uint32_t colour) {
  for (int c = 0; c < 3; c++) rgb[c] = (uint8_t)(colour >> (16 - 8 * c));
}

/* fates: two bits for each number of neighbours; colours 0xRRGGBB; cells, next [2 radius + 1][2 radius + 1] */
void nca_wasm_ice(uint8_t *rgba, int side_pixels, uint8_t *cells, uint8_t *next, int radius_cells, int num_steps, uint32_t fates, uint32_t centre, uint32_t tips) {
  nca_ice_rule rule;
  nca_ice_tint tint;
  for (int i = 0; i < 7; i++) rule.fates[i] = (nca_ice_fate)(fates >> (2 * i) & 3);
  set_colour(tint.centre, centre);
  set_colour(tint.tips, tips);
  nca_ice_render(rgba, side_pixels, nca_ice_grow(cells, next, radius_cells, &rule, num_steps), radius_cells, &tint);
}
