/* Parsed sentences as JSON and as trees, measures and models as answers. */
#include "face_help.h"
#include "parse_help.h"

/* A text with a token of two words, a paragraph that begins, and no white space between two sentences. */
static const char brief[] = "# newpar;1 We we PRON PRP Case=Nom 2 nsubj;2-3 can't _ _ _ _ _ _ _ SpaceAfter=No;2 ca can AUX MD "
                            "_ 0 root;3 n't not PART RB _ 2 "
                            "advmod;4 . . PUNCT . _ 2 punct _ SpaceAfter=No;;1 Ask ask VERB VB _ 0 root;2 \"us\" we PRON _ _ 1 "
                            "obj:x;3 twice twice ADV RB "
                            "_ 2 advmod;4 today today NOUN NN _ 1 obl:tmod;;";

static bool two_sentences(struct language_text *t, arena *ar)
{
    struct conllu_text c = conllu_brief(brief, ar);
    return c.n == 2 && parsed_of(t, &c, ar);
}

/* ---- JSON ---- */

TEST(json_says_all)
{
    arena *ar = arena_new(0);
    struct language_text t;
    CHECK(two_sentences(&t, ar));
    CHECK_STR(t.text, "We can't.Ask \"us\" twice today");
    struct language_place place = {.goes_on = true, .cut = true, .glued = true};
    struct present_parse p = {.text = &t,
                              .document = STR("d"),
                              .number = 7,
                              .id = STR("d-7"),
                              .place = &place,
                              .has_bytes = true,
                              .base = 5000000000u};
    buf b = {0};
    present_parse_json(&b, &p);
    CHECK(b.n && b.p[b.n - 1] == '\n' && count_of(buf_str(&b), "\n") == 1);
    json_t *j = json_loadb(b.p, b.n, 0, NULL);
    CHECK(j && !strcmp(json_text(j, "schema"), "entente/parse/1") && !strcmp(json_text(j, "document"), "d"));
    CHECK_INT(json_number(j, "sentence"), 7);
    CHECK(!strcmp(json_text(j, "sent_id"), "d-7") && !strcmp(json_text(j, "text"), "We can't."));
    CHECK(json_is_false(json_object_get(j, "opens_paragraph")) && json_is_false(json_object_get(j, "cut")));
    CHECK_INT(json_count(j, "tokens"), 3);
    const json_t *token = json_at(j, "tokens", 1), *word = json_at(token, "words", 1);
    CHECK(!strcmp(json_text(token, "form"), "can't") && json_is_false(json_object_get(token, "space_after")));
    CHECK_INT(json_integer_value(json_at(token, "bytes", 0)), 5000000003);
    CHECK_INT(json_integer_value(json_at(token, "bytes", 1)), 5000000008);
    CHECK_INT(json_count(token, "words"), 2);
    CHECK(json_number(word, "word") == 3 && json_number(word, "head") == 2 && !strcmp(json_text(word, "form"), "n't"));
    CHECK(!strcmp(json_text(word, "lemma"), "not") && !strcmp(json_text(word, "upos"), "PART"));
    CHECK(!strcmp(json_text(word, "xpos"), "RB") && !strcmp(json_text(word, "deprel"), "advmod"));
    CHECK(json_is_null(json_object_get(word, "feats")) && json_real_value(json_object_get(word, "prob_tag")) == 0.25);
    CHECK(json_real_value(json_object_get(word, "prob_head")) == 0.5);
    json_decref(j);
    buf_clear(&b);
    p.sentence = 1;
    p.document = p.id = (str){NULL, 0};
    p.has_bytes = false;
    present_parse_json(&b, &p);
    j = json_loadb(b.p, b.n, 0, NULL);
    CHECK(j && json_is_null(json_object_get(j, "document")) && json_is_null(json_object_get(j, "sent_id")));
    CHECK(json_is_true(json_object_get(j, "cut")) && !strcmp(json_text(j, "text"), "Ask \"us\" twice today"));
    CHECK(json_is_null(json_object_get(json_at(j, "tokens", 0), "bytes")));
    CHECK(json_is_false(json_object_get(json_at(j, "tokens", 3), "space_after")));
    CHECK(json_is_null(json_object_get(json_at(json_at(j, "tokens", 1), "words", 0), "xpos")));
    json_decref(j);
    buf_free(&b);
    arena_free(ar);
}

