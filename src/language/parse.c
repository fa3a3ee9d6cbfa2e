/* From raw text to a text with its grammar: the tokenizer, then the network over groups of sentences of like length, then
** names for numbers. */
#include "language/language.h"
#include "language/lemma.h"
#include "language/network.h"
#include "language/normal.h"

#include <stdlib.h>
#include <string.h>

/* All parts borrow from the bytes that file was opened on; only net has memory of its own to give back. */
struct language_model {
    struct model_file file;
    struct words_model words;
    struct network net;
};

/* The buffer is reused for the lemma of every word, so that most words take no memory at all. */
struct language_parser {
    const struct language_model *model;
    struct network_run *run;
    buf lemma;
};

/* model_file_open holds the fingerprint against all bytes before any section is looked into. */
enum status language_model_open(struct language_model **out, str bytes, struct err *err)
{
    *out = NULL;
    struct language_model *m = calloc(1, sizeof *m);
    if (!m) return err_set(err, E_NOMEM, "no memory for a model");
    str words;
    enum status status = model_file_open(&m->file, bytes, err);
    if (!status) status = model_file_section(&words, &m->file, "tokens", 1, err);
    if (!status) status = language_words_model_of(&m->words, words, err);
    if (!status) status = network_open(&m->net, &m->file, err);
    if (status)
        free(m);
    else
        *out = m;
    return status;
}

void language_model_close(struct language_model *model)
{
    if (!model) return;
    network_close(&model->net);
    free(model);
}

enum status language_parser_new(struct language_parser **out, const struct language_model *model, struct err *err)
{
    *out = NULL;
    struct language_parser *p = calloc(1, sizeof *p);
    if (!p) return err_set(err, E_NOMEM, "no memory for a parser");
    p->model = model;
    enum status status = network_run_new(&p->run, &model->net, err);
    if (status)
        free(p);
    else
        *out = p;
    return status;
}

void language_parser_free(struct language_parser *p)
{
    if (!p) return;
    network_run_free(p->run);
    buf_free(&p->lemma);
    free(p);
}

/* Numbers from the network for all words of a text.
** They live in the text's arena only because they are as long as the text; nobody reads them after name_numbers. */
struct numbers {
    uint32_t *rel, *tag;                 /* [n_word] */
    uint32_t (*script)[NETWORK_SCRIPTS]; /* [n_word] */
};

/* All at once and checked once. rel and tag share a block, which begins at n->rel. */
static enum status make_room(struct language_text *t, struct numbers *n, arena *ar, struct err *err)
{
    size_t words = t->words.n_word;
    t->upos = arena_alloc(ar, words, sizeof *t->upos);
    t->xpos = arena_alloc(ar, words, sizeof *t->xpos);
    t->feats = arena_alloc(ar, words, sizeof *t->feats);
    t->lemma = arena_alloc(ar, words, sizeof *t->lemma);
    t->head = arena_alloc(ar, words, sizeof *t->head);
    t->deprel = arena_alloc(ar, words, sizeof *t->deprel);
    t->prob_head = arena_alloc(ar, words, sizeof *t->prob_head);
    t->prob_tag = arena_alloc(ar, words, sizeof *t->prob_tag);
    n->rel = arena_alloc(ar, 2 * words, sizeof *n->rel);
    n->script = arena_alloc(ar, words, sizeof *n->script);
    if (!t->upos || !t->xpos || !t->feats || !t->lemma || !t->head || !t->deprel || !t->prob_head || !t->prob_tag || !n->rel ||
        !n->script)
        return arena_why(ar, err);
    n->tag = n->rel + words;
    return OK;
}

/* Order of sentences for the network: by falling length; of one length, as they stand. By counting, since lengths are capped.
** The network works step by step through a group, and a short sentence beside a long one would leave it idle. Which
** sentences meet in a group has no influence on their parses. */
static uint32_t *by_length(const struct language_text *t, arena *ar)
{
    uint32_t *order = arena_alloc(ar, t->words.n_sentence, sizeof *order);
    if (!order) return NULL;
    uint32_t place[LANGUAGE_MAX_SENTENCE_WORDS + 2] = {0};
    for (uint32_t s = 0; s < t->words.n_sentence; s++) place[span_len(language_sentence_words(t, s))]++;
    uint32_t at = 0;
    for (uint32_t len = LANGUAGE_MAX_SENTENCE_WORDS + 1; len-- > 0;) {
        uint32_t n = place[len];
        place[len] = at;
        at += n;
    }
    for (uint32_t s = 0; s < t->words.n_sentence; s++) order[place[span_len(language_sentence_words(t, s))]++] = s;
    return order;
}

