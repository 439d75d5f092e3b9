/* The processes of one run: one alone, or as many as mpirun started, each with its share of every batch. */
#ifndef NCA_CLI_TEAM_H
#define NCA_CLI_TEAM_H

#include "cli.h"

/* Join the others, when mpirun started this; team_end before the program ends. */
void team_begin(int *argc, char ***argv);
void team_end(void);

int team_size(void); /* 1: alone */
int team_rank(void); /* number 0 does the talking and the writing */

/* Give the others the gradients and losses of this share of the batch, and take theirs. */
void team_exchange(nca_trainer *trainer, int batch);

/* The state of a slot of the pool, on number 0: own or sent by whom it belongs to, valid until the next call; NULL on the others.
 * buffer [count]. All call it, for all slots in the same order. */
const float *team_pool_state(const nca_trainer *trainer, int slot, int batch, float *buffer, size_t count);

/* Whether it is so on any of them; all call it. */
bool team_any(bool condition);

#endif
