/* The command line of `nca train`. */
#include "train_options.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "command.h"
#include "output.h"
#include "recipe_options.h"
#include "shares.h"
#include "team.h"

enum { MAX_EPOCHS = 1000000000, MAX_THREADS = 1024, BLOG = 0, USUAL_DECODER_SCALE = 8 };

const option_row TRAIN_ROWS[] = {
  { 'o', "output", "FILE", "where the weights go; also saved at intervals and on Ctrl-C; - is standard output, at the end alone", take_path, offsetof(train_options, output), 0, 0, NULL },
  { 'n', "epochs", "N", "optimiser updates (blog: 2000, else 6000); with --resume so many in all, the learning rate going on as planned at first and staying where that plan ends", take_i64, offsetof(train_options, num_epochs), 1, MAX_EPOCHS, NULL },
  { 's', "seed", "N", "of weights, rollout lengths, fire masks, pool and wounds; same seed, same bits (1)", take_u32, offsetof(train_options, seed), 0, UINT32_MAX, NULL },
  { 0, "recipe", "NAME", "blog, the post's own; growing, persistent (stays as it is) or regenerating (heals) (blog)", take_word, offsetof(train_options, base), 0, 0, NCA_RECIPE_BASES },
  { 0, "config", "NAME", "blog or distill: alive rule, Sobel scale and alpha of the target (that of --init; else blog for blog, distill for the others)", take_word, offsetof(train_options, config_word), 0, 0, "blog distill" },
  { 0, "filters", "NAME", "what a cell sees beside itself" NCA_FILTERS_LIST(NCA_MEANING_OF_FILE) " (sobel)", take_word, offsetof(train_options, filters), 0, 0, NCA_WORDS(NCA_FILTERS_LIST, NCA_WORD_OF_FILE) },
  { 0, "edge", "NAME", "what lies beyond the edge of the grid" NCA_EDGE_LIST(NCA_MEANING_OF_FILE) " (zero)", take_word, offsetof(train_options, edge), 0, 0, NCA_WORDS(NCA_EDGE_LIST, NCA_WORD_OF_FILE) },
  { 0, "alive", "NAME", "when a cell must have a living neighbour" NCA_ALIVE_LIST(NCA_MEANING_OF_FILE) " (that of --config)", take_word, offsetof(train_options, alive), 0, 0, NCA_WORDS(NCA_ALIVE_LIST, NCA_WORD_OF_FILE) },
  { 0, "channels", "N", "numbers of a cell, 8 to 64 by fours (that of --init, which may be widened; else 16)", take_int, offsetof(train_options, channels), NCA_MIN_CHANNELS, NCA_MAX_CHANNELS, NULL },
  { 0, "hidden", "N", "numbers of the hidden layer of the update, 16 to 512 by sixteens (that of --init, which may be widened; else 128)", take_int, offsetof(train_options, hidden), NCA_MIN_HIDDEN, NCA_MAX_HIDDEN, NULL },
  { 0, "decoder", "N", "learn to draw a picture finer than the grid as well, by layers of so many numbers, 16 to 64 by fours (that of --init; else none)", take_int, offsetof(train_options, decoder), NCA_MIN_DECODER, NCA_MAX_DECODER, NULL },
  { 0, "decoder-scale", "N", "pixels a cell of that, which the picture should have (8)", take_int, offsetof(train_options, decoder_scale), NCA_MIN_DECODER_SCALE, NCA_MAX_DECODER_SCALE, NULL },
  { 0, "goals", "LIST", "names of the goals, one for each picture, with commas between (those of the pictures); or how many they are", take_text_of_any_length, offsetof(train_options, goals), 0, 0, NULL },
  { 0, "shares", "LIST", "how often each of several goals is taught, such as 3,1,1 (all alike)", take_text_of_any_length, offsetof(train_options, shares_text), 0, 0, NULL },
  { 0, "init", "FILE", "start from these weights, with their configuration, instead of random ones; more pictures than they have goals, and all where they are of a family, begin from the mean of these", take_path, offsetof(train_options, init), 0, 0, NULL },
  { 0, "name", "TEXT", "the model's name (that of --init; else that of the picture)", take_text, offsetof(train_options, name), 0, 0, NULL },
  { 0, "license", "TEXT", "under which the weights may be used", take_text, offsetof(train_options, license), 0, 0, NULL },
  ROW_HEADING("The target"),
  { 0, "flakes", "LIST", "in place of IMAGE: snow crystals by their numbers, such as 1..96; one rule learns the family that they are of, and grows others too. See nca ice --help", take_list, offsetof(train_options, flakes), 0, INT_MAX, NULL },
  { 0, "size", "SIZE", "grid in cells, 32 or 40x72 with the height first (that of --init; else 32; distill: 72)", take_size, offsetof(train_options, size), 0, 0, NULL },
  { 0, "padding", "N", "cells of nothing on every side of the picture (that of --init; else 0; distill: 16)", take_int, offsetof(train_options, padding), 0, NCA_MAX_SIDE_CELLS, NULL },
  { 0, "min-alpha", "X", "raise the alpha of faint pixels to this, so that their cells can live (0: as they are)", take_float, offsetof(train_options, min_alpha), 0, 1, NULL },
  ROW_HEADING("The recipe; without an option it stays as --recipe says"),
  ROW_MORE,
  ROW_HEADING("The run"),
  { 0, "checkpoint", "FILE", "save there, whenever weights are saved, all that is needed to go on: weights, optimiser, pool", take_own_file, offsetof(train_options, checkpoint), 0, 0, NULL },
  { 0, "resume", "FILE", "go on from a checkpoint, which is kept up to date; the end is the same, to the bit, as without the stop", take_path, offsetof(train_options, resume), 0, 0, NULL },
  { 0, "save-every", "N", "epochs between saves (500)", take_i64, offsetof(train_options, save_every), 1, MAX_EPOCHS, NULL },
  { 0, "snapshots", "FILE", "with {} in its name: keep the weights of each save as well, with the number of epochs of this run there. See nca mean", take_own_file, offsetof(train_options, snapshots), 0, 0, NULL },
  { 0, "threads", "N", "cores to use, at most one a rollout; the result does not depend on it (all)", take_int, offsetof(train_options, num_threads), 1, MAX_THREADS, NULL },
  { 0, "fused", NULL, "fused multiply-add: a quarter faster, but other bits; on --resume it has to be given again", take_flag, offsetof(train_options, is_fused), 0, 0, NULL },
  { 0, "f16", NULL, "save as 16-bit numbers", take_flag, offsetof(train_options, is_f16), 0, 0, NULL },
  { 0, "json", NULL, "one JSON line an epoch on standard output instead of the progress line", take_flag, offsetof(train_options, json), 0, 0, NULL },
  { 'q', "quiet", NULL, "no progress line", take_flag, offsetof(train_options, quiet), 0, 0, NULL },
  ROW_HELP,
  ROW_END,
};

