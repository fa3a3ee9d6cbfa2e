/* Random small series: what the engine says of wordings and of recurring phrases equals what brute force finds. */
#include "series_fixture.h"
#include "series_oracle.h"
#include "test.h"

#define N_RUN 120
#define MAX_TEXT 9
#define MAX_SENTENCE 6

/* xorshift64* (Vigna 2016): the same numbers on every machine. */
static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * 0x2545F4914F6CDD1Du) >> 33) % below;
}

static const char *const words[] = {"the",  "sides", "and",  "ferry", "harbour", "of",
                                    "toll", "rose",  "Pact", "envoy", "to",      "7"};

/* A few words; with few to choose from, wordings and stretches recur often. */
static void random_sentence(buf *out, uint64_t *state, uint32_t n_kind)
{
    uint32_t n = 2 + draw(state, 7);
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_addz(out, draw(state, 9) ? " " : ", ");
        buf_addz(out, words[draw(state, n_kind)]);
    }
    buf_addc(out, '.');
}

/* Each text keeps, drops, changes and takes back sentences of a common stock. */
static void random_series(buf *text, uint32_t n_text, uint64_t *state)
{
    buf stock[12] = {0};
    uint32_t n_kind = 3 + draw(state, (uint32_t)(sizeof words / sizeof words[0]) - 2);
    for (size_t i = 0; i < sizeof stock / sizeof stock[0]; i++) random_sentence(&stock[i], state, n_kind);
    for (uint32_t t = 0; t < n_text; t++) {
        uint32_t n = 1 + draw(state, MAX_SENTENCE);
        for (uint32_t i = 0; i < n; i++) {
            if (draw(state, 4))
                buf_add(&text[t], buf_str(&stock[draw(state, 12)]));
            else
                random_sentence(&text[t], state, n_kind);
            buf_addc(&text[t], '\n');
        }
    }
    for (size_t i = 0; i < sizeof stock / sizeof stock[0]; i++) buf_free(&stock[i]);
}

struct random_case {
    buf text[MAX_TEXT];
    str as_str[MAX_TEXT];
    uint32_t n_text;
    struct fixture f;
};

static bool case_make(struct random_case *c, uint64_t *state)
{
    *c = (struct random_case){.n_text = 2 + draw(state, MAX_TEXT - 1)};
    random_series(c->text, c->n_text, state);
    for (uint32_t t = 0; t < c->n_text; t++) c->as_str[t] = buf_str(&c->text[t]);
    return fixture_make(&c->f, c->as_str, c->n_text);
}

static void case_free(struct random_case *c)
{
    for (uint32_t t = 0; t < c->n_text; t++) buf_free(&c->text[t]);
    fixture_free(&c->f);
}

TEST(wordings_agree_with_brute_force)
{
    uint64_t state = 20230718;
    uint32_t n_returned = 0, n_first = 0;
    for (int run = 0; run < N_RUN; run++) {
        struct random_case c;
        struct oracle_sentence all[MAX_TEXT * MAX_SENTENCE];
        uint32_t n = 0;
        CHECK(case_make(&c, &state));
        for (uint32_t t = 0; t < c.n_text; t++) {
            for (uint32_t i = 0; i < c.f.text[t].n_sentence; i++) {
                buf b = {0};
                oracle_fold(&b, str_span(c.as_str[t], c.f.text[t].source[i]));
                all[n++] = (struct oracle_sentence){t, str_copy(c.f.ar, buf_str(&b))};
                buf_free(&b);
            }
        }
        struct compare_report rep;
        CHECK_MSG(!compare_series_run(&rep, &c.f.series, c.f.ar, &c.f.err), "run %d: %s", run, c.f.err.msg);
        uint32_t from = n - rep.n_newer;
        for (uint32_t i = 0; i < rep.n_newer; i++) {
            bool returned = oracle_returned(all, n, rep.newest, all[from + i].folded);
            bool first = oracle_first(all, n, rep.newest, all[from + i].folded);
            CHECK_MSG(rep.newer[i].wording_returned == returned, "run %d, sentence %u", run, i);
            CHECK_MSG(rep.newer[i].wording_is_first == first, "run %d, sentence %u", run, i);
            n_returned += returned;
            n_first += first;
        }
        case_free(&c);
    }
    CHECK(n_returned > 20 && n_first > 20);
}

