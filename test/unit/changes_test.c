/* What became of words: redlines, fates and steps of random series of reworded provisions, each claim looked up in the texts;
** and the figures of recurring phrases, counted again. */
#include "base/random.h"
#include "compare/series_parts.h"
#include "pair_fixture.h"
#include "series_fixture.h"
#include "test.h"

#define MAX_TEXT 7
#define N_LINE 4
#define MAX_WORD 14

static const char *const stock[] = {"the",   "of",       "and",    "council", "harbour", "dues",   "ferry",   "islands",
                                    "envoy", "northern", "joint",  "guard",   "report",  "yearly", "monthly", "bridge",
                                    "tolls", "lamps",    "winter", "pilots",  "salt",    "wheat",  "quota",   "visits"};

struct drift {
    uint8_t word[N_LINE][MAX_WORD];
    uint32_t n[N_LINE];
};

static void begin_drift(struct drift *d, uint64_t *seed)
{
    for (uint32_t k = 0; k < N_LINE; k++) {
        d->n[k] = 6 + random_below(seed, MAX_WORD - 6);
        for (uint32_t i = 0; i < MAX_WORD; i++) d->word[k][i] = (uint8_t)random_below(seed, ARRAY_LEN(stock));
    }
}

/* Some words change, and some sentences are left out of this text. */
static void write_drift(buf *out, struct drift *d, uint64_t *seed)
{
    for (uint32_t k = 0; k < N_LINE; k++) {
        for (uint32_t i = 0; i < d->n[k]; i++)
            if (!random_below(seed, 12)) d->word[k][i] = (uint8_t)random_below(seed, ARRAY_LEN(stock));
        if (!random_below(seed, 5)) continue;
        for (uint32_t i = 0; i < d->n[k]; i++)
            buf_addf(out, "%s%s", i ? random_below(seed, 9) ? " " : ", " : "", stock[d->word[k][i]]);
        buf_addz(out, ".\n");
    }
}

struct random_series {
    buf text[MAX_TEXT];
    uint32_t n_text;
    struct fixture f;
    struct compare_report rep;
};

static bool series_open(struct random_series *s, uint64_t *seed)
{
    str text[MAX_TEXT];
    struct drift d, older;
    *s = (struct random_series){.n_text = 2 + random_below(seed, MAX_TEXT - 1)};
    begin_drift(&d, seed);
    older = d;
    for (uint32_t t = 0; t < s->n_text; t++) {
        if (t == 1) older = d;
        if (t > 2 && !random_below(seed, 4)) d = older; /* an old form comes back */
        write_drift(&s->text[t], &d, seed);
        text[t] = buf_str(&s->text[t]);
    }
    return fixture_make(&s->f, text, s->n_text) && !compare_series_run(&s->rep, &s->f.series, s->f.ar, &s->f.err) &&
           !compare_series_read_all(&s->f.series, &s->f.err);
}

static void series_close(struct random_series *s)
{
    for (uint32_t t = 0; t < s->n_text; t++) buf_free(&s->text[t]);
    fixture_free(&s->f);
}

/* Words of a text, marks left out: those in `at`, or all of sentences [from, to). */
struct row {
    uint32_t word[MAX_WORD * N_LINE * 2], n;
};

static struct row words_in(const struct compare_text *t, span at)
{
    struct row r = {.n = 0};
    for (uint32_t w = 0; w < t->n_word; w++)
        if (t->word_at[w].begin >= at.begin && t->word_at[w].end <= at.end && word_class_at(t, w) != CLASS_PUNCT)
            r.word[r.n++] = t->word[w];
    return r;
}

static struct row words_of(const struct compare_text *t, uint32_t from, uint32_t to)
{
    return words_in(t, from < to ? (span){t->at[from].begin, t->at[to - 1].end} : (span){0, 0});
}

static bool row_has(const struct row *r, const struct row *seq)
{
    for (uint32_t i = 0; i + seq->n <= r->n; i++)
        if (memcmp(r->word + i, seq->word, seq->n * sizeof *seq->word) == 0) return true;
    return false;
}

static bool sentence_has(const struct compare_text *t, uint32_t sentence, const struct row *seq)
{
    struct row r = words_of(t, sentence, sentence + 1);
    return row_has(&r, seq);
}

static bool text_says(const struct compare_text *t, const struct row *seq)
{
    for (uint32_t i = 0; i < t->n_sentence; i++)
        if (sentence_has(t, i, seq)) return true;
    return false;
}

