/* Parsed sentences for programs and for eyes; CoNLL-U is the language room's own. Neither face judges or leaves out a word: what is
** not drawn of a deep tree is still said in numbers. */
#include "present/json.h"
#include "present/present.h"
#include "present/term.h"

/* ---- JSON ---- */

/* "_" is how CoNLL-U says nothing; JSON has null.
** Not for forms and lemmas, where "_" may be the word itself. */
static void some(struct jout *j, const char *key, str value)
{
    if (str_eq(value, STR("_")))
        jout_null(j, key);
    else
        jout_str(j, key, value);
}

/* Bytes of the source behind a span of the text. Numbers beyond 4 GiB are possible in a stream. */
static void bytes_of(struct jout *j, const struct present_parse *p, span at)
{
    uint64_t begin = p->base + at.begin;
    uint64_t end = p->base + at.end;
    if (!p->has_bytes) {
        jout_null(j, "bytes");
        return;
    }
    if (p->n_piece) {
        span in = source_pieces_span(p->piece, p->n_piece, (span){(uint32_t)begin, (uint32_t)end});
        begin = in.begin;
        end = in.end;
    }
    jout_array(j, "bytes");
    jout_int(j, NULL, (int64_t)begin);
    jout_int(j, NULL, (int64_t)end);
    jout_end(j);
}

/* Whether white space, or the end of all text, stands behind token k.
** The last token of a cut piece may go on in the next, which place->glued tells. */
static bool space_after(const struct present_parse *p, uint32_t k)
{
    const struct language_words *w = &p->text->words;
    if (k + 1 < w->n_token) return w->token[k + 1].begin > w->token[k].end;
    return !(p->place->glued && w->token[k].end == p->text->text.n);
}

/* The sentence as it stands, white space as one space: of each token and what is behind it.
** The same text as "# text" of CoNLL-U, but with its controls: JSON can write them. */
static void text_of(buf *out, const struct present_parse *p)
{
    span token = language_sentence_tokens(p->text, p->sentence);
    for (uint32_t k = token.begin; k < token.end; k++) {
        if (k > token.begin && space_after(p, k - 1)) buf_addc(out, ' ');
        buf_add(out, str_span(p->text->text, p->text->words.token[k]));
    }
}

/* A token with its words.
** first is the sentence's first word in the text, so that words count from 1 as heads do. */
static void token_json(struct jout *j, const struct present_parse *p, uint32_t k, uint32_t first)
{
    const struct language_text *t = p->text;
    jout_object(j, NULL);
    jout_str(j, "form", str_span(t->text, t->words.token[k]));
    bytes_of(j, p, t->words.token[k]);
    jout_bool(j, "space_after", space_after(p, k));
    jout_array(j, "words");
    for (uint32_t w = t->words.token_word[k]; w < t->words.token_word[k + 1]; w++) {
        jout_object(j, NULL);
        jout_int(j, "word", (int64_t)(w - first) + 1);
        jout_str(j, "form", t->words.form[w]);
        jout_str(j, "lemma", t->lemma[w]);
        jout_str(j, "upos", language_upos_name((enum language_upos)t->upos[w]));
        some(j, "xpos", t->xpos[w]);
        some(j, "feats", t->feats[w]);
        jout_int(j, "head", t->head[w]);
        jout_str(j, "deprel", t->deprel[w]);
        jout_real(j, "prob_tag", (double)t->prob_tag[w]);
        jout_real(j, "prob_head", (double)t->prob_head[w]);
        jout_end(j);
    }
    jout_end(j);
    jout_end(j);
}

/* One line a sentence, so that a reader can take a stream of any length line by line. */
void present_parse_json(buf *out, const struct present_parse *p)
{
    const struct language_words *w = &p->text->words;
    struct jout j = {.out = out, .one_line = true};
    bool last = p->sentence + 1 == w->n_sentence;
    span token = language_sentence_tokens(p->text, p->sentence);
    buf text = {0};
    text_of(&text, p);
    if (text.failed) out->failed = text.failed;
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/parse/1");
    if (p->document.p)
        jout_str(&j, "document", p->document);
    else
        jout_null(&j, "document");
    jout_int(&j, "sentence", (int64_t)p->number);
    if (p->id.n)
        jout_str(&j, "sent_id", p->id);
    else
        jout_null(&j, "sent_id");
    jout_bool(&j, "opens_paragraph", w->sentence_par[p->sentence] && !(p->place->goes_on && p->sentence == 0));
    jout_bool(&j, "cut", w->sentence_cut[p->sentence] || (last && p->place->cut));
    jout_str(&j, "text", buf_str(&text));
    jout_array(&j, "tokens");
    for (uint32_t k = token.begin; k < token.end; k++) token_json(&j, p, k, w->token_word[token.begin]);
    jout_end(&j);
    jout_end(&j);
    buf_free(&text);
}

/* ---- trees ---- */

