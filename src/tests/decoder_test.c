/* The decoder: against its definition and the golden file, its gradients against central differences, what draws and what trains with it against those.
 * Usage: decoder_test GOLDEN, decoder_goals_2.safetensors */
#include <math.h>
#include <string.h>

#include "base/little_endian.h"
#include "base/rng.h"
#include "check.h"
#include "files.h"
#include "files/safetensors.h"
#include "grow/decoder.h"
#include "nca.h"
#include "train/trainer.h"

enum { RGBA = 4 };

static float *random_array(size_t count, float size) {
  float *values = allocate(count * sizeof *values);
  for (size_t i = 0; i < count; i++) values[i] = random_float() * size;
  return values;
}

static bool is_close(double got, double want, double absolute, double relative) {
  return fabs(got - want) <= absolute + relative * fabs(want); /* not of NaN */
}

static void check_close(const char *name, const float *got, const double *want, size_t count, double absolute, double relative) {
  for (size_t i = 0; i < count; i++) {
    checks_made++;
    if (!is_close((double)got[i], want[i], absolute, relative) && ++checks_failed <= 20) {
      fprintf(stderr, "%s[%d] is %.9g, not %.9g\n", name, (int)i, (double)got[i], want[i]);
    }
  }
}

/* A rule under which life spreads, with a decoder, all of its parameters drawn. */
static nca_model make_model(int channels, int width, int scale, int goals) {
  nca_config config = nca_config_distill();
  config.shape.channels = channels;
  config.shape.hidden = 32;
  config.shape.goals = goals;
  config.shape.decoder = width;
  config.shape.decoder_scale = scale;
  nca_model model;
  if (!nca_model_init(&model, &config, 5)) abort();
  const nca_layout at = nca_layout_of(&config.shape);
  for (int i = at.w2; i < at.decoder_weights[0]; i++) model.params[i] = random_float() * 0.03f;
  for (int i = at.decoder_weights[0]; i < at.num_params; i++) model.params[i] = random_float() * 0.4f;
  model.params[at.b2 + NCA_ALPHA] = 0.125f;
  return model;
}

/* ---------------------------------------------------------------- the definition, in doubles */

static double at_cell(const float *state, int H, int W, int C, int y, int x, int c) {
  const int row = y < 0 ? 0 : y < H ? y : H - 1, column = x < 0 ? 0 : x < W ? x : W - 1;
  return (double)state[(row * W + column) * C + c];
}

static void look_by_hand(double *out, const float *state, nca_pixel pixel, int scale, int H, int W, int C) {
  const double y = (pixel.y + 0.5) / scale - 0.5, x = (pixel.x + 0.5) / scale - 0.5, two_pi = 6.283185307179586;
  const int top = (int)floor(y), left = (int)floor(x);
  for (int c = 0; c < C; c++) {
    const double above = at_cell(state, H, W, C, top, left, c) * (1 - (x - left)) + at_cell(state, H, W, C, top, left + 1, c) * (x - left);
    const double below = at_cell(state, H, W, C, top + 1, left, c) * (1 - (x - left)) + at_cell(state, H, W, C, top + 1, left + 1, c) * (x - left);
    out[c] = above * (1 - (y - top)) + below * (y - top);
  }
  const double place[4] = { sin(two_pi * y), cos(two_pi * y), sin(two_pi * x), cos(two_pi * x) };
  memcpy(out + C, place, sizeof place);
}

static void decode_by_hand(double rgba[RGBA], const nca_model *model, const float *state, nca_pixel pixel, int scale, int H, int W) {
  const nca_layout at = nca_layout_of(&model->config.shape);
  const int C = model->config.shape.channels, E = model->config.shape.decoder, inputs[3] = { C + 4, E, E }, outputs[3] = { E, E, RGBA };
  double in[NCA_MAX_CHANNELS + 4], out[NCA_MAX_CHANNELS + 4];
  look_by_hand(in, state, pixel, scale, H, W, C);
  for (int layer = 0; layer < 3; layer++) {
    for (int o = 0; o < outputs[layer]; o++) {
      out[o] = (double)model->params[at.decoder_biases[layer] + o];
      for (int i = 0; i < inputs[layer]; i++) out[o] += (double)model->params[at.decoder_weights[layer] + o * inputs[layer] + i] * in[i];
      if (layer < 2 && out[o] < 0) out[o] = 0;
    }
    memcpy(in, out, sizeof in);
  }
  memcpy(rgba, out, RGBA * sizeof *rgba);
}

/* ---------------------------------------------------------------- kernels */

static const struct {
  int H, W, C, scale;
} SIZES[] = { { 5, 7, 16, 8 }, { 1, 1, 8, 2 }, { 1, 9, 12, 3 }, { 11, 1, 64, 16 }, { 4, 3, 20, 1 }, { 2, 6, 16, 64 } };

