/*
 * A power cut: the program under NCA_CUT=n ends at its n-th fsync or rename, counted from 0, and the disk is left as the worst order of its writes would
 * leave it. Names reach it at once, bytes only by fsync: of a file that was not synchronised since it was last written only the first half is there.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int __real_fsync(int descriptor);
int __real_rename(const char *from, const char *to);
int __wrap_fsync(int descriptor);
int __wrap_rename(const char *from, const char *to);

enum { EXIT_CUT = 99 };

static struct stat safe; /* the last file that fsync brought to the disk, as it was then */
static bool has_safe;

static bool is_cut(void) {
  static int left = -1;
  static bool was_asked;
  if (!was_asked) {
    const char *after = getenv("NCA_CUT");
    left = after ? atoi(after) : -1;
    was_asked = true;
  }
  return left >= 0 && left-- == 0;
}

static bool is_safe(const char *path) {
  struct stat now;
  return has_safe && stat(path, &now) == 0 && now.st_dev == safe.st_dev && now.st_ino == safe.st_ino && now.st_size == safe.st_size
      && now.st_mtim.tv_sec == safe.st_mtim.tv_sec && now.st_mtim.tv_nsec == safe.st_mtim.tv_nsec;
}

int __wrap_fsync(int descriptor) {
  struct stat file;
  if (is_cut()) {
    const bool ok = fstat(descriptor, &file) == 0 && ftruncate(descriptor, file.st_size / 2) == 0;
    _exit(ok ? EXIT_CUT : EXIT_FAILURE);
  }
  const int result = __real_fsync(descriptor);
  has_safe = result == 0 && fstat(descriptor, &safe) == 0;
  return result;
}

int __wrap_rename(const char *from, const char *to) {
  struct stat file;
  if (is_cut()) {
    const bool ok = (is_safe(from) || (stat(from, &file) == 0 && truncate(from, file.st_size / 2) == 0)) && __real_rename(from, to) == 0;
    _exit(ok ? EXIT_CUT : EXIT_FAILURE);
  }
  return __real_rename(from, to);
}
