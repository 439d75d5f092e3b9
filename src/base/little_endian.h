/* Numbers as files hold them, the lowest byte first, on machines of either order. */
#ifndef NCA_LITTLE_ENDIAN_H
#define NCA_LITTLE_ENDIAN_H

#include <stdint.h>
#include <string.h>

#include "base/half.h"

static inline uint32_t nca_read_u32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static inline uint64_t nca_read_u64(const uint8_t *bytes) {
  return (uint64_t)nca_read_u32(bytes) | (uint64_t)nca_read_u32(bytes + 4) << 32;
}

static inline float nca_read_f32(const uint8_t *bytes) {
  return nca_float_of_bits(nca_read_u32(bytes));
}

static inline double nca_read_f64(const uint8_t *bytes) {
  const uint64_t bits = nca_read_u64(bytes);
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

#endif
