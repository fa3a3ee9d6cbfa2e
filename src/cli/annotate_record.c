/* What `entente annotate` takes from a record: its documents with the parses that are kept of them, and what its concept list says of
** names. The language room knows no politics; who "Soper" is comes from here. */
#include "cli/annotate.h"

/* ---- concepts as known names ---- */

/* The kinds of concepts that are names of somebody or something that acts or can be gone to. A term is no name, and "party" says too
** little: a country, an alliance or one side of a table. */
static bool name_kind_of(uint8_t *out, str kind)
{
    static const struct {
        const char *kind;
        enum name_kind is;
    } kinds[] = {{"person", NAME_PERSON}, {"body", NAME_ORGANISATION}, {"place", NAME_PLACE}, {"country", NAME_COUNTRY}};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (!str_eq(kind, str_of(kinds[i].kind))) continue;
        *out = (uint8_t)kinds[i].is;
        return true;
    }
    return false;
}

/* English forms, and those of no stated language. Of a person only full names: a surname alone is found by the text. */
static bool is_name(const struct concept_form *f, uint8_t kind)
{
    if (f->language.n && !str_eq(f->language, STR("en"))) return false;
    if (kind == NAME_PERSON) return f->alias && memchr(f->text.p, ' ', f->text.n);
    return f->alias || kind == NAME_COUNTRY;
}

enum status annotate_list(struct annotate_known *out, struct cli *c, arena *ar, struct err *err)
{
    struct concept_list list;
    *out = (struct annotate_known){0};
    enum status status = record_concepts(&list, NULL, c->record, c->view, ar, err);
    if (status || !list.n_form) return status;
    str *form = ARENA_NEW(ar, list.n_form, str);
    str *country = ARENA_NEW(ar, list.n_form, str);
    uint8_t *kind = ARENA_NEW(ar, list.n_form, uint8_t);
    out->concept = ARENA_NEW(ar, list.n_form, str);
    if (!form || !country || !kind || !out->concept) return arena_why(ar, err);
    uint32_t n = 0;
    for (uint32_t i = 0; i < list.n_form; i++) {
        const struct concept_form *f = &list.form[i];
        const struct concept *concept = &list.concept[f->concept];
        if (!name_kind_of(&kind[n], concept->kind) || !is_name(f, kind[n])) continue;
        form[n] = f->text;
        country[n] = kind[n] == NAME_COUNTRY ? concept->name : concept->party;
        out->concept[n++] = concept->name;
    }
    out->names = (struct language_known){.n = n, .form = form, .kind = kind, .country = country};
    return OK;
}

/* ---- documents ---- */

enum status annotate_document(struct annotate_doc *out, struct language_text *text, struct cli *c, str name, arena *ar,
                              struct err *err)
{
    struct record_doc doc;
    struct record_parsed parsed;
    enum status status = record_find(&doc, c->record, name, c->view, ar, err);
    if (!status) status = record_parse(&parsed, c->record, &doc, ar, err);
    if (status) return status;
    const struct text_page *page = &parsed.reading.page;
    *out = (struct annotate_doc){.name = doc.name,
                                 .text = parsed.text.text,
                                 .piece = page->piece,
                                 .n_piece = page->n_piece,
                                 .title = doc.manifest.title,
                                 .language = STR("en"),
                                 .date = doc.manifest.date,
                                 .date_basis = text_date_basis_name(doc.manifest.date_basis),
                                 .source = doc.source};
    for (uint32_t i = 0; i < page->n_block; i++) out->n_aside += text_kind_is_aside(page->block[i].kind);
    *text = parsed.text;
    return OK;
}
