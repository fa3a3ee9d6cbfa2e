/* The file of a model: what is written is read back, every damage is refused with a line, nothing is read beyond the file. */
#include "base/random.h"
#include "model_help.h"

#define WEIGHTS "0123456789abcdef"

static const struct model_part small[] = {
    {{"about", 5}, {ABOUT_SMALL, sizeof ABOUT_SMALL - 1}}, {{"weights", 7}, {WEIGHTS, 16}}, {{"empty", 5}, {"", 0}}};

/* ---- what is written is read ---- */

TEST(sections_are_found)
{
    arena *ar = arena_new(0);
    struct model_file f;
    struct err err = {0};
    str bytes = model_of(small, 3, ar), got;
    CHECK(bytes.n > 0);
    CHECK_MSG(!model_file_open(&f, bytes, &err), "%s", err.msg);
    CHECK_INT(f.n_section, 3);
    CHECK(!model_file_section(&got, &f, "weights", 4, &err));
    CHECK_STR(got, WEIGHTS);
    CHECK_INT((uintptr_t)got.p % 64, 0);
    CHECK(!model_file_section(&got, &f, "empty", 8, &err));
    CHECK_INT(got.n, 0);
    CHECK_INT(model_file_section(&got, &f, "weights", 5, &err), E_FORMAT);
    CHECK_STR(str_of(err.msg), "the model's section \"weights\" has 16 bytes, no multiple of 5");
    err = (struct err){0};
    CHECK_INT(model_file_section(&got, &f, "weight", 1, &err), E_FORMAT);
    CHECK_STR(str_of(err.msg), "the model has no section \"weight\"");
    arena_free(ar);
}

/* The layout is a promise to files that lie about: these bytes may change only with MODEL_LAYOUT. */
TEST(the_layout_stays)
{
    arena *ar = arena_new(0);
    str bytes = model_of(small, 3, ar);
    CHECK_INT(bytes.n, 384);
    CHECK(memcmp(bytes.p, "ENTMODEL\1\0\0\0\3\0\0\0\200\1\0\0\0\0\0\0", 24) == 0);
    CHECK(memcmp(bytes.p + 64, "about\0\0\0\0\0\0\0\0\0\0\0\300\0\0\0\0\0\0\0", 24) == 0);
    CHECK_INT((unsigned char)bytes.p[64 + 24], sizeof ABOUT_SMALL - 1);
    CHECK(memcmp(bytes.p + 96, "weights\0\0\0\0\0\0\0\0\0\100\1\0\0\0\0\0\0\20\0\0\0", 28) == 0);
    uint64_t print = 0;
    for (size_t i = 8; i-- > 0;) print = print << 8 | (unsigned char)bytes.p[24 + i];
    CHECK(print == hash64((str){bytes.p + 64, 320}));
    for (size_t i = 32; i < 64; i++) CHECK_INT(bytes.p[i], 0);
    arena_free(ar);
}

TEST(about_is_read)
{
    static const char text[] = "model: m\nversion: 3\nlicence: L: with a colon\nattribution: one\nattribution: two\nseed: 7\n"
                               "scores: a-dev las 80.10\nscores: b-dev las 81.00 upos 95.00\n";
    arena *ar = arena_new(0);
    struct err err = {0};
    struct language_about a;
    struct model_part part = {STR("about"), {text, sizeof text - 1}};
    str bytes = model_of(&part, 1, ar);
    CHECK_MSG(bytes.n && !language_about_read(&a, bytes, ar, &err), "%s", err.msg);
    CHECK_STR(a.model, "m");
    CHECK_STR(a.version, "3");
    CHECK_STR(a.licence, "L: with a colon");
    CHECK_STR(a.seed, "7");
    CHECK_STR(a.data, "");
    CHECK_INT(a.n_attribution, 2);
    CHECK_STR(a.attribution[1], "two");
    CHECK_INT(a.n_score, 2);
    CHECK_STR(a.score[1], "b-dev las 81.00 upos 95.00");
    CHECK_INT(a.n_section, 1);
    CHECK(a.fingerprint == hash64((str){bytes.p + 64, bytes.n - 64}));
    arena_free(ar);
}

