/* entente parse and entente model in a build without a model: each says so in a line, before it reads. This test is linked with the
** half of src/language/english.c that has none, whatever the build has. */
#include "cli_help.h"

TEST(a_build_without_a_model_says_so)
{
    CHECK_INT(language_english().n, 0);
    static const char *const lines[] = {"parse 1.txt",       "parse", "parse --eval none.conllu",
                                        "parse --json none", "model", "model --json"};
    struct shell s;
    CHECK(shell_open(&s));
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        char line[64], want[128];
        (void)snprintf(line, sizeof line, "entente %s", lines[i]);
        (void)snprintf(want, sizeof want, "entente %.5s: this build has no model; name one with --model FILE\n", lines[i]);
        CHECK_INT(shell_run(&s, line), EXIT_INPUT);
        CHECK_STR(s.err, want);
        CHECK_INT(s.out.n, 0);
    }
    shell_close(&s);
}

/* A model that is named goes before the one that is not there; one that cannot be read is told of by its own fault. */
TEST(a_model_that_is_named_is_asked_for)
{
    struct shell s;
    CHECK(shell_open(&s));
    CHECK(temp_write(&s.dir, "text.model", STR("no model at all")));
    CHECK_INT(shell_run(&s, "entente model --model text.model"), EXIT_INPUT);
    CHECK(has(s.err, "text.model") && !has(s.err, "this build has no model") && !s.out.n);
    CHECK_INT(shell_run(&s, "entente parse --model none.model 1.txt"), EXIT_INPUT);
    CHECK(has(s.err, "none.model") && !has(s.err, "this build has no model") && !s.out.n);
    shell_close(&s);
}

TESTS(CASE(a_build_without_a_model_says_so), CASE(a_model_that_is_named_is_asked_for))
