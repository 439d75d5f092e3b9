/* Not of the library: what new_parts_test.sh adds to it. The edge is a mirror: beyond it lies once more what lies before it, the nearest first. */
#include "base/edge.h"

static int mirrored(int at, int count) {
  const int period = 2 * count, rest = (at % period + period) % period;
  return rest < count ? rest : period - 1 - rest;
}

const nca_beyond nca_beyond_mirror = { .row = mirrored, .column = mirrored };