/* Sections of any number, name and size come back as they were; equal ones give equal bytes. */
TEST(any_sections_come_back)
{
    uint64_t seed = 11;
    for (int round = 0; round < 200; round++) {
        arena *ar = arena_new(0);
        struct model_part part[MODEL_MAX_SECTIONS];
        uint32_t n = 1 + random_below(&seed, round % 10 ? 6 : MODEL_MAX_SECTIONS);
        uint32_t about = random_below(&seed, n);
        for (uint32_t i = 0; i < n; i++) {
            char *name = ARENA_NEW(ar, MODEL_MAX_NAME + 1, char);
            (void)snprintf(name, MODEL_MAX_NAME + 1, i % 2 ? "s%u.a_b-c" : "a-long-name-%u", i);
            size_t size = random_below(&seed, 4) * random_below(&seed, 100);
            char *bytes = ARENA_NEW(ar, size, char);
            for (size_t k = 0; k < size; k++) bytes[k] = (char)random_below(&seed, 256);
            part[i] = i == about ? small[0] : (struct model_part){str_of(name), {bytes, size}};
        }
        struct model_file f;
        struct err err = {0};
        str file = model_of(part, n, ar), again = model_of(part, n, ar);
        CHECK_MSG(file.n && str_eq(file, again) && !model_file_open(&f, file, &err), "round %d: %s", round, err.msg);
        for (uint32_t i = 0; i < n; i++) {
            str got;
            CHECK(!model_file_section(&got, &f, str_zt(ar, part[i].name), 1, &err));
            CHECK_MSG(str_eq(got, part[i].bytes) && (uintptr_t)got.p % 64 == 0, "round %d section %u", round, i);
        }
        arena_free(ar);
    }
}

/* ---- damage ---- */

/* Every byte of a file, changed to each of several others, is refused with one line. */
TEST(every_damaged_byte_is_refused)
{
    arena *ar = arena_new(0);
    str file = model_of(small, 3, ar);
    char *p = (char *)file.p;
    for (size_t at = 0; at < file.n; at++) {
        for (int flip = 1; flip < 256; flip += flip < 128 ? flip : 127) {
            struct model_file f;
            struct err err = {0};
            p[at] = (char)(p[at] ^ flip);
            CHECK_MSG(model_file_open(&f, file, &err) == E_FORMAT && err.msg[0] && !f.bytes.p, "byte %zu ^ %d", at, flip);
            p[at] = (char)(p[at] ^ flip);
        }
    }
    struct model_file f;
    CHECK_INT(model_file_open(&f, file, NULL), OK);
    arena_free(ar);
}

/* Cut anywhere (in memory of that very size, so that a read beyond is seen), or with something behind. */
TEST(every_cut_is_refused)
{
    arena *ar = arena_new(0);
    str file = model_of(small, 3, ar);
    for (size_t n = 0; n <= file.n + 1; n++) {
        struct model_file f;
        struct err err = {0};
        char *p = aligned_alloc(64, (n + 63) / 64 * 64 + 64);
        CHECK(p);
        memset(p, 0, n + 1);
        memcpy(p, file.p, n < file.n ? n : file.n);
        enum status status = model_file_open(&f, (str){p, n}, &err);
        free(p);
        CHECK_MSG(status == (n == file.n ? OK : E_FORMAT), "%zu bytes: %s", n, err.msg);
        bool said = strstr(err.msg, "truncated") || strstr(err.msg, "damaged") || strstr(err.msg, "not a model");
        CHECK_MSG(n == file.n || said, "%zu bytes: %s", n, err.msg);
    }
    arena_free(ar);
}

