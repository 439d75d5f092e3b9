/* A texture as a goal: not where something lies counts, but which patches there are, and how often. The loss is the sliced Wasserstein distance between all
 * patches of the state and all of the target: both are projected to a number by the same random filter, sorted, and compared rank by rank.
 * J. Rabin and others, "Wasserstein barycenter and its application to texture mixing", 2011; A. Elnekave, Y. Weiss, "Generating natural images
 * with direct patch distribution matching", arXiv:2203.11862. As training is: Niklasson and others, "Self-Organising Textures", Distill 2021. */
#ifndef NCA_TEXTURE_H
#define NCA_TEXTURE_H

#include "base/arena.h"
#include "base/numerics.h"

enum {
  NCA_TEXTURE_SLICES = 32, /* filters an epoch */
  NCA_TEXTURE_SIDE = 5,    /* of a patch, cells */
  NCA_TEXTURE_TAPS = NCA_TEXTURE_SIDE * NCA_TEXTURE_SIDE * 4
};

typedef struct {
  int H, W;
  float *filters; /* [slices][side][side][4]: of norm 1, so that a distance is in the units of a mean squared error */
  float *ranked;  /* [slices][H * W]: what they make of the target, by size */
} nca_texture;

/* A patch as the sorting has it. */
typedef struct {
  uint32_t key; /* its number, as a whole one of the same order */
  int32_t cell;
} nca_ranked;

/* What measuring needs beside its arguments. */
typedef struct {
  nca_ranked *ranks, *other; /* [H * W] */
  float *slice, *dslice;     /* [H * W] */
} nca_texture_scratch;

/* Take their memory from an arena, which may only be counting. */
void nca_texture_lay_out(nca_texture *texture, nca_arena *arena, int H, int W);
void nca_texture_scratch_lay_out(nca_texture_scratch *scratch, nca_arena *arena, int H, int W);

/* Draw the filters of an epoch. target [H][W][4] */
void nca_texture_begin(nca_texture *texture, const float *target, uint32_t seed, uint64_t epoch, nca_texture_scratch *scratch);

/* visible: the first 4 of every `stride` floats are the RGBA of a cell of H x W, which may be another grid than the target's. Patches go round the edge. */
double nca_texture_loss(const nca_texture *texture, const float *visible, int stride, int H, int W, nca_texture_scratch *scratch);

/* The gradient of that loss, multiplied by `scale`, is added to dstate [H][W][C]; on the target's own grid. */
void nca_texture_loss_backward(const nca_texture *texture, float *dstate, int C, const float *visible, int stride, float scale, nca_texture_scratch *scratch);

#endif
