/* The network of the parser: what it says is sound and the same however it is run, and no section of a file is believed. */
#include "network_help.h"

#include <math.h>

/* A network over its file, with its run; all of it goes with close(). */
struct opened {
    arena *ar;
    struct network_made made;
    struct model_file file;
    struct network net;
    struct network_run *run;
};

static bool open_made(struct opened *o, uint64_t seed)
{
    struct err err = {0};
    *o = (struct opened){.ar = arena_new(0)};
    network_make(&o->made, seed, o->ar);
    str bytes = network_file(&o->made, o->ar);
    bool good = bytes.n && !model_file_open(&o->file, bytes, &err) && !network_open(&o->net, &o->file, &err) &&
                !network_run_new(&o->run, &o->net, &err);
    if (!good) printf("# %s\n", err.msg);
    return good;
}

static void close_made(struct opened *o)
{
    network_run_free(o->run);
    network_close(&o->net);
    arena_free(o->ar);
}

/* ---- what is said of a sentence ---- */

static void make_sentence(struct network_sentence *s, uint32_t n, uint64_t *seed, arena *ar)
{
    str *form = ARENA_NEW(ar, n, str);
    network_forms(form, n, seed, ar);
    *s = (struct network_sentence){.form = form,
                                   .n = n,
                                   .head = ARENA_NEW(ar, n, uint32_t),
                                   .rel = ARENA_NEW(ar, n, uint32_t),
                                   .tag = ARENA_NEW(ar, n, uint32_t),
                                   .script = arena_alloc(ar, n, sizeof *s->script),
                                   .prob_head = ARENA_NEW(ar, n, float),
                                   .prob_tag = ARENA_NEW(ar, n, float)};
}

/* A copy with its own room for answers. */
static struct network_sentence again(const struct network_sentence *s, arena *ar)
{
    struct network_sentence copy = *s;
    copy.head = ARENA_NEW(ar, s->n, uint32_t);
    copy.rel = ARENA_NEW(ar, s->n, uint32_t);
    copy.tag = ARENA_NEW(ar, s->n, uint32_t);
    copy.script = arena_alloc(ar, s->n, sizeof *copy.script);
    copy.prob_head = ARENA_NEW(ar, s->n, float);
    copy.prob_tag = ARENA_NEW(ar, s->n, float);
    return copy;
}

static bool same(const struct network_sentence *a, const struct network_sentence *b)
{
    size_t n = a->n;
    return !memcmp(a->head, b->head, n * sizeof *a->head) && !memcmp(a->rel, b->rel, n * sizeof *a->rel) &&
           !memcmp(a->tag, b->tag, n * sizeof *a->tag) && !memcmp(a->script, b->script, n * sizeof *a->script) &&
           !memcmp(a->prob_head, b->prob_head, n * sizeof *a->prob_head) &&
           !memcmp(a->prob_tag, b->prob_tag, n * sizeof *a->prob_tag);
}

static bool is_tree(const uint32_t *head, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        roots += head[i] == 0;
        uint32_t at = i + 1, steps = 0;
        while (at && at <= n && steps++ <= n) at = head[at - 1];
        if (at) return false;
    }
    return roots == 1;
}

static bool is_prob(float p) { return p >= 0 && p <= 1; }

static bool is_sound(const struct network_sentence *s, const struct network *net)
{
    if (s->n && !is_tree(s->head, s->n)) return false;
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->rel[i] >= net->shape.n_rel || (s->rel[i] == net->rel_of_root) != (s->head[i] == 0)) return false;
        if (s->tag[i] >= net->shape.n_tag || !is_prob(s->prob_head[i]) || !is_prob(s->prob_tag[i])) return false;
        for (uint32_t k = 0; k < NETWORK_SCRIPTS; k++)
            if (s->script[i][k] >= net->shape.n_script) return false;
    }
    return true;
}

/* Sentences of falling length for one group. */
static uint32_t make_group(struct network_sentence *s, uint64_t *seed, arena *ar)
{
    uint32_t n = 1 + random_below(seed, NETWORK_GROUP);
    uint32_t len = 1 + random_below(seed, 60);
    for (uint32_t i = 0; i < n; i++) {
        make_sentence(&s[i], len, seed, ar);
        len -= random_below(seed, len < 4 ? len : 4);
    }
    return n;
}

