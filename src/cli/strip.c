/* Pictures of a grid side by side in one PNG. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

bool strip_begin(picture_strip *strip, int num_frames, cell_size size, int scale, const nca_model *fine, const char *path) {
  const int64_t max_pixels = (int64_t)1 << 27; /* the encoder counts its bytes in int */
  const int64_t width = (int64_t)size.width * scale * num_frames, height = (int64_t)size.height * scale;
  *strip = (picture_strip){ .size = size, .scale = scale };
  if (width * height > max_pixels) {
    tell(path, "a picture of %" PRId64 " x %" PRId64 " pixels is too large; it may have %" PRId64 " in all", width, height, max_pixels);
    return false;
  }
  strip->width_pixels = (int)width;
  strip->height_pixels = (int)height;
  strip->pixels = malloc((size_t)(width * height * 4));
  const size_t frame_scale = fine ? (size_t)scale : 1;
  strip->frame = strip->pixels ? malloc((size_t)size.height * frame_scale * (size_t)size.width * frame_scale * 4) : NULL;
  strip->decoder = strip->frame && fine ? nca_decoder_create(fine, scale) : NULL;
  if (strip->frame && (strip->decoder || !fine)) return true;
  tell_status(path, NCA_ERR_MEMORY);
  strip_end(strip);
  return false;
}

/* What the decoder draws, row by row. */
static void add_fine(picture_strip *strip, const nca_sim *sim) {
  const size_t width = (size_t)strip->size.width * (size_t)strip->scale, left = (size_t)strip->num_frames++ * width;
  nca_decode_rgba(strip->decoder, strip->frame, nca_sim_cells(sim), strip->size.height, strip->size.width, NULL);
  for (size_t y = 0; y < (size_t)strip->height_pixels; y++)
    memcpy(strip->pixels + (y * (size_t)strip->width_pixels + left) * 4, strip->frame + y * width * 4, width * 4);
}

void strip_add(picture_strip *strip, const nca_sim *sim) {
  if (strip->decoder) {
    add_fine(strip, sim);
    return;
  }
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
  nca_decoder_destroy(strip->decoder);
}
