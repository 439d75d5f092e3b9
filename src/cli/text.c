/* Texts: UTF-8, cut to fit, the parts of a path. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli.h"

size_t utf8_length(const char *text) {
  return nca_utf8_length(text, strlen(text));
}

bool is_utf8(const char *text) {
  for (size_t length; *text; text += length) {
    length = utf8_length(text);
    if (length == 0) return false;
  }
  return true;
}

const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

void set_text(char out[NCA_TEXT_BYTES], const char *text) {
  nca_utf8_copy(out, NCA_TEXT_BYTES, text, strlen(text));
}

void set_stem(char out[NCA_TEXT_BYTES], const char *path) {
  const char *file = base_name(path), *dot = strrchr(file, '.');
  nca_utf8_copy(out, NCA_TEXT_BYTES, file, dot && dot > file ? (size_t)(dot - file) : strlen(file));
}

static const char PLACE[] = "{}";

bool is_of_several(const char *path) {
  return strstr(path, PLACE) != NULL;
}

char *path_of_number(const char *path, uint64_t number) {
  enum { MAX_DIGITS = 20 };
  const char *place = strstr(path, PLACE);
  const size_t size_bytes = strlen(path) + MAX_DIGITS + 1;
  char *out = malloc(size_bytes);
  if (out) snprintf(out, size_bytes, "%.*s%" PRIu64 "%s", (int)(place - path), path, number, place + strlen(PLACE));
  return out;
}
