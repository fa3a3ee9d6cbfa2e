/* Notes on lists and speakers: planted edits are named, nothing else is; swapped texts give mirrored notes. */
#include "base/random.h"
#include "pair_fixture.h"
#include "test.h"

struct noted {
    arena *ar;
    struct compare_text a, b;
    struct compare_note *note;
    uint32_t n;
};

static bool notes_open(struct noted *t, str a, str b)
{
    compare_vocab *v;
    *t = (struct noted){.ar = arena_new(0)};
    return t->ar && !compare_vocab_new(&v, NULL, t->ar, NULL) && lines_make(&t->a, v, a, t->ar, NULL) &&
           lines_make(&t->b, v, b, t->ar, NULL) && t->a.n_sentence == 1 && t->b.n_sentence == 1 &&
           !compare_notes(&t->note, &t->n, &t->a, 0, &t->b, 0, t->ar, NULL);
}

static bool has_note(const struct noted *t, enum compare_note_kind kind, str older, str newer)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->note[i].kind == kind && str_eq(str_span(t->a.clean, t->note[i].older), older) &&
            str_eq(str_span(t->b.clean, t->note[i].newer), newer))
            return true;
    return false;
}

/* ---- planted edits ---- */

#define MAX_ITEMS 8

/* No two share a stem. */
static const char *const stock[] = {"wages",      "joint planning", "fish quotas", "harbour dues",  "border guards",
                                    "trade",      "mutual visits",  "letters",     "wheat",         "naval drills",
                                    "satellites", "rescue at sea",  "oil",         "young scholars"};

struct planted {
    uint8_t item[2][MAX_ITEMS];
    uint32_t n[2];
};

static void shuffle(uint8_t *x, uint32_t n, uint64_t *seed)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = random_below(seed, i);
        uint8_t keep = x[k];
        x[k] = x[i - 1];
        x[i - 1] = keep;
    }
}

/* Both lists in one order; more items stay than go or come, and three at least: below that nobody can see a list. */
static struct planted plant(uint64_t *seed)
{
    struct planted p = {0};
    uint8_t all[ARRAY_LEN(stock)];
    for (uint8_t i = 0; i < ARRAY_LEN(stock); i++) all[i] = i;
    shuffle(all, ARRAY_LEN(stock), seed);
    uint32_t kept = 3 + random_below(seed, 2), gone = random_below(seed, 3), came = random_below(seed, 3);
    uint8_t fate[MAX_ITEMS]; /* 0: stays, 1: gone, 2: came */
    for (uint32_t i = 0; i < kept + gone + came; i++) fate[i] = i < kept ? 0 : i < kept + gone ? 1 : 2;
    shuffle(fate, kept + gone + came, seed);
    for (uint32_t i = 0; i < kept + gone + came; i++)
        for (uint8_t side = 0; side < 2; side++)
            if (fate[i] != 2 - side) p.item[side][p.n[side]++] = all[i];
    return p;
}

static void write_list(buf *out, const uint8_t *item, uint32_t n, const char *lead, bool serial_comma)
{
    buf_addz(out, lead);
    for (uint32_t i = 0; i < n; i++) {
        bool last = i + 1 == n;
        buf_addf(out, "%s%s", !i ? " " : !last ? ", " : serial_comma ? ", and " : " and ", stock[item[i]]);
    }
    buf_addc(out, '.');
}

static bool is_in(const struct planted *p, int side, uint8_t item)
{
    for (uint32_t i = 0; i < p->n[side]; i++)
        if (p->item[side][i] == item) return true;
    return false;
}

TEST(each_planted_item_is_named_and_no_other)
{
    static const char *const leads[] = {"The panel looked at", "They held talks on many matters, including",
                                        "The group has three tasks:", "Work goes on in areas such as"};
    uint64_t seed = 57;
    uint32_t n_named = 0;
    for (int round = 0; round < 1500; round++) {
        struct planted p = plant(&seed);
        buf x = {0}, y = {0};
        const char *lead = leads[random_below(&seed, ARRAY_LEN(leads))];
        bool serial_comma = random_below(&seed, 2);
        write_list(&x, p.item[0], p.n[0], lead, serial_comma);
        write_list(&y, p.item[1], p.n[1], lead, serial_comma);
        struct noted t;
        CHECK(notes_open(&t, buf_str(&x), buf_str(&y)));
        uint32_t want = 0;
        for (int side = 0; side < 2; side++) {
            for (uint32_t i = 0; i < p.n[side]; i++) {
                uint8_t item = p.item[side][i];
                if (is_in(&p, !side, item)) continue;
                want++;
                bool got = side ? has_note(&t, NOTE_LIST_GAINED, (str){0}, str_of(stock[item]))
                                : has_note(&t, NOTE_LIST_LOST, str_of(stock[item]), (str){0});
                CHECK_MSG(got, "round %d: \"%s\" is not named: %.*s | %.*s", round, stock[item], STR_ARG(buf_str(&x)),
                          STR_ARG(buf_str(&y)));
            }
        }
        CHECK_MSG(t.n == want, "round %d: %u notes, not %u: %.*s | %.*s", round, t.n, want, STR_ARG(buf_str(&x)),
                  STR_ARG(buf_str(&y)));
        n_named += want;
        arena_free(t.ar);
        buf_free(&x);
        buf_free(&y);
    }
    CHECK(n_named > 1000);
}

