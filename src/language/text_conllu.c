/* A parsed text as CoNLL-U. The text may hold anything that a file may; the format may not, so forms and comments pass through
** fit(), which leaves alone what most texts hold only. Nothing else is changed or left out. */
#include "language/language.h"

/* ---- fit for the format ---- */

/* The format has no way to write a control; white space of a text stands as a space where spaces may stand. */
static bool is_control(int32_t cp) { return (cp >= 0 && cp < 0x20) || (cp >= 0x7F && cp < 0xA0); }

/* Asked first, so that a copy is made only of what needs one. */
static bool is_fit(str s)
{
    for (size_t at = 0, size; at < s.n; at += size) {
        int32_t cp = utf8_decode(s, at, &size);
        if (cp < 0 || is_control(cp)) return false;
    }
    return true;
}

/* U+FFFD for each control or broken byte: the count of signs stays as it was. */
static void add_fit(buf *out, str s)
{
    for (size_t at = 0, size; at < s.n; at += size) {
        int32_t cp = utf8_decode(s, at, &size);
        if (cp < 0 || is_control(cp))
            buf_addz(out, "\xEF\xBF\xBD");
        else
            buf_add(out, (str){s.p + at, size});
    }
}

/* What was gathered in b, in ar; b is freed whatever came of it. */
static enum status keep(str *out, buf *b, arena *ar, struct err *err)
{
    enum status status = buf_check(b, err);
    if (!status) {
        *out = str_copy(ar, buf_str(b));
        if (!out->p) status = arena_why(ar, err);
    }
    buf_free(b);
    return status;
}

/* What is fit stays borrowed. */
static enum status fit(str *io, arena *ar, struct err *err)
{
    if (is_fit(*io)) return OK;
    buf b = {0};
    add_fit(&b, *io);
    return keep(io, &b, ar, err);
}

/* ---- tokens ---- */

/* Whether no white space stands behind token k of the text.
** Behind the last token of a piece the text itself cannot tell: place says whether the piece was cut within a word. */
static bool is_glued(const struct language_text *t, uint32_t k, const struct language_place *place)
{
    uint32_t end = t->words.token[k].end;
    if (k + 1 < t->words.n_token) return t->words.token[k + 1].begin == end;
    return place->glued && end == t->text.n;
}

/* Tokens as they stand, white space between them as one space each.
** Spaces stand where the tokens' SpaceAfter says, so that "# text" and the tokens agree for a validator. */
static void add_text(buf *out, const struct language_text *t, span token)
{
    for (uint32_t k = token.begin; k < token.end; k++) {
        if (k > token.begin && t->words.token[k].begin > t->words.token[k - 1].end) buf_addc(out, ' ');
        add_fit(out, str_span(t->text, t->words.token[k]));
    }
}

/* ---- comments ---- */

/* There is room for all five, which add_comments took at once. */
static enum status add_comment(struct conllu_sentence *out, buf *b, arena *ar, struct err *err)
{
    return keep(&out->comment[out->n_comment++], b, ar, err);
}

/* A piece that goes on within a paragraph must not open one again, and only the last sentence of a piece can have been cut
** with it. */
static enum status add_comments(struct conllu_sentence *out, const struct language_text *t, uint32_t s,
                                const struct language_place *place, arena *ar, struct err *err)
{
    enum { MAX_COMMENTS = 5 };
    bool last = s + 1 == t->words.n_sentence;
    bool opens_par = t->words.sentence_par[s] && !(place->goes_on && s == 0);
    enum status status = OK;
    buf b = {0};
    out->comment = ARENA_NEW(ar, MAX_COMMENTS, str);
    if (!out->comment) return arena_why(ar, err);
    if (place->opens_doc) {
        buf_addz(&b, place->doc.n ? "# newdoc id = " : "# newdoc");
        add_fit(&b, place->doc);
        status = add_comment(out, &b, ar, err);
    }
    if (opens_par && !status) out->comment[out->n_comment++] = STR("# newpar");
    if (place->id.n && !status) {
        buf_addz(&b, "# sent_id = ");
        add_fit(&b, place->id);
        status = add_comment(out, &b, ar, err);
    }
    if (!status) {
        buf_addz(&b, "# text = ");
        add_text(&b, t, language_sentence_tokens(t, s));
        status = add_comment(out, &b, ar, err);
    }
    if (!status && (t->words.sentence_cut[s] || (last && place->cut))) out->comment[out->n_comment++] = STR("# cut = yes");
    return status;
}

/* ---- words ---- */

