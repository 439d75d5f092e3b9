/* nca ice: snowflakes on a hexagonal lattice, drawn as targets to learn: by a rule table, or as crystals of a family. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "crystals.h"
#include "fates.h"
#include "output.h"

typedef struct {
  const char *output, *freeze, *melt;
  int num_steps, side_pixels;
  nca_ice_rule rule;
  nca_ice_tint tint;
  bool is_crystal;
  crystal_options crystals;
} ice_options;

static void take_colour(void *field, const option_row *row, const char *text) {
  enum { NUM_DIGITS = 6 };
  uint8_t *rgb = field;
  if (strlen(text) != NUM_DIGITS || strspn(text, "0123456789abcdefABCDEF") != NUM_DIGITS) usage_error("--%s: `%s` is no colour such as 3d8bd4", row->name, text);
  const unsigned long colour = strtoul(text, NULL, 16);
  for (int i = 0; i < 3; i++) rgb[i] = (uint8_t)(colour >> (16 - 8 * i));
}

static void take_fates(void *field, const option_row *row, const char *text) {
  (void)row;
  *(const char **)field = text; /* which may be empty: no number of neighbours */
}

static void take_number(void *field, const option_row *row, const char *text) {
  crystal_options *crystals = field;
  crystals->is_numbered = true;
  take_u32(&crystals->number, row, text);
}

#define AT_POINT(axis) offsetof(ice_options, crystals.point[axis])

static const option_row ROWS[] = {
  { 'o', "output", "FILE", "the PNG; - is standard output", take_path, offsetof(ice_options, output), 0, 0, NULL },
  { 0, "side", "N", "pixels of the picture's side (128)", take_int, offsetof(ice_options, side_pixels), 1, 4096, NULL },
  ROW_HEADING("By a rule table"),
  { 't', "steps", "N", "steps to grow (12)", take_int, offsetof(ice_options, num_steps), 0, NCA_ICE_MAX_RADIUS_CELLS, NULL },
  { 0, "freeze", "LIST", "with how many icy neighbours, 0..6, a cell becomes ice (1,4,5)", take_fates, offsetof(ice_options, freeze), 0, 0, NULL },
  { 0, "melt", "LIST", "with how many ice melts; with any other number a cell stays as it is (2,3,6)", take_fates, offsetof(ice_options, melt), 0, 0, NULL },
  { 0, "centre", "RRGGBB", "colour of the middle (3d8bd4)", take_colour, offsetof(ice_options, tint.centre), 0, 0, NULL },
  { 0, "tips", "RRGGBB", "colour of the tips (a8dcf5)", take_colour, offsetof(ice_options, tint.tips), 0, 0, NULL },
  ROW_HEADING("Crystals of a family, where any of these is given"),
  { 0, "flake", "N", "the crystal that this number names, for ever; what is given below it changes in it", take_number, offsetof(ice_options, crystals), 0, UINT32_MAX, NULL },
  { 0, "plate", "X", "size of the plate in the middle, 0 to 1 (0.5)", take_float, AT_POINT(NCA_CRYSTAL_PLATE), 0, 1, NULL },
  { 0, "outward", "X", "where side branches start: 0 next to the plate, 1 near the tips (0.5)", take_float, AT_POINT(NCA_CRYSTAL_OUTWARD), 0, 1, NULL },
  { 0, "branches", "X", "how many and how long they are, 0 to 1 (0.5)", take_float, AT_POINT(NCA_CRYSTAL_BRANCHES), 0, 1, NULL },
  { 0, "width", "X", "of the arms: 0 needles, 1 so broad that they meet (0.5)", take_float, AT_POINT(NCA_CRYSTAL_WIDTH), 0, 1, NULL },
  { 0, "count", "N", "flakes, each with the next number: a sheet, or where -o has {} in its name a file of each (1)", take_int, offsetof(ice_options, crystals.count), 1, 100000, NULL },
  { 0, "json", NULL, "print the numbers of each crystal", take_flag, offsetof(ice_options, crystals.json), 0, 0, NULL },
  ROW_HEADING("Other"),
  ROW_HELP,
  ROW_END,
};

