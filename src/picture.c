/* Walks the chunks of a PNG (https://www.w3.org/TR/png/#5DataRep) and the segments of a JPEG (ITU-T T.81, annex B):
 *
 *   PNG    89 'PNG' 0d 0a 1a 0a | length:4 type:4 data crc:4 | ...           big-endian; first IHDR, last IEND
 *   JPEG   ff d8 | ff marker length:2 data | ... | ff da length:2 data, coded bytes | ... | ff d9 */
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

static uint32_t read_u16(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 8 | bytes[1];
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
  bool is_first = true;
  while (size_bytes - at >= PNG_CHUNK_BYTES) {
    const uint8_t *chunk = bytes + at;
    const size_t data_bytes = read_u32(chunk);
    if (data_bytes > size_bytes - at - PNG_CHUNK_BYTES || !crc_is_right(chunk, data_bytes)) return NCA_ERR_IMAGE_DAMAGED;
    if (is_first) {
      if (memcmp(chunk + 4, "IHDR", 4) != 0 || data_bytes != PNG_IHDR_BYTES) return NCA_ERR_IMAGE_DAMAGED;
      const int status = check_size(read_u32(chunk + 12), read_u32(chunk + 8));
      if (status < 0) return status;
    }
    if (memcmp(chunk + 4, "IEND", 4) == 0) return NCA_OK;
    is_first = false;
    at += PNG_CHUNK_BYTES + data_bytes;
  }
  return NCA_ERR_IMAGE_DAMAGED;
}

enum { JPEG_START = 0xd8, JPEG_END = 0xd9, JPEG_SCAN = 0xda, JPEG_SIZE_BYTES = 5 };

/* Markers of a frame header, which holds the size; c4, c8 and cc mean something else. */
static bool is_frame_header(uint8_t marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Where the next marker's second byte lies, from `at` on; size_bytes where there is none. Inside a scan ff 00 is a coded ff
 * and ff d0 .. ff d7 are restarts. */
static size_t next_marker(const uint8_t *bytes, size_t size_bytes, size_t at) {
  for (; size_bytes - at >= 2; at++) {
    const uint8_t next = bytes[at + 1];
    if (bytes[at] == 0xff && next != 0x00 && next != 0xff && (next < 0xd0 || next > 0xd7)) return at + 1;
  }
  return size_bytes;
}

static int check_jpeg(const uint8_t *bytes, size_t size_bytes) {
  bool has_size = false, has_scan = false;
  for (size_t at = next_marker(bytes, size_bytes, 2); at < size_bytes; at = next_marker(bytes, size_bytes, at)) {
    const uint8_t marker = bytes[at++];
    if (marker == JPEG_END) return has_size && has_scan ? NCA_OK : NCA_ERR_IMAGE_DAMAGED;
    if (size_bytes - at < 2) break;
    const size_t segment_bytes = read_u16(bytes + at);
    if (segment_bytes < 2 || segment_bytes > size_bytes - at) break;
    if (is_frame_header(marker) && segment_bytes >= 2 + JPEG_SIZE_BYTES) {
      const int status = check_size(read_u16(bytes + at + 3), read_u16(bytes + at + 5));
      if (status < 0) return status;
      has_size = true;
    }
    has_scan |= marker == JPEG_SCAN;
    at += segment_bytes;
  }
  return NCA_ERR_IMAGE_DAMAGED;
}

int nca_picture_check(const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(bytes || size_bytes == 0);
  if (size_bytes >= PNG_SIGNATURE_BYTES && memcmp(bytes, PNG_SIGNATURE, PNG_SIGNATURE_BYTES) == 0) return check_png(bytes, size_bytes);
  if (size_bytes >= 3 && bytes[0] == 0xff && bytes[1] == JPEG_START && bytes[2] == 0xff) return check_jpeg(bytes, size_bytes);
  return NCA_ERR_IMAGE_FORMAT;
}
