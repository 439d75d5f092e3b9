/* nca eval: how close a model comes to its picture, over several runs. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "probe.h"

static const char HELP[] =
    "Usage: nca eval MODEL.safetensors [options]\n"
    "\n"
    "Mean squared error (RGBA) between what MODEL grows and its picture.\n"
    "\n"
    "  -t, --steps LIST     at which steps, such as 64..96 or 96,200,1000 (64..96)\n"
    "  -r, --runs N         runs with different fire masks (32; probe: 8)\n"
    "  -s, --seed N         of the first run; the next ones count up (1)\n"
    "      --target IMAGE   the picture (the one the model names, beside it or in ../targets)\n"
    "      --size SIZE      grid in cells, 32 or 40x72 with the height first (that of the model)\n"
    "      --padding N      cells of nothing on every side of the picture (that of the model)\n"
    "      --json           as JSON, with every single loss\n"
    "\n"
    "      --probe          how it lasts (--steps, 96,200,1000,10000,100000 unless told otherwise), heals 32 wounds, does both on a\n"
    "                       larger grid, and grows from two cells at once\n"
    "      --wide N         side of that larger grid; 0: leave it out (128)\n"
    "      --healed X       the error that counts as healed, 500 steps after a wound (2e-4)\n"
    "      --strip FILE     of the probe: a PNG of growth, a half cut and healing\n"
    "      --scale N        pixels a cell of it (2)\n"
    "      --threads N      cores the probe may use (all)\n"
    "  -h, --help\n";

typedef struct {
  const char *model, *target;
  int_list steps;
  int runs, padding;
  uint32_t seed;
  cell_size size;
  bool json, probe;
  probe_options of_probe;
} eval_options;

enum { OPT_TARGET = 256, OPT_SIZE, OPT_PADDING, OPT_JSON, OPT_PROBE, OPT_WIDE, OPT_HEALED, OPT_STRIP, OPT_SCALE, OPT_THREADS, MAX_RUNS = 100000, MAX_STEPS = 1000000000 };

static const struct option OPTIONS[] = {
  { "steps", required_argument, NULL, 't' },
  { "runs", required_argument, NULL, 'r' },
  { "seed", required_argument, NULL, 's' },
  { "target", required_argument, NULL, OPT_TARGET },
  { "size", required_argument, NULL, OPT_SIZE },
  { "padding", required_argument, NULL, OPT_PADDING },
  { "json", no_argument, NULL, OPT_JSON },
  { "probe", no_argument, NULL, OPT_PROBE },
  { "wide", required_argument, NULL, OPT_WIDE },
  { "healed", required_argument, NULL, OPT_HEALED },
  { "strip", required_argument, NULL, OPT_STRIP },
  { "scale", required_argument, NULL, OPT_SCALE },
  { "threads", required_argument, NULL, OPT_THREADS },
  { "help", no_argument, NULL, 'h' },
  { NULL, 0, NULL, 0 },
};

static eval_options parse_options(int argc, char **argv) {
  eval_options options = { .padding = -1, .seed = 1, .of_probe = { .wide_cells = 128, .scale = 2, .healed = 2e-4, .num_threads = num_cores() } };
  probe_options *probe = &options.of_probe;
  const char *steps = NULL;
  for (int option; (option = getopt_long(argc, argv, "t:r:s:h", OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 't': steps = optarg; break;
      case 'r': options.runs = (int)parse_whole("--runs", optarg, 1, MAX_RUNS); break;
      case 's': options.seed = (uint32_t)parse_whole("--seed", optarg, 0, UINT32_MAX); break;
      case OPT_TARGET: options.target = optarg; break;
      case OPT_SIZE: options.size = parse_size("--size", optarg); break;
      case OPT_PADDING: options.padding = (int)parse_whole("--padding", optarg, 0, NCA_MAX_SIDE_CELLS); break;
      case OPT_JSON: options.json = true; break;
      case OPT_PROBE: options.probe = true; break;
      case OPT_WIDE: probe->wide_cells = (int)parse_whole("--wide", optarg, 0, NCA_MAX_SIDE_CELLS); break;
      case OPT_HEALED: probe->healed = parse_number("--healed", optarg, 0.0, 1e9); break;
      case OPT_STRIP:
        if (output_is_stdout(optarg)) usage_error("--strip: standard output takes the report");
        probe->strip = optarg;
        break;
      case OPT_SCALE: probe->scale = (int)parse_whole("--scale", optarg, 1, 64); break;
      case OPT_THREADS: probe->num_threads = (int)parse_whole("--threads", optarg, 1, 1024); break;
      case 'h': fputs(HELP, stdout); exit(EXIT_OK);
      default: exit(EXIT_USAGE);
    }
  }
  if (optind + 1 != argc) usage_error("eval takes one model; see nca eval --help");
  options.model = argv[optind];
  if (!steps) steps = options.probe ? "96,200,1000,10000,100000" : "64..96";
  options.steps = parse_list("--steps", steps, 0, MAX_STEPS);
  if (!options.runs) options.runs = options.probe ? 8 : 32;
  if (options.probe && options.steps.count > NCA_PROBE_MAX_AGES) usage_error("--steps: the probe takes at most %d", NCA_PROBE_MAX_AGES);
  probe->model = options.model;
  probe->ages = options.steps;
  probe->num_seeds = options.runs;
  probe->seed = options.seed;
  probe->json = options.json;
  return options;
}

/* The picture a model names, looked for where `place` says, from the model's own folder on. For the caller to free. */
static char *path_beside(const char *model_path, const char *place, const char *name) {
  const size_t folder_length = (size_t)(base_name(model_path) - model_path);
  const size_t capacity = folder_length + strlen(place) + strlen(name) + 1;
  char *path = malloc(capacity);
  if (path) snprintf(path, capacity, "%.*s%s%s", (int)folder_length, model_path, place, name);
  return path;
}

