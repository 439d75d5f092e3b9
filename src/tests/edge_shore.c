/* Not of the library: what new_parts_test.sh adds to it. Nothing lies above, the last row goes on below, and left and right follow each other round and round: an edge whose sides
 * differ. */
#include "base/edge.h"

static int row_beyond(int at, int count) {
  return at < 0 ? -1 : count - 1;
}

static int column_beyond(int at, int count) {
  return (at % count + count) % count;
}

const nca_beyond nca_beyond_shore = { .row = row_beyond, .column = column_beyond };
