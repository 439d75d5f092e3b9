/* nca eval: how close a model comes to its picture, over several runs. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const char HELP[] =
    "Usage: nca eval MODEL.safetensors [options]\n"
    "\n"
    "Mean squared error (RGBA) between what MODEL grows and its picture.\n"
    "\n"
    "  -t, --steps LIST     at which steps, such as 64..96 or 96,200,1000 (64..96)\n"
    "  -r, --runs N         runs with different fire masks (32)\n"
    "  -s, --seed N         of the first run; the next ones count up (1)\n"
    "      --target IMAGE   the picture (the one the model names, beside it or in ../targets)\n"
    "      --size SIZE      grid in cells, 32 or 40x72 with the height first (that of the model)\n"
    "      --padding N      cells of nothing on every side of the picture (that of the model)\n"
    "      --json           as JSON, with every single loss\n"
    "  -h, --help\n";

typedef struct {
  const char *model, *target;
  int_list steps;
  int runs, padding;
  uint32_t seed;
  cell_size size;
  bool json;
} eval_options;

enum { OPT_TARGET = 256, OPT_SIZE, OPT_PADDING, OPT_JSON, MAX_RUNS = 100000, MAX_STEPS = 1000000000 };

static const struct option OPTIONS[] = {
  { "steps", required_argument, NULL, 't' },
  { "runs", required_argument, NULL, 'r' },
  { "seed", required_argument, NULL, 's' },
  { "target", required_argument, NULL, OPT_TARGET },
  { "size", required_argument, NULL, OPT_SIZE },
  { "padding", required_argument, NULL, OPT_PADDING },
  { "json", no_argument, NULL, OPT_JSON },
  { "help", no_argument, NULL, 'h' },
  { NULL, 0, NULL, 0 },
};

static eval_options parse_options(int argc, char **argv) {
  eval_options options = { .runs = 32, .padding = -1, .seed = 1 };
  const char *steps = "64..96";
  for (int option; (option = getopt_long(argc, argv, "t:r:s:h", OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 't': steps = optarg; break;
      case 'r': options.runs = (int)parse_whole("--runs", optarg, 1, MAX_RUNS); break;
      case 's': options.seed = (uint32_t)parse_whole("--seed", optarg, 0, UINT32_MAX); break;
      case OPT_TARGET: options.target = optarg; break;
      case OPT_SIZE: options.size = parse_size("--size", optarg); break;
      case OPT_PADDING: options.padding = (int)parse_whole("--padding", optarg, 0, NCA_MAX_SIDE_CELLS); break;
      case OPT_JSON: options.json = true; break;
      case 'h': fputs(HELP, stdout); exit(EXIT_OK);
      default: exit(EXIT_USAGE);
    }
  }
  if (optind + 1 != argc) usage_error("eval takes one model; see nca eval --help");
  options.model = argv[optind];
  options.steps = parse_list("--steps", steps, 0, MAX_STEPS);
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

static float *find_target(const eval_options *options, const nca_model *model, const nca_target_desc *desc) {
  if (options->target) return read_target(desc, options->target);
  const char *name = base_name(model->target);
  if (!*name) {
    fprintf(stderr, "nca: %s: the model names no picture; give one with --target IMAGE\n", options->model);
    return NULL;
  }
  static const char *const PLACES[] = { "", "../targets/" };
  for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
    char *path = path_beside(options->model, PLACES[i], name);
    if (path && access(path, R_OK) == 0) {
      float *target = read_target(desc, path);
      free(path);
      return target;
    }
    free(path);
  }
  fprintf(stderr, "nca: %s: its picture `%s` is neither beside it nor in ../targets; give it with --target IMAGE\n", options->model, name);
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

static int compare_doubles(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

typedef struct {
  double mean, median, worst;
} summary;

/* Of every `stride`-th of losses; scratch [count]. */
static summary summarize(const double *losses, int count, int stride, double *scratch) {
  double sum = 0.0;
  for (int i = 0; i < count; i++) sum += scratch[i] = losses[(size_t)i * (size_t)stride];
  qsort(scratch, (size_t)count, sizeof *scratch, compare_doubles);
  return (summary){ .mean = sum / count, .median = (scratch[(count - 1) / 2] + scratch[count / 2]) / 2, .worst = scratch[count - 1] };
}

static void print_text(const eval_options *options, const double *losses, double *scratch) {
  const int count = options->steps.count;
  printf("   step       mean     median      worst\n");
  for (int i = 0; i < count; i++) {
    const summary at = summarize(losses + i, options->runs, count, scratch);
    printf("%7d  %9.6f  %9.6f  %9.6f\n", options->steps.values[i], at.mean, at.median, at.worst);
  }
  const summary all = summarize(losses, options->runs * count, 1, scratch);
  printf("    all  %9.6f  %9.6f  %9.6f   over %d runs\n", all.mean, all.median, all.worst, options->runs);
}

static void print_json_summary(summary of) {
  printf("\"mean\":");
  print_json_number(of.mean);
  printf(",\"median\":");
  print_json_number(of.median);
  printf(",\"worst\":");
  print_json_number(of.worst);
}

static void print_json(const eval_options *options, const double *losses, double *scratch) {
  const int count = options->steps.count;
  printf("{\"model\":");
  print_json_string(options->model);
  printf(",\"runs\":%d,\"seed\":%u,", options->runs, options->seed);
  print_json_summary(summarize(losses, options->runs * count, 1, scratch));
  printf(",\"steps\":[");
  for (int i = 0; i < count; i++) {
    printf("%s{\"step\":%d,", i ? "," : "", options->steps.values[i]);
    print_json_summary(summarize(losses + i, options->runs, count, scratch));
    printf(",\"losses\":[");
    for (int run = 0; run < options->runs; run++) {
      if (run) putchar(',');
      print_json_number(losses[(size_t)run * (size_t)count + (size_t)i]);
    }
    printf("]}");
  }
  printf("]}\n");
}

static exit_code evaluate(const eval_options *options, nca_sim *sim, const float *target) {
  const size_t count = (size_t)options->runs * (size_t)options->steps.count;
  double *losses = malloc(2 * count * sizeof *losses);
  if (!losses) {
    tell_status(options->model, NCA_ERR_MEMORY);
    return EXIT_DATA;
  }
  measure(losses, options, sim, target);
  if (options->json) print_json(options, losses, losses + count);
  else print_text(options, losses, losses + count);
  free(losses);
  return EXIT_OK;
}

static exit_code eval_model(const eval_options *options) {
  nca_model model;
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
  float *target = find_target(options, &model, &desc);
  if (!target) return EXIT_DATA;
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
