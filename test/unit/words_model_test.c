/* The section of the classifiers: what is refused, where a weight is looked up, and that what is taught comes back. */
#include "words_help.h"

/* Does a section with one thing changed get refused with a message that holds `says`? */
static bool refused(struct help_section *s, const char *says)
{
    struct words_model m = {.n_form = 77};
    struct err err = {0};
    bool ok = language_words_model_of(&m, (str){s->bytes, s->n}, &err) == E_FORMAT && strstr(err.msg, says) && m.n_form == 77;
    if (!ok) printf("# wanted \"%s\", got \"%s\"\n", says, err.msg);
    return ok;
}

static void three_forms(struct help_section *s)
{
    static const struct words_form form[] = {{5, 2, {1, 0}, 0}, {6, 3, {1, 2}, 0}, {9, 2, {7, 0}, 0}};
    help_empty(s, 1, -2, 3, form, 3);
}

TEST(a_section_is_opened)
{
    struct help_section s;
    three_forms(&s);
    struct words_model m = help_open(&s);
    CHECK_INT(m.n_form, 3);
    CHECK_INT(m.form[1].hash, 6);
    CHECK_INT(m.table[WORDS_JOIN].bias, 1);
    CHECK_INT(m.table[WORDS_END].bias, -2);
    CHECK_INT(m.table[WORDS_PART].bias, 3);
    CHECK_INT(m.table[WORDS_PART].n_line, HELP_LINES);
}

TEST(damage_is_refused)
{
    struct help_section s;
    size_t forms = HELP_FORMS;
    three_forms(&s);
    s.bytes[7] = '1';
    CHECK(refused(&s, "WORDS001"));
    three_forms(&s);
    s.bytes[0] = 'X';
    CHECK(refused(&s, "no such section"));
    three_forms(&s);
    s.n = 191;
    CHECK(refused(&s, "no such section"));
    three_forms(&s);
    s.n--;
    CHECK(refused(&s, "its header asks for"));
    three_forms(&s);
    help_u32(&s, 8, UINT32_MAX); /* forms */
    CHECK(refused(&s, "its header asks for"));
    for (size_t k = 0; k < WORDS_JUDGES; k++) {
        three_forms(&s);
        help_u32(&s, 16 + 40 * k, 0);
        CHECK(refused(&s, "table"));
        help_u32(&s, 16 + 40 * k, UINT32_MAX);
        CHECK(refused(&s, "table"));
        help_u32(&s, 16 + 40 * k, HELP_LINES + 1);
        CHECK(refused(&s, "its header asks for"));
        three_forms(&s);
        s.bytes[24 + 40 * k] = 1; /* a free slot may not weigh anything */
        CHECK(refused(&s, "table"));
    }
    three_forms(&s);
    help_u32(&s, forms + 8, 5);
    CHECK(refused(&s, "form 1"));
    three_forms(&s);
    s.bytes[forms + 4] = 4; /* words */
    CHECK(refused(&s, "form 0"));
    three_forms(&s);
    s.bytes[forms + 16 + 5] = 0; /* size */
    CHECK(refused(&s, "form 2"));
    three_forms(&s);
    s.bytes[forms + 8 + 6] = 0; /* second size of three words */
    CHECK(refused(&s, "form 1"));
}

/* A weight is found at either place, under its mark only. */
TEST(weights_are_found_by_their_mark)
{
    struct help_section s;
    uint64_t seed = 20266;
    for (int round = 0; round < 200; round++) {
        uint32_t hash = (uint32_t)random_next(&seed);
        uint32_t which = random_below(&seed, 2);
        int16_t level = 40;
        help_empty(&s, -7, 0, 0, NULL, 0);
        memcpy(s.bytes + 24 + 2 * 5, &level, sizeof level); /* level 5 of WORDS_JOIN */
        size_t at = HELP_HEADER + words_line(hash, HELP_LINES) * WORDS_LINE_SLOTS + words_place(hash, which);
        s.bytes[at] = (char)(words_mark(hash) << 4 | 5);
        struct words_model m = help_open(&s);
        struct words_features f = {.n = 3, .hash = {hash, hash ^ 1, hash ^ 0x80000000u}};
        CHECK_INT(words_score(&m, WORDS_JOIN, &f), 40 - 7); /* another mark, another line: nothing */
        f.n = 0;
        CHECK_INT(words_score(&m, WORDS_JOIN, &f), -7);
    }
}

/* ---- teaching ----
** A perceptron over the features, to see that they tell cases apart at all: taught a few lines, it must give them back. */

#define TAUGHT (1u << 14)

struct teacher {
    uint32_t hash[TAUGHT];
    int32_t weight[TAUGHT];
};

