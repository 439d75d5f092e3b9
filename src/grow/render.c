/* RGBA output: clamped, in straight alpha, rounded to the nearest byte. */
#include "grow/render.h"

#include "base/numerics.h"

static uint8_t to_byte(float value) {
  if (!(value > 0.0f)) return 0; /* NaN too */
  return value < 1.0f ? (uint8_t)(value * 255.0f + 0.5f) : 255;
}

void nca_render(uint8_t *rgba, const float *state, int H, int W, int C, bool premultiplied) {
  const int64_t num_cells = (int64_t)H * W;
  for (int64_t i = 0; i < num_cells; i++) {
    const float *cell = state + i * C;
    uint8_t *pixel = rgba + i * 4;
    const float alpha = cell[NCA_ALPHA] > 1.0f ? 1.0f : cell[NCA_ALPHA]; /* in this order: NaN stays, and is drawn as nothing */
    const float straight = premultiplied && alpha > 0.0f ? 1.0f / alpha : 1.0f;
    for (int c = 0; c < NCA_ALPHA; c++) pixel[c] = alpha > 0.0f ? to_byte(cell[c] * straight) : 0;
    pixel[NCA_ALPHA] = to_byte(alpha);
  }
}
