/* Picks a batch from the pool, starts its samples, and takes back what they became. */
#include "train/pool.h"

#include <math.h>
#include <string.h>

#include "base/misuse.h"
#include "base/rng.h"
#include "grow/wound.h"

static const double GROWN_FACTOR = 0.12; /* of the loss of an empty grid */

static int num_own_samples(const nca_pool *pool) {
  return pool->share.index < pool->batch ? (pool->batch - pool->share.index + pool->share.count - 1) / pool->share.count : 0;
}

void nca_pool_lay_out(nca_pool *pool, nca_arena *arena, int H, int W, int C, int num_goals, const nca_recipe *recipe, nca_share share) {
  *pool = (nca_pool){ .size = recipe->pool_size, .batch = recipe->batch, .num_goals = num_goals, .share = share,
                       .keeps_all = recipe->learns != NCA_LEARNS_ALL };
  pool->state_size = (size_t)H * (size_t)W * (size_t)C;
  const uint64_t batch = (uint64_t)pool->batch, rounds = ((uint64_t)pool->size + batch - 1) / batch;
  pool->states = nca_arena_take(arena, rounds * (uint64_t)num_own_samples(pool) * pool->state_size, sizeof(float));
  pool->nothing = nca_arena_take(arena, pool->size > 0 ? pool->state_size : 0, sizeof(float));
  pool->losses = nca_arena_take(arena, (uint64_t)pool->size, sizeof(double));
  pool->picks = nca_arena_take(arena, batch, sizeof(nca_pick));
  pool->order = nca_arena_take(arena, batch, sizeof(int));
  pool->has_grown = nca_arena_take(arena, (uint64_t)num_goals, sizeof(bool));
  pool->means = nca_arena_take(arena, (uint64_t)num_goals, sizeof(double));
}

void nca_pool_clear(nca_pool *pool) {
  for (int slot = 0; slot < pool->size; slot++) pool->losses[slot] = INFINITY;
  if (pool->size > 0) memset(pool->nothing, 0, pool->state_size * sizeof(float));
  memset(pool->has_grown, 0, (size_t)pool->num_goals * sizeof *pool->has_grown);
}

float *nca_pool_state(const nca_pool *pool, int slot) {
  NCA_ASSERT(slot >= 0 && slot < pool->size);
  const int sample = slot % pool->batch, round = slot / pool->batch;
  if (sample % pool->share.count != pool->share.index) return NULL;
  return pool->states + (size_t)(round * num_own_samples(pool) + sample / pool->share.count) * pool->state_size;
}

const float *nca_pool_kept_state(const nca_pool *pool, int slot) {
  const float *state = nca_pool_state(pool, slot);
  return state && !isfinite(pool->losses[slot]) ? pool->nothing : state;
}

static int num_slots_of(const nca_pool *pool, int sample) {
  return (pool->size - sample + pool->batch - 1) / pool->batch;
}

/* How many of a batch when `rate` is the mean: 1.5 makes two in every second batch. */
static int whole_part(float rate, uint64_t epoch, int batch) {
  const double count = floor((double)rate * (double)(epoch + 1)) - floor((double)rate * (double)epoch);
  return count < batch ? (int)count : batch;
}

/* means [N]: of what the states of each goal lost, 1 where there are none. Of one goal they have no say. */
static void find_means(nca_pool *pool) {
  for (int goal = 0; goal < pool->num_goals; goal++) {
    double sum = 0.0;
    int count = 0;
    for (int slot = goal; slot < pool->size; slot += pool->num_goals) {
      if (!isfinite(pool->losses[slot])) continue;
      sum += pool->losses[slot];
      count++;
    }
    pool->means[goal] = pool->num_goals > 1 && sum > 0.0 ? sum / count : 1.0;
  }
}

static double loss_of_pick(const nca_pool *pool, int sample) {
  return pool->losses[pool->picks[sample].slot] / pool->means[pool->picks[sample].goal];
}

/* order [B]: samples by falling loss, beside the mean of their goal, equal ones as they stand. */
static void sort_samples(nca_pool *pool) {
  for (int i = 0; i < pool->batch; i++) {
    int at = i;
    for (; at > 0 && loss_of_pick(pool, pool->order[at - 1]) < loss_of_pick(pool, i); at--) pool->order[at] = pool->order[at - 1];
    pool->order[at] = i;
  }
}

