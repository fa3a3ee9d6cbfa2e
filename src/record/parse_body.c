/* A parse as bytes and back. Pure. The words' forms are not in it, since they stand in the text; all else is, and exactly: what is
** read back equals what was written, bit for bit. Invariants: every number is held against what it counts or points into before it
** is used, since bytes come from a file; a parse that was read lies over the text, word by word, and its sentences are trees.
**
** Column by column and not word by word: a column repeats itself, and packs to half of what rows would. Numbers are varints unless
** said otherwise:
**
**     version, sentences, tokens, words, strings, tags
**     strings  bytes of each; then all of them, one behind the other
**     tags     place of each in enum language_upos; its XPOS; its FEATS, both numbers of strings
**     sentence tokens of each; marks of each: 1 it was cut, 2 it begins a paragraph
**     token    bytes between each and the end of the one before; bytes; words; bytes of each word of a token but the last
**     word     tag; relation (a string); lemma: 0 as the form, else 1 + a string; head: 0 root, else 1 + how far away it is,
**              times two, and one for behind; prob_head and prob_tag as IEEE 754 single, first the highest byte of each word's, then
**              the next */
#include "record/parse_body.h"

#define BODY_VERSION 1

/* ---- writing ---- */

/* What is written by its number: strings in the order in which they are first met, and tags, which are three strings at once. */
struct names {
    struct hash_map of_string, of_tag;
    str *string;   /* [n_string] */
    uint64_t *tag; /* [n_tag] part of speech, XPOS and FEATS, 16, 24 and 24 bits */
    uint32_t n_string, cap_string, n_tag, cap_tag;
    arena *ar;
};

/* Two strings of one fingerprint are two: the second is written each time that it is met. */
static uint32_t string_of(struct names *n, str s)
{
    uint32_t at = hash_map_get(&n->of_string, hash64(s));
    if (at != UINT32_MAX && str_eq(n->string[at], s)) return at;
    if (n->n_string == n->cap_string) {
        uint32_t cap = n->cap_string ? n->cap_string * 2 : 256;
        str *more = arena_grow(n->ar, n->string, n->cap_string, cap, sizeof *more);
        if (!more) return UINT32_MAX;
        n->string = more;
        n->cap_string = cap;
    }
    if (at == UINT32_MAX && hash_map_put(&n->of_string, n->ar, hash64(s), n->n_string)) return UINT32_MAX;
    n->string[n->n_string] = s;
    return n->n_string++;
}

static uint32_t tag_of(struct names *n, const struct language_text *t, uint32_t w)
{
    uint32_t xpos = string_of(n, t->xpos[w]);
    uint32_t feats = string_of(n, t->feats[w]);
    if (xpos >> 24 || feats >> 24) return UINT32_MAX;
    uint64_t tag = (uint64_t)t->upos[w] << 48 | (uint64_t)xpos << 24 | feats;
    uint32_t at = hash_map_get(&n->of_tag, tag); /* a number by itself: no two are confused */
    if (at != UINT32_MAX) return at;
    if (n->n_tag == n->cap_tag) {
        uint32_t cap = n->cap_tag ? n->cap_tag * 2 : 128;
        uint64_t *more = arena_grow(n->ar, n->tag, n->cap_tag, cap, sizeof *more);
        if (!more) return UINT32_MAX;
        n->tag = more;
        n->cap_tag = cap;
    }
    if (hash_map_put(&n->of_tag, n->ar, tag, n->n_tag)) return UINT32_MAX;
    n->tag[n->n_tag] = tag;
    return n->n_tag++;
}

/* Numbers of every word, before anything is written: the strings stand first. */
struct numbers {
    uint32_t *tag, *deprel, *lemma; /* [n_word] */
};

