/* Files that are something else: each is named, whatever it was given as, and models are read in whichever format they come. */
#include <string.h>

#include "usual_shape.h"
#include "nca_tools.h"

#define BYTES(text) text, sizeof text - 1

static const struct {
  const char *bytes;
  size_t size_bytes;
  int as_model, as_picture;
} FILES[] = {
  { BYTES(""), NCA_ERR_FILE_EMPTY, NCA_ERR_FILE_EMPTY },
  { BYTES("x"), NCA_ERR_WEIGHTS_TRUNCATED, NCA_ERR_IMAGE_FORMAT },
  { BYTES("Dear reader, this is but a text."), NCA_ERR_WEIGHTS_HEADER, NCA_ERR_IMAGE_FORMAT },
  { BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_DAMAGED },
  { BYTES("\x89PNG\r\n\x1a\n\0\0\0\4CgBIP\0 \2abcd"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_CGBI },
  { BYTES("\xff\xd8\xff\xe0\0\x10JFIF"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_JPEG },
  { BYTES("\xff\xd8\xff\xe1\0\x10" "Exif"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_JPEG },
  { BYTES("GIF89a\1\0\1\0"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_GIF },
  { BYTES("RIFF\x24\0\0\0WEBPVP8 "), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_WEBP },
  { BYTES("\0\0\0\x1c" "ftypavif\0\0\0\0"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_AVIF },
  { BYTES("\0\0\0\x18" "ftypheic\0\0\0\0"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_AVIF },
  { BYTES("BM\x46\0\0\0\0\0\0\0"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_OTHER },
  { BYTES("II*\0\x08\0\0\0"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_OTHER },
  { BYTES("<svg xmlns='http://www.w3.org/2000/svg'/>"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_SVG },
  { BYTES("\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- by hand -->\n<SVG>"), NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_SVG },
  { BYTES("<!DOCTYPE html>\n<html><body>Not found <svg></svg>"), NCA_ERR_FILE_HTML, NCA_ERR_FILE_HTML },
  { BYTES("\n\n  <HTML><head>"), NCA_ERR_FILE_HTML, NCA_ERR_FILE_HTML },
  { BYTES("<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"), NCA_ERR_FILE_HTML, NCA_ERR_FILE_HTML },
  { BYTES("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 34076\n"), NCA_ERR_FILE_LFS, NCA_ERR_FILE_LFS },
  { BYTES("PK\3\4\0\0\x08\x08\0\0\0\0\0\0archive/data.pkl"), NCA_ERR_FILE_ZIP, NCA_ERR_FILE_ZIP },
  { BYTES("\x80\2\x8a\nl\xfc\x9c\x46\xf9 j\xa8P\x19."), NCA_ERR_FILE_PICKLE, NCA_ERR_FILE_PICKLE },
  { BYTES("\x80\4\x95\x10\0\0\0\0\0\0\0}"), NCA_ERR_FILE_PICKLE, NCA_ERR_FILE_PICKLE },
  { BYTES("\x93NUMPY\1\0v\0{'descr': '<f4'"), NCA_ERR_FILE_NUMPY, NCA_ERR_FILE_NUMPY },
  { BYTES("\x08\x07\x12\x07pytorch\x1a\x03" "2.1"), NCA_ERR_FILE_ONNX, NCA_ERR_FILE_ONNX },
  { BYTES("\x89HDF\r\n\x1a\n"), NCA_ERR_FILE_OTHER_MODEL, NCA_ERR_FILE_OTHER_MODEL },
  { BYTES("GGUF\3\0\0\0\0\0\0\0"), NCA_ERR_FILE_OTHER_MODEL, NCA_ERR_FILE_OTHER_MODEL },
  { BYTES("\x1f\x8b\x08\0\0\0\0\0\0\3"), NCA_ERR_FILE_COMPRESSED, NCA_ERR_FILE_COMPRESSED },
  { BYTES("\x28\xb5\x2f\xfd\4\0"), NCA_ERR_FILE_COMPRESSED, NCA_ERR_FILE_COMPRESSED },
  { BYTES("\xff\xfe[\0{\0}\0]\0"), NCA_ERR_FILE_UTF16, NCA_ERR_FILE_UTF16 },
  { BYTES(" {\"message\": \"Not Found\"}"), NCA_ERR_DISTILL_FORMAT, NCA_ERR_IMAGE_FORMAT },
  { BYTES("[{\"in_ch\": 48}]"), NCA_ERR_DISTILL_SHAPE, NCA_ERR_FILE_MODEL },
  { BYTES("\2\0\0\0\0\0\0\0{}"), NCA_ERR_WEIGHTS_MISSING, NCA_ERR_FILE_MODEL },
};

static void test_files(void) {
  const nca_target_desc desc = { .height_cells = 1, .width_cells = 1 };
  nca_model *model = allocate(sizeof *model);
  float target[4];
  for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
    const size_t size_bytes = FILES[i].size_bytes;
    uint8_t *copy = allocate(size_bytes); /* ends where the file ends */
    memcpy(copy, FILES[i].bytes, size_bytes);
    CHECK_EQUAL(nca_model_read(model, copy, size_bytes), FILES[i].as_model);
    CHECK_EQUAL(nca_target_read(target, &desc, copy, size_bytes), FILES[i].as_picture);
    free(copy);
    for (size_t cut = 0; cut < size_bytes; cut++) { /* none is read beyond its end */
      uint8_t *prefix = allocate(cut);
      memcpy(prefix, FILES[i].bytes, cut);
      CHECK(nca_model_read(model, prefix, cut) < 0 && nca_target_read(target, &desc, prefix, cut) < 0);
      free(prefix);
    }
  }
  free(model);
}

/* A file that begins with the letter of a list, because its header is so long, is a safetensors file all the same. */
static void test_the_length_may_look_like_text(void) {
  static const char BEGINS[] = { '[', '{', ' ', '\n', '<' };
  nca_model *model = calloc(1, sizeof *model), *read = calloc(1, sizeof *read);
  if (!model || !read) abort();
  const nca_config config = nca_config_blog();
  if (!nca_model_init(model, &config, 3)) abort();
  const size_t size_bytes = nca_weights_write(NULL, 0, model, NCA_F32);
  uint8_t *file = allocate(size_bytes + 256);
  for (size_t i = 0; i < sizeof BEGINS; i++) {
    nca_weights_write(file, size_bytes, model, NCA_F32);
    const size_t header_bytes = (size_t)file[0] | (size_t)file[1] << 8, data_bytes = size_bytes - 8 - header_bytes;
    size_t longer_bytes = header_bytes;
    while ((longer_bytes & 0xff) != (uint8_t)BEGINS[i]) longer_bytes++;
    memmove(file + 8 + longer_bytes, file + 8 + header_bytes, data_bytes);
    memset(file + 8 + header_bytes, ' ', longer_bytes - header_bytes);
    file[0] = (uint8_t)longer_bytes;
    file[1] = (uint8_t)(longer_bytes >> 8);
    CHECK_EQUAL(file[0], (uint8_t)BEGINS[i]);
    CHECK_EQUAL(nca_model_read(read, file, 8 + longer_bytes + data_bytes), NCA_OK);
    CHECK(memcmp(read->params, model->params, USUAL_PARAMS_BYTES) == 0);
    nca_model_free(read);
  }
  nca_model_free(model);
  free(file);
  free(model);
  free(read);
}

/* Each is a sentence, and no two are the same. */
static void test_sentences(void) {
  for (int status = -200; status < 0; status++) {
    const char *text = nca_status_text(status);
    if (strcmp(text, nca_status_text(-1000)) == 0) continue;
    CHECK(strlen(text) > 10 && text[strlen(text) - 1] != '.');
    for (int other = -200; other < status; other++) CHECK(strcmp(text, nca_status_text(other)) != 0);
  }
}

int main(void) {
  test_files();
  test_the_length_may_look_like_text();
  test_sentences();
  return check_summary();
}
