/* Mentions against plain search: at each place the longest form, names inside terms, whatever the list and the text. */
#include "base/random.h"
#include "compare/mentions.h"
#include "test.h"

#define MAX_FORM 12
#define MAX_TOKEN 4
#define MAX_WORD 24

static const char *const words[] = {"north", "US", "us", "sea", "coast", "guard", "Sea", "of", "-", "NL"};

/* A form as numbers of words; two forms never fold together. */
struct form {
    uint8_t token[MAX_TOKEN];
    uint32_t n;
};

struct random_list {
    struct form form[MAX_FORM];
    uint32_t n;
    bool term[MAX_FORM]; /* each form is a concept of its own */
    buf file;
};

static bool in_capitals(const char *w) { return w[0] >= 'A' && w[0] <= 'Z' && w[1] >= 'A' && w[1] <= 'Z'; }

/* Whether the word of a text meets that of a form: capitals only capitals, all else in any case. */
static bool word_meets(const char *form, const char *text)
{
    if (in_capitals(form)) return strcmp(form, text) == 0;
    size_t i = 0;
    while (form[i] && text[i] && ascii_tolower((unsigned char)form[i]) == ascii_tolower((unsigned char)text[i])) i++;
    return !form[i] && !text[i];
}

static bool same_form(const struct form *a, const struct form *b)
{
    if (a->n != b->n) return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!word_meets(words[a->token[i]], words[b->token[i]]) && !word_meets(words[b->token[i]], words[a->token[i]]))
            return false;
    return true;
}

static void make_list(struct random_list *l, uint64_t *seed)
{
    *l = (struct random_list){.n = 0};
    for (uint32_t k = 0; k < MAX_FORM; k++) {
        struct form f = {.n = 1 + random_below(seed, MAX_TOKEN)};
        bool known = false, dash = false;
        for (uint32_t i = 0; i < f.n; i++) {
            f.token[i] = (uint8_t)random_below(seed, ARRAY_LEN(words));
            dash = dash || words[f.token[i]][0] == '-';
        }
        for (uint32_t i = 0; i < l->n; i++) known = known || same_form(&l->form[i], &f);
        if (known || dash) continue;
        l->term[l->n] = random_below(seed, 2);
        l->form[l->n] = f;
        buf_addf(&l->file, "%sconcept:", l->n ? "\n" : "");
        for (uint32_t i = 0; i < f.n; i++) buf_addf(&l->file, " %s", words[f.token[i]]);
        buf_addf(&l->file, "\nkind: %s\n", l->term[l->n] ? "term" : "place");
        l->n++;
    }
}

/* Number of the longest form at word i of at most `most` words, or MAX_FORM. */
static uint32_t longest(const struct random_list *l, const uint8_t *text, uint32_t i, uint32_t n, uint32_t most)
{
    uint32_t best = MAX_FORM;
    for (uint32_t k = 0; k < l->n; k++) {
        const struct form *f = &l->form[k];
        bool here = f->n <= most && i + f->n <= n;
        for (uint32_t w = 0; here && w < f->n; w++) here = word_meets(words[f->token[w]], words[text[i + w]]);
        if (here && (best == MAX_FORM || f->n > l->form[best].n)) best = k;
    }
    return best;
}

struct found {
    uint32_t form, at; /* at: first word */
};

/* What stands inside the words [from, to) of a term: names end the search there, a term inside is looked into again. */
static uint32_t inside(struct found *out, const struct random_list *l, const uint8_t *text, uint32_t from, uint32_t to,
                       uint32_t outer)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++) {
        uint32_t most = i == from ? to - from - 1 : to - i;
        while (most) {
            uint32_t k = longest(l, text, i, to, most);
            if (k == MAX_FORM) break;
            if (k != outer) out[n++] = (struct found){k, i};
            most = l->form[k].n - 1;
            if (l->term[k]) continue;
            i += l->form[k].n - 1;
            break;
        }
    }
    return n;
}

static uint32_t find_plainly(struct found *out, const struct random_list *l, const uint8_t *text, uint32_t n)
{
    uint32_t n_found = 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t k = longest(l, text, i, n, MAX_TOKEN);
        if (k == MAX_FORM) {
            i++;
            continue;
        }
        out[n_found++] = (struct found){k, i};
        if (l->term[k] && l->form[k].n > 1) n_found += inside(out + n_found, l, text, i, i + l->form[k].n, k);
        i += l->form[k].n;
    }
    return n_found;
}

