/* The encoder of pictures: Sean Barrett's stb_image_write. Its bit buffers shift into the sign, so it is built without UBSan. */
#include <stdlib.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBIW_ASSERT(condition) ((condition) ? (void)0 : abort())
#include "stb_image_write_options.h"
