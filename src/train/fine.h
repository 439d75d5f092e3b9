/* The loss of the finer picture: what the decoder makes of a state, held against the finer target at pixels drawn anew for every state that counts. All of them would be
 * waste: there are a hundred times as many as cells, and the mean over some is that over all, on average. */
#ifndef NCA_FINE_H
#define NCA_FINE_H

#include "grow/decoder.h"

/* What all samples of an epoch share, and none changes. */
typedef struct {
  nca_decoder_net net;
  float *targets;    /* [N][height][width][4] */
  int height, width; /* pixels */
  int num_targets;
} nca_fine;

/* One sample's. */
typedef struct {
  int num_pixels;       /* of each state that counts */
  nca_pixel *pixels;    /* [states][num_pixels] */
  float *dseen;         /* [states][num_pixels][C + 4]: the gradient by what was seen there; NULL where the decoder alone learns */
  nca_decoder_work work;
} nca_fine_sample;

/* Whether a model of this shape, by this recipe, learns from finer targets. */
bool nca_fine_counts(const nca_shape *shape, const nca_recipe *recipe);

/* Take their memory from an arena, which may only be counting: none where they do not count. */
void nca_fine_lay_out(nca_fine *fine, nca_arena *arena, int H, int W, const nca_shape *shape, int num_targets, const nca_recipe *recipe);
void nca_fine_sample_lay_out(nca_fine_sample *sample, nca_arena *arena, int num_states, const nca_shape *shape, const nca_recipe *recipe);

/* targets [N][height][width][4] */
void nca_fine_set_targets(nca_fine *fine, const float *targets);

/* One of them, [height][width][4]. */
const float *nca_fine_target(const nca_fine *fine, int target);

/* The mean squared error of a state, the index-th that counts, at pixels drawn by this seed. Its gradient by the decoder's parameters, multiplied by `weight`, is added
 * to grads [num_params], those of the whole model; the one by the state is kept. */
double nca_fine_loss(nca_fine_sample *sample, const nca_fine *fine, int goal, int index, const float *state, int H, int W, uint32_t seed, float weight, float *grads);

/* Add to dstate [H][W][C] what was kept. */
void nca_fine_loss_backward(const nca_fine_sample *sample, const nca_fine *fine, int index, float *dstate, int H, int W);

#endif
