/* nca eval: how close a model comes to its picture, over several runs. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "eval_family.h"
#include "eval_fine.h"
#include "flakes.h"
#include "goals.h"
#include "output.h"
#include "probe.h"

typedef struct {
  const char *model, *target, *goal;
  int_list steps, flakes;
  int runs, padding;
  uint32_t seed;
  cell_size size;
  bool json, probe;
  probe_options of_probe;
} eval_options;

enum { MAX_RUNS = 100000, MAX_STEPS = 1000000000 };

static const option_row ROWS[] = {
  { 't', "steps", "LIST", "at which steps, such as 64..96 or 96,200,1000 (64..96)", take_list, offsetof(eval_options, steps), 0, MAX_STEPS, NULL },
  { 'r', "runs", "N", "runs with different fire masks (32; probe: 8)", take_int, offsetof(eval_options, runs), 1, MAX_RUNS, NULL },
  { 's', "seed", "N", "of the first run; the next ones count up (1)", take_u32, offsetof(eval_options, seed), 0, UINT32_MAX, NULL },
  { 0, "goal", "NAME", "of several goals this alone, by its name or its number from 0 on (all, one after the other)", take_text_of_any_length, offsetof(eval_options, goal), 0, 0, NULL },
  { 0, "target", "IMAGE", "the picture (the one the model names, beside it or in ../targets); of several goals a folder that holds NAME.png of each", take_path, offsetof(eval_options, target), 0, 0, NULL },
  { 0, "flakes", "LIST", "of a family of snow crystals these, by their numbers, such as 1001..1032; with --probe, whether each lives, keeps its form and turns into the next", take_list, offsetof(eval_options, flakes), 0, INT_MAX, NULL },
  { 0, "size", "SIZE", "grid in cells, 32 or 40x72 with the height first (that of the model)", take_size, offsetof(eval_options, size), 0, 0, NULL },
  { 0, "padding", "N", "cells of nothing on every side of the picture (that of the model)", take_int, offsetof(eval_options, padding), 0, NCA_MAX_SIDE_CELLS, NULL },
  { 0, "json", NULL, "as JSON, with every single loss", take_flag, offsetof(eval_options, json), 0, 0, NULL },
  ROW_HELP,
  ROW_HEADING("The probe"),
  { 0, "probe", NULL, "how it lasts (--steps, 96,200,1000,10000,100000 unless told otherwise), heals 32 wounds, does both on a larger grid, and grows from two cells at once", take_flag, offsetof(eval_options, probe), 0, 0, NULL },
  { 0, "wide", "N", "side of that larger grid; 0: leave it out (128)", take_int, offsetof(eval_options, of_probe.wide_cells), 0, NCA_MAX_SIDE_CELLS, NULL },
  { 0, "healed", "X", "the error that counts as healed, 500 steps after a wound (2e-4)", take_double, offsetof(eval_options, of_probe.healed), 0, 1e9, NULL },
  { 0, "strip", "FILE", "a PNG of growth, a half cut and healing", take_own_file, offsetof(eval_options, of_probe.strip), 0, 0, NULL },
  { 0, "scale", "N", "pixels a cell of it (2)", take_int, offsetof(eval_options, of_probe.scale), 1, 64, NULL },
  { 0, "threads", "N", "cores to use (all)", take_int, offsetof(eval_options, of_probe.num_threads), 1, 1024, NULL },
  ROW_END,
};

static void warn_of_options(const command_line *line, const eval_options *options) {
  static const char *const OF_PROBE[] = { "wide", "healed", "strip", "scale", "threads" };
  for (size_t i = 0; !options->probe && i < sizeof OF_PROBE / sizeof *OF_PROBE; i++) warn_of_no_effect(line, OF_PROBE[i], "it belongs to --probe");
  if (options->probe && !options->of_probe.strip) warn_of_no_effect(line, "scale", "there is no --strip");
}

static eval_options parse_options(int argc, char **argv) {
  eval_options options = { .padding = -1, .seed = 1, .of_probe = { .wide_cells = 128, .scale = 2, .healed = 2e-4, .num_threads = num_cores() } };
  probe_options *probe = &options.of_probe;
  command_line line;
  parse_command_line(&line, &EVAL_COMMAND, argc, argv);
  take_given(&line, &options, NULL, NULL);
  if (line.num_operands != 1) usage_error("eval takes one model; see nca eval --help");
  options.model = line.operands[0];
  if (options.flakes.count && (options.target || options.goal)) usage_error("--flakes: they are drawn by the program, and take no --target and no --goal");
  if (options.target && is_dash(options.target) && is_dash(options.model)) usage_error("--target: standard input cannot be model and picture at once");
  if (!options.steps.count) options.steps = parse_list("steps", options.probe ? "96,200,1000,10000,100000" : "64..96", 0, MAX_STEPS);
  if (!options.runs) options.runs = options.probe ? 8 : 32;
  if (options.probe && options.steps.count > NCA_PROBE_MAX_AGES) usage_error("--steps: the probe takes at most %d", NCA_PROBE_MAX_AGES);
  warn_of_options(&line, &options);
  probe->model = options.model;
  probe->ages = options.steps;
  probe->num_seeds = options.runs;
  probe->seed = options.seed;
  probe->json = options.json;
  if (!options.probe) probe->strip = NULL;
  command_line_end(&line);
  return options;
}

/* The path of a name at a place in a folder. For the caller to free. */
static char *path_in(const char *folder, size_t folder_length, const char *place, const char *name) {
  const size_t capacity = folder_length + strlen(place) + strlen(name) + 1;
  char *path = malloc(capacity);
  if (path) snprintf(path, capacity, "%.*s%s%s", (int)folder_length, folder, place, name);
  return path;
}