static void test_look(int H, int W, int C, int scale) {
  enum { NUM_PIXELS = 37 };
  const size_t size = (size_t)(H * W * C), seen = (size_t)C + NCA_PLACE;
  const nca_places places = nca_places_of(scale);
  nca_pixel *pixels = allocate(NUM_PIXELS * sizeof *pixels);
  for (int i = 0; i < NUM_PIXELS; i++) pixels[i] = (nca_pixel){ .y = (int32_t)(random_u32() % (uint32_t)(H * scale)), .x = (int32_t)(random_u32() % (uint32_t)(W * scale)) };
  pixels[0] = (nca_pixel){ 0, 0 };
  pixels[1] = (nca_pixel){ H * scale - 1, W * scale - 1 };
  float *state = random_array(size, 2.0f), *scalar = random_array(NUM_PIXELS * seen, 1.0f), *simd = random_array(NUM_PIXELS * seen, 1.0f);
  double *want = allocate(NUM_PIXELS * seen * sizeof *want);
  for (int i = 0; i < NUM_PIXELS; i++) look_by_hand(want + (size_t)i * seen, state, pixels[i], scale, H, W, C);
  nca_look_forward__scalar(scalar, state, pixels, &places, NUM_PIXELS, H, W, C);
  check_close("look_forward", scalar, want, NUM_PIXELS * seen, 1e-6, 1e-6);
  nca_look_forward__simd128(simd, state, pixels, &places, NUM_PIXELS, H, W, C);
  CHECK(memcmp(simd, scalar, NUM_PIXELS * seen * sizeof *simd) == 0);
  /* The way back is the transposed map: <look(state), d> = <state, look_backward(d)>, and it adds. */
  float *dout = random_array(NUM_PIXELS * seen, 1.0f), *before = random_array(size, 1.0f), *a = allocate(size * sizeof *a), *b = allocate(size * sizeof *b);
  memcpy(a, before, size * sizeof *a);
  memcpy(b, before, size * sizeof *b);
  nca_look_backward__scalar(a, dout, pixels, &places, NUM_PIXELS, H, W, C);
  nca_look_backward__simd128(b, dout, pixels, &places, NUM_PIXELS, H, W, C);
  CHECK(memcmp(a, b, size * sizeof *a) == 0);
  double forward = 0, backward = 0;
  for (int i = 0; i < NUM_PIXELS; i++)
    for (int c = 0; c < C; c++) forward += want[(size_t)i * seen + (size_t)c] * (double)dout[(size_t)i * seen + (size_t)c];
  for (size_t i = 0; i < size; i++) backward += (double)state[i] * ((double)a[i] - (double)before[i]);
  CHECK(is_close(backward, forward, 1e-4, 1e-5));
  free(pixels), free(state), free(scalar), free(simd), free(want), free(dout), free(before), free(a), free(b);
}

/* ---------------------------------------------------------------- drawing */

static nca_decoder *make_decoder(const nca_model *model, int scale) {
  nca_decoder *decoder = nca_decoder_create(model, scale);
  if (!decoder) abort();
  return decoder;
}

static void test_draws_the_definition(int H, int W, int C, int scale, int width) {
  nca_model model = make_model(C, width, 4, 1);
  const size_t num_pixels = (size_t)(H * scale * W * scale);
  float *state = random_array((size_t)(H * W * C), 1.0f), *picture = random_array(num_pixels * RGBA, 1.0f);
  nca_decoder *decoder = make_decoder(&model, scale);
  CHECK_EQUAL(nca_decoder_scale(decoder), scale);
  nca_decode(decoder, picture, state, H, W, NULL);
  for (size_t i = 0; i < num_pixels; i++) {
    double want[RGBA];
    decode_by_hand(want, &model, state, (nca_pixel){ .y = (int)i / (W * scale), .x = (int)i % (W * scale) }, scale, H, W);
    check_close("decode", picture + i * RGBA, want, RGBA, 1e-5, 1e-5);
  }
  nca_decoder_destroy(decoder);
  free(state), free(picture);
  nca_model_free(&model);
}

