/* A text against all that came before it in its series, and the questions asked of a whole series: what
** changed, since when something stood, who said it first, which formulas recur, who fell silent.
**
** The core is pure: it sees members (what the record keeps of each text) and asks for the words of a text only
** when a finding needs them. The *_make functions at the end load from the record. All results live in the
** arena that was passed; nothing needs to be freed. Texts of a series are numbered from 0 in order of date,
** here always called `text`; `sentence` counts the main-text sentences of one text from 0.
**
** Status everywhere: E_LIMIT when the arena's cap is reached, E_NOMEM; from the record also E_NOTFOUND,
** E_FORMAT (an artifact is damaged, or the index does not fit its texts), E_IO, E_BUSY. On an error *out holds
** nothing of use. The same members, list and limits give the same bytes. */
#ifndef COMPARE_SERIES_H
#define COMPARE_SERIES_H

#include "compare/pair.h"

#define COMPARE_NONE UINT32_MAX

/* ---- texts of a series ---- */

/* Made by the loader: doc and the spine. The core adds read and page when it asks for the words. All arrays are
** borrowed from whoever made the member. */
struct compare_member {
    struct record_doc doc; /* name, manifest, date, counts */
    uint32_t n_sentence;
    const span *source;               /* [n_sentence] bytes of the source file */
    const uint64_t *wording;          /* [n_sentence] hash64 of text_wording */
    const uint64_t (*bag)[2];         /* [n_sentence] see struct record_spine */
    const struct compare_text *read;  /* NULL while no finding needed this text's words */
    const struct text_page *page;     /* of a text that was read: for text_source_span; may be NULL in tests */
    uint32_t n_not_read;              /* subjects that the manifest says could not be read */
    str *not_read;                    /* [n_not_read] as the manifest names them */
    const uint32_t *not_read_concept; /* [n_not_read] index in the concept list, or COMPARE_NONE */
};

/* Source bytes of a span of clean text of a member that was read; an empty span when it was not. */
span compare_member_source(const struct compare_member *m, span clean);
/* The text of a sentence of a member that was read, else {NULL,0}. */
str compare_member_sentence(const struct compare_member *m, uint32_t sentence);

/* Sorted runs of text numbers, both ends inclusive: "stood in 1-3 and 5" is {0,2},{4,4}. */
struct compare_run {
    uint32_t from, to;
};
/* Two runs never touch, so equal sets have equal runs. n 0: no text. */
struct compare_runs {
    struct compare_run *run; /* [n] */
    uint32_t n;
    uint32_t n_text; /* texts in all runs together */
};
/* COMPARE_NONE for no text; compare_runs_last likewise. */
static inline uint32_t compare_runs_first(const struct compare_runs *r) { return r->n ? r->run[0].from : COMPARE_NONE; }
static inline uint32_t compare_runs_last(const struct compare_runs *r) { return r->n ? r->run[r->n - 1].to : COMPARE_NONE; }
/* O(log n). */
bool compare_runs_has(const struct compare_runs *r, uint32_t text);

/* Where a sentence stands: both numbers are known, or both are COMPARE_NONE. */
struct compare_place {
    uint32_t text, sentence; /* COMPARE_NONE: nowhere */
};

/* Who speaks in a sentence, found by a rule: the subject of its first verb of saying. */
enum compare_speaker_kind {
    SPEAKER_UNKNOWN, /* no verb of saying, or a subject the rule does not see through */
    SPEAKER_JOINT,   /* both sides, they, the participants ... */
    SPEAKER_ONE      /* one side, office or person */
};
const char *compare_speaker_name(enum compare_speaker_kind k); /* "unknown", "joint", "one side" */
/* All spans in clean of the text the sentence stands in. A rule, not a finding to build on: it is always shown
** as what the words say, and what it does not see through is unknown. */
struct compare_speaker {
    enum compare_speaker_kind kind;
    span at;          /* its words in clean; empty when unknown */
    span verb;        /* the verb that gave it away */
    uint32_t concept; /* named in it, the one latest in the words; COMPARE_NONE when none is */
};