/* Whether a crystal is meant; then what belongs to the table is of no effect. */
static bool wants_crystal(const command_line *line) {
  static const char *const OF_CRYSTALS[] = { "flake", "plate", "outward", "branches", "width", "count", "json" };
  static const char *const OF_TABLE[] = { "steps", "freeze", "melt", "centre", "tips" };
  bool wanted = false;
  for (size_t i = 0; i < sizeof OF_CRYSTALS / sizeof *OF_CRYSTALS; i++) wanted |= is_given(line, OF_CRYSTALS[i]);
  for (size_t i = 0; wanted && i < sizeof OF_TABLE / sizeof *OF_TABLE; i++) warn_of_no_effect(line, OF_TABLE[i], "a crystal has no rule table");
  return wanted;
}

static void check_crystals(const ice_options *options) {
  const crystal_options *crystals = &options->crystals;
  if (crystals->count > 1 && !crystals->is_numbered) usage_error("--count needs --flake N, the number of the first one");
  if (crystals->number > UINT32_MAX - (uint32_t)(crystals->count - 1)) usage_error("--count: there is no flake beyond %u", UINT32_MAX);
  if (crystals->json && output_is_stdout(options->output)) usage_error("--json and -o %s both want standard output", options->output);
}

static ice_options parse_options(int argc, char **argv) {
  ice_options options = { .num_steps = 12, .side_pixels = 128, .freeze = "1,4,5", .melt = "2,3,6",
                          .tint = { .centre = { 0x3d, 0x8b, 0xd4 }, .tips = { 0xa8, 0xdc, 0xf5 } },
                          .crystals = { .count = 1, .point = { -1.0f, -1.0f, -1.0f, -1.0f } } };
  command_line line;
  parse_command_line(&line, &ICE_COMMAND, argc, argv);
  take_given(&line, &options, NULL, NULL);
  if (line.num_operands != 0) usage_error("ice takes options alone; see nca ice --help");
  if (!options.output) usage_error("ice needs -o FILE, where the picture goes");
  options.is_crystal = wants_crystal(&line);
  if (options.is_crystal) check_crystals(&options);
  options.rule = parse_ice_rule(options.freeze, options.melt);
  command_line_end(&line);
  return options;
}

static exit_code draw_by_table(const ice_options *options) {
  if (!output_try(options->output, 0)) return EXIT_DATA;
  const int radius = options->num_steps > 0 ? options->num_steps : 1; /* ice spreads one cell a step */
  const size_t num_cells = (size_t)(2 * radius + 1) * (size_t)(2 * radius + 1);
  uint8_t *cells = malloc(num_cells), *next = malloc(num_cells), *rgba = malloc((size_t)options->side_pixels * (size_t)options->side_pixels * 4);
  bool ok = cells && next && rgba;
  if (ok) {
    const uint8_t *grown = nca_ice_grow(cells, next, radius, &options->rule, options->num_steps);
    nca_ice_render(rgba, options->side_pixels, grown, radius, &options->tint);
    ok = write_png(options->output, rgba, options->side_pixels, options->side_pixels);
  } else {
    tell_status(options->output, NCA_ERR_MEMORY);
  }
  free(cells);
  free(next);
  free(rgba);
  return ok ? EXIT_OK : EXIT_DATA;
}

static exit_code run_ice(int argc, char **argv) {
  const ice_options options = parse_options(argc, argv);
  return options.is_crystal ? draw_crystals(options.output, options.side_pixels, &options.crystals) : draw_by_table(&options);
}

const command ICE_COMMAND = {
  .name = "ice", .summary = "draw snowflakes as targets",
  .usage = "-o OUT.png [options]\n-o OUT.png --flake N [options]",
  .about = "Grow a snowflake on a hexagonal lattice from one icy cell and draw it smoothly: by a rule table, or out of vapour as one crystal of a family.",
  .rows = ROWS, .operands = "", .run = run_ice,
};
