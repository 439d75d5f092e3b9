/* UTF-8, https://www.rfc-editor.org/rfc/rfc3629: texts from outside are made valid, and cut between characters. */
#ifndef NCA_UTF8_H
#define NCA_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define NCA_UTF8_UNKNOWN "\xef\xbf\xbd" /* U+FFFD stands for every byte that belongs to no character */

/* How many bytes the character at text has; 0 where text [size_bytes] does not begin with a whole and valid one. */
static inline size_t nca_utf8_length(const char *text, size_t size_bytes) {
  if (size_bytes == 0) return 0;
  const uint8_t first = (uint8_t)text[0];
  if (first < 0x80) return 1;
  const size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length == 0 || length > size_bytes) return 0;
  for (size_t i = 1; i < length; i++) {
    if (((uint8_t)text[i] & 0xc0) != 0x80) return 0;
  }
  /* Longer than need be, half of a UTF-16 pair, or beyond the last character. */
  const uint8_t second = (uint8_t)text[1];
  const bool is_wrong = (first == 0xe0 && second < 0xa0) || (first == 0xed && second >= 0xa0) || (first == 0xf0 && second < 0x90) || (first == 0xf4 && second >= 0x90);
  return is_wrong ? 0 : length;
}

/* Copy text [size_bytes] to out [capacity_bytes] as valid UTF-8 and end it with a zero; what does not fit is left out by whole characters. */
static inline void nca_utf8_copy(char *out, size_t capacity_bytes, const char *text, size_t size_bytes) {
  size_t used = 0;
  for (size_t at = 0; at < size_bytes;) {
    const size_t length = nca_utf8_length(text + at, size_bytes - at), put = length > 0 ? length : sizeof NCA_UTF8_UNKNOWN - 1;
    if (used + put >= capacity_bytes) break;
    memcpy(out + used, length > 0 ? text + at : NCA_UTF8_UNKNOWN, put);
    used += put;
    at += length > 0 ? length : 1;
  }
  out[used] = '\0';
}

#endif
