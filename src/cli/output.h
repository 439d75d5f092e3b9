/* Where files go. */
#ifndef NCA_CLI_OUTPUT_H
#define NCA_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A regular file, or one that is yet to be made, is written beside and renamed, so that it is either the old one or the new one. Symbolic
 * links are followed, and the file keeps its mode. "-" is standard output; a pipe or a device is written straight through.
 * Failures are told on stderr, naming the file. */
bool write_file(const char *path, const uint8_t *bytes, size_t size_bytes);

/* The same in parts; close tells whether all of it came to its place, and gives the file its name. */
typedef struct {
  FILE *stream;
  const char *path;   /* as it was told */
  char *real;         /* without links; NULL: written straight through */
  const char *beside;
  int error;          /* the first one, as errno */
} file_writer;

bool writer_open(file_writer *writer, const char *path);
void writer_put(file_writer *writer, const void *bytes, size_t size_bytes);
bool writer_close(file_writer *writer);
void writer_drop(file_writer *writer); /* the file stays as it was */

/* Whether so many bytes can be written there, to be asked before long work; there is no trace of it. Of pipes and devices only
 * the permission is looked at. */
bool output_try(const char *path, size_t size_bytes);

/* Whether it is standard output, by that or by another name. */
bool output_is_stdout(const char *path);

/* Whether it takes one file, at the end: standard output, a pipe, a device. */
bool output_is_stream(const char *path);

/* Whether two paths name one regular file, which may be yet to be made. */
bool is_same_file(const char *a, const char *b);

/* Whether writing one would destroy the other, which is read: "-" is what standard input and output really are. */
bool would_lose(const char *input, const char *output);

#endif
