/* Weights that become those of another shape, to learn more than they know. */
#ifndef NCA_CLI_WIDEN_H
#define NCA_CLI_WIDEN_H

#include "cli.h"

/* Of a shape with at least as many channels, goals and hidden units, and a decoder where they have one. Goals behind those they have begin from the mean of their rows; channels
 * and hidden units behind those they have, and a decoder, as fresh ones. A fresh unit counts for nothing at first, and what was there never sees a fresh channel, so what grew grows as
 * before (after Net2Net, Chen, Goodfellow and Shlens, 2016). False: no memory; the model is as it was. */
bool widen_model(nca_model *model, const nca_shape *shape, uint32_t seed);

/* Taught pictures a family is none any more: what is left is the middle of its corners, from which each picture's goal begins. */
void leave_family(nca_model *model);

#endif
