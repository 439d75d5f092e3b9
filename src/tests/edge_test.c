/* What lies beyond each edge: of those that ship, place by place; of every one, what whoever asks relies on. */
#include "check.h"
#include "parts.h"

enum { FAR = 40 };

static void test_those_that_ship(void) {
  const nca_beyond *zero = nca_beyond_of(NCA_EDGE_ZERO), *torus = nca_beyond_of(NCA_EDGE_TORUS);
  for (int count = 1; count <= 7; count++) {
    for (int at = -FAR; at < count + FAR; at++) {
      const bool is_beyond = at < 0 || at >= count;
      CHECK_EQUAL(nca_place_seen(zero->row, at, count), is_beyond ? -1 : at);
      CHECK_EQUAL(nca_place_seen(zero->column, at, count), is_beyond ? -1 : at);
      CHECK_EQUAL(nca_place_seen(torus->row, at, count), (at + FAR * count) % count);
      CHECK_EQUAL(nca_place_seen(torus->column, at, count), (at + FAR * count) % count);
    }
  }
}

/* Whether `place` is among what is seen from `at`, so far. */
static bool is_seen(nca_place_beyond beyond, int place, int at, int radius, int count) {
  for (int near = at - radius; near <= at + radius; near++)
    if (nca_place_seen(beyond, near, count) == place) return true;
  return false;
}

/* What is seen is a place of the grid, or nothing; and two looks see no more than one that goes as far as both. */
static void test_places(nca_place_beyond beyond) {
  for (int count = 1; count <= 9; count++) {
    for (int at = -FAR; at < count + FAR; at++) CHECK(nca_place_seen(beyond, at, count) >= -1 && nca_place_seen(beyond, at, count) < count);
    for (int at = 0; at < count; at++)
      for (int first = 1; first <= 5; first++)
        for (int second = 1; second <= 5; second++)
          for (int middle = 0; middle < count; middle++)
            for (int end = 0; end < count; end++)
              CHECK(!is_seen(beyond, middle, at, first, count) || !is_seen(beyond, end, middle, second, count) || is_seen(beyond, end, at, first + second, count));
  }
}

int main(void) {
  test_those_that_ship();
  for (int edge = 0; edge < NUM_EDGES; edge++) {
    const nca_beyond *beyond = nca_beyond_of((nca_edge)edge);
    test_places(beyond->row);
    test_places(beyond->column);
  }
  return check_summary();
}
