/* Annotations as they are shown: an invented text with its grammar written by hand, so that no model is asked. What is found in it is
** the language room's; here it is held that every face tells it, with the words as they stand. To take a change of the golden files,
** run this test with ENTENTE_ACCEPT=1 and read the difference. */
#include "face_help.h"
#include "parse_help.h"

/* A text with all that is found in it. */
struct found {
    arena *ar;
    struct language_text text;
    struct language_names names;
    struct language_coref coref;
    struct language_quotes quotes;
    struct language_clauses clauses;
    struct when_list dates;
    struct amount_list amounts;
    struct present_annotation a;
};

static str file_of(const char *name, arena *ar)
{
    char path[256];
    str text = {NULL, 0};
    struct err err = {0};
    (void)snprintf(path, sizeof path, "test/golden/annotate/%s", name);
    if (source_read_file(&text, path, 1 << 20, ar, &err)) printf("# %s\n", err.msg);
    return text;
}

/* All finders over a text with its grammar; document: its day. */
static bool find_all(struct found *f, str text, str conllu, day document)
{
    struct conllu_text grammar;
    struct err err = {0};
    struct when_context ctx = {.document = document};
    bool good = f->ar && conllu.p && !conllu_read(&grammar, conllu, f->ar, &err) &&
                parsed_over(&f->text, text, &grammar, f->ar) && !language_names_find(&f->names, &f->text, NULL, f->ar, &err) &&
                !language_coref_find(&f->coref, &f->text, &f->names, f->ar, &err) &&
                !language_quotes_find(&f->quotes, &f->text, f->ar, &err) &&
                !language_clauses_find(&f->clauses, &f->text, f->ar, &err) &&
                !language_when_find(&f->dates, text, &ctx, f->ar, &err) &&
                !language_amount_find(&f->amounts, text, f->ar, &err);
    if (!good) printf("# not found: %s\n", err.msg);
    f->a = (struct present_annotation){.document = STR("talks.txt"),
                                       .title = STR("Talks <on> the river"),
                                       .language = STR("en"),
                                       .date = document,
                                       .date_basis = document == DATE_NONE ? "unknown" : "option",
                                       .text = &f->text,
                                       .n_aside = 2,
                                       .parts = PART_ALL,
                                       .names = &f->names,
                                       .coref = &f->coref,
                                       .quotes = &f->quotes,
                                       .clauses = &f->clauses,
                                       .dates = &f->dates,
                                       .amounts = &f->amounts};
    return good;
}

static bool talks(struct found *f, bool dated)
{
    struct civil c = {2025, 12, 11};
    *f = (struct found){.ar = arena_new(0)};
    return f->ar &&
           find_all(f, file_of("talks.txt", f->ar), file_of("talks.conllu", f->ar), dated ? day_of_civil(c) : DATE_NONE);
}

static const struct present_style terminal = {FACE_TERMINAL, false, 80};
static const struct present_style json = {FACE_JSON, false, 80};
static const struct present_style html = {FACE_HTML, false, 80};

static bool show(buf *out, const struct found *f, bool full, const struct present_style *style)
{
    struct err err = {0};
    arena *ar = arena_new(0);
    buf_clear(out);
    bool good = ar && !present_annotate(out, &f->a, full, style, ar, &err) && !out->failed;
    if (!good) printf("# %s\n", err.msg);
    arena_free(ar);
    return good;
}

/* ---- golden ---- */

static bool holds(str got, const char *name, arena *ar)
{
    const char *accept = getenv("ENTENTE_ACCEPT");
    char path[256];
    (void)snprintf(path, sizeof path, "test/golden/annotate/%s", name);
    if (accept && *accept == '1') {
        FILE *file = fopen(path, "wb");
        if (file) (void)fwrite(got.p, 1, got.n, file);
        if (file) (void)fclose(file);
    }
    str want = file_of(name, ar);
    size_t i = 0;
    while (i < got.n && i < want.n && got.p[i] == want.p[i]) i++;
    if (i == got.n && i == want.n) return true;
    size_t from = i > 60 ? i - 60 : 0;
    printf("# %s: from byte %zu: %.*s\n", name, i, (int)(got.n - from < 120 ? got.n - from : 120), got.p + from);
    return false;
}

