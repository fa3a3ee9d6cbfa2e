/* Texts made ready: words, folds, aliases and fingerprints, in any script and for any spans. */
#include "base/random.h"
#include "pair_fixture.h"
#include "test.h"

static const char *const list_text = "concept: Northland\nkind: party\nalias.en: NL | Kingdom of the North | Northern Realm\n\n"
                                     "concept: Realm\nkind: place\nalias.en: Realm\n\n"
                                     "concept: Hangang\nkind: place\nalias.ko: 한강\n";

struct prepared {
    arena *ar;
    struct err err;
    struct concept_list list;
    compare_vocab *v;
    struct compare_text t;
};

static bool prepared_open(struct prepared *p, str lines, bool with_list)
{
    *p = (struct prepared){.ar = arena_new(0)};
    if (!p->ar) return false;
    if (with_list && concepts_parse(&p->list, str_of(list_text), p->ar, &p->err)) return false;
    return !compare_vocab_new(&p->v, with_list ? &p->list : NULL, p->ar, &p->err) &&
           lines_make(&p->t, p->v, lines, p->ar, &p->err);
}

/* What must hold of any text made ready. */
static bool is_whole(const struct compare_text *t)
{
    if (t->word_from[0] || t->word_from[t->n_sentence] != t->n_word) return false;
    for (uint32_t i = 0; i < t->n_sentence; i++) {
        if (t->word_from[i] > t->word_from[i + 1]) return false;
        for (uint32_t w = t->word_from[i]; w < t->word_from[i + 1]; w++) {
            span at = t->word_at[w];
            if (at.begin < t->at[i].begin || at.end > t->at[i].end || at.begin >= at.end) return false;
            if (w > t->word_from[i] && t->word_at[w - 1].end > at.begin) return false;
            const struct vocab_word *word = vocab_at(t->vocab, t->word[w]), *seen = vocab_at(t->vocab, t->surface[w]);
            if (word->fold != t->word[w]) return false; /* what is folded folds to itself */
            if (!str_eq(seen->text, str_span(t->clean, at))) return false;
            if (t->concept[w] == UINT32_MAX && seen->fold != t->word[w]) return false;
            if (word->kin >= vocab_kin_count(t->vocab) || word->stem >= vocab_size(t->vocab)) return false;
        }
        buf b = {0};
        text_wording(&b, str_span(t->clean, t->at[i]));
        bool same = t->wording[i] == hash64(buf_str(&b));
        buf_free(&b);
        if (!same) return false;
    }
    return true;
}

TEST(sentences_of_all_scripts)
{
    static const char *const texts[] = {
        "",
        "\n\n\n",
        "One.",
        "a",
        ".",
        "The Alliance\u2019s aim is \u201Cpeace\u201D \u2014 nothing else\u2026\nU.S.-ROK talks, 3.5%, $1,000.",
        "양측은 확장억제를 논의하였다.\n북한은 이를 비난했다.",
        "双方重申承诺。\n会议在首尔举行。",
        "両国は協力を確認した。\nカタカナとひらがな。",
        "Стороны подтвердили план.\nОбе стороны согласны.",
        "أكد الجانبان التزامهما.\nالاجتماع القادم في الربيع.",
        "Ås, Ærø og Øland.\nDon't: it\u00ADs co\u200Boperation e\u0301.",
        "(((\n)))\n---\n...",
        "\xF0\x9F\x9A\xA2 ships \xF0\x9F\x9A\xA2",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        for (int with_list = 0; with_list < 2; with_list++) {
            struct prepared p;
            CHECK(prepared_open(&p, str_of(texts[i]), with_list));
            CHECK_MSG(is_whole(&p.t), "text %zu", i);
            arena_free(p.ar);
        }
    }
}

/* Any bytes at all, cut where they may not be: a hostile text is odd, never a crash. */
TEST(any_bytes)
{
    uint64_t seed = 8;
    for (int round = 0; round < 1500; round++) {
        char bytes[80];
        uint32_t n = random_below(&seed, sizeof bytes);
        for (uint32_t i = 0; i < n; i++)
            bytes[i] = (char)(random_below(&seed, 3) ? "the NL,.-'\xEA\xB0\x80\xED\x95\x9C\n"[random_below(&seed, 17)]
                                                     : (int)random_below(&seed, 256));
        struct prepared p;
        CHECK(prepared_open(&p, (str){bytes, n}, round & 1));
        CHECK_INT(p.t.word_from[p.t.n_sentence], p.t.n_word);
        for (uint32_t w = 0; w < p.t.n_word; w++) CHECK(p.t.word_at[w].end <= n && p.t.word_at[w].begin < p.t.word_at[w].end);
        arena_free(p.ar);
    }
}

