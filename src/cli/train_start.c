/* How training begins: with a picture, or where a checkpoint left off. */
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "flakes.h"
#include "goals.h"
#include "recipe_options.h"
#include "shares.h"
#include "team.h"
#include "training.h"
#include "widen.h"

static bool is_same_kind(const nca_config *a, const nca_config *b) {
  return a->shape.alive == b->shape.alive && a->sobel_scale == b->sobel_scale && a->premultiplied == b->premultiplied;
}

/* Weights learnt under one rule grow nothing under another. */
static void check_config(const nca_model *model, const train_options *options) {
  const nca_config blog = nca_config_blog(), distill = nca_config_distill();
  if (options->config_word < 0 || is_same_kind(&model->config, &options->config)) return;
  const char *own = is_same_kind(&model->config, &blog) ? "blog" : is_same_kind(&model->config, &distill) ? "distill" : "neither";
  usage_error("--config: the weights of %s are of another configuration (%s), under which they go on without --config", options->init, own);
}

/* Nor by other filters, under another alive rule, or beyond another edge. */
static void check_shape(const nca_config *own, const train_options *options) {
  const struct { const char *option, *words; int own, wanted; } parts[] = {
    { "alive", nca_alive_words(), (int)own->shape.alive, options->alive },
    { "filters", nca_filters_words(), (int)own->shape.filters, options->filters },
    { "edge", nca_edge_words(), (int)own->shape.edge, options->edge },
  };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    char word[NCA_TEXT_BYTES];
    if (parts[i].wanted < 0 || parts[i].wanted == parts[i].own) continue;
    nca_word_copy(word, sizeof word, parts[i].words, parts[i].own);
    usage_error("--%s: the weights of %s were learnt with %s, and go on with it", parts[i].option, options->init, word);
  }
}

/* Nor with fewer numbers than they have. */
static void check_sizes(const nca_shape *own, const train_options *options) {
  if (options->channels && options->channels < own->channels) usage_error("--channels: the weights of %s have %d, and go on with as many or more", options->init, own->channels);
  if (options->hidden && options->hidden < own->hidden) usage_error("--hidden: the weights of %s have %d, and go on with as many or more", options->init, own->hidden);
}

/* A decoder that is there goes on as it is. */
static void check_decoder(const nca_shape *own, const train_options *options) {
  if (own->decoder && options->decoder && options->decoder != own->decoder) {
    usage_error("--decoder: that of %s has layers of %d, and goes on with them", options->init, own->decoder);
  }
  if (own->decoder && options->decoder_scale && options->decoder_scale != own->decoder_scale) {
    usage_error("--decoder-scale: that of %s was learnt at %d, and goes on with it", options->init, own->decoder_scale);
  }
  if (!own->decoder && !options->decoder && options->decoder_scale) usage_error("--decoder-scale is that of a --decoder");
}

static void check_goals(const nca_model *model, const train_options *options) {
  const int own = model->config.shape.goals;
  if (options->flakes.count && !is_of_crystals(model)) usage_error("--flakes: the weights of %s are of no family of crystals", options->init);
  if (options->flakes.count) return;
  if (options->num_images < own) usage_error("the weights of %s have %d goals, and want a picture for each", options->init, own);
}

/* What a message names where there is no file. */
static const char *first_target(const train_options *options) {
  return options->flakes.count ? "--flakes" : options->images[0];
}

/* As --goals says; else those of the file, and behind them those of the pictures. One goal alone needs no name. */
static bool name_goals(nca_model *model, const nca_model *before, const train_options *options) {
  if (options->flakes.count) return true;
  const int num_goals = options->num_images, num_before = before ? before->config.shape.goals : 0;
  const char **names = malloc((size_t)num_goals * sizeof *names);
  char (*texts)[NCA_TEXT_BYTES] = malloc((size_t)num_goals * sizeof *texts), *listed = NULL;
  bool ok = names && texts;
  for (int goal = 0; ok && goal < num_goals; goal++) {
    const char *image = options->images[goal];
    if (goal < num_before && before->goal_names) nca_model_goal_name(texts[goal], before, goal);
    else set_stem(texts[goal], is_dash(image) ? "" : base_name(image));
    names[goal] = texts[goal];
  }
  if (ok && options->goals) listed = parse_goal_names("goals", options->goals, names, num_goals);
  if (ok && (num_goals > 1 || listed)) ok = nca_model_name_goals(model, names);
  free(listed);
  free(texts);
  free(names);
  return ok;
}

static bool is_wider(const nca_shape *shape, const nca_shape *own) {
  return shape->channels > own->channels || shape->hidden > own->hidden || shape->goals > own->goals || shape->decoder != own->decoder;
}

