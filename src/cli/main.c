/* nca: train, grow and evaluate neural cellular automata. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "team.h"
#include "temporary.h"

static const struct {
  const char *name, *summary;
  exit_code (*run)(int argc, char **argv);
} COMMANDS[] = {
  { "train", "learn to grow a picture", command_train },
  { "grow", "grow a model and save what it looks like", command_grow },
  { "import", "turn a JSON model of Distill's article into safetensors", command_import },
  { "ice", "draw a snowflake by a rule table, as a target", command_ice },
  { "eval", "measure how close a model comes to its picture", command_eval },
};
enum { NUM_COMMANDS = sizeof COMMANDS / sizeof *COMMANDS };

static exit_code print_help(void) {
  report out;
  if (!report_begin(&out)) return EXIT_DATA;
  fprintf(out.stream, "Usage: nca COMMAND ...\n\n");
  for (int i = 0; i < NUM_COMMANDS; i++) fprintf(out.stream, "  %-8s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
  fprintf(out.stream, "\n`nca COMMAND --help` says more.\n\n"
                      "Exit codes: 0 done, 1 a file is missing or bad, 2 wrong usage, 3 the loss ran off, 130 interrupted.\n");
  return report_end(&out) ? EXIT_OK : EXIT_DATA;
}

static exit_code print_version(void) {
  report out;
  if (!report_begin(&out)) return EXIT_DATA;
  fprintf(out.stream, "nca %s\n", NCA_VERSION);
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
  for (int i = 0; i < NUM_COMMANDS; i++) {
    if (strcmp(argv[1], COMMANDS[i].name) != 0) continue;
    if (team_size() > 1 && COMMANDS[i].run != command_train) usage_error("only train runs under mpirun");
    return COMMANDS[i].run(argc - 1, argv + 1);
  }
  usage_error("there is no command `%s`; see nca --help", argv[1]);
}

int main(int argc, char **argv) {
  fill_standard_streams();
  signal(SIGPIPE, SIG_IGN); /* a reader that goes away, or a limit on sizes, is an error of writing, */
  signal(SIGXFSZ, SIG_IGN); /* after which there is still something to save */
  temporaries_guard();
  team_begin(&argc, &argv);
  if (argc < 2) usage_error("what shall it do? See nca --help");
  exit_code code = run(argc, argv);
  if (fclose(stdout) != 0 && code == EXIT_OK) {
    tell("standard output", "%s", strerror(errno));
    code = EXIT_DATA;
  }
  team_end();
  return (int)code;
}
