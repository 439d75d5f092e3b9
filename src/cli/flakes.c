/* Snow crystals as targets, by their numbers: nca_tools.h draws them, and nca.h says what is grown. */
#include "flakes.h"

#include "crystals.h"

#include <stdlib.h>
#include <string.h>

bool is_of_crystals(const nca_model *model) {
  return strcmp(model->family, NCA_CRYSTALS) == 0 && model->config.shape.goals == NCA_CRYSTAL_CORNERS;
}

/* Into target [scale H][scale W][4]. NCA_OK or what nca_target_from_rgba returns. */
static int draw_flake(float *target, const nca_target_desc *desc, uint32_t number) {
  const int smaller = desc->height_cells < desc->width_cells ? desc->height_cells : desc->width_cells;
  const int side = (smaller - 2 * desc->padding_cells) * (desc->scale > 1 ? desc->scale : 2); /* of a coarse one finer than it: made smaller as any picture is */
  float point[NCA_CRYSTAL_NUM_AXES];
  nca_crystal_point(point, number);
  uint8_t *rgba = malloc((size_t)side * (size_t)side * 4);
  const int status = rgba && draw_crystal(rgba, side, point) ? nca_target_from_rgba(target, desc, rgba, side, side) : NCA_ERR_MEMORY;
  free(rgba);
  return status;
}

float *draw_flakes(const int_list *numbers, const nca_target_desc *desc) {
  const size_t size = target_size(desc);
  float *targets = malloc((size_t)numbers->count * size * sizeof *targets);
  int status = targets ? NCA_OK : NCA_ERR_MEMORY;
  for (int i = 0; status == NCA_OK && i < numbers->count; i++) status = draw_flake(targets + (size_t)i * size, desc, (uint32_t)numbers->values[i]);
  if (status == NCA_OK) return targets;
  tell_status("--flakes", status);
  free(targets);
  return NULL;
}

void mix_flake(float *weights, uint32_t number) {
  float point[NCA_CRYSTAL_NUM_AXES];
  nca_crystal_point(point, number);
  nca_family_mix(weights, point, NCA_CRYSTAL_NUM_AXES);
}

float *mix_flakes(const int_list *numbers) {
  float *mixes = malloc((size_t)numbers->count * NCA_CRYSTAL_CORNERS * sizeof *mixes);
  for (int i = 0; mixes && i < numbers->count; i++) mix_flake(mixes + i * NCA_CRYSTAL_CORNERS, (uint32_t)numbers->values[i]);
  return mixes;
}