/* Fresh, or from a file, whose own shape is in *own then. */
static bool make_rule(nca_model *model, nca_shape *own, const train_options *options) {
  nca_model before = { 0 };
  if (!options->init) {
    const bool ok = nca_model_init(model, &options->config, options->seed) && name_goals(model, NULL, options);
    if (!ok) tell_status(first_target(options), NCA_ERR_MEMORY);
    return ok;
  }
  if (!read_model(model, options->init)) return false;
  check_config(model, options);
  check_shape(&model->config, options);
  check_sizes(&model->config.shape, options);
  if (!options->flakes.count && is_of_crystals(model)) leave_family(model);
  check_goals(model, options);
  check_decoder(&model->config.shape, options);
  nca_shape shape = *own = model->config.shape;
  if (!options->flakes.count) shape.goals = options->num_images;
  if (options->channels) shape.channels = options->channels;
  if (options->hidden) shape.hidden = options->hidden;
  if (options->decoder) {
    shape.decoder = options->config.shape.decoder;
    shape.decoder_scale = options->config.shape.decoder_scale;
  }
  bool ok = nca_model_copy(&before, model);
  if (ok && is_wider(&shape, own)) ok = widen_model(model, &shape, options->seed);
  ok = ok && name_goals(model, &before, options);
  nca_model_free(&before);
  if (!ok) tell_status(options->init, NCA_ERR_MEMORY);
  return ok;
}

/* Where training starts; the command line decides over the file, and defaults fill what neither says. */
static bool make_model(nca_model *model, nca_shape *own, const train_options *options) {
  if (!make_rule(model, own, options)) return false;
  const cell_size size = options->size.height ? options->size : own_size_of(model);
  model->height_cells = size.height;
  model->width_cells = size.width;
  if (options->padding >= 0) model->padding_cells = options->padding;
  else if (!options->init) model->padding_cells = model->config.shape.alive == NCA_ALIVE_PRE_POST ? 16 : 0;
  const int smaller = model->height_cells < model->width_cells ? model->height_cells : model->width_cells;
  if (2 * model->padding_cells >= smaller) usage_error("a padding of %d leaves no cell of the picture", model->padding_cells);
  const char *image = options->num_images != 1 || is_dash(options->images[0]) ? "" : options->images[0]; /* what comes through a pipe has no name, and goals have their own */
  set_text(model->target, base_name(image));
  if (options->name) set_text(model->name, options->name);
  else if (!options->init) set_stem(model->name, *image ? image : options->output);
  if (options->flakes.count) set_text(model->family, NCA_CRYSTALS);
  if (options->license) set_text(model->license, options->license);
  return true;
}

/* False, after saying so, where the trainer would need more memory than there is. */
static bool fits_memory(const char *path, const nca_trainer_desc *desc, const nca_config *config) {
  const double gigabyte = 1e9;
  const uint64_t needed = nca_trainer_size_bytes(desc, config), available = memory_bytes();
  if (needed <= available) return true;
  tell(path, "this run takes %.1f GB of memory, and there are %.1f; it takes less with a smaller --pool, --batch or --size",
       (double)needed / gigabyte, (double)available / gigabyte);
  return false;
}

static bool check_target(const char *path, const float *target, const nca_target_desc *desc, double alive_threshold) {
  const int status = nca_target_check(target, desc, alive_threshold);
  if (status < 0) tell_status(path, status);
  if (status == 1) warn("%s: the picture is opaque everywhere, so a full rectangle will grow; on a transparent background a shape would", path);
  return status >= 0;
}

/* All pictures, one behind the other, each as often as its share says: targets [N][H][W][4], with a scale that many pixels a cell; for the caller to free. NULL after
 * telling why. */
static float *read_targets(const train_options *options, const nca_target_desc *desc, double alive_threshold) {
  const size_t size = target_size(desc);
  float *targets = malloc((size_t)num_targets_of(options) * size * sizeof *targets), *at = targets;
  if (!targets) tell_status(options->images[0], NCA_ERR_MEMORY);
  for (int i = 0; targets && i < options->num_images; i++) {
    float *target = read_target(desc, options->images[i]);
    bool ok = target != NULL;
    if (ok && !desc->scale) { /* what a decoder draws needs no life */
      nca_target_raise_alpha(target, desc->height_cells, desc->width_cells, options->min_alpha);
      ok = check_target(options->images[i], target, desc, alive_threshold);
    }
    for (int share = 0; ok && share < (options->shares ? options->shares[i] : 1); share++, at += size) memcpy(at, target, size * sizeof *targets);
    free(target);
    if (ok) continue;
    free(targets);
    targets = NULL;
  }
  return targets;
}

/* Details are learnt beside all that --init has, unless it is told otherwise. */
static void suit_details(nca_recipe *recipe, const nca_shape *shape, const nca_shape *own) {
  if (recipe->learns != NCA_LEARNS_DETAILS) return;
  if (!recipe->kept_channels) recipe->kept_channels = own->channels;
  if (!recipe->kept_hidden) recipe->kept_hidden = own->hidden;
  if (!nca_recipe_suits(recipe, shape)) {
    usage_error("--learn details: of %d channels and %d hidden numbers %d and %d stay as they are, which leaves none to learn: --channels and --hidden give more", shape->channels, shape->hidden,
                recipe->kept_channels, recipe->kept_hidden);
  }
}