/* An area is a part of the whole; so are pixels one by one. Where nothing is the shortcut comes to the same bits, and bytes are nothing. */
static void test_areas_and_nothing(void) {
  enum { H = 9, W = 11, C = 12, SCALE = 5, WIDE = W * SCALE };
  nca_model model = make_model(C, 20, SCALE, 1);
  const size_t num_pixels = H * SCALE * WIDE;
  float *state = random_array(H * W * C, 1.0f), *all = random_array(num_pixels * RGBA, 1.0f);
  for (int cell = 0; cell < H * W; cell++)
    if (cell % W > 3 || cell / W == 4) memset(state + cell * C, 0, C * sizeof *state);
  state[(7 * W + 9) * C + 5] = 0.5f; /* one number alone, and no alpha */
  nca_decoder *decoder = make_decoder(&model, SCALE);
  nca_decode(decoder, all, state, H, W, NULL);
  for (size_t i = 0; i < num_pixels; i++) {
    float one[RGBA];
    const nca_pixel pixel = { .y = (int)i / WIDE, .x = (int)i % WIDE };
    nca_decode_pixels(decoder, one, state, H, W, &pixel, 1);
    CHECK(memcmp(one, all + i * RGBA, sizeof one) == 0);
  }
  const nca_area areas[] = { { 0, 0, H * SCALE, WIDE }, { 3, 7, 11, 23 }, { H * SCALE - 1, WIDE - 1, 1, 1 }, { 0, 22, H * SCALE, 9 }, { 5, 5, 0, 4 } };
  for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
    const nca_area area = areas[i];
    const size_t count = (size_t)(area.height * area.width);
    float *part = allocate(count * RGBA * sizeof *part);
    uint8_t *bytes = allocate(count * RGBA);
    nca_decode(decoder, part, state, H, W, &area);
    nca_decode_rgba(decoder, bytes, state, H, W, &area);
    for (size_t p = 0; p < count; p++) {
      const int y = area.top + (int)p / area.width, x = area.left + (int)p % area.width;
      const float *want = all + (y * WIDE + x) * RGBA;
      CHECK(memcmp(part + p * RGBA, want, RGBA * sizeof *want) == 0);
      bool is_nothing = true;
      for (int corner = 0; corner < 4; corner++)
        for (int c = 0; c < C; c++) is_nothing &= at_cell(state, H, W, C, (int)floor((y + 0.5) / SCALE - 0.5) + corner / 2, (int)floor((x + 0.5) / SCALE - 0.5) + corner % 2, c) == 0;
      const float alpha = want[3] > 1 ? 1 : want[3] > 0 ? want[3] : 0;
      CHECK_EQUAL(bytes[p * RGBA + 3], is_nothing ? 0 : (int)(alpha * 255.0f + 0.5f));
      if (!is_nothing && want[3] > 0.1f && want[0] > 0 && want[0] < alpha) CHECK(abs(bytes[p * RGBA] - (int)(want[0] / alpha * 255.0f + 0.5f)) <= 1); /* straight */
    }
    free(part), free(bytes);
  }
  /* Other parameters draw another picture, of nothing too. */
  const nca_layout at = nca_layout_of(&model.config.shape);
  model.params[at.decoder_biases[2]] += 1.0f;
  nca_decoder_set_model(decoder, &model);
  float *other = random_array(num_pixels * RGBA, 1.0f);
  nca_decode(decoder, other, state, H, W, NULL);
  for (size_t i = 0; i < num_pixels; i++) CHECK(fabsf(other[i * RGBA] - all[i * RGBA] - 1.0f) < 1e-5f && other[i * RGBA + 1] == all[i * RGBA + 1]);
  nca_decoder_destroy(decoder);
  free(state), free(all), free(other);
  nca_model_free(&model);
}

/* ---------------------------------------------------------------- gradients */

/* sum of picture * weights, in doubles. */
static double weighted(const nca_model *model, const float *state, const nca_pixel *pixels, int num_pixels, int scale, int H, int W, const float *weights) {
  double sum = 0;
  for (int i = 0; i < num_pixels; i++) {
    double rgba[RGBA];
    decode_by_hand(rgba, model, state, pixels[i], scale, H, W);
    for (int c = 0; c < RGBA; c++) sum += rgba[c] * (double)weights[i * RGBA + c];
  }
  return sum;
}

static void test_central_differences(int C, int width) {
  enum { H = 4, W = 6, SCALE = 3, NUM_PIXELS = 45 };
  nca_model model = make_model(C, width, SCALE, 1);
  const nca_layout at = nca_layout_of(&model.config.shape);
  nca_pixel pixels[NUM_PIXELS];
  for (int i = 0; i < NUM_PIXELS; i++) pixels[i] = (nca_pixel){ .y = (int32_t)(random_u32() % (H * SCALE)), .x = (int32_t)(random_u32() % (W * SCALE)) };
  float *state = random_array((size_t)(H * W * C), 1.0f), *weights = random_array(NUM_PIXELS * RGBA, 1.0f);
  float *grads = allocate((size_t)at.num_params * sizeof *grads), *dstate = allocate((size_t)(H * W * C) * sizeof *dstate);
  for (int i = 0; i < at.num_params; i++) grads[i] = 0.0f;
  for (int i = 0; i < H * W * C; i++) dstate[i] = 2.0f; /* it adds */
  nca_decoder *decoder = make_decoder(&model, SCALE);
  nca_decode_backward(decoder, grads, dstate, weights, state, H, W, pixels, NUM_PIXELS);
  for (int i = 0; i < at.decoder_weights[0]; i++) CHECK(grads[i] == 0.0f);
  float largest = 0;
  for (int i = at.decoder_weights[0]; i < at.num_params; i++) largest = fmaxf(largest, fabsf(grads[i]));
  int num_checked = 0;
  for (int tried = 0; tried < 200; tried++) {
    const bool is_param = tried % 2;
    const int count = is_param ? at.num_params - at.decoder_weights[0] : H * W * C, place = (int)(random_u32() % (uint32_t)count);
    float *value = is_param ? model.params + at.decoder_weights[0] + place : state + place;
    const float before = *value, got = is_param ? grads[at.decoder_weights[0] + place] : dstate[place] - 2.0f;
    double differences[2]; /* two steps that agree have met no edge of a ReLU */
    for (int i = 0; i < 2; i++) {
      const float step = i ? 1e-3f : 5e-4f;
      *value = before + step;
      const double above = (double)*value, sum = weighted(&model, state, pixels, NUM_PIXELS, SCALE, H, W, weights);
      *value = before - step;
      differences[i] = (sum - weighted(&model, state, pixels, NUM_PIXELS, SCALE, H, W, weights)) / (above - (double)*value);
      *value = before;
    }
    if (fabs(differences[0] - differences[1]) > 1e-6 * (double)largest) continue;
    num_checked++;
    CHECK(is_close((double)got, differences[0], 2e-5 * (double)largest, 1e-5));
  }
  CHECK(num_checked > 100);
  nca_decoder_destroy(decoder);
  free(state), free(weights), free(grads), free(dstate);
  nca_model_free(&model);
}

