/* Weights files: there and back, cut short anywhere, and damaged anywhere, in memory that ends where the file ends. */
#include <math.h>
#include <string.h>
#include <time.h>

#include "usual_shape.h"

static nca_model random_model(void) {
  const nca_config config = random_u32() % 2 ? nca_config_distill() : nca_config_blog();
  nca_model model;
  if (!nca_model_init(&model, &config, random_u32())) abort();
  model.config.fire_rate = fmax(0x1p-24, fabs((double)random_float()));
  model.config.alive_threshold = fabs((double)random_float()) * 0.999;
  model.config.sobel_scale = fabsf(random_float()) + 1e-3f;
  model.height_cells = (int)(random_u32() % 4096);
  model.width_cells = (int)(random_u32() % 4096);
  model.padding_cells = (int)(random_u32() % 100);
  model.turns = random_u32() % 2 ? 0 : 2 + (int)(random_u32() % (NCA_MAX_TURNS - 1));
  model.match = (nca_match_rule)(random_u32() % 2);
  model.epochs = (int64_t)(random_u32() >> 4) << (random_u32() % 20);
  strcpy(model.name, "flake \"six\" \\ \xe2\x9d\x84");
  strcpy(model.license, "MIT");
  strcpy(model.family, "crystals");
  return model;
}

static uint8_t *write(size_t *size_bytes, const nca_model *model, nca_dtype dtype) {
  *size_bytes = nca_weights_write(NULL, 0, model, dtype);
  uint8_t *bytes = allocate(*size_bytes);
  CHECK_EQUAL(nca_weights_write(bytes, *size_bytes, model, dtype), *size_bytes);
  return bytes;
}

static void test_round_trip(void) {
  for (int run = 0; run < 500; run++) {
    nca_model model = random_model();
    nca_model read;
    size_t size_bytes;
    uint8_t *bytes = write(&size_bytes, &model, NCA_F32);
    CHECK_EQUAL(nca_weights_read(&read, bytes, size_bytes), NCA_OK);
    free(bytes);
    CHECK(memcmp(read.params, model.params, USUAL_PARAMS_BYTES) == 0);
    CHECK(strcmp(read.name, model.name) == 0 && strcmp(read.license, model.license) == 0 && strcmp(read.family, model.family) == 0 && strcmp(read.target, "") == 0);
    CHECK(read.config.shape.alive == model.config.shape.alive && read.config.premultiplied == model.config.premultiplied);
    CHECK(read.config.sobel_scale == model.config.sobel_scale);
    CHECK(read.config.fire_rate == model.config.fire_rate && read.config.alive_threshold == model.config.alive_threshold);
    CHECK(read.height_cells == model.height_cells && read.width_cells == model.width_cells && read.padding_cells == model.padding_cells);
    CHECK(read.epochs == model.epochs && read.turns == model.turns && read.match == model.match);
    nca_model_free(&read);
    nca_model_free(&model);
  }
}

static void test_short_buffer_is_left_alone(void) {
  nca_model model = random_model();
  uint8_t byte = 42;
  const size_t size_bytes = nca_weights_write(NULL, 0, &model, NCA_F16);
  CHECK_EQUAL(nca_weights_write(&byte, 0, &model, NCA_F16), size_bytes);
  CHECK_EQUAL(byte, 42);
  nca_model_free(&model);
}

static void test_every_prefix_is_rejected(nca_dtype dtype) {
  nca_model model = random_model();
  size_t size_bytes;
  uint8_t *bytes = write(&size_bytes, &model, dtype);
  nca_model untouched;
  memset(&untouched, 0x5a, sizeof untouched);
  for (size_t cut = 0; cut < size_bytes; cut += cut < 1200 ? 1 : 61) {
    uint8_t *prefix = allocate(cut);
    memcpy(prefix, bytes, cut);
    nca_model read;
    memset(&read, 0x5a, sizeof read);
    CHECK(nca_weights_read(&read, prefix, cut) < 0);
    CHECK(memcmp(&read, &untouched, sizeof read) == 0);
    free(prefix);
  }
  free(bytes);
  nca_model_free(&model);
}

