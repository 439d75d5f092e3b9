/* Writes a model as a safetensors file. */
#include "base/misuse.h"
#include "base/words.h"
#include "files/weights.h"

static void put_word(nca_sink *out, const char *key, const char *words, int value) {
  char word[NCA_TEXT_BYTES];
  nca_word_copy(word, sizeof word, words, value);
  nca_sink_text_entry(out, key, word);
}

void nca_weights_put_metadata(nca_sink *out, const nca_model *about, const nca_config *config, int height_cells, int width_cells,
                              int turns, nca_match_rule match) {
  put_word(out, "alive", nca_alive_words(), (int)config->shape.alive);
  if (config->shape.channels != NCA_USUAL_CHANNELS) nca_sink_count_entry(out, "channels", config->shape.channels);
  if (config->shape.hidden != NCA_USUAL_HIDDEN) nca_sink_count_entry(out, "hidden", config->shape.hidden);
  if (config->shape.filters != NCA_FILTERS_SOBEL) put_word(out, "filters", nca_filters_words(), (int)config->shape.filters);
  if (config->shape.edge != NCA_EDGE_ZERO) put_word(out, "edge", nca_edge_words(), (int)config->shape.edge);
  if (config->shape.goals > 1) nca_sink_count_entry(out, "goals", config->shape.goals);
  if (about->goal_names) nca_sink_lines_entry(out, "goal_names", about->goal_names);
  nca_sink_count_entry(out, "decoder", config->shape.decoder);
  nca_sink_count_entry(out, "decoder_scale", config->shape.decoder_scale);
  nca_sink_number_entry(out, "sobel_scale", (double)config->sobel_scale);
  nca_sink_number_entry(out, "fire_rate", config->fire_rate);
  nca_sink_number_entry(out, "alive_threshold", config->alive_threshold);
  nca_sink_text_entry(out, "premultiplied", config->premultiplied ? "true" : "false");
  nca_sink_text_entry(out, "name", about->name);
  nca_sink_text_entry(out, "target", about->target);
  nca_sink_text_entry(out, "license", about->license);
  nca_sink_text_entry(out, "family", about->family);
  nca_sink_count_entry(out, "height", height_cells);
  nca_sink_count_entry(out, "width", width_cells);
  nca_sink_count_entry(out, "padding", about->padding_cells);
  if (turns > 1) nca_sink_count_entry(out, "turns", turns);
  if (match != NCA_MATCH_PIXELS) put_word(out, "match", nca_match_words(), (int)match);
  nca_sink_count_entry(out, "epochs", about->epochs);
}

void nca_weights_put_tensors(nca_sink *out, const nca_shape *shape, nca_dtype dtype) {
  nca_tensor tensors[NCA_MAX_TENSORS];
  const int count = nca_weights_tensors(tensors, shape);
  for (int i = 0; i < count; i++) nca_sink_tensor(out, tensors[i].name, dtype == NCA_F16 ? "F16" : "F32", tensors[i].sides, tensors[i].num_sides);
}

void nca_weights_put_values(nca_sink *out, const nca_shape *shape, nca_dtype dtype, const float *params) {
  nca_tensor tensors[NCA_MAX_TENSORS];
  const int count = nca_weights_tensors(tensors, shape);
  for (int i = 0; i < count; i++) {
    size_t size = 1;
    for (int side = 0; side < tensors[i].num_sides; side++) size *= (size_t)tensors[i].sides[side];
    if (dtype == NCA_F16) nca_sink_f16(out, params + tensors[i].offset, size);
    else nca_sink_f32(out, params + tensors[i].offset, size);
  }
}

static void put_file(nca_sink *out, const nca_model *model, nca_dtype dtype) {
  nca_weights_put_metadata(out, model, &model->config, model->height_cells, model->width_cells, model->turns, model->match);
  nca_sink_end_metadata(out);
  nca_weights_put_tensors(out, &model->config.shape, dtype);
  nca_sink_end_header(out);
  nca_weights_put_values(out, &model->config.shape, dtype, model->params);
}

size_t nca_weights_write(uint8_t *bytes, size_t capacity_bytes, const nca_model *model, nca_dtype dtype) {
  NCA_ASSERT((bytes || capacity_bytes == 0) && model && model->params && nca_config_valid(&model->config) && (dtype == NCA_F32 || dtype == NCA_F16));
  nca_sink counted, out;
  nca_sink_begin(&counted, NULL, 0);
  put_file(&counted, model, dtype);
  if (counted.size_bytes > capacity_bytes) return counted.size_bytes;
  nca_sink_begin(&out, bytes, capacity_bytes);
  put_file(&out, model, dtype);
  return out.size_bytes;
}