/* ---------------------------------------------------------------- golden */

static float *golden_tensor(const nca_safetensors *opened, const char *name, const uint64_t *sides, int num_sides) {
  size_t count = 1;
  for (int i = 0; i < num_sides; i++) count *= (size_t)sides[i];
  float *values = allocate(count * sizeof *values);
  CHECK_EQUAL(nca_safetensors_floats(values, opened, name, sides, num_sides), NCA_OK);
  return values;
}

static void check_golden(const char *name, const float *got, const float *want, size_t count, double absolute, double relative) {
  double *wanted = allocate(count * sizeof *wanted);
  for (size_t i = 0; i < count; i++) wanted[i] = (double)want[i];
  check_close(name, got, wanted, count, absolute, relative);
  free(wanted);
}

static void test_golden(const char *path) {
  enum { H = 13, W = 16, SCALE = 3, C = 16, D = 128, E = 32, G = 2, FIRE_SEED = 12, PICTURE_STEPS = 16, GRAD_STEPS = 10, NUM_PIXELS = H * SCALE * W * SCALE };
  const file golden = read_file(path);
  nca_safetensors opened;
  CHECK_EQUAL(nca_safetensors_open(&opened, golden.bytes, golden.size_bytes), NCA_OK);
  const struct { const char *name; uint64_t sides[2]; int num_sides; } tensors[] = {
    { "w1", { D, 3 * C }, 2 }, { "b1", { G, D }, 2 }, { "w2", { C, D }, 2 }, { "b2", { C }, 1 }, { "dec_w0", { E, C + 4 }, 2 }, { "dec_b0", { E }, 1 },
    { "dec_w1", { E, E }, 2 }, { "dec_b1", { E }, 1 }, { "dec_w2", { RGBA, E }, 2 }, { "dec_b2", { RGBA }, 1 },
  };
  enum { NUM_TENSORS = sizeof tensors / sizeof *tensors };
  nca_model model = make_model(C, E, SCALE, G);
  nca_config config = model.config;
  config.shape.hidden = D;
  nca_model_free(&model);
  if (!nca_model_init(&model, &config, 1)) abort();
  size_t place = 0;
  for (int i = 0; i < NUM_TENSORS; i++) { /* which lie as the file has them */
    const size_t count = (size_t)(tensors[i].sides[0] * (tensors[i].num_sides > 1 ? tensors[i].sides[1] : 1));
    float *values = golden_tensor(&opened, tensors[i].name, tensors[i].sides, tensors[i].num_sides);
    memcpy(model.params + place, values, count * sizeof *values);
    place += count;
    free(values);
  }
  CHECK_EQUAL(place, nca_layout_of(&config.shape).num_params);

  nca_decoder *decoder = make_decoder(&model, SCALE);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  if (!sim || !nca_sim_set_model(sim, &model)) abort();
  float *picture = allocate(NUM_PIXELS * RGBA * sizeof *picture), *mix = golden_tensor(&opened, "mix", (const uint64_t[]){ G }, 1);
  static const char *const PICTURES[] = { "picture_goal0", "picture_goal1", "picture_mix" };
  for (int i = 0; i < 3; i++) {
    if (i < G) nca_sim_set_goal(sim, i);
    else nca_sim_set_mix(sim, mix);
    nca_sim_reset(sim, FIRE_SEED);
    nca_step(sim, PICTURE_STEPS);
    float *want = golden_tensor(&opened, PICTURES[i], (const uint64_t[]){ H * SCALE, W * SCALE, RGBA }, 3);
    nca_decode(decoder, picture, nca_sim_cells(sim), H, W, NULL);
    check_golden(PICTURES[i], picture, want, NUM_PIXELS * RGBA, 1e-5, 1e-5);
    free(want);
  }

  /* loss = mean over the goals of that over the picture */
  float *targets = golden_tensor(&opened, "target", (const uint64_t[]){ G, H * SCALE, W * SCALE, RGBA }, 4), *grads = allocate(place * sizeof *grads);
  nca_pixel *pixels = allocate(NUM_PIXELS * sizeof *pixels);
  for (int i = 0; i < NUM_PIXELS; i++) pixels[i] = (nca_pixel){ .y = i / (W * SCALE), .x = i % (W * SCALE) };
  for (size_t i = 0; i < place; i++) grads[i] = 0.0f;
  double loss = 0;
  for (int goal = 0; goal < G; goal++) {
    nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = GRAD_STEPS }, &model);
    if (!rollout) abort();
    nca_rollout_begin(rollout, &model, NULL, FIRE_SEED);
    nca_rollout_set_mix(rollout, (const float[G]){ goal == 0, goal == 1 });
    nca_rollout_forward(rollout, GRAD_STEPS);
    nca_decode(decoder, picture, nca_rollout_state(rollout), H, W, NULL);
    for (int i = 0; i < NUM_PIXELS * RGBA; i++) {
      const float difference = picture[i] - targets[goal * NUM_PIXELS * RGBA + i];
      loss += (double)difference * (double)difference / (NUM_PIXELS * RGBA * G);
      picture[i] = difference * (2.0f / (float)(NUM_PIXELS * RGBA * G));
    }
    nca_decode_backward(decoder, grads, nca_rollout_turn(rollout), picture, nca_rollout_state(rollout), H, W, pixels, NUM_PIXELS);
    nca_rollout_backward(rollout, grads, GRAD_STEPS);
    nca_rollout_destroy(rollout);
  }
  CHECK(is_close(loss, 0.3497002822410061, 0, 1e-6));
  place = 0;
  for (int i = 0; i < NUM_TENSORS; i++) {
    char name[NCA_TEXT_BYTES] = "grad_";
    strcat(name, tensors[i].name);
    const size_t count = (size_t)(tensors[i].sides[0] * (tensors[i].num_sides > 1 ? tensors[i].sides[1] : 1));
    float *want = golden_tensor(&opened, name, tensors[i].sides, tensors[i].num_sides), largest = 0;
    for (size_t p = 0; p < count; p++) largest = fmaxf(largest, fabsf(want[p]));
    check_golden(name, grads + place, want, count, 1e-5 * (double)largest, 0);
    place += count;
    free(want);
  }
  nca_safetensors_close(&opened);
  nca_decoder_destroy(decoder);
  nca_sim_destroy(sim);
  free(golden.bytes);
  free(picture), free(mix), free(targets), free(grads), free(pixels);
  nca_model_free(&model);
}

