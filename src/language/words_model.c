/* The section of the model file that holds the classifiers of junctions, ends and parts: opened where it lies. */
#include "language/words_parts.h"

#define MAGIC "WORDS003"
#define HEADER_BYTES 192u
#define TABLE_BYTES 40u /* of the header, for each judge */
#define MAX_LINES (1u << 18)

static uint32_t u32_at(str s, size_t at)
{
    uint32_t v;
    memcpy(&v, s.p + at, sizeof v);
    return v;
}

static enum status check_forms(const struct words_model *m, struct err *err)
{
    for (uint32_t i = 0; i < m->n_form; i++) {
        const struct words_form *f = &m->form[i];
        bool sizes = f->size[0] && (f->n == 2 || (f->n == 3 && f->size[1]));
        if (!sizes || (i && f->hash <= f[-1].hash))
            return err_set(err, E_FORMAT, "section of tokens: form %u is damaged or out of order", i);
    }
    return OK;
}

/* The table of judge k, whose slots begin at *at; *at moves behind them. */
static enum status open_table(struct words_table *out, str section, uint32_t k, size_t *at, struct err *err)
{
    size_t head = 16 + (size_t)k * TABLE_BYTES;
    struct words_table t = {.n_line = u32_at(section, head), .bias = (int32_t)u32_at(section, head + 4)};
    t.level = (const int16_t *)(const void *)(section.p + head + 8);
    t.slot = (const uint8_t *)section.p + *at;
    if (!t.n_line || t.n_line > MAX_LINES || t.level[0])
        return err_set(err, E_FORMAT, "section of tokens: table %u of %u lines is damaged", k, t.n_line);
    *at += (size_t)t.n_line * WORDS_LINE_SLOTS;
    *out = t;
    return OK;
}

enum status language_words_model_of(struct words_model *out, str section, struct err *err)
{
    struct words_model m = {0};
    size_t at = HEADER_BYTES;
    enum status status = OK;
    if (section.n < HEADER_BYTES || !str_starts(section, STR("WORDS")))
        return err_set(err, E_FORMAT, "section of tokens: %zu bytes that are no such section", section.n);
    if (!str_starts(section, STR(MAGIC)))
        return err_set(err, E_FORMAT, "section of tokens: layout %.8s, this program reads " MAGIC, section.p);
    m.n_form = u32_at(section, 8);
    for (uint32_t k = 0; k < WORDS_JUDGES && !status; k++) status = open_table(&m.table[k], section, k, &at, err);
    if (status) return status;
    m.cases = (const uint8_t *)section.p + at;
    at += WORDS_CASES / 4;
    if (at + (size_t)m.n_form * sizeof(struct words_form) != section.n)
        return err_set(err, E_FORMAT, "section of tokens: %zu bytes, not the %zu that its header asks for", section.n,
                       at + (size_t)m.n_form * sizeof(struct words_form));
    m.form = (const struct words_form *)(const void *)(section.p + at);
    status = check_forms(&m, err);
    if (!status) *out = m;
    return status;
}

int32_t words_score(const struct words_model *model, enum words_judge judge, const struct words_features *f)
{
    const struct words_table *t = &model->table[judge];
    int32_t sum = t->bias;
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t h = f->hash[i];
        const uint8_t *line = t->slot + (size_t)words_line(h, t->n_line) * WORDS_LINE_SLOTS;
        uint32_t a = line[words_place(h, 0)];
        uint32_t b = line[words_place(h, 1)];
        uint32_t mark = words_mark(h);
        uint32_t found = a >> 4 == mark ? a & 15 : 0; /* 0 also where a free slot looks like mark 0 */
        if (!found && b >> 4 == mark) found = b & 15;
        sum += t->level[found];
    }
    return sum;
}
