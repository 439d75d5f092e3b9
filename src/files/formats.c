/* Tells files by their first bytes, as file(1) does. */
#include "files/formats.h"

#include <stdbool.h>
#include <string.h>

#include "base/little_endian.h"
#include "base/misuse.h"
#include "nca.h"

enum { MAX_MARKUP_BYTES = 4096 }; /* in which a page or a drawing says what it is */

#define MAGIC(text) sizeof text - 1, text

static const struct {
  size_t offset, length;
  const char *magic;
  nca_format format;
} FORMATS[] = {
  { 0, MAGIC("\x89PNG"), { NCA_ERR_FILE_PICTURE, NCA_OK } },
  { 0, MAGIC("\xff\xd8\xff"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_JPEG } },
  { 0, MAGIC("GIF8"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_GIF } },
  { 8, MAGIC("WEBP"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_WEBP } },
  { 4, MAGIC("ftypavi"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_AVIF } },
  { 4, MAGIC("ftyphe"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_AVIF } },
  { 4, MAGIC("ftypmif1"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_AVIF } },
  { 4, MAGIC("ftypmsf1"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_AVIF } },
  { 4, MAGIC("JXL \r\n"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_OTHER } },
  { 0, MAGIC("\xff\x0a"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_OTHER } }, /* JPEG XL, too */
  { 0, MAGIC("BM"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_OTHER } },
  { 0, MAGIC("II*\0"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_OTHER } },
  { 0, MAGIC("MM\0*"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_OTHER } },
  { 0, MAGIC("8BPS"), { NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_OTHER } },
  { 0, MAGIC("PK\x03\x04"), { NCA_ERR_FILE_ZIP, NCA_ERR_FILE_ZIP } },
  { 0, MAGIC("PK\x05\x06"), { NCA_ERR_FILE_ZIP, NCA_ERR_FILE_ZIP } },
  { 0, MAGIC("\x93NUMPY"), { NCA_ERR_FILE_NUMPY, NCA_ERR_FILE_NUMPY } },
  { 0, MAGIC("\x89HDF\r\n"), { NCA_ERR_FILE_OTHER_MODEL, NCA_ERR_FILE_OTHER_MODEL } },
  { 0, MAGIC("GGUF"), { NCA_ERR_FILE_OTHER_MODEL, NCA_ERR_FILE_OTHER_MODEL } },
  { 4, MAGIC("TFL3"), { NCA_ERR_FILE_OTHER_MODEL, NCA_ERR_FILE_OTHER_MODEL } },
  { 0, MAGIC("\x1f\x8b"), { NCA_ERR_FILE_COMPRESSED, NCA_ERR_FILE_COMPRESSED } },
  { 0, MAGIC("BZh"), { NCA_ERR_FILE_COMPRESSED, NCA_ERR_FILE_COMPRESSED } },
  { 0, MAGIC("\xfd" "7zXZ"), { NCA_ERR_FILE_COMPRESSED, NCA_ERR_FILE_COMPRESSED } },
  { 0, MAGIC("7z\xbc\xaf"), { NCA_ERR_FILE_COMPRESSED, NCA_ERR_FILE_COMPRESSED } },
  { 0, MAGIC("\x28\xb5\x2f\xfd"), { NCA_ERR_FILE_COMPRESSED, NCA_ERR_FILE_COMPRESSED } },
  { 257, MAGIC("ustar"), { NCA_ERR_FILE_COMPRESSED, NCA_ERR_FILE_COMPRESSED } },
  { 0, MAGIC("\xff\xfe"), { NCA_ERR_FILE_UTF16, NCA_ERR_FILE_UTF16 } },
  { 0, MAGIC("\xfe\xff"), { NCA_ERR_FILE_UTF16, NCA_ERR_FILE_UTF16 } },
};

size_t nca_text_begin(const uint8_t *bytes, size_t size_bytes) {
  size_t at = size_bytes >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  while (at < size_bytes && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) at++;
  return at;
}

