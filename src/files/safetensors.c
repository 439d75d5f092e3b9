/* Reads the frame of a safetensors file. Offsets and sizes are never trusted. */
#include "files/safetensors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/little_endian.h"
#include "base/misuse.h"
#include "files/formats.h"

bool nca_safetensors_span(nca_span *out, const nca_json *json, int entry) {
  if (json->tokens[entry].type != JSMN_OBJECT) return false;
  const int offsets = nca_json_find(json, entry, "data_offsets");
  if (offsets < 0 || json->tokens[offsets].type != JSMN_ARRAY || json->tokens[offsets].size != 2) return false;
  const int begin = offsets + 1, end = nca_json_next(json, begin);
  return nca_json_whole(json, begin, &out->begin) && nca_json_whole(json, end, &out->end) && out->begin <= out->end;
}

int nca_safetensors_open(nca_safetensors *file, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(file && (bytes || size_bytes == 0));
  *file = (nca_safetensors){ .metadata = -1 };
  if (!nca_safetensors_begins(bytes, size_bytes)) {
    const int other = nca_format_of(bytes, size_bytes).as_model;
    if (other != NCA_OK) return other;
    return size_bytes <= NCA_SAFETENSORS_PREFIX_BYTES ? NCA_ERR_WEIGHTS_TRUNCATED : NCA_ERR_WEIGHTS_HEADER;
  }
  const uint64_t header_bytes = nca_read_u64(bytes), rest_bytes = size_bytes - NCA_SAFETENSORS_PREFIX_BYTES;
  if (header_bytes > rest_bytes) return NCA_ERR_WEIGHTS_TRUNCATED;
  const uint8_t *header = bytes + NCA_SAFETENSORS_PREFIX_BYTES;
  file->data = header + header_bytes;
  file->data_bytes = rest_bytes - header_bytes;
  int status = nca_json_parse(&file->json, (const char *)header, (size_t)header_bytes, false);
  if (status == NCA_OK) status = nca_safetensors_check(&file->json, file->data_bytes);
  if (status == NCA_OK) file->metadata = nca_json_find(&file->json, 0, "__metadata__");
  return status;
}

void nca_safetensors_close(nca_safetensors *file) {
  nca_json_free(&file->json);
}

/* sides, with as many ones behind them as there may be */
static bool shape_fits(const nca_json *json, int shape, const uint64_t *sides, int num_sides, int num_ones) {
  if (shape < 0 || json->tokens[shape].type != JSMN_ARRAY) return false;
  const int size = json->tokens[shape].size;
  if (size != num_sides && size != num_sides + num_ones) return false;
  for (int i = 0, at = shape + 1; i < size; i++, at = nca_json_next(json, at)) {
    uint64_t side;
    if (!nca_json_whole(json, at, &side) || side != (i < num_sides ? sides[i] : 1)) return false;
  }
  return true;
}

static uint64_t product(const uint64_t *sides, int num_sides) {
  uint64_t size = 1;
  for (int i = 0; i < num_sides; i++) size *= sides[i];
  return size;
}

int nca_safetensors_floats(float *out, const nca_safetensors *file, const char *name, const uint64_t *sides, int num_sides) {
  const nca_json *json = &file->json;
  const int entry = nca_json_find(json, 0, name);
  if (entry < 0) return NCA_ERR_WEIGHTS_MISSING;
  const int dtype = nca_json_find(json, entry, "dtype");
  if (dtype < 0) return NCA_ERR_WEIGHTS_HEADER;
  const bool is_half = nca_json_is(json, dtype, "F16");
  if (!is_half && !nca_json_is(json, dtype, "F32")) return NCA_ERR_WEIGHTS_DTYPE;
  if (!shape_fits(json, nca_json_find(json, entry, "shape"), sides, num_sides, num_sides == 2 ? 2 : 0)) return NCA_ERR_WEIGHTS_SHAPE;
  const uint64_t size = product(sides, num_sides), value_bytes = is_half ? 2 : 4;
  nca_span place;
  if (!nca_safetensors_span(&place, json, entry) || place.end - place.begin != size * value_bytes) return NCA_ERR_WEIGHTS_OFFSETS;
  for (uint64_t i = 0; i < size; i++) {
    const uint8_t *at = file->data + place.begin + i * value_bytes;
    out[i] = is_half ? nca_half_to_float((uint16_t)((uint32_t)at[0] | (uint32_t)at[1] << 8)) : nca_read_f32(at);
    if (!isfinite(out[i])) return NCA_ERR_WEIGHTS_NOT_FINITE;
  }
  return NCA_OK;
}