/* A word may look at any other of its sentence and at none of another: each is parsed alike alone and among others, by both ways of
** computing, and again when the run has seen more. */
TEST(a_sentence_is_parsed_alike_alone_and_in_a_group)
{
    struct opened o;
    CHECK(open_made(&o, 1));
    struct network plain = o.net;
    struct network_run *plain_run;
    plain.kernel = kernel_plain();
    CHECK_INT(network_run_new(&plain_run, &plain, NULL), OK);
    uint64_t seed = 5;
    uint32_t heads[3] = {0};
    for (int round = 0; round < 120; round++) {
        arena *ar = arena_new(0);
        struct network_sentence s[NETWORK_GROUP], slow[NETWORK_GROUP];
        uint32_t n = make_group(s, &seed, ar);
        for (uint32_t i = 0; i < n; i++) slow[i] = again(&s[i], ar);
        CHECK_INT(network_parse(o.run, s, n, NULL), OK);
        CHECK_INT(network_parse(plain_run, slow, n, NULL), OK);
        for (uint32_t i = 0; i < n; i++) {
            struct network_sentence alone = again(&s[i], ar);
            CHECK_INT(network_parse(o.run, &alone, 1, NULL), OK);
            CHECK_MSG(is_sound(&s[i], &o.net), "round %d sentence %u of %u words", round, i, s[i].n);
            CHECK_MSG(same(&s[i], &alone), "round %d sentence %u of %u words", round, i, s[i].n);
            CHECK_MSG(same(&s[i], &slow[i]), "round %d sentence %u: plain C differs", round, i);
            for (uint32_t w = 0; w < s[i].n; w++) heads[!s[i].head[w] ? 0 : s[i].head[w] <= w ? 1 : 2]++;
        }
        arena_free(ar);
    }
    CHECK_MSG(heads[1] > heads[0] / 4 && heads[2] > heads[0] / 4, "heads all lie on one side: %u %u", heads[1], heads[2]);
    network_run_free(plain_run);
    close_made(&o);
}

/* What was parsed before leaves no trace, though inputs of forms are kept: a fresh run says the same. */
TEST(a_run_forgets)
{
    struct opened o;
    CHECK(open_made(&o, 2));
    uint64_t seed = 9;
    for (int round = 0; round < 20; round++) {
        struct network_sentence s, fresh;
        struct network_run *run;
        make_sentence(&s, 1 + random_below(&seed, 80), &seed, o.ar);
        fresh = again(&s, o.ar);
        CHECK_INT(network_run_new(&run, &o.net, NULL), OK);
        CHECK_INT(network_parse(run, &fresh, 1, NULL), OK);
        CHECK_INT(network_parse(o.run, &s, 1, NULL), OK);
        CHECK_MSG(same(&s, &fresh), "round %d", round);
        network_run_free(run);
    }
    close_made(&o);
}

TEST(the_longest_and_the_empty_are_parsed)
{
    static const uint32_t lengths[] = {LANGUAGE_MAX_SENTENCE_WORDS, 0, 1, LANGUAGE_MAX_SENTENCE_WORDS - 1, 2};
    struct opened o;
    CHECK(open_made(&o, 3));
    uint64_t seed = 3;
    CHECK_INT(network_parse(o.run, NULL, 0, NULL), OK);
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        struct network_sentence s;
        make_sentence(&s, lengths[i], &seed, o.ar);
        CHECK_INT(network_parse(o.run, &s, 1, NULL), OK);
        CHECK_MSG(is_sound(&s, &o.net), "%u words", lengths[i]);
    }
    close_made(&o);
}