/* Whatever one byte of the header becomes, the reader answers, and what it accepts can be run and written. */
static void test_every_damaged_byte(void) {
  nca_model model = random_model();
  size_t size_bytes;
  uint8_t *bytes = write(&size_bytes, &model, NCA_F32);
  static const uint8_t VALUES[] = { 0, '"', '\\', '{', '}', '[', ']', ',', ':', '9', '-', 0x80, 0xff };
  for (size_t at = 0; at < 900; at++) {
    const uint8_t before = bytes[at];
    for (size_t i = 0; i < sizeof VALUES; i++) {
      bytes[at] = VALUES[i];
      nca_model read;
      const int status = nca_weights_read(&read, bytes, size_bytes);
      CHECK(status == NCA_OK || strcmp(nca_status_text(status), "unknown error") != 0);
      if (status != NCA_OK) continue;
      CHECK(nca_config_valid(&read.config) && memchr(read.name, 0, sizeof read.name) != NULL);
      nca_model_free(&read);
    }
    bytes[at] = before;
  }
  free(bytes);
  nca_model_free(&model);
}

/* A file of our making around a header of the test's. */
static int read_header(const char *header, size_t data_bytes) {
  const size_t header_bytes = strlen(header), size_bytes = 8 + header_bytes + data_bytes;
  uint8_t *bytes = allocate(size_bytes);
  memset(bytes, 0, size_bytes);
  for (size_t i = 0; i < 8; i++) bytes[i] = (uint8_t)((uint64_t)header_bytes >> (8 * i));
  memcpy(bytes + 8, header, header_bytes);
  nca_model read;
  const int status = nca_weights_read(&read, bytes, size_bytes);
  if (status == NCA_OK) nca_model_free(&read);
  free(bytes);
  return status;
}

#define TENSORS                                                                                                                   \
  "\"updater.0.weight\":{\"dtype\":\"F32\",\"shape\":[128,48],\"data_offsets\":[0,24576]},"                                       \
  "\"updater.0.bias\":{\"dtype\":\"F32\",\"shape\":[128],\"data_offsets\":[24576,25088]},"                                        \
  "\"updater.2.weight\":{\"dtype\":\"F32\",\"shape\":[16,128],\"data_offsets\":[25088,33280]},"                                   \
  "\"updater.2.bias\":{\"dtype\":\"F32\",\"shape\":[16],\"data_offsets\":[33280,33344]}"

static void test_headers(void) {
  CHECK_EQUAL(read_header("{" TENSORS "}", 33344), NCA_OK);
  CHECK_EQUAL(read_header("{" TENSORS "}", 33345), NCA_ERR_WEIGHTS_LENGTH);
  CHECK_EQUAL(read_header("{" TENSORS "}", 33343), NCA_ERR_WEIGHTS_TRUNCATED);
  CHECK_EQUAL(read_header("{}", 0), NCA_ERR_WEIGHTS_MISSING);
  CHECK_EQUAL(read_header("[]", 0), NCA_ERR_WEIGHTS_HEADER);
  CHECK_EQUAL(read_header("{" TENSORS, 33344), NCA_ERR_WEIGHTS_HEADER);
  CHECK_EQUAL(read_header("{\"a\":1}", 0), NCA_ERR_WEIGHTS_HEADER);
  CHECK_EQUAL(read_header("{\"a\":{\"data_offsets\":[9,1]}}", 0), NCA_ERR_WEIGHTS_HEADER);
  CHECK_EQUAL(read_header("{\"a\":{\"data_offsets\":[0,99999999999999999999]}}", 0), NCA_ERR_WEIGHTS_HEADER);
  CHECK_EQUAL(read_header("{\"a\":{\"data_offsets\":[0,9007199254740992]}}", 0), NCA_ERR_WEIGHTS_HEADER);
  CHECK_EQUAL(read_header("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,9007199254740992]}}", 0), NCA_ERR_WEIGHTS_TRUNCATED);
  CHECK_EQUAL(read_header("{\"__metadata__\":{\"name\":1e3}," TENSORS "}", 33344), NCA_ERR_WEIGHTS_METADATA);
  CHECK_EQUAL(read_header("{\"__metadata__\":{\"name\":[\"\\u12\"]}," TENSORS "}", 33344), NCA_ERR_WEIGHTS_HEADER);
  CHECK_EQUAL(read_header("{\"__metadata__\":{\"fire_rate\":\"0\"}," TENSORS "}", 33344), NCA_ERR_WEIGHTS_METADATA);
  CHECK_EQUAL(read_header("{\"__metadata__\":{\"fire_rate\":\"5.9604644775390625e-8\"}," TENSORS "}", 33344), NCA_OK); /* 2^-24, below which no cell ever fires */
  CHECK_EQUAL(read_header("{\"__metadata__\":{\"fire_rate\":\"5.96e-8\"}," TENSORS "}", 33344), NCA_ERR_WEIGHTS_METADATA);
  CHECK_EQUAL(read_header("{\"__metadata__\":{\"alive\":\"pre\"}," TENSORS "}", 33344), NCA_ERR_WEIGHTS_METADATA);
  CHECK_EQUAL(read_header("{\"__metadata__\":\"no\"," TENSORS "}", 33344), NCA_ERR_WEIGHTS_METADATA);
}

