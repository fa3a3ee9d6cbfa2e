/* Concepts found by their forms. A match is as long as it can be and the next one begins behind it, so that
** "Washington Declaration" is no mention of Washington. A term is no name: "a nuclear attack by North Korea"
** mentions the term and North Korea, so what stands inside a term's form counts too.
**
** A form lies in a tree by its tokens: by their small letters, or as they stand where they are in capitals, so
** that "US" is not found in "us". Korean has no space before its particles, so a token that ends in one is
** tried without it; no other grammar is known here. */
#include "compare/mentions.h"

/* Korean particles that stand at the end of a noun without a space; longer ones first, so that the stem is a word. */
static const char *const particles[] = {
    "에서는", "으로써", "으로서", "에게는", "까지", "부터", "에서", "에게", "으로", "과의", "와의", "에는", "이나", "라는",
    "은",     "는",     "이",     "가",     "을",   "를",   "의",   "에",   "와",   "과",   "도",   "로",   "만",
};

/* Two capitals or more and no small letter. */
static bool in_capitals(str s)
{
    uint32_t capitals = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (ascii_lower((unsigned char)s.p[i])) return false;
        capitals += ascii_upper((unsigned char)s.p[i]);
    }
    return capitals >= 2;
}

/* By the bytes of the token, not by a number: texts that were never prepared are searched too. */
static uint64_t edge_key(uint32_t node, str token, bool exact)
{
    return hash64_mix(((uint64_t)node << 1) | exact, hash64(token));
}

/* Into a buffer that is used again for every token. */
static enum status fold(buf *out, str s, struct err *err)
{
    buf_clear(out);
    utf8_fold(out, s);
    return buf_check(out, err);
}

/* Follow the edge, making it where there is none. */
static enum status grow_node(uint32_t *node, struct mentions *m, uint64_t key, arena *ar, struct err *err)
{
    uint32_t next = hash_map_get(&m->edge, key);
    if (next == UINT32_MAX) {
        if (m->n_node == m->cap) {
            uint32_t cap = m->cap ? m->cap * 2 : 64, *form = arena_grow(ar, m->form, m->cap, cap, sizeof *form);
            if (!form) return arena_why(ar, err);
            m->form = form;
            m->cap = cap;
        }
        next = m->n_node;
        if (hash_map_put(&m->edge, ar, key, next)) return arena_why(ar, err);
        m->form[m->n_node++] = UINT32_MAX;
    }
    *node = next;
    return OK;
}

/* A form without a token ("%" alone is one; white space is none) is left out. Of two forms that fold together
** the first stays. */
static enum status add_form(struct mentions *m, uint32_t form, buf *folded, arena *ar, arena *scratch, struct err *err)
{
    str text = m->list->form[form].text;
    struct text_tokens tok;
    enum status st = text_tokens_of(&tok, text, 0, scratch, err);
    uint32_t node = 0;
    for (uint32_t i = 0; !st && i < tok.n; i++) {
        str word = str_span(text, tok.at[i]);
        bool exact = in_capitals(word);
        st = exact ? OK : fold(folded, word, err);
        if (!st) st = grow_node(&node, m, edge_key(node, exact ? word : buf_str(folded), exact), ar, err);
    }
    if (!st && node && m->form[node] == UINT32_MAX) m->form[node] = form;
    return st;
}

/* The list must outlive *out: forms are named by their index in it. O(bytes of all forms). */
enum status mentions_make(struct mentions *out, const struct concept_list *list, arena *ar, struct err *err)
{
    struct mentions m = {.list = list, .cap = 64};
    m.form = ARENA_NEW(ar, m.cap, uint32_t);
    m.is_term = ARENA_NEW(ar, list->n_concept, bool);
    if (!m.form || !m.is_term) return arena_why(ar, err);
    for (uint32_t c = 0; c < list->n_concept; c++) m.is_term[c] = str_eq(list->concept[c].kind, STR("term"));
    m.form[m.n_node++] = UINT32_MAX;
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory for the names of %u concepts", list->n_concept);
    buf folded = {0};
    enum status st = OK;
    for (uint32_t i = 0; !st && i < list->n_form; i++) {
        st = add_form(&m, i, &folded, ar, scratch, err);
        arena_reset(scratch);
    }
    buf_free(&folded);
    arena_free(scratch);
    if (!st) *out = m;
    return st;
}

/* ---- finding ---- */

/* The folded tokens of a stretch. */
struct stretch {
    str clean;
    struct text_tokens tok;
    span *folded; /* [tok.n] in all */
    buf all;
};

/* All folded tokens in one buffer, named by spans, since the buffer may move while it grows. */
static enum status fold_tokens(struct stretch *s, arena *scratch, struct err *err)
{
    s->folded = ARENA_NEW(scratch, s->tok.n, span);
    if (!s->folded) return arena_why(scratch, err);
    for (uint32_t i = 0; i < s->tok.n; i++) {
        s->folded[i].begin = (uint32_t)s->all.n;
        utf8_fold(&s->all, str_span(s->clean, s->tok.at[i]));
        s->folded[i].end = (uint32_t)s->all.n;
    }
    return buf_check(&s->all, err);
}

/* A particle is a syllable or more, and so is what it hangs on. */
static bool is_hangul_end(str s)
{
    if (s.n < 6) return false;
    size_t size;
    int32_t cp = utf8_decode(s, s.n - 3, &size);
    return size == 3 && cp >= 0xAC00 && cp <= 0xD7A3;
}