/* Bytes lead through the pieces of a page to its source: "can't." stands 100 bytes further on there, its sign written as &#39;. */
TEST(bytes_lead_to_the_source)
{
    arena *ar = arena_new(0);
    struct language_text t;
    CHECK(two_sentences(&t, ar));
    static const struct source_piece piece[] = {{1000, 6, 1100, 6}, {1006, 1, 1106, 5}, {1007, 40, 1111, 40}};
    struct language_place place = {0};
    struct present_parse p = {.text = &t, .place = &place, .has_bytes = true, .base = 1000, .piece = piece, .n_piece = 3};
    buf b = {0};
    present_parse_json(&b, &p);
    CHECK(has(buf_str(&b), "\"form\": \"We\", \"bytes\": [1100, 1102]"));
    CHECK(has(buf_str(&b), "\"form\": \"can't\", \"bytes\": [1103, 1112]"));
    CHECK(has(buf_str(&b), "\"form\": \".\", \"bytes\": [1112, 1113]"));
    CHECK(has(buf_str(&b), "\"opens_paragraph\": true"));
    buf_free(&b);
    arena_free(ar);
}

/* ---- trees ---- */

static const struct present_style narrow = {.columns = 50};

TEST(a_tree_is_drawn)
{
    arena *ar = arena_new(0);
    struct language_text t;
    CHECK(two_sentences(&t, ar));
    struct language_place place = {.cut = true};
    struct present_parse p = {.text = &t, .sentence = 1, .id = STR("d-2"), .place = &place};
    buf b = {0};
    CHECK(!present_parse_tree(&b, &p, &narrow, ar, NULL));
    CHECK_STR(buf_str(&b), "[d-2] Ask \"us\" twice today [cut]\n"
                           "  1 Ask                 VERB  root\n"
                           "  2 ├ \"us\"              PRON  obj:x of 1\n"
                           "  3 │ └ twice           ADV   advmod of 2\n"
                           "  4 └ today             NOUN  obl:tmod of 1\n"
                           "\n");
    buf_free(&b);
    arena_free(ar);
}

/* A chain of 400 words, each under the one before or behind it: every word is there with its head, no line is too wide. */
TEST(deep_trees_keep_the_width)
{
    for (int back = 0; back < 2; back++) {
        arena *ar = arena_new(0);
        buf b = {0};
        for (uint32_t i = 1; i <= 400; i++) {
            uint32_t head = back ? (i == 400 ? 0 : i + 1) : i - 1;
            buf_addf(&b, "%u w%u w X X _ %u %s;", i, i, head, head ? "dep" : "root");
        }
        buf_addz(&b, ";");
        buf_addc(&b, '\0');
        struct conllu_text c = conllu_brief(b.p, ar);
        struct language_text t;
        CHECK(c.n == 1 && parsed_of(&t, &c, ar));
        for (uint32_t columns = 40; columns <= 200; columns += 40) {
            struct language_place place = {0};
            struct present_parse p = {.text = &t, .place = &place};
            struct present_style style = {.columns = columns};
            buf out = {0};
            CHECK(!present_parse_tree(&out, &p, &style, ar, NULL));
            CHECK_MSG(!bad_line(buf_str(&out), columns).p, "%u: \"%.*s\"", columns, STR_ARG(bad_line(buf_str(&out), columns)));
            for (uint32_t i = 1; i <= 400; i++) {
                char line[32];
                uint32_t head = back ? (i == 400 ? 0 : i + 1) : i - 1;
                (void)snprintf(line, sizeof line, head ? " dep of %u\n" : " root\n", head);
                CHECK_MSG(count_of(buf_str(&out), line) == 1, "%u: %s", columns, line);
            }
            buf_free(&out);
        }
        buf_free(&b);
        arena_free(ar);
    }
}

