/* The family of crystals: what the numbers of a point mean for the weather that a flake falls through. */
#include "tools/crystal.h"

#include "base/misuse.h"
#include "base/rng.h"

void nca_crystal_point(float *point, uint32_t number) {
  NCA_ASSERT(point);
  for (int axis = 0; axis < NCA_CRYSTAL_NUM_AXES; axis++) point[axis] = nca_rng_unit(number, NCA_DRAW_CRYSTAL, (uint64_t)axis, 0);
}

/* How long the arms are when the plate is whole. */
static double heart_size(const double *point) {
  return 0.06 + 0.5 * point[NCA_CRYSTAL_PLATE];
}

double crystal_heart(const double *point, double length, double blur) {
  const double size = heart_size(point);
  return 1.0 - crystal_ramp(size - blur, size + blur, length);
}

double crystal_gust(const double *point, double length, double reach) {
  const double away = length - heart_size(point) - 0.12 - 0.45 * point[NCA_CRYSTAL_OUTWARD];
  return 1.0 - crystal_ramp(0.0, reach, away < 0.0 ? -away : away);
}

/* Much supply lets all of the edge grow, to a plate; with little of it the vapour decides, and what stands out grows on. A gust between
 * makes an arm swell, and from the corners of the swelling side branches start: at a place that the weather chose, not chance. */
double crystal_supply(const double *point, double length) {
  static const double HEART = 0.07, GUST = 0.06, REACH = 0.1, BETWEEN_GUSTS = 0.3;
  const double width = point[NCA_CRYSTAL_WIDTH];
  const double gusts = crystal_gust(point, length, REACH) + crystal_gust(point, length - BETWEEN_GUSTS, REACH);
  const double arms = 0.0003 + 0.08 * width * width * width + GUST * point[NCA_CRYSTAL_BRANCHES] * gusts;
  return arms + (HEART - arms) * crystal_heart(point, length, 0.06);
}
