/* Pictures of crystals: one, a sheet of them, or a file each. */
#include "crystals.h"

#include <stdlib.h>
#include <string.h>

#include "output.h"

enum { RGBA = 4, MAX_SHEET_PIXELS = 16384 };

static void point_of(float *point, const crystal_options *options, int flake) {
  if (options->is_numbered) {
    nca_crystal_point(point, options->number + (uint32_t)flake);
  } else {
    for (int axis = 0; axis < NCA_CRYSTAL_NUM_AXES; axis++) point[axis] = 0.5f;
  }
  for (int axis = 0; axis < NCA_CRYSTAL_NUM_AXES; axis++) {
    if (options->point[axis] >= 0.0f) point[axis] = options->point[axis];
  }
}

bool draw_crystal(uint8_t *rgba, int side_pixels, const float *point) {
  nca_crystal *crystal = nca_crystal_grow(point);
  if (!crystal) return false;
  nca_crystal_draw(rgba, side_pixels, crystal);
  nca_crystal_destroy(crystal);
  return true;
}

static bool draw_flake(uint8_t *rgba, int side_pixels, const crystal_options *options, int flake) {
  float point[NCA_CRYSTAL_NUM_AXES];
  point_of(point, options, flake);
  return draw_crystal(rgba, side_pixels, point);
}

static bool write_flake(const char *output, const uint8_t *rgba, int side_pixels, uint32_t number) {
  char *path = path_of_number(output, number);
  if (!path) {
    tell_status(output, NCA_ERR_MEMORY);
    return false;
  }
  const bool ok = write_png(path, rgba, side_pixels, side_pixels);
  free(path);
  return ok;
}

static bool write_files(const char *output, int side_pixels, const crystal_options *options) {
  uint8_t *rgba = malloc((size_t)side_pixels * (size_t)side_pixels * RGBA);
  bool ok = true;
  for (int flake = 0; ok && flake < options->count; flake++) {
    if (rgba && draw_flake(rgba, side_pixels, options, flake)) {
      ok = write_flake(output, rgba, side_pixels, options->number + (uint32_t)flake);
    } else {
      tell_status(output, NCA_ERR_MEMORY);
      ok = false;
    }
  }
  free(rgba);
  return ok;
}

static bool write_sheet(const char *output, int side_pixels, int columns, const crystal_options *options) {
  const int rows = (options->count + columns - 1) / columns, width = columns * side_pixels, height = rows * side_pixels;
  const size_t row_bytes = (size_t)side_pixels * RGBA;
  uint8_t *sheet = calloc((size_t)height * (size_t)width, RGBA), *rgba = malloc((size_t)side_pixels * row_bytes);
  bool ok = sheet && rgba;
  for (int flake = 0; ok && flake < options->count; flake++) {
    ok = draw_flake(rgba, side_pixels, options, flake);
    uint8_t *corner = sheet + ((size_t)(flake / columns) * (size_t)side_pixels * (size_t)columns + (size_t)(flake % columns)) * row_bytes;
    for (int y = 0; ok && y < side_pixels; y++) memcpy(corner + (size_t)y * (size_t)columns * row_bytes, rgba + (size_t)y * row_bytes, row_bytes);
  }
  if (ok) {
    ok = write_png(output, sheet, height, width);
  } else {
    tell_status(output, NCA_ERR_MEMORY);
  }
  free(sheet);
  free(rgba);
  return ok;
}

static bool print_points(const crystal_options *options) {
  report out;
  if (!report_begin(&out)) return false;
  fputs("[", out.stream);
  for (int flake = 0; flake < options->count; flake++) {
    float point[NCA_CRYSTAL_NUM_AXES];
    point_of(point, options, flake);
    fputs(flake ? ",\n " : "\n ", out.stream);
    if (options->is_numbered) fprintf(out.stream, "{\"flake\": %u, \"point\": [", (unsigned)(options->number + (uint32_t)flake));
    else fputs("{\"point\": [", out.stream);
    for (int axis = 0; axis < NCA_CRYSTAL_NUM_AXES; axis++) {
      if (axis) fputs(", ", out.stream);
      print_json_number(out.stream, (double)point[axis]);
    }
    fputs("]}", out.stream);
  }
  fputs("\n]\n", out.stream);
  return report_end(&out);
}

exit_code draw_crystals(const char *output, int side_pixels, const crystal_options *options) {
  const bool is_set = is_of_several(output);
  int columns = 1;
  while (columns * columns < options->count) columns++;
  if (!is_set && columns > MAX_SHEET_PIXELS / side_pixels) usage_error("--count: a sheet of %d flakes would be wider than %d pixels; with {} in its name -o makes a file of each", options->count, MAX_SHEET_PIXELS);
  if (!is_set && !output_try(output, 0)) return EXIT_DATA;
  const bool ok = is_set ? write_files(output, side_pixels, options) : write_sheet(output, side_pixels, columns, options);
  return ok && (!options->json || print_points(options)) ? EXIT_OK : EXIT_DATA;
}