TEST(aliases_fold_into_one_word)
{
    struct prepared p;
    CHECK(prepared_open(&p,
                        STR("Trade with NL grew.\nTrade with the Kingdom of the North grew.\nTrade with Northland grew.\n"
                            "Trade with the northern realm grew.\nTrade with nl grew.\nTrade with the realm grew."),
                        true));
    CHECK(is_whole(&p.t));
    /* "the" is no part of an alias, so 2 and 4 are equal, 1 and 3 are equal, and the two kinds are not. */
    CHECK(p.t.folded[0] == p.t.folded[2] && p.t.folded[1] == p.t.folded[3] && p.t.folded[0] != p.t.folded[1]);
    /* An alias in capitals is met in capitals alone; the longest one counts. */
    CHECK(p.t.folded[4] != p.t.folded[0] && p.t.folded[5] != p.t.folded[1]);
    uint32_t w = p.t.word_from[1] + 3;
    CHECK_STR(str_span(p.t.clean, p.t.word_at[w]), "Kingdom of the North");
    CHECK_INT(p.t.concept[w], 0);
    CHECK_STR(compare_vocab_word(p.v, p.t.word[w]), "northland");
    CHECK_INT(p.t.concept[p.t.word_from[5] + 3], 1);
    /* The wordings differ all the same. */
    for (uint32_t i = 1; i < p.t.n_sentence; i++) CHECK(p.t.wording[i] != p.t.wording[0]);
    arena_free(p.ar);
}

TEST(an_alias_stops_at_the_end_of_its_sentence)
{
    struct prepared p;
    CHECK(prepared_open(&p, STR("We met the Kingdom of the\nNorth wind blew."), true));
    CHECK(is_whole(&p.t));
    for (uint32_t w = 0; w < p.t.n_word; w++) CHECK_INT(p.t.concept[w], UINT32_MAX);
    arena_free(p.ar);
}

TEST(folding_is_blind_to_case_and_marks_and_nothing_else)
{
    static const struct {
        const char *a, *b;
        bool folded, wording;
    } cases[] = {
        {"The alliance is strong.", "The Alliance is strong.", true, false},
        {"The alliance, is strong", "The alliance is strong.", true, false},
        {"The alliance is strong.", "The alliance is  strong.", true, true},
        {"It\u2019s late.", "It's late.", true, true},
        {"The alliance is strong.", "The alliances are strong.", false, false},
        {"two three", "three two", false, false},
        {"ab c", "a bc", false, false},
        {"...", ",,,", true, false},
        {"caf\u00E9", "cafe\u0301", true, true},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        buf b = {0};
        buf_addf(&b, "%s\n%s", cases[i].a, cases[i].b);
        struct prepared p;
        CHECK(prepared_open(&p, buf_str(&b), false));
        CHECK_INT(p.t.n_sentence, 2);
        CHECK_MSG((p.t.folded[0] == p.t.folded[1]) == cases[i].folded, "case %zu", i);
        CHECK_MSG((p.t.wording[0] == p.t.wording[1]) == cases[i].wording, "case %zu", i);
        arena_free(p.ar);
        buf_free(&b);
    }
}

/* Numbers come and go with what was read before; what is told apart and in which order never does. */
TEST(the_vocabulary_does_not_matter)
{
    uint64_t seed = 15;
    static const char *const pieces[] = {"the",   "Fleet", "fleet", "NL",    "of",   "Kingdom",
                                         "North", "7",     ",",     "Realm", "will", "sails"};
    for (int round = 0; round < 300; round++) {
        buf x = {0}, y = {0};
        for (int i = 0; i < 12; i++) {
            buf_addf(&x, "%s%s", pieces[random_below(&seed, ARRAY_LEN(pieces))], random_below(&seed, 4) ? " " : "\n");
            buf_addf(&y, "%s%s", pieces[random_below(&seed, ARRAY_LEN(pieces))], random_below(&seed, 4) ? " " : "\n");
        }
        struct prepared p, q;
        struct compare_text px, qx;
        CHECK(prepared_open(&p, buf_str(&y), true) && prepared_open(&q, buf_str(&x), true));
        CHECK(lines_make(&px, p.v, buf_str(&x), p.ar, NULL) && lines_make(&qx, q.v, buf_str(&y), q.ar, NULL));
        CHECK_INT(px.n_word, q.t.n_word);
        CHECK(memcmp(px.folded, q.t.folded, px.n_sentence * sizeof *px.folded) == 0);
        CHECK(memcmp(px.wording, q.t.wording, px.n_sentence * sizeof *px.wording) == 0);
        int there = compare_text_order(&px, &p.t), back = compare_text_order(&p.t, &px), other = compare_text_order(&q.t, &qx);
        CHECK((there < 0) == (back > 0) && (there == 0) == (back == 0) && (there < 0) == (other < 0) &&
              (there > 0) == (other > 0));
        arena_free(p.ar);
        arena_free(q.ar);
        buf_free(&x);
        buf_free(&y);
    }
}

