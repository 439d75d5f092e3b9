/* One grid of cells and the step that advances it. The simulation and the rollout both stand on this. */
#ifndef NCA_GRID_H
#define NCA_GRID_H

#include "base/bits.h"
#include "grow/rule.h"

/* Cells whose update is computed at once: perception and hidden layer of a chunk, of the usual shape 22 KB, stay in the first cache. Their gradients are summed
 * by themselves, so another number trains to other bits. */
enum { NCA_CHUNK_CELLS = 32 };

/* Cells that may wait for the next chunk to be computed. */
enum { NCA_MAX_UNKNOWN_CELLS = 4 * NCA_CHUNK_CELLS };

/* Cells whose state before a step may be kept until its end. */
enum { NCA_MAX_BEFORE_CELLS = 4096 };

typedef struct nca_grid {
  nca_bits_shape shape;
  int C;
  int reach;         /* how far a cell sees, by the filters of the rules that it is laid out for */
  float *state;      /* [nca_state_cells][C]; behind the grid what lies outside of it, see NCA_PERCEIVE_FORWARD */
  uint64_t *nonzero; /* [H][words]: a clear bit promises that all channels of the cell are 0 */
  uint64_t *hot;     /* [H][words]: alpha > alive_threshold */
  uint64_t *fires;   /* [H][words]: cells that took an update in the last step */
  uint64_t *keep;    /* [H][words]: cells that the last step left alive */
  /* Of alive_pre_post.c: the cells that may save others by a life that is over with the step; and the states before it of what changes around them. */
  uint64_t *ring, *zone; /* [H][words] */
  int32_t *before_cells; /* [MAX_BEFORE] */
  float *before;         /* [MAX_BEFORE][C] */
  int num_before;
  bool keeps_before; /* else they were too many, and the ring has been computed already */
  uint8_t *kinds; /* [H][W], memory of the caller: of which kind of the rule each cell is; NULL: all of rule->kind */
  int row_begin, row_end; /* outside these rows nothing is nonzero */
  float cos_angle, sin_angle; /* the direction in which every cell perceives */
  /* Updates computed but not yet applied, because cells still to come have to see the old neighbours. */
  int32_t *pending_cells; /* [(reach + 1) * W + MAX_UNKNOWN] */
  float *pending_delta;   /* [(reach + 1) * W + MAX_UNKNOWN][C] */
  /* Those of them that are to be computed at once; the others perceive nothing, and their update is known. */
  int32_t *work_cells, *work_at; /* [CHUNK], indices of cells and into what is pending */
  float *work_delta;             /* [CHUNK + 3][C]; a run of one kind may begin at any of the rows, and has a multiple of 4 of them */
  float *perceived;       /* [CHUNK + 3][P] */
  float *hidden;          /* [CHUNK + 3][D] */
} nca_grid;

/* What a step leaves behind for its backward pass. Pointers into memory of the caller. */
typedef struct {
  int num_cells;     /* cells that fired */
  int32_t *cells;    /* [num_cells], ascending */
  float *perceived;  /* [num_cells rounded up to 4][P], the rest zero */
  float *hidden;     /* [num_cells rounded up to 4][D], of the chunks that fit into hidden_capacity */
  float *saved;      /* [num_cells][saved_planes * C], as the filters of the rule want it */
  uint64_t *keep;    /* [H][words] */
  int capacity;      /* of cells, perceived and saved, a multiple of 4 */
  int hidden_capacity;
} nca_step_record;

/* Bytes of a grid for rules of this shape, a multiple of what an arena aligns to. Then lay it out in that much memory of an arena, all zero. */
uint64_t nca_grid_size_bytes(int H, int W, const nca_shape *shape);
void nca_grid_init(nca_grid *grid, void *memory, int H, int W, const nca_shape *shape);

void nca_grid_clear(nca_grid *grid);
/* Of the same size; of the channels those that both have, the others stay; kinds where both have them. */
void nca_grid_copy(nca_grid *grid, const nca_grid *from);
void nca_grid_set_angle(nca_grid *grid, float angle_radians);
void nca_grid_set_edge(nca_grid *grid, nca_edge edge);

/* Plant a seed: RGB is 0, all behind it 1. */
void nca_grid_seed(nca_grid *grid, int x, int y, double alive_threshold);

/* Clear, and plant one seed at (W/2, H/2). */
void nca_grid_reset(nca_grid *grid, double alive_threshold);

/* Whether any cell has alpha > alive_threshold. */
bool nca_grid_lives(const nca_grid *grid);

/* The rows from which something is seen that is not zero, looking so far: row_begin .. row_end - 1. */
void nca_grid_find_rows(int *row_begin, int *row_end, const nca_grid *grid, int reach);

/* Set one cell to zero. */
void nca_grid_erase(nca_grid *grid, int x, int y);

/* One cell was written from outside: find out again whether it is nonzero and whether it is hot. */
void nca_grid_refresh_cell(nca_grid *grid, int x, int y, double alive_threshold);

/* The same of all cells. */
void nca_grid_refresh(nca_grid *grid, double alive_threshold);

/* Cells that are nothing take the kind of the living ones that they see, see nca_sim_set_kinds. */
void nca_grid_spread_kinds(nca_grid *grid);

/* Advance by one step. record NULL: nothing is kept. */
void nca_grid_step(nca_grid *grid, const nca_rule *rule, uint32_t seed, uint32_t step, nca_step_record *record);

/* Before cells are looked at: put what lies beyond the edge where the kernels look for it. */
void nca_grid_close_edge(const nca_grid *grid);

/* perceived [N][P], saved [num_cells][saved_planes * C] or NULL, hidden [N][D] and delta [N][C] of these cells [num_cells], ascending, as the grid is;
 * N is num_cells rounded up to 4, and perceived zero in the rows past num_cells. Of a grid with kinds the results have 3 more rows. */
void nca_grid_update(float *perceived, float *saved, float *hidden, float *delta, const nca_grid *grid, const nca_rule *rule, const int32_t *cells,
                     int num_cells);

/* perceived [H][W][P] and delta [H][W][C] of all cells; either may be NULL. */
void nca_grid_inspect(const nca_grid *grid, const nca_rule *rule, float *perceived, float *delta);

#endif
