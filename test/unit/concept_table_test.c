/* Concepts over random series: said, silent or not read, fates, streaks, forms and silences, against plain search of words. */
#include "base/random.h"
#include "compare/series_parts.h"
#include "series_fixture.h"
#include "test.h"

#define MAX_TEXT 8
#define N_CONCEPT 4

static const char *const list_text = "concept: toll\nkind: term\nalias.en: toll | tolls\n\n"
                                     "concept: ferry\nkind: term\nalias.en: ferry | ferries\n\n"
                                     "concept: Northland\nkind: party\nalias.en: Northland | NL\n\n"
                                     "concept: lighthouse\nkind: term\n";
/* Forms by concept, as a text may write them; the last concept is hardly ever said. */
static const char *const forms[N_CONCEPT][3] = {
    {"toll", "tolls", NULL}, {"ferry", "ferries", NULL}, {"Northland", "NL", NULL}, {"lighthouse", NULL, NULL}};
static const char *const plain[] = {"rose", "fell", "stands", "again", "in", "the", "north", "nl", "harbour"};

struct random_case {
    arena *list_ar;
    buf text[MAX_TEXT];
    bool unread[MAX_TEXT][N_CONCEPT];
    str subject[MAX_TEXT][N_CONCEPT];
    uint32_t number[MAX_TEXT][N_CONCEPT];
    uint32_t n_text;
    struct fixture f;
};

static void random_text(buf *out, uint64_t *seed)
{
    uint32_t n = random_below(seed, 4);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t n_word = 1 + random_below(seed, 6);
        for (uint32_t k = 0; k < n_word; k++) {
            uint32_t c = random_below(seed, 25) ? random_below(seed, 3) : 3;
            const char *word = plain[random_below(seed, ARRAY_LEN(plain))];
            if (!random_below(seed, 4)) word = forms[c][c < 3 ? random_below(seed, 2) : 0];
            buf_addf(out, "%s%s", k ? " " : "", word);
        }
        buf_addz(out, ".\n");
    }
}

static bool case_open(struct random_case *c, uint64_t *seed)
{
    str text[MAX_TEXT];
    *c = (struct random_case){.n_text = 1 + random_below(seed, MAX_TEXT), .list_ar = arena_new(0)};
    if (!c->list_ar || concepts_parse(&c->f.list, str_of(list_text), c->list_ar, NULL)) return false;
    for (uint32_t t = 0; t < c->n_text; t++) {
        random_text(&c->text[t], seed);
        text[t] = buf_str(&c->text[t]);
    }
    if (!fixture_make(&c->f, text, c->n_text)) return false;
    for (uint32_t t = 0; t < c->n_text; t++) {
        struct compare_member *m = &c->f.text[t];
        m->not_read = c->subject[t];
        m->not_read_concept = c->number[t];
        for (uint32_t k = 0; k < N_CONCEPT; k++) {
            if (random_below(seed, 6)) continue;
            c->unread[t][k] = true;
            c->subject[t][m->n_not_read] = c->f.list.concept[k].name;
            c->number[t][m->n_not_read++] = k;
        }
    }
    return true;
}

static void case_close(struct random_case *c)
{
    for (uint32_t t = 0; t < c->n_text; t++) buf_free(&c->text[t]);
    fixture_free(&c->f);
    arena_free(c->list_ar);
}

/* How often the text has the word, whole and with this case. */
static uint32_t count_word(str text, const char *word)
{
    uint32_t n = 0;
    for (size_t at = 0; (at = str_find(text, str_of(word), at)) != SIZE_MAX; at++) {
        size_t end = at + strlen(word);
        n += !(at && ascii_alnum((unsigned char)text.p[at - 1])) && !(end < text.n && ascii_alnum((unsigned char)text.p[end]));
    }
    return n;
}

static uint32_t count_uses(const struct random_case *c, uint32_t t, uint32_t concept)
{
    uint32_t n = 0;
    for (uint32_t k = 0; forms[concept][k]; k++) n += count_word(buf_str(&c->text[t]), forms[concept][k]);
    return n;
}

static enum compare_said oracle_said(const struct random_case *c, uint32_t t, uint32_t concept)
{
    return count_uses(c, t, concept) ? SAID_YES : c->unread[t][concept] ? SAID_NOT_READ : SAID_SILENT;
}

