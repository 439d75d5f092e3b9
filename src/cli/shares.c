/* Goals that are taught oftener than others. */
#include "shares.h"

#include <stdlib.h>

#include "cli.h"

int sum_shares(const int *shares, int num_goals) {
  int sum = 0;
  for (int goal = 0; goal < num_goals; goal++) sum += shares[goal];
  return sum;
}

int *parse_shares(const char *text, int num_goals) {
  double values[NCA_MAX_GOALS];
  int *shares = malloc((size_t)num_goals * sizeof *shares);
  if (!shares) memory_error();
  parse_numbers("shares", text, values, num_goals, 1, NCA_MAX_KINDS);
  for (int goal = 0; goal < num_goals; goal++) {
    shares[goal] = (int)values[goal];
    if ((double)shares[goal] != values[goal]) usage_error("--shares: %g is no whole number", values[goal]);
  }
  const int sum = sum_shares(shares, num_goals);
  if (sum > NCA_MAX_KINDS) usage_error("--shares: they come to %d targets, and %d are learnt at once", sum, NCA_MAX_KINDS);
  return shares;
}

float *mix_shares(const int *shares, int num_goals) {
  float *mixes = calloc((size_t)sum_shares(shares, num_goals) * (size_t)num_goals, sizeof *mixes), *row = mixes;
  if (!mixes) return NULL;
  for (int goal = 0; goal < num_goals; goal++)
    for (int i = 0; i < shares[goal]; i++, row += num_goals) row[goal] = 1.0f;
  return mixes;
}
