/* How training begins: with a picture, or where a checkpoint left off. */
#include <stdlib.h>

#include "base/words.h"
#include "team.h"
#include "training.h"

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

/* Nor with other numbers than they have. */
static void check_sizes(const nca_shape *own, const train_options *options) {
  const struct { const char *option; int own, wanted; } parts[] = { { "channels", own->channels, options->channels }, { "hidden", own->hidden, options->hidden } };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (!parts[i].wanted || parts[i].wanted == parts[i].own) continue;
    usage_error("--%s: the weights of %s have %d, and go on with them", parts[i].option, options->init, parts[i].own);
  }
}

/* Where training starts: fresh or from a file; the command line decides over the file, and defaults fill what neither says. */
static bool make_model(nca_model *model, const train_options *options) {
  if (options->init ? !read_model(model, options->init) : !nca_model_init(model, &options->config, options->seed)) return false;
  if (options->init) {
    check_config(model, options);
    check_shape(&model->config, options);
    check_sizes(&model->config.shape, options);
  }
  const bool distill = model->config.shape.alive == NCA_ALIVE_PRE_POST;
  if (options->size.height) {
    model->height_cells = options->size.height;
    model->width_cells = options->size.width;
  } else if (!model->height_cells || !model->width_cells) {
    model->height_cells = model->width_cells = distill ? 72 : 32;
  }
  if (options->padding >= 0) model->padding_cells = options->padding;
  else if (!options->init) model->padding_cells = distill ? 16 : 0;
  const int smaller = model->height_cells < model->width_cells ? model->height_cells : model->width_cells;
  if (2 * model->padding_cells >= smaller) usage_error("a padding of %d leaves no cell of the picture", model->padding_cells);
  const char *image = is_dash(options->image) ? "" : options->image; /* what comes through a pipe has no name */
  set_text(model->target, base_name(image));
  if (options->name) set_text(model->name, options->name);
  else if (!options->init) set_stem(model->name, image);
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

static bool begin_new(training *run, const train_options *options, nca_trainer_desc *desc) {
  if (!make_model(&run->model, options)) return false;
  const nca_model *model = &run->model;
  const nca_target_desc target_desc = { .height_cells = model->height_cells, .width_cells = model->width_cells, .padding_cells = model->padding_cells,
                                        .premultiplied = model->config.premultiplied, .keep_aspect = true };
  float *target = read_target(&target_desc, options->image);
  if (!target) return false;
  nca_target_raise_alpha(target, target_desc.height_cells, target_desc.width_cells, options->min_alpha);
  desc->height_cells = model->height_cells;
  desc->width_cells = model->width_cells;
  desc->recipe = options->recipe;
  desc->seed = options->seed;
  bool ok = check_target(options->image, target, &target_desc, model->config.alive_threshold) && fits_memory(options->image, desc, &model->config);
  if (ok) {
    run->trainer = nca_trainer_create(desc, model, target);
    ok = run->trainer != NULL;
    if (!ok) tell_status(options->image, NCA_ERR_MEMORY);
  }
  free(target);
  run->recipe = options->recipe;
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
