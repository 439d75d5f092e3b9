/* nca.h - neural cellular automata that grow a picture from one cell.
 *
 * OVERVIEW
 *   A grid of cells, each a few floats (RGBA and some hidden; 16 where nobody says otherwise). One step:
 *     perceive  some numbers a channel: itself, and what filters make of its neighbourhood
 *     update    W2 . relu(W1 . perceived + b1) + b2, the same small network for every cell
 *     fire      a random half of the cells takes the update
 *     live      a cell without a living neighbour becomes zero
 *   The rule is learnt by back-propagation through a rollout of many steps against a picture.
 *   Mordvintsev et al., "Growing Neural Cellular Automata", https://distill.pub/2020/growing-ca/
 *
 * OBJECTS
 *   nca_model    configuration, parameters, where they come from. What a file holds.
 *   nca_sim      one grid and one rule, stepped forward. For showing.
 *   nca_rollout  a run of steps that remembers what its backward pass needs. For measuring and learning.
 *   nca_trainer  rollout + loss + optimiser: one update an epoch. For training.
 *   nca_decoder  draws a picture finer than the grid out of a state, by a model that has learnt to.
 *   nca_tools.h has the rest: probe, ice flakes, crystals, Distill's models.
 *   Objects share nothing and there are no globals: as many as memory holds, each used by one thread at a time.
 *
 * EXAMPLE
 *   nca_model model;
 *   if (nca_weights_read(&model, bytes, size_bytes) != NCA_OK) ...
 *   nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = 72, .width_cells = 72 });
 *   if (!sim || !nca_sim_set_model(sim, &model)) ...
 *   nca_sim_reset(sim, 42);
 *   nca_step(sim, 96);
 *   nca_sim_rgba(sim, pixels);
 *   nca_sim_destroy(sim);
 *   nca_model_free(&model);
 *
 * DIMENSIONS   B batch, T steps, H W cells, C channels, P perceived, D hidden, G goals, E decoder (these five by nca_shape), N packed cells
 * LAYOUTS      row-major, the last dimension innermost; the state is [H][W][C]; sizes count floats unless they end in _bytes
 * MEMORY       settled when an object is created; stepping and training allocate nothing. NULL from a create: no memory.
 * ERRORS       misuse (a size of 0, a null pointer) is a bug and traps, in release builds too.
 *              Bad data (a picture, a weights file, a loss that is not finite) returns a negative nca_status.
 *              The core prints nothing, opens nothing and never exits.
 * BITS         the same inputs give the same bits, native or wasm, scalar or SIMD. A gradient is summed in chunks of 32 cells in the order of the
 *              grid, then over chunks, steps from last to first, and samples: that order is part of the bits. */
#ifndef NCA_H
#define NCA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  NCA_ALPHA = 3,                     /* the channel that says whether a cell lives */
  NCA_USUAL_CHANNELS = 16,           /* of a model that does not say how many it has */
  NCA_USUAL_HIDDEN = 128,
  NCA_MIN_CHANNELS = 8,              /* C, a multiple of 4 */
  NCA_MAX_CHANNELS = 64,
  NCA_MIN_HIDDEN = 16,               /* D, a multiple of 16 */
  NCA_MAX_HIDDEN = 512,
  NCA_MAX_GOALS = 255,
  NCA_MIN_DECODER = 16,              /* E, a multiple of 4 */
  NCA_MAX_DECODER = 64,
  NCA_MIN_DECODER_SCALE = 2,         /* pixels a cell */
  NCA_MAX_DECODER_SCALE = 16,
  NCA_MAX_FINE_SCALE = 128,          /* at which one may be drawn with, whatever it was trained at */
  NCA_MAX_KINDS = 255,               /* on one grid */
  NCA_MAX_SIDE_CELLS = 4096,         /* of a grid */
  NCA_MAX_SIDE_PIXELS = 8192,        /* of a picture that is read */
  NCA_MAX_ROLLOUT_STEPS = 100000,    /* of training; these three keep all sizes far below 2^64 */
  NCA_MAX_BATCH = 4096,
  NCA_MAX_POOL = 1 << 20,
  NCA_MAX_TURNS = 360,
  NCA_MAX_FINE_PIXELS = 1 << 20,     /* drawn of a finer picture at a time */
  NCA_TEXT_BYTES = 128               /* of each text in a model, its ending zero included */
};

#if defined(__GNUC__)
#pragma GCC visibility push(default) /* what is declared from here on is all that the library shows to a linker */
#endif

/* ---------------------------------------------------------------- version */

#define NCA_VERSION_MAJOR 0
#define NCA_VERSION_MINOR 1
#define NCA_VERSION_PATCH 0

#define NCA_VERSION_JOIN(major, minor, patch) #major "." #minor "." #patch
#define NCA_VERSION_TEXT(major, minor, patch) NCA_VERSION_JOIN(major, minor, patch)
#define NCA_VERSION NCA_VERSION_TEXT(NCA_VERSION_MAJOR, NCA_VERSION_MINOR, NCA_VERSION_PATCH) /* of this header */

/* Of the library that is linked, such as "0.1.0". Before 1.0 a minor version may change the interface. */
const char *nca_version(void);

/* The widest kernels that run here: "avx512", "avx2", "neon", "simd128", or "scalar". All of them give the same bits. */
const char *nca_kernels(void);

/* ---------------------------------------------------------------- errors */

