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

typedef struct {
  const char *text;
  jsmntok_t *tokens;
  int count;
} nca_json;

/* Split text [size_bytes] into tokens; release with nca_json_free, also after a failure.
 * Returns NCA_OK, NCA_ERR_MEMORY, or NCA_ERR_WEIGHTS_HEADER where it is not one JSON object or array. */
int nca_json_parse(nca_json *json, const char *text, size_t size_bytes);
void nca_json_free(nca_json *json);

/* The token after everything inside token `at`. */
int nca_json_next(const nca_json *json, int at);

bool nca_json_is(const nca_json *json, int at, const char *text);

/* The value of a key of the object at `object`; -1 where it is missing. */
int nca_json_find(const nca_json *json, int object, const char *key);

/* A whole number from 0 to 2^53; false where it is something else. */
bool nca_json_whole(const nca_json *json, int at, uint64_t *value);

/* The text at `at`, unescaped and without control characters, cut to fit out [capacity_bytes] between characters.
 * false where it is no text. */
bool nca_json_text(const nca_json *json, int at, char *out, size_t capacity_bytes);

/* A decimal number, the whole token; false where it is something else. */
bool nca_json_number(const nca_json *json, int at, double *value);

#endif