TEST(every_sentence_has_one_label_that_fits)
{
    uint64_t state = 20231215;
    for (int run = 0; run < N_RUN; run++) {
        struct random_case c;
        struct compare_report rep;
        CHECK(case_make(&c, &state));
        CHECK_MSG(!compare_series_run(&rep, &c.f.series, c.f.ar, &c.f.err), "run %d: %s", run, c.f.err.msg);
        uint32_t newer = 0, older = 0;
        for (int l = 0; l < LABEL_COUNT; l++) {
            newer += rep.newer_count[l];
            older += rep.older_count[l];
        }
        CHECK_INT(newer, c.f.text[rep.newest].n_sentence);
        CHECK_INT(older, c.f.text[rep.previous].n_sentence);
        CHECK_INT(rep.newer_count[LABEL_DROPPED] + rep.older_count[LABEL_RETURNED] + rep.older_count[LABEL_FIRST], 0);
        for (uint32_t i = 0; i < rep.n_newer; i++) {
            const struct compare_sentence *s = &rep.newer[i];
            bool linked = s->n_link > 0;
            if (s->label == LABEL_RETURNED) CHECK(s->match.text < rep.previous);
            if (s->label == LABEL_RETURNED && s->exact) CHECK(s->wording_returned);
            if (s->label == LABEL_FIRST) CHECK(!linked && s->wording_is_first);
            if (s->label == LABEL_REWORDED || s->label == LABEL_MOVED) CHECK(linked);
            if (s->label == LABEL_KEPT) CHECK(linked || s->match.text == rep.previous);
            for (uint32_t k = 1; k < s->n_step; k++) CHECK(s->step[k].place.text < s->step[k - 1].place.text);
            CHECK(s->stood.n_text == s->n_step);
            for (uint32_t k = 0; k < s->n_change; k++) {
                const struct compare_change *ch = &rep.change[s->change_from + k];
                CHECK(ch->newer_from <= i && i < ch->newer_to && ch->n_edit > 0);
            }
            if (s->label == LABEL_REWORDED) CHECK(s->n_change > 0);
        }
        case_free(&c);
    }
}

/* ---- phrases ---- */

/* The folded words of a sentence, without marks. */
static uint32_t plain(uint32_t *out, const struct compare_text *t, uint32_t sentence)
{
    uint32_t n = 0;
    for (uint32_t w = t->word_from[sentence]; w < t->word_from[sentence + 1]; w++)
        if (ascii_alnum((unsigned char)t->clean.p[t->word_at[w].begin])) out[n++] = t->word[w];
    return n;
}

static bool text_has(const struct compare_text *t, const uint32_t *seq, uint32_t n_seq)
{
    uint32_t word[64];
    for (uint32_t i = 0; i < t->n_sentence; i++) {
        uint32_t n = plain(word, t, i);
        for (uint32_t k = 0; k + n_seq <= n; k++)
            if (memcmp(word + k, seq, n_seq * sizeof *seq) == 0) return true;
    }
    return false;
}

static uint32_t texts_with(const struct fixture *f, const uint32_t *seq, uint32_t n_seq)
{
    uint32_t n = 0;
    for (uint32_t t = 0; t < f->n_text; t++) n += text_has(f->text[t].read, seq, n_seq);
    return n;
}

