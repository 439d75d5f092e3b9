/* The edges by number. */
#include "base/edge.h"

#include "base/misuse.h"

const nca_beyond *nca_beyond_of(nca_edge edge) {
#define ADDRESS(name, value, file, ...) [name] = &nca_beyond_##file,
  static const nca_beyond *const ALL[] = { NCA_EDGE_LIST(ADDRESS) };
  NCA_ASSERT((unsigned)edge < sizeof ALL / sizeof *ALL);
  return ALL[edge];
}
