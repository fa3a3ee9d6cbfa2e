/* Concept lists as text: one stanza a concept. Pure. Invariants: forms stand grouped by concept, in the order
** of the text; no form stands under two concepts, so a word in a text leads to one concept at most; a concept's
** own name is its first form, and an alias. */
#include "record/record.h"

/* A list being built: its arrays double in ar, so the list keeps no pointer that moves but through `out`. seen
** leads from a form, folded but for names in capitals, to its place; form_line runs beside out->form. */
struct builder {
    struct concept_list *out;
    uint32_t cap_concept, cap_form;
    uint32_t *form_line;  /* [cap_form] */
    struct hash_map seen; /* folded form -> index of form */
    buf scratch;
    arena *ar;
    struct err *err;
};

/* A name all in capitals (US, NCG) is another word than the same letters in small ones, and is found only in
** capitals: so it is kept as it is, while all other forms are folded before they are compared. */
static bool all_capitals(str s)
{
    bool letter = false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (ascii_lower(c) || c >= 0x80) return false;
        letter = letter || ascii_upper(c);
    }
    return letter;
}

/* A form that stands already is fine under the same concept and in the same role; under another it would make
** texts ambiguous, and both lines are named. Two forms with one fingerprint out of 2^64 would be taken for the
** same. Takes O(1) on average. */
static enum status add_form(struct builder *b, str text, str language, bool alias, uint32_t line)
{
    struct concept_list *l = b->out;
    uint32_t concept = l->n_concept - 1;
    buf_clear(&b->scratch);
    if (all_capitals(text))
        buf_add(&b->scratch, text);
    else
        utf8_fold(&b->scratch, text);
    enum status code = buf_check(&b->scratch, b->err);
    if (code != OK) return code;
    uint64_t key = hash64(buf_str(&b->scratch));
    uint32_t other = hash_map_get(&b->seen, key);
    if (other != UINT32_MAX) {
        struct concept_form *f = &l->form[other];
        if (f->concept != concept)
            return err_set(b->err, E_FORMAT, "line %u: \"%.*s\" stands under \"%.*s\" already (line %u)", line, STR_ARG(text),
                           STR_ARG(l->concept[f->concept].name), b->form_line[other]);
        /* The concept's own name may be listed once more in either role; it stays an alias. */
        if (f->alias != alias && b->form_line[other] != l->concept[concept].line)
            return err_set(b->err, E_FORMAT, "line %u: \"%.*s\" is both an alias and a form (line %u)", line, STR_ARG(text),
                           b->form_line[other]);
        if (!f->language.n) f->language = language; /* the concept's own name gets the language of its list */
        return OK;
    }
    /* Both arrays grow together; the lines are for messages only. */
    if (l->n_form == b->cap_form) {
        uint32_t cap = b->cap_form ? b->cap_form * 2 : 64;
        l->form = arena_grow(b->ar, l->form, b->cap_form, cap, sizeof *l->form);
        b->form_line = arena_grow(b->ar, b->form_line, b->cap_form, cap, sizeof *b->form_line);
        if (!l->form || !b->form_line) return arena_why(b->ar, b->err);
        b->cap_form = cap;
    }
    l->form[l->n_form] = (struct concept_form){.text = text, .language = language, .alias = alias, .concept = concept};
    b->form_line[l->n_form] = line;
    code = hash_map_put(&b->seen, b->ar, key, l->n_form++);
    return code == OK ? OK : arena_why(b->ar, b->err);
}

/* The name counts as an alias without a language: any alias line may give it one later. It must be one line,
** because it is shown in tables and typed in commands. */
static enum status add_concept(struct builder *b, const struct field *f)
{
    struct concept_list *l = b->out;
    if (!f->value.n) return err_set(b->err, E_FORMAT, "line %u: a concept without a name", f->line);
    if (memchr(f->value.p, '\n', f->value.n))
        return err_set(b->err, E_FORMAT, "line %u: a concept's name is one line", f->line);
    if (l->n_concept == b->cap_concept) {
        uint32_t cap = b->cap_concept ? b->cap_concept * 2 : 32;
        l->concept = arena_grow(b->ar, l->concept, b->cap_concept, cap, sizeof *l->concept);
        if (!l->concept) return arena_why(b->ar, b->err);
        b->cap_concept = cap;
    }
    l->concept[l->n_concept++] = (struct concept){.name = f->value, .line = f->line};
    return add_form(b, f->value, (str){"", 0}, true, f->line);
}