static enum status take_numbers(struct numbers *out, struct names *n, const struct language_text *t, struct err *err)
{
    out->tag = ARENA_NEW(n->ar, t->words.n_word, uint32_t);
    out->deprel = ARENA_NEW(n->ar, t->words.n_word, uint32_t);
    out->lemma = ARENA_NEW(n->ar, t->words.n_word, uint32_t);
    bool good = out->tag && out->deprel && out->lemma;
    for (uint32_t w = 0; good && w < t->words.n_word; w++) {
        out->tag[w] = tag_of(n, t, w);
        out->deprel[w] = string_of(n, t->deprel[w]);
        bool as_form = str_eq(t->lemma[w], t->words.form[w]);
        out->lemma[w] = as_form ? 0 : string_of(n, t->lemma[w]) + 1;
        good = out->tag[w] != UINT32_MAX && out->deprel[w] != UINT32_MAX && (as_form || out->lemma[w]);
    }
    return good ? OK : arena_why(n->ar, err);
}

static void write_names(buf *out, const struct names *n)
{
    for (uint32_t i = 0; i < n->n_string; i++) buf_add_varint(out, n->string[i].n);
    for (uint32_t i = 0; i < n->n_string; i++) buf_add(out, n->string[i]);
    for (uint32_t i = 0; i < n->n_tag; i++) buf_add_varint(out, n->tag[i] >> 48);
    for (uint32_t i = 0; i < n->n_tag; i++) buf_add_varint(out, n->tag[i] >> 24 & 0xFFFFFF);
    for (uint32_t i = 0; i < n->n_tag; i++) buf_add_varint(out, n->tag[i] & 0xFFFFFF);
}

/* A form that is not its part of the text could not be read back. None is known, so nothing is made for them: such a parse is
** refused, and made again each time. */
static enum status write_tokens(buf *out, const struct language_text *t, struct err *err)
{
    const struct language_words *w = &t->words;
    for (uint32_t s = 0; s < w->n_sentence; s++) buf_add_varint(out, w->sentence_token[s + 1] - w->sentence_token[s]);
    for (uint32_t s = 0; s < w->n_sentence; s++) buf_add_varint(out, w->sentence_cut[s] + 2u * w->sentence_par[s]);
    for (uint32_t k = 0; k < w->n_token; k++) buf_add_varint(out, w->token[k].begin - (k ? w->token[k - 1].end : 0));
    for (uint32_t k = 0; k < w->n_token; k++) buf_add_varint(out, span_len(w->token[k]));
    for (uint32_t k = 0; k < w->n_token; k++) buf_add_varint(out, w->token_word[k + 1] - w->token_word[k]);
    for (uint32_t k = 0; k < w->n_token; k++) {
        uint32_t at = w->token[k].begin;
        for (uint32_t i = w->token_word[k]; i < w->token_word[k + 1]; i++) {
            uint32_t end = i + 1 < w->token_word[k + 1] ? at + (uint32_t)w->form[i].n : w->token[k].end;
            if (end > w->token[k].end || !str_eq(w->form[i], str_span(t->text, (span){at, end})))
                return err_set(err, E_FORMAT, "the word \"%.*s\" is spelled otherwise than its text", STR_ARG(w->form[i]));
            if (end != w->token[k].end) buf_add_varint(out, end - at);
            at = end;
        }
    }
    return OK;
}

/* How far the head is, as a small number: most are near. */
static uint64_t head_number(uint32_t own, uint32_t head)
{
    if (!head) return 0;
    return head < own ? 2 * (uint64_t)(own - head) : 2 * (uint64_t)(head - own) + 1;
}

static void write_floats(buf *out, const float *v, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        for (uint32_t i = 0; i < n; i++) {
            uint32_t bits;
            memcpy(&bits, &v[i], sizeof bits);
            buf_addc(out, (char)(unsigned char)(bits >> shift));
        }
    }
}

static void write_words(buf *out, const struct language_text *t, const struct numbers *n)
{
    const struct language_words *w = &t->words;
    for (uint32_t i = 0; i < w->n_word; i++) buf_add_varint(out, n->tag[i]);
    for (uint32_t i = 0; i < w->n_word; i++) buf_add_varint(out, n->deprel[i]);
    for (uint32_t i = 0; i < w->n_word; i++) buf_add_varint(out, n->lemma[i]);
    for (uint32_t s = 0; s < w->n_sentence; s++) {
        span at = language_sentence_words(t, s);
        for (uint32_t i = at.begin; i < at.end; i++) buf_add_varint(out, head_number(i - at.begin + 1, t->head[i]));
    }
    write_floats(out, t->prob_head, w->n_word);
    write_floats(out, t->prob_tag, w->n_word);
}

