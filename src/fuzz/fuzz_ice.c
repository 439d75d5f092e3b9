/* libFuzzer target: the rule table of the ice, two lists with a line between. What is taken grows a flake that is the same from all six sides. */
#include <stdlib.h>
#include <string.h>

#include "cli/fates.h"
#include "said.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes);

enum { RADIUS = 4, SIDE = 2 * RADIUS + 1, NUM_STEPS = 5, PIXELS = 12 };

/* Turned by a sixth: (q, r) comes to (-r, q + r). */
static void check_turned(const uint8_t *cells) {
  for (int r = -RADIUS; r <= RADIUS; r++) {
    for (int q = -RADIUS; q <= RADIUS; q++) {
      if (abs(q + r) > RADIUS) continue;
      const uint8_t here = cells[(r + RADIUS) * SIDE + q + RADIUS], turned = cells[(q + r + RADIUS) * SIDE - r + RADIUS];
      if (here > 1 || here != turned) abort();
    }
  }
}

static void grow(const char *freeze, const char *melt) {
  static const nca_ice_tint TINT = { .centre = { 1, 2, 3 }, .tips = { 200, 210, 255 } };
  uint8_t cells[SIDE * SIDE], next[SIDE * SIDE], rgba[PIXELS * PIXELS * 4];
  const nca_ice_rule rule = parse_ice_rule(freeze, melt);
  const uint8_t *grown = nca_ice_grow(cells, next, RADIUS, &rule, NUM_STEPS);
  check_turned(grown);
  nca_ice_render(rgba, PIXELS, grown, RADIUS, &TINT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size_bytes) {
  char *freeze = calloc(size_bytes + 1, 1);
  if (!freeze) abort();
  memcpy(freeze, data, size_bytes);
  char *line = strchr(freeze, '\n'), *melt = line ? line + 1 : freeze + strlen(freeze);
  if (line) *line = '\0';
  if (setjmp(refused) == 0) grow(freeze, melt);
  free(freeze);
  return 0;
}
