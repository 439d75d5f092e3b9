/* Reading and writing safetensors files, as far as weights and checkpoints need it.
 *
 *   header_bytes:8 little-endian | header: JSON, header_bytes long | data: the tensors, little-endian
 *   header = { "__metadata__": { key: text, ... }, name: { "dtype": text, "shape": [...], "data_offsets": [begin, end] }, ... }
 *   offsets count from the beginning of the data; https://github.com/huggingface/safetensors#format */
#ifndef NCA_SAFETENSORS_H
#define NCA_SAFETENSORS_H

#include "base/numerics.h"
#include "files/formats.h"
#include "files/json.h"
#include "nca.h"

/* ---------------------------------------------------------------- reading */

typedef struct {
  nca_json json;
  const uint8_t *data;
  uint64_t data_bytes;
  int metadata; /* its token; -1: there is none */
} nca_safetensors;

typedef struct {
  uint64_t begin, end; /* bytes of the data */
} nca_span;

/* Where the tensor of an entry of the header lies; false where the entry does not say it. */
bool nca_safetensors_span(nca_span *out, const nca_json *json, int entry);

/* Check a header with so many bytes of data behind it: NCA_OK, NCA_ERR_MEMORY or an NCA_ERR_WEIGHTS_*. */
int nca_safetensors_check(const nca_json *json, uint64_t data_bytes);

/* Check the frame of a file: its header, and that its tensors fill the data.
 * Close it afterwards, also after a failure. bytes [size_bytes]. NCA_OK, NCA_ERR_MEMORY, an NCA_ERR_WEIGHTS_*, or what nca_format_of says. */
int nca_safetensors_open(nca_safetensors *file, const uint8_t *bytes, size_t size_bytes);
void nca_safetensors_close(nca_safetensors *file);

/* The values of a tensor as floats, from F32 or F16: those of `num_sides` sides, where ones behind them do no harm (a 1x1
 * convolution). out [product of sides]. NCA_OK or an NCA_ERR_WEIGHTS_*: missing, of another shape or dtype, not finite. */
int nca_safetensors_floats(float *out, const nca_safetensors *file, const char *name, const uint64_t *sides, int num_sides);

/* Where a tensor of exactly this dtype and shape lies; NULL where there is none such. */
const uint8_t *nca_safetensors_raw(const nca_safetensors *file, const char *name, const char *dtype, const uint64_t *sides, int num_sides);

/* An optional entry of the metadata: false where it is there and makes no sense; where it is missing the value stays. */
bool nca_safetensors_number(const nca_safetensors *file, const char *key, double *value);
bool nca_safetensors_whole(const nca_safetensors *file, const char *key, double max, int64_t *value);
bool nca_safetensors_bool(const nca_safetensors *file, const char *key, bool *value);
bool nca_safetensors_text(const nca_safetensors *file, const char *key, char text[NCA_TEXT_BYTES]);

/* An optional entry that is a JSON array of `count` texts: one a line in memory of the caller's, for free(). NCA_OK, and NULL where it is missing;
 * NCA_ERR_WEIGHTS_METADATA where it is something else; NCA_ERR_MEMORY. */
int nca_safetensors_lines(const nca_safetensors *file, const char *key, int count, char **lines);

/* ---------------------------------------------------------------- writing */

/* Bytes that go on being counted where they no longer fit. */
typedef struct {
  uint8_t *bytes;
  size_t capacity_bytes, size_bytes;
  uint64_t data_bytes; /* of the tensors announced so far */
} nca_sink;

/* In this order: begin, entries of the metadata, end of the metadata, entries of tensors, end, and then their values. */
void nca_sink_begin(nca_sink *out, uint8_t *bytes, size_t capacity_bytes);
void nca_sink_text_entry(nca_sink *out, const char *key, const char *text); /* nothing where the text is empty */
void nca_sink_lines_entry(nca_sink *out, const char *key, const char *lines); /* as nca_safetensors_lines reads them */
void nca_sink_number_entry(nca_sink *out, const char *key, double value);
void nca_sink_count_entry(nca_sink *out, const char *key, int64_t count); /* nothing where the count is 0: nothing is known */
void nca_sink_end_metadata(nca_sink *out);
void nca_sink_tensor(nca_sink *out, const char *name, const char *dtype, const uint64_t *sides, int num_sides);
void nca_sink_end_header(nca_sink *out);
void nca_sink_f32(nca_sink *out, const float *values, size_t count);
void nca_sink_f16(nca_sink *out, const float *values, size_t count);
void nca_sink_f64(nca_sink *out, const double *values, size_t count);

#endif
