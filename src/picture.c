/* Walks the chunks of a PNG, https://www.w3.org/TR/png/#5DataRep:
 *
 *   89 'PNG' 0d 0a 1a 0a | length:4 type:4 data crc:4 | ...           big-endian; first IHDR, last IEND */
#include "picture.h"

#include <stdbool.h>
#include <string.h>

#include "misuse.h"
#include "nca.h"

enum { PNG_SIGNATURE_BYTES = 8, PNG_CHUNK_BYTES = 12, PNG_IHDR_BYTES = 13 };
static const uint8_t PNG_SIGNATURE[PNG_SIGNATURE_BYTES] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

static uint32_t read_u32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static int check_size(uint32_t height, uint32_t width) {
  const bool fits = height > 0 && width > 0 && height <= NCA_MAX_SIDE_PIXELS && width <= NCA_MAX_SIDE_PIXELS;
  return fits ? NCA_OK : NCA_ERR_IMAGE_SIZE;
}

/* CRC-32 of the PNG specification, annex D, without its table: a picture is read once. */
static uint32_t crc32(const uint8_t *bytes, size_t size_bytes) {
  uint32_t crc = 0xffffffffU;
  for (size_t i = 0; i < size_bytes; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xedb88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

static bool crc_is_right(const uint8_t *chunk, size_t data_bytes) {
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
  const bool ignore = true; /* a fuzzer would spend its life guessing checksums */
#else
  const bool ignore = false;
#endif
  return ignore || crc32(chunk + 4, data_bytes + 4) == read_u32(chunk + 8 + data_bytes);
}

static int check_png(const uint8_t *bytes, size_t size_bytes) {
  size_t at = PNG_SIGNATURE_BYTES;
  bool is_first = true, has_data = false;
  while (size_bytes - at >= PNG_CHUNK_BYTES) {
    const uint8_t *chunk = bytes + at;
    const size_t data_bytes = read_u32(chunk);
    if (data_bytes > size_bytes - at - PNG_CHUNK_BYTES || !crc_is_right(chunk, data_bytes)) return NCA_ERR_IMAGE_DAMAGED;
    if (is_first) {
      if (memcmp(chunk + 4, "IHDR", 4) != 0 || data_bytes != PNG_IHDR_BYTES) return NCA_ERR_IMAGE_DAMAGED;
      const int status = check_size(read_u32(chunk + 12), read_u32(chunk + 8));
      if (status < 0) return status;
    }
    if (memcmp(chunk + 4, "IEND", 4) == 0) return has_data ? NCA_OK : NCA_ERR_IMAGE_DAMAGED;
    if (memcmp(chunk + 4, "IDAT", 4) == 0) {
      /* Empty chunks of data are allowed, but no encoder begins with one, and stb_image would copy nothing to nowhere. */
      if (!has_data && data_bytes == 0) return NCA_ERR_IMAGE_DAMAGED;
      has_data = true;
    }
    is_first = false;
    at += PNG_CHUNK_BYTES + data_bytes;
  }
  return NCA_ERR_IMAGE_DAMAGED;
}

int nca_picture_check(const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(bytes || size_bytes == 0);
  if (size_bytes >= PNG_SIGNATURE_BYTES && memcmp(bytes, PNG_SIGNATURE, PNG_SIGNATURE_BYTES) == 0) return check_png(bytes, size_bytes);
  return NCA_ERR_IMAGE_FORMAT;
}
