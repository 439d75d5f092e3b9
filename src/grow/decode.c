/* Draws with a decoder: a part of the finer picture in reading order, or pixels here and there. Where four cells of nothing meet, what it makes of nothing depends on the
 * place between them alone, and is computed once for each place; so the cost follows the flake. */
#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "grow/cell.h"
#include "grow/decoder.h"
#include "grow/render.h"

enum { RGBA = 4 };

struct nca_decoder {
  nca_shape shape;
  bool premultiplied; /* what it draws */
  nca_decoder_net net;
  nca_decoder_work work;
  float *nothing;    /* [scale][scale][4]: what it draws where nothing is */
  bool has_nothing;  /* as the parameters are now */
  nca_pixel pixels[NCA_CHUNK_PIXELS]; /* of the chunk that is being gathered, and where they go */
  ptrdiff_t places[NCA_CHUNK_PIXELS];
  void *memory;
};

static void lay_out(nca_decoder *decoder, nca_arena *arena, const nca_shape *shape, int scale) {
  nca_decoder counted, *to = decoder ? decoder : &counted;
  nca_decoder_net_lay_out(&to->net, arena, shape, scale);
  nca_decoder_work_lay_out(&to->work, arena, shape);
  to->nothing = nca_arena_take(arena, (uint64_t)scale * (uint64_t)scale * RGBA, sizeof(float));
}

nca_decoder *nca_decoder_create(const nca_model *model, int scale) {
  NCA_ASSERT(model && model->params && nca_config_valid(&model->config) && model->config.shape.decoder > 0 && scale >= 1 && scale <= NCA_MAX_FINE_SCALE);
  nca_arena counted = { NULL, 0 };
  lay_out(NULL, &counted, &model->config.shape, scale);
  nca_decoder *decoder = calloc(1, sizeof *decoder);
  nca_arena arena = { nca_arena_alloc(counted.used_bytes), 0 };
  if (!decoder || !arena.block) {
    free(decoder);
    nca_arena_free(arena.block);
    return NULL;
  }
  decoder->memory = arena.block;
  decoder->shape = model->config.shape;
  lay_out(decoder, &arena, &model->config.shape, scale);
  nca_decoder_set_model(decoder, model);
  return decoder;
}

void nca_decoder_destroy(nca_decoder *decoder) {
  if (!decoder) return;
  nca_arena_free(decoder->memory);
  free(decoder);
}

void nca_decoder_set_model(nca_decoder *decoder, const nca_model *model) {
  NCA_ASSERT(decoder && model && model->params && model->config.shape.decoder == decoder->shape.decoder && model->config.shape.channels == decoder->shape.channels);
  decoder->shape = model->config.shape;
  decoder->premultiplied = model->config.premultiplied;
  decoder->net.layout = nca_layout_of(&decoder->shape);
  nca_decoder_net_set(&decoder->net, model->params);
  decoder->has_nothing = false;
}

int nca_decoder_scale(const nca_decoder *decoder) {
  NCA_ASSERT(decoder);
  return decoder->net.places.scale;
}

/* ---------------------------------------------------------------- an area */

static void find_nothing(nca_decoder *decoder) {
  static const float NOTHING[NCA_MAX_CHANNELS] = { 0.0f };
  const int scale = decoder->net.places.scale, count = scale * scale;
  if (decoder->has_nothing) return;
  for (int first = 0; first < count; first += NCA_CHUNK_PIXELS) {
    const int num_pixels = count - first < NCA_CHUNK_PIXELS ? count - first : NCA_CHUNK_PIXELS;
    for (int i = 0; i < num_pixels; i++) decoder->pixels[i] = (nca_pixel){ .y = (first + i) / scale, .x = (first + i) % scale };
    nca_decoder_forward(&decoder->work, &decoder->net, NOTHING, 1, 1, decoder->pixels, num_pixels);
    memcpy(decoder->nothing + (ptrdiff_t)first * RGBA, decoder->work.rgba, (size_t)(num_pixels * RGBA) * sizeof(float));
  }
  decoder->has_nothing = true;
}

/* Whether the four cells between which a pixel lies are nothing. */
static bool is_between_nothing(const nca_decoder *decoder, const float *state, int H, int W, nca_pixel pixel) {
  ptrdiff_t at[4];
  nca_cells_around(at, pixel, &decoder->net.places, H, W, decoder->net.C);
  for (int i = 0; i < 4; i++)
    if (!nca_cell_is_zero(state + at[i], decoder->net.C)) return false;
  return true;
}

/* What is drawn, chunk by chunk: floats, or bytes. Exactly one of them is there. */
typedef struct {
  float *picture;
  uint8_t *rgba;
} canvas;

static void put(const nca_decoder *decoder, const canvas *to, ptrdiff_t place, const float *pixel) {
  if (to->picture) memcpy(to->picture + place * RGBA, pixel, RGBA * sizeof *pixel);
  else nca_render(to->rgba + place * RGBA, pixel, 1, 1, RGBA, decoder->premultiplied);
}

