/* Private to the annotations' faces: the view, which ties words of a text to the actors that the language room found, and the lines
** that are the same in all faces. The view judges nothing: it looks up which mention holds a word, and counts what is alike. */
#ifndef PRESENT_ANNOTATE_H
#define PRESENT_ANNOTATE_H

#include "present/present.h"

/* Actors told of one subject at most: "Seoul, Washington and Tokyo agreed". */
enum { WHO_MAX = 6 };

/* One actor who is meant, and by which mention. */
struct annotate_tie {
    uint32_t actor;   /* of struct language_coref */
    uint32_t mention; /* of it */
    float prob;
};

/* Who is meant by some words of the text. */
struct annotate_who {
    span words; /* of the text; empty: nobody is named */
    span at;    /* bytes of them */
    struct annotate_tie tie[WHO_MAX];
    uint32_t n_tie; /* 0: the words are all that is known */
};

/* What names are put together under in the faces for people. */
enum annotate_class { CLASS_COUNTRY, CLASS_ORGANISATION, CLASS_PLACE, CLASS_THING, CLASS_OTHER, CLASS_COUNT };

/* Names of one thing. Forms are numbered through all groups; those of a group are linked. */
struct annotate_group {
    enum annotate_class of;
    str name;       /* a country's usual one, else as it stands first */
    uint32_t n;     /* mentions */
    uint32_t first; /* name, of struct language_names */
    uint32_t form;  /* first form */
    uint32_t n_form;
};
struct annotate_form {
    str text;
    uint32_t n;
    uint32_t next; /* of the same group; UINT32_MAX: none */
};

struct annotate_view {
    const struct present_annotation *a;
    arena *ar;
    bool full;
    bool *refused; /* set where ar had no room for some words: what was made is then not the whole answer */
    uint32_t n_word;
    uint32_t *up;                 /* [n_word] the word above in its tree; the root and broken heads: UINT32_MAX */
    uint32_t *mention;            /* [n_word] the shortest mention that holds it; UINT32_MAX: none */
    struct annotate_group *group; /* [n_group] by class, then the most named first */
    struct annotate_form *form;   /* [n_form] */
    uint32_t n_group, n_form;
};

/* The view of a in ar. E_NOMEM, E_LIMIT from ar. Linear but for the sorting of groups. */
enum status annotate_view_of(struct annotate_view *v, const struct present_annotation *a, bool full, arena *ar,
                             struct err *err) MUST_CHECK;
/* Bytes of words [begin, end) of the text; {0, 0} for none. O(log n). */
span annotate_bytes(const struct annotate_view *v, span words);
/* The same in the source. */
span annotate_source(const struct annotate_view *v, span at);
/* The words of the text as they stand. */
str annotate_words(const struct annotate_view *v, span at);
/* Who is meant by the noun phrase around a head word; UINT32_MAX gives nobody. Linear in the phrase. */
struct annotate_who annotate_who_is(const struct annotate_view *v, uint32_t head);
/* Who is meant by a mention, given as words of the text. */
struct annotate_who annotate_who_in(const struct annotate_view *v, span words);

/* ---- which clauses people see (annotate_pick.c) ---- */

/* What becomes of a clause in the faces for people. */
enum annotate_state {
    PICK_SHOWN,
    PICK_WITH,  /* its words stand in the line of a clause above it */
    PICK_UNDER, /* it stands inside another, and is neither promised nor asked by itself */
    PICK_SAID,  /* the verb of speech, or a fact that the quotations tell */
    PICK_FACT   /* told as a fact of no one who could be named */
};
struct annotate_pick {
    uint8_t *state;                   /* [n] of language_clauses: enum annotate_state */
    span *words;                      /* [n] words shown: from the first to the last of it and of what is told with it */
    uint32_t n[MODALITY_COUNT];       /* shown, by modality */
    uint32_t n_fact, n_said, n_under; /* not shown */
};
/* With full, all are shown, each with its own words. E_NOMEM, E_LIMIT from ar of v. Linear in the clauses but for their depth. */
enum status annotate_pick_clauses(struct annotate_pick *out, const struct annotate_view *v, struct err *err) MUST_CHECK;

/* ---- words for people and programs (annotate_words.c) ---- */

/* Append the exact value: "350000000000", "-3.5", "2/3". */
void annotate_value(buf *out, struct amount_value v);
/* Append the value, unit, base and rate in words: "at least 3.5 percent of GDP", "350,000,000,000 USD in 10 years". */
void annotate_amount(buf *out, const struct annotate_view *v, const struct amount *a);
/* Append what days it means ("2026-01-19/2026-01-25"), or why that is not known. */
void annotate_days(buf *out, const struct when *w);
/* Append a confidence: "0.85". */
void annotate_prob(buf *out, float prob);

/* ---- faces ---- */

void annotate_json(buf *out, const struct annotate_view *v);
enum status annotate_sheet(buf *out, const struct annotate_view *v, const struct present_style *style,
                           struct err *err) MUST_CHECK;

#endif
