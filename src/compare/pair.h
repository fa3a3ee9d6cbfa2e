/* Two texts: which sentence became which, and what changed inside it. Pure: structures in, structures out.
**
** Ownership throughout: arguments are borrowed for the call, what a result points to lives in the arena passed
** (or is borrowed from the texts, where said). On an error *out is as it was before. Nothing here reads a
** clock, a file or the record, and equal input gives equal bytes. */
#ifndef COMPARE_PAIR_H
#define COMPARE_PAIR_H

#include "base/base.h"
#include "record/record.h"
#include "text/text.h"

/* ---- texts ready to be compared ---- */

/* Words as numbers, shared by all texts of one comparison, with the aliases that fold into one name. Grows
** while texts are made ready, is read only afterwards. Not to be shared by two threads while it grows. */
typedef struct compare_vocab compare_vocab;

/* concepts may be NULL. Lives in ar. The list is read during the call only. Its aliases fold in every text made
** from here on, not in those made before: one vocabulary, one list. O(bytes of all aliases). LIMIT, NOMEM. */
enum status compare_vocab_new(compare_vocab **out, const struct concept_list *concepts, arena *ar, struct err *err) MUST_CHECK;
str compare_vocab_word(const compare_vocab *v, uint32_t id); /* the text behind a number */

/* A text as the comparison sees it: sentences of the main text, each a row of words. Arrays are parallel and
** lie in the arena it was made in; clean is borrowed. A word may be a mark; where marks do not count the class
** of the word says so (words.h). Plain data: it may be copied, and nothing in it is changed after
** compare_text_make. */
struct compare_text {
    const compare_vocab *vocab; /* of both texts of a comparison */
    str clean;                  /* borrowed */
    uint32_t n_sentence;
    span *at;            /* [n_sentence] in clean */
    uint32_t *paragraph; /* [n_sentence] from 0 */
    uint8_t *kind;       /* [n_sentence] enum text_kind */
    uint32_t *word_from; /* [n_sentence + 1] first word of each sentence */
    uint32_t n_word;
    uint32_t *word;     /* [n_word] number after folding: letters' case, typographic marks, aliases */
    uint32_t *surface;  /* [n_word] number of the words as they stand */
    uint32_t *concept;  /* [n_word] concept whose alias this is (index in concept_list), or UINT32_MAX */
    span *word_at;      /* [n_word] in clean; an alias of several words is one word here */
    uint8_t *word_kind; /* [n_word] enum text_token_kind */
    uint64_t *wording;  /* [n_sentence] hash64 of text_wording: word for word, marks made plain */
    uint64_t *folded;   /* [n_sentence] of the folded words without punctuation */
};

/* sentence[i] is a stretch of clean with its paragraph and kind (kind may be NULL: all TEXT_PARAGRAPH).
** Sentences must lie in clean, in order; they may be empty, and clean need not be UTF-8 throughout. O(bytes).
** LIMIT when the words do not fit the arena or 32 bits. */
enum status compare_text_make(struct compare_text *out, compare_vocab *v, str clean, const span *sentence,
                              const uint32_t *paragraph, const uint8_t *kind, uint32_t n_sentence, arena *ar,
                              struct err *err) MUST_CHECK;
/* The main text of a reading. Paragraphs are the blocks of the page that hold a main sentence, numbered from 0.
** clean is borrowed from the reading. */
enum status compare_text_of_reading(struct compare_text *out, compare_vocab *v, const struct record_reading *reading, arena *ar,
                                    struct err *err) MUST_CHECK;

/* ---- alignment ---- */

/* What became of a sentence. For a pair alone RETURNED and FIRST cannot be known: they are said by the series
** (series.h) in place of NEW. The order of the enum is that of tables shown to people. */
enum compare_label {
    LABEL_KEPT,
    LABEL_REWORDED,
    LABEL_MOVED, /* word for word, in another place */
    LABEL_MOVED_REWORDED,
    LABEL_SPLIT,    /* one sentence became several */
    LABEL_JOINED,   /* several became one */
    LABEL_RETURNED, /* absent from the previous text, present in an older one */
    LABEL_NEW,      /* in no text that was compared, but not all of the series could be */
    LABEL_FIRST,    /* no text of the series ever said it */
    LABEL_DROPPED,
    LABEL_COUNT
};
const char *compare_label_name(enum compare_label l); /* "kept", "moved and reworded", ... */