#define NCA_STATUS_LIST(X)                                                                                     \
  X(NCA_OK, 0, "no error")                                                                                     \
  X(NCA_ERR_MEMORY, -1, "there is not enough memory")                                                          \
  X(NCA_ERR_LOSS_NOT_FINITE, -2, "the loss is no longer finite; the last good weights were kept")              \
  X(NCA_ERR_IMAGE_FORMAT, -10, "this is not a PNG picture")                                                    \
  X(NCA_ERR_IMAGE_DAMAGED, -11, "the picture is damaged or cut short")                                         \
  X(NCA_ERR_IMAGE_SIZE, -12, "the picture has no pixels or more than 8192 on a side")                          \
  X(NCA_ERR_IMAGE_CGBI, -13, "this PNG was rewritten by Xcode for iPhones (CgBI): take the original")          \
  X(NCA_ERR_IMAGE_JPEG, -14, "this is a JPEG picture: save it as PNG")                                         \
  X(NCA_ERR_IMAGE_GIF, -15, "this is a GIF picture: save it as PNG")                                           \
  X(NCA_ERR_IMAGE_WEBP, -16, "this is a WebP picture: save it as PNG")                                         \
  X(NCA_ERR_IMAGE_SVG, -17, "this is an SVG drawing: save it as PNG")                                          \
  X(NCA_ERR_IMAGE_AVIF, -18, "this is an AVIF or HEIC picture: save it as PNG")                                \
  X(NCA_ERR_IMAGE_OTHER, -19, "this is a BMP, TIFF, PSD or JPEG XL picture: save it as PNG")                   \
  X(NCA_ERR_WEIGHTS_TRUNCATED, -20, "the weights file is cut short")                                           \
  X(NCA_ERR_WEIGHTS_HEADER, -21, "the weights file has no valid safetensors header")                           \
  X(NCA_ERR_WEIGHTS_OFFSETS, -22, "the tensors of the weights file overlap, leave gaps or belie their shapes") \
  X(NCA_ERR_WEIGHTS_MISSING, -23, "the weights file lacks one of updater.0/2.weight/bias, or of goals or decoder") \
  X(NCA_ERR_WEIGHTS_SHAPE, -24, "a tensor of the weights file has another shape than this model")              \
  X(NCA_ERR_WEIGHTS_DTYPE, -25, "the weights file stores numbers other than F32 or F16")                       \
  X(NCA_ERR_WEIGHTS_NOT_FINITE, -26, "the weights file holds NaN or infinite numbers")                         \
  X(NCA_ERR_WEIGHTS_METADATA, -27, "the weights file describes a model that cannot be run")                    \
  X(NCA_ERR_WEIGHTS_LENGTH, -28, "the weights file goes on after its last tensor")                             \
  X(NCA_ERR_WEIGHTS_TWICE, -29, "two entries in the header of the weights file have the same name")            \
  X(NCA_ERR_FILE_EMPTY, -30, "the file is empty")                                                              \
  X(NCA_ERR_FILE_PICTURE, -31, "this is a picture and not a model")                                            \
  X(NCA_ERR_FILE_MODEL, -32, "this is a model and not a picture")                                              \
  X(NCA_ERR_FILE_LFS, -33, "this is a pointer of Git LFS and not the file: git lfs pull fetches it")           \
  X(NCA_ERR_FILE_HTML, -34, "this is a web page and not the file: look at where it came from")                 \
  X(NCA_ERR_FILE_ZIP, -35, "this is a zip archive, as torch.save makes: save the weights as safetensors")      \
  X(NCA_ERR_FILE_PICKLE, -36, "this is a Python pickle: save the weights as safetensors")                      \
  X(NCA_ERR_FILE_NUMPY, -37, "this is a NumPy array: save the weights as safetensors")                         \
  X(NCA_ERR_FILE_ONNX, -38, "this is an ONNX model: save the weights as safetensors")                          \
  X(NCA_ERR_FILE_OTHER_MODEL, -39, "this is a model in HDF5, GGUF or TensorFlow Lite: save it as safetensors") \
  X(NCA_ERR_CHECKPOINT_NONE, -40, "this is a weights file and not a checkpoint: it cannot be resumed")         \
  X(NCA_ERR_CHECKPOINT_VERSION, -41, "the checkpoint is of another version of this program")                   \
  X(NCA_ERR_CHECKPOINT_DAMAGED, -42, "the checkpoint lacks a part, or a number in it makes no sense")          \
  X(NCA_ERR_TARGET_EMPTY, -50, "the picture is empty: there is nothing to grow")                               \
  X(NCA_ERR_DISTILL_FORMAT, -60, "this is not one of the models that Distill published as JSON")               \
  X(NCA_ERR_DISTILL_SHAPE, -61, "the JSON model has other layers than 48 to 128 to 16 numbers")                \
  X(NCA_ERR_DISTILL_DATA, -62, "the weights in the JSON model are cut short or no base64")                     \
  X(NCA_ERR_DISTILL_SIZE, -63, "the JSON is larger than 100 MB: it is no model")                               \
  X(NCA_ERR_FILE_COMPRESSED, -70, "this file is packed (gzip, bzip2, xz, 7z, zstd or tar): unpack it first")   \
  X(NCA_ERR_FILE_UTF16, -71, "this is a text in UTF-16: save it as UTF-8")                                     \
  X(NCA_ERR_WEIGHTS_SIZES, -72, "the model is of another size than can be run: channels are 8 to 64 by fours, hidden 16 to 512 by sixteens, goals 1 to 255, a decoder 16 to 64 by fours at scale 2 to 16")

typedef enum {
#define NCA_STATUS_ENUM(name, value, text) name = value,
  NCA_STATUS_LIST(NCA_STATUS_ENUM)
#undef NCA_STATUS_ENUM
} nca_status;

/* The sentence for a status, without a full stop. Never NULL. */
const char *nca_status_text(int status);

/* Its name, such as "NCA_ERR_MEMORY". Never NULL. */
const char *nca_status_name(int status);

/* Whether the SIMD kernels compute what the scalar definitions say on this machine: some browsers claim SIMD and get it wrong. */
bool nca_self_test(void);

/* ---------------------------------------------------------------- model */

/* What a model is put together from: three lists of X(name, value, file, the word for it in files and options, its meaning), each row with a file of its own. */

/* When a cell must have a living neighbour: src/grow/alive_FILE.c, see alive.h there. */
#define NCA_ALIVE_LIST(X)                                                      \
  X(NCA_ALIVE_POST, 0, post, "post", "after a step (the blog post)")           \
  X(NCA_ALIVE_PRE_POST, 1, pre_post, "pre+post", "before and after (Distill)") \
  X(NCA_ALIVE_NONE, 2, none, "none", "never, and no cell dies, for textures")

/* What a cell sees beside itself: src/kernels/FILE.c, see kernels.h there. */
#define NCA_FILTERS_LIST(X)                                                                                                          \
  X(NCA_FILTERS_SOBEL, 0, sobel, "sobel", "the gradients of its neighbourhood")                                                      \
  X(NCA_FILTERS_ISOTROPIC, 1, isotropic, "isotropic", "its Laplacian and how steep it is, which know no direction")                  \
  X(NCA_FILTERS_SOBEL_LAPLACIAN, 2, sobel_laplacian, "sobel+laplacian", "the gradients and the Laplacian")

/* What lies beyond the edge of the grid: src/base/edge_FILE.c, see edge.h there. */
#define NCA_EDGE_LIST(X)                        \
  X(NCA_EDGE_ZERO, 0, zero, "zero", "nothing")  \
  X(NCA_EDGE_TORUS, 1, torus, "torus", "its other side")

#define NCA_ENUM(name, value, ...) name = value,
typedef enum { NCA_ALIVE_LIST(NCA_ENUM) } nca_alive_rule;
typedef enum { NCA_FILTERS_LIST(NCA_ENUM) } nca_filters;
typedef enum { NCA_EDGE_LIST(NCA_ENUM) } nca_edge;

/* The words of each, in order, with spaces between, as nca_word_index takes them. */
const char *nca_alive_words(void);
const char *nca_filters_words(void);
const char *nca_edge_words(void);

