/* What a command says on standard output, gathered and written at once: half a JSON text is never taken for a whole one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "team.h"

bool report_begin(report *out) {
  *out = (report){ 0 };
  out->stream = open_memstream(&out->text, &out->size_bytes);
  if (!out->stream) tell("standard output", "%s", strerror(errno));
  return out->stream != NULL;
}

/* Of a team number 0 speaks. */
bool report_end(report *out) {
  errno = 0;
  bool ok = fclose(out->stream) == 0;
  if (team_rank() == 0) ok = ok && fwrite(out->text, 1, out->size_bytes, stdout) == out->size_bytes && fflush(stdout) == 0;
  if (!ok) tell("standard output", "%s", strerror(errno ? errno : ENOMEM));
  free(out->text);
  return ok;
}

void report_drop(report *out) {
  fclose(out->stream);
  free(out->text);
}
