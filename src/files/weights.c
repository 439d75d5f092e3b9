/* Reads a model from a safetensors file. Everything is checked before the caller's model is touched. */
#include "files/weights.h"

#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "base/words.h"

/* The first of the words where the file says nothing. */
static bool read_word(const nca_safetensors *file, const char *key, const char *words, int *value) {
  char word[NCA_TEXT_BYTES];
  nca_word_copy(word, sizeof word, words, 0);
  if (!nca_safetensors_text(file, key, word)) return false;
  *value = nca_word_index(words, word);
  return *value >= 0;
}

/* Words that are none make no sense; numbers may be what this program cannot run. What a file does not say is as its alive rule's own
 * configuration has it. */
static int read_shape(const nca_safetensors *file, nca_config *config) {
  int alive, filters, edge;
  int64_t channels = NCA_USUAL_CHANNELS, hidden = NCA_USUAL_HIDDEN, goals = 1, decoder = 0, decoder_scale = 0;
  if (!read_word(file, "alive", nca_alive_words(), &alive) || !read_word(file, "filters", nca_filters_words(), &filters)
      || !read_word(file, "edge", nca_edge_words(), &edge)) return NCA_ERR_WEIGHTS_METADATA;
  if (!nca_safetensors_whole(file, "channels", INT32_MAX, &channels) || !nca_safetensors_whole(file, "hidden", INT32_MAX, &hidden)
      || !nca_safetensors_whole(file, "goals", INT32_MAX, &goals) || !nca_safetensors_whole(file, "decoder", INT32_MAX, &decoder)
      || !nca_safetensors_whole(file, "decoder_scale", INT32_MAX, &decoder_scale)) return NCA_ERR_WEIGHTS_SIZES;
  *config = alive == NCA_ALIVE_PRE_POST ? nca_config_distill() : nca_config_blog();
  config->shape.channels = (int)channels;
  config->shape.hidden = (int)hidden;
  config->shape.alive = (nca_alive_rule)alive;
  config->shape.filters = (nca_filters)filters;
  config->shape.edge = (nca_edge)edge;
  config->shape.goals = (int)goals;
  config->shape.decoder = (int)decoder;
  config->shape.decoder_scale = (int)decoder_scale;
  return nca_shape_valid(&config->shape) ? NCA_OK : NCA_ERR_WEIGHTS_SIZES;
}

static int read_metadata(nca_model *model, const nca_safetensors *file) {
  nca_config *config = &model->config;
  const int status = read_shape(file, config);
  if (status != NCA_OK) return status;
  double sobel_scale = (double)config->sobel_scale;
  int64_t height = 0, width = 0, padding = 0, turns = 0;
  int match;
  const bool ok = nca_safetensors_number(file, "sobel_scale", &sobel_scale)
      && nca_safetensors_number(file, "fire_rate", &config->fire_rate)
      && nca_safetensors_number(file, "alive_threshold", &config->alive_threshold)
      && nca_safetensors_bool(file, "premultiplied", &config->premultiplied)
      && nca_safetensors_whole(file, "height", NCA_MAX_SIDE_CELLS, &height)
      && nca_safetensors_whole(file, "width", NCA_MAX_SIDE_CELLS, &width)
      && nca_safetensors_whole(file, "padding", NCA_MAX_SIDE_CELLS, &padding)
      && nca_safetensors_whole(file, "turns", NCA_MAX_TURNS, &turns)
      && read_word(file, "match", nca_match_words(), &match)
      && nca_safetensors_whole(file, "epochs", 0x1p53, &model->epochs)
      && nca_safetensors_text(file, "name", model->name)
      && nca_safetensors_text(file, "target", model->target)
      && nca_safetensors_text(file, "license", model->license)
      && nca_safetensors_text(file, "family", model->family);
  config->sobel_scale = (float)sobel_scale;
  model->height_cells = (int)height;
  model->width_cells = (int)width;
  model->padding_cells = (int)padding;
  model->turns = (int)turns;
  if (ok) model->match = (nca_match_rule)match;
  return ok && nca_config_valid(config) ? NCA_OK : NCA_ERR_WEIGHTS_METADATA;
}

int nca_weights_tensors(nca_tensor tensors[NCA_MAX_TENSORS], const nca_shape *shape) {
  const nca_layout at = nca_layout_of(shape);
  const uint64_t C = (uint64_t)shape->channels, D = (uint64_t)shape->hidden, P = (uint64_t)at.perceived, G = (uint64_t)shape->goals, E = (uint64_t)shape->decoder;
  const nca_tensor all[NCA_MAX_TENSORS] = {
    { "updater.0.weight", at.w1, 4, { D, P, 1, 1 } },
    { "updater.0.bias", at.b1, 1, { D } },
    { "updater.2.weight", at.w2, 4, { C, D, 1, 1 } },
    { "updater.2.bias", at.b2, 1, { C } },
    { "goals.bias", at.b1, 2, { G, D } },
    { "decoder.0.weight", at.decoder_weights[0], 2, { E, C + 4 } },
    { "decoder.0.bias", at.decoder_biases[0], 1, { E } },
    { "decoder.1.weight", at.decoder_weights[1], 2, { E, E } },
    { "decoder.1.bias", at.decoder_biases[1], 1, { E } },
    { "decoder.2.weight", at.decoder_weights[2], 2, { 4, E } },
    { "decoder.2.bias", at.decoder_biases[2], 1, { 4 } },
  };
  int count = 0;
  for (int i = 0; i < NCA_MAX_TENSORS; i++) {
    const bool is_of_rule = i < 4, is_of_goals = i == 4;
    if (is_of_rule || (is_of_goals ? G > 1 : E > 0)) tensors[count++] = all[i];
  }
  return count;
}

/* Whether all tensors of a rule are there, of whatever shape. */
static bool is_model(const nca_safetensors *file) {
  nca_tensor tensors[NCA_MAX_TENSORS];
  const nca_shape usual = nca_shape_usual();
  const int count = nca_weights_tensors(tensors, &usual);
  for (int i = 0; i < count; i++)
    if (nca_json_find(&file->json, 0, tensors[i].name) < 0) return false;
  return true;
}

int nca_weights_from_file(nca_model *model, const nca_safetensors *file) {
  nca_tensor tensors[NCA_MAX_TENSORS];
  int status = is_model(file) ? read_metadata(model, file) : NCA_ERR_WEIGHTS_MISSING;
  if (status == NCA_OK) status = nca_safetensors_lines(file, "goal_names", model->config.shape.goals, &model->goal_names);
  if (status != NCA_OK) return status;
  const nca_layout layout = nca_layout_of(&model->config.shape);
  if (!(model->params = malloc((size_t)layout.num_params * sizeof *model->params))) return NCA_ERR_MEMORY;
  const int count = nca_weights_tensors(tensors, &model->config.shape);
  for (int i = 0; i < count && status == NCA_OK; i++) {
    const nca_tensor *tensor = &tensors[i];
    status = nca_safetensors_floats(model->params + tensor->offset, file, tensor->name, tensor->sides, tensor->num_sides == 4 ? 2 : tensor->num_sides);
  }
  return status;
}

int nca_weights_read(nca_model *model, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(model && (bytes || size_bytes == 0));
  nca_safetensors file;
  nca_model read = { 0 };
  int status = nca_safetensors_open(&file, bytes, size_bytes);
  if (status == NCA_OK) status = nca_weights_from_file(&read, &file);
  nca_safetensors_close(&file);
  if (status == NCA_OK) *model = read;
  else nca_model_free(&read);
  return status;
}
