/* Reads a model from a safetensors file. Everything is checked before the caller's model is touched. */
#include <math.h>
#include <string.h>

#include "half.h"
#include "json.h"
#include "misuse.h"
#include "weights.h"

typedef struct {
  uint64_t begin, end; /* bytes of the data */
} span;

static uint64_t read_u64(const uint8_t *bytes) {
  uint64_t value = 0;
  for (int i = 7; i >= 0; i--) value = value << 8 | bytes[i];
  return value;
}

/* { ..., "data_offsets": [begin, end] } */
static bool read_span(span *out, const nca_json *json, int entry) {
  if (json->tokens[entry].type != JSMN_OBJECT) return false;
  const int offsets = nca_json_find(json, entry, "data_offsets");
  if (offsets < 0 || json->tokens[offsets].type != JSMN_ARRAY || json->tokens[offsets].size != 2) return false;
  return nca_json_whole(json, offsets + 1, &out->begin) && nca_json_whole(json, offsets + 2, &out->end) && out->begin <= out->end;
}

/* Every tensor, also one that is ignored, lies in the data, and the data ends where the last one ends. */
static int check_spans(const nca_json *json, uint64_t data_bytes) {
  uint64_t end = 0;
  for (int at = 1; at < json->count; at = nca_json_next(json, at)) {
    if (nca_json_is(json, at, "__metadata__")) continue;
    span place;
    if (!read_span(&place, json, at + 1)) return NCA_ERR_WEIGHTS_HEADER;
    if (place.end > end) end = place.end;
  }
  if (end > data_bytes) return NCA_ERR_WEIGHTS_OFFSETS;
  return end == data_bytes ? NCA_OK : NCA_ERR_WEIGHTS_LENGTH;
}

/* [outputs], or [outputs, inputs], or with ones behind as a 1x1 convolution has them. */
static bool shape_fits(const nca_json *json, int shape, const nca_tensor *tensor) {
  if (shape < 0 || json->tokens[shape].type != JSMN_ARRAY) return false;
  const int size = json->tokens[shape].size;
  if (tensor->inputs ? size != 2 && size != 4 : size != 1) return false;
  const uint64_t want[4] = { (uint64_t)tensor->outputs, (uint64_t)tensor->inputs, 1, 1 };
  for (int i = 0; i < size; i++) {
    uint64_t side;
    if (!nca_json_whole(json, shape + 1 + i, &side) || side != want[i]) return false;
  }
  return true;
}

static float read_value(const uint8_t *bytes, bool is_half) {
  const uint32_t low = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8;
  return is_half ? nca_half_to_float((uint16_t)low) : nca_float_of_bits(low | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24);
}

static int read_tensor(float *params, const nca_json *json, const nca_tensor *tensor, const uint8_t *data) {
  const int entry = nca_json_find(json, 0, tensor->name);
  if (entry < 0) return NCA_ERR_WEIGHTS_MISSING;
  const int dtype = nca_json_find(json, entry, "dtype");
  if (dtype < 0) return NCA_ERR_WEIGHTS_HEADER;
  const bool is_half = nca_json_is(json, dtype, "F16");
  if (!is_half && !nca_json_is(json, dtype, "F32")) return NCA_ERR_WEIGHTS_DTYPE;
  if (!shape_fits(json, nca_json_find(json, entry, "shape"), tensor)) return NCA_ERR_WEIGHTS_SHAPE;
  const uint64_t size = (uint64_t)nca_tensor_size(tensor), value_bytes = is_half ? 2 : 4;
  span place;
  if (!read_span(&place, json, entry) || place.end - place.begin != size * value_bytes) return NCA_ERR_WEIGHTS_OFFSETS;
  for (uint64_t i = 0; i < size; i++) {
    const float value = read_value(data + place.begin + i * value_bytes, is_half);
    if (!isfinite(value)) return NCA_ERR_WEIGHTS_NOT_FINITE;
    params[tensor->offset + (int)i] = value;
  }
  return NCA_OK;
}

/* Readers of one optional key of the metadata: false where it is there and makes no sense. */

static bool read_alive(const nca_json *json, int metadata, nca_config *config) {
  const int at = nca_json_find(json, metadata, "alive");
  if (at < 0 || nca_json_is(json, at, "post")) return true;
  *config = nca_config_distill();
  return nca_json_is(json, at, "pre+post");
}