/* What a model is made of. Everything that has a size goes by it. */
typedef struct {
  int channels; /* C: RGBA, then hidden ones */
  int hidden;   /* D */
  nca_filters filters;
  nca_alive_rule alive;
  nca_edge edge;
  int goals;         /* G: what one rule can grow; each is a row of the first bias, and all else they share */
  int decoder;       /* E: width of the network that draws a finer picture out of a state; 0: there is none */
  int decoder_scale; /* pixels a cell, at which it was trained; 0 without one */
} nca_shape;

/* 16 channels, 128 hidden, Sobel, post, nothing beyond the edge, one goal, no decoder: what a file means that says nothing of its shape. */
nca_shape nca_shape_usual(void);
bool nca_shape_valid(const nca_shape *shape);

/* Where the tensors of a model lie in its parameters, which are numbered in the order of the notebook's state_dict; gradients lie alike. */
typedef struct {
  int perceived;      /* P */
  int w1, b1, w2, b2; /* where W1 [D][P], b1 [G][D], W2 [C][D], b2 [C] begin */
  int decoder_weights[3], decoder_biases[3]; /* where [E][C + 4], [E]; [E][E], [E]; [4][E], [4] begin */
  int num_params;     /* of all of them */
} nca_layout;

nca_layout nca_layout_of(const nca_shape *shape);

typedef struct {
  nca_shape shape;
  float sobel_scale;     /* factor of the Sobel kernels, 1e-6 .. 1e6: 1 (the blog post) or 1/8 (Distill) */
  double fire_rate;      /* probability that a cell takes its update, 2^-24 .. 1 */
  double alive_threshold; /* a cell lives where the 3x3 maximum of alpha exceeds this, in [0, 1) */
  bool premultiplied;    /* whether RGB is already multiplied by alpha */
} nca_config;

nca_config nca_config_blog(void);    /* post, 1, 0.5, 0.1, straight alpha */
nca_config nca_config_distill(void); /* pre+post, 1/8, 0.5, 0.1, premultiplied alpha */

/* Whether every field is in its range. */
bool nca_config_valid(const nca_config *config);

/* What is compared of a state and its target, see nca_texture_error. X(name, value, word, its meaning) */
#define NCA_MATCH_LIST(X) X(NCA_MATCH_PIXELS, 0, "pixels", "pixel by pixel") X(NCA_MATCH_TEXTURE, 1, "texture", "the patches of both, wherever they lie")
typedef enum { NCA_MATCH_LIST(NCA_ENUM) } nca_match_rule;
#undef NCA_ENUM
const char *nca_match_words(void);

typedef struct {
  nca_config config;
  float *params; /* [num_params], as nca_layout_of has them; the model's own, see nca_model_free */
  /* What a file says about itself; empty or 0 where it says nothing. UTF-8. */
  char name[NCA_TEXT_BYTES], target[NCA_TEXT_BYTES], license[NCA_TEXT_BYTES];
  char family[NCA_TEXT_BYTES];   /* of which pictures the goals are the corners, see nca_family_mix; empty: each is a picture by itself */
  int height_cells, width_cells; /* the grid it was trained on */
  int padding_cells;             /* of nothing around its target, on every side */
  int turns;                     /* of its target that counted, as the recipe has it; 0: none but the target itself */
  nca_match_rule match;          /* what of its target counted */
  int64_t epochs;                /* optimiser updates it was trained for */
  char *goal_names;              /* one a line, each shorter than NCA_TEXT_BYTES; the model's own; NULL: they have none */
} nca_model;

/* A fresh model: W1 and b1 uniform in +-1/sqrt(P), as torch.nn.Conv2d draws them; W2 and b2 zero; of a decoder the first two layers likewise, and the last zero. What *model held before is not looked at,
 * here and wherever else a model is made or read. false: no memory; then *model is as it was. */
bool nca_model_init(nca_model *model, const nca_config *config, uint32_t seed);

/* Another one like it, with parameters of its own. */
bool nca_model_copy(nca_model *model, const nca_model *from);

/* All that `from` holds but the names of its goals, into one of the same shape. */
void nca_model_set(nca_model *model, const nca_model *from);

/* Give back the parameters and the names of the goals; then they are NULL. Also of a model of zeros. */
void nca_model_free(nca_model *model);

/* Name the goals [G]; NULL: they have no names any more. false: no memory; then it is as it was. */
bool nca_model_name_goals(nca_model *model, const char *const *names);

/* The name of a goal, empty where it has none; and the first goal of that name, -1: there is none. */
void nca_model_goal_name(char name[NCA_TEXT_BYTES], const nca_model *model, int goal);
int nca_model_find_goal(const nca_model *model, const char *name);

/* ---------------------------------------------------------------- weights files (safetensors) */

typedef enum { NCA_F32 = 0, NCA_F16 = 1 } nca_dtype;

/* Read a safetensors file. A file without our metadata is taken for config blog. The whole file is checked
 * before *model is touched. bytes [size_bytes]. Returns NCA_OK, an NCA_ERR_WEIGHTS_*, NCA_ERR_MEMORY, or an NCA_ERR_FILE_*: what it is
 * instead. */
int nca_weights_read(nca_model *model, const uint8_t *bytes, size_t size_bytes);

/* Write the model as safetensors into bytes [capacity_bytes] and return the file's size, which may be larger than
 * the capacity: then nothing was written (call with NULL, 0 to learn the size). */
size_t nca_weights_write(uint8_t *bytes, size_t capacity_bytes, const nca_model *model, nca_dtype dtype);

/* ---------------------------------------------------------------- pictures */

/* How a picture becomes a target of height_cells x width_cells: padding_cells of nothing on every side and inside them
 * the whole picture, resized by Pillow's LANCZOS (alpha-weighted, 8-bit), in straight or premultiplied alpha. */
typedef struct {
  int height_cells, width_cells;
  int padding_cells; /* leaves at least one cell */
  bool premultiplied;
  bool keep_aspect; /* as large as fits, centred; else stretched to fill */
  int scale;        /* pixels a cell, for what a decoder shall draw: the target is [scale H][scale W][4], and lies where that of the cells does; 0: one */
} nca_target_desc;

/* Decode a PNG into target [H][W][4], values in 0..1. bytes [size_bytes].
 * Returns NCA_OK, an NCA_ERR_IMAGE_* or NCA_ERR_FILE_*, or NCA_ERR_MEMORY; target is touched only on NCA_OK. */
int nca_target_read(float *target, const nca_target_desc *desc, const uint8_t *bytes, size_t size_bytes);

/* The same from pixels [height][width][4], RGBA8 in straight alpha: a canvas, an emoji, a drawing. */
int nca_target_from_rgba(float *target, const nca_target_desc *desc, const uint8_t *rgba, int height_pixels, int width_pixels);

