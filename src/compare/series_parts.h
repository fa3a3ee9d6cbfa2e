/* Private to the compare room: what the files of the series comparison share.
**
** Everything here is internal: texts, engines and lineages of one run, all in the arena of the answer or in
** scratch that is given back. Nothing keeps state between runs. Status as in series.h; where a function says
** DONE, that is "the budget is spent" or "none here", and no message is set. */
#ifndef COMPARE_SERIES_PARTS_H
#define COMPARE_SERIES_PARTS_H

#include "compare/mentions.h"
#include "compare/series.h"
#include "compare/words.h"

/* ---- runs ---- */

/* Runs of the texts whose flag is set. flag: [n_text]. */
enum status compare_runs_of_flags(struct compare_runs *out, const uint8_t *flag, uint32_t n_text, arena *ar,
                                  struct err *err) MUST_CHECK;
/* Runs of a sorted list of text numbers, doubles allowed. n 0 gives no run. */
enum status compare_runs_of_list(struct compare_runs *out, const uint32_t *text, uint32_t n, arena *ar,
                                 struct err *err) MUST_CHECK;

/* ---- distinct wordings of a series ---- */

/* Places are all sentences of all texts in order; a wording is a set of places with equal hash. By fingerprints
** alone, no text is read for it. Places of a text are [text_from[t], text_from[t + 1]). */
struct wordings {
    uint32_t n_text, n_place, n;
    uint32_t *text_from;  /* [n_text + 1] first place of each text */
    uint32_t *id;         /* [n_place] wording of each place, 0 .. n-1 in order of first place */
    uint32_t *place_from; /* [n + 1] in place */
    uint32_t *place;      /* [n_place] places grouped by wording, ascending */
    uint32_t *text_of;    /* [n_place] */
};
/* Needs the members' wordings alone. O(sentences). */
enum status compare_wordings_make(struct wordings *out, const struct compare_member *text, uint32_t n_text, arena *ar,
                                  struct err *err) MUST_CHECK;
/* sentence below the text's n_sentence. */
static inline uint32_t wordings_id(const struct wordings *w, uint32_t text, uint32_t sentence)
{
    return w->id[w->text_from[text] + sentence];
}
/* Texts below `below` that have the wording. */
enum status compare_wordings_runs(struct compare_runs *out, const struct wordings *w, uint32_t id, uint32_t below, arena *ar,
                                  struct err *err) MUST_CHECK;
/* The latest (or first) place of the wording in a text below `below`. O(log places). */
struct compare_place compare_wordings_place(const struct wordings *w, uint32_t id, uint32_t below, bool first);

/* ---- likeness of sentences ---- */

/* Words and neighbouring pairs of a sentence, for Dice's coefficient with weights: a content word counts 4, a
** number 2, a function word 1, a pair the mean of its words. In the arena of the engine, one for each wording
** it was asked for. Keys may repeat: a pair said twice counts twice. */
struct features {
    uint32_t n;
    uint64_t *key;   /* [n] ascending */
    uint8_t *weight; /* [n] */
    uint32_t total;  /* sum of weights */
    uint32_t n_word;
    uint32_t *word; /* [n_word] folded words without punctuation, in order */
};
/* O(words log words). */
enum status compare_features_make(struct features **out, const struct compare_text *t, uint32_t sentence, arena *ar,
                                  struct err *err) MUST_CHECK;
/* 0 at once when even the lesser one within the other would not be `least` alike. [0,1], symmetric. O(words of
** both). */
double compare_features_likeness(const struct features *a, const struct features *b, double least);
/* Whether seq stands in the words, one after another. */
bool compare_words_have(const uint32_t *word, uint32_t n_word, const uint32_t *seq, uint32_t n_seq);

/* ---- the engine: one run over one series ---- */

/* limits and s are borrowed for the run. feat is NULL for an engine without wordings. Single-threaded. */
struct engine {
    struct compare_series *s;
    const struct compare_limits *limits;
    struct wordings w;
    struct features **feat;  /* [w.n] NULL until a text with that wording was read and it was needed */
    struct hash_map like_at; /* two wordings -> index in like */
    float *like;             /* [n_like] */
    uint32_t n_like, cap_like;
    const struct compare_text **skim; /* [n_text] words of texts that were skimmed, for likeness alone */
    struct mentions names;
    uint64_t read_bytes;
    bool cut;
    buf scratch[2]; /* for holding wordings against each other */
    arena *ar;
    struct err *err;
};
/* An engine without wordings; names are ready. */
enum status compare_engine_open(struct engine *e, struct compare_series *s, const struct compare_limits *limits, arena *ar,
                                struct err *err) MUST_CHECK;
/* Safe after a failed open. */
void compare_engine_close(struct engine *e);
/* Read text t when it is not yet. needed: a finding names it, so the budget does not count; else DONE when it
** is spent. E_FORMAT when the words do not fit the spine. Sets the member's read and page. */
enum status compare_engine_read(struct engine *e, uint32_t t, bool needed) MUST_CHECK;
/* The words of text t, read or skimmed; DONE when the budget is spent. */
enum status compare_engine_words(const struct compare_text **out, struct engine *e, uint32_t t) MUST_CHECK;
/* Features of a wording, from the given place (DONE when its text may not be read any more). */
enum status compare_engine_features(struct features **out, struct engine *e, uint32_t text, uint32_t sentence) MUST_CHECK;
/* Likeness of the wordings at two places (0 when clearly below the bound of closeness); DONE as for features. */
enum status compare_engine_likeness(double *out, struct engine *e, struct compare_place a, struct compare_place b) MUST_CHECK;
/* Equal hashes, equal words? Reads both texts. E_FORMAT when the index does not fit the texts. Costs the
** reading of both texts, whatever the budget: the finding names them. */
enum status compare_engine_confirm(struct engine *e, struct compare_place a, struct compare_place b) MUST_CHECK;

