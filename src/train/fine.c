/* Pixels of the finer picture drawn at random, their error, and its gradient. */
#include "train/fine.h"

#include <string.h>

#include "base/misuse.h"
#include "base/rng.h"

enum { RGBA = 4 };

bool nca_fine_counts(const nca_shape *shape, const nca_recipe *recipe) {
  return shape->decoder > 0 && recipe->fine_weight > 0.0f;
}

void nca_fine_lay_out(nca_fine *fine, nca_arena *arena, int H, int W, const nca_shape *shape, int num_targets, const nca_recipe *recipe) {
  *fine = (nca_fine){ .num_targets = num_targets };
  if (!nca_fine_counts(shape, recipe)) return;
  fine->height = H * shape->decoder_scale;
  fine->width = W * shape->decoder_scale;
  nca_decoder_net_lay_out(&fine->net, arena, shape, shape->decoder_scale);
  fine->targets = nca_arena_take(arena, (uint64_t)num_targets * (uint64_t)fine->height * (uint64_t)fine->width * RGBA, sizeof(float));
}

void nca_fine_sample_lay_out(nca_fine_sample *sample, nca_arena *arena, int num_states, const nca_shape *shape, const nca_recipe *recipe) {
  *sample = (nca_fine_sample){ .num_pixels = recipe->fine_pixels };
  if (!nca_fine_counts(shape, recipe)) return;
  const uint64_t count = (uint64_t)num_states * (uint64_t)recipe->fine_pixels;
  sample->pixels = nca_arena_take(arena, count, sizeof *sample->pixels);
  if (recipe->learns != NCA_LEARNS_DECODER) sample->dseen = nca_arena_take(arena, count * ((uint64_t)shape->channels + NCA_PLACE), sizeof(float));
  nca_decoder_work_lay_out(&sample->work, arena, shape);
}

static size_t target_size(const nca_fine *fine) {
  return (size_t)fine->height * (size_t)fine->width * RGBA;
}

void nca_fine_set_targets(nca_fine *fine, const float *targets) {
  memcpy(fine->targets, targets, (size_t)fine->num_targets * target_size(fine) * sizeof *targets);
}

const float *nca_fine_target(const nca_fine *fine, int target) {
  NCA_ASSERT(target >= 0 && target < fine->num_targets);
  return fine->targets + (size_t)target * target_size(fine);
}

static int seen_size(const nca_fine *fine) {
  return fine->net.C + NCA_PLACE;
}

static void draw_pixels(nca_pixel *pixels, const nca_fine *fine, int index, int num_pixels, uint32_t seed) {
  for (int i = 0; i < num_pixels; i++) {
    const int pixel = nca_rng_between(0, fine->height * fine->width - 1, seed, NCA_DRAW_PIXEL, (uint64_t)index << 32 | (uint64_t)i, 0);
    pixels[i] = (nca_pixel){ .y = pixel / fine->width, .x = pixel % fine->width };
  }
}

/* Of the chunk that the decoder has drawn: forward: loss = sum (rgba - target)^2 / count, so drgba = 2 (rgba - target) / count. Returns the sum. */
static double chunk_loss(nca_decoder_work *work, const nca_fine *fine, const float *target, const nca_pixel *pixels, int num_pixels, float factor) {
  double sum = 0.0;
  for (int i = 0; i < num_pixels; i++) {
    const float *wanted = target + ((ptrdiff_t)pixels[i].y * fine->width + pixels[i].x) * RGBA;
    for (int c = 0; c < RGBA; c++) {
      const float difference = work->rgba[i * RGBA + c] - wanted[c];
      sum += (double)difference * (double)difference;
      work->drgba[i * RGBA + c] = difference * factor;
    }
  }
  return sum;
}

double nca_fine_loss(nca_fine_sample *sample, const nca_fine *fine, int goal, int index, const float *state, int H, int W, uint32_t seed, float weight, float *grads) {
  const float *target = nca_fine_target(fine, goal);
  const ptrdiff_t begin = (ptrdiff_t)index * sample->num_pixels;
  const int count = sample->num_pixels * RGBA, seen = seen_size(fine);
  nca_pixel *pixels = sample->pixels + begin;
  nca_decoder_work *work = &sample->work;
  double sum = 0.0;
  draw_pixels(pixels, fine, index, sample->num_pixels, seed);
  for (int first = 0; first < sample->num_pixels; first += NCA_CHUNK_PIXELS) {
    const int num_pixels = sample->num_pixels - first < NCA_CHUNK_PIXELS ? sample->num_pixels - first : NCA_CHUNK_PIXELS;
    nca_decoder_forward(work, &fine->net, state, H, W, pixels + first, num_pixels);
    sum += chunk_loss(work, fine, target, pixels + first, num_pixels, 2.0f * weight / (float)count);
    nca_decoder_backward(work, &fine->net, grads, num_pixels);
    if (sample->dseen) memcpy(sample->dseen + (begin + first) * seen, work->seen, (size_t)(num_pixels * seen) * sizeof(float));
  }
  return sum / count;
}

void nca_fine_loss_backward(const nca_fine_sample *sample, const nca_fine *fine, int index, float *dstate, int H, int W) {
  const ptrdiff_t begin = (ptrdiff_t)index * sample->num_pixels;
  nca_look_backward(dstate, sample->dseen + begin * seen_size(fine), sample->pixels + begin, &fine->net.places, sample->num_pixels, H, W, fine->net.C);
}
