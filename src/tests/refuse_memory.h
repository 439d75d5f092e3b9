/* A machine without memory, from the n-th allocation on or at that one alone. The linker puts it between whatever is tested and the C library
 * (--wrap, in tests.cmake); threads are not told apart. */
#ifndef NCA_REFUSE_MEMORY_H
#define NCA_REFUSE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* After so many more allocations one is refused; negative: none. In a program the environment's NCA_REFUSE says it before the first. */
void refuse_memory(int after);
bool memory_was_refused(void); /* since then */
long memory_num_held(void);    /* blocks that were taken and not given back */

/* The most bytes that were held at once, beside what was held when this was last forgotten. */
void memory_forget_peak(void);
size_t memory_peak_bytes(void);

#endif
