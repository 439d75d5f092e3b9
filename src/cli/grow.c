/* nca grow: grow a model from one cell and save the picture. */
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "flakes.h"
#include "goals.h"
#include "output.h"

typedef struct {
  const char *model, *output;
  int_list steps;
  uint32_t seed;
  cell_size size;
  int scale, fine; /* 0: not told */
  double angle_degrees;
  const char *goal, *mix; /* NULL: the first goal */
  int64_t flake;        /* negative: not told */
  bool json;
} grow_options;

enum { MAX_SCALE = 64, MAX_STEPS = 1000000000 };

static const option_row ROWS[] = {
  { 't', "steps", "LIST", "steps to grow; of a list such as 0,16,32,96 the pictures stand side by side (96)", take_list, offsetof(grow_options, steps), 0, MAX_STEPS, NULL },
  { 'o', "output", "FILE", "the PNG; - is standard output", take_path, offsetof(grow_options, output), 0, 0, NULL },
  { 's', "seed", "N", "of the fire mask (1)", take_u32, offsetof(grow_options, seed), 0, UINT32_MAX, NULL },
  { 0, "size", "SIZE", "grid in cells, 32 or 40x72 with the height first (that of the model)", take_size, offsetof(grow_options, size), 0, 0, NULL },
  { 0, "scale", "N", "pixels a cell, a square of them (1)", take_int, offsetof(grow_options, scale), 1, MAX_SCALE, NULL },
  { 0, "fine", "N", "pixels a cell, drawn by the model's decoder; that which it was trained at, or any other", take_int, offsetof(grow_options, fine), 1, NCA_MAX_FINE_SCALE, NULL },
  { 0, "angle", "X", "turn the picture by so many degrees (0)", take_double, offsetof(grow_options, angle_degrees), -360, 360, NULL },
  { 0, "goal", "NAME", "which of several goals, by its name or its number from 0 on (the first)", take_text_of_any_length, offsetof(grow_options, goal), 0, 0, NULL },
  { 0, "mix", "LIST", "how much of each goal, such as 0.3,0.7; the sum becomes 1", take_text_of_any_length, offsetof(grow_options, mix), 0, 0, NULL },
  { 0, "flake", "N", "of a family of snow crystals the one of this number (48213)", take_i64, offsetof(grow_options, flake), 0, UINT32_MAX, NULL },
  { 0, "json", NULL, "say what was grown as JSON on standard output", take_flag, offsetof(grow_options, json), 0, 0, NULL },
  ROW_HELP,
  ROW_END,
};

static grow_options parse_options(int argc, char **argv) {
  grow_options options = { .seed = 1, .flake = -1 };
  command_line line;
  parse_command_line(&line, &GROW_COMMAND, argc, argv);
  take_given(&line, &options, NULL, NULL);
  if (line.num_operands != 1) usage_error("grow takes one model; see nca grow --help");
  if (!options.output) usage_error("grow needs -o FILE, where the picture goes");
  if (options.json && output_is_stdout(options.output)) usage_error("--json and -o %s both want standard output", options.output);
  if (options.scale && options.fine) usage_error("--scale and --fine are two answers to one question");
  if (!!options.goal + !!options.mix + (options.flake >= 0) > 1) usage_error("--goal, --mix and --flake are answers to one question");
  options.model = line.operands[0];
  if (!options.steps.count) options.steps = parse_list("steps", "96", 0, MAX_STEPS);
  command_line_end(&line);
  return options;
}

static void print_frame(FILE *out, nca_sim *sim, bool is_first) {
  fprintf(out, "%s{\"step\":%u,\"alive\":%d}", is_first ? "" : ",", nca_sim_num_steps(sim), nca_sim_num_alive(sim));
}

/* The report is written only behind a picture. */
static exit_code grow(const grow_options *options, const nca_model *model, nca_sim *sim, cell_size size) {
  picture_strip strip;
  report out;
  const int scale = options->fine ? options->fine : options->scale ? options->scale : 1;
  if (!strip_begin(&strip, options->steps.count, size, scale, options->fine ? model : NULL, options->output)) return EXIT_DATA;
  bool ok = report_begin(&out);
  if (ok) {
    fprintf(out.stream, "{\"frames\":[");
    for (int i = 0; i < options->steps.count; i++) {
      nca_step(sim, options->steps.values[i] - (int)nca_sim_num_steps(sim));
      strip_add(&strip, sim);
      print_frame(out.stream, sim, i == 0);
    }
    fprintf(out.stream, "],\"seed\":%u,\"height\":%d,\"width\":%d}\n", options->seed, size.height, size.width);
    ok = strip_write(&strip, options->output);
    if (ok && options->json) ok = report_end(&out);
    else report_drop(&out);
  }
  strip_end(&strip);
  return ok ? EXIT_OK : EXIT_DATA;
}

static exit_code grow_model(const grow_options *options, const nca_model *model) {
  if (options->fine && !model->config.shape.decoder) usage_error("--fine: %s has no decoder; nca train --decoder teaches one", options->model);
  static const double RADIANS = 3.14159265358979323846 / 180.0;
  const cell_size size = options->size.height ? options->size : own_size_of(model);
  nca_sim *sim = make_sim(options->model, size, model);
  if (!sim) return EXIT_DATA;
  if (options->goal) nca_sim_set_goal(sim, parse_goal(options->goal, model));
  if (options->mix) {
    float weights[NCA_MAX_GOALS];
    parse_mix(weights, options->mix, model);
    nca_sim_set_mix(sim, weights);
  }
  if (options->flake >= 0 && !is_of_crystals(model)) usage_error("--flake: %s is of no family of crystals", options->model);
  if (is_of_crystals(model) && !options->goal && !options->mix) {
    float weights[NCA_CRYSTAL_CORNERS];
    mix_flake(weights, options->flake >= 0 ? (uint32_t)options->flake : NCA_CRYSTAL_FIRST);
    nca_sim_set_mix(sim, weights);
  }
  nca_sim_set_angle(sim, (float)(options->angle_degrees * RADIANS));
  nca_sim_reset(sim, options->seed);
  const exit_code code = grow(options, model, sim, size);
  nca_sim_destroy(sim);
  return code;
}

static exit_code run_grow(int argc, char **argv) {
  const grow_options options = parse_options(argc, argv);
  nca_model model = { 0 };
  if (would_lose(options.model, options.output)) usage_error("%s is the model, and would be lost to its picture", options.output);
  const bool can = read_model(&model, options.model) && output_try(options.output, 0);
  const exit_code code = can ? grow_model(&options, &model) : EXIT_DATA;
  nca_model_free(&model);
  free(options.steps.values);
  return code;
}

const command GROW_COMMAND = {
  .name = "grow", .summary = "grow a model and save what it looks like",
  .usage = "MODEL.safetensors --steps N -o OUT.png [options]",
  .about = "Grow MODEL from one cell and save what it looks like, transparent where nothing lives. MODEL - is standard input.",
  .rows = ROWS, .run = run_grow,
};
