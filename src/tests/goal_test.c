/* What a rollout shall become: a target turned about the seed, the nearest of its turns, and textures. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "kernels/loss.h"
#include "train/goal.h"

enum { H = 21, W = 17, C = NCA_USUAL_CHANNELS, RGBA = 4 };

static float target[H * W * RGBA];

/* A blob off the centre, of no symmetry, smooth and away from the edge. */
static void draw_target(void) {
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) {
      const float down = (float)(y - H / 2 - 2), right = (float)(x - W / 2 - 1);
      const float height = expf(-0.12f * (down * down + 0.5f * down * right + 1.5f * right * right));
      for (int c = 0; c < RGBA; c++) target[(y * W + x) * RGBA + c] = height * (0.6f + 0.1f * (float)c);
    }
  }
}

static float at(const float *picture, int down, int right, int c) {
  return picture[((H / 2 + down) * W + W / 2 + right) * RGBA + c];
}

static void test_turns(void) {
  float turned[H * W * RGBA], again[H * W * RGBA];
  nca_target_turn(turned, target, H, W, 0, 12);
  CHECK(memcmp(turned, target, sizeof target) == 0);
  nca_target_turn(turned, target, H, W, 3, 12); /* a quarter: what lay to the right of the seed lies below it */
  for (int down = -6; down <= 6; down++)
    for (int right = -6; right <= 6; right++) CHECK(fabsf(at(turned, right, -down, 1) - at(target, down, right, 1)) <= 1e-6f);
  nca_target_turn(turned, target, H, W, 1, 12);
  CHECK(nca_loss_forward(turned, RGBA, target, H, W) > 1e-3);
  nca_target_turn(again, turned, H, W, 11, 12); /* and back: what two passes of the filter cost */
  CHECK(nca_loss_forward(again, RGBA, target, H, W) < 3e-5);
}

/* A quarter about the middle takes the corners of a square to one another, whether its middle is a cell or lies between four. */
static void test_turns_about_the_middle(void) {
  float square[7 * 7 * RGBA], turned[7 * 7 * RGBA];
  for (int side = 6; side <= 7; side++) {
    for (int i = 0; i < side * side * RGBA; i++) square[i] = (float)(i * 37 % 101) / 101.0f;
    nca_picture_turn(turned, square, side, side, 1, 4);
    for (int y = 0; y < side; y++)
      for (int x = 0; x < side; x++) CHECK(fabsf(turned[(x * side + side - 1 - y) * RGBA + 2] - square[(y * side + x) * RGBA + 2]) <= 1e-6f);
  }
}

static nca_goal make_goal(int turns, nca_match_rule match, void **memory) {
  nca_recipe recipe = nca_recipe_blog();
  recipe.turns = turns;
  recipe.match = match;
  nca_goal goal;
  nca_arena arena = { NULL, 0 };
  nca_goal_lay_out(&goal, &arena, H, W, C, &recipe);
  arena = (nca_arena){ *memory = nca_arena_alloc(arena.used_bytes), 0 };
  if (!*memory) abort();
  nca_goal_lay_out(&goal, &arena, H, W, C, &recipe);
  nca_goal_set(&goal, target);
  nca_goal_begin(&goal, 3, 5);
  return goal;
}

static void test_nearest(void) {
  void *memory;
  nca_goal goal = make_goal(7, NCA_MATCH_PIXELS, &memory);
  for (int turn = 0; turn < 7; turn++) {
    float picture[H * W * RGBA];
    int found = -1;
    nca_target_turn(picture, target, H, W, turn, 7);
    CHECK(nca_goal_loss(&goal, &found, picture, RGBA, NULL) == 0.0);
    CHECK_EQUAL(found, turn);
    for (int i = 0; i < H * W * RGBA; i++) picture[i] += 0.05f * random_float();
    const double loss = nca_goal_loss(&goal, &found, picture, RGBA, NULL);
    CHECK_EQUAL(found, turn);
    CHECK(loss > 5e-4 && loss < 1.2e-3);
  }
  nca_arena_free(memory);
}

