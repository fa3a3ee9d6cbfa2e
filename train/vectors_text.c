#include "vectors.h"

#include "language/normal.h"

/* ---- counting ---- */

enum status vectors_text_open(struct vectors_text *t, struct err *err)
{
    *t = (struct vectors_text){.ar = arena_new(0)};
    return t->ar ? OK : err_set(err, E_NOMEM, "no memory for the words of the text");
}

void vectors_text_free(struct vectors_text *t)
{
    arena_free(t->ar);
    free(t->token);
    free(t->type);
    free(t->type_count);
    free(t->count);
    free(t->word);
    *t = (struct vectors_text){0};
}

/* Room for one more of what is size bytes at *p. */
static bool grow(void *p, size_t n, size_t *cap, size_t size)
{
    if (n < *cap) return true;
    size_t want = *cap ? *cap * 2 : 1024;
    void *q = realloc(*(void **)p, want * size);
    if (!q) return false;
    *(void **)p = q;
    *cap = want;
    return true;
}

/* E_NOMEM. */
static enum status add_token(struct vectors_text *t, uint32_t token)
{
    if (!grow(&t->token, t->n_token, &t->cap_token, sizeof *t->token)) return E_NOMEM;
    t->token[t->n_token++] = token;
    return OK;
}

/* A word seen for the first time; its count begins at 0. E_NOMEM, E_LIMIT. */
static enum status add_type(struct vectors_text *t, uint64_t key, str form)
{
    if (t->n_type == UINT32_MAX - 2) return E_LIMIT;
    size_t cap = t->cap_type;
    size_t cap_count = t->cap_type;
    if (!grow(&t->type, t->n_type, &cap, sizeof *t->type)) return E_NOMEM;
    if (!grow(&t->type_count, t->n_type, &cap_count, sizeof *t->type_count)) return E_NOMEM;
    t->cap_type = (uint32_t)cap;
    str copy = str_copy(t->ar, form);
    if (!copy.p || hash_map_put(&t->index, t->ar, key, t->n_type) != OK) return E_NOMEM;
    t->type[t->n_type] = copy;
    t->type_count[t->n_type++] = 0;
    return OK;
}

/* Count a word in its normal form and put it behind the text so far. */
static enum status emit(struct vectors_text *t, str form)
{
    char normal[LANGUAGE_NORMAL_BYTES];
    str n = {normal, language_normal(normal, sizeof normal, form)};
    if (n.n == 0) return OK;
    uint64_t key = hash64(n);
    uint32_t at = hash_map_get(&t->index, key);
    if (at == UINT32_MAX) {
        enum status status = add_type(t, key, n);
        if (status != OK) return status;
        at = t->n_type - 1;
    }
    t->type_count[at]++;
    return add_token(t, at);
}

/* ---- taking words apart ---- */

/* Does s end so, with something before it? */
static bool ends_nocase(str s, const char *end)
{
    size_t n = strlen(end);
    return s.n > n && str_eq_nocase_ascii((str){s.p + s.n - n, n}, (str){end, n});
}

static bool is_one_of(str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase_ascii(s, str_of(list[i]))) return true;
    return false;
}

/* Emit s as two words, the second of its last `tail` bytes. */
static enum status emit_two(struct vectors_text *t, str s, size_t tail)
{
    enum status status = emit(t, (str){s.p, s.n - tail});
    return status == OK ? emit(t, (str){s.p + s.n - tail, tail}) : status;
}

/* Emit a word without signs around it and without hyphens as the one or two words that the treebanks make of it. */
static enum status emit_clitics(struct vectors_text *t, str s)
{
    static const char *const tails[] = {"n't", "n’t", "'s",  "’s", "'re", "’re", "'ve",
                                        "’ve", "'ll", "’ll", "'d", "’d",  "'m",  "’m"};
    static const struct {
        const char *whole;
        size_t tail;
    } pairs[] = {{"cannot", 3}, {"gonna", 2}, {"wanna", 2}, {"gotta", 2}};
    for (size_t i = 0; i < ARRAY_LEN(tails); i++)
        if (ends_nocase(s, tails[i])) return emit_two(t, s, strlen(tails[i]));
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        if (str_eq_nocase_ascii(s, str_of(pairs[i].whole))) return emit_two(t, s, pairs[i].tail);
    if (s.n > 2 && ascii_digit((unsigned char)s.p[0]) && ascii_digit((unsigned char)s.p[s.n - 3]) &&
        (ends_nocase(s, "am") || ends_nocase(s, "pm")))
        return emit_two(t, s, 2);
    return emit(t, s);
}

/* Prefixes that stay with their word: those that the English treebanks join more often than they part them. */
static bool is_prefix(str s)
{
    static const char *const list[] = {"e",    "pro",     "non",   "re",    "co",    "anti",   "pre",   "post",
                                       "over", "mid",     "semi",  "multi", "ex",    "cross",  "sub",   "mini",
                                       "un",   "counter", "inter", "intra", "socio", "psycho", "super", "ultra"};
    return is_one_of(s, list, ARRAY_LEN(list));
}

