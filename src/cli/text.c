/* Texts: UTF-8, cut to fit, the parts of a path. */
#include <string.h>

#include "cli.h"

/* Bytes of the character that begins here, as the Unicode Standard's table 3-7 has them; 0: none does. */
size_t utf8_length(const char *text) {
  static const struct { unsigned char first, last, low, high; size_t length; } ROWS[] = {
    { 0x01, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 },
    { 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
  };
  const unsigned char *byte = (const unsigned char *)text;
  for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
    if (byte[0] < ROWS[i].first || byte[0] > ROWS[i].last) continue;
    if (ROWS[i].length > 1 && (byte[1] < ROWS[i].low || byte[1] > ROWS[i].high)) return 0;
    for (size_t j = 2; j < ROWS[i].length; j++) {
      if ((byte[j] & 0xc0) != 0x80) return 0;
    }
    return ROWS[i].length;
  }
  return 0;
}

bool is_utf8(const char *text) {
  for (size_t length; *text; text += length) {
    length = utf8_length(text);
    if (length == 0) return false;
  }
  return true;
}

/* The characters of text before end that fit; what is none, in the name of a file, becomes a question mark. */
static void set_text_to(char out[NCA_TEXT_BYTES], const char *text, const char *end) {
  size_t used = 0;
  while (text < end) {
    const size_t length = utf8_length(text), size_bytes = length ? length : 1;
    if (used + size_bytes >= NCA_TEXT_BYTES) break;
    if (length) memcpy(out + used, text, length);
    else out[used] = '?';
    used += size_bytes;
    text += size_bytes;
  }
  out[used] = '\0';
}

const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

void set_text(char out[NCA_TEXT_BYTES], const char *text) {
  set_text_to(out, text, text + strlen(text));
}

void set_stem(char out[NCA_TEXT_BYTES], const char *path) {
  const char *file = base_name(path), *dot = strrchr(file, '.');
  set_text_to(out, file, dot && dot > file ? dot : file + strlen(file));
}