/* The target on a grid of so many by so many of it, shifted. */
static float *tiled(int times, int down, int right) {
  float *state = allocate((size_t)(times * times) * H * W * C * sizeof *state);
  for (int y = 0; y < H * times; y++) {
    for (int x = 0; x < W * times; x++) {
      for (int c = 0; c < C; c++) state[(y * W * times + x) * C + c] = c < RGBA ? target[((y + down) % H * W + (x + right) % W) * RGBA + c] : 9.0f;
    }
  }
  return state;
}

static int compare_floats(const void *a, const void *b) {
  const float x = *(const float *)a, y = *(const float *)b;
  return (x > y) - (x < y);
}

/* A slice is what its filter makes of the patch about each cell, round the edge and in the order of its taps, to the bit. */
static void test_slices(void) {
  enum { SIDE = NCA_TEXTURE_SIDE };
  void *memory;
  nca_goal goal = make_goal(1, NCA_MATCH_TEXTURE, &memory);
  nca_goal_begin(&goal, 5, 3);
  for (int slice = 0; slice < NCA_TEXTURE_SLICES; slice++) {
    const int spread = 1 << slice % 3;
    float values[H * W];
    for (int i = 0; i < H * W; i++) {
      float sums[RGBA] = { 0.0f };
      for (int tap = 0; tap < SIDE * SIDE; tap++) {
        const int y = (i / W + (tap / SIDE - SIDE / 2) * spread + 2 * H) % H, x = (i % W + (tap % SIDE - SIDE / 2) * spread + 2 * W) % W;
        for (int c = 0; c < RGBA; c++) sums[c] += goal.texture.filters[slice * NCA_TEXTURE_TAPS + tap * RGBA + c] * target[(y * W + x) * RGBA + c];
      }
      values[i] = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }
    qsort(values, H * W, sizeof *values, compare_floats);
    CHECK(memcmp(values, goal.texture.ranked + slice * H * W, sizeof values) == 0);
  }
  nca_arena_free(memory);
}

static void test_texture(void) {
  void *memory;
  nca_goal goal = make_goal(1, NCA_MATCH_TEXTURE, &memory);
  float *shifted = tiled(1, 5, 9), *larger = tiled(3, 1, 2);
  int turn;
  CHECK(nca_goal_loss(&goal, &turn, shifted, C, &goal.scratch) < 1e-12);
  CHECK(nca_texture_error(shifted, C, H, W, target, H, W) < 1e-12);
  CHECK(nca_texture_error(larger, C, H * 3, W * 3, target, H, W) < 1e-12);
  /* Its unit is that of the mean squared error: against nothing, that of the whole target */
  float *nothing = allocate(H * W * C * sizeof *nothing);
  memset(nothing, 0, H * W * C * sizeof *nothing);
  const double of_pixels = nca_loss_forward(nothing, C, target, H, W), of_texture = nca_texture_error(nothing, C, H, W, target, H, W);
  CHECK(of_texture > 0.7 * of_pixels && of_texture < 1.4 * of_pixels);
  /* The same numbers of the same cells in another order are another texture */
  for (int i = H * W - 1; i > 0; i--) {
    const int other = (int)(random_u32() % (uint32_t)(i + 1));
    for (int c = 0; c < RGBA; c++) {
      const float kept = shifted[i * C + c];
      shifted[i * C + c] = shifted[other * C + c];
      shifted[other * C + c] = kept;
    }
  }
  CHECK(nca_texture_error(shifted, C, H, W, target, H, W) > 0.1 * of_pixels);
  free(shifted);
  free(larger);
  free(nothing);
  nca_arena_free(memory);
}

int main(void) {
  draw_target();
  test_turns();
  test_turns_about_the_middle();
  test_nearest();
  test_slices();
  test_texture();
  return check_summary();
}