TEST(every_face_is_golden)
{
    struct found f;
    buf b = {0};
    CHECK(talks(&f, true));
    CHECK(show(&b, &f, false, &terminal) && holds(buf_str(&b), "talks.out", f.ar) && !bad_line(buf_str(&b), 80).p);
    CHECK(show(&b, &f, true, &terminal) && holds(buf_str(&b), "talks-full.out", f.ar) && !bad_line(buf_str(&b), 80).p);
    CHECK(show(&b, &f, false, &json) && holds(buf_str(&b), "talks.json", f.ar));
    uint64_t print = hash64(buf_str(&b));
    CHECK(show(&b, &f, true, &json) && hash64(buf_str(&b)) == print); /* a program gets everything in any case */
    buf_free(&b);
    arena_free(f.ar);
}

/* ---- JSON ---- */

/* Whether every quote below j stands in the text at its place; *n counts them. */
static bool quotes_stand(const json_t *j, str text, uint32_t *n)
{
    const char *key;
    json_t *value;
    size_t i;
    const char *quote = json_string_value(json_object_get(j, "quote"));
    if (quote) {
        size_t begin = (size_t)json_integer_value(json_at(j, "at", 0)), end = (size_t)json_integer_value(json_at(j, "at", 1));
        ++*n;
        if (begin >= end || end > text.n || !str_eq(str_of(quote), (str){text.p + begin, end - begin})) {
            printf("# not at %zu-%zu: %s\n", begin, end, quote);
            return false;
        }
    }
    json_array_foreach(j, i, value) if (!quotes_stand(value, text, n)) return false;
    json_object_foreach((json_t *)j, key, value) if (!quotes_stand(value, text, n)) return false;
    return true;
}

TEST(json_tells_all_with_its_place)
{
    struct found f;
    buf b = {0};
    uint32_t n = 0;
    CHECK(talks(&f, true) && show(&b, &f, false, &json));
    CHECK_INT(count_of(buf_str(&b), "\n"), 1);
    json_t *j = json_loadb(b.p, b.n, 0, NULL);
    CHECK(j && !strcmp(json_text(j, "schema"), "entente/annotate/1") && !strcmp(json_text(j, "date"), "2025-12-11"));
    CHECK(json_is_null(json_object_get(j, "source")) && json_is_null(json_object_get(j, "model")));
    CHECK_STR(f.text.text, json_text(j, "text"));
    CHECK(quotes_stand(j, f.text.text, &n) && n > 100);
    CHECK_INT(json_count(j, "persons"), f.names.n_person);
    CHECK_INT(json_count(j, "person_mentions"), f.names.n_mention);
    CHECK_INT(json_count(j, "names") + f.names.n_mention, f.names.n);
    CHECK_INT(json_count(j, "actors"), f.coref.n_actor);
    CHECK_INT(json_count(j, "mentions"), f.coref.n);
    CHECK_INT(json_count(j, "quotations"), f.quotes.n);
    CHECK_INT(json_count(j, "clauses"), f.clauses.n);
    CHECK_INT(json_count(j, "dates"), f.dates.n);
    CHECK_INT(json_count(j, "amounts"), f.amounts.n);
    /* Linked, not merged. */
    const json_t *soper = json_at(j, "persons", 2), *may_be = json_object_get(soper, "may_be");
    CHECK(!strcmp(json_text(soper, "name"), "Robert Soper") && !strcmp(json_text(may_be, "name"), "Robert Sofer"));
    CHECK(json_number(may_be, "person") == 2 && !strcmp(json_text(may_be, "reason"), "misspelt"));
    const json_t *said = json_object_get(json_at(j, "quotations", 1), "speaker");
    CHECK(!strcmp(json_text(said, "quote"), "He") && !strcmp(json_text(json_at(said, "actors", 0), "name"), "Han Do-yun"));
    CHECK(!strcmp(json_text(json_at(j, "dates", 1), "means"), "2026-01-01/2026-06-30"));
    CHECK(!strcmp(json_text(json_at(j, "amounts", 2), "low"), "350000000"));
    CHECK(!strcmp(json_text(json_at(j, "amounts", 2), "unit"), "USD"));
    json_decref(j);
    buf_free(&b);
    arena_free(f.ar);
}

