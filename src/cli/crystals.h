/* The crystals that nca ice draws. */
#ifndef NCA_CLI_CRYSTALS_H
#define NCA_CLI_CRYSTALS_H

#include "cli.h"

typedef struct {
  bool is_numbered;  /* the point is that of the number, but for what is given */
  uint32_t number;   /* of the first flake */
  int count;         /* of flakes, each with the next number */
  float point[NCA_CRYSTAL_NUM_AXES]; /* negative: not given */
  bool json;
} crystal_options;

/* The picture [side][side][4] of the crystal of a point. false: no memory. */
bool draw_crystal(uint8_t *rgba, int side_pixels, const float *point);

/* One picture, or with several flakes a sheet of them; where `output` has {} in it, a file a flake, with its number there. */
exit_code draw_crystals(const char *output, int side_pixels, const crystal_options *options);

#endif