/* ---------------------------------------------------------------- training */

enum { H = 9, W = 12, SCALE = 4, FINE = H * SCALE * W * SCALE, SEED = 4 };

static nca_recipe fine_recipe(nca_learns learns, nca_loss_rule loss) {
  nca_recipe recipe = nca_recipe_blog();
  recipe.num_steps_min = 6;
  recipe.num_steps_max = 9;
  recipe.batch = 3;
  recipe.loss = loss;
  recipe.learns = learns;
  recipe.kept_channels = learns == NCA_LEARNS_DETAILS ? 8 : 0;
  recipe.kept_hidden = learns == NCA_LEARNS_DETAILS ? 16 : 0;
  recipe.fine_weight = 0.5f;
  recipe.fine_pixels = 50;
  recipe.optimizer = NCA_OPTIMIZER_MUON;
  recipe.weight_decay = 0.05f; /* which moves what has no gradient */
  recipe.learning_rate = 0.01f;
  recipe.pool_size = 8;
  recipe.seeds_per_batch = 1.0f;
  return recipe;
}

static nca_trainer *make_trainer(const nca_model *model, const nca_recipe *recipe, nca_share share, const float *targets, const float *fine_targets) {
  const nca_trainer_desc desc = { .height_cells = H, .width_cells = W, .recipe = *recipe, .seed = SEED, .share = share, .fine_targets = fine_targets };
  nca_trainer *trainer = nca_trainer_create(&desc, model, targets);
  if (!trainer) abort();
  return trainer;
}