/* One use of a concept's form, or of a phrase. `speaker` is that of the sentence; uses of phrases
** (compare_phrase) have none. */
struct compare_use {
    uint32_t text, sentence;
    uint32_t concept; /* COMPARE_NONE for a phrase */
    uint32_t form;    /* index in concept_list.form; COMPARE_NONE for a phrase */
    span at;          /* in clean */
    struct compare_speaker speaker;
};

/* ---- what changed: `entente compare` ---- */

/* Words that came into or went out of a sentence, and how they had stood in the sentences it descends from. A long edit
** is looked at item by item: between commas, semicolons, colons and brackets. */
enum compare_fate_kind {
    FATE_FIRST_HERE, /* came in; no earlier text of this lineage had them */
    FATE_RETURNED,   /* came in; not in the previous text's sentence, but in an older one's: `stood` */
    FATE_GONE        /* went out; they had stood in `stood` */
};
/* `at` leaves marks and, for what went out, function words at both ends out. Texts that the budget left unread
** are in neither list of runs. */
struct compare_fate {
    enum compare_fate_kind kind;
    uint32_t edit;                 /* index in compare_change.edit */
    span at;                       /* the words meant: in clean of the newer text, for FATE_GONE of the older one */
    struct compare_runs stood;     /* texts whose sentence of this lineage has these words; empty for FIRST_HERE */
    struct compare_runs elsewhere; /* FIRST_HERE: earlier texts that have them in other sentences, as far as read */
    struct compare_place last;     /* FATE_RETURNED: the latest sentence that had them */
};

/* A redline between stretches of whole sentences: one older and one newer one, or the halves of a split or
** join. Sentences and words are numbered in older_text and in the newest text, as their compare_text numbers
** them. The edits cover both stretches whole. */
struct compare_change {
    uint32_t older_text;           /* the previous text, or the older one that a returned sentence is held against */
    uint32_t older_from, older_to; /* sentences [from, to) of older_text */
    uint32_t newer_from, newer_to; /* sentences [from, to) of the newest text */
    double similarity;             /* [0,1] */
    struct compare_edit *edit;     /* [n_edit] */
    uint32_t n_edit;
    struct compare_note *note; /* [n_note]; spans in the two clean texts */
    uint32_t n_note;
    struct compare_fate *fate; /* [n_fate] in order of edit; edits of marks and function words alone have none */
    uint32_t n_fate;
};

/* The sentence an earlier text had in the place of this one. */
struct compare_step {
    struct compare_place place;
    bool exact;        /* the same wording as the step after it (the newer one) */
    double similarity; /* to the step after it, [0,1] */
};

/* Of the newest text, or of the previous one: which fields are set for which side is said at each. Steps and
** runs speak of texts before it; `wording` is by fingerprint, and what is called returned word for word
** was confirmed byte by byte. */
struct compare_sentence {
    enum compare_label label;
    span at;                    /* in clean */
    span source;                /* bytes */
    uint32_t link_from, n_link; /* newest: its links in report->links.link; previous: in report->by_older */
    uint32_t change_from,
        n_change; /* in report->change; sentences of a split or join share theirs; of the previous text: the first one */

    /* The very wording, over all texts of the series up to the newest (itself left out). */
    struct compare_runs wording; /* texts that have it word for word */
    bool wording_returned;       /* newest: not in the previous text, word for word in an older one */
    bool wording_is_first;       /* newest: in no earlier text */

    /* The provision: exact and close matches, from text to text backwards, gaps allowed. Newest first. */
    struct compare_step *step; /* [n_step] */
    uint32_t n_step;
    struct compare_runs stood; /* texts of the steps; of a previous text's sentence its own too */
    bool stood_cut;            /* the reading budget ended before the lineage did: it may be older */