/* A model at the bounds of what is accepted, as a stranger may make one: no number leaves the floats, so heads form a tree and
** probabilities are some, by both ways of computing. */
TEST(extreme_numbers_stay_sound)
{
    for (int way = 0; way < 4; way++) {
        struct opened o;
        uint64_t seed = 40 + (uint64_t)way;
        struct err err = {0};
        CHECK(open_made(&o, seed));
        network_run_free(o.run);
        network_close(&o.net);
        float *scale = (float *)network_part(&o.made, "net.scales")->bytes.p;
        float *bias = (float *)network_part(&o.made, "net.biases")->bytes.p;
        size_t columns = network_part(&o.made, "net.scales")->bytes.n / sizeof *scale;
        int16_t *weight = (int16_t *)network_part(&o.made, "net.weights")->bytes.p;
        size_t weights = network_part(&o.made, "net.weights")->bytes.n / sizeof *weight;
        float *row = (float *)network_part(&o.made, "rows.scale")->bytes.p;
        float *root = (float *)network_part(&o.made, "net.roots")->bytes.p;
        struct network_shape *shape = (struct network_shape *)network_part(&o.made, "net.shape")->bytes.p;
        for (size_t i = 0; i < columns; i++) {
            scale[i] = way == 3 ? 1e-44f : random_below(&seed, 2) ? 1e3f : -1e3f;
            bias[i] = way == 3 ? 1e-40f : random_below(&seed, 2) ? 1e6f : -1e6f;
        }
        for (size_t i = 0; way < 2 && i < weights; i++) weight[i] = random_below(&seed, 2) ? 2047 : -2047;
        for (size_t i = 0; i < o.made.shape.n_row; i++) row[i] = way == 3 ? 1e-45f : 1e3f;
        for (size_t i = 0; i < o.made.shape.dim_arc + o.made.shape.dim_rel; i++)
            root[i] = way == 3 ? 0 : way == 1 ? 1e6f : -1e6f;
        shape->input_worth = way == 2 ? 1e6f : 1e-6f;
        str bytes = network_file(&o.made, o.ar);
        CHECK_MSG(!model_file_open(&o.file, bytes, &err) && !network_open(&o.net, &o.file, &err), "%s", err.msg);
        CHECK_INT(network_run_new(&o.run, &o.net, NULL), OK);
        struct network plain = o.net;
        struct network_run *plain_run;
        plain.kernel = kernel_plain();
        CHECK_INT(network_run_new(&plain_run, &plain, NULL), OK);
        for (int round = 0; round < 20; round++) {
            struct network_sentence s, slow;
            make_sentence(&s, 1 + random_below(&seed, 40), &seed, o.ar);
            slow = again(&s, o.ar);
            CHECK_INT(network_parse(o.run, &s, 1, NULL), OK);
            CHECK_INT(network_parse(plain_run, &slow, 1, NULL), OK);
            CHECK_MSG(is_sound(&s, &o.net), "way %d round %d", way, round);
            CHECK_MSG(same(&s, &slow), "way %d round %d: plain C differs", way, round);
        }
        network_run_free(plain_run);
        close_made(&o);
    }
}

/* ---- tables ---- */

/* Keys spread as fingerprints are, and all on one shelf. */
TEST(keys_are_found)
{
    uint64_t seed = 21;
    for (int crowded = 0; crowded < 2; crowded++) {
        struct opened o;
        struct err err = {0};
        CHECK(open_made(&o, 4));
        network_close(&o.net);
        uint64_t *key = (uint64_t *)network_part(&o.made, "rows.key")->bytes.p;
        uint32_t n = o.made.shape.n_row;
        if (crowded)
            for (uint32_t i = 0; i < n; i++) key[i] = UINT64_MAX - 2 * (uint64_t)(n - i) + 2;
        str bytes = network_file(&o.made, o.ar);
        CHECK_MSG(!model_file_open(&o.file, bytes, &err) && !network_open(&o.net, &o.file, &err), "%s", err.msg);
        for (uint32_t i = 0; i < n; i++) {
            CHECK_INT(network_find(&o.net.row.keys, key[i]), i);
            CHECK_MSG(network_find(&o.net.row.keys, key[i] - 1) == (i && key[i - 1] == key[i] - 1 ? i - 1 : UINT32_MAX), "%u",
                      i);
        }
        for (int i = 0; i < 1000; i++) {
            uint64_t k = random_next(&seed);
            uint32_t at = network_find(&o.net.row.keys, k);
            CHECK(at == UINT32_MAX || key[at] == k);
        }
        CHECK_INT(network_find(&o.net.row.keys, 0), UINT32_MAX);
        close_made(&o);
    }
}

/* ---- sections ---- */

/* Opens a file of these sections; it must be refused with a line that holds `says`. */
static bool is_refused(const struct network_made *m, const char *says, arena *ar)
{
    struct err err = {0};
    struct language_model *model;
    str bytes = network_file(m, ar);
    enum status status = language_model_open(&model, bytes, &err);
    bool refused = status == E_FORMAT && !model && strstr(err.msg, says);
    if (!refused) printf("# %s: status %d: %s\n", says, (int)status, err.msg);
    language_model_close(model);
    return refused;
}

