/* Sine, cosine and exponential by additions and products alone, so that they are the same bits everywhere: the last bits of a C
 * library's own differ from library to library, and with them a turned flake, a target and a drawn one would. */
#ifndef NCA_ELEMENTARY_H
#define NCA_ELEMENTARY_H

/* Within 1e-15 of the true values for |x| up to 2^20 radians; beyond, the nearest multiple of 2 pi is known less and less well.
 * x finite. */
double nca_sin(double x);
double nca_cos(double x);

/* Within 1e-15 of the true value, relatively, for x in -700 .. 700, and 0 below. */
double nca_exp(double x);

#endif
