/* Whole files in and out, and what the core makes of them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "stb_image_write_options.h"

static const size_t MAX_FILE_BYTES = (size_t)1 << 30;

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

/* Everything is on the disk before the name changes. */
static bool write_and_close(FILE *stream, const uint8_t *bytes, size_t size_bytes) {
  bool ok = fwrite(bytes, 1, size_bytes, stream) == size_bytes && fflush(stream) == 0 && fsync(fileno(stream)) == 0;
  const int error = errno;
  ok = fclose(stream) == 0 && ok;
  if (!ok && error) errno = error;
  return ok;
}

bool write_file(const char *path, const uint8_t *bytes, size_t size_bytes) {
  if (strcmp(path, "-") == 0) {
    const bool ok = fwrite(bytes, 1, size_bytes, stdout) == size_bytes && fflush(stdout) == 0;
    if (!ok) tell_errno("standard output");
    return ok;
  }
  const size_t length = strlen(path);
  char *beside = malloc(length + sizeof ".part");
  if (!beside) {
    tell_errno(path);
    return false;
  }
  memcpy(beside, path, length);
  memcpy(beside + length, ".part", sizeof ".part");
  FILE *stream = fopen(beside, "wb");
  const bool ok = stream && write_and_close(stream, bytes, size_bytes) && rename(beside, path) == 0;
  if (!ok) {
    tell_errno(path);
    if (stream) remove(beside);
  }
  free(beside);
  return ok;
}

bool read_model(nca_model *model, const char *path) {
  file_bytes file;
  if (!read_file(&file, path)) return false;
  const int status = nca_weights_read(model, file.bytes, file.size_bytes);
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
