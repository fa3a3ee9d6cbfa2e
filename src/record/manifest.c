/* Manifests as text: sidecars and options as people give them, stored manifests as the record writes them.
** Pure. Invariants: manifest_parse(manifest_write(m)) gives m again, and writing that the same bytes; every
** line of a stored manifest is one line, free of controls, so no value can forge another key. */
#include <stddef.h>

#include "record/record.h"

/* Text fields in the order in which they are written; date and items have their places between them. The order
** is part of the format: a manifest's name is the hash of its bytes. */
enum field_rule { RULE_LINE, RULE_KIND, RULE_SERIES, RULE_LANGUAGE, RULE_MEDIA, RULE_RIGHTS, RULE_NOTE };
static const struct text_field {
    str key;   /* a literal, so terminated */
    size_t at; /* offset of a str in struct manifest */
    enum field_rule rule;
} text_fields[] = {
    {STR("title"), offsetof(struct manifest, title), RULE_LINE},
    {STR("issuer"), offsetof(struct manifest, issuer), RULE_LINE},
    {STR("kind"), offsetof(struct manifest, kind), RULE_KIND},
    {STR("series"), offsetof(struct manifest, series), RULE_SERIES},
    {STR("language"), offsetof(struct manifest, language), RULE_LANGUAGE},
    {STR("media-type"), offsetof(struct manifest, media_type), RULE_MEDIA},
    {STR("charset"), offsetof(struct manifest, charset), RULE_LINE},
    {STR("rights"), offsetof(struct manifest, rights), RULE_RIGHTS},
    {STR("address"), offsetof(struct manifest, address), RULE_LINE},
    {STR("heads"), offsetof(struct manifest, heads), RULE_LINE},
    {STR("reply-to"), offsetof(struct manifest, reply_to), RULE_LINE},
    {STR("not-read"), offsetof(struct manifest, not_read), RULE_LINE},
    {STR("note"), offsetof(struct manifest, note), RULE_NOTE},
};
/* The words that a kind, a media type, a class of rights may be; shown in the message that refuses another. A
** word may be added, never taken away: stored manifests are parsed by the same rules. */
static const char kinds[] = "statement communique fact-sheet strategy speech reply news digest data other";
static const char media_types[] = "text/html text/plain";
static const char rights_classes[] = "public-domain open own quote none";

/* The field of a row of text_fields inside a manifest. One way to write and one to read, so that const stays
** const. */
static str *field_of(struct manifest *m, const struct text_field *f) { return (str *)(void *)((char *)m + f->at); }
static str field_value(const struct manifest *m, const struct text_field *f)
{
    return *(const str *)(const void *)((const char *)m + f->at);
}
/* "-" says: make it empty. It is stored nowhere. */
static bool is_clear(str s) { return str_eq(s, STR("-")); }

/* Not all zeros: day 0 is a day, and no items is a number too. */
struct manifest manifest_empty(void) { return (struct manifest){.date = DATE_NONE, .items = -1}; }

/* Is the word one of a list parted by spaces? An empty one is not asked for. */
static bool word_in(str word, const char *list)
{
    str rest = str_of(list);
    str one;
    while (list_next(&rest, ' ', &one))
        if (str_eq(one, word)) return true;
    return false;
}

/* A series name is one word of a command line and the first part of a document's name, so no slash and no
** space, and no sign in front that a command would take for an option. Letters of any script are fine: bytes
** from 0x80 up. */
static bool series_good(str s)
{
    if (s.n > 64 || !s.n) return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (!ascii_alnum(c) && c < 0x80 && !(i && memchr("-_.", c, 3))) return false;
    }
    return true;
}

/* A language tag: 2 or 3 letters, then perhaps subtags (BCP 47). Only the form is asked, not whether such a
** language exists. */
static bool language_good(str s)
{
    size_t k = 0;
    while (k < s.n && ascii_alpha((unsigned char)s.p[k])) k++;
    if (k < 2 || k > 3 || s.n > 32) return false;
    for (size_t i = k; i < s.n; i++)
        if (!ascii_alnum((unsigned char)s.p[i]) && s.p[i] != '-') return false;
    return k == s.n || s.p[k] == '-';
}

