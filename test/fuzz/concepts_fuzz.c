/* Any bytes are a concept list or are refused with a line; forms stand grouped by concept and lie in the text. */
#include "record/record.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {(const char *)data, size};
    arena *ar = arena_new((size_t)64 << 20);
    struct concept_list l;
    struct err err = {0};
    must(ar != NULL);
    enum status code = concepts_parse(&l, text, ar, &err);
    must(code == OK || code == E_FORMAT || code == E_LIMIT);
    must(code == OK || (err.msg[0] && !l.n_concept));
    for (uint32_t i = 0; i < l.n_concept; i++) must(l.concept[i].name.n > 0 && l.concept[i].line > 0);
    uint32_t last = 0;
    for (uint32_t i = 0; i < l.n_form; i++) {
        must(l.form[i].text.n > 0 && l.form[i].concept < l.n_concept && l.form[i].concept >= last);
        must(l.form[i].language.n <= 3);
        last = l.form[i].concept;
    }
    arena_free(ar);
    return 0;
}
