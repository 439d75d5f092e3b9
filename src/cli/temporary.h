/* Files that are yet to get their name. */
#ifndef NCA_CLI_TEMPORARY_H
#define NCA_CLI_TEMPORARY_H

#include <stdbool.h>

/* Have them removed when a signal ends the program. */
void temporaries_guard(void);

/* Remove them now; a signal handler may. */
void temporaries_remove(void);

/* A new file in the folder of `path`, open for writing, as a rule without a name; NULL and errno. Any thread may. What it gives is valid until it is removed
 * or forgotten, and the file's name once it has one. */
const char *temporary_open(int *descriptor, const char *path);

/* Give it a name in the folder of `path`, where it has none yet, by which it can be renamed at once. false and errno. */
bool temporary_name(const char *temporary, int descriptor, const char *path);

/* It is not wanted. */
void temporary_remove(const char *temporary);

/* It was renamed. */
void temporary_forget(const char *temporary);

#endif
