/* Fails the k-th allocation of what the finders do with a parsed text (names with what is known, who is meant, clauses, quotations,
** dates, amounts), for each k until all of it is done: every failure is told as "no memory", nothing leaks, and where all of it was
** done it found what it finds with memory to spare. */
#include <stdio.h>
#include <stdlib.h>

#include "language/amount.h"
#include "language/clauses.h"
#include "language/quotes.h"
#include "language/when.h"
#include "malloc_fails.h"
#include "names_help.h"

/* What was found, as numbers that two runs must share. */
struct tally {
    uint32_t names, persons, ties, actors, clauses, quotes, dates, amounts;
};

/* All finders over t; each run has an arena of its own, whose blocks are what may fail, beside the finders' buffers. */
static enum status find_all(struct tally *out, const struct language_text *t, const struct language_known *known,
                            struct err *err)
{
    struct language_names n = {0};
    struct language_coref c = {0};
    struct language_clauses cl = {0};
    struct language_quotes q = {0};
    struct when_list w = {0};
    struct amount_list a = {0};
    arena *ar = arena_new(0);
    if (!ar) return err_set(err, E_NOMEM, "no memory left");
    enum status status = language_names_find(&n, t, known, ar, err);
    if (!status) status = language_coref_find(&c, t, &n, ar, err);
    if (!status) status = language_clauses_find(&cl, t, ar, err);
    if (!status) status = language_quotes_find(&q, t, ar, err);
    if (!status) status = language_when_find(&w, t->text, NULL, ar, err);
    if (!status) status = language_amount_find(&a, t->text, ar, err);
    *out = (struct tally){n.n, n.n_person, c.n, c.n_actor, cl.n, q.n, w.n, a.n};
    arena_free(ar);
    return status;
}

/* A paragraph of invented news, so often that the finders' arrays must grow. */
static bool news(struct language_text *t, arena *ar)
{
    static const char one[] =
        "The Frontier Watch Council ( FWC ) said on Monday that South Korea and Japan would pay $ 3 billion by 2030 . Defense "
        "Minister Ahn Do-yun of Ruritania met Mr. Tramm . He:nsubj said the two sides:nsubj agreed/v:ccomp , and the ministry "
        "pledged so . | "
        "\xe2\x80\x9cWe/r agreed/v \xe2\x80\x9d/. , Tramm told/v the FWC in Seoul . The council 's forces left Orsk and its "
        "camp last week . | ";
    buf b = {0};
    for (int i = 0; i < 40; i++) buf_addz(&b, one);
    bool ok = !buf_check(&b, NULL) && names_text(t, str_zt(ar, buf_str(&b)), ar);
    buf_free(&b);
    return ok;
}

TEST(finders_without_memory)
{
    arena *keep = arena_new(0);
    struct language_text t;
    str form[] = {STR("Ruritania"), STR("Tramm"), STR("the council")}, country[] = {{0}, STR("Ruritania"), {0}};
    uint8_t kind[] = {NAME_COUNTRY, NAME_PERSON, NAME_ORGANISATION};
    struct language_known known = {3, form, kind, country};
    struct tally whole, got;
    struct err err = {0};
    CHECK(news(&t, keep));
    for (int warm = 0; warm < 2; warm++) CHECK_MSG(!find_all(&whole, &t, &known, &err), "%s", err.msg);
    CHECK(whole.names > 400 && whole.persons >= 2 && whole.ties > 400 && whole.actors >= 5 && whole.clauses >= 200);
    CHECK(whole.quotes >= 40 && whole.dates >= 80 && whole.amounts >= 40);
    long before = n_live, n_told = 0, k = 0;
    for (long fired = 1; fired; k++) {
        err = (struct err){0};
        countdown = k;
        enum status status = find_all(&got, &t, &known, &err);
        fired = countdown < 0;
        countdown = -1;
        CHECK_MSG(status == OK || (status == E_NOMEM && err.msg[0]), "allocation %ld: %s: %s", k, status_name(status), err.msg);
        CHECK_MSG(n_live == before, "allocation %ld (%s): %ld blocks leaked", k, status_name(status), n_live - before);
        CHECK_MSG(status || memcmp(&got, &whole, sizeof got) == 0, "allocation %ld: another answer", k);
        n_told += status != OK;
    }
    printf("# %ld points tried, %ld told as no memory\n", k, n_told);
    CHECK(n_told > 15 && n_told >= k - 2);
    arena_free(keep);
}

TESTS(CASE(finders_without_memory))
