/* Decimal numbers to doubles and back, always to the nearest one, in no locale. */
#ifndef NCA_DECIMAL_H
#define NCA_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

enum { NCA_MAX_DECIMAL_CHARS = 63, NCA_DECIMAL_BYTES = 32 };

/* The number that text [length] says: digits, a point and an exponent. false where it is none, or longer than
 * NCA_MAX_DECIMAL_CHARS; no spaces, hexadecimal, inf or nan. Too large a number is infinite. */
bool nca_decimal_read(double *value, const char *text, size_t length);

/* The shortest decimal that reads back as the same finite number, as printf's %g writes it. */
void nca_decimal_write(char text[NCA_DECIMAL_BYTES], double value);

#endif
