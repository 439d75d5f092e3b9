/* The options of `nca train`: a recipe by name, and all that can be changed about it. */
#include "train_options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "team.h"

static const char HELP[] =
    "Usage: nca train IMAGE -o MODEL.safetensors [options]\n"
    "       nca train --resume FILE -o MODEL.safetensors [options of the run]\n"
    "       mpirun -n K nca train ...\n"
    "\n"
    "Learn to grow IMAGE (PNG) from one cell.\n"
    "\n"
    "  -o, --output FILE          where the weights go; also saved at intervals and on Ctrl-C\n"
    "  -n, --epochs N             optimiser updates (blog: 2000, else 6000)\n"
    "  -s, --seed N               of weights, rollout lengths, fire masks, pool and wounds; same seed, same bits (1)\n"
    "      --recipe NAME          blog, the post's own; growing, persistent (stays as it is) or regenerating (heals) (blog)\n"
    "      --config NAME          blog or distill: alive rule, Sobel scale and alpha of the target (blog for blog, else distill)\n"
    "      --init FILE            start from these weights instead of random ones\n"
    "      --name TEXT            the model's name (that of the picture)\n"
    "      --license TEXT         under which the weights may be used\n"
    "\n"
    "The target\n"
    "      --size SIZE            grid in cells, 32 or 40x72 with the height first (32; distill: 72)\n"
    "      --padding N            cells of nothing on every side of the picture (0; distill: 16)\n"
    "      --min-alpha X          raise the alpha of faint pixels to this, so that their cells can live (0: as they are)\n"
    "\n"
    "The recipe; without an option it stays as --recipe says\n"
    "      --batch N              rollouts an epoch\n"
    "      --steps A..B           length of a rollout, drawn anew each epoch\n"
    "      --loss NAME            last: of the last state; every: the mean over all states from A to B of a rollout\n"
    "      --optimizer NAME       adam, or muon: about half the epochs\n"
    "      --learning-rate X      of Adam\n"
    "      --learning-rate-end X  to which it falls over the run\n"
    "      --decay-from N         the epoch where it begins to fall\n"
    "      --muon-rate X          of the two matrices under muon; it falls as the learning rate does\n"
    "      --weight-decay X       by which the matrices shrink under muon, times their rate\n"
    "      --grads NAME           clip: the whole gradient to --clip; per-tensor: each tensor to norm 1\n"
    "      --clip X               largest norm of the gradient, 0: any\n"
    "      --pool N               states in the sample pool, 0: none, every rollout begins from the seed\n"
    "      --seeds X              samples of a batch that begin from the seed all the same; 1.5: two in every second batch\n"
    "      --wounds X             samples of a batch that are wounded\n"
    "      --wounds-from N        the epoch from which on they are\n"
    "      --wound-kinds A,B,C,D  how often discs, discs at the centre, half cuts, bands\n"
    "      --overflow X           weight of the loss on values outside -2 .. 2\n"
    "      --stillness X          weight of the loss on change in the last step\n"
    "\n"
    "The run\n"
    "      --checkpoint FILE      save there, whenever weights are saved, all that is needed to go on: weights, optimiser, pool\n"
    "      --resume FILE          go on from a checkpoint, which is kept up to date; the end is the same, to the bit, as without the stop\n"
    "      --save-every N         epochs between saves (500)\n"
    "      --threads N            cores to use, at most one a rollout; the result does not depend on it (all)\n"
    "      --fused                fused multiply-add: a quarter faster, but other bits; on --resume it has to be given again\n"
    "      --f16                  save as 16-bit numbers\n"
    "      --json                 one JSON line an epoch on standard output instead of the progress line\n"
    "  -q, --quiet                no progress line\n"
    "  -h, --help\n";

