/* Where the four tensors lie in the flat array of parameters (and in gradients and Adam's moments, which are laid out alike). */
#ifndef NCA_PARAMS_H
#define NCA_PARAMS_H

#include "nca.h"

enum {
  NCA_OFFSET_W1 = 0,                        /* [D][P] */
  NCA_OFFSET_B1 = NCA_OFFSET_W1 + NCA_W1,   /* [D] */
  NCA_OFFSET_W2 = NCA_OFFSET_B1 + NCA_B1,   /* [C][D] */
  NCA_OFFSET_B2 = NCA_OFFSET_W2 + NCA_W2,   /* [C] */
};

#endif
