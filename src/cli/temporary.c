/* Files that are yet to get their name: made without one, so that nothing is left of them however the program ends; where the system knows no such files
 * under one that nobody has, and removed where a signal ends the program first. */
#define _GNU_SOURCE /* O_TMPFILE */
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

/* Signal handlers read this, so it is not on the heap. exists: under `path`. */
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

/* Of the folder of `path`, with the slash behind it. */
static int folder_length_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? (int)(slash - path) + 1 : 0;
}

/* In the same folder, so that it can be renamed. Somebody may have the name: another machine's run of this number, or a run that was killed. */
static bool name_slot(int slot, const char *path, int attempt) {
  const int length = snprintf(slots[slot].path, MAX_PATH_BYTES, "%.*s.nca-%ld-%d.part", folder_length_of(path), path, (long)getpid(), attempt);
  if (length < MAX_PATH_BYTES) return true;
  errno = ENAMETOOLONG;
  return false;
}

/* ---------------------------------------------------------------- files without a name */

#ifdef O_TMPFILE
enum { LINK_BYTES = 64 };

/* By which a file that has no name can be given one. */
static void link_of(char link[LINK_BYTES], int descriptor) {
  snprintf(link, LINK_BYTES, "/proc/self/fd/%d", descriptor);
}

/* -1: not on this file system, or there is no way to name it later. */
static int open_nameless(int slot, const char *path) {
  char link[LINK_BYTES];
  const int folder_length = folder_length_of(path);
  if (snprintf(slots[slot].path, MAX_PATH_BYTES, "%.*s.", folder_length, path) >= MAX_PATH_BYTES) return -1;
  const int descriptor = open(slots[slot].path, O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
  if (descriptor < 0) return -1;
  link_of(link, descriptor);
  if (access(link, F_OK) == 0) return descriptor;
  close(descriptor);
  return -1;
}

static int name_nameless(const char *name, int descriptor) {
  char link[LINK_BYTES];
  link_of(link, descriptor);
  return linkat(AT_FDCWD, link, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}
#else
static int open_nameless(int slot, const char *path) {
  (void)slot;
  (void)path;
  return -1;
}

static int name_nameless(const char *name, int descriptor) {
  (void)name;
  (void)descriptor;
  errno = ENOSYS;
  return -1;
}
#endif

/* ---------------------------------------------------------------- names */

/* Make a file under the slot's name, or give it to the nameless `descriptor`; no signal comes between that and the note that it exists. -1 and errno. */
static int create_slot(int slot, int descriptor) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  int made = descriptor;
  if (descriptor < 0) made = open(slots[slot].path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  else if (name_nameless(slots[slot].path, descriptor) != 0) made = -1;
  const int error = errno;
  atomic_store(&slots[slot].exists, made >= 0);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return made;
}

/* The same under the first name that nobody has. */
static int create_in_folder_of(const char *path, int slot, int descriptor) {
  errno = EEXIST;
  for (int attempt = 0; attempt < MAX_TRIES && errno == EEXIST && name_slot(slot, path, attempt); attempt++) {
    const int made = create_slot(slot, descriptor);
    if (made >= 0) return made;
  }
  return -1;
}

const char *temporary_open(int *descriptor, const char *path) {
  const int slot = take_slot();
  if (slot < 0) return NULL;
  *descriptor = open_nameless(slot, path);
  if (*descriptor < 0) *descriptor = create_in_folder_of(path, slot, -1); /* whose errno tells what is wrong, with the folder too */
  if (*descriptor >= 0) return slots[slot].path;
  const int error = errno;
  release_slot(slot);
  errno = error;
  return NULL;
}

static int slot_of(const char *temporary) {
  int slot = 0;
  while (slots[slot].path != temporary) slot++;
  return slot;
}

bool temporary_name(const char *temporary, int descriptor, const char *path) {
  const int slot = slot_of(temporary);
  return atomic_load(&slots[slot].exists) || create_in_folder_of(path, slot, descriptor) >= 0;
}

void temporary_remove(const char *temporary) {
  const int slot = slot_of(temporary);
  if (atomic_load(&slots[slot].exists)) unlink(temporary);
  release_slot(slot);
}

void temporary_forget(const char *temporary) {
  release_slot(slot_of(temporary));
}
