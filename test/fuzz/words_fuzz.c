/* Any bytes are taken apart into sentences, tokens and words that spell them, under a model that the bytes choose; known sentences
** give the same words back; any bytes taken for a section are opened or refused with a line, and one that was opened can be used.
** The first byte is the seed of the model; a first byte 'W' makes the whole input a section. */
#include "words_help.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

static void take_apart(str text, const struct words_model *m)
{
    struct language_words w;
    struct language_words in;
    struct err err = {0};
    arena *ar = arena_new((size_t)256 << 20);
    must(ar != NULL && language_words_of(&w, text, m, ar, &err) == OK);
    must(!help_broken(&w, text, true));
    span *spans = help_spans(&w, ar);
    must(spans != NULL && language_words_in(&in, text, spans, w.n_sentence, m, ar, &err) == OK);
    must(help_equal(&w, &in));
    for (uint32_t k = 0; k < w.n_sentence; k++) spans[k].end -= spans[k].end - spans[k].begin > 2; /* edges inside tokens */
    must(language_words_in(&in, text, spans, w.n_sentence, m, ar, &err) == OK);
    must(!help_broken(&in, text, false));
    arena_free(ar);
}

static void open_section(const uint8_t *data, size_t size)
{
    struct words_model m = {0};
    struct err err = {0};
    char *copy = aligned_alloc(64, (size + 63) / 64 * 64);
    must(copy != NULL);
    memcpy(copy, data, size);
    enum status status = language_words_model_of(&m, (str){copy, size}, &err);
    must(status == OK || (status == E_FORMAT && err.msg[0]));
    if (!status) take_apart(STR("Kim's U.S.-led talks cannot end. \"It's www.a.org\""), &m);
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size && data[0] == 'W') {
        open_section(data, size);
        return 0;
    }
    struct help_section s;
    uint64_t seed = size ? data[0] : 0;
    help_random(&s, &seed);
    struct words_model m = help_open(&s);
    take_apart(size ? (str){(const char *)data + 1, size - 1} : STR(""), &m);
    return 0;
}
