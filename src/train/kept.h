/* Details: what a rule is given to know beside what it knows, so that a decoder finds it in the cells.
 *
 * A rule that was not taught with a decoder holds in its cells what the cells need, and little that is finer; taught with one from then on, it forgets how to grow. So it is widened
 * instead: by channels and hidden numbers that see all of a cell, while nothing of them reaches the first kept_channels, which stay what they were at every step, to the bit. What
 * is learnt are the rows of the widened layers, at every goal, and the decoder. */
#ifndef NCA_KEPT_H
#define NCA_KEPT_H

#include "nca.h"

/* Of the parameters those that stay as they are by this recipe: set to 0 in values [num_params], such as gradients. */
void nca_kept_clear(float *values, const nca_shape *shape, const nca_recipe *recipe);

/* The same ones copied, both [num_params]. */
void nca_kept_copy(float *params, const float *from, const nca_shape *shape, const nca_recipe *recipe);

#endif
