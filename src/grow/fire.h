/* What the fire mask of one step needs: see nca_fire_word in kernels.h. */
#ifndef NCA_FIRE_H
#define NCA_FIRE_H

#include <stdint.h>

typedef struct {
  uint32_t key;       /* mix(seed + step * 0x9e3779b9) */
  uint32_t threshold; /* floor(fire_rate * 2^24) */
} nca_fire;

nca_fire nca_fire_of_step(uint32_t seed, uint32_t step, double fire_rate);

#endif