/* Ends the program where the strip would be written over what is read. */
static void spare_input(const eval_options *options, const char *path) {
  const char *strip = options->of_probe.strip;
  if (strip && is_same_file(path, strip)) usage_error("--strip: %s is read, and would be lost", strip);
}

static float *find_target(const eval_options *options, const nca_model *model, const nca_target_desc *desc) {
  if (options->target) {
    spare_input(options, options->target);
    return read_target(desc, options->target);
  }
  const char *name = base_name(model->target);
  if (!*name) {
    tell(options->model, "the model names no picture; give one with --target IMAGE");
    return NULL;
  }
  static const char *const PLACES[] = { "", "../targets/" };
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
    char *path = path_beside(options->model, PLACES[i], name);
    if (path && access(path, R_OK) == 0) {
      spare_input(options, path);
      float *target = read_target(desc, path);
      free(path);
      return target;
    }
    free(path);
  }
  tell(options->model, "its picture `%s` is neither beside it nor in ../targets; give it with --target IMAGE", name);
  return NULL;
}

/* losses [runs][steps] */
static void measure(double *losses, const eval_options *options, nca_sim *sim, const float *target) {
  for (int run = 0; run < options->runs; run++) {
    nca_sim_reset(sim, options->seed + (uint32_t)run);
    for (int i = 0; i < options->steps.count; i++) {
      nca_step(sim, options->steps.values[i] - (int)nca_sim_num_steps(sim));
      *losses++ = nca_sim_loss(sim, target);
    }
  }
}

static void print_text(FILE *out, const eval_options *options, const double *losses, double *scratch) {
  const size_t count = (size_t)options->steps.count, num_runs = (size_t)options->runs;
  fprintf(out, "   step       mean     median      worst\n");
  for (size_t i = 0; i < count; i++) {
    const error_summary at = summarize(losses + i, num_runs, count, scratch);
    fprintf(out, "%7d  %9.6f  %9.6f  %9.6f\n", options->steps.values[i], at.mean, at.median, at.worst);
  }
  const error_summary all = summarize(losses, num_runs * count, 1, scratch);
  fprintf(out, "    all  %9.6f  %9.6f  %9.6f   over %d runs\n", all.mean, all.median, all.worst, options->runs);
}

