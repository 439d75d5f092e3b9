/* Beyond the edge lies the other side, and so round and round: a torus. */
#include "base/edge.h"

static int round_it(int at, int count) {
  const int rest = at % count;
  return rest < 0 ? rest + count : rest;
}

const nca_beyond nca_beyond_torus = { .row = round_it, .column = round_it };
