/* From a picture to a target: decode, fit into the grid, resize, pad, premultiply or not. */
#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "files/picture.h"
#include "files/resize.h"
#include "nca.h"

typedef struct {
  int top, left, H, W;
} rectangle;

/* Where in the grid the picture comes to lie, in cells. */
static rectangle place_picture(const nca_target_desc *desc, int height_pixels, int width_pixels) {
  const int room_H = desc->height_cells - 2 * desc->padding_cells, room_W = desc->width_cells - 2 * desc->padding_cells;
  int H = room_H, W = room_W;
  if (desc->keep_aspect) {
    /* The picture is as large as its tighter direction allows; the other one is rounded, and never nothing. */
    const int64_t tall = (int64_t)height_pixels * room_W, wide = (int64_t)width_pixels * room_H;
    if (tall > wide) W = (int)((wide + height_pixels / 2) / height_pixels);
    if (wide > tall) H = (int)((tall + width_pixels / 2) / width_pixels);
    H = H > 0 ? H : 1;
    W = W > 0 ? W : 1;
  }
  return (rectangle){ .top = (desc->height_cells - H) / 2, .left = (desc->width_cells - W) / 2, .H = H, .W = W };
}

/* Pixels a cell. */
static int scale_of(const nca_target_desc *desc) {
  return desc->scale > 1 ? desc->scale : 1;
}

/* target [H][W][4], in pixels, from those of the rectangle's size */
static void fill_target(float *target, const nca_target_desc *desc, const uint8_t *rgba, rectangle place) {
  const size_t scale = (size_t)scale_of(desc), width = (size_t)desc->width_cells * scale;
  memset(target, 0, (size_t)desc->height_cells * scale * width * 4 * sizeof *target);
  for (int y = 0; y < place.H; y++) {
    for (int x = 0; x < place.W; x++, rgba += 4) {
      float *cell = target + ((size_t)(place.top + y) * width + (size_t)(place.left + x)) * 4;
      for (int c = 0; c < 4; c++) cell[c] = (float)rgba[c] / 255.0f;
      if (desc->premultiplied) {
        for (int c = 0; c < 3; c++) cell[c] *= cell[3];
      }
    }
  }
}

static void check_desc(const nca_target_desc *desc) {
  NCA_ASSERT(desc && desc->height_cells > 0 && desc->width_cells > 0 && desc->padding_cells >= 0);
  NCA_ASSERT(desc->height_cells <= NCA_MAX_SIDE_CELLS && desc->width_cells <= NCA_MAX_SIDE_CELLS);
  NCA_ASSERT(desc->padding_cells * 2 < desc->height_cells && desc->padding_cells * 2 < desc->width_cells);
  NCA_ASSERT(desc->scale >= 0 && (desc->scale < 2 || (desc->height_cells <= NCA_MAX_SIDE_PIXELS / desc->scale && desc->width_cells <= NCA_MAX_SIDE_PIXELS / desc->scale)));
}

int nca_target_from_rgba(float *target, const nca_target_desc *desc, const uint8_t *rgba, int height_pixels, int width_pixels) {
  check_desc(desc);
  NCA_ASSERT(target && rgba);
  if (height_pixels < 1 || width_pixels < 1 || height_pixels > NCA_MAX_SIDE_PIXELS || width_pixels > NCA_MAX_SIDE_PIXELS) {
    return NCA_ERR_IMAGE_SIZE;
  }
  const int scale = scale_of(desc);
  const rectangle cells = place_picture(desc, height_pixels, width_pixels);
  const rectangle place = { .top = cells.top * scale, .left = cells.left * scale, .H = cells.H * scale, .W = cells.W * scale };
  uint8_t *resized = malloc((size_t)place.H * (size_t)place.W * 4);
  const bool ok = resized && nca_resize(resized, place.H, place.W, rgba, height_pixels, width_pixels);
  if (ok) fill_target(target, desc, resized, place);
  free(resized);
  return ok ? NCA_OK : NCA_ERR_MEMORY;
}

int nca_target_read(float *target, const nca_target_desc *desc, const uint8_t *bytes, size_t size_bytes) {
  check_desc(desc);
  NCA_ASSERT(target);
  uint8_t *rgba;
  int height_pixels, width_pixels;
  int status = nca_picture_read(&rgba, &height_pixels, &width_pixels, bytes, size_bytes);
  if (status != NCA_OK) return status;
  status = nca_target_from_rgba(target, desc, rgba, height_pixels, width_pixels);
  free(rgba);
  return status;
}

void nca_target_raise_alpha(float *target, int height_cells, int width_cells, float min_alpha) {
  NCA_ASSERT(target && height_cells > 0 && width_cells > 0 && min_alpha >= 0.0f && min_alpha <= 1.0f);
  for (int64_t i = 0; i < (int64_t)height_cells * width_cells; i++) {
    float *alpha = &target[i * 4 + 3];
    if (*alpha > 0.0f && *alpha < min_alpha) *alpha = min_alpha;
  }
}

int nca_target_check(const float *target, const nca_target_desc *desc, double alive_threshold) {
  NCA_ASSERT(target && desc);
  const int scale = scale_of(desc), H = desc->height_cells * scale, W = desc->width_cells * scale, padding = desc->padding_cells * scale;
  bool lives = false, is_opaque = true;
  for (int y = padding; y < H - padding; y++) {
    for (int x = padding; x < W - padding; x++) {
      const float alpha = target[((ptrdiff_t)y * W + x) * 4 + NCA_ALPHA];
      lives |= (double)alpha > alive_threshold;
      is_opaque &= alpha >= 1.0f;
    }
  }
  if (!lives) return NCA_ERR_TARGET_EMPTY;
  return is_opaque ? 1 : NCA_OK;
}
