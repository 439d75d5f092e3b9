/* The native program: what its commands share. Everything that prints, reads files or exits lives here and not in the core. */
#ifndef NCA_CLI_H
#define NCA_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "nca_tools.h"

typedef enum {
  EXIT_OK = 0,
  EXIT_DATA = 1,         /* a file that cannot be read or written, or makes no sense; too little memory */
  EXIT_USAGE = 2,        /* the command line makes no sense */
  EXIT_DIVERGED = 3,     /* the loss ran off; the last good weights were saved */
  EXIT_INTERRUPTED = 130 /* by Ctrl-C, as shells count it; the weights so far were saved */
} exit_code;

/* ---- options.c: numbers of the command line; anything else ends the program with EXIT_USAGE and a sentence about
 * `option`, which comes without its dashes */

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

int num_cores(void); /* that are there to use, 1 at least */
int64_t parse_whole(const char *option, const char *text, int64_t min, int64_t max);
double parse_number(const char *option, const char *text, double min, double max);
void parse_numbers(const char *option, const char *text, double *values, int count, double min, double max); /* "4,1,2" */
int parse_word(const char *option, const char *text, const char *words);       /* its place in words, which have spaces between */
cell_size parse_size(const char *option, const char *text);                    /* "32" or "40x72", height first */
int_range parse_range(const char *option, const char *text, int min, int max);    /* "64..95" or "80" */
int_list parse_list(const char *option, const char *text, int min, int max);      /* "0,16,64..96" */

/* ---- messages.c: sentences on stderr, said once by a team */

_Noreturn void usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void memory_error(void); /* before a file is opened; ends with EXIT_DATA */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void tell(const char *path, const char *format, ...) __attribute__((format(printf, 2, 3))); /* "FILE: sentence"; of "-" as an input */
void tell_status(const char *path, int status);
void tell_untold(void); /* what others had to tell where number 0 had nothing; all of the team call it */

/* ---- files.c: whole files; failures are told on stderr, naming the file. "-" is standard input. What is written: see output.h */

typedef struct {
  uint8_t *bytes; /* the caller frees */
  size_t size_bytes;
} file_bytes;

bool is_dash(const char *path);
bool read_file(file_bytes *file, const char *path);

/* safetensors, or Distill's JSON */
bool read_model(nca_model *model, const char *path);
bool is_checkpoint(const char *path); /* tells nothing */

/* The grid that a model was trained on; of one that does not say so, that of Distill's article or of the blog post, as its alive rule is. */
cell_size own_size_of(const nca_model *model);

/* An empty grid for this model. NULL after telling that there is no memory. */
nca_sim *make_sim(const char *path, cell_size size, const nca_model *model);

bool write_model(const char *path, const nca_model *model, nca_dtype dtype);
bool write_png(const char *path, const uint8_t *rgba, int height_pixels, int width_pixels);

/* Numbers of a target: [H][W][4], with a scale that many pixels a cell. */
size_t target_size(const nca_target_desc *desc);

/* target [H][W][4], with a scale that many pixels a cell; for the caller to free; NULL after telling why. */
float *read_target(const nca_target_desc *desc, const char *path);

/* ---- text.c */

size_t utf8_length(const char *text); /* bytes of the first character; 0: it is none, or the text is at its end */
bool is_utf8(const char *text);

/* The part of a path behind the last slash. */
const char *base_name(const char *path);

/* A text of a model, cut to fit between two characters; and the name of a file without folder and ending. */
void set_text(char out[NCA_TEXT_BYTES], const char *text);
void set_stem(char out[NCA_TEXT_BYTES], const char *path);

/* Whether a path has {} in it, where the number of each of several files goes; and the path of one, for free(). NULL: no memory. */
bool is_of_several(const char *path);
char *path_of_number(const char *path, uint64_t number);

/* ---- memory.c */

uint64_t memory_bytes(void); /* of the machine, or of the container where that is less */

/* ---- strip.c: pictures of a grid side by side */

typedef struct {
  cell_size size; /* of a frame */
  int scale, num_frames, width_pixels, height_pixels;
  uint8_t *pixels, *frame;
  nca_decoder *decoder; /* NULL: squares */
} picture_strip;

/* False, after telling why about the file at `path`, where there is no memory. Each cell becomes a square of `scale` pixels, or what the decoder of `fine` draws of them, where
 * that is not NULL. */
bool strip_begin(picture_strip *strip, int num_frames, cell_size size, int scale, const nca_model *fine, const char *path);
void strip_add(picture_strip *strip, const nca_sim *sim); /* at most num_frames times */
bool strip_write(const picture_strip *strip, const char *path);
void strip_end(picture_strip *strip);

/* ---- summary.c */

typedef struct {
  double mean, median, worst;
} error_summary;

/* Of every `stride`-th of errors; scratch [count]. One that is NaN is the worst. */
error_summary summarize(const double *errors, size_t count, size_t stride, double *scratch);
void print_json_summary(FILE *out, error_summary of); /* without the braces */

/* "steps": what was lost at each, losses [runs][steps] of one list behind the other. scratch [runs]. */
void print_json_steps(FILE *out, const int_list *steps, const double *losses, size_t num_runs, double *scratch);

/* ---- report.c: what goes to standard output, all at once */

typedef struct {
  FILE *stream;
  char *text;
  size_t size_bytes;
} report;

bool report_begin(report *out); /* false, after telling why */
bool report_end(report *out);   /* writes it */
void report_drop(report *out);  /* does not */

/* ---- json.c */

/* A JSON string, escaped. */
void print_json_string(FILE *out, const char *text);

/* All digits that matter; null where it is not finite, which JSON cannot say. */
void print_json_number(FILE *out, double value);

#endif
