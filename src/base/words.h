/* Enumerations as words: a text with a word for each value, in order, with spaces between. nca_word_index (nca.h) finds one. */
#ifndef NCA_WORDS_H
#define NCA_WORDS_H

#include <stddef.h>

/* Copy the word of a value, with its ending zero, to out [size], into which it fits. */
void nca_word_copy(char *out, size_t size, const char *words, int index);

#endif
