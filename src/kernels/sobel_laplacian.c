/* Every cell sees itself, the Sobel gradients of its neighbourhood as in sobel.c, and the Laplacian as in isotropic.c: how it slopes and how it bends.
 * Niklasson et al., "Self-Organising Textures", https://distill.pub/selforg/2021/textures/
 * out = [identity | sobel x | sobel y | laplacian] */
#include "kernels/kernels.h"
#include "kernels/neighbours.h"

enum { PLANES = 4, LANES = 4 };

/* ---------------------------------------------------------------- scalar: the definition */

NCA_PERCEIVE_FORWARD(nca_sobel_laplacian_forward__scalar) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  (void)saved;
  nca_walk walk = nca_walk_begin(H, W, C, edge, H);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n]);
    float *out_n = out + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c++) {
      const float up_left = state[at[UP_LEFT] + c], up = state[at[UP] + c], up_right = state[at[UP_RIGHT] + c];
      const float left = state[at[LEFT] + c], here = state[at[HERE] + c], right = state[at[RIGHT] + c];
      const float down_left = state[at[DOWN_LEFT] + c], down = state[at[DOWN] + c], down_right = state[at[DOWN_RIGHT] + c];
      const float falling = down_right - up_left, rising = up_right - down_left; /* the diagonals serve both gradients */
      const float across = right - left, along = down - up;
      const float corners = (up_left + down_right) + (up_right + down_left), sides = (left + right) + (up + down);
      out_n[c] = here;
      out_n[C + c] = ((falling + rising) + (across + across)) * scale;
      out_n[2 * C + c] = ((falling - rising) + (along + along)) * scale;
      out_n[3 * C + c] = ((corners + (sides + sides)) - 12.0f * here) * scale;
    }
  }
}

/* forward: gx = (falling + rising + 2 across) * scale, gy = (falling - rising + 2 along) * scale,
 * so dfalling = (dgx + dgy) * scale, drising = (dgx - dgy) * scale, dacross = 2 dgx * scale, dalong = 2 dgy * scale;
 * and laplacian = (corners + 2 sides - 12 here) * scale, so dcorner = dlaplacian * scale, dside = 2 dcorner, dhere = dout - 12 dcorner.
 * The cell behind the last takes what falls outside the grid. */
NCA_PERCEIVE_BACKWARD(nca_sobel_laplacian_backward__scalar) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  (void)saved;
  nca_walk walk = nca_walk_begin(H, W, C, edge, 0);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n]);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c++) {
      const float dgx = dout_n[C + c] * scale, dgy = dout_n[2 * C + c] * scale, dcorner = dout_n[3 * C + c] * scale;
      const float dfalling = dgx + dgy, drising = dgx - dgy, dacross = dgx + dgx, dalong = dgy + dgy, dside = dcorner + dcorner;
      dstate[at[HERE] + c] += dout_n[c] - 12.0f * dcorner;
      dstate[at[UP_LEFT] + c] += dcorner - dfalling;
      dstate[at[DOWN_RIGHT] + c] += dcorner + dfalling;
      dstate[at[DOWN_LEFT] + c] += dcorner - drising;
      dstate[at[UP_RIGHT] + c] += dcorner + drising;
      dstate[at[LEFT] + c] += dside - dacross;
      dstate[at[RIGHT] + c] += dside + dacross;
      dstate[at[UP] + c] += dside - dalong;
      dstate[at[DOWN] + c] += dside + dalong;
    }
  }
}

/* ---------------------------------------------------------------- simd128 */

#ifdef NCA_SIMD128