enum { OPT_SIZE = 256, OPT_PADDING, OPT_MIN_ALPHA, OPT_RECIPE, OPT_CONFIG, OPT_INIT, OPT_BATCH, OPT_STEPS, OPT_LOSS, OPT_RATE, OPT_RATE_END,
       OPT_DECAY_FROM, OPT_GRADS, OPT_OPTIMIZER, OPT_MUON_RATE, OPT_WEIGHT_DECAY, OPT_CLIP, OPT_POOL, OPT_SEEDS, OPT_WOUNDS, OPT_WOUNDS_FROM, OPT_WOUND_KINDS,
       OPT_OVERFLOW, OPT_STILLNESS, OPT_SAVE_EVERY, OPT_THREADS, OPT_FUSED, OPT_F16, OPT_NAME, OPT_LICENSE, OPT_JSON,
       OPT_CHECKPOINT, OPT_RESUME };

static const char SHORT_OPTIONS[] = "o:n:s:qh";
static const struct option OPTIONS[] = {
  { "output", required_argument, NULL, 'o' },
  { "epochs", required_argument, NULL, 'n' },
  { "seed", required_argument, NULL, 's' },
  { "size", required_argument, NULL, OPT_SIZE },
  { "padding", required_argument, NULL, OPT_PADDING },
  { "min-alpha", required_argument, NULL, OPT_MIN_ALPHA },
  { "recipe", required_argument, NULL, OPT_RECIPE },
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
  { "weight-decay", required_argument, NULL, OPT_WEIGHT_DECAY },
  { "clip", required_argument, NULL, OPT_CLIP },
  { "pool", required_argument, NULL, OPT_POOL },
  { "seeds", required_argument, NULL, OPT_SEEDS },
  { "wounds", required_argument, NULL, OPT_WOUNDS },
  { "wounds-from", required_argument, NULL, OPT_WOUNDS_FROM },
  { "wound-kinds", required_argument, NULL, OPT_WOUND_KINDS },
  { "overflow", required_argument, NULL, OPT_OVERFLOW },
  { "stillness", required_argument, NULL, OPT_STILLNESS },
  { "checkpoint", required_argument, NULL, OPT_CHECKPOINT },
  { "resume", required_argument, NULL, OPT_RESUME },
  { "save-every", required_argument, NULL, OPT_SAVE_EVERY },
  { "threads", required_argument, NULL, OPT_THREADS },
  { "fused", no_argument, NULL, OPT_FUSED },
  { "f16", no_argument, NULL, OPT_F16 },
  { "name", required_argument, NULL, OPT_NAME },
  { "license", required_argument, NULL, OPT_LICENSE },
  { "json", no_argument, NULL, OPT_JSON },
  { "quiet", no_argument, NULL, 'q' },
  { "help", no_argument, NULL, 'h' },
  { NULL, 0, NULL, 0 },
};

enum { MAX_EPOCHS = 1000000000, MAX_THREADS = 1024 };
enum { BLOG, GROWING, PERSISTENT, REGENERATING };

static nca_recipe recipe_named(int name, int64_t num_epochs) {
  switch (name) {
    case GROWING: return nca_recipe_growing(num_epochs);
    case PERSISTENT: return nca_recipe_persistent(num_epochs);
    case REGENERATING: return nca_recipe_regenerating(num_epochs);
    default: return nca_recipe_blog();
  }
}

