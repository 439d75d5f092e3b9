/* A crystal as it was grown, between its growth and its picture. */
#ifndef NCA_CRYSTAL_H
#define NCA_CRYSTAL_H

#include <stdint.h>
#include <stdlib.h>

#include "nca_tools.h"

/* A hexagon of cells in axial coordinates (q, r), at (q + r/2, r sqrt(3)/2). Only one twelfth of it is kept, 0 <= r <= q: the rest
 * is its image, so that a crystal is symmetric to the last bit. An arm lies along r = 0. */
enum {
  CRYSTAL_TIP = 48,  /* cells from the middle where an arm ends */
  CRYSTAL_EDGE = 64, /* the vapour ends here */
  CRYSTAL_NUM_CELLS = (CRYSTAL_EDGE / 2 + 1) * (CRYSTAL_EDGE + 1 - CRYSTAL_EDGE / 2),
  CRYSTAL_FAR = CRYSTAL_NUM_CELLS, /* stands for every cell beyond the edge */
  CRYSTAL_NUM_NEIGHBOURS = 6,
  CRYSTAL_RGB = 3
};

static const double CRYSTAL_VAPOUR = 0.4; /* water in a cell far away: Reiter's beta */

typedef struct {
  double ice;                 /* that is drawn, 0 .. 1 */
  double colour[CRYSTAL_RGB]; /* times ice */
} crystal_paint;

struct nca_crystal {
  double point[NCA_CRYSTAL_NUM_AXES];
  double water[CRYSTAL_NUM_CELLS + 1];   /* 1 and more is ice */
  double before[CRYSTAL_NUM_CELLS + 1];  /* a step ago */
  double ice[CRYSTAL_NUM_CELLS + 1];     /* how far a cell is ice, 0 .. 1 */
  double drifting[CRYSTAL_NUM_CELLS + 1]; /* the water of a cell that diffuses */
  double age[CRYSTAL_NUM_CELLS + 1];     /* how long the arms were when the cell froze, of their length in the end: 0 the seed, 1 at last or never */
  crystal_paint paint[CRYSTAL_NUM_CELLS + 1];
  uint16_t near[CRYSTAL_NUM_CELLS][CRYSTAL_NUM_NEIGHBOURS];
};

/* Where a cell of the whole lattice is kept. */
static inline int crystal_cell(int q, int r) {
  const int a = abs(q), b = abs(r), c = abs(q + r);
  const int most = a > b ? (a > c ? a : c) : (b > c ? b : c), least = a < b ? (a < c ? a : c) : (b < c ? b : c);
  return most > CRYSTAL_EDGE ? CRYSTAL_FAR : least * (CRYSTAL_EDGE + 2 - least) + most - 2 * least;
}

/* crystal_draw.c: how a grown crystal's cells look. */
void crystal_paint_all(nca_crystal *crystal);

/* crystal.c: the weather when the arms have this part of their length in the end. */
double crystal_heart(const double *point, double length, double blur); /* 1 while the plate in the middle grows, 0 later */
double crystal_gust(const double *point, double length, double reach); /* 1 where the first side branches start, 0 farther from there than `reach` */
double crystal_supply(const double *point, double length);             /* water that freezes from above and below in a step: Reiter's gamma */

/* 0 up to low, 1 from high on, smooth between. */
static inline double crystal_ramp(double low, double high, double x) {
  const double t = x <= low ? 0.0 : x >= high ? 1.0 : (x - low) / (high - low);
  return t * t * (3.0 - 2.0 * t);
}

#endif
