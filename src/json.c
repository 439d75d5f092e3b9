/* Reading the tokens that jsmn (https://github.com/zserge/jsmn) makes of a JSON text. jsmn, even when strict, lets some
 * texts pass that are no JSON, so everything here checks the kind of a token before it uses it. */
#include <stdlib.h>
#include <string.h>

#include "decimal.h"
#include "misuse.h"
#include "nca.h"

#define NCA_JSON_IMPLEMENTATION
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
#endif
#include "json.h"
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/* Every key has one value, and every member of an object is a key. */
static bool is_well_formed(const nca_json *json) {
  for (int i = 0; i < json->count; i++) {
    const jsmntok_t *token = &json->tokens[i];
    const bool is_key = token->parent >= 0 && json->tokens[token->parent].type == JSMN_OBJECT;
    if (is_key && (token->type != JSMN_STRING || token->size != 1)) return false;
    if (!is_key && token->type != JSMN_OBJECT && token->type != JSMN_ARRAY && token->size != 0) return false;
  }
  const bool is_whole = json->count > 0 && nca_json_next(json, 0) == json->count;
  return is_whole && (json->tokens[0].type == JSMN_OBJECT || json->tokens[0].type == JSMN_ARRAY);
}

int nca_json_parse(nca_json *json, const char *text, size_t size_bytes) {
  NCA_ASSERT(json && text);
  *json = (nca_json){ .text = text };
  jsmn_parser parser;
  jsmn_init(&parser);
  const int count = jsmn_parse(&parser, text, size_bytes, NULL, 0);
  if (count < 1) return NCA_ERR_WEIGHTS_HEADER;
  json->tokens = malloc((size_t)count * sizeof *json->tokens);
  if (!json->tokens) return NCA_ERR_MEMORY;
  jsmn_init(&parser);
  json->count = jsmn_parse(&parser, text, size_bytes, json->tokens, (unsigned)count);
  return json->count == count && is_well_formed(json) ? NCA_OK : NCA_ERR_WEIGHTS_HEADER;
}

void nca_json_free(nca_json *json) {
  free(json->tokens);
  json->tokens = NULL;
}

int nca_json_next(const nca_json *json, int at) {
  /* Tokens stand in the order of their beginnings, so all that begins before this one ends lies inside it; a key owns its value. */
  const jsmntok_t *token = &json->tokens[at];
  const bool is_key = token->type == JSMN_STRING && token->size == 1;
  if (is_key) return nca_json_next(json, at + 1);
  int next = at + 1;
  while (next < json->count && json->tokens[next].start < token->end) next++;
  return next;
}

bool nca_json_is(const nca_json *json, int at, const char *text) {
  const jsmntok_t *token = &json->tokens[at];
  const size_t length = (size_t)(token->end - token->start);
  return token->type == JSMN_STRING && length == strlen(text) && memcmp(json->text + token->start, text, length) == 0;
}

int nca_json_find(const nca_json *json, int object, const char *key) {
  const int end = nca_json_next(json, object);
  for (int at = object + 1; at < end; at = nca_json_next(json, at)) {
    if (nca_json_is(json, at, key)) return at + 1;
  }
  return -1;
}

bool nca_json_whole(const nca_json *json, int at, uint64_t *value) {
  const jsmntok_t *token = &json->tokens[at];
  if (token->type != JSMN_PRIMITIVE || token->end <= token->start || token->end - token->start > 16) return false;
  *value = 0;
  for (int i = token->start; i < token->end; i++) {
    const char digit = json->text[i];
    if (digit < '0' || digit > '9') return false;
    *value = *value * 10 + (uint64_t)(digit - '0');
  }
  return *value <= (uint64_t)1 << 53;
}

static unsigned hex4(const char *digits) {
  unsigned value = 0;
  for (int i = 0; i < 4; i++) {
    const char c = digits[i];
    value = value << 4 | (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return value;
}

/* One character from text[*at] on, unescaped, as UTF-8 in out [4]; how many bytes it has. jsmn has checked the escapes. */
static size_t take_character(const char *text, int end, int *at, char out[4]) {
  const char first = text[(*at)++];
  if (first != '\\') {
    size_t length = 0;
    out[length++] = first;
    /* The bytes 10xxxxxx that follow a first byte 11xxxxxx belong to it. */
    while (length < 4 && (first & 0xc0) == 0xc0 && *at < end && (text[*at] & 0xc0) == 0x80) out[length++] = text[(*at)++];
    return length;
  }
  const char kind = text[(*at)++];
  if (kind != 'u') {
    const bool is_control = kind == 'b' || kind == 'f' || kind == 'n' || kind == 'r' || kind == 't';
    out[0] = is_control ? ' ' : kind;
    return 1;
  }
  uint32_t code = hex4(text + *at);
  *at += 4;
  if (code >= 0xd800 && code < 0xdc00 && end - *at >= 6 && text[*at] == '\\' && text[*at + 1] == 'u') {
    const uint32_t low = hex4(text + *at + 2);
    if (low >= 0xdc00 && low < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      *at += 6;
    }
  }
  if (code >= 0xd800 && code < 0xe000) code = 0xfffd; /* half a pair */
  if (code < 0x80) {
    out[0] = (char)code;
    return 1;
  }
  const size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; i--, code >>= 6) out[i] = (char)(0x80 | (code & 0x3f));
  out[0] = (char)((0xf00 >> length & 0xf0) | code);
  return length;
}

bool nca_json_text(const nca_json *json, int at, char *out, size_t capacity_bytes) {
  const jsmntok_t *token = &json->tokens[at];
  if (token->type != JSMN_STRING) return false; /* jsmn checks escapes in strings alone */
  size_t used = 0;
  for (int i = token->start; i < token->end;) {
    char character[4];
    const size_t length = take_character(json->text, token->end, &i, character);
    if (length == 1 && ((unsigned char)character[0] < 0x20 || character[0] == 0x7f)) continue;
    if (used + length >= capacity_bytes) break;
    memcpy(out + used, character, length);
    used += length;
  }
  out[used] = '\0';
  return true;
}

bool nca_json_number(const nca_json *json, int at, double *value) {
  const jsmntok_t *token = &json->tokens[at];
  if (token->type != JSMN_STRING && token->type != JSMN_PRIMITIVE) return false;
  return nca_decimal_read(value, json->text + token->start, (size_t)(token->end - token->start));
}
