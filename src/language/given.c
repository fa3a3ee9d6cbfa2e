/* Annotated sentences as raw text, and as the words that the parser starts from; names of the parts of speech. Both ways see a
** sentence as its tokens: a range stands for its words, and whether a space follows is said by MISC of what stands in the text. */
#include "language/language.h"

static const char upos_names[UPOS_COUNT][6] = {"ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
                                               "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

str language_upos_name(enum language_upos upos) { return upos < UPOS_COUNT ? str_of(upos_names[upos]) : STR("_"); }

enum language_upos language_upos_of(str name)
{
    int u = 0;
    while (u < UPOS_COUNT && !str_eq(name, str_of(upos_names[u]))) u++;
    return (enum language_upos)u;
}

/* ---- tokens of a sentence ---- */

/* A walk over tokens: word and range are the next ones. Zeroed, it stands before the first. */
struct token_walk {
    uint32_t word, range;
    uint32_t first; /* of the token just passed: its first word, from 0, */
    str form, misc; /* and how it stands in the text */
};

/* A range begins before its first word: "1-2" stands for words 1 and 2, whose own MISC then says nothing of spaces. */
static bool next_token(struct token_walk *w, const struct conllu_sentence *s)
{
    if (w->word == s->n_word) return false;
    w->first = w->word;
    if (w->range < s->n_range && s->range[w->range].first == w->word + 1) {
        const struct conllu_range *r = &s->range[w->range++];
        w->form = r->column[CONLLU_FORM];
        w->misc = r->column[CONLLU_MISC];
        w->word = r->last;
    } else {
        w->form = s->form[w->word];
        w->misc = s->misc[w->word++];
    }
    return true;
}

/* One item among several, parted by bars; only "No" means anything. */
static bool space_follows(str misc)
{
    str item;
    while (list_next(&misc, '|', &item))
        if (str_eq(item, STR("SpaceAfter=No"))) return false;
    return true;
}

/* ---- raw text ---- */

/* "# newpar", "# newdoc", alone or with an id; "# newpar_block" is something else. */
static bool opens_paragraph(const struct conllu_sentence *s)
{
    for (uint32_t i = 0; i < s->n_comment; i++) {
        str c = str_trim((str){s->comment[i].p + 1, s->comment[i].n - 1});
        if ((str_starts(c, STR("newpar")) || str_starts(c, STR("newdoc"))) && (c.n == 6 || ascii_space((unsigned char)c.p[6])))
            return true;
    }
    return false;
}

/* Nothing stands behind the last token, whatever its MISC says: space is written only before a token. */
void language_raw_text(buf *out, const struct conllu_text *t)
{
    bool space = false;
    for (uint32_t i = 0; i < t->n; i++) {
        struct token_walk w = {0};
        if (i && opens_paragraph(&t->sentence[i])) {
            buf_addz(out, "\n\n");
            space = false;
        }
        while (next_token(&w, &t->sentence[i])) {
            if (space) buf_addc(out, ' ');
            buf_add(out, w.form);
            space = space_follows(w.misc);
        }
    }
}

/* ---- words to parse ---- */

/* Counts, and bytes of the raw text at most. */
static uint32_t count_tokens(const struct conllu_sentence *s, uint64_t *bytes)
{
    uint32_t n = 0;
    for (struct token_walk w = {0}; next_token(&w, s); n++) *bytes += w.form.n + 1;
    return n;
}

/* The text is made anew from the tokens, since "# text" may be missing or differ; spans point into it. form is shared with
** the sentence, not copied: the words are the given ones even where they do not spell the token. */
enum status language_words_given(struct language_words *out, str *text, const struct conllu_sentence *s, arena *ar,
                                 struct err *err)
{
    uint64_t bytes = 0;
    uint32_t n = count_tokens(s, &bytes);
    if (bytes >= UINT32_MAX) return err_set(err, E_LIMIT, "line %u: a sentence of 4 GiB", s->line);
    char *p = arena_raw(ar, (size_t)bytes, 1);
    *out = (struct language_words){.n_sentence = 1,
                                   .n_token = n,
                                   .n_word = s->n_word,
                                   .sentence_token = ARENA_NEW(ar, 2, uint32_t),
                                   .sentence_cut = ARENA_NEW(ar, 1, bool),
                                   .sentence_par = ARENA_NEW(ar, 1, bool),
                                   .token = ARENA_NEW(ar, n, span),
                                   .token_word = ARENA_NEW(ar, (size_t)n + 1, uint32_t),
                                   .form = s->form};
    if (!p || !out->sentence_token || !out->sentence_cut || !out->sentence_par || !out->token || !out->token_word)
        return arena_why(ar, err);
    uint32_t at = 0;
    uint32_t k = 0;
    for (struct token_walk w = {0}; next_token(&w, s); k++) {
        memcpy(p + at, w.form.p, w.form.n);
        out->token[k] = (span){at, at + (uint32_t)w.form.n};
        out->token_word[k] = w.first;
        at += (uint32_t)w.form.n;
        if (space_follows(w.misc)) p[at++] = ' ';
    }
    out->token_word[n] = s->n_word;
    out->sentence_token[1] = n;
    out->sentence_par[0] = opens_paragraph(s);
    *text = (str){p, at};
    return OK;
}

/* ---- given tags ---- */

/* "_" is how the format leaves a column empty; a word that is "_" has such a lemma, which then counts as not given. */
static bool is_said(str column) { return !str_eq(column, STR("_")); }

/* Part of speech and morphology go together: morphology of the network beside a given part of speech would contradict it. A
** wrong name is an error, not passed over, since it is mostly a column that slipped. */
enum status language_take_tags(struct language_text *t, const struct conllu_sentence *s, struct err *err)
{
    for (uint32_t i = 0; i < s->n_word; i++) {
        enum language_upos upos = language_upos_of(s->upos[i]);
        if (upos == UPOS_COUNT && is_said(s->upos[i]))
            return err_set(err, E_FORMAT, "line %u: \"%.*s\" is no universal part of speech",
                           s->word_line ? s->word_line[i] : s->line, STR_ARG(s->upos[i]));
        if (upos < UPOS_COUNT) {
            t->upos[i] = (uint8_t)upos;
            t->feats[i] = s->feats[i];
            t->prob_tag[i] = 1;
        }
        if (is_said(s->xpos[i])) t->xpos[i] = s->xpos[i];
        if (is_said(s->lemma[i])) t->lemma[i] = s->lemma[i];
    }
    return OK;
}
