/* JSON, as the commands report it. */
#include <math.h>
#include <stdio.h>

#include "cli.h"

void print_json_string(FILE *out, const char *text) {
  putc('"', out);
  for (size_t length; *text; text += length) {
    const unsigned char c = (unsigned char)*text;
    length = utf8_length(text);
    if (length == 0) {
      fputs("\\ufffd", out); /* the name of a file may be any bytes */
      length = 1;
    } else if (c == '"' || c == '\\') {
      fprintf(out, "\\%c", c);
    } else if (c < 0x20) {
      fprintf(out, "\\u%04x", c);
    } else {
      fwrite(text, 1, length, out);
    }
  }
  putc('"', out);
}

void print_json_number(FILE *out, double value) {
  if (isfinite(value)) fprintf(out, "%.17g", value);
  else fputs("null", out);
}
