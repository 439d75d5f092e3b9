/* The ice rule against a plain count, its symmetry, and the picture of it. */
#include <string.h>

#include "check.h"
#include "nca_tools.h"

enum { RADIUS = 9, SIDE = 2 * RADIUS + 1 };

static bool inside(int q, int r) {
  return abs(q) <= RADIUS && abs(r) <= RADIUS && abs(q + r) <= RADIUS;
}

static int at(const uint8_t *cells, int q, int r) {
  return inside(q, r) ? cells[(r + RADIUS) * SIDE + q + RADIUS] : 0;
}

/* A rule as a digit for each count of neighbours; the neighbours of a cell are those at distance 1. */
static void naive_step(uint8_t *next, const uint8_t *cells, const nca_ice_rule *rule) {
  memset(next, 0, SIDE * SIDE);
  for (int r = -RADIUS; r <= RADIUS; r++) {
    for (int q = -RADIUS; q <= RADIUS; q++) {
      if (!inside(q, r)) continue;
      int count = 0;
      for (int dr = -1; dr <= 1; dr++)
        for (int dq = -1; dq <= 1; dq++)
          if ((abs(dq) + abs(dr) + abs(dq + dr)) / 2 == 1) count += at(cells, q + dq, r + dr);
      const int own = at(cells, q, r);
      next[(r + RADIUS) * SIDE + q + RADIUS] = (uint8_t)(rule->fates[count] == NCA_ICE_STAYS ? own : rule->fates[count] == NCA_ICE_FREEZES);
    }
  }
}

static void test_against_naive(void) {
  uint8_t *cells = allocate(SIDE * SIDE), *next = allocate(SIDE * SIDE), want[SIDE * SIDE];
  for (int run = 0; run < 100; run++) {
    nca_ice_rule rule = nca_ice_rule_blog();
    for (int i = 0; run > 0 && i < 7; i++) rule.fates[i] = (nca_ice_fate)(random_u32() % 3);
    nca_ice_seed(cells, RADIUS);
    for (int step = 0; step < RADIUS + 3; step++) { /* beyond the edge, too */
      nca_ice_step(next, cells, RADIUS, &rule);
      naive_step(want, cells, &rule);
      CHECK(memcmp(next, want, sizeof want) == 0);
      memcpy(cells, next, SIDE * SIDE);
      for (int r = -RADIUS; r <= RADIUS; r++) /* turned by a sixth: (q, r) -> (-r, q + r) */
        for (int q = -RADIUS; q <= RADIUS; q++)
          if (inside(q, r)) CHECK_EQUAL(at(cells, q, r), at(cells, -r, q + r));
    }
  }
  free(cells);
  free(next);
}

static int count_icy(const uint8_t *cells) {
  int count = 0;
  for (int i = 0; i < SIDE * SIDE; i++) count += cells[i];
  return count;
}

static void test_first_steps_of_the_post(void) {
  uint8_t cells[SIDE * SIDE], next[SIDE * SIDE];
  const nca_ice_rule rule = nca_ice_rule_blog();
  nca_ice_seed(cells, RADIUS);
  CHECK_EQUAL(count_icy(cells), 1);
  nca_ice_step(next, cells, RADIUS, &rule);
  CHECK_EQUAL(count_icy(next), 7); /* the six see one, the middle none */
  nca_ice_step(cells, next, RADIUS, &rule);
  CHECK_EQUAL(at(cells, 0, 0), 0); /* it saw six */
  CHECK_EQUAL(count_icy(cells), 6); /* the ring saw three and melted; of the next one six saw one, six two */
}

static void test_picture(void) {
  enum { PIXELS = 61 };
  uint8_t cells[SIDE * SIDE], *rgba = allocate(PIXELS * PIXELS * 4);
  const nca_ice_tint tint = { { 10, 60, 200 }, { 180, 220, 255 } };
  nca_ice_seed(cells, RADIUS);
  for (int step = 0; step < 6; step++) {
    uint8_t next[SIDE * SIDE];
    nca_ice_step(next, cells, RADIUS, &(nca_ice_rule){ { NCA_ICE_STAYS, NCA_ICE_FREEZES } });
    memcpy(cells, next, sizeof cells);
  }
  nca_ice_render(rgba, PIXELS, cells, RADIUS, &tint);
  const int middle = PIXELS / 2;
  CHECK_EQUAL(rgba[(middle * PIXELS + middle) * 4 + 3], 255);
  CHECK_EQUAL(rgba[3], 0);
  int num_opaque = 0;
  for (int y = 0; y < PIXELS; y++) {
    for (int x = 0; x < PIXELS; x++) { /* both mirrors of a snowflake */
      const uint8_t *pixel = rgba + (y * PIXELS + x) * 4, *left = rgba + (y * PIXELS + PIXELS - 1 - x) * 4, *below = rgba + ((PIXELS - 1 - y) * PIXELS + x) * 4;
      for (int c = 0; c < 4; c++) CHECK(abs(pixel[c] - left[c]) <= 2 && abs(pixel[c] - below[c]) <= 2);
      num_opaque += pixel[3] == 255;
    }
  }
  CHECK(num_opaque > PIXELS * PIXELS / 8);
  CHECK(rgba[(1 * PIXELS + middle) * 4 + 3] > 0 || rgba[(2 * PIXELS + middle) * 4 + 3] > 0); /* it fills the picture, an arm upwards */
  free(rgba);
}

int main(void) {
  test_against_naive();
  test_first_steps_of_the_post();
  test_picture();
  return check_summary();
}