/* Ends the program where the strip would be written over what is read. */
static void spare_input(const eval_options *options, const char *path) {
  const char *strip = options->of_probe.strip;
  if (strip && would_lose(path, strip)) usage_error("--strip: %s is read, and would be lost", strip);
}

static bool is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* "NAME.png" of a goal, or the picture that the model itself names. Empty: none. For the caller to free; NULL: no memory. */
static char *picture_name(const nca_model *model, int goal) {
  char name[NCA_TEXT_BYTES] = "";
  const bool has_own = model->config.shape.goals > 1;
  if (has_own) nca_model_goal_name(name, model, goal);
  else snprintf(name, sizeof name, "%s", base_name(model->target));
  char *path = malloc(strlen(name) + sizeof ".png");
  if (path) sprintf(path, "%s%s", base_name(name), has_own && *name ? ".png" : "");
  return path;
}

static float *read_spared(const eval_options *options, const char *path, const nca_target_desc *desc) {
  spare_input(options, path);
  return read_target(desc, path);
}

/* Where it is looked for: beside the model, in ../targets, or in the folder that was given. */
static float *search_target(const eval_options *options, const char *name, const nca_target_desc *desc) {
  static const char *const BESIDE[] = { "", "../targets/" }, *const WITHIN[] = { "/" };
  const char *folder = options->target ? options->target : options->model, *const *places = options->target ? WITHIN : BESIDE;
  const size_t folder_length = options->target ? strlen(folder) : (size_t)(base_name(folder) - folder), num_places = options->target ? 1 : 2;
  for (size_t i = 0; i < num_places; i++) {
    char *path = path_in(folder, folder_length, places[i], name);
    const bool is_there = path && access(path, R_OK) == 0;
    float *target = is_there ? read_spared(options, path, desc) : NULL;
    free(path);
    if (is_there) return target; /* or it was told why not */
  }
  tell(options->model, "its picture `%s` is neither beside it nor in ../targets%s; give it with --target", name, options->target ? ", nor where --target says" : "");
  return NULL;
}

static float *find_target(const eval_options *options, const nca_model *model, int goal, const nca_target_desc *desc) {
  const bool is_one = model->config.shape.goals == 1 || options->goal;
  if (options->target && is_one && !is_folder(options->target)) return read_spared(options, options->target, desc);
  if (options->target && !is_folder(options->target)) usage_error("--target: a model of several goals wants a folder with their pictures, or --goal");
  char *name = picture_name(model, goal);
  float *target = NULL;
  if (!name) tell_status(options->model, NCA_ERR_MEMORY);
  else if (!*name) tell(options->model, "the model names no picture; give one with --target IMAGE");
  else target = search_target(options, name, desc);
  free(name);
  return target;
}

/* By what the model was trained to: a texture, or the nearest turn of its picture. Negative: no memory. */
static double error_of(nca_sim *sim, const nca_model *model, const float *targets) {
  const int H = nca_sim_height(sim), W = nca_sim_width(sim);
  if (model->match == NCA_MATCH_TEXTURE) return nca_texture_error(nca_sim_state(sim), nca_sim_config(sim).shape.channels, H, W, targets, H, W);
  double least = nca_sim_loss(sim, targets);
  for (int turn = 1; turn < model->turns; turn++) {
    const double error = nca_sim_loss(sim, targets + (size_t)turn * (size_t)H * (size_t)W * 4);
    if (error < least) least = error;
  }
  return least;
}

