/* The reader of JSON: what is JSON and what is not, time that grows with the text and not with its square, and texts that are cut or no UTF-8. */
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "files/json.h"
#include "check.h"
#include "nca.h"

/* In memory that ends where the text ends. */
static int parse(nca_json *json, char **copy, const char *text, size_t size_bytes, bool allows_breaks) {
  *copy = allocate(size_bytes);
  memcpy(*copy, text, size_bytes);
  return nca_json_parse(json, *copy, size_bytes, allows_breaks);
}

static int status_of(const char *text, bool allows_breaks) {
  nca_json json;
  char *copy;
  const int status = parse(&json, &copy, text, strlen(text), allows_breaks);
  nca_json_free(&json);
  free(copy);
  return status;
}

static void test_what_is_json(void) {
  static const char *const JSON[] = {
    "{}", "[]", " [ ] ", "{\"a\":1}", "{ \"a\" : [ 1 , 2 ] , \"b\" : { } }\n", "[0,-0,10,0.5,-1.25e+10,1E-3]", "[true,false,null]", "[[],[[]],{}]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\"]", "[\"\x7f\xc3\xa9\xff\"]", "{\"\":\"\"}",
  };
  static const char *const NO_JSON[] = {
    "", " ", "1", "\"a\"", "null", "{", "}", "[", "]", "[}", "{]", "{}{}", "[] []", "[1,]", "{\"a\":1,}", "[,1]", "{,}", "[1 2]", "[1,,2]", "{\"a\" 1}", "{\"a\":}",
    "{\"a\"}", "{\"a\":1 \"b\":2}", "{\"a\":1:2}", "{\"a\":\"b\":1}", "{1:2}", "{a:1}", "{[]:1}", "{\"a\":1,[]}", "[01]", "[+1]", "[-]", "[1.]", "[.5]", "[1e]", "[1e+]", "[0x1]", "[1.2.3]",
    "[tru]", "[trues]", "[nul]", "[True]", "[NaN]", "[Infinity]", "['a']", "[\"a]", "[\"\\x\"]", "[\"\\u12\"]", "[\"\\u12g4\"]", "[\"\\", "[\"\\u", "[\"a\nb\"]", "[\"a\tb\"]", "[\"\x01\"]", "[1]\x0b",
    "[1]x", "//\n[]", "[1]//", "\xef\xbb\xbf[]",
  };
  for (size_t i = 0; i < sizeof JSON / sizeof *JSON; i++) {
    if (status_of(JSON[i], false) != NCA_OK) fprintf(stderr, "refused: %s\n", JSON[i]);
    CHECK_EQUAL(status_of(JSON[i], false), NCA_OK);
  }
  for (size_t i = 0; i < sizeof NO_JSON / sizeof *NO_JSON; i++) {
    if (status_of(NO_JSON[i], false) != NCA_ERR_WEIGHTS_HEADER) fprintf(stderr, "taken: %s\n", NO_JSON[i]);
    CHECK_EQUAL(status_of(NO_JSON[i], false), NCA_ERR_WEIGHTS_HEADER);
  }
  CHECK_EQUAL(status_of("[\"a\nb\tc\"]", true), NCA_OK);
  CHECK_EQUAL(status_of("[\"a\x01\"]", true), NCA_ERR_WEIGHTS_HEADER);
  nca_json json;
  CHECK_EQUAL(nca_json_parse(&json, "[0\0]", 4, false), NCA_ERR_WEIGHTS_HEADER);
  nca_json_free(&json);
}

/* The same piece over and over between two ends, so many bytes long. */
static char *repeated(size_t *size_bytes, const char *begin, const char *piece, const char *end, size_t want_bytes) {
  const size_t count = want_bytes / strlen(piece), length = strlen(piece);
  char *text = allocate(strlen(begin) + count * length + strlen(end)), *at = text;
  memcpy(at, begin, strlen(begin));
  at += strlen(begin);
  for (size_t i = 0; i < count; i++, at += length) memcpy(at, piece, length);
  memcpy(at, end, strlen(end));
  *size_bytes = (size_t)(at - text) + strlen(end);
  return text;
}

/* Sixteen times the text may take sixteen times the time, and the noise of a busy machine, but not its square. */
static void check_is_linear(const char *begin, const char *piece, const char *end, bool looks_up) {
  enum { BASE_BYTES = 1 << 18, FACTOR = 16, SLOWNESS = 4 };
  double seconds[2];
  for (int i = 0; i < 2; i++) {
    size_t size_bytes;
    char *text = repeated(&size_bytes, begin, piece, end, BASE_BYTES * (i ? FACTOR : 1));
    const clock_t started = clock();
    for (int run = 0; run < (i ? 1 : 4); run++) {
      nca_json json;
      const int status = nca_json_parse(&json, text, size_bytes, false);
      for (int lookup = 0; looks_up && status == NCA_OK && lookup < 10; lookup++) CHECK_EQUAL(nca_json_find(&json, 0, "nonesuch"), -1);
      nca_json_free(&json);
    }
    seconds[i] = (double)(clock() - started) / CLOCKS_PER_SEC / (i ? 1 : 4);
    free(text);
  }
  if (!(seconds[1] < 0.5 + FACTOR * SLOWNESS * seconds[0])) fprintf(stderr, "%s: %g s and %g s\n", piece, seconds[0], seconds[1]);
  CHECK(seconds[1] < 0.5 + FACTOR * SLOWNESS * seconds[0]);
}

static void test_time(void) {
  check_is_linear("[", "[", "]", false);
  check_is_linear("{\"x\":", "[", "}", false);
  check_is_linear("[", "{\"a\":", "]", false);
  check_is_linear("[", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],", "0]", false);
  check_is_linear("{", "\"a\":1,", "\"b\":1}", true);
  check_is_linear("{", "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},", "\"b\":1}", true);
  check_is_linear("[", "1,", "1]", false);
  check_is_linear("[\"", "\\u00e9", "\"]", false);
}

