/* The view of an annotation: words tied to mentions and actors, names put together. What is looked up here is looked up the same for
** every face, so that none says of a clause who acts and another something else. */
#include <stdlib.h>

#include "present/annotate.h"

/* ---- words and bytes ---- */

/* White space between the words belongs to the quote, that around them does not. */
span annotate_bytes(const struct annotate_view *v, span words)
{
    if (words.end <= words.begin || words.end > v->n_word) return (span){0, 0};
    return (span){language_word_bytes(v->a->text, words.begin).begin, language_word_bytes(v->a->text, words.end - 1).end};
}

/* Without pieces the text is the source, byte for byte. */
span annotate_source(const struct annotate_view *v, span at)
{
    return v->a->n_piece ? source_pieces_span(v->a->piece, v->a->n_piece, at) : at;
}

/* Borrowed from the text, never copied: a quote cannot differ from it. */
str annotate_words(const struct annotate_view *v, span at) { return str_span(v->a->text->text, at); }

/* A head beyond its sentence is none: what is shown never rests on what the parse does not hold. */
static void climb(struct annotate_view *v)
{
    const struct language_text *t = v->a->text;
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        span w = language_sentence_words(t, s);
        for (uint32_t i = w.begin; i < w.end; i++)
            v->up[i] = t->head[i] && t->head[i] <= span_len(w) ? w.begin + t->head[i] - 1 : UINT32_MAX;
    }
}

/* ---- mentions ---- */

/* The shortest mention wins: of "South Korea's defense ministry" the ministry is meant by the last word, the country by its own. */
static void tie_mentions(struct annotate_view *v)
{
    const struct language_coref *c = v->a->coref;
    for (uint32_t m = 0; m < c->n; m++) {
        span at = c->words[m];
        for (uint32_t w = at.begin; w < at.end && w < v->n_word; w++) {
            uint32_t was = v->mention[w];
            if (was == UINT32_MAX || span_len(c->words[was]) > span_len(at)) v->mention[w] = m;
        }
    }
}

/* "Defense Minister Ahn Gyu-back" is Ahn, whichever of its words the parse takes for the head. Mentions of persons and of coref are
** both in order of the text, and so are words. */
static void tie_phrases(struct annotate_view *v)
{
    const struct language_names *n = v->a->names;
    const struct language_coref *c = v->a->coref;
    uint32_t w = 0;
    uint32_t m = 0;
    for (uint32_t k = 0; k < n->n_mention; k++) {
        span name = n->words[n->name[k]];
        span phrase = n->phrase[k];
        while (m < c->n && c->words[m].begin < name.begin) m++;
        uint32_t found = m;
        while (found < c->n && c->words[found].begin == name.begin && c->words[found].end != name.end) found++;
        if (found == c->n || c->words[found].begin != name.begin || c->how[found] != COREF_NAME) continue;
        while (w < v->n_word && language_word_bytes(v->a->text, w).begin < phrase.begin) w++;
        for (uint32_t i = w; i < v->n_word && language_word_bytes(v->a->text, i).end <= phrase.end; i++)
            if (v->mention[i] == UINT32_MAX) v->mention[i] = found;
    }
}

/* ---- who ---- */

/* Relations that join a word to the noun phrase of its head; others open a clause or stand beside it. */
static bool in_phrase(str deprel)
{
    static const char *const out[] = {"acl",   "advcl",     "ccomp",    "csubj", "xcomp",  "parataxis", "appos",
                                      "nsubj", "cop",       "dep",      "aux",   "advmod", "obl",       "obj",
                                      "mark",  "discourse", "vocative", "expl",  "punct"};
    size_t n = 0;
    while (n < deprel.n && deprel.p[n] != ':') n++;
    for (size_t i = 0; i < ARRAY_LEN(out); i++)
        if (str_eq((str){deprel.p, n}, str_of(out[i]))) return false;
    return true;
}

/* Does w hang on head through words of its phrase? Not its own preposition: in "called on Seoul" Seoul is called on. A ring ends by
** the bound. */
static bool hangs_on(const struct annotate_view *v, uint32_t w, uint32_t head)
{
    for (uint32_t step = 0; step < 16 && w != UINT32_MAX; step++) {
        if (w == head) return true;
        str deprel = v->a->text->deprel[w];
        if (!in_phrase(deprel) || (v->up[w] == head && str_eq(deprel, STR("case")))) return false;
        w = v->up[w];
    }
    return false;
}

