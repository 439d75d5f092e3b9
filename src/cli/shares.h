/* Goals that are taught oftener than others: one of share 3 has three targets, all alike, and so three times the slots of the pool. */
#ifndef NCA_CLI_SHARES_H
#define NCA_CLI_SHARES_H

/* The shares [num_goals] that --shares lists, whole numbers; for free(). Ends the program where they are not as many as the goals, or come to too many targets. */
int *parse_shares(const char *text, int num_goals);

int sum_shares(const int *shares, int num_goals);

/* What each target is a mix of, as nca_trainer_desc wants it: [sum of shares][num_goals], of its own goal alone; for free(). NULL: no memory. */
float *mix_shares(const int *shares, int num_goals);

#endif
