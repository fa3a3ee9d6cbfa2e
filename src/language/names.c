/* Names and persons of a text, from the first unit to the last link. The stages stand in names_parts.h; here they are run. */
#include "language/names_who.h"

const char *language_name_kind(enum name_kind kind)
{
    static const char *const names[NAME_KINDS] = {"person", "organisation", "country", "nation",
                                                  "seat",   "place",        "thing",   "other"};
    return (unsigned)kind < NAME_KINDS ? names[kind] : "";
}

const char *language_name_how(enum name_how how)
{
    static const char *const names[] = {"", "title", "apposition", "comma", "parenthesis", "relative", "copula"};
    return (unsigned)how < ARRAY_LEN(names) ? names[how] : "";
}

enum status language_names_find(struct language_names *out, const struct language_text *t, const struct language_known *known,
                                arena *ar, struct err *err)
{
    struct names_work w = {.t = t, .known = known, .ar = ar};
    *out = (struct language_names){0};
    enum status status = lexicon_new(&w.lex, ar, err);
    if (!status) status = names_units(&w, err);
    if (!status) status = names_runs(&w, err);
    if (!status) status = names_persons(out, &w, err);
    return status ? status : names_link(out, known, ar, err);
}
