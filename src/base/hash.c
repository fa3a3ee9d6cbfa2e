/* Fingerprints and the table over them. Invariants: cap is 0 or a power of two; at most half of the slots are taken, and so a
** search ends; a slot is free when its value is 0, whatever its key; no two slots have one key. */
#include "base/base.h"

#include <xxhash.h>

/* The library wants a pointer even for no bytes. */
uint64_t hash64(str s) { return XXH3_64bits(s.n ? s.p : "", s.n); }

uint64_t hash64_mix(uint64_t h, uint64_t v)
{
    /* The 64-bit finaliser of MurmurHash3 (Appleby) over a sum that keeps order. */
    uint64_t x = h * 0x9E3779B97F4A7C15u + v;
    x ^= x >> 33;
    x *= 0xFF51AFD7ED558CCDu;
    x ^= x >> 33;
    x *= 0xC4CEB9FE1A85EC53u;
    return x ^ (x >> 33);
}

/* Where key stands, or the free slot where it would. Linear probing; it ends because half of the slots are
** free. Both halves of the key count, for fingerprints that differ in their upper bits only. */
static uint32_t slot_of(const struct hash_map *map, uint64_t key)
{
    uint32_t mask = map->cap - 1;
    uint32_t i = (uint32_t)(key ^ (key >> 32)) & mask;
    while (map->value[i] && map->key[i] != key) i = (i + 1) & mask;
    return i;
}

/* UINT32_MAX can be no value: values are kept plus one, in 32 bits. */
uint32_t hash_map_get(const struct hash_map *map, uint64_t key)
{
    if (!map->cap) return UINT32_MAX;
    uint32_t i = slot_of(map, key);
    return map->value[i] ? map->value[i] - 1 : UINT32_MAX;
}

/* Twice the slots, all entries put in anew. The old arrays stay in the arena: together no larger than the new
** ones. */
static bool map_grow(struct hash_map *map, arena *ar)
{
    if (map->cap > UINT32_MAX / 4) return false;
    struct hash_map big = {.cap = map->cap ? map->cap * 2 : 64, .n = map->n};
    big.key = ARENA_NEW(ar, big.cap, uint64_t);
    big.value = ARENA_NEW(ar, big.cap, uint32_t);
    if (!big.key || !big.value) return false;
    for (uint32_t i = 0; i < map->cap; i++) {
        if (!map->value[i]) continue;
        uint32_t at = slot_of(&big, map->key[i]);
        big.key[at] = map->key[i];
        big.value[at] = map->value[i];
    }
    *map = big;
    return true;
}

/* Growing comes first, so that a refusal leaves the map as it was. */
enum status hash_map_put(struct hash_map *map, arena *ar, uint64_t key, uint32_t value)
{
    if (map->n >= map->cap / 2 && !map_grow(map, ar)) return arena_why(ar, NULL);
    uint32_t i = slot_of(map, key);
    if (!map->value[i]) {
        map->n++;
        map->key[i] = key;
    }
    map->value[i] = value + 1;
    return OK;
}
