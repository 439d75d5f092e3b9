/* The inside of a trainer, for what trains and what saves it. */
#ifndef NCA_TRAINER_H
#define NCA_TRAINER_H

#include "train/muon.h"
#include "train/pool.h"
#include "train/sample.h"

struct nca_trainer {
  nca_lesson lesson;
  nca_model model; /* as it stands; its parameters lie in the trainer's memory, its names by themselves */
  int num_params;
  uint32_t seed;
  nca_share share;
  float *last_good_params; /* [num_params] */
  nca_adam adam;
  nca_pool pool;
  int64_t num_epochs;
  double loss, grad_norm;
  double *empty_losses; /* [G]: of a grid without a cell */
  double *goal_losses;  /* [G]: of the last sample of each; negative: there was none */
  /* The open epoch: which sample of the share is next, and what is known of each of the batch. */
  bool is_open;
  int next_sample;
  float *sample_grads;   /* [B][num_params] */
  double *sample_losses; /* [B] */
  float *grads;          /* [num_params]: their sum, as the optimiser takes it */
  nca_muon_scratch muon; /* of its optimiser alone */
  int num_threads;
  nca_sample *samples; /* [num_threads]: under way */
  void *memory;
};

/* The parameters were written: make rule and decoder of them. */
void nca_trainer_params_changed(nca_trainer *trainer);

#endif
