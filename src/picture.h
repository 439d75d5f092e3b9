/* What a picture file is and whether all of it is there. stb_image forgives much; a half picture must not become a target. */
#ifndef NCA_PICTURE_H
#define NCA_PICTURE_H

#include <stddef.h>
#include <stdint.h>

/* Check bytes [size_bytes] from end to end without decoding: NCA_OK or an NCA_ERR_IMAGE_*. */
int nca_picture_check(const uint8_t *bytes, size_t size_bytes);

/* Decode what was checked into *rgba [height][width][4], which the caller frees: NCA_OK, NCA_ERR_IMAGE_DAMAGED or NCA_ERR_MEMORY. */
int nca_picture_decode(uint8_t **rgba, int *height_pixels, int *width_pixels, const uint8_t *bytes, size_t size_bytes);

#endif