/* A form that ends in token i once a particle is taken off; *cut gets the particle's bytes. Longest particle
** first, as the table has them; only a form that ends here counts, not one that would go on. */
static uint32_t with_particle(const struct mentions *m, const struct stretch *s, uint32_t node, uint32_t i, uint32_t *cut)
{
    str word = str_span(buf_str(&s->all), s->folded[i]);
    if (!is_hangul_end(word)) return UINT32_MAX;
    for (size_t k = 0; k < ARRAY_LEN(particles); k++) {
        str particle = str_of(particles[k]);
        if (word.n <= particle.n || !str_ends(word, particle)) continue;
        str stem = {word.p, word.n - particle.n};
        uint32_t to = hash_map_get(&m->edge, edge_key(node, stem, false));
        if (to == UINT32_MAX || m->form[to] == UINT32_MAX) continue;
        *cut = (uint32_t)particle.n;
        return m->form[to];
    }
    return UINT32_MAX;
}

/* A form may lie in the tree by folded and by exact tokens; this many ways are followed at once. */
#define MAX_WAYS 8

/* Longest form that begins at token i and ends before token `end`; the number of its tokens, or 0. Time: the
** length of the longest form that begins so. A match with a particle never beats a longer one without. */
static uint32_t longest(struct mention *out, const struct mentions *m, const struct stretch *s, uint32_t i, uint32_t end)
{
    /* Usually one way, or none after the first token. */
    uint32_t way[MAX_WAYS] = {0}, n_way = 1, taken = 0;
    for (uint32_t j = i; j < end && n_way; j++) {
        uint32_t next[MAX_WAYS] = {0}, n_next = 0, cut;
        for (uint32_t w = 0; w < n_way; w++) {
            for (int exact = 0; exact < 2; exact++) {
                str token = exact ? str_span(s->clean, s->tok.at[j]) : str_span(buf_str(&s->all), s->folded[j]);
                uint32_t to = hash_map_get(&m->edge, edge_key(way[w], token, exact));
                if (to == UINT32_MAX || n_next == MAX_WAYS) continue;
                next[n_next++] = to;
                if (m->form[to] == UINT32_MAX || taken > j - i) continue;
                *out = (struct mention){m->form[to], {s->tok.at[i].begin, s->tok.at[j].end}};
                taken = j - i + 1;
            }
            uint32_t form = taken > j - i ? UINT32_MAX : with_particle(m, s, way[w], j, &cut);
            if (form == UINT32_MAX) continue;
            *out = (struct mention){form, {s->tok.at[i].begin, s->tok.at[j].end - cut}};
            taken = j - i + 1;
        }
        memcpy(way, next, sizeof next);
        n_way = n_next;
    }
    return taken;
}

/* Doubles in list->ar, which nobody else uses between two calls: then growing needs no copy. */
static enum status push(struct mention_list *list, const struct mention *m, struct err *err)
{
    if (list->n == list->cap) {
        if (list->cap > UINT32_MAX / 2) return err_set(err, E_LIMIT, "more than %u mentions", list->cap);
        uint32_t cap = list->cap ? list->cap * 2 : 64;
        struct mention *item = arena_grow(list->ar, list->item, list->cap, cap, sizeof *item);
        if (!item) return arena_why(list->ar, err);
        list->item = item;
        list->cap = cap;
    }
    list->item[list->n++] = *m;
    return OK;
}

/* By the form; several forms share a concept. */
static uint32_t concept_of(const struct mentions *m, const struct mention *found) { return m->list->form[found->form].concept; }

/* What stands inside the form of a term: tokens [from, to). From the second token on the inner form may reach
** to the end; at the first it must be shorter than the whole, or the term would find itself. Another term
** inside is looked into as well. */
static enum status find_inside(struct mention_list *out, const struct mentions *m, const struct stretch *s, uint32_t from,
                               uint32_t to, uint32_t outer, struct err *err)
{
    enum status st = OK;
    for (uint32_t i = from; !st && i < to; i++) {
        /* At its first token the term itself would be found: one token less. */
        uint32_t end = i == from ? to - 1 : to, taken;
        struct mention found;
        while (!st && end > i && (taken = longest(&found, m, s, i, end))) {
            uint32_t concept = concept_of(m, &found);
            if (concept != outer) st = push(out, &found, err);
            if (!m->is_term[concept]) {
                i += taken - 1;
                break;
            }
            end = i + taken - 1;
        }
    }
    return st;
}

/* The spans are those of the text as it stands, without a Korean particle. On failure the list may have grown:
** the caller gives it up. */
enum status mentions_find(struct mention_list *out, const struct mentions *m, str clean, span where, arena *scratch,
                          struct err *err)
{
    if (m->n_node <= 1) return OK;
    struct arena_mark mark = arena_here(scratch);
    struct stretch s = {.clean = clean};
    enum status st = text_tokens_of(&s.tok, str_span(clean, where), where.begin, scratch, err);
    if (!st) st = fold_tokens(&s, scratch, err);
    for (uint32_t i = 0; !st && i < s.tok.n;) {
        struct mention found;
        uint32_t taken = longest(&found, m, &s, i, s.tok.n);
        if (taken) st = push(out, &found, err);
        if (taken > 1 && !st && m->is_term[concept_of(m, &found)])
            st = find_inside(out, m, &s, i, i + taken, concept_of(m, &found), err);
        i += taken ? taken : 1;
    }
    buf_free(&s.all);
    arena_back(scratch, mark);
    return st;
}