/* Numbers: a byte less, an element less, nothing, 8 bytes more, and no such section. */
TEST(each_section_of_numbers_is_needed_in_its_size)
{
    static const char *const all[] = {"tokens",      "net.shape",  "net.weights",   "net.scales",   "net.biases",
                                      "net.roots",   "rows.key",   "rows.scale",    "rows.row",     "vectors.key",
                                      "vectors.row", "lemmas.key", "vectors.scale", "lemmas.script"};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        arena *ar = arena_new(0);
        struct network_made m;
        network_make(&m, 1, ar);
        CHECK_INT(m.n, NETWORK_PARTS);
        struct model_part *part = network_part(&m, all[i]);
        str kept = part->bytes;
        char *longer = ARENA_NEW(ar, kept.n + 8, char);
        memcpy(longer, kept.p, kept.n);
        for (size_t n = 0; n < kept.n; n += kept.n - n <= 10 ? 1 : (kept.n - n) / 2) {
            part->bytes.n = n;
            CHECK_MSG(is_refused(&m, all[i], ar), "%zu bytes", n);
        }
        part->bytes = (str){longer, kept.n + 8};
        CHECK(is_refused(&m, all[i], ar));
        *part = m.part[--m.n];
        CHECK(is_refused(&m, all[i], ar));
        arena_free(ar);
    }
}

TEST(each_section_of_lines_is_held_against_its_use)
{
    static const struct {
        const char *name, *text, *says;
    } cases[] = {
        {"net.relations", "", "net.relations of the model has not 5 lines"},
        {"net.relations", "nsubj\nroot\nobj\nnmod:poss", "net.relations of the model has not 5 lines"},
        {"net.relations", "nsubj\nroot\nobj\nnmod:poss\npunct\nx", "net.relations of the model has not 5 lines"},
        {"net.relations", "nsubj\nroot\nobj\nnmod:poss\npunct\n\n", "net.relations of the model has not 5 lines"},
        {"net.relations", "nsubj\nroot\n\nnmod:poss\npunct\n", "net.relations of the model: line 3 is empty or no text"},
        {"net.relations", "nsubj\nroot\nobj\nnmod poss\npunct\n", "net.relations of the model: line 4 is empty or no text"},
        {"net.relations", "nsubj\nroot\nobj\nnmod\tposs\npunct\n", "net.relations of the model: line 4 is empty or no text"},
        {"net.relations", "nsubj\nroot\nobj\nnmod\xFF\npunct\n", "net.relations of the model: line 4 is empty or no text"},
        {"net.relations", "nsubj\nRoot\nobj\nroot:x\npunct\n", "net.relations of the model has no \"root\""},
        {"net.scripts", "l0\nk0\nl1\nt0\nl3y\n=be\nl2e\n", "net.scripts of the model has not 8 lines"},
        {"net.scripts", "l0\nk0\nl1\nt0\nl3y\r\n=be\nl2e\nt1", "net.scripts of the model: line 5 is empty or no text"},
        {"net.tags", "NOUN|NN|_\n", "net.tags of the model has not 19 lines"},
    };
    static const char *const tags[] = {"N|NN|_", "NOUN", "NOUN|NN", "NOUN|NN|", "NOUN||_", "|NN|_", "_|NN|_", "noun|NN|_"};
    for (size_t i = 0; i < ARRAY_LEN(cases) + ARRAY_LEN(tags); i++) {
        arena *ar = arena_new(0);
        struct network_made m;
        network_make(&m, 1, ar);
        if (i < ARRAY_LEN(cases)) {
            network_part(&m, cases[i].name)->bytes = str_of(cases[i].text);
            CHECK_MSG(is_refused(&m, cases[i].says, ar), "case %zu", i);
        } else {
            buf b = {0};
            for (int k = 0; k < 18; k++) buf_addz(&b, "NOUN|NN|_\n");
            buf_addz(&b, tags[i - ARRAY_LEN(cases)]);
            network_part(&m, "net.tags")->bytes = str_copy(ar, buf_str(&b));
            buf_free(&b);
            CHECK_MSG(is_refused(&m, "section net.tags of the model: line 19 is no tag", ar), "%s", tags[i - ARRAY_LEN(cases)]);
        }
        arena_free(ar);
    }
}

/* The last line may lack its end, and a lemma may have a space. */
TEST(lines_may_end_without_an_end)
{
    arena *ar = arena_new(0);
    struct network_made m;
    struct language_model *model;
    struct err err = {0};
    network_make(&m, 1, ar);
    network_part(&m, "net.relations")->bytes = STR("nsubj\nroot\nobj\nnmod:poss\npunct");
    network_part(&m, "net.scripts")->bytes = STR("l0\nk0\nl1\nt0\nl3y\n=be\nl2e\n=have to");
    CHECK_MSG(!language_model_open(&model, network_file(&m, ar), &err), "%s", err.msg);
    language_model_close(model);
    arena_free(ar);
}

