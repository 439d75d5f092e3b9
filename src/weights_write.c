/* Writes a model as a safetensors file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "half.h"
#include "misuse.h"
#include "weights.h"

/* Bytes that go on being counted where they no longer fit. */
typedef struct {
  uint8_t *bytes;
  size_t capacity_bytes, size_bytes;
} sink;

static void put_byte(sink *out, uint8_t byte) {
  if (out->size_bytes < out->capacity_bytes) out->bytes[out->size_bytes] = byte;
  out->size_bytes++;
}

static void put(sink *out, const char *text) {
  while (*text) put_byte(out, (uint8_t)*text++);
}

/* A JSON string; control characters become spaces, all else is UTF-8 already. */
static void put_string(sink *out, const char *text) {
  put_byte(out, '"');
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') put_byte(out, '\\');
    put_byte(out, (unsigned char)*text < 0x20 ? ' ' : (uint8_t)*text);
  }
  put_byte(out, '"');
}

static void put_whole(sink *out, uint64_t value) {
  char digits[24];
  int count = 0;
  for (; value > 0 || count == 0; value /= 10) digits[count++] = (char)('0' + value % 10);
  while (count > 0) put_byte(out, (uint8_t)digits[--count]);
}

/* The shortest decimal that reads back as the same number. */
static void put_number(sink *out, double value) {
  char text[32];
  for (int digits = 1; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, value);
    if (strtod(text, NULL) == value) break;
  }
  for (const char *c = text; *c; c++) put_byte(out, *c == ',' ? '.' : (uint8_t)*c); /* in some locales of the host a comma */
}

static void put_key(sink *out, const char *key) {
  put_string(out, key);
  put_byte(out, ':');
}

static void put_text_entry(sink *out, const char *key, const char *text) {
  if (!*text) return;
  put_byte(out, ',');
  put_key(out, key);
  put_string(out, text);
}

static void put_number_entry(sink *out, const char *key, double value) {
  put_byte(out, ',');
  put_key(out, key);
  put_byte(out, '"');
  put_number(out, value);
  put_byte(out, '"');
}

static void put_count_entry(sink *out, const char *key, int64_t count) {
  if (count <= 0) return; /* nothing is known */
  put_byte(out, ',');
  put_key(out, key);
  put_byte(out, '"');
  put_whole(out, (uint64_t)count);
  put_byte(out, '"');
}

static void put_metadata(sink *out, const nca_model *model) {
  const nca_config *config = &model->config;
  put(out, "{\"format\":\"nca\"");
  put_text_entry(out, "alive", config->alive == NCA_ALIVE_PRE_POST ? "pre+post" : "post");
  put_number_entry(out, "sobel_scale", (double)config->sobel_scale);
  put_number_entry(out, "fire_rate", config->fire_rate);
  put_number_entry(out, "alive_threshold", config->alive_threshold);
  put_text_entry(out, "premultiplied", config->premultiplied ? "true" : "false");
  put_text_entry(out, "name", model->name);
  put_text_entry(out, "target", model->target);
  put_text_entry(out, "license", model->license);
  put_count_entry(out, "height", model->height_cells);
  put_count_entry(out, "width", model->width_cells);
  put_count_entry(out, "padding", model->padding_cells);
  put_count_entry(out, "epochs", model->epochs);
  put_byte(out, '}');
}

/* ,name:{"dtype":"F32","shape":[128,48,1,1],"data_offsets":[0,24576]} */
static void put_tensor_entry(sink *out, const nca_tensor *tensor, size_t value_bytes) {
  put_byte(out, ',');
  put_key(out, tensor->name);
  put(out, value_bytes == 2 ? "{\"dtype\":\"F16\",\"shape\":[" : "{\"dtype\":\"F32\",\"shape\":[");
  put_whole(out, (uint64_t)tensor->outputs);
  if (tensor->inputs) {
    put_byte(out, ',');
    put_whole(out, (uint64_t)tensor->inputs);
    put(out, ",1,1");
  }
  put(out, "],\"data_offsets\":[");
  put_whole(out, (size_t)tensor->offset * value_bytes);
  put_byte(out, ',');
  put_whole(out, (size_t)(tensor->offset + nca_tensor_size(tensor)) * value_bytes);
  put(out, "]}");
}

static void put_value(sink *out, float value, size_t value_bytes) {
  const uint32_t bits = value_bytes == 2 ? nca_half_from_float(value) : nca_float_bits(value);
  for (size_t i = 0; i < value_bytes; i++) put_byte(out, (uint8_t)(bits >> (8 * i)));
}

size_t nca_weights_write(uint8_t *bytes, size_t capacity_bytes, const nca_model *model, nca_dtype dtype) {
  NCA_ASSERT((bytes || capacity_bytes == 0) && model && nca_config_valid(&model->config) && (dtype == NCA_F32 || dtype == NCA_F16));
  sink out = { .bytes = bytes, .capacity_bytes = capacity_bytes, .size_bytes = NCA_SAFETENSORS_PREFIX_BYTES };
  const size_t value_bytes = dtype == NCA_F16 ? 2 : 4;
  put(&out, "{\"__metadata__\":");
  put_metadata(&out, model);
  for (int i = 0; i < NCA_NUM_TENSORS; i++) put_tensor_entry(&out, &NCA_TENSORS[i], value_bytes);
  put_byte(&out, '}');
  while (out.size_bytes % 8 != 0) put_byte(&out, ' '); /* so that the data is aligned */
  const uint64_t header_bytes = out.size_bytes - NCA_SAFETENSORS_PREFIX_BYTES;
  for (int i = 0; i < NCA_NUM_PARAMS; i++) put_value(&out, model->params[i], value_bytes);
  for (size_t i = 0; i < NCA_SAFETENSORS_PREFIX_BYTES && i < capacity_bytes; i++) bytes[i] = (uint8_t)(header_bytes >> (8 * i));
  return out.size_bytes;
}