/* What the official reader refuses is refused, and what it takes is taken. */
static void test_as_the_official_reader(void) {
#define ENTRY(name, dtype, shape, offsets) "\"" name "\":{\"dtype\":\"" dtype "\",\"shape\":" shape ",\"data_offsets\":" offsets "}"
  static const struct {
    const char *header;
    size_t data_bytes;
    int want;
  } HEADERS[] = {
    { "{" TENSORS "," ENTRY("x", "I64", "[2]", "[33344,33360]") "}", 33360, NCA_OK },
    { "{" ENTRY("x", "F4", "[3,2]", "[33344,33347]") "," TENSORS "}  \n", 33347, NCA_OK },
    { "{" ENTRY("x", "F32", "[4,0,9]", "[0,0]") "," ENTRY("y", "F32", "[0]", "[33344,33344]") "," TENSORS "}", 33344, NCA_OK },
    { "{" ENTRY("x", "BF16", "[]", "[33344,33346]") "," TENSORS "}", 33346, NCA_OK },
    { "{\"x\":{\"more\":[{}],\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[33344,33345]}," TENSORS "}", 33345, NCA_OK },
    { "{\"updater.0\\u002eweight\":{\"dtype\":\"\\u004632\",\"shape\":[128,48],\"data_offsets\":[33344,57920]}," TENSORS "}", 57920, NCA_ERR_WEIGHTS_TWICE },
    { "{" TENSORS "," ENTRY("updater.2.bias", "F32", "[16]", "[33344,33408]") "}", 33408, NCA_ERR_WEIGHTS_TWICE },
    { "{" TENSORS "," ENTRY("x", "U8", "[1]", "[33344,33345]") "," ENTRY("x", "U8", "[1]", "[33345,33346]") "}", 33346, NCA_ERR_WEIGHTS_TWICE },
    { "{\"x\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[33344,33345]}," TENSORS "}", 33345, NCA_ERR_WEIGHTS_TWICE },
    { "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}," TENSORS "}", 33344, NCA_ERR_WEIGHTS_TWICE },
    { "{\"__metadata__\":{},\"__metadata__\":{}," TENSORS "}", 33344, NCA_ERR_WEIGHTS_TWICE },
    { "{" TENSORS "," ENTRY("x", "U8", "[16]", "[0,16]") "}", 33344, NCA_ERR_WEIGHTS_OFFSETS },
    { "{" TENSORS "," ENTRY("x", "U8", "[16]", "[33328,33344]") "}", 33344, NCA_ERR_WEIGHTS_OFFSETS },
    { "{" TENSORS "," ENTRY("x", "U8", "[16]", "[33343,33359]") "}", 33359, NCA_ERR_WEIGHTS_OFFSETS },
    { "{" TENSORS "," ENTRY("x", "U8", "[16]", "[33345,33361]") "}", 33361, NCA_ERR_WEIGHTS_OFFSETS },
    { "{" TENSORS "," ENTRY("x", "U8", "[15]", "[33344,33360]") "}", 33360, NCA_ERR_WEIGHTS_OFFSETS },
    { "{" TENSORS "," ENTRY("x", "F4", "[3]", "[33344,33346]") "}", 33346, NCA_ERR_WEIGHTS_OFFSETS },
    { "{" TENSORS "," ENTRY("x", "U8", "[4294967296,4294967296,16]", "[33344,33360]") "}", 33360, NCA_ERR_WEIGHTS_OFFSETS },
    { "{" TENSORS "," ENTRY("x", "F7", "[1]", "[33344,33345]") "}", 33345, NCA_ERR_WEIGHTS_DTYPE },
    { "{" TENSORS "," ENTRY("x", "U8", "[-1]", "[33344,33345]") "}", 33345, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS "," ENTRY("x", "U8", "[1.0]", "[33344,33345]") "}", 33345, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS "," ENTRY("x", "U8", "[[1]]", "[33344,33345]") "}", 33345, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS "," ENTRY("x", "U8", "1", "[33344,33345]") "}", 33345, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS "," ENTRY("x", "U8", "[1]", "[33344,33345,1]") "}", 33345, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS "," ENTRY("x", "U8", "[1]", "[33344,[33345]]") "}", 33345, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS ",\"x\":{\"shape\":[1],\"data_offsets\":[33344,33345]}}", 33345, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS ",\"x\":{\"dtype\":\"U8\",\"data_offsets\":[33344,33345]}}", 33345, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS ",\"x\":{\"dtype\":\"U8\",\"shape\":[1]}}", 33344, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS ",\"x\":{\"dtype\":8,\"shape\":[1],\"data_offsets\":[33344,33345]}}", 33345, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS ",\"x\":[]}", 33344, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS ",\"x\":null}", 33344, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS ",}", 33344, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS " }}", 33344, NCA_ERR_WEIGHTS_HEADER },
    { " {" TENSORS "}", 33344, NCA_ERR_WEIGHTS_HEADER },
    { "{" TENSORS "}x", 33344, NCA_ERR_WEIGHTS_HEADER },
    { "{\"__metadata__\":{\"epochs\":5}," TENSORS "}", 33344, NCA_ERR_WEIGHTS_METADATA },
    { "{\"__metadata__\":{\"other\":{}}," TENSORS "}", 33344, NCA_ERR_WEIGHTS_METADATA },
    { "{\"__metadata__\":[]," TENSORS "}", 33344, NCA_ERR_WEIGHTS_METADATA },
  };
  for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++) {
    if (read_header(HEADERS[i].header, HEADERS[i].data_bytes) != HEADERS[i].want) fprintf(stderr, "of %s\n", HEADERS[i].header);
    CHECK_EQUAL(read_header(HEADERS[i].header, HEADERS[i].data_bytes), HEADERS[i].want);
  }
}

