/* Reading the tokens that jsmn (https://github.com/zserge/jsmn) makes of a JSON text, of which json_check.c has said that it is one. */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/misuse.h"
#include "base/utf8.h"
#include "nca.h"

#define NCA_JSON_IMPLEMENTATION
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"
#endif
#include "files/json.h"
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

int nca_json_parse(nca_json *json, const char *text, size_t size_bytes, bool allows_breaks) {
  NCA_ASSERT(json && text);
  *json = (nca_json){ .text = text };
  const int count = size_bytes <= NCA_JSON_MAX_BYTES ? nca_json_count(text, size_bytes, allows_breaks) : 0;
  if (count == 0) return NCA_ERR_WEIGHTS_HEADER;
  json->tokens = malloc((size_t)count * (sizeof *json->tokens + sizeof *json->nexts));
  if (!json->tokens) return NCA_ERR_MEMORY;
  json->nexts = (int *)(json->tokens + count);
  jsmn_parser parser;
  jsmn_init(&parser);
  json->count = jsmn_parse(&parser, text, size_bytes, json->tokens, (unsigned)count);
  if (json->count != count) return NCA_ERR_WEIGHTS_HEADER;
  for (int i = 0; i < count; i++) json->nexts[i] = i + 1;
  for (int i = count - 1; i > 0; i--) { /* a value lies inside its key, a key inside its object */
    const int parent = json->tokens[i].parent;
    if (parent >= 0 && json->nexts[parent] < json->nexts[i]) json->nexts[parent] = json->nexts[i];
  }
  return NCA_OK;
}

void nca_json_free(nca_json *json) {
  free(json->tokens);
  json->tokens = NULL;
}

int nca_json_next(const nca_json *json, int at) {
  return json->nexts[at];
}

bool nca_json_is(const nca_json *json, int at, const char *text) {
  const jsmntok_t *token = &json->tokens[at];
  if (token->type != JSMN_STRING) return false;
  for (int i = token->start; i < token->end;) {
    char character[4];
    const size_t length = nca_json_character(json, token->end, &i, character);
    for (size_t c = 0; c < length; c++, text++) {
      if (*text == '\0' || *text != character[c]) return false;
    }
  }
  return *text == '\0';
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

size_t nca_json_character(const nca_json *json, int end, int *at, char out[4]) {
  const char *text = json->text;
  if (text[*at] != '\\') {
    const size_t length = nca_utf8_length(text + *at, (size_t)(end - *at));
    const size_t put = length > 0 ? length : sizeof NCA_UTF8_UNKNOWN - 1;
    memcpy(out, length > 0 ? text + *at : NCA_UTF8_UNKNOWN, put);
    *at += length > 0 ? (int)length : 1;
    return put;
  }
  const char kind = text[*at + 1];
  *at += 2;
  if (kind != 'u') {
    static const char NAMES[] = "bfnrt", VALUES[] = "\b\f\n\r\t";
    const char *name = strchr(NAMES, kind);
    out[0] = name ? VALUES[name - NAMES] : kind;
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
  if (token->type != JSMN_STRING) return false; /* escapes are checked in strings alone */
  size_t used = 0;
  for (int i = token->start; i < token->end;) {
    char character[4];
    const size_t length = nca_json_character(json, token->end, &i, character);
    if (character[0] >= '\b' && character[0] <= '\r') character[0] = ' '; /* what parts words goes on parting them */
    if ((uint8_t)character[0] < 0x20 || character[0] == 0x7f) continue;
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
