/* MPI where it is built in: https://www.mpi-forum.org/docs/mpi-3.1/mpi31-report.pdf. Without mpirun nothing of it is started. */
#include "team.h"

#include <stdlib.h>

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

void team_exchange(nca_trainer *trainer, int batch) {
  if (!has_begun) return;
  double *losses = nca_trainer_sample_losses(trainer);
  for (int sample = 0; sample < batch; sample++) {
    const int owner = sample % team_size();
    MPI_Bcast(nca_trainer_sample_grads(trainer, sample), NCA_NUM_PARAMS, MPI_FLOAT, owner, MPI_COMM_WORLD);
    MPI_Bcast(&losses[sample], 1, MPI_DOUBLE, owner, MPI_COMM_WORLD);
  }
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
