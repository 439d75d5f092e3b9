/* The encoder of pictures: Sean Barrett's stb_image_write. Its bit buffers shift into the sign, so it is built without UBSan. */
#include <stdlib.h>

#include "cli.h"

/* It asserts what a growing buffer is given. Whoever has no memory for a picture is told so instead, before a file is opened. */
static void *grow_or_end(void *memory, size_t size_bytes) {
  void *moved = realloc(memory, size_bytes);
  if (!moved) memory_error();
  return moved;
}

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBIW_ASSERT(condition) ((condition) ? (void)0 : abort())
#define STBIW_MALLOC(size_bytes) malloc(size_bytes)
#define STBIW_REALLOC(memory, size_bytes) grow_or_end(memory, size_bytes)
#define STBIW_FREE(memory) free(memory)
#include "stb_image_write_options.h"