/* Raise the alpha of every pixel of target [H][W][4] that is not wholly transparent to at least min_alpha, 0..1. In straight alpha a
 * faint pixel may hold a bright colour that counts in the loss, yet a cell can show it only if it or a neighbour lives, that is,
 * has more alpha than the threshold; and the gradient does not see life. */
void nca_target_raise_alpha(float *target, int height_cells, int width_cells, float min_alpha);

/* target [H][W][4] turned by turn / num_turns of a full circle about the cell of the seed, (H/2, W/2), to turned [H][W][4]: bicubic, values in
 * 0..1, nothing beyond the edge. Turn 0 is the target itself. */
void nca_target_turn(float *turned, const float *target, int height_cells, int width_cells, int turn, int num_turns);

/* The same about the middle of the picture, ((H - 1)/2, (W - 1)/2), which lies half a cell beside the seed's where a side is even. */
void nca_picture_turn(float *turned, const float *picture, int height_cells, int width_cells, int turn, int num_turns);

/* All turns of a target: turned [num_turns][H][W][4]. */
void nca_target_turns(float *turned, const float *target, int height_cells, int width_cells, int num_turns);

/* target [H][W][4] enlarged by cubic convolution to enlarged [scale H][scale W][4], values in 0..1, nothing beyond the edge: what a picture finer than the grid is to
 * be better than. */
void nca_target_enlarge(float *enlarged, const float *target, int height_cells, int width_cells, int scale);

/* How far a state is from a target as a texture: the sliced Wasserstein distance between all their patches of 5x5 cells, near and wide, in the units of a mean
 * squared error; the same whatever lies where, and however large the grid. state [H][W][C], target [target H][target W][4]; patches go round the
 * edge. Negative: no memory. */
double nca_texture_error(const float *state, int channels, int height_cells, int width_cells, const float *target, int target_height_cells,
                         int target_width_cells);

/* Whether a target can be learnt: NCA_OK, 1 where all of the picture inside the padding is opaque (then a rectangle will grow), or
 * NCA_ERR_TARGET_EMPTY where no pixel has enough alpha to live. target as `desc` made it. */
int nca_target_check(const float *target, const nca_target_desc *desc, double alive_threshold);

/* ---------------------------------------------------------------- fire mask */

/* mask [H][W]: 1 where a cell fires in this step, else 0. A pure function of its arguments: every backend draws the same cells. */
void nca_fire_mask(uint8_t *mask, int height_cells, int width_cells, uint32_t seed, uint32_t step, double fire_rate);

/* ---------------------------------------------------------------- simulation */

typedef struct nca_sim nca_sim;
typedef struct {
  int height_cells, width_cells; /* 1 .. NCA_MAX_SIDE_CELLS */
} nca_sim_desc;

nca_sim *nca_sim_create(const nca_sim_desc *desc); /* an empty grid with an all-zero rule; NULL: no memory */
void nca_sim_destroy(nca_sim *sim);                /* NULL is fine */

/* Copy configuration and parameters in; the grid stays as it is, of other channels those that both have, and what is new is 0. One of another shape takes memory anew, and has one
 * kind alone. false: there is none; then nothing changed. */
bool nca_sim_set_model(nca_sim *sim, const nca_model *model);

/* What grows, of all that the model can: a goal, or a mix of them, weights [G], that sum to 1. Other finite numbers are allowed: they lie outside of what was learnt.
 * The first goal grows at first, and after another model came that has another shape. With several kinds, see below, it is the first one's. */
void nca_sim_set_goal(nca_sim *sim, int goal);
void nca_sim_set_mix(nca_sim *sim, const float *weights);

/* The mix that is a point of a family, whose every picture is told by num_axes (1 to 7) numbers of 0 to 1, point [num_axes]. weights [2^num_axes]: of the corners of
 * that space, where axis i is at 1 if bit i of the goal's number is set and at 0 if not; they are multilinear, and sum to 1. */
void nca_family_mix(float *weights, const float *point, int num_axes);

/* Several kinds on one grid, each a mix, mixes [num_kinds][G]: every cell is of one, and grows by it. At the beginning of a step a cell without any number but zero
 * takes the kind of the living cell within its sight with the most alpha (of equal ones the first in reading order), so kinds spread by growth alone. All cells are of
 * kind 0 at first; one kind is the same as nca_sim_set_mix. A model of another shape leaves one kind. false: no memory; then nothing changed. */
bool nca_sim_set_kinds(nca_sim *sim, const float *mixes, int num_kinds);
int nca_sim_num_kinds(const nca_sim *sim);
uint8_t *nca_sim_kinds(nca_sim *sim);                 /* [H][W], to be written too; NULL where there is but one */
const float *nca_sim_mixes(const nca_sim *sim);       /* [num_kinds][G] */

/* Let every cell perceive turned by this angle, in radians: the same rule then grows the picture turned. */
void nca_sim_set_angle(nca_sim *sim, float angle_radians);

/* Clear, plant one seed at (W/2, H/2), start again at step 0 with this seed of the fire mask. */
void nca_sim_reset(nca_sim *sim, uint32_t seed);

/* Go on as if num_steps had been taken with this seed of the fire mask; the grid stays. A state that was saved and is put back
 * then goes on to the same bits. */
void nca_sim_set_clock(nca_sim *sim, uint32_t seed, uint32_t num_steps);

/* Set every cell to zero; step and seed stay. */
void nca_sim_clear(nca_sim *sim);

/* Advance by num_steps (0 or more). */
void nca_step(nca_sim *sim, int num_steps);

/* Plant a seed: alpha and hidden channels 1, RGB 0; of kind 0, or of this one. Outside the grid: nothing. */
void nca_sim_seed(nca_sim *sim, int x_cells, int y_cells);
void nca_sim_seed_kind(nca_sim *sim, int x_cells, int y_cells, int kind);

/* A wound that is a disc. */
void nca_sim_damage(nca_sim *sim, float x_cells, float y_cells, float radius_cells);

/* What one takes away, or spoils, at once. (x, y) is a point, in cells; (x + 0.5, y + 0.5) is the centre of cell x, y.
 * A disc takes what is seen beyond the edge too: on a torus it goes round. The other two end at the edge: one straight line parts no torus in two, so a half cut has
 * two sides, the line and the edge, and takes as much as elsewhere. The wounds of training and of the probe are these. */
typedef enum {
  NCA_WOUND_DISC = 0,       /* about the point, with radius size */
  NCA_WOUND_HALF_PLANE = 1, /* all that lies from the point in the direction of the normal */
  NCA_WOUND_BAND = 2,       /* a straight cut through the point, of width size, across the normal */
} nca_wound_shape;

typedef struct {
  nca_wound_shape shape;
  float x_cells, y_cells, size_cells;
  float normal_x, normal_y; /* of length 1; a disc needs none */
} nca_wound;