static bool is_wordlike(unsigned char c) { return ascii_alnum(c) || c >= 0x80; }

/* Length in bytes of the separator that stands at s.p[i] within a word, or 0. from: where the part before it begins. */
static size_t separator(str s, size_t from, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    size_t size;
    if (c >= 0x80) {
        int32_t cp = utf8_decode(s, i, &size);
        return cp == 0x2026 || cp == 0x201C || cp == 0x201D || (cp >= 0x2012 && cp <= 0x2015) ? size : 0;
    }
    size_t run = 1;
    while (i + run < s.n && s.p[i + run] == s.p[i]) run++;
    bool digits = i > 0 && i + 1 < s.n && ascii_digit((unsigned char)s.p[i - 1]) && ascii_digit((unsigned char)s.p[i + 1]);
    switch (c) {
    case '-':
        if (run > 1) return run;
        if (digits) return i - from == 4 && s.n - i == 5 ? 1 : 0; /* 2010-2012, but not a number of a telephone */
        return is_prefix((str){s.p + from, i - from}) ? 0 : 1;
    case '/': return digits ? 0 : run;
    case '.': return run > 1 ? run : 0;
    case '"':
    case '(':
    case ')':
    case '[':
    case ']':
    case ';': return run;
    case ',':
    case ':': return digits ? 0 : run;
    default: return 0;
    }
}

/* Emit a chunk without signs around it: its parts between separators, and these. */
static enum status emit_parts(struct vectors_text *t, str s)
{
    size_t from = 0;
    enum status status = OK;
    for (size_t i = 1; i + 1 < s.n && status == OK;) {
        size_t n = separator(s, from, i);
        if (n == 0 || i + n >= s.n || !is_wordlike((unsigned char)s.p[i - 1])) {
            i++;
            continue;
        }
        status = emit_clitics(t, (str){s.p + from, i - from});
        if (status == OK) status = emit(t, (str){s.p + i, n});
        from = i += n;
        i++;
    }
    return status == OK ? emit_clitics(t, (str){s.p + from, s.n - from}) : status;
}

/* ---- signs around words ---- */

/* Is the character at s.p[at], of *size bytes, a sign of punctuation or a symbol? */
static bool is_sign(str s, size_t at, size_t *size)
{
    enum char_class class = utf8_class(utf8_decode(s, at, size));
    return class == CHAR_PUNCT || class == CHAR_SYMBOL;
}

/* Bytes of the token of signs that s begins with, 0 if it begins with a word: a run of one sign is one token. */
static size_t leading(str s)
{
    static const char *const cut[] = {"'s", "’s", "'re", "'ve", "'ll", "'d", "'m", "'em", "’em", "n't"};
    size_t size;
    if (s.n == 0 || !is_sign(s, 0, &size)) return 0;
    if (is_one_of(s, cut, ARRAY_LEN(cut))) return 0;
    char c = s.p[0];
    if ((c == '#' || c == '@' || c == '.') && s.n > 1 && ascii_alnum((unsigned char)s.p[1])) return 0;
    size_t n = size;
    while (n + size <= s.n && memcmp(s.p + n, s.p, size) == 0 && c != '(' && c != ')') n += size;
    return n;
}

/* Does the final full stop of s belong to the word? */
static bool is_abbreviation(str s)
{
    static const char *const list[] = {"mr",   "mrs",  "ms",  "dr",   "st",   "sen",  "rep",    "reps", "gov", "gen",
                                       "lt",   "col",  "sgt", "capt", "adm",  "maj",  "jr",     "sr",   "inc", "co",
                                       "corp", "ltd",  "vs",  "etc",  "prof", "rev",  "hon",    "no",   "vol", "fig",
                                       "jan",  "feb",  "mar", "apr",  "aug",  "sept", "sep",    "oct",  "nov", "dec",
                                       "ft",   "dept", "al",  "ave",  "blvd", "est",  "approx", "div",  "esp", "mt"};
    str stem = {s.p, s.n - 1};
    if (stem.n == 1) return ascii_alpha((unsigned char)stem.p[0]);
    return str_find(stem, STR("."), 1) != SIZE_MAX || is_one_of(stem, list, ARRAY_LEN(list));
}

static bool is_mark(char c) { return c == '!' || c == '?'; }

/* Bytes of the token of signs that s ends with, 0 if it ends with a word. */
static size_t trailing(str s)
{
    size_t at = s.n;
    while (at > 0 && ((unsigned char)s.p[--at] & 0xC0) == 0x80) continue;
    size_t size;
    if (s.n == 0 || !is_sign(s, at, &size)) return 0;
    size_t n = s.n - at;
    if (is_mark(s.p[at])) {
        while (n < s.n && is_mark(s.p[s.n - n - 1])) n++;
        return n;
    }
    while (n + size <= s.n && memcmp(s.p + s.n - n - size, s.p + at, size) == 0 && s.p[at] != '(' && s.p[at] != ')') n += size;
    if (s.p[at] == '.' && n == 1 && is_abbreviation(s)) return 0;
    if (s.p[at] == '-' && n == 1 && s.n > 1 && ascii_alpha((unsigned char)s.p[s.n - 2])) return 0; /* a word broken off */
    return n;
}

