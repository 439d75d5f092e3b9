/* IEEE 754 binary16 to and from binary32. */
#ifndef NCA_HALF_H
#define NCA_HALF_H

#include <stdint.h>
#include <string.h>

#include "base/numerics.h"

static inline uint32_t nca_float_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline float nca_float_of_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* Exact. 1 sign bit, 5 of exponent (bias 15), 10 of fraction. */
static inline float nca_half_to_float(uint16_t half) {
  const uint32_t sign = (uint32_t)(half & 0x8000U) << 16, exponent = (half >> 10) & 0x1fU, fraction = half & 0x3ffU;
  if (exponent == 0x1f) return nca_float_of_bits(sign | 0x7f800000U | fraction << 13);
  if (exponent != 0) return nca_float_of_bits(sign | (exponent + 112U) << 23 | fraction << 13);
  const float magnitude = (float)fraction * 0x1p-24f; /* subnormal or zero */
  return sign ? -magnitude : magnitude;
}

/* Rounded to nearest, ties to even. What is too large becomes the largest finite half: a file must never hold infinity. */
static inline uint16_t nca_half_from_float(float value) {
  const uint32_t bits = nca_float_bits(value), magnitude = bits & 0x7fffffffU;
  const uint16_t sign = (uint16_t)(bits >> 16 & 0x8000U);
  if (magnitude > 0x7f800000U) return (uint16_t)(sign | 0x7e00U);  /* NaN */
  if (magnitude >= 0x477ff000U) return (uint16_t)(sign | 0x7bffU); /* 65520 and more */
  if (magnitude < 0x38800000U) { /* below 2^-14: adding 0.5 leaves a multiple of 2^-24, rounded, in the last bits */
    const float shifted = nca_float_of_bits(magnitude) + 0.5f;
    return (uint16_t)(sign | (nca_float_bits(shifted) - nca_float_bits(0.5f)));
  }
  const uint32_t rounded = magnitude + 0xfffU + (magnitude >> 13 & 1U);
  return (uint16_t)(sign | ((rounded - 0x38000000U) >> 13));
}

#endif
