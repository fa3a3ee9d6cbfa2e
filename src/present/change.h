/* The view of "what changed": one structure, from which the terminal, JSON and HTML are written, so that no face
** says more or less than another. It borrows from the report; its own strings lie in the arena. */
#ifndef PRESENT_CHANGE_H
#define PRESENT_CHANGE_H

#include "compare/compare.h"
#include "present/present.h"

/* A sentence as it stands, and where. words is empty where the comparison did not read the text. */
struct change_quote {
    uint32_t text;     /* number in report->text */
    uint32_t sentence; /* from 0 */
    str name;          /* of the document */
    span source;       /* bytes of its source */
    str words;
};

enum change_op { CHANGE_SAME, CHANGE_RENAMED, CHANGE_DELETED, CHANGE_INSERTED };

/* A stretch of a redline. RENAMED: the same thing under another name; both sides are given. */
struct change_piece {
    enum change_op op;
    bool space;       /* white space stands before it */
    str older, newer; /* empty on the side where it does not stand */
};

/* What a reader would say of a finding, in one line. The words and runs are for programs; the
** line holds them already. */
struct change_remark {
    const char *code;       /* for JSON: "list-lost", "returned", ... */
    str line;               /* for people */
    str older, newer;       /* the words meant, where there are any */
    bool strong;            /* to be seen first: something came back, a list lost an item, a speaker changed */
    bool minor;             /* says no more than the redline shows: left out but where all is asked for */
    bool merged;            /* said by another remark's line already: stands alone only in JSON */
    uint32_t last_text;     /* of a return: the latest older text that had it; COMPARE_NONE */
    struct compare_runs in; /* texts meant */
};

/* Older sentences against newer ones. A kept or moved sentence has one of each and no pieces; a
** dropped one has no newer, a new one no older sentences. */
struct change_part {
    struct change_quote *older, *newer; /* [n_older], [n_newer] */
    uint32_t n_older, n_newer;
    struct change_piece *piece; /* [n_piece] */
    uint32_t n_piece;
    double similarity; /* [0,1] */
};

/* One thing to be told, under one label. The first part is the one that a reader needs; further
** ones show where else the words came from or went. */
struct change_finding {
    enum compare_label label;
    struct change_part *part; /* [n_part] at least one */
    uint32_t n_part;
    struct change_remark *remark; /* [n_remark] */
    uint32_t n_remark;
    struct compare_runs stood; /* texts that had it (or what became of it) */
    bool stood_cut;            /* at least so many */
};

/* In the order in which they are told: losses first, what stayed last. */
enum change_group {
    GROUP_DROPPED,
    GROUP_RETURNED,
    GROUP_FIRST,
    GROUP_NEW,
    GROUP_REWORDED,
    GROUP_MOVED,
    GROUP_KEPT,
    GROUP_COUNT
};
/* How a group is written, the same in all faces. */
struct change_group_face {
    const char *key;     /* CSS class and JSON key */
    const char *sign;    /* one column */
    const char *heading; /* "Dropped" */
    const char *means;   /* for the legend */
};
extern const struct change_group_face change_group_faces[GROUP_COUNT];
/* The group of a label; every label has one. */
enum change_group change_group_of(enum compare_label label);

/* Newest texts shown in the strip beside a concept; the headings of both faces name this number. */
enum { CHANGE_STRIP_MAX = 24 };

/* How a concept is shown: in a row of its own, by its old and new words, or among the people, who change with every
** meeting (concepts of kind "person" or "office"). */
enum change_concept_kind { CONCEPT_SHOWN_ROW, CONCEPT_SHOWN_WORDS, CONCEPT_SHOWN_PERSON };

/* A concept whose fate is news; borrowed from the report but for the line. */
struct change_concept {
    const struct compare_concept_row *row;
    str name;
    enum change_group group; /* whose sign it has; GROUP_KEPT for what is not known */
    const char *sign;
    enum change_concept_kind kind;
    str line; /* "dropped; in 3 texts since 2023-07-18" */
};

