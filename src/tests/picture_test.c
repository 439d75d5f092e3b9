/* PNGs as others write them, chunk by chunk: odd but harmless ones are read, to what Pillow reads, and none takes more memory than its pixels. */
#include <string.h>
#include <sys/resource.h>

#include "check.h"
#include "nca.h"

enum { GRAY = 0, RGB = 2, PALETTE = 3, GRAY_ALPHA = 4, RGB_ALPHA = 6, MAX_CELLS = 64 };

typedef struct {
  uint8_t *bytes;
  size_t size_bytes;
} file;

static void put(file *png, const void *bytes, size_t size_bytes) {
  png->bytes = realloc(png->bytes, png->size_bytes + size_bytes + 1);
  if (!png->bytes) abort();
  if (size_bytes > 0) memcpy(png->bytes + png->size_bytes, bytes, size_bytes);
  png->size_bytes += size_bytes;
}

static void put_u32(file *png, uint32_t value) {
  put(png, (uint8_t[]){ (uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value }, 4);
}

static uint32_t crc32(const uint8_t *bytes, size_t size_bytes) {
  uint32_t crc = 0xffffffffU;
  for (size_t i = 0; i < size_bytes; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0);
  }
  return ~crc;
}

static void put_chunk(file *png, const char *type, const void *data, size_t size_bytes) {
  put_u32(png, (uint32_t)size_bytes);
  const size_t begin = png->size_bytes;
  put(png, type, 4);
  put(png, data, size_bytes);
  put_u32(png, crc32(png->bytes + begin, size_bytes + 4));
}

static file begin_png(uint32_t width, uint32_t height, int depth, int colour, int interlace) {
  file png = { 0 };
  put(&png, "\x89PNG\r\n\x1a\n", 8);
  const uint8_t header[13] = { (uint8_t)(width >> 24), (uint8_t)(width >> 16), (uint8_t)(width >> 8), (uint8_t)width, (uint8_t)(height >> 24), (uint8_t)(height >> 16),
                               (uint8_t)(height >> 8), (uint8_t)height, (uint8_t)depth, (uint8_t)colour, 0, 0, (uint8_t)interlace };
  put_chunk(&png, "IHDR", header, sizeof header);
  return png;
}

/* Rows that are stored, not packed. */
static file zlib_of(const void *rows, size_t size_bytes) {
  file zlib = { 0 };
  put(&zlib, "\x78\x01", 2);
  size_t at = 0;
  do {
    const size_t length = size_bytes - at < 65535 ? size_bytes - at : 65535;
    put(&zlib, (uint8_t[]){ at + length == size_bytes, (uint8_t)length, (uint8_t)(length >> 8), (uint8_t)~length, (uint8_t)(~length >> 8) }, 5);
    put(&zlib, (const uint8_t *)rows + at, length);
    at += length;
  } while (at < size_bytes);
  uint32_t a = 1, b = 0;
  for (size_t i = 0; i < size_bytes; i++) a = (a + ((const uint8_t *)rows)[i]) % 65521, b = (b + a) % 65521;
  put_u32(&zlib, b << 16 | a);
  return zlib;
}

static void put_rows(file *png, const void *rows, size_t size_bytes) {
  const file zlib = zlib_of(rows, size_bytes);
  put_chunk(png, "IDAT", zlib.bytes, zlib.size_bytes);
  free(zlib.bytes);
}

/* End, read and free it. */
static int status_of(float *target, file *png, int height, int width) {
  put_chunk(png, "IEND", NULL, 0);
  uint8_t *copy = allocate(png->size_bytes);
  memcpy(copy, png->bytes, png->size_bytes);
  const int status = nca_target_read(target, &(nca_target_desc){ .height_cells = height, .width_cells = width }, copy, png->size_bytes);
  free(copy);
  free(png->bytes);
  return status;
}

static void check_pixels(file *png, int height, int width, const uint8_t *want) {
  float target[MAX_CELLS * 4];
  CHECK_EQUAL(status_of(target, png, height, width), NCA_OK);
  for (int i = 0; i < height * width * 4; i++) CHECK_EQUAL(target[i] * 255.0f + 0.5f, want[i]);
}

static void check_status(file *png, int want) {
  float target[MAX_CELLS * 4];
  CHECK_EQUAL(status_of(target, png, 4, 1), want);
}

