/* Reads PNG, https://www.w3.org/TR/png/#5DataRep:
 *
 *   89 'PNG' 0d 0a 1a 0a | length:4 type:4 data crc:4 | ...           big-endian; first IHDR, last IEND
 *
 * stb_image never sees the file: it is given a plain PNG made of what matters in it, whose rows are unpacked already and are as many as the
 * header says. So what the file says of itself cannot make it take more memory, and what is odd but harmless is gone. */
#include "files/picture.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "files/formats.h"
#include "nca.h"

enum { PNG_SIGNATURE_BYTES = 8, PNG_CHUNK_BYTES = 12, PNG_IHDR_BYTES = 13, PNG_COLOURS = 256, PNG_STORED_BYTES = 65535 };
enum { PNG_GRAY = 0, PNG_RGB = 2, PNG_PALETTE = 3, PNG_GRAY_ALPHA = 4, PNG_RGB_ALPHA = 6 };
static const uint8_t PNG_SIGNATURE[PNG_SIGNATURE_BYTES] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

/* What matters in a file. */
typedef struct {
  const uint8_t *header, *palette, *alphas; /* the data of IHDR, PLTE, tRNS */
  size_t palette_bytes, alphas_bytes, data_bytes; /* the last of all IDAT together */
} png;

static uint32_t read_u32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* ---------------------------------------------------------------- checking */

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

static bool is_chunk(const uint8_t *chunk, const char *type) {
  return memcmp(chunk + 4, type, 4) == 0;
}

/* Samples of a pixel, and the bits that each may have, as a set of powers of two: 1 | 2 | 4 | 8 | 16. */
static int num_samples(int colour) {
  return colour == PNG_RGB ? 3 : colour == PNG_GRAY_ALPHA ? 2 : colour == PNG_RGB_ALPHA ? 4 : 1;
}

static int depths_of(int colour) {
  switch (colour) {
    case PNG_GRAY: return 1 | 2 | 4 | 8 | 16;
    case PNG_PALETTE: return 1 | 2 | 4 | 8;
    case PNG_RGB: case PNG_GRAY_ALPHA: case PNG_RGB_ALPHA: return 8 | 16;
    default: return 0;
  }
}

static int check_header(const uint8_t *header) {
  const uint32_t width = read_u32(header), height = read_u32(header + 4);
  const int depth = header[8], colour = header[9], is_power = depth > 0 && (depth & (depth - 1)) == 0;
  if (height == 0 || width == 0 || height > NCA_MAX_SIDE_PIXELS || width > NCA_MAX_SIDE_PIXELS) return NCA_ERR_IMAGE_SIZE;
  return is_power && (depths_of(colour) & depth) != 0 && header[10] == 0 && header[11] == 0 && header[12] <= 1 ? NCA_OK : NCA_ERR_IMAGE_DAMAGED;
}

static bool take_palette(png *file, const uint8_t *data, size_t data_bytes) {
  if (file->header[9] != PNG_PALETTE) return true; /* a hint for old screens */
  file->palette = data;
  file->palette_bytes = data_bytes;
  return data_bytes > 0 && data_bytes % 3 == 0 && data_bytes <= 3 * PNG_COLOURS;
}

/* More alphas than there are colours do no harm; Pillow reads them, too. */
static bool take_alphas(png *file, const uint8_t *data, size_t data_bytes) {
  const int colour = file->header[9];
  if (colour == PNG_GRAY_ALPHA || colour == PNG_RGB_ALPHA) return true;
  const size_t most = colour == PNG_PALETTE ? PNG_COLOURS : colour == PNG_RGB ? 6 : 2;
  file->alphas = data;
  file->alphas_bytes = data_bytes < most ? data_bytes : most;
  return file->data_bytes == 0 && (colour == PNG_PALETTE || data_bytes >= most);
}