/* Called for values that are neither empty nor "-". Free lines need no check: one_line has made them harmless.
** The message shows the value and what would be right. The switch has no default, so that the compiler tells of
** a rule without a case. */
static enum status check_value(const struct text_field *f, str v, struct err *err)
{
    switch (f->rule) {
    case RULE_LINE:
    case RULE_NOTE: return OK;
    case RULE_KIND:
        if (word_in(v, kinds)) return OK;
        return err_set(err, E_FORMAT, "kind \"%.*s\" is none of: %s", STR_ARG(v), kinds);
    case RULE_RIGHTS:
        if (word_in(v, rights_classes)) return OK;
        return err_set(err, E_FORMAT, "rights \"%.*s\" is none of: %s", STR_ARG(v), rights_classes);
    case RULE_MEDIA:
        if (word_in(v, media_types)) return OK;
        return err_set(err, E_FORMAT, "media-type \"%.*s\" is none of: %s", STR_ARG(v), media_types);
    case RULE_LANGUAGE:
        if (language_good(v)) return OK;
        return err_set(err, E_FORMAT, "language \"%.*s\" is no tag such as en, ko or pt-BR", STR_ARG(v));
    case RULE_SERIES:
        if (series_good(v)) return OK;
        return err_set(err, E_FORMAT, "series \"%.*s\": a name is letters, digits, '-', '_' and '.', 64 bytes at most",
                       STR_ARG(v));
    }
    return OK;
}

/* One line: what parts the words is one space, and controls are gone, tabs and line ends too. Bytes from 0x80
** up are left as they are: the faces make what turns or hides text harmless when they show it. {NULL,0} without
** memory; an empty value has a pointer. */
static str one_line(str v, arena *ar)
{
    char *p = arena_raw(ar, v.n, 1);
    size_t n = 0;
    for (size_t i = 0; p && i < v.n; i++) {
        bool space = (unsigned char)v.p[i] <= ' ' || v.p[i] == 0x7F;
        if (!space)
            p[n++] = v.p[i];
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    while (n && p[n - 1] == ' ') n--;
    return p ? (str){p, n} : (str){NULL, 0};
}

/* "unknown" and "-" are a person's word that there is no date, which the basis keeps apart from silence: a
** page's own date is then not taken either. Nothing but a full day is a date here. */
static enum status set_date(struct manifest *m, str v, enum text_date_basis basis, struct err *err)
{
    m->date_basis = basis;
    m->date = DATE_NONE;
    if (is_clear(v) || str_eq(v, STR("unknown"))) return OK;
    if (day_parse_iso(v, &m->date)) return OK;
    return err_set(err, E_FORMAT, "date \"%.*s\" is no day such as 2025-12-11 (or: unknown)", STR_ARG(v));
}

/* Read back from the name, so that the stored form is the one people see. */
static enum status set_basis(struct manifest *m, str v, struct err *err)
{
    /* The names are the text room's; walking them keeps this right when one is added before the last. */
    for (int b = TEXT_DATE_UNKNOWN; b <= TEXT_DATE_SIDECAR; b++)
        if (str_eq(v, str_of(text_date_basis_name((enum text_date_basis)b)))) {
            m->date_basis = (enum text_date_basis)b;
            return OK;
        }
    return err_set(err, E_FORMAT, "date-basis \"%.*s\" is not known", STR_ARG(v));
}

/* "-" says that nobody knows, over what stood before. The cap only keeps the number sane. */
static enum status set_items(struct manifest *m, str v, struct err *err)
{
    uint64_t n;
    m->items = MANIFEST_NO_ITEMS;
    if (is_clear(v)) return OK;
    if (!str_to_u64(v, 100000, &n)) return err_set(err, E_FORMAT, "items \"%.*s\" is no number", STR_ARG(v));
    m->items = (int32_t)n;
    return OK;
}

/* Grown one by one: an edit replaces one manifest, or two or three after merges. A line of millions is cut by
** the arena. */
static enum status set_replaces(struct manifest *m, str v, arena *ar, struct err *err)
{
    str item;
    for (str rest = v; list_next(&rest, ';', &item);) {
        m->replaces = arena_grow(ar, m->replaces, m->n_replaces, m->n_replaces + 1, sizeof *m->replaces);
        if (!m->replaces) return arena_why(ar, err);
        if (!source_hash_parse(item, &m->replaces[m->n_replaces]))
            return err_set(err, E_FORMAT, "replaces \"%.*s\" is no hash", STR_ARG(item));
        m->n_replaces++;
    }
    return OK;
}

/* Keys that only a stored manifest has. They are taken from a sidecar too, where they do no harm: `source` and
** `replaces` are set anew when a source is added. A key that nobody knows is refused, since a slip of the pen
** would otherwise be a field lost. */
static enum status set_inner(struct manifest *m, str key, str v, arena *ar, struct err *err)
{
    if (str_eq(key, STR("entente-manifest")))
        return str_eq(v, STR("1")) ? OK : err_set(err, E_FORMAT, "a manifest of version \"%.*s\": 1 is known", STR_ARG(v));
    if (str_eq(key, STR("source")))
        return source_hash_parse(v, &m->source) ? OK : err_set(err, E_FORMAT, "source \"%.*s\" is no hash", STR_ARG(v));
    if (str_eq(key, STR("replaces"))) return set_replaces(m, v, ar, err);
    if (str_eq(key, STR("date-basis"))) return set_basis(m, v, err);
    if (str_eq(key, STR("copy"))) {
        m->copy = str_eq(v, STR("yes"));
        return m->copy ? OK : err_set(err, E_FORMAT, "copy is \"yes\" or is not there");
    }
    return err_set(err, E_FORMAT, "\"%.*s\" is no key of a manifest", STR_ARG(key));
}

/* Text fields first, by the table; then the few with a form of their own. *m may be half set after a failure. A
** value that is empty after trimming leaves the field empty: that says nothing. */
enum status manifest_set(struct manifest *m, str key, str value, enum text_date_basis basis, arena *ar, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(text_fields); i++) {
        const struct text_field *f = &text_fields[i];
        if (!str_eq(key, f->key)) continue;
        /* A note alone may have several lines, which fields_write indents. */
        str v = f->rule == RULE_NOTE ? str_copy(ar, str_trim(value)) : one_line(value, ar);
        if (!v.p && value.n) return arena_why(ar, err);
        enum status code = v.n && !is_clear(v) ? check_value(f, v, err) : OK;
        if (code == OK) *field_of(m, f) = v;
        return code;
    }
    value = str_trim(value);
    if (str_eq(key, STR("date"))) return set_date(m, value, basis, err);
    if (str_eq(key, STR("items"))) return set_items(m, value, err);
    return set_inner(m, key, value, ar, err);
}

