/* Writes a model as a safetensors file. */
#include "misuse.h"
#include "weights.h"

void nca_weights_put_metadata(nca_sink *out, const nca_model *model) {
  const nca_config *config = &model->config;
  nca_sink_text_entry(out, "alive", config->alive == NCA_ALIVE_PRE_POST ? "pre+post" : "post");
  nca_sink_number_entry(out, "sobel_scale", (double)config->sobel_scale);
  nca_sink_number_entry(out, "fire_rate", config->fire_rate);
  nca_sink_number_entry(out, "alive_threshold", config->alive_threshold);
  nca_sink_text_entry(out, "premultiplied", config->premultiplied ? "true" : "false");
  nca_sink_text_entry(out, "name", model->name);
  nca_sink_text_entry(out, "target", model->target);
  nca_sink_text_entry(out, "license", model->license);
  nca_sink_count_entry(out, "height", model->height_cells);
  nca_sink_count_entry(out, "width", model->width_cells);
  nca_sink_count_entry(out, "padding", model->padding_cells);
  nca_sink_count_entry(out, "epochs", model->epochs);
}

void nca_weights_put_tensors(nca_sink *out, const char *dtype) {
  for (int i = 0; i < NCA_NUM_TENSORS; i++) nca_sink_tensor(out, NCA_TENSORS[i].name, dtype, NCA_TENSORS[i].sides, NCA_TENSORS[i].num_sides);
}

size_t nca_weights_write(uint8_t *bytes, size_t capacity_bytes, const nca_model *model, nca_dtype dtype) {
  NCA_ASSERT((bytes || capacity_bytes == 0) && model && nca_config_valid(&model->config) && (dtype == NCA_F32 || dtype == NCA_F16));
  nca_sink out;
  nca_sink_begin(&out, bytes, capacity_bytes);
  nca_weights_put_metadata(&out, model);
  nca_sink_end_metadata(&out);
  nca_weights_put_tensors(&out, dtype == NCA_F16 ? "F16" : "F32");
  nca_sink_end_header(&out);
  if (dtype == NCA_F16) nca_sink_f16(&out, model->params, NCA_NUM_PARAMS);
  else nca_sink_f32(&out, model->params, NCA_NUM_PARAMS);
  return out.size_bytes;
}