/* A decoder learns unless it is told not to; and where there is none, nothing of it does. */
static void suit_decoder(nca_recipe *recipe, const nca_model *model, const train_options *options) {
  const nca_shape *shape = &model->config.shape;
  const int larger = model->height_cells > model->width_cells ? model->height_cells : model->width_cells;
  if (!shape->decoder && recipe->learns != NCA_LEARNS_ALL) usage_error("--learn %s: there is no --decoder", recipe->learns == NCA_LEARNS_DECODER ? "decoder" : "details");
  if (!options->has_fine_weight) recipe->fine_weight = shape->decoder ? 1.0f : 0.0f;
  if (!shape->decoder) recipe->fine_weight = 0.0f;
  if (recipe->fine_weight > 0.0f && larger > NCA_MAX_SIDE_PIXELS / shape->decoder_scale) {
    usage_error("--decoder-scale: %d pixels a cell of %d cells are more than the %d on a side that a picture may have", shape->decoder_scale, larger, NCA_MAX_SIDE_PIXELS);
  }
  check_recipe(recipe);
}

/* Whether the targets are not simply the goals. */
static bool has_mixes(const train_options *options) {
  return options->flakes.count || options->shares;
}

static float *mixes_of(const train_options *options) {
  return options->flakes.count ? mix_flakes(&options->flakes) : mix_shares(options->shares, options->num_images);
}

/* Of either kind. */
static float *targets_of(const train_options *options, const nca_target_desc *desc, double alive_threshold) {
  return options->flakes.count ? draw_flakes(&options->flakes, desc) : read_targets(options, desc, alive_threshold);
}

static bool begin_new(training *run, const train_options *options, nca_trainer_desc *desc) {
  nca_shape own = { 0 };
  if (!make_model(&run->model, &own, options)) return false;
  const nca_model *model = &run->model;
  const char *first = first_target(options);
  nca_recipe recipe = options->recipe;
  suit_details(&recipe, &model->config.shape, &own);
  suit_decoder(&recipe, model, options);
  nca_target_desc target_desc = { .height_cells = model->height_cells, .width_cells = model->width_cells, .padding_cells = model->padding_cells,
                                        .premultiplied = model->config.premultiplied, .keep_aspect = true };
  float *targets = targets_of(options, &target_desc, model->config.alive_threshold);
  if (!targets) return false;
  float *mixes = has_mixes(options) ? mixes_of(options) : NULL;
  if (has_mixes(options) && !mixes) {
    tell_status(first, NCA_ERR_MEMORY);
    free(targets);
    return false;
  }
  desc->mixes = mixes;
  desc->num_targets = num_targets_of(options);
  target_desc.scale = recipe.fine_weight > 0.0f ? model->config.shape.decoder_scale : 0;
  float *fine_targets = target_desc.scale ? targets_of(options, &target_desc, 0.0) : NULL;
  if (target_desc.scale && !fine_targets) {
    free(targets);
    free(mixes);
    return false;
  }
  desc->height_cells = model->height_cells;
  desc->width_cells = model->width_cells;
  desc->recipe = recipe;
  desc->fine_targets = fine_targets;
  desc->seed = options->seed;
  bool ok = fits_memory(first, desc, &model->config);
  if (ok) {
    run->trainer = nca_trainer_create(desc, model, targets);
    ok = run->trainer != NULL;
    if (!ok) tell_status(first, NCA_ERR_MEMORY);
  }
  free(targets);
  free(mixes);
  free(fine_targets);
  run->recipe = recipe;
  run->num_planned = options->num_epochs;
  return ok;
}

static bool begin_resumed(training *run, const train_options *options, nca_trainer_desc *desc) {
  file_bytes file;
  if (!read_file(&file, options->resume)) return false;
  nca_checkpoint checkpoint = { 0 };
  int status = nca_checkpoint_read(&checkpoint, file.bytes, file.size_bytes);
  bool ok = status == NCA_OK;
  if (ok) {
    desc->height_cells = checkpoint.model.height_cells;
    desc->width_cells = checkpoint.model.width_cells;
    desc->recipe = checkpoint.recipe;
    ok = fits_memory(options->resume, desc, &checkpoint.model.config);
    if (ok) status = nca_trainer_resume(&run->trainer, desc, file.bytes, file.size_bytes);
  }
  free(file.bytes);
  if (status < 0) tell_status(options->resume, status);
  if (!ok || status < 0) {
    nca_model_free(&checkpoint.model);
    return false;
  }
  if (options->num_epochs && options->num_epochs < checkpoint.num_epochs) {
    usage_error("--epochs: %lld in all are fewer than the %lld that lie behind", (long long)options->num_epochs, (long long)checkpoint.num_epochs);
  }
  run->model = checkpoint.model;
  run->has_learnt = true;
  run->recipe = checkpoint.recipe;
  run->num_planned = options->num_epochs ? options->num_epochs : checkpoint.num_epochs_planned;
  return true;
}

bool training_begin(training *run, const train_options *options) {
  nca_trainer_desc desc = { .num_threads = options->num_threads, .share = { .index = team_rank(), .count = team_size() }, .is_fused = options->is_fused };
  *run = (training){ .options = options, .mutex = PTHREAD_MUTEX_INITIALIZER };
  return options->resume ? begin_resumed(run, options, &desc) : begin_new(run, options, &desc);
}
