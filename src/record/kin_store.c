/* Near copies. Two documents are near copies when they claim to be the same text (the same series and day, or
** the same words in the title and no other day or series) and share many content words, but not all the text.
**
** Invariant: which pairs there are follows from the manifests in force and the readings, in whatever order they
** came. So each change of what is claimed seeks again for all whose pairs could change by it; groups that are
** too large to tell anything count for nobody, whenever they became too large. */
#include "record/internal.h"

/* A title, or a day of a series, that more documents than this bear says nothing of what they are. */
#define KIN_MAX_GROUP 64
#define KIN_LOOK_SQL "66" /* two more: to see that a group has just become too large */
#define KIN_MIN_WORDS 12
/* Set on test/unit/kin_test.c: paraphrases written for it share more than 0.35 of their content words; a reply,
** or a statement of the same body on another matter, below 0.25. A shortened text is a near copy by what part
** of it is in the longer one: that part must be larger, and the text long enough, as one of a few words may be
** in any long one by chance. */
#define KIN_MIN_SIMILARITY 0.3
#define KIN_MIN_CONTAINED 0.6
#define KIN_MIN_CONTAINED_WORDS 60

/* A text as the comparison sees it: sketch[n_sketch] rising (see reading.c), words of the main text, hash of
** its wording. */
struct kin_text {
    uint32_t sketch[SKETCH_MAX];
    uint32_t n_sketch;
    int64_t n_word;
    struct source_hash text_hash;
};

