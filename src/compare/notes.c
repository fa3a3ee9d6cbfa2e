/* What a reader would say of a change beside the redline.
**
** Order of the notes: form, names, speaker, lists. None of them is a finding of its own; each points at words
** that the redline shows as well, so where a rule is unsure it says nothing.
**
** Only asked for changes of one sentence into one: of a split or a join every clause that went its own way
** would count as lost. */
#include "compare/notes.h"

/* Copied into the list, which doubles in its arena. */
enum status note_add(struct note_list *list, const struct compare_note *note)
{
    if (list->n == list->cap) {
        uint32_t cap = list->cap ? list->cap * 2 : 4;
        struct compare_note *item = arena_grow(list->ar, list->item, list->cap, cap, sizeof *item);
        if (!item) return arena_why(list->ar, list->err);
        list->item = item;
        list->cap = cap;
    }
    list->item[list->n++] = *note;
    return OK;
}

/* The next word that is no mark, from w on, or to. */
static uint32_t next_word(const struct compare_text *t, uint32_t w, uint32_t to)
{
    while (w < to && word_class_at(t, w) == CLASS_PUNCT) w++;
    return w;
}

/* All words, marks among them, are the same one by one. */
static bool same_marks(struct stretch a, struct stretch b)
{
    if (a.to - a.from != b.to - b.from) return false;
    for (uint32_t k = 0; k < a.to - a.from; k++)
        if (a.t->word[a.from + k] != b.t->word[b.from + k]) return false;
    return true;
}

/* Word for word the same but for capitals, or but for marks. Says nothing when a name changed, or both did.
** surface tells capitals apart, word does not; fold tells an alias apart from a change of letters. */
static enum status note_on_form(struct note_list *list, struct stretch a, struct stretch b)
{
    uint32_t i = next_word(a.t, a.from, a.to), j = next_word(b.t, b.from, b.to);
    bool capitals = false;
    while (i < a.to && j < b.to) {
        const struct vocab_word *x = vocab_at(a.t->vocab, a.t->surface[i]), *y = vocab_at(b.t->vocab, b.t->surface[j]);
        if (a.t->word[i] != b.t->word[j] || x->fold != y->fold) return OK;
        capitals = capitals || a.t->surface[i] != b.t->surface[j];
        i = next_word(a.t, i + 1, a.to);
        j = next_word(b.t, j + 1, b.to);
    }
    bool marks = !same_marks(a, b);
    if (i < a.to || j < b.to || capitals == marks) return OK;
    struct compare_note note = {.kind = capitals ? NOTE_ONLY_CASE : NOTE_ONLY_PUNCTUATION,
                                .older = words_span(a.t, a.from, a.to),
                                .newer = words_span(b.t, b.from, b.to),
                                .concept = UINT32_MAX};
    return note_add(list, &note);
}

/* Words that stay but stand under another name. A name that stands in a stretch that stays can only differ by
** its alias. One note for each place, so a name that changed throughout is said each time. */
static enum status note_on_names(struct note_list *list, const struct compare_edit *edit, uint32_t n,
                                 const struct compare_text *a, const struct compare_text *b)
{
    enum status st = OK;
    for (uint32_t k = 0; k < n && !st; k++) {
        if (edit[k].op != OP_SAME) continue;
        for (uint32_t w = 0; w < edit[k].older_to - edit[k].older_from && !st; w++) {
            uint32_t i = edit[k].older_from + w, j = edit[k].newer_from + w;
            if (a->concept[i] == UINT32_MAX || b->concept[j] == UINT32_MAX) continue;
            if (vocab_at(a->vocab, a->surface[i])->fold == vocab_at(b->vocab, b->surface[j])->fold) continue;
            struct compare_note note = {
                .kind = NOTE_NAME, .older = a->word_at[i], .newer = b->word_at[j], .concept = a->concept[i]};
            st = note_add(list, &note);
        }
    }
    return st;
}

/* Notes in ar; NULL spans are empty. E_LIMIT and E_NOMEM from the arena alone. Both texts share a vocabulary. */
enum status compare_notes(struct compare_note **out, uint32_t *n, const struct compare_text *older, uint32_t older_at,
                          const struct compare_text *newer, uint32_t newer_at, arena *ar, struct err *err)
{
    struct stretch a = {older, older->word_from[older_at], older->word_from[older_at + 1]};
    struct stretch b = {newer, newer->word_from[newer_at], newer->word_from[newer_at + 1]};
    struct note_list list = {.item = ARENA_NEW(ar, 0, struct compare_note), .ar = ar, .err = err};
    arena *scratch = arena_new(arena_cap_bytes(ar));
    struct compare_edit *edit = NULL;
    uint32_t n_edit = 0;
    enum status st = scratch && list.item ? OK : err_set(err, E_NOMEM, "no memory for notes on a sentence");
    if (!st) st = compare_redline(&edit, &n_edit, older, a.from, a.to, newer, b.from, b.to, scratch, err);
    if (!st) st = note_on_form(&list, a, b);
    if (!st) st = note_on_names(&list, edit, n_edit, older, newer);
    if (!st) st = notes_on_speaker(&list, a, b, scratch);
    if (!st) st = notes_on_lists(&list, a, b);
    if (!st) {
        *out = list.item;
        *n = list.n;
    }
    arena_free(scratch);
    return st;
}
