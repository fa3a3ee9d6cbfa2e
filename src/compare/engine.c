/* What one run over a series reads, under its budget. Invariant: words that were read fit the spine they were
** read for.
**
** The budget is counted in source bytes, because that is what reading costs and what is known before. Texts
** that a finding names are read whatever it says: a quote cannot be left out. What the budget kept unread is
** told (`cut`), so that "first" is never said of what was not looked for.
**
** Two ways to the words of a text. Reading makes the page from its bytes again and costs a parse, but ties
** every word to its bytes; skimming cuts the sentences at the byte spans that the index keeps, which is right
** for plain text and detected where it is not. Likeness may skim, quotes must read. */
#include "compare/series_parts.h"

/* ar holds all that the engine keeps, the texts it reads too. The two scratch buffers need
** compare_engine_close, on failure as well. */
enum status compare_engine_open(struct engine *e, struct compare_series *s, const struct compare_limits *limits, arena *ar,
                                struct err *err)
{
    *e = (struct engine){.s = s, .limits = limits, .ar = ar, .err = err};
    e->skim = ARENA_NEW(ar, s->n_text, const struct compare_text *);
    if (!e->skim) return arena_why(ar, err);
    return mentions_make(&e->names, s->list, ar, err);
}

/* What lies in the arena stays with the answer. */
void compare_engine_close(struct engine *e)
{
    buf_free(&e->scratch[0]);
    buf_free(&e->scratch[1]);
}

/* Every wording, in order. A text whose sentences are cut otherwise today than when it was indexed does not
** pass. An index from another version of the text room may cut sentences elsewhere; then its numbers name other
** sentences than the ones shown, and the run must stop rather than be wrong. */
static bool fits_spine(const struct compare_member *m, const struct compare_text *t)
{
    return t->n_sentence == m->n_sentence &&
           (!m->n_sentence || memcmp(t->wording, m->wording, m->n_sentence * sizeof *m->wording) == 0);
}

/* DONE when the budget has no room for one more text. The test comes before the sum, so the budget is never
** overdrawn and one huge text does not lock out the small ones behind it. */
static enum status spend(struct engine *e, const struct compare_member *m)
{
    if (e->read_bytes + m->doc.n_bytes > e->limits->max_read_bytes) {
        e->cut = true;
        return DONE;
    }
    e->read_bytes += m->doc.n_bytes;
    return OK;
}

/* E_FORMAT when spine and text do not fit, with what to do about it. */
enum status compare_engine_read(struct engine *e, uint32_t t, bool needed)
{
    struct compare_member *m = &e->s->text[t];
    if (m->read) return OK;
    /* A skimmed text was paid for. */
    enum status st = needed || e->skim[t] ? OK : spend(e, m);
    if (!st) st = e->s->reader.read(e->s->reader.ctx, m, e->err);
    if (st) return st;
    if (fits_spine(m, m->read)) return OK;
    return err_set(e->err, E_FORMAT, "the index of %.*s does not fit its text; `entente rebuild` makes it again",
                   STR_ARG(m->doc.name));
}

/* Skimming gives words without a page; quotes need compare_engine_read. A skimmed text whose bytes are not its
** text falls back to a reading, free of charge: it was paid for. */
enum status compare_engine_words(const struct compare_text **out, struct engine *e, uint32_t t)
{
    struct compare_member *m = &e->s->text[t];
    struct compare_reader *r = &e->s->reader;
    if (!m->read && !e->skim[t] && r->skim) {
        const struct compare_text *skim;
        enum status st = spend(e, m);
        if (!st) st = r->skim(r->ctx, &skim, m, e->err);
        if (st) return st;
        e->skim[t] = skim;
        /* Where the bytes of a sentence are not its text (markup, another encoding) only a reading will do. */
        if (!fits_spine(m, skim)) st = compare_engine_read(e, t, true);
        if (st) return st;
    }
    enum status st = m->read || e->skim[t] ? OK : compare_engine_read(e, t, false);
    *out = m->read ? m->read : e->skim[t];
    return st;
}

