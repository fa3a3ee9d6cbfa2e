/* 64-bit fingerprints (XXH3) and a hash table keyed by them.
**
** Fingerprints stand for words, wordings and runs of them all over the comparison. They are not for secrets and not for
** identity in the record: artifacts are named by SHA-256 (source/source.h). Some are kept in the index of a record, so they may
** never change. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

/* XXH3-64 of the bytes: fast, the same on every machine, not for secrets. For no bytes a fixed number, not 0. */
uint64_t hash64(str s);
/* Mix a second value into a fingerprint; the order of the arguments counts, so a chain of calls is a fingerprint of a sequence.
** (0, 0) gives 0: begin chains with another number where an empty or zero sequence must differ from none. */
uint64_t hash64_mix(uint64_t h, uint64_t v);

/* Table from fingerprint to a number, open addressing, in an arena. Zeroed is empty. Nothing is ever taken out. Its order
** depends on the keys alone, but is no order for people: nothing walks over it to print. Memory: 24 to 48 bytes an entry, and
** as much again in arrays that were grown out of, which stay in the arena. */
struct hash_map {
    uint64_t *key;   /* [cap] */
    uint32_t *value; /* [cap] value + 1; 0 = free */
    uint32_t cap;    /* power of two, or 0 */
    uint32_t n;      /* entries */
};

/* Value under key, or UINT32_MAX. Keys with equal fingerprints are one key: where a false match would tell a
** reader something untrue, the caller compares the texts behind them. O(1) on average. */
uint32_t hash_map_get(const struct hash_map *map, uint64_t key);
/* Set key to value (< UINT32_MAX - 1), new or instead of the one that it had. ar: the same one each time. E_NOMEM/E_LIMIT from the
** arena; the map is then as it was. O(1) on average over many calls. */
enum status hash_map_put(struct hash_map *map, arena *ar, uint64_t key, uint32_t value) MUST_CHECK;

#endif
