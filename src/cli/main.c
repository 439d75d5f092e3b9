/* nca: train, grow and evaluate neural cellular automata. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "team.h"
#include "temporary.h"

const command *const COMMANDS[] = { &TRAIN_COMMAND, &GROW_COMMAND, &IMPORT_COMMAND, &MEAN_COMMAND, &ICE_COMMAND, &EVAL_COMMAND, &MAN_COMMAND, &COMPLETION_COMMAND, NULL };

static void print_overview(FILE *out) {
  fprintf(out, "Usage: nca COMMAND ...\n\n");
  for (const command *const *at = COMMANDS; *at; at++) fprintf(out, "  %-10s %s\n", (*at)->name, (*at)->summary);
  fprintf(out, "\n`nca COMMAND --help` says more.\n\n"
               "Exit codes: 0 done, 1 a file is missing or bad, 2 wrong usage, 3 the loss ran off, 130 interrupted.\n");
}

static exit_code print_help(void) {
  report out;
  if (!report_begin(&out)) return EXIT_DATA;
  print_overview(out.stream);
  return report_end(&out) ? EXIT_OK : EXIT_DATA;
}

static exit_code print_version(void) {
  report out;
  if (!report_begin(&out)) return EXIT_DATA;
  fprintf(out.stream, "nca %s\n", nca_version());
  return report_end(&out) ? EXIT_OK : EXIT_DATA;
}

/* Those that this build runs on this processor. */
static exit_code print_kernels(void) {
  report out;
  if (!report_begin(&out)) return EXIT_DATA;
  fprintf(out.stream, "%s%s\n", nca_kernels(), nca_trainer_can_fuse() ? ", fused on request" : "");
  return report_end(&out) ? EXIT_OK : EXIT_DATA;
}

/* Where a standard stream was closed, the first file that is opened would get its number, and what is meant for the stream. What takes its
 * place here can neither be read nor written, so that the error shows where somebody tries. */
static void fill_standard_streams(void) {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
    if (fcntl(descriptor, F_GETFD) < 0) (void)!open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

static exit_code run(int argc, char **argv) {
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) return print_help();
  if (strcmp(argv[1], "--version") == 0) return print_version();
  if (strcmp(argv[1], "--kernels") == 0) return print_kernels();
  for (const command *const *at = COMMANDS; *at; at++) {
    if (strcmp(argv[1], (*at)->name) != 0) continue;
    if (team_size() > 1 && *at != &TRAIN_COMMAND) usage_error("only train runs under mpirun");
    return (*at)->run(argc - 1, argv + 1);
  }
  usage_error("there is no command `%s`; see nca --help", argv[1]);
}

int main(int argc, char **argv) {
  fill_standard_streams();
  signal(SIGPIPE, SIG_IGN); /* a reader that goes away, or a limit on sizes, is an error of writing, */
  signal(SIGXFSZ, SIG_IGN); /* after which there is still something to save */
  temporaries_guard();
  team_begin(&argc, &argv);
  if (argc < 2 && team_rank() == 0) print_overview(stderr);
  exit_code code = argc < 2 ? EXIT_USAGE : run(argc, argv);
  if (fclose(stdout) != 0 && code == EXIT_OK) {
    tell("standard output", "%s", strerror(errno));
    code = EXIT_DATA;
  }
  team_end();
  return (int)code;
}