/* One set a wording, however many texts have it. A text that is in memory already is preferred to the one asked
** for, since the words are the same. */
enum status compare_engine_features(struct features **out, struct engine *e, uint32_t text, uint32_t sentence)
{
    uint32_t id = wordings_id(&e->w, text, sentence);
    for (uint32_t i = e->w.place_from[id]; !e->feat[id] && i < e->w.place_from[id + 1]; i++) {
        uint32_t other = e->w.text_of[e->w.place[i]];
        /* Reading is what costs: any text that is in memory will do. */
        if (!e->s->text[other].read && !e->skim[other]) continue;
        text = other; /* the same words stand in a text that was read */
        sentence = e->w.place[i] - e->w.text_from[other];
        break;
    }
    if (!e->feat[id]) {
        const struct compare_text *words;
        enum status st = compare_engine_words(&words, e, text);
        if (!st) st = compare_features_make(&e->feat[id], words, sentence, e->ar, e->err);
        if (st) return st;
    }
    *out = e->feat[id];
    return OK;
}

/* Provisions stand unchanged through many texts, so the same two wordings meet again and again. A float is
** enough to compare with a bound, and halves the memory. */
static enum status keep_likeness(struct engine *e, uint64_t key, double like)
{
    if (e->n_like == e->cap_like) {
        uint32_t cap = e->cap_like ? e->cap_like * 2 : 1024;
        float *grown = arena_grow(e->ar, e->like, e->cap_like, cap, sizeof *grown);
        if (!grown) return arena_why(e->ar, e->err);
        e->like = grown;
        e->cap_like = cap;
    }
    if (hash_map_put(&e->like_at, e->ar, key, e->n_like)) return arena_why(e->ar, e->err);
    e->like[e->n_like++] = (float)like;
    return OK;
}

/* The key is ordered (a, b): the callers always ask in one direction, from the newer to the older. */
enum status compare_engine_likeness(double *out, struct engine *e, struct compare_place a, struct compare_place b)
{
    uint64_t key = hash64_mix(wordings_id(&e->w, a.text, a.sentence), wordings_id(&e->w, b.text, b.sentence));
    /* hash64_mix is one to one in its second argument, and two keys of 64 bits out of some 10^6 do not meet. */
    uint32_t known = hash_map_get(&e->like_at, key);
    if (known != UINT32_MAX) {
        *out = (double)e->like[known];
        return OK;
    }
    struct features *fa, *fb;
    enum status st = compare_engine_features(&fa, e, a.text, a.sentence);
    if (!st) st = compare_engine_features(&fb, e, b.text, b.sentence);
    if (st) return st;
    double like = compare_features_likeness(fa, fb, e->limits->close_similarity);
    *out = (double)(float)like; /* the same figure whether it was known or not */
    return keep_likeness(e, key, like);
}

/* Wordings are made again from both texts and compared byte by byte. Without this a clash of 64-bit
** fingerprints, by chance or by malice, could make the report quote two different sentences as one. */
enum status compare_engine_confirm(struct engine *e, struct compare_place a, struct compare_place b)
{
    enum status st = compare_engine_read(e, a.text, true);
    if (!st) st = compare_engine_read(e, b.text, true);
    if (st) return st;
    const struct compare_place place[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        buf_clear(&e->scratch[i]);
        text_wording(&e->scratch[i], compare_member_sentence(&e->s->text[place[i].text], place[i].sentence));
        st = buf_check(&e->scratch[i], e->err);
        if (st) return st;
    }
    if (str_eq(buf_str(&e->scratch[0]), buf_str(&e->scratch[1]))) return OK;
    return err_set(e->err, E_FORMAT, "%.*s and %.*s hold two wordings with one fingerprint",
                   STR_ARG(e->s->text[a.text].doc.name), STR_ARG(e->s->text[b.text].doc.name));
}
