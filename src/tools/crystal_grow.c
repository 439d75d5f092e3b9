/* A snow crystal grows out of vapour on a hexagonal lattice.
 * C. A. Reiter, "A local cellular model for snow crystal growth", Chaos, Solitons & Fractals 23, 2005. There a cell with 1 or more of
 * water is ice; ice and its neighbours keep their water and are given `gamma` more a step; the water of all others diffuses.
 * Made smooth here, so that near weather gives near flakes: a cell turns to ice by and by, and at a corner a little water evaporates
 * again, which rounds off what is smaller than a side branch. gamma changes while the crystal grows, as on a fall through clouds. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "tools/crystal.h"

static const double THAW = 0.1;         /* below 1 by so much, a cell is not ice at all */
static const double EVAPORATION = 0.06; /* of the water beside a lone icy neighbour */
enum { MAX_STEPS = 20000 };             /* ten times what the slowest of the family takes */

static void find_neighbours(nca_crystal *crystal) {
  static const int NEAR[CRYSTAL_NUM_NEIGHBOURS][2] = { { 1, 0 }, { 0, 1 }, { -1, 1 }, { -1, 0 }, { 0, -1 }, { 1, -1 } };
  for (int r = 0; 2 * r <= CRYSTAL_EDGE; r++) {
    for (int q = r; q + r <= CRYSTAL_EDGE; q++) {
      uint16_t *near = crystal->near[crystal_cell(q, r)];
      for (int i = 0; i < CRYSTAL_NUM_NEIGHBOURS; i++) near[i] = (uint16_t)crystal_cell(q + NEAR[i][0], r + NEAR[i][1]);
    }
  }
}

static void seed(nca_crystal *crystal) {
  for (int i = 0; i <= CRYSTAL_NUM_CELLS; i++) {
    crystal->water[i] = CRYSTAL_VAPOUR;
    crystal->age[i] = 1.0;
  }
  crystal->water[0] = 1.0;
  crystal->age[0] = 0.0;
  crystal->ice[CRYSTAL_FAR] = 0.0;
  crystal->drifting[CRYSTAL_FAR] = CRYSTAL_VAPOUR; /* which never runs out */
}

/* How much of its water a cell keeps: that of ice all, beside one icy cell a little less than beside more, far from ice nothing. */
static double kept(const nca_crystal *crystal, int i) {
  const uint16_t *near = crystal->near[i];
  double most = crystal->ice[i], sum = 0.0;
  for (int k = 0; k < CRYSTAL_NUM_NEIGHBOURS; k++) {
    const double ice = crystal->ice[near[k]];
    sum += ice;
    if (ice > most) most = ice;
  }
  const double held = sum < 2.0 ? most * (1.0 - EVAPORATION * (1.0 - 0.5 * sum)) : most;
  return held > crystal->ice[i] ? held : crystal->ice[i];
}

static void step(nca_crystal *crystal, double supply) {
  double *water = crystal->water, *drifting = crystal->drifting;
  memcpy(crystal->before, water, sizeof crystal->before);
  for (int i = 0; i < CRYSTAL_NUM_CELLS; i++) {
    const double part = (water[i] - 1.0) / THAW + 1.0;
    crystal->ice[i] = part < 0.0 ? 0.0 : part > 1.0 ? 1.0 : part;
  }
  for (int i = 0; i < CRYSTAL_NUM_CELLS; i++) {
    const double part = kept(crystal, i);
    drifting[i] = (1.0 - part) * water[i];
    water[i] = part * (water[i] + supply);
  }
  for (int i = 0; i < CRYSTAL_NUM_CELLS; i++) {
    const uint16_t *near = crystal->near[i];
    double around = 0.0;
    for (int k = 0; k < CRYSTAL_NUM_NEIGHBOURS; k++) around += drifting[near[k]];
    water[i] += 0.5 * drifting[i] + around / 12.0; /* Reiter's alpha = 1: half of itself, half of what is around */
  }
}

/* How long the arms are, in cells; the tip's next cell counts by its water. *tip is the farthest icy cell of one, and never goes back. */
static double arm_length(const nca_crystal *crystal, int *tip) {
  while (*tip < CRYSTAL_TIP && crystal->water[crystal_cell(*tip + 1, 0)] >= 1.0) (*tip)++;
  const double next = crystal->water[crystal_cell(*tip + 1, 0)];
  return (double)*tip + (next < 1.0 ? next : 1.0);
}

/* The part of the last step after which a cell had `1` of water. */
static double moment(const nca_crystal *crystal, int i) {
  return (1.0 - crystal->before[i]) / (crystal->water[i] - crystal->before[i]);
}

static bool has_frozen(const nca_crystal *crystal, int i) {
  return crystal->before[i] < 1.0 && crystal->water[i] >= 1.0;
}

/* Until the arms have their length; the last step is gone in part, to the moment when the tip froze, so that nothing jumps. */
static void grow(nca_crystal *crystal) {
  const int end = crystal_cell(CRYSTAL_TIP, 0);
  double length_before = 0.0;
  int tip = 0;
  for (int steps = 0; steps < MAX_STEPS; steps++) {
    const double length = arm_length(crystal, &tip) / CRYSTAL_TIP;
    step(crystal, crystal_supply(crystal->point, length));
    for (int i = 0; i < CRYSTAL_NUM_CELLS; i++) {
      if (has_frozen(crystal, i)) crystal->age[i] = length_before + moment(crystal, i) * (length - length_before);
    }
    length_before = length;
    if (has_frozen(crystal, end)) break;
  }
  const double part = has_frozen(crystal, end) ? moment(crystal, end) : 1.0;
  for (int i = 0; i < CRYSTAL_NUM_CELLS; i++) crystal->water[i] = crystal->before[i] + part * (crystal->water[i] - crystal->before[i]);
}

nca_crystal *nca_crystal_grow(const float *point) {
  NCA_ASSERT(point);
  nca_crystal *crystal = malloc(sizeof *crystal);
  if (!crystal) return NULL;
  for (int axis = 0; axis < NCA_CRYSTAL_NUM_AXES; axis++) {
    NCA_ASSERT(point[axis] >= 0.0f && point[axis] <= 1.0f);
    crystal->point[axis] = (double)point[axis];
  }
  find_neighbours(crystal);
  seed(crystal);
  grow(crystal);
  crystal_paint_all(crystal);
  return crystal;
}

void nca_crystal_destroy(nca_crystal *crystal) {
  free(crystal);
}
