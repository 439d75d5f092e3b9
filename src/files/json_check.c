/* Whether a text is JSON, https://www.rfc-editor.org/rfc/rfc8259, in one pass and before a token is made. jsmn lets texts pass that are
 * none, and climbs through all levels at every closing bracket: a text of brackets alone would keep it busy for minutes. */
#include <string.h>

#include "base/misuse.h"
#include "files/json.h"

typedef struct {
  const char *text, *end;
  bool allows_breaks;
  int count; /* of tokens */
} scanner;

static bool take(scanner *in, char c) {
  if (in->text == in->end || *in->text != c) return false;
  in->text++;
  return true;
}

static void skip_space(scanner *in) {
  while (in->text < in->end && (*in->text == ' ' || *in->text == '\n' || *in->text == '\r' || *in->text == '\t')) in->text++;
}

static bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool take_escape(scanner *in) {
  if (in->text == in->end) return false;
  const char kind = *in->text++;
  if (kind != 'u') return kind != '\0' && strchr("\"\\/bfnrt", kind) != NULL;
  for (int i = 0; i < 4; i++) {
    if (in->text == in->end || !is_hex(*in->text)) return false;
    in->text++;
  }
  return true;
}

static bool take_string(scanner *in) {
  if (!take(in, '"')) return false;
  while (in->text < in->end) {
    const char c = *in->text++;
    if (c == '"') return true;
    if (c == '\\' && !take_escape(in)) return false;
    const bool is_break = c == '\n' || c == '\r' || c == '\t';
    if ((uint8_t)c < 0x20 && !(is_break && in->allows_breaks)) return false;
  }
  return false;
}

static bool take_digits(scanner *in) {
  const char *begin = in->text;
  while (in->text < in->end && *in->text >= '0' && *in->text <= '9') in->text++;
  return in->text > begin;
}

static bool take_number(scanner *in) {
  take(in, '-');
  if (!take(in, '0') && !take_digits(in)) return false;
  if (take(in, '.') && !take_digits(in)) return false;
  if (!take(in, 'e') && !take(in, 'E')) return true;
  if (!take(in, '-')) take(in, '+');
  return take_digits(in);
}

static bool take_word(scanner *in, const char *word) {
  const size_t length = strlen(word);
  if ((size_t)(in->end - in->text) < length || memcmp(in->text, word, length) != 0) return false;
  in->text += length;
  return true;
}

static bool take_scalar(scanner *in) {
  if (in->text == in->end) return false;
  in->count++;
  switch (*in->text) {
    case '"': return take_string(in);
    case 't': return take_word(in, "true");
    case 'f': return take_word(in, "false");
    case 'n': return take_word(in, "null");
    default: return take_number(in);
  }
}

/* "key" : */
static bool take_key(scanner *in) {
  skip_space(in);
  in->count++;
  if (!take_string(in)) return false;
  skip_space(in);
  return take(in, ':');
}

int nca_json_count(const char *text, size_t size_bytes, bool allows_breaks) {
  NCA_ASSERT(text);
  scanner in = { .text = text, .end = text + size_bytes, .allows_breaks = allows_breaks };
  bool is_object[NCA_JSON_MAX_DEPTH];
  int depth = 0;
  do {
    /* A value begins here. */
    skip_space(&in);
    if (in.count >= NCA_JSON_MAX_TOKENS) return 0;
    bool is_empty = false;
    if (take(&in, '{') || take(&in, '[')) {
      if (depth == NCA_JSON_MAX_DEPTH) return 0;
      is_object[depth++] = in.text[-1] == '{';
      in.count++;
      skip_space(&in);
      is_empty = in.text < in.end && *in.text == (is_object[depth - 1] ? '}' : ']');
      if (!is_empty) {
        if (is_object[depth - 1] && !take_key(&in)) return 0;
        continue;
      }
    } else if (depth == 0 || !take_scalar(&in)) {
      return 0; /* a text is one object or array */
    }
    /* It has ended, and with it whatever is closed here. */
    skip_space(&in);
    while (depth > 0 && take(&in, is_object[depth - 1] ? '}' : ']')) {
      depth--;
      skip_space(&in);
    }
    if (depth > 0 && !(take(&in, ',') && (!is_object[depth - 1] || take_key(&in)))) return 0;
  } while (depth > 0);
  return in.text == in.end ? in.count : 0;
}