/* Trees of a treebank: as many lines as words, children behind their heads and further in. */
TEST(treebank_trees_are_whole)
{
    str file = treebank("en_gum-dev");
    if (!file.p) SKIP("a treebank (data/ud) is not on this machine");
    arena *ar = arena_new(0), *scratch = arena_new(0);
    struct conllu_text gold;
    struct language_text t;
    CHECK(!conllu_read(&gold, file, ar, NULL) && parsed_of(&t, &gold, ar));
    for (uint32_t s = 0; s < gold.n; s++) {
        struct language_place place = {0};
        struct present_parse p = {.text = &t, .sentence = s, .id = STR("x"), .place = &place};
        struct present_style style = {.columns = 40 + s % 80};
        buf out = {0};
        arena_reset(scratch);
        CHECK(!present_parse_tree(&out, &p, &style, scratch, NULL));
        CHECK_MSG(!bad_line(buf_str(&out), style.columns).p, "%u: \"%.*s\"", s,
                  STR_ARG(bad_line(buf_str(&out), style.columns)));
        uint32_t n = gold.sentence[s].n_word;
        bool *seen = ARENA_NEW(scratch, n + 1, bool);
        seen[0] = true;
        str rest = buf_str(&out);
        for (uint32_t lines = 0, all = count_of(rest, "\n"); rest.n; lines++) {
            str line = str_cut(rest, '\n', &rest);
            if (lines + 1 + n < all || !line.n) continue; /* the sentence itself; the empty line */
            uint64_t i;
            CHECK(str_to_u64(str_trim((str){line.p, 3}), n, &i) && i && !seen[i]);
            CHECK_MSG(seen[gold.sentence[s].head[i - 1]], "sentence %u word %u before its head", s, (unsigned)i);
            seen[i] = true;
        }
        for (uint32_t i = 1; i <= n; i++) CHECK_MSG(seen[i], "sentence %u word %u", s, i);
        buf_free(&out);
    }
    arena_free(scratch);
    arena_free(ar);
    free((char *)file.p);
}

TEST(no_text_gives_orders)
{
    arena *ar = arena_new(0);
    struct language_text t;
    CHECK(two_sentences(&t, ar));
    t.text = STR("\x1B[2J \x9B\xE2\x80\xAE 31m Ask \"us\" twice today");
    t.words.form[0] = t.lemma[0] = STR("\x1B[2J\xFF");
    t.words.form[1] = t.lemma[1] = t.deprel[1] = STR("\xE2\x80\xAE\xEC\x95\x88");
    struct language_place place = {0};
    struct present_parse p = {.text = &t, .id = STR("a\tb\x1B"), .place = &place};
    buf b = {0};
    CHECK(!present_parse_tree(&b, &p, &narrow, ar, NULL));
    CHECK_MSG(!bad_line(buf_str(&b), 50).p, "\"%.*s\"", STR_ARG(bad_line(buf_str(&b), 50)));
    CHECK_INT(count_of(buf_str(&b), "\n"), 6);
    buf_clear(&b);
    present_parse_json(&b, &p);
    json_t *j = json_loadb(b.p, b.n, 0, NULL);
    CHECK(j && json_count(j, "tokens") == 3 && !has(buf_str(&b), "\x1B"));
    json_decref(j);
    buf_free(&b);
    arena_free(ar);
}

/* ---- measures and models ---- */

static struct language_score scores[MEASURE_COUNT], long_scores[MEASURE_COUNT];

static struct present_scores some_scores(void)
{
    for (int m = 0; m < MEASURE_COUNT; m++) scores[m] = (struct language_score){200, 100, 50, 80};
    for (int m = 0; m < MEASURE_COUNT; m++) long_scores[m] = (struct language_score){40, 40, 30, 40};
    return (struct present_scores){STR("g.conllu"), 20, 2, 35, scores, long_scores};
}

