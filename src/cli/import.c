/* nca import: a model of Distill's article as a safetensors file. */
#include <stdlib.h>

#include "command.h"
#include "output.h"

typedef struct {
  const char *input, *output, *name, *target, *license;
  bool is_f16;
} import_options;

static const option_row ROWS[] = {
  { 'o', "output", "FILE", "the weights; - is standard output", take_path, offsetof(import_options, output), 0, 0, NULL },
  { 0, "f16", NULL, "save as 16-bit numbers", take_flag, offsetof(import_options, is_f16), 0, 0, NULL },
  { 0, "name", "TEXT", "the model's name (that of the file)", take_text, offsetof(import_options, name), 0, 0, NULL },
  { 0, "target", "FILE", "the picture it grows, for nca eval", take_path, offsetof(import_options, target), 0, 0, NULL },
  { 0, "license", "TEXT", "under which the weights may be used", take_text, offsetof(import_options, license), 0, 0, NULL },
  ROW_HELP,
  ROW_END,
};

static import_options parse_options(int argc, char **argv) {
  import_options options = { .target = "", .license = "" };
  command_line line;
  parse_command_line(&line, &IMPORT_COMMAND, argc, argv);
  take_given(&line, &options, NULL, NULL);
  if (line.num_operands != 1) usage_error("import takes one model; see nca import --help");
  if (!options.output) usage_error("import needs -o FILE, where the weights go");
  options.input = line.operands[0];
  if (would_lose(options.input, options.output)) usage_error("%s is the model to import, and would be lost", options.output);
  command_line_end(&line);
  return options;
}

static exit_code run_import(int argc, char **argv) {
  const import_options options = parse_options(argc, argv);
  file_bytes file;
  nca_model model;
  if (!output_try(options.output, 0) || !read_file(&file, options.input)) return EXIT_DATA;
  const int status = nca_distill_read(&model, file.bytes, file.size_bytes);
  free(file.bytes);
  if (status < 0) {
    tell_status(options.input, status);
    return EXIT_DATA;
  }
  if (options.name) set_text(model.name, options.name);
  else set_stem(model.name, is_dash(options.input) ? "" : options.input);
  set_text(model.target, base_name(options.target));
  set_text(model.license, options.license);
  const bool ok = write_model(options.output, &model, options.is_f16 ? NCA_F16 : NCA_F32);
  nca_model_free(&model);
  return ok ? EXIT_OK : EXIT_DATA;
}

const command IMPORT_COMMAND = {
  .name = "import", .summary = "turn a JSON model of Distill's article into safetensors",
  .usage = "MODEL.json -o MODEL.safetensors [options]",
  .about = "Turn a model that Distill's article published as JSON into safetensors. MODEL - is standard input.",
  .rows = ROWS, .run = run_import,
};