/* losses [runs][steps], and how many runs have died by the last step. False: no memory. */
static bool measure(double *losses, int *num_died, const eval_options *options, nca_sim *sim, const nca_model *model, const float *targets) {
  *num_died = 0;
  for (int run = 0; run < options->runs; run++) {
    nca_sim_reset(sim, options->seed + (uint32_t)run);
    for (int i = 0; i < options->steps.count; i++) {
      nca_step(sim, options->steps.values[i] - (int)nca_sim_num_steps(sim));
      *losses = error_of(sim, model, targets);
      if (*losses++ < 0.0) return false;
    }
    *num_died += nca_sim_num_alive(sim) == 0;
  }
  return true;
}

static void print_text(FILE *out, const eval_options *options, const double *losses, int num_died, double *scratch) {
  const size_t count = (size_t)options->steps.count, num_runs = (size_t)options->runs;
  fprintf(out, "   step       mean     median      worst\n");
  for (size_t i = 0; i < count; i++) {
    const error_summary at = summarize(losses + i, num_runs, count, scratch);
    fprintf(out, "%7d  %9.6f  %9.6f  %9.6f\n", options->steps.values[i], at.mean, at.median, at.worst);
  }
  const error_summary all = summarize(losses, num_runs * count, 1, scratch);
  fprintf(out, "    all  %9.6f  %9.6f  %9.6f   over %d runs\n", all.mean, all.median, all.worst, options->runs);
  if (num_died > 0) fprintf(out, "Of these %d died.\n", num_died);
}

static void print_json(FILE *out, const eval_options *options, const char *label, const double *losses, int num_died, double *scratch) {
  const size_t count = (size_t)options->steps.count, num_runs = (size_t)options->runs;
  fprintf(out, "{\"model\":");
  print_json_string(out, options->model);
  if (label) {
    fprintf(out, ",\"goal\":");
    print_json_string(out, label);
  }
  fprintf(out, ",\"runs\":%d,\"seed\":%u,\"died\":%d,", options->runs, options->seed, num_died);
  print_json_summary(out, summarize(losses, num_runs * count, 1, scratch));
  putc(',', out);
  print_json_steps(out, &options->steps, losses, num_runs, scratch);
}

/* label NULL: the model has one goal. */
static bool evaluate(FILE *out, const eval_options *options, const char *label, nca_sim *sim, const nca_model *model, const float *target) {
  const size_t count = (size_t)options->runs * (size_t)options->steps.count;
  const int num_turns = model->turns > 1 ? model->turns : 1, H = nca_sim_height(sim), W = nca_sim_width(sim);
  double *losses = malloc(2 * count * sizeof *losses);
  float *targets = malloc((size_t)num_turns * (size_t)H * (size_t)W * 4 * sizeof *targets);
  if (targets) nca_target_turns(targets, target, H, W, num_turns);
  int num_died;
  const bool ok = losses && targets && measure(losses, &num_died, options, sim, model, targets);
  if (!ok) tell_status(options->model, NCA_ERR_MEMORY);
  else if (options->json) print_json(out, options, label, losses, num_died, losses + count);
  else print_text(out, options, losses, num_died, losses + count);
  free(losses);
  free(targets);
  return ok;
}

/* Of a model with a decoder, in the report behind the rest; a few runs tell as much as many. */
static bool evaluate_fine(FILE *out, const eval_options *options, nca_sim *sim, const nca_model *model, int goal, nca_target_desc desc, const float *target) {
  enum { MANY_RUNS = 8 };
  const fine_options of = { .model = options->model, .padding = desc.padding_cells, .runs = options->runs < MANY_RUNS ? options->runs : MANY_RUNS, .seed = options->seed, .json = options->json };
  const int larger = desc.height_cells > desc.width_cells ? desc.height_cells : desc.width_cells;
  desc.scale = model->config.shape.decoder_scale;
  if (!desc.scale || larger > NCA_MAX_SIDE_PIXELS / desc.scale || (options->target && is_dash(options->target))) return true; /* a pipe is read once */
  float *fine_target = find_target(options, model, goal, &desc);
  const bool ok = fine_target && eval_fine(out, &of, sim, model, target, fine_target);
  free(fine_target);
  return ok;
}

