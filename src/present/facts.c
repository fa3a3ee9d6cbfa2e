/* Facts: a few named values, as a sentence for people or as an object for programs. What a
** command did (init, merge, rebuild, verify) is told in this form. There is no page: nobody
** prints what a rebuild said.
**
** The sentence is the caller's; nothing checks that it says what the facts say, so each command
** makes both from the same numbers, side by side. */
#include "present/json.h"
#include "present/present.h"

/* Named values first, then the lines as an array, which is there (and empty) even when there are
** none: a program that looks for problems must tell "none" from "not asked". */
static void facts_json(buf *out, const struct present_facts *f)
{
    struct jout j = {.out = out};
    jout_object(&j, NULL);
    jout_strz(&j, "schema", f->schema);
    for (uint32_t i = 0; i < f->n_fact; i++) {
        const struct present_fact *one = &f->fact[i];
        switch (one->kind) {
        case CELL_NUMBER: jout_int(&j, one->key, one->number); break;
        case CELL_FLAG: jout_bool(&j, one->key, one->number != 0); break;
        case CELL_LIST: /* facts have none */
        case CELL_TEXT:
            if (one->text.p)
                jout_str(&j, one->key, one->text);
            else
                jout_null(&j, one->key);
            break;
        }
    }
    if (f->lines) {
        jout_array(&j, f->lines);
        for (uint32_t i = 0; i < f->n_line; i++) jout_str(&j, NULL, f->line[i]);
        jout_end(&j);
    }
    jout_end(&j);
}

/* Lines before the sentence: the sentence counts them, and on a terminal the last line is the one
** that is seen. */
void present_facts(buf *out, const struct present_facts *f, const struct present_style *style)
{
    if (style->face == FACE_JSON) {
        facts_json(out, f);
        return;
    }
    /* Wrapped one by one: a complaint that runs over the line's end still reads as one. */
    for (uint32_t i = 0; i < f->n_line; i++) present_wrap(out, f->line[i], 0, style->columns);
    present_wrap(out, f->sentence, 0, style->columns);
}
