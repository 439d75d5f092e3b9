/* Hands out parts of one block of memory, each on a 16-byte boundary. With a NULL block it only counts,
 * so that one list of parts serves both for the size and for the layout. */
#ifndef NCA_ARENA_H
#define NCA_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint8_t *block;
  size_t used_bytes;
} nca_arena;

static inline void *nca_arena_take(nca_arena *arena, size_t count, size_t item_bytes) {
  const size_t at = arena->used_bytes;
  arena->used_bytes += (count * item_bytes + 15) & ~(size_t)15;
  return arena->block ? arena->block + at : NULL;
}

#endif
