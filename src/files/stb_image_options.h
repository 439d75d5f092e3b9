/* stb_image with the options of this project. PNG alone: its JPEG decoder, as Linux distributions ship it, writes out of bounds
 * for crafted files. Pages decode other formats with the browser and hand over the pixels. */
#ifndef NCA_STB_IMAGE_OPTIONS_H
#define NCA_STB_IMAGE_OPTIONS_H

#include "nca.h"

#define STB_IMAGE_STATIC /* whoever links this may have an stb_image of another kind */
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_SIMD
#define STBI_MAX_DIMENSIONS NCA_MAX_SIDE_PIXELS

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#endif
#include <stb/stb_image.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

#endif