static int32_t *weight_of(struct teacher *t, uint32_t hash)
{
    uint32_t k = hash % TAUGHT;
    while (t->weight[k] && t->hash[k] != hash) k = (k + 1) % TAUGHT;
    t->hash[k] = hash;
    return &t->weight[k];
}

/* Corrects the weights where the answer is wrong. */
static bool teach(struct teacher *t, const struct words_features *f, bool yes)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < f->n; i++) sum += *weight_of(t, f->hash[i]);
    if ((sum > 0) == yes) return true;
    for (uint32_t i = 0; i < f->n; i++) *weight_of(t, f->hash[i]) += yes ? 1 : -1;
    return false;
}

/* One line: '|' parts tokens that touch, '#' stands before the space where a sentence ends. False if something was wrong. */
static bool lesson(struct teacher *join, struct teacher *end, const char *marked, arena *ar)
{
    char plain[256];
    bool parted[257] = {0};
    bool ended[257] = {0};
    uint32_t n = 0;
    bool right = true;
    for (; *marked; marked++) {
        if (*marked == '|')
            parted[n] = true;
        else if (*marked == '#')
            ended[n] = true;
        else
            plain[n++] = *marked;
    }
    struct words_block b = {.text = {plain, n}};
    struct words_features f;
    struct words_state state = {0};
    if (words_block_room(&b, 1024, ar, NULL)) return false;
    (void)words_scan(&b, 0, n, GAP_EMPTY);
    for (uint32_t i = 0; i < b.n_piece;) {
        struct words_chunk c = words_chunk_at(&b, i);
        for (i++; i < c.end; i++) {
            words_junction_features(&f, &b, &c, i);
            b.piece[i].joined = !parted[b.piece[i].begin];
            right = teach(join, &f, b.piece[i].joined) && right;
        }
    }
    words_make_tokens(&b);
    for (uint32_t i = 0; i < b.n_token; i++) {
        bool begins = i && ended[b.token[i - 1].end];
        if (i && words_may_end(&b, i)) {
            words_gap_features(&f, &b, &state, i);
            right = teach(end, &f, begins) && right;
        }
        words_state_step(&state, &b, i, begins);
    }
    return right;
}

TEST(features_tell_cases_apart)
{
    static const char *const lines[] = {
        "The U.S. Army left|.# It came back|.# Mr. Kim saw it|.",
        "The US|-|led talks|, in Non-Bondad|, end in the U.S.# Then they said no|.",
        "He paid $|3.5|%|.# \"|No|,|\" Kim said|.# \"|Yes|.|\"# Lee left|.",
        "(|See p|. 3|.|)# The talks etc. go on|.# why not|?# e.g. this",
        "Dear Kim|,# Thanks for this# Yours|, Lee",
    };
    static struct teacher join;
    static struct teacher end;
    arena *ar = arena_new(0);
    bool right = false;
    memset(&join, 0, sizeof join);
    memset(&end, 0, sizeof end);
    for (int round = 0; round < 100 && !right; round++) {
        right = true;
        for (size_t i = 0; i < ARRAY_LEN(lines); i++) right = lesson(&join, &end, lines[i], ar) && right;
        arena_reset(ar);
    }
    CHECK(right);
    arena_free(ar);
}

/* Features of a place depend on what stands around it, and on that alone. */
TEST(features_are_local)
{
    arena *ar = arena_new(0);
    const char *const text[] = {"a b c d e f g h US-led i j k l m n o p", "z\n\nq b c d e f g h US-led i j k l m n o\n\nr",
                                "a b c d e f g X US-led i j k l m n o p"};
    struct words_features f[3];
    for (int k = 0; k < 3; k++) {
        struct words_block b = {.text = str_of(text[k])};
        CHECK_INT(words_block_room(&b, 1024, ar, NULL), OK);
        uint32_t from = k == 1 ? 3 : 0;
        (void)words_scan(&b, from, (uint32_t)b.text.n, GAP_EMPTY);
        uint32_t i = 0;
        while (b.piece[i].shape != SHAPE_CAPITALS) i++;
        struct words_chunk c = words_chunk_at(&b, i);
        CHECK_INT(c.end - c.first, 3);
        words_junction_features(&f[k], &b, &c, i + 1);
    }
    CHECK_INT(f[0].n, f[1].n);
    CHECK(memcmp(f[0].hash, f[1].hash, f[0].n * sizeof f[0].hash[0]) == 0);
    CHECK(memcmp(f[0].hash, f[2].hash, f[0].n * sizeof f[0].hash[0]) != 0);
    arena_free(ar);
}

TESTS(CASE(a_section_is_opened), CASE(damage_is_refused), CASE(weights_are_found_by_their_mark),
      CASE(features_tell_cases_apart), CASE(features_are_local))
