/* One run of `nca train`: what its beginning, its course and its saves share. */
#ifndef NCA_CLI_TRAINING_H
#define NCA_CLI_TRAINING_H

#include <pthread.h>
#include <stdatomic.h>

#include "train_options.h"

typedef struct {
  const train_options *options;
  nca_recipe recipe;
  nca_trainer *trainer;
  int64_t num_planned; /* epochs of this run */
  bool is_stream;      /* the weights go to a pipe or device, once, at the end */
  /* The weights of the last complete epoch, for whoever saves them: a signal's listener may while the next epoch is under way. */
  pthread_mutex_t mutex;
  nca_model model;     /* locked; only params and epochs ever change */
  bool has_learnt;     /* locked: more than what it began with */
  atomic_bool is_ending; /* the last save has begun */
} training;

/* ---- train_start.c: false after telling why not. Ends the program where the command line makes no sense. */

bool training_begin(training *run, const train_options *options);

/* ---- train_save.c */

/* An epoch is complete. */
void training_keep(training *run);

/* Whether there will be room for all that is to be saved; the same answer for all of the team. */
bool training_try_outputs(const training *run);

/* Weights and checkpoint; the same answer for all of the team. A stream gets nothing before the end; and of a run that ran off the checkpoint
 * stays as it was: one that can go on must not give way to one that cannot. */
typedef enum { SAVE_BETWEEN, SAVE_LAST, SAVE_RAN_OFF } save_moment;
bool training_save(training *run, save_moment when);

/* Whether any weights were kept yet but those it began with, from any thread. */
bool training_has_learnt(training *run);

/* The weights that were kept, from any thread, on number 0. Returns their epochs; negative after telling why not. */
int64_t training_save_weights(training *run);

/* ---- train_progress.c */

enum { NUM_RECENT = 20 }; /* losses in the mean: a single one is noisy */

typedef struct {
  double recent[NUM_RECENT];
  int64_t num_epochs; /* since the program began, which is not the run's beginning where it was resumed */
  double start_s, last_line_s;
} progress;

void progress_begin(progress *state);
bool progress_tell(progress *state, const training *run); /* after an epoch; false: standard output takes no more */
void progress_end(const train_options *options);          /* the cursor leaves the line */

#endif
