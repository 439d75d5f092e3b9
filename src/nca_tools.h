/* nca_tools.h - around the automaton of nca.h: the models that Distill's article published; flakes to learn from, by a hand-written rule or as
 * crystals of a family; and what a model does in the long run. Errors, memory and bits are as nca.h says. */
#ifndef NCA_TOOLS_H
#define NCA_TOOLS_H

#include "nca.h"

#ifdef __cplusplus
extern "C" {
#endif
#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* ---------------------------------------------------------------- models as they come: Distill's, or of either kind */

/* Read a model that Distill's article published as JSON, for config distill. bytes [size_bytes]. *model is touched on NCA_OK alone.
 * Returns NCA_OK, an NCA_ERR_DISTILL_*, an NCA_ERR_FILE_* or NCA_ERR_MEMORY. */
int nca_distill_read(nca_model *model, const uint8_t *bytes, size_t size_bytes);

/* Read a model of either kind, safetensors or Distill's JSON: with what nca_weights_read or nca_distill_read return. */
int nca_model_read(nca_model *model, const uint8_t *bytes, size_t size_bytes);

/* ---------------------------------------------------------------- ice: flakes by a hand-written rule */

/* A hexagonal lattice of which every cell is icy or not. What becomes of a cell depends on how many of its 6 neighbours are icy. */
typedef enum { NCA_ICE_STAYS = 0, NCA_ICE_FREEZES = 1, NCA_ICE_MELTS = 2 } nca_ice_fate;

typedef struct {
  nca_ice_fate fates[7]; /* by the number of icy neighbours */
} nca_ice_rule;

nca_ice_rule nca_ice_rule_blog(void); /* freezes at 1, 4, 5; melts at 2, 3, 6; stays at 0: the blog author's earlier post */

enum { NCA_ICE_MAX_RADIUS_CELLS = 500 };

/* cells [2 radius + 1][2 radius + 1] in axial coordinates, row by row: a row lies half a cell to the right of the one above.
 * The lattice is the hexagon of that radius; what is outside of it is never icy. */
void nca_ice_seed(uint8_t *cells, int radius_cells); /* ice at the middle alone */
void nca_ice_step(uint8_t *next, const uint8_t *cells, int radius_cells, const nca_ice_rule *rule);

/* So many steps from the seed, in these two buffers. Returns the one that holds the end. */
uint8_t *nca_ice_grow(uint8_t *cells, uint8_t *next, int radius_cells, const nca_ice_rule *rule, int num_steps);

typedef struct {
  uint8_t centre[3], tips[3]; /* RGB */
} nca_ice_tint;

/* A smooth picture rgba [side][side][4], straight alpha, that the flake just fills, one arm pointing up. */
void nca_ice_render(uint8_t *rgba, int side_pixels, const uint8_t *cells, int radius_cells, const nca_ice_tint *tint);

/* ---------------------------------------------------------------- crystals: a family of flakes, each a point of a few numbers */

/* Snow crystals out of vapour (crystal_grow.c names the paper): plates, stars, branched ones. Each number of a point is in 0 .. 1, and a small change
 * of it changes the picture a little, so that one rule may learn them all. */
typedef enum {
  NCA_CRYSTAL_PLATE = 0,    /* size of the plate in the middle */
  NCA_CRYSTAL_OUTWARD = 1,  /* where side branches start: 0 next to the plate, 1 near the tips */
  NCA_CRYSTAL_BRANCHES = 2, /* how many and how long they are */
  NCA_CRYSTAL_WIDTH = 3,    /* of the arms: 0 needles, 1 so broad that they meet */
  NCA_CRYSTAL_NUM_AXES = 4
} nca_crystal_axis;

/* A model whose goals are the corners of this family, see nca_family_mix, says so: its family is NCA_CRYSTALS. NCA_CRYSTAL_FIRST is the number of the one to grow where
 * nobody names any: the first goal, a corner, is the edge of what a rule has learnt. */
enum { NCA_CRYSTAL_CORNERS = 1 << NCA_CRYSTAL_NUM_AXES, NCA_CRYSTAL_FIRST = 48213 };
#define NCA_CRYSTALS "crystals"

/* The point [NCA_CRYSTAL_NUM_AXES] that a number names, all of them equally likely. Which one it is stays for ever. */
void nca_crystal_point(float *point, uint32_t number);

typedef struct nca_crystal nca_crystal;

/* Grow the crystal of a point. NULL: no memory. */
nca_crystal *nca_crystal_grow(const float *point);
void nca_crystal_destroy(nca_crystal *crystal); /* NULL is fine */

/* Its smooth picture rgba [side][side][4], straight alpha, that it fills but for a margin, one arm pointing up: for nca_target_from_rgba. */
void nca_crystal_draw(uint8_t *rgba, int side_pixels, const nca_crystal *crystal);

/* ---------------------------------------------------------------- probe: what a model does long after its training's horizon */

/* A probe is a list of trials, each a grid of its own. Errors are squared errors summed over the grid and divided by the
 * numbers of the model's own picture (H * W * 4, per flake), so that a larger grid does not flatter.
 *   lasting       grow from one cell; the error at each age
 *   healing       grow for NCA_PROBE_WOUND_AGE steps, wound; the error just after, and NCA_PROBE_HEAL_STEPS later
 *   wide_*        both again on a larger grid
 *   two_seeds     two cells at once on the larger grid, as far apart as it allows; the error of both flakes at each age up to 1,000 */
typedef enum {
  NCA_TRIAL_LASTING = 0,
  NCA_TRIAL_HEALING = 1,
  NCA_TRIAL_WIDE_LASTING = 2,
  NCA_TRIAL_WIDE_HEALING = 3,
  NCA_TRIAL_TWO_SEEDS = 4,
} nca_trial_kind;

enum {
  NCA_PROBE_WOUND_AGE = 200,
  NCA_PROBE_HEAL_STEPS = 500,
  NCA_PROBE_NUM_WOUNDS = 32, /* 8 half cuts, 4 discs at the centre, 8 off it, 8 lines, 4 bites of a third */
  NCA_PROBE_MAX_AGES = 16
};

typedef struct {
  int height_cells, width_cells, padding_cells; /* of the model's own target */
  int goal;         /* of the model, that is probed */
  int wide_cells;   /* side of the larger grid; 0: no trials on one */
  int num_seeds;    /* of the fire mask, from first_seed on */
  uint32_t first_seed;
  int num_ages;     /* at most NCA_PROBE_MAX_AGES */
  int ages_steps[NCA_PROBE_MAX_AGES]; /* ascending */
} nca_probe_desc;

typedef struct {
  nca_trial_kind kind;
  uint32_t seed;
  int wound;            /* of a healing trial: 0 .. NCA_PROBE_NUM_WOUNDS - 1 */
  int num_errors;
  int steps[NCA_PROBE_MAX_AGES];     /* when each error was taken */
  double errors[NCA_PROBE_MAX_AGES]; /* valid once the trial has run */
} nca_trial;

typedef struct nca_probe nca_probe;

/* target [H][W][4], that of the goal, and model are copied. NULL: no memory. */
nca_probe *nca_probe_create(const nca_probe_desc *desc, const nca_model *model, const float *target);
void nca_probe_destroy(nca_probe *probe); /* NULL is fine */

int nca_probe_num_trials(const nca_probe *probe);
const nca_trial *nca_probe_trial(const nca_probe *probe, int trial);

/* What a wound is, such as "half cut, 45 degrees". Never NULL. */
const char *nca_probe_wound_name(int wound);

/* The wound itself, as it hits the grown grid of `sim` whose picture of side_cells has its centre at (x, y). */
nca_wound nca_probe_wound(int wound, nca_sim *sim, float x_cells, float y_cells, float side_cells);

/* Run one trial to its end. Several threads may run different trials of one probe at once. NCA_OK or NCA_ERR_MEMORY. */
int nca_probe_run(nca_probe *probe, int trial);

/* Run all trials one after the other, in slices of at most max_steps. 1: complete, 0: more to do, or NCA_ERR_MEMORY. */
int nca_probe_advance(nca_probe *probe, int max_steps);

/* ---------------------------------------------------------------- probe of a family: members that a rule may never have seen */

/* One member grows from the seed to late_step, is looked at, and turns into the next one without a restart, in turn_steps. */
typedef struct {
  int height_cells, width_cells;
  uint32_t seed; /* of the fire mask */
  int early_step, late_step, turn_steps; /* early_step <= late_step */
  const float *mix, *next_mix;       /* [G] */
  const float *target, *next_target; /* [H][W][4] */
} nca_member_desc;

typedef struct {
  double early_error, late_error; /* mean squared, from its own picture */
  double turned_error;            /* from that of the next one */
  double asymmetry; /* mean squared difference from itself turned by 60 degrees about its middle, bicubic, over its mean square: what resampling alone costs is in it */
  double largest;   /* number of a cell, by size; infinite where one is none */
  int num_alive, num_at_edge; /* cells; of these in the outermost rows and columns */
} nca_member_report;

/* visible [H][W][4]: what it was at late_step. NCA_OK or NCA_ERR_MEMORY. */
int nca_member_probe(nca_member_report *report, float *visible, const nca_member_desc *desc, const nca_model *model);

/* Mean squared difference of two pictures [H][W][4]. */
double nca_picture_difference(const float *a, const float *b, int height_cells, int width_cells);

/* How alike two pictures [H][W][4] look inside a margin, which is that of the grid: structural similarity (Wang et al., 2004), its mean over all windows that lie inside and over the four
 * numbers of a pixel. 1: the same; about 0: nothing in common. NAN: no window lies inside, or no memory. */
#define NCA_SIMILARITY_WINDOW 11 /* pixels of a side */
double nca_picture_similarity(const float *a, const float *b, int height_pixels, int width_pixels, int margin_pixels);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