/* The language of "alias.ko" or "form.en"; false when it is another key. ISO 639 codes of two or three small
** letters; which of them exist is not asked. */
static bool key_language(str key, bool *alias, str *language)
{
    *alias = str_starts(key, STR("alias."));
    size_t k = *alias ? 6 : 5;
    if (!*alias && !str_starts(key, STR("form."))) return false;
    *language = (str){key.p + k, key.n - k};
    for (size_t i = 0; i < language->n; i++)
        if (!ascii_lower((unsigned char)language->p[i])) return false;
    return language->n == 2 || language->n == 3;
}

/* A key that stands twice is refused except for lists of forms, which add up: so a long list may be written in
** several lines, or in one that goes on. The concept is the last one begun. */
static enum status add_field(struct builder *b, const struct field *f)
{
    struct concept *c = &b->out->concept[b->out->n_concept - 1];
    struct {
        const char *key;
        str *to;
    } plain[] = {{"kind", &c->kind}, {"note", &c->note}, {"office", &c->office}, {"party", &c->party}};
    for (size_t i = 0; i < ARRAY_LEN(plain); i++) {
        if (!str_eq(f->key, str_of(plain[i].key))) continue;
        if (plain[i].to->n) return err_set(b->err, E_FORMAT, "line %u: %s stands twice", f->line, plain[i].key);
        *plain[i].to = f->value;
        return OK;
    }
    bool alias;
    str language;
    if (!key_language(f->key, &alias, &language))
        return err_set(
            b->err, E_FORMAT,
            "line %u: \"%.*s\" is none of concept, kind, alias.LANG, form.LANG, office, party, note (LANG: en, ko ...)",
            f->line, STR_ARG(f->key));
    char *line = arena_raw(b->ar, f->value.n, 1); /* a list may go on over lines */
    if (!line) return arena_why(b->ar, b->err);
    for (size_t i = 0; i < f->value.n; i++) line[i] = f->value.p[i] == '\n' ? ' ' : f->value.p[i];
    str rest = {line, f->value.n};
    str form;
    enum status code = OK;
    while (code == OK && list_next(&rest, '|', &form)) code = add_form(b, form, language, alias, f->line);
    return code;
}

/* Stanzas decide where a concept ends, so the two slips that people make are told apart: a stanza that does not
** begin with a name, and a name without an empty line before it. After a failure *out is empty, lest half a
** list fold names. Linear in the text; strings borrow from it or lie in ar. */
enum status concepts_parse(struct concept_list *out, str text, arena *ar, struct err *err)
{
    struct fields f;
    *out = (struct concept_list){0};
    enum status code = fields_parse(&f, text, ar, err);
    struct builder b = {.out = out, .ar = ar, .err = err};
    for (uint32_t i = 0; code == OK && i < f.n; i++) {
        const struct field *one = &f.item[i];
        /* Fields come in the order of the text, so a change of stanza is an empty line. */
        bool opens = !i || one->stanza != f.item[i - 1].stanza;
        bool name = str_eq(one->key, STR("concept"));
        if (opens && !name)
            code = err_set(err, E_FORMAT, "line %u: a stanza begins with \"concept: NAME\", not with \"%.*s\"", one->line,
                           STR_ARG(one->key));
        else if (!opens && name)
            code = err_set(err, E_FORMAT, "line %u: an empty line is missing before this concept", one->line);
        else
            code = name ? add_concept(&b, one) : add_field(&b, one);
    }
    buf_free(&b.scratch);
    if (code != OK) *out = (struct concept_list){0};
    return code;
}