/* What the trainer adds is what anybody would who draws the same pixels. */
static void test_gradient_of_training(void) {
  enum { STEPS = 7, FIRE_SEED = 33 };
  nca_model model = make_model(12, 16, SCALE, 2);
  float *targets = random_array(2 * H * W * RGBA, 0.5f), *fine_targets = random_array(2 * FINE * RGBA, 0.5f);
  nca_recipe recipe = fine_recipe(NCA_LEARNS_ALL, NCA_LOSS_LAST), coarse = recipe;
  coarse.fine_weight = 0.0f;
  nca_trainer *both = make_trainer(&model, &recipe, (nca_share){ 0 }, targets, fine_targets), *plain = make_trainer(&model, &coarse, (nca_share){ 0 }, targets, NULL);
  const int num_params = nca_layout_of(&model.config.shape).num_params;
  float *got = allocate((size_t)num_params * sizeof *got), *want = allocate((size_t)num_params * sizeof *want), *dpicture = allocate((size_t)recipe.fine_pixels * RGBA * sizeof *dpicture);
  const double loss = nca_trainer_gradient(both, got, 1, FIRE_SEED, STEPS), loss_of_cells = nca_trainer_gradient(plain, want, 1, FIRE_SEED, STEPS);
  nca_pixel *pixels = allocate((size_t)recipe.fine_pixels * sizeof *pixels);
  for (int i = 0; i < recipe.fine_pixels; i++) {
    const int pixel = nca_rng_between(0, FINE - 1, FIRE_SEED, NCA_DRAW_PIXEL, (uint64_t)i, 0);
    pixels[i] = (nca_pixel){ .y = pixel / (W * SCALE), .x = pixel % (W * SCALE) };
  }
  nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = STEPS }, &model);
  nca_decoder *decoder = make_decoder(&model, SCALE);
  nca_rollout_begin(rollout, &model, NULL, FIRE_SEED);
  nca_rollout_set_mix(rollout, (const float[2]){ 0, 1 });
  nca_rollout_forward(rollout, STEPS);
  nca_decode_pixels(decoder, dpicture, nca_rollout_state(rollout), H, W, pixels, recipe.fine_pixels);
  double fine = 0;
  for (int i = 0; i < recipe.fine_pixels * RGBA; i++) {
    const float difference = dpicture[i] - fine_targets[(FINE + pixels[i / RGBA].y * W * SCALE + pixels[i / RGBA].x) * RGBA + i % RGBA];
    fine += (double)difference * (double)difference / (recipe.fine_pixels * RGBA);
    dpicture[i] = difference * 2.0f * recipe.fine_weight / (float)(recipe.fine_pixels * RGBA);
  }
  CHECK(is_close(loss, loss_of_cells + (double)recipe.fine_weight * fine, 0, 1e-6));
  nca_decode_backward(decoder, want, nca_rollout_turn(rollout), dpicture, nca_rollout_state(rollout), H, W, pixels, recipe.fine_pixels);
  nca_rollout_backward(rollout, want, STEPS);
  float largest = 0;
  for (int i = 0; i < num_params; i++) largest = fmaxf(largest, fabsf(want[i]));
  check_golden("gradient of training", got, want, (size_t)num_params, 1e-5 * (double)largest, 1e-5);
  nca_rollout_destroy(rollout);
  nca_decoder_destroy(decoder);
  nca_trainer_destroy(both);
  nca_trainer_destroy(plain);
  free(targets), free(fine_targets), free(got), free(want), free(dpicture), free(pixels);
  nca_model_free(&model);
}

static void run_epochs(nca_trainer *trainer, int count) {
  for (int i = 0; i < count; i++) CHECK_EQUAL(nca_train_epoch(trainer), NCA_OK);
}

static bool have_same_params(const nca_trainer *a, const nca_trainer *b) {
  return memcmp(nca_trainer_params(a), nca_trainer_params(b), (size_t)a->num_params * sizeof(float)) == 0;
}

/* Whether a number of the rule is of what this recipe learns. Where it lies is written out, as src/train/kept.c should have it. */
static bool is_learnt(const nca_shape *shape, const nca_recipe *recipe, int param) {
  const nca_layout at = nca_layout_of(shape);
  if (recipe->learns != NCA_LEARNS_DETAILS) return recipe->learns == NCA_LEARNS_ALL;
  if (param < at.b1) return param / at.perceived >= recipe->kept_hidden;
  if (param < at.w2) return (param - at.b1) % shape->hidden >= recipe->kept_hidden;
  if (param < at.b2) return (param - at.w2) / shape->hidden >= recipe->kept_channels;
  return param - at.b2 >= recipe->kept_channels;
}

