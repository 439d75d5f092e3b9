/* The way back of each set of filters, by number. */
#include "base/misuse.h"
#include "kernels/kernels.h"

nca_perceive_backward nca_perceive_backward_of(nca_filters filters) {
#define BACKWARD(name, value, kernels, ...) [name] = NCA_PORTABLE(nca_##kernels##_backward),
  static const nca_perceive_backward ALL[] = { NCA_FILTERS_LIST(BACKWARD) };
  NCA_ASSERT((unsigned)filters < sizeof ALL / sizeof *ALL);
  return ALL[filters];
}