/* All the way down and up again: the tokeniser must not see it. */
static void test_depth(void) {
  char text[2 * NCA_JSON_MAX_DEPTH + 4];
  for (int depth = NCA_JSON_MAX_DEPTH; depth <= NCA_JSON_MAX_DEPTH + 1; depth++) {
    memset(text, '[', (size_t)depth);
    memset(text + depth, ']', (size_t)depth);
    text[2 * depth] = '\0';
    CHECK_EQUAL(status_of(text, false), depth <= NCA_JSON_MAX_DEPTH ? NCA_OK : NCA_ERR_WEIGHTS_HEADER);
  }
  enum { LEVELS = 200000 };
  char *deep = allocate(2 * LEVELS);
  memset(deep, '[', LEVELS);
  memset(deep + LEVELS, ']', LEVELS);
  nca_json json;
  const clock_t started = clock();
  CHECK_EQUAL(nca_json_parse(&json, deep, 2 * LEVELS, false), NCA_ERR_WEIGHTS_HEADER);
  CHECK((double)(clock() - started) / CLOCKS_PER_SEC < 0.5);
  nca_json_free(&json);
  free(deep);
}

static void test_finding(void) {
  nca_json json;
  char *copy;
  static const char TEXT[] = "{\"a\":{\"b\":[1,{\"c\":2}],\"d\":3},\"\\u0065\\/\":4,\"c\":5,\"\\u0000\":6,\"n\\n\":7}";
  CHECK_EQUAL(parse(&json, &copy, TEXT, sizeof TEXT - 1, false), NCA_OK);
  uint64_t value = 0;
  CHECK(nca_json_whole(&json, nca_json_find(&json, 0, "e/"), &value) && value == 4);
  CHECK(nca_json_whole(&json, nca_json_find(&json, 0, "c"), &value) && value == 5);
  CHECK(nca_json_whole(&json, nca_json_find(&json, 0, "n\n"), &value) && value == 7);
  CHECK_EQUAL(nca_json_find(&json, 0, "b"), -1);
  CHECK_EQUAL(nca_json_find(&json, 0, ""), -1);
  CHECK_EQUAL(nca_json_find(&json, 0, "cc"), -1);
  CHECK(nca_json_whole(&json, nca_json_find(&json, nca_json_find(&json, 0, "a"), "d"), &value) && value == 3);
  CHECK_EQUAL(nca_json_next(&json, 0), json.count);
  nca_json_free(&json);
  free(copy);
}

static void check_text(const char *string, const char *want, size_t capacity_bytes) {
  char text[256], out[64];
  nca_json json;
  char *copy;
  const int length = snprintf(text, sizeof text, "[\"%s\"]", string);
  CHECK_EQUAL(parse(&json, &copy, text, (size_t)length, false), NCA_OK);
  memset(out, 'x', sizeof out);
  CHECK(nca_json_text(&json, 1, out, capacity_bytes));
  if (strcmp(out, want) != 0) fprintf(stderr, "%s is %s, not %s\n", string, out, want);
  CHECK(strcmp(out, want) == 0);
  nca_json_free(&json);
  free(copy);
}

static void test_texts(void) {
  check_text("a\\u00e9\\ud83d\\ude00\xe2\x9d\x84", "a\xc3\xa9\xf0\x9f\x98\x80\xe2\x9d\x84", 32);
  check_text("a\\u00e9\\u00e9", "a\xc3\xa9", 4 + 1); /* the next one would be cut */
  check_text("ab\xe2\x9d\x84", "ab", 4);
  check_text("ab\\u2744", "ab", 4);
  check_text("\xf0\x9f\x98\x80", "", 4);
  check_text("\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", 5);
  /* A stray byte, one missing, more than needed, half of a pair in UTF-8, too large, half of a pair escaped. */
  check_text("a\xff" "b", "a" NCA_UTF8_UNKNOWN "b", 32);
  check_text("\xe2\x9d", NCA_UTF8_UNKNOWN NCA_UTF8_UNKNOWN, 32);
  check_text("\xc0\x80", NCA_UTF8_UNKNOWN NCA_UTF8_UNKNOWN, 32);
  check_text("\xed\xa0\x80", NCA_UTF8_UNKNOWN NCA_UTF8_UNKNOWN NCA_UTF8_UNKNOWN, 32);
  check_text("\xf4\x90\x80\x80", NCA_UTF8_UNKNOWN NCA_UTF8_UNKNOWN NCA_UTF8_UNKNOWN NCA_UTF8_UNKNOWN, 32);
  check_text("\\ud83d!", NCA_UTF8_UNKNOWN "!", 32);
  check_text("two\\nlines\\u0000\\u001b", "two lines", 32);
}

static void test_utf8(void) {
  char out[8];
  nca_utf8_copy(out, sizeof out, "abcde\xc3\xa9", 7);
  CHECK(strcmp(out, "abcde\xc3\xa9") == 0);
  nca_utf8_copy(out, 7, "abcde\xc3\xa9", 7);
  CHECK(strcmp(out, "abcde") == 0);
  nca_utf8_copy(out, sizeof out, "ab\xc3", 3);
  CHECK(strcmp(out, "ab" NCA_UTF8_UNKNOWN) == 0);
  nca_utf8_copy(out, 1, "a", 1);
  CHECK(strcmp(out, "") == 0);
}

int main(void) {
  test_what_is_json();
  test_time();
  test_depth();
  test_finding();
  test_texts();
  test_utf8();
  return check_summary();
}
