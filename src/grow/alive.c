/* The alive rules by number, and which cells a step looks at for each of them. */
#include "grow/alive.h"

#include "base/misuse.h"

const nca_alive *nca_alive_of(nca_alive_rule rule) {
#define ADDRESS(name, value, file, ...) [name] = &nca_alive_##file,
  static const nca_alive *const ALL[] = { NCA_ALIVE_LIST(ADDRESS) };
  NCA_ASSERT((unsigned)rule < sizeof ALL / sizeof *ALL);
  return ALL[rule];
}

bool nca_alive_is_spontaneous(const nca_config *config, const float *empty_delta) {
  const nca_alive *alive = nca_alive_of(config->shape.alive);
  return !alive->needs_life_before && alive->is_spontaneous(empty_delta, config->alive_threshold);
}

void nca_alive_work_row(uint64_t *out_y, const nca_alive *alive, bool spontaneous, int reach, const uint64_t *nonzero, const uint64_t *hot, nca_bits_shape shape,
                        int y) {
  if (alive->needs_life_before) nca_bits_dilate_row(out_y, hot, shape, y, 1);
  else if (spontaneous) nca_bits_fill_row(out_y, shape);
  else nca_bits_dilate_row(out_y, nonzero, shape, y, nca_alive_reach(reach));
}
