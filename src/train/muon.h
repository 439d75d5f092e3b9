/* Muon: the two weight matrices step along their orthogonalised momentum, the biases by Adam. */
#ifndef NCA_MUON_H
#define NCA_MUON_H

#include "kernels/kernels.h"
#include "train/adam.h"

/* What an update needs beside its arguments: 136 KB, too much for a small stack. */
typedef struct {
  float step[NCA_W1], turned[NCA_W1], product[NCA_W1];
  float square[NCA_PERCEIVED * NCA_PERCEIVED], fourth[NCA_PERCEIVED * NCA_PERCEIVED], panels[NCA_PERCEIVED * NCA_PERCEIVED];
} nca_muon_scratch;

/* State and betas are Adam's; the momentum of the matrices lies in state->m. */
void nca_muon_update(nca_adam *state, float *params, const float *grads, const nca_recipe *recipe, float learning_rate, nca_products products,
                     nca_muon_scratch *scratch);

/* matrix [rows][columns] becomes nearly orthogonal: the same singular vectors, all singular values near 1 (0.7 .. 1.2).
 * rows a multiple of 4, columns of 16, columns <= rows <= NCA_HIDDEN, columns <= NCA_PERCEIVED. */
void nca_orthogonalize(float *matrix, int rows, int columns, nca_products products, nca_muon_scratch *scratch);

#endif