TEST(another_order_alone_is_one_note)
{
    uint64_t seed = 58;
    for (int round = 0; round < 500; round++) {
        struct planted p = plant(&seed);
        buf x = {0}, y = {0};
        memcpy(p.item[1], p.item[0], sizeof p.item[0]);
        shuffle(p.item[1], p.n[0], &seed);
        bool moved = memcmp(p.item[0], p.item[1], p.n[0]) != 0;
        write_list(&x, p.item[0], p.n[0], "The panel looked at", true);
        write_list(&y, p.item[1], p.n[0], "The panel looked at", true);
        struct noted t;
        CHECK(notes_open(&t, buf_str(&x), buf_str(&y)));
        CHECK_MSG(t.n == moved && (!moved || t.note[0].kind == NOTE_LIST_REORDERED), "round %d: %.*s | %.*s", round,
                  STR_ARG(buf_str(&x)), STR_ARG(buf_str(&y)));
        arena_free(t.ar);
        buf_free(&x);
        buf_free(&y);
    }
}

/* ---- mirrors ---- */

static enum compare_note_kind mirror_kind(enum compare_note_kind k)
{
    return k == NOTE_LIST_LOST ? NOTE_LIST_GAINED : k == NOTE_LIST_GAINED ? NOTE_LIST_LOST : k;
}

static bool mirrored(const struct noted *x, const struct noted *y)
{
    if (x->n != y->n) return false;
    for (uint32_t i = 0; i < x->n; i++) {
        const struct compare_note *m = &x->note[i];
        bool found = false;
        for (uint32_t k = 0; k < y->n && !found; k++)
            found = y->note[k].kind == mirror_kind(m->kind) && !memcmp(&y->note[k].older, &m->newer, sizeof(span)) &&
                    !memcmp(&y->note[k].newer, &m->older, sizeof(span));
        if (!found) return false;
    }
    return true;
}

/* Clauses, lists, speakers and stray separators in any order: nothing may crash, and nothing may depend on which is older. */
static void random_sentence(buf *out, uint64_t *seed)
{
    static const char *const pieces[] = {"Both sides",
                                         "The envoy",
                                         "reaffirmed that",
                                         "stressed that",
                                         "the line will hold",
                                         "including",
                                         "wages",
                                         "rents",
                                         "prices",
                                         "joint planning",
                                         "and",
                                         ",",
                                         ";",
                                         "or",
                                         "such as",
                                         "the cape",
                                         "the strait",
                                         "the bay",
                                         "which is old",
                                         ":",
                                         ", and",
                                         "as well as",
                                         "in the north",
                                         "14",
                                         "21 June",
                                         "the minister said",
                                         "( 3 )",
                                         "-"};
    uint32_t n = 3 + random_below(seed, 14);
    for (uint32_t i = 0; i < n; i++) buf_addf(out, "%s%s", i ? " " : "", pieces[random_below(seed, ARRAY_LEN(pieces))]);
    buf_addc(out, '.');
}

/* y is x with a few stretches left out or put in. */
static void edit(buf *y, str x, uint64_t *seed)
{
    str rest = x;
    while (rest.n) {
        str word = str_cut(rest, ' ', &rest);
        if (!random_below(seed, 6)) continue;
        if (y->n) buf_addc(y, ' ');
        buf_add(y, word);
        if (!random_below(seed, 8)) buf_addz(y, " , wheat");
    }
}

TEST(swapped_texts_give_mirrored_notes)
{
    uint64_t seed = 59;
    uint32_t n_notes = 0;
    for (int round = 0; round < 4000; round++) {
        buf x = {0}, y = {0};
        random_sentence(&x, &seed);
        edit(&y, buf_str(&x), &seed);
        struct noted t = {0}, back = {0};
        if (y.n) {
            CHECK(notes_open(&t, buf_str(&x), buf_str(&y)) && notes_open(&back, buf_str(&y), buf_str(&x)));
            CHECK_MSG(mirrored(&t, &back), "round %d: %u and %u notes: %.*s | %.*s", round, t.n, back.n, STR_ARG(buf_str(&x)),
                      STR_ARG(buf_str(&y)));
            n_notes += t.n;
        }
        arena_free(t.ar);
        arena_free(back.ar);
        buf_free(&x);
        buf_free(&y);
    }
    CHECK(n_notes > 100);
}