/* Threads, slices, shares and a stop come to the same bits; alone the decoder leaves the rule as it is, and with details what is kept. */
static void test_runs(nca_learns learns, nca_loss_rule loss) {
  enum { EPOCHS = 6, BEFORE = 2 };
  nca_model model = make_model(12, 16, SCALE, 2);
  const nca_layout at = nca_layout_of(&model.config.shape);
  const nca_recipe recipe = fine_recipe(learns, loss);
  float *targets = random_array(2 * H * W * RGBA, 0.5f), *fine_targets = random_array(2 * FINE * RGBA, 0.5f);
  nca_trainer *whole = make_trainer(&model, &recipe, (nca_share){ 0 }, targets, fine_targets), *sliced = make_trainer(&model, &recipe, (nca_share){ 0 }, targets, fine_targets);
  CHECK(memcmp(nca_trainer_fine_target(whole, 1), fine_targets + FINE * RGBA, FINE * RGBA * sizeof(float)) == 0);
  run_epochs(whole, BEFORE);
  const file saved = write_checkpoint(whole, nca_trainer_model(whole), EPOCHS);
  run_epochs(whole, EPOCHS - BEFORE);
  for (int epoch = 0; epoch < EPOCHS; epoch++)
    while (nca_trainer_run_slice(sliced, 3) == 0) continue;
  CHECK(have_same_params(sliced, whole));

  nca_trainer *resumed;
  CHECK_EQUAL(nca_trainer_resume(&resumed, &(nca_trainer_desc){ 0 }, saved.bytes, saved.size_bytes), NCA_OK);
  run_epochs(resumed, EPOCHS - BEFORE);
  CHECK(have_same_params(resumed, whole) && nca_trainer_loss(resumed) == nca_trainer_loss(whole));
  nca_trainer_destroy(resumed);
  for (size_t i = 0; i + 13 < saved.size_bytes; i++) /* it cannot go on without what it learnt from */
    if (memcmp(saved.bytes + i, "\"fine_target\"", 13) == 0) saved.bytes[i + 1] = 'F';
  CHECK_EQUAL(nca_trainer_resume(&resumed, &(nca_trainer_desc){ 0 }, saved.bytes, saved.size_bytes), NCA_ERR_CHECKPOINT_DAMAGED);

  nca_trainer *shares[2];
  for (int i = 0; i < 2; i++) shares[i] = make_trainer(&model, &recipe, (nca_share){ i, 2 }, targets, fine_targets);
  for (int epoch = 0; epoch < EPOCHS; epoch++) {
    for (int i = 0; i < 2; i++) nca_trainer_run_share(shares[i]);
    for (int sample = 0; sample < recipe.batch; sample++) {
      nca_trainer *from = shares[sample % 2], *to = shares[1 - sample % 2];
      memcpy(nca_trainer_sample_grads(to, sample), nca_trainer_sample_grads(from, sample), (size_t)at.num_params * sizeof(float));
      nca_trainer_sample_losses(to)[sample] = nca_trainer_sample_losses(from)[sample];
    }
    for (int i = 0; i < 2; i++) CHECK_EQUAL(nca_trainer_finish_epoch(shares[i]), NCA_OK);
  }
  for (int i = 0; i < 2; i++) CHECK(have_same_params(shares[i], whole));
  int num_moved = 0, num_learnt = 0;
  for (int i = 0; i < at.decoder_weights[0]; i++) {
    const bool moved = nca_trainer_params(whole)[i] != model.params[i], learnt = is_learnt(&model.config.shape, &recipe, i);
    CHECK(!moved || learnt);
    num_moved += moved;
    num_learnt += learnt;
  }
  CHECK(num_moved >= num_learnt / 2);
  num_moved = 0;
  for (int i = at.decoder_weights[0]; i < at.num_params; i++) num_moved += nca_trainer_params(whole)[i] != model.params[i];
  CHECK(num_moved > (at.num_params - at.decoder_weights[0]) / 2);
  for (int i = 0; i < 2; i++) nca_trainer_destroy(shares[i]);
  nca_trainer_destroy(whole);
  nca_trainer_destroy(sliced);
  free(saved.bytes), free(targets), free(fine_targets);
  nca_model_free(&model);
}

/* Where one state counts, it is all one whether it is the last or every one. */
static void test_every_of_one(void) {
  nca_model model = make_model(12, 16, SCALE, 1);
  float *targets = random_array(H * W * RGBA, 0.5f), *fine_targets = random_array(FINE * RGBA, 0.5f);
  nca_trainer *trainers[2];
  for (int i = 0; i < 2; i++) {
    nca_recipe recipe = fine_recipe(NCA_LEARNS_ALL, i ? NCA_LOSS_EVERY : NCA_LOSS_LAST);
    recipe.num_steps_min = recipe.num_steps_max = 7;
    trainers[i] = make_trainer(&model, &recipe, (nca_share){ 0 }, targets, fine_targets);
    run_epochs(trainers[i], 3);
  }
  CHECK(have_same_params(trainers[0], trainers[1]) && nca_trainer_loss(trainers[0]) == nca_trainer_loss(trainers[1]));
  for (int i = 0; i < 2; i++) nca_trainer_destroy(trainers[i]);
  free(targets), free(fine_targets);
  nca_model_free(&model);
}

/* A rule that stays as it is grows what it grows: states that lose more than nothing would are kept, so that short rollouts add up; while a rule learns they begin anew. */
static void test_pool_of_a_learnt_rule(nca_learns learns) {
  nca_model model = make_model(12, 16, SCALE, 1);
  const nca_recipe recipe = fine_recipe(learns, NCA_LOSS_LAST);
  float *targets = allocate(H * W * RGBA * sizeof *targets), *fine_targets = allocate(FINE * RGBA * sizeof *fine_targets);
  memset(targets, 0, H * W * RGBA * sizeof *targets);
  memset(fine_targets, 0, FINE * RGBA * sizeof *fine_targets); /* so that nothing loses nothing */
  nca_trainer *trainer = make_trainer(&model, &recipe, (nca_share){ 0 }, targets, fine_targets);
  run_epochs(trainer, 6);
  int num_kept = 0;
  for (int slot = 0; slot < recipe.pool_size; slot++)
    for (int i = 0; i < H * W * 12; i++) num_kept += nca_trainer_pool_state(trainer, slot)[i] != 0.0f;
  CHECK((num_kept > 0) == (learns != NCA_LEARNS_ALL));
  nca_trainer_destroy(trainer);
  free(targets), free(fine_targets);
  nca_model_free(&model);
}