/* By the words of the header, text by text. */
static enum compare_concept_fate oracle_fate(const struct random_case *c, uint32_t concept)
{
    uint32_t newest = c->n_text - 1;
    enum compare_said now = oracle_said(c, newest, concept), before = SAID_NO_TEXT;
    bool ever = false;
    for (uint32_t t = 0; t < newest; t++) {
        enum compare_said then = oracle_said(c, t, concept);
        ever = ever || then == SAID_YES;
        if (then != SAID_NOT_READ) before = then;
    }
    if (now == SAID_NOT_READ) return CONCEPT_UNKNOWN;
    if (now == SAID_SILENT) return before == SAID_YES ? CONCEPT_DROPPED : ever ? CONCEPT_ABSENT : CONCEPT_NEVER;
    if (before == SAID_NO_TEXT) return newest ? CONCEPT_UNKNOWN : CONCEPT_FIRST;
    return before == SAID_YES ? CONCEPT_STAYS : ever ? CONCEPT_RETURNED : CONCEPT_FIRST;
}

/* The streak ends at the newest text that could be read on it; texts that could not are passed over. */
static bool streak_fits(const struct random_case *c, const struct compare_concept_row *row)
{
    uint32_t to = c->n_text, from;
    while (to > 0 && oracle_said(c, to - 1, row->concept) == SAID_NOT_READ) to--;
    if (!to) return row->streak.to == COMPARE_NONE;
    enum compare_said is = oracle_said(c, --to, row->concept);
    from = to;
    for (uint32_t t = to; t-- > 0;) {
        enum compare_said then = oracle_said(c, t, row->concept);
        if (then != is && then != SAID_NOT_READ) break;
        if (then == is) from = t;
    }
    return row->streak.from == from && row->streak.to == to && row->streak_said == (is == SAID_YES);
}

static bool forms_fit(const struct random_case *c, const struct compare_concept_row *row)
{
    const struct concept_list *list = &c->f.list;
    uint32_t newest = c->n_text - 1, before = newest, n_gained = 0, n_lost = 0;
    if (row->fate != CONCEPT_STAYS) return !row->n_form_gained && !row->n_form_lost;
    while (oracle_said(c, --before, row->concept) == SAID_NOT_READ) {
    }
    for (uint32_t k = 0; forms[row->concept][k]; k++) {
        bool now = count_word(buf_str(&c->text[newest]), forms[row->concept][k]);
        bool then = count_word(buf_str(&c->text[before]), forms[row->concept][k]);
        n_gained += now && !then;
        n_lost += then && !now;
        for (uint32_t i = 0; i < row->n_form_gained; i++)
            if (str_eq(list->form[row->form_gained[i]].text, str_of(forms[row->concept][k])) && !(now && !then)) return false;
        for (uint32_t i = 0; i < row->n_form_lost; i++)
            if (str_eq(list->form[row->form_lost[i]].text, str_of(forms[row->concept][k])) && !(then && !now)) return false;
    }
    return n_gained == row->n_form_gained && n_lost == row->n_form_lost;
}

TEST(the_table_agrees_with_plain_search)
{
    uint64_t seed = 20251212;
    uint32_t met[CONCEPT_UNKNOWN + 1] = {0};
    for (int round = 0; round < 600; round++) {
        struct random_case c;
        struct compare_report rep;
        CHECK(case_open(&c, &seed));
        CHECK_MSG(!compare_series_run(&rep, &c.f.series, c.f.ar, &c.f.err), "round %d: %s", round, c.f.err.msg);
        CHECK_INT(rep.concepts.n_row, N_CONCEPT);
        for (uint32_t k = 0; k < N_CONCEPT; k++) {
            const struct compare_concept_row *row = &rep.concepts.row[k];
            uint32_t n_said = 0, n_unread = 0;
            for (uint32_t t = 0; t < c.n_text; t++) {
                CHECK_MSG(row->cell[t].said == oracle_said(&c, t, k), "round %d, text %u, concept %u", round, t, k);
                CHECK_INT(row->cell[t].n_use, count_uses(&c, t, k));
                CHECK(compare_runs_has(&row->said, t) == (row->cell[t].said == SAID_YES));
                CHECK(compare_runs_has(&row->unread, t) == (row->cell[t].said == SAID_NOT_READ));
                n_said += row->cell[t].said == SAID_YES;
                n_unread += row->cell[t].said == SAID_NOT_READ;
            }
            CHECK(row->said.n_text == n_said && row->unread.n_text == n_unread);
            CHECK_MSG(row->fate == oracle_fate(&c, k), "round %d, concept %u: %s", round, k,
                      compare_concept_fate_name(row->fate));
            CHECK_MSG(streak_fits(&c, row), "round %d, concept %u", round, k);
            CHECK_MSG(forms_fit(&c, row), "round %d, concept %u", round, k);
            met[row->fate]++;
        }
        case_close(&c);
    }
    for (size_t i = 0; i < ARRAY_LEN(met); i++)
        CHECK_MSG(met[i] > 10, "%s: %u", compare_concept_fate_name((enum compare_concept_fate)i), met[i]);
}

/* ---- silences ---- */

