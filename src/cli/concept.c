/* entente concept: the names by which the record knows things, and all their forms. The list is
** replaced whole, as text; there is no command that adds a single form, because a list is
** reviewed as a whole and its history should show whole lists.
**
** export gives the text that was set, byte for byte, with its comments: edited and set again it
** is the next list. What list and show print is made from the parsed list and is for looking at. */
#include "cli/commands.h"

/* The forms of a concept that mean the same thing (alias) or only touch it, in one line parted by
** ";", its name left out, since that stands beside them. In ar. Linear in all forms; the list is
** read whole for each concept, which a few hundred concepts bear. */
static str alias_text(const struct concept_list *list, uint32_t concept, bool alias, arena *ar)
{
    buf b = {0};
    for (uint32_t i = 0; i < list->n_form; i++) {
        const struct concept_form *f = &list->form[i];
        if (f->concept != concept || f->alias != alias || str_eq(f->text, list->concept[concept].name)) continue;
        if (b.n) buf_addz(&b, "; ");
        buf_add(&b, f->text);
    }
    str s = str_copy(ar, buf_str(&b));
    buf_free(&b);
    return s;
}

/* ---- where two lists are in force ---- */

static bool has_form(const struct concept_list *list, uint32_t concept, const struct concept_form *form)
{
    for (uint32_t i = 0; i < list->n_form; i++) {
        const struct concept_form *f = &list->form[i];
        if (f->concept == concept && f->alias == form->alias && str_eq(f->text, form->text) &&
            str_eq(f->language, form->language))
            return true;
    }
    return false;
}

static uint32_t find_concept(const struct concept_list *list, str name)
{
    for (uint32_t i = 0; i < list->n_concept; i++)
        if (str_eq(list->concept[i].name, name)) return i;
    return UINT32_MAX;
}

/* Forms of a concept of one list that the other list does not have there, after a first word. */
static uint32_t add_missing(buf *out, const char *word, const struct concept_list *in, uint32_t concept,
                            const struct concept_list *other, uint32_t other_concept)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < in->n_form; i++) {
        const struct concept_form *f = &in->form[i];
        if (f->concept != concept || (other_concept != UINT32_MAX && has_form(other, other_concept, f))) continue;
        buf_addf(out, "%s%.*s", n++ ? ", " : word, STR_ARG(f->text));
        if (!f->alias) buf_addz(out, " (form)");
    }
    return n;
}

/* Forms of the concept `name` that stand in one list and not under it in the other; false when the lists say the same of it. */
static bool add_differing_forms(buf *out, const struct concept_list *here, const struct concept_list *there, str name)
{
    uint32_t a = find_concept(here, name);
    uint32_t b = find_concept(there, name);
    if (b == UINT32_MAX) {
        buf_addz(out, "does not know it");
        return true;
    }
    uint32_t n = add_missing(out, "also has ", there, b, here, a);
    n += add_missing(out, n ? "; lacks " : "lacks ", here, a, there, b);
    return n;
}

/* Names of concepts of which two lists say different things, up to a few. */
static void add_differing_concepts(buf *out, const struct concept_list *here, const struct concept_list *there)
{
    enum { SHOWN = 8 };
    uint32_t n = 0;
    for (int side = 0; side < 2; side++) {
        const struct concept_list *l = side ? there : here;
        for (uint32_t i = 0; i < l->n_concept; i++) {
            buf scratch = {0};
            bool in_both = find_concept(side ? here : there, l->concept[i].name) != UINT32_MAX;
            bool differs = side ? !in_both : add_differing_forms(&scratch, here, there, l->concept[i].name);
            buf_free(&scratch);
            if (!differs || n++ >= SHOWN) continue;
            buf_addf(out, "%s%.*s", n > 1 ? ", " : "differs in ", STR_ARG(l->concept[i].name));
        }
    }
    if (n > SHOWN) buf_addf(out, " and %u more", n - SHOWN);
    if (!n) buf_addz(out, "has the same forms");
}

/* The line for people and programs: which lists are in force beside the one shown, and what they say otherwise (of one concept,
** where name is given). Empty where there is none. */
static enum status say_rivals(str *out, struct cli *c, const struct concept_list *list, str name, struct err *err)
{
    struct record_concept_set *set;
    uint32_t n;
    buf b = {0};
    *out = STR("");
    if (!list->n_rival) return OK;
    enum status st = record_concept_sets(&set, &n, c->record, c->view, c->ar, err);
    if (st) return st;
    buf_addf(&b, "In dispute: %u concept lists are in force. This one, by %.*s of ", n, STR_ARG(set[0].set_by));
    time_write_iso(&b, set[0].set_ms);
    buf_addz(&b, ", is the later one.");
    for (uint32_t i = 1; i < n; i++) {
        buf_addf(&b, " That by %.*s of ", STR_ARG(set[i].set_by));
        time_write_iso(&b, set[i].set_ms);
        buf_addc(&b, ' ');
        if (!name.n)
            add_differing_concepts(&b, list, &set[i].list);
        else if (!add_differing_forms(&b, list, &set[i].list, name))
            buf_addz(&b, "says the same of it");
        buf_addc(&b, '.');
    }
    buf_addz(&b, " entente concept set settles it.");
    *out = str_copy(c->ar, buf_str(&b));
    st = b.failed ? buf_check(&b, err) : out->p ? OK : arena_why(c->ar, err);
    buf_free(&b);
    return st;
}