/* One goal, measured or probed, into the report. */
static bool eval_goal(FILE *out, const eval_options *options, const nca_model *model, int goal, const nca_target_desc *desc) {
  char label[NCA_TEXT_BYTES];
  const bool has_label = model->config.shape.goals > 1;
  goal_label(label, model, goal);
  float *target = find_target(options, model, goal, desc);
  if (!target) return false;
  if (has_label && !options->json) fprintf(out, "Goal %s\n", label);
  bool ok;
  if (options->probe) {
    ok = probe_model(out, &options->of_probe, has_label ? label : NULL, model, goal, desc, target);
  } else {
    nca_sim *sim = make_sim(options->model, (cell_size){ .height = desc->height_cells, .width = desc->width_cells }, model);
    if (sim) nca_sim_set_goal(sim, goal);
    ok = sim && evaluate(out, options, has_label ? label : NULL, sim, model, target) && evaluate_fine(out, options, sim, model, goal, *desc, target);
    if (options->json) putc('}', out);
    nca_sim_destroy(sim);
  }
  free(target);
  return ok;
}

static bool eval_flakes(FILE *out, const eval_options *options, const nca_model *model, const nca_target_desc *desc) {
  if (!is_of_crystals(model)) usage_error("--flakes: the model is of no family of crystals");
  const family_options of_family = { .model = options->model, .flakes = options->flakes, .steps = options->steps, .runs = options->runs,
                                     .num_threads = options->of_probe.num_threads, .seed = options->seed, .json = options->json, .probe = options->probe };
  return eval_family(out, &of_family, model, desc);
}

/* That which --goal names, or all of them, in JSON as an array. */
static bool eval_goals(FILE *out, const eval_options *options, const nca_model *model, const nca_target_desc *desc) {
  const int chosen = options->goal ? parse_goal(options->goal, model) : -1, num_goals = model->config.shape.goals;
  const bool is_list = options->json && chosen < 0 && num_goals > 1;
  bool ok = true;
  if (is_list) fprintf(out, "{\"goals\":[");
  for (int goal = chosen < 0 ? 0 : chosen; ok && goal < (chosen < 0 ? num_goals : chosen + 1); goal++) {
    if (goal > 0 && chosen < 0) fprintf(out, is_list ? "," : "\n");
    ok = eval_goal(out, options, model, goal, desc);
  }
  fprintf(out, is_list ? "]}\n" : options->json ? "\n" : "");
  return ok;
}

static exit_code eval_model(const eval_options *options, const nca_model *model) {
  const cell_size size = options->size.height ? options->size : own_size_of(model);
  nca_target_desc desc = { .height_cells = size.height, .width_cells = size.width, .padding_cells = model->padding_cells,
                           .premultiplied = model->config.premultiplied, .keep_aspect = true };
  if (options->padding >= 0) desc.padding_cells = options->padding;
  if (2 * desc.padding_cells >= (desc.height_cells < desc.width_cells ? desc.height_cells : desc.width_cells)) {
    usage_error("a padding of %d leaves no cell of the picture", desc.padding_cells);
  }
  const int larger = desc.height_cells > desc.width_cells ? desc.height_cells : desc.width_cells, wide = options->of_probe.wide_cells;
  if (options->probe && wide && wide < larger) usage_error("--wide: %d is less than the model's own grid of %d", wide, larger);
  if (is_of_crystals(model) && !options->flakes.count) usage_error("the goals of %s are corners of a family, without pictures: give --flakes", options->model);
  const char *strip = options->of_probe.strip;
  if (strip && options->flakes.count) usage_error("--strip: it is of one goal, and not of --flakes");
  if (strip && !options->goal && model->config.shape.goals > 1) usage_error("--strip: of a model of several goals it shows one: give --goal");
  if (strip && !output_try(strip, 0)) return EXIT_DATA;
  report out;
  bool ok = report_begin(&out);
  if (!ok) return EXIT_DATA;
  ok = options->flakes.count ? eval_flakes(out.stream, options, model, &desc) : eval_goals(out.stream, options, model, &desc);
  if (ok) ok = report_end(&out);
  else report_drop(&out);
  return ok ? EXIT_OK : EXIT_DATA;
}

static exit_code run_eval(int argc, char **argv) {
  const eval_options options = parse_options(argc, argv);
  nca_model model = { 0 };
  spare_input(&options, options.model);
  const exit_code code = read_model(&model, options.model) ? eval_model(&options, &model) : EXIT_DATA;
  nca_model_free(&model);
  free(options.steps.values);
  free(options.flakes.values);
  return code;
}

const command EVAL_COMMAND = {
  .name = "eval", .summary = "measure how close a model comes to its picture",
  .usage = "MODEL.safetensors [options]",
  .about = "Mean squared error (RGBA) between what MODEL grows and its picture, or the nearest turn of it where turns count; of a texture, the distance "
           "of all patches. MODEL - is standard input.",
  .rows = ROWS, .run = run_eval,
};
