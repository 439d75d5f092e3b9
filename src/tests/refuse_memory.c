/* See refuse_memory.h. A program under NCA_REFUSE leaves the file `refused` behind where an allocation was refused. */
#include "refuse_memory.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

void *__real_malloc(size_t size_bytes);
void *__real_calloc(size_t count, size_t size_bytes);
void *__real_realloc(void *memory, size_t size_bytes);
void *__real_aligned_alloc(size_t align_bytes, size_t size_bytes);
void __real_free(void *memory);
void *__wrap_malloc(size_t size_bytes);
void *__wrap_calloc(size_t count, size_t size_bytes);
void *__wrap_realloc(void *memory, size_t size_bytes);
void *__wrap_aligned_alloc(size_t align_bytes, size_t size_bytes);
void __wrap_free(void *memory);

enum { NEVER = 1 << 30 };

static atomic_int left = NEVER;
static atomic_long num_held, held_bytes, peak_bytes, base_bytes;
static atomic_bool was_refused;

void refuse_memory(int after) {
  was_refused = false;
  left = after < 0 ? NEVER : after;
}

bool memory_was_refused(void) {
  return was_refused;
}

long memory_num_held(void) {
  return num_held;
}

void memory_forget_peak(void) {
  peak_bytes = base_bytes = atomic_load(&held_bytes);
}

size_t memory_peak_bytes(void) {
  return (size_t)(peak_bytes - base_bytes);
}

static void leave_a_note(void) {
  FILE *note = was_refused ? fopen("refused", "w") : NULL;
  if (note) fclose(note);
}

__attribute__((constructor)) static void ask_environment(void) {
  const char *after = getenv("NCA_REFUSE");
  if (!after) return;
  atexit(leave_a_note);
  refuse_memory(atoi(after));
}

static bool refuses(void) {
  if (atomic_fetch_sub(&left, 1) != 0) return false;
  was_refused = true;
  errno = ENOMEM;
  return true;
}

static void *held(void *memory) {
  if (!memory) return NULL;
  num_held++;
  const long bytes = atomic_fetch_add(&held_bytes, (long)malloc_usable_size(memory)) + (long)malloc_usable_size(memory);
  if (bytes > peak_bytes) peak_bytes = bytes;
  return memory;
}

static void forget(void *memory) {
  if (!memory) return;
  num_held--;
  held_bytes -= (long)malloc_usable_size(memory);
}

/* A static libc is wrapped too: the calloc and realloc of musl call malloc and free, which are no calls of ours. */
static _Thread_local bool is_inside;

static void *after(void *memory) {
  is_inside = false;
  return held(memory);
}

void *__wrap_malloc(size_t size_bytes) {
  if (is_inside) return __real_malloc(size_bytes);
  if (refuses()) return NULL;
  is_inside = true;
  return after(__real_malloc(size_bytes));
}

void *__wrap_calloc(size_t count, size_t size_bytes) {
  if (is_inside) return __real_calloc(count, size_bytes);
  if (refuses()) return NULL;
  is_inside = true;
  return after(__real_calloc(count, size_bytes));
}

void *__wrap_realloc(void *memory, size_t size_bytes) {
  if (is_inside) return __real_realloc(memory, size_bytes);
  if (refuses()) return NULL;
  const long before_bytes = memory ? (long)malloc_usable_size(memory) : 0;
  is_inside = true;
  void *moved = __real_realloc(memory, size_bytes);
  if (moved && memory) {
    num_held--;
    held_bytes -= before_bytes;
  }
  return after(moved);
}

void *__wrap_aligned_alloc(size_t align_bytes, size_t size_bytes) {
  if (is_inside) return __real_aligned_alloc(align_bytes, size_bytes);
  if (refuses()) return NULL;
  is_inside = true;
  return after(__real_aligned_alloc(align_bytes, size_bytes));
}

void __wrap_free(void *memory) {
  if (!is_inside) forget(memory);
  __real_free(memory);
}
