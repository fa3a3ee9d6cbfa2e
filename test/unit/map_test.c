/* The way back: pages are made sign by sign with a note of where each came from, in several encodings, and read; every
** sign, stretch, sentence and token must lead to the bytes that were noted. The making is the slow, plain oracle. */
#include "page_check.h"

#include "base/random.h"
#include "test.h"

enum form { UTF8, LATIN, UTF16 };

/* A page in the making: source bytes, and for each clean byte the source span of its sign. */
struct made {
    enum form form;
    bool html;
    buf source;
    buf clean;
    span *at; /* [clean.n] */
    size_t cap;
    bool space; /* white space is due before the next sign */
    span space_at;
};

/* ASCII into the source, in its encoding. */
static void put_ascii(struct made *m, const char *zt)
{
    for (; *zt; zt++) {
        buf_addc(&m->source, *zt);
        if (m->form == UTF16) buf_addc(&m->source, 0);
    }
}

/* One character into the source; in LATIN it must be below U+0100. */
static void put_char(struct made *m, int32_t cp)
{
    char enc[4];
    if (m->form == UTF8) {
        buf_add(&m->source, (str){enc, utf8_encode(enc, cp)});
        return;
    }
    buf_addc(&m->source, (char)(cp & 0xFF));
    if (m->form == UTF16) buf_addc(&m->source, (char)(cp >> 8));
}

static void note(struct made *m, const char *p, size_t n, span at)
{
    if (m->clean.n + n > m->cap) {
        m->cap = (m->clean.n + n) * 2;
        m->at = realloc(m->at, m->cap * sizeof *m->at);
        if (!m->at) abort();
    }
    for (size_t i = 0; i < n; i++) m->at[m->clean.n + i] = at;
    buf_add(&m->clean, (str){p, n});
}

static uint32_t here(const struct made *m) { return (uint32_t)m->source.n; }

/* A sign that is seen: the white space before it is noted first. */
static void sign(struct made *m, int32_t shown, const char *reference)
{
    char enc[4];
    uint32_t from = here(m);
    if (m->space) note(m, " ", 1, m->space_at);
    m->space = false;
    if (reference)
        put_ascii(m, reference);
    else
        put_char(m, shown);
    note(m, enc, utf8_encode(enc, shown), (span){from, here(m)});
}

/* White space goes on over tags that stand inside it. */
static void white(struct made *m, const char *zt, bool inside)
{
    uint32_t from = here(m);
    put_ascii(m, zt);
    if (!inside) return; /* before the first sign of a block it leads nowhere */
    if (!m->space) m->space_at.begin = from;
    m->space_at.end = here(m);
    m->space = true;
}

static void new_block(struct made *m)
{
    m->space = false;
    put_ascii(m, m->html ? "</p>\n<p>" : "\n\n");
    note(m, "\n\n", 2, (span){0, 0});
}

static void random_sign(struct made *m, uint64_t *seed)
{
    static const struct {
        const char *reference;
        int32_t cp;
    } references[] = {{"&amp;", '&'},      {"&lt;", '<'},        {"&#65;", 'A'},
                      {"&mdash;", 0x2014}, {"&#xD55C;", 0xD55C}, {"&eacute;", 0xE9}};
    static const int32_t latin[] = {'a', 'Z', '7', '.', 0xE9, 0xDF, 0xA7};
    static const int32_t wide[] = {'b', 'Q', ',', 0xF8, 0xD55C, 0x4E00, 0x2019};
    if (m->html && !random_below(seed, 6)) {
        size_t k = random_below(seed, (uint32_t)ARRAY_LEN(references));
        sign(m, references[k].cp, references[k].reference);
        return;
    }
    size_t k = random_below(seed, 7);
    sign(m, m->form == LATIN ? latin[k] : wide[k], NULL);
}

