/* What the code takes for granted of numbers, so that a compiler or an option that would come to other bits is refused and not believed.
 * Whether products are contracted to fused multiply-add no compiler tells: nca_self_test looks. */
#ifndef NCA_NUMERICS_H
#define NCA_NUMERICS_H

#include <float.h>
#include <limits.h>
#include <stdint.h>

#if defined(__FAST_MATH__) || defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error "Build this without -ffast-math and its parts: they change bits, and let NaN pass for a number"
#endif

#if !defined(__FLT_EVAL_METHOD__) || __FLT_EVAL_METHOD__ != 0
#error "Floats must be computed as floats: on i386 build with -msse2 -mfpmath=sse, on s390x with -fexcess-precision=fast"
#endif

_Static_assert(CHAR_BIT == 8 && INT_MAX >= 0x7fffffff, "bytes have 8 bits, and an int at least 32");
_Static_assert(-1 >> 1 == -1, "a shift to the right keeps the sign");
_Static_assert(sizeof(float) == 4 && FLT_RADIX == 2 && FLT_MANT_DIG == 24 && FLT_MAX_EXP == 128, "a float is IEEE 754 binary32");
_Static_assert(sizeof(double) == 8 && DBL_MANT_DIG == 53 && DBL_MAX_EXP == 1024, "a double is IEEE 754 binary64");

#endif