/* A comma between members of a list is no end of it. */
static bool is_comma(const struct annotate_view *v, uint32_t w) { return v->a->text->upos[w] == UPOS_PUNCT; }

/* From the head to both sides while words hang on it; a comma is stepped over where more of the phrase follows it. The phrase ends
** with its sentence, since nothing hangs across. */
static span phrase_of(const struct annotate_view *v, uint32_t head)
{
    span at = {head, head + 1};
    while (at.begin > 0) {
        uint32_t w = at.begin - 1;
        if (w > 0 && is_comma(v, w)) w--;
        if (!hangs_on(v, w, head)) break;
        at.begin = w;
    }
    while (at.end < v->n_word) {
        uint32_t w = at.end;
        if (w + 1 < v->n_word && is_comma(v, w)) w++;
        if (!hangs_on(v, w, head)) break;
        at.end = w + 1;
    }
    return at;
}

/* Relations of Universal Dependencies (universaldependencies.org/u/dep). */
static bool is_conj(const struct annotate_view *v, uint32_t w) { return str_eq(v->a->text->deprel[w], STR("conj")); }

/* Ties of one mention: none where nothing fits, two for a pair. */
static void add_ties(const struct annotate_view *v, struct annotate_who *who, uint32_t m)
{
    const struct language_coref *c = v->a->coref;
    if (m == UINT32_MAX) return;
    for (int side = 0; side < 2 && who->n_tie < WHO_MAX; side++) {
        if (c->actor[side][m] == NAME_NONE) continue;
        who->tie[who->n_tie++] = (struct annotate_tie){c->actor[side][m], m, c->prob[m]};
    }
}

/* "To withdraw would be an error": a clause may be the subject, and then all of it is. */
static bool is_clause(const struct annotate_view *v, uint32_t head, span *words)
{
    const struct language_clauses *c = v->a->clauses;
    uint32_t clause = c && c->n && c->n_word == v->n_word ? c->of_word[head] : LANGUAGE_NONE;
    if (clause == LANGUAGE_NONE || c->word[clause] != head || v->a->text->upos[head] != UPOS_VERB) return false;
    *words = c->words[clause];
    return true;
}

/* The head, and what is joined to it by "and". */
struct annotate_who annotate_who_is(const struct annotate_view *v, uint32_t head)
{
    struct annotate_who who = {0};
    if (head >= v->n_word) return who;
    if (!is_clause(v, head, &who.words)) who.words = phrase_of(v, head);
    uint32_t m = v->mention[head];
    if (m != UINT32_MAX) { /* never less than the mention: "Defense Minister Ahn Gyu-back" */
        if (v->a->coref->words[m].begin < who.words.begin) who.words.begin = v->a->coref->words[m].begin;
        if (v->a->coref->words[m].end > who.words.end) who.words.end = v->a->coref->words[m].end;
    }
    who.at = annotate_bytes(v, who.words);
    add_ties(v, &who, m);
    for (uint32_t w = head + 1; w < who.words.end && who.n_tie; w++)
        if (is_conj(v, w) && v->up[w] == head && v->mention[w] != m) add_ties(v, &who, v->mention[w]);
    return who;
}

/* The head of a mention is the word whose own head lies outside of it. */
struct annotate_who annotate_who_in(const struct annotate_view *v, span words)
{
    struct annotate_who who = {0};
    if (words.end <= words.begin || words.end > v->n_word) return who;
    for (uint32_t w = words.begin; w < words.end; w++) {
        uint32_t up = v->up[w];
        if (up != UINT32_MAX && up >= words.begin && up < words.end) continue;
        if (v->a->text->upos[w] == UPOS_PUNCT) continue;
        who = annotate_who_is(v, w);
        break;
    }
    who.words = words;
    who.at = annotate_bytes(v, words);
    return who;
}

/* ---- names put together ---- */

/* "South Korean", "Seoul" and "South Korea" are put together: a reader asks how much the text is about the country. */
static enum annotate_class class_of(enum name_kind kind)
{
    switch (kind) {
    case NAME_COUNTRY:
    case NAME_NATION:
    case NAME_SEAT: return CLASS_COUNTRY;
    case NAME_ORGANISATION: return CLASS_ORGANISATION;
    case NAME_PLACE: return CLASS_PLACE;
    case NAME_THING: return CLASS_THING;
    case NAME_PERSON: /* told of apart */
    case NAME_OTHER:
    case NAME_KINDS: break;
    }
    return CLASS_OTHER;
}

