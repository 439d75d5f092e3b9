/* Snow crystals as targets, by their numbers. */
#ifndef NCA_CLI_FLAKES_H
#define NCA_CLI_FLAKES_H

#include "cli.h"

/* Whether a model says so, and has the corners: a file may say anything. */
bool is_of_crystals(const nca_model *model);

/* Their pictures, one behind the other, [count][H][W][4], for free(). NULL after telling why. */
float *draw_flakes(const int_list *numbers, const nca_target_desc *desc);

/* What a crystal is a mix of, [NCA_CRYSTAL_CORNERS]. */
void mix_flake(float *weights, uint32_t number);

/* What each is a mix of, [count][NCA_CRYSTAL_CORNERS], for free(). NULL: no memory. */
float *mix_flakes(const int_list *numbers);

#endif
