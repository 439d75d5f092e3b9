/* Whether a safetensors header is one that the official reader (https://github.com/huggingface/safetensors) takes: every tensor says what it
 * is, no name comes twice, and the tensors fill the data one after the other, without a gap and without lying over each other. */
#include <stdlib.h>

#include "files/safetensors.h"

static const struct {
  const char *name;
  int bits;
} DTYPES[] = {
  { "F32", 32 }, { "F16", 16 }, { "BF16", 16 }, { "F64", 64 }, { "I64", 64 }, { "U64", 64 }, { "I32", 32 }, { "U32", 32 }, { "I16", 16 }, { "U16", 16 },
  { "I8", 8 }, { "U8", 8 }, { "BOOL", 8 }, { "C64", 64 }, { "F8_E4M3", 8 }, { "F8_E5M2", 8 }, { "F8_E8M0", 8 }, { "F8_E4M3FNUZ", 8 }, { "F8_E5M2FNUZ", 8 },
  { "F6_E2M3", 6 }, { "F6_E3M2", 6 }, { "F4", 4 },
};

/* Two numbers by which a list is sorted: where a tensor begins and ends, or the hash of a name. */
typedef struct {
  uint64_t first, second;
} pair;

static bool comes_before(const pair *a, const pair *b) {
  return a->first != b->first ? a->first < b->first : a->second < b->second;
}

/* Let the pair at `at` sink until none below it is larger. */
static void sink(pair *heap, int at, int count) {
  for (int child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && comes_before(&heap[child], &heap[child + 1])) child++;
    if (!comes_before(&heap[at], &heap[child])) return;
    const pair larger = heap[child];
    heap[child] = heap[at];
    heap[at] = larger;
  }
}

/* Heapsort: n log n whatever the list, which may be made to do harm. */
static void sort(pair *list, int count) {
  for (int at = count / 2 - 1; at >= 0; at--) sink(list, at, count);
  for (int last = count - 1; last > 0; last--) {
    const pair largest = list[0];
    list[0] = list[last];
    list[last] = largest;
    sink(list, 0, last);
  }
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, of the name as it reads without escapes. */
static uint64_t hash_of(const nca_json *json, int at) {
  const jsmntok_t *token = &json->tokens[at];
  uint64_t hash = 0xcbf29ce484222325U;
  for (int i = token->start; i < token->end;) {
    char character[4];
    const size_t length = nca_json_character(json, token->end, &i, character);
    for (size_t c = 0; c < length; c++) hash = (hash ^ (uint8_t)character[c]) * 0x100000001b3U;
  }
  return hash;
}

/* Names of the same 64 bits count as the same name: only who means harm would find two that are not. scratch: one for every key. */
static bool has_a_key_twice(const nca_json *json, int object, pair *scratch) {
  int count = 0;
  for (int at = object + 1; at < nca_json_next(json, object); at = nca_json_next(json, at)) scratch[count++] = (pair){ .first = hash_of(json, at) };
  sort(scratch, count);
  for (int i = 1; i < count; i++) {
    if (scratch[i].first == scratch[i - 1].first) return true;
  }
  return false;
}

static int bits_of(const nca_json *json, int dtype) {
  for (size_t i = 0; i < sizeof DTYPES / sizeof *DTYPES; i++) {
    if (nca_json_is(json, dtype, DTYPES[i].name)) return DTYPES[i].bits;
  }
  return 0;
}

/* a * b, as far as there are files so large */
static bool multiply(uint64_t *a, uint64_t b) {
  if (b != 0 && *a > UINT64_MAX / b) return false;
  *a *= b;
  return true;
}

/* { "dtype": text, "shape": [...], "data_offsets": [begin, end] } */
static int check_tensor(pair *place, bool *fits, const nca_json *json, int entry) {
  nca_span span;
  if (!nca_safetensors_span(&span, json, entry)) return NCA_ERR_WEIGHTS_HEADER;
  const int dtype = nca_json_find(json, entry, "dtype"), shape = nca_json_find(json, entry, "shape");
  if (dtype < 0 || json->tokens[dtype].type != JSMN_STRING || shape < 0 || json->tokens[shape].type != JSMN_ARRAY) return NCA_ERR_WEIGHTS_HEADER;
  uint64_t bits = 1, side;
  for (int at = shape + 1; at < nca_json_next(json, shape); at = nca_json_next(json, at)) {
    if (!nca_json_whole(json, at, &side)) return NCA_ERR_WEIGHTS_HEADER;
    *fits &= multiply(&bits, side);
  }
  const int value_bits = bits_of(json, dtype);
  if (value_bits == 0) return NCA_ERR_WEIGHTS_DTYPE;
  *fits &= multiply(&bits, (uint64_t)value_bits) && bits % 8 == 0 && bits / 8 == span.end - span.begin;
  *place = (pair){ .first = span.begin, .second = span.end };
  return NCA_OK;
}

static int check_metadata(const nca_json *json, int metadata) {
  if (json->tokens[metadata].type != JSMN_OBJECT) return NCA_ERR_WEIGHTS_METADATA;
  for (int at = metadata + 1; at < nca_json_next(json, metadata); at = nca_json_next(json, at)) {
    if (json->tokens[at + 1].type != JSMN_STRING) return NCA_ERR_WEIGHTS_METADATA;
  }
  return NCA_OK;
}

/* places [count], sorted */
static bool fill_the_data(const pair *places, int count) {
  uint64_t end = 0;
  for (int i = 0; i < count; end = places[i++].second) {
    if (places[i].first != end) return false;
  }
  return true;
}

static int check(const nca_json *json, uint64_t data_bytes, pair *places, pair *scratch) {
  uint64_t end = 0;
  bool fits = true;
  int count = 0;
  if (has_a_key_twice(json, 0, scratch)) return NCA_ERR_WEIGHTS_TWICE;
  for (int at = 1; at < json->count; at = nca_json_next(json, at)) {
    const bool is_metadata = nca_json_is(json, at, "__metadata__");
    const int status = is_metadata ? check_metadata(json, at + 1) : check_tensor(&places[count], &fits, json, at + 1);
    if (status != NCA_OK) return status;
    if (has_a_key_twice(json, at + 1, scratch)) return NCA_ERR_WEIGHTS_TWICE;
    if (is_metadata) continue;
    if (places[count].second > end) end = places[count].second;
    count++;
  }
  if (end > data_bytes) return NCA_ERR_WEIGHTS_TRUNCATED;
  if (end < data_bytes) return NCA_ERR_WEIGHTS_LENGTH;
  sort(places, count);
  return fits && fill_the_data(places, count) ? NCA_OK : NCA_ERR_WEIGHTS_OFFSETS;
}

int nca_safetensors_check(const nca_json *json, uint64_t data_bytes) {
  if (json->tokens[0].type != JSMN_OBJECT) return NCA_ERR_WEIGHTS_HEADER;
  int max_keys = 0;
  for (int i = 0; i < json->count; i++) {
    const jsmntok_t *token = &json->tokens[i];
    if (token->type == JSMN_OBJECT && token->size > max_keys) max_keys = token->size;
  }
  const size_t num_places = (size_t)json->tokens[0].size;
  pair *lists = malloc((num_places + (size_t)max_keys + 1) * sizeof *lists);
  if (!lists) return NCA_ERR_MEMORY;
  const int status = check(json, data_bytes, lists, lists + num_places);
  free(lists);
  return status;
}
