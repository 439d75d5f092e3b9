/* One sample of a batch: a rollout, its loss, and the gradient of that loss by the same steps backward.
 * It is advanced step by step, so that a worker can stop for messages anywhere in it. */
#ifndef NCA_SAMPLE_H
#define NCA_SAMPLE_H

#include "base/arena.h"
#include "train/fine.h"
#include "train/goal.h"
#include "train/tape.h"

/* What all samples of an epoch share, and none changes. */
typedef struct {
  nca_rule rule;   /* of as many kinds as there are targets: each grows one */
  nca_recipe recipe;
  nca_goal *goals; /* [N] */
  int num_goals;   /* N */
  nca_fine fine;
} nca_lesson;

typedef enum { NCA_SAMPLE_DONE, NCA_SAMPLE_FORWARD, NCA_SAMPLE_BACKWARD } nca_sample_phase;

/* The cell of the largest alpha, and that. */
typedef struct {
  int32_t cell;
  float alpha;
} nca_liveliest;

typedef struct {
  nca_tape tape;
  float *visible; /* [max_steps - min_steps + 1][H][W][4]: RGBA of the states that count; of NCA_LOSS_LAST none are kept */
  int *turns;     /* [max_steps - min_steps + 1]: of the target, that the loss of each was taken against */
  float *before;  /* [H][W][C]: the state before the last step; kept for the stillness loss alone */
  nca_liveliest *liveliest;    /* [max_steps]: of the state after each step; for the survival loss alone */
  nca_texture_scratch scratch; /* of a texture alone */
  nca_fine_sample fine;
  nca_sample_phase phase;
  nca_rule rule;        /* the lesson's, for what this one shall become */
  const nca_goal *goal; /* that is */
  int fine_target;      /* and of the finer ones */
  int num_steps;  /* to make */
  float weight;   /* of its loss in the batch's: the gradient comes multiplied by it */
  double loss;    /* of this sample alone, overflow, stillness and survival included */
} nca_sample;

/* Take a sample's memory from an arena, which may only be counting. */
void nca_sample_lay_out(nca_sample *sample, nca_arena *arena, int H, int W, const nca_recipe *recipe, const nca_config *config);

/* From sample->tape.grid as it stands, towards one of the lesson's goals. */
void nca_sample_begin(nca_sample *sample, const nca_lesson *lesson, int goal, uint32_t fire_seed, int num_steps, float weight);

/* One step forward or backward; the backward ones add to grads [num_params]. Done at once where the loss is not finite. */
void nca_sample_advance(nca_sample *sample, const nca_lesson *lesson, float *grads);

#endif
