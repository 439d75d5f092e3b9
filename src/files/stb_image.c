/* The decoder of pictures: Sean Barrett's stb_image, from memory, in plain C so that every machine sees the same bytes. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "files/picture.h"

/* Not every place of it says what was wanting. */
static void *take_memory(size_t size_bytes);
static void *take_more_memory(void *memory, size_t size_bytes);

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ASSERT(condition) NCA_ASSERT(condition)
#define STBI_MALLOC(size_bytes) take_memory(size_bytes)
#define STBI_REALLOC(memory, size_bytes) take_more_memory(memory, size_bytes)
#define STBI_FREE(memory) free(memory)
#include "files/stb_image_options.h"
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wunused-function" /* GCC looks for those at the end of a file */
#endif

static const char NO_MEMORY[] = "outofmem";

static void *take_memory(size_t size_bytes) {
  void *memory = malloc(size_bytes);
  if (!memory) stbi__g_failure_reason = NO_MEMORY;
  return memory;
}

static void *take_more_memory(void *memory, size_t size_bytes) {
  void *moved = realloc(memory, size_bytes);
  if (!moved) stbi__g_failure_reason = NO_MEMORY;
  return moved;
}

int nca_picture_decode(uint8_t **rgba, int *height_pixels, int *width_pixels, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(rgba && height_pixels && width_pixels && bytes);
  if (size_bytes > INT_MAX) return NCA_ERR_MEMORY;
  int num_channels = 0;
  *rgba = stbi_load_from_memory(bytes, (int)size_bytes, width_pixels, height_pixels, &num_channels, 4);
  if (*rgba) return NCA_OK;
  const char *reason = stbi_failure_reason();
  return reason && strcmp(reason, NO_MEMORY) == 0 ? NCA_ERR_MEMORY : NCA_ERR_IMAGE_DAMAGED;
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
