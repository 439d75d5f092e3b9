/* The rule table of the ice, as two lists say it. */
#ifndef NCA_CLI_FATES_H
#define NCA_CLI_FATES_H

#include "nca_tools.h"

/* "1,4,5": with how many icy neighbours, 0 to 6, a cell freezes, and melts; either may be empty. Ends the program where both name a number. */
nca_ice_rule parse_ice_rule(const char *freeze, const char *melt);

#endif
