/* nca train: learn to grow a picture. */
#include <getopt.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

static const char HELP[] =
    "Usage: nca train IMAGE -o MODEL.safetensors [options]\n"
    "\n"
    "Learn to grow IMAGE (PNG) from one cell, by the blog's recipe unless told otherwise.\n"
    "\n"
    "  -o, --output FILE          where the weights go; also saved at intervals and on Ctrl-C\n"
    "  -n, --epochs N             optimiser updates (2000)\n"
    "  -s, --seed N               of weights, rollout lengths and fire masks; same seed, same bits (1)\n"
    "      --size SIZE            grid in cells, 32 or 40x72 with the height first (32; distill: 72)\n"
    "      --padding N            cells of nothing on every side of the picture (0; distill: 16)\n"
    "      --min-alpha X          raise the alpha of faint pixels to this, so that their cells can live (0: as they are)\n"
    "      --config NAME          blog, or distill: alive rule, Sobel scale and alpha of the target (blog)\n"
    "      --init FILE            start from these weights instead of random ones\n"
    "      --batch N              rollouts an epoch (1)\n"
    "      --steps A..B           length of a rollout, drawn anew each epoch (64..95)\n"
    "      --loss NAME            last: of the last state; every: the mean over all states from A to B of a rollout (last)\n"
    "      --learning-rate X      of Adam (0.002)\n"
    "      --learning-rate-end X  to which it falls over the run (it stays)\n"
    "      --decay-from N         the epoch where it begins to fall (0)\n"
    "      --grads NAME           clip: the whole gradient to --clip; per-tensor: each tensor to norm 1 (clip)\n"
    "      --optimizer NAME       adam, or muon: about half the epochs (adam)\n"
    "      --muon-rate X          of the two matrices under muon; it falls as the learning rate does (0.03)\n"
    "      --clip X               largest norm of the gradient, 0: any (0.001)\n"
    "      --save-every N         epochs between saves (500)\n"
    "      --threads N            cores to use, at most one a rollout; the result does not depend on it (all)\n"
    "      --f16                  save as 16-bit numbers\n"
    "      --name TEXT            the model's name (that of the picture)\n"
    "      --license TEXT         under which the weights may be used\n"
    "      --json                 one JSON line an epoch on standard output instead of the progress line\n"
    "  -q, --quiet                no progress line\n"
    "  -h, --help\n";

typedef struct {
  const char *image, *output, *init, *name, *license;
  int64_t num_epochs, save_every;
  uint32_t seed;
  cell_size size;
  int padding, num_threads;
  float min_alpha;
  nca_config config;
  nca_recipe recipe;
  nca_dtype dtype;
  bool json, quiet;
} train_options;

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number) {
  (void)signal_number;
  interrupted = 1;
}

enum { OPT_SIZE = 256, OPT_PADDING, OPT_MIN_ALPHA, OPT_CONFIG, OPT_INIT, OPT_BATCH, OPT_STEPS, OPT_LOSS, OPT_RATE, OPT_RATE_END, OPT_DECAY_FROM, OPT_GRADS, OPT_OPTIMIZER, OPT_MUON_RATE, OPT_CLIP,
       OPT_SAVE_EVERY, OPT_THREADS, OPT_F16, OPT_NAME, OPT_LICENSE, OPT_JSON };

