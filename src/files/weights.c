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

/* What a file does not say is as its alive rule's own configuration has it. */
static bool read_shape(const nca_safetensors *file, nca_config *config) {
  int alive, filters, edge;
  if (!read_word(file, "alive", nca_alive_words(), &alive) || !read_word(file, "filters", nca_filters_words(), &filters)
      || !read_word(file, "edge", nca_edge_words(), &edge)) return false;
  *config = alive == NCA_ALIVE_PRE_POST ? nca_config_distill() : nca_config_blog();
  config->alive = (nca_alive_rule)alive;
  config->filters = (nca_filters)filters;
  config->edge = (nca_edge)edge;
  return true;
}

static bool read_metadata(nca_model *model, const nca_safetensors *file) {
  nca_config *config = &model->config;
  if (!read_shape(file, config)) return false;
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
      && nca_safetensors_text(file, "license", model->license);
  config->sobel_scale = (float)sobel_scale;
  model->height_cells = (int)height;
  model->width_cells = (int)width;
  model->padding_cells = (int)padding;
  model->turns = (int)turns;
  if (ok) model->match = (nca_match_rule)match;
  return ok && nca_config_valid(config);
}

int nca_weights_from_file(nca_model *model, const nca_safetensors *file) {
  memset(model, 0, sizeof *model);
  model->config = nca_config_blog();
  int status = NCA_OK;
  for (int i = 0; i < NCA_NUM_TENSORS && status == NCA_OK; i++) {
    const nca_tensor *tensor = &NCA_TENSORS[i];
    status = nca_safetensors_floats(model->params + tensor->offset, file, tensor->name, tensor->sides, tensor->num_sides == 4 ? 2 : 1);
  }
  return status == NCA_OK && !read_metadata(model, file) ? NCA_ERR_WEIGHTS_METADATA : status;
}

int nca_weights_read(nca_model *model, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(model && (bytes || size_bytes == 0));
  nca_safetensors file;
  nca_model *read = NULL; /* too large for the stack of a thread */
  int status = nca_safetensors_open(&file, bytes, size_bytes);
  if (status == NCA_OK && !(read = malloc(sizeof *read))) status = NCA_ERR_MEMORY;
  if (status == NCA_OK) status = nca_weights_from_file(read, &file);
  nca_safetensors_close(&file);
  if (status == NCA_OK) *model = *read;
  free(read);
  return status;
}