/* One to five blocks, each of words parted by any white space, with tags and invisible signs between. */
static void make_page(struct made *m, uint64_t *seed)
{
    static const char *const spaces[] = {" ", "  ", "\t", " \t "};
    static const char *const tags[] = {"<b>", "</b>", "<i class=x>", "</i>", "<!-- a <b> -->", "<span>"};
    if (m->form == UTF16) put_char(m, 0xFEFF);
    put_ascii(m, m->html ? "<!DOCTYPE html><body><p>" : "");
    for (uint32_t b = 0, n_block = 1 + random_below(seed, 5); b < n_block; b++) {
        if (b) new_block(m);
        if (!random_below(seed, 4)) white(m, m->html ? " \n" : " ", false);
        for (uint32_t i = 0, n = 20 + random_below(seed, 60); i < n; i++) {
            if (i && !random_below(seed, 5)) white(m, spaces[random_below(seed, 4)], true);
            if (m->html && i && !random_below(seed, 8)) put_ascii(m, tags[random_below(seed, (uint32_t)ARRAY_LEN(tags))]);
            if (i && m->form != UTF16 && !random_below(seed, 12)) put_char(m, 0xAD); /* a soft hyphen */
            random_sign(m, seed);
        }
    }
}

static enum status read_made(struct text_page *page, const struct made *m, arena *ar, struct err *err)
{
    static const char *const charsets[] = {[UTF8] = "utf-8", [LATIN] = "iso-8859-1", [UTF16] = "utf-16le"};
    struct source_hints hints = {.media_type = m->html ? STR("text/html") : STR("text/plain"),
                                 .charset = str_of(charsets[m->form])};
    return text_page_read(page, buf_str(&m->source), &hints, (str){0}, ar, err);
}

/* NULL, or what of the map is wrong. Signs one by one, then stretches: from their first sign to their last. */
static const char *map_wrong(const struct made *m, const struct text_page *p, uint64_t *seed)
{
    if (!str_eq(p->clean, buf_str(&m->clean))) return "the clean text";
    size_t size;
    for (size_t i = 0; i < p->clean.n; i += size) {
        (void)utf8_decode(p->clean, i, &size);
        if (p->clean.p[i] == '\n') continue;
        span got = text_source_span(p, (span){(uint32_t)i, (uint32_t)(i + size)});
        if (got.begin != m->at[i].begin || got.end != m->at[i].end) return "the place of a sign";
    }
    for (int k = 0; k < 30; k++) {
        uint32_t a = random_below(seed, (uint32_t)p->clean.n);
        uint32_t b = a + 1 + random_below(seed, (uint32_t)(p->clean.n - a));
        while (a && ((unsigned char)p->clean.p[a] & 0xC0) == 0x80) a--;
        while (b < p->clean.n && ((unsigned char)p->clean.p[b] & 0xC0) == 0x80) b++;
        while (a < b && p->clean.p[a] == '\n') a++;
        while (a < b && p->clean.p[b - 1] == '\n') b--;
        if (a == b) continue;
        span got = text_source_span(p, (span){a, b});
        if (got.begin != m->at[a].begin || got.end != m->at[b - 1].end) return "the place of a stretch";
    }
    return NULL;
}

/* Sentences and tokens lie in one block, cover it but for spaces, and lead to bytes in the order of the source. */
static const char *parts_wrong(const struct text_page *p, arena *ar)
{
    struct text_sentences s;
    if (text_sentences_find(&s, p, ar, NULL)) return "sentences";
    uint32_t last = 0;
    size_t n_seen = 0;
    size_t n_sign = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        const struct text_block *b = &p->block[s.block[i]];
        if (s.at[i].begin < b->at.begin || s.at[i].end > b->at.end) return "a sentence outside its block";
        span source = text_source_span(p, s.at[i]);
        if (source.begin < last || source.end <= source.begin) return "sentences out of order in the source";
        last = source.begin;
        struct text_tokens t;
        if (text_tokens_of(&t, text_clean_span(p, s.at[i]), s.at[i].begin, ar, NULL)) return "tokens";
        for (uint32_t k = 0; k < t.n; k++) {
            if (t.at[k].begin < s.at[i].begin || t.at[k].end > s.at[i].end) return "a token outside its sentence";
            span inner = text_source_span(p, t.at[k]);
            if (inner.begin < source.begin || inner.end > source.end) return "a token outside its sentence's bytes";
            n_seen += t.at[k].end - t.at[k].begin;
        }
    }
    for (size_t i = 0; i < p->clean.n; i++) n_sign += p->clean.p[i] != ' ' && p->clean.p[i] != '\n';
    return n_seen == n_sign ? NULL : "signs in no token";
}

