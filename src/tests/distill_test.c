/* Models of Distill's article: values, the order of the weights, and files that are none. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "nca_tools.h"

static const char BASE64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void append(char *out, const char *text) {
  strcat(out, text);
}

static void append_base64(char *out, const uint8_t *bytes, size_t size, bool escapes) {
  out += strlen(out);
  for (size_t i = 0; i < size; i += 3) {
    const uint32_t bits = (uint32_t)bytes[i] << 16 | (i + 1 < size ? (uint32_t)bytes[i + 1] << 8 : 0) | (i + 2 < size ? bytes[i + 2] : 0);
    for (int c = 0; c < 4; c++) {
      const char letter = i + (size_t)c > size ? '=' : BASE64[bits >> (18 - 6 * c) & 63];
      if (letter == '/' && escapes) *out++ = '\\';
      *out++ = letter;
    }
  }
  *out = '\0';
}

static uint8_t layer1[49 * 128], layer2[129 * 16];
static char text[40000];

static void make_text(bool escapes) {
  strcpy(text, "[{\"data_b64\": \"");
  append_base64(text, layer1, sizeof layer1, escapes);
  append(text, "\", \"in_ch\": 48, \"out_ch\": 128, \"weight_scale\": 1.5, \"bias_scale\": 0.25, \"type\": \"uint8\"},\n {\"in_ch\": 128, \"out_ch\": 16, \"weight_scale\": -2e-1, \"bias_scale\": 3, \"data_b64\": \"");
  append_base64(text, layer2, sizeof layer2, escapes);
  append(text, "\"}]\n");
}

static int read_copy(nca_model *model, size_t size_bytes) {
  uint8_t *copy = allocate(size_bytes);
  memcpy(copy, text, size_bytes);
  const int status = nca_distill_read(model, copy, size_bytes);
  free(copy);
  return status;
}

static void check_values(const nca_model *model) {
  for (int o = 0; o < 128; o++) {
    for (int i = 0; i < 48; i++) CHECK(fabs((double)model->params[o * 48 + i] - (layer1[i * 128 + o] / 255.0 - 0.5) * 1.5) < 1e-6);
    CHECK(fabs((double)model->params[6144 + o] - (layer1[48 * 128 + o] / 255.0 - 0.5) * 0.25) < 1e-6);
  }
  for (int o = 0; o < 16; o++) {
    for (int i = 0; i < 128; i++) CHECK(fabs((double)model->params[6272 + o * 128 + i] - (layer2[i * 16 + o] / 255.0 - 0.5) * -0.2) < 1e-6);
    CHECK(fabs((double)model->params[8320 + o] - (layer2[128 * 16 + o] / 255.0 - 0.5) * 3.0) < 1e-6);
  }
}

static int status_with(const char *old, const char *instead) {
  nca_model model, untouched;
  memset(&model, 0x5a, sizeof model);
  untouched = model;
  char *at = strstr(text, old);
  if (!at) abort();
  memcpy(at, instead, strlen(instead));
  const int status = read_copy(&model, strlen(text));
  memcpy(at, old, strlen(old));
  CHECK(status == NCA_OK || memcmp(&model, &untouched, sizeof model) == 0);
  return status;
}

int main(void) {
  for (size_t i = 0; i < sizeof layer1; i++) layer1[i] = (uint8_t)(random_u32() >> 7);
  for (size_t i = 0; i < sizeof layer2; i++) layer2[i] = (uint8_t)(random_u32() >> 7);
  nca_model model;
  make_text(true);
  CHECK_EQUAL(read_copy(&model, strlen(text)), NCA_OK);
  check_values(&model);
  make_text(false);
  CHECK_EQUAL(read_copy(&model, strlen(text)), NCA_OK);
  check_values(&model);
  CHECK(model.config.alive == NCA_ALIVE_PRE_POST && model.config.premultiplied && model.config.sobel_scale == 0.125f);
  for (size_t size = 0; size < strlen(text) - 1; size += 1 + random_u32() % 29) CHECK_EQUAL(read_copy(&model, size), NCA_ERR_DISTILL_FORMAT);
  CHECK_EQUAL(status_with("\"in_ch\": 48", "\"in_ch\": 60"), NCA_ERR_DISTILL_SHAPE);
  CHECK_EQUAL(status_with("\"out_ch\": 16", "\"out_ch\": 12"), NCA_ERR_DISTILL_SHAPE);
  CHECK_EQUAL(status_with("\"weight_scale\"", "\"weight_scalx\""), NCA_ERR_DISTILL_FORMAT);
  CHECK_EQUAL(status_with("\"bias_scale\": 3", "\"bias_scale\": \""), NCA_ERR_DISTILL_FORMAT);
  CHECK_EQUAL(status_with("64\": \"", "64\": \"!"), NCA_ERR_DISTILL_DATA);
  CHECK_EQUAL(status_with("data_b64", "data_b65"), NCA_ERR_DISTILL_FORMAT);
  strcpy(text, "{\"in_ch\": 48}");
  CHECK_EQUAL(read_copy(&model, strlen(text)), NCA_ERR_DISTILL_FORMAT);
  strcpy(text, "[1, 2]");
  CHECK_EQUAL(read_copy(&model, strlen(text)), NCA_ERR_DISTILL_FORMAT);
  strcpy(text, "[]");
  CHECK_EQUAL(read_copy(&model, strlen(text)), NCA_ERR_DISTILL_SHAPE);
  return check_summary();
}
