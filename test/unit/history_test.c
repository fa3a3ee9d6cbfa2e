/* Tallies, time lines and gaps of random histories, against counts made document by document. */
#include "base/random.h"
#include "compare/series_parts.h"
#include "test.h"

#define MAX_DOC 14
#define MAX_USE 40

static const char *const issuers[] = {"", "Ministry", "Office"};
static const char *const series[] = {"", "sea", "land"};

struct random_history {
    struct compare_history h;
    struct compare_history_doc doc[MAX_DOC];
    struct compare_use use[MAX_USE];
    struct compare_text read;
    struct concept_list list;
    struct concept_form form[3];
    struct concept concept[2];
};

static struct compare_speaker random_speaker(uint64_t *seed)
{
    struct compare_speaker s = {.concept = COMPARE_NONE};
    s.kind = (enum compare_speaker_kind)random_below(seed, 3);
    if (s.kind == SPEAKER_UNKNOWN) return s;
    uint32_t word = random_below(seed, 3);
    s.at = (span){word * 4, word * 4 + 3}; /* "Ada", "Bob" or "aDA", who is Ada */
    if (s.kind == SPEAKER_ONE && !random_below(seed, 2)) s.concept = random_below(seed, 2);
    return s;
}

/* Documents by date, undated ones last, each with its uses. */
static void history_make(struct random_history *x, uint64_t *seed)
{
    *x = (struct random_history){.read = {.clean = STR("Ada Bob aDA")}};
    x->form[0] = (struct concept_form){.text = STR("ferry")};
    x->form[1] = (struct concept_form){.text = STR("ferries")};
    x->form[2] = (struct concept_form){.text = STR("ferry")};
    x->concept[0] = (struct concept){.name = STR("Northland")};
    x->concept[1] = (struct concept){.name = STR("Southmark")};
    x->list = (struct concept_list){.concept = x->concept, .n_concept = 2, .form = x->form, .n_form = 3};
    x->h = (struct compare_history){.asked = STR("ferry"), .concept = 0, .list = &x->list, .doc = x->doc, .use = x->use};
    x->h.n_doc = random_below(seed, MAX_DOC + 1);
    day date = 18000;
    uint32_t n_dated = random_below(seed, x->h.n_doc + 1);
    for (uint32_t d = 0; d < x->h.n_doc; d++) {
        struct compare_history_doc *doc = &x->doc[d];
        struct manifest *m = &doc->member.doc.manifest;
        date += (day)random_below(seed, 500);
        m->date = d < n_dated ? date : DATE_NONE;
        m->issuer = str_of(issuers[random_below(seed, 3)]);
        m->series = str_of(series[random_below(seed, 3)]);
        doc->member.read = &x->read;
        doc->member.n_not_read = !random_below(seed, 5);
        doc->use_from = x->h.n_use;
        for (uint32_t k = random_below(seed, 4); k > 0 && x->h.n_use < MAX_USE; k--)
            x->use[x->h.n_use++] =
                (struct compare_use){.text = d, .form = random_below(seed, 3), .speaker = random_speaker(seed)};
        doc->n_use = x->h.n_use - doc->use_from;
        doc->said = doc->n_use ? SAID_YES : doc->member.n_not_read ? SAID_NOT_READ : SAID_SILENT;
    }
}

/* What speaker u is counted under. */
static str speaker_of(const struct random_history *x, const struct compare_use *u)
{
    if (u->speaker.kind == SPEAKER_UNKNOWN) return (str){NULL, 0};
    if (u->speaker.kind == SPEAKER_JOINT) return STR("joint");
    if (u->speaker.concept != COMPARE_NONE) return x->concept[u->speaker.concept].name;
    str words = str_span(x->read.clean, u->speaker.at);
    return str_eq(words, STR("aDA")) ? STR("Ada") : words;
}

enum by { BY_FORM, BY_ISSUER, BY_SPEAKER };

static bool counts_under(const struct random_history *x, const struct compare_use *u, enum by by, const struct compare_tally *t)
{
    switch (by) {
    case BY_FORM: return u->form == t->form;
    case BY_ISSUER: return str_eq(x->doc[u->text].member.doc.manifest.issuer, t->key);
    case BY_SPEAKER: return str_eq(speaker_of(x, u), str_eq(t->key, STR("aDA")) ? STR("Ada") : t->key);
    }
    return false;
}