TEST(numbers_out_of_range_are_refused)
{
    static const struct {
        const char *name;
        float value;
    } cases[] = {
        {"net.scales", NAN},    {"net.scales", INFINITY},     {"net.scales", -INFINITY},  {"net.scales", 1001},
        {"net.biases", NAN},    {"net.biases", -INFINITY},    {"net.biases", 1.1e6f},     {"net.roots", NAN},
        {"net.roots", -1.1e6f}, {"rows.scale", NAN},          {"rows.scale", INFINITY},   {"rows.scale", -1001},
        {"vectors.scale", NAN}, {"vectors.scale", -INFINITY}, {"vectors.scale", 1.5e38f},
    };
    uint64_t seed = 6;
    for (size_t i = 0; i < ARRAY_LEN(cases) * 3; i++) {
        arena *ar = arena_new(0);
        struct network_made m;
        network_make(&m, 1, ar);
        str bytes = network_part(&m, cases[i / 3].name)->bytes;
        size_t n = bytes.n / sizeof(float);
        ((float *)bytes.p)[i % 3 == 0 ? 0 : i % 3 == 1 ? n - 1 : random_below(&seed, (uint32_t)n)] = cases[i / 3].value;
        buf says = {0};
        buf_addf(&says, "section %s of the model has a number out of range", cases[i / 3].name);
        buf_addc(&says, '\0');
        bool refused = is_refused(&m, says.p, ar);
        buf_free(&says);
        CHECK_MSG(refused, "case %zu", i);
        arena_free(ar);
    }
}

TEST(weights_keys_and_scripts_out_of_range_are_refused)
{
    static const char *const keys[] = {"rows.key", "vectors.key", "lemmas.key"};
    arena *ar = arena_new(0);
    struct network_made m;
    network_make(&m, 1, ar);
    str bytes = network_part(&m, "net.weights")->bytes;
    int16_t *weight = (int16_t *)bytes.p;
    size_t at[] = {0, bytes.n / 4, bytes.n / 2 - 1};
    for (size_t i = 0; i < 6; i++) {
        int16_t kept = weight[at[i / 2]];
        weight[at[i / 2]] = i % 2 ? KERNEL_MAX_WEIGHT + 1 : INT16_MIN;
        CHECK(is_refused(&m, "section net.weights of the model has a weight out of range", ar));
        weight[at[i / 2]] = kept;
    }
    for (size_t i = 0; i < 3; i++) {
        uint64_t *key = (uint64_t *)network_part(&m, keys[i])->bytes.p;
        uint64_t kept = key[7];
        key[7] = key[6];
        CHECK(is_refused(&m, keys[i], ar) && is_refused(&m, "do not rise", ar));
        key[7] = UINT64_MAX;
        CHECK(is_refused(&m, keys[i], ar) && is_refused(&m, "do not rise", ar));
        key[7] = kept;
    }
    uint16_t *script = (uint16_t *)network_part(&m, "lemmas.script")->bytes.p;
    script[m.shape.n_lemma - 1] = 8;
    CHECK(is_refused(&m, "section lemmas.script of the model names no script", ar));
    arena_free(ar);
}

/* Every number of the shape, set to what it must not be: most are refused for the shape, the counts for a section that does not fit. */
TEST(hostile_shapes_are_refused)
{
    static const uint32_t values[] = {0,   1,     3,       7,          8,          15,         257,       513,
                                      514, 65536, 4000001, 0x7FC00000, 0x7F800000, 0x80000000, UINT32_MAX};
    for (size_t field = 0; field < sizeof(struct network_shape) / 4; field++)
        for (size_t v = 0; v < ARRAY_LEN(values); v++) {
            arena *ar = arena_new(0);
            struct network_made m;
            network_make(&m, 1, ar);
            memcpy((char *)network_part(&m, "net.shape")->bytes.p + 4 * field, &values[v], 4);
            /* Its own version; fewer scripts, which take the same room in panels. */
            bool own = (field == 0 && values[v] == 1) || (field == 11 && values[v] && values[v] <= 8) ||
                       (field == 15 && values[v] == 8);
            CHECK_MSG(own || is_refused(&m, "section ", ar), "field %zu: %u", field, values[v]);
            arena_free(ar);
        }
}

TESTS(CASE(a_sentence_is_parsed_alike_alone_and_in_a_group), CASE(a_run_forgets), CASE(the_longest_and_the_empty_are_parsed),
      CASE(extreme_numbers_stay_sound), CASE(keys_are_found), CASE(each_section_of_numbers_is_needed_in_its_size),
      CASE(each_section_of_lines_is_held_against_its_use), CASE(lines_may_end_without_an_end),
      CASE(numbers_out_of_range_are_refused), CASE(weights_keys_and_scripts_out_of_range_are_refused),
      CASE(hostile_shapes_are_refused))