/* Arrays for n words; everything else is empty.
** One block for eight columns, since a sentence is small and they are. */
static enum status make_arrays(struct conllu_sentence *out, uint32_t n, arena *ar, struct err *err)
{
    *out = (struct conllu_sentence){.n_word = n};
    str **all[] = {&out->form, &out->lemma, &out->upos, &out->xpos, &out->feats, &out->deprel, &out->deps, &out->misc};
    str *block = ARENA_NEW(ar, (size_t)n * ARRAY_LEN(all), str); /* [8 * n_word] column by column */
    out->head = ARENA_NEW(ar, n, uint32_t);
    if (!block || !out->head) return arena_why(ar, err);
    for (size_t c = 0; c < ARRAY_LEN(all); c++) *all[c] = block + c * n;
    return OK;
}

/* A token of several words as a range; true when it is one. Its first word is word `first` of the sentence, from 0.
** White space behind is said of the range; its words say nothing, as the format wants it. */
static bool add_range(struct conllu_sentence *out, const struct language_text *t, uint32_t k, uint32_t first, bool glued)
{
    uint32_t n = t->words.token_word[k + 1] - t->words.token_word[k];
    if (n < 2) return false;
    struct conllu_range *range = &out->range[out->n_range++];
    *range = (struct conllu_range){.first = first + 1, .last = first + n};
    for (int c = 0; c < CONLLU_COLUMNS; c++) range->column[c] = STR("_");
    range->column[CONLLU_FORM] = str_span(t->text, t->words.token[k]);
    if (glued) range->column[CONLLU_MISC] = STR("SpaceAfter=No");
    return true;
}

/* Borrowed, all of it: the sentence must not outlive the text. */
static void set_word(struct conllu_sentence *out, uint32_t i, const struct language_text *t, uint32_t w)
{
    out->form[i] = t->words.form[w];
    out->lemma[i] = t->lemma[w];
    out->upos[i] = language_upos_name((enum language_upos)t->upos[w]);
    out->xpos[i] = t->xpos[w];
    out->feats[i] = t->feats[w];
    out->head[i] = t->head[w];
    out->deprel[i] = t->deprel[w];
    out->deps[i] = out->misc[i] = STR("_");
}

static uint32_t count_ranges(const struct language_text *t, span token)
{
    uint32_t n = 0;
    for (uint32_t k = token.begin; k < token.end; k++) n += t->words.token_word[k + 1] - t->words.token_word[k] > 1;
    return n;
}

/* Form and lemma come from the text and may hold anything; the other columns are the model's, which were checked when it
** was opened. */
enum status language_text_conllu(struct conllu_sentence *out, const struct language_text *t, uint32_t s,
                                 const struct language_place *place, arena *ar, struct err *err)
{
    span token = language_sentence_tokens(t, s);
    span word = language_sentence_words(t, s);
    enum status status = make_arrays(out, span_len(word), ar, err);
    if (status) return status;
    out->range = ARENA_NEW(ar, count_ranges(t, token), struct conllu_range);
    if (!out->range) return arena_why(ar, err);
    for (uint32_t w = word.begin; w < word.end && !status; w++) {
        set_word(out, w - word.begin, t, w);
        status = fit(&out->form[w - word.begin], ar, err);
        if (!status) status = fit(&out->lemma[w - word.begin], ar, err);
    }
    for (uint32_t k = token.begin; k < token.end && !status; k++) {
        uint32_t first = t->words.token_word[k] - word.begin;
        bool glued = is_glued(t, k, place);
        if (add_range(out, t, k, first, glued))
            status = fit(&out->range[out->n_range - 1].column[CONLLU_FORM], ar, err);
        else if (glued)
            out->misc[first] = STR("SpaceAfter=No");
    }
    return status ? status : add_comments(out, t, s, place, ar, err);
}

/* What was given stays as it was given: forms, MISC, ranges, comments; only the grammar is new. DEPS is emptied, since it
** would speak of another tree. */
enum status language_fill_conllu(struct conllu_sentence *out, const struct conllu_sentence *given,
                                 const struct language_text *t, arena *ar, struct err *err)
{
    enum status status = make_arrays(out, given->n_word, ar, err);
    if (status) return status;
    for (uint32_t i = 0; i < given->n_word; i++) {
        set_word(out, i, t, i);
        out->form[i] = given->form[i];
        out->misc[i] = given->misc[i];
    }
    out->n_range = given->n_range;
    out->range = given->range;
    out->n_comment = given->n_comment;
    out->comment = given->comment;
    return OK;
}
