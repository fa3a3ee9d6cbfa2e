/* An annotated text laid flat for comparison. Everything is counted before it is taken, so each array is one piece of the
** arena. What the shared task leaves out of account (spaces, features of one language, subtypes of relations) is left out
** here, once, so that the measures compare strings as they stand. */
#include "language/score.h"

#include <stdlib.h>

/* The features of Universal Dependencies version 2 as of the shared task; Typo, Style and the like came later or belong
** to single languages. */
static const str universal_features[] = {
    STR("PronType"), STR("NumType"), STR("Poss"),  STR("Reflex"),   STR("Foreign"),  STR("Abbr"),     STR("Gender"),
    STR("Animacy"),  STR("Number"),  STR("Case"),  STR("Definite"), STR("Degree"),   STR("VerbForm"), STR("Mood"),
    STR("Tense"),    STR("Aspect"),  STR("Voice"), STR("Evident"),  STR("Polarity"), STR("Person"),   STR("Polite")};

/* Relations between content words; with the next list and punct they are the 37 universal relations. */
static const str content_relations[] = {
    STR("nsubj"),     STR("obj"),      STR("iobj"),       STR("csubj"),      STR("ccomp"), STR("xcomp"),
    STR("obl"),       STR("vocative"), STR("expl"),       STR("dislocated"), STR("advcl"), STR("advmod"),
    STR("discourse"), STR("nmod"),     STR("appos"),      STR("nummod"),     STR("acl"),   STR("amod"),
    STR("conj"),      STR("fixed"),    STR("flat"),       STR("compound"),   STR("list"),  STR("parataxis"),
    STR("orphan"),    STR("goeswith"), STR("reparandum"), STR("root"),       STR("dep")};

/* Relations of function words, as the shared task has them. */
static const str function_relations[] = {STR("aux"), STR("cop"), STR("mark"), STR("det"), STR("clf"), STR("case"), STR("cc")};

/* The lists are short and most words are found near the front of one: no hash would pay. */
static bool is_among(const str *list, size_t n, str s)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i], s)) return true;
    return false;
}

/* Category Zs of Unicode 15, which is what the shared task takes out of forms; tabs and line ends cannot be in one. */
static bool is_space(int32_t cp)
{
    return cp == 0x20 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F ||
           cp == 0x3000;
}

/* ---- features ---- */

/* As the task's script sorts them: whole "Name=Value" strings, by code points, which for UTF-8 is by bytes. */
static int by_bytes(const void *a, const void *b) { return str_cmp(*(const str *)a, *(const str *)b); }

/* By the name alone, whatever the value; "Number[psor]" is another name than "Number". */
static bool is_universal(str feature)
{
    str value;
    return is_among(universal_features, ARRAY_LEN(universal_features), str_cut(feature, '=', &value));
}

/* True when feats holds universal features only, in order: nearly always, and then nothing is copied. */
static bool is_canonical(str feats)
{
    str before = {0};
    while (feats.n) {
        str one = str_cut(feats, '|', &feats);
        if (!is_universal(one) || str_cmp(before, one) > 0) return false;
        before = one;
    }
    return true;
}

/* The universal features of feats, sorted by their bytes and joined again; borrowed from feats or in ar. "_" has none. The
** result is taken before the scratch list, so that the list alone can be given back. */
static enum status universal_part(str *out, str feats, arena *ar, struct err *err)
{
    size_t cap = 1;
    size_t n = 0;
    *out = feats;
    if (is_canonical(feats)) return OK;
    for (size_t i = 0; i < feats.n; i++) cap += feats.p[i] == '|';
    char *to = arena_raw(ar, feats.n, 1);
    struct arena_mark mark = arena_here(ar);
    str *list = arena_raw(ar, cap, sizeof *list);
    if (!to || !list) return arena_why(ar, err);
    for (str rest = feats; rest.n;) {
        str one = str_cut(rest, '|', &rest);
        if (is_universal(one)) list[n++] = one;
    }
    qsort(list, n, sizeof *list, by_bytes);
    *out = (str){to, 0};
    for (size_t i = 0; i < n; i++) {
        if (i) to[out->n++] = '|';
        memcpy(to + out->n, list[i].p, list[i].n);
        out->n += list[i].n;
    }
    arena_back(ar, mark);
    return OK;
}

/* ---- the side ---- */

