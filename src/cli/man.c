/* nca man: the manual page, from the tables of all commands. The format is man(7). */
#include <ctype.h>
#include <string.h>

#include "command.h"

static const option_row ROWS[] = { ROW_HELP, ROW_END };

/* A hyphen is what one types, a backslash is not ours, and a dot at the beginning of a line would be a request. */
static void print_roff(FILE *out, const char *text) {
  if (*text == '.' || *text == '\'') fputs("\\&", out);
  for (; *text; text++) {
    if (*text == '-') fputs("\\-", out);
    else if (*text == '\\') fputs("\\e", out);
    else putc(*text, out);
  }
}

static void print_paragraph(FILE *out, const char *text) {
  print_roff(out, text);
  putc('\n', out);
}

static void print_upper(FILE *out, const char *text) {
  for (; *text; text++) putc(toupper((unsigned char)*text), out);
}

/* "[options]" is no word to type. */
static void print_synopsis(FILE *out, const command *of) {
  const char *line = of->usage;
  while (*line) {
    char text[128];
    const int length = (int)strcspn(line, "\n");
    snprintf(text, sizeof text, "%.*s", length, line);
    fprintf(out, ".br\n.B nca %s\n", of->name);
    print_paragraph(out, text);
    line += length + (line[length] == '\n');
  }
}

static void print_rows(FILE *out, const command *of) {
  option_row rows[MAX_ROWS];
  const int count = collect_rows(rows, of);
  for (int i = 0; i < count; i++) {
    if (!rows[i].name) {
      fputs(".PP\n", out);
      print_paragraph(out, rows[i].help);
      continue;
    }
    fputs(".TP\n", out);
    if (rows[i].letter) fprintf(out, "\\fB\\-%c\\fR, ", rows[i].letter);
    fputs("\\fB\\-\\-", out);
    print_roff(out, rows[i].name);
    fputs("\\fR", out);
    if (rows[i].argument) {
      fputs(" \\fI", out);
      print_roff(out, rows[i].argument);
      fputs("\\fR", out);
    }
    putc('\n', out);
    print_paragraph(out, rows[i].help);
  }
}

static void print_page(FILE *out) {
  fprintf(out, ".TH NCA 1 \"\" \"nca %s\" \"User Commands\"\n.SH NAME\nnca \\- ", NCA_VERSION);
  print_paragraph(out, "train, grow and evaluate neural cellular automata");
  fputs(".SH SYNOPSIS\n", out);
  for (const command *const *at = COMMANDS; *at; at++) print_synopsis(out, *at);
  fputs(".SH DESCRIPTION\n", out);
  print_paragraph(out, "One cell grows into a picture, by a small learnt rule that every cell follows alone.");
  print_paragraph(out, "A file that is read may be - (standard input) where there is one of them; what is written is written beside and renamed, "
                       "through symbolic links, and straight into what is no regular file.");
  for (const command *const *at = COMMANDS; *at; at++) {
    fputs(".SH ", out);
    print_upper(out, (*at)->name);
    putc('\n', out);
    print_paragraph(out, (*at)->about);
    print_rows(out, *at);
  }
  fputs(".SH EXIT STATUS\n", out);
  static const struct { const char *code, *meaning; } CODES[] = {
    { "0", "Done." }, { "1", "A file is missing or bad, or cannot be written." }, { "2", "Wrong usage." },
    { "3", "The loss ran off; the last good weights were saved." }, { "130", "Interrupted; the weights so far were saved." },
  };
  for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) fprintf(out, ".TP\n.B %s\n%s\n", CODES[i].code, CODES[i].meaning);
  fputs(".SH EXAMPLES\n.nf\n", out);
  print_paragraph(out, "nca train picture.png -o flake.safetensors --recipe regenerating --checkpoint flake.checkpoint");
  print_paragraph(out, "nca train --resume flake.checkpoint -o flake.safetensors --epochs 8000");
  print_paragraph(out, "nca grow flake.safetensors --steps 0,16,32,64,96 --scale 8 -o growth.png");
  fputs(".fi\n", out);
}

static exit_code run_man(int argc, char **argv) {
  command_line line;
  report out;
  parse_command_line(&line, &MAN_COMMAND, argc, argv);
  if (line.num_operands != 0) usage_error("man takes nothing behind it");
  command_line_end(&line);
  if (!report_begin(&out)) return EXIT_DATA;
  print_page(out.stream);
  return report_end(&out) ? EXIT_OK : EXIT_DATA;
}

const command MAN_COMMAND = {
  .name = "man", .summary = "print the manual page",
  .usage = ">nca.1",
  .about = "Print the manual page, of all commands and options, for man(1).",
  .rows = ROWS, .operands = "", .run = run_man,
};
