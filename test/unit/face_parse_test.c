/* The library's parser, used as a stranger would: this file includes entente.h and nothing of the rooms. */
#include <entente.h>

#include <unistd.h>

#include "test.h"

static const char text[] = "The ministers agreed to expand the exercises. They don't rush.\n\nA third meeting follows.\n";

/* What every parse must be, whatever the text: arrays that lead into each other, and one root a sentence. */
static const char *wrong(const struct ent_parse *p, size_t n_bytes)
{
    if (p->sentence_token[0] || p->token_word[0]) return "the first token or word is not the first";
    if (p->sentence_token[p->n_sentence] != p->n_token || p->token_word[p->n_token] != p->n_word)
        return "something is left over";
    for (uint32_t k = 0; k < p->n_token; k++) {
        if (p->token_begin[k] >= p->token_end[k] || p->token_end[k] > n_bytes) return "a token outside of the text";
        if (k && p->token_begin[k] < p->token_end[k - 1]) return "tokens overlap";
    }
    for (uint32_t s = 0; s < p->n_sentence; s++) {
        uint32_t first = p->token_word[p->sentence_token[s]], end = p->token_word[p->sentence_token[s + 1]], roots = 0;
        for (uint32_t w = first; w < end; w++) {
            if (p->head[w] > end - first || p->head[w] == w - first + 1) return "a head outside of its sentence";
            roots += p->head[w] == 0;
            if (!p->form[w][0] || !p->lemma[w][0] || !p->deprel[w][0] || !p->feats[w][0]) return "an empty string";
            if (!(p->prob_head[w] >= 0 && p->prob_head[w] <= 1)) return "a probability that is none";
        }
        if (roots != 1) return "not one root";
    }
    return NULL;
}

TEST(a_text_is_parsed)
{
    struct ent_error err = {ENT_OK, ""};
    ent_parser *p = NULL;
    struct ent_parse parse;
    enum ent_status status = ent_parser_open(&p, &err);
    if (status == ENT_NOTFOUND) SKIP("this build has no model");
    CHECK_INT(status, ENT_OK);
    for (int round = 0; round < 2; round++) {
        CHECK_INT(ent_parser_run(p, text, sizeof text - 1, &parse, &err), ENT_OK);
        const char *fault = wrong(&parse, sizeof text - 1);
        CHECK_MSG(!fault, "%s", fault);
        CHECK_INT(parse.n_sentence, 3);
        CHECK(!strcmp(parse.form[2], "agreed") && !strcmp(parse.lemma[2], "agree") && !strcmp(parse.upos[2], "VERB"));
        CHECK(parse.head[2] == 0 && !strcmp(parse.deprel[2], "root") && !strcmp(parse.deprel[4], "xcomp") &&
              parse.head[4] == 3);
        uint32_t dont = parse.sentence_token[1] + 1;
        CHECK(parse.token_word[dont + 1] - parse.token_word[dont] == 2 && parse.token_end[dont] - parse.token_begin[dont] == 5);
        CHECK_INT(ent_parser_run(p, NULL, 0, &parse, &err), ENT_OK);
        CHECK(parse.n_sentence == 0 && parse.n_word == 0);
        CHECK_INT(ent_parser_run(p, "\1\377<\n", 4, &parse, &err), ENT_OK);
        fault = wrong(&parse, 4);
        CHECK_MSG(!fault, "%s", fault);
    }
    CHECK_INT(ent_parser_run(NULL, text, 1, &parse, &err), ENT_MISUSE);
    CHECK_INT(ent_parser_run(p, NULL, 1, &parse, &err), ENT_MISUSE);
    CHECK_INT(ent_parser_open(NULL, &err), ENT_MISUSE);
    ent_parser_close(p);
    ent_parser_close(NULL);
}

static int64_t fixed_now(void *ctx)
{
    (void)ctx;
    return 1750000000000;
}

TEST(a_document_is_parsed_over_its_text)
{
    static const char korean[] = "두 나라는 회담을 열었다. 국방부 장관은 약속했다.\n";
    struct ent_options opt = {.author = "tester", .now_ms = fixed_now};
    struct ent_error err = {ENT_OK, ""};
    struct ent_added added;
    struct ent_parse parse;
    struct ent_text clean;
    ent_record *r = NULL;
    char folder[] = "/tmp/entente-face-XXXXXX", path[64];
    CHECK(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/r.entente", folder);
    CHECK_INT(ent_record_init(path, &opt, &err), ENT_OK);
    CHECK_INT(ent_record_open(&r, path, ENT_WRITE, &opt, &err), ENT_OK);
    CHECK_INT(ent_record_add(r, text, sizeof text - 1, "series: talks\ndate: 2025-12-11\nlanguage: en\n", &added, &err),
              ENT_OK);
    CHECK_INT(ent_record_add(r, korean, sizeof korean - 1, "series: talks\ndate: 2025-12-12\n", &added, &err), ENT_OK);
    CHECK_INT(ent_record_commit(r, &err), ENT_OK);
    ent_parser *p = NULL;
    bool model = ent_parser_open(&p, NULL) == ENT_OK;
    ent_parser_close(p);
    for (int round = 0; model && round < 2; round++) {
        CHECK_INT(ent_record_parse(r, "talks/2025-12-11", &parse, round ? NULL : &clean, &err), ENT_OK);
        CHECK(parse.n_sentence == 3 && !wrong(&parse, sizeof text));
        if (!round) CHECK(clean.n_bytes == strlen(clean.p) && !wrong(&parse, clean.n_bytes));
        if (!round) CHECK(!strncmp(clean.p + parse.token_begin[2], "agreed", 6));
    }
    CHECK_INT(ent_record_parse(r, "talks/2025-12-12", &parse, NULL, &err), ENT_NOTFOUND);
    CHECK(err.message[0]);
    CHECK_INT(ent_record_parse(r, "talks/1999", &parse, NULL, &err), ENT_NOTFOUND);
    CHECK_INT(ent_record_parse(r, NULL, &parse, NULL, &err), ENT_MISUSE);
    ent_record_close(r);
    (void)unlink(path);
    (void)rmdir(folder);
    if (!model) SKIP("this build has no model");
}

TESTS(CASE(a_text_is_parsed), CASE(a_document_is_parsed_over_its_text))
