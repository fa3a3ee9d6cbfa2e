/* Distinct wordings of a series, from the spines alone. Invariant: ids run in order of first place, and the
** places of a wording ascend, so "the first text that had it" is its first place.
**
** A series of some hundred texts has a few thousand places: numbering them once makes "which texts have this
** sentence word for word" a look at a sorted list, for every sentence of both sides. */
#include "compare/series_parts.h"

/* Sizes come from the record's tables, so they are summed in 64 bits and refused before they could wrap. */
static enum status count_places(struct wordings *w, const struct compare_member *text, uint32_t n_text, arena *ar,
                                struct err *err)
{
    uint64_t all = 0;
    for (uint32_t t = 0; t < n_text; t++) all += text[t].n_sentence;
    if (all >= UINT32_MAX / 2) return err_set(err, E_LIMIT, "a series of %llu sentences", (unsigned long long)all);
    w->n_text = n_text;
    w->n_place = (uint32_t)all;
    w->text_from = ARENA_NEW(ar, (size_t)n_text + 1, uint32_t);
    w->id = ARENA_NEW(ar, w->n_place, uint32_t);
    w->text_of = ARENA_NEW(ar, w->n_place, uint32_t);
    w->place = ARENA_NEW(ar, w->n_place, uint32_t);
    if (!w->text_from || !w->id || !w->text_of || !w->place) return arena_why(ar, err);
    return OK;
}

/* The table is only needed while numbering: 200,000 sentences take 6 MB of it. */
static enum status number_wordings(struct wordings *w, const struct compare_member *text, arena *scratch, struct err *err)
{
    struct hash_map map = {0};
    uint32_t place = 0;
    for (uint32_t t = 0; t < w->n_text; t++) {
        w->text_from[t] = place;
        for (uint32_t i = 0; i < text[t].n_sentence; i++, place++) {
            uint32_t id = hash_map_get(&map, text[t].wording[i]);
            if (id == UINT32_MAX) {
                id = w->n++;
                if (hash_map_put(&map, scratch, text[t].wording[i], id)) return arena_why(scratch, err);
            }
            w->id[place] = id;
            w->text_of[place] = t;
        }
    }
    w->text_from[w->n_text] = place;
    return OK;
}

/* O(places). Memory: four numbers of 32 bits a place. E_LIMIT for more than 2^31 sentences. */
enum status compare_wordings_make(struct wordings *out, const struct compare_member *text, uint32_t n_text, arena *ar,
                                  struct err *err)
{
    struct wordings w = {0};
    enum status st = count_places(&w, text, n_text, ar, err);
    if (st) return st;
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory to number %u sentences", w.n_place);
    st = number_wordings(&w, text, scratch, err);
    arena_free(scratch);
    if (st) return st;
    w.place_from = ARENA_NEW(ar, (size_t)w.n + 1, uint32_t);
    if (!w.place_from) return arena_why(ar, err);
    /* Counting sort: after the second pass place_from[id] is where the places of id end, so shift by one. */
    for (uint32_t p = 0; p < w.n_place; p++) w.place_from[w.id[p]]++;
    for (uint32_t i = 0, sum = 0; i <= w.n; i++) {
        uint32_t n = w.place_from[i];
        w.place_from[i] = sum;
        sum += n;
    }
    for (uint32_t p = 0; p < w.n_place; p++) w.place[w.place_from[w.id[p]]++] = p;
    for (uint32_t i = w.n; i > 0; i--) w.place_from[i] = w.place_from[i - 1];
    w.place_from[0] = 0;
    *out = w;
    return OK;
}

/* How many places of the wording lie in texts below `below`. By binary search among the places of one wording:
** O(log places). */
static uint32_t places_below(const struct wordings *w, uint32_t id, uint32_t below)
{
    uint32_t lo = w->place_from[id], hi = w->place_from[id + 1], end = w->text_from[below];
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (w->place[mid] < end)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo - w->place_from[id];
}

/* A text that has it twice counts once. */
enum status compare_wordings_runs(struct compare_runs *out, const struct wordings *w, uint32_t id, uint32_t below, arena *ar,
                                  struct err *err)
{
    uint32_t n = places_below(w, id, below);
    uint32_t *text = ARENA_NEW(ar, n, uint32_t);
    if (!text) return arena_why(ar, err);
    for (uint32_t i = 0; i < n; i++) text[i] = w->text_of[w->place[w->place_from[id] + i]];
    return compare_runs_of_list(out, text, n, ar, err);
}

/* {COMPARE_NONE, COMPARE_NONE} when no text below has it. */
struct compare_place compare_wordings_place(const struct wordings *w, uint32_t id, uint32_t below, bool first)
{
    uint32_t n = places_below(w, id, below);
    if (!n) return (struct compare_place){COMPARE_NONE, COMPARE_NONE};
    uint32_t p = w->place[w->place_from[id] + (first ? 0 : n - 1)];
    return (struct compare_place){w->text_of[p], p - w->text_from[w->text_of[p]]};
}
