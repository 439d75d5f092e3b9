/* Ctrl-C and its like, while a command has something to save. */
#ifndef NCA_CLI_STOPS_H
#define NCA_CLI_STOPS_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM, SIGHUP (unless nohup has it ignored) and SIGXCPU end nothing, but are counted, and each is told to on_request
 * on a thread of its own, which is free to lock, write and exit. The one after `last` ends the program at once, whatever that thread
 * is waiting for. False: the system has no such thread. */
bool stops_begin(void (*on_request)(void *context, int number), void *context, int last);

/* How many there were. */
int stops_count(void);

/* They have their own meaning again; on_request is not called any more once this returns. */
void stops_end(void);

#endif