NCA_INLINE void forward__simd128(float *out, float *saved, const float *state, const int32_t *cells, int num_cells,
                                 int H, int W, float scale, nca_edge edge, int C) {
  nca_perceive_check(out, state, cells, num_cells, H, W, C);
  (void)saved;
  const v128_t scales = wasm_f32x4_splat(scale), twelve = wasm_f32x4_splat(12.0f);
  nca_walk walk = nca_walk_begin(H, W, C, edge, H);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n]);
    float *out_n = out + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c += LANES) {
      const float *state_c = state + c;
      const v128_t up_left = wasm_v128_load(state_c + at[UP_LEFT]), up = wasm_v128_load(state_c + at[UP]), up_right = wasm_v128_load(state_c + at[UP_RIGHT]);
      const v128_t left = wasm_v128_load(state_c + at[LEFT]), here = wasm_v128_load(state_c + at[HERE]), right = wasm_v128_load(state_c + at[RIGHT]);
      const v128_t down_left = wasm_v128_load(state_c + at[DOWN_LEFT]), down = wasm_v128_load(state_c + at[DOWN]);
      const v128_t down_right = wasm_v128_load(state_c + at[DOWN_RIGHT]);
      const v128_t falling = wasm_f32x4_sub(down_right, up_left), rising = wasm_f32x4_sub(up_right, down_left);
      const v128_t across = wasm_f32x4_sub(right, left), along = wasm_f32x4_sub(down, up);
      const v128_t gx = wasm_f32x4_add(wasm_f32x4_add(falling, rising), wasm_f32x4_add(across, across));
      const v128_t gy = wasm_f32x4_add(wasm_f32x4_sub(falling, rising), wasm_f32x4_add(along, along));
      const v128_t corners = wasm_f32x4_add(wasm_f32x4_add(up_left, down_right), wasm_f32x4_add(up_right, down_left));
      const v128_t sides = wasm_f32x4_add(wasm_f32x4_add(left, right), wasm_f32x4_add(up, down));
      const v128_t around = wasm_f32x4_add(corners, wasm_f32x4_add(sides, sides));
      wasm_v128_store(out_n + c, here);
      wasm_v128_store(out_n + C + c, wasm_f32x4_mul(gx, scales));
      wasm_v128_store(out_n + 2 * C + c, wasm_f32x4_mul(gy, scales));
      wasm_v128_store(out_n + 3 * C + c, wasm_f32x4_mul(wasm_f32x4_sub(around, wasm_f32x4_mul(twelve, here)), scales));
    }
  }
}

NCA_PERCEIVE_FORWARD(nca_sobel_laplacian_forward__simd128) {
  NCA_BY_CHANNELS(forward__simd128, C, out, saved, state, cells, num_cells, H, W, scale, edge);
}

NCA_INLINE void backward__simd128(float *dstate, const float *dout, const float *saved, const int32_t *cells, int num_cells,
                                  int H, int W, float scale, nca_edge edge, int C) {
  nca_perceive_check(dstate, dout, cells, num_cells, H, W, C);
  (void)saved;
  const v128_t scales = wasm_f32x4_splat(scale), twelve = wasm_f32x4_splat(12.0f);
  nca_walk walk = nca_walk_begin(H, W, C, edge, 0);
  for (int n = 0; n < num_cells; n++) {
    ptrdiff_t at[NUM_NEIGHBOURS];
    nca_neighbours_find(at, &walk, cells[n]);
    const float *dout_n = dout + (ptrdiff_t)n * PLANES * C;
    for (int c = 0; c < C; c += LANES) {
      float *dstate_c = dstate + c;
      const v128_t dgx = wasm_f32x4_mul(wasm_v128_load(dout_n + C + c), scales), dgy = wasm_f32x4_mul(wasm_v128_load(dout_n + 2 * C + c), scales);
      const v128_t dcorner = wasm_f32x4_mul(wasm_v128_load(dout_n + 3 * C + c), scales), dside = wasm_f32x4_add(dcorner, dcorner);
      const v128_t dfalling = wasm_f32x4_add(dgx, dgy), drising = wasm_f32x4_sub(dgx, dgy);
      const v128_t dacross = wasm_f32x4_add(dgx, dgx), dalong = wasm_f32x4_add(dgy, dgy);
      nca_add_to(dstate_c + at[HERE], wasm_f32x4_sub(wasm_v128_load(dout_n + c), wasm_f32x4_mul(twelve, dcorner)));
      nca_add_to(dstate_c + at[UP_LEFT], wasm_f32x4_sub(dcorner, dfalling));
      nca_add_to(dstate_c + at[DOWN_RIGHT], wasm_f32x4_add(dcorner, dfalling));
      nca_add_to(dstate_c + at[DOWN_LEFT], wasm_f32x4_sub(dcorner, drising));
      nca_add_to(dstate_c + at[UP_RIGHT], wasm_f32x4_add(dcorner, drising));
      nca_add_to(dstate_c + at[LEFT], wasm_f32x4_sub(dside, dacross));
      nca_add_to(dstate_c + at[RIGHT], wasm_f32x4_add(dside, dacross));
      nca_add_to(dstate_c + at[UP], wasm_f32x4_sub(dside, dalong));
      nca_add_to(dstate_c + at[DOWN], wasm_f32x4_add(dside, dalong));
    }
  }
}

NCA_PERCEIVE_BACKWARD(nca_sobel_laplacian_backward__simd128) {
  NCA_BY_CHANNELS(backward__simd128, C, dstate, dout, saved, cells, num_cells, H, W, scale, edge);
}

#endif

const nca_perception nca_perception_sobel_laplacian = { .forward = NCA_PORTABLE(nca_sobel_laplacian_forward), .planes = PLANES, .saved_planes = 0, .turns = true };
