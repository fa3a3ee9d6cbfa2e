/* Whether the notes on a changed sentence name what gold says changed: items of lists, speakers. */
#ifndef EVAL_NAMED_H
#define EVAL_NAMED_H

#include "pairs.h"

struct named {
    uint64_t lists, lists_right, list_notes, list_notes_unasked; /* unasked: on a link for which gold names no list */
    uint64_t speakers, speakers_right, speaker_notes, speaker_notes_unasked;
};

/* Item or speaker without articles, conjunctions, "jointly", marks at the ends, and in small letters; in out. */
static inline str named_plain(char *out, size_t cap, str s)
{
    static const char *const left_out[] = {"a", "an", "the", "and", "or", "jointly"};
    size_t n = 0;
    str rest = s;
    while (rest.n) {
        str word = str_cut(rest, ' ', &rest);
        while (word.n && memchr(",.;:\"'", word.p[word.n - 1], 6)) word.n--;
        bool drop = !word.n;
        for (size_t k = 0; k < ARRAY_LEN(left_out) && !drop; k++) drop = str_eq_nocase_ascii(word, str_of(left_out[k]));
        if (drop || n + word.n + 1 > cap) continue;
        if (n) out[n++] = ' ';
        for (size_t k = 0; k < word.n; k++) out[n++] = (char)ascii_tolower((unsigned char)word.p[k]);
    }
    return (str){out, n};
}

static inline bool named_same(str a, str b)
{
    char x[1024], y[1024];
    return str_eq(named_plain(x, sizeof x, a), named_plain(y, sizeof y, b));
}

/* Are the notes of the kind exactly the items of the list (in any order)? */
static inline bool named_items(const json_t *item, const struct compare_note *note, uint32_t n_note,
                               enum compare_note_kind kind, str clean)
{
    size_t found = 0, k;
    json_t *one;
    for (uint32_t i = 0; i < n_note; i++) found += note[i].kind == kind;
    if (found != json_array_size(item)) return false;
    json_array_foreach(item, k, one)
    {
        bool hit = false;
        for (uint32_t i = 0; i < n_note && !hit; i++) {
            str is = str_span(clean, kind == NOTE_LIST_LOST ? note[i].older : note[i].newer);
            hit = note[i].kind == kind && named_same(is, str_of(json_string_value(one)));
        }
        if (!hit) return false;
    }
    return true;
}

static inline const json_t *named_at(const json_t *list, uint32_t older, uint32_t newer)
{
    size_t k;
    json_t *one;
    json_array_foreach(list, k, one)
    {
        if (json_integer_value(json_object_get(one, "old")) == older &&
            json_integer_value(json_object_get(one, "new")) == newer)
            return one;
    }
    return NULL;
}

static inline void named_show(const struct eval_pair *p, const char *what, const struct compare_link *l,
                              const struct compare_note *note, uint32_t n)
{
    printf("# %s %s %u-%u\n#   %.*s\n#   %.*s\n", what, p->id, l->older, l->newer, STR_ARG(eval_sentence(p, 0, l->older)),
           STR_ARG(eval_sentence(p, 1, l->newer)));
    for (uint32_t i = 0; i < n; i++)
        printf("#   note %d: \"%.*s\" -> \"%.*s\" after \"%.*s\"\n", (int)note[i].kind,
               STR_ARG(str_span(p->side[0].clean, note[i].older)), STR_ARG(str_span(p->side[1].clean, note[i].newer)),
               STR_ARG(str_span(p->side[0].clean, note[i].frame_older)));
}

/* One link whose wording differs: its notes against gold. */
static inline void named_link(struct named *t, const struct eval_pair *p, const struct compare_link *l,
                              const struct compare_note *note, uint32_t n, bool verbose)
{
    const json_t *list = named_at(json_object_get(p->object, "lists"), l->older, l->newer);
    const json_t *who = named_at(json_object_get(p->object, "speakers"), l->older, l->newer);
    uint64_t lists = 0, speakers = 0;
    const struct compare_note *said = NULL;
    for (uint32_t i = 0; i < n; i++) {
        lists += note[i].kind == NOTE_LIST_LOST || note[i].kind == NOTE_LIST_GAINED || note[i].kind == NOTE_LIST_REORDERED;
        speakers += note[i].kind == NOTE_SPEAKER;
        if (note[i].kind == NOTE_SPEAKER) said = &note[i];
    }
    t->list_notes += lists;
    t->speaker_notes += speakers;
    if (!list) t->list_notes_unasked += lists;
    if (!who) t->speaker_notes_unasked += speakers;
    if (verbose && ((!list && lists) || (!who && speakers))) named_show(p, "note unasked", l, note, n);
    if (list) {
        const json_t *lost = json_object_get(list, "lost"), *gained = json_object_get(list, "gained");
        bool right = named_items(lost, note, n, NOTE_LIST_LOST, p->side[0].clean) &&
                     named_items(gained, note, n, NOTE_LIST_GAINED, p->side[1].clean) && lists > 0;
        t->lists_right += right;
        if (verbose && !right) named_show(p, "list", l, note, n);
    }
    if (who) {
        bool right =
            said &&
            named_same(str_span(p->side[0].clean, said->older), str_of(json_string_value(json_object_get(who, "from")))) &&
            named_same(str_span(p->side[1].clean, said->newer), str_of(json_string_value(json_object_get(who, "to"))));
        t->speakers_right += right;
        if (verbose && !right) named_show(p, "speaker", l, note, n);
    }
}

#endif
