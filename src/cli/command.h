/* The options of a command, in one table: from it come its parsing, `--help`, the manual page and the shells' completion. */
#ifndef NCA_CLI_COMMAND_H
#define NCA_CLI_COMMAND_H

#include "cli.h"

typedef struct option_row option_row;

/* Put what the text says into the field; anything that makes no sense there ends the program. text NULL: the option takes none. */
typedef void option_take(void *field, const option_row *row, const char *text);

/* A row without a name is a heading, which is its help; one that takes NULL asks for help. */
struct option_row {
  char letter;          /* 0: none */
  const char *name;     /* without dashes */
  const char *argument; /* a word for it, FILE and IMAGE for those; NULL: there is none */
  const char *help;     /* in brackets what holds without it */
  option_take *take;
  size_t offset;        /* of the field in the command's options */
  double min, max;      /* both allowed */
  const char *words;    /* that it takes, with spaces between */
};

typedef struct {
  const char *name, *summary;
  const char *usage;     /* lines, each without "nca NAME"; the last without an end */
  const char *about;
  const option_row *rows; /* end with ROW_END */
  const option_row *(*more_rows)(void); /* that follow where a ROW_MORE stands; NULL: none */
  const char *operands;  /* words that come behind, with spaces between; NULL: files; "": none */
  exit_code (*run)(int argc, char **argv);
} command;

#define ROW_HEADING(text) { .help = text }
#define ROW_HELP { 'h', "help", NULL, "say this", NULL, 0, 0, 0, NULL }
#define ROW_MORE { .argument = "" }
#define ROW_END { .help = NULL }

/* Every command, each in its own file. */
extern const command TRAIN_COMMAND, GROW_COMMAND, IMPORT_COMMAND, MEAN_COMMAND, ICE_COMMAND, EVAL_COMMAND, MAN_COMMAND, COMPLETION_COMMAND;
extern const command *const COMMANDS[]; /* end with NULL */

enum { MAX_ROWS = 64 };

/* All its rows in order into rows [MAX_ROWS]; returns how many. */
int collect_rows(option_row *rows, const command *of);

/* What a command line says. */
typedef struct {
  option_row rows[MAX_ROWS];
  int num_rows;
  struct {
    const option_row *row;
    const char *text;
  } *given; /* [num_given], in order */
  int num_given, num_operands;
  char **operands;
} command_line;

/* argv[0] is the command's name. Ends the program on --help, and where there is no such option. command_line_end frees. */
void parse_command_line(command_line *line, const command *of, int argc, char **argv);
void command_line_end(command_line *line);

/* Take what is given, in order, into a command's options: by rows of this take alone, or (NULL) by all but those of `but`. */
void take_given(const command_line *line, void *options, option_take *only, option_take *but);

bool is_given(const command_line *line, const char *name);

/* Say that an option is of no effect, where it is given all the same. */
void warn_of_no_effect(const command_line *line, const char *name, const char *why);

/* ---- takes.c: offset, min, max and words are used as the type of the field wants it */

option_take take_flag, take_int, take_i64, take_u32, take_float, take_double, take_word, take_size, take_list, take_path, take_own_file, take_text, take_text_of_any_length;
/* a bool, set; whole numbers; numbers; an int, the place among the words; a cell_size; an int_list; and for a const char *: what may be "-",
 * an output that cannot be standard output, and a text of a model, and any other, UTF-8 */

/* ---- help.c */

void print_options(FILE *out, const command *of);
exit_code print_command_help(const command *of);

#endif