/* ---- lineages ---- */

/* A provision followed backwards from text to text. The caller sets own and own_place; the rest is filled by
** compare_lineages_follow. step lies in the engine's arena. */
struct lineage {
    uint32_t own;  /* wording it began with */
    uint32_t head; /* wording of its earliest step so far */
    struct compare_place own_place, head_place;
    struct compare_step *step; /* [n_step] newest first */
    uint32_t n_step;
    bool cut; /* a text that may have held a close match was not read: the budget was spent */
};
/* Follow all lineages through the texts below `below`, text by text, newest first. O(texts x lineages) looks at
** spines, plus the readings. Budget spent is no error: lineages say `cut`. */
enum status compare_lineages_follow(struct lineage *line, uint32_t n_line, struct engine *e, uint32_t below) MUST_CHECK;

/* ---- uses ---- */

/* Uses as they are found, in order of text and place. Zeroed but for ar. */
struct use_list {
    struct compare_use *item; /* [n] */
    uint32_t n, cap;
    arena *ar; /* of item alone */
};
/* Copied. LIMIT, NOMEM. */
enum status compare_use_push(struct use_list *out, const struct compare_use *use, struct err *err) MUST_CHECK;
/* All mentions of concepts in a text that was read, each with the speaker of its sentence. text_no: as the uses say. */
enum status compare_uses_of_concepts(struct use_list *out, const struct mentions *names, const struct compare_text *t,
                                     uint32_t text_no, arena *scratch, struct err *err) MUST_CHECK;
/* All places of a sequence of folded words (no punctuation) inside single sentences. touched: [n_concept] (may be NULL) gets
** 1 for each concept mentioned at such a place. */
enum status compare_uses_of_words(struct use_list *out, uint8_t *touched, const struct mentions *names, const uint32_t *seq,
                                  uint32_t n_seq, const struct compare_text *t, uint32_t text_no, arena *scratch,
                                  struct err *err) MUST_CHECK;
/* Whether the words stand in any sentence of the text. */
bool compare_text_has(const struct compare_text *t, const uint32_t *seq, uint32_t n_seq);
/* The subject of the first verb of saying. in: mentions of that sentence, for the concept it names. list may be
** NULL when n_in is 0. clean is the whole text. Unknown, with empty spans, when the rule does not see through.
** Linear in the sentence. */
struct compare_speaker compare_speaker_find(str clean, span sentence, const struct concept_list *list, const struct mention *in,
                                            uint32_t n_in, arena *scratch);

/* Whether the word is a verb of saying, in any case of letters. */
bool compare_word_says(str word);

/* ---- what could not be read ---- */

/* Fill not_read and not_read_concept from the manifest: a subject is a concept's name, one of its forms, or other words. */
enum status compare_member_subjects(struct compare_member *m, const struct concept_list *list, arena *ar,
                                    struct err *err) MUST_CHECK;
/* The concept that a name or form names, or COMPARE_NONE. Case and typographic marks do not count. */
enum status compare_concept_named(uint32_t *out, const struct concept_list *list, str name, arena *ar,
                                  struct err *err) MUST_CHECK;
/* By concept; words that name no concept are asked with compare_unread_find. */
bool compare_member_unread(const struct compare_member *m, uint32_t concept);
/* Most series admit nothing: then the question ends here. */
bool compare_anything_unread(const struct compare_member *text, uint32_t n_text);
/* Which of the texts are known not to have been read on what the words at `where` say. All borrowed. */
struct unread_query {
    const struct compare_member *text; /* [n_text] */
    uint32_t n_text;
    const struct compare_runs *said; /* texts that say it all the same, or NULL */
    str clean;
    span sentence; /* around `where`: a concept counts when any part of it lies in `where` */
    span where;
    const struct mentions *names;
};
/* subject (may be NULL) gets the first such subject as a manifest names it, when it is empty. */
enum status compare_unread_find(struct compare_runs *out, str *subject, const struct unread_query *q, arena *ar,
                                struct err *err) MUST_CHECK;

/* ---- history ---- */

/* From out->doc (said, member and use ranges known) and out->use: everything that counts them. Needs docs in
** order of date (undated last) and uses in order of doc. O(docs^2 + uses x keys) at worst, with very small
** constants. */
enum status compare_history_tally(struct compare_history *out, arena *ar, struct err *err) MUST_CHECK;

/* ---- parts of the report ---- */

/* Table of concepts over the texts of the series; rep->length must be known. Reads as many texts, newest first,
** as the budget allows. */
enum status compare_concepts_make(struct compare_report *rep, struct engine *e) MUST_CHECK;
/* Redlines and what became of their words. older_line: [n_older]; newer_line: [n_newer], NULL where the sentence has the
** lineage of the one it is linked with. */
enum status compare_changes_make(struct compare_report *rep, struct engine *e, struct lineage *const *older_line,
                                 struct lineage *const *newer_line) MUST_CHECK;
/* Fill at, source, speaker and the wordings' runs of every sentence of a text; texts below `below` count. */
enum status compare_sentences_make(struct compare_sentence **out, struct engine *e, uint32_t text, uint32_t below) MUST_CHECK;
/* Those that were read are left alone. No budget. */
enum status compare_series_read_all(struct compare_series *s, struct err *err) MUST_CHECK;
/* Counts over the members: n_text, n_read, n_part_read, n_digest, first, last. */
void compare_coverage_fill(struct compare_coverage *c, const struct compare_member *text, uint32_t n_text);
/* Both members must have been read. share in [0,1]. */
void compare_length_make(struct compare_length *out, const struct compare_member *older, const struct compare_member *newer,
                         double share);

#endif