static int check_png(png *file, const uint8_t *bytes, size_t size_bytes) {
  size_t at = PNG_SIGNATURE_BYTES;
  while (size_bytes - at >= PNG_CHUNK_BYTES) {
    const uint8_t *chunk = bytes + at, *data = chunk + 8;
    const size_t data_bytes = read_u32(chunk);
    /* A small first letter: whoever does not know the chunk may do without it, and without its sum. */
    const bool is_needed = (chunk[4] & 0x20) == 0 || is_chunk(chunk, "tRNS");
    if (!file->header && is_chunk(chunk, "CgBI")) return NCA_ERR_IMAGE_CGBI;
    if (data_bytes > size_bytes - at - PNG_CHUNK_BYTES || (is_needed && !crc_is_right(chunk, data_bytes))) return NCA_ERR_IMAGE_DAMAGED;
    if (!file->header != is_chunk(chunk, "IHDR")) return NCA_ERR_IMAGE_DAMAGED;
    if (!file->header) {
      const int status = data_bytes == PNG_IHDR_BYTES ? check_header(data) : NCA_ERR_IMAGE_DAMAGED;
      if (status < 0) return status;
      file->header = data;
    } else if (is_chunk(chunk, "IEND")) {
      return file->data_bytes > 0 && (file->palette || file->header[9] != PNG_PALETTE) ? NCA_OK : NCA_ERR_IMAGE_DAMAGED;
    } else if (is_chunk(chunk, "IDAT")) {
      file->data_bytes += data_bytes;
    } else if (is_chunk(chunk, "PLTE")) {
      if (file->data_bytes > 0 || !take_palette(file, data, data_bytes)) return NCA_ERR_IMAGE_DAMAGED;
    } else if (is_chunk(chunk, "tRNS")) {
      if (!take_alphas(file, data, data_bytes)) return NCA_ERR_IMAGE_DAMAGED;
    } else if (is_needed) {
      return NCA_ERR_IMAGE_DAMAGED;
    }
    at += PNG_CHUNK_BYTES + data_bytes;
  }
  return NCA_ERR_IMAGE_DAMAGED;
}

/* ---------------------------------------------------------------- unpacking */

static size_t bytes_of_rows(uint32_t width, uint32_t height, size_t pixel_bits) {
  return width == 0 ? 0 : height * (1 + (width * pixel_bits + 7) / 8);
}

/* The rows of the picture, each with its filter in front; interlaced it is seven smaller pictures (Adam7). */
static size_t bytes_of_picture(const uint8_t *header) {
  static const uint8_t FIRST_X[] = { 0, 4, 0, 2, 0, 1, 0 }, FIRST_Y[] = { 0, 0, 4, 0, 2, 0, 1 };
  static const uint8_t STEP_X[] = { 8, 8, 4, 4, 2, 2, 1 }, STEP_Y[] = { 8, 8, 8, 4, 4, 2, 2 };
  const uint32_t width = read_u32(header), height = read_u32(header + 4);
  const size_t pixel_bits = (size_t)header[8] * (size_t)num_samples(header[9]);
  if (header[12] == 0) return bytes_of_rows(width, height, pixel_bits);
  size_t size_bytes = 0;
  for (int pass = 0; pass < 7; pass++) {
    const uint32_t W = (width + STEP_X[pass] - 1 - FIRST_X[pass]) / STEP_X[pass], H = (height + STEP_Y[pass] - 1 - FIRST_Y[pass]) / STEP_Y[pass];
    size_bytes += bytes_of_rows(W, H, pixel_bits);
  }
  return size_bytes;
}

/* All IDAT of a file in one piece: data [data_bytes]. */
static void gather(uint8_t *data, const uint8_t *bytes) {
  for (const uint8_t *chunk = bytes + PNG_SIGNATURE_BYTES; !is_chunk(chunk, "IEND"); chunk += PNG_CHUNK_BYTES + read_u32(chunk)) {
    if (!is_chunk(chunk, "IDAT")) continue;
    memcpy(data, chunk + 8, read_u32(chunk));
    data += read_u32(chunk);
  }
}

/* rows [rows_bytes] from the file. What it has beyond them is left aside, as libpng leaves it. */
static int unpack(uint8_t **rows, size_t rows_bytes, const png *file, const uint8_t *bytes) {
  const size_t capacity_bytes = rows_bytes + NCA_INFLATE_SLACK_BYTES;
  uint8_t *data = malloc(file->data_bytes);
  *rows = malloc(capacity_bytes);
  int status = data && *rows ? NCA_OK : NCA_ERR_MEMORY;
  if (status == NCA_OK) {
    gather(data, bytes);
    if (nca_inflate(*rows, capacity_bytes, data, file->data_bytes) < rows_bytes) status = NCA_ERR_IMAGE_DAMAGED;
  }
  free(data);
  return status;
}

/* ---------------------------------------------------------------- the plain PNG */

static uint8_t *put_u32(uint8_t *out, uint32_t value) {
  for (int i = 0; i < 4; i++) *out++ = (uint8_t)(value >> (24 - 8 * i));
  return out;
}

