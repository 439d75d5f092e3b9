/* Goals by their names on the command line. */
#ifndef NCA_CLI_GOALS_H
#define NCA_CLI_GOALS_H

#include "cli.h"

/* What a goal is called: its name, else its number. */
void goal_label(char label[NCA_TEXT_BYTES], const nca_model *model, int goal);

/* The goal that --goal names, by its name or its number, from 0 on. Ends the program where there is none. */
int parse_goal(const char *text, const nca_model *model);

/* The weights [G] that --mix lists; their sum becomes 1. Ends the program where they are not as many as the goals. */
void parse_mix(float *weights, const char *text, const nca_model *model);

/* Where an option lists the names of all goals, with commas between, into names [num_goals], of which each points into memory for free() that is returned;
 * or says how many they are: then NULL. Ends the program where it is another number of them. */
char *parse_goal_names(const char *option, const char *text, const char **names, int num_goals);

#endif
