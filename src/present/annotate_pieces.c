/* Pieces of lines that the sections of an annotation share: places, words cut to a line, and who is meant. What stands in the text is
** shown as it stands; what the program adds to it, whom "he" means and how sure that is, stands in brackets behind it. */
#include "present/annotate_sheet.h"
#include "present/doc.h"

/* Words of a quotation or clause, and of a subject, shown at most unless all is asked for. A sentence of a statement has 40 words. */
enum { SHORT_WORDS = 40, SUBJECT_WORDS = 12 };

/* A string that is missing would be a finding without words: the answer is given up as a whole, but only at its end, so that no line
** needs a test of its own. */
str annotate_kept(const struct annotate_view *v, buf *b)
{
    str s = doc_str(b, v->ar);
    if (!s.p) *v->refused = true;
    return s.p ? s : STR("");
}

/* Bytes of the source, not of the text: `entente show --source` and an editor count in these. */
str annotate_place(const struct annotate_view *v, span at)
{
    buf b = {0};
    span in = annotate_source(v, at);
    buf_addf(&b, "@%u-%u", in.begin, in.end);
    return annotate_kept(v, &b);
}

/* Bytes of the first n words of s, all of it where there are fewer. */
static size_t first_words(str s, uint32_t n)
{
    size_t at = 0;
    for (uint32_t i = 0; i < n && at < s.n; i++) {
        while (at < s.n && s.p[at] == ' ') at++;
        while (at < s.n && s.p[at] != ' ') at++;
    }
    return at;
}

/* A cut is marked, so that nobody takes a part for the whole; JSON and --full have the rest. */
str annotate_shown(const struct annotate_view *v, span at)
{
    buf b = {0};
    str words = annotate_words(v, at);
    size_t n = v->full ? words.n : first_words(words, SHORT_WORDS);
    buf_add(&b, (str){words.p, n});
    if (n < words.n) buf_addz(&b, " ...");
    return annotate_kept(v, &b);
}

/* Whether the words already say who is meant: a country or body by one of its names, a person in full. */
static bool says_itself(const struct annotate_view *v, const struct annotate_who *who)
{
    const struct language_coref *c = v->a->coref;
    for (uint32_t i = 0; i < who->n_tie; i++) {
        const struct annotate_tie *t = &who->tie[i];
        if (c->how[t->mention] != COREF_NAME) return false;
        if (c->actor_kind[t->actor] == NAME_PERSON &&
            str_find(annotate_words(v, who->at), c->actor_name[t->actor], 0) == SIZE_MAX)
            return false;
    }
    return true;
}

/* A pair has two names, a list as many as it has members that could be told. */
void annotate_add_who(buf *out, const struct annotate_view *v, const struct annotate_who *who)
{
    str words = annotate_words(v, who->at);
    size_t n = first_words(words, SUBJECT_WORDS);
    buf_add(out, (str){words.p, n});
    if (n < words.n) buf_addz(out, " ...");
    if (says_itself(v, who)) return;
    buf_addz(out, " (");
    for (uint32_t i = 0; i < who->n_tie; i++) {
        if (i) buf_addz(out, ", ");
        buf_add(out, v->a->coref->actor_name[who->tie[i].actor]);
        buf_addc(out, ' ');
        annotate_prob(out, who->tie[i].prob);
    }
    buf_addc(out, ')');
}

/* A passive clause, an imperative or a headline may have nobody: then that is what is said. */
str annotate_who_str(const struct annotate_view *v, const struct annotate_who *who)
{
    buf b = {0};
    if (who->at.end <= who->at.begin) return STR("(nobody named)");
    annotate_add_who(&b, v, who);
    return annotate_kept(v, &b);
}

/* The last one is used again rather than one beyond the array: a section too many would be a mistake here, not of the text. */
struct sheet_section *annotate_section(struct annotate_sections *m, const char *heading)
{
    struct sheet_section *s = &m->section[m->n < ANNOTATE_SECTIONS ? m->n++ : ANNOTATE_SECTIONS - 1];
    s->heading = heading;
    return s;
}

enum status annotate_room(struct sheet_section *s, uint32_t n, arena *ar, struct err *err)
{
    s->quote = ARENA_NEW(ar, n, struct sheet_quote);
    return s->quote ? OK : arena_why(ar, err);
}
