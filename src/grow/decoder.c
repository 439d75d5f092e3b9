/* The decoder: what lies at a pixel finer than a cell goes through linear, ReLU, linear, ReLU, linear, and comes out as RGBA. Forward, and right under it
 * its way back. Cells2Pixels, arXiv:2506.22899, does it with sines. */
#include "grow/decoder.h"

#include <string.h>

#include "base/elementary.h"
#include "base/misuse.h"

enum { RGBA = 4 };

nca_places nca_places_of(int scale) {
  NCA_ASSERT(scale >= 1 && scale <= NCA_MAX_FINE_SCALE);
  static const double TWO_PI = 0x1.921fb54442d18p+2;
  nca_places places = { .scale = scale };
  for (int i = 0; i < scale; i++) {
    const double at = (2.0 * i + 1.0 - scale) / (2.0 * scale);
    const int before = at < 0.0 ? -1 : 0;
    places.at[i] = (nca_place){ .before = before, .share = (float)(at - before), .sine = (float)nca_sin(TWO_PI * at), .cosine = (float)nca_cos(TWO_PI * at) };
  }
  return places;
}

/* What goes into a layer, and out of it. */
static int inputs_of(const nca_decoder_net *net, int layer) {
  return layer == 0 ? net->C + NCA_PLACE : net->E;
}

static int outputs_of(const nca_decoder_net *net, int layer) {
  return layer == NCA_DECODER_LAYERS - 1 ? RGBA : net->E;
}

void nca_decoder_net_lay_out(nca_decoder_net *net, nca_arena *arena, const nca_shape *shape, int scale) {
  NCA_ASSERT(nca_shape_valid(shape) && shape->decoder > 0);
  *net = (nca_decoder_net){ .C = shape->channels, .E = shape->decoder, .layout = nca_layout_of(shape), .places = nca_places_of(scale) };
  for (int layer = 0; layer < NCA_DECODER_LAYERS; layer++) {
    const int inputs = inputs_of(net, layer), outputs = outputs_of(net, layer);
    net->forward[layer] = nca_arena_take(arena, nca_panels_size(inputs, outputs), sizeof(float));
    net->backward[layer] = nca_arena_take(arena, nca_panels_size(outputs, inputs), sizeof(float));
    net->biases[layer] = nca_arena_take(arena, (uint64_t)outputs, sizeof(float));
  }
}

void nca_decoder_work_lay_out(nca_decoder_work *work, nca_arena *arena, const nca_shape *shape) {
  const uint64_t E = (uint64_t)shape->decoder, seen = (uint64_t)shape->channels + NCA_PLACE;
  work->seen = nca_arena_take(arena, NCA_CHUNK_PIXELS * seen, sizeof(float));
  work->hidden[0] = nca_arena_take(arena, NCA_CHUNK_PIXELS * E, sizeof(float));
  work->hidden[1] = nca_arena_take(arena, NCA_CHUNK_PIXELS * E, sizeof(float));
  work->dhidden = nca_arena_take(arena, NCA_CHUNK_PIXELS * E, sizeof(float));
  work->rgba = nca_arena_take(arena, NCA_CHUNK_PIXELS * RGBA, sizeof(float));
  work->drgba = nca_arena_take(arena, NCA_CHUNK_PIXELS * RGBA, sizeof(float));
}

void nca_decoder_net_set(nca_decoder_net *net, const float *params) {
  for (int layer = 0; layer < NCA_DECODER_LAYERS; layer++) {
    const int inputs = inputs_of(net, layer), outputs = outputs_of(net, layer);
    const float *weight = params + net->layout.decoder_weights[layer]; /* [outputs][inputs] */
    nca_dense_pack(net->forward[layer], weight, inputs, outputs, 1, inputs);
    nca_dense_pack(net->backward[layer], weight, outputs, inputs, inputs, 1);
    memcpy(net->biases[layer], params + net->layout.decoder_biases[layer], (size_t)outputs * sizeof(float));
  }
}

void nca_decoder_forward(nca_decoder_work *work, const nca_decoder_net *net, const float *state, int H, int W, const nca_pixel *pixels, int num_pixels) {
  NCA_ASSERT(num_pixels > 0 && num_pixels <= NCA_CHUNK_PIXELS);
  const int N = nca_round_up_4(num_pixels), E = net->E, seen = net->C + NCA_PLACE;
  nca_look_forward(work->seen, state, pixels, &net->places, num_pixels, H, W, net->C);
  memset(work->seen + num_pixels * seen, 0, (size_t)((N - num_pixels) * seen) * sizeof(float));
  nca_dense_relu_forward(net->products, work->hidden[0], work->seen, net->forward[0], net->biases[0], N, seen, E);
  nca_dense_relu_forward(net->products, work->hidden[1], work->hidden[0], net->forward[1], net->biases[1], N, E, E);
  nca_dense_forward(net->products, work->rgba, work->hidden[1], net->forward[2], net->biases[2], N, E, RGBA);
}

/* forward: out = W in + b, so dW += dout in^T, db += dout; the gradient by `in` is up to the caller. */
static void layer_backward(const nca_decoder_net *net, int layer, float *grads, const float *dout, const float *in, int N) {
  const int inputs = inputs_of(net, layer), outputs = outputs_of(net, layer);
  nca_dense_backward_weight(net->products, grads + net->layout.decoder_weights[layer], dout, in, N, outputs, inputs);
  nca_dense_backward_bias(grads + net->layout.decoder_biases[layer], dout, N, outputs);
}

void nca_decoder_backward(nca_decoder_work *work, const nca_decoder_net *net, float *grads, int num_pixels) {
  NCA_ASSERT(num_pixels > 0 && num_pixels <= NCA_CHUNK_PIXELS);
  const int N = nca_round_up_4(num_pixels), E = net->E, seen = net->C + NCA_PLACE;
  float *dhidden_1 = work->dhidden, *dhidden_0 = work->hidden[1]; /* in the place of what is not needed any more */
  memset(work->drgba + num_pixels * RGBA, 0, (size_t)((N - num_pixels) * RGBA) * sizeof(float));
  layer_backward(net, 2, grads, work->drgba, work->hidden[1], N);
  nca_dense_relu_backward_input(net->products, dhidden_1, work->drgba, net->backward[2], work->hidden[1], N, RGBA, E);
  layer_backward(net, 1, grads, dhidden_1, work->hidden[0], N);
  nca_dense_relu_backward_input(net->products, dhidden_0, dhidden_1, net->backward[1], work->hidden[0], N, E, E);
  layer_backward(net, 0, grads, dhidden_0, work->seen, N);
  nca_dense_backward_input(net->products, work->seen, dhidden_0, net->backward[0], N, E, seen);
}