/* Set to zero every cell whose centre the wound covers. */
void nca_sim_wound(nca_sim *sim, const nca_wound *wound);

/* A graft: every cell whose centre the shape covers is of this kind from now on, and stays as it is. */
void nca_sim_graft(nca_sim *sim, const nca_wound *where, int kind);

/* Set every cell whose centre the shape covers to random numbers: RGBA in 0..1, hidden channels in -1..1, each a pure function
 * of seed, cell and channel. */
void nca_sim_noise(nca_sim *sim, const nca_wound *where, uint32_t seed);

/* The state [H][W][C]. After writing into it call nca_sim_state_changed, once, before the next call. */
float *nca_sim_state(nca_sim *sim);
void nca_sim_state_changed(nca_sim *sim);
const float *nca_sim_cells(const nca_sim *sim); /* the same, to be read only */

/* A snapshot: another simulation that stands just as this one and goes on to the same bits; NULL: no memory. And back to it; both are of one
 * size. false: no memory, which only one whose shape has changed since needs; then nothing changed. */
nca_sim *nca_sim_clone(const nca_sim *sim);
bool nca_sim_restore(nca_sim *sim, const nca_sim *snapshot);

int nca_sim_height(const nca_sim *sim); /* cells */
int nca_sim_width(const nca_sim *sim);
uint32_t nca_sim_num_steps(const nca_sim *sim); /* since the reset */
uint32_t nca_sim_fire_seed(const nca_sim *sim); /* of the fire mask */
float nca_sim_angle(const nca_sim *sim);        /* radians */
nca_config nca_sim_config(const nca_sim *sim);
int nca_sim_num_alive(const nca_sim *sim);      /* cells that have a living cell in their 3x3 */

/* The picture as rgba [H][W][4] bytes in straight alpha, as PNG and ImageData want it. */
void nca_sim_rgba(const nca_sim *sim, uint8_t *rgba);

/* Mean squared error of the grid's RGBA against target [H][W][4]. */
double nca_sim_loss(const nca_sim *sim, const float *target);

/* For showing and teaching: perceived [H][W][P] and delta [H][W][C] of every cell, near the flake or not, as the next step would
 * compute them if every cell fired. Where a cell does fire the step adds just these bits. Either may be NULL. Changes nothing. */
void nca_sim_inspect(const nca_sim *sim, float *perceived, float *delta);

/* ---------------------------------------------------------------- decoder: a picture finer than the grid, out of the state */

/* At every pixel it sees the state between the four cells around, and where between them it is; two layers of E numbers make RGBA of that. So the picture has any
 * scale: pixel (y, x) of it lies at ((y + 0.5) / scale - 0.5, (x + 0.5) / scale - 0.5) in cells, whose centres are whole numbers. At the edge of the grid, a torus or not, its
 * last cells go on. A decoder belongs to one thread at a time, as everything here; the state may be a simulation's or anybody's. */
typedef struct nca_decoder nca_decoder;

typedef struct {
  int32_t y, x;
} nca_pixel; /* of the finer picture */

typedef struct {
  int top, left, height, width;
} nca_area; /* pixels of it */

/* Of a model that has a decoder, copied; scale 1 .. NCA_MAX_FINE_SCALE. NULL: no memory. */
nca_decoder *nca_decoder_create(const nca_model *model, int scale);
void nca_decoder_destroy(nca_decoder *decoder); /* NULL is fine */

/* Other parameters, of a model with as many channels and as wide a decoder. */
void nca_decoder_set_model(nca_decoder *decoder, const nca_model *model);
int nca_decoder_scale(const nca_decoder *decoder);

/* An area of the finer picture [area height][area width][4] of the state [H][W][C], or (NULL) all of it [scale H][scale W][4]. Where four cells meet of which no number
 * differs from zero it costs nothing. As floats, RGBA as the state has it; as bytes in straight alpha, with nothing there whatever the decoder makes of it. */
void nca_decode(nca_decoder *decoder, float *picture, const float *state, int height_cells, int width_cells, const nca_area *area);
void nca_decode_rgba(nca_decoder *decoder, uint8_t *rgba, const float *state, int height_cells, int width_cells, const nca_area *area);

/* The same at pixels here and there: picture [num_pixels][4]. */
void nca_decode_pixels(nca_decoder *decoder, float *picture, const float *state, int height_cells, int width_cells, const nca_pixel *pixels, int num_pixels);

/* For losses of one's own, dpicture [num_pixels][4]: the gradient by the decoder's parameters is added to grads [num_params], those of the whole model, and the one by the state to
 * dstate [H][W][C] (NULL: not wanted), from where nca_rollout takes it on. */
void nca_decode_backward(nca_decoder *decoder, float *grads, float *dstate, const float *dpicture, const float *state, int height_cells, int width_cells,
                         const nca_pixel *pixels, int num_pixels);

/* ---------------------------------------------------------------- rollouts: for losses of one's own */

/* Steps forward, and back through the same steps with the gradient of any loss on any of their states; nca_trainer is this with the losses of
 * this file. Mean squared error against `target` after 64 steps, and the gradient of it by all parameters:
 *
 *   nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = 64 }, &model);
 *   nca_rollout_forward(rollout, 64);
 *   const float *state = nca_rollout_state(rollout);
 *   float *dstate = nca_rollout_turn(rollout);
 *   for (int i = 0; i < H * W; i++)
 *     for (int c = 0; c < 4; c++) dstate[i * C + c] += 2 * (state[i * C + c] - target[i * 4 + c]) / (H * W * 4);
 *   nca_rollout_backward(rollout, grads, 64);
 *
 * For a loss that looks at step 40 as well keep that state, go back 24 steps, add its gradient to dstate, go back the other 40. */
typedef struct nca_rollout nca_rollout;
typedef struct {
  int height_cells, width_cells;
  int num_steps_max; /* 1 .. NCA_MAX_ROLLOUT_STEPS */
  bool is_fused;     /* as in nca_trainer_desc */
} nca_rollout_desc;

/* Begun from the seed, with fire mask 0. The model is copied. NULL: no memory. */
nca_rollout *nca_rollout_create(const nca_rollout_desc *desc, const nca_model *model);
void nca_rollout_destroy(nca_rollout *rollout);                                            /* NULL is fine */
uint64_t nca_rollout_size_bytes(const nca_rollout_desc *desc, const nca_config *config); /* all that create takes */

/* Begin again, by this model, which has the channels, hidden, filters and goals of the one it was created with, and at most its fire rate: from state [H][W][C], or NULL, one seed at
 * (W/2, H/2); with this seed of the fire mask. */
void nca_rollout_begin(nca_rollout *rollout, const nca_model *model, const float *state, uint32_t seed);

