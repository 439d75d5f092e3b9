/* How to train: the rules behind nca_recipe. */
#ifndef NCA_RECIPE_H
#define NCA_RECIPE_H

#include "nca.h"

/* Whether every field is in its range. */
bool nca_recipe_valid(const nca_recipe *recipe);

#endif
