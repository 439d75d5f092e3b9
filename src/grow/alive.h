/* The alive rules: which cells a step has to look at, and which of them live on. A rule is a file, such as alive_post.c, which NCA_ALIVE_LIST in nca.h names; a new
 * one is such a file, a line there and a golden file. The step reads what stands here of it, and never its name.
 *
 * A rule looks at the 3x3 of a cell, however far the filters see, before the step and after its updates; a cell that does not live is 0 then. So the way back
 * is the same for all: the gradient of a cell that does not live is 0 (alive_backward in tape.c). */
#ifndef NCA_ALIVE_H
#define NCA_ALIVE_H

#include "base/bits.h"
#include "grow/fire.h"
#include "nca.h"

typedef struct nca_grid nca_grid;
typedef struct nca_rule nca_rule;

enum { NCA_NUM_ASKED = 9 }; /* cells of the 3x3 */

/* The definition: whether a cell lives on, by the alpha of its 3x3 before the step and after its updates, each [NUM_ASKED] in reading order, 0 where nothing lies.
 * Tests hold the steps to it. */
#define NCA_ALIVE_LIVES(name) bool name(const float *before, const float *after, double threshold)

/* Whether any of the 3x3 is alive. */
static inline bool nca_alive_any(const float *alpha, double threshold) {
  for (int i = 0; i < NCA_NUM_ASKED; i++)
    if ((double)alpha[i] > threshold) return true;
  return false;
}

typedef struct {
  /* Whether no cell lives on that had no life in its 3x3 before the step: then a step looks at the others alone, and of these every one sees something. */
  bool needs_life_before;
  /* Else: whether a cell that perceives nothing, and takes empty_delta [C], can become something by itself. If not, only the surroundings of what is
   * there need work. NaN counts as yes. */
  bool (*is_spontaneous)(const float *empty_delta, double threshold);
  /* The definition for a row at once. Row y of grid->keep holds the cells that the step looked at, and becomes those that live on; grid->hot is that of
   * the new state. */
  void (*keep_row)(nca_grid *grid, int y);
  /* What else there is to do in a step, of a rule that cares for more than these cells; NULL: nothing. Before the updates, when keep holds the cells that are looked
   * at, fires those of them that fire and hot what was alive; and after them. `all`: also what is zero counts, see nca_grid_step. */
  void (*before_updates)(nca_grid *grid, const nca_rule *rule, nca_fire fire, int row_begin, int row_end);
  void (*after_updates)(nca_grid *grid, const nca_rule *rule, bool all, int row_begin, int row_end);
} nca_alive;

#define NCA_DECLARE_ALIVE(name, value, file, ...) \
  NCA_ALIVE_LIVES(nca_alive_##file##_lives);      \
  extern const nca_alive nca_alive_##file;
NCA_ALIVE_LIST(NCA_DECLARE_ALIVE)

const nca_alive *nca_alive_of(nca_alive_rule rule);

/* Whether cells can come to be far from all that is there: see is_spontaneous. */
bool nca_alive_is_spontaneous(const nca_config *config, const float *empty_delta);

/* Rows about those that hold something in which a step may change anything, when cells see so far and none is spontaneous. */
static inline int nca_alive_reach(int reach) {
  return reach + 1;
}

/* out_y [words]: the cells of row y that a step may change. nonzero, hot [H][words], as in a grid, of the state as it is. */
void nca_alive_work_row(uint64_t *out_y, const nca_alive *alive, bool spontaneous, int reach, const uint64_t *nonzero, const uint64_t *hot, nca_bits_shape shape,
                        int y);

#endif
