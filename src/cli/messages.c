/* What the program says on standard error: of a team number 0 speaks, and the others only where it has nothing to say. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "team.h"

static bool has_told;
static char untold[1024]; /* the first sentence of one that is not number 0 */

/* A line from memory in one piece: other threads and processes write there too. */
static void speak(const char *subject, const char *format, va_list arguments) {
  char line[sizeof untold];
  const int prefix = subject ? snprintf(line, sizeof line, "nca: %s: ", subject) : snprintf(line, sizeof line, "nca: ");
  const size_t used = prefix < 0 ? 0 : (size_t)prefix < sizeof line ? (size_t)prefix : sizeof line - 1;
  vsnprintf(line + used, sizeof line - used, format, arguments);
  if (team_rank() == 0) fprintf(stderr, "%s\n", line);
  else if (!*untold) memcpy(untold, line, sizeof untold);
  has_told = true;
}

_Noreturn void usage_error(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  speak(NULL, format, arguments);
  va_end(arguments);
  team_end();
  exit(EXIT_USAGE);
}

_Noreturn void memory_error(void) {
  warn("%s", nca_status_text(NCA_ERR_MEMORY));
  team_end();
  exit(EXIT_DATA);
}

void warn(const char *format, ...) {
  if (team_rank() != 0) return;
  va_list arguments;
  va_start(arguments, format);
  speak(NULL, format, arguments);
  va_end(arguments);
}

void tell(const char *path, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  speak(is_dash(path) ? "standard input" : path, format, arguments);
  va_end(arguments);
}

void tell_status(const char *path, int status) {
  tell(path, "%s", nca_status_text(status));
}

void tell_untold(void) {
  const bool is_told = team_any(team_rank() == 0 && has_told);
  if (!is_told && *untold) fprintf(stderr, "%s\n", untold);
}
