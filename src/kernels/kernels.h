/* Every kernel: the scalar definition and, beside it, the SIMD128 one with the same signature. They give the same bits:
 * each output is summed in the same order, one multiplication and one addition at a time.
 *
 * Arguments come in the order outputs, inputs, weights, saved values, dimensions. N counts packed cells and is a multiple
 * of 4, rows are contiguous, no two arrays overlap. Backward kernels only add to gradients of parameters and state. */
#ifndef NCA_KERNELS_H
#define NCA_KERNELS_H

#include <stdbool.h>
#include <stdint.h>

#include "kernels/simd.h"
#include "nca.h"

/* N for so many cells or pixels; the last rows of a short four are zero. */
static inline int nca_round_up_4(int count) {
  return (count + 3) & ~3;
}

/* A matrix [K][O] is packed in panels of 16 columns, [O / 16 rounded up][K][16]: a product reads one panel from end to end for all its rows.
 * Columns in their usual place lie 512 bytes apart, where they fight for the same few sets of the first cache. What the last panel lacks is 0. */
enum { NCA_PANEL = 16 };

/* Floats of the panels of such a matrix. */
static inline uint64_t nca_panels_size(int rows, int columns) {
  return (uint64_t)((columns + NCA_PANEL - 1) / NCA_PANEL * NCA_PANEL) * (uint64_t)rows;
}

/* panels [columns / 16 rounded up][rows][16] of a matrix whose element (r, c) lies at matrix[r * row_stride + c * column_stride]; columns a
 * multiple of 4 */
void nca_dense_pack(float *panels, const float *matrix, int rows, int columns, int row_stride, int column_stride);

/* out[n][o] = bias[o] + sum_k in[n][k] * panels[o / 16][k][o % 16]
 * out [N][O], in [N][K], panels [O / 16 rounded up][K][16], bias [O] or NULL; O a multiple of 4 */
#define NCA_DENSE_FORWARD(name) void name(float *out, const float *in, const float *panels, const float *bias, int N, int K, int O)
NCA_DENSE_FORWARD(nca_dense_forward__scalar);

/* The same and then relu: out = max(out, 0), where NaN stays NaN. */
NCA_DENSE_FORWARD(nca_dense_relu_forward__scalar);

/* din[n][k] = sum_o dout[n][o] * panels[k / 16][o][k % 16]
 * din [N][K], dout [N][O], panels [K / 16 rounded up][O][16]; K a multiple of 4 */
#define NCA_DENSE_BACKWARD_INPUT(name) void name(float *din, const float *dout, const float *panels, int N, int O, int K)
NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__scalar);

/* The same through the relu that made `activated`: din is 0 where activated is not above 0.
 * din [N][K], dout [N][O], panels [K / 16 rounded up][O][16], activated [N][K]; K a multiple of 4 */
#define NCA_DENSE_RELU_BACKWARD_INPUT(name) \
  void name(float *din, const float *dout, const float *panels, const float *activated, int N, int O, int K)
NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__scalar);

/* dweight[o][k] += sum_n dout[n][o] * in[n][k]
 * dweight [O][K], dout [N][O], in [N][K]; O and K multiples of 4 */
#define NCA_DENSE_BACKWARD_WEIGHT(name) void name(float *dweight, const float *dout, const float *in, int N, int O, int K)
NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__scalar);

/* dbias[o] += sum_n dout[n][o]
 * dbias [O], dout [N][O]; O a multiple of 4 */
#define NCA_DENSE_BACKWARD_BIAS(name) void name(float *dbias, const float *dout, int N, int O)
NCA_DENSE_BACKWARD_BIAS(nca_dense_backward_bias__scalar);

/* What a cell perceives, by one set of filters: a file each, such as sobel.c, which NCA_FILTERS_LIST in nca.h names. A new set is such a file, a line there
 * and a golden file.
 *
 * out[n] = the filters of that file at cells[n], a plane of C numbers for each; saved[n] what its way back has to know beside the cells, or NULL: not kept
 * out [num_cells][planes * C], saved [num_cells][saved_planes * C], state [nca_state_cells][C], cells [num_cells] indices y * W + x, ascending
 * Where all that a cell sees is 0, all it perceives is 0: what is far from the flake is skipped.
 * Behind the state stands what is seen beyond its last row: see nca_state_cells. */
#define NCA_PERCEIVE_FORWARD(name) \
  void name(float *out, float *saved, const float *state, const int32_t *cells, int num_cells, int H, int W, int C, float scale, nca_edge edge)