/* A country under its usual name, whatever stands in the text; a short form under the long one that the text gives it ("NCG"); all else
** under its own words. */
static void add_name(struct annotate_view *v, uint32_t i, struct hash_map *groups, struct hash_map *forms, enum status *status)
{
    const struct language_names *n = v->a->names;
    enum annotate_class of = class_of((enum name_kind)n->kind[i]);
    str text = annotate_words(v, n->bytes[i]);
    str key = of == CLASS_COUNTRY && n->country[i].n ? n->country[i]
              : n->same_as[i] != NAME_NONE           ? annotate_words(v, n->bytes[n->same_as[i]])
                                                     : text;
    uint64_t print = hash64_mix(hash64(key), (uint64_t)of + 1);
    uint32_t g = hash_map_get(groups, print);
    if (g == UINT32_MAX || v->group[g].of != of || !str_eq(v->group[g].name, key)) {
        g = v->n_group++;
        v->group[g] = (struct annotate_group){of, key, 0, i, UINT32_MAX, 0};
        *status = hash_map_put(groups, v->ar, print, g);
    }
    print = hash64_mix(print, hash64(text));
    uint32_t f = hash_map_get(forms, print);
    if (f == UINT32_MAX || !str_eq(v->form[f].text, text)) {
        f = v->n_form++;
        v->form[f] = (struct annotate_form){text, 0, v->group[g].form};
        v->group[g].form = f;
        v->group[g].n_form++;
        if (!*status) *status = hash_map_put(forms, v->ar, print, f);
    }
    v->form[f].n++;
    v->group[g].n++;
}

/* A total order: names first met earlier go first among equals. */
static int by_class_and_count(const void *a, const void *b)
{
    const struct annotate_group *x = a;
    const struct annotate_group *y = b;
    if (x->of != y->of) return x->of < y->of ? -1 : 1;
    if (x->n != y->n) return x->n > y->n ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* At most as many groups and forms as names. */
static enum status group_names(struct annotate_view *v, struct err *err)
{
    struct hash_map groups = {0};
    struct hash_map forms = {0};
    enum status status = OK;
    uint32_t n = v->a->names->n;
    v->group = ARENA_NEW(v->ar, n, struct annotate_group);
    v->form = ARENA_NEW(v->ar, n, struct annotate_form);
    if (!v->group || !v->form) return arena_why(v->ar, err);
    for (uint32_t i = 0; i < n && !status; i++)
        if (v->a->names->kind[i] != NAME_PERSON) add_name(v, i, &groups, &forms, &status);
    if (status) return arena_why(v->ar, err);
    if (v->n_group) qsort(v->group, v->n_group, sizeof *v->group, by_class_and_count);
    return OK;
}

/* ---- the view ---- */

/* Where only dates or amounts are asked for there is nobody to tie. */
enum status annotate_view_of(struct annotate_view *v, const struct present_annotation *a, bool full, arena *ar, struct err *err)
{
    *v = (struct annotate_view){.a = a, .ar = ar, .full = full, .n_word = a->text->words.n_word};
    v->refused = ARENA_NEW(ar, 1, bool);
    if (!v->refused) return arena_why(ar, err);
    if (!a->coref || !a->names) return OK;
    v->up = arena_raw(ar, v->n_word, sizeof *v->up);
    v->mention = arena_raw(ar, v->n_word, sizeof *v->mention);
    if (!v->up || !v->mention) return arena_why(ar, err);
    for (uint32_t w = 0; w < v->n_word; w++) v->mention[w] = UINT32_MAX;
    climb(v);
    tie_mentions(v);
    tie_phrases(v);
    return group_names(v, err);
}

/* The one door; every face gets the same view. */
enum status present_annotate(buf *out, const struct present_annotation *a, bool full, const struct present_style *style,
                             arena *ar, struct err *err)
{
    struct annotate_view v;
    enum status status = annotate_view_of(&v, a, full, ar, err);
    if (status) return status;
    if (style->face != FACE_JSON) return annotate_sheet(out, &v, style, err);
    annotate_json(out, &v);
    return OK;
}
