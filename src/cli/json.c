/* JSON on standard output. */
#include <math.h>
#include <stdio.h>

#include "cli.h"

void print_json_string(const char *text) {
  putchar('"');
  for (; *text; text++) {
    const unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\') printf("\\%c", c);
    else if (c < 0x20) printf("\\u%04x", c);
    else putchar(c);
  }
  putchar('"');
}

void print_json_number(double value) {
  if (isfinite(value)) printf("%.17g", value);
  else printf("null");
}
