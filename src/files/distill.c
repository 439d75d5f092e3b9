/* Imports the models that Distill's article published, https://distill.pub/2020/growing-ca/ (their notebook's export_ca_to_webgl_demo).
 *
 *   [ { "in_ch": 48, "out_ch": 128, "weight_scale": a, "bias_scale": b, "data_b64": text, ... }, { "in_ch": 128, "out_ch": 16, ... } ]
 *   data = bytes [in_ch + 1][out_ch], the last row being the bias; value = (byte / 255 - 0.5) * scale
 * Their perception is ours: all identities, all Sobel x, all Sobel y. */
#include <math.h>

#include "base/misuse.h"
#include "files/formats.h"
#include "files/json.h"
#include "nca_tools.h"

enum { NUM_LAYERS = 2, INPUTS = 48, HIDDEN = 128, OUTPUTS = 16, MAX_LAYER_BYTES = (INPUTS + 1) * HIDDEN };

/* What a layer must be. It goes to weight [outputs][inputs] and, behind it, bias [outputs]. */
static const struct {
  int inputs, outputs;
} LAYERS[NUM_LAYERS] = { { INPUTS, HIDDEN }, { HIDDEN, OUTPUTS } };

/* The six bits of a base64 character; -1: it is none. RFC 4648, https://www.rfc-editor.org/rfc/rfc4648#section-4 */
static int six_bits(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Decode the text of a token, in which a writer may have escaped characters and broken lines, into exactly `size` bytes. */
static bool decode_base64(uint8_t *bytes, int size, const nca_json *json, int at) {
  const jsmntok_t *token = &json->tokens[at];
  uint32_t bits = 0;
  int num_bits = 0, count = 0;
  bool has_ended = false;
  if (token->type != JSMN_STRING) return false;
  for (int i = token->start; i < token->end;) {
    char character[4];
    const size_t length = nca_json_character(json, token->end, &i, character);
    const int value = length == 1 ? six_bits(character[0]) : -1;
    if (is_space(character[0])) continue;
    has_ended |= character[0] == '=';
    if (has_ended && character[0] == '=') continue;
    if (has_ended || value < 0) return false;
    bits = bits << 6 | (uint32_t)value;
    num_bits += 6;
    if (num_bits < 8) continue;
    num_bits -= 8;
    if (count == size) return false;
    bytes[count++] = (uint8_t)(bits >> num_bits);
  }
  return count == size;
}

static bool read_scale(const nca_json *json, int layer, const char *key, double *scale) {
  const int at = nca_json_find(json, layer, key);
  return at >= 0 && nca_json_number(json, at, scale) && isfinite(*scale) && fabs(*scale) <= 1e6;
}

static bool has_count(const nca_json *json, int layer, const char *key, int want) {
  uint64_t value;
  const int at = nca_json_find(json, layer, key);
  return at >= 0 && nca_json_whole(json, at, &value) && value == (uint64_t)want;
}

static int read_layer(float *params, const nca_json *json, int layer, int number) {
  const int inputs = LAYERS[number].inputs, outputs = LAYERS[number].outputs;
  uint8_t bytes[MAX_LAYER_BYTES];
  double weight_scale, bias_scale;
  if (json->tokens[layer].type != JSMN_OBJECT) return NCA_ERR_DISTILL_FORMAT;
  const int data = nca_json_find(json, layer, "data_b64");
  if (data < 0 || !read_scale(json, layer, "weight_scale", &weight_scale) || !read_scale(json, layer, "bias_scale", &bias_scale)) return NCA_ERR_DISTILL_FORMAT;
  if (!has_count(json, layer, "in_ch", inputs) || !has_count(json, layer, "out_ch", outputs)) return NCA_ERR_DISTILL_SHAPE;
  if (!decode_base64(bytes, (inputs + 1) * outputs, json, data)) return NCA_ERR_DISTILL_DATA;
  for (int o = 0; o < outputs; o++) {
    for (int i = 0; i < inputs; i++) params[o * inputs + i] = (float)((bytes[i * outputs + o] / 255.0 - 0.5) * weight_scale);
    params[outputs * inputs + o] = (float)((bytes[inputs * outputs + o] / 255.0 - 0.5) * bias_scale);
  }
  return NCA_OK;
}

static int read_layers(float *params, const nca_json *json) {
  if (json->tokens[0].size != NUM_LAYERS) return NCA_ERR_DISTILL_SHAPE;
  int status = NCA_OK, layer = 1;
  for (int number = 0; number < NUM_LAYERS && status == NCA_OK; number++) {
    status = read_layer(params, json, layer, number);
    params += LAYERS[number].outputs * (LAYERS[number].inputs + 1);
    layer = nca_json_next(json, layer);
  }
  return status;
}

int nca_distill_read(nca_model *model, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(model && (bytes || size_bytes == 0));
  const size_t begin = nca_text_begin(bytes, size_bytes);
  if (begin == size_bytes || bytes[begin] != '[') {
    const int other = nca_format_of(bytes, size_bytes).as_model;
    return other != NCA_OK ? other : NCA_ERR_DISTILL_FORMAT;
  }
  if (size_bytes - begin > NCA_JSON_MAX_BYTES) return NCA_ERR_DISTILL_SIZE;
  const nca_config config = nca_config_distill();
  nca_model read = { 0 };
  nca_json json = { 0 };
  int status = nca_model_init(&read, &config, 0) ? nca_json_parse(&json, (const char *)bytes + begin, size_bytes - begin, true) : NCA_ERR_MEMORY;
  if (status == NCA_OK) status = read_layers(read.params, &json);
  nca_json_free(&json);
  if (status == NCA_OK) {
    read.height_cells = read.width_cells = 72;
    read.padding_cells = 16;
    *model = read;
  } else {
    nca_model_free(&read);
  }
  return status == NCA_ERR_WEIGHTS_HEADER ? NCA_ERR_DISTILL_FORMAT : status;
}
