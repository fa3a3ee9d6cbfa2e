/* What is known of the parser: how well it does on annotated text, and what its model says of itself. */
#include "present/json.h"
#include "present/present.h"

/* ---- measures ---- */

/* A share as it stands in tables of the field: percent with two decimals, right-aligned. {NULL,0} where there is none. */
static str percent(double prob, arena *ar)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%6.2f", 100 * prob);
    return str_copy(ar, str_of(text));
}

/* Below words there is no alignment to count among. */
static bool has_aligned(enum language_measure m) { return m > MEASURE_WORDS; }

/* Numbers are set as text of one width, so that their points stand below one another. A cell that stays empty has no such
** measure. */
static enum status scores_terminal(buf *out, const struct present_scores *s, const struct present_style *style, arena *ar,
                                   struct err *err)
{
    static const struct present_column column[] = {{"measure", "measure", CELL_TEXT, 0, false},
                                                   {"f1", "    F1", CELL_TEXT, 0, false},
                                                   {"precision", "precision", CELL_TEXT, 0, false},
                                                   {"recall", "recall", CELL_TEXT, 0, false},
                                                   {"aligned_accuracy", "aligned", CELL_TEXT, 0, false}};
    enum { COLUMNS = ARRAY_LEN(column) };
    struct present_cell *cell = ARENA_NEW(ar, (size_t)MEASURE_COUNT * COLUMNS, struct present_cell);
    if (!cell) return arena_why(ar, err);
    for (int m = 0; m < MEASURE_COUNT; m++) {
        struct present_cell *row = &cell[m * COLUMNS];
        row[0].text = str_of(language_measure_name((enum language_measure)m));
        row[1].text = percent(language_prob_f1(s->all[m]), ar);
        row[2].text = percent(language_prob_precision(s->all[m]), ar);
        row[3].text = percent(language_prob_recall(s->all[m]), ar);
        if (has_aligned((enum language_measure)m)) row[4].text = percent(language_prob_aligned(s->all[m]), ar);
        if (!row[3].text.p) return arena_why(ar, err);
    }
    struct language_score las = s->only_long[MEASURE_LAS];
    buf foot = {0};
    buf_addf(&foot, "%.*s: %u sentences, %u words. LAS over the %u sentences of %u words and more: %.2f (%u of %u words).",
             STR_ARG(s->gold), s->n_sentence, s->all[MEASURE_WORDS].gold, s->n_long, s->min_words, 100 * language_prob_f1(las),
             las.correct, las.gold);
    struct present_table t = {
        .column = column, .n_column = COLUMNS, .cell = cell, .n_row = MEASURE_COUNT, .foot = buf_str(&foot)};
    present_table(out, &t, style);
    if (foot.failed) out->failed = foot.failed;
    buf_free(&foot);
    return OK;
}

/* The measures of one set of sentences as an array.
** Counts stand beside the shares, so that shares over several files can be computed from them. A measure that does not
** exist is null, not left out. */
static void scores_json(struct jout *j, const struct language_score *all)
{
    jout_array(j, "measures");
    for (int m = 0; m < MEASURE_COUNT; m++) {
        jout_object(j, NULL);
        jout_strz(j, "measure", language_measure_name((enum language_measure)m));
        jout_real(j, "f1", language_prob_f1(all[m]));
        jout_real(j, "precision", language_prob_precision(all[m]));
        jout_real(j, "recall", language_prob_recall(all[m]));
        if (has_aligned((enum language_measure)m))
            jout_real(j, "aligned_accuracy", language_prob_aligned(all[m]));
        else
            jout_null(j, "aligned_accuracy");
        jout_int(j, "gold", all[m].gold);
        jout_int(j, "system", all[m].system);
        jout_int(j, "correct", all[m].correct);
        jout_end(j);
    }
    jout_end(j);
}

/* Long sentences are told apart, since they are where parsers fail and a mean over all hides it. */
enum status present_scores(buf *out, const struct present_scores *s, const struct present_style *style, arena *ar,
                           struct err *err)
{
    if (style->face != FACE_JSON) return scores_terminal(out, s, style, ar, err);
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/parse-eval/1");
    jout_str(&j, "file", s->gold);
    jout_int(&j, "sentences", s->n_sentence);
    scores_json(&j, s->all);
    jout_object(&j, "long");
    jout_int(&j, "min_words", s->min_words);
    jout_int(&j, "sentences", s->n_long);
    scores_json(&j, s->only_long);
    jout_end(&j);
    jout_end(&j);
    return OK;
}

