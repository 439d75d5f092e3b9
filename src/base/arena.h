/* Hands out parts of one block of memory, each on a boundary of 64 bytes: a cache line, and the widest vector. With a NULL block
 * it only counts, so that one list of parts serves both for the size and for the layout. Sizes are counted in 64 bits: on
 * wasm32 a large request must be refused, not wrap around. */
#ifndef NCA_ARENA_H
#define NCA_ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { NCA_ARENA_ALIGN_BYTES = 64 };

typedef struct {
  uint8_t *block;
  uint64_t used_bytes;
} nca_arena;

/* Room for so many items. NULL says that it is only counting, and nothing else: of no items it is the place of the next ones. */
static inline void *nca_arena_take(nca_arena *arena, uint64_t count, size_t item_bytes) {
  const uint64_t at = arena->used_bytes;
  arena->used_bytes += (count * item_bytes + NCA_ARENA_ALIGN_BYTES - 1) / NCA_ARENA_ALIGN_BYTES * NCA_ARENA_ALIGN_BYTES;
  return arena->block ? arena->block + (size_t)at : NULL;
}

/* The block for an arena that counted so many bytes, for nca_arena_free. NULL: no memory. */
static inline void *nca_arena_alloc(uint64_t size_bytes) {
  if (size_bytes > SIZE_MAX / 2) return NULL;
#ifdef _WIN32 /* whose free() takes no aligned block */
  return _aligned_malloc((size_t)size_bytes, NCA_ARENA_ALIGN_BYTES);
#else
  return aligned_alloc(NCA_ARENA_ALIGN_BYTES, (size_t)size_bytes);
#endif
}

static inline void nca_arena_free(void *block) {
#ifdef _WIN32
  _aligned_free(block);
#else
  free(block);
#endif
}

#endif