/* A key that stands twice is refused: which one counts would be a guess. Two passes, since date-basis may stand
** before date, whose setting gives it a basis. More than 32 keys cannot differ, as there are not so many. An
** empty text is a manifest that says nothing. */
static enum status set_all(struct manifest *out, const struct fields *f, enum text_date_basis basis, arena *ar, struct err *err)
{
    *out = manifest_empty();
    /* Fingerprints of the keys seen so far. The keys that are known are fewer than 32, and others end the
    ** parse. */
    uint64_t hash_seen[32];
    uint32_t n_seen = 0;
    /* date-basis may stand before date: so dates first, in a pass of their own. */
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < f->n; i++) {
            const struct field *one = &f->item[i];
            if (one->stanza) return err_set(err, E_FORMAT, "line %u: a manifest has no empty line inside", one->line);
            if (str_eq(one->key, STR("date")) != (pass == 0)) continue;
            uint64_t h = hash64(one->key);
            for (uint32_t k = 0; k < n_seen; k++)
                if (hash_seen[k] == h)
                    return err_set(err, E_FORMAT, "line %u: %.*s stands twice", one->line, STR_ARG(one->key));
            if (n_seen < ARRAY_LEN(hash_seen)) hash_seen[n_seen++] = h;
            enum status code = manifest_set(out, one->key, one->value, basis, ar, err);
            if (code != OK) return err_wrap(err, code, "line %u", one->line);
        }
    return OK;
}

/* The fields lie in an arena of their own: manifest_set copies what it keeps, and a list of 10,000 documents would else
** keep ten times as many fields that nobody looks at again. */
enum status manifest_parse(struct manifest *out, str text, enum text_date_basis basis, arena *ar, struct err *err)
{
    struct fields f;
    arena *scratch = arena_new(arena_cap_bytes(ar));
    if (!scratch) return err_set(err, E_NOMEM, "no memory left");
    enum status code = fields_parse(&f, text, scratch, err);
    if (code == OK) code = set_all(out, &f, basis, ar, err);
    arena_free(scratch);
    return code;
}

static void write_hashes(buf *out, const char *key, const struct source_hash *h, uint32_t n)
{
    if (!n) return;
    buf_addz(out, key);
    for (uint32_t i = 0; i < n; i++) {
        buf_addz(out, i ? "; " : ": ");
        source_hash_write(out, &h[i]);
    }
    buf_addc(out, '\n');
}

/* A date that a person says is unknown is not the same as one that nobody has looked for: the first is written,
** with its basis, the second not at all. */
static void write_date(buf *out, const struct manifest *m)
{
    if (m->date == DATE_NONE && m->date_basis == TEXT_DATE_UNKNOWN) return;
    buf_addz(out, "date: ");
    if (m->date == DATE_NONE) buf_addz(out, "unknown");
    day_write(out, m->date);
    buf_addc(out, '\n');
    if (m->date_basis == TEXT_DATE_UNKNOWN) return;
    fields_write(out, STR("date-basis"), str_of(text_date_basis_name(m->date_basis)));
}

