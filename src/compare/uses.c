/* Where texts use a concept or a phrase, and who speaks there.
**
** A use is a mention with its sentence and speaker. Finding the speaker is dearer than finding the mention, so
** it is done once a sentence and only where something is mentioned. */
#include "compare/series_parts.h"

/* Doubles in out->ar, where no one else should take memory in between. */
enum status compare_use_push(struct use_list *out, const struct compare_use *use, struct err *err)
{
    if (out->n == out->cap) {
        if (out->cap > UINT32_MAX / 2) return err_set(err, E_LIMIT, "more than %u uses", out->cap);
        uint32_t cap = out->cap ? out->cap * 2 : 64;
        struct compare_use *item = arena_grow(out->ar, out->item, out->cap, cap, sizeof *item);
        if (!item) return arena_why(out->ar, err);
        out->item = item;
        out->cap = cap;
    }
    out->item[out->n++] = *use;
    return OK;
}

/* The speaker is looked for only in sentences that mention something. use: what all uses of this sentence
** share. */
static enum status sentence_uses(struct use_list *out, const struct mention_list *in, const struct concept_list *list,
                                 const struct compare_text *t, struct compare_use use, arena *scratch, struct err *err)
{
    enum status st = OK;
    if (in->n) use.speaker = compare_speaker_find(t->clean, t->at[use.sentence], list, in->item, in->n, scratch);
    for (uint32_t i = 0; !st && i < in->n; i++) {
        use.form = in->item[i].form;
        use.concept = list->form[use.form].concept;
        use.at = in->item[i].at;
        st = compare_use_push(out, &use, err);
    }
    return st;
}

/* Linear in the words. Scratch is the caller's to reset; mentions have an arena of their own, since the speaker
** takes from scratch in between. */
enum status compare_uses_of_concepts(struct use_list *out, const struct mentions *names, const struct compare_text *t,
                                     uint32_t text_no, arena *scratch, struct err *err)
{
    struct mention_list in = {.ar = arena_new(arena_cap_bytes(scratch))};
    if (!in.ar) return err_set(err, E_NOMEM, "no memory to look for concepts");
    enum status st = OK;
    for (uint32_t i = 0; !st && i < t->n_sentence; i++) {
        in.n = 0;
        st = mentions_find(&in, names, t->clean, t->at[i], scratch, err);
        if (!st)
            st = sentence_uses(out, &in, names->list, t, (struct compare_use){.text = text_no, .sentence = i}, scratch, err);
    }
    arena_free(in.ar);
    return st;
}

/* Whether seq stands at word w of the sentence that ends at word end; *last gets its last word. Marks inside
** are passed over, so "planning, and execution" has "planning and execution". */
static bool stands_at(const struct compare_text *t, uint32_t w, uint32_t end, const uint32_t *seq, uint32_t n_seq,
                      uint32_t *last)
{
    for (uint32_t k = 0; k < n_seq; w++) {
        if (w >= end) return false;
        if (word_class_at(t, w) == CLASS_PUNCT) continue;
        if (t->word[w] != seq[k]) return false;
        *last = w;
        k++;
    }
    return true;
}

/* Asked first, since most sentences do not have it and the rest of the work is dear. n_seq > 0. */
static bool sentence_has(const struct compare_text *t, uint32_t sentence, const uint32_t *seq, uint32_t n_seq)
{
    uint32_t last;
    for (uint32_t w = t->word_from[sentence]; w < t->word_from[sentence + 1]; w++)
        if (t->word[w] == seq[0] && stands_at(t, w, t->word_from[sentence + 1], seq, n_seq, &last)) return true;
    return false;
}

/* An empty sequence stands nowhere. O(words). */
bool compare_text_has(const struct compare_text *t, const uint32_t *seq, uint32_t n_seq)
{
    for (uint32_t i = 0; n_seq && i < t->n_sentence; i++)
        if (sentence_has(t, i, seq, n_seq)) return true;
    return false;
}

/* Concepts that overlap the words at `at`: "swift, overwhelming" lies inside a form of a longer one. For a
** phrase: what it is about, so that a text which could not be read on that is not called silent. */
static void touch(uint8_t *touched, const struct mention_list *in, const struct concept_list *list, span at)
{
    for (uint32_t i = 0; touched && i < in->n; i++)
        if (in->item[i].at.begin < at.end && at.begin < in->item[i].at.end) touched[list->form[in->item[i].form].concept] = 1;
}

/* Places may overlap ("a b a" in "a b a b a" counts twice). An empty sequence has none. touched may be NULL;
** else it is added to, never cleared. */
enum status compare_uses_of_words(struct use_list *out, uint8_t *touched, const struct mentions *names, const uint32_t *seq,
                                  uint32_t n_seq, const struct compare_text *t, uint32_t text_no, arena *scratch,
                                  struct err *err)
{
    struct mention_list in = {.ar = arena_new(arena_cap_bytes(scratch))};
    if (!in.ar) return err_set(err, E_NOMEM, "no memory to look for a phrase");
    enum status st = OK;
    for (uint32_t i = 0; !st && n_seq && i < t->n_sentence; i++) {
        if (!sentence_has(t, i, seq, n_seq)) continue;
        struct compare_use use = {.text = text_no, .sentence = i, .concept = COMPARE_NONE, .form = COMPARE_NONE};
        in.n = 0;
        st = mentions_find(&in, names, t->clean, t->at[i], scratch, err);
        if (!st) use.speaker = compare_speaker_find(t->clean, t->at[i], names->list, in.item, in.n, scratch);
        for (uint32_t w = t->word_from[i], last = 0; !st && w < t->word_from[i + 1]; w++) {
            if (!stands_at(t, w, t->word_from[i + 1], seq, n_seq, &last) || t->word[w] != seq[0]) continue;
            use.at = (span){t->word_at[w].begin, t->word_at[last].end};
            touch(touched, &in, names->list, use.at);
            st = compare_use_push(out, &use, err);
        }
    }
    arena_free(in.ar);
    return st;
}