static const struct option OPTIONS[] = {
  { "output", required_argument, NULL, 'o' },
  { "epochs", required_argument, NULL, 'n' },
  { "seed", required_argument, NULL, 's' },
  { "size", required_argument, NULL, OPT_SIZE },
  { "padding", required_argument, NULL, OPT_PADDING },
  { "min-alpha", required_argument, NULL, OPT_MIN_ALPHA },
  { "config", required_argument, NULL, OPT_CONFIG },
  { "init", required_argument, NULL, OPT_INIT },
  { "batch", required_argument, NULL, OPT_BATCH },
  { "steps", required_argument, NULL, OPT_STEPS },
  { "loss", required_argument, NULL, OPT_LOSS },
  { "learning-rate", required_argument, NULL, OPT_RATE },
  { "learning-rate-end", required_argument, NULL, OPT_RATE_END },
  { "decay-from", required_argument, NULL, OPT_DECAY_FROM },
  { "grads", required_argument, NULL, OPT_GRADS },
  { "optimizer", required_argument, NULL, OPT_OPTIMIZER },
  { "muon-rate", required_argument, NULL, OPT_MUON_RATE },
  { "clip", required_argument, NULL, OPT_CLIP },
  { "save-every", required_argument, NULL, OPT_SAVE_EVERY },
  { "threads", required_argument, NULL, OPT_THREADS },
  { "f16", no_argument, NULL, OPT_F16 },
  { "name", required_argument, NULL, OPT_NAME },
  { "license", required_argument, NULL, OPT_LICENSE },
  { "json", no_argument, NULL, OPT_JSON },
  { "quiet", no_argument, NULL, 'q' },
  { "help", no_argument, NULL, 'h' },
  { NULL, 0, NULL, 0 },
};

static int num_cores(void) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 1 ? (int)count : 1;
}