static void print_json(FILE *out, const eval_options *options, const double *losses, double *scratch) {
  const size_t count = (size_t)options->steps.count, num_runs = (size_t)options->runs;
  fprintf(out, "{\"model\":");
  print_json_string(out, options->model);
  fprintf(out, ",\"runs\":%d,\"seed\":%u,", options->runs, options->seed);
  print_json_summary(out, summarize(losses, num_runs * count, 1, scratch));
  fprintf(out, ",\"steps\":[");
  for (size_t i = 0; i < count; i++) {
    fprintf(out, "%s{\"step\":%d,", i ? "," : "", options->steps.values[i]);
    print_json_summary(out, summarize(losses + i, num_runs, count, scratch));
    fprintf(out, ",\"losses\":[");
    for (size_t run = 0; run < num_runs; run++) {
      if (run) putc(',', out);
      print_json_number(out, losses[run * count + i]);
    }
    fprintf(out, "]}");
  }
  fprintf(out, "]}\n");
}

static exit_code evaluate(const eval_options *options, nca_sim *sim, const float *target) {
  const size_t count = (size_t)options->runs * (size_t)options->steps.count;
  double *losses = malloc(2 * count * sizeof *losses);
  if (!losses) {
    tell_status(options->model, NCA_ERR_MEMORY);
    return EXIT_DATA;
  }
  measure(losses, options, sim, target);
  report out;
  bool ok = report_begin(&out);
  if (ok && options->json) print_json(out.stream, options, losses, losses + count);
  if (ok && !options->json) print_text(out.stream, options, losses, losses + count);
  ok = ok && report_end(&out);
  free(losses);
  return ok ? EXIT_OK : EXIT_DATA;
}

static exit_code eval_model(const eval_options *options) {
  nca_model model;
  spare_input(options, options->model);
  if (!read_model(&model, options->model)) return EXIT_DATA;
  const int own_side = model.config.alive == NCA_ALIVE_PRE_POST ? 72 : 32;
  const bool has_size = model.height_cells && model.width_cells;
  nca_target_desc desc = { .height_cells = has_size ? model.height_cells : own_side, .width_cells = has_size ? model.width_cells : own_side,
                           .padding_cells = model.padding_cells, .premultiplied = model.config.premultiplied, .keep_aspect = true };
  if (options->size.height) {
    desc.height_cells = options->size.height;
    desc.width_cells = options->size.width;
  }
  if (options->padding >= 0) desc.padding_cells = options->padding;
  if (2 * desc.padding_cells >= (desc.height_cells < desc.width_cells ? desc.height_cells : desc.width_cells)) {
    usage_error("a padding of %d leaves no cell of the picture", desc.padding_cells);
  }
  const int larger = desc.height_cells > desc.width_cells ? desc.height_cells : desc.width_cells, wide = options->of_probe.wide_cells;
  if (options->probe && wide && wide < larger) usage_error("--wide: %d is less than the model's own grid of %d", wide, larger);
  float *target = find_target(options, &model, &desc);
  if (!target) return EXIT_DATA;
  if (options->probe) {
    const char *strip = options->of_probe.strip;
    const bool can = !strip || output_try(strip, 0);
    const exit_code probed = can ? probe_model(&options->of_probe, &model, &desc, target) : EXIT_DATA;
    free(target);
    return probed;
  }
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = desc.height_cells, .width_cells = desc.width_cells });
  exit_code code = EXIT_DATA;
  if (sim) {
    nca_sim_set_model(sim, &model);
    code = evaluate(options, sim, target);
  } else {
    tell_status(options->model, NCA_ERR_MEMORY);
  }
  nca_sim_destroy(sim);
  free(target);
  return code;
}

exit_code command_eval(int argc, char **argv) {
  const eval_options options = parse_options(argc, argv);
  const exit_code code = eval_model(&options);
  free(options.steps.values);
  return code;
}