/* The first own slot of a sample, from one that is drawn on, that holds a state of another goal; -1: none does. */
static int draw_other(const nca_pool *pool, int sample, uint32_t seed, uint64_t epoch) {
  const int num_slots = num_slots_of(pool, sample), first = nca_rng_between(0, num_slots - 1, seed, NCA_DRAW_MORPH, epoch, (uint32_t)sample);
  for (int i = 0; i < num_slots; i++) {
    const int slot = sample + pool->batch * ((first + i) % num_slots);
    if (isfinite(pool->losses[slot]) && slot % pool->num_goals != pool->picks[sample].goal) return slot;
  }
  return -1;
}

void nca_pool_pick(nca_pool *pool, const nca_recipe *recipe, uint32_t seed, uint64_t epoch) {
  const int batch = pool->batch;
  if (pool->size == 0) {
    for (int sample = 0; sample < batch; sample++)
      pool->picks[sample] = (nca_pick){ .kind = NCA_PICK_SEED, .goal = (int)((epoch * (uint64_t)batch + (uint64_t)sample) % (uint64_t)pool->num_goals) };
    return;
  }
  for (int sample = 0; sample < batch; sample++) {
    const int slot = sample + batch * nca_rng_between(0, num_slots_of(pool, sample) - 1, seed, NCA_DRAW_SLOT, epoch, (uint32_t)sample);
    pool->picks[sample] = (nca_pick){ .kind = isfinite(pool->losses[slot]) ? NCA_PICK_STATE : NCA_PICK_SEED, .from = slot, .slot = slot, .goal = slot % pool->num_goals };
  }
  find_means(pool);
  sort_samples(pool);
  const int num_seeds = whole_part(recipe->seeds_per_batch, epoch, batch);
  int num_wounds = epoch >= (uint64_t)recipe->wound_begin_epoch ? whole_part(recipe->wounds_per_batch, epoch, batch) : 0;
  for (int i = 0; i < num_seeds; i++) pool->picks[pool->order[i]].kind = NCA_PICK_SEED;
  int i = batch - 1;
  for (; i >= 0 && num_wounds > 0; i--) {
    nca_pick *pick = &pool->picks[pool->order[i]];
    if (pick->kind != NCA_PICK_STATE) break;
    pick->kind = NCA_PICK_WOUNDED;
    num_wounds--;
  }
  for (int num_morphs = whole_part(recipe->morphs_per_batch, epoch, batch); i >= 0 && num_morphs > 0; i--) {
    nca_pick *pick = &pool->picks[pool->order[i]];
    const int other = pick->kind == NCA_PICK_STATE ? draw_other(pool, pool->order[i], seed, epoch) : -1;
    if (other < 0) continue;
    *pick = (nca_pick){ .kind = NCA_PICK_MORPHED, .from = other, .slot = pick->slot, .goal = pick->goal };
    num_morphs--;
  }
}

void nca_pool_start(const nca_pool *pool, nca_grid *grid, const nca_recipe *recipe, double alive_threshold, uint32_t seed, uint64_t epoch, int sample) {
  if (pool->size > 0 && pool->picks[sample].kind != NCA_PICK_SEED) {
    const float *state = nca_pool_state(pool, pool->picks[sample].from);
    NCA_ASSERT(state);
    memcpy(grid->state, state, pool->state_size * sizeof(float));
    nca_grid_refresh(grid, alive_threshold);
    if (pool->picks[sample].kind == NCA_PICK_WOUNDED) {
      const nca_wound wound = nca_wound_draw(recipe, grid->shape.H, grid->shape.W, seed, epoch, sample);
      nca_grid_wound(grid, &wound);
    }
    if (nca_grid_lives(grid)) return;
  }
  nca_grid_reset(grid, alive_threshold);
}

void nca_pool_keep(nca_pool *pool, const nca_grid *grid, int sample) {
  if (pool->size == 0) return;
  float *state = nca_pool_state(pool, pool->picks[sample].slot);
  NCA_ASSERT(state);
  memcpy(state, grid->state, pool->state_size * sizeof(float));
}

void nca_pool_learn(nca_pool *pool, const double *sample_losses, const double *empty_losses) {
  if (pool->size == 0) return;
  for (int sample = 0; sample < pool->batch; sample++) {
    const nca_pick *pick = &pool->picks[sample];
    if (pick->kind == NCA_PICK_SEED && sample_losses[sample] <= GROWN_FACTOR * empty_losses[pick->goal]) pool->has_grown[pick->goal] = true;
  }
  for (int sample = 0; sample < pool->batch; sample++) {
    const nca_pick *pick = &pool->picks[sample];
    const double loss = sample_losses[sample];
    const bool is_kept = pool->keeps_all ? isfinite(loss) : pool->has_grown[pick->goal] && loss <= empty_losses[pick->goal];
    pool->losses[pick->slot] = is_kept ? loss : INFINITY;
  }
}