static train_options parse_options(int argc, char **argv) {
  static const char *const CONFIGS[] = { "blog", "distill", NULL };
  static const char *const LOSSES[] = { "last", "every", NULL };
  static const char *const OPTIMIZERS[] = { "adam", "muon", NULL };
  static const char *const GRADS[] = { "clip", "per-tensor", NULL };
  enum { MAX_EPOCHS = 1000000000, MAX_STEPS = 100000, MAX_BATCH = 4096, MAX_THREADS = 1024 };
  train_options options = { .num_epochs = 2000, .save_every = 500, .seed = 1, .padding = -1, .num_threads = num_cores(), .config = nca_config_blog(),
                            .recipe = nca_recipe_blog() };
  nca_recipe *recipe = &options.recipe;
  double rate_end = -1.0;
  int64_t decay_from = 0;
  for (int option; (option = getopt_long(argc, argv, "o:n:s:qh", OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 'o': options.output = optarg; break;
      case 'n': options.num_epochs = parse_whole("--epochs", optarg, 1, MAX_EPOCHS); break;
      case 's': options.seed = (uint32_t)parse_whole("--seed", optarg, 0, UINT32_MAX); break;
      case OPT_SIZE: options.size = parse_size("--size", optarg); break;
      case OPT_PADDING: options.padding = (int)parse_whole("--padding", optarg, 0, NCA_MAX_SIDE_CELLS); break;
      case OPT_MIN_ALPHA: options.min_alpha = (float)parse_number("--min-alpha", optarg, 0.0, 1.0); break;
      case OPT_CONFIG: options.config = parse_word("--config", optarg, CONFIGS) ? nca_config_distill() : nca_config_blog(); break;
      case OPT_INIT: options.init = optarg; break;
      case OPT_BATCH: recipe->batch = (int)parse_whole("--batch", optarg, 1, MAX_BATCH); break;
      case OPT_STEPS: {
        const int_range range = parse_range("--steps", optarg, 1, MAX_STEPS);
        recipe->num_steps_min = range.first;
        recipe->num_steps_max = range.last;
        break;
      }
      case OPT_LOSS: recipe->loss = parse_word("--loss", optarg, LOSSES) ? NCA_LOSS_EVERY : NCA_LOSS_LAST; break;
      case OPT_RATE: recipe->learning_rate = (float)parse_number("--learning-rate", optarg, 1e-9, 10.0); break;
      case OPT_RATE_END: rate_end = parse_number("--learning-rate-end", optarg, 0.0, 10.0); break;
      case OPT_DECAY_FROM: decay_from = parse_whole("--decay-from", optarg, 0, MAX_EPOCHS); break;
      case OPT_GRADS: recipe->grads = parse_word("--grads", optarg, GRADS) ? NCA_GRADS_PER_TENSOR : NCA_GRADS_CLIP; break;
      case OPT_OPTIMIZER: recipe->optimizer = parse_word("--optimizer", optarg, OPTIMIZERS) ? NCA_OPTIMIZER_MUON : NCA_OPTIMIZER_ADAM; break;
      case OPT_MUON_RATE: recipe->muon_rate = (float)parse_number("--muon-rate", optarg, 1e-9, 10.0); break;
      case OPT_CLIP: recipe->clip_norm = (float)parse_number("--clip", optarg, 0.0, 1e9); break;
      case OPT_SAVE_EVERY: options.save_every = parse_whole("--save-every", optarg, 1, MAX_EPOCHS); break;
      case OPT_THREADS: options.num_threads = (int)parse_whole("--threads", optarg, 1, MAX_THREADS); break;
      case OPT_F16: options.dtype = NCA_F16; break;
      case OPT_NAME: options.name = optarg; break;
      case OPT_LICENSE: options.license = optarg; break;
      case OPT_JSON: options.json = true; break;
      case 'q': options.quiet = true; break;
      case 'h': fputs(HELP, stdout); exit(EXIT_OK);
      default: exit(EXIT_USAGE); /* getopt has said why */
    }
  }
  if (optind + 1 != argc) usage_error("train takes one picture; see nca train --help");
  if (!options.output) usage_error("train needs -o FILE, where the weights go");
  if (options.json && strcmp(options.output, "-") == 0) usage_error("--json and -o - both want standard output");
  options.image = argv[optind];
  if (rate_end >= 0.0) {
    if (decay_from >= options.num_epochs) usage_error("--decay-from must lie before the last epoch");
    recipe->learning_rate_end = (float)rate_end;
    recipe->decay_begin_epoch = decay_from;
    recipe->decay_end_epoch = options.num_epochs;
  }
  return options;
}

static void set_text(char out[NCA_TEXT_BYTES], const char *text, size_t length) {
  if (length >= NCA_TEXT_BYTES) length = NCA_TEXT_BYTES - 1;
  memcpy(out, text, length);
  out[length] = '\0';
}

/* Where training starts: fresh or from a file; the command line decides over the file, and defaults fill what neither says. */
static bool make_model(nca_model *model, const train_options *options) {
  nca_model_init(model, &options->config, options->seed);
  if (options->init && !read_model(model, options->init)) return false;
  const bool distill = model->config.alive == NCA_ALIVE_PRE_POST;
  if (options->size.height) {
    model->height_cells = options->size.height;
    model->width_cells = options->size.width;
  } else if (!model->height_cells || !model->width_cells) {
    model->height_cells = model->width_cells = distill ? 72 : 32;
  }
  if (options->padding >= 0) model->padding_cells = options->padding;
  else if (!options->init) model->padding_cells = distill ? 16 : 0;
  const int smaller = model->height_cells < model->width_cells ? model->height_cells : model->width_cells;
  if (2 * model->padding_cells >= smaller) usage_error("a padding of %d leaves no cell of the picture", model->padding_cells);
  const char *file = base_name(options->image), *dot = strrchr(file, '.');
  set_text(model->target, file, strlen(file));
  if (options->name) set_text(model->name, options->name, strlen(options->name));
  else if (!options->init) set_text(model->name, file, dot && dot > file ? (size_t)(dot - file) : strlen(file));
  if (options->license) set_text(model->license, options->license, strlen(options->license));
  return true;
}

/* ---------------------------------------------------------------- progress */

enum { NUM_RECENT = 20 }; /* losses in the mean: a single one is noisy */

typedef struct {
  double recent[NUM_RECENT];
  double start_s, last_line_s;
} progress;

static double now_s(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double mean_of_recent(const progress *state, int64_t num_epochs) {
  const int count = num_epochs < NUM_RECENT ? (int)num_epochs : NUM_RECENT;
  double sum = 0.0;
  for (int i = 0; i < count; i++) sum += state->recent[i];
  return sum / count;
}

static void print_epoch(progress *state, const train_options *options, const nca_trainer *trainer) {
  const int64_t epoch = nca_trainer_num_epochs(trainer);
  const double time_s = now_s(), epochs_per_s = (double)epoch / (time_s - state->start_s);
  const double eta_s = (double)(options->num_epochs - epoch) / epochs_per_s;
  state->recent[(epoch - 1) % NUM_RECENT] = nca_trainer_loss(trainer);
  if (options->json) {
    printf("{\"epoch\":%lld,\"loss\":%.9g,\"mean_loss\":%.9g,\"grad_norm\":%.9g,\"epochs_per_second\":%.4g,\"eta_seconds\":%.1f}\n",
           (long long)epoch, nca_trainer_loss(trainer), mean_of_recent(state, epoch), nca_trainer_grad_norm(trainer), epochs_per_s, eta_s);
    fflush(stdout);
    return;
  }
  const bool is_terminal = isatty(STDERR_FILENO);
  const double interval_s = is_terminal ? 0.1 : 10.0;
  if (options->quiet || (time_s - state->last_line_s < interval_s && epoch < options->num_epochs)) return;
  state->last_line_s = time_s;
  fprintf(stderr, "%sepoch %lld of %lld   loss %.5f   %.1f epochs/s   %lld:%02lld left%s", is_terminal ? "\r" : "", (long long)epoch,
          (long long)options->num_epochs, mean_of_recent(state, epoch), epochs_per_s, (long long)eta_s / 60, (long long)eta_s % 60,
          is_terminal ? "\033[K" : "\n");
}

/* ---------------------------------------------------------------- the run */

static bool save(const train_options *options, nca_model *model, const nca_trainer *trainer, int64_t epochs_before) {
  memcpy(model->params, nca_trainer_params(trainer), sizeof model->params);
  model->epochs = epochs_before + nca_trainer_num_epochs(trainer);
  return write_model(options->output, model, options->dtype);
}

static exit_code run(const train_options *options, nca_model *model, nca_trainer *trainer) {
  const int64_t epochs_before = model->epochs;
  const bool streams = strcmp(options->output, "-") == 0; /* then there is one file, at the end */
  progress state = { .start_s = now_s() };
  int status = NCA_OK;
  signal(SIGINT, on_interrupt);
  signal(SIGTERM, on_interrupt);
  while (!interrupted && nca_trainer_num_epochs(trainer) < options->num_epochs) {
    status = nca_train_epoch(trainer);
    if (status < 0) break;
    print_epoch(&state, options, trainer);
    if (!streams && nca_trainer_num_epochs(trainer) % options->save_every == 0 && !save(options, model, trainer, epochs_before)) return EXIT_DATA;
  }
  if (!options->quiet && !options->json && isatty(STDERR_FILENO)) fprintf(stderr, "\n");
  if (!save(options, model, trainer, epochs_before)) return EXIT_DATA;
  if (status < 0) {
    tell_status(options->image, status);
    return EXIT_DIVERGED;
  }
  return interrupted ? EXIT_INTERRUPTED : EXIT_OK;
}

exit_code command_train(int argc, char **argv) {
  const train_options options = parse_options(argc, argv);
  nca_model model;
  if (!make_model(&model, &options)) return EXIT_DATA;
  const nca_target_desc desc = { .height_cells = model.height_cells, .width_cells = model.width_cells, .padding_cells = model.padding_cells,
                                 .premultiplied = model.config.premultiplied, .keep_aspect = true };
  float *target = read_target(&desc, options.image);
  if (!target) return EXIT_DATA;
  nca_target_raise_alpha(target, desc.height_cells, desc.width_cells, options.min_alpha);
  nca_trainer *trainer = nca_trainer_create(
      &(nca_trainer_desc){ .height_cells = model.height_cells, .width_cells = model.width_cells, .recipe = options.recipe, .seed = options.seed,
                           .num_threads = options.num_threads },
      &model, target);
  free(target);
  if (!trainer) {
    tell_status(options.image, NCA_ERR_MEMORY);
    return EXIT_DATA;
  }
  const exit_code code = run(&options, &model, trainer);
  nca_trainer_destroy(trainer);
  return code;
}
