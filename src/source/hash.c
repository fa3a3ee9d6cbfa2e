/* The name of an artifact: SHA-256 (FIPS 180-4) by libsodium. The header does not name the library: its state stands there as plain
** words of at least its size and alignment, which is asserted below, so that no other room depends on it. */
#include "source/source.h"

#include <sodium.h>

_Static_assert(sizeof(struct source_hash) == crypto_hash_sha256_BYTES, "a hash is 32 bytes");

/* libsodium's SHA-256 needs no sodium_init() and cannot fail; a NULL pointer for no bytes is not passed on. */
void source_hash_bytes(struct source_hash *out, str bytes)
{
    crypto_hash_sha256(out->b, (const unsigned char *)(bytes.n ? bytes.p : ""), bytes.n);
}

_Static_assert(sizeof(struct source_hasher) >= sizeof(crypto_hash_sha256_state), "room for the library's state");

/* 64-bit words are aligned for the library's state, which holds nothing wider. */
static crypto_hash_sha256_state *state_of(struct source_hasher *h) { return (crypto_hash_sha256_state *)(void *)h->state; }

void source_hasher_begin(struct source_hasher *h) { crypto_hash_sha256_init(state_of(h)); }

/* As in source_hash_bytes, a piece without bytes may point nowhere. Empty pieces change nothing. */
void source_hasher_add(struct source_hasher *h, str piece)
{
    crypto_hash_sha256_update(state_of(h), (const unsigned char *)(piece.n ? piece.p : ""), piece.n);
}

void source_hasher_end(struct source_hash *out, struct source_hasher *h) { crypto_hash_sha256_final(state_of(h), out->b); }

void source_hash_write(buf *out, const struct source_hash *h) { buf_add_hex(out, (str){(const char *)h->b, sizeof h->b}); }

/* 0..15, or -1. Capitals are no digits here, so that one hash has one spelling: hashes are compared as text where people and
** manifests write them. */
static int hex_value(unsigned char c)
{
    if (ascii_digit(c)) return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Into a hash of its own first: *out must stay as it was when the last digit is none. */
bool source_hash_parse(str hex, struct source_hash *out)
{
    struct source_hash h;
    if (hex.n != 2 * sizeof h.b) return false;
    for (size_t i = 0; i < sizeof h.b; i++) {
        int high = hex_value((unsigned char)hex.p[2 * i]);
        int low = hex_value((unsigned char)hex.p[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        h.b[i] = (unsigned char)(high << 4 | low);
    }
    *out = h;
    return true;
}

/* A total order by the bytes, the same as by the hexadecimal digits: lists that people see sorted and lists that the program walks are in
** one order. No secret is compared, so it may stop at the first difference. */
int source_hash_cmp(const struct source_hash *a, const struct source_hash *b) { return memcmp(a->b, b->b, sizeof a->b); }