/* Takes all arrays. Forms are an upper bound of chars: those of words that lie in ranges are counted too. */
static enum status take_arrays(struct score_side *side, const struct conllu_text *text, arena *ar, struct err *err)
{
    uint64_t n_word = 0;
    uint64_t n_range = 0;
    uint64_t bytes = 0;
    for (uint32_t k = 0; k < text->n; k++) {
        const struct conllu_sentence *s = &text->sentence[k];
        n_word += s->n_word;
        n_range += s->n_range;
        for (uint32_t i = 0; i < s->n_word; i++) bytes += s->form[i].n;
        for (uint32_t i = 0; i < s->n_range; i++) bytes += s->range[i].column[CONLLU_FORM].n;
    }
    if (bytes > UINT32_MAX || n_word + n_range >= SCORE_ROOT) return err_set(err, E_LIMIT, "a text of more than 4 GiB");
    size_t n = n_word;
    str *strings = ARENA_NEW(ar, 6 * n, str);
    uint32_t *numbers = ARENA_NEW(ar, 3 * n, uint32_t);
    side->chars = arena_raw(ar, bytes, 1);
    side->token = ARENA_NEW(ar, n_word + n_range, span);
    side->token_line = ARENA_NEW(ar, n_word + n_range, uint32_t);
    side->sentence = ARENA_NEW(ar, text->n, span);
    side->at = ARENA_NEW(ar, n, span);
    side->flags = ARENA_NEW(ar, n, uint8_t);
    if (!strings || !numbers || !side->chars || !side->token || !side->token_line || !side->sentence || !side->at ||
        !side->flags)
        return arena_why(ar, err);
    str **const cut[] = {&side->form, &side->lemma, &side->upos, &side->xpos, &side->feats, &side->deprel};
    for (size_t i = 0; i < ARRAY_LEN(cut); i++) *cut[i] = strings + i * n;
    side->parent = numbers;
    side->child = numbers + n;
    side->sibling = numbers + 2 * n;
    return OK;
}

/* Appends a form without its spaces as the next token. */
static enum status add_token(struct score_side *side, str form, uint32_t line, struct err *err)
{
    uint32_t begin = side->n_char;
    for (size_t i = 0, size; i < form.n; i += size) {
        if (is_space(utf8_decode(form, i, &size))) continue;
        memcpy(side->chars + side->n_char, form.p + i, size);
        side->n_char += (uint32_t)size;
    }
    if (side->n_char == begin) return err_set(err, E_FORMAT, "line %u: a form of nothing but spaces", line);
    side->token_line[side->n_token] = line;
    side->token[side->n_token++] = (span){begin, side->n_char};
    return OK;
}

/* Word i of s belongs to the newest token. base: number of the first word of s. */
static enum status add_word(struct score_side *side, const struct conllu_sentence *s, uint32_t i, uint32_t base, bool multi,
                            arena *ar, struct err *err)
{
    uint32_t w = side->n_word++;
    uint32_t head = s->head[i];
    str subtype;
    side->at[w] = side->token[side->n_token - 1];
    side->form[w] = multi ? s->form[i] : (str){side->chars + side->at[w].begin, span_len(side->at[w])};
    side->lemma[w] = s->lemma[i];
    side->upos[w] = s->upos[i];
    side->xpos[w] = s->xpos[i];
    side->deprel[w] = str_cut(s->deprel[i], ':', &subtype);
    bool content = is_among(content_relations, ARRAY_LEN(content_relations), side->deprel[w]);
    bool function = is_among(function_relations, ARRAY_LEN(function_relations), side->deprel[w]);
    side->flags[w] = (uint8_t)((multi ? WORD_MULTI : 0) | (content ? WORD_CONTENT : 0) | (function ? WORD_FUNCTION : 0));
    side->parent[w] = head == 0 ? SCORE_ROOT : head > s->n_word ? SCORE_NONE : base + head - 1;
    side->child[w] = side->sibling[w] = SCORE_NONE;
    return universal_part(&side->feats[w], s->feats[i], ar, err);
}

/* From the last word to the first, so that each list of children is in the order of the text. */
static void link_children(struct score_side *side, uint32_t base)
{
    for (uint32_t w = side->n_word; w-- > base;) {
        uint32_t parent = side->parent[w];
        if (!(side->flags[w] & WORD_FUNCTION) || parent >= SCORE_ROOT) continue;
        side->sibling[w] = side->child[parent];
        side->child[parent] = w;
    }
}

/* Tokens in the order of the text: a range with all its words, or one word. A range that a sentence built by hand lets run
** beyond its last word is cut there. */
static enum status add_sentence(struct score_side *side, const struct conllu_sentence *s, arena *ar, struct err *err)
{
    uint32_t begin = side->n_char;
    uint32_t base = side->n_word;
    uint32_t range = 0;
    enum status status = OK;
    for (uint32_t i = 0; i < s->n_word && !status;) {
        bool multi = range < s->n_range && s->range[range].first == i + 1;
        uint32_t end = multi && s->range[range].last < s->n_word ? s->range[range].last : multi ? s->n_word : i + 1;
        if (multi)
            status = add_token(side, s->range[range].column[CONLLU_FORM], s->range[range].line, err);
        else
            status = add_token(side, s->form[i], s->word_line ? s->word_line[i] : s->line, err);
        for (; i < end && !status; i++) status = add_word(side, s, i, base, multi, ar, err);
        range += multi;
    }
    if (status) return status;
    link_children(side, base);
    side->sentence[side->n_sentence++] = (span){begin, side->n_char};
    return OK;
}

/* On error what was taken stays in ar: the caller gives everything back at once. */
enum status score_side_of(struct score_side *out, const struct conllu_text *text, arena *ar, struct err *err)
{
    *out = (struct score_side){0};
    enum status status = take_arrays(out, text, ar, err);
    for (uint32_t k = 0; k < text->n && !status; k++) status = add_sentence(out, &text->sentence[k], ar, err);
    return status;
}