static const uint8_t THREE_COLOURS[] = { 10, 11, 12, 13, 14, 15, 16, 17, 18 };
static const uint8_t FOUR_PIXELS[] = { 0, 0, 1, 2, 3 }; /* filter, and then numbers of colours, the last of which the palette lacks */

static void check_palette(const void *alphas, size_t num_alphas, const uint8_t want[16]) {
  file png = begin_png(4, 1, 8, PALETTE, 0);
  put_chunk(&png, "PLTE", THREE_COLOURS, sizeof THREE_COLOURS);
  if (num_alphas > 0) put_chunk(&png, "tRNS", alphas, num_alphas);
  put_rows(&png, FOUR_PIXELS, sizeof FOUR_PIXELS);
  check_pixels(&png, 1, 4, want);
}

static void test_transparency(void) {
  static uint8_t many[300];
  memset(many, 0x80, sizeof many);
  check_palette(NULL, 0, (uint8_t[]){ 10, 11, 12, 255, 13, 14, 15, 255, 16, 17, 18, 255, 3, 3, 3, 255 });
  check_palette("\x80", 1, (uint8_t[]){ 10, 11, 12, 128, 13, 14, 15, 255, 16, 17, 18, 255, 3, 3, 3, 255 });
  check_palette("\x80\x40\x20\x10", 4, (uint8_t[]){ 10, 11, 12, 128, 13, 14, 15, 64, 16, 17, 18, 32, 3, 3, 3, 16 });
  check_palette(many, sizeof many, (uint8_t[]){ 10, 11, 12, 128, 13, 14, 15, 128, 16, 17, 18, 128, 3, 3, 3, 128 });
  /* One number too many for grays and colours; none has a place beside real alpha. */
  file png = begin_png(4, 1, 8, GRAY, 0);
  put_chunk(&png, "tRNS", "\0\2\0\3", 4);
  put_rows(&png, FOUR_PIXELS, sizeof FOUR_PIXELS);
  check_pixels(&png, 1, 4, (uint8_t[]){ 0, 0, 0, 255, 1, 1, 1, 255, 2, 2, 2, 0, 3, 3, 3, 255 });
  png = begin_png(1, 1, 8, RGB, 0);
  put_chunk(&png, "tRNS", "\0\0\0\1\0\2\0\3", 8);
  put_rows(&png, "\0\0\1\2", 4);
  check_pixels(&png, 1, 1, (uint8_t[]){ 0, 1, 2, 0 });
  png = begin_png(1, 1, 8, RGB_ALPHA, 0);
  put_chunk(&png, "tRNS", "\0\1", 2);
  put_rows(&png, "\0\0\1\2\3", 5);
  check_pixels(&png, 1, 1, (uint8_t[]){ 0, 1, 2, 3 });
  png = begin_png(1, 1, 8, RGB, 0);
  put_chunk(&png, "tRNS", "\0\0\0\1", 4);
  put_rows(&png, "\0\0\1\2", 4);
  check_status(&png, NCA_ERR_IMAGE_DAMAGED);
}

/* PNG, 11.2.2: three numbers a colour, 1 to 256 of them. */
static void test_palette_sizes(void) {
  static const uint8_t colours[3 * 257];
  static const struct { size_t num_bytes; int status; } CASES[] = { { 3, NCA_OK }, { 3 * 256, NCA_OK }, { 0, NCA_ERR_IMAGE_DAMAGED }, { 4, NCA_ERR_IMAGE_DAMAGED }, { 3 * 257, NCA_ERR_IMAGE_DAMAGED } };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    file png = begin_png(1, 4, 8, PALETTE, 0);
    put_chunk(&png, "PLTE", colours, CASES[i].num_bytes);
    put_rows(&png, "\0\0\0\0\0\0\0\0", 8);
    check_status(&png, CASES[i].status);
  }
}

static void put_with_wrong_sum(file *png, const char *type, const void *data, size_t size_bytes) {
  put_chunk(png, type, data, size_bytes);
  png->bytes[png->size_bytes - 1] ^= 1;
}