/* One sentence of each side that stand for each other. similarity is Dice over weighted stems
** (profile_overlap), 1 when the folded words are equal; same_wording is about text_wording, so capitals and
** names count there. moved: it left its place among those that kept the order, and its neighbours did not come
** along. */
struct compare_link {
    uint32_t older, newer; /* sentence numbers */
    double similarity;     /* [0,1] */
    bool same_wording;
    bool moved;
};

/* Every sentence of both sides has its one label here, whether or not a link ends at it. */
struct compare_alignment {
    struct compare_link *link; /* [n_link] sorted by newer, then older; a split or a join is several links */
    uint32_t n_link;
    uint8_t *older_label; /* [older->n_sentence] enum compare_label: never RETURNED, NEW, FIRST */
    uint8_t *newer_label; /* [newer->n_sentence] never DROPPED, RETURNED, FIRST; NEW where no link ends */
};

/* All thresholds in one place, set on training data (test/eval/README.md says how). Zeroed it finds little that
** is not word for word; start from compare_default_settings. Changing a value never makes an answer wrong, only
** more or less daring. */
struct compare_settings {
    double prob_link;   /* [0,1] a link between two that keep the order is at least this probable */
    double min_overlap; /* [0,1] common words of a reworded sentence that went elsewhere */
    double min_share;   /* [0,1] words of a second part that stand in the whole and not in the first part */
    uint64_t max_pairs; /* looked at between anchors; where there were more, only nearer sentences are held together */
};
extern const struct compare_settings compare_default_settings;

/* Order is a prior, never a constraint: moves are found wherever they went. Swapping the texts mirrors the
** result. LIMIT only from the arena. Time O(n log n + pairs looked at). Both texts share one vocabulary.
** compare_align(x, x) links each sentence with itself and calls it kept. Memory: scratch of at most the arena's
** own cap beside the result, given back before it returns. */
enum status compare_align(struct compare_alignment *out, const struct compare_text *older, const struct compare_text *newer,
                          const struct compare_settings *set, arena *ar, struct err *err) MUST_CHECK;

/* ---- inside a sentence ---- */

/* A change of words is a DELETED stretch followed by an INSERTED one. */
enum compare_op { OP_SAME, OP_DELETED, OP_INSERTED };

/* One stretch of a redline; word numbers into the two texts. SAME has equal folded words on both sides. The
** range that an operation has nothing to say of is empty, and stands where it would be inserted. Edits follow
** one another without a gap on either side; none is empty on both. */
struct compare_edit {
    enum compare_op op;
    uint32_t older_from, older_to;
    uint32_t newer_from, newer_to;
};

/* Word-level redline of words [a,b) of older against [c,d) of newer: fewest changed words, then the split that
** leaves whole phrases together (no "the" kept alone between two changes). Applied to the older words it gives
** the newer. a <= b <= n_word of older, c <= d of newer; both may be empty, and then there is no edit. Texts
** share a vocabulary. Time O(words) where they are equal, O(product) where they differ up to 2^22 cells, O(n
** log n) above. */
enum status compare_redline(struct compare_edit **out, uint32_t *n, const struct compare_text *older, uint32_t a, uint32_t b,
                            const struct compare_text *newer, uint32_t c, uint32_t d, arena *ar, struct err *err) MUST_CHECK;

enum compare_note_kind {
    NOTE_LIST_LOST,   /* an item went out of a list whose frame stands: older */
    NOTE_LIST_GAINED, /* an item came into it: newer */
    NOTE_LIST_REORDERED,
    NOTE_SPEAKER,   /* the clause stands, who says it changed: older -> newer */
    NOTE_NAME,      /* the same thing under another name */
    NOTE_ONLY_CASE, /* only capital letters changed */
    NOTE_ONLY_PUNCTUATION
};
/* Remarks beside a redline, by rule. Each names the words it is about, so that a reader can check it; where a
** rule is unsure there is no note. */
struct compare_note {
    enum compare_note_kind kind;
    span older, newer;             /* spans in the two clean texts; empty where there is none */
    span frame_older, frame_newer; /* of a list: the words that lead it in */
    uint32_t concept;              /* NOTE_NAME: index in concept_list; else UINT32_MAX */
};
/* What a reader would say of the change from sentence `older_at` to `newer_at`. *out is [*n], in the order
** form, names, speaker, lists; both sides' notes are mirrored when the texts are swapped. O(product of the
** words) at worst. LIMIT, NOMEM. */
enum status compare_notes(struct compare_note **out, uint32_t *n, const struct compare_text *older, uint32_t older_at,
                          const struct compare_text *newer, uint32_t newer_at, arena *ar, struct err *err) MUST_CHECK;

#endif