TEST(words_have_one_number_and_numbers_one_word)
{
    arena *ar = arena_new(0);
    compare_vocab *v;
    CHECK(ar && !compare_vocab_new(&v, NULL, ar, NULL));
    uint32_t first[3000];
    char text[32];
    for (uint32_t i = 0; i < ARRAY_LEN(first); i++) {
        (void)snprintf(text, sizeof text, i % 2 ? "Wort%u" : "a-rather-long-word-%u", i);
        CHECK(!vocab_add(&first[i], v, str_of(text), NULL));
    }
    for (uint32_t i = 0; i < ARRAY_LEN(first); i++) {
        uint32_t again;
        (void)snprintf(text, sizeof text, i % 2 ? "Wort%u" : "a-rather-long-word-%u", i);
        CHECK(!vocab_add(&again, v, str_of(text), NULL));
        CHECK_INT(again, first[i]);
        CHECK_STR(compare_vocab_word(v, first[i]), text);
        CHECK(vocab_at(v, first[i])->hash == hash64(str_of(text)));
    }
    /* Keys of up to eight bytes overlap for short words: each length, and words that share first, middle and last bytes. */
    static const char *const close[] = {"",          "a",         "aa",       "aaa",          "aba",         "aaaa",
                                        "aaaaa",     "aaaaaaa",   "aaaaaaaa", "aaaaaaaab",    "abcd",        "abcdabcd",
                                        "abcdabcde", "abcdxabcd", "abcdabc",  "\xED\x95\x9C", "\xED\x95\x9D"};
    uint32_t id[ARRAY_LEN(close)];
    for (size_t i = 0; i < ARRAY_LEN(close); i++) {
        CHECK(!vocab_add(&id[i], v, str_of(close[i]), NULL));
        for (size_t k = 0; k < i; k++) CHECK_MSG(id[i] != id[k], "%s and %s", close[i], close[k]);
    }
    arena_free(ar);
}

TEST(classes_stems_and_kin)
{
    static const struct {
        const char *word;
        enum word_class class_;
    } classes[] = {{"the", CLASS_FUNCTION}, {"The", CLASS_FUNCTION},  {"not", CLASS_CONTENT}, {"7", CLASS_NUMBER},
                   {"3.5", CLASS_NUMBER},   {",", CLASS_PUNCT},       {"%", CLASS_PUNCT},     {"'s", CLASS_FUNCTION},
                   {"한국", CLASS_CONTENT}, {"fleet", CLASS_CONTENT}, {"", CLASS_CONTENT}};
    static const struct {
        const char *a, *b;
        bool stem, kin;
    } pairs[] = {{"deter", "deterrence", true, true},
                 {"fleet", "fleets", true, true},
                 {"fleet", "harbour", false, false},
                 {"said", "told", false, true},
                 {"held", "hold", false, true},
                 {"planned", "project", false, true},
                 {"strengthening", "bolster", false, true},
                 {"war", "peace", false, false},
                 {"확장억제", "확장된", true, true}};
    arena *ar = arena_new(0);
    compare_vocab *v;
    CHECK(ar && !compare_vocab_new(&v, NULL, ar, NULL));
    for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
        uint32_t id;
        CHECK(!vocab_add(&id, v, str_of(classes[i].word), NULL));
        CHECK_MSG(vocab_at(v, id)->class_ == classes[i].class_, "\"%s\"", classes[i].word);
    }
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        uint32_t a, b;
        CHECK(!vocab_add(&a, v, str_of(pairs[i].a), NULL) && !vocab_add(&b, v, str_of(pairs[i].b), NULL));
        CHECK_MSG((vocab_at(v, a)->stem == vocab_at(v, b)->stem) == pairs[i].stem, "stems of %s and %s", pairs[i].a,
                  pairs[i].b);
        CHECK_MSG((vocab_kin(v, a) == vocab_kin(v, b)) == pairs[i].kin, "kin of %s and %s", pairs[i].a, pairs[i].b);
    }
    arena_free(ar);
}

/* No word stands in two groups: else its kin would depend on the order of the groups. */
TEST(groups_of_kindred_words_are_apart)
{
    struct hash_map map = {0};
    arena *ar = arena_new(0);
    CHECK(ar);
    for (uint32_t g = 0; g < kindred_count(); g++) {
        str rest = kindred_group(g);
        CHECK(rest.n);
        while (rest.n) {
            str word = str_cut(rest, ' ', &rest);
            CHECK_MSG(word.n, "group %u has two spaces in a row", g);
            CHECK_MSG(hash_map_get(&map, hash64(word)) == UINT32_MAX, "\"%.*s\" stands twice", STR_ARG(word));
            CHECK(!hash_map_put(&map, ar, hash64(word), g));
        }
    }
    arena_free(ar);
}

TESTS(CASE(sentences_of_all_scripts), CASE(any_bytes), CASE(aliases_fold_into_one_word),
      CASE(an_alias_stops_at_the_end_of_its_sentence), CASE(folding_is_blind_to_case_and_marks_and_nothing_else),
      CASE(the_vocabulary_does_not_matter), CASE(words_have_one_number_and_numbers_one_word), CASE(classes_stems_and_kin),
      CASE(groups_of_kindred_words_are_apart))