static void test_sums(void) {
  static const char *const BESIDE[] = { "tEXt", "zTXt", "gAMA", "pHYs", "tIME", "eXIf", "prIv" }, *const NEEDED[] = { "PLTE", "tRNS", "IDAT" };
  static const uint8_t WANT[] = { 0, 0, 0, 255, 1, 1, 1, 255, 2, 2, 2, 255, 3, 3, 3, 255 };
  for (size_t i = 0; i < sizeof BESIDE / sizeof *BESIDE; i++) {
    file png = begin_png(4, 1, 8, GRAY, 0);
    put_with_wrong_sum(&png, BESIDE[i], "a\0b", 3);
    put_rows(&png, FOUR_PIXELS, sizeof FOUR_PIXELS);
    put_with_wrong_sum(&png, BESIDE[i], "a\0b", 3);
    check_pixels(&png, 1, 4, WANT);
  }
  for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++) {
    file png = begin_png(4, 1, 8, GRAY, 0);
    put_with_wrong_sum(&png, NEEDED[i], "\0\1", 2);
    put_rows(&png, FOUR_PIXELS, sizeof FOUR_PIXELS);
    check_status(&png, NCA_ERR_IMAGE_DAMAGED);
  }
}

/* Data in as many pieces as one likes, also empty ones, and with other chunks between. */
static void test_pieces(void) {
  static const uint8_t WANT[] = { 0, 0, 0, 255, 1, 1, 1, 255, 2, 2, 2, 255, 3, 3, 3, 255 };
  const file zlib = zlib_of(FOUR_PIXELS, sizeof FOUR_PIXELS);
  for (size_t piece_bytes = 1; piece_bytes <= zlib.size_bytes; piece_bytes++) {
    file png = begin_png(4, 1, 8, GRAY, 0);
    put_chunk(&png, "PLTE", THREE_COLOURS, sizeof THREE_COLOURS); /* of no use for grays */
    put_chunk(&png, "IDAT", NULL, 0);
    for (size_t at = 0; at < zlib.size_bytes; at += piece_bytes) {
      put_chunk(&png, "IDAT", zlib.bytes + at, piece_bytes < zlib.size_bytes - at ? piece_bytes : zlib.size_bytes - at);
      put_chunk(&png, at % 2 ? "IDAT" : "tEXt", NULL, 0);
    }
    check_pixels(&png, 1, 4, WANT);
  }
  free(zlib.bytes);
  file png = begin_png(4, 1, 8, GRAY, 0);
  put_chunk(&png, "IDAT", NULL, 0);
  check_status(&png, NCA_ERR_IMAGE_DAMAGED);
}

/* Whoever interlaces stores seven pictures: their rows are counted right, for every size, and not one byte too few. */
static void test_rows(void) {
  static const struct {
    int depth, colour, samples;
  } KINDS[] = { { 1, GRAY, 1 }, { 2, PALETTE, 1 }, { 4, GRAY, 1 }, { 8, RGB, 3 }, { 16, GRAY_ALPHA, 2 }, { 16, RGB_ALPHA, 4 } };
  static const int FIRST_X[] = { 0, 4, 0, 2, 0, 1, 0 }, FIRST_Y[] = { 0, 0, 4, 0, 2, 0, 1 }, STEP_X[] = { 8, 8, 4, 4, 2, 2, 1 }, STEP_Y[] = { 8, 8, 8, 4, 4, 2, 2 };
  static uint8_t zeros[4096];
  float target[4];
  for (size_t kind = 0; kind < sizeof KINDS / sizeof *KINDS; kind++) {
    for (int interlace = 0; interlace < 2; interlace++) {
      for (int H = 1; H <= 9; H++) {
        for (int W = 1; W <= 9; W++) {
          size_t size_bytes = 0;
          for (int pass = 0; pass < 7; pass++) { /* count cell by cell */
            int across = 0, down = 0;
            for (int x = FIRST_X[pass]; x < W; x += STEP_X[pass]) across++;
            for (int y = FIRST_Y[pass]; y < H; y += STEP_Y[pass]) down++;
            if (across > 0) size_bytes += (size_t)(down * (1 + (across * KINDS[kind].depth * KINDS[kind].samples + 7) / 8));
          }
          if (!interlace) size_bytes = (size_t)(H * (1 + (W * KINDS[kind].depth * KINDS[kind].samples + 7) / 8));
          for (int missing = 0; missing < 2; missing++) {
            file png = begin_png((uint32_t)W, (uint32_t)H, KINDS[kind].depth, KINDS[kind].colour, interlace);
            if (KINDS[kind].colour == PALETTE) put_chunk(&png, "PLTE", THREE_COLOURS, sizeof THREE_COLOURS);
            put_rows(&png, zeros, size_bytes - (size_t)missing);
            CHECK_EQUAL(status_of(target, &png, 1, 1), missing ? NCA_ERR_IMAGE_DAMAGED : NCA_OK);
          }
        }
      }
    }
  }
}

