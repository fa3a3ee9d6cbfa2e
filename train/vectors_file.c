#include "vectors.h"

#define MAGIC 0x31504B4356544E45u /* "ENTVCKP1" */

/* Head of a checkpoint, in the byte order of the machine: a checkpoint is no file to pass on. Behind it: in, then out, as they lie in
** memory. */
struct checkpoint {
    uint64_t magic, fingerprint, round;
    uint32_t n_word, dim, n_place, zero;
};

/* fwrite and fread of n things, true when all went through. */
static bool put(FILE *f, const void *p, size_t size, size_t n) { return n == 0 || fwrite(p, size, n, f) == n; }
static bool get(FILE *f, void *p, size_t size, size_t n) { return n == 0 || fread(p, size, n, f) == n; }

/* What decides over the vectors: the settings, the tokens, the words. Resuming under another of them would give vectors that no single
** run gives, in silence. */
uint64_t vectors_fingerprint(const struct vectors_text *t, const struct vectors_settings *s)
{
    const uint64_t numbers[] = {s->dim,
                                s->window,
                                s->negative,
                                s->passes,
                                s->threads,
                                s->round_tokens,
                                s->seed,
                                (uint64_t)(s->rate * 1e9),
                                (uint64_t)(s->sample * 1e12),
                                t->n_word,
                                t->n_token};
    uint64_t h = 1;
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) h = hash64_mix(h, numbers[i]);
    h = hash64_mix(h, hash64((str){(const char *)t->token, t->n_token * sizeof *t->token}));
    for (uint32_t i = 0; i < t->n_word; i++) h = hash64_mix(h, hash64(t->word[i]));
    return h;
}

enum status vectors_checkpoint_save(const char *path, const struct vectors_model *m, uint64_t fingerprint, struct err *err)
{
    char beside[4096];
    if ((size_t)snprintf(beside, sizeof beside, "%s.new", path) >= sizeof beside)
        return err_set(err, E_LIMIT, "%s: name too long", path);
    FILE *f = fopen(beside, "wb");
    if (!f) return err_set(err, E_IO, "%s: cannot write", beside);
    struct checkpoint c = {MAGIC, fingerprint, m->round, m->n_word, m->dim, m->n_place, 0};
    bool good = put(f, &c, sizeof c, 1) && put(f, m->in, sizeof *m->in, (size_t)m->n_word * m->dim) &&
                put(f, m->out, sizeof *m->out, ((size_t)m->n_word + 1) * m->n_place * m->dim);
    good = fclose(f) == 0 && good && rename(beside, path) == 0;
    return good ? OK : err_set(err, E_IO, "%s: writing failed", path);
}

enum status vectors_checkpoint_load(const char *path, struct vectors_model *m, uint64_t fingerprint, struct err *err)
{
    FILE *f = fopen(path, "rb");
    if (!f) return err_set(err, E_NOTFOUND, "%s: no checkpoint", path);
    struct checkpoint c;
    enum status status = OK;
    if (!get(f, &c, sizeof c, 1) || c.magic != MAGIC)
        status = err_set(err, E_FORMAT, "%s: no checkpoint of this program", path);
    else if (c.fingerprint != fingerprint || c.n_word != m->n_word || c.dim != m->dim || c.n_place != m->n_place)
        status = err_set(err, E_FORMAT, "%s: the checkpoint of another text or other settings; remove it to begin anew", path);
    else if (!get(f, m->in, sizeof *m->in, (size_t)m->n_word * m->dim) ||
             !get(f, m->out, sizeof *m->out, ((size_t)m->n_word + 1) * m->n_place * m->dim))
        status = err_set(err, E_FORMAT, "%s: cut short", path);
    if (status == OK) m->round = c.round;
    (void)fclose(f);
    return status;
}

/* For people and for checking: the binary file has only fingerprints of the words. */
static bool write_words(const char *path, const struct vectors_text *t)
{
    FILE *f = fopen(path, "wb");
    if (!f) return false;
    for (uint32_t i = 0; i < t->n_word; i++) (void)fprintf(f, "%.*s %u\n", STR_ARG(t->word[i]), t->count[i]);
    bool good = !ferror(f);
    return fclose(f) == 0 && good;
}

enum status vectors_write(const char *path, const char *words_path, const struct vectors_model *m, const struct vectors_text *t,
                          struct err *err)
{
    FILE *f = fopen(path, "wb");
    if (!f) return err_set(err, E_IO, "%s: cannot write", path);
    uint32_t head[2] = {m->n_word, m->dim};
    bool good = put(f, head, sizeof *head, 2);
    for (uint32_t i = 0; i < m->n_word && good; i++) {
        uint64_t key = hash64(t->word[i]);
        good = put(f, &key, sizeof key, 1);
    }
    good = good && put(f, t->count, sizeof *t->count, m->n_word) && put(f, m->in, sizeof *m->in, (size_t)m->n_word * m->dim);
    good = fclose(f) == 0 && good;
    if (!good) return err_set(err, E_IO, "%s: writing failed", path);
    return write_words(words_path, t) ? OK : err_set(err, E_IO, "%s: cannot write", words_path);
}
