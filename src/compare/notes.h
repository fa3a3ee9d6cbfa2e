/* Inside the compare room: the parts that make the notes on a changed sentence.
**
** A note is added by the part that sees it; the list keeps their order. Words are numbered in their texts. */
#ifndef COMPARE_NOTES_H
#define COMPARE_NOTES_H

#include "compare/words.h"

/* Notes as they are found. */
struct note_list {
    struct compare_note *item; /* [n] in ar */
    uint32_t n, cap;
    arena *ar;
    struct err *err;
};
/* The note is copied. LIMIT, NOMEM. */
enum status note_add(struct note_list *list, const struct compare_note *note) MUST_CHECK;

/* A sentence as a range of words of its text. [from, to) in word numbers; may be empty. */
struct stretch {
    const struct compare_text *t;
    uint32_t from, to;
};
/* Folded; borrowed from the vocabulary. */
static inline str word_text(const struct compare_text *t, uint32_t word) { return vocab_at(t->vocab, t->word[word])->text; }
/* text in small letters. */
static inline bool word_is(const struct compare_text *t, uint32_t word, const char *text)
{
    return str_eq(word_text(t, word), str_of(text));
}
/* Span of words [from, to) in clean, empty when there are none. */
static inline span words_span(const struct compare_text *t, uint32_t from, uint32_t to)
{
    return from < to ? (span){t->word_at[from].begin, t->word_at[to - 1].end} : (span){0, 0};
}

/* Items lost, gained or in another order, list by list. Mirrored when older and newer are swapped. Nothing for
** sentences of more than 96 chunks. */
enum status notes_on_lists(struct note_list *list, struct stretch older, struct stretch newer) MUST_CHECK;
/* Who says it. At most one note, without the concept list. Scratch is not given back. */
enum status notes_on_speaker(struct note_list *list, struct stretch older, struct stretch newer, arena *scratch) MUST_CHECK;

#endif