TEST(measures_are_shown)
{
    arena *ar = arena_new(0);
    struct present_scores s = some_scores();
    struct present_style style = {.columns = 80}, json = {.face = FACE_JSON};
    buf b = {0};
    CHECK(!present_scores(&b, &s, &style, ar, NULL));
    CHECK(has(buf_str(&b), "measure        F1  precision  recall  aligned\n"));
    CHECK(has(buf_str(&b), "tokens      33.33   50.00      25.00\n"));
    CHECK(has(buf_str(&b), "las         33.33   50.00      25.00   62.50\n"));
    CHECK(has_words(buf_str(&b),
                    STR("g.conllu: 20 sentences, 200 words. LAS over the 2 sentences of 35 words and more: 75.00 (30 of 40 "
                        "words).")));
    buf_clear(&b);
    CHECK(!present_scores(&b, &s, &json, ar, NULL));
    json_t *j = json_loadb(b.p, b.n, 0, NULL);
    CHECK(j && json_count(j, "measures") == MEASURE_COUNT && json_number(j, "sentences") == 20);
    for (int m = 0; m < MEASURE_COUNT; m++) {
        const json_t *one = json_at(j, "measures", (size_t)m);
        CHECK(!strcmp(json_text(one, "measure"), language_measure_name((enum language_measure)m)));
        CHECK(json_real_value(json_object_get(one, "f1")) == 0.3333 && json_number(one, "correct") == 50);
        CHECK(json_is_null(json_object_get(one, "aligned_accuracy")) == (m <= MEASURE_WORDS));
    }
    const json_t *only_long = json_object_get(j, "long");
    CHECK(json_number(only_long, "min_words") == 35 && json_count(only_long, "measures") == MEASURE_COUNT);
    CHECK(json_real_value(json_object_get(json_at(only_long, "measures", MEASURE_LAS), "recall")) == 0.75);
    json_decref(j);
    buf_free(&b);
    arena *tight = arena_new(64);
    CHECK_INT(present_scores(&b, &s, &style, tight, NULL), E_LIMIT);
    arena_free(tight);
    buf_free(&b);
    arena_free(ar);
}

TEST(a_model_is_shown)
{
    static str attribution[] = {{"Universal Dependencies", 22}, {"Others", 6}};
    static str score[] = {{"ewt-dev las 80.10 upos 95.00", 28}, {"", 0}};
    struct language_about a = {.model = STR("english"),
                               .version = STR("2"),
                               .licence = STR("CC BY-SA 4.0"),
                               .attribution = attribution,
                               .score = score,
                               .n_attribution = 2,
                               .n_score = 2,
                               .layout = 1,
                               .n_section = 9,
                               .fingerprint = 0xAB};
    struct present_style style = {.columns = 60}, json = {.face = FACE_JSON};
    buf b = {0};
    present_model(&b, &a, STR("abc"), (str){NULL, 0}, &style);
    CHECK(!bad_line(buf_str(&b), 78).p); /* the hash is one word, and stays whole where it can */
    CHECK(has(buf_str(&b), "attribution   Universal Dependencies\n              Others\n"));
    CHECK(has(buf_str(&b), "built into this program\n") && !has(buf_str(&b), "seed"));
    CHECK(has_words(buf_str(&b), STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")));
    CHECK(has(buf_str(&b), "fingerprint   00000000000000ab\n"));
    buf_clear(&b);
    present_model(&b, &a, STR("abc"), STR("m"), &json);
    json_t *j = json_loadb(b.p, b.n, 0, NULL);
    CHECK(j && !strcmp(json_text(j, "path"), "m") && json_count(j, "attribution") == 2 && json_count(j, "scores") == 2);
    CHECK(json_is_null(json_object_get(j, "seed")) && json_number(j, "bytes") == 3);
    const json_t *one = json_at(j, "scores", 0);
    CHECK(!strcmp(json_text(one, "data"), "ewt-dev") && !strcmp(json_text(json_at(one, "measures", 1), "value"), "95.00"));
    json_decref(j);
    buf_free(&b);
}

TESTS(CASE(json_says_all), CASE(bytes_lead_to_the_source), CASE(a_tree_is_drawn), CASE(deep_trees_keep_the_width),
      CASE(treebank_trees_are_whole), CASE(no_text_gives_orders), CASE(measures_are_shown), CASE(a_model_is_shown))
