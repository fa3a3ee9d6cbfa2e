/* Texts for tests of names, tagged in short: words parted by spaces, marks by themselves, and only what a reader would not
** guess is written behind a word: "said/v", "Soofer/r:nsubj". Tags: n noun, N name, v verb, x auxiliary, a adjective, A
** adverb, d determiner, p preposition, c "and", r pronoun, s "that", t particle, # number. Words of the closed lists below
** and words with capitals need none; all others are nouns. ':' brings a relation. "." ends a sentence, "|" a paragraph. The
** text that comes of it has no space before marks and 's, so that spans are those of real prose. The first verb is the root,
** on which all else hangs. */
#ifndef TEST_NAMES_HELP_H
#define TEST_NAMES_HELP_H

#include "language/coref.h"
#include "parse_help.h"

static inline bool in_words(str w, const char *list)
{
    for (str rest = str_of(list); rest.n;)
        if (str_eq_nocase_ascii(str_cut(rest, '|', &rest), w)) return true;
    return false;
}

static inline const char *names_tag(str form, str tag)
{
    static const char letters[] = "nNvxaAdpcrst#.";
    static const char *const upos[] = {"NOUN", "PROPN", "VERB", "AUX",   "ADJ",  "ADV", "DET",
                                       "ADP",  "CCONJ", "PRON", "SCONJ", "PART", "NUM", "PUNCT"};
    for (size_t i = 0; tag.n && i < sizeof letters - 1; i++)
        if (tag.p[0] == letters[i]) return upos[i];
    if (!ascii_alnum((unsigned char)form.p[0]) && (unsigned char)form.p[0] < 0x80)
        return form.n > 1 && form.p[1] == 's' ? "PART" : "PUNCT";
    if (ascii_digit((unsigned char)form.p[0])) return "NUM";
    if (in_words(form, "the|a|an|both|this")) return "DET";
    if (in_words(form, "of|for|in|at|to|from|with|by|on|under|during|after|between|as|about|since")) return "ADP";
    if (in_words(form, "and|or|but")) return "CCONJ";
    if (in_words(form, "he|she|it|they|his|her|its|their|who|him|them|himself")) return "PRON";
    if (in_words(form, "is|was|has|had|will|would|were|are|have|be")) return "AUX";
    if (in_words(form,
                 "said|told|met|agreed|left|spoke|pledged|visited|serves|acting|held|signed|praised|added|stressed|refused"))
        return "VERB";
    if (in_words(form,
                 "south korean|korean|american|national|foreign|deputy|former|senior|nuclear|chemical|biological|new|joint"))
        return ascii_upper((unsigned char)form.p[0]) ? "PROPN" : "ADJ";
    return (unsigned char)form.p[0] >= 0x80 || ascii_upper((unsigned char)form.p[0]) ? "PROPN" : "NOUN";
}

static inline bool names_glues(str next) { return in_words(next, ",|.|;|:|)|'s|’s|'|-|%"); }

/* Words of one sentence as CoNLL-U. */
static inline void names_sentence(buf *out, str sentence, bool par)
{
    str words[256], tags[256], rels[256];
    uint32_t n = 0, root = 0;
    while (sentence.n && n < 256) {
        str word = str_cut(sentence, ' ', &sentence);
        if (!word.n) continue;
        str rest = {0};
        bool bare = word.n < 2 || str_find(word, STR("/"), 0) == SIZE_MAX; /* no tag, perhaps a relation */
        words[n] = word.n < 2 ? word : str_cut(word, bare ? ':' : '/', &rest);
        tags[n] = bare ? (str){0} : str_cut(rest, ':', &rels[n]);
        if (bare) rels[n] = rest;
        if (!root && (str_eq(tags[n], STR("v")) || strcmp(names_tag(words[n], tags[n]), "VERB") == 0)) root = n + 1;
        n++;
    }
    if (!root) root = 1;
    if (par) buf_addz(out, "# newpar\n");
    for (uint32_t i = 0; i < n; i++) {
        bool glue = i + 1 < n && (names_glues(words[i + 1]) || in_words(words[i], "(|-"));
        buf_addf(out, "%u\t%.*s\t%.*s\t%s\t_\t_\t%u\t", i + 1, STR_ARG(words[i]), STR_ARG(words[i]),
                 names_tag(words[i], tags[i]), i + 1 == root ? 0 : root);
        if (i + 1 == root)
            buf_addz(out, "root");
        else
            buf_add(out, rels[i].n ? rels[i] : STR("dep"));
        buf_addf(out, "\t_\t%s\n", glue ? "SpaceAfter=No" : "_");
    }
    if (n) buf_addc(out, '\n');
}

/* The text in ar; false, with the reason printed, where it cannot be made. */
static inline bool names_text(struct language_text *out, const char *brief, arena *ar)
{
    struct conllu_text t = {0};
    struct err err = {0};
    buf b = {0};
    bool par = true;
    for (str rest = str_of(brief); rest.n;) {
        str paragraph = str_cut(rest, '|', &rest);
        par = true;
        while (paragraph.n) {
            size_t end = str_find(paragraph, STR(" ."), 0);
            end = end == SIZE_MAX ? paragraph.n : end + 2;
            str sentence = str_trim((str){paragraph.p, end});
            paragraph = (str){paragraph.p + end, paragraph.n - end};
            if (sentence.n) names_sentence(&b, sentence, par);
            par = false;
        }
    }
    bool ok = !conllu_read(&t, str_copy(ar, buf_str(&b)), ar, &err) && parsed_of(out, &t, ar);
    if (!ok) printf("# %s: %s\n", brief, err.msg);
    buf_free(&b);
    return ok;
}

/* Says what is wrong with one case of a table, so that a run shows all that are. */
static inline bool differs(str got, const char *text, const char *want)
{
    if (str_eq(got, str_of(want))) return false;
    printf("# %s\n#   got  %.*s\n#   want %s\n", text, STR_ARG(got), want);
    return true;
}

#endif