/* Keys in one fixed order and no empty values: equal manifests have equal bytes, hence one hash. A source of
** zeros, in a sidecar, is left out. */
void manifest_write(buf *out, const struct manifest *m)
{
    static const struct source_hash none;
    buf_addz(out, "entente-manifest: 1\n");
    /* Zeros are no hash of anything: such a manifest is a sidecar, or what options say. */
    if (source_hash_cmp(&m->source, &none) != 0) write_hashes(out, "source", &m->source, 1);
    write_hashes(out, "replaces", m->replaces, m->n_replaces);
    if (m->copy) buf_addz(out, "copy: yes\n");
    for (size_t i = 0; i < ARRAY_LEN(text_fields); i++) {
        const struct text_field *f = &text_fields[i];
        str v = field_value(m, f);
        if (!is_clear(v)) fields_write(out, f->key, v);
        /* Date and items are no texts, so they have no row; these are their places in the order. */
        if (f->at == offsetof(struct manifest, issuer)) write_date(out, m);
        if (f->at == offsetof(struct manifest, not_read) && m->items >= 0) buf_addf(out, "items: %d\n", m->items);
    }
}

/* ---- differences ---- */

/* Nothing where the values are equal. Grown one by one: there are some fifteen fields. */
static enum status add_difference(struct manifest_difference **out, uint32_t *n, const char *key, str one, str other, arena *ar,
                                  struct err *err)
{
    if (str_eq(one, other)) return OK;
    *out = arena_grow(ar, *out, *n, *n + 1, sizeof **out);
    if (!*out) return arena_why(ar, err);
    (*out)[(*n)++] = (struct manifest_difference){key, one, other};
    return OK;
}

/* What a manifest says of its day: empty where it says nothing. In ar; {NULL,0} without memory. */
static str date_value(const struct manifest *m, arena *ar)
{
    buf b = {0};
    if (m->date == DATE_NONE && m->date_basis != TEXT_DATE_UNKNOWN) buf_addz(&b, "unknown");
    day_write(&b, m->date);
    str s = b.failed ? (str){NULL, 0} : str_copy(ar, buf_str(&b));
    buf_free(&b);
    return s;
}

/* As date_value, for the number of items; "" is a literal where there is none. */
static str items_value(const struct manifest *m, arena *ar)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%d", (int)m->items);
    return m->items < 0 ? STR("") : str_copy(ar, str_of(number));
}

/* In the order of manifest_write, so that people find the fields where they are used to. O(fields). */
enum status manifest_differences(struct manifest_difference **out, uint32_t *n, const struct manifest *one,
                                 const struct manifest *other, arena *ar, struct err *err)
{
    const struct manifest *m[2] = {one, other};
    str date[2];
    str items[2];
    enum status code = OK;
    *out = NULL;
    *n = 0;
    for (int i = 0; i < 2; i++) {
        date[i] = date_value(m[i], ar);
        items[i] = items_value(m[i], ar);
        if (!date[i].p || !items[i].p) return arena_why(ar, err);
    }
    /* Of two different days it says nothing new that their bases differ. */
    bool same_day = str_eq(date[0], date[1]);
    for (size_t i = 0; i < ARRAY_LEN(text_fields) && code == OK; i++) {
        const struct text_field *f = &text_fields[i];
        code = add_difference(out, n, f->key.p, field_value(one, f), field_value(other, f), ar, err);
        if (code == OK && f->at == offsetof(struct manifest, issuer)) {
            code = add_difference(out, n, "date", date[0], date[1], ar, err);
            if (code == OK && same_day && date[0].n)
                code = add_difference(out, n, "date-basis", str_of(text_date_basis_name(one->date_basis)),
                                      str_of(text_date_basis_name(other->date_basis)), ar, err);
        }
        if (code == OK && f->at == offsetof(struct manifest, not_read))
            code = add_difference(out, n, "items", items[0], items[1], ar, err);
    }
    return code;
}

/* Empty fields of `over` say nothing and leave *m as it is; strings stay borrowed from `over`. A date comes
** with its basis, or with that of an option when it has none. */
void manifest_overlay(struct manifest *m, const struct manifest *over)
{
    for (size_t i = 0; i < ARRAY_LEN(text_fields); i++) {
        str v = field_value(over, &text_fields[i]);
        if (v.n) *field_of(m, &text_fields[i]) = is_clear(v) ? (str){"", 0} : v;
    }
    /* No date on the basis "unknown" is silence; no date on any other basis takes the date away. */
    if (over->date != DATE_NONE || over->date_basis != TEXT_DATE_UNKNOWN) {
        m->date = over->date;
        m->date_basis = over->date_basis == TEXT_DATE_UNKNOWN ? TEXT_DATE_OPTION : over->date_basis;
    }
    /* MANIFEST_NO_ITEMS takes the number away, and is stored as nobody's word. */
    if (over->items != -1) m->items = over->items == MANIFEST_NO_ITEMS ? -1 : over->items;
}