static void put_nothing(const nca_decoder *decoder, const canvas *to, ptrdiff_t place, nca_pixel pixel) {
  const int scale = decoder->net.places.scale;
  if (to->picture) put(decoder, to, place, decoder->nothing + (ptrdiff_t)(pixel.y % scale * scale + pixel.x % scale) * RGBA);
  else memset(to->rgba + place * RGBA, 0, RGBA);
}

static void draw_chunk(nca_decoder *decoder, const canvas *to, const float *state, int H, int W, int num_pixels) {
  if (num_pixels == 0) return;
  nca_decoder_forward(&decoder->work, &decoder->net, state, H, W, decoder->pixels, num_pixels);
  for (int i = 0; i < num_pixels; i++) put(decoder, to, decoder->places[i], decoder->work.rgba + i * RGBA);
}

static void draw(nca_decoder *decoder, const canvas *to, const float *state, int H, int W, const nca_area *area) {
  NCA_ASSERT(decoder && state && H > 0 && W > 0 && H <= NCA_MAX_SIDE_CELLS && W <= NCA_MAX_SIDE_CELLS);
  const int scale = decoder->net.places.scale;
  const nca_area all = { .height = H * scale, .width = W * scale }, of = area ? *area : all;
  NCA_ASSERT(of.top >= 0 && of.left >= 0 && of.height >= 0 && of.width >= 0 && of.height <= all.height - of.top && of.width <= all.width - of.left);
  find_nothing(decoder);
  int num_pixels = 0;
  for (int y = 0; y < of.height; y++) {
    bool is_nothing = false;
    for (int x = 0; x < of.width; x++) {
      const nca_pixel pixel = { .y = of.top + y, .x = of.left + x };
      const ptrdiff_t place = (ptrdiff_t)y * of.width + x;
      const bool is_between_others = x == 0 || decoder->net.places.at[pixel.x % scale].share < decoder->net.places.at[(pixel.x - 1) % scale].share || scale == 1;
      if (is_between_others) is_nothing = is_between_nothing(decoder, state, H, W, pixel); /* else it lies between the cells of the one before it */
      if (is_nothing) {
        put_nothing(decoder, to, place, pixel);
        continue;
      }
      decoder->pixels[num_pixels] = pixel;
      decoder->places[num_pixels++] = place;
      if (num_pixels < NCA_CHUNK_PIXELS) continue;
      draw_chunk(decoder, to, state, H, W, num_pixels);
      num_pixels = 0;
    }
  }
  draw_chunk(decoder, to, state, H, W, num_pixels);
}

void nca_decode(nca_decoder *decoder, float *picture, const float *state, int height_cells, int width_cells, const nca_area *area) {
  NCA_ASSERT(picture);
  draw(decoder, &(canvas){ .picture = picture }, state, height_cells, width_cells, area);
}

void nca_decode_rgba(nca_decoder *decoder, uint8_t *rgba, const float *state, int height_cells, int width_cells, const nca_area *area) {
  NCA_ASSERT(rgba);
  draw(decoder, &(canvas){ .rgba = rgba }, state, height_cells, width_cells, area);
}

/* ---------------------------------------------------------------- pixels */

void nca_decode_pixels(nca_decoder *decoder, float *picture, const float *state, int height_cells, int width_cells, const nca_pixel *pixels, int num_pixels) {
  NCA_ASSERT(decoder && picture && state && height_cells > 0 && width_cells > 0 && (pixels || num_pixels == 0) && num_pixels >= 0);
  for (int first = 0; first < num_pixels; first += NCA_CHUNK_PIXELS) {
    const int count = num_pixels - first < NCA_CHUNK_PIXELS ? num_pixels - first : NCA_CHUNK_PIXELS;
    nca_decoder_forward(&decoder->work, &decoder->net, state, height_cells, width_cells, pixels + first, count);
    memcpy(picture + (ptrdiff_t)first * RGBA, decoder->work.rgba, (size_t)(count * RGBA) * sizeof *picture);
  }
}

void nca_decode_backward(nca_decoder *decoder, float *grads, float *dstate, const float *dpicture, const float *state, int height_cells, int width_cells,
                         const nca_pixel *pixels, int num_pixels) {
  NCA_ASSERT(decoder && grads && dpicture && state && height_cells > 0 && width_cells > 0 && (pixels || num_pixels == 0) && num_pixels >= 0);
  for (int first = 0; first < num_pixels; first += NCA_CHUNK_PIXELS) {
    const int count = num_pixels - first < NCA_CHUNK_PIXELS ? num_pixels - first : NCA_CHUNK_PIXELS;
    nca_decoder_forward(&decoder->work, &decoder->net, state, height_cells, width_cells, pixels + first, count);
    memcpy(decoder->work.drgba, dpicture + (ptrdiff_t)first * RGBA, (size_t)(count * RGBA) * sizeof *dpicture);
    nca_decoder_backward(&decoder->work, &decoder->net, grads, count);
    if (dstate) nca_look_backward(dstate, decoder->work.seen, pixels + first, &decoder->net.places, count, height_cells, width_cells, decoder->net.C);
  }
}