static void test_headers(void) {
  static const int WRONG[][3] = { { 3, GRAY, 0 }, { 0, GRAY, 0 }, { 32, GRAY, 0 }, { 4, RGB, 0 }, { 16, PALETTE, 0 }, { 2, RGB_ALPHA, 0 }, { 8, 1, 0 }, { 8, 7, 0 }, { 8, GRAY, 2 } };
  for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
    file png = begin_png(1, 4, WRONG[i][0], WRONG[i][1], WRONG[i][2]);
    put_chunk(&png, "PLTE", THREE_COLOURS, sizeof THREE_COLOURS);
    put_rows(&png, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
    check_status(&png, NCA_ERR_IMAGE_DAMAGED);
  }
  file png = begin_png(4, 1, 8, PALETTE, 0); /* and no palette */
  put_rows(&png, FOUR_PIXELS, sizeof FOUR_PIXELS);
  check_status(&png, NCA_ERR_IMAGE_DAMAGED);
  png = begin_png(8193, 1, 8, GRAY, 0);
  check_status(&png, NCA_ERR_IMAGE_SIZE);
  png = begin_png(4, 1, 8, GRAY, 0);
  put_chunk(&png, "ABCD", "?", 1); /* whoever does not know this one must not go on */
  put_rows(&png, FOUR_PIXELS, sizeof FOUR_PIXELS);
  check_status(&png, NCA_ERR_IMAGE_DAMAGED);
}

static long peak_kb(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) abort();
  return usage.ru_maxrss;
}

/* Zeros by the hundred million, as matches of 258 bytes with the one before: 13 bits each in the fixed code of RFC 1951. */
static file bomb_of(size_t num_matches) {
  file zlib = { .bytes = allocate(num_matches * 13 / 8 + 64) };
  uint64_t bits = 0;
  int num_bits = 0;
  memcpy(zlib.bytes, "\x78\x01", 2);
  zlib.size_bytes = 2;
#define BITS(count, value)                                                                                \
  for (bits |= (uint64_t)(value) << num_bits, num_bits += (count); num_bits >= 8; bits >>= 8, num_bits -= 8) \
  zlib.bytes[zlib.size_bytes++] = (uint8_t)bits
  BITS(3, 3);       /* the last block, of the fixed code */
  BITS(8, 0x0c);    /* a zero: 00110000, read from its other end */
  for (size_t i = 0; i < num_matches; i++) {
    BITS(8, 0xa3);  /* length 258: 11000101 */
    BITS(5, 0);     /* distance 1 */
  }
  BITS(7, 0);
  BITS(7, 0);
  zlib.bytes[zlib.size_bytes++] = 0;
  memset(zlib.bytes + zlib.size_bytes, 0, 4);
  zlib.size_bytes += 4;
#undef BITS
  return zlib;
}

/* What goes on behind the last row is left aside, and takes neither memory nor time. */
static void test_bomb(void) {
  const file zlib = bomb_of(1 << 20); /* 270 MB */
  static const uint8_t BLACK[8 * 8 * 4] = { 0 };
  for (int interlace = 0; interlace < 2; interlace++) {
    file png = begin_png(8, 8, 8, RGB_ALPHA, interlace);
    put_chunk(&png, "IDAT", zlib.bytes, zlib.size_bytes);
    const long before_kb = peak_kb();
    check_pixels(&png, 8, 8, BLACK);
    CHECK(peak_kb() - before_kb < 20000);
  }
  free(zlib.bytes);
  /* A little too much, in blocks that are stored. */
  static uint8_t rows[200000];
  file png = begin_png(8, 8, 8, RGB_ALPHA, 0);
  put_rows(&png, rows, sizeof rows);
  check_pixels(&png, 8, 8, BLACK);
}

int main(void) {
  test_transparency();
  test_palette_sizes();
  test_sums();
  test_pieces();
  test_rows();
  test_headers();
  test_bomb();
  return check_summary();
}
