/* What a file is that is neither a model nor a PNG. People pass what a download left, or what their notebook saved; they are told. */
#ifndef NCA_FORMATS_H
#define NCA_FORMATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NCA_SAFETENSORS_PREFIX_BYTES = 8, NCA_SAFETENSORS_MAX_HEADER_BYTES = 100000000 };

typedef struct {
  int as_model, as_picture; /* the status of such a file given as a model, or as a picture; NCA_OK: nothing is known about it */
} nca_format;

/* By the first of bytes [size_bytes] alone. */
nca_format nca_format_of(const uint8_t *bytes, size_t size_bytes);

/* Whether a file begins as safetensors do: with the length of a header, and with the header's first bracket. Nothing else does. */
bool nca_safetensors_begins(const uint8_t *bytes, size_t size_bytes);

/* Where the text of a file begins: behind a byte order mark and white space. size_bytes where there is none. */
size_t nca_text_begin(const uint8_t *bytes, size_t size_bytes);

#endif