/* What a fate claims of the words it names. */
static bool fate_holds(const struct random_series *s, const struct compare_change *c, const struct compare_fate *f)
{
    const struct compare_text *o = s->f.text[c->older_text].read, *n = s->f.text[s->rep.newest].read;
    struct row seq = words_in(f->kind == FATE_GONE ? o : n, f->at);
    struct row older = words_of(o, c->older_from, c->older_to), newer = words_of(n, c->newer_from, c->newer_to);
    enum compare_op op = c->edit[f->edit].op;
    if (!seq.n || f->edit >= c->n_edit || (op == OP_DELETED) != (f->kind == FATE_GONE)) return false;
    for (uint32_t t = 0; t < s->n_text; t++)
        if (compare_runs_has(&f->stood, t) && (t > c->older_text || !text_says(s->f.text[t].read, &seq))) return false;
    switch (f->kind) {
    case FATE_GONE: return row_has(&older, &seq) && !row_has(&newer, &seq) && compare_runs_has(&f->stood, c->older_text);
    case FATE_RETURNED:
        return row_has(&newer, &seq) && !row_has(&older, &seq) && f->stood.n && compare_runs_last(&f->stood) == f->last.text &&
               sentence_has(s->f.text[f->last.text].read, f->last.sentence, &seq);
    case FATE_FIRST_HERE: break;
    }
    if (f->stood.n || row_has(&older, &seq)) return false;
    for (uint32_t t = 0; t < s->rep.newest; t++)
        if (compare_runs_has(&f->elsewhere, t) != text_says(s->f.text[t].read, &seq)) return false;
    return true;
}

TEST(every_fate_can_be_looked_up)
{
    uint64_t seed = 5;
    uint32_t met[3] = {0};
    for (int round = 0; round < 600; round++) {
        struct random_series s;
        CHECK(series_open(&s, &seed));
        for (uint32_t k = 0; k < s.rep.n_change; k++) {
            const struct compare_change *c = &s.rep.change[k];
            const struct compare_text *o = s.f.text[c->older_text].read, *n = s.f.text[s.rep.newest].read;
            CHECK(o && script_turns(c->edit, c->n_edit, o, o->word_from[c->older_from], o->word_from[c->older_to], n,
                                    n->word_from[c->newer_from], n->word_from[c->newer_to]));
            for (uint32_t i = 0; i < c->n_fate; i++) {
                CHECK_MSG(fate_holds(&s, c, &c->fate[i]), "round %d, change %u: \"%.*s\" is fate %d", round, k,
                          STR_ARG(str_span(c->fate[i].kind == FATE_GONE ? o->clean : n->clean, c->fate[i].at)),
                          c->fate[i].kind);
                met[c->fate[i].kind]++;
            }
        }
        series_close(&s);
    }
    CHECK_MSG(met[FATE_FIRST_HERE] > 100 && met[FATE_RETURNED] > 40 && met[FATE_GONE] > 100, "%u, %u, %u", met[0], met[1],
              met[2]);
}

/* Each reworded link lies in one change, and a sentence's changes are those that hold it. */
TEST(every_reworded_link_is_redlined_once)
{
    uint64_t seed = 6;
    for (int round = 0; round < 400; round++) {
        struct random_series s;
        CHECK(series_open(&s, &seed));
        for (uint32_t k = 0; k < s.rep.links.n_link; k++) {
            const struct compare_link *l = &s.rep.links.link[k];
            uint32_t n = 0;
            for (uint32_t i = 0; i < s.rep.n_change; i++) {
                const struct compare_change *c = &s.rep.change[i];
                n += c->older_text == s.rep.previous && l->older >= c->older_from && l->older < c->older_to &&
                     l->newer >= c->newer_from && l->newer < c->newer_to;
            }
            CHECK_MSG(l->same_wording ? n <= 1 : n == 1, "round %d, link %u: %u changes", round, k, n);
        }
        for (uint32_t i = 0; i < s.rep.n_newer; i++) {
            uint32_t n = 0;
            for (uint32_t k = 0; k < s.rep.n_change; k++) {
                bool in = i >= s.rep.change[k].newer_from && i < s.rep.change[k].newer_to;
                bool listed = k >= s.rep.newer[i].change_from && k < s.rep.newer[i].change_from + s.rep.newer[i].n_change;
                CHECK_MSG(in == listed || !s.rep.newer[i].n_change, "round %d, sentence %u", round, i);
                n += in;
            }
            CHECK_INT(n, s.rep.newer[i].n_change);
        }
        series_close(&s);
    }
}

