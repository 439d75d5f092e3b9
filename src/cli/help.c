/* `--help`, from a command's table. */
#include <string.h>

#include "command.h"

enum { LINE_CHARACTERS = 120, MAX_INDENT = 32 };

/* Columns, of which a character of UTF-8 takes one. */
static int width_of(const char *text, int size_bytes) {
  int width = 0;
  for (int i = 0; i < size_bytes; i++) width += ((unsigned char)text[i] & 0xc0) != 0x80;
  return width;
}

/* Words of text, from `column` on; lines after the first are indented. */
static void print_wrapped(FILE *out, const char *text, int column, int indent) {
  for (bool is_first = true; *text; is_first = false) {
    const int length = (int)strcspn(text, " "), width = width_of(text, length);
    if (!is_first && column + 1 + width > LINE_CHARACTERS) {
      fprintf(out, "\n%*s", indent, "");
      column = indent;
    } else if (!is_first) {
      putc(' ', out);
      column++;
    }
    fwrite(text, 1, (size_t)length, out);
    column += width;
    text += length;
    text += strspn(text, " ");
  }
  putc('\n', out);
}

/* "  -o, --output FILE"; returns its width. */
static int print_option(char *line, size_t capacity, const option_row *row) {
  char letter[] = "    ";
  if (row->letter) memcpy(letter, (const char[]){ '-', row->letter, ',', ' ' }, 4);
  return snprintf(line, capacity, "  %s--%s%s%s", letter, row->name, row->argument ? " " : "", row->argument ? row->argument : "");
}

void print_options(FILE *out, const command *of) {
  option_row rows[MAX_ROWS];
  char line[80];
  const int count = collect_rows(rows, of);
  int indent = 0;
  for (int i = 0; i < count; i++) {
    const int width = rows[i].name ? print_option(line, sizeof line, &rows[i]) + 2 : 0;
    if (width > indent && width <= MAX_INDENT) indent = width;
  }
  for (int i = 0; i < count; i++) {
    if (!rows[i].name) {
      fprintf(out, "\n%s\n", rows[i].help);
      continue;
    }
    fprintf(out, "%-*s", indent, (print_option(line, sizeof line, &rows[i]), line));
    print_wrapped(out, rows[i].help, indent, indent);
  }
}

static void print_usage(FILE *out, const command *of) {
  const char *line = of->usage;
  for (bool is_first = true; *line; is_first = false) {
    const int length = (int)strcspn(line, "\n");
    fprintf(out, "%s nca %s %.*s\n", is_first ? "Usage:" : "      ", of->name, length, line);
    line += length + (line[length] == '\n');
  }
}

exit_code print_command_help(const command *of) {
  report out;
  if (!report_begin(&out)) return EXIT_DATA;
  print_usage(out.stream, of);
  putc('\n', out.stream);
  print_wrapped(out.stream, of->about, 0, 0);
  putc('\n', out.stream);
  print_options(out.stream, of);
  return report_end(&out) ? EXIT_OK : EXIT_DATA;
}