/* Whether an option is about the run and not about what it comes to. */
static bool is_of_the_run(const char *name) {
  return nca_word_index("output epochs checkpoint resume save-every snapshots threads fused f16 json quiet", name) >= 0;
}

static void check_resumed(const command_line *line) {
  for (int i = 0; i < line->num_given; i++) {
    const char *name = line->given[i].row->name;
    if (!is_of_the_run(name)) usage_error("--%s: --resume goes on as the run began, and takes only options of the run", name);
  }
  if (line->num_operands != 0) usage_error("--resume takes no picture: it is in the checkpoint");
}

/* With several goals a batch is larger, so that each of them comes often, and so is the pool; as many of it begin from the seed, or are wounded, for each sample. */
static void suit_goals(nca_recipe *recipe, int num_goals, const command_line *line) {
  enum { LARGE_BATCH = 16, SLOTS_A_GOAL = 16 };
  const int base = recipe->batch;
  if (num_goals < 2 || is_given(line, "batch")) return;
  recipe->batch = num_goals <= LARGE_BATCH ? (base + num_goals - 1) / num_goals * num_goals : LARGE_BATCH;
  recipe->seeds_per_batch *= (float)recipe->batch / (float)base;
  recipe->wounds_per_batch *= (float)recipe->batch / (float)base;
  if (recipe->pool_size > 0 && recipe->pool_size < SLOTS_A_GOAL * num_goals) recipe->pool_size = SLOTS_A_GOAL * num_goals;
}

int num_targets_of(const train_options *options) {
  if (options->flakes.count) return options->flakes.count;
  return options->shares ? sum_shares(options->shares, options->num_images) : options->num_images;
}

