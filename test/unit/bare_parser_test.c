/* The parser's face in a build without a model (linked with the half of src/language/english.c that has none). */
#include "language/language.h"
#include "test.h"

TEST(there_is_no_model)
{
    str english = language_english();
    CHECK(!english.p && !english.n);
}

/* What every caller does first says so with a line, and leaves nothing to free. */
TEST(no_parser_is_told_first)
{
    struct language_model *model = (struct language_model *)&model;
    struct language_about about;
    struct err err = {0};
    arena *ar = arena_new(0);
    CHECK_INT(language_model_open(&model, language_english(), &err), E_FORMAT);
    CHECK(!model && err.msg[0] && !strchr(err.msg, '\n'));
    err.msg[0] = '\0';
    CHECK_INT(language_about_read(&about, language_english(), ar, &err), E_FORMAT);
    CHECK(err.msg[0] != '\0');
    str bytes = STR("x");
    CHECK(!language_model_bytes(&bytes, language_english(), ar, &err) && !bytes.n);
    language_model_close(NULL);
    language_parser_free(NULL);
    arena_free(ar);
}

TESTS(CASE(there_is_no_model), CASE(no_parser_is_told_first))