static bool tally_fits(const struct random_history *x, enum by by, const struct compare_tally *t)
{
    uint32_t n_use = 0, n_doc = 0, first = COMPARE_NONE, last = COMPARE_NONE, silent = 0;
    for (uint32_t d = 0; d < x->h.n_doc; d++) {
        uint32_t here = 0;
        bool dated = x->doc[d].member.doc.manifest.date != DATE_NONE; /* an undated text cannot say that it was later */
        for (uint32_t i = x->doc[d].use_from; i < x->doc[d].use_from + x->doc[d].n_use; i++) {
            if (!counts_under(x, &x->use[i], by, t)) continue;
            here++;
            if (first == COMPARE_NONE || dated) last = i;
            if (first == COMPARE_NONE) first = i;
        }
        n_use += here;
        n_doc += here > 0;
        bool own = str_eq(x->doc[d].member.doc.manifest.issuer, t->key);
        if (by == BY_ISSUER && here && last >= x->doc[d].use_from) silent = 0; /* the last use so far stands here */
        if (by == BY_ISSUER && own && x->doc[d].said == SAID_SILENT && x->doc[d].member.doc.manifest.date != DATE_NONE)
            silent++;
    }
    if (first == COMPARE_NONE) return false; /* a tally of nothing */
    return t->n_use == n_use && t->n_doc == n_doc && t->first_use == first && t->last_use == last &&
           (by != BY_ISSUER || t->n_silent_after == silent);
}

static bool tallies_fit(const struct random_history *x, enum by by, const struct compare_tally *t, uint32_t n)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!tally_fits(x, by, &t[i])) return false;
        if (i && t[i - 1].first_use >= t[i].first_use) return false; /* in order of first use */
        sum += t[i].n_use;
    }
    return sum == x->h.n_use; /* each use under one */
}

static bool timeline_fits(const struct random_history *x, const struct compare_timeline *line)
{
    for (uint32_t p = 0; p < line->n_period; p++) {
        const struct compare_period *is = &line->period[p];
        uint32_t n = 0, said = 0, silent = 0, use = 0;
        for (uint32_t d = 0; d < x->h.n_doc; d++) {
            const struct manifest *m = &x->doc[d].member.doc.manifest;
            if (m->date == DATE_NONE || civil_of_day(m->date).year != is->year || !str_eq(m->issuer, line->key)) continue;
            n++;
            said += x->doc[d].said == SAID_YES;
            silent += x->doc[d].said == SAID_SILENT;
            use += x->doc[d].n_use;
        }
        enum compare_said want = !n ? SAID_NO_TEXT : said ? SAID_YES : silent ? SAID_SILENT : SAID_NOT_READ;
        if (is->said != want || is->n_doc != n || is->n_doc_said != said || is->n_use != use) return false;
        if (p && is->year != line->period[p - 1].year + 1) return false;
    }
    return true;
}

/* Each silence inside a series, found from its two ends. */
static uint32_t count_gaps(const struct random_history *x, const struct compare_gap *gap, uint32_t n_gap, bool *all_known)
{
    uint32_t n = 0;
    *all_known = true;
    for (uint32_t b = 0; b < x->h.n_doc; b++) {
        for (uint32_t a = b + 1; a < x->h.n_doc; a++) {
            const struct manifest *mb = &x->doc[b].member.doc.manifest, *ma = &x->doc[a].member.doc.manifest;
            if (!mb->series.n || !str_eq(mb->series, ma->series) || mb->date == DATE_NONE || ma->date == DATE_NONE) continue;
            if (x->doc[b].said != SAID_YES || x->doc[a].said != SAID_YES) continue;
            uint32_t silent = 0, said = 0;
            for (uint32_t k = b + 1; k < a; k++) {
                if (!str_eq(x->doc[k].member.doc.manifest.series, mb->series)) continue;
                silent += x->doc[k].said == SAID_SILENT;
                said += x->doc[k].said == SAID_YES;
            }
            if (said || !silent) continue;
            n++;
            bool known = false;
            for (uint32_t i = 0; i < n_gap; i++)
                known = known || (gap[i].before == b && gap[i].after == a && gap[i].n_silent == silent);
            *all_known = *all_known && known;
        }
    }
    return n;
}

