/* Any bytes read as CoNLL-U are sentences that hold, or are refused with a line; what was read is written, read again and
** written again to the same bytes; whatever was read scores 100 against itself. */
#include "language/language.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

/* What the header promises of a sentence that was read. */
static void check_sentence(const struct conllu_sentence *s)
{
    uint32_t range_end = 0;
    uint32_t line = s->line + s->n_comment;
    must(s->n_word > 0 && s->n_word <= CONLLU_MAX_WORDS);
    for (uint32_t i = 0; i < s->n_word; i++) {
        const str all[] = {s->form[i], s->lemma[i], s->upos[i], s->xpos[i], s->feats[i], s->deprel[i], s->deps[i], s->misc[i]};
        for (size_t k = 0; k < ARRAY_LEN(all); k++) must(all[k].n && utf8_valid(all[k], NULL));
        must(s->head[i] <= s->n_word || s->head[i] == CONLLU_NO_HEAD);
        must(s->word_line[i] >= line);
        line = s->word_line[i] + 1;
    }
    for (uint32_t i = 0; i < s->n_range; i++) {
        must(s->range[i].first > range_end && s->range[i].last >= s->range[i].first && s->range[i].last <= s->n_word);
        range_end = s->range[i].last;
    }
    for (uint32_t i = 0; i < s->n_empty; i++) must(s->empty[i].after <= s->n_word && s->empty[i].minor > 0);
    for (uint32_t i = 0; i < s->n_comment; i++) must(s->comment[i].n && s->comment[i].p[0] == '#');
}

/* Reads all sentences, going on after those refused; writes those that were read. */
static void read_and_write(buf *out, str text, bool all_good)
{
    arena *ar = arena_new((size_t)256 << 20);
    struct conllu_reader reader = conllu_reader_of(text);
    struct conllu_sentence s;
    enum status status;
    must(ar != NULL);
    do {
        struct err err = {0};
        size_t before = reader.at;
        status = conllu_next(&s, &reader, ar, &err);
        must(status == OK || status == DONE || (err.msg[0] && !all_good));
        must(reader.at > before || status == DONE);
        if (status) continue;
        check_sentence(&s);
        must(conllu_check(NULL, &s, ar, &err) == OK || err.msg[0]);
        conllu_write(out, &s);
        arena_reset(ar);
    } while (status != DONE);
    must(reader.at == text.n);
    arena_free(ar);
}

/* Forms of nothing but spaces are the only reason to refuse; a token of several words that are too many cannot stand in an
** input of this size. Counts of relations may differ between measures, but nothing may be wrong. */
static void score_itself(str text)
{
    arena *ar = arena_new((size_t)256 << 20);
    struct conllu_text t;
    struct language_score score[MEASURE_COUNT];
    struct err err = {0};
    must(ar != NULL && conllu_read(&t, text, ar, &err) == OK);
    if (language_score_texts(score, &t, &t, ar, &err)) {
        must(err.code == E_FORMAT && err.msg[0]);
        arena_free(ar);
        return;
    }
    uint32_t headless = 0;
    for (uint32_t k = 0; k < t.n; k++)
        for (uint32_t i = 0; i < t.sentence[k].n_word; i++) headless += t.sentence[k].head[i] == CONLLU_NO_HEAD;
    for (int m = 0; m < MEASURE_COUNT; m++) {
        must(score[m].gold == score[m].system);
        must(score[m].correct == score[m].gold || (m >= MEASURE_UAS && score[m].gold - score[m].correct <= headless));
    }
    arena_free(ar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    buf once = {0};
    buf twice = {0};
    read_and_write(&once, (str){(const char *)data, size}, false);
    read_and_write(&twice, buf_str(&once), true);
    must(once.failed || twice.failed || str_eq(buf_str(&once), buf_str(&twice)));
    if (!once.failed) score_itself(buf_str(&once));
    buf_free(&once);
    buf_free(&twice);
    return 0;
}
