/* The section of the model file that holds the classifiers of junctions, ends and parts: opened where it lies. */
#include "language/words_parts.h"

#define MAGIC "WORDS001"
#define HEADER_BYTES 64u

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

enum status language_words_model_of(struct words_model *out, str section, struct err *err)
{
    struct words_model m = {0};
    if (section.n < HEADER_BYTES || !str_starts(section, STR("WORDS")))
        return err_set(err, E_FORMAT, "section of tokens: %zu bytes that are no such section", section.n);
    if (!str_starts(section, STR(MAGIC)))
        return err_set(err, E_FORMAT, "section of tokens: layout %.8s, this program reads " MAGIC, section.p);
    m.n_form = u32_at(section, 8);
    size_t at = HEADER_BYTES;
    for (uint32_t k = 0; k < WORDS_JUDGES; k++) {
        m.bits[k] = u32_at(section, 16 + 8 * (size_t)k);
        m.bias[k] = (int32_t)u32_at(section, 20 + 8 * (size_t)k);
        if (m.bits[k] < 3 || m.bits[k] > 24)
            return err_set(err, E_FORMAT, "section of tokens: a table of 2^%u weights", m.bits[k]);
        m.weight[k] = (const int8_t *)section.p + at;
        at += (size_t)1 << m.bits[k];
    }
    if (at + (size_t)m.n_form * sizeof(struct words_form) != section.n)
        return err_set(err, E_FORMAT, "section of tokens: %zu bytes, not the %zu that its header asks for", section.n,
                       at + (size_t)m.n_form * sizeof(struct words_form));
    m.form = (const struct words_form *)(const void *)(section.p + at);
    enum status status = check_forms(&m, err);
    if (!status) *out = m;
    return status;
}

int32_t words_score(const struct words_model *model, enum words_judge judge, const struct words_features *f)
{
    const int8_t *weight = model->weight[judge];
    uint32_t shift = 32 - model->bits[judge];
    int32_t sum = model->bias[judge];
    for (uint32_t i = 0; i < f->n; i++) sum += weight[f->hash[i] >> shift];
    return sum;
}
