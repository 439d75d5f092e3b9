/* Resizing of pictures by Lanczos, bit for bit as Pillow's Image.resize(size, LANCZOS) does it for RGBA. */
#ifndef NCA_RESIZE_H
#define NCA_RESIZE_H

#include <stdbool.h>
#include <stdint.h>

/* out [out_H][out_W][4] from in [in_H][in_W][4], both RGBA8 in straight alpha. false: no memory. */
bool nca_resize(uint8_t *out, int out_H, int out_W, const uint8_t *in, int in_H, int in_W);

#endif
