/* Pictures: decoding, fitting and resizing, and files that are cut short or damaged. PNGs come from stb_image_write. */
#include <math.h>
#include <string.h>

#include "cli/stb_image_write_options.h"
#include "check.h"
#include "nca.h"

/* What the encoder asks for where there is no memory. */
_Noreturn void memory_error(void);
_Noreturn void memory_error(void) {
  abort();
}

typedef struct {
  uint8_t bytes[1 << 16];
  size_t size_bytes;
} file;

static void append(void *context, void *data, int size_bytes) {
  file *out = context;
  if (out->size_bytes + (size_t)size_bytes > sizeof out->bytes) abort();
  memcpy(out->bytes + out->size_bytes, data, (size_t)size_bytes);
  out->size_bytes += (size_t)size_bytes;
}

static uint8_t *random_pixels(int height, int width) {
  const size_t size = (size_t)height * (size_t)width * 4;
  uint8_t *rgba = allocate(size);
  for (size_t i = 0; i < size; i++) rgba[i] = (uint8_t)random_u32();
  return rgba;
}

static file png_of(const uint8_t *rgba, int height, int width) {
  file out = { .size_bytes = 0 };
  if (!stbi_write_png_to_func(append, &out, width, height, 4, rgba, width * 4)) abort();
  return out;
}

static float *read_exact(int *status, const nca_target_desc *desc, const uint8_t *bytes, size_t size_bytes) {
  uint8_t *copy = allocate(size_bytes); /* a sanitizer sees the first byte behind the file */
  if (size_bytes) memcpy(copy, bytes, size_bytes);
  float *target = allocate((size_t)desc->height_cells * (size_t)desc->width_cells * 4 * sizeof *target);
  *status = nca_target_read(target, desc, copy, size_bytes);
  free(copy);
  return target;
}

/* At its own size a picture comes through as it is. */
static void test_same_size(void) {
  enum { H = 7, W = 5 };
  uint8_t *rgba = random_pixels(H, W);
  for (int i = 0; i < H * W; i++) rgba[i * 4 + 3] = 255;
  const file png = png_of(rgba, H, W);
  int status;
  const nca_target_desc desc = { .height_cells = H, .width_cells = W };
  float *target = read_exact(&status, &desc, png.bytes, png.size_bytes);
  CHECK_EQUAL(status, NCA_OK);
  for (int i = 0; i < H * W * 4; i++) CHECK(target[i] == (float)rgba[i] / 255.0f);
  free(rgba), free(target);
}

/* Also where it is faint or clear: multiplying by alpha and dividing again would change its colours. Padding around it changes nothing. */
static void test_same_size_of_faint_colours(void) {
  enum { H = 9, W = 6, PADDING = 2 };
  uint8_t *rgba = random_pixels(H, W);
  for (int i = 0; i < H * W; i++) rgba[i * 4 + 3] = (uint8_t)(i % 12);
  for (int padding = 0; padding <= PADDING; padding++) {
    float target[(H + 2 * PADDING) * (W + 2 * PADDING) * 4];
    const nca_target_desc desc = { .height_cells = H + 2 * padding, .width_cells = W + 2 * padding, .padding_cells = padding, .keep_aspect = padding == 1 };
    CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba, H, W), NCA_OK);
    for (int y = 0; y < H; y++) {
      const float *row = target + ((y + padding) * desc.width_cells + padding) * 4;
      for (int i = 0; i < W * 4; i++) CHECK(row[i] == (float)rgba[y * W * 4 + i] / 255.0f);
    }
  }
  free(rgba);
}

