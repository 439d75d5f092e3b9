/* Files that are yet to get their name: made under one that nobody has, and removed where a signal ends the program first. */
#include "temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MAX_TEMPORARIES = 4, MAX_PATH_BYTES = 4096, MAX_TRIES = 1000 };

/* Signal handlers read this, so it is not on the heap. */
static struct {
  atomic_bool is_taken, exists;
  char path[MAX_PATH_BYTES];
} slots[MAX_TEMPORARIES];

void temporaries_remove(void) {
  for (int i = 0; i < MAX_TEMPORARIES; i++) {
    if (atomic_load(&slots[i].exists)) unlink(slots[i].path);
  }
}

/* Remove them, and then end as the signal would have ended the program. */
static void on_fatal_signal(int number) {
  temporaries_remove();
  raise(number); /* SA_RESETHAND: it has its own meaning again */
}

void temporaries_guard(void) {
  static const int FATAL[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU };
  for (size_t i = 0; i < sizeof FATAL / sizeof *FATAL; i++) {
    struct sigaction before, action = { .sa_handler = on_fatal_signal, .sa_flags = (int)SA_RESETHAND };
    sigemptyset(&action.sa_mask);
    const bool is_default = sigaction(FATAL[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL;
    if (is_default) sigaction(FATAL[i], &action, NULL); /* what nohup ignores stays ignored */
  }
}

static int take_slot(void) {
  for (int i = 0; i < MAX_TEMPORARIES; i++) {
    bool expected = false;
    if (atomic_compare_exchange_strong(&slots[i].is_taken, &expected, true)) return i;
  }
  errno = EMFILE;
  return -1;
}

static void release_slot(int slot) {
  atomic_store(&slots[slot].exists, false);
  atomic_store(&slots[slot].is_taken, false);
}

/* In the same folder, so that it can be renamed. Somebody may have the name: another machine's run of this number, or a run that was killed. */
static bool name_slot(int slot, const char *path, int attempt) {
  const char *slash = strrchr(path, '/');
  const int folder_length = slash ? (int)(slash - path) + 1 : 0;
  const int length = snprintf(slots[slot].path, MAX_PATH_BYTES, "%.*s.nca-%ld-%d.part", folder_length, path, (long)getpid(), attempt);
  if (length < MAX_PATH_BYTES) return true;
  errno = ENAMETOOLONG;
  return false;
}

/* No signal comes between the file and the note that it exists. */
static int create_slot(int slot) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  const int descriptor = open(slots[slot].path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  const int error = errno;
  atomic_store(&slots[slot].exists, descriptor >= 0);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return descriptor;
}

const char *temporary_open(int *descriptor, const char *path) {
  const int slot = take_slot();
  if (slot < 0) return NULL;
  errno = EEXIST;
  for (int attempt = 0; attempt < MAX_TRIES && errno == EEXIST && name_slot(slot, path, attempt); attempt++) {
    *descriptor = create_slot(slot);
    if (*descriptor >= 0) return slots[slot].path;
  }
  const int error = errno;
  release_slot(slot);
  errno = error;
  return NULL;
}

void temporary_forget(const char *temporary) {
  for (int i = 0; i < MAX_TEMPORARIES; i++) {
    if (slots[i].path == temporary) release_slot(i);
  }
}