/* A step is exact when its wording is that of the step after it; one text has one step; steps go back in time. */
TEST(steps_go_back_text_by_text)
{
    uint64_t seed = 7;
    uint32_t n_close = 0, n_exact = 0;
    for (int round = 0; round < 400; round++) {
        struct random_series s;
        CHECK(series_open(&s, &seed));
        for (int side = 0; side < 2; side++) {
            uint32_t text = side ? s.rep.newest : s.rep.previous;
            for (uint32_t i = 0; i < s.f.text[text].n_sentence; i++) {
                const struct compare_sentence *x = side ? &s.rep.newer[i] : &s.rep.older[i];
                struct compare_place after = {text, i};
                for (uint32_t k = 0; k < x->n_step; k++) {
                    struct compare_place p = x->step[k].place;
                    CHECK(p.text < after.text && p.sentence < s.f.text[p.text].n_sentence &&
                          compare_runs_has(&x->stood, p.text));
                    bool own = s.f.text[p.text].wording[p.sentence] == s.f.text[after.text].wording[after.sentence];
                    /* A linked sentence whose own words came back has the line of those words behind its link. */
                    if (!(side && x->wording_returned && k == 1))
                        CHECK_MSG(x->step[k].exact == own, "round %d, sentence %u, step %u", round, i, k);
                    CHECK(x->step[k].similarity >= 0 && x->step[k].similarity <= 1);
                    n_exact += own;
                    n_close += !own;
                    after = p;
                }
                CHECK_INT(x->stood.n_text, x->n_step + (side ? 0 : 1));
            }
        }
        series_close(&s);
    }
    CHECK(n_exact > 200 && n_close > 200);
}

/* ---- phrases ---- */

/* Places of a phrase in one text, counted word by word. */
static uint32_t count_places(const struct compare_text *t, const struct row *seq)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_sentence; i++) {
        struct row r = words_of(t, i, i + 1);
        for (uint32_t k = 0; k + seq->n <= r.n; k++) n += memcmp(r.word + k, seq->word, seq->n * sizeof *seq->word) == 0;
    }
    return n;
}

TEST(figures_of_phrases)
{
    uint64_t seed = 8;
    uint32_t n_looked = 0;
    for (int round = 0; round < 150; round++) {
        struct random_series s;
        struct compare_phrases p;
        CHECK(series_open(&s, &seed));
        CHECK(!compare_phrases_run(&p, &s.f.series, 2, 2, PHRASE_BY_WEIGHT, s.f.ar, &s.f.err));
        for (uint32_t i = 0; i < p.n_phrase; i++) {
            const struct compare_phrase *x = &p.phrase[i];
            struct row seq = words_in(s.f.text[x->last.text].read, x->last.at);
            uint32_t n_use = 0, n_break = 0, n_content = 0;
            bool gap = false;
            CHECK_INT(seq.n, x->n_word);
            for (uint32_t t = 0; t < s.n_text; t++) {
                uint32_t n = count_places(s.f.text[t].read, &seq);
                CHECK(compare_runs_has(&x->stood, t) == (n > 0));
                n_use += n;
                n_break += n && gap;
                gap = !n && n_use;
            }
            for (uint32_t k = 0; k < seq.n; k++) n_content += vocab_at(s.f.vocab, seq.word[k])->class_ == CLASS_CONTENT;
            CHECK_MSG(x->n_use == n_use && x->n_break == n_break && x->n_content == n_content, "round %d: %.*s", round,
                      STR_ARG(x->text));
            CHECK(x->in_newest == compare_runs_has(&x->stood, s.n_text - 1) && !x->unread.n);
            struct row first = words_in(s.f.text[x->first.text].read, x->first.at);
            CHECK(first.n == seq.n && memcmp(first.word, seq.word, seq.n * sizeof *seq.word) == 0);
            n_looked++;
        }
        series_close(&s);
    }
    CHECK(n_looked > 1000);
}

/* Each order is total: from whatever order before, the same list. */
TEST(orders_do_not_depend_on_the_order_before)
{
    uint64_t seed = 9;
    for (int round = 0; round < 100; round++) {
        struct random_series s;
        struct compare_phrases p;
        CHECK(series_open(&s, &seed));
        CHECK(!compare_phrases_run(&p, &s.f.series, 1, 1, PHRASE_BY_FIRST, s.f.ar, &s.f.err));
        struct compare_phrase *want = ARENA_NEW(s.f.ar, p.n_phrase, struct compare_phrase);
        CHECK(want);
        for (int order = PHRASE_BY_WEIGHT; order <= PHRASE_BY_FIRST; order++) {
            compare_phrases_sort(&p, (enum compare_phrase_order)order);
            memcpy(want, p.phrase, p.n_phrase * sizeof *want);
            for (uint32_t i = p.n_phrase; i > 1; i--) {
                uint32_t k = random_below(&seed, i);
                struct compare_phrase keep = p.phrase[k];
                p.phrase[k] = p.phrase[i - 1];
                p.phrase[i - 1] = keep;
            }
            compare_phrases_sort(&p, (enum compare_phrase_order)order);
            for (uint32_t i = 0; i < p.n_phrase; i++)
                CHECK_MSG(str_eq(want[i].text, p.phrase[i].text) && want[i].n_word == p.phrase[i].n_word &&
                              want[i].last.at.begin == p.phrase[i].last.at.begin,
                          "round %d, order %d", round, order);
        }
        series_close(&s);
    }
}

TESTS(CASE(every_fate_can_be_looked_up), CASE(every_reworded_link_is_redlined_once), CASE(steps_go_back_text_by_text),
      CASE(figures_of_phrases), CASE(orders_do_not_depend_on_the_order_before))