static bool read_bool(const nca_json *json, int metadata, const char *key, bool *value) {
  const int at = nca_json_find(json, metadata, key);
  if (at < 0) return true;
  *value = nca_json_is(json, at, "true") || nca_json_is(json, at, "True") || nca_json_is(json, at, "1");
  return *value || nca_json_is(json, at, "false") || nca_json_is(json, at, "False") || nca_json_is(json, at, "0");
}

static bool read_number(const nca_json *json, int metadata, const char *key, double *value) {
  const int at = nca_json_find(json, metadata, key);
  return at < 0 || nca_json_number(json, at, value);
}

/* A whole number up to max. */
static bool read_count(const nca_json *json, int metadata, const char *key, double max, int64_t *value) {
  double number = 0.0;
  if (!read_number(json, metadata, key, &number) || !(number >= 0.0 && number <= max) || number != floor(number)) return false;
  *value = (int64_t)number;
  return true;
}

static bool read_text(const nca_json *json, int metadata, const char *key, char text[NCA_TEXT_BYTES]) {
  const int at = nca_json_find(json, metadata, key);
  return at < 0 || nca_json_text(json, at, text, NCA_TEXT_BYTES);
}

static bool read_metadata(nca_model *model, const nca_json *json, int metadata) {
  if (metadata < 0) return true;
  if (json->tokens[metadata].type != JSMN_OBJECT) return false;
  nca_config *config = &model->config;
  if (!read_alive(json, metadata, config)) return false;
  double sobel_scale = (double)config->sobel_scale;
  int64_t height = 0, width = 0, padding = 0;
  const bool ok = read_number(json, metadata, "sobel_scale", &sobel_scale)
      && read_number(json, metadata, "fire_rate", &config->fire_rate)
      && read_number(json, metadata, "alive_threshold", &config->alive_threshold)
      && read_bool(json, metadata, "premultiplied", &config->premultiplied)
      && read_count(json, metadata, "height", NCA_MAX_SIDE_CELLS, &height)
      && read_count(json, metadata, "width", NCA_MAX_SIDE_CELLS, &width)
      && read_count(json, metadata, "padding", NCA_MAX_SIDE_CELLS, &padding)
      && read_count(json, metadata, "epochs", 0x1p53, &model->epochs)
      && read_text(json, metadata, "name", model->name)
      && read_text(json, metadata, "target", model->target)
      && read_text(json, metadata, "license", model->license);
  config->sobel_scale = (float)sobel_scale;
  model->height_cells = (int)height;
  model->width_cells = (int)width;
  model->padding_cells = (int)padding;
  return ok && nca_config_valid(config);
}

static int read_header(nca_model *model, const nca_json *json, const uint8_t *data, uint64_t data_bytes) {
  int status = check_spans(json, data_bytes);
  for (int i = 0; i < NCA_NUM_TENSORS && status == NCA_OK; i++) status = read_tensor(model->params, json, &NCA_TENSORS[i], data);
  if (status == NCA_OK && !read_metadata(model, json, nca_json_find(json, 0, "__metadata__"))) status = NCA_ERR_WEIGHTS_METADATA;
  return status;
}

int nca_weights_read(nca_model *model, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(model && (bytes || size_bytes == 0));
  if (size_bytes < NCA_SAFETENSORS_PREFIX_BYTES) return NCA_ERR_WEIGHTS_TRUNCATED;
  const uint64_t header_bytes = read_u64(bytes), rest_bytes = size_bytes - NCA_SAFETENSORS_PREFIX_BYTES;
  if (header_bytes < 2 || header_bytes > NCA_SAFETENSORS_MAX_HEADER_BYTES) return NCA_ERR_WEIGHTS_HEADER;
  if (header_bytes > rest_bytes) return NCA_ERR_WEIGHTS_TRUNCATED;
  const uint8_t *header = bytes + NCA_SAFETENSORS_PREFIX_BYTES;
  nca_json json;
  nca_model read = { .config = nca_config_blog() };
  int status = nca_json_parse(&json, (const char *)header, header_bytes);
  if (status == NCA_OK) status = read_header(&read, &json, header + header_bytes, rest_bytes - header_bytes);
  nca_json_free(&json);
  if (status == NCA_OK) *model = read;
  return status;
}
