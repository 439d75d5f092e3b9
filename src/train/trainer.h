/* The inside of a trainer, for what trains and what saves it. */
#ifndef NCA_TRAINER_H
#define NCA_TRAINER_H

#include "train/muon.h"
#include "train/pool.h"
#include "train/sample.h"

struct nca_trainer {
  nca_lesson lesson;
  nca_config config;
  uint32_t seed;
  nca_share share;
  /* What is known of the model it began with, beside what follows below. */
  char name[NCA_TEXT_BYTES], target_name[NCA_TEXT_BYTES], license[NCA_TEXT_BYTES];
  int padding_cells;
  int64_t epochs_before;
  float params[NCA_NUM_PARAMS], last_good_params[NCA_NUM_PARAMS];
  nca_adam adam;
  nca_pool pool;
  int64_t num_epochs;
  double loss, grad_norm;
  double empty_loss; /* of a grid without a cell */
  /* The open epoch: which sample of the share is next, and what is known of each of the batch. */
  bool is_open;
  int next_sample;
  float *sample_grads;   /* [B][NCA_NUM_PARAMS] */
  double *sample_losses; /* [B] */
  float *grads;          /* [NCA_NUM_PARAMS]: their sum, as the optimiser takes it */
  nca_muon_scratch *muon; /* of its optimiser alone */
  int num_threads;
  nca_sample *samples; /* [num_threads]: under way */
  void *memory;
};

#endif
