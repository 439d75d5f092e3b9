/* Reading a picture file, all of it or not at all. stb_image forgives much; a half picture must not become a target. */
#ifndef NCA_PICTURE_H
#define NCA_PICTURE_H

#include <stddef.h>
#include <stdint.h>

/* Decode the PNG bytes [size_bytes] into *rgba [height][width][4], which the caller frees. Memory is that of its pixels, whatever the file
 * would unpack to. NCA_OK, an NCA_ERR_IMAGE_*, an NCA_ERR_FILE_* or NCA_ERR_MEMORY. */
int nca_picture_read(uint8_t **rgba, int *height_pixels, int *width_pixels, const uint8_t *bytes, size_t size_bytes);

/* ---------------------------------------------------------------- what stb_image does of it */

/* Decode a PNG that was checked into *rgba [height][width][4], which the caller frees: NCA_OK, NCA_ERR_IMAGE_DAMAGED or NCA_ERR_MEMORY. */
int nca_picture_decode(uint8_t **rgba, int *height_pixels, int *width_pixels, const uint8_t *bytes, size_t size_bytes);

/* Unpack zlib data into out [capacity_bytes] and return how many bytes were written before the data ended, or was damaged, or went on
 * beyond the capacity. A stored block or a match that does not fit is left out whole: then up to this many bytes are missing at the end. */
enum { NCA_INFLATE_SLACK_BYTES = 65536 };
size_t nca_inflate(uint8_t *out, size_t capacity_bytes, const uint8_t *data, size_t size_bytes);

#endif
