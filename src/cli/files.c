/* Whole files in, and what the core makes of them and of what goes out. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "output.h"
#include "stb_image_write_options.h"

bool is_dash(const char *path) {
  return strcmp(path, "-") == 0;
}

/* Reads to the end whatever it is, a pipe too. */
static bool read_stream(file_bytes *file, FILE *stream) {
  /* Checkpoints are as large as their pools; but what the machine cannot hold, as /dev/zero, is no file to read whole. */
  const uint64_t max_bytes = memory_bytes() / 2 < SIZE_MAX / 4 ? memory_bytes() / 2 : SIZE_MAX / 4;
  size_t capacity_bytes = 0;
  *file = (file_bytes){ 0 };
  do {
    if (file->size_bytes == capacity_bytes) {
      capacity_bytes = capacity_bytes ? capacity_bytes * 2 : (size_t)1 << 16;
      uint8_t *bytes = capacity_bytes <= max_bytes ? realloc(file->bytes, capacity_bytes) : NULL;
      if (!bytes) {
        errno = capacity_bytes <= max_bytes ? ENOMEM : EFBIG;
        return false;
      }
      file->bytes = bytes;
    }
    file->size_bytes += fread(file->bytes + file->size_bytes, 1, capacity_bytes - file->size_bytes, stream);
  } while (!feof(stream) && !ferror(stream));
  return !ferror(stream);
}

bool read_file(file_bytes *file, const char *path) {
  FILE *stream = is_dash(path) ? stdin : fopen(path, "rb");
  const bool ok = stream && read_stream(file, stream);
  if (!ok) {
    tell(path, "%s", strerror(errno));
    if (stream) free(file->bytes);
  }
  if (stream && stream != stdin) fclose(stream);
  return ok;
}

bool read_model(nca_model *model, const char *path) {
  file_bytes file;
  if (!read_file(&file, path)) return false;
  const int status = nca_model_read(model, file.bytes, file.size_bytes);
  free(file.bytes);
  if (status < 0) tell_status(path, status);
  return status == NCA_OK;
}

bool is_checkpoint(const char *path) {
  file_bytes file = { 0 };
  nca_checkpoint checkpoint;
  FILE *stream = is_dash(path) ? NULL : fopen(path, "rb");
  const bool is = stream && read_stream(&file, stream) && nca_checkpoint_read(&checkpoint, file.bytes, file.size_bytes) == NCA_OK;
  if (is) nca_model_free(&checkpoint.model);
  free(file.bytes);
  if (stream) fclose(stream);
  return is;
}

cell_size own_size_of(const nca_model *model) {
  const int side = model->config.shape.alive == NCA_ALIVE_PRE_POST ? 72 : 32;
  return (cell_size){ model->height_cells ? model->height_cells : side, model->width_cells ? model->width_cells : side };
}

nca_sim *make_sim(const char *path, cell_size size, const nca_model *model) {
  nca_sim *sim = nca_sim_create(&(nca_sim_desc){ .height_cells = size.height, .width_cells = size.width });
  if (sim && nca_sim_set_model(sim, model)) return sim;
  tell_status(path, NCA_ERR_MEMORY);
  nca_sim_destroy(sim);
  return NULL;
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

size_t target_size(const nca_target_desc *desc) {
  const size_t scale = desc->scale > 1 ? (size_t)desc->scale : 1;
  return (size_t)desc->height_cells * scale * (size_t)desc->width_cells * scale * 4;
}

float *read_target(const nca_target_desc *desc, const char *path) {
  file_bytes file;
  if (!read_file(&file, path)) return NULL;
  float *target = malloc(target_size(desc) * sizeof *target);
  const int status = target ? nca_target_read(target, desc, file.bytes, file.size_bytes) : NCA_ERR_MEMORY;
  free(file.bytes);
  if (status == NCA_OK) return target;
  tell_status(path, status);
  free(target);
  return NULL;
}
