/* How documents are named, dated and placed, the same in every answer. */
#ifndef PRESENT_DOC_H
#define PRESENT_DOC_H

#include "present/json.h"
#include "record/record.h"

/* What was gathered in b as a string in ar; b is freed. {NULL,0} when memory ran out. */
str doc_str(buf *b, arena *ar);
/* "ncg/2025-12-11 @1032-1190": a document and bytes of its source. */
void doc_place(buf *out, str name, span source);
/* "11 December 2025 (page)", "date unknown: the page states none", or "date unknown (sidecar)" where a person said so. */
void doc_date(buf *out, const struct manifest *m);
/* "11 December 2025; United States; Republic of Korea". */
void doc_day_issuer(buf *out, const struct manifest *m);
/* Title to show: the manifest's, else "untitled". */
str doc_title(const struct manifest *m);
/* Issued by more than one: whether one of them speaks alone is then worth telling. */
bool doc_is_joint(const struct manifest *m);
/* " The record as of 2025-12-01T23:59:59Z. Texts up to 1 March 2025 only.": what the view leaves out, as sentences that follow
** others; nothing for the whole record as it stands now. Every answer that a view narrows must say so. */
void doc_view(buf *out, const struct record_view *view);
/* The object of a document in JSON: name, hashes, manifest, counts; fields that nobody gave are null. */
void doc_json(struct jout *j, const char *key, const struct record_doc *doc);
/* The fields of a manifest into the object that is open. */
void doc_json_manifest(struct jout *j, const struct manifest *m);

#endif
