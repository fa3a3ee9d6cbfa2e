/* Products of matrices, in float, row-major. One thread; the same order of sums for the same shapes. */
#ifndef TRAIN_MATRIX_H
#define TRAIN_MATRIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A matrix in other memory: element (i, j) at p[i * ld + j], or, turned, at p[j * ld + i]. */
struct matrix {
    const float *p;
    size_t ld;
    bool turned;
};

#define MATRIX_SCRATCH_FLOATS ((size_t)1 << 20)

/* C[m][n] = A[m][k] B[k][n], added to what C holds where add is true. scratch: [MATRIX_SCRATCH_FLOATS], of one thread.
** After Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (ACM TOMS 34, 2008): both are packed in panels
** that stay in the caches, and a tile of 6 x 16 sums stays in registers. */
void matrix_multiply(float *c, size_t ldc, struct matrix a, struct matrix b, size_t m, size_t n, size_t k, bool add,
                     float *scratch);

/* Floats that a packed B[k][n] takes. */
size_t matrix_packed_floats(size_t n, size_t k);
/* Pack B once for many products. */
void matrix_pack(float *packed, struct matrix b, size_t n, size_t k);
/* As matrix_multiply, with B as matrix_pack made it: for few rows at a time, where packing would cost more than the product. */
void matrix_multiply_packed(float *c, size_t ldc, struct matrix a, const float *packed, size_t m, size_t n, size_t k, bool add,
                            float *scratch);

#endif