/* The whole answer. Valid as long as the report and the arena; nothing in it is changed after it
** was made, so several faces may be written from one view. */
struct change_view {
    const struct compare_report *report;
    struct change_finding *finding; /* [n_finding] by group, then by place */
    uint32_t n_finding;
    uint32_t group_from[GROUP_COUNT + 1];  /* first finding of each group */
    uint32_t n_gone_unread;                /* of the dropped sentences, those that the newest text could not be read on */
    uint32_t group_sentences[GROUP_COUNT]; /* sentences of the newest text; of the previous one for DROPPED */
    uint32_t *of_newer, *of_older;         /* [n_newer], [n_older] the finding that accounts for a sentence */
    struct change_concept *concept;        /* [n_concept] those whose fate is news, in the groups' order */
    uint32_t n_concept;
    str same_concepts; /* names of those said as before */
    str gone_unread;   /* change_say_gone_unread */
    str length;        /* "214 words against 512; 5 items against 12" */
    str coverage;      /* sentences */
    bool differs;      /* something other than kept, word for word and in its place */
};

/* Build it. *out is set in any case and useless after an error. E_NOMEM or E_LIMIT from ar, with
** the arena's line in err. Time and memory linear in the report's sentences, words and mentions. */
enum status change_view_make(struct change_view *out, const struct compare_report *report, arena *ar,
                             struct err *err) MUST_CHECK;

/* ---- words (change_words.c): all wording that the faces share; strings in ar, empty when there is nothing to say ---- */

/* Append "words" in double quotes. */
void change_add_quoted(buf *b, str words);
/* Texts in words: "3 texts, ncg/2023-12-15 to ncg/2025-01-10"; "at least" so many when cut. */
str change_say_runs(const struct compare_member *text, const struct compare_runs *runs, bool cut, arena *ar);
/* What became of a concept, as of the newest text: "dropped; in 3 texts since 2023-07-18". */
str change_say_concept(const struct compare_report *rep, const struct compare_concept_row *row, arena *ar);
/* "4 of the dropped are on subjects on which this text could not be read: not known to be gone"; empty when none is. */
str change_say_gone_unread(const struct change_view *v, arena *ar);
/* Both lengths: "214 words against 512; 5 items against 12 (counted)". */
str change_say_length(const struct compare_length *l, arena *ar);
/* Sentences, each with its full stop. text: [n_text] the members, of which those not wholly read
** are named. series may be empty. Shared by compare, phrases and silences. */
str change_say_coverage(const struct compare_coverage *c, str series, const struct compare_member *text, uint32_t n_text,
                        arena *ar);

/* ---- remarks (change_remarks.c) ---- */

/* A growing list of remarks. Zero all but ar. failed is sticky: look once, after the last call. */
struct change_remarks {
    struct change_remark *item;
    uint32_t n, cap;
    enum status failed;
    arena *ar;
};
/* The remarks on the change from one sentence to another. Appends to list. */
void change_remark_on_change(struct change_remarks *list, const struct compare_report *rep, const struct compare_change *c);
/* On a sentence of the newest text, beyond its changes: where it stood before, who says it, what
** is not known. */
void change_remark_on_sentence(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s);
/* On a dropped sentence of the previous text: how long it had stood. Nothing when that is not
** known. E_NOMEM and E_LIMIT of the arena end in list->failed, in all three. */
void change_remark_on_dropped(struct change_remarks *list, const struct compare_report *rep, const struct compare_sentence *s);

/* ---- faces ---- */

/* Append the view. all: kept sentences and minor remarks too. A failed allocation stays in out.
** Linear in the view. */
void change_terminal(buf *out, const struct change_view *v, bool all, const struct present_style *style);
/* Append the view as one object of schema entente/compare/1. */
void change_json(buf *out, const struct change_view *v);
/* Append the view as one page, whole from doctype to </html>. */
void change_html(buf *out, const struct change_view *v);

#endif
