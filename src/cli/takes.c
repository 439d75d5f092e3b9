/* What options take, each into a field of its type. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "output.h"

void take_flag(void *field, const option_row *row, const char *text) {
  (void)row;
  (void)text;
  *(bool *)field = true;
}

void take_int(void *field, const option_row *row, const char *text) {
  *(int *)field = (int)parse_whole(row->name, text, (int64_t)row->min, (int64_t)row->max);
}

void take_i64(void *field, const option_row *row, const char *text) {
  *(int64_t *)field = parse_whole(row->name, text, (int64_t)row->min, (int64_t)row->max);
}

void take_u32(void *field, const option_row *row, const char *text) {
  *(uint32_t *)field = (uint32_t)parse_whole(row->name, text, (int64_t)row->min, (int64_t)row->max);
}

void take_float(void *field, const option_row *row, const char *text) {
  *(float *)field = (float)parse_number(row->name, text, row->min, row->max);
}

void take_double(void *field, const option_row *row, const char *text) {
  *(double *)field = parse_number(row->name, text, row->min, row->max);
}

void take_word(void *field, const option_row *row, const char *text) {
  *(int *)field = parse_word(row->name, text, row->words);
}

void take_size(void *field, const option_row *row, const char *text) {
  *(cell_size *)field = parse_size(row->name, text);
}

void take_list(void *field, const option_row *row, const char *text) {
  int_list *list = field;
  free(list->values);
  *list = parse_list(row->name, text, (int)row->min, (int)row->max);
}

void take_path(void *field, const option_row *row, const char *text) {
  if (!*text) usage_error("--%s: the name of a file is not empty", row->name);
  *(const char **)field = text;
}

void take_own_file(void *field, const option_row *row, const char *text) {
  if (output_is_stdout(text)) usage_error("--%s: this cannot go to standard output", row->name);
  take_path(field, row, text);
}

void take_text(void *field, const option_row *row, const char *text) {
  if (!is_utf8(text)) usage_error("--%s: this is not UTF-8", row->name);
  if (strlen(text) >= NCA_TEXT_BYTES) warn("--%s: only the first %d bytes of it have room", row->name, NCA_TEXT_BYTES - 1);
  *(const char **)field = text;
}

void take_text_of_any_length(void *field, const option_row *row, const char *text) {
  if (!is_utf8(text)) usage_error("--%s: this is not UTF-8", row->name);
  *(const char **)field = text;
}