enum status parse_body_write(buf *out, const struct language_text *t, arena *ar, struct err *err)
{
    struct arena_mark mark = arena_here(ar);
    struct names n = {.ar = ar};
    struct numbers numbers;
    TRY(take_numbers(&numbers, &n, t, err));
    buf_add_varint(out, BODY_VERSION);
    buf_add_varint(out, t->words.n_sentence);
    buf_add_varint(out, t->words.n_token);
    buf_add_varint(out, t->words.n_word);
    buf_add_varint(out, n.n_string);
    buf_add_varint(out, n.n_tag);
    write_names(out, &n);
    enum status code = write_tokens(out, t, err);
    write_words(out, t, &numbers);
    arena_back(ar, mark);
    return code == OK ? buf_check(out, err) : code;
}

/* ---- reading ---- */

/* Where reading stands. bad sticks: a column is read to its end and looked at once. */
struct cursor {
    str bytes;
    size_t at;
    bool bad;
};

/* The next number, below `below`; 0 and bad when it is not. */
static uint32_t number(struct cursor *c, uint64_t below)
{
    /* Nearly all are of one byte. */
    if (c->at < c->bytes.n) {
        unsigned char b = (unsigned char)c->bytes.p[c->at];
        if (b < 0x80 && b < below) {
            c->at++;
            return b;
        }
    }
    uint64_t v = 0;
    c->bad = c->bad || !varint_read(c->bytes, &c->at, &v) || v >= below;
    return c->bad ? 0 : (uint32_t)v;
}

/* The next n bytes, borrowed; empty and bad when there are less. */
static str stretch(struct cursor *c, uint64_t n)
{
    if (n > c->bytes.n - c->at) c->bad = true;
    if (c->bad) return (str){"", 0};
    str s = {c->bytes.p + c->at, (size_t)n};
    c->at += (size_t)n;
    return s;
}

/* How many of each there are, none more than the text or the bytes could hold: memory is bounded by them. */
struct counts {
    uint32_t sentence, token, word, string, tag;
};

static void read_counts(struct counts *n, struct cursor *c, str text)
{
    uint64_t most = (uint64_t)text.n + 1;
    if (number(c, UINT32_MAX) != BODY_VERSION) c->bad = true;
    n->sentence = number(c, most);
    n->token = number(c, most);
    n->word = number(c, most);
    n->string = number(c, (uint64_t)c->bytes.n + 1);
    n->tag = number(c, (uint64_t)c->bytes.n + 1);
    if (n->word > (c->bytes.n - c->at) / 8) c->bad = true; /* the two columns of numbers alone take that */
}

/* A tag as it is looked up for each word. */
struct tag {
    str xpos, feats;
    uint8_t upos;
};

/* What words name by number. All strings are one copy in ar, since the bytes that were read do not last. */
struct dictionary {
    str *string;     /* [n.string] */
    struct tag *tag; /* [n.tag] */
};

static enum status read_names(struct dictionary *d, struct cursor *c, const struct counts *n, arena *ar, struct err *err)
{
    d->string = ARENA_NEW(ar, n->string, str);
    d->tag = ARENA_NEW(ar, n->tag, struct tag);
    if (!d->string || !d->tag) return arena_why(ar, err);
    uint64_t total = 0;
    for (uint32_t i = 0; i < n->string; i++) total += d->string[i].n = number(c, (uint64_t)c->bytes.n + 1);
    str all = str_copy(ar, stretch(c, total));
    if (!all.p) return arena_why(ar, err);
    const char *p = all.p;
    for (uint32_t i = 0; i < n->string && !c->bad; i++) {
        c->bad = d->string[i].n == 0; /* no string of a parse is empty */
        d->string[i].p = p;
        p += d->string[i].n;
    }
    for (uint32_t i = 0; i < n->tag; i++) d->tag[i].upos = (uint8_t)number(c, UPOS_COUNT);
    for (uint32_t i = 0; i < n->tag; i++) d->tag[i].xpos = n->string ? d->string[number(c, n->string)] : STR("_");
    for (uint32_t i = 0; i < n->tag; i++) d->tag[i].feats = n->string ? d->string[number(c, n->string)] : STR("_");
    return OK;
}

