/* Files that are yet to get their name. */
#ifndef NCA_CLI_TEMPORARY_H
#define NCA_CLI_TEMPORARY_H

/* Have them removed when a signal ends the program. */
void temporaries_guard(void);

/* Remove them now; a signal handler may. */
void temporaries_remove(void);

/* A new file in the folder of `path`, open for writing; NULL and errno. Any thread may. The name is valid until it is forgotten. */
const char *temporary_open(int *descriptor, const char *path);

/* It was renamed or removed. */
void temporary_forget(const char *temporary);

#endif
