/* Misuse is a bug of the caller: it traps, in release builds too. libc's assert would drag four WASI imports into the wasm. */
#include "base/numerics.h"

#ifndef NCA_ASSERT
#define NCA_ASSERT(condition) ((condition) ? (void)0 : __builtin_trap())
#endif
