/* The picture of a snow crystal: how much ice there is around a point, in the colours of the weather in which it froze. */
#include <math.h>
#include <string.h>

#include "base/misuse.h"
#include "tools/crystal.h"

enum { RGB = CRYSTAL_RGB, RGBA = 4 };
static const double ROW_HEIGHT = 0.8660254037844386;

/* What a cell looks like. The plate is deep in colour, the arms light, and what froze in a gust is white, as growth rings of a tree.
 * `outward` brings red in and `branches` green: blue, violet, aqua and nearly white are the corners. */
static crystal_paint paint_of(const nca_crystal *crystal, int i) {
  const double *point = crystal->point, red = point[NCA_CRYSTAL_OUTWARD], green = point[NCA_CRYSTAL_BRANCHES];
  const double arms[RGB] = { 0.08 + 0.82 * red, 0.32 + 0.66 * green, 0.74 + 0.26 * (red + green - red * green) };
  static const double DEPTH[RGB] = { 0.35, 0.35, 0.675 };
  const double age = crystal->age[i], heart = crystal_heart(point, age, 0.18), white = (0.1 + 0.5 * green) * crystal_gust(point, age, 0.25);
  crystal_paint of = { .ice = crystal_ramp(CRYSTAL_VAPOUR, 1.0, crystal->water[i]) };
  for (int c = 0; c < RGB; c++) {
    const double base = arms[c] * (1.0 - (1.0 - DEPTH[c]) * heart);
    of.colour[c] = of.ice * (base + (1.0 - base) * white);
  }
  return of;
}

void crystal_paint_all(nca_crystal *crystal) {
  for (int i = 0; i < CRYSTAL_NUM_CELLS; i++) crystal->paint[i] = paint_of(crystal, i);
  crystal->paint[CRYSTAL_FAR] = (crystal_paint){ 0 };
}

static uint8_t byte_of(double x) {
  return (uint8_t)(255.0 * x + 0.5);
}

/* The mean of all cells nearer than `reach` to (x, y), in cells from the middle; the nearer the more. */
static crystal_paint around(const crystal_paint *cells, double x, double y, double reach) {
  crystal_paint sum = { 0 };
  double weights = 0.0;
  for (int r = (int)ceil((y - reach) / ROW_HEIGHT); (double)r * ROW_HEIGHT <= y + reach; r++) {
    const double dy = (double)r * ROW_HEIGHT - y, middle = x - 0.5 * (double)r;
    for (int q = (int)ceil(middle - reach); (double)q <= middle + reach; q++) {
      const double dx = (double)q - middle, near = 1.0 - (dx * dx + dy * dy) / (reach * reach);
      if (near <= 0.0) continue;
      const crystal_paint *cell = &cells[crystal_cell(q, r)];
      const double weight = near * near;
      weights += weight;
      sum.ice += weight * cell->ice;
      for (int c = 0; c < RGB; c++) sum.colour[c] += weight * cell->colour[c];
    }
  }
  for (int c = 0; c < RGB && sum.ice > 0.0; c++) sum.colour[c] /= sum.ice;
  sum.ice /= weights;
  return sum;
}

void nca_crystal_draw(uint8_t *rgba, int side_pixels, const nca_crystal *crystal) {
  NCA_ASSERT(rgba && side_pixels > 0 && side_pixels <= NCA_MAX_SIDE_PIXELS && crystal);
  /* a pixel beyond the tips, and what melts there, stay empty */
  const double cells_per_pixel = 2.0 * (double)(CRYSTAL_TIP + 2) / (double)(side_pixels > 3 ? side_pixels - 2 : 1);
  /* in a small picture about a pixel, in a large one as much as the cells need to melt together */
  const double reach = 1.1 * cells_per_pixel > 0.05 * CRYSTAL_TIP ? 1.1 * cells_per_pixel : 0.05 * CRYSTAL_TIP;
  const double thin = 0.35 - 0.32 * crystal->point[NCA_CRYSTAL_WIDTH];
  const int half = (side_pixels + 1) / 2; /* the rest is its mirror image, to the last bit */
  for (int row = 0; row < half; row++) {
    for (int column = 0; column < half; column++) {
      /* turned by a quarter, so that one arm points up */
      const double y = ((double)column + 0.5 - 0.5 * (double)side_pixels) * cells_per_pixel;
      const double x = ((double)row + 0.5 - 0.5 * (double)side_pixels) * cells_per_pixel;
      const crystal_paint there = around(crystal->paint, x, y, reach);
      uint8_t pixel[RGBA] = { 0, 0, 0, byte_of(crystal_ramp(thin, thin + 0.5, there.ice)) };
      for (int c = 0; c < RGB && pixel[3]; c++) pixel[c] = byte_of(there.colour[c]);
      for (int mirror = 0; mirror < 4; mirror++) {
        const int to_row = mirror & 1 ? side_pixels - 1 - row : row, to_column = mirror & 2 ? side_pixels - 1 - column : column;
        memcpy(rgba + ((size_t)to_row * (size_t)side_pixels + (size_t)to_column) * RGBA, pixel, RGBA);
      }
    }
  }
}
