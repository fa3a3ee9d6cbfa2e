/* The text of an office: small letters, ranks written out, without whose it is.
**
** Two mentions of one office should read alike, since persons are compared by it (names_same.c) and readers look for it: "the
** U.S. acting deputy assistant secretary of defense" and "Acting Deputy Assistant Secretary of Defense" are both "acting deputy
** assistant secretary of defense". Country, organisation, articles and genitives stand in columns of their own and are left out
** here. */
#include "language/names_parts.h"

struct word_pair {
    const char *said, *means;
};
/* Ranks that stand for offices are written out, so that "Gen." and "General" are one. */
static const struct word_pair full_titles[] = {
    {"gen.", "general"},       {"gen", "general"},     {"adm.", "admiral"},    {"adm", "admiral"},
    {"col.", "colonel"},       {"lt.", "lieutenant"},  {"maj.", "major"},      {"capt.", "captain"},
    {"sgt.", "sergeant"},      {"sen.", "senator"},    {"sen", "senator"},     {"rep.", "representative"},
    {"rep", "representative"}, {"gov.", "governor"},   {"gov", "governor"},    {"prof.", "professor"},
    {"prof", "professor"},     {"amb.", "ambassador"}, {"brig.", "brigadier"}, {"cmdr.", "commander"},
    {"pres.", "president"},
};

/* A rank written out; any other word as it is. */
static str title_text(str fold)
{
    for (size_t i = 0; i < ARRAY_LEN(full_titles); i++)
        if (str_eq(fold, str_of(full_titles[i].said))) return str_of(full_titles[i].means);
    return fold;
}

/* Is unit i of an office left out of its text? Also the small words that led to what is left out: "of" and "the" in "spokesperson
** of the ministry", where the ministry is the organisation. */
static bool left_out(const struct names_work *w, const struct name_office *o, uint32_t i)
{
    if (w->unit[i].genitive) return true;
    if (i >= o->skip.begin && i < o->skip.end) return true;
    if (i >= o->organisation.begin && i < o->organisation.end) return true;
    bool first = i == o->begin || (o->organisation.end && i == o->organisation.end) || (i + 1 == o->organisation.begin);
    if ((unit_in(w, i, "the|a|an|his|her|its|their|our|my") || w->unit[i].upos == UPOS_DET) &&
        (first || i + 1 == o->skip.begin))
        return true;
    if (unit_in(w, i, "of|at|for|with|from") &&
        (i + 1 == o->organisation.begin || (i + 2 == o->organisation.begin && unit_is(w, i + 1, "the"))))
        return true;
    return unit_in(w, i, "mr|mr.|mrs|mrs.|ms|ms.|miss|dr|dr.");
}

enum status names_office_text(str *out, const struct names_work *w, const struct name_office *o, struct err *err)
{
    buf b = {0};
    for (uint32_t i = o->begin; i < o->end; i++) {
        if (left_out(w, o, i)) continue;
        if (b.n && !w->unit[i].glued) buf_addc(&b, ' ');
        buf_add(&b, title_text(w->unit[i].fold));
    }
    enum status status = buf_check(&b, err);
    if (!status) {
        *out = str_copy(w->ar, buf_str(&b));
        if (!out->p) status = arena_why(w->ar, err);
    }
    buf_free(&b);
    return status;
}
