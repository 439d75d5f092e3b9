/* nca: train, grow and evaluate neural cellular automata. */
#include <stdio.h>
#include <string.h>

#include "team.h"

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

static void print_help(FILE *out) {
  fprintf(out, "Usage: nca COMMAND ...\n\n");
  for (int i = 0; i < NUM_COMMANDS; i++) fprintf(out, "  %-8s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
  fprintf(out, "\n`nca COMMAND --help` says more.\n\n"
               "Exit codes: 0 done, 1 a file is missing or bad, 2 wrong usage, 3 the loss ran off, 130 interrupted.\n");
}

int main(int argc, char **argv) {
  if (argc < 2) {
    print_help(stderr);
    return EXIT_USAGE;
  }
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
    print_help(stdout);
    return EXIT_OK;
  }
  if (strcmp(argv[1], "--version") == 0) {
    printf("nca %s\n", nca_version());
    return EXIT_OK;
  }
  if (strcmp(argv[1], "--kernels") == 0) {
    printf("%s%s\n", nca_kernels(), nca_trainer_can_fuse() ? ", fused on request" : "");
    return EXIT_OK;
  }
  team_begin(&argc, &argv);
  for (int i = 0; i < NUM_COMMANDS; i++) {
    if (strcmp(argv[1], COMMANDS[i].name) != 0) continue;
    if (team_size() > 1 && COMMANDS[i].run != command_train) usage_error("only train runs under mpirun");
    const exit_code code = COMMANDS[i].run(argc - 1, argv + 1);
    team_end();
    return (int)code;
  }
  usage_error("there is no command `%s`; see nca --help", argv[1]);
}
