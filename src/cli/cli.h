/* The native program: what its commands share. Everything that prints, reads files or exits lives here and not in the core. */
#ifndef NCA_CLI_H
#define NCA_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "nca.h"

typedef enum {
  EXIT_OK = 0,
  EXIT_DATA = 1,         /* a file that cannot be read or written, or makes no sense */
  EXIT_USAGE = 2,        /* the command line makes no sense */
  EXIT_DIVERGED = 3,     /* the loss ran off; the last good weights were saved */
  EXIT_INTERRUPTED = 130 /* by Ctrl-C, as shells count it; the weights so far were saved */
} exit_code;

/* Each gets its own name as argv[0]. */
exit_code command_train(int argc, char **argv);
exit_code command_grow(int argc, char **argv);
exit_code command_eval(int argc, char **argv);

/* ---- options.c: numbers of the command line; anything else ends the program with EXIT_USAGE and a sentence about `option` */

typedef struct {
  int height, width; /* cells */
} cell_size;

typedef struct {
  int first, last; /* both included */
} int_range;

typedef struct {
  int *values; /* ascending; the caller frees */
  int count;
} int_list;

_Noreturn void usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
int64_t parse_whole(const char *option, const char *text, int64_t min, int64_t max);
double parse_number(const char *option, const char *text, double min, double max);
int parse_word(const char *option, const char *text, const char *const *words); /* index into words, which ends with NULL */
cell_size parse_size(const char *option, const char *text);                       /* "32" or "40x72", height first */
int_range parse_range(const char *option, const char *text, int min, int max);    /* "64..95" or "80" */
int_list parse_list(const char *option, const char *text, int min, int max);      /* "0,16,64..96" */

/* ---- files.c: whole files; failures are told on stderr, naming the file */

typedef struct {
  uint8_t *bytes; /* the caller frees */
  size_t size_bytes;
} file_bytes;

bool read_file(file_bytes *file, const char *path);

/* Written beside and renamed, so that a file is either the old one or the new one. "-" is standard output. */
bool write_file(const char *path, const uint8_t *bytes, size_t size_bytes);

bool read_model(nca_model *model, const char *path);
bool write_model(const char *path, const nca_model *model, nca_dtype dtype);
bool write_png(const char *path, const uint8_t *rgba, int height_pixels, int width_pixels);

/* target [H][W][4], for the caller to free; NULL after telling why. */
float *read_target(const nca_target_desc *desc, const char *path);

/* The part of a path behind the last slash. */
const char *base_name(const char *path);

/* "FILE: sentence" on stderr. */
void tell_status(const char *path, int status);

/* ---- json.c: for standard output */

/* A JSON string, escaped. */
void print_json_string(const char *text);

/* All digits that matter; null where it is not finite, which JSON cannot say. */
void print_json_number(double value);

#endif
