/* Writing CoNLL-U, and judging the heads of a sentence. Writing is the exact inverse of conllu.c: it has no choice anywhere,
** neither of the order of rows nor of how a number is spelt. Both also take sentences that were built by hand. */
#include "language/language.h"

#include <stdio.h>

/* Columns behind the id, each after a tab, and the line end.
** Nothing is escaped: the format has no way to write a tab inside a column. */
static void write_columns(buf *out, const str column[CONLLU_COLUMNS])
{
    for (int c = 0; c < CONLLU_COLUMNS; c++) {
        buf_addc(out, '\t');
        buf_add(out, column[c]);
    }
    buf_addc(out, '\n');
}

/* The one column that is kept as a number is spelt out here, at most ten digits. */
static void write_word(buf *out, const struct conllu_sentence *s, uint32_t i)
{
    char digits[10];
    size_t n = 0;
    uint32_t head = s->head[i];
    str column[CONLLU_COLUMNS] = {s->form[i], s->lemma[i],  s->upos[i], s->xpos[i], s->feats[i],
                                  STR("_"),   s->deprel[i], s->deps[i], s->misc[i]};
    if (head != CONLLU_NO_HEAD) {
        do {
            digits[sizeof digits - ++n] = (char)('0' + head % 10);
            head /= 10;
        } while (head);
        column[CONLLU_HEAD] = (str){digits + sizeof digits - n, n};
    }
    buf_add_u64(out, i + 1);
    write_columns(out, column);
}

/* Empty nodes behind word `after`, from *next on. */
static void write_empties(buf *out, const struct conllu_sentence *s, uint32_t *next, uint32_t after)
{
    for (; *next < s->n_empty && s->empty[*next].after == after; ++*next) {
        buf_add_u64(out, after);
        buf_addc(out, '.');
        buf_add_u64(out, s->empty[*next].minor);
        write_columns(out, s->empty[*next].column);
    }
}

/* A range stands before its first word and behind the empty nodes of the word before: the only order the reader takes. */
void conllu_write(buf *out, const struct conllu_sentence *s)
{
    uint32_t range = 0;
    uint32_t empty = 0;
    for (uint32_t i = 0; i < s->n_comment; i++) {
        buf_add(out, s->comment[i]);
        buf_addc(out, '\n');
    }
    write_empties(out, s, &empty, 0);
    for (uint32_t i = 0; i < s->n_word; i++) {
        if (range < s->n_range && s->range[range].first == i + 1) {
            buf_add_u64(out, s->range[range].first);
            buf_addc(out, '-');
            buf_add_u64(out, s->range[range].last);
            write_columns(out, s->range[range++].column);
        }
        write_word(out, s, i);
        write_empties(out, s, &empty, i + 1);
    }
    buf_addc(out, '\n');
}

/* ---- heads ---- */

/* Sentences built by hand know no lines: the message then says line 0. */
static uint32_t line_of(const struct conllu_sentence *s, uint32_t word) { return s->word_line ? s->word_line[word] : s->line; }

/* All that can be told word by word: heads outside the sentence, missing ones, the number of roots. The words at fault are
** remembered for the message. After OK every head is 0 or a word, and one is 0: find_cycle may follow them. */
static enum status check_roots(enum conllu_tree *what, const struct conllu_sentence *s, struct err *err)
{
    uint32_t n_root = 0;
    uint32_t n_none = 0;
    uint32_t root[2] = {0};
    uint32_t none = 0;
    for (uint32_t i = 0; i < s->n_word; i++) {
        if (s->head[i] != CONLLU_NO_HEAD && s->head[i] > s->n_word) {
            *what = CONLLU_OUTSIDE;
            return err_set(err, E_FORMAT, "line %u: the head of word %u is %u, beyond the last word, %u", line_of(s, i), i + 1,
                           s->head[i], s->n_word);
        }
        if (s->head[i] == CONLLU_NO_HEAD && !n_none++) none = i;
        if (s->head[i] == 0 && n_root++ < 2) root[n_root - 1] = i;
    }
    *what = n_none == s->n_word ? CONLLU_NO_HEADS : n_none ? CONLLU_PART : CONLLU_NO_ROOT;
    if (n_none == s->n_word) return err_set(err, E_FORMAT, "line %u: no word of the sentence has a head", s->line);
    if (n_none) return err_set(err, E_FORMAT, "line %u: word %u has no head", line_of(s, none), none + 1);
    if (!n_root) return err_set(err, E_FORMAT, "line %u: no word of the sentence is its root (head 0)", s->line);
    *what = CONLLU_MANY_ROOTS;
    if (n_root > 1)
        return err_set(err, E_FORMAT, "line %u: word %u is a root, and so is word %u", line_of(s, root[1]), root[1] + 1,
                       root[0] + 1);
    *what = CONLLU_TREE;
    return OK;
}

/* Names the words of the cycle through `word`, the first eight of them: enough to find the place, short enough for a line. */
static enum status tell_cycle(const struct conllu_sentence *s, uint32_t word, struct err *err)
{
    char list[200];
    size_t n = 0;
    uint32_t at = word;
    for (int k = 0; k < 8 && (k == 0 || at != word); k++) {
        n += (size_t)snprintf(list + n, sizeof list - n, "%u, ", at + 1); /* eight numbers of six digits: they fit */
        at = s->head[at] - 1;
    }
    return err_set(err, E_FORMAT, "line %u: the heads run in a circle: %s%s%u", line_of(s, word), list,
                   at == word ? "" : "..., ", word + 1);
}

/* From each word up towards the root, until a word that an earlier walk has passed; a word of this very walk closes a cycle.
** Every word is stamped once, so the whole is linear. */
static enum status find_cycle(const struct conllu_sentence *s, uint32_t *stamp, struct err *err)
{
    for (uint32_t i = 0; i < s->n_word; i++) {
        uint32_t at = i;
        while (!stamp[at]) {
            stamp[at] = i + 1;
            if (s->head[at] == 0) break;
            at = s->head[at] - 1;
        }
        if (stamp[at] == i + 1 && s->head[at] != 0) return tell_cycle(s, at, err);
    }
    return OK;
}

enum status conllu_check(enum conllu_tree *what, const struct conllu_sentence *s, arena *ar, struct err *err)
{
    enum conllu_tree unasked;
    if (!what) what = &unasked;
    enum status status = check_roots(what, s, err);
    if (status) return status;
    struct arena_mark mark = arena_here(ar);
    uint32_t *stamp = ARENA_NEW(ar, s->n_word, uint32_t); /* [n_word] number of the walk that passed, 0: none */
    if (!stamp) return arena_why(ar, err);
    status = find_cycle(s, stamp, err);
    if (status) *what = CONLLU_CYCLE;
    arena_back(ar, mark);
    return status;
}
