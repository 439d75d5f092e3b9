/* Grows a model for 96 steps and writes the picture:  grow flake.safetensors >flake.pam
 * With CMake see CMakeLists.txt beside this file; without:  cc grow.c $(pkg-config --cflags --libs snowflake-nca) -o grow */
#include <nca.h>
#include <stdio.h>

int main(int argc, char **argv) {
  static uint8_t file[1 << 20], pixels[72 * 72 * 4];
  FILE *weights = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (!weights) return fprintf(stderr, "usage: grow MODEL.safetensors >PICTURE.pam\n"), 2;

  nca_model model;
  int status = nca_weights_read(&model, file, fread(file, 1, sizeof file, weights));
  if (status != NCA_OK) return fprintf(stderr, "%s: %s\n", argv[1], nca_status_text(status)), 1;

  nca_sim *sim = nca_sim_create(&(nca_sim_desc){.height_cells = 72, .width_cells = 72});
  if (!sim || !nca_sim_set_model(sim, &model)) return fprintf(stderr, "%s\n", nca_status_text(NCA_ERR_MEMORY)), 1;
  nca_sim_reset(sim, 1); /* the seed of the fire mask: the same one grows the same flake, to the bit */
  nca_step(sim, 96);
  nca_sim_rgba(sim, pixels);
  nca_sim_destroy(sim);
  nca_model_free(&model);

  printf("P7\nWIDTH 72\nHEIGHT 72\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n");
  return fwrite(pixels, 1, sizeof pixels, stdout) == sizeof pixels ? 0 : 1;
}
