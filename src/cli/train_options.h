/* What `nca train` is told. */
#ifndef NCA_TRAIN_OPTIONS_H
#define NCA_TRAIN_OPTIONS_H

#include "command.h"

typedef struct {
  char **images; /* [num_images]; 0: resumed, or crystals. Each is a goal */
  int num_images;
  int_list flakes; /* their numbers; none: pictures are learnt */
  const char *goals; /* their names, or how many they are; NULL: not told */
  const char *shares_text; /* NULL: not told */
  int *shares; /* [num_images]: how many targets each goal has; NULL: one each */
  const char *output, *checkpoint, *resume; /* NULL: no checkpoint, not resumed */
  const char *snapshots; /* a path with {} in it; NULL: none */
  const char *init, *name, *license;
  int64_t num_epochs, save_every; /* num_epochs 0: as many as the checkpoint plans */
  uint32_t seed;
  cell_size size; /* 0: not told */
  int padding;    /* -1: not told */
  int num_threads;
  float min_alpha;
  int base, config_word, alive, filters, edge; /* -1: not told */
  int channels, hidden, decoder, decoder_scale; /* 0: not told */
  nca_config config;
  nca_recipe recipe;
  bool has_fine_weight; /* the recipe's own was told */
  bool is_f16, is_fused, json, quiet;
} train_options;

/* How many targets there are, of either kind. */
int num_targets_of(const train_options *options);

extern const option_row TRAIN_ROWS[];

/* Ends the program on --help and where the command line makes no sense. */
train_options parse_train_options(int argc, char **argv);

#endif