static uint8_t *put_bytes(uint8_t *out, const uint8_t *bytes, size_t size_bytes) {
  memcpy(out, bytes, size_bytes);
  return out + size_bytes;
}

/* The front of a chunk. Behind its data comes a sum, which nobody looks at: a zero. */
static uint8_t *put_chunk(uint8_t *out, size_t data_bytes, const char *type) {
  return put_bytes(put_u32(out, (uint32_t)data_bytes), (const uint8_t *)type, 4);
}

/* 256 colours whatever the file has: what it leaves out is a ramp of grays, as in Pillow, and not what stood in memory before. */
static uint8_t *put_palette(uint8_t *out, const png *file) {
  out = put_chunk(out, 3 * PNG_COLOURS, "PLTE");
  for (size_t i = 0; i < 3 * PNG_COLOURS; i++) *out++ = i < file->palette_bytes ? file->palette[i] : (uint8_t)(i / 3);
  return put_u32(out, 0);
}

/* rows as zlib data that is not packed, RFC 1950 and RFC 1951, 3.2.4: 78 01 | is last:1 length:2 ~length:2 bytes | ... | sum:4 */
static uint8_t *put_rows(uint8_t *out, const uint8_t *rows, size_t rows_bytes) {
  const size_t num_blocks = (rows_bytes + PNG_STORED_BYTES - 1) / PNG_STORED_BYTES;
  out = put_chunk(out, 2 + 5 * num_blocks + rows_bytes + 4, "IDAT");
  *out++ = 0x78;
  *out++ = 0x01;
  for (size_t at = 0, length; at < rows_bytes; at += length) {
    length = rows_bytes - at < PNG_STORED_BYTES ? rows_bytes - at : PNG_STORED_BYTES;
    *out++ = at + length == rows_bytes;
    for (int i = 0; i < 4; i++) *out++ = (uint8_t)((i < 2 ? length : ~length) >> (8 * (i % 2)));
    out = put_bytes(out, rows + at, length);
  }
  return put_u32(put_u32(out, 0), 0);
}

static uint8_t *put_png(uint8_t *out, const png *file, const uint8_t *rows, size_t rows_bytes) {
  out = put_bytes(out, PNG_SIGNATURE, PNG_SIGNATURE_BYTES);
  out = put_u32(put_bytes(put_chunk(out, PNG_IHDR_BYTES, "IHDR"), file->header, PNG_IHDR_BYTES), 0);
  if (file->palette) out = put_palette(out, file);
  if (file->alphas_bytes > 0) out = put_u32(put_bytes(put_chunk(out, file->alphas_bytes, "tRNS"), file->alphas, file->alphas_bytes), 0);
  out = put_rows(out, rows, rows_bytes);
  return put_u32(put_chunk(out, 0, "IEND"), 0);
}

int nca_picture_read(uint8_t **rgba, int *height_pixels, int *width_pixels, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(rgba && height_pixels && width_pixels && (bytes || size_bytes == 0));
  if (size_bytes < PNG_SIGNATURE_BYTES || memcmp(bytes, PNG_SIGNATURE, PNG_SIGNATURE_BYTES) != 0) {
    const int other = nca_format_of(bytes, size_bytes).as_picture;
    return other != NCA_OK ? other : NCA_ERR_IMAGE_FORMAT;
  }
  png file = { 0 };
  int status = check_png(&file, bytes, size_bytes);
  if (status != NCA_OK) return status;
  if (file.data_bytes > INT_MAX) return NCA_ERR_MEMORY;
  uint8_t *rows = NULL;
  const size_t rows_bytes = bytes_of_picture(file.header), num_blocks = rows_bytes / PNG_STORED_BYTES + 1;
  status = unpack(&rows, rows_bytes, &file, bytes);
  uint8_t *plain = status == NCA_OK ? malloc(PNG_SIGNATURE_BYTES + 5 * PNG_CHUNK_BYTES + PNG_IHDR_BYTES + 4 * PNG_COLOURS + 6 + 5 * num_blocks + rows_bytes) : NULL;
  if (status == NCA_OK && !plain) status = NCA_ERR_MEMORY;
  const size_t plain_bytes = status == NCA_OK ? (size_t)(put_png(plain, &file, rows, rows_bytes) - plain) : 0;
  free(rows);
  if (status == NCA_OK) status = nca_picture_decode(rgba, height_pixels, width_pixels, plain, plain_bytes);
  free(plain);
  return status;
}
