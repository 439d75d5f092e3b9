/* stb_image_write with the options of this project: into memory, no files. */
#ifndef NCA_STB_IMAGE_WRITE_OPTIONS_H
#define NCA_STB_IMAGE_WRITE_OPTIONS_H

#define STBI_WRITE_NO_STDIO

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

/* Exported by the library, but declared in its implementation alone. */
unsigned char *stbi_write_png_to_mem(const unsigned char *pixels, int stride_bytes, int width, int height, int num_channels, int *out_size_bytes);

#endif
