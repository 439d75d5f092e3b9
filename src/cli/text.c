/* Texts: UTF-8, cut to fit, the parts of a path. */
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