/* A file whose fingerprint is right though its numbers are not: what a stranger could make. */
TEST(hostile_numbers_are_refused)
{
    static const struct {
        size_t at, bytes;
        uint64_t value;
        const char *says;
    } cases[] = {
        {8, 4, 2, "a model file of layout 2; this program reads layout 1"},
        {12, 4, 0, "damaged model: something stands behind its last section"},
        {12, 4, 2, "damaged model: section \"about\" is not in its place"},
        {12, 4, 65, "damaged model: 65 sections"},
        {12, 4, UINT32_MAX, "damaged model: 4294967295 sections"},
        {16, 8, UINT64_MAX, "truncated model: 384 bytes, not 18446744073709551615"},
        {64, 1, 0, "damaged model: section 1 has no name"},
        {64, 1, 'A', "damaged model: section 1 has no name"},
        {64 + 7, 1, 'x', "damaged model: section 1 has no name"},
        {96, 8, 0x7372756f7661, "the model has no section \"x\""},
        {80, 8, 256, "damaged model: section \"about\" is not in its place"},
        {80, 8, 0, "damaged model: section \"about\" is not in its place"},
        {88, 8, UINT64_MAX, "damaged model: section \"about\" goes beyond the file"},
        {88, 8, UINT64_MAX - 191, "damaged model: section \"about\" goes beyond the file"},
        {88, 8, 193, "damaged model: section \"about\" goes beyond the file"},
        {88, 8, 3, "damaged model: section \"weights\" is not in its place"},
        {152, 8, 1, "damaged model: section \"empty\" goes beyond the file"},
        {190, 1, 1, "damaged model: something stands before section \"about\""},
        {192, 1, 'M', "what the model says of itself, line 1: not \"name: value\""},
        {192, 1, '\t', "what the model says of itself, line 1: not \"name: value\""},
        {192, 1, 'n', "the model does not say its model"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        arena *ar = arena_new(0);
        struct model_file f;
        struct err err = {0};
        str file = model_of(small, 3, ar);
        model_set(file, cases[i].at, cases[i].value, cases[i].bytes);
        enum status status = model_file_open(&f, file, &err);
        if (cases[i].at == 96) { /* only another name: good, but its old one is gone */
            CHECK_INT(status, OK);
        } else
            CHECK_MSG(status == E_FORMAT && !strcmp(err.msg, cases[i].says), "case %zu: %s", i, err.msg);
        arena_free(ar);
    }
}

/* ---- what cannot be written ---- */

#define GOOD_ABOUT                                                                                                             \
    {                                                                                                                          \
        {"about", 5}, { ABOUT_SMALL, sizeof ABOUT_SMALL - 1 }                                                                  \
    }
TEST(bad_parts_are_refused)
{
    static const struct {
        struct model_part part[2];
        uint32_t n;
        const char *says;
    } cases[] = {
        {{{{"weights", 7}, {"x", 1}}}, 1, "the model has no section \"about\""},
        {{{{"about", 5}, {"x", 1}}}, 1, "what the model says of itself, line 1: not \"name: value\""},
        {{{{"about", 5}, {ABOUT_SMALL "seed:7\n", sizeof ABOUT_SMALL + 6}}},
         1,
         "what the model says of itself, line 5: not \"name: value\""},
        {{{{"about", 5}, {"model: x\nversion: 1\nlicence: y\n", 31}}}, 1, "the model does not say its attribution"},
        {{{{"about", 5}, {"model: \xFF\n", 9}}}, 1, "what the model says of itself, line 1: not \"name: value\""},
        {{GOOD_ABOUT, {{"About", 5}, {"", 0}}}, 2, "damaged model: section 2 has no name"},
        {{GOOD_ABOUT, {{"about", 5}, {"", 0}}}, 2, "damaged model: two sections \"about\""},
        {{GOOD_ABOUT, {{"", 0}, {"", 0}}}, 2, "a section's name has 1 to 15 letters, not \"\""},
        {{GOOD_ABOUT, {{"sixteen-letters-", 16}, {"", 0}}},
         2,
         "a section's name has 1 to 15 letters, not \"sixteen-letters-\""},
        {{GOOD_ABOUT, {{"big", 3}, {"", (size_t)1 << 40}}}, 2, "a model has at most 67108864 bytes"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        buf b = {0};
        struct err err = {0};
        CHECK_MSG(model_file_write(&b, cases[i].part, cases[i].n, &err) && !strcmp(err.msg, cases[i].says), "case %zu: %s", i,
                  err.msg);
        buf_free(&b);
    }
    buf b = {0};
    CHECK_INT(model_file_write(&b, small, MODEL_MAX_SECTIONS + 1, NULL), E_LIMIT);
    b = (buf){.cap_max = 200};
    CHECK_INT(model_file_write(&b, small, 3, NULL), E_LIMIT);
    buf_free(&b);
}

/* ---- bytes where a model may lie ---- */

TEST(bytes_are_moved_only_where_they_must)
{
    arena *ar = arena_new(0);
    str file = model_of(small, 3, ar), got;
    CHECK(!language_model_bytes(&got, file, ar, NULL) && got.p == file.p);
    str off = {file.p + 1, file.n - 1};
    CHECK(!language_model_bytes(&got, off, ar, NULL) && got.p != off.p && (uintptr_t)got.p % 64 == 0 && str_eq(got, off));
    arena *tight = arena_new(100);
    CHECK_INT(language_model_bytes(&got, off, tight, NULL), E_LIMIT);
    arena_free(tight);
    tight = arena_new(64);
    struct language_about about;
    CHECK_INT(language_about_read(&about, file, tight, NULL), OK); /* one line of attribution: 16 bytes, and none of scores */
    arena_free(tight);
    tight = arena_new(8);
    CHECK_INT(language_about_read(&about, file, tight, NULL), E_LIMIT);
    arena_free(tight);
    arena_free(ar);
}

/* ---- the model of this build ---- */

TEST(the_english_model_is_whole)
{
    str bytes = language_english();
    if (!bytes.n) SKIP("this build has no model");
    arena *ar = arena_new(0);
    struct language_about about;
    struct err err = {0};
    CHECK_INT((uintptr_t)bytes.p % LANGUAGE_MODEL_ALIGN, 0);
    CHECK_MSG(!language_about_read(&about, bytes, ar, &err), "%s", err.msg);
    CHECK(about.n_score > 0 && about.data.n && about.seed.n);
    arena_free(ar);
}

TESTS(CASE(sections_are_found), CASE(the_layout_stays), CASE(about_is_read), CASE(any_sections_come_back),
      CASE(every_damaged_byte_is_refused), CASE(every_cut_is_refused), CASE(hostile_numbers_are_refused),
      CASE(bad_parts_are_refused), CASE(bytes_are_moved_only_where_they_must), CASE(the_english_model_is_whole))
