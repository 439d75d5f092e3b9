/* Goals by their names on the command line. */
#include "goals.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void goal_label(char label[NCA_TEXT_BYTES], const nca_model *model, int goal) {
  nca_model_goal_name(label, model, goal);
  if (!*label) snprintf(label, NCA_TEXT_BYTES, "%d", goal);
}

static bool is_whole(const char *text) {
  return *text && strspn(text, "0123456789") == strlen(text);
}

int parse_goal(const char *text, const nca_model *model) {
  const int named = nca_model_find_goal(model, text), num_goals = model->config.shape.goals;
  if (named >= 0) return named;
  if (is_whole(text)) return (int)parse_whole("goal", text, 0, num_goals - 1);
  if (!model->goal_names) usage_error("--goal: there is no `%s`; the goals of this model have no names, only numbers, 0 to %d", text, num_goals - 1);
  char *names = malloc(2 * strlen(model->goal_names) + 1), *to = names;
  for (const char *from = model->goal_names; names && *from; from++) {
    if (*from == '\n') *to++ = ',';
    *to++ = *from == '\n' ? ' ' : *from;
  }
  if (names) *to = '\0';
  usage_error("--goal: there is no `%s`, but %s", text, names ? names : "others");
}

void parse_mix(float *weights, const char *text, const nca_model *model) {
  const int num_goals = model->config.shape.goals;
  double values[NCA_MAX_GOALS], sum = 0.0;
  parse_numbers("mix", text, values, num_goals, -1000, 1000);
  for (int goal = 0; goal < num_goals; goal++) sum += values[goal];
  if (!(fabs(sum) > 1e-6)) usage_error("--mix: the sum is 0");
  const double rounded = 1e-6;
  for (int goal = 0; goal < num_goals; goal++) weights[goal] = (float)(fabs(sum - 1.0) > rounded ? values[goal] / sum : values[goal]);
}

char *parse_goal_names(const char *option, const char *text, const char **names, int num_goals) {
  if (is_whole(text)) {
    if (atoll(text) != num_goals) usage_error("--%s: %s are not as many as the pictures, %d", option, text, num_goals);
    return NULL;
  }
  char *own = malloc(strlen(text) + 1);
  if (!own) memory_error();
  strcpy(own, text);
  int count = 0;
  for (char *name = own, *comma; name; name = comma) {
    comma = strchr(name, ',');
    if (comma) *comma++ = '\0';
    if (!*name || strlen(name) >= NCA_TEXT_BYTES || !is_utf8(name)) usage_error("--%s: `%s` is no name", option, name);
    for (const char *at = name; *at; at++) if ((unsigned char)*at < ' ') usage_error("--%s: a name has no line breaks", option);
    if (count < num_goals) names[count] = name;
    count++;
  }
  if (count != num_goals) usage_error("--%s: these are %d names, and the pictures are %d", option, count, num_goals);
  return own;
}