/* A header of very many entries, in their order and against it, takes seconds at most, also where all are called alike. */
static void test_many_tensors(void) {
  enum { COUNT = 100000 };
  char *header = allocate((size_t)COUNT * 80 + sizeof TENSORS + 8);
  for (int kind = 0; kind < 3; kind++) {
    char *at = header + sprintf(header, "{");
    for (int i = 0; i < COUNT; i++) {
      const int place = 33344 + (kind == 1 ? COUNT - 1 - i : i);
      at += sprintf(at, "\"t%d\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[%d,%d]},", kind == 2 ? 0 : i, place, place + 1);
    }
    sprintf(at, TENSORS "}");
    const clock_t started = clock();
    CHECK_EQUAL(read_header(header, 33344 + COUNT), kind == 2 ? NCA_ERR_WEIGHTS_TWICE : NCA_OK);
    CHECK((double)(clock() - started) / CLOCKS_PER_SEC < 10.0);
  }
  free(header);
}

/* A name too long is cut between characters; one that is no UTF-8, from whoever fills the struct, is written as what all can read. */
static void test_names(void) {
  nca_model *model = allocate(sizeof *model), *read = allocate(sizeof *read);
  *model = random_model();
  memset(model->name, 0, sizeof model->name);
  for (size_t at = 0; at + 2 < NCA_TEXT_BYTES; at += 2) memcpy(model->name + at, "\xc3\xa9", 2);
  memcpy(model->license, "M\xe9" "T\xc3", 5);
  size_t size_bytes;
  uint8_t *bytes = write(&size_bytes, model, NCA_F32);
  CHECK_EQUAL(nca_weights_read(read, bytes, size_bytes), NCA_OK);
  CHECK(strcmp(read->name, model->name) == 0);
  CHECK(strcmp(read->license, "M\xef\xbf\xbdT\xef\xbf\xbd") == 0);
  nca_model_free(model);
  nca_model_free(read);
  free(bytes);
  free(model);
  free(read);
  char header[1024] = "{\"__metadata__\":{\"name\":\"a";
  for (int i = 0; i < 80; i++) strcat(header, "\xc3\xa9");
  strcat(header, "\",\"target\":\"\xff\"}," TENSORS "}");
  const size_t header_bytes = strlen(header);
  uint8_t *file = calloc(1, 8 + header_bytes + 33344);
  nca_model *named = allocate(sizeof *named);
  if (!file) abort();
  file[0] = (uint8_t)header_bytes;
  file[1] = (uint8_t)(header_bytes >> 8);
  memcpy(file + 8, header, header_bytes);
  CHECK_EQUAL(nca_weights_read(named, file, 8 + header_bytes + 33344), NCA_OK);
  CHECK_EQUAL(strlen(named->name), NCA_TEXT_BYTES - 1);
  CHECK(memcmp(named->name + NCA_TEXT_BYTES - 3, "\xc3\xa9", 3) == 0);
  CHECK(strcmp(named->target, "\xef\xbf\xbd") == 0);
  nca_model_free(named);
  free(file);
  free(named);
}

int main(void) {
  test_round_trip();
  test_short_buffer_is_left_alone();
  test_every_prefix_is_rejected(NCA_F32);
  test_every_prefix_is_rejected(NCA_F16);
  test_every_damaged_byte();
  test_headers();
  test_as_the_official_reader();
  test_many_tensors();
  test_names();
  return check_summary();
}
