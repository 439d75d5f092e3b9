/* Enumerations as words: a text with a word for each value, in order, with spaces between. nca_word_index (nca.h) finds one. */
#ifndef NCA_WORDS_H
#define NCA_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Such a text from one of the lists of nca.h, as a constant: NCA_WORDS(NCA_EDGE_LIST, NCA_WORD_OF_FILE). Its first space is passed over. */
#define NCA_WORDS(list, word) (&(list(word))[1])
#define NCA_WORD(name, value, word, meaning) " " word
#define NCA_WORD_OF_FILE(name, value, file, word, meaning) " " word

/* And what each means, behind a sentence that says of what: "what lies beyond the edge" NCA_EDGE_LIST(NCA_MEANING_OF_FILE) */
#define NCA_MEANING_OF_FILE(name, value, file, word, meaning) "; " word ": " meaning

/* Copy the word of a value, with its ending zero, to out [size], into which it fits. */
void nca_word_copy(char *out, size_t size, const char *words, int index);

/* A copy of a text in memory of its own, for free(); of NULL, NULL. false: no memory. */
bool nca_text_copy(char **copy, const char *text);

#endif
