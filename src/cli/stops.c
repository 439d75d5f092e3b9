/* Requests to stop. A handler may do next to nothing, so it writes a byte into a pipe at whose other end a thread waits. */
#include "stops.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "cli.h"
#include "temporary.h"

static const int SIGNALS[] = { SIGINT, SIGTERM, SIGHUP, SIGXCPU };
enum { NUM_SIGNALS = sizeof SIGNALS / sizeof *SIGNALS, READ_END = 0, WRITE_END = 1 };
static const char REQUEST = 'r', END = 'e';

static atomic_int count;
static int pipe_ends[2], last_request;
static pthread_t listener;
static struct sigaction actions_before[NUM_SIGNALS];
static void (*on_request)(void *context, int number);
static void *on_request_context;

static void on_signal(int number) {
  const int error = errno;
  (void)number;
  if (atomic_fetch_add(&count, 1) >= last_request) {
    temporaries_remove();
    _exit(EXIT_INTERRUPTED);
  }
  (void)!write(pipe_ends[WRITE_END], &REQUEST, 1);
  errno = error;
}

static void *listen(void *nothing) {
  char what = END;
  for (int number = 1; read(pipe_ends[READ_END], &what, 1) == 1 && what != END; number++) on_request(on_request_context, number);
  return nothing;
}

bool stops_begin(void (*told)(void *context, int number), void *context, int last) {
  on_request = told;
  on_request_context = context;
  last_request = last;
  atomic_store(&count, 0);
  if (pipe(pipe_ends) != 0) return false;
  /* The listener hears no signals: one that comes while it writes a file must not interrupt that. */
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  const bool ok = pthread_create(&listener, NULL, listen, NULL) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (!ok) return false;
  for (int i = 0; i < NUM_SIGNALS; i++) {
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    sigfillset(&action.sa_mask);
    sigaction(SIGNALS[i], NULL, &actions_before[i]);
    /* Scripts start what runs beside them with SIGINT ignored, and stop it by SIGINT all the same. */
    const bool stays = actions_before[i].sa_handler == SIG_IGN && SIGNALS[i] == SIGHUP;
    if (!stays) sigaction(SIGNALS[i], &action, NULL);
  }
  return true;
}

int stops_count(void) {
  return atomic_load(&count);
}

void stops_end(void) {
  for (int i = 0; i < NUM_SIGNALS; i++) sigaction(SIGNALS[i], &actions_before[i], NULL);
  (void)!write(pipe_ends[WRITE_END], &END, 1);
  pthread_join(listener, NULL);
  close(pipe_ends[READ_END]);
  close(pipe_ends[WRITE_END]);
}
