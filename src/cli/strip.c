/* Pictures of a grid side by side in one PNG. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

bool strip_begin(picture_strip *strip, int num_frames, cell_size size, int scale, const char *path) {
  const int64_t max_bytes = (int64_t)1 << 29; /* the encoder counts its bytes in int */
  const int64_t width = (int64_t)size.width * scale * num_frames, height = (int64_t)size.height * scale;
  *strip = (picture_strip){ .size = size, .scale = scale };
  if (width * height * 4 <= max_bytes) {
    strip->width_pixels = (int)width;
    strip->height_pixels = (int)height;
    strip->pixels = malloc((size_t)(width * height * 4));
  }
  strip->frame = malloc((size_t)size.height * (size_t)size.width * 4);
  if (strip->pixels && strip->frame) return true;
  tell_status(path, NCA_ERR_MEMORY);
  strip_end(strip);
  return false;
}

void strip_add(picture_strip *strip, const nca_sim *sim) {
  const int scale = strip->scale, left = strip->num_frames++ * strip->size.width * scale;
  nca_sim_rgba(sim, strip->frame);
  for (int y = 0; y < strip->size.height * scale; y++) {
    uint8_t *pixel = strip->pixels + ((size_t)y * (size_t)strip->width_pixels + (size_t)left) * 4;
    for (int x = 0; x < strip->size.width * scale; x++, pixel += 4) {
      memcpy(pixel, strip->frame + ((size_t)(y / scale) * (size_t)strip->size.width + (size_t)(x / scale)) * 4, 4);
    }
  }
}

bool strip_write(const picture_strip *strip, const char *path) {
  return write_png(path, strip->pixels, strip->height_pixels, strip->width_pixels);
}

void strip_end(picture_strip *strip) {
  free(strip->pixels);
  free(strip->frame);
}
