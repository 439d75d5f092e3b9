/* The options of `nca train` that are fields of the recipe. */
#ifndef NCA_CLI_RECIPE_OPTIONS_H
#define NCA_CLI_RECIPE_OPTIONS_H

#include "command.h"

/* Rows made of the recipe's own list. What they take goes into a recipe, with an offset of 0. */
const option_row *recipe_rows(void);
option_take take_recipe_field;

/* Fields that do not suit each other end the program. */
void check_recipe(const nca_recipe *recipe);

/* Options that the recipe, as it has become, has no use for. */
void warn_of_recipe(const command_line *line, const nca_recipe *recipe);

#endif