/* So many steps more, num_steps_max at most since the beginning. Not after nca_rollout_turn. */
void nca_rollout_forward(nca_rollout *rollout, int num_steps);

/* What grows from here on, as nca_sim_set_mix; the first goal after nca_rollout_begin. Before the first step. The gradient by a row of b1 is that of the mix times its weight. */
void nca_rollout_set_mix(nca_rollout *rollout, const float *weights);

/* The last state [H][W][C] that was made, also on the way back. */
const float *nca_rollout_state(const nca_rollout *rollout);
int nca_rollout_num_steps(const nca_rollout *rollout); /* that could be gone back */

/* Turn to go back. The result is dstate [H][W][C], zero: the gradient of the loss by the last state is to be added to it. */
float *nca_rollout_turn(nca_rollout *rollout);

/* Go back so many steps: the gradient by the parameters is added to grads [num_params], and dstate becomes the one by the state before them. */
void nca_rollout_backward(nca_rollout *rollout, float *grads, int num_steps);

/* ---------------------------------------------------------------- training */

/* What becomes of the gradient before Adam sees it. */
typedef enum {
  NCA_GRADS_CLIP = 0,       /* scaled so that its L2 norm over all parameters is at most clip_norm (0: any) (the blog post) */
  NCA_GRADS_PER_TENSOR = 1, /* each tensor divided by its own L2 norm (Distill) */
} nca_grads_rule;

/* At which states of a rollout the loss is taken. */
typedef enum {
  NCA_LOSS_LAST = 0,  /* the last one, the rollout's length being drawn anew each epoch (the blog post) */
  NCA_LOSS_EVERY = 1, /* the mean over all states from num_steps_min to num_steps_max of one longest rollout: what LAST is on average */
} nca_loss_rule;

/* How parameters follow the gradient. */
typedef enum {
  NCA_OPTIMIZER_ADAM = 0, /* the blog post, and Distill */
  NCA_OPTIMIZER_MUON = 1, /* the two matrices by orthogonalised momentum, the biases by Adam: about half the epochs; see muon.c */
} nca_optimizer;

/* Which parameters learn. */
typedef enum {
  NCA_LEARNS_ALL = 0,
  NCA_LEARNS_DECODER = 1, /* the decoder's alone: the rule stays as it is, and nothing is gone back */
  NCA_LEARNS_DETAILS = 2, /* the decoder's, and of the rule what lies beyond its first kept_channels and kept_hidden, which stay as they are (src/train/kept.h says what for) */
} nca_learns;

/* The wounds of training, drawn anew for every wounded sample; see wound.h. */
typedef enum {
  NCA_WOUND_KIND_DISC = 0,   /* anywhere in the middle half of the grid */
  NCA_WOUND_KIND_CENTRE = 1, /* a disc where the seed was */
  NCA_WOUND_KIND_HALF = 2,   /* half of the grid */
  NCA_WOUND_KIND_BAND = 3,   /* a cut, 2 to 6 cells wide */
} nca_wound_kind;
enum { NCA_NUM_WOUND_KINDS = 4 };

/* How to train. Every field stands here once, with all that anybody needs to know of it: from this list come the struct, what is valid, what
 * checkpoints hold, the options of `nca train`, and what JavaScript takes. A new field is a line here, and its use.
 *   X(type, name, dimensions, smallest and largest value, the blog's value, since which version of checkpoints,
 *     the words of an enumeration in order, option and argument of `nca train`, meaning)
 * Two fields of one option are the ends of a range. A field that a checkpoint of an older version cannot have is there taken to have the
 * blog's value: in a new field that is the one which leaves everything as it was.
 * Overflow and stillness are those of Niklasson et al. (IsoNCA), https://arxiv.org/abs/2205.01681: the mean over the last state of
 * (x - clamp(x, -2, 2))^2, and the mean over the last step of |change|. Survival is the mean over all states of a rollout, but the one it begins with, of
 * max(0, 1/2 - largest alpha)^2: what has died has no gradient, and this is the one of what is about to. */
