/* Wounds: which cells of a grid one takes away, or fills with noise. */
#ifndef NCA_WOUND_H
#define NCA_WOUND_H

#include "grow/grid.h"

/* Set to zero every cell that the wound covers. */
void nca_grid_wound(nca_grid *grid, const nca_wound *wound);

/* Set every cell that the shape covers to random numbers: see nca_sim_noise. */
void nca_grid_noise(nca_grid *grid, const nca_wound *where, uint32_t seed, double alive_threshold);

/* Every cell that the shape covers is of this kind; of a grid without kinds it is already. */
void nca_grid_graft(nca_grid *grid, const nca_wound *where, uint8_t kind);

bool nca_wound_valid(const nca_wound *wound);

/* The wound of one sample of one epoch, drawn as the recipe says: discs as in Distill's notebook (the centre in the middle half
 * of the grid, the radius 0.1 to 0.4 of half the grid), discs of the same radius at the very centre, half-planes, and bands. */
nca_wound nca_wound_draw(const nca_recipe *recipe, int H, int W, uint32_t seed, uint64_t epoch, int sample);

#endif
