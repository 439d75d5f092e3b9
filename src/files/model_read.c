/* Reads a model in whichever format it comes. */
#include "base/misuse.h"
#include "files/formats.h"
#include "files/safetensors.h"
#include "nca_tools.h"

int nca_model_read(nca_model *model, const uint8_t *bytes, size_t size_bytes) {
  NCA_ASSERT(model && (bytes || size_bytes == 0));
  /* The length with which safetensors begin may look like any text; but no text has zeros in it. */
  const size_t text = nca_safetensors_begins(bytes, size_bytes) ? size_bytes : nca_text_begin(bytes, size_bytes);
  const bool is_json = text < size_bytes && (bytes[text] == '[' || bytes[text] == '{');
  return is_json ? nca_distill_read(model, bytes, size_bytes) : nca_weights_read(model, bytes, size_bytes);
}