static bool make_arrays(struct language_text *t, const struct counts *n, arena *ar)
{
    struct language_words *w = &t->words;
    size_t words = n->word;
    *w = (struct language_words){.n_sentence = n->sentence, .n_token = n->token, .n_word = n->word};
    w->sentence_token = ARENA_NEW(ar, (size_t)n->sentence + 1, uint32_t);
    w->sentence_cut = ARENA_NEW(ar, n->sentence, bool);
    w->sentence_par = ARENA_NEW(ar, n->sentence, bool);
    w->token = ARENA_NEW(ar, n->token, span);
    w->token_word = ARENA_NEW(ar, (size_t)n->token + 1, uint32_t);
    w->form = ARENA_NEW(ar, words, str);
    t->upos = ARENA_NEW(ar, words, uint8_t);
    t->xpos = ARENA_NEW(ar, words, str);
    t->feats = ARENA_NEW(ar, words, str);
    t->lemma = ARENA_NEW(ar, words, str);
    t->head = ARENA_NEW(ar, words, uint32_t);
    t->deprel = ARENA_NEW(ar, words, str);
    t->prob_head = ARENA_NEW(ar, words, float);
    t->prob_tag = ARENA_NEW(ar, words, float);
    return w->sentence_token && w->sentence_cut && w->sentence_par && w->token && w->token_word && w->form && t->upos &&
           t->xpos && t->feats && t->lemma && t->head && t->deprel && t->prob_head && t->prob_tag;
}

/* Sentences of no token, tokens of no byte or word, and sums that are not the counts, are all bad. */
static void read_tokens(struct language_text *t, struct cursor *c)
{
    struct language_words *w = &t->words;
    uint64_t at = 0;
    uint64_t sum = 0;
    for (uint32_t s = 0; s < w->n_sentence; s++) {
        uint32_t n = number(c, (uint64_t)w->n_token + 1);
        sum += n;
        w->sentence_token[s + 1] = (uint32_t)sum;
        c->bad = c->bad || !n || sum > w->n_token;
    }
    c->bad = c->bad || sum != w->n_token;
    for (uint32_t s = 0; s < w->n_sentence; s++) {
        uint32_t marks = number(c, 4);
        w->sentence_cut[s] = marks & 1;
        w->sentence_par[s] = marks >> 1;
    }
    for (uint32_t k = 0; k < w->n_token; k++) w->token[k].begin = number(c, (uint64_t)t->text.n + 1); /* from the one before */
    for (uint32_t k = 0; k < w->n_token; k++) {
        uint32_t n = number(c, (uint64_t)t->text.n + 1);
        uint64_t begin = at + w->token[k].begin;
        at = begin + n;
        c->bad = c->bad || !n || at > t->text.n;
        if (c->bad) return;
        w->token[k] = (span){(uint32_t)begin, (uint32_t)at};
    }
    sum = 0;
    for (uint32_t k = 0; k < w->n_token; k++) {
        uint32_t n = number(c, (uint64_t)w->n_word + 1);
        sum += n;
        w->token_word[k + 1] = (uint32_t)sum;
        c->bad = c->bad || !n || sum > w->n_word;
    }
    c->bad = c->bad || sum != w->n_word;
}

/* The words of a token share its bytes, each at least one. */
static void read_forms(struct language_text *t, struct cursor *c)
{
    struct language_words *w = &t->words;
    for (uint32_t k = 0; k < w->n_token && !c->bad; k++) {
        uint32_t at = w->token[k].begin;
        for (uint32_t i = w->token_word[k]; i < w->token_word[k + 1]; i++) {
            uint32_t left = w->token[k].end - at;
            uint32_t n = i + 1 < w->token_word[k + 1] ? number(c, left) : left;
            c->bad = c->bad || !n;
            w->form[i] = str_span(t->text, (span){at, at + n});
            at += n;
        }
    }
}