/* A group ends at NETWORK_GROUP sentences or before NETWORK_GROUP_ROWS words, but never empty, so that one long sentence
** makes a group by itself. Results go straight to their places in the text: no reordering afterwards. */
static enum status run_network(struct language_text *t, struct numbers *n, struct language_parser *p, arena *ar,
                               struct err *err)
{
    uint32_t *order = by_length(t, ar);
    if (!order) return arena_why(ar, err);
    struct network_sentence group[NETWORK_GROUP];
    enum status status = OK;
    for (uint32_t i = 0; !status && i < t->words.n_sentence;) {
        uint32_t size = 0;
        uint32_t rows = 0;
        for (; size < NETWORK_GROUP && i < t->words.n_sentence; size++, i++) {
            span at = language_sentence_words(t, order[i]);
            if (size && rows + span_len(at) > NETWORK_GROUP_ROWS) break;
            rows += span_len(at);
            group[size] = (struct network_sentence){.form = t->words.form + at.begin,
                                                    .n = span_len(at),
                                                    .head = t->head + at.begin,
                                                    .rel = n->rel + at.begin,
                                                    .tag = n->tag + at.begin,
                                                    .script = n->script + at.begin,
                                                    .prob_head = t->prob_head + at.begin,
                                                    .prob_tag = t->prob_tag + at.begin};
        }
        status = network_parse(p->run, group, size, err);
    }
    return status;
}

/* Is this a word that texts have? Those with a word vector are. */
static bool is_known(const struct network *net, str lemma)
{
    char normal[LANGUAGE_NORMAL_BYTES];
    return network_find(&net->vector.keys, hash64((str){normal, language_normal(normal, sizeof normal, lemma)})) != UINT32_MAX;
}

/* The script of a form that was seen with this tag in training: as it stands or, where it is no name, in small letters.
** "Talks" at the start of a sentence is looked for as "talks" too, but "Bush" as a name never as "bush". The key has the
** Penn tag, since "left" is "leave" or "left" by its tag. */
static uint32_t seen_script(const struct network *net, struct language_parser *p, str form, const struct network_tag *tag)
{
    const struct network_lemmas *seen = &net->lemma;
    uint32_t at = network_find(&seen->keys, network_lemma_key(form, tag->xpos));
    if (at == UINT32_MAX && tag->upos != UPOS_PROPN) {
        buf_empty(&p->lemma);
        (void)lemma_apply(&p->lemma, STR("l0"), form);
        str small = buf_str(&p->lemma);
        if (!str_eq(small, form)) at = network_find(&seen->keys, network_lemma_key(small, tag->xpos));
    }
    return at == UINT32_MAX ? UINT32_MAX : seen->script[at];
}

/* The lemma of a word, left in p->lemma: by the script that it was seen with; else by the likeliest that gives a known word; else, and
** for names, by the likeliest. "_" is no lemma but says in the treebanks that a word has none (the second half of one that was torn
** apart): never an answer.
** A name is not tested against the known words: that "wood" is a word
** makes it no lemma of "Woods". */
static void make_lemma(struct language_parser *p, str form, const struct network_tag *tag,
                       const uint32_t script[NETWORK_SCRIPTS])
{
    const struct network *net = &p->model->net;
    uint32_t seen = seen_script(net, p, form, tag);
    uint32_t likeliest = seen;
    for (uint32_t k = 0; seen == UINT32_MAX && k < NETWORK_SCRIPTS; k++) {
        if (str_eq(net->script[script[k]], STR("=_"))) continue;
        if (likeliest == UINT32_MAX) likeliest = script[k];
        if (tag->upos == UPOS_PROPN) break;
        buf_empty(&p->lemma);
        if (lemma_apply(&p->lemma, net->script[script[k]], form) && is_known(net, buf_str(&p->lemma))) return;
    }
    buf_empty(&p->lemma);
    if (likeliest == UINT32_MAX) likeliest = script[0];
    (void)lemma_apply(&p->lemma, net->script[likeliest], form);
}

