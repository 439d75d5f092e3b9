/* Files out: beside and renamed, or straight through. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "temporary.h"

static void tell_output(const char *path, int error) {
  tell(is_dash(path) ? "standard output" : path, "%s", strerror(error));
}

static bool same_inode(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool output_is_stdout(const char *path) {
  struct stat file, own;
  if (is_dash(path)) return true;
  return stat(path, &file) == 0 && fstat(STDOUT_FILENO, &own) == 0 && same_inode(&file, &own) && !S_ISCHR(file.st_mode); /* two may want /dev/null */
}

bool output_is_stream(const char *path) {
  struct stat file;
  return output_is_stdout(path) || (stat(path, &file) == 0 && !S_ISREG(file.st_mode));
}

/* ---------------------------------------------------------------- symbolic links */

/* What a link in the folder of `path` says, as a path; the caller frees. */
static char *join(const char *path, const char *link) {
  const char *slash = strrchr(path, '/');
  const size_t folder_length = slash && *link != '/' ? (size_t)(slash - path) + 1 : 0, capacity = folder_length + strlen(link) + 1;
  char *joined = malloc(capacity);
  if (joined) snprintf(joined, capacity, "%.*s%s", (int)folder_length, path, link);
  return joined;
}

/* The file that a path stands for, which realpath would not say of a file yet to be made. NULL and errno; the caller frees. */
static char *follow_links(const char *path) {
  enum { MAX_LINKS = 40, MAX_PATH_BYTES = 4096 };
  char link[MAX_PATH_BYTES];
  char *at = join("", path);
  for (int i = 0; at && i < MAX_LINKS; i++) {
    const ssize_t length = readlink(at, link, sizeof link - 1);
    if (length < 0) return at; /* no link */
    link[length] = '\0';
    char *next = join(at, link);
    free(at);
    at = next;
  }
  if (!at) return NULL; /* no memory */
  free(at);
  errno = ELOOP;
  return NULL;
}

/* The folder of a path. */
static bool stat_folder(const char *path, struct stat *folder) {
  char *inside = join(path, ".");
  const bool ok = inside && stat(inside, folder) == 0;
  free(inside);
  return ok;
}

bool is_same_file(const char *a, const char *b) {
  struct stat of_a, of_b;
  if (is_dash(a) || is_dash(b)) return false;
  const bool has_a = stat(a, &of_a) == 0, has_b = stat(b, &of_b) == 0;
  if (has_a || has_b) return has_a && has_b && S_ISREG(of_a.st_mode) && same_inode(&of_a, &of_b);
  char *real_a = follow_links(a), *real_b = follow_links(b);
  const bool is_same = real_a && real_b && strcmp(base_name(real_a), base_name(real_b)) == 0 && stat_folder(real_a, &of_a) && stat_folder(real_b, &of_b)
      && same_inode(&of_a, &of_b);
  free(real_a);
  free(real_b);
  return is_same;
}

bool would_lose(const char *input, const char *output) {
  struct stat of_input, of_output;
  if (!is_dash(input) && !is_dash(output)) return is_same_file(input, output);
  const bool has_input = (is_dash(input) ? fstat(STDIN_FILENO, &of_input) : stat(input, &of_input)) == 0;
  const bool has_output = (is_dash(output) ? fstat(STDOUT_FILENO, &of_output) : stat(output, &of_output)) == 0;
  return has_input && has_output && S_ISREG(of_input.st_mode) && same_inode(&of_input, &of_output);
}

/* ---------------------------------------------------------------- opening */

/* A regular file, or a new one where old has no mode. It takes over what the old one allowed. */
static int open_beside(file_writer *writer, const struct stat *old) {
  int descriptor = -1;
  const bool is_new = old->st_mode == 0;
  struct stat made;
  if (!*base_name(writer->real)) {
    errno = EISDIR;
    return -1;
  }
  if (!is_new && access(writer->real, W_OK) != 0) return -1; /* write-protected: somebody means to keep it */
  writer->beside = temporary_open(&descriptor, writer->real);
  if (descriptor < 0 || is_new) return descriptor;
  const bool has_other_owner = fstat(descriptor, &made) == 0 && (made.st_uid != old->st_uid || made.st_gid != old->st_gid);
  if (has_other_owner && fchown(descriptor, old->st_uid, old->st_gid) != 0) errno = 0; /* only root can, and it matters to root alone */
  fchmod(descriptor, old->st_mode & 0777);
  return descriptor;
}

typedef enum { NOWHERE, THROUGH, BESIDE } output_way; /* that bytes take to a file which is not standard output */

