/* nca mean: the mean of the weights of several models. Late in a run it keeps for longer than the last weights do (Izmailov and others: Averaging Weights Leads to
 * Wider Optima and Better Generalization, 2018). */
#include <stdlib.h>

#include "command.h"
#include "output.h"

typedef struct {
  char **inputs; /* [num_inputs] */
  int num_inputs;
  const char *output;
  bool is_f16;
} mean_options;

static const option_row ROWS[] = {
  { 'o', "output", "FILE", "the weights; - is standard output", take_path, offsetof(mean_options, output), 0, 0, NULL },
  { 0, "f16", NULL, "save as 16-bit numbers", take_flag, offsetof(mean_options, is_f16), 0, 0, NULL },
  ROW_HELP,
  ROW_END,
};

static mean_options parse_options(command_line *line, int argc, char **argv) {
  mean_options options = { 0 };
  int num_dashes = 0;
  parse_command_line(line, &MEAN_COMMAND, argc, argv);
  take_given(line, &options, NULL, NULL);
  options.inputs = line->operands;
  options.num_inputs = line->num_operands;
  if (options.num_inputs == 0) usage_error("mean takes models; see nca mean --help");
  if (!options.output) usage_error("mean needs -o FILE, where the weights go");
  for (int i = 0; i < options.num_inputs; i++) {
    num_dashes += is_dash(options.inputs[i]);
    if (would_lose(options.inputs[i], options.output)) usage_error("%s is one of the models, and would be lost", options.output);
  }
  if (num_dashes > 1) usage_error("standard input cannot be two files at once");
  return options;
}

static bool is_alike(const nca_config *a, const nca_config *b) {
  const nca_shape *s = &a->shape, *t = &b->shape;
  return s->channels == t->channels && s->hidden == t->hidden && s->filters == t->filters && s->alive == t->alive && s->edge == t->edge && s->goals == t->goals &&
         s->decoder == t->decoder && s->decoder_scale == t->decoder_scale && a->sobel_scale == b->sobel_scale && a->fire_rate == b->fire_rate &&
         a->alive_threshold == b->alive_threshold && a->premultiplied == b->premultiplied;
}

static void add(double *sums, const nca_model *model) {
  const int num_params = nca_layout_of(&model->config.shape).num_params;
  for (int i = 0; i < num_params; i++) sums[i] += (double)model->params[i];
}

/* What the last file says of itself, with the mean of all of them. */
static bool read_mean(nca_model *mean, const mean_options *options) {
  const char *first = options->inputs[0];
  if (!read_model(mean, first)) return false;
  const int num_params = nca_layout_of(&mean->config.shape).num_params;
  double *sums = calloc((size_t)num_params, sizeof *sums);
  bool ok = sums != NULL;
  if (ok) add(sums, mean);
  else tell_status(first, NCA_ERR_MEMORY);
  for (int i = 1; ok && i < options->num_inputs; i++) {
    nca_model next;
    if (!read_model(&next, options->inputs[i])) {
      ok = false;
      break;
    }
    ok = is_alike(&next.config, &mean->config);
    if (ok) add(sums, &next);
    else tell(options->inputs[i], "this is another kind of model, or of another shape, than %s, and has no mean with it", first);
    nca_model_free(mean);
    *mean = next;
  }
  for (int i = 0; ok && i < num_params; i++) mean->params[i] = (float)(sums[i] / options->num_inputs);
  if (!ok) nca_model_free(mean);
  free(sums);
  return ok;
}

static exit_code run_mean(int argc, char **argv) {
  command_line line;
  const mean_options options = parse_options(&line, argc, argv);
  nca_model mean;
  bool ok = output_try(options.output, 0) && read_mean(&mean, &options);
  if (ok) {
    ok = write_model(options.output, &mean, options.is_f16 ? NCA_F16 : NCA_F32);
    nca_model_free(&mean);
  }
  command_line_end(&line);
  return ok ? EXIT_OK : EXIT_DATA;
}

const command MEAN_COMMAND = {
  .name = "mean", .summary = "the mean of the weights of several models, such as the last of a run",
  .usage = "MODEL... -o MODEL.safetensors [options]",
  .about = "The mean of the weights of models of one shape, such as nca train --snapshots keeps: over the end of a run it often keeps for longer, and heals better, than the last weights. It says of itself what the last one does. MODEL - is standard input.",
  .rows = ROWS, .run = run_mean,
};
