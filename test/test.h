/* A small test harness that prints TAP (testanything.org): a test is a function, a check that fails ends it.
** A program lists its tests in TESTS(...) and main runs them all. What cannot run for want of data says
** SKIP with the reason: it counts as neither passed nor failed. */
#ifndef TEST_H
#define TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct test_case {
    const char *name;
    void (*run)(struct test_case *self);
    bool failed;
    const char *skipped;
};

#define TEST(name_) static void name_(struct test_case *test_self)
#define CHECK(cond_)                                                                                                           \
    do {                                                                                                                       \
        if (!(cond_)) {                                                                                                        \
            printf("# %s:%d: not true: %s\n", __FILE__, __LINE__, #cond_);                                                     \
            test_self->failed = true;                                                                                          \
            return;                                                                                                            \
        }                                                                                                                      \
    } while (0)
#define CHECK_MSG(cond_, ...)                                                                                                  \
    do {                                                                                                                       \
        if (!(cond_)) {                                                                                                        \
            printf("# %s:%d: not true: %s: ", __FILE__, __LINE__, #cond_);                                                     \
            printf(__VA_ARGS__);                                                                                               \
            printf("\n");                                                                                                      \
            test_self->failed = true;                                                                                          \
            return;                                                                                                            \
        }                                                                                                                      \
    } while (0)
#define CHECK_INT(got_, want_)                                                                                                 \
    do {                                                                                                                       \
        long long g_ = (long long)(got_), w_ = (long long)(want_);                                                             \
        if (g_ != w_) {                                                                                                        \
            printf("# %s:%d: %s is %lld, not %lld\n", __FILE__, __LINE__, #got_, g_, w_);                                      \
            test_self->failed = true;                                                                                          \
            return;                                                                                                            \
        }                                                                                                                      \
    } while (0)
/* got_ is a struct str. */
#define CHECK_STR(got_, want_)                                                                                                 \
    do {                                                                                                                       \
        str g_ = (got_);                                                                                                       \
        const char *w_ = (want_);                                                                                              \
        if (g_.n != strlen(w_) || (g_.n && memcmp(g_.p, w_, g_.n) != 0)) {                                                     \
            printf("# %s:%d: %s is \"%.*s\", not \"%s\"\n", __FILE__, __LINE__, #got_, STR_ARG(g_), w_);                       \
            test_self->failed = true;                                                                                          \
            return;                                                                                                            \
        }                                                                                                                      \
    } while (0)
#define SKIP(why_)                                                                                                             \
    do {                                                                                                                       \
        test_self->skipped = (why_);                                                                                           \
        return;                                                                                                                \
    } while (0)

#define CASE(name_)                                                                                                            \
    {                                                                                                                          \
        .name = #name_, .run = name_                                                                                           \
    }
static inline int test_run_all(struct test_case *all, size_t n)
{
    bool bad = false;
    printf("1..%zu\n", n);
    for (size_t i = 0; i < n; i++) {
        all[i].run(&all[i]);
        if (all[i].skipped)
            printf("ok %zu - %s # SKIP %s\n", i + 1, all[i].name, all[i].skipped);
        else
            printf("%s %zu - %s\n", all[i].failed ? "not ok" : "ok", i + 1, all[i].name);
        bad = bad || all[i].failed;
        fflush(stdout);
    }
    return bad;
}

#define TESTS(...)                                                                                                             \
    int main(void)                                                                                                             \
    {                                                                                                                          \
        struct test_case all[] = {__VA_ARGS__};                                                                                \
        return test_run_all(all, sizeof all / sizeof all[0]);                                                                  \
    }
/* With functions (void) to call before the first test and after the last, whatever came of them. */
#define TESTS_WITH(set_up_, clean_up_, ...)                                                                                    \
    int main(void)                                                                                                             \
    {                                                                                                                          \
        struct test_case all[] = {__VA_ARGS__};                                                                                \
        set_up_();                                                                                                             \
        int bad = test_run_all(all, sizeof all / sizeof all[0]);                                                               \
        clean_up_();                                                                                                           \
        return bad;                                                                                                            \
    }

/* Folder of shared test data beside the project, or NULL when it is not there. */
static inline const char *test_shared(void)
{
    static const char *const places[] = {"../shared", "../../shared"};
    const char *said = getenv("ENTENTE_SHARED");
    if (said) return said;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        char probe[256];
        (void)snprintf(probe, sizeof probe, "%s/DESIGN.md", places[i]);
        FILE *f = fopen(probe, "r");
        if (f) {
            fclose(f);
            return places[i];
        }
    }
    return NULL;
}

#endif
