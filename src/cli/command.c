/* Command lines, taken apart by a table. */
#include "command.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "team.h"

enum { FIRST_LONG = 256 }; /* what getopt says of a long option: this and its row */

int collect_rows(option_row *rows, const command *of) {
  int count = 0;
  for (const option_row *row = of->rows; row->name || row->help || row->argument; row++) {
    if (row->name || row->help) {
      if (count < MAX_ROWS) rows[count++] = *row;
      continue;
    }
    for (const option_row *more = of->more_rows(); more->name && count < MAX_ROWS; more++) rows[count++] = *more;
  }
  return count;
}

static const option_row *row_of(const command_line *line, int code) {
  if (code >= FIRST_LONG) return &line->rows[code - FIRST_LONG];
  for (int i = 0; i < line->num_rows; i++) {
    if (line->rows[i].letter && line->rows[i].letter == code) return &line->rows[i];
  }
  return NULL;
}

/* What getopt would say itself, once a process. */
static _Noreturn void complain(const command_line *line, const command *of, int code, const char *word) {
  const option_row *row = optopt ? row_of(line, optopt) : NULL;
  if (code == ':' && row) usage_error("--%s wants %s behind it", row->name, row->argument);
  if (row && optopt >= FIRST_LONG) usage_error("--%s takes nothing behind it", row->name);
  if (optopt > ' ' && optopt < 127) usage_error("there is no option -%c; see nca %s --help", optopt, of->name);
  usage_error("there is no option `%s`, or it stands for several; see nca %s --help", word, of->name);
}

void parse_command_line(command_line *line, const command *of, int argc, char **argv) {
  struct option longs[MAX_ROWS + 1] = { { 0 } };
  char letters[2 * MAX_ROWS + 2] = ":"; /* a missing argument is told apart */
  int num_longs = 0;
  *line = (command_line){ .num_rows = 0 };
  line->num_rows = collect_rows(line->rows, of);
  for (int i = 0; i < line->num_rows; i++) {
    const option_row *row = &line->rows[i];
    if (!row->name) continue;
    longs[num_longs++] = (struct option){ .name = row->name, .has_arg = row->argument ? required_argument : no_argument, .val = FIRST_LONG + i };
    const size_t used = strlen(letters);
    if (row->letter) snprintf(letters + used, sizeof letters - used, "%c%s", row->letter, row->argument ? ":" : "");
  }
  line->given = malloc((size_t)argc * sizeof *line->given);
  if (!line->given) memory_error();
  opterr = 0;
  for (int code; (code = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
    const option_row *row = row_of(line, code);
    if (!row) complain(line, of, code, argv[optind - 1]);
    if (!row->take) {
      const exit_code told = print_command_help(of);
      command_line_end(line);
      team_end();
      exit((int)told);
    }
    line->given[line->num_given].row = row;
    line->given[line->num_given++].text = optarg;
  }
  line->operands = argv + optind;
  line->num_operands = argc - optind;
}

void command_line_end(command_line *line) {
  free(line->given);
}

void take_given(const command_line *line, void *options, option_take *only, option_take *but) {
  for (int i = 0; i < line->num_given; i++) {
    const option_row *row = line->given[i].row;
    if ((!only || row->take == only) && row->take != but) row->take((char *)options + row->offset, row, line->given[i].text);
  }
}

bool is_given(const command_line *line, const char *name) {
  for (int i = 0; i < line->num_given; i++) {
    if (strcmp(line->given[i].row->name, name) == 0) return true;
  }
  return false;
}

void warn_of_no_effect(const command_line *line, const char *name, const char *why) {
  if (is_given(line, name)) warn("--%s is of no effect: %s", name, why);
}
