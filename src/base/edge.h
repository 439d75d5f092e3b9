/* What lies beyond the edge of a grid, as a map of places: a file each, such as edge_torus.c, which NCA_EDGE_LIST in nca.h names. A new edge is such a file, a line
 * there and a golden file. Whoever looks beyond the edge asks here, by the map and never by its name: filters and the way back, life, kinds, wounds. */
#ifndef NCA_EDGE_H
#define NCA_EDGE_H

#include <stddef.h>

#include "base/numerics.h"
#include "nca.h"

/* The row or column of 0 .. count - 1 that is seen in the place of `at`, which lies beyond either end, however far; -1: nothing. */
typedef int (*nca_place_beyond)(int at, int count);

/* Of rows and of columns, each by itself; NULL: nothing lies beyond. Who looks so far, and from there farther, sees no more than by looking as far as both
 * at once: what is passed over because it is far from the flake relies on it, and edge_test holds every edge to it. */
typedef struct {
  nca_place_beyond row, column;
} nca_beyond;

#define NCA_DECLARE_BEYOND(name, value, file, ...) extern const nca_beyond nca_beyond_##file;
NCA_EDGE_LIST(NCA_DECLARE_BEYOND)

const nca_beyond *nca_beyond_of(nca_edge edge);

/* What is seen in the place of `at`, on the grid or beyond: 0 .. count - 1; -1: nothing. */
static inline int nca_place_seen(nca_place_beyond beyond, int at, int count) {
  if (at >= 0 && at < count) return at;
  return beyond ? beyond(at, count) : -1;
}

#endif
