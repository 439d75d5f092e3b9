/* nca import: a model of Distill's article as a safetensors file. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "output.h"

static const char HELP[] =
    "Usage: nca import MODEL.json -o MODEL.safetensors [options]\n"
    "\n"
    "Turn a model that Distill's article published as JSON into safetensors.\n"
    "\n"
    "  -o, --output FILE   the weights; - is standard output\n"
    "      --f16           save as 16-bit numbers\n"
    "      --name TEXT     the model's name (that of the file)\n"
    "      --target FILE   the picture it grows, for nca eval\n"
    "      --license TEXT  under which the weights may be used\n"
    "  -h, --help\n";

enum { OPT_F16 = 256, OPT_NAME, OPT_TARGET, OPT_LICENSE };

static const struct option OPTIONS[] = {
  { "output", required_argument, NULL, 'o' },
  { "f16", no_argument, NULL, OPT_F16 },
  { "name", required_argument, NULL, OPT_NAME },
  { "target", required_argument, NULL, OPT_TARGET },
  { "license", required_argument, NULL, OPT_LICENSE },
  { "help", no_argument, NULL, 'h' },
  { NULL, 0, NULL, 0 },
};

exit_code command_import(int argc, char **argv) {
  const char *output = NULL, *name = NULL, *target = "", *license = "";
  nca_dtype dtype = NCA_F32;
  for (int option; (option = getopt_long(argc, argv, "o:h", OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 'o': output = optarg; break;
      case OPT_F16: dtype = NCA_F16; break;
      case OPT_NAME: name = optarg; break;
      case OPT_TARGET: target = optarg; break;
      case OPT_LICENSE: license = optarg; break;
      case 'h': fputs(HELP, stdout); exit(EXIT_OK);
      default: exit(EXIT_USAGE);
    }
  }
  if (optind + 1 != argc) usage_error("import takes one model; see nca import --help");
  if (!output) usage_error("import needs -o FILE, where the weights go");
  const char *input = argv[optind];
  file_bytes file;
  nca_model model;
  if (is_same_file(input, output)) usage_error("%s is the model to import, and would be lost", output);
  if (!read_file(&file, input)) return EXIT_DATA;
  const int status = nca_distill_read(&model, file.bytes, file.size_bytes);
  free(file.bytes);
  if (status < 0) {
    tell_status(input, status);
    return EXIT_DATA;
  }
  if (name) set_text(model.name, name);
  else set_stem(model.name, is_dash(input) ? "" : input);
  set_text(model.target, base_name(target));
  set_text(model.license, license);
  return write_model(output, &model, dtype) ? EXIT_OK : EXIT_DATA;
}