TEST(histories_agree_with_plain_counts)
{
    uint64_t seed = 1953;
    uint32_t n_gaps = 0, n_lines = 0;
    for (int round = 0; round < 3000; round++) {
        struct random_history x;
        struct err err = {0};
        arena *ar = arena_new(0);
        history_make(&x, &seed);
        CHECK(ar && !compare_history_tally(&x.h, ar, &err));
        CHECK_MSG(tallies_fit(&x, BY_FORM, x.h.by_form, x.h.n_by_form), "round %d", round);
        CHECK_MSG(tallies_fit(&x, BY_ISSUER, x.h.by_issuer, x.h.n_by_issuer), "round %d", round);
        CHECK_MSG(tallies_fit(&x, BY_SPEAKER, x.h.by_speaker, x.h.n_by_speaker), "round %d", round);
        uint32_t dated = 0, undated = 0, part = 0, in_lines = 0;
        for (uint32_t d = 0; d < x.h.n_doc; d++) {
            bool has = x.doc[d].member.doc.manifest.date != DATE_NONE;
            dated += has;
            undated += !has;
            part += x.doc[d].member.n_not_read > 0;
        }
        CHECK(x.h.n_undated == undated && x.h.n_part_read == part);
        CHECK((x.h.first == DATE_NONE) == !dated && (!dated || x.h.first == x.doc[0].member.doc.manifest.date));
        for (uint32_t k = 0; k < x.h.n_timeline; k++) {
            CHECK_MSG(timeline_fits(&x, &x.h.timeline[k]), "round %d", round);
            for (uint32_t p = 0; p < x.h.timeline[k].n_period; p++) in_lines += x.h.timeline[k].period[p].n_doc;
        }
        CHECK_INT(in_lines, dated);
        bool known;
        CHECK_MSG(count_gaps(&x, x.h.gap, x.h.n_gap, &known) == x.h.n_gap && known, "round %d", round);
        n_gaps += x.h.n_gap;
        n_lines += x.h.n_timeline;
        arena_free(ar);
    }
    CHECK(n_gaps > 200 && n_lines > 2000);
}

TEST(too_little_room_is_a_limit)
{
    uint64_t seed = 1;
    uint32_t n_ok = 0, n_limit = 0;
    for (size_t cap = 16; cap < (size_t)1 << 16; cap += cap / 3 + 1) {
        struct random_history x;
        struct err err = {0};
        arena *ar = arena_new(cap);
        history_make(&x, &seed);
        CHECK(ar);
        enum status st = compare_history_tally(&x.h, ar, &err);
        CHECK(st == OK || (st == E_LIMIT && err.msg[0]));
        n_ok += st == OK;
        n_limit += st == E_LIMIT;
        arena_free(ar);
    }
    CHECK(n_ok && n_limit);
}

TEST(names_of_kinds)
{
    CHECK_STR(str_of(compare_said_name(SAID_YES)), "said");
    CHECK_STR(str_of(compare_said_name(SAID_SILENT)), "silent");
    CHECK_STR(str_of(compare_said_name(SAID_NO_TEXT)), "no text issued");
    CHECK_STR(str_of(compare_said_name(SAID_NOT_READ)), "not in the record");
    for (int l = 0; l < LABEL_COUNT; l++) {
        CHECK(compare_label_name((enum compare_label)l)[0]);
        for (int k = 0; k < l; k++)
            CHECK(strcmp(compare_label_name((enum compare_label)l), compare_label_name((enum compare_label)k)) != 0);
    }
    CHECK_STR(str_of(compare_label_name(LABEL_COUNT)), "");
    CHECK_STR(str_of(compare_speaker_name(SPEAKER_JOINT)), "joint");
    CHECK_STR(str_of(compare_concept_fate_name(CONCEPT_NEVER)), "never said");
}

TESTS(CASE(histories_agree_with_plain_counts), CASE(too_little_room_is_a_limit), CASE(names_of_kinds))