/* dstate += the transposed map of dout
 * dstate [H * W + 1][C], dout [num_cells][planes * C], saved [num_cells][saved_planes * C], cells [num_cells]; the last cell takes what falls outside */
#define NCA_PERCEIVE_BACKWARD(name) \
  void name(float *dstate, const float *dout, const float *saved, const int32_t *cells, int num_cells, int H, int W, int C, float scale, nca_edge edge)

typedef NCA_PERCEIVE_FORWARD((*nca_perceive_forward));
typedef NCA_PERCEIVE_BACKWARD((*nca_perceive_backward));

enum { NCA_MAX_REACH = 4, NCA_MAX_PLANES = 8 };

typedef struct {
  nca_perceive_forward forward;
  int reach;        /* how far a cell sees, up to NCA_MAX_REACH: 1 is its 3x3. How far updates lag (step.c), what is skipped (alive.c) and how many rows
                     * stand behind the state goes by it */
  int planes;       /* numbers that a cell sees of each channel, up to NCA_MAX_PLANES */
  int saved_planes; /* numbers of each channel that the way back wants saved */
  uint32_t sum;     /* nca_filters_sum of the scalar definition: the self-test knows the right bits by it, and kernels_test says what it is */
  bool turns;       /* whether planes 1 and 2 are a vector, which can be seen from another angle */
} nca_perception;

/* One body for every number of channels, and a copy of it for the usual one, which the compiler then knows: its loops are unrolled. */
#define NCA_BY_CHANNELS(body, C, ...) ((C) == NCA_USUAL_CHANNELS ? body(__VA_ARGS__, NCA_USUAL_CHANNELS) : body(__VA_ARGS__, C))