static void read_floats(float *v, uint32_t n, struct cursor *c)
{
    str byte[4];
    for (int k = 0; k < 4; k++) byte[k] = stretch(c, n);
    for (uint32_t i = 0; i < n && !c->bad; i++) {
        uint32_t bits = 0;
        for (int k = 0; k < 4; k++) bits = bits << 8 | (unsigned char)byte[k].p[i];
        memcpy(&v[i], &bits, sizeof bits);
        c->bad = !(v[i] >= 0 && v[i] <= 1); /* what is no number is bad, too */
    }
}

/* A word that names a tag or string has one to name, or the columns would not be there. */
static void read_words(struct language_text *t, struct cursor *c, const struct counts *n, const struct dictionary *d)
{
    uint32_t n_word = t->words.n_word;
    if (n_word && (!n->tag || !n->string)) c->bad = true;
    for (uint32_t i = 0; i < n_word && !c->bad; i++) {
        const struct tag *tag = &d->tag[number(c, n->tag)];
        t->upos[i] = tag->upos;
        t->xpos[i] = tag->xpos;
        t->feats[i] = tag->feats;
    }
    for (uint32_t i = 0; i < n_word && !c->bad; i++) t->deprel[i] = d->string[number(c, n->string)];
    for (uint32_t i = 0; i < n_word && !c->bad; i++) {
        uint32_t lemma = number(c, (uint64_t)n->string + 1);
        t->lemma[i] = lemma ? d->string[lemma - 1] : t->words.form[i];
    }
    for (uint32_t s = 0; s < t->words.n_sentence && !c->bad; s++) {
        span at = language_sentence_words(t, s);
        uint32_t most = span_len(at);
        for (uint32_t own = 1; own <= most; own++) {
            uint32_t v = number(c, 2 * (uint64_t)most + 2);
            uint32_t far = v / 2;
            c->bad = c->bad || v == 1 || (v & 1 ? far > most - own : far >= own && v);
            t->head[at.begin + own - 1] = c->bad || !v ? 0 : v & 1 ? own + far : own - far;
        }
    }
    read_floats(t->prob_head, n_word, c);
    read_floats(t->prob_tag, n_word, c);
}

/* One root, from which all are reached. */
static enum status check_trees(const struct language_text *t, arena *ar, struct err *err)
{
    for (uint32_t s = 0; s < t->words.n_sentence; s++) {
        enum conllu_tree what;
        span at = language_sentence_words(t, s);
        struct conllu_sentence one = {.n_word = span_len(at), .head = t->head + at.begin};
        enum status code = conllu_check(&what, &one, ar, NULL);
        if (code == E_FORMAT) return err_set(err, E_FORMAT, "sentence %u of it is no tree with one root", s + 1);
        if (code != OK) return arena_why(ar, err);
    }
    return OK;
}

enum status parse_body_read(struct language_text *out, str bytes, str text, arena *ar, struct err *err)
{
    struct cursor c = {.bytes = bytes};
    struct counts n;
    struct dictionary d;
    *out = (struct language_text){.text = text};
    read_counts(&n, &c, text);
    if (c.bad) return err_set(err, E_FORMAT, "its counts are damaged");
    TRY(read_names(&d, &c, &n, ar, err));
    if (c.bad) return err_set(err, E_FORMAT, "its strings are damaged");
    if (!make_arrays(out, &n, ar)) return arena_why(ar, err);
    read_tokens(out, &c);
    if (!c.bad) read_forms(out, &c);
    if (c.bad) return err_set(err, E_FORMAT, "its words do not lie within the text");
    read_words(out, &c, &n, &d);
    if (c.bad || c.at != bytes.n) return err_set(err, E_FORMAT, "its tags and heads are damaged");
    return check_trees(out, ar, err);
}
