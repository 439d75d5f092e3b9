/* Random numbers without state: a hash of what is drawn and which one it is.
 * Any draw can be made in any order, by any worker, in any language, and a stopped run needs no saved generator. */
#ifndef NCA_RNG_H
#define NCA_RNG_H

#include <stdint.h>

/* The lowbias32 integer hash, https://nullprogram.com/blog/2018/07/31/ */
static inline uint32_t nca_mix(uint32_t x) {
  x ^= x >> 16;
  x *= 0x7feb352dU;
  x ^= x >> 15;
  x *= 0x846ca68bU;
  x ^= x >> 16;
  return x;
}

/* What a draw is for. Streams never meet; a number once given stays. */
typedef enum {
  NCA_DRAW_WEIGHT = 1,   /* a: index of the parameter */
  NCA_DRAW_NUM_STEPS = 2, /* a: epoch */
  NCA_DRAW_FIRE_SEED = 3, /* a: epoch, b: sample of the batch */
  NCA_DRAW_SLOT = 4,      /* a: epoch, b: sample */
  NCA_DRAW_WOUND = 5,     /* a: epoch, b: 256 sample + number of the draw */
  NCA_DRAW_NOISE = 6,     /* a: cell, b: channel */
  NCA_DRAW_FILTER = 7,    /* a: epoch, b: 4 tap + number of the draw */
  NCA_DRAW_PIXEL = 8,     /* of a sample's own seed. a: 2^32 state + number of the draw */
  NCA_DRAW_CRYSTAL = 9,   /* a: axis */
  NCA_DRAW_MORPH = 10,    /* a: epoch, b: sample */
} nca_draw;

static inline uint32_t nca_rng_u32(uint32_t seed, nca_draw what, uint64_t a, uint32_t b) {
  uint32_t h = nca_mix(seed + 0x9e3779b9U * (uint32_t)what);
  h = nca_mix(h ^ (uint32_t)a);
  h = nca_mix(h + 0x85ebca6bU * (uint32_t)(a >> 32) + b);
  return nca_mix(h + 0xc2b2ae35U);
}

/* Uniform in [0, 1), 24 bits: exact in a float. */
static inline float nca_rng_unit(uint32_t seed, nca_draw what, uint64_t a, uint32_t b) {
  return (float)(nca_rng_u32(seed, what, a, b) >> 8) * 0x1p-24f;
}

/* Uniform in first .. last, both included. */
static inline int nca_rng_between(int first, int last, uint32_t seed, nca_draw what, uint64_t a, uint32_t b) {
  uint64_t range = (uint64_t)((int64_t)last - first + 1);
  return first + (int)((nca_rng_u32(seed, what, a, b) * range) >> 32);
}

#endif
