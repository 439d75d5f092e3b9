/* Crystals: which flake a number names, their symmetry, their pictures, and that near points have near pictures. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "tools/crystal.h"

static nca_crystal *grown(const float *point) {
  nca_crystal *crystal = nca_crystal_grow(point);
  if (!crystal) abort();
  return crystal;
}

static void draw(uint8_t *rgba, int side, const float *point) {
  nca_crystal *crystal = grown(point);
  nca_crystal_draw(rgba, side, crystal);
  nca_crystal_destroy(crystal);
}

/* FNV-1a */
static uint32_t checksum(const uint8_t *bytes, size_t size_bytes) {
  uint32_t sum = 2166136261u;
  for (size_t i = 0; i < size_bytes; i++) sum = (sum ^ bytes[i]) * 16777619u;
  return sum;
}

/* What a number names stays for ever, and so does its picture: wasm_tests/crystals.test.mjs holds the same sums. */
static void test_same_for_ever(void) {
  enum { SIDE = 40 };
  static const struct {
    uint32_t number, units[NCA_CRYSTAL_NUM_AXES], sum; /* units of 2^-24; of the picture */
  } WANT[] = {
    { 0, { 1724564, 13839726, 4647361, 5097074 }, 1330226213 },
    { 48213, { 1771677, 3207057, 6761502, 4459575 }, 2106238645 },
    { UINT32_MAX, { 987048, 12765777, 4843128, 11808502 }, 2233644973 },
  };
  uint8_t *rgba = allocate(SIDE * SIDE * 4);
  for (size_t i = 0; i < sizeof WANT / sizeof *WANT; i++) {
    float point[NCA_CRYSTAL_NUM_AXES];
    nca_crystal_point(point, WANT[i].number);
    for (int axis = 0; axis < NCA_CRYSTAL_NUM_AXES; axis++) CHECK_EQUAL(point[axis] * 0x1p24f, WANT[i].units[axis]);
    draw(rgba, SIDE, point);
    CHECK_EQUAL(checksum(rgba, SIDE * SIDE * 4), WANT[i].sum);
  }
  free(rgba);
}

/* All points are equally likely: each axis in 16 parts, and each pair of axes in 4 x 4, is met as often as its size says. */
static void test_spread(void) {
  enum { COUNT = 1 << 16, AXES = NCA_CRYSTAL_NUM_AXES };
  static int alone[AXES][16], pairs[AXES][AXES][4][4];
  for (uint32_t number = 0; number < COUNT; number++) {
    float point[AXES];
    nca_crystal_point(point, number);
    for (int a = 0; a < AXES; a++) {
      CHECK(point[a] >= 0.0f && point[a] < 1.0f);
      alone[a][(int)(point[a] * 16.0f)]++;
      for (int b = 0; b < a; b++) pairs[a][b][(int)(point[a] * 4.0f)][(int)(point[b] * 4.0f)]++;
    }
  }
  const int mean = COUNT / 16, five_sigma = 310; /* 5 sqrt(4096 15/16) */
  for (int a = 0; a < AXES; a++) {
    for (int i = 0; i < 16; i++) CHECK(abs(alone[a][i] - mean) < five_sigma);
    for (int b = 0; b < a; b++)
      for (int i = 0; i < 16; i++) CHECK(abs(pairs[a][b][i / 4][i % 4] - mean) < five_sigma);
  }
}

/* A corner of the family, or the point of a number. */
static void some_point(float *point, int i) {
  enum { NUM_CORNERS = 1 << NCA_CRYSTAL_NUM_AXES };
  nca_crystal_point(point, (uint32_t)i);
  for (int axis = 0; i < NUM_CORNERS && axis < NCA_CRYSTAL_NUM_AXES; axis++) point[axis] = (float)(i >> axis & 1);
}

/* A cell and its eleven images are one; each neighbour of a cell is at distance 1 from one of those. */
static void test_lattice(void) {
  for (int r = -CRYSTAL_EDGE; r <= CRYSTAL_EDGE; r++) {
    for (int q = -CRYSTAL_EDGE; q <= CRYSTAL_EDGE; q++) {
      const int cell = crystal_cell(q, r);
      CHECK_EQUAL(cell, crystal_cell(-r, q + r)); /* a sixth of a turn */
      CHECK_EQUAL(cell, crystal_cell(r, q));      /* a mirror */
      CHECK_EQUAL(cell == CRYSTAL_FAR, abs(q) > CRYSTAL_EDGE || abs(r) > CRYSTAL_EDGE || abs(q + r) > CRYSTAL_EDGE);
    }
  }
  static int seen[CRYSTAL_NUM_CELLS];
  for (int r = 0; 2 * r <= CRYSTAL_EDGE; r++)
    for (int q = r; q + r <= CRYSTAL_EDGE; q++) seen[crystal_cell(q, r)]++;
  for (int i = 0; i < CRYSTAL_NUM_CELLS; i++) CHECK_EQUAL(seen[i], 1);
}

/* All of the family: the arms have their length to the last step, the vapour before them is no ice, and water is bounded. */
static void test_growth(void) {
  for (int i = 0; i < 32; i++) {
    float point[NCA_CRYSTAL_NUM_AXES];
    some_point(point, i);
    nca_crystal *crystal = grown(point);
    CHECK(fabs(crystal->water[crystal_cell(CRYSTAL_TIP, 0)] - 1.0) < 1e-9);
    for (int r = 0; 2 * r <= CRYSTAL_EDGE; r++) {
      for (int q = r; q + r <= CRYSTAL_EDGE; q++) {
        const double water = crystal->water[crystal_cell(q, r)], age = crystal->age[crystal_cell(q, r)];
        CHECK(water >= 0.0 && water < 30.0 && age >= 0.0 && age <= 1.0);
        if (q + r > CRYSTAL_TIP + 1) CHECK(water <= CRYSTAL_VAPOUR + 1e-9);
      }
    }
    nca_crystal_destroy(crystal);
  }
}