/* As Pillow 9.4 does it: Image.resize((3, 2), LANCZOS) and ((5, 4), LANCZOS) of a picture of 3 x 4; a direction that keeps its size is left alone. */
static void test_as_pillow(void) {
  static const uint8_t ROW[4][4] = { { 40, 24, 128, 8 }, { 255, 0, 7, 1 }, { 9, 200, 30, 255 }, { 1, 2, 3, 0 } };
  static const uint8_t LOW[2 * 3][4] = { { 12, 184, 38, 40 }, { 0, 0, 0, 0 }, { 10, 197, 29, 120 }, { 10, 200, 30, 118 }, { 8, 199, 30, 119 }, { 0, 0, 0, 0 } };
  static const uint8_t WIDE[4 * 5][4] = {
    { 15, 120, 75, 17 }, { 0, 0, 0, 0 }, { 255, 0, 0, 1 }, { 8, 199, 29, 171 }, { 10, 222, 33, 255 },
    { 0, 0, 0, 0 }, { 0, 0, 170, 3 }, { 31, 31, 127, 8 }, { 63, 0, 127, 4 }, { 1, 0, 0, 0 },
    { 10, 222, 33, 255 }, { 9, 201, 30, 170 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0 }, { 15, 120, 75, 17 },
    { 0, 0, 0, 0 }, { 11, 197, 29, 111 }, { 9, 200, 30, 255 }, { 9, 199, 30, 110 }, { 0, 0, 0, 0 },
  };
  uint8_t rgba[4 * 3][4];
  float target[4 * 5 * 4];
  for (int i = 0; i < 4 * 3; i++) memcpy(rgba[i], ROW[i % 4], 4);
  CHECK_EQUAL(nca_target_from_rgba(target, &(nca_target_desc){ .height_cells = 2, .width_cells = 3 }, rgba[0], 4, 3), NCA_OK);
  for (int i = 0; i < 2 * 3 * 4; i++) CHECK(target[i] == (float)LOW[i / 4][i % 4] / 255.0f);
  CHECK_EQUAL(nca_target_from_rgba(target, &(nca_target_desc){ .height_cells = 4, .width_cells = 5 }, rgba[0], 4, 3), NCA_OK);
  for (int i = 0; i < 4 * 5 * 4; i++) CHECK(target[i] == (float)WIDE[i / 4][i % 4] / 255.0f);
}

/* A plain colour stays that colour at every size, and the padding is empty. */
static void test_plain_colour(void) {
  for (int run = 0; run < 60; run++) {
    const int h = 1 + (int)(random_u32() % 40), w = 1 + (int)(random_u32() % 40), padding = (int)(random_u32() % 4);
    const nca_target_desc desc = { .height_cells = 8 + (int)(random_u32() % 30), .width_cells = 8 + (int)(random_u32() % 30),
                                   .padding_cells = padding, .premultiplied = random_u32() % 2 };
    uint8_t *rgba = random_pixels(h, w);
    for (int i = 1; i < h * w; i++) memcpy(rgba + i * 4, rgba, 4);
    for (int i = 0; i < h * w; i++) rgba[i * 4 + 3] = 255;
    float *target = allocate((size_t)desc.height_cells * (size_t)desc.width_cells * 4 * sizeof *target);
    CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba, h, w), NCA_OK);
    for (int y = 0; y < desc.height_cells; y++) {
      for (int x = 0; x < desc.width_cells; x++) {
        const bool inside = y >= padding && x >= padding && y < desc.height_cells - padding && x < desc.width_cells - padding;
        for (int c = 0; c < 4; c++) {
          CHECK(target[(y * desc.width_cells + x) * 4 + c] == (inside ? (float)rgba[c] / 255.0f : 0.0f));
        }
      }
    }
    free(rgba), free(target);
  }
}

/* Faint pixels are raised, transparent ones and strong ones are left. */
static void test_raise_alpha(void) {
  uint8_t rgba[4][4] = { { 9, 9, 9, 0 }, { 200, 100, 50, 1 }, { 7, 7, 7, 102 }, { 1, 2, 3, 255 } };
  float target[16];
  const nca_target_desc desc = { .height_cells = 2, .width_cells = 2 };
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba[0], 2, 2), NCA_OK);
  nca_target_raise_alpha(target, 2, 2, 0.25f);
  CHECK(target[3] == 0.0f && target[7] == 0.25f && target[11] == 102.0f / 255.0f && target[15] == 1.0f);
}

static int count_opaque(const float *target, int count) {
  int opaque = 0;
  for (int i = 0; i < count; i++) opaque += target[i * 4 + 3] > 0.5f;
  return opaque;
}

