/* Whole files in and out, and what the core makes of them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "stb_image_write_options.h"

static const size_t MAX_FILE_BYTES = SIZE_MAX / 4; /* checkpoints are as large as their pools */

static void tell_errno(const char *path) {
  fprintf(stderr, "nca: %s: %s\n", path, strerror(errno));
}

void tell_status(const char *path, int status) {
  fprintf(stderr, "nca: %s: %s\n", path, nca_status_text(status));
}

const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static void set_text_to(char out[NCA_TEXT_BYTES], const char *text, size_t length) {
  if (length >= NCA_TEXT_BYTES) length = NCA_TEXT_BYTES - 1;
  memcpy(out, text, length);
  out[length] = '\0';
}

void set_text(char out[NCA_TEXT_BYTES], const char *text) {
  set_text_to(out, text, strlen(text));
}

void set_stem(char out[NCA_TEXT_BYTES], const char *path) {
  const char *file = base_name(path), *dot = strrchr(file, '.');
  set_text_to(out, file, dot && dot > file ? (size_t)(dot - file) : strlen(file));
}

/* Reads to the end whatever it is, a pipe too. */
static bool read_stream(file_bytes *file, FILE *stream) {
  size_t capacity_bytes = 0;
  *file = (file_bytes){ 0 };
  do {
    if (file->size_bytes == capacity_bytes) {
      capacity_bytes = capacity_bytes ? capacity_bytes * 2 : (size_t)1 << 16;
      uint8_t *bytes = capacity_bytes <= MAX_FILE_BYTES ? realloc(file->bytes, capacity_bytes) : NULL;
      if (!bytes) {
        errno = capacity_bytes <= MAX_FILE_BYTES ? ENOMEM : EFBIG;
        return false;
      }
      file->bytes = bytes;
    }
    file->size_bytes += fread(file->bytes + file->size_bytes, 1, capacity_bytes - file->size_bytes, stream);
  } while (!feof(stream) && !ferror(stream));
  return !ferror(stream);
}

bool read_file(file_bytes *file, const char *path) {
  FILE *stream = fopen(path, "rb");
  if (!stream) {
    tell_errno(path);
    return false;
  }
  const bool ok = read_stream(file, stream);
  if (!ok) {
    tell_errno(path);
    free(file->bytes);
  }
  fclose(stream);
  return ok;
}

bool writer_open(file_writer *writer, const char *path) {
  const size_t length = strlen(path);
  *writer = (file_writer){ .path = path, .beside = malloc(length + sizeof ".part") };
  if (writer->beside) {
    memcpy(writer->beside, path, length);
    memcpy(writer->beside + length, ".part", sizeof ".part");
    writer->stream = fopen(writer->beside, "wb");
  }
  writer->ok = writer->stream != NULL;
  if (writer->ok) return true;
  tell_errno(path);
  free(writer->beside);
  return false;
}

void writer_put(file_writer *writer, const void *bytes, size_t size_bytes) {
  writer->ok = writer->ok && fwrite(bytes, 1, size_bytes, writer->stream) == size_bytes;
}

/* Everything is on the disk before the name changes. */
bool writer_close(file_writer *writer) {
  bool ok = writer->ok && fflush(writer->stream) == 0 && fsync(fileno(writer->stream)) == 0;
  const int error = errno;
  ok = fclose(writer->stream) == 0 && ok;
  if (!ok && error) errno = error;
  ok = ok && rename(writer->beside, writer->path) == 0;
  if (!ok) {
    tell_errno(writer->path);
    remove(writer->beside);
  }
  free(writer->beside);
  return ok;
}

bool write_file(const char *path, const uint8_t *bytes, size_t size_bytes) {
  if (strcmp(path, "-") == 0) {
    const bool ok = fwrite(bytes, 1, size_bytes, stdout) == size_bytes && fflush(stdout) == 0;
    if (!ok) tell_errno("standard output");
    return ok;
  }
  file_writer writer;
  if (!writer_open(&writer, path)) return false;
  writer_put(&writer, bytes, size_bytes);
  return writer_close(&writer);
}

bool read_model(nca_model *model, const char *path) {
  file_bytes file;
  if (!read_file(&file, path)) return false;
  const int status = nca_model_read(model, file.bytes, file.size_bytes);
  free(file.bytes);
  if (status < 0) tell_status(path, status);
  return status == NCA_OK;
}

bool write_model(const char *path, const nca_model *model, nca_dtype dtype) {
  const size_t size_bytes = nca_weights_write(NULL, 0, model, dtype);
  uint8_t *bytes = malloc(size_bytes);
  if (!bytes) {
    tell_status(path, NCA_ERR_MEMORY);
    return false;
  }
  nca_weights_write(bytes, size_bytes, model, dtype);
  const bool ok = write_file(path, bytes, size_bytes);
  free(bytes);
  return ok;
}

bool write_png(const char *path, const uint8_t *rgba, int height_pixels, int width_pixels) {
  int size_bytes = 0;
  uint8_t *png = stbi_write_png_to_mem(rgba, width_pixels * 4, width_pixels, height_pixels, 4, &size_bytes);
  if (!png) {
    tell_status(path, NCA_ERR_MEMORY);
    return false;
  }
  const bool ok = write_file(path, png, (size_t)size_bytes);
  free(png);
  return ok;
}

float *read_target(const nca_target_desc *desc, const char *path) {
  file_bytes file;
  if (!read_file(&file, path)) return NULL;
  float *target = malloc((size_t)desc->height_cells * (size_t)desc->width_cells * 4 * sizeof *target);
  const int status = target ? nca_target_read(target, desc, file.bytes, file.size_bytes) : NCA_ERR_MEMORY;
  free(file.bytes);
  if (status == NCA_OK) return target;
  tell_status(path, status);
  free(target);
  return NULL;
}