TEST(mentions_agree_with_plain_search)
{
    uint64_t seed = 47;
    uint32_t n_all = 0;
    for (int round = 0; round < 4000; round++) {
        struct random_list l;
        uint8_t text[MAX_WORD];
        uint32_t at[MAX_WORD], n = random_below(&seed, MAX_WORD + 1);
        struct found want[MAX_WORD * MAX_TOKEN * 2];
        struct concept_list list;
        struct mentions m;
        arena *ar = arena_new(0), *scratch = arena_new(0);
        struct mention_list got = {.ar = arena_new(0)};
        buf b = {0};
        CHECK(ar && scratch && got.ar);
        make_list(&l, &seed);
        buf_addz(&b, "Before. ");
        span where = {(uint32_t)b.n, 0};
        for (uint32_t i = 0; i < n; i++) {
            text[i] = (uint8_t)random_below(&seed, ARRAY_LEN(words));
            if (i) buf_addc(&b, ' ');
            at[i] = (uint32_t)b.n;
            buf_addz(&b, words[text[i]]);
        }
        where.end = (uint32_t)b.n;
        buf_addz(&b, " north sea"); /* behind the stretch: not looked at */
        CHECK(!concepts_parse(&list, buf_str(&l.file), ar, NULL) && !mentions_make(&m, &list, ar, NULL));
        CHECK(!mentions_find(&got, &m, buf_str(&b), where, scratch, NULL));
        uint32_t n_want = find_plainly(want, &l, text, n);
        CHECK_MSG(got.n == n_want, "round %d: %u mentions, not %u, in %.*s\n%.*s", round, got.n, n_want,
                  STR_ARG(str_span(buf_str(&b), where)), STR_ARG(buf_str(&l.file)));
        for (uint32_t i = 0; i < got.n; i++) {
            const struct form *f = &l.form[want[i].form];
            uint32_t last = want[i].at + f->n - 1;
            CHECK_MSG(list.form[got.item[i].form].concept == want[i].form, "round %d, mention %u", round, i);
            CHECK(got.item[i].at.begin == at[want[i].at] && got.item[i].at.end == at[last] + strlen(words[text[last]]));
        }
        n_all += got.n;
        buf_free(&b);
        buf_free(&l.file);
        arena_free(got.ar);
        arena_free(scratch);
        arena_free(ar);
    }
    CHECK(n_all > 4000);
}

/* A Korean noun may carry a particle; the mention is the noun. What only looks like one is another word. */
TEST(korean_particles)
{
    static const struct {
        const char *text, *want; /* want: the words mentioned, or "" */
    } cases[] = {{"북한은 비난했다", "북한"},
                 {"북한에서는", "북한"},
                 {"북한으로부터", ""},
                 {"북한", "북한"},
                 {"북한산", ""},
                 {"한강을 건넜다", "한강"},
                 {"은", ""},
                 {"북한 은", "북한"},
                 {"대북한은", ""},
                 {"북한과의 대화", "북한"},
                 {"북한이나 한강까지", "북한"},
                 {"확장 억제를", "확장 억제"}};
    struct concept_list list;
    struct mentions m;
    arena *ar = arena_new(0), *scratch = arena_new(0);
    CHECK(ar && scratch);
    CHECK(!concepts_parse(
        &list, STR("concept: A\nalias.ko: 북한\n\nconcept: B\nalias.ko: 한강\n\nconcept: C\nalias.ko: 확장 억제\n"), ar, NULL));
    CHECK(!mentions_make(&m, &list, ar, NULL));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct mention_list got = {.ar = arena_new(0)};
        str s = str_of(cases[i].text);
        CHECK(got.ar && !mentions_find(&got, &m, s, (span){0, (uint32_t)s.n}, scratch, NULL));
        CHECK_MSG((got.n > 0) == (cases[i].want[0] != 0), "%s", cases[i].text);
        if (got.n) CHECK_STR(str_span(s, got.item[0].at), cases[i].want);
        arena_free(got.ar);
    }
    arena_free(scratch);
    arena_free(ar);
}

TEST(a_list_of_nothing_finds_nothing)
{
    struct concept_list list = {0};
    struct mentions m = {0};
    struct mention_list got = {.ar = arena_new(0)};
    arena *ar = arena_new(0), *scratch = arena_new(0);
    CHECK(got.ar && ar && scratch);
    CHECK(!mentions_find(&got, &m, STR("US"), (span){0, 2}, scratch, NULL) && !got.n); /* zeroed */
    CHECK(!mentions_make(&m, &list, ar, NULL));
    CHECK(!mentions_find(&got, &m, STR("US"), (span){0, 2}, scratch, NULL) && !got.n);
    CHECK(!mentions_find(&got, &m, STR("US"), (span){1, 1}, scratch, NULL) && !got.n);
    arena_free(got.ar);
    arena_free(scratch);
    arena_free(ar);
}

TESTS(CASE(mentions_agree_with_plain_search), CASE(korean_particles), CASE(a_list_of_nothing_finds_nothing))