static void test_keep_aspect(void) {
  uint8_t *rgba = random_pixels(40, 10);
  for (int i = 0; i < 400; i++) rgba[i * 4 + 3] = 255;
  float target[16 * 12 * 4];
  nca_target_desc desc = { .height_cells = 16, .width_cells = 12, .keep_aspect = true };
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba, 40, 10), NCA_OK);
  CHECK_EQUAL(count_opaque(target, 16 * 12), 16 * 4); /* full height, a quarter of that in width */
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba, 10, 40), NCA_OK);
  CHECK_EQUAL(count_opaque(target, 16 * 12), 3 * 12);
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba, 1, 400), NCA_OK);
  CHECK_EQUAL(count_opaque(target, 16 * 12), 1 * 12);
  desc.keep_aspect = false;
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba, 40, 10), NCA_OK);
  CHECK_EQUAL(count_opaque(target, 16 * 12), 16 * 12);
  free(rgba);
}

static void test_prefixes_and_damage(void) {
  enum { H = 9, W = 11 };
  uint8_t *rgba = random_pixels(H, W);
  const nca_target_desc desc = { .height_cells = 6, .width_cells = 6 };
  file png = png_of(rgba, H, W), jpeg = { .size_bytes = 0 };
  if (!stbi_write_jpg_to_func(append, &jpeg, W, H, 4, rgba, 90)) abort();
  int status;
  free(read_exact(&status, &desc, jpeg.bytes, jpeg.size_bytes));
  CHECK_EQUAL(status, NCA_ERR_IMAGE_JPEG);
  for (size_t cut = 0; cut < png.size_bytes; cut++) {
    free(read_exact(&status, &desc, png.bytes, cut));
    CHECK_EQUAL(status, cut == 0 ? NCA_ERR_FILE_EMPTY : cut < 8 ? NCA_ERR_IMAGE_FORMAT : NCA_ERR_IMAGE_DAMAGED);
  }
  for (size_t at = 8; at < png.size_bytes; at++) {
    png.bytes[at] ^= 0x10;
    free(read_exact(&status, &desc, png.bytes, png.size_bytes));
    CHECK(status == NCA_ERR_IMAGE_DAMAGED);
    png.bytes[at] ^= 0x10;
  }
  free(rgba);
}

static void test_sizes(void) {
  uint8_t pixel[4] = { 1, 2, 3, 4 };
  float target[4];
  const nca_target_desc desc = { .height_cells = 1, .width_cells = 1 };
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, pixel, 1, 1), NCA_OK);
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, pixel, 0, 1), NCA_ERR_IMAGE_SIZE);
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, pixel, 1, NCA_MAX_SIDE_PIXELS + 1), NCA_ERR_IMAGE_SIZE);
}

/* Empty, opaque inside its padding or neither, with a pixel a cell and with several. */
static void test_check(int scale) {
  enum { H = 6, W = 8, PADDING = 1, MAX_SCALE = 3 };
  float target[H * MAX_SCALE * W * MAX_SCALE * 4];
  const nca_target_desc desc = { .height_cells = H, .width_cells = W, .padding_cells = PADDING, .scale = scale };
  const int height = (H - 2 * PADDING) * scale, width = (W - 2 * PADDING) * scale;
  uint8_t *rgba = allocate((size_t)(height * width) * 4);
  memset(rgba, 0, (size_t)(height * width) * 4);
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba, height, width), NCA_OK);
  CHECK_EQUAL(nca_target_check(target, &desc, 0.1), NCA_ERR_TARGET_EMPTY);
  rgba[(height * width - 1) * 4 + 3] = 255; /* the last pixel lives */
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba, height, width), NCA_OK);
  CHECK_EQUAL(nca_target_check(target, &desc, 0.1), NCA_OK);
  memset(rgba, 255, (size_t)(height * width) * 4);
  CHECK_EQUAL(nca_target_from_rgba(target, &desc, rgba, height, width), NCA_OK);
  CHECK_EQUAL(nca_target_check(target, &desc, 0.1), 1);
  free(rgba);
}

int main(void) {
  test_same_size();
  test_same_size_of_faint_colours();
  test_as_pillow();
  test_plain_colour();
  test_raise_alpha();
  test_keep_aspect();
  test_prefixes_and_damage();
  test_sizes();
  test_check(1);
  test_check(3);
  return check_summary();
}