/* Whether a word more on either side is found in as many texts, in any sentence that has the sequence. */
static bool can_grow(const struct fixture *f, const uint32_t *seq, uint32_t n_seq, uint32_t n_text)
{
    uint32_t word[64];
    for (uint32_t t = 0; t < f->n_text; t++) {
        for (uint32_t i = 0; i < f->text[t].n_sentence; i++) {
            uint32_t n = plain(word, f->text[t].read, i);
            for (uint32_t k = 0; k + n_seq <= n; k++) {
                if (memcmp(word + k, seq, n_seq * sizeof *seq) != 0) continue;
                if (k > 0 && texts_with(f, word + k - 1, n_seq + 1) == n_text) return true;
                if (k + n_seq < n && texts_with(f, word + k, n_seq + 1) == n_text) return true;
            }
        }
    }
    return false;
}

static bool all_function(const struct fixture *f, const uint32_t *seq, uint32_t n_seq)
{
    for (uint32_t i = 0; i < n_seq; i++) {
        str w = compare_vocab_word(f->vocab, seq[i]);
        if (!str_eq(w, STR("the")) && !str_eq(w, STR("and")) && !str_eq(w, STR("of")) && !str_eq(w, STR("to"))) return false;
    }
    return true;
}

/* How many of the phrases stand for this sequence. */
static uint32_t times_listed(const struct compare_phrases *p, const struct fixture *f, const uint32_t *seq, uint32_t n_seq)
{
    uint32_t n = 0, word[64];
    for (uint32_t i = 0; i < p->n_phrase; i++) {
        const struct compare_phrase *x = &p->phrase[i];
        if (x->n_word != n_seq) continue;
        const struct compare_text *t = f->text[x->last.text].read;
        uint32_t k = 0;
        for (uint32_t w = 0; w < t->n_word; w++)
            if (t->word_at[w].begin >= x->last.at.begin && t->word_at[w].end <= x->last.at.end &&
                ascii_alnum((unsigned char)t->clean.p[t->word_at[w].begin]))
                word[k++] = t->word[w];
        n += k == n_seq && memcmp(word, seq, n_seq * sizeof *seq) == 0;
    }
    return n;
}

TEST(phrases_agree_with_brute_force)
{
    uint64_t state = 20240610;
    uint32_t n_listed = 0;
    for (int run = 0; run < N_RUN; run++) {
        struct random_case c;
        struct compare_phrases p;
        CHECK(case_make(&c, &state));
        uint32_t min_words = 1 + draw(&state, 4), min_texts = 1 + draw(&state, 3);
        CHECK_MSG(!compare_phrases_run(&p, &c.f.series, min_words, min_texts, PHRASE_BY_WEIGHT, c.f.ar, &c.f.err), "%s",
                  c.f.err.msg);
        for (uint32_t t = 0; t < c.n_text; t++) {
            for (uint32_t i = 0; i < c.f.text[t].n_sentence; i++) {
                uint32_t word[64], n = plain(word, c.f.text[t].read, i);
                for (uint32_t k = 0; k < n; k++) {
                    for (uint32_t m = min_words; k + m <= n; m++) {
                        uint32_t in = texts_with(&c.f, word + k, m);
                        bool want = in >= min_texts && !all_function(&c.f, word + k, m) && !can_grow(&c.f, word + k, m, in);
                        uint32_t got = times_listed(&p, &c.f, word + k, m);
                        CHECK_MSG(got == want, "run %d, text %u, sentence %u, words %u+%u: listed %u times", run, t, i, k, m,
                                  got);
                        n_listed += got;
                    }
                }
            }
        }
        for (uint32_t i = 0; i < p.n_phrase; i++) {
            CHECK(p.phrase[i].stood.n_text >= min_texts && p.phrase[i].n_word >= min_words);
            CHECK_INT(compare_runs_first(&p.phrase[i].stood), p.phrase[i].first.text);
            CHECK_INT(compare_runs_last(&p.phrase[i].stood), p.phrase[i].last.text);
        }
        case_free(&c);
    }
    CHECK(n_listed > 1000);
}

TESTS(CASE(wordings_agree_with_brute_force), CASE(every_sentence_has_one_label_that_fits), CASE(phrases_agree_with_brute_force))
