/* Bytes into a parse (parse_body.h). Pure. Invariants: every number is held against what it counts or points into before it is used,
** since bytes come from a file; a parse that was read lies over the text, word by word, and its sentences are trees. */
#include "record/parse_body.h"

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
    if (number(c, UINT32_MAX) != PARSE_BODY_VERSION) c->bad = true;
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
    if (bytes.n / 64 > text.n + 64) return err_set(err, E_FORMAT, "it is larger than any parse of its text");
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