#define NCA_RECIPE_LIST(X) \
  X(int, num_steps_min, , 1, NCA_MAX_ROLLOUT_STEPS, 64, 1, "", "steps", "A..B", "length of a rollout, drawn anew each epoch") \
  X(int, num_steps_max, , 1, NCA_MAX_ROLLOUT_STEPS, 95, 1, "", "steps", "A..B", "the longest, included") \
  X(nca_loss_rule, loss, , 0, NCA_LOSS_EVERY, NCA_LOSS_LAST, 1, "last every", "loss", "NAME", \
    "last: of the last state; every: the mean over all states from A to B of a rollout") \
  X(int, batch, , 1, NCA_MAX_BATCH, 1, 1, "", "batch", "N", "rollouts an epoch") \
  X(float, learning_rate, , 1e-30f, 1e9f, 2e-3f, 1, "", "learning-rate", "X", "of Adam") \
  X(float, beta1, , 0, 0.99999994f, 0.9f, 1, "", "", "", "of Adam: how long it remembers gradients") \
  X(float, beta2, , 0, 0.99999994f, 0.999f, 1, "", "", "", "of Adam: how long it remembers their squares") \
  X(float, epsilon, , 1e-30f, 1e9f, 1e-8f, 1, "", "", "", "of Adam: what keeps it from dividing by zero") \
  X(nca_grads_rule, grads, , 0, NCA_GRADS_PER_TENSOR, NCA_GRADS_CLIP, 1, "clip per-tensor", "grads", "NAME", \
    "clip: the whole gradient to --clip; per-tensor: each tensor to norm 1") \
  X(float, clip_norm, , 0, 1e9f, 1e-3f, 1, "", "clip", "X", "largest norm of the gradient, 0: any") \
  X(nca_optimizer, optimizer, , 0, NCA_OPTIMIZER_MUON, NCA_OPTIMIZER_ADAM, 1, "adam muon", "optimizer", "NAME", "adam, or muon: about half the epochs") \
  X(float, muon_rate, , 1e-30f, 1e9f, 0.03f, 1, "", "muon-rate", "X", "of the two matrices under muon; it falls as the learning rate does") \
  X(float, weight_decay, , 0, 1e9f, 0, 1, "", "weight-decay", "X", "by which the matrices shrink under muon, times their rate") \
  X(float, learning_rate_end, , 0, 1e9f, 2e-3f, 1, "", "learning-rate-end", "X", "to which it falls over the run") \
  X(int64_t, decay_begin_epoch, , 0, (1LL << 53) - 1, 0, 1, "", "decay-from", "N", "the epoch where it begins to fall") \
  X(int64_t, decay_end_epoch, , 0, (1LL << 53) - 1, 0, 1, "", "", "", "the epoch where it has fallen; the same: it stays as it is") \
  X(int, pool_size, , 0, NCA_MAX_POOL, 0, 1, "", "pool", "N", "states in the sample pool, 0: none, every rollout begins from the seed") \
  X(float, seeds_per_batch, , 0, 1e9f, 0, 1, "", "seeds", "X", \
    "samples of a batch, those that lost most, that begin from the seed all the same; 1.5: two in every second batch") \
  X(float, wounds_per_batch, , 0, 1e9f, 0, 1, "", "wounds", "X", "samples of a batch, those that lost least, that are wounded") \
  X(int64_t, wound_begin_epoch, , 0, (1LL << 53) - 1, 0, 1, "", "wounds-from", "N", "the epoch from which on they are") \
  X(float, wound_shares, [NCA_NUM_WOUND_KINDS], 0, 1e9f, NCA_BLOG_WOUND_SHARES, 1, "", "wound-kinds", "A,B,C,D", \
    "how often discs, discs at the centre, half cuts, bands, relative to their sum") \
  X(float, overflow_weight, , 0, 1e9f, 0, 1, "", "overflow", "X", "weight of the loss on values outside -2 .. 2") \
  X(float, stillness_weight, , 0, 1e9f, 0, 1, "", "stillness", "X", "weight of the loss on change in the last step") \
  X(int, turns, , 1, NCA_MAX_TURNS, 1, 2, "", "turns", "N", \
    "the loss is the least over N turns of the target, each a further N-th of a circle about the seed: an isotropic rule has no up") \
  X(nca_match_rule, match, , 0, NCA_MATCH_TEXTURE, NCA_MATCH_PIXELS, 2, "pixels texture", "match", "NAME", \
    "what the loss compares. pixels: state and target, one by one; texture: their patches, wherever they lie, round the edge") \
  X(nca_learns, learns, , 0, NCA_LEARNS_DETAILS, NCA_LEARNS_ALL, 3, "all decoder details", "learn", "NAME", \
    "all: rule and decoder; decoder: that alone, the rule stays as it is; details: the decoder, and what --channels and --hidden add to --init") \
  X(float, fine_weight, , 0, 1e9f, 0, 3, "", "fine-weight", "X", "weight of the loss of the picture that a decoder draws") \
  X(int, fine_pixels, , 1, NCA_MAX_FINE_PIXELS, 256, 3, "", "fine-pixels", "N", "pixels of it that count at each state that does, drawn anew") \
  X(float, morphs_per_batch, , 0, 1e9f, 0, 4, "", "morphs", "X", \
    "samples of a batch that begin from what another goal has grown, and learn to turn into their own") \
  X(int, kept_channels, , 0, NCA_MAX_CHANNELS, 0, 5, "", "kept-channels", "N", "of a cell's numbers so many stay as they are where details are learnt (those of --init)") \
  X(int, kept_hidden, , 0, NCA_MAX_HIDDEN, 0, 5, "", "kept-hidden", "N", "and of the hidden layer's so many (those of --init)") \
  X(float, survival_weight, , 0, 1e9f, 0, 6, "", "survival", "X", "weight of the loss on states in which no cell is above half, for a rule whose seeds die")
#define NCA_BLOG_WOUND_SHARES { 2.0f, 1.5f, 3.0f, 2.0f }

typedef struct {
#define NCA_RECIPE_MEMBER(type, name, dimensions, min, max, blog, since, words, option, argument, meaning) type name dimensions;
  NCA_RECIPE_LIST(NCA_RECIPE_MEMBER)
#undef NCA_RECIPE_MEMBER
} nca_recipe;

nca_recipe nca_recipe_blog(void); /* 64..95 steps, batch 1, Adam(2e-3, 0.9, 0.999, 1e-8) throughout, clip 0.001 */

/* The three regimes of Distill's article, for a run of so many epochs: grow and no more, stay as it is for ever, and heal as well. */
nca_recipe nca_recipe_growing(int64_t num_epochs);
nca_recipe nca_recipe_persistent(int64_t num_epochs);
nca_recipe nca_recipe_regenerating(int64_t num_epochs);

/* These four by number, and what they are called. The blog's has no use for the epochs. */
#define NCA_RECIPE_BASES "blog growing persistent regenerating"
nca_recipe nca_recipe_base(int base, int64_t num_epochs);
const char *nca_recipe_bases(void); /* NCA_RECIPE_BASES, of the library that is linked */

/* The place of a word in a text of words with spaces between, from 0 on; -1: it is not there. */
int nca_word_index(const char *words, const char *word);

/* Whether every field is in its range, and they suit each other. Such a recipe can be saved in a checkpoint, and comes back the same. */
bool nca_recipe_valid(const nca_recipe *recipe);

/* Whether a model of such a shape can learn by it: where details are learnt, it has some beyond what is kept. */
bool nca_recipe_suits(const nca_recipe *recipe, const nca_shape *shape);

/* The first field that is not so, and in *wanted (or NULL) what it ought to be beside the others, "" where it is itself out of range;
 * -1: the recipe is valid. */
int nca_recipe_fault(const nca_recipe *recipe, const char **wanted);

/* The list above for programs: what a form, a command line or another language needs to offer every field and to check what it is given. */
typedef enum { NCA_FIELD_WHOLE = 0, NCA_FIELD_NUMBER = 1, NCA_FIELD_WORD = 2 } nca_field_kind;
typedef struct {
  const char *name;
  nca_field_kind kind;
  int count;                                 /* of numbers: 1, but of an array its length */
  double min, max;                           /* both allowed */
  int since;                                 /* which version of checkpoints */
  const char *words;                         /* of NCA_FIELD_WORD: what its values are called, from 0 on, with spaces between; else "" */
  const char *option, *argument, *meaning;   /* option without its dashes; "": there is none */
} nca_recipe_field;

int nca_recipe_num_fields(void);
const nca_recipe_field *nca_recipe_field_at(int field);
int nca_recipe_find(const char *name); /* -1: there is none */

/* The number at `index` of a field (0, but in an array), of a word its place. Setting one that is out of range, or no whole number where
 * one is wanted, returns false and changes nothing; numbers are rounded to float before. */
double nca_recipe_get(const nca_recipe *recipe, int field, int index);
bool nca_recipe_set(nca_recipe *recipe, int field, int index, double value);

/* The learning rate of an epoch, counted from 0. */
float nca_recipe_learning_rate(const nca_recipe *recipe, int64_t epoch);

/* Which samples of a batch a trainer rolls out: those whose index leaves `index` when divided by `count`. */
typedef struct {
  int index, count;
} nca_share;