/* ---- list, show, set ---- */

/* Aliases are shown; forms that only touch the thing and notes are for JSON, where a line may be
** as long as it likes. With --names nothing but names, for completion: one a line, however they
** are spelled. */
static enum cli_exit list_concepts(struct cli *c, const struct concept_list *list)
{
    /* The name is never cut below what completion offers; what a thing is also called gets the
    ** rest of the line. */
    static const struct present_column column[] = {{"name", "concept", CELL_TEXT, 28, false},
                                                   {"kind", "kind", CELL_TEXT, 12, false},
                                                   {"aliases", "also called", CELL_LIST, 0, true},
                                                   {"forms", NULL, CELL_LIST, 0, false},
                                                   {"note", NULL, CELL_TEXT, 0, false}};
    enum { COLUMNS = ARRAY_LEN(column) };
    struct err err = {0};
    if (cli_has(c, "names")) {
        for (uint32_t i = 0; i < list->n_concept; i++) buf_addf(&c->out, "%.*s\n", STR_ARG(list->concept[i].name));
        return EXIT_YES;
    }
    struct present_cell *cell = ARENA_NEW(c->ar, (size_t)list->n_concept * COLUMNS, struct present_cell);
    if (!cell) {
        (void)arena_why(c->ar, &err);
        return cli_fail(c, &err, EXIT_LIMIT);
    }
    for (uint32_t i = 0; i < list->n_concept; i++) {
        struct present_cell *row = &cell[(size_t)i * COLUMNS];
        row[0].text = list->concept[i].name;
        row[1].text = list->concept[i].kind;
        row[2].text = alias_text(list, i, true, c->ar);
        row[3].text = alias_text(list, i, false, c->ar);
        row[4].text = list->concept[i].note;
    }
    /* Two counts and their words fit with room to spare; snprintf would cut, not overrun. */
    str dispute;
    if (say_rivals(&dispute, c, list, STR(""), &err)) return cli_fail(c, &err, EXIT_RECORD);
    char foot[64];
    (void)snprintf(foot, sizeof foot, "%u concept%s with %u forms", list->n_concept, list->n_concept == 1 ? "" : "s",
                   list->n_form);
    struct present_table t = {.schema = "entente/concepts/1",
                              .rows = "concepts",
                              .title = "Concepts",
                              .column = column,
                              .n_column = COLUMNS,
                              .cell = cell,
                              .n_row = list->n_concept,
                              .foot = str_of(foot),
                              .dispute = dispute};
    present_table(&c->out, &t, &c->style);
    return list->n_concept ? EXIT_YES : EXIT_DIFFERS;
}

/* Found by any of its forms, whatever the capitals: who asks for "dprk" means the concept that
** has DPRK. A form stands under one concept only (the parser sees to it), so the first one found
** is the only one. */
static enum cli_exit show_concept(struct cli *c, const struct concept_list *list, str name)
{
    /* Whether a form is the same thing decides what a comparison folds, so it is shown and not
    ** only kept. */
    static const struct present_column column[] = {{"form", "form", CELL_TEXT, 0, true},
                                                   {"language", "language", CELL_TEXT, 0, false},
                                                   {"alias", "same thing", CELL_FLAG, 0, false}};
    enum { COLUMNS = ARRAY_LEN(column) };
    struct err err = {0};
    /* UINT32_MAX: none. n counts the rows, which are fewer than the forms that there is room for. */
    uint32_t found = UINT32_MAX, n = 0;
    for (uint32_t i = 0; i < list->n_form && found == UINT32_MAX; i++) {
        if (str_eq_nocase_ascii(list->form[i].text, name)) found = list->form[i].concept;
    }
    if (found == UINT32_MAX) {
        (void)err_set(&err, E_NOTFOUND, "no concept \"%.*s\"; entente concept list names them", STR_ARG(name));
        return cli_fail(c, &err, EXIT_INPUT);
    }
    struct present_cell *cell = ARENA_NEW(c->ar, (size_t)list->n_form * COLUMNS, struct present_cell);
    if (!cell) {
        (void)arena_why(c->ar, &err);
        return cli_fail(c, &err, EXIT_LIMIT);
    }
    for (uint32_t i = 0; i < list->n_form; i++) {
        const struct concept_form *f = &list->form[i];
        if (f->concept != found) continue;
        struct present_cell *row = &cell[(size_t)n++ * COLUMNS];
        row[0].text = f->text;
        row[1].text = f->language;
        row[2].number = f->alias;
    }
    /* The concept's own line closes the table of its forms: kind, and the note by which the
    ** list's author warns. */
    const struct concept *k = &list->concept[found];
    str dispute;
    if (say_rivals(&dispute, c, list, k->name, &err)) return cli_fail(c, &err, EXIT_RECORD);
    buf foot = {0};
    buf_addf(&foot, "%.*s: %.*s", STR_ARG(k->name), STR_ARG(k->kind.n ? k->kind : STR("no kind")));
    if (k->note.n) buf_addf(&foot, "; %.*s", STR_ARG(k->note));
    struct present_table t = {.schema = "entente/concept/1",
                              .rows = "forms",
                              .title = "Concept",
                              .column = column,
                              .n_column = COLUMNS,
                              .cell = cell,
                              .n_row = n,
                              .foot = buf_str(&foot),
                              .dispute = dispute};
    present_table(&c->out, &t, &c->style);
    buf_free(&foot);
    return EXIT_YES;
}