static void run_rounds(struct test_case *test_self, enum form form, bool html, uint64_t seed)
{
    for (int round = 0; round < 400; round++) {
        struct made m = {.form = form, .html = html};
        arena *ar = arena_new(0);
        struct text_page page;
        struct err err = {0};
        make_page(&m, &seed);
        CHECK_MSG(!read_made(&page, &m, ar, &err), "round %d: %s", round, err.msg);
        const char *why = page_wrong(&page, buf_str(&m.source));
        if (!why) why = map_wrong(&m, &page, &seed);
        if (!why) why = parts_wrong(&page, ar);
        CHECK_MSG(!why, "round %d: %s: \"%.*s\" gives \"%.*s\"", round, why, STR_ARG(buf_str(&m.source)), STR_ARG(page.clean));
        arena_free(ar);
        buf_free(&m.source);
        buf_free(&m.clean);
        free(m.at);
    }
}

TEST(plain_utf8_leads_back) { run_rounds(test_self, UTF8, false, 11); }
TEST(plain_latin_leads_back) { run_rounds(test_self, LATIN, false, 12); }
TEST(plain_utf16_leads_back) { run_rounds(test_self, UTF16, false, 13); }
TEST(html_utf8_leads_back) { run_rounds(test_self, UTF8, true, 14); }
TEST(html_latin_leads_back) { run_rounds(test_self, LATIN, true, 15); }
TEST(html_utf16_leads_back) { run_rounds(test_self, UTF16, true, 16); }

/* Spans that lie in no piece, or begin or end between blocks, are empty or shrink to what they touch. */
TEST(spans_between_blocks)
{
    str in = STR("One.\n\n\nTwo.\n");
    struct source_hints hints = {.name = STR("x.txt")};
    arena *ar = arena_new(0);
    struct text_page p;
    CHECK(!text_page_read(&p, in, &hints, (str){0}, ar, NULL));
    CHECK_STR(p.clean, "One.\n\nTwo.");
    static const struct {
        uint32_t a, b, from, to;
    } cases[] = {{0, 4, 0, 4},   {0, 5, 0, 4}, {0, 6, 0, 4}, {0, 7, 0, 8},     {4, 6, 7, 7}, {5, 6, 7, 7},   {4, 7, 7, 8},
                 {5, 10, 7, 11}, {3, 3, 3, 3}, {4, 4, 7, 7}, {10, 10, 11, 11}, {2, 1, 2, 2}, {9, 10, 10, 11}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        span got = text_source_span(&p, (span){cases[i].a, cases[i].b});
        CHECK_MSG(got.begin == cases[i].from && got.end == cases[i].to, "case %zu: %u-%u", i, got.begin, got.end);
    }
    struct text_page none = {0};
    span empty = text_source_span(&none, (span){0, 0});
    CHECK(!empty.begin && !empty.end);
    arena_free(ar);
}

/* Ill-formed bytes are one replacement each, as wide in the map as in the source, and their neighbours stay. */
TEST(replaced_bytes_lead_back)
{
    str in = STR("a\xFF"
                 "b\xE2\x82"
                 "c \xC0\xAF"
                 "d");
    struct source_hints hints = {.name = STR("x.txt"), .charset = STR("utf-8")};
    arena *ar = arena_new(0);
    struct text_page p;
    CHECK(!text_page_read(&p, in, &hints, (str){0}, ar, NULL));
    CHECK(p.n_replaced >= 3 && !page_wrong(&p, in));
    for (const char *c = "abcd"; *c; c++) {
        const char *in_clean = memchr(p.clean.p, *c, p.clean.n);
        CHECK(in_clean);
        uint32_t at = (uint32_t)(in_clean - p.clean.p);
        span got = text_source_span(&p, (span){at, at + 1});
        CHECK(got.end == got.begin + 1 && in.p[got.begin] == *c);
    }
    arena_free(ar);
}

TESTS(CASE(plain_utf8_leads_back), CASE(plain_latin_leads_back), CASE(plain_utf16_leads_back), CASE(html_utf8_leads_back),
      CASE(html_latin_leads_back), CASE(html_utf16_leads_back), CASE(spans_between_blocks), CASE(replaced_bytes_lead_back))
