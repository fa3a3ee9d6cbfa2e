/* Private to the compare room: the two halves of the speaker rule, the clause (speaker.c) and whom its subject stands for
** (speaker_kind.c). */
#ifndef COMPARE_SPEAKER_H
#define COMPARE_SPEAKER_H

#include "compare/series_parts.h"

/* The words before a verb of saying: tokens [from, to) of a sentence, empty when none were seen. All borrowed. */
struct speaker_subject {
    const struct text_tokens *tok; /* of the sentence; spans in clean */
    str clean;                     /* the whole text: a name is told from a word by how the text writes it elsewhere */
    uint32_t from, to;
    const struct concept_list *list; /* may be NULL, with n_in 0: then parties are known by their capitals alone */
    const struct mention *in;        /* [n_in] mentions of the sentence, from left to right */
    uint32_t n_in;
};

/* token below tok->n. */
static inline str speaker_word(const struct speaker_subject *s, uint32_t token)
{
    return str_span(s->clean, s->tok->at[token]);
}

/* Joint: both sides, they, two who are named, all who hold an office. One: a party, office or person. Unknown: anything
** else, above all things (a statement, the guidelines) and bodies that belong to no single party of the concept list. Time linear
** in the words, plus a search of some kilobytes of the text for a lone capitalised word at the start of the sentence. */
enum compare_speaker_kind speaker_kind_of(const struct speaker_subject *s);

/* The end of the group that `s` opens with, when it is one that means both sides without more words ("Both sides met and");
** s->from when it opens with none. */
uint32_t speaker_pair_end(const struct speaker_subject *s);
/* Whether two who are named with a title each, [from, mid) and [second, to), are two speakers. */
bool speaker_are_two(const struct speaker_subject *s, uint32_t mid, uint32_t second);

/* Whether the word is on the list, which is sorted and in small letters: case does not count. Longer words than any listed are not. */
bool speaker_among(str word, const char *const *list, size_t n);
#define AMONG(word_, list_) speaker_among((word_), (list_), ARRAY_LEN(list_))

#endif