/* A state that is drawn from is only looked at: what a rollout ends with is what the rule grows, to the bit. */
static void test_drawing_changes_nothing(nca_learns learns) {
  nca_model model = make_model(12, 16, SCALE, 2);
  nca_recipe recipe = fine_recipe(learns, NCA_LOSS_EVERY);
  recipe.fine_pixels = 256; /* whose gradients by what was seen are larger than the grid */
  float *targets = random_array(2 * H * W * RGBA, 0.5f), *fine_targets = random_array(2 * FINE * RGBA, 0.5f);
  nca_trainer *trainer = make_trainer(&model, &recipe, (nca_share){ 0 }, targets, fine_targets);
  run_epochs(trainer, 1);
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = H, .width_cells = W });
  if (!sim || !nca_sim_set_model(sim, &model)) abort();
  for (int sample = 0; sample < recipe.batch; sample++) {
    const nca_pick *pick = &trainer->pool.picks[sample];
    nca_sim_set_goal(sim, pick->goal);
    nca_sim_reset(sim, nca_rng_u32(SEED, NCA_DRAW_FIRE_SEED, 0, (uint32_t)sample));
    nca_step(sim, recipe.num_steps_max);
    CHECK(memcmp(nca_trainer_pool_state(trainer, pick->slot), nca_sim_cells(sim), H * W * 12 * sizeof(float)) == 0);
  }
  nca_sim_destroy(sim);
  nca_trainer_destroy(trainer);
  free(targets), free(fine_targets);
  nca_model_free(&model);
}

/* From a fresh one, whose picture is empty, to a fifth of what that loses. The cells have their own picture, so that the decoder's is all there is to learn. */
static void test_learns(void) {
  enum { STEPS = 9 };
  nca_model model = make_model(16, 32, SCALE, 1), fresh;
  if (!nca_model_init(&fresh, &model.config, 7)) abort();
  const nca_layout at = nca_layout_of(&model.config.shape);
  memcpy(model.params + at.decoder_weights[0], fresh.params + at.decoder_weights[0], (size_t)(at.num_params - at.decoder_weights[0]) * sizeof(float));
  bool is_drawn = false;
  for (int i = at.decoder_weights[0]; i < at.decoder_weights[2]; i++) is_drawn |= fresh.params[i] != 0.0f;
  for (int i = at.decoder_weights[2]; i < at.num_params; i++) CHECK(fresh.params[i] == 0.0f);
  CHECK(is_drawn);
  nca_rollout *rollout = nca_rollout_create(&(nca_rollout_desc){ .height_cells = H, .width_cells = W, .num_steps_max = STEPS }, &model);
  nca_rollout_forward(rollout, STEPS);
  const float *state = nca_rollout_state(rollout);
  float *targets = random_array(H * W * RGBA, 0.5f), *fine_targets = allocate(FINE * RGBA * sizeof *fine_targets);
  for (int i = 0; i < FINE * RGBA; i++) { /* in stripes finer than the cells, whatever there is to see */
    const int y = i / RGBA / (W * SCALE), x = i / RGBA % (W * SCALE), cell = y / SCALE * W + x / SCALE;
    fine_targets[i] = tanhf(state[cell * 16 + NCA_ALPHA]) * (x % SCALE < SCALE / 2 ? 1.0f : 0.25f);
  }
  nca_recipe recipe = fine_recipe(NCA_LEARNS_DECODER, NCA_LOSS_LAST);
  recipe.num_steps_min = recipe.num_steps_max = STEPS;
  recipe.fine_pixels = 256;
  recipe.fine_weight = 1e6f; /* so that what the cells lose is next to nothing */
  recipe.clip_norm = 0.0f;
  nca_trainer *trainer = make_trainer(&model, &recipe, (nca_share){ 0 }, targets, fine_targets);
  run_epochs(trainer, 1);
  const double before = nca_trainer_loss(trainer);
  run_epochs(trainer, 400);
  CHECK(nca_trainer_loss(trainer) < 0.2 * before);
  nca_trainer_destroy(trainer);
  nca_rollout_destroy(rollout);
  free(targets), free(fine_targets);
  nca_model_free(&fresh);
  nca_model_free(&model);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
    test_look(SIZES[i].H, SIZES[i].W, SIZES[i].C, SIZES[i].scale);
    if (SIZES[i].scale < 64) test_draws_the_definition(SIZES[i].H, SIZES[i].W, SIZES[i].C, SIZES[i].scale, 16 + 4 * (int)i);
  }
  test_draws_the_definition(3, 2, 8, 7, 64);
  test_areas_and_nothing();
  test_central_differences(12, 20);
  test_central_differences(16, 64);
  test_golden(argv[1]);
  test_gradient_of_training();
  test_runs(NCA_LEARNS_ALL, NCA_LOSS_LAST);
  test_runs(NCA_LEARNS_ALL, NCA_LOSS_EVERY);
  test_runs(NCA_LEARNS_DECODER, NCA_LOSS_EVERY);
  test_runs(NCA_LEARNS_DETAILS, NCA_LOSS_EVERY);
  test_runs(NCA_LEARNS_DETAILS, NCA_LOSS_LAST);
  test_every_of_one();
  test_pool_of_a_learnt_rule(NCA_LEARNS_DECODER);
  test_pool_of_a_learnt_rule(NCA_LEARNS_DETAILS);
  test_pool_of_a_learnt_rule(NCA_LEARNS_ALL);
  test_drawing_changes_nothing(NCA_LEARNS_DECODER);
  test_drawing_changes_nothing(NCA_LEARNS_DETAILS);
  test_learns();
  return check_summary();
}
