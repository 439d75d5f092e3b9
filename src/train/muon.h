/* Muon: the two weight matrices step along their orthogonalised momentum, the biases by Adam. */
#ifndef NCA_MUON_H
#define NCA_MUON_H

#include "kernels/kernels.h"
#include "train/adam.h"

/* What an update needs beside its arguments: 136 KB for the usual shape, too much for a small stack. */
typedef struct {
  int size, columns;
  float *step, *turned, *product;  /* [size]: of the larger matrix */
  float *square, *fourth, *panels; /* [columns][columns]: of the widest, the shorter of its sides being its columns */
} nca_muon_scratch;

/* Take its memory from an arena, which may only be counting. */
void nca_muon_lay_out(nca_muon_scratch *scratch, nca_arena *arena, const nca_shape *shape);

/* State and betas are Adam's; the momentum of the matrices lies in state->m. Parameters before `begin`, 0 or where the decoder's begin, stay as they are. */
void nca_muon_update(nca_adam *state, float *params, const float *grads, int begin, const nca_shape *shape, const nca_recipe *recipe, float learning_rate,
                     nca_products products, nca_muon_scratch *scratch);

/* matrix [rows][columns] becomes nearly orthogonal: the same singular vectors, all singular values near 1 (0.7 .. 1.2).
 * rows and columns multiples of 4, columns <= rows, and the scratch large enough. */
void nca_orthogonalize(float *matrix, int rows, int columns, nca_products products, nca_muon_scratch *scratch);

#endif
