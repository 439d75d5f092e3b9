/* A rule ready to run: the parameters as the products want them, and what follows from them. */
#ifndef NCA_RULE_H
#define NCA_RULE_H

#include "base/arena.h"
#include "kernels/kernels.h"
#include "nca.h"

/* Pointers into memory of the caller, laid out for one shape: those parts of a shape that have sizes. */
typedef struct nca_rule {
  nca_config config;
  nca_layout layout;
  nca_products products;
  /* Packed as kernels.h says: W1 [P][D] and W2 [D][C] for the way forward, their transposes for the way back. */
  float *w1_forward, *w2_forward, *w1_backward, *w2_backward;
  float *b2;    /* [C] */
  float *goals; /* [G][D]: the rows of the first bias */
  /* The kinds a cell may be of: mixes of the goals, and what follows from each. */
  int num_kinds;
  float *mixes;       /* [kinds][G] */
  float *b1;          /* [kinds][D]: the first bias */
  float *empty_delta; /* [kinds][C]: what a cell takes that perceives nothing but zeros */
  float *scratch;     /* [4][P + D + C] */
  /* Whether such a cell can come alive by itself, of any kind. If not, only the surroundings of the flake need work. */
  bool spontaneous;
  int kind; /* of all cells, where a grid does not say it of each */
} nca_rule;

/* Take a rule's memory from an arena, which may only be counting. All of it is zero, as the parameters then are; the configuration is the blog's.
 * The kinds are the goals, one by one, and the first of them again where there are more kinds. */
void nca_rule_lay_out(nca_rule *rule, nca_arena *arena, const nca_shape *shape, int num_kinds);

/* Whether such shapes take the same memory, but for their kinds. */
bool nca_shape_is_alike(const nca_shape *a, const nca_shape *b);

/* params [num_params], of a shape alike; rule->products stays, and the caller has chosen it before. */
void nca_rule_set(nca_rule *rule, const nca_config *config, const float *params);

/* weights [G] */
void nca_rule_set_mix(nca_rule *rule, int kind, const float *weights);

/* The same rule, in the same memory, for a grid of another kind. */
nca_rule nca_rule_of_kind(const nca_rule *rule, int kind);

/* All but the kinds, which are to be mixed anew, from one of a shape alike. */
void nca_rule_copy_goals(nca_rule *rule, const nca_rule *from);

/* From one of a shape alike, with as many kinds. */
void nca_rule_copy(nca_rule *rule, const nca_rule *from);

#endif