/* ---- the model ---- */

/* "DATA MEASURE VALUE MEASURE VALUE ..." as an object; what is of no such form has no measures.
** Values stay strings: they are quoted from the model, not measured by this program. */
static void score_json(struct jout *j, str line)
{
    str data;
    str measure;
    str value;
    jout_object(j, NULL);
    if (!list_next(&line, ' ', &data)) data = STR("");
    jout_str(j, "data", data);
    jout_array(j, "measures");
    while (list_next(&line, ' ', &measure) && list_next(&line, ' ', &value)) {
        jout_object(j, NULL);
        jout_str(j, "measure", measure);
        jout_str(j, "value", value);
        jout_end(j);
    }
    jout_end(j);
    jout_end(j);
}

/* For what a model may leave unsaid: a reader of the JSON always finds the key. */
static void text_or_null(struct jout *j, const char *key, str value)
{
    if (value.n)
        jout_str(j, key, value);
    else
        jout_null(j, key);
}

/* path is {NULL, 0} for the model that is built in, which gives null. */
static void model_json(buf *out, const struct language_about *about, size_t bytes, str path, str sha256, str fingerprint)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", "entente/model/1");
    text_or_null(&j, "path", path);
    jout_str(&j, "model", about->model);
    jout_str(&j, "version", about->version);
    jout_str(&j, "licence", about->licence);
    jout_array(&j, "attribution");
    for (uint32_t i = 0; i < about->n_attribution; i++) jout_str(&j, NULL, about->attribution[i]);
    jout_end(&j);
    text_or_null(&j, "data", about->data);
    text_or_null(&j, "seed", about->seed);
    jout_array(&j, "scores");
    for (uint32_t i = 0; i < about->n_score; i++) score_json(&j, about->score[i]);
    jout_end(&j);
    jout_int(&j, "bytes", (int64_t)bytes);
    jout_str(&j, "sha256", sha256);
    jout_str(&j, "fingerprint", fingerprint);
    jout_int(&j, "layout", about->layout);
    jout_int(&j, "sections", about->n_section);
    jout_end(&j);
}

/* "key         value", wrapped under itself; nothing for what is not said. */
static void fact(buf *out, const char *key, str value, const struct present_style *style)
{
    enum { KEY_COLUMNS = 14 };
    if (!value.n) return;
    buf_addf(out, "%-*s", KEY_COLUMNS, key);
    present_wrap(out, value, KEY_COLUMNS, style->columns);
}

/* The SHA-256 is for comparing with what a publisher names; the fingerprint is what the file holds of itself. Lists have
** their key on the first line only. */
void present_model(buf *out, const struct language_about *about, str bytes, str path, const struct present_style *style)
{
    struct source_hash hash;
    buf sha256 = {0};
    buf print = {0};
    buf size = {0};
    source_hash_bytes(&hash, bytes);
    source_hash_write(&sha256, &hash);
    buf_addf(&print, "%016llx", (unsigned long long)about->fingerprint);
    buf_addf(&size, "%zu bytes, %u sections, layout %u", bytes.n, about->n_section, about->layout);
    if (style->face == FACE_JSON) {
        model_json(out, about, bytes.n, path, buf_str(&sha256), buf_str(&print));
    } else {
        fact(out, "model", about->model, style);
        fact(out, "version", about->version, style);
        fact(out, "from", path.p ? path : STR("built into this program"), style);
        fact(out, "licence", about->licence, style);
        for (uint32_t i = 0; i < about->n_attribution; i++) fact(out, i ? "" : "attribution", about->attribution[i], style);
        fact(out, "data", about->data, style);
        fact(out, "seed", about->seed, style);
        for (uint32_t i = 0; i < about->n_score; i++) fact(out, i ? "" : "scores", about->score[i], style);
        fact(out, "size", buf_str(&size), style);
        fact(out, "sha256", buf_str(&sha256), style);
        fact(out, "fingerprint", buf_str(&print), style);
    }
    if (sha256.failed || print.failed || size.failed) out->failed = E_NOMEM;
    buf_free(&sha256);
    buf_free(&print);
    buf_free(&size);
}
