/* Words and their places. */
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/misuse.h"
#include "nca.h"

int nca_word_index(const char *words, const char *word) {
  NCA_ASSERT(words && word);
  const size_t length = strlen(word);
  for (int index = 0; *words; index++) {
    const size_t here = strcspn(words, " ");
    if (here == length && memcmp(words, word, length) == 0) return index;
    words += here + (words[here] == ' ');
  }
  return -1;
}

void nca_word_copy(char *out, size_t size, const char *words, int index) {
  NCA_ASSERT(out && words && index >= 0);
  for (; index > 0; index--) {
    words = strchr(words, ' ');
    NCA_ASSERT(words);
    words++;
  }
  const size_t length = strcspn(words, " ");
  NCA_ASSERT(length < size);
  memcpy(out, words, length);
  out[length] = '\0';
}

bool nca_text_copy(char **copy, const char *text) {
  const size_t size_bytes = text ? strlen(text) + 1 : 0;
  *copy = text ? malloc(size_bytes) : NULL;
  if (*copy) memcpy(*copy, text, size_bytes);
  return *copy || !text;
}
