/* Any bytes are read for dates and amounts, with and without a document date: what is found lies in order inside the text, days and
** reasons agree, values are in their one form, and the same bytes give the same finds again. */
#include "language/amount.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool held)
{
    if (!held) abort();
}

static void check_dates(const struct when_list *list, str text, day document)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        const struct when *w = &list->item[i];
        bool first = w->days.first != DATE_NONE;
        bool last = w->days.last != DATE_NONE;
        must(w->whole.begin >= at && w->at.begin >= w->whole.begin && w->at.end > w->at.begin && w->at.end <= text.n);
        must(w->whole.end == w->at.end && (!first || !last || w->days.first <= w->days.last));
        must((first || last) == (w->how != WHEN_UNRESOLVED) && (first || last) == (w->why == WHEN_KNOWN));
        must(document != DATE_NONE || w->how != WHEN_BY_DOCUMENT);
        must((w->length == 0) == (w->unit == WHEN_NO_UNIT) && w->prob_right > 0 && w->prob_right <= 1);
        buf b = {0};
        struct vague back;
        vague_write(&b, w->days);
        must(vague_parse(buf_str(&b), &back) && back.first == w->days.first && back.last == w->days.last);
        buf_free(&b);
        at = w->at.end;
    }
}

static void check_amounts(const struct amount_list *list, str text)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        const struct amount *a = &list->item[i];
        must(a->whole.begin >= at && a->at.begin >= a->whole.begin && a->at.end > a->at.begin && a->at.end <= text.n);
        must(a->low.over && a->high.over && (a->low.mantissa % 10 || !a->low.mantissa) &&
             (a->high.mantissa % 10 || !a->high.mantissa));
        must((a->unit == AMOUNT_CURRENCY) == (a->code[0] != 0) && a->prob_right > 0 && a->prob_right <= 1);
        must(a->noun.end <= a->at.end && a->base_at.end <= a->at.end && a->rate_at.end <= a->at.end);
        at = a->at.end;
    }
}

static void read_with(str text, day document)
{
    struct when_context ctx = {.document = document};
    struct when_list one;
    struct when_list two;
    arena *ar = arena_new((size_t)256 << 20);
    must(ar && language_when_find(&one, text, &ctx, ar, NULL) == OK);
    check_dates(&one, text, document);
    must(language_when_find(&two, text, &ctx, ar, NULL) == OK && two.n == one.n);
    for (uint32_t i = 0; i < one.n; i++)
        must(one.item[i].at.begin == two.item[i].at.begin && one.item[i].days.first == two.item[i].days.first &&
             one.item[i].kind == two.item[i].kind);
    arena_free(ar);
}

/* The first two bytes choose the document's day, so that a fuzzer may move it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct amount_list amounts;
    day document =
        size > 1 ? day_of_civil((struct civil){1 + (data[0] * 256 + data[1]) % 9999, 1 + data[0] % 12, 1 + data[1] % 28}) : 0;
    str text = {(const char *)data, size};
    read_with(text, document);
    read_with(text, DATE_NONE);
    arena *ar = arena_new((size_t)256 << 20);
    must(ar && language_amount_find(&amounts, text, ar, NULL) == OK);
    check_amounts(&amounts, text);
    arena_free(ar);
    return 0;
}