    /* LABEL_RETURNED; and LABEL_KEPT without a link: said twice where the previous text, named by match, said it once. */
    bool exact;                       /* word for word; else a close match, redlined against it in its change */
    struct compare_place match;       /* the older sentence: the latest with the wording, else the most alike */
    double match_similarity;          /* [0,1] to it */
    struct compare_place match_first; /* the first older text that had it (by wording, else by close match) */
    uint32_t in_place_of;             /* a previous sentence linked as a rewording, or COMPARE_NONE */

    /* LABEL_NEW: earlier texts of which it is known that they could not be read on this subject. */
    struct compare_runs unread;
    str unread_subject; /* the first such subject as the manifest names it, or empty */
    /* LABEL_DROPPED: a subject of it that the newest text could not be read on, as that one's manifest names it; empty: none.
    ** Where there is one, nobody knows whether the sentence is gone. */
    str newest_unread_subject;
    struct compare_speaker speaker;
};

enum compare_said {
    SAID_YES,
    SAID_SILENT,   /* the text is there and does not say it */
    SAID_NO_TEXT,  /* nothing was issued in that period (histories only) */
    SAID_NOT_READ, /* the manifest names the subject as not read, or the text was not looked at */
};
const char *compare_said_name(enum compare_said s); /* "said", "silent", "no text issued", "not in the record" */

/* One concept in one text. n_use > 0 exactly when said is SAID_YES. */
struct compare_cell {
    enum compare_said said;
    uint32_t use_from, n_use; /* in the table's uses, in order of place */
};

/* What became of a concept between the previous text and the newest. Held against the latest earlier text that
** could be read on it. */
enum compare_concept_fate {
    CONCEPT_STAYS,
    CONCEPT_FIRST,    /* in the newest, in no earlier text that was read */
    CONCEPT_RETURNED, /* in the newest, not in the previous, in an older one */
    CONCEPT_DROPPED,  /* in the previous, not in the newest */
    CONCEPT_ABSENT,   /* in neither; an older text had it */
    CONCEPT_NEVER,    /* in no text of the series */
    CONCEPT_UNKNOWN   /* the newest or the previous text could not be read on it */
};
const char *compare_concept_fate_name(enum compare_concept_fate f);

/* All arrays in the arena of the answer. A text in neither `said` nor `unread` was read on it and is silent. */
struct compare_concept_row {
    uint32_t concept; /* index in concept_list */
    enum compare_concept_fate fate;
    struct compare_cell *cell;  /* [n_text] */
    struct compare_runs said;   /* texts that say it */
    struct compare_runs unread; /* texts of which it is not known */
    /* Unbroken run that ends at the newest text that was read on it: texts saying it, or silent. */
    struct compare_run streak;
    bool streak_said;
    /* Forms said in the newest and not in the previous, and the other way round (only when both say it). */
    uint32_t *form_gained, n_form_gained;
    uint32_t *form_lost, n_form_lost;
    bool shorter;                      /* DROPPED while the newest text is much shorter: report->length */
    enum compare_speaker_kind speaker; /* of all uses in the newest text, when they agree, else UNKNOWN */
};

struct compare_concepts {
    struct compare_concept_row *row; /* [n_row] one for each concept of the list, in its order */
    uint32_t n_row;
    struct compare_use *use; /* [n_use] sorted by concept, text, place */
    uint32_t n_use;
    uint32_t looked_from; /* texts before this number were not looked at (the budget); 0: all were */
};

enum compare_items_basis { ITEMS_UNKNOWN, ITEMS_MANIFEST, ITEMS_COUNTED };
/* Words are those of the main text without marks, an alias counting as one. */
struct compare_length {
    uint32_t older_words, newer_words;
    int32_t older_items, newer_items; /* -1: unknown */
    enum compare_items_basis older_items_basis, newer_items_basis;
    bool shorter; /* under 60 % of the words, or of the items when both are known on the same basis */
};

struct compare_reply {
    struct record_doc doc;
    const struct compare_text *read;
    const struct text_page *page;
};

