/* nca completion: what a shell needs to complete commands, options, words and files, from the tables of all commands. */
#include <string.h>

#include "command.h"

static const option_row ROWS[] = { ROW_HELP, ROW_END };

static bool takes_file(const option_row *row) {
  return row->argument && (strcmp(row->argument, "FILE") == 0 || strcmp(row->argument, "IMAGE") == 0);
}

/* Inside single quotes. */
static void print_quoted(FILE *out, const char *text) {
  for (; *text; text++) {
    if (*text == '\'') fputs("'\\''", out);
    else putc(*text, out);
  }
}

static void print_command_names(FILE *out) {
  for (const command *const *at = COMMANDS; *at; at++) fprintf(out, "%s%s", at == COMMANDS ? "" : " ", (*at)->name);
}

/* ---------------------------------------------------------------- bash */

/* The pattern of a case: "-o|--output". */
static void print_pattern(FILE *out, const option_row *row) {
  if (row->letter) fprintf(out, "-%c|", row->letter);
  fprintf(out, "--%s", row->name);
}

/* Inside a function of the words as they stand and the place of the cursor. The words after an option that takes one come first. */
static void print_bash_command(FILE *out, const command *of) {
  option_row rows[MAX_ROWS];
  const int count = collect_rows(rows, of);
  fprintf(out, "    %s)\n      case $before in\n", of->name);
  for (int i = 0; i < count; i++) {
    if (!rows[i].name || !rows[i].argument) continue;
    fputs("        ", out);
    print_pattern(out, &rows[i]);
    if (rows[i].words) fprintf(out, ") COMPREPLY=($(compgen -W '%s' -- \"$now\")); return ;;\n", rows[i].words);
    else if (takes_file(&rows[i])) fputs(") _nca_files; return ;;\n", out);
    else fputs(") return ;;\n", out);
  }
  fputs("      esac\n      options='", out);
  for (int i = 0; i < count; i++) {
    if (rows[i].name) fprintf(out, "%s--%s", i ? " " : "", rows[i].name);
  }
  fprintf(out, "' operands='%s' ;;\n", of->operands ? of->operands : "FILE");
}

static void print_bash(FILE *out) {
  fputs("# bash completion for nca; made by `nca completion bash`\n"
        "_nca_files() {\n"
        "  compopt -o filenames 2>/dev/null || :\n"
        "  local IFS=$'\\n'\n"
        "  COMPREPLY=($(compgen -f -- \"$now\"))\n"
        "}\n\n"
        "_nca() {\n"
        "  local now=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options operands\n"
        "  COMPREPLY=()\n"
        "  if [ \"$before\" = = ]; then # --option=word comes as three\n"
        "    before=${COMP_WORDS[COMP_CWORD-2]}\n"
        "  elif [ \"$now\" = = ]; then\n"
        "    now=\n"
        "  fi\n"
        "  if [ \"$COMP_CWORD\" = 1 ]; then\n"
        "    COMPREPLY=($(compgen -W '", out);
  print_command_names(out);
  fputs(" --help --version' -- \"$now\"))\n"
        "    return\n"
        "  fi\n"
        "  case ${COMP_WORDS[1]} in\n", out);
  for (const command *const *at = COMMANDS; *at; at++) print_bash_command(out, *at);
  fputs("    *) return ;;\n"
        "  esac\n"
        "  if [[ $now == -* ]]; then\n"
        "    COMPREPLY=($(compgen -W \"$options\" -- \"$now\"))\n"
        "  elif [ \"$operands\" = FILE ]; then\n"
        "    _nca_files\n"
        "  else\n"
        "    COMPREPLY=($(compgen -W \"$operands\" -- \"$now\"))\n"
        "  fi\n"
        "}\n\n"
        "complete -F _nca nca\n", out);
}

/* ---------------------------------------------------------------- zsh */

/* Inside single quotes and brackets, before a colon. */
static void print_zsh_text(FILE *out, const char *text) {
  for (; *text; text++) {
    if (*text == '\'') fputs("'\\''", out);
    else if (strchr("[]:\\", *text)) fprintf(out, "\\%c", *text);
    else putc(*text, out);
  }
}

