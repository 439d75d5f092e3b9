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
  put_word(out, "alive", nca_alive_words(), (int)config->alive);
  if (config->filters != NCA_FILTERS_SOBEL) put_word(out, "filters", nca_filters_words(), (int)config->filters);
  if (config->edge != NCA_EDGE_ZERO) put_word(out, "edge", nca_edge_words(), (int)config->edge);
  nca_sink_number_entry(out, "sobel_scale", (double)config->sobel_scale);
  nca_sink_number_entry(out, "fire_rate", config->fire_rate);
  nca_sink_number_entry(out, "alive_threshold", config->alive_threshold);
  nca_sink_text_entry(out, "premultiplied", config->premultiplied ? "true" : "false");
  nca_sink_text_entry(out, "name", about->name);
  nca_sink_text_entry(out, "target", about->target);
  nca_sink_text_entry(out, "license", about->license);
  nca_sink_count_entry(out, "height", height_cells);
  nca_sink_count_entry(out, "width", width_cells);
  nca_sink_count_entry(out, "padding", about->padding_cells);
  if (turns > 1) nca_sink_count_entry(out, "turns", turns);
  if (match != NCA_MATCH_PIXELS) put_word(out, "match", nca_match_words(), (int)match);
  nca_sink_count_entry(out, "epochs", about->epochs);
}

void nca_weights_put_tensors(nca_sink *out, const char *dtype) {
  for (int i = 0; i < NCA_NUM_TENSORS; i++) nca_sink_tensor(out, NCA_TENSORS[i].name, dtype, NCA_TENSORS[i].sides, NCA_TENSORS[i].num_sides);
}

static void put_file(nca_sink *out, const nca_model *model, nca_dtype dtype) {
  nca_weights_put_metadata(out, model, &model->config, model->height_cells, model->width_cells, model->turns, model->match);
  nca_sink_end_metadata(out);
  nca_weights_put_tensors(out, dtype == NCA_F16 ? "F16" : "F32");
  nca_sink_end_header(out);
  if (dtype == NCA_F16) nca_sink_f16(out, model->params, NCA_NUM_PARAMS);
  else nca_sink_f32(out, model->params, NCA_NUM_PARAMS);
}

size_t nca_weights_write(uint8_t *bytes, size_t capacity_bytes, const nca_model *model, nca_dtype dtype) {
  NCA_ASSERT((bytes || capacity_bytes == 0) && model && nca_config_valid(&model->config) && (dtype == NCA_F32 || dtype == NCA_F16));
  nca_sink counted, out;
  nca_sink_begin(&counted, NULL, 0);
  put_file(&counted, model, dtype);
  if (counted.size_bytes > capacity_bytes) return counted.size_bytes;
  nca_sink_begin(&out, bytes, capacity_bytes);
  put_file(&out, model, dtype);
  return out.size_bytes;
}
