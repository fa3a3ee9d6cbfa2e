/* Private to the JSON of annotations: members that many findings have. All write into the object or array that is open; a failure stays in
** the writer's buffer. */
#ifndef PRESENT_ANNOTATE_PUT_H
#define PRESENT_ANNOTATE_PUT_H

#include "present/annotate.h"
#include "present/json.h"

/* Let the caller write out what is there: after each finding, since the answer to a long text would else stand in memory whole. */
void annotate_put_flush(const struct annotate_view *v);
/* A string, or null for an empty one. */
void annotate_put_some(struct jout *j, const char *key, str value);
/* Number of a listed thing, from 1 as people count; null for UINT32_MAX. */
void annotate_put_number(struct jout *j, const char *key, uint32_t i);
/* at, bytes, quote: where in the text and in its source, and what stands there. */
void annotate_put_place(struct jout *j, const struct annotate_view *v, span at);
/* The same as an object of its own, or null for an empty place. */
void annotate_put_quote(struct jout *j, const struct annotate_view *v, const char *key, span at);
/* found_by ("model": it rests on the parse, "rule": on the words alone) and confidence. */
void annotate_put_sure(struct jout *j, const char *found_by, float prob);
/* One word quoted, or null. */
void annotate_put_word(struct jout *j, const struct annotate_view *v, const char *key, uint32_t w);
/* Somebody's words quoted, with the actors that they mean; null for nobody. */
void annotate_put_who(struct jout *j, const struct annotate_view *v, const char *key, struct annotate_who w);

/* Arrays of findings (annotate_finds.c). */
void annotate_put_quotations(struct jout *j, const struct annotate_view *v);
void annotate_put_clauses(struct jout *j, const struct annotate_view *v);
void annotate_put_dates(struct jout *j, const struct annotate_view *v);
void annotate_put_amounts(struct jout *j, const struct annotate_view *v);

#endif
