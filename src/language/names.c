/* Names and persons of a text, from the first unit to the last link.
**
** The stages stand in names_parts.h; here they are run, and persons who may be one are linked. Linking compares few pairs: names
** that may be one person's share their first or their last word, or begin with two spellings of one Korean surname. So each person
** is put under two keys, and only neighbours under one key are asked (names_same.c), which keeps a text of ten thousand persons
** from a hundred million questions. This is blocking as in record linkage (Fellegi and Sunter, JASA 64, 1969; Christen, Data
** Matching, 2012, chapter 4). What is found is a link with its reason and never a merger: a wrong merger would hide itself. */
#include "language/names_who.h"

#include <stdlib.h>

const char *language_name_kind(enum name_kind kind)
{
    static const char *const names[NAME_KINDS] = {"person", "organisation", "country", "nation",
                                                  "seat",   "place",        "thing",   "other"};
    return (unsigned)kind < NAME_KINDS ? names[kind] : "";
}

const char *language_name_how(enum name_how how)
{
    static const char *const names[] = {"", "title", "apposition", "comma", "parenthesis", "relative", "copula"};
    return (unsigned)how < ARRAY_LEN(names) ? names[how] : "";
}

/* ---- variants ---- */

/* A person under a key that its variants share. */
struct keyed {
    char key[16]; /* filled up with zeros */
    uint32_t person;
};

/* By key, then by number: the order, and so what is compared, depends on the text alone. */
static int by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = memcmp(x->key, y->key, sizeof x->key);
    return order ? order : (x->person > y->person) - (x->person < y->person);
}

/* The first word of a name in small letters (given, else surname first), or its last: "Robert Soofer" stands under "robert" and
** "soofer", and so meets "Robert Soper" under the first. Hyphens are dropped ("Gyu-back", "Gyuback"); sixteen letters tell
** enough. A Korean surname of any spelling is a key of its own kind, so that "Ahn" and "An", "Lee" and "Yi" meet. */
static struct keyed key_of(str full, bool last, uint32_t person)
{
    struct keyed k = {.person = person};
    size_t from = 0, to = 0;
    for (size_t i = 0; i < full.n; i++)
        if (full.p[i] == ' ') from = i + 1;
    if (!last) from = 0;
    for (to = from; to < full.n && full.p[to] != ' '; to++) {
    }
    str word = {full.p + from, to - from};
    char small[16] = {0};
    size_t n = 0;
    for (size_t i = 0; i < word.n && n < sizeof small; i++)
        if (word.p[i] != '-') small[n++] = (char)ascii_tolower((unsigned char)word.p[i]);
    int surname = name_surname((str){small, n});
    if (surname >= 0) { /* all spellings of a Korean surname under one key */
        memset(small, 0, sizeof small);
        small[0] = '\1';
        small[1] = (char)surname;
    }
    memcpy(k.key, small, sizeof small);
    return k;
}

/* Offices are compared by their longest phrases, since a later mention says less ("Minister Ahn"). */
static bool same_office(const struct language_names *o, uint32_t a, uint32_t b)
{
    if (o->titled[a] == NAME_NONE || o->titled[b] == NAME_NONE) return false;
    return str_eq(o->office[o->titled[a]], o->office[o->titled[b]]);
}

/* The later of two is said to be a variant of the earlier, so that links run back and never in a ring. The best score stays. */
static void link_two(struct language_names *o, uint32_t a, uint32_t b)
{
    uint32_t early = a < b ? a : b, late = a < b ? b : a;
    struct language_same same = language_same_person(o->full[early], o->full[late], same_office(o, early, late));
    if (same.score <= o->prob_variant[late]) return;
    o->variant_of[late] = early;
    o->prob_variant[late] = same.score;
    o->variant_reason[late] = (uint8_t)same.reason;
}

/* Persons whose names begin or end alike are compared with the few before them in order of the key: n log n. Sixteen neighbours are
** more than any real text has under one key; in a hostile one ("Kim A-a", "Kim A-b", ...) links beyond them go unseen, and that is
** all. */
enum status names_variants(struct language_names *out, arena *ar, struct err *err)
{
    enum { NEIGHBOURS = 16 };
    struct keyed *k = ARENA_NEW(ar, (size_t)out->n_person * 2, struct keyed);
    if (!k) return arena_why(ar, err);
    uint32_t n = 0;
    for (uint32_t p = 0; p < out->n_person; p++) {
        k[n++] = key_of(out->full[p], false, p);
        k[n++] = key_of(out->full[p], true, p);
    }
    qsort(k, n, sizeof *k, by_key);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = i; j-- > 0 && i - j <= NEIGHBOURS && memcmp(k[j].key, k[i].key, sizeof k[i].key) == 0;)
            if (k[i].person != k[j].person) link_two(out, k[i].person, k[j].person);
    return OK;
}

enum status language_names_find(struct language_names *out, const struct language_text *t, const struct language_known *known,
                                arena *ar, struct err *err)
{
    struct names_work w = {.t = t, .known = known, .ar = ar};
    *out = (struct language_names){0};
    enum status status = lexicon_new(&w.lex, ar, err);
    if (!status) status = names_units(&w, err);
    if (!status) status = names_runs(&w, err);
    if (!status) status = names_persons(out, &w, err);
    return status ? status : names_variants(out, ar, err);
}