static double alpha_at(const uint8_t *rgba, int side, double x, double y) {
  const double column = x + 0.5 * side - 0.5, row = y + 0.5 * side - 0.5;
  const int left = (int)floor(column), top = (int)floor(row);
  double sum = 0.0;
  for (int i = 0; i < 4; i++) {
    const int at_x = left + (i & 1), at_y = top + (i >> 1);
    const double weight = (1.0 - fabs(column - at_x)) * (1.0 - fabs(row - at_y));
    if (at_x >= 0 && at_x < side && at_y >= 0 && at_y < side) sum += weight * rgba[(at_y * side + at_x) * 4 + 3];
  }
  return sum;
}

/* The same bytes in all four quarters, nearly the same a sixth of a turn on, and a margin of nothing; colours are nowhere without alpha. */
static void test_pictures(void) {
  static const int SIDES[] = { 1, 2, 39, 40, 41, 64, 193 };
  for (size_t s = 0; s < sizeof SIDES / sizeof *SIDES; s++) {
    const int side = SIDES[s];
    uint8_t *rgba = allocate((size_t)(side * side * 4));
    const int num_flakes = side < 100 ? 24 : 4;
    for (int i = 0; i < num_flakes; i++) {
      float point[NCA_CRYSTAL_NUM_AXES];
      some_point(point, i);
      draw(rgba, side, point);
      double off = 0.0, all = 0.0;
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          const uint8_t *pixel = rgba + (y * side + x) * 4;
          CHECK(memcmp(pixel, rgba + (y * side + side - 1 - x) * 4, 4) == 0 && memcmp(pixel, rgba + ((side - 1 - y) * side + x) * 4, 4) == 0);
          if (pixel[3] == 0) CHECK(pixel[0] == 0 && pixel[1] == 0 && pixel[2] == 0);
          if (side >= 39 && (x == 0 || y == 0)) CHECK_EQUAL(pixel[3], 0);
          const double at_x = x + 0.5 - 0.5 * side, at_y = y + 0.5 - 0.5 * side, half = 0.5, high = 0.8660254037844386;
          off += fabs(alpha_at(rgba, side, at_x, at_y) - alpha_at(rgba, side, half * at_x - high * at_y, high * at_x + half * at_y));
          all += pixel[3];
        }
      }
      if (side >= 39) CHECK(all > 0.0 && off < 0.2 * all && rgba[(side / 2 * side + side / 2) * 4 + 3] == 255);
      if (side == 193) CHECK(off < 0.04 * all);
    }
    free(rgba);
  }
}

/* Mean squared difference of two pictures in premultiplied alpha, as a part of 1. */
static double difference(const uint8_t *a, const uint8_t *b, int num_pixels) {
  double sum = 0.0;
  for (int i = 0; i < num_pixels; i++, a += 4, b += 4) {
    for (int c = 0; c < 4; c++) {
      const double d = c < 3 ? (a[c] * a[3] - b[c] * b[3]) / 65025.0 : (a[3] - b[3]) / 255.0;
      sum += d * d;
    }
  }
  return sum / (4.0 * num_pixels);
}

/* Two points at 0.01 are nearly one picture; two numbers are two flakes. */
static void test_near_and_far(void) {
  enum { SIDE = 40, COUNT = 24, PIXELS = SIDE * SIDE };
  uint8_t *first = allocate(PIXELS * 4 * COUNT), *near = allocate(PIXELS * 4);
  double moved = 0.0, apart = 0.0;
  int num_alike = 0;
  for (int i = 0; i < COUNT; i++) {
    float point[NCA_CRYSTAL_NUM_AXES];
    nca_crystal_point(point, (uint32_t)i);
    draw(first + PIXELS * 4 * i, SIDE, point);
    for (int axis = 0; axis < NCA_CRYSTAL_NUM_AXES; axis++) {
      const float own = point[axis];
      point[axis] = own < 0.5f ? own + 0.01f : own - 0.01f;
      draw(near, SIDE, point);
      point[axis] = own;
      const double d = difference(first + PIXELS * 4 * i, near, PIXELS);
      CHECK(d < 0.01);
      moved += d / (COUNT * NCA_CRYSTAL_NUM_AXES);
    }
    for (int j = 0; j < i; j++) {
      const double d = difference(first + PIXELS * 4 * i, first + PIXELS * 4 * j, PIXELS);
      apart += d / (COUNT * (COUNT - 1) / 2);
      num_alike += d < 5e-3;
    }
  }
  CHECK(moved < 1e-3);
  CHECK(apart > 0.04);
  CHECK(num_alike <= 2);
  printf("0.01 on: %.2e, apart: %.2e, alike: %d of %d\n", moved, apart, num_alike, COUNT * (COUNT - 1) / 2);
  free(first);
  free(near);
}

int main(void) {
  test_same_for_ever();
  test_spread();
  test_lattice();
  test_growth();
  test_pictures();
  test_near_and_far();
  nca_crystal_destroy(NULL);
  return check_summary();
}