static const struct compare_silence *silence_of(const struct compare_silences *s, uint32_t concept)
{
    for (uint32_t i = 0; i < s->n_silence; i++)
        if (s->silence[i].concept == concept) return &s->silence[i];
    return NULL;
}

static bool is_never(const struct compare_silences *s, uint32_t concept)
{
    for (uint32_t i = 0; i < s->n_never; i++)
        if (s->never[i] == concept) return true;
    return false;
}

/* What must be said of one concept, counted text by text. */
static bool silence_fits(const struct random_case *c, const struct compare_silences *s, uint32_t k, uint32_t min_texts)
{
    uint32_t n_said = 0, last = COMPARE_NONE, since = COMPARE_NONE, n_silent = 0;
    for (uint32_t t = 0; t < c->n_text; t++) {
        enum compare_said is = oracle_said(c, t, k);
        n_said += is == SAID_YES;
        if (is == SAID_YES) last = t, since = COMPARE_NONE, n_silent = 0;
        if (is == SAID_SILENT && last != COMPARE_NONE) {
            if (since == COMPARE_NONE) since = t;
            n_silent++;
        }
    }
    const struct compare_silence *x = silence_of(s, k);
    bool want = n_said >= min_texts && oracle_said(c, c->n_text - 1, k) == SAID_SILENT;
    if ((x != NULL) != want) return false;
    if (is_never(s, k) != (!n_said && oracle_said(c, c->n_text - 1, k) == SAID_SILENT)) return false;
    return !x || (x->since == since && x->n_silent == n_silent && x->last.text == last && x->stood.n_text == n_said);
}

TEST(silences_agree_with_plain_search)
{
    uint64_t seed = 20251213;
    uint32_t n_found = 0;
    for (int round = 0; round < 600; round++) {
        struct random_case c;
        struct compare_silences s;
        uint32_t min_texts = 1 + random_below(&seed, 3);
        CHECK(case_open(&c, &seed));
        CHECK_MSG(!compare_silences_run(&s, &c.f.series, min_texts, c.f.ar, &c.f.err), "round %d: %s", round, c.f.err.msg);
        for (uint32_t k = 0; k < N_CONCEPT; k++)
            CHECK_MSG(silence_fits(&c, &s, k, min_texts), "round %d, concept %u", round, k);
        for (uint32_t i = 0; i < s.n_silence; i++) {
            const struct compare_silence *x = &s.silence[i];
            CHECK(x->since > x->last.text && x->since < c.n_text && x->n_silent >= 1 && x->stood.n_text >= min_texts);
            CHECK(i == 0 || s.silence[i - 1].concept != COMPARE_NONE || x->concept == COMPARE_NONE); /* phrases stand last */
            if (x->concept == COMPARE_NONE) CHECK(x->phrase.n && !compare_runs_has(&x->stood, c.n_text - 1));
            n_found++;
        }
        case_close(&c);
    }
    CHECK(n_found > 300);
}

TEST(a_series_without_texts_is_refused)
{
    struct fixture f = {0};
    struct compare_silences s;
    struct compare_phrases p;
    struct compare_report rep;
    CHECK(fixture_make(&f, NULL, 0));
    CHECK_INT(compare_silences_run(&s, &f.series, 0, f.ar, &f.err), E_NOTFOUND);
    CHECK_INT(compare_series_run(&rep, &f.series, f.ar, &f.err), E_NOTFOUND);
    CHECK_INT(compare_phrases_run(&p, &f.series, 0, 0, PHRASE_BY_FIRST, f.ar, &f.err), OK);
    CHECK_INT(p.n_phrase, 0);
    fixture_free(&f);
}

/* Silence in a text that says less of everything is marked; in one of its own length it is not. */
TEST(a_much_shorter_text_is_told)
{
    static const char *const texts[] = {"The toll stands at the gate and the ferry sails at noon on all days of the week.\n",
                                        "The ferry sails at noon on all days of the week and nothing else is due today.\n",
                                        "Nothing is due.\n"};
    for (uint32_t last = 1; last < 3; last++) {
        struct fixture f = {0};
        arena *list_ar = arena_new(0);
        struct compare_silences s;
        str text[] = {str_of(texts[0]), str_of(texts[last])};
        CHECK(list_ar && !concepts_parse(&f.list, str_of(list_text), list_ar, NULL) && fixture_make(&f, text, 2));
        CHECK(!compare_silences_run(&s, &f.series, 1, f.ar, &f.err));
        CHECK(silence_of(&s, 0) && silence_of(&s, 0)->shorter == (last == 2));
        fixture_free(&f);
        arena_free(list_ar);
    }
}

TESTS(CASE(the_table_agrees_with_plain_search), CASE(silences_agree_with_plain_search), CASE(a_series_without_texts_is_refused),
      CASE(a_much_shorter_text_is_told))
