/* How much memory there is. malloc promises more than the machine has, and then the system ends the program without a word. */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "cli.h"

/* The limit of a container: control groups, version 2 and 1. 0: there is none. */
static uint64_t container_limit_bytes(void) {
  static const char *const PATHS[] = { "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes" };
  for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
    FILE *file = fopen(PATHS[i], "r");
    if (!file) continue;
    uint64_t limit = 0;
    const bool ok = fscanf(file, "%" SCNu64, &limit) == 1; /* or the word "max" */
    fclose(file);
    if (ok && limit > 0) return limit;
  }
  return 0;
}

uint64_t memory_bytes(void) {
  const long pages = sysconf(_SC_PHYS_PAGES), page_bytes = sysconf(_SC_PAGESIZE);
  const uint64_t machine = pages > 0 && page_bytes > 0 ? (uint64_t)pages * (uint64_t)page_bytes : UINT64_MAX;
  const uint64_t container = container_limit_bytes();
  return container > 0 && container < machine ? container : machine;
}
