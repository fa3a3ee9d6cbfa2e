/* Fails the k-th allocation of each work that commands do with a record, for k from 1 until the work is done without one
** failing: every failure comes back as "no memory" (or is got over), nothing leaks, and the record on disk is whole. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "malloc_fails.h"
#include "temp.h"
#include "test.h"
#include "workload.h"

static char base[4096], copy[4096];

/* Every one up to `dense`, then wider steps: the deep ones repeat the paths of the shallow ones. */
static long next_k(long k, long dense) { return k < dense ? k + 1 : k + 1 + k / 150 * 2000 / dense; }

/* UNDECIDED: FTS5 (SQLite 3.40) gives a row without its hits when memory fails inside its sorted query, and no error, so a
** search takes the index for damaged. Either the search sorts by itself, or an empty list of hits is asked for again. Told,
** nothing lost, but by the wrong name: counted apart. */
static bool told_wrongly(const struct work_done *done)
{
    return done->status == E_FORMAT && strstr(done->err.msg, "the index does not fit the texts");
}

static void sweep(struct test_case *test_self, enum work which, long dense)
{
    struct work_done done;
    CHECK(work_make(base));
    for (int warm = 0; warm < 2; warm++) { /* caches that live as long as the process fill here */
        CHECK(work_copy(base, copy));
        work_run(&done, which, copy);
        CHECK_MSG(done.status == OK, "%s", done.err.msg);
        CHECK(done.n_change > 0);
    }
    long before = n_live, n_told = 0, n_tried = 0, n_wrong = 0, total = 0;
    for (long k = 0;; k = next_k(k, dense)) {
        CHECK(work_copy(base, copy));
        n_asked = 0;
        countdown = k;
        work_run(&done, which, copy);
        bool fired = countdown < 0;
        countdown = -1;
        total = n_asked;
        bool wrong = which == WORK_READ && told_wrongly(&done);
        n_wrong += wrong;
        CHECK_MSG(done.status == OK || done.status == E_NOMEM || wrong, "allocation %ld: %s: %s", k, status_name(done.status),
                  done.err.msg);
        CHECK_MSG(done.status == OK || done.err.msg[0], "allocation %ld: no message", k);
        CHECK_MSG(n_live == before, "allocation %ld (%s): %ld blocks leaked", k, status_name(done.status), n_live - before);
        char why[512];
        CHECK_MSG(work_intact(copy, &done, why), "allocation %ld: %s", k, why);
        CHECK_MSG(n_live == before, "allocation %ld: verify leaks", k);
        n_tried++;
        n_told += done.status != OK;
        if (!fired) break;
    }
    printf("# %ld allocations in all, %ld points tried, %ld told as no memory, the others got over\n", total, n_tried, n_told);
    if (n_wrong) printf("# %ld of them told as an index that does not fit\n", n_wrong);
    CHECK(n_told > n_tried / 2 && n_wrong <= n_tried / 50);
}

TEST(adding_and_comparing_without_memory) { sweep(test_self, WORK_ADD, 2000); }
TEST(concepts_and_edits_without_memory) { sweep(test_self, WORK_CONCEPTS, 400); }
TEST(merging_without_memory) { sweep(test_self, WORK_MERGE, 400); }
TEST(rebuilding_without_memory) { sweep(test_self, WORK_REBUILD, 400); }
TEST(salvaging_without_memory) { sweep(test_self, WORK_SALVAGE, 400); }
TEST(parsing_without_memory) { sweep(test_self, WORK_PARSE, 400); }
TEST(reading_without_memory) { sweep(test_self, WORK_READ, 400); }

static struct temp folder;

static void set_up(void)
{
    if (!access("/dev/shm", W_OK)) (void)setenv("TMPDIR", "/dev/shm", 0); /* a real disk's syncs take minutes */
    if (!temp_make(&folder)) abort();
    (void)snprintf(base, sizeof base, "%s/base.entente", folder.dir);
    (void)snprintf(copy, sizeof copy, "%s/copy.entente", folder.dir);
}
static void clean_up(void) { temp_remove(&folder); }

TESTS_WITH(set_up, clean_up, CASE(adding_and_comparing_without_memory), CASE(concepts_and_edits_without_memory),
           CASE(merging_without_memory), CASE(rebuilding_without_memory), CASE(salvaging_without_memory),
           CASE(parsing_without_memory), CASE(reading_without_memory))
