/* Lanczos resampling of RGBA8, in the arithmetic of Pillow (src/libImaging/Resample.c and Convert.c, HPND licence): colours
 * weighted by alpha, rows then columns, 8 bits in between, weights in fixed point. Following one well-known resizer to the
 * bit means that a target made here and one made in a Python notebook are the same target. */
#include "files/resize.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"
#include "base/misuse.h"

enum { WEIGHT_BITS = 22 }; /* 32 less 8 for the pixel and 2 for the overshoot of the filter */

static const double LANCZOS_RADIUS = 3.0;
static const double PI = 3.14159265358979323846;

static double sinc(double x) {
  return x == 0.0 ? 1.0 : nca_sin(PI * x) / (PI * x);
}

static double lanczos(double x) {
  return x >= -LANCZOS_RADIUS && x < LANCZOS_RADIUS ? sinc(x) * sinc(x / LANCZOS_RADIUS) : 0.0;
}

/* Which pixels of a line one pixel of the result is made of, and with which weights. */
typedef struct {
  _Alignas(double) int first; /* so that doubles can lie behind them, also where a pointer is shorter */
  int count;
  int32_t *weights; /* [count] */
} taps;

static int to_fixed(double weight) {
  return (int)(weight * (1 << WEIGHT_BITS) + (weight < 0.0 ? -0.5 : 0.5));
}

/* The taps of every pixel of a line of out_size, from a line of in_size; one block for free(). NULL: no memory. */
static taps *make_taps(int out_size, int in_size) {
  const double scale = (double)in_size / out_size, stretch = scale < 1.0 ? 1.0 : scale, support = LANCZOS_RADIUS * stretch;
  const size_t max_count = (size_t)ceil(support) * 2 + 1;
  taps *table = malloc((size_t)out_size * (sizeof *table + max_count * sizeof(int32_t)));
  double *exact = malloc(max_count * sizeof *exact); /* apart: behind the table there may be no place for a double */
  if (!table || !exact) {
    free(table);
    free(exact);
    return NULL;
  }
  int32_t *weights = (int32_t *)(table + out_size);
  for (int i = 0; i < out_size; i++, weights += max_count) {
    const double centre = (i + 0.5) * scale;
    const int begin = (int)(centre - support + 0.5), end = (int)(centre + support + 0.5);
    const int first = begin > 0 ? begin : 0, count = (end < in_size ? end : in_size) - first;
    double sum = 0.0;
    for (int t = 0; t < count; t++) sum += exact[t] = lanczos((t + first - centre + 0.5) / stretch);
    for (int t = 0; t < count; t++) weights[t] = to_fixed(sum != 0.0 ? exact[t] / sum : exact[t]);
    table[i] = (taps){ .first = first, .count = count, .weights = weights };
  }
  free(exact);
  return table;
}

static uint8_t clip_byte(int value) {
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/* out [4] = the weighted sum of the pixels at in, in + stride, ... */
static void resample_pixel(uint8_t *out, const uint8_t *in, size_t stride, const taps *tap) {
  for (int c = 0; c < 4; c++) {
    int sum = 1 << (WEIGHT_BITS - 1);
    for (int t = 0; t < tap->count; t++) sum += in[(size_t)(tap->first + t) * stride + (size_t)c] * tap->weights[t];
    out[c] = clip_byte(sum >> WEIGHT_BITS);
  }
}

/* out [H][out_W][4] from in [H][in_W][4] */
static bool resize_rows(uint8_t *out, int out_W, const uint8_t *in, int H, int in_W) {
  taps *table = make_taps(out_W, in_W);
  if (!table) return false;
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < out_W; x++) {
      resample_pixel(out + ((size_t)y * (size_t)out_W + (size_t)x) * 4, in + (size_t)y * (size_t)in_W * 4, 4, &table[x]);
    }
  }
  free(table);
  return true;
}

/* out [out_H][W][4] from in [in_H][W][4] */
static bool resize_columns(uint8_t *out, int out_H, const uint8_t *in, int in_H, int W) {
  taps *table = make_taps(out_H, in_H);
  if (!table) return false;
  const size_t row_bytes = (size_t)W * 4;
  for (int y = 0; y < out_H; y++) {
    for (size_t x = 0; x < row_bytes; x += 4) resample_pixel(out + (size_t)y * row_bytes + x, in + x, row_bytes, &table[y]);
  }
  free(table);
  return true;
}

/* a * b / 255, rounded */
static uint8_t multiply_bytes(uint8_t a, uint8_t b) {
  const int product = a * b + 128;
  return (uint8_t)(((product >> 8) + product) >> 8);
}

static void premultiply(uint8_t *out, const uint8_t *in, size_t num_pixels) {
  for (size_t i = 0; i < num_pixels * 4; i += 4) {
    for (size_t c = 0; c < 3; c++) out[i + c] = multiply_bytes(in[i + c], in[i + 3]);
    out[i + 3] = in[i + 3];
  }
}

static void unpremultiply(uint8_t *pixels, size_t num_pixels) {
  for (size_t i = 0; i < num_pixels * 4; i += 4) {
    const int alpha = pixels[i + 3];
    if (alpha == 0 || alpha == 255) continue;
    for (size_t c = 0; c < 3; c++) pixels[i + c] = clip_byte(255 * pixels[i + c] / alpha);
  }
}

bool nca_resize(uint8_t *out, int out_H, int out_W, const uint8_t *in, int in_H, int in_W) {
  NCA_ASSERT(out && in && out_H > 0 && out_W > 0 && in_H > 0 && in_W > 0);
  const size_t num_in = (size_t)in_H * (size_t)in_W, num_between = (size_t)in_H * (size_t)out_W, num_out = (size_t)out_H * (size_t)out_W;
  if (out_H == in_H && out_W == in_W) {
    memcpy(out, in, num_out * 4); /* as Pillow does: not even the colour under a faint alpha changes */
    return true;
  }
  uint8_t *pixels = malloc((num_in + num_between) * 4);
  if (!pixels) return false;
  premultiply(pixels, in, num_in);
  uint8_t *between = pixels; /* a direction that keeps its size is left alone, as in Pillow */
  bool ok = true;
  if (out_W != in_W) {
    between = pixels + num_in * 4;
    ok = resize_rows(between, out_W, pixels, in_H, in_W);
  }
  if (ok && out_H != in_H) {
    ok = resize_columns(out, out_H, between, in_H, out_W);
  } else if (ok) {
    memcpy(out, between, num_out * 4);
  }
  free(pixels);
  if (ok) unpremultiply(out, num_out);
  return ok;
}