/* What the others only modify: the recipe, which depends on the length of the run, and the configuration. */
static train_options parse_what_comes_first(int argc, char **argv) {
  static const char *const RECIPES[] = { "blog", "growing", "persistent", "regenerating", NULL };
  static const char *const CONFIGS[] = { "blog", "distill", NULL };
  train_options options = { .save_every = 500, .seed = 1, .padding = -1, .num_threads = num_cores() };
  int recipe = BLOG, config = -1;
  for (int option; (option = getopt_long(argc, argv, SHORT_OPTIONS, OPTIONS, NULL)) != -1;) {
    switch (option) {
      case 'n': options.num_epochs = parse_whole("--epochs", optarg, 1, MAX_EPOCHS); break;
      case OPT_RECIPE: recipe = parse_word("--recipe", optarg, RECIPES); break;
      case OPT_CONFIG: config = parse_word("--config", optarg, CONFIGS); break;
      case OPT_RESUME: options.resume = optarg; break;
      case 'h':
        if (team_rank() == 0) fputs(HELP, stdout);
        team_end();
        exit(EXIT_OK);
      case '?': exit(EXIT_USAGE); /* getopt has said why */
      default: break;
    }
  }
  options.is_config_told = config >= 0;
  if (!options.num_epochs && !options.resume) options.num_epochs = recipe == BLOG ? 2000 : 6000;
  if (config < 0) config = recipe != BLOG;
  options.recipe = recipe_named(recipe, options.num_epochs);
  options.config = config ? nca_config_distill() : nca_config_blog();
  optind = 1;
  return options;
}

static void parse_wound_kinds(nca_recipe *recipe, const char *text) {
  double shares[NCA_NUM_WOUND_KINDS], sum = 0.0;
  parse_numbers("--wound-kinds", text, shares, NCA_NUM_WOUND_KINDS, 0.0, 1e6);
  for (int kind = 0; kind < NCA_NUM_WOUND_KINDS; kind++) sum += recipe->wound_shares[kind] = (float)shares[kind];
  if (sum <= 0.0) usage_error("--wound-kinds: not all of them can be 0");
}

/* Whether an option is about the run and not about what it comes to. */
static bool is_of_the_run(int option) {
  return option == 'o' || option == 'n' || option == 'q' || option == OPT_CHECKPOINT || option == OPT_RESUME || option == OPT_SAVE_EVERY || option == OPT_THREADS
      || option == OPT_FUSED || option == OPT_F16 || option == OPT_JSON;
}

