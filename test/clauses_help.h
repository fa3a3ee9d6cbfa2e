/* Hand-annotated texts for the tests of clauses and quotations, in short, and findings written as one line.
**
** A text is words parted by spaces: "~" (no space stands before it), form, "=" and lemma (else the form in small letters), "/", Penn
** tag ("." for marks, "!" behind it for an imperative, "PRN" for a pronoun like "nobody"), "/", head, "/", relation. "|" ends a
** sentence, "|" and a word that begins with a paragraph sign opens a paragraph too. */
#ifndef TEST_CLAUSES_HELP_H
#define TEST_CLAUSES_HELP_H

#include "language/clauses.h"
#include "language/quotes.h"
#include "parse_help.h"

static inline const char *brief_upos(str tag, str rel)
{
    static const char *const known[][2] = {{"NNP", "PROPN"}, {"NN", "NOUN"}, {"PRN", "PRON"}, {"PRP", "PRON"}, {"WP", "PRON"},
                                           {"WDT", "PRON"},  {"EX", "PRON"}, {"DT", "DET"},   {"JJ", "ADJ"},   {"RB", "ADV"},
                                           {"WRB", "ADV"},   {"MD", "AUX"},  {"VB", "VERB"},  {"TO", "PART"},  {"POS", "PART"},
                                           {"CC", "CCONJ"},  {"CD", "NUM"},  {".", "PUNCT"},  {"RP", "ADP"}};
    if (str_starts(tag, STR("VB")) && (str_starts(rel, STR("aux")) || str_eq(rel, STR("cop")))) return "AUX";
    if (str_eq(tag, STR("IN"))) return str_eq(rel, STR("mark")) ? "SCONJ" : "ADP";
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_starts(tag, str_of(known[i][0]))) return known[i][1];
    return "X";
}

/* Column before the last '/' of *s, which is cut there. */
static inline str brief_back(str *s)
{
    size_t at = s->n;
    while (at && s->p[at - 1] != '/') at--;
    str out = {s->p + at, s->n - at};
    s->n = at ? at - 1 : 0;
    return out;
}

/* One word as a line of CoNLL-U. glued: no space follows. */
static inline void brief_word(buf *out, str word, uint32_t id, bool glued)
{
    str rel = brief_back(&word), head = brief_back(&word), tag = brief_back(&word), form = word, lemma = word;
    if (form.n > 2)
        for (size_t i = 1; i + 1 < word.n; i++)
            if (word.p[i] == '=') form.n = i, lemma = (str){word.p + i + 1, word.n - i - 1};
    bool imperative = tag.n && tag.p[tag.n - 1] == '!';
    tag.n -= imperative;
    buf_addf(out, "%u\t%.*s\t", id, STR_ARG(form));
    for (size_t i = 0; i < lemma.n; i++)
        buf_addc(out, str_eq(tag, STR("NNP")) ? lemma.p[i] : (char)ascii_tolower((unsigned char)lemma.p[i]));
    buf_addf(out, "\t%s\t%.*s\t%s\t%.*s\t%.*s\t_\t%s\n", brief_upos(tag, rel),
             STR_ARG(str_eq(tag, STR("PRN")) ? STR("NN") : tag), imperative ? "Mood=Imp" : "_", STR_ARG(head), STR_ARG(rel),
             glued ? "SpaceAfter=No" : "_");
}

/* The text of `brief`; n_word is 0, and the reason printed, when it is not read. */
static inline struct language_text brief_text(const char *brief, arena *ar)
{
    struct language_text out = {0};
    struct conllu_text t = {0};
    struct err err = {0};
    str rest = str_of(brief);
    buf b = {0};
    uint32_t id = 0;
    while (rest.n) {
        str word = str_cut(rest, ' ', &rest);
        if (str_eq(word, STR("|"))) {
            buf_addc(&b, '\n');
            id = 0;
        } else if (str_eq(word, STR("\xC2\xB6")))
            buf_addz(&b, "# newpar\n");
        else {
            if (word.n && word.p[0] == '~') word.p++, word.n--;
            brief_word(&b, word, ++id, rest.n && rest.p[0] == '~');
        }
    }
    buf_addc(&b, '\n');
    if (conllu_read(&t, str_copy(ar, buf_str(&b)), ar, &err) || !parsed_of(&out, &t, ar)) {
        printf("# not read: %s: %s\n", brief, err.msg);
        out = (struct language_text){0};
    }
    buf_free(&b);
    return out;
}

static inline str brief_form(const struct language_text *t, uint32_t w)
{
    return w == LANGUAGE_NONE ? STR("-") : t->words.form[w];
}

/* "word hang subject modality +|-[ IF][ by speaker]", parted by "; ". */
static inline void show_clauses(buf *out, const struct language_text *t, const struct language_clauses *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        str word = brief_form(t, c->word[i]), who = brief_form(t, c->subject[i]);
        buf_addf(out, "%s%.*s %s %.*s %s %c", i ? "; " : "", STR_ARG(word), language_hang_name((enum language_hang)c->hang[i]),
                 STR_ARG(who), language_modality_name((enum language_modality)c->modality[i]), c->negative[i] ? '-' : '+');
        if (c->conditional[i]) buf_addz(out, " IF");
        if (c->said_by[i] != LANGUAGE_NONE) {
            str by = brief_form(t, c->said_by[i]);
            buf_addf(out, " by %.*s", STR_ARG(by));
        }
    }
}

static inline void show_words(buf *out, const struct language_text *t, span words)
{
    str s = STR("-");
    if (words.end > words.begin) {
        uint32_t from = language_word_bytes(t, words.begin).begin;
        s = str_span(t->text, (span){from, language_word_bytes(t, words.end - 1).end});
    }
    buf_addc(out, ' ');
    buf_add(out, s);
}

/* "kind[+] [content] speaker verb", parted by "; "; + where it goes on with another. */
static inline void show_quotes(buf *out, const struct language_text *t, const struct language_quotes *q)
{
    for (uint32_t i = 0; i < q->n; i++) {
        str at = str_span(t->text, q->at[i]);
        buf_addf(out, "%s%s%s [%.*s]", i ? "; " : "", language_quote_name((enum language_quote)q->kind[i]),
                 q->part_of[i] != LANGUAGE_NONE ? "+" : "", STR_ARG(at));
        show_words(out, t, q->speaker[i]);
        show_words(out, t, q->verb[i]);
    }
}

#endif