TEST(an_undated_text_keeps_its_weekday)
{
    struct found f;
    buf b = {0};
    CHECK(talks(&f, false) && show(&b, &f, false, &json));
    json_t *j = json_loadb(b.p, b.n, 0, NULL);
    CHECK(j && json_is_null(json_object_get(j, "date")) && !strcmp(json_text(j, "date_basis"), "unknown"));
    CHECK(json_is_null(json_object_get(json_at(j, "dates", 0), "means")));
    CHECK(!strcmp(json_text(json_at(j, "dates", 0), "unresolved"), language_when_why_name(WHEN_NO_DOCUMENT)));
    json_decref(j);
    CHECK(show(&b, &f, false, &terminal) && has(buf_str(&b), "; date unknown; ") &&
          has_words(buf_str(&b), STR("on Thursday  @106-117  unknown: the text has no date")));
    buf_free(&b);
    arena_free(f.ar);
}

/* Bytes lead through pieces to the source: here the text begins 1000 bytes into it. */
TEST(bytes_lead_to_the_source)
{
    struct found f;
    buf b = {0};
    CHECK(talks(&f, true));
    struct source_piece piece = {0, (uint32_t)f.text.text.n, 1000, (uint32_t)f.text.text.n};
    f.a.piece = &piece;
    f.a.n_piece = 1;
    CHECK(show(&b, &f, false, &json));
    json_t *j = json_loadb(b.p, b.n, 0, NULL);
    const json_t *name = json_at(j, "names", 0);
    CHECK(json_integer_value(json_at(name, "bytes", 0)) == json_integer_value(json_at(name, "at", 0)) + 1000);
    json_decref(j);
    CHECK(show(&b, &f, false, &terminal) && has(buf_str(&b), "Han Do-yun  @1000-1040"));
    buf_free(&b);
    arena_free(f.ar);
}

/* ---- parts, pages, widths ---- */

TEST(parts_are_those_asked_for)
{
    static const struct {
        uint32_t part;
        const char *key, *heading;
    } parts[] = {{PART_PERSONS, "persons", "\nPersons\n"},
                 {PART_NAMES, "names", "\nCountries\n"},
                 {PART_DATES, "dates", "\nWhen\n"},
                 {PART_AMOUNTS, "amounts", "\nHow much\n"},
                 {PART_QUOTATIONS, "quotations", "\nWho says what\n"},
                 {PART_CLAUSES, "clauses", "\nPromised\n"}};
    struct found f;
    buf b = {0};
    CHECK(talks(&f, true));
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        f.a.parts = parts[i].part;
        CHECK(show(&b, &f, false, &json));
        json_t *j = json_loadb(b.p, b.n, 0, NULL);
        for (size_t k = 0; k < ARRAY_LEN(parts); k++) CHECK((json_object_get(j, parts[k].key) != NULL) == (k == i));
        json_decref(j);
        CHECK(show(&b, &f, false, &terminal));
        for (size_t k = 0; k < ARRAY_LEN(parts); k++) CHECK(has(buf_str(&b), parts[k].heading) == (k == i));
    }
    /* What the quotations would tell is told by the clauses where these stand alone. */
    f.a.parts = PART_CLAUSES;
    CHECK(show(&b, &f, false, &terminal) && has(buf_str(&b), "0 that the quotations tell") == false);
    /* Findings that nobody asked for need not be there. */
    f.a.parts = PART_DATES;
    f.a.names = NULL;
    f.a.coref = NULL;
    f.a.quotes = NULL;
    f.a.clauses = NULL;
    f.a.amounts = NULL;
    CHECK(show(&b, &f, false, &terminal) && has(buf_str(&b), "../2030-12-31") && show(&b, &f, false, &json));
    buf_free(&b);
    arena_free(f.ar);
}