/* What the comparison needs of a text. A document that is not there, or whose sketch is damaged, has no words
** and is near to nothing. */
static enum status load_text(struct kin_text *out, record *r, int64_t doc, struct err *err)
{
    stmt *s;
    *out = (struct kin_text){0};
    TRY(stmt_get(&s, r->st, "SELECT sketch, n_word, text_hash FROM document WHERE id = ?1", err));
    stmt_int(s, 1, doc);
    enum status code = stmt_step(s, err);
    if (code == OK) {
        str sketch = stmt_col_blob(s, 0);
        if (sketch.n <= sizeof out->sketch) {
            memcpy(out->sketch, sketch.p, sketch.n);
            out->n_sketch = (uint32_t)(sketch.n / sizeof out->sketch[0]);
            numbers_turn32(out->sketch, out->n_sketch);
        }
        out->n_word = stmt_col_int(s, 1);
        /* A damaged hash is zeros, which no text has. */
        (void)hash_take(&out->text_hash, stmt_col_blob(s, 2));
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* ---- groups ---- */

/* Documents that stand in a group, at most two more than may be. */
struct group {
    int64_t doc[KIN_MAX_GROUP + 2];
    uint32_t n;
};

/* Takes and ends the statement. Members beyond the room are left out: that there are too many shows already. */
static enum status read_group(struct group *out, stmt *s, struct err *err)
{
    enum status code;
    out->n = 0;
    while ((code = stmt_step(s, err)) == OK)
        if (out->n < ARRAY_LEN(out->doc)) out->doc[out->n++] = stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

enum group_key { BY_CLAIM, BY_TITLE };

/* Documents of which a manifest in force bears the key, each once. The order does not matter, since a group is
** taken whole or not at all. */
static enum status group_members(struct group *out, record *r, enum group_key by, int64_t key, struct err *err)
{
    static const char *const sql[] = {
        "SELECT DISTINCT doc FROM manifest WHERE claim = ?1 AND ended_ms = 9223372036854775807 LIMIT " KIN_LOOK_SQL,
        "SELECT DISTINCT doc FROM manifest WHERE title_key = ?1 AND ended_ms = 9223372036854775807 LIMIT " KIN_LOOK_SQL,
    };
    stmt *s;
    TRY(stmt_get(&s, r->st, sql[by], err));
    stmt_int(s, 1, key);
    return read_group(out, s, err);
}

/* What the manifests in force of a document claim. */
struct claim {
    bool has[2]; /* by enum group_key */
    int64_t key[2];
    bool dated;
    int64_t date;
    uint64_t series; /* fingerprint, 0: none */
};
#define KIN_MAX_CLAIMS 16

/* In an order of values, so that of more claims than there is room for the same ones count everywhere. */
static enum status load_claims(struct claim *out, uint32_t *n, record *r, int64_t doc, struct err *err)
{
    stmt *s;
    enum status code;
    *n = 0;
    TRY(stmt_get(&s, r->st,
                 "SELECT claim, title_key, date, series FROM manifest WHERE doc = ?1 AND NOT copy AND ended_ms = "
                 "9223372036854775807 ORDER BY claim, title_key, date, series",
                 err));
    stmt_int(s, 1, doc);
    while ((code = stmt_step(s, err)) == OK && *n < KIN_MAX_CLAIMS) {
        struct claim *c = &out[(*n)++];
        *c = (struct claim){.dated = !stmt_col_null(s, 2), .date = stmt_col_int(s, 2)};
        for (int k = 0; k < 2; k++) {
            c->has[k] = !stmt_col_null(s, k);
            c->key[k] = stmt_col_int(s, k);
        }
        c->series = stmt_col_null(s, 3) ? 0 : hash64(stmt_col_text(s, 3));
    }
    stmt_done(s);
    return code == DONE || code == OK ? OK : code;
}

/* The same title is the same claim unless the days or the series differ. Days may lie one apart: a statement of
** one day is dated by the other side of the globe as the next. */
static bool claims_agree(const struct claim *a, uint32_t n_a, const struct claim *b, uint32_t n_b)
{
    for (uint32_t i = 0; i < n_a; i++)
        for (uint32_t j = 0; j < n_b; j++) {
            int64_t apart = a[i].date - b[j].date;
            bool days = !a[i].dated || !b[j].dated || (apart <= 1 && apart >= -1);
            bool series = !a[i].series || !b[j].series || a[i].series == b[j].series;
            bool title = a[i].has[BY_TITLE] && b[j].has[BY_TITLE] && a[i].key[BY_TITLE] == b[j].key[BY_TITLE];
            if (title && days && series) return true;
        }
    return false;
}

/* ---- pairs ---- */

/* Both ways round, so that one look by either finds the other. ppm: a whole number, as the canonical dump wants
** it. */
static enum status put_pair(record *r, int64_t a, int64_t b, double similarity, struct err *err)
{
    stmt *s;
    for (int way = 0; way < 2; way++) {
        TRY(stmt_get(&s, r->st, "INSERT OR IGNORE INTO kin(a, b, ppm) VALUES(?1, ?2, ?3)", err));
        stmt_int(s, 1, way ? b : a);
        stmt_int(s, 2, way ? a : b);
        stmt_int(s, 3, (int64_t)(similarity * 1e6 + 0.5));
        TRY(stmt_run(s, err));
    }
    return OK;
}

/* Both ways round: first the mirrored rows, which are found through the ones that the second statement removes. */
static enum status forget_pairs(record *r, int64_t doc, struct err *err)
{
    static const char *const sql[] = {"DELETE FROM kin WHERE b = ?1 AND a IN (SELECT b FROM kin WHERE a = ?1)",
                                      "DELETE FROM kin WHERE a = ?1"};
    stmt *s;
    for (size_t i = 0; i < ARRAY_LEN(sql); i++) {
        TRY(stmt_get(&s, r->st, sql[i], err));
        stmt_int(s, 1, doc);
        TRY(stmt_run(s, err));
    }
    return OK;
}

/* The document whose near copies are sought, with what is needed of it in each comparison. */
struct seeker {
    record *r;
    int64_t doc;
    struct kin_text text;
    struct claim claim[KIN_MAX_CLAIMS];
    uint32_t n_claim;
};

/* Cheap questions first: claims, then the numbers, then the sketches. The very same wording is a copy, not a
** near copy. */
static enum status try_pair(struct seeker *k, int64_t other, enum group_key by, struct err *err)
{
    struct kin_text text;
    if (other == k->doc) return OK;
    if (by == BY_TITLE) {
        struct claim c[KIN_MAX_CLAIMS];
        uint32_t n;
        TRY(load_claims(c, &n, k->r, other, err));
        if (!claims_agree(k->claim, k->n_claim, c, n)) return OK;
    }
    TRY(load_text(&text, k->r, other, err));
    /* A line or two are alike by chance. */
    if (text.n_word < KIN_MIN_WORDS || !source_hash_cmp(&text.text_hash, &k->text.text_hash)) return OK;
    double similarity = sketch_similarity(k->text.sketch, k->text.n_sketch, text.sketch, text.n_sketch);
    double n_a = sketch_words(k->text.sketch, k->text.n_sketch);
    double n_b = sketch_words(text.sketch, text.n_sketch);
    /* A shortened text has few words of its own: what counts is which part of them the longer one has. */
    double least = n_a < n_b ? n_a : n_b;
    /* |A and B| from J = |A and B| / |A or B| and |A| + |B| = |A and B| + |A or B|. */
    double contained = similarity / (1 + similarity) * (n_a + n_b) / (least > 0 ? least : 1);
    bool near = similarity >= KIN_MIN_SIMILARITY || (contained >= KIN_MIN_CONTAINED && least >= KIN_MIN_CONTAINED_WORDS);
    return near ? put_pair(k->r, k->doc, other, similarity, err) : OK;
}

/* Forgets first, so that it can be called at any time and as often as one likes. Most documents have no claim
** and cost one look. O(claims * group) comparisons of sketches, at most 16 * 2 * 64. */
enum status kin_seek(record *r, int64_t doc, bool *crowded, struct err *err)
{
    struct seeker k = {.r = r, .doc = doc};
    struct group g;
    TRY(forget_pairs(r, doc, err));
    TRY(load_claims(k.claim, &k.n_claim, r, doc, err));
    bool loaded = false;
    for (uint32_t i = 0; i < k.n_claim; i++)
        for (int by = BY_CLAIM; by <= BY_TITLE; by++) {
            if (!k.claim[i].has[by]) continue;
            TRY(group_members(&g, r, (enum group_key)by, k.claim[i].key[by], err));
            /* Told even when it was so before: the caller may then do too much, never too little. */
            if (g.n > KIN_MAX_GROUP && crowded) *crowded = true;
            if (g.n < 2 || g.n > KIN_MAX_GROUP) continue;
            /* Most groups have one member, for which no text is needed. */
            if (!loaded) TRY(load_text(&k.text, r, doc, err));
            loaded = true;
            if (k.text.n_word < KIN_MIN_WORDS) return OK;
            for (uint32_t j = 0; j < g.n; j++) TRY(try_pair(&k, g.doc[j], (enum group_key)by, err));
        }
    return OK;
}

/* Seek again for every member of a group. Not recursive: each seek writes only its own pairs. */
static enum status seek_group(record *r, const struct group *g, struct err *err)
{
    for (uint32_t i = 0; i < g->n; i++) TRY(kin_seek(r, g->doc[i], NULL, err));
    return OK;
}

/* The addition that makes a group one too large takes the pairs of all its members away: exactly then they are
** sought again, so the cost falls once a group. */
enum status kin_added(record *r, int64_t doc, struct err *err)
{
    struct claim c[KIN_MAX_CLAIMS];
    struct group g;
    uint32_t n;
    bool crowded = false;
    TRY(kin_seek(r, doc, &crowded, err));
    if (!crowded) return OK;
    TRY(load_claims(c, &n, r, doc, err));
    for (uint32_t i = 0; i < n; i++)
        for (int by = BY_CLAIM; by <= BY_TITLE; by++) {
            if (!c[i].has[by]) continue;
            TRY(group_members(&g, r, (enum group_key)by, c[i].key[by], err));
            /* One more than may be: it became too large by this document. In a larger one nobody had pairs by
            ** it any more. */
            if (g.n == KIN_MAX_GROUP + 1) TRY(seek_group(r, &g, err));
        }
    return OK;
}

/* Keys of the manifests of a document that are no longer in force: those who shared them may have become few
** enough again, or lost a near copy. */
static enum status ended_keys(int64_t key[2][KIN_MAX_CLAIMS], uint32_t n[2], record *r, int64_t doc, struct err *err)
{
    stmt *s;
    enum status code;
    n[0] = n[1] = 0;
    TRY(stmt_get(
        &s, r->st,
        "SELECT claim, title_key FROM manifest WHERE doc = ?1 AND ended_ms < 9223372036854775807 ORDER BY time_ms DESC, id",
        err));
    stmt_int(s, 1, doc);
    while ((code = stmt_step(s, err)) == OK)
        for (int by = BY_CLAIM; by <= BY_TITLE; by++)
            if (!stmt_col_null(s, by) && n[by] < KIN_MAX_CLAIMS) key[by][n[by]++] = stmt_col_int(s, by);
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* The document itself, then all who shared what it no longer claims. Those who share what it claims now are
** paired by its own seek, except when it made a group too large: *crowded, and kin_recheck. A group that is
** still too large has no pairs, so nobody in it is looked at. */
enum status kin_edited(record *r, int64_t doc, bool *crowded, struct err *err)
{
    int64_t key[2][KIN_MAX_CLAIMS];
    uint32_t n[2];
    struct group g;
    TRY(kin_seek(r, doc, crowded, err));
    TRY(ended_keys(key, n, r, doc, err));
    for (int by = BY_CLAIM; by <= BY_TITLE; by++)
        for (uint32_t i = 0; i < n[by]; i++) {
            TRY(group_members(&g, r, (enum group_key)by, key[by][i], err));
            if (g.n <= KIN_MAX_GROUP) TRY(seek_group(r, &g, err));
        }
    return OK;
}

/* Run kin_seek for each row of a query that gives rows in rising order and takes the last one seen as ?1. A new
** query for each, because the table changes under a walk. */
static enum status seek_each(record *r, const char *sql, struct err *err)
{
    int64_t last = 0;
    for (;;) {
        stmt *s;
        TRY(stmt_get(&s, r->st, sql, err));
        stmt_int(s, 1, last);
        enum status code = stmt_step(s, err);
        if (code == OK) last = stmt_col_int(s, 0);
        stmt_done(s);
        if (code != OK) return code == DONE ? OK : code;
        TRY(kin_seek(r, last, NULL, err));
    }
}

/* Only documents that have pairs can lose one by crowding. Costs a seek for each of them, which is why it is
** left to those who know that a group became too large. */
enum status kin_recheck(record *r, struct err *err)
{
    return seek_each(r, "SELECT a FROM kin WHERE a > ?1 ORDER BY a LIMIT 1", err);
}

/* For a rebuild: the table is empty and all manifests stand. */
enum status kin_all(record *r, struct err *err)
{
    return seek_each(r, "SELECT id FROM document WHERE id > ?1 ORDER BY id LIMIT 1", err);
}