/* Stands at the end of every answer, so that what was not looked at cannot pass for what is not there. */
struct compare_coverage {
    uint32_t n_text;       /* texts compared, the newest among them */
    uint32_t n_read;       /* of these, texts whose words were read in this run */
    uint32_t n_part_read;  /* of these, texts whose manifest names subjects not read */
    uint32_t n_digest;     /* of these, digests: they stand for a text that is not in the record */
    uint32_t n_undated;    /* texts of the series left out because they have no date */
    uint32_t n_copy;       /* texts left out because they are copies or near-copies of another */
    uint32_t n_reply;      /* replies, which are shown and not compared */
    uint32_t n_dateless;   /* texts compared that have no date: they were named by the user */
    day first, last;       /* dates of the texts compared, where they have one */
    bool cut;              /* the reading budget ended: close matches in far older texts may be missed */
    uint32_t n_rival_list; /* concept lists in force beside the one that was used: two people's words */
    struct record_view view;
};

enum compare_against { AGAINST_ALL, AGAINST_PREVIOUS };

/* The answer to `entente compare`. Each sentence of newer and older has exactly one label; newer_count and
** older_count add up to n_newer and n_older. */
struct compare_report {
    str series;                  /* empty when two documents were named that share none */
    bool whole_series;           /* held against all predecessors, so FIRST can be said */
    struct compare_member *text; /* [n_text] in order of date; the newest is the last */
    uint32_t n_text;
    uint32_t newest;
    uint32_t previous;              /* COMPARE_NONE: it is the first of its series */
    struct compare_sentence *newer; /* [newer n_sentence] */
    struct compare_sentence *older; /* [older n_sentence] of the previous text */
    uint32_t n_newer, n_older;
    struct compare_alignment links;
    uint32_t *by_older;            /* [links.n_link] link numbers sorted by older, then newer */
    struct compare_change *change; /* [n_change] in order of newer_from; those of dropped sentences never stand here */
    uint32_t n_change;
    uint32_t newer_count[LABEL_COUNT], older_count[LABEL_COUNT];
    const struct concept_list *list; /* never NULL; may be empty */
    struct compare_concepts concepts;
    struct compare_length length;
    struct compare_reply *reply; /* [n_reply] replies to the newest text, in order of date */
    uint32_t n_reply;
    struct compare_coverage coverage;
    const compare_vocab *vocab;
};

/* ---- first and last use: `entente history` ---- */

struct compare_history_doc {
    struct compare_member member; /* read only where it says the thing */
    enum compare_said said;
    uint32_t use_from, n_use; /* in history->use */
};
/* Uses that share something: a form, an issuer, a speaker. */
struct compare_tally {
    str key;       /* form, issuer, speaker's name as it stands at the first use (case of letters does not tell two apart) */
    uint32_t form; /* by_form: index in concept_list.form, else COMPARE_NONE */
    uint32_t n_doc, n_use;
    uint32_t first_use, last_use; /* in history->use */
    uint32_t n_silent_after;      /* by_issuer: dated texts of this issuer after the last use that do not say it */
};
/* An issuer or series by periods of a year: said, silent, no text issued. n_doc 0 exactly when nothing was
** issued in that year (SAID_NO_TEXT). */
struct compare_period {
    int32_t year;
    enum compare_said said;
    uint32_t n_doc, n_doc_said, n_use;
};
struct compare_timeline {
    str key;                       /* issuer */
    struct compare_period *period; /* [n_period] one for each year from the record's first to its last */
    uint32_t n_period;
};
/* Both ends say it; n_silent is at least 1. Texts between them that could not be read on it are not counted. */
struct compare_gap {
    str series;
    uint32_t before, after; /* in history->doc: the last text that said it, and the next that says it again */
    uint32_t n_silent;      /* texts of the series between them that were read and do not say it */
};
/* The answer to `entente history`. Copies and near-copies are left out and counted: one text told twice is one
** use. */
struct compare_history {
    str asked;        /* as the user wrote it */
    uint32_t concept; /* COMPARE_NONE: a phrase */
    const struct concept_list *list;
    struct compare_history_doc *doc; /* [n_doc] every document of the view, by date (undated last), then name */
    uint32_t n_doc;
    struct compare_use *use; /* [n_use] by doc, place; use.text is an index in doc */
    uint32_t n_use;
    struct compare_tally *by_form, *by_issuer, *by_speaker; /* in order of first use */
    uint32_t n_by_form, n_by_issuer, n_by_speaker;
    struct compare_timeline *timeline; /* [n_timeline] by issuer */
    uint32_t n_timeline;
    struct compare_gap *gap; /* [n_gap] by series, then date */
    uint32_t n_gap;
    uint32_t n_undated, n_part_read, n_copy;
    day first, last; /* dates of the record's texts */
    struct record_view view;
};

