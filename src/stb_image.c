/* The decoder of pictures: Sean Barrett's stb_image, from memory, in plain C so that every machine sees the same bytes. */
#include "misuse.h"

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ASSERT(condition) NCA_ASSERT(condition)
#include "stb_image_options.h"
