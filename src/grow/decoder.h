/* The inside of a decoder, for what draws with it and what trains it: its parameters as the products want them, and room for a chunk of pixels. */
#ifndef NCA_DECODER_H
#define NCA_DECODER_H

#include "base/arena.h"
#include "kernels/kernels.h"
#include "nca.h"

enum { NCA_CHUNK_PIXELS = 32, NCA_DECODER_LAYERS = 3 }; /* a gradient is summed by chunks: they are part of the bits */

/* Pointers into memory of the caller, laid out for one shape. */
typedef struct {
  int C, E;
  nca_layout layout;
  nca_products products;
  nca_places places;
  float *forward[NCA_DECODER_LAYERS], *backward[NCA_DECODER_LAYERS], *biases[NCA_DECODER_LAYERS]; /* matrices packed as kernels.h says */
} nca_decoder_net;

/* Of the pixels of a chunk, as many rows as they are, rounded up to 4. */
typedef struct {
  float *seen;                 /* [CHUNK][C + 4]; on the way back the gradient by them */
  float *hidden[2], *dhidden;  /* [CHUNK][E] */
  float *rgba, *drgba;         /* [CHUNK][4] */
} nca_decoder_work;

nca_places nca_places_of(int scale);

/* Take their memory from an arena, which may only be counting. */
void nca_decoder_net_lay_out(nca_decoder_net *net, nca_arena *arena, const nca_shape *shape, int scale);
void nca_decoder_work_lay_out(nca_decoder_work *work, nca_arena *arena, const nca_shape *shape);

/* params [num_params]: all of the model's; net->products stays, and the caller has chosen it before. */
void nca_decoder_net_set(nca_decoder_net *net, const float *params);

/* work->rgba of at most a chunk of pixels of the state [H][W][C]. */
void nca_decoder_forward(nca_decoder_work *work, const nca_decoder_net *net, const float *state, int H, int W, const nca_pixel *pixels, int num_pixels);

/* After that, and with work->drgba: adds to grads [num_params], those of the whole model, and leaves in work->seen the gradient by what was seen, for
 * nca_look_backward. */
void nca_decoder_backward(nca_decoder_work *work, const nca_decoder_net *net, float *grads, int num_pixels);

#endif
