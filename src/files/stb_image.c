/* The decoder of pictures: Sean Barrett's stb_image, from memory, in plain C so that every machine sees the same bytes. */
#include <limits.h>
#include <string.h>

#include "base/misuse.h"
#include "files/picture.h"

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ASSERT(condition) NCA_ASSERT(condition)
#include "files/stb_image_options.h"
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wunused-function" /* GCC looks for those at the end of a file */
#endif

int nca_picture_decode(uint8_t **rgba, int *height_pixels, int *width_pixels, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(rgba && height_pixels && width_pixels && bytes);
  if (size_bytes > INT_MAX) return NCA_ERR_MEMORY;
  int num_channels = 0;
  *rgba = stbi_load_from_memory(bytes, (int)size_bytes, width_pixels, height_pixels, &num_channels, 4);
  if (*rgba) return NCA_OK;
  const char *reason = stbi_failure_reason();
  return reason && strcmp(reason, "outofmem") == 0 ? NCA_ERR_MEMORY : NCA_ERR_IMAGE_DAMAGED;
}

size_t nca_inflate(uint8_t *out, size_t capacity_bytes, const uint8_t *data, size_t size_bytes) {
  NCA_ASSERT(out && data && capacity_bytes <= INT_MAX && size_bytes <= INT_MAX);
  stbi__zbuf zlib;
  memset(&zlib, 0, sizeof zlib);
  zlib.zbuffer = (stbi_uc *)data;
  zlib.zbuffer_end = zlib.zbuffer + size_bytes;
  /* Whether it came to the end does not matter: the caller knows how much there must be. */
  (void)stbi__do_zlib(&zlib, (char *)out, (int)capacity_bytes, 0, 1);
  return (size_t)(zlib.zout - zlib.zout_start);
}
