/* How documents are named, dated and placed, the same in every answer. */
#ifndef PRESENT_DOC_H
#define PRESENT_DOC_H

#include "present/json.h"
#include "record/record.h"

/* What was gathered in b as a string in ar; b is freed. {NULL,0} when memory ran out. */
str doc_str(buf *b, arena *ar);
/* "ncg/2025-12-11 @1032-1190": a document and bytes of its source. */
void doc_place(buf *out, str name, span source);
/* "11 December 2025 (page)", or "date unknown: the page states none". */
void doc_date(buf *out, const struct manifest *m);
/* "11 December 2025; United States; Republic of Korea". */
void doc_day_issuer(buf *out, const struct manifest *m);
/* What another manifest in force says otherwise, field by field with both values: "by Bob, 2026-02-01T00:00:00Z, says title
** \"First\", not \"The first\"". */
void doc_rival(buf *out, const struct record_rival *rival);
/* For coverage: where two acts disagree on what an answer rests on. n_doc disputed documents, the first of them called
** `first`; n_list concept lists in force beside the one that was used. Nothing where there are none. */
void doc_say_disputes(buf *out, uint32_t n_doc, str first, uint32_t n_list);
/* Title to show: the manifest's, else "untitled". */
str doc_title(const struct manifest *m);
/* Issued by more than one: whether one of them speaks alone is then worth telling. */
bool doc_is_joint(const struct manifest *m);
/* The object of a document in JSON: name, hashes, manifest, counts; fields that nobody gave are null. */
void doc_json(struct jout *j, const char *key, const struct record_doc *doc);
/* The fields of a manifest into the object that is open. */
void doc_json_manifest(struct jout *j, const struct manifest *m);

#endif