/* Widths of the columns beside the word: "400 " in front, " PROPN " and "csubj:outer of 400" behind. */
enum { ID_COLUMNS = 4, UPOS_COLUMNS = 7, RELATION_COLUMNS = 20, WORD_LEAST = 9, WORD_ROOM = 10 };

/* The tree turned round: from each word to its first child, and from each to the next with the same head. Words count from 1 as
** heads
** do; 0 is the place above the root. */
struct tree {
    uint32_t *child;   /* [n + 1] first child, 0: none */
    uint32_t *sibling; /* [n + 1] next with the same head, 0: none */
    uint32_t *stack;   /* [n + 1] words from the root down to the one that is written */
};

/* From the last word to the first, so that each list of children comes out in the order of the text. */
static bool make_tree(struct tree *t, const uint32_t *head, uint32_t n, arena *ar)
{
    t->child = ARENA_NEW(ar, n + 1, uint32_t);
    t->sibling = ARENA_NEW(ar, n + 1, uint32_t);
    t->stack = ARENA_NEW(ar, n + 1, uint32_t);
    if (!t->child || !t->sibling || !t->stack) return false;
    for (uint32_t i = n; i >= 1; i--) {
        t->sibling[i] = t->child[head[i - 1]];
        t->child[head[i - 1]] = i;
    }
    return true;
}

/* Lines from a word up to those above it, two columns a level; beyond `most` levels a sign stands for the rest.
** stack[d] is the word above at depth d: its line goes on while it has a sibling to come. */
static void add_guides(buf *out, const struct tree *t, uint32_t depth, uint32_t most)
{
    for (uint32_t d = 1; d <= depth && d <= most; d++) {
        bool more = t->sibling[t->stack[d]] != 0;
        buf_addz(out, d == depth ? more ? "├ " : "└ " : more ? "│ " : "  ");
    }
    if (depth > most) buf_addz(out, "… ");
}

/* One word at its depth; first: number of the sentence's first word in the text.
** A deep tree on a narrow terminal would leave no room for the word: the guides take no more than
** what WORD_ROOM columns for the word leave. Numbers of heads are written out, so nothing is lost with the lines. */
static void word_line(buf *out, const struct present_parse *p, const struct tree *t, uint32_t depth, uint32_t first,
                      const struct present_style *style)
{
    uint32_t i = t->stack[depth];
    uint32_t w = first + i - 1;
    uint32_t beside = ID_COLUMNS + UPOS_COLUMNS + RELATION_COLUMNS;
    uint32_t wide = style->columns > beside + WORD_LEAST ? style->columns - beside : WORD_LEAST;
    buf b = {0};
    buf_addf(&b, "%3u ", i);
    term_put(out, buf_str(&b), TERM_DIM, style->color);
    buf_clear(&b);
    add_guides(&b, t, depth, wide > WORD_ROOM ? (wide - WORD_ROOM) / 2 : 0);
    buf_add(&b, p->text->words.form[w]);
    term_fit(out, buf_str(&b), wide, true);
    buf_clear(&b);
    buf_addf(&b, " %-5.*s ", STR_ARG(language_upos_name((enum language_upos)p->text->upos[w])));
    term_put(out, buf_str(&b), TERM_DIM, style->color);
    buf_clear(&b);
    buf_add(&b, p->text->deprel[w]);
    if (p->text->head[w]) buf_addf(&b, " of %u", p->text->head[w]);
    term_fit(out, buf_str(&b), RELATION_COLUMNS, false);
    if (b.failed) out->failed = b.failed;
    buf_addc(out, '\n');
    buf_free(&b);
}

/* Down to the first child, else on to the next sibling of the nearest word above that has one. */
enum status present_parse_tree(buf *out, const struct present_parse *p, const struct present_style *style, arena *ar,
                               struct err *err)
{
    span word = language_sentence_words(p->text, p->sentence);
    const uint32_t *head = p->text->head + word.begin;
    struct arena_mark mark = arena_here(ar);
    struct tree t;
    buf b = {0};
    if (!make_tree(&t, head, span_len(word), ar)) return arena_why(ar, err);
    if (p->id.n) buf_addf(&b, "[%.*s] ", STR_ARG(p->id));
    text_of(&b, p);
    if (p->text->words.sentence_cut[p->sentence] || (p->sentence + 1 == p->text->words.n_sentence && p->place->cut))
        buf_addz(&b, " [cut]");
    present_wrap(out, buf_str(&b), 0, style->columns);
    if (b.failed) out->failed = b.failed;
    buf_free(&b);
    uint32_t depth = 0;
    t.stack[0] = t.child[0];
    while (span_len(word)) {
        word_line(out, p, &t, depth, word.begin, style);
        if (t.child[t.stack[depth]]) {
            t.stack[depth + 1] = t.child[t.stack[depth]];
            depth++;
            continue;
        }
        while (depth && !t.sibling[t.stack[depth]]) depth--;
        if (!depth) break;
        t.stack[depth] = t.sibling[t.stack[depth]];
    }
    buf_addc(out, '\n');
    arena_back(ar, mark);
    return OK;
}
