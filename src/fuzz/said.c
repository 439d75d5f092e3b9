/* Stands in for messages.c: every sentence is made, and none is printed. */
#include "said.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

jmp_buf refused;

static void make_sentence(const char *format, va_list arguments) {
  char line[1024];
  if (vsnprintf(line, sizeof line, format, arguments) <= 0) abort();
}

_Noreturn void usage_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  make_sentence(format, arguments);
  va_end(arguments);
  longjmp(refused, 1);
}

void warn(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  make_sentence(format, arguments);
  va_end(arguments);
}

void warn_of_no_effect(const command_line *line, const char *name, const char *why) {
  (void)line;
  if (!*name || !*why) abort();
}

_Noreturn void memory_error(void) {
  abort();
}
