/* nca ice: a snowflake by a rule table on a hexagonal lattice, drawn as a target to learn. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "output.h"

static const char HELP[] =
    "Usage: nca ice -o OUT.png [options]\n"
    "\n"
    "Grow a snowflake by a rule table on a hexagonal lattice, from one icy cell, and draw it smoothly.\n"
    "\n"
    "  -o, --output FILE   the PNG; - is standard output\n"
    "  -t, --steps N       steps to grow (12)\n"
    "      --freeze LIST   with how many icy neighbours, 0..6, a cell becomes ice (1,4,5)\n"
    "      --melt LIST     with how many ice melts; with any other number a cell stays as it is (2,3,6)\n"
    "      --side N        pixels of the picture's side (128)\n"
    "      --centre RRGGBB colour of the middle (3d8bd4)\n"
    "      --tips RRGGBB   colour of the tips (a8dcf5)\n"
    "  -h, --help\n";

typedef struct {
  const char *output;
  int num_steps, side_pixels;
  nca_ice_rule rule;
  nca_ice_tint tint;
} ice_options;

enum { OPT_FREEZE = 256, OPT_MELT, OPT_SIDE, OPT_CENTRE, OPT_TIPS, NUM_FATES = 7 };

static const struct option OPTIONS[] = {
  { "output", required_argument, NULL, 'o' },
  { "steps", required_argument, NULL, 't' },
  { "freeze", required_argument, NULL, OPT_FREEZE },
  { "melt", required_argument, NULL, OPT_MELT },
  { "side", required_argument, NULL, OPT_SIDE },
  { "centre", required_argument, NULL, OPT_CENTRE },
  { "tips", required_argument, NULL, OPT_TIPS },
  { "help", no_argument, NULL, 'h' },
  { NULL, 0, NULL, 0 },
};

static void set_fates(nca_ice_rule *rule, nca_ice_fate fate, const char *option, const char *text) {
  const int_list list = parse_list(option, text, 0, NUM_FATES - 1);
  int twice = -1;
  for (int i = 0; i < list.count; i++) {
    if (rule->fates[list.values[i]] != NCA_ICE_STAYS) twice = list.values[i];
    rule->fates[list.values[i]] = fate;
  }
  free(list.values);
  if (twice >= 0) usage_error("with %d icy neighbours a cell cannot both freeze and melt", twice);
}

static void parse_colour(uint8_t rgb[3], const char *option, const char *text) {
  enum { NUM_DIGITS = 6 };
  if (strlen(text) != NUM_DIGITS || strspn(text, "0123456789abcdefABCDEF") != NUM_DIGITS) usage_error("%s: `%s` is no colour such as 3d8bd4", option, text);
  const unsigned long colour = strtoul(text, NULL, 16);
  for (int i = 0; i < 3; i++) rgb[i] = (uint8_t)(colour >> (16 - 8 * i));
}

static ice_options parse_options(int argc, char **argv) {
  ice_options options = { .num_steps = 12, .side_pixels = 128 };
  const char *freeze = "1,4,5", *melt = "2,3,6", *centre = "3d8bd4", *tips = "a8dcf5";
  for (int option; (option = getopt_long(argc, argv, "o:t:h", OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 'o': options.output = optarg; break;
      case 't': options.num_steps = (int)parse_whole("--steps", optarg, 0, NCA_ICE_MAX_RADIUS_CELLS); break;
      case OPT_FREEZE: freeze = optarg; break;
      case OPT_MELT: melt = optarg; break;
      case OPT_SIDE: options.side_pixels = (int)parse_whole("--side", optarg, 1, 4096); break;
      case OPT_CENTRE: centre = optarg; break;
      case OPT_TIPS: tips = optarg; break;
      case 'h': fputs(HELP, stdout); exit(EXIT_OK);
      default: exit(EXIT_USAGE);
    }
  }
  if (optind != argc) usage_error("ice takes options alone; see nca ice --help");
  if (!options.output) usage_error("ice needs -o FILE, where the picture goes");
  if (*freeze) set_fates(&options.rule, NCA_ICE_FREEZES, "--freeze", freeze);
  if (*melt) set_fates(&options.rule, NCA_ICE_MELTS, "--melt", melt);
  parse_colour(options.tint.centre, "--centre", centre);
  parse_colour(options.tint.tips, "--tips", tips);
  return options;
}

exit_code command_ice(int argc, char **argv) {
  const ice_options options = parse_options(argc, argv);
  if (!output_try(options.output, 0)) return EXIT_DATA;
  const int radius = options.num_steps > 0 ? options.num_steps : 1; /* ice spreads one cell a step */
  const size_t num_cells = (size_t)(2 * radius + 1) * (size_t)(2 * radius + 1);
  uint8_t *cells = malloc(num_cells), *next = malloc(num_cells), *rgba = malloc((size_t)options.side_pixels * (size_t)options.side_pixels * 4);
  bool ok = cells && next && rgba;
  if (ok) {
    const uint8_t *grown = nca_ice_grow(cells, next, radius, &options.rule, options.num_steps);
    nca_ice_render(rgba, options.side_pixels, grown, radius, &options.tint);
    ok = write_png(options.output, rgba, options.side_pixels, options.side_pixels);
  } else {
    tell_status(options.output, NCA_ERR_MEMORY);
  }
  free(cells);
  free(next);
  free(rgba);
  return ok ? EXIT_OK : EXIT_DATA;
}