/* NOWHERE: errno says why. BESIDE: *real is the file without links, for the caller to free, and *old what is there; a mode of 0: nothing. */
static output_way find_way(const char *path, char **real, struct stat *old) {
  struct stat found;
  *real = NULL;
  if (stat(path, old) != 0) {
    if (errno != ENOENT) return NOWHERE;
    *old = (struct stat){ .st_mode = 0 };
    *real = follow_links(path);
    return *real ? BESIDE : NOWHERE;
  }
  if (S_ISDIR(old->st_mode)) {
    errno = EISDIR;
    return NOWHERE;
  }
  if (!S_ISREG(old->st_mode)) return THROUGH;
  *real = follow_links(path);
  if (!*real && errno == ENOMEM) return NOWHERE;
  if (*real && stat(*real, &found) == 0 && same_inode(old, &found)) return BESIDE;
  free(*real); /* a link of /proc to a file that has lost its name */
  *real = NULL;
  return THROUGH;
}

static void forget(file_writer *writer, bool removes) {
  if (writer->beside) (removes ? temporary_remove : temporary_forget)(writer->beside);
  free(writer->real);
}

bool writer_open(file_writer *writer, const char *path) {
  struct stat old;
  *writer = (file_writer){ .path = path };
  if (output_is_stdout(path)) {
    writer->stream = stdout;
    return true;
  }
  const output_way way = find_way(path, &writer->real, &old);
  int descriptor = -1;
  if (way == THROUGH) descriptor = open(path, O_WRONLY | O_TRUNC | O_NOCTTY | O_CLOEXEC);
  if (way == BESIDE) descriptor = open_beside(writer, &old);
  if (descriptor >= 0) writer->stream = fdopen(descriptor, "wb");
  if (writer->stream) return true;
  tell_output(path, errno);
  if (descriptor >= 0) close(descriptor);
  forget(writer, true);
  return false;
}

void writer_put(file_writer *writer, const void *bytes, size_t size_bytes) {
  if (writer->error || fwrite(bytes, 1, size_bytes, writer->stream) == size_bytes) return;
  writer->error = errno ? errno : EIO;
}

/* Everything is on the disk before the name changes; a pipe has no disk. The file's own name it has for three calls. */
bool writer_close(file_writer *writer) {
  const bool is_stdout = writer->stream == stdout;
  if (!writer->error && (fflush(writer->stream) != 0 || (writer->beside && fsync(fileno(writer->stream)) != 0))) writer->error = errno;
  if (!writer->error && writer->beside && !temporary_name(writer->beside, fileno(writer->stream), writer->real)) writer->error = errno;
  if (!is_stdout && fclose(writer->stream) != 0 && !writer->error) writer->error = errno;
  if (!writer->error && writer->beside && rename(writer->beside, writer->real) != 0) writer->error = errno;
  const bool ok = !writer->error;
  if (!ok) tell_output(is_stdout ? "-" : writer->path, writer->error);
  forget(writer, !ok);
  return ok;
}

void writer_drop(file_writer *writer) {
  if (writer->stream != stdout) fclose(writer->stream);
  forget(writer, true);
}

bool write_file(const char *path, const uint8_t *bytes, size_t size_bytes) {
  file_writer writer;
  if (!writer_open(&writer, path)) return false;
  writer_put(&writer, bytes, size_bytes);
  return writer_close(&writer);
}

/* ---------------------------------------------------------------- trying */

/* Nothing is renamed; the zeros show that there is room. */
static bool try_beside(const char *path, size_t size_bytes) {
  static const uint8_t ZEROS[1 << 16];
  file_writer writer;
  if (!writer_open(&writer, path)) return false;
  for (size_t left = size_bytes; !writer.error && left > 0;) {
    const size_t part = left < sizeof ZEROS ? left : sizeof ZEROS;
    writer_put(&writer, ZEROS, part);
    left -= part;
  }
  if (fclose(writer.stream) != 0 && !writer.error) writer.error = errno;
  const bool ok = !writer.error;
  if (!ok) tell_output(path, writer.error);
  forget(&writer, true);
  return ok;
}

bool output_try(const char *path, size_t size_bytes) {
  struct stat old;
  char *real;
  if (output_is_stdout(path)) return true;
  const output_way way = find_way(path, &real, &old);
  free(real);
  if (way == BESIDE) return try_beside(path, size_bytes);
  if (way == THROUGH && access(path, W_OK) == 0) return true;
  tell_output(path, errno);
  return false;
}
