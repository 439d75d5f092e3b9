/* Models of Distill's article: values, the order of the weights, and files that are none. */
#define _DEFAULT_SOURCE /* anonymous memory */
#include <math.h>
#include <string.h>
#include <sys/mman.h>

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
  if (status == NCA_OK) nca_model_free(&model);
  else CHECK(memcmp(&model, &untouched, sizeof model) == 0);
  return status;
}

/* As editors and other encoders leave it: a byte order mark, white space, base64 with its lines broken, escaped or as they are. */
static void test_other_writers(void) {
  static const char *const BREAKS[] = { "\\n", "\\r\\n", "\n", "\r\n", " ", "\t", "\\u000a", "\\u002b" };
  static char plain[sizeof text], other[3 * sizeof text];
  nca_model model;
  make_text(false);
  strcpy(plain, text);
  for (size_t i = 0; i < sizeof BREAKS / sizeof *BREAKS; i++) {
    const bool is_plus = i == sizeof BREAKS / sizeof *BREAKS - 1;
    char *out = other;
    out += sprintf(out, "\xef\xbb\xbf \r\n\t");
    int column = 0;
    for (const char *at = plain; *at; at++) {
      const bool is_data = strchr(BASE64, *at) != NULL;
      column = is_data ? column + 1 : 0;
      if (is_plus && *at == '+') out += sprintf(out, "%s", BREAKS[i]);
      else *out++ = *at;
      if (!is_plus && column == 76) {
        out += sprintf(out, "%s", BREAKS[i]);
        column = 0;
      }
    }
    *out = '\0';
    if (strlen(other) >= sizeof other) abort();
    uint8_t *copy = allocate(strlen(other));
    memcpy(copy, other, strlen(other));
    CHECK_EQUAL(nca_distill_read(&model, copy, strlen(other)), NCA_OK);
    check_values(&model);
    nca_model_free(&model);
    CHECK_EQUAL(nca_model_read(&model, copy, strlen(other)), NCA_OK);
    nca_model_free(&model);
    free(copy);
  }
  make_text(false);
  CHECK_EQUAL(status_with("64\": \"", "64\": \"="), NCA_ERR_DISTILL_DATA); /* nothing may follow the end */
}

/* More than an int can count, without a byte of it touched: whoever reads on would be killed or cut the size to 32 bits. */
static void test_too_large(void) {
  const size_t size_bytes = ((size_t)1 << (sizeof(size_t) > 4 ? 32 : 31)) + 100;
  uint8_t *bytes = mmap(NULL, size_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (bytes == MAP_FAILED) abort();
  nca_model model;
  make_text(false);
  memcpy(bytes, text, strlen(text));
  memset(bytes + strlen(text), ' ', 200);
  CHECK_EQUAL(nca_distill_read(&model, bytes, strlen(text) + 200), NCA_OK);
  nca_model_free(&model);
  CHECK_EQUAL(nca_distill_read(&model, bytes, size_bytes), NCA_ERR_DISTILL_SIZE);
  CHECK_EQUAL(nca_distill_read(&model, bytes, (size_t)1 << 31), NCA_ERR_DISTILL_SIZE);
  CHECK_EQUAL(nca_distill_read(&model, bytes, (size_t)100 << 20), NCA_ERR_DISTILL_SIZE);
  munmap(bytes, size_bytes);
}

int main(void) {
  for (size_t i = 0; i < sizeof layer1; i++) layer1[i] = (uint8_t)(random_u32() >> 7);
  for (size_t i = 0; i < sizeof layer2; i++) layer2[i] = (uint8_t)(random_u32() >> 7);
  nca_model model;
  make_text(true);
  CHECK_EQUAL(read_copy(&model, strlen(text)), NCA_OK);
  check_values(&model);
  nca_model_free(&model);
  make_text(false);
  CHECK_EQUAL(read_copy(&model, strlen(text)), NCA_OK);
  check_values(&model);
  CHECK(model.config.shape.alive == NCA_ALIVE_PRE_POST && model.config.premultiplied && model.config.sobel_scale == 0.125f);
  nca_model_free(&model);
  CHECK_EQUAL(read_copy(&model, 0), NCA_ERR_FILE_EMPTY);
  for (size_t size = 1; size < strlen(text) - 1; size += 1 + random_u32() % 29) CHECK_EQUAL(read_copy(&model, size), NCA_ERR_DISTILL_FORMAT);
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
  test_other_writers();
  test_too_large();
  return check_summary();
}