/* ---- agreed language: `entente phrases` ---- */

/* A sequence of folded words, shown as it last stood. first and last have no speaker. */
struct compare_phrase {
    uint32_t n_word;            /* without marks; an alias of several words counts as one */
    uint32_t n_content;         /* words that say something: no function words, no numbers */
    struct compare_runs stood;  /* texts that have it */
    struct compare_runs unread; /* other texts, known not to have been read on it */
    uint32_t n_use;             /* all its places */
    uint32_t n_break;           /* stretches between first and last use with a text that was read and lacks it */
    bool in_newest;
    bool shadowed;                  /* at its last place it overlaps a heavier phrase that stands there for the last time */
    struct compare_use first, last; /* its first place in the first, and in the last text that has it; no speaker */
    str text;                       /* as it stands at `last` */
};
struct compare_phrases {
    str series;
    struct compare_member *text; /* [n_text] all read */
    uint32_t n_text;
    struct compare_phrase *phrase; /* [n_phrase] */
    uint32_t n_phrase;
    uint32_t min_words, min_texts; /* as asked */
    struct compare_coverage coverage;
};
enum compare_phrase_order {
    PHRASE_BY_WEIGHT, /* (content words - 1) times texts, heaviest first: the backbone of the series */
    PHRASE_BY_ENDED,  /* ended ones first, latest end first; then broken ones; then the rest; by weight among equals */
    PHRASE_BY_FIRST   /* date of first use */
};

/* ---- `entente silences` ---- */

/* since and n_silent count texts that were read on it and do not say it; n_silent is at least 1. Never said of
** what the newest text could not be read on. */
struct compare_silence {
    uint32_t concept;          /* COMPARE_NONE: a phrase */
    str phrase;                /* as it last stood; empty for a concept */
    struct compare_runs stood; /* texts that said it */
    uint32_t since;            /* the first text after its last use that was read on it */
    uint32_t n_silent;         /* texts since then that were read on it and do not say it */
    struct compare_use last;
    bool shorter;    /* it fell silent in a much shorter text */
    uint32_t weight; /* for order: texts that said it, for a phrase times its content words less one */
};
struct compare_silences {
    str series;
    struct compare_member *text; /* [n_text] */
    uint32_t n_text;
    const struct concept_list *list;
    struct compare_silence *silence; /* [n_silence] concepts first, then phrases that no heavier one shadows, of two content
                                      ** words or more; the latest silence first, then the heaviest */
    uint32_t n_silence;
    uint32_t n_never; /* concepts of the list that no text of the series ever said */
    uint32_t *never;  /* [n_never] */
    uint32_t min_texts;
    struct compare_coverage coverage;
};

/* ---- the pure core ---- */

/* Trade-offs of one run; test/eval and report.c say where the figures come from. */
struct compare_limits {
    double close_similarity; /* [0,1] from which on an older sentence counts as the same provision */
    uint64_t max_read_bytes; /* source bytes of older texts read for close matches and concepts */
    double shorter_share;    /* [0,1] a text below this share of the other's words or items is much shorter */
};
extern const struct compare_limits compare_default_limits;

/* How the core gets at the words of a member. read sets its read and page. skim (may be NULL) is a quicker way
** to the words alone, for likeness: sentences cut at the spine's byte spans; the core checks that they are the
** spine's wordings, and reads the member when they are not. ctx is handed through. read may be asked for any
** member once; skim for one that was not read. What they return must live as long as the series. Neither may
** return DONE, which inside the core means that the budget is spent. */
struct compare_reader {
    void *ctx;
    enum status (*read)(void *ctx, struct compare_member *member, struct err *err);
    enum status (*skim)(void *ctx, const struct compare_text **out, const struct compare_member *member, struct err *err);
};

