/* Reading the tokens that jsmn makes of a JSON text. */
#ifndef NCA_JSON_H
#define NCA_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef NCA_JSON_IMPLEMENTATION
#define JSMN_STATIC /* whoever links this may have a jsmn of another kind */
#else
#define JSMN_HEADER
#endif
#define JSMN_STRICT
#define JSMN_PARENT_LINKS
#include <jsmn.h>

/* A text within these takes a second at most and twenty times its own memory; jsmn counts in ints. Models need 4 levels. */
enum { NCA_JSON_MAX_BYTES = 100000000, NCA_JSON_MAX_TOKENS = 1 << 24, NCA_JSON_MAX_DEPTH = 32 };

typedef struct {
  const char *text;
  jsmntok_t *tokens; /* [count] */
  int *nexts;        /* [count] behind the tokens: the token after everything inside each */
  int count;
} nca_json;

/* How many tokens text [size_bytes] has; 0 where it is not JSON, one object or array, or goes beyond the limits above.
 * allows_breaks: line breaks and tabs may stand in a string as they are, which JSON forbids. */
int nca_json_count(const char *text, size_t size_bytes, bool allows_breaks);

/* Split text [size_bytes] into tokens; release with nca_json_free, also after a failure.
 * Returns NCA_OK, NCA_ERR_MEMORY, or NCA_ERR_WEIGHTS_HEADER where nca_json_count finds none. */
int nca_json_parse(nca_json *json, const char *text, size_t size_bytes, bool allows_breaks);
void nca_json_free(nca_json *json);

/* The token after everything inside token `at`. */
int nca_json_next(const nca_json *json, int at);

bool nca_json_is(const nca_json *json, int at, const char *text);

/* The value of a key of the object at `object`; -1 where it is missing. */
int nca_json_find(const nca_json *json, int object, const char *key);

/* A whole number from 0 to 2^53; false where it is something else. */
bool nca_json_whole(const nca_json *json, int at, uint64_t *value);

/* The character at text[*at], unescaped, as UTF-8 in out [4]; how many bytes it has. `end` is that of the string, which was checked. */
size_t nca_json_character(const nca_json *json, int end, int *at, char out[4]);

/* The text at `at`, unescaped, valid UTF-8 and without control characters, cut to fit out [capacity_bytes] between characters.
 * false where it is no text. */
bool nca_json_text(const nca_json *json, int at, char *out, size_t capacity_bytes);

/* A decimal number, the whole token; false where it is something else. */
bool nca_json_number(const nca_json *json, int at, double *value);

#endif
