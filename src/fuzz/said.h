/* What the program would say, and end with, in a fuzzer that reads one line after the other. */
#ifndef NCA_FUZZ_SAID_H
#define NCA_FUZZ_SAID_H

#include <setjmp.h>

/* setjmp(refused) is where usage_error() comes back to, with 1. */
extern jmp_buf refused;

#endif