/* A lemma that equals its form borrows the form: most words need no copy. An empty one (a script that cuts all)
** gives way to the form, since nothing in a text is empty. */
static enum status name_numbers(struct language_text *t, const struct numbers *n, struct language_parser *p, arena *ar,
                                struct err *err)
{
    const struct network *net = &p->model->net;
    buf_clear(&p->lemma); /* what failed in an earlier text is over */
    for (uint32_t w = 0; w < t->words.n_word; w++) {
        const struct network_tag *tag = &net->tag[n->tag[w]];
        t->upos[w] = tag->upos;
        t->xpos[w] = tag->xpos;
        t->feats[w] = tag->feats;
        t->deprel[w] = net->rel[n->rel[w]];
        str form = t->words.form[w];
        make_lemma(p, form, tag, n->script[w]);
        enum status status = buf_check(&p->lemma, err);
        if (status) return status;
        str lemma = buf_str(&p->lemma);
        t->lemma[w] = str_eq(lemma, form) || !lemma.n ? form : str_copy(ar, lemma);
        if (!t->lemma[w].p) return arena_why(ar, err);
    }
    return OK;
}

/* What both ways in have in common once the words are known. */
static enum status parse_words(struct language_text *t, struct language_parser *p, arena *ar, struct err *err)
{
    struct numbers n;
    enum status status = make_room(t, &n, ar, err);
    if (!status) status = run_network(t, &n, p, ar, err);
    if (!status) status = name_numbers(t, &n, p, ar, err);
    return status;
}

enum status language_parse(struct language_text *out, struct language_parser *p, str text, arena *ar, struct err *err)
{
    *out = (struct language_text){.text = text};
    enum status status = language_words_of(&out->words, text, &p->model->words, ar, err);
    return status ? status : parse_words(out, p, ar, err);
}

/* Spans out of order would make sentences of words in another order than the text's, and every place that is derived from
** them wrong without a sign; so all are looked at before the first word is read. */
static enum status check_spans(str text, const span *sentence, uint32_t n, struct err *err)
{
    for (uint32_t i = 0; i < n; i++) {
        span s = sentence[i];
        if (s.begin > s.end)
            return err_set(err, E_FORMAT, "sentence %u: bytes %u to %u, its end before its beginning", i + 1, s.begin, s.end);
        if (s.end > text.n)
            return err_set(err, E_FORMAT, "sentence %u: bytes %u to %u of a text of %zu bytes", i + 1, s.begin, s.end, text.n);
        if (i && s.begin < sentence[i - 1].end)
            return err_set(err, E_FORMAT, "sentence %u: begins at byte %u, before the end of the one before it, %u", i + 1,
                           s.begin, sentence[i - 1].end);
    }
    return OK;
}

enum status language_parse_in(struct language_text *out, struct language_parser *p, str text, const span *sentence, uint32_t n,
                              arena *ar, struct err *err)
{
    *out = (struct language_text){.text = text};
    enum status status = check_spans(text, sentence, n, err);
    if (!status) status = language_words_in(&out->words, text, sentence, n, &p->model->words, ar, err);
    return status ? status : parse_words(out, p, ar, err);
}

/* Given words are capped like read ones, since by_length counts up to the cap and arcs cost the square; but here the
** caller's words are not cut apart, they are refused. */
enum status language_parse_conllu(struct language_text *out, struct language_parser *p, const struct conllu_sentence *s,
                                  enum language_keep keep, arena *ar, struct err *err)
{
    *out = (struct language_text){0};
    if (s->n_word > LANGUAGE_MAX_SENTENCE_WORDS)
        return err_set(err, E_LIMIT, "line %u: a sentence of %u words, more than %u", s->line, s->n_word,
                       LANGUAGE_MAX_SENTENCE_WORDS);
    enum status status = language_words_given(&out->words, &out->text, s, ar, err);
    if (!status) status = parse_words(out, p, ar, err);
    if (!status && keep == KEEP_TAGS) status = language_take_tags(out, s, err);
    return status;
}