const uint8_t *nca_safetensors_raw(const nca_safetensors *file, const char *name, const char *dtype, const uint64_t *sides, int num_sides) {
  const nca_json *json = &file->json;
  const int entry = nca_json_find(json, 0, name);
  nca_span place;
  if (entry < 0 || !nca_safetensors_span(&place, json, entry)) return NULL;
  const int type = nca_json_find(json, entry, "dtype");
  if (type < 0 || !nca_json_is(json, type, dtype) || !shape_fits(json, nca_json_find(json, entry, "shape"), sides, num_sides, 0)) return NULL;
  const uint64_t value_bytes = strcmp(dtype, "F64") == 0 ? 8 : 4;
  return place.end - place.begin == product(sides, num_sides) * value_bytes ? file->data + place.begin : NULL;
}

/* ---------------------------------------------------------------- the metadata */

static int find(const nca_safetensors *file, const char *key) {
  return file->metadata < 0 ? -1 : nca_json_find(&file->json, file->metadata, key);
}

bool nca_safetensors_bool(const nca_safetensors *file, const char *key, bool *value) {
  const int at = find(file, key);
  const nca_json *json = &file->json;
  if (at < 0) return true;
  *value = nca_json_is(json, at, "true") || nca_json_is(json, at, "True") || nca_json_is(json, at, "1");
  return *value || nca_json_is(json, at, "false") || nca_json_is(json, at, "False") || nca_json_is(json, at, "0");
}

bool nca_safetensors_number(const nca_safetensors *file, const char *key, double *value) {
  const int at = find(file, key);
  return at < 0 || nca_json_number(&file->json, at, value);
}

bool nca_safetensors_whole(const nca_safetensors *file, const char *key, double max, int64_t *value) {
  double number = (double)*value;
  if (!nca_safetensors_number(file, key, &number) || !(number >= 0.0 && number <= max) || number != floor(number)) return false;
  *value = (int64_t)number;
  return true;
}

bool nca_safetensors_text(const nca_safetensors *file, const char *key, char text[NCA_TEXT_BYTES]) {
  const int at = find(file, key);
  return at < 0 || nca_json_text(&file->json, at, text, NCA_TEXT_BYTES);
}

/* A text of any length, unescaped; NULL: no memory. */
static char *whole_text(const nca_json *json, int at) {
  const size_t capacity_bytes = (size_t)(json->tokens[at].end - json->tokens[at].start) + 1; /* an escape is longer than what it stands for */
  char *text = malloc(capacity_bytes);
  if (text) nca_json_text(json, at, text, capacity_bytes);
  return text;
}

/* The elements of the array that json is, one a line. */
static int read_lines(const nca_json *json, int count, char **lines) {
  if (json->tokens[0].type != JSMN_ARRAY || json->tokens[0].size != count) return NCA_ERR_WEIGHTS_METADATA;
  char *to = malloc((size_t)count * NCA_TEXT_BYTES);
  if (!to) return NCA_ERR_MEMORY;
  *lines = to;
  for (int i = 0, at = 1; i < count; i++, at = nca_json_next(json, at)) {
    if (json->tokens[at].type != JSMN_STRING || !nca_json_text(json, at, to, NCA_TEXT_BYTES)) {
      free(*lines);
      *lines = NULL;
      return NCA_ERR_WEIGHTS_METADATA;
    }
    to += strlen(to);
    if (i + 1 < count) *to++ = '\n';
  }
  return NCA_OK;
}

int nca_safetensors_lines(const nca_safetensors *file, const char *key, int count, char **lines) {
  const int at = find(file, key);
  *lines = NULL;
  if (at < 0) return NCA_OK;
  if (file->json.tokens[at].type != JSMN_STRING) return NCA_ERR_WEIGHTS_METADATA;
  char *text = whole_text(&file->json, at);
  if (!text) return NCA_ERR_MEMORY;
  nca_json inner;
  int status = nca_json_parse(&inner, text, strlen(text), false);
  if (status == NCA_OK) status = read_lines(&inner, count, lines);
  else if (status != NCA_ERR_MEMORY) status = NCA_ERR_WEIGHTS_METADATA;
  nca_json_free(&inner);
  free(text);
  return status;
}
