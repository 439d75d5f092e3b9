/* Writes a safetensors file from front to back. */
#include <string.h>

#include "base/decimal.h"
#include "base/half.h"
#include "base/utf8.h"
#include "files/safetensors.h"

static void put_byte(nca_sink *out, uint8_t byte) {
  if (out->size_bytes < out->capacity_bytes) out->bytes[out->size_bytes] = byte;
  out->size_bytes++;
}

static void put(nca_sink *out, const char *text) {
  while (*text) put_byte(out, (uint8_t)*text++);
}

/* What stands in a JSON string; control characters become spaces, and what is no UTF-8 U+FFFD. */
static void put_escaped(nca_sink *out, const char *text, const char *end, const char *escape) {
  while (text < end) {
    const size_t length = nca_utf8_length(text, (size_t)(end - text));
    if (length == 0) put(out, NCA_UTF8_UNKNOWN);
    if (*text == '"' || *text == '\\') put(out, escape);
    for (size_t i = 0; i < length; i++) put_byte(out, (unsigned char)text[i] < 0x20 ? ' ' : (uint8_t)text[i]);
    text += length > 0 ? length : 1;
  }
}

static void put_string(nca_sink *out, const char *text) {
  put_byte(out, '"');
  put_escaped(out, text, text + strlen(text), "\\");
  put_byte(out, '"');
}

static void put_whole(nca_sink *out, uint64_t value) {
  char digits[24];
  int count = 0;
  for (; value > 0 || count == 0; value /= 10) digits[count++] = (char)('0' + value % 10);
  while (count > 0) put_byte(out, (uint8_t)digits[--count]);
}

static void put_number(nca_sink *out, double value) {
  char text[NCA_DECIMAL_BYTES];
  if (value >= 0.0 && value < 0x1p53 && value == (double)(uint64_t)value) {
    put_whole(out, (uint64_t)value); /* 40, not 4e+01 */
  } else {
    nca_decimal_write(text, value);
    put(out, text);
  }
}

static void put_key(nca_sink *out, const char *key) {
  put_byte(out, ',');
  put_string(out, key);
  put_byte(out, ':');
}

void nca_sink_begin(nca_sink *out, uint8_t *bytes, size_t capacity_bytes) {
  *out = (nca_sink){ .bytes = bytes, .capacity_bytes = capacity_bytes, .size_bytes = NCA_SAFETENSORS_PREFIX_BYTES };
  put(out, "{\"__metadata__\":{\"format\":\"nca\"");
}

void nca_sink_text_entry(nca_sink *out, const char *key, const char *text) {
  if (!*text) return;
  put_key(out, key);
  put_string(out, text);
}

void nca_sink_lines_entry(nca_sink *out, const char *key, const char *lines) {
  put_key(out, key);
  put(out, "\"[");
  for (bool is_first = true, is_last = false; !is_last; is_first = false) {
    const char *end = lines + strcspn(lines, "\n");
    if (!is_first) put_byte(out, ',');
    put(out, "\\\"");
    put_escaped(out, lines, end, "\\\\\\"); /* a string in a string: its escapes are escaped themselves */
    put(out, "\\\"");
    is_last = *end == '\0';
    lines = end + 1;
  }
  put(out, "]\"");
}

void nca_sink_number_entry(nca_sink *out, const char *key, double value) {
  put_key(out, key);
  put_byte(out, '"');
  put_number(out, value);
  put_byte(out, '"');
}

void nca_sink_count_entry(nca_sink *out, const char *key, int64_t count) {
  if (count <= 0) return;
  put_key(out, key);
  put_byte(out, '"');
  put_whole(out, (uint64_t)count);
  put_byte(out, '"');
}

void nca_sink_end_metadata(nca_sink *out) {
  put_byte(out, '}');
}

/* ,name:{"dtype":"F32","shape":[128,48,1,1],"data_offsets":[0,24576]} */
void nca_sink_tensor(nca_sink *out, const char *name, const char *dtype, const uint64_t *sides, int num_sides) {
  uint64_t size_bytes = strcmp(dtype, "F64") == 0 ? 8 : strcmp(dtype, "F16") == 0 ? 2 : 4;
  put_key(out, name);
  put(out, "{\"dtype\":");
  put_string(out, dtype);
  put(out, ",\"shape\":[");
  for (int i = 0; i < num_sides; i++) {
    if (i > 0) put_byte(out, ',');
    put_whole(out, sides[i]);
    size_bytes *= sides[i];
  }
  put(out, "],\"data_offsets\":[");
  put_whole(out, out->data_bytes);
  put_byte(out, ',');
  out->data_bytes += size_bytes;
  put_whole(out, out->data_bytes);
  put(out, "]}");
}

void nca_sink_end_header(nca_sink *out) {
  put_byte(out, '}');
  while (out->size_bytes % 8 != 0) put_byte(out, ' '); /* so that the data is aligned */
  const uint64_t header_bytes = out->size_bytes - NCA_SAFETENSORS_PREFIX_BYTES;
  for (size_t i = 0; i < NCA_SAFETENSORS_PREFIX_BYTES && i < out->capacity_bytes; i++) out->bytes[i] = (uint8_t)(header_bytes >> (8 * i));
}

static void put_bits(nca_sink *out, uint64_t bits, int num_bytes) {
  for (int i = 0; i < num_bytes; i++) put_byte(out, (uint8_t)(bits >> (8 * i)));
}

void nca_sink_f32(nca_sink *out, const float *values, size_t count) {
  for (size_t i = 0; i < count; i++) put_bits(out, nca_float_bits(values[i]), 4);
}

void nca_sink_f16(nca_sink *out, const float *values, size_t count) {
  for (size_t i = 0; i < count; i++) put_bits(out, nca_half_from_float(values[i]), 2);
}

void nca_sink_f64(nca_sink *out, const double *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint64_t bits;
    memcpy(&bits, &values[i], sizeof bits);
    put_bits(out, bits, 8);
  }
}