TEST(a_page_says_what_the_terminal_says)
{
    struct found f;
    buf term = {0}, page = {0};
    CHECK(talks(&f, true) && show(&term, &f, false, &terminal) && show(&page, &f, false, &html));
    CHECK_MSG(!html_fault(buf_str(&page)), "%s", html_fault(buf_str(&page)));
    buf words = html_words(buf_str(&page));
    static const char *const lines[] = {"Robert Soper @494-528", "South Korea 4 (Seoul 3, South Korean 1)",
                                        "We will not leave",     "350,000,000 USD",
                                        "../2030-12-31",         "said by Han (Han Do-yun 0.85)"};
    for (size_t i = 0; i < ARRAY_LEN(lines); i++)
        CHECK_MSG(has_words(buf_str(&term), str_of(lines[i])) && has_words(buf_str(&words), str_of(lines[i])), "%s", lines[i]);
    CHECK(has(buf_str(&page), "Talks &lt;on&gt; the river"));
    buf_free(&words);
    buf_free(&term);
    buf_free(&page);
    arena_free(f.ar);
}

TEST(lines_keep_to_their_width)
{
    struct found f;
    buf b = {0};
    CHECK(talks(&f, true));
    for (uint32_t columns = 40; columns <= 200; columns += 13) {
        struct present_style style = {FACE_TERMINAL, false, columns};
        CHECK(show(&b, &f, columns % 2, &style));
        CHECK_MSG(!bad_line(buf_str(&b), columns).p, "%u: %.*s", columns, STR_ARG(bad_line(buf_str(&b), columns)));
    }
    struct present_style color = {FACE_TERMINAL, true, 80};
    CHECK(show(&b, &f, false, &color) && has(buf_str(&b), "\033[1m"));
    buf_free(&b);
    arena_free(f.ar);
}

/* ---- hostile ---- */

static const char hostile[] =
    "1 Kim\x1b[2J Kim PROPN NNP _ 2 nsubj;2 said say VERB VBD _ 0 root;3 \"\xE2\x80\xAE<b> x NOUN NN _ 2 obj;;";

TEST(no_text_orders_a_terminal)
{
    struct found f = {.ar = arena_new(0)};
    struct conllu_text c = conllu_brief(hostile, f.ar);
    buf raw = {0}, b = {0};
    language_raw_text(&raw, &c);
    buf conllu = {0};
    conllu_expand(&conllu, hostile);
    CHECK(find_all(&f, str_copy(f.ar, buf_str(&raw)), buf_str(&conllu), DATE_NONE));
    f.a.title = STR("\033]0;x\007");
    for (int full = 0; full < 2; full++) {
        CHECK(show(&b, &f, full, &terminal) && !bad_line(buf_str(&b), 80).p);
        CHECK(show(&b, &f, full, &html) && !html_fault(buf_str(&b)));
        CHECK(show(&b, &f, full, &json));
        json_t *j = json_loadb(b.p, b.n, 0, NULL);
        CHECK(j);
        json_decref(j);
    }
    buf_free(&raw);
    buf_free(&conllu);
    buf_free(&b);
    arena_free(f.ar);
}

TEST(an_empty_text_has_an_answer)
{
    struct found f = {.ar = arena_new(0)};
    buf b = {0};
    CHECK(find_all(&f, STR(""), STR(""), DATE_NONE));
    f.a.document = f.a.title = f.a.language = (str){NULL, 0};
    CHECK(show(&b, &f, false, &terminal) &&
          str_starts(buf_str(&b), STR("standard input\ndate unknown; 0 sentences, 0 words\n")));
    CHECK(show(&b, &f, false, &html) && !html_fault(buf_str(&b)));
    CHECK(show(&b, &f, false, &json));
    json_t *j = json_loadb(b.p, b.n, 0, NULL);
    CHECK(j && json_is_null(json_object_get(j, "document")) && json_count(j, "clauses") == 0);
    json_decref(j);
    buf_free(&b);
    arena_free(f.ar);
}

