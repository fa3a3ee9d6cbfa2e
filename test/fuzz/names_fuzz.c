/* Any bytes as a text, with tags, heads and known names that the bytes themselves choose: the finders of names, of who is meant, of
** clauses and quotations take it, their results are sound, and the same bytes give the same results again. Lines up to an empty one
** are known forms (a letter for the kind, the form, '|', the country); the rest is the text. */
#include "language/clauses.h"
#include "language/quotes.h"
#include "names_sound.h"
#include "plain_parser.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_FORMS = 64 };

static void must(bool held)
{
    if (!held) abort();
}

/* Known forms at the head of the bytes; *rest gets what follows the empty line. */
static void take_known(struct language_known *out, str *form, uint8_t *kind, str *country, str *rest)
{
    *out = (struct language_known){0, form, kind, country};
    while (rest->n) {
        str land, line = str_cut(*rest, '\n', rest);
        if (!line.n) return;
        if (out->n == MAX_FORMS) continue;
        kind[out->n] = (uint8_t)((unsigned char)line.p[0] % NAME_KINDS);
        form[out->n] = str_cut((str){line.p + 1, line.n - 1}, '|', &land);
        country[out->n++] = land;
    }
}

/* Tags, relations and heads by a hash of the word and its place: capitals are names mostly, heads may run in rings. */
static void disguise(struct language_text *t)
{
    static const char *const rels[] = {"nsubj",     "obj",  "obl",       "nmod:poss", "ccomp", "xcomp", "conj", "advcl",
                                       "acl:relcl", "root", "parataxis", "case",      "mark",  "aux",   "cop",  "nsubj:pass"};
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        span w = language_sentence_words(t, s);
        for (uint32_t i = w.begin; i < w.end; i++) {
            uint32_t h = 2166136261u ^ (i - w.begin);
            str form = t->words.form[i];
            for (size_t k = 0; k < form.n; k++) h = (h ^ (unsigned char)form.p[k]) * 16777619u;
            h ^= h >> 15;
            bool name = ascii_upper((unsigned char)form.p[0]) && h % 8;
            t->upos[i] = (uint8_t)(name ? UPOS_PROPN : !plain_word_byte(form.p[0]) ? UPOS_PUNCT : h % UPOS_COUNT);
            t->deprel[i] = str_of(rels[h / 32 % ARRAY_LEN(rels)]);
            t->head[i] = h / 512 % (span_len(w) + 1);
        }
    }
}

static void find(const struct language_text *t, const struct language_known *known)
{
    struct language_names n, again;
    struct language_coref c;
    struct language_clauses clauses;
    struct language_quotes quotes;
    arena *ar = arena_new((size_t)512 << 20);
    must(ar && language_names_find(&n, t, known, ar, NULL) == OK && language_coref_find(&c, t, &n, ar, NULL) == OK);
    must(names_sound(t, &n, &c));
    must(language_names_find(&again, t, known, ar, NULL) == OK && again.n == n.n && again.n_person == n.n_person);
    must(n.n == 0 || memcmp(again.kind, n.kind, n.n) == 0);
    must(language_clauses_find(&clauses, t, ar, NULL) == OK && language_quotes_find(&quotes, t, ar, NULL) == OK);
    for (uint32_t i = 0; i < quotes.n; i++) must(quotes.at[i].begin <= quotes.at[i].end && quotes.at[i].end <= t->text.n);
    for (uint32_t i = 0; i < clauses.n; i++) must(clauses.word[i] < t->words.n_word && clauses.modality[i] < MODALITY_COUNT);
    arena_free(ar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str form[MAX_FORMS], country[MAX_FORMS], text = {(const char *)data, size};
    uint8_t kind[MAX_FORMS];
    struct language_known known;
    struct language_text t;
    take_known(&known, form, kind, country, &text);
    arena *ar = arena_new((size_t)512 << 20);
    must(ar && plain_text(&t, text, ar, NULL) == OK);
    disguise(&t);
    find(&t, &known);
    arena_free(ar);
    return 0;
}