TEST(a_sentence_against_itself_has_no_notes)
{
    uint64_t seed = 60;
    for (int round = 0; round < 1000; round++) {
        buf x = {0};
        random_sentence(&x, &seed);
        struct noted t;
        CHECK(notes_open(&t, buf_str(&x), buf_str(&x)));
        CHECK_MSG(!t.n, "round %d: %.*s", round, STR_ARG(buf_str(&x)));
        arena_free(t.ar);
        buf_free(&x);
    }
}

/* ---- edges ---- */

/* "including," opens a list as "including" does; without that the lead-in counts as an item and the list is not seen. */
TEST(a_comma_behind_a_stop_does_not_undo_it)
{
    struct noted t;
    CHECK(notes_open(&t, STR("Work goes on in many areas, including, wages, rents and prices."),
                     STR("Talks were held in several fields, including, fees, rents and prices.")));
    CHECK(t.n == 2 && has_note(&t, NOTE_LIST_LOST, STR("wages"), (str){0}) &&
          has_note(&t, NOTE_LIST_GAINED, (str){0}, STR("fees")));
    arena_free(t.ar);
}

TEST(more_chunks_than_are_looked_at_get_no_notes)
{
    buf x = {0}, y = {0};
    buf_addz(&x, "The panel looked at w0");
    buf_addz(&y, "The panel looked at w0");
    for (int i = 1; i < 500; i++) {
        buf_addf(&x, ", w%d", i);
        if (i != 250) buf_addf(&y, ", w%d", i);
    }
    buf_addz(&x, " and end.");
    buf_addz(&y, " and end.");
    struct noted t;
    CHECK(notes_open(&t, buf_str(&x), buf_str(&y)));
    CHECK_INT(t.n, 0);
    arena_free(t.ar);
    buf_free(&x);
    buf_free(&y);
}

TEST(marks_alone)
{
    static const char *const marks[] = {",", ", ,", "and", "and and", ";;;", ": :", "( ), and", "-", "as well as", "such as"};
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        for (size_t k = 0; k < ARRAY_LEN(marks); k++) {
            struct noted t;
            CHECK(notes_open(&t, str_of(marks[i]), str_of(marks[k])));
            for (uint32_t q = 0; q < t.n; q++) CHECK(t.note[q].kind >= NOTE_NAME);
            arena_free(t.ar);
        }
    }
}

/* ---- speakers ---- */

TEST(who_says_it_changed)
{
    static const struct {
        const char *older, *newer, *from, *to; /* to NULL: no note */
    } cases[] = {
        {"Both sides reaffirmed that the line will hold.", "The envoy stressed that the line will hold.", "Both sides",
         "The envoy"},
        {"The ROK head stressed that the line will hold.", "The U.S. head stressed that the line will hold.", "The ROK head",
         "The U.S. head"},
        {"In this spirit, they agreed that the line will hold.", "The board decided that the line will hold.", "they",
         "The board"},
        /* The same people, however they are called together. */
        {"They reaffirmed that the line will hold.", "Both sides stressed that the line will hold.", NULL, NULL},
        {"The two sides agreed that the line will hold.", "All parties agreed that the line will hold.", NULL, NULL},
        /* Another clause is no change of speaker. */
        {"Both sides reaffirmed that the line will hold.", "The envoy stressed that wheat is dear this year.", NULL, NULL},
        /* A thing never said it. */
        {"The statement noted that the line will hold.", "The envoy noted that the line will hold.", NULL, NULL},
        {"The steps reviewed were many and the line will hold.", "The envoy reviewed many steps and the line will hold.", NULL,
         NULL},
        /* Behind the clause. */
        {"The line will hold, the envoy said.", "The line will hold, the minister said.", "the envoy", "the minister"},
        {"The line will hold, the envoy said.", "The line will hold, the envoy said.", NULL, NULL},
        {"The line will hold, said.", "The line will hold, the minister said.", NULL, NULL},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct noted t, back;
        CHECK(notes_open(&t, str_of(cases[i].older), str_of(cases[i].newer)));
        CHECK(notes_open(&back, str_of(cases[i].newer), str_of(cases[i].older)));
        uint32_t n = 0;
        for (uint32_t k = 0; k < t.n; k++) n += t.note[k].kind == NOTE_SPEAKER;
        CHECK_MSG(n == (cases[i].to != NULL), "%s | %s", cases[i].older, cases[i].newer);
        if (cases[i].to) CHECK(has_note(&t, NOTE_SPEAKER, str_of(cases[i].from), str_of(cases[i].to)));
        if (cases[i].to) CHECK(has_note(&back, NOTE_SPEAKER, str_of(cases[i].to), str_of(cases[i].from)));
        arena_free(t.ar);
        arena_free(back.ar);
    }
}

TESTS(CASE(each_planted_item_is_named_and_no_other), CASE(another_order_alone_is_one_note),
      CASE(swapped_texts_give_mirrored_notes), CASE(a_sentence_against_itself_has_no_notes),
      CASE(more_chunks_than_are_looked_at_get_no_notes), CASE(a_comma_behind_a_stop_does_not_undo_it), CASE(marks_alone),
      CASE(who_says_it_changed))
