/* Any bytes split into sentences and tokens: every byte that is no space is in exactly one of each, no character is
** cut, and the wording of a sentence does not depend on the spaces around it. */
#include "text/text.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

/* Only spaces from *at to begin; then *at is the end. */
static void step(str s, uint32_t *at, span next)
{
    for (size_t size; *at < next.begin; *at += (uint32_t)size) must(utf8_class(utf8_decode(s, *at, &size)) == CHAR_SPACE);
    must(*at == next.begin && next.end >= next.begin && next.end <= s.n);
    for (size_t size; *at < next.end; *at += (uint32_t)size) (void)utf8_decode(s, *at, &size);
    must(*at == next.end);
}

static void check_tokens(str s, span sentence, arena *ar)
{
    struct text_tokens t;
    struct err err = {0};
    uint32_t at = sentence.begin;
    must(text_tokens_of(&t, str_span(s, sentence), sentence.begin, ar, &err) == OK);
    must(t.n > 0);
    for (uint32_t i = 0; i < t.n; i++) {
        must(span_len(t.at[i]) > 0 && t.kind[i] <= TOKEN_SYMBOL);
        step(s, &at, t.at[i]);
    }
    must(at == sentence.end);
}

static void check_wording(str s, span sentence)
{
    buf a = {0};
    buf b = {0};
    buf spaced = {0};
    text_wording(&a, str_span(s, sentence));
    buf_addc(&spaced, ' ');
    buf_add(&spaced, str_span(s, sentence));
    buf_addz(&spaced, "\t\n");
    text_wording(&b, buf_str(&spaced));
    must(a.failed || b.failed || str_eq(buf_str(&a), buf_str(&b)));
    buf_free(&a);
    buf_free(&b);
    buf_free(&spaced);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str s = {(const char *)data, size};
    arena *ar = arena_new((size_t)256 << 20);
    struct text_sentences t;
    struct err err = {0};
    uint32_t at = 0;
    must(ar != NULL);
    if (text_sentences_of(&t, s, ar, &err) == OK) {
        for (uint32_t i = 0; i < t.n; i++) {
            must(span_len(t.at[i]) > 0);
            step(s, &at, t.at[i]);
            check_tokens(s, t.at[i], ar);
            check_wording(s, t.at[i]);
        }
        step(s, &at, (span){(uint32_t)size, (uint32_t)size});
    }
    arena_free(ar);
    return 0;
}
