/* The parser that is built in, as an annotator to be measured: over the raw text of a gold file, or over its words. */
#ifndef TEST_EVAL_OWN_PARSE_H
#define TEST_EVAL_OWN_PARSE_H

#include "language/language.h"
#include "source/source.h"

/* A parser over the model of this build, or over that of file path where it is not NULL; bytes of a file lie in ar. Both are to be
** freed and closed by the caller, also on failure. */
static inline enum status own_parser(struct language_parser **p, struct language_model **model, const char *path, arena *ar,
                                     struct err *err)
{
    str bytes = language_english();
    *p = NULL;
    *model = NULL;
    enum status status = path ? source_read_file(&bytes, path, (size_t)64 << 20, ar, err) : OK;
    if (!status && !bytes.n) return err_set(err, E_NOTFOUND, "this build has no model");
    if (!status) status = language_model_bytes(&bytes, bytes, ar, err);
    if (!status) status = language_model_open(model, bytes, err);
    return status ? status : language_parser_new(p, *model, err);
}

/* The raw text that gold was made from, parsed from nothing but its bytes. */
static inline enum status own_parse_raw(struct conllu_text *out, const struct conllu_text *gold, arena *ar, struct err *err)
{
    struct language_parser *p = NULL;
    struct language_model *model = NULL;
    struct language_text t;
    buf raw = {0};
    language_raw_text(&raw, gold);
    enum status status = buf_check(&raw, err);
    str text = str_copy(ar, buf_str(&raw));
    buf_free(&raw);
    if (!status) status = own_parser(&p, &model, NULL, ar, err);
    if (!status) status = language_parse(&t, p, text, ar, err);
    if (!status) out->n = t.words.n_sentence;
    if (!status) out->sentence = arena_alloc(ar, out->n, sizeof *out->sentence);
    if (!status && !out->sentence) status = arena_why(ar, err);
    const struct language_place place = {0};
    for (uint32_t i = 0; i < out->n && !status; i++) status = language_text_conllu(&out->sentence[i], &t, i, &place, ar, err);
    language_parser_free(p);
    language_model_close(model);
    return status;
}

/* The same sentences and words with the parser's tags and trees. */
static inline enum status own_parse_given(struct conllu_text *out, const struct conllu_text *gold, arena *ar, struct err *err)
{
    struct language_parser *p = NULL;
    struct language_model *model = NULL;
    enum status status = own_parser(&p, &model, NULL, ar, err);
    out->sentence = arena_alloc(ar, gold->n, sizeof *out->sentence);
    if (!status && !out->sentence) status = arena_why(ar, err);
    for (uint32_t i = 0; i < gold->n && !status; i++) {
        struct language_text t;
        status = language_parse_conllu(&t, p, &gold->sentence[i], KEEP_WORDS, ar, err);
        if (!status) status = language_fill_conllu(&out->sentence[i], &gold->sentence[i], &t, ar, err);
        out->n = i + 1;
    }
    language_parser_free(p);
    language_model_close(model);
    return status;
}

#endif
