/* The rule table of the ice: for each number of icy neighbours, what becomes of a cell. */
#include "fates.h"

#include <stdlib.h>

#include "cli.h"

enum { NUM_FATES = 7 };

static void set_fates(nca_ice_rule *rule, nca_ice_fate fate, const char *option, const char *text) {
  if (!*text) return;
  const int_list list = parse_list(option, text, 0, NUM_FATES - 1);
  int twice = -1;
  for (int i = 0; i < list.count; i++) {
    if (rule->fates[list.values[i]] != NCA_ICE_STAYS) twice = list.values[i];
    rule->fates[list.values[i]] = fate;
  }
  free(list.values);
  if (twice >= 0) usage_error("with %d icy neighbours a cell cannot both freeze and melt", twice);
}

nca_ice_rule parse_ice_rule(const char *freeze, const char *melt) {
  nca_ice_rule rule = { .fates = { NCA_ICE_STAYS } };
  set_fates(&rule, NCA_ICE_FREEZES, "freeze", freeze);
  set_fates(&rule, NCA_ICE_MELTS, "melt", melt);
  return rule;
}