/* What the core works on. It sets read and page of members and nothing else, so runs over the same series may
** follow one another; not two at a time. */
struct compare_series {
    struct compare_member *text; /* [n_text] in order of date; the last is the newest */
    uint32_t n_text;
    bool whole; /* all predecessors are there as far as anyone knows */
    compare_vocab *vocab;
    const struct concept_list *list;
    struct compare_reader reader;
    const struct compare_settings *settings; /* NULL: default */
    const struct compare_limits *limits;     /* NULL: default */
};

/* The newest text against the others. Time: the pair's comparison, plus one pass over the spines for each
** sentence that the previous text does not explain, plus the reading of the texts that findings name.
** E_NOTFOUND for no text. With one text everything is first and nothing dropped. Memory grows with the texts
** that were read, which the budget bounds. */
enum status compare_series_run(struct compare_report *out, struct compare_series *s, arena *ar, struct err *err) MUST_CHECK;

/* Longest word sequences of at least min_words that recur in at least min_texts texts, in no longer one that recurs in
** as many. All members are read. O(words log words). */
enum status compare_phrases_run(struct compare_phrases *out, struct compare_series *s, uint32_t min_words, uint32_t min_texts,
                                enum compare_phrase_order order, arena *ar, struct err *err) MUST_CHECK;

/* In place; the list may have been sorted in any order before. */
void compare_phrases_sort(struct compare_phrases *p, enum compare_phrase_order order);

/* Concepts and phrases that stood in min_texts texts or more and that the newest text does not say. All members
** are read. min_texts 0: 2. E_NOTFOUND for no text. A text that says less of everything makes silences of all
** it leaves out: `shorter` tells those. */
enum status compare_silences_run(struct compare_silences *out, struct compare_series *s, uint32_t min_texts, arena *ar,
                                 struct err *err) MUST_CHECK;

/* ---- from the record ---- */

/* Zeroed but for the view it means: the newest text of the only series against all before it. */
struct compare_request {
    str newer;  /* document; empty: the newest of the series */
    str older;  /* document; empty: all predecessors (or the previous one: against) */
    str series; /* empty: that of `newer`, else the record's only series with two texts */
    enum compare_against against;
    struct record_view view;
};

/* E_NOTFOUND: no such document or series; the line names what there is. Nothing is written to the record.
** Everything is read in one transaction, so a writer beside it does not show in the answer. Replies to the
** newest text are loaded with it and not compared. */
enum status compare_report_make(struct compare_report *out, record *r, const struct compare_request *req, arena *ar,
                                struct err *err) MUST_CHECK;
/* what: the name or a form of a concept, or a phrase in double quotes; words that name no concept are a phrase
** too. series may be empty: all documents. A thing never said is OK with n_use 0. E_NOTFOUND for words that
** hold no word to look for, E_LIMIT for more than 10,000 bytes of them. Of more than 200 documents only those
** are read that the full-text index offers for any form; the words of the text decide. */
enum status compare_history_make(struct compare_history *out, record *r, str what, str series, struct record_view view,
                                 arena *ar, struct err *err) MUST_CHECK;
/* series empty: the record's only one. min_words 0: 3; min_texts 0: 2. E_NOTFOUND: no such series, several to
** choose from, or none with a dated text; the line names what there is. */
enum status compare_phrases_make(struct compare_phrases *out, record *r, str series, uint32_t min_words, uint32_t min_texts,
                                 enum compare_phrase_order order, struct record_view view, arena *ar,
                                 struct err *err) MUST_CHECK;
/* min_texts 0: 2. Errors as compare_phrases_make. */
enum status compare_silences_make(struct compare_silences *out, record *r, str series, uint32_t min_texts,
                                  struct record_view view, arena *ar, struct err *err) MUST_CHECK;

#endif