static bool begins_with(const uint8_t *bytes, size_t size_bytes, const char *word) {
  return size_bytes >= strlen(word) && memcmp(bytes, word, strlen(word)) == 0;
}

/* Whether a tag, in small letters here and in either there, stands in the first of the bytes. */
static bool has_tag(const uint8_t *bytes, size_t size_bytes, const char *tag) {
  const size_t length = strlen(tag), end = size_bytes < MAX_MARKUP_BYTES ? size_bytes : MAX_MARKUP_BYTES;
  for (size_t at = 0; at + length <= end; at++) {
    size_t same = 0;
    while (same < length && (bytes[at + same] | (tag[same] >= 'a' ? 0x20 : 0)) == tag[same]) same++;
    if (same == length) return true;
  }
  return false;
}

static nca_format format_of_text(const uint8_t *text, size_t size_bytes) {
  if (begins_with(text, size_bytes, "version https://git-lfs")) return (nca_format){ NCA_ERR_FILE_LFS, NCA_ERR_FILE_LFS };
  if (size_bytes > 0 && text[0] == '<') {
    const bool is_page = has_tag(text, size_bytes, "<html") || has_tag(text, size_bytes, "<!doctype html");
    if (!is_page && has_tag(text, size_bytes, "<svg")) return (nca_format){ NCA_ERR_FILE_PICTURE, NCA_ERR_IMAGE_SVG };
    return (nca_format){ NCA_ERR_FILE_HTML, NCA_ERR_FILE_HTML };
  }
  /* Distill's models are a list of objects. */
  const size_t inside = size_bytes > 0 && text[0] == '[' ? 1 + nca_text_begin(text + 1, size_bytes - 1) : size_bytes;
  return (nca_format){ NCA_OK, inside < size_bytes && text[inside] == '{' ? NCA_ERR_FILE_MODEL : NCA_OK };
}

bool nca_safetensors_begins(const uint8_t *bytes, size_t size_bytes) {
  if (size_bytes <= NCA_SAFETENSORS_PREFIX_BYTES || bytes[NCA_SAFETENSORS_PREFIX_BYTES] != '{') return false;
  const uint64_t header_bytes = nca_read_u64(bytes);
  return header_bytes >= 2 && header_bytes <= NCA_SAFETENSORS_MAX_HEADER_BYTES;
}

nca_format nca_format_of(const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(bytes || size_bytes == 0);
  if (size_bytes == 0) return (nca_format){ NCA_ERR_FILE_EMPTY, NCA_ERR_FILE_EMPTY };
  if (nca_safetensors_begins(bytes, size_bytes)) return (nca_format){ NCA_OK, NCA_ERR_FILE_MODEL };
  for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
    const size_t offset = FORMATS[i].offset, length = FORMATS[i].length;
    if (size_bytes >= offset + length && memcmp(bytes + offset, FORMATS[i].magic, length) == 0) return FORMATS[i].format;
  }
  /* Protocol 2 to 5, and an opcode. Protocol buffers: field 1 is the version, field 2 the text that names who wrote it. */
  const bool is_pickle = size_bytes > 2 && bytes[0] == 0x80 && bytes[1] >= 2 && bytes[1] <= 5 && bytes[2] != 0;
  const bool is_onnx = size_bytes > 3 && bytes[0] == 0x08 && bytes[1] < 0x20 && bytes[2] == 0x12 && bytes[3] != 0;
  if (is_pickle) return (nca_format){ NCA_ERR_FILE_PICKLE, NCA_ERR_FILE_PICKLE };
  if (is_onnx) return (nca_format){ NCA_ERR_FILE_ONNX, NCA_ERR_FILE_ONNX };
  const size_t text = nca_text_begin(bytes, size_bytes);
  return format_of_text(bytes + text, size_bytes - text);
}