typedef struct nca_trainer nca_trainer;
typedef struct {
  int height_cells, width_cells;
  nca_recipe recipe;
  uint32_t seed; /* draws rollout lengths and fire masks; same seed, same bits, whatever the threads and shares */
  int num_threads; /* that nca_train_epoch may use, each with memory for a rollout of its own; 0: one. Without OpenMP: one. */
  nca_share share; /* count 0: the whole batch */
  const float *fine_targets; /* [N][scale H][scale W][4], copied: of a model with a decoder, where fine_weight is more than 0; else NULL. Sides at most NCA_MAX_SIDE_PIXELS */
  bool is_fused; /* fused multiply-add in the products, see nca_trainer_can_fuse */
  /* Where the goals of the model are axes of a family rather than pictures each: what each target is a mix of, [num_targets][G], copied.
   * NULL: the targets are the goals, one by one. */
  const float *mixes;
  int num_targets; /* with mixes, 1 to NCA_MAX_KINDS */
} nca_trainer_desc;

/* Whether a trainer may be fused on this machine. It is a quarter faster then, but comes to other bits than everywhere else: the same ones
 * on every processor that can, x86 with AVX2 and FMA. */
bool nca_trainer_can_fuse(void);

/* targets [N][H][W][4], one for each goal of the model, or for each mix of desc, are copied. The model's parameters and configuration are where
 * training starts. Every sample has one target: of a pool slot s goes on towards target s % N, so that with a pool of many slots the targets of a
 * batch are drawn anew each epoch; without one the batches go through the targets in turn.
 * NULL: no memory. */
nca_trainer *nca_trainer_create(const nca_trainer_desc *desc, const nca_model *model, const float *targets);
void nca_trainer_destroy(nca_trainer *trainer); /* NULL is fine */

/* One epoch: roll out from the seed, back-propagate through every step, clip, one Adam update.
 * Returns NCA_OK or NCA_ERR_LOSS_NOT_FINITE. Then the epoch does not count, the parameters are those that last had a finite loss and
 * gradient, and states of the pool that ran off begin from the seed again, so that it makes sense to go on. */
int nca_train_epoch(nca_trainer *trainer);

/* The same in slices, so that a worker can hear messages: at most max_steps steps, forward or backward.
 * Returns 1 when the epoch is complete, 0 when there is more to do, or a negative status.
 * A trainer with a share returns 1 when its share is rolled out, and the epoch is yet to be finished. */
int nca_trainer_run_slice(nca_trainer *trainer, int max_steps);

/* All of its share of an epoch, on all its threads. The epoch is yet to be finished. */
void nca_trainer_run_share(nca_trainer *trainer);

/* For several trainers of one batch, each with a share, anywhere: when its share is rolled out, each gives the others the gradients
 * [num_params] and losses of its samples and puts theirs in the same places. Then each finishes the epoch by itself: all sum
 * in the order of the samples, so all come to the same parameters, those that one trainer alone would have come to. */
float *nca_trainer_sample_grads(nca_trainer *trainer, int sample);
double *nca_trainer_sample_losses(nca_trainer *trainer); /* [batch] */
int nca_trainer_finish_epoch(nca_trainer *trainer);      /* NCA_OK or NCA_ERR_LOSS_NOT_FINITE, as nca_train_epoch */

const float *nca_trainer_params(const nca_trainer *trainer); /* [num_params], as in nca_model */
const nca_model *nca_trainer_model(const nca_trainer *trainer); /* as it stands: that it began with, with these parameters, size and epochs; the trainer's own */
const nca_recipe *nca_trainer_recipe(const nca_trainer *trainer);
int nca_trainer_num_targets(const nca_trainer *trainer);
const float *nca_trainer_target(const nca_trainer *trainer, int target); /* [H][W][4] */
const float *nca_trainer_fine_target(const nca_trainer *trainer, int target); /* [scale H][scale W][4]; NULL: none counts */
double nca_trainer_goal_loss(const nca_trainer *trainer, int target); /* of the last sample that had this target; negative: there was none since this trainer was created */
int nca_trainer_height(const nca_trainer *trainer);          /* cells */
int nca_trainer_width(const nca_trainer *trainer);
uint32_t nca_trainer_seed(const nca_trainer *trainer);
double nca_trainer_loss(const nca_trainer *trainer);         /* of the last complete epoch, before its update */
double nca_trainer_grad_norm(const nca_trainer *trainer);    /* of the last complete epoch, before clipping */
int64_t nca_trainer_num_epochs(const nca_trainer *trainer);
int nca_trainer_batch(const nca_trainer *trainer); /* samples an epoch */

/* One rollout of num_steps, at most num_steps_max, from the seed with the given seed of the fire mask, towards a target: the loss of its last state, and its gradient
 * grads [num_params] (NULL: the loss alone). Changes nothing of the training. Not in the middle of an epoch, and for a
 * recipe with NCA_LOSS_LAST alone. */
double nca_trainer_gradient(nca_trainer *trainer, float *grads, int target, uint32_t seed, int num_steps);

/* One clipped Adam update with this gradient [num_params]; returns its norm before clipping. A gradient whose norm is not finite, or above
 * 1e18, leaves everything as it was, and the result is infinite. */
double nca_trainer_update(nca_trainer *trainer, const float *grads);

/* Bytes of memory that nca_trainer_create takes for such a trainer, all it ever takes. */
uint64_t nca_trainer_size_bytes(const nca_trainer_desc *desc, const nca_config *config);

/* The state [H][W][C] of a slot of the pool, between epochs; all zero where it keeps none yet, and begins from the seed; NULL where it belongs
 * to another share. Slot s belongs to the share that has sample s % batch. */
const float *nca_trainer_pool_state(const nca_trainer *trainer, int slot);

/* ---------------------------------------------------------------- checkpoints: a run that can go on to the same bits */

typedef struct {
  nca_model model; /* as it stood, yours to free; its epochs include those of this run */
  nca_recipe recipe;
  uint32_t seed;
  int64_t num_epochs, num_epochs_planned; /* of this run */
} nca_checkpoint;

/* A checkpoint is a safetensors file: a head, and behind it nca_trainer_pool_state of every slot, in order, as little-endian floats
 * (the shares of one run give theirs to whoever writes). Between epochs alone. `about` is the model as it will be saved, for its
 * texts, padding and epochs. Returns the size of the head, as nca_weights_write. */
size_t nca_checkpoint_write_head(uint8_t *bytes, size_t capacity_bytes, const nca_trainer *trainer, const nca_model *about, int64_t num_epochs_planned);

/* What a checkpoint is about. NCA_OK, an NCA_ERR_CHECKPOINT_*, or what nca_weights_read returns. */
int nca_checkpoint_read(nca_checkpoint *checkpoint, const uint8_t *bytes, size_t size_bytes);

/* A trainer that goes on. Of `how` only num_threads, share and is_fused count; all else is in the file. The same errors; *trainer is NULL then. */
int nca_trainer_resume(nca_trainer **trainer, const nca_trainer_desc *how, const uint8_t *bytes, size_t size_bytes);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
