/* Muon: the two weight matrices step along their orthogonalised momentum, the biases by Adam. */
#ifndef NCA_MUON_H
#define NCA_MUON_H

#include "adam.h"

/* State and betas are Adam's; the momentum of the matrices lies in state->m. */
void nca_muon_update(nca_adam *state, float *params, const float *grads, const nca_recipe *recipe, float learning_rate);

/* matrix [rows][columns] becomes nearly orthogonal: the same singular vectors, all singular values near 1 (0.7 .. 1.2).
 * rows a multiple of 4, columns of 16, columns <= rows <= NCA_HIDDEN, columns <= NCA_PERCEIVED. */
void nca_orthogonalize(float *matrix, int rows, int columns);

#endif