static void print_zsh_row(FILE *out, const option_row *row) {
  if (row->letter) fprintf(out, "        '(-%c --%s)'{-%c,--%s}'[", row->letter, row->name, row->letter, row->name);
  else fprintf(out, "        '--%s[", row->name);
  print_zsh_text(out, row->help);
  putc(']', out);
  if (row->argument) {
    putc(':', out);
    print_zsh_text(out, row->argument);
    if (row->words) fprintf(out, ":(%s)", row->words);
    else fputs(takes_file(row) ? ":_files" : ":", out);
  }
  fputs("' \\\n", out);
}

static void print_zsh_command(FILE *out, const command *of) {
  option_row rows[MAX_ROWS];
  const int count = collect_rows(rows, of);
  fprintf(out, "    %s)\n      _arguments -s \\\n", of->name);
  for (int i = 0; i < count; i++) {
    if (rows[i].name) print_zsh_row(out, &rows[i]);
  }
  if (!of->operands) fputs("        '*:file:_files' ;;\n", out);
  else if (*of->operands) fprintf(out, "        '1:word:(%s)' ;;\n", of->operands);
  else fputs("        ;;\n", out);
}

static void print_zsh(FILE *out) {
  fputs("#compdef nca\n"
        "# zsh completion for nca; made by `nca completion zsh`\n"
        "_nca() {\n"
        "  local -a commands=(\n", out);
  for (const command *const *at = COMMANDS; *at; at++) {
    fprintf(out, "    '%s:", (*at)->name);
    print_quoted(out, (*at)->summary);
    fputs("'\n", out);
  }
  fputs("  )\n"
        "  if (( CURRENT == 2 )); then\n"
        "    _describe command commands\n"
        "    return\n"
        "  fi\n"
        "  local name=$words[2]\n"
        "  shift words\n"
        "  (( CURRENT-- ))\n"
        "  case $name in\n", out);
  for (const command *const *at = COMMANDS; *at; at++) print_zsh_command(out, *at);
  fputs("  esac\n"
        "}\n\n"
        "if [ \"$funcstack[1]\" = _nca ]; then _nca \"$@\"; else compdef _nca nca; fi\n", out);
}

/* ---------------------------------------------------------------- fish */

static void print_fish_command(FILE *out, const command *of) {
  option_row rows[MAX_ROWS];
  const int count = collect_rows(rows, of);
  fprintf(out, "complete -c nca -n __fish_use_subcommand -f -a %s -d '", of->name);
  print_quoted(out, of->summary);
  fputs("'\n", out);
  for (int i = 0; i < count; i++) {
    const option_row *row = &rows[i];
    if (!row->name) continue;
    fprintf(out, "complete -c nca -n '__fish_seen_subcommand_from %s' -l %s", of->name, row->name);
    if (row->letter) fprintf(out, " -s %c", row->letter);
    if (row->argument) fputs(takes_file(row) ? " -r -F" : " -x", out);
    if (row->words) fprintf(out, " -a '%s'", row->words);
    fputs(" -d '", out);
    print_quoted(out, row->help);
    fputs("'\n", out);
  }
  if (of->operands) fprintf(out, "complete -c nca -n '__fish_seen_subcommand_from %s' -f -a '%s'\n", of->name, of->operands);
}

static void print_fish(FILE *out) {
  fputs("# fish completion for nca; made by `nca completion fish`\n", out);
  for (const command *const *at = COMMANDS; *at; at++) print_fish_command(out, *at);
}

static exit_code run_completion(int argc, char **argv) {
  static void (*const PRINT[])(FILE *out) = { print_bash, print_zsh, print_fish };
  command_line line;
  report out;
  parse_command_line(&line, &COMPLETION_COMMAND, argc, argv);
  if (line.num_operands != 1) usage_error("completion takes the name of one shell: %s", COMPLETION_COMMAND.operands);
  const int shell = nca_word_index(COMPLETION_COMMAND.operands, line.operands[0]);
  if (shell < 0) usage_error("`%s` is none of the shells %s", line.operands[0], COMPLETION_COMMAND.operands);
  command_line_end(&line);
  if (!report_begin(&out)) return EXIT_DATA;
  PRINT[shell](out.stream);
  return report_end(&out) ? EXIT_OK : EXIT_DATA;
}

const command COMPLETION_COMMAND = {
  .name = "completion", .summary = "print what a shell needs to complete commands and options",
  .usage = "bash|zsh|fish",
  .about = "Print what a shell needs to complete commands, options, their words and files; `. <(nca completion bash)` has it at once.",
  .rows = ROWS, .operands = "bash zsh fish", .run = run_completion,
};