/* Addresses stay whole: their signs say nothing of grammar. */
static bool is_link(str s)
{
    return str_find(s, STR("://"), 0) != SIZE_MAX || str_starts(s, STR("www.")) || str_find(s, STR("@"), 1) != SIZE_MAX;
}

/* :) ;-) :( =D and their like, as a whole chunk */
static bool is_smiley(str s)
{
    if (s.n < 2 || s.n > 3 || !memchr(":;=", s.p[0], 3)) return false;
    if (s.n == 3 && s.p[1] != '-' && s.p[1] != '\'') return false;
    return memchr(")(DPp/|", s.p[s.n - 1], 7) != NULL;
}

static bool ends_sentence(str sign)
{
    return sign.n && (sign.p[0] == '.' || sign.p[0] == '!' || sign.p[0] == '?' || str_eq(sign, STR("…")));
}

/* A run of what is no white space. */
static enum status add_chunk(struct vectors_text *t, str s)
{
    str tail[16];
    size_t n_tail = 0;
    bool end = false;
    enum status status = OK;
    if (is_smiley(s)) return emit(t, s);
    for (size_t n; status == OK && (n = leading(s)) > 0; s = (str){s.p + n, s.n - n}) status = emit(t, (str){s.p, n});
    for (size_t n; n_tail < ARRAY_LEN(tail) && (n = trailing(s)) > 0; s.n -= n) tail[n_tail++] = (str){s.p + s.n - n, n};
    if (status == OK && s.n) status = is_link(s) ? emit(t, s) : emit_parts(t, s);
    while (n_tail-- > 0 && status == OK) {
        status = emit(t, tail[n_tail]);
        end = end || ends_sentence(tail[n_tail]);
    }
    return status == OK && end ? add_token(t, VECTORS_BREAK) : status;
}

enum status vectors_text_add(struct vectors_text *t, str lines, struct err *err)
{
    enum status status = OK;
    while (lines.n && status == OK) {
        str line = str_cut(lines, '\n', &lines);
        for (size_t i = 0; i < line.n && status == OK;) {
            size_t from = i;
            while (i < line.n && !ascii_space((unsigned char)line.p[i])) i++;
            if (i > from) status = add_chunk(t, (str){line.p + from, i - from});
            i++;
        }
        if (status == OK && t->n_token && t->token[t->n_token - 1] != VECTORS_BREAK) status = add_token(t, VECTORS_BREAK);
    }
    return status == OK ? OK : err_set(err, status, "the words of the text: %s", status_name(status));
}

/* ---- the vocabulary ---- */

/* A type while the vocabulary is put in order. */
struct ranked {
    uint32_t count, type;
    const str *form;
};

/* The larger count first; equal ones by bytes, so that the order is one. */
static int by_count(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    if (x->count != y->count) return x->count < y->count ? 1 : -1;
    return str_cmp(*x->form, *y->form);
}

enum status vectors_text_close(struct vectors_text *t, uint32_t min_count, uint32_t max_words, struct err *err)
{
    static const str unknown = {"<unk>", 5};
    uint32_t n = 0;
    struct ranked *rank = malloc(((size_t)t->n_type + 1) * sizeof *rank);
    uint32_t *number = malloc(((size_t)t->n_type + 1) * sizeof *number);
    t->word = malloc(((size_t)max_words + 1) * sizeof *t->word);
    t->count = malloc(((size_t)max_words + 1) * sizeof *t->count);
    if (!rank || !number || !t->word || !t->count) {
        free(rank);
        free(number);
        return err_set(err, E_NOMEM, "no memory for a vocabulary of %u types", t->n_type);
    }
    for (uint32_t i = 0; i < t->n_type; i++) rank[i] = (struct ranked){t->type_count[i], i, &t->type[i]};
    qsort(rank, t->n_type, sizeof *rank, by_count);
    while (n < t->n_type && n < max_words && rank[n].count >= min_count) n++;
    uint64_t rest = 0;
    for (uint32_t i = n; i < t->n_type; i++) rest += rank[i].count;
    rank[n] = (struct ranked){rest > UINT32_MAX ? UINT32_MAX : (uint32_t)rest, t->n_type, &unknown};
    qsort(rank, n + 1, sizeof *rank, by_count);
    uint32_t unknown_at = 0;
    while (rank[unknown_at].type != t->n_type) unknown_at++;
    for (uint32_t i = 0; i < t->n_type; i++) number[i] = unknown_at;
    t->n_word = n + 1;
    for (uint32_t i = 0; i <= n; i++) {
        number[rank[i].type] = i;
        t->word[i] = *rank[i].form;
        t->count[i] = rank[i].count;
    }
    for (size_t i = 0; i < t->n_token; i++)
        if (t->token[i] != VECTORS_BREAK) t->token[i] = number[t->token[i]];
    free(rank);
    free(number);
    return OK;
}