#define NCA_DECLARE_PERCEPTION(name, value, kernels, ...)   \
  NCA_PERCEIVE_FORWARD(nca_##kernels##_forward__scalar);    \
  NCA_PERCEIVE_BACKWARD(nca_##kernels##_backward__scalar);  \
  NCA_PERCEIVE_FORWARD(nca_##kernels##_forward__simd128);   \
  NCA_PERCEIVE_BACKWARD(nca_##kernels##_backward__simd128); \
  extern const nca_perception nca_perception_##kernels;
NCA_FILTERS_LIST(NCA_DECLARE_PERCEPTION)

const nca_perception *nca_perception_of(nca_filters filters);
nca_perceive_backward nca_perceive_backward_of(nca_filters filters); /* apart: what only shows does without */

/* Cells that a state takes: those of the grid, behind them the rows that are seen below the last one, as they were before the step, and a cell of nothing. Where
 * nothing lies below, those rows are nothing too, and the first of their cells stands for all of it. */
static inline int64_t nca_state_cells(int H, int W, int reach) {
  return ((int64_t)H + reach) * W + 1;
}

/* Where pixels of a picture finer than the grid lie in it: those of a row at (i + 0.5) / scale - 0.5, in cells, whose centres are whole numbers. So there are `scale`
 * places between two centres. */
typedef struct {
  int32_t before; /* -1 or 0: the centre before it, from pixel / scale on */
  float share;    /* of the way from that to the next */
  float sine, cosine; /* of 2 pi times the place */
} nca_place;
typedef struct {
  int32_t scale;
  nca_place at[NCA_MAX_FINE_SCALE]; /* [scale] */
} nca_places;

NCA_INLINE ptrdiff_t nca_clamped(int cell, int count) {
  return cell < 0 ? 0 : cell < count ? cell : count - 1;
}

/* Where the four cells around a pixel lie in a state [H][W][C], in reading order; beyond the edge lies the last one again. */
NCA_INLINE void nca_cells_around(ptrdiff_t at[4], nca_pixel pixel, const nca_places *places, int H, int W, int C) {
  const int top = pixel.y / places->scale + places->at[pixel.y % places->scale].before, left = pixel.x / places->scale + places->at[pixel.x % places->scale].before;
  for (int i = 0; i < 4; i++) at[i] = (nca_clamped(top + i / 2, H) * W + nca_clamped(left + i % 2, W)) * C;
}
enum { NCA_PLACE = 4 }; /* numbers that a decoder sees of where it is */

/* What a decoder sees: out[n] = the state at pixels[n], bilinear, clamped at the edge of the grid; then sine and cosine of its y and of its x
 * out [num_pixels][C + 4], state [H][W][C], pixels [num_pixels] */
#define NCA_LOOK_FORWARD(name) \
  void name(float *out, const float *state, const nca_pixel *pixels, const nca_places *places, int num_pixels, int H, int W, int C)
NCA_LOOK_FORWARD(nca_look_forward__scalar);

/* dstate += the transposed map of dout, of which the last four numbers of a pixel go nowhere
 * dstate [H][W][C], dout [num_pixels][C + 4], pixels [num_pixels] */
#define NCA_LOOK_BACKWARD(name) \
  void name(float *dstate, const float *dout, const nca_pixel *pixels, const nca_places *places, int num_pixels, int H, int W, int C)
NCA_LOOK_BACKWARD(nca_look_backward__scalar);

/* bit i of the result: mix(key ^ (first_cell + i)) >> 8 < threshold, for i in 0..63 */
#define NCA_FIRE_WORD(name) uint64_t name(uint32_t key, uint32_t first_cell, uint32_t threshold)
NCA_FIRE_WORD(nca_fire_word__scalar);

#ifdef NCA_SIMD128
NCA_DENSE_FORWARD(nca_dense_forward__simd128);
NCA_DENSE_FORWARD(nca_dense_relu_forward__simd128);
NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__simd128);
NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__simd128);
NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__simd128);
NCA_DENSE_BACKWARD_BIAS(nca_dense_backward_bias__simd128);
NCA_LOOK_FORWARD(nca_look_forward__simd128);
NCA_LOOK_BACKWARD(nca_look_backward__simd128);
NCA_FIRE_WORD(nca_fire_word__simd128);
#define NCA_PORTABLE(name) name##__simd128
#define NCA_PORTABLE_NAME "simd128"
#else
#define NCA_PORTABLE(name) name##__scalar
#define NCA_PORTABLE_NAME "scalar"
#endif

/* Those of one processor (dense_wide.c): wider ones for x86, and for aarch64 its own four lanes. Of a weight's gradient the rows come by 8
 * and the columns by 16. The fused ones add each product without rounding it first: they give the same bits as each other, on both
 * processors, and other ones than all else. */
#ifdef NCA_WITH_WIDE
#define NCA_DECLARE_WIDE(isa)                                              \
  NCA_DENSE_FORWARD(nca_dense_forward__##isa);                             \
  NCA_DENSE_FORWARD(nca_dense_relu_forward__##isa);                        \
  NCA_DENSE_BACKWARD_INPUT(nca_dense_backward_input__##isa);               \
  NCA_DENSE_RELU_BACKWARD_INPUT(nca_dense_relu_backward_input__##isa);     \
  NCA_DENSE_BACKWARD_WEIGHT(nca_dense_backward_weight__##isa)
#if defined(__aarch64__)
NCA_DECLARE_WIDE(neon);
NCA_DECLARE_WIDE(neon_fused);
#else
NCA_DECLARE_WIDE(avx2);
NCA_DECLARE_WIDE(avx512);
NCA_DECLARE_WIDE(avx2_fused);
NCA_DECLARE_WIDE(avx512_fused);
#endif
NCA_DECLARE_WIDE(best); /* of the widest that the processor has: kernels_best.c */
NCA_DECLARE_WIDE(best_fused);
#endif

/* How a product comes to its sum: rounded first, which every machine can, or fused. */
typedef enum { NCA_PRODUCTS_ROUNDED = 0, NCA_PRODUCTS_FUSED = 1 } nca_products;

bool nca_products_run(nca_products products); /* whether this processor can */

/* The one line per kernel that chooses. Those that multiply matrices take nca_products first. */
#ifdef NCA_WITH_WIDE
#define NCA_DENSE(name, products) ((products) == NCA_PRODUCTS_FUSED ? name##__best_fused : name##__best)
#else
#define NCA_DENSE(name, products) ((void)(products), NCA_PORTABLE(name))
#endif
#define nca_dense_forward(products, ...) NCA_DENSE(nca_dense_forward, products)(__VA_ARGS__)
#define nca_dense_relu_forward(products, ...) NCA_DENSE(nca_dense_relu_forward, products)(__VA_ARGS__)
#define nca_dense_backward_input(products, ...) NCA_DENSE(nca_dense_backward_input, products)(__VA_ARGS__)
#define nca_dense_relu_backward_input(products, ...) NCA_DENSE(nca_dense_relu_backward_input, products)(__VA_ARGS__)
#define nca_dense_backward_weight(products, ...) NCA_DENSE(nca_dense_backward_weight, products)(__VA_ARGS__)
#define nca_dense_backward_bias NCA_PORTABLE(nca_dense_backward_bias)
#define nca_look_forward NCA_PORTABLE(nca_look_forward)
#define nca_look_backward NCA_PORTABLE(nca_look_backward)
#define nca_fire_word NCA_PORTABLE(nca_fire_word)

#endif