/* The list is parsed before the record is opened, so that a fault, named with its line, leaves
** the one in force, and nobody waits for the record's lock to be told of a missing colon. */
static enum cli_exit set_concepts(struct cli *c, const char *path)
{
    struct err err = {0};
    str text;
    struct concept_list list;
    if (source_read_file(&text, path, FIELDS_MAX_BYTES, c->ar, &err)) return cli_fail(c, &err, EXIT_INPUT);
    enum status st = concepts_parse(&list, text, c->ar, &err);
    if (st) {
        (void)err_wrap(&err, st, "%s", strcmp(path, "-") == 0 ? "standard input" : path);
        return cli_fail(c, &err, EXIT_INPUT);
    }
    enum cli_exit code = cli_open(c, RECORD_WRITE);
    if (code) return code;
    if (record_set_concepts(c->record, text, c->ar, &err)) return cli_fail(c, &err, EXIT_RECORD);
    /* As above. */
    char line[96];
    (void)snprintf(line, sizeof line, "%u concept%s with %u forms now in force", list.n_concept, list.n_concept == 1 ? "" : "s",
                   list.n_form);
    const struct present_fact fact[] = {{"concepts", CELL_NUMBER, {NULL, 0}, list.n_concept},
                                        {"forms", CELL_NUMBER, {NULL, 0}, list.n_form}};
    struct present_facts facts = {
        .schema = "entente/concept-set/1", .sentence = str_of(line), .fact = fact, .n_fact = ARRAY_LEN(fact)};
    present_facts(&c->out, &facts, &c->style);
    return EXIT_YES;
}

/* Four commands in one, since they share their word and their option. Which arguments each takes
** is checked here: the table knows only how many there may be. The record is opened here too,
** because set looks at its file first. */
static enum cli_exit run_concept(struct cli *c)
{
    struct err err = {0};
    struct concept_list list;
    str what = c->arg[0], text;
    /* show and set take one more argument, list and export none. */
    bool takes_name = str_eq(what, STR("show")) || str_eq(what, STR("set"));
    bool known = takes_name || str_eq(what, STR("list")) || str_eq(what, STR("export"));
    if (!known || c->n_arg != (takes_name ? 2u : 1u)) {
        cli_say(c, "usage: entente concept list|export, entente concept show NAME, entente concept set FILE");
        return EXIT_USAGE;
    }
    if (str_eq(what, STR("set"))) return set_concepts(c, c->arg[1].p);
    enum cli_exit code = cli_open(c, RECORD_READ);
    if (code) return code;
    if (record_concepts(&list, &text, c->record, c->view, c->ar, &err)) return cli_fail(c, &err, EXIT_RECORD);
    if (str_eq(what, STR("list"))) return list_concepts(c, &list);
    if (str_eq(what, STR("show"))) return show_concept(c, &list, c->arg[1]);
    buf_add(&c->out, text);
    return text.n ? EXIT_YES : EXIT_DIFFERS;
}

static const struct cli_option concept_options[] = {{"names", 0, NULL, NULL, "with list: only names, one a line"}};
static const struct cli_example concept_examples[] = {
    {"entente concept show DPRK", "all forms of a thing, in every language"},
    {"entente concept export > concepts.txt", "the list as text, to be edited and set again"},
};
/* No flag opens the record beforehand: see run_concept. */
const struct command command_concept = {
    .name = "concept",
    .help = "list, show, set or export the concepts",
    .arguments = "list|show NAME|set FILE|export",
    .about =
        "A concept is a name with all its forms in every language (North Korea, DPRK, Pyongyang). Aliases, names of the very "
        "same thing, count as one in comparisons. The list is a text of stanzas \"concept: NAME\", \"alias.en: FORM | FORM\", "
        "\"form.ko: "
        "FORM\"; set replaces the whole list, and the one before stays in the record.",
    .option = concept_options,
    .n_option = ARRAY_LEN(concept_options),
    .example = concept_examples,
    .n_example = ARRAY_LEN(concept_examples),
    .exits = "there is none",
    .flags = CMD_JSON | CMD_VIEW,
    .min_arguments = 1,
    .max_arguments = 2,
    .completes = COMPLETE_WORD,
    .words = "list|show|set|export",
    .run = run_concept,
};
