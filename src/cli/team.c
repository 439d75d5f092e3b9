/* MPI where it is built in: https://www.mpi-forum.org/docs/mpi-3.1/mpi31-report.pdf. Without mpirun nothing of it is started. */
#include "team.h"

#include <stdlib.h>
#include <string.h>

/* What OpenMPI and MPICH tell a process that their mpirun started. */
static bool is_started_by_mpirun(void) {
  static const char *const NAMES[] = { "OMPI_COMM_WORLD_SIZE", "PMI_SIZE" };
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    const char *size = getenv(NAMES[i]);
    if (size && atoi(size) > 1) return true;
  }
  return false;
}

#ifdef NCA_WITH_MPI
#include <mpi.h>

static bool has_begun;
static int own_rank, own_size = 1; /* kept: the listener to signals asks, too, and MPI answers one thread alone */

void team_begin(int *argc, char ***argv) {
  if (!is_started_by_mpirun()) return;
  int provided;
  MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &own_rank);
  MPI_Comm_size(MPI_COMM_WORLD, &own_size);
  has_begun = true;
}

void team_end(void) {
  if (has_begun) MPI_Finalize();
  has_begun = false;
}

int team_size(void) {
  return own_size;
}

int team_rank(void) {
  return own_rank;
}

static int num_owned(int rank, int batch) {
  return rank < batch ? (batch - rank - 1) / team_size() + 1 : 0;
}

/* All of a batch by one collective call. What a sample came to travels as a record; samples lie by owner, and then in their order. */
void team_exchange(nca_trainer *trainer, int batch) {
  if (!has_begun) return;
  const int size = team_size(), rank = team_rank();
  const size_t grads_bytes = (size_t)nca_layout_of(&nca_trainer_model(trainer)->config.shape).num_params * sizeof(float);
  const size_t record_bytes = grads_bytes + sizeof(double);
  double *losses = nca_trainer_sample_losses(trainer);
  uint8_t *records = malloc((size_t)batch * record_bytes);
  int *counts = calloc((size_t)size, sizeof *counts), *begins = calloc((size_t)size, sizeof *begins); /* records: of large models the bytes are more than an int counts */
  if (!records || !counts || !begins) {
    fprintf(stderr, "nca: there is not enough memory to exchange a batch of %d\n", batch);
    MPI_Abort(MPI_COMM_WORLD, EXIT_DATA);
    abort();
  }
  for (int owner = 0; owner < size; owner++) {
    counts[owner] = num_owned(owner, batch);
    if (owner > 0) begins[owner] = begins[owner - 1] + counts[owner - 1];
  }
  uint8_t *own = records + (size_t)begins[rank] * record_bytes;
  for (int sample = rank; sample < batch; sample += size, own += record_bytes) {
    memcpy(own, nca_trainer_sample_grads(trainer, sample), grads_bytes);
    memcpy(own + grads_bytes, &losses[sample], sizeof *losses);
  }
  MPI_Datatype record_type;
  MPI_Type_contiguous((int)record_bytes, MPI_BYTE, &record_type);
  MPI_Type_commit(&record_type);
  MPI_Allgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, records, counts, begins, record_type, MPI_COMM_WORLD);
  MPI_Type_free(&record_type);
  const uint8_t *record = records;
  for (int owner = 0; owner < size; owner++) {
    for (int sample = owner; sample < batch; sample += size, record += record_bytes) {
      memcpy(nca_trainer_sample_grads(trainer, sample), record, grads_bytes);
      memcpy(&losses[sample], record + grads_bytes, sizeof *losses);
    }
  }
  free(counts);
  free(begins);
  free(records);
}

const float *team_pool_state(const nca_trainer *trainer, int slot, int batch, float *buffer, size_t count) {
  const float *own = nca_trainer_pool_state(trainer, slot);
  if (team_rank() != 0) {
    if (own) MPI_Send(own, (int)count, MPI_FLOAT, 0, slot % batch, MPI_COMM_WORLD);
    return NULL;
  }
  if (own) return own;
  MPI_Recv(buffer, (int)count, MPI_FLOAT, slot % batch % team_size(), slot % batch, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return buffer;
}

bool team_any(bool condition) {
  int own = condition, any = own;
  if (has_begun) MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
  return any != 0;
}

#else

void team_begin(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  if (is_started_by_mpirun()) usage_error("this program was built without MPI; install libopenmpi-dev and build it anew");
}

void team_end(void) {}

int team_size(void) {
  return 1;
}

int team_rank(void) {
  return 0;
}

void team_exchange(nca_trainer *trainer, int batch) {
  (void)trainer;
  (void)batch;
}

const float *team_pool_state(const nca_trainer *trainer, int slot, int batch, float *buffer, size_t count) {
  (void)batch;
  (void)buffer;
  (void)count;
  return nca_trainer_pool_state(trainer, slot);
}

bool team_any(bool condition) {
  return condition;
}

#endif
