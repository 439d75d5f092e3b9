/* nca grow: grow a model from one cell and save the picture. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static const char HELP[] =
    "Usage: nca grow MODEL.safetensors --steps N -o OUT.png [options]\n"
    "\n"
    "Grow MODEL from one cell and save what it looks like, transparent where nothing lives.\n"
    "\n"
    "  -t, --steps LIST    steps to grow; of a list such as 0,16,32,96 the pictures stand side by side (96)\n"
    "  -o, --output FILE   the PNG; - is standard output\n"
    "  -s, --seed N        of the fire mask (1)\n"
    "      --size SIZE     grid in cells, 32 or 40x72 with the height first (that of the model)\n"
    "      --scale N       pixels a cell (1)\n"
    "      --angle X       turn the picture by so many degrees (0)\n"
    "      --json          say what was grown as JSON on standard output\n"
    "  -h, --help\n";

typedef struct {
  const char *model, *output;
  int_list steps;
  uint32_t seed;
  cell_size size;
  int scale;
  double angle_degrees;
  bool json;
} grow_options;

enum { OPT_SIZE = 256, OPT_SCALE, OPT_ANGLE, OPT_JSON, MAX_SCALE = 64, MAX_STEPS = 1000000000 };

static const struct option OPTIONS[] = {
  { "steps", required_argument, NULL, 't' },
  { "output", required_argument, NULL, 'o' },
  { "seed", required_argument, NULL, 's' },
  { "size", required_argument, NULL, OPT_SIZE },
  { "scale", required_argument, NULL, OPT_SCALE },
  { "angle", required_argument, NULL, OPT_ANGLE },
  { "json", no_argument, NULL, OPT_JSON },
  { "help", no_argument, NULL, 'h' },
  { NULL, 0, NULL, 0 },
};

static grow_options parse_options(int argc, char **argv) {
  grow_options options = { .seed = 1, .scale = 1 };
  const char *steps = "96";
  for (int option; (option = getopt_long(argc, argv, "t:o:s:h", OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 't': steps = optarg; break;
      case 'o': options.output = optarg; break;
      case 's': options.seed = (uint32_t)parse_whole("--seed", optarg, 0, UINT32_MAX); break;
      case OPT_SIZE: options.size = parse_size("--size", optarg); break;
      case OPT_SCALE: options.scale = (int)parse_whole("--scale", optarg, 1, MAX_SCALE); break;
      case OPT_ANGLE: options.angle_degrees = parse_number("--angle", optarg, -360.0, 360.0); break;
      case OPT_JSON: options.json = true; break;
      case 'h': fputs(HELP, stdout); exit(EXIT_OK);
      default: exit(EXIT_USAGE);
    }
  }
  if (optind + 1 != argc) usage_error("grow takes one model; see nca grow --help");
  if (!options.output) usage_error("grow needs -o FILE, where the picture goes");
  if (options.json && strcmp(options.output, "-") == 0) usage_error("--json and -o - both want standard output");
  options.model = argv[optind];
  options.steps = parse_list("--steps", steps, 0, MAX_STEPS);
  return options;
}

/* Copy rgba [H][W][4] into the strip, each cell a square of `scale` pixels, `left` pixels from its left. */
static void draw_frame(uint8_t *strip, int strip_width, int left, const uint8_t *rgba, cell_size size, int scale) {
  for (int y = 0; y < size.height * scale; y++) {
    uint8_t *pixel = strip + ((size_t)y * (size_t)strip_width + (size_t)left) * 4;
    for (int x = 0; x < size.width * scale; x++, pixel += 4) {
      memcpy(pixel, rgba + ((size_t)(y / scale) * (size_t)size.width + (size_t)(x / scale)) * 4, 4);
    }
  }
}

static void print_frame(nca_sim *sim, bool is_first) {
  printf("%s{\"step\":%u,\"alive\":%d}", is_first ? "" : ",", nca_sim_num_steps(sim), nca_sim_num_alive(sim));
}

static exit_code grow(const grow_options *options, nca_sim *sim, cell_size size) {
  const int64_t width = (int64_t)size.width * options->scale * options->steps.count, height = (int64_t)size.height * options->scale;
  const int64_t max_bytes = (int64_t)1 << 30;
  uint8_t *strip = width * height * 4 <= max_bytes ? malloc((size_t)(width * height * 4)) : NULL;
  uint8_t *rgba = malloc((size_t)size.height * (size_t)size.width * 4);
  bool ok = strip && rgba;
  if (!ok) tell_status(options->output, NCA_ERR_MEMORY);
  if (ok && options->json) printf("{\"frames\":[");
  for (int i = 0; i < options->steps.count && ok; i++) {
    nca_step(sim, options->steps.values[i] - (int)nca_sim_num_steps(sim));
    nca_sim_rgba(sim, rgba);
    draw_frame(strip, (int)width, i * size.width * options->scale, rgba, size, options->scale);
    if (options->json) print_frame(sim, i == 0);
  }
  ok = ok && write_png(options->output, strip, (int)height, (int)width);
  if (ok && options->json) printf("],\"seed\":%u,\"height\":%d,\"width\":%d}\n", options->seed, size.height, size.width);
  free(rgba);
  free(strip);
  return ok ? EXIT_OK : EXIT_DATA;
}

static exit_code grow_model(const grow_options *options) {
  static const double RADIANS = 3.14159265358979323846 / 180.0;
  nca_model model;
  if (!read_model(&model, options->model)) return EXIT_DATA;
  const int own_side = model.config.alive == NCA_ALIVE_PRE_POST ? 72 : 32;
  cell_size size = options->size;
  if (!size.height) {
    size.height = model.height_cells ? model.height_cells : own_side;
    size.width = model.width_cells ? model.width_cells : own_side;
  }
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = size.height, .width_cells = size.width });
  if (!sim) {
    tell_status(options->model, NCA_ERR_MEMORY);
    return EXIT_DATA;
  }
  nca_sim_set_model(sim, &model);
  nca_sim_set_angle(sim, (float)(options->angle_degrees * RADIANS));
  nca_sim_reset(sim, options->seed);
  const exit_code code = grow(options, sim, size);
  nca_sim_destroy(sim);
  return code;
}

exit_code command_grow(int argc, char **argv) {
  const grow_options options = parse_options(argc, argv);
  const exit_code code = grow_model(&options);
  free(options.steps.values);
  return code;
}
