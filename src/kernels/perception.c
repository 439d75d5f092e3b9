/* The sets of filters by number. */
#include "kernels/kernels.h"
#include "base/misuse.h"

const nca_perception *nca_perception_of(nca_filters filters) {
#define ADDRESS(name, value, kernels, ...) [name] = &nca_perception_##kernels,
  static const nca_perception *const ALL[] = { NCA_FILTERS_LIST(ADDRESS) };
  NCA_ASSERT((unsigned)filters < sizeof ALL / sizeof *ALL);
  return ALL[filters];
}