/* The recipe depends on the length of the run, so its own options come last. */
static void make_recipe(train_options *options, const command_line *line) {
  if (!options->num_epochs) options->num_epochs = options->base == BLOG ? 2000 : 6000;
  const bool is_distill = options->config_word < 0 ? options->base != BLOG : options->config_word > 0;
  options->config = is_distill ? nca_config_distill() : nca_config_blog();
  if (options->alive >= 0) options->config.shape.alive = (nca_alive_rule)options->alive;
  if (options->filters >= 0) options->config.shape.filters = (nca_filters)options->filters;
  if (options->edge >= 0) options->config.shape.edge = (nca_edge)options->edge;
  if (options->channels) options->config.shape.channels = options->channels;
  if (options->hidden) options->config.shape.hidden = options->hidden;
  if (options->decoder % 4) usage_error("--decoder: %d is no multiple of 4", options->decoder);
  if (options->decoder_scale && !options->decoder && !options->init) usage_error("--decoder-scale is that of a --decoder");
  options->config.shape.decoder = options->decoder;
  options->config.shape.decoder_scale = options->decoder ? options->decoder_scale ? options->decoder_scale : USUAL_DECODER_SCALE : 0;
  if (options->channels % 4) usage_error("--channels: %d is no multiple of 4", options->channels);
  options->config.shape.goals = options->flakes.count ? NCA_CRYSTAL_CORNERS : options->num_images;
  if (options->hidden % 16) usage_error("--hidden: %d is no multiple of 16", options->hidden);
  options->recipe = nca_recipe_base(options->base, options->num_epochs);
  suit_goals(&options->recipe, num_targets_of(options), line);
  options->has_fine_weight = is_given(line, "fine-weight");
  if (options->decoder) options->recipe.fine_weight = 1.0f;
  if (is_given(line, "learning-rate-end")) options->recipe.decay_end_epoch = options->num_epochs;
  take_given(line, &options->recipe, take_recipe_field, NULL);
  if (options->recipe.learns == NCA_LEARNS_DETAILS && !options->init) usage_error("--learn details: there is no --init, whose rule stays as it is");
  if (!options->init) check_recipe(&options->recipe); /* else once it is known what the file has, in train_start.c */
  warn_of_recipe(line, &options->recipe);
  const nca_recipe *recipe = &options->recipe;
  const bool wounds = recipe->pool_size > 0 && recipe->wounds_per_batch > 0.0f;
  if (wounds && recipe->wound_begin_epoch >= options->num_epochs) warn_of_no_effect(line, "wounds-from", "the run ends before it");
  if (recipe->pool_size > 0 && recipe->batch % num_targets_of(options) == 0)
    warn_of_no_effect(line, "morphs", num_targets_of(options) == 1 ? "there is one goal alone" : "with a --batch that is a multiple of the goals, a sample's states are all of one");
  if (is_given(line, "threads") && options->num_threads > recipe->batch) warn("--threads: a --batch has work for %d at most", recipe->batch);
}

/* Standard input is one file, and with a team it is that of one process. */
static void check_inputs(const train_options *options) {
  const char *const weights[] = { options->init, options->resume };
  int num_dashes = 0;
  for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) num_dashes += weights[i] && is_dash(weights[i]);
  for (int i = 0; i < options->num_images; i++) num_dashes += is_dash(options->images[i]);
  if (num_dashes > 1) usage_error("standard input cannot be two files at once");
  if (num_dashes > 0 && team_size() > 1) usage_error("under mpirun every process reads for itself, so standard input will not do");
}

static void check_outputs(const train_options *options, const command_line *line) {
  if (!options->output) usage_error("train needs -o FILE, where the weights go");
  if (options->snapshots && !is_of_several(options->snapshots)) usage_error("--snapshots: %s has no {} in it, where the number of epochs goes", options->snapshots);
  if (options->json && output_is_stdout(options->output)) usage_error("--json and -o %s both want standard output", options->output);
  if (options->json) warn_of_no_effect(line, "quiet", "with --json there is no progress line");
  if (output_is_stream(options->output) && !options->checkpoint && !options->snapshots) warn_of_no_effect(line, "save-every", "what is no file is written once, at the end");
}

train_options parse_train_options(int argc, char **argv) {
  train_options options = { .save_every = 500, .seed = 1, .padding = -1, .config_word = -1, .alive = -1, .filters = -1, .edge = -1, .num_threads = num_cores() };
  command_line line;
  parse_command_line(&line, &TRAIN_COMMAND, argc, argv);
  take_given(&line, &options, NULL, take_recipe_field);
  if (options.resume) {
    check_resumed(&line);
    if (!options.checkpoint && !is_dash(options.resume)) options.checkpoint = options.resume;
  } else {
    const int num_flakes = options.flakes.count;
    if (num_flakes && line.num_operands) usage_error("--flakes are in place of pictures");
    if (num_flakes > NCA_MAX_KINDS) usage_error("--flakes: %d are more than are learnt at once, %d", num_flakes, NCA_MAX_KINDS);
    if (num_flakes) warn_of_no_effect(&line, "goals", "the goals are the corners of a family");
    if (!num_flakes && line.num_operands < 1) usage_error("train takes a picture, or several; see nca train --help");
    if (line.num_operands > NCA_MAX_GOALS) usage_error("%d pictures are more than one rule takes, %d", line.num_operands, NCA_MAX_GOALS);
    options.images = line.operands;
    options.num_images = line.num_operands;
    if (options.shares_text && num_flakes) warn_of_no_effect(&line, "shares", "each crystal is one target");
    else if (options.shares_text) options.shares = parse_shares(options.shares_text, options.num_images);
    make_recipe(&options, &line);
  }
  check_inputs(&options);
  check_outputs(&options, &line);
  command_line_end(&line);
  return options;
}