static void parse_rest(train_options *options, int argc, char **argv) {
  static const char *const LOSSES[] = { "last", "every", NULL };
  static const char *const OPTIMIZERS[] = { "adam", "muon", NULL };
  static const char *const GRADS[] = { "clip", "per-tensor", NULL };
  nca_recipe *recipe = &options->recipe;
  for (int option; (option = getopt_long(argc, argv, SHORT_OPTIONS, OPTIONS, NULL)) != -1;) {
    if (options->resume && !is_of_the_run(option)) usage_error("--resume goes on as the run began: only options of the run can be given with it");
    switch (option) {
      case 'o': options->output = optarg; break;
      case 's': options->seed = (uint32_t)parse_whole("--seed", optarg, 0, UINT32_MAX); break;
      case OPT_SIZE: options->size = parse_size("--size", optarg); break;
      case OPT_PADDING: options->padding = (int)parse_whole("--padding", optarg, 0, NCA_MAX_SIDE_CELLS); break;
      case OPT_MIN_ALPHA: options->min_alpha = (float)parse_number("--min-alpha", optarg, 0.0, 1.0); break;
      case OPT_INIT: options->init = optarg; break;
      case OPT_BATCH: recipe->batch = (int)parse_whole("--batch", optarg, 1, NCA_MAX_BATCH); break;
      case OPT_STEPS: {
        const int_range range = parse_range("--steps", optarg, 1, NCA_MAX_ROLLOUT_STEPS);
        recipe->num_steps_min = range.first;
        recipe->num_steps_max = range.last;
        break;
      }
      case OPT_LOSS: recipe->loss = parse_word("--loss", optarg, LOSSES) ? NCA_LOSS_EVERY : NCA_LOSS_LAST; break;
      case OPT_RATE: recipe->learning_rate = (float)parse_number("--learning-rate", optarg, 1e-9, 10.0); break;
      case OPT_RATE_END: {
        recipe->learning_rate_end = (float)parse_number("--learning-rate-end", optarg, 0.0, 10.0);
        recipe->decay_end_epoch = options->num_epochs;
        break;
      }
      case OPT_DECAY_FROM: recipe->decay_begin_epoch = parse_whole("--decay-from", optarg, 0, MAX_EPOCHS); break;
      case OPT_GRADS: recipe->grads = parse_word("--grads", optarg, GRADS) ? NCA_GRADS_PER_TENSOR : NCA_GRADS_CLIP; break;
      case OPT_OPTIMIZER: recipe->optimizer = parse_word("--optimizer", optarg, OPTIMIZERS) ? NCA_OPTIMIZER_MUON : NCA_OPTIMIZER_ADAM; break;
      case OPT_MUON_RATE: recipe->muon_rate = (float)parse_number("--muon-rate", optarg, 1e-9, 10.0); break;
      case OPT_WEIGHT_DECAY: recipe->weight_decay = (float)parse_number("--weight-decay", optarg, 0.0, 1e3); break;
      case OPT_CLIP: recipe->clip_norm = (float)parse_number("--clip", optarg, 0.0, 1e9); break;
      case OPT_POOL: recipe->pool_size = (int)parse_whole("--pool", optarg, 0, NCA_MAX_POOL); break;
      case OPT_SEEDS: recipe->seeds_per_batch = (float)parse_number("--seeds", optarg, 0.0, NCA_MAX_BATCH); break;
      case OPT_WOUNDS: recipe->wounds_per_batch = (float)parse_number("--wounds", optarg, 0.0, NCA_MAX_BATCH); break;
      case OPT_WOUNDS_FROM: recipe->wound_begin_epoch = parse_whole("--wounds-from", optarg, 0, MAX_EPOCHS); break;
      case OPT_WOUND_KINDS: parse_wound_kinds(recipe, optarg); break;
      case OPT_OVERFLOW: recipe->overflow_weight = (float)parse_number("--overflow", optarg, 0.0, 1e9); break;
      case OPT_STILLNESS: recipe->stillness_weight = (float)parse_number("--stillness", optarg, 0.0, 1e9); break;
      case OPT_CHECKPOINT: options->checkpoint = optarg; break;
      case OPT_SAVE_EVERY: options->save_every = parse_whole("--save-every", optarg, 1, MAX_EPOCHS); break;
      case OPT_THREADS: options->num_threads = (int)parse_whole("--threads", optarg, 1, MAX_THREADS); break;
      case OPT_FUSED: options->is_fused = true; break;
      case OPT_F16: options->dtype = NCA_F16; break;
      case OPT_NAME: options->name = optarg; break;
      case OPT_LICENSE: options->license = optarg; break;
      case OPT_JSON: options->json = true; break;
      case 'q': options->quiet = true; break;
      default: break; /* parsed before */
    }
  }
}

train_options parse_train_options(int argc, char **argv) {
  train_options options = parse_what_comes_first(argc, argv);
  parse_rest(&options, argc, argv);
  const nca_recipe *recipe = &options.recipe;
  if (options.resume) {
    if (optind != argc) usage_error("--resume takes no picture: it is in the checkpoint");
    if (!options.checkpoint && !is_dash(options.resume)) options.checkpoint = options.resume;
  } else if (optind + 1 != argc) {
    usage_error("train takes one picture; see nca train --help");
  }
  options.image = options.resume ? NULL : argv[optind];
  if (!options.output) usage_error("train needs -o FILE, where the weights go");
  if (options.checkpoint && is_dash(options.checkpoint)) usage_error("--checkpoint: standard output takes no checkpoint, which is written again and again");
  if (options.json && output_is_stdout(options.output)) usage_error("--json and -o %s both want standard output", options.output);
  if (recipe->pool_size > 0 && recipe->pool_size < recipe->batch) usage_error("--pool: a pool of %d is smaller than a batch of %d", recipe->pool_size, recipe->batch);
  if (recipe->decay_end_epoch < recipe->decay_begin_epoch || (recipe->decay_end_epoch > 0 && recipe->decay_begin_epoch == recipe->decay_end_epoch)) {
    usage_error("--decay-from must lie before the last epoch");
  }
  return options;
}
