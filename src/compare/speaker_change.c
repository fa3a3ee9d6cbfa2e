/* The clause stands, who says it changed: "Both sides reaffirmed X" became "The ROK side stressed X", or "X,
** the Minister said" became "X, the three Ministers said".
**
** Symmetric in the two sides. Both sentences must have a speaker that the rule sees, in the same place of the
** sentence; then the clauses are held together word by word, and only when they are mostly the same is a change
** of speaker worth a note. */
#include "compare/notes.h"
#include "compare/series_parts.h"

#define MIN_COMMON_CLAUSE 0.6 /* Dice over the words after the verb (before the speaker, where that stands last) */
#define MAX_TRAILING_WORDS 9
#define MAX_SUBJECT_WORDS 9

/* The parts of one sentence that says who says what; words of its text. */
struct saying {
    struct compare_speaker who;
    uint32_t subject_from, subject_to; /* words */
    uint32_t clause_from, clause_to;
};

/* ", the Minister of Sel said." at the end of the sentence. Up to MAX_TRAILING_WORDS behind the last comma,
** else it is a clause of its own. The kind is not asked: a trailing subject is as it stands. */
static bool find_trailing(struct saying *out, struct stretch s)
{
    uint32_t to = s.to;
    while (to > s.from && word_class_at(s.t, to - 1) == CLASS_PUNCT) to--;
    if (to - s.from < 4 || !compare_word_says(word_text(s.t, to - 1))) return false;
    uint32_t comma = to - 1;
    while (comma > s.from && to - comma <= MAX_TRAILING_WORDS && !word_is(s.t, comma, ",")) comma--;
    if (comma == s.from || !word_is(s.t, comma, ",") || comma + 2 >= to) return false;
    out->subject_from = comma + 1;
    out->subject_to = to - 1;
    out->clause_from = s.from;
    out->clause_to = comma;
    out->who = (struct compare_speaker){.kind = SPEAKER_ONE, .at = words_span(s.t, comma + 1, to - 1)};
    return true;
}

/* Without the concept list: a note must not depend on who keeps which list. */
static bool find_leading(struct saying *out, struct stretch s, span sentence, arena *scratch)
{
    out->who = compare_speaker_find(s.t->clean, sentence, NULL, NULL, 0, scratch);
    if (out->who.kind == SPEAKER_UNKNOWN) return false;
    uint32_t w = s.from;
    while (w < s.to && s.t->word_at[w].begin < out->who.at.begin) w++;
    out->subject_from = w;
    while (w < s.to && s.t->word_at[w].end <= out->who.at.end) w++;
    out->subject_to = w;
    while (w < s.to && s.t->word_at[w].begin <= out->who.verb.begin) w++;
    out->clause_from = w;
    out->clause_to = s.to;
    if (out->subject_from == out->subject_to || out->subject_to - out->subject_from > MAX_SUBJECT_WORDS) return false;
    /* A subject with a verb or a stop in it is a clause that the rule did not see through. */
    static const char *const clause[] = {"are", "has", "have", "is", "that", "was", "were", "will", "which", ";", ":"};
    for (uint32_t k = out->subject_from; k < out->subject_to; k++)
        for (uint32_t c = 0; c < ARRAY_LEN(clause); c++)
            if (word_is(s.t, k, clause[c])) return false;
    return true;
}

/* Words of the speaker that say who it is: neither articles nor what only says that there are several. At most
** max of them; a subject has fewer. */
static uint32_t names(uint32_t *out, uint32_t max, const struct compare_text *t, const struct saying *s)
{
    static const char *const plain[] = {"both",    "two",  "all", "sides", "side", "parties",
                                        "jointly", "they", "we",  "also",  "now",  "today"};
    uint32_t n = 0;
    for (uint32_t w = s->subject_from; w < s->subject_to && n < max; w++) {
        bool passed = word_class_at(t, w) < CLASS_CONTENT;
        for (uint32_t k = 0; k < ARRAY_LEN(plain) && !passed; k++) passed = word_is(t, w, plain[k]);
        if (!passed) out[n++] = t->word[w];
    }
    return n;
}

/* Two joint speakers of whom one has no name of its own ("both sides", "the two presidents") pass for the same.
** A joint and a single one without any name left ("they", "the side") are taken to differ. */
static bool same_speaker(const struct compare_text *a, const struct saying *x, const struct compare_text *b,
                         const struct saying *y)
{
    uint32_t na[16], nb[16], n = names(na, ARRAY_LEN(na), a, x), m = names(nb, ARRAY_LEN(nb), b, y);
    if (x->who.kind == SPEAKER_JOINT && y->who.kind == SPEAKER_JOINT && (!n || !m)) return true;
    if (x->who.kind != y->who.kind && (!n || !m)) return false;
    return n == m && memcmp(na, nb, n * sizeof *na) == 0;
}

/* Dice over words without marks, each used once. Quadratic in a sentence. */
static enum status clause_likeness(double *out, const struct compare_text *a, const struct saying *x,
                                   const struct compare_text *b, const struct saying *y, arena *scratch, struct err *err)
{
    uint32_t n = 0, m = 0, common = 0;
    bool *used = ARENA_NEW(scratch, y->clause_to - y->clause_from, bool);
    if (!used) return arena_why(scratch, err);
    for (uint32_t j = y->clause_from; j < y->clause_to; j++) m += word_class_at(b, j) != CLASS_PUNCT;
    for (uint32_t i = x->clause_from; i < x->clause_to; i++) {
        if (word_class_at(a, i) == CLASS_PUNCT) continue;
        n++;
        uint32_t j = y->clause_from;
        while (j < y->clause_to && (used[j - y->clause_from] || a->word[i] != b->word[j])) j++;
        if (j == y->clause_to) continue;
        used[j - y->clause_from] = true;
        common++;
    }
    *out = n + m ? 2.0 * common / (n + m) : 0;
    return OK;
}

/* At most one note. */
enum status notes_on_speaker(struct note_list *list, struct stretch older, struct stretch newer, arena *scratch)
{
    struct saying x, y;
    const struct compare_text *a = older.t, *b = newer.t;
    span at_a = words_span(a, older.from, older.to), at_b = words_span(b, newer.from, newer.to);
    bool trailing = find_trailing(&x, older) && find_trailing(&y, newer);
    if (!trailing && !(find_leading(&x, older, at_a, scratch) && find_leading(&y, newer, at_b, scratch))) return OK;
    if (same_speaker(a, &x, b, &y)) return OK;
    double alike = 0;
    enum status st = clause_likeness(&alike, a, &x, b, &y, scratch, list->err);
    if (st || alike < MIN_COMMON_CLAUSE) return st;
    struct compare_note note = {.kind = NOTE_SPEAKER, .older = x.who.at, .newer = y.who.at, .concept = UINT32_MAX};
    return note_add(list, &note);
}
