/* Nothing lies beyond the edge: what is seen there is 0. */
#include "base/edge.h"

const nca_beyond nca_beyond_zero = { NULL, NULL };
