#include "matrix.h"

#include <string.h>

#define TILE_ROWS 6u
#define TILE_COLS 16u
#define DEPTH 256u   /* of a packed block: a panel of B takes 16 KiB, half of the first cache */
#define BLOCK_M 144u /* rows of A packed at once: 144 KiB, a part of the second cache */
#define BLOCK_N 2048u

typedef float eight __attribute__((vector_size(32), aligned(4)));

/* Rows of A in panels of TILE_ROWS, depth by depth, zeros beyond the edge. */
static void pack_rows(float *out, struct matrix a, size_t from, size_t m, size_t k_from, size_t k)
{
    for (size_t i = 0; i < m; i += TILE_ROWS, out += TILE_ROWS * k) {
        size_t rows = m - i < TILE_ROWS ? m - i : TILE_ROWS;
        if (rows < TILE_ROWS) memset(out, 0, TILE_ROWS * k * sizeof *out);
        for (size_t r = 0; r < rows; r++) {
            const float *row = a.turned ? a.p + k_from * a.ld + from + i + r : a.p + (from + i + r) * a.ld + k_from;
            size_t step = a.turned ? a.ld : 1;
            for (size_t d = 0; d < k; d++) out[d * TILE_ROWS + r] = row[d * step];
        }
    }
}

static void pack_cols(float *out, struct matrix b, size_t from, size_t n, size_t k_from, size_t k)
{
    for (size_t j = 0; j < n; j += TILE_COLS, out += TILE_COLS * k) {
        size_t cols = n - j < TILE_COLS ? n - j : TILE_COLS;
        if (cols < TILE_COLS) memset(out, 0, TILE_COLS * k * sizeof *out);
        if (b.turned) {
            for (size_t c = 0; c < cols; c++) {
                const float *row = b.p + (from + j + c) * b.ld + k_from;
                for (size_t d = 0; d < k; d++) out[d * TILE_COLS + c] = row[d];
            }
        } else {
            for (size_t d = 0; d < k; d++)
                memcpy(out + d * TILE_COLS, b.p + (k_from + d) * b.ld + from + j, cols * sizeof *out);
        }
    }
}

/* One tile of C from one panel of each. */
static void tile(float *c, size_t ldc, const float *a, const float *b, size_t k, size_t rows, size_t cols, bool add)
{
    eight sum[TILE_ROWS][2] = {{{0}}};
    for (size_t d = 0; d < k; d++, a += TILE_ROWS, b += TILE_COLS) {
        eight b0 = *(const eight *)(const void *)b;
        eight b1 = *(const eight *)(const void *)(b + 8);
#pragma GCC unroll 6
        for (size_t r = 0; r < TILE_ROWS; r++) {
            sum[r][0] += a[r] * b0;
            sum[r][1] += a[r] * b1;
        }
    }
    if (rows == TILE_ROWS && cols == TILE_COLS) {
        for (size_t r = 0; r < TILE_ROWS; r++) {
            eight *out = (eight *)(void *)(c + r * ldc);
            out[0] = add ? out[0] + sum[r][0] : sum[r][0];
            out[1] = add ? out[1] + sum[r][1] : sum[r][1];
        }
        return;
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t j = 0; j < cols; j++) c[r * ldc + j] = (add ? c[r * ldc + j] : 0.0f) + sum[r][j / 8][j % 8];
}

/* Rows of C from one packed block of B, kk deep and nn wide. */
static void block(float *c, size_t ldc, struct matrix a, const float *packed_b, size_t m, size_t nn, size_t d, size_t kk,
                  bool add, float *packed_a)
{
    for (size_t i = 0; i < m; i += BLOCK_M) {
        size_t mm = m - i < BLOCK_M ? m - i : BLOCK_M;
        pack_rows(packed_a, a, i, mm, d, kk);
        for (size_t jj = 0; jj < nn; jj += TILE_COLS)
            for (size_t ii = 0; ii < mm; ii += TILE_ROWS)
                tile(c + (i + ii) * ldc + jj, ldc, packed_a + ii * kk, packed_b + jj * kk, kk,
                     mm - ii < TILE_ROWS ? mm - ii : TILE_ROWS, nn - jj < TILE_COLS ? nn - jj : TILE_COLS, add);
    }
}

/* The empty sum, which the loops over blocks never come to. */
static void clear(float *c, size_t ldc, size_t m, size_t n)
{
    for (size_t i = 0; i < m; i++) memset(c + i * ldc, 0, n * sizeof *c);
}

void matrix_multiply(float *c, size_t ldc, struct matrix a, struct matrix b, size_t m, size_t n, size_t k, bool add,
                     float *scratch)
{
    if (!k && !add) clear(c, ldc, m, n);
    float *packed_b = scratch + (BLOCK_M + TILE_ROWS) * DEPTH;
    for (size_t j = 0; j < n; j += BLOCK_N) {
        size_t nn = n - j < BLOCK_N ? n - j : BLOCK_N;
        for (size_t d = 0; d < k; d += DEPTH) {
            size_t kk = k - d < DEPTH ? k - d : DEPTH;
            pack_cols(packed_b, b, j, nn, d, kk);
            block(c + j, ldc, a, packed_b, m, nn, d, kk, add || d > 0, scratch);
        }
    }
}

static size_t rounded(size_t n) { return (n + TILE_COLS - 1) / TILE_COLS * TILE_COLS; }

size_t matrix_packed_floats(size_t n, size_t k) { return rounded(n) * k; }

void matrix_pack(float *packed, struct matrix b, size_t n, size_t k)
{
    for (size_t d = 0; d < k; d += DEPTH) {
        size_t kk = k - d < DEPTH ? k - d : DEPTH;
        pack_cols(packed, b, 0, n, d, kk);
        packed += rounded(n) * kk;
    }
}

void matrix_multiply_packed(float *c, size_t ldc, struct matrix a, const float *packed, size_t m, size_t n, size_t k, bool add,
                            float *scratch)
{
    if (!k && !add) clear(c, ldc, m, n);
    for (size_t d = 0; d < k; d += DEPTH) {
        size_t kk = k - d < DEPTH ? k - d : DEPTH;
        block(c, ldc, a, packed, m, n, d, kk, add || d > 0, scratch);
        packed += rounded(n) * kk;
    }
}