/* Heads on rings, beyond the sentence, and to themselves: whatever stands there, an answer comes, with quotes that stand. */
TEST(broken_trees_do_no_harm)
{
    struct found f;
    buf b = {0};
    uint64_t seed = 20251211;
    CHECK(talks(&f, true));
    for (int round = 0; round < 60; round++) {
        uint32_t n = 0;
        for (uint32_t w = 0; w < f.text.words.n_word; w++)
            if (random_below(&seed, 4) == 0) f.text.head[w] = random_below(&seed, 30);
        CHECK(!language_clauses_find(&f.clauses, &f.text, f.ar, NULL) &&
              !language_quotes_find(&f.quotes, &f.text, f.ar, NULL) &&
              !language_coref_find(&f.coref, &f.text, &f.names, f.ar, NULL));
        CHECK(show(&b, &f, round % 2, &json));
        json_t *j = json_loadb(b.p, b.n, 0, NULL);
        CHECK_MSG(j && quotes_stand(j, f.text.text, &n), "round %d", round);
        json_decref(j);
        CHECK(show(&b, &f, round % 2, &terminal) && !bad_line(buf_str(&b), 80).p);
    }
    buf_free(&b);
    arena_free(f.ar);
}

/* Caps from nothing up: refused with a limit, and from some cap on the same answer as without one. */
TEST(caps_are_told)
{
    struct found f;
    buf whole = {0}, b = {0};
    bool refused = false, given = false;
    CHECK(talks(&f, true) && show(&whole, &f, false, &terminal));
    for (size_t cap = 64; cap < (1 << 20); cap += cap / 3 + 16) {
        struct err err = {0};
        arena *ar = arena_new(cap);
        buf_clear(&b);
        enum status status = present_annotate(&b, &f.a, false, &terminal, ar, &err);
        CHECK_MSG(status == OK || status == E_LIMIT, "%zu: %d", cap, status);
        refused = refused || status;
        given = given || !status;
        if (!status) CHECK_MSG(str_eq(buf_str(&b), buf_str(&whole)), "another answer at %zu bytes", cap);
        arena_free(ar);
    }
    CHECK(refused && given);
    buf_free(&b);
    buf_free(&whole);
    arena_free(f.ar);
}

struct drain {
    buf *from, all;
};
static void drain(void *ctx)
{
    struct drain *d = ctx;
    buf_add(&d->all, buf_str(d->from));
    buf_empty(d->from);
}

TEST(what_is_flushed_is_the_answer)
{
    struct found f;
    buf whole = {0}, b = {0};
    struct drain d = {.from = &b};
    CHECK(talks(&f, true) && show(&whole, &f, false, &json));
    f.a.flush = drain;
    f.a.ctx = &d;
    CHECK(show(&b, &f, false, &json));
    drain(&d);
    CHECK(str_eq(buf_str(&d.all), buf_str(&whole)));
    buf_free(&d.all);
    buf_free(&b);
    buf_free(&whole);
    arena_free(f.ar);
}

TESTS(CASE(every_face_is_golden), CASE(json_tells_all_with_its_place), CASE(an_undated_text_keeps_its_weekday),
      CASE(bytes_lead_to_the_source), CASE(parts_are_those_asked_for), CASE(a_page_says_what_the_terminal_says),
      CASE(lines_keep_to_their_width), CASE(no_text_orders_a_terminal), CASE(an_empty_text_has_an_answer),
      CASE(broken_trees_do_no_harm), CASE(caps_are_told), CASE(what_is_flushed_is_the_answer))
