/* How documents are named, dated and placed, the same in every answer. All functions append to a
** buffer of the caller, whose failure sticks, and borrow what they are given. */
#ifndef PRESENT_DOC_H
#define PRESENT_DOC_H

#include "present/json.h"
#include "record/record.h"

/* What was gathered in b as a string in ar; b is freed whatever came of it. {NULL,0} when memory
** ran out, in b or in ar: the caller goes on, and its last look at the arena tells. Linear. */
str doc_str(buf *b, arena *ar);
/* Append "ncg/2025-12-11 @1032-1190": a document and bytes [begin, end) of its source. */
void doc_place(buf *out, str name, span source);
/* "11 December 2025 (page)", "date unknown: the page states none", or "date unknown (sidecar)" where a person said so. */
void doc_date(buf *out, const struct manifest *m);
/* Append "11 December 2025; United States; Republic of Korea"; the issuer only where one is
** named, "date unknown" for an undated text. */
void doc_day_issuer(buf *out, const struct manifest *m);
/* What another manifest in force says otherwise, field by field with both values: "by Bob, 2026-02-01T00:00:00Z, says title
** \"First\", not \"The first\"". */
void doc_rival(buf *out, const struct record_rival *rival);
/* For coverage: where two acts disagree on what an answer rests on. n_doc disputed documents, the first of them called
** `first`; n_list concept lists in force beside the one that was used. Nothing where there are none. */
void doc_say_disputes(buf *out, uint32_t n_doc, str first, uint32_t n_list);
/* Title to show: the manifest's, else "untitled". */
str doc_title(const struct manifest *m);
/* Issued by more than one: whether one of them speaks alone is then worth telling. Linear in the
** list of issuers. */
bool doc_is_joint(const struct manifest *m);
/* " The record as of 2025-12-01T23:59:59Z. Texts up to 1 March 2025 only.": what the view leaves out, as sentences that follow
** others; nothing for the whole record as it stands now. Every answer that a view narrows must say so. */
void doc_view(buf *out, const struct record_view *view);
/* The object of a document: name, hashes, manifest, counts; fields that nobody gave are null,
** lists empty. key as in jout_object. The members are those of doc/json.md ("A document"), in its
** order. */
void doc_json(struct jout *j, const char *key, const struct record_doc *doc);
/* The fields of a manifest into the object that is open: for what was just added, which has no
** counts yet. */
void doc_json_manifest(struct jout *j, const struct manifest *m);

#endif
