/* What the metadata of an HTML page say. Several sources offer a value for each field; the best rank wins, of equals the
** first. Private to the html_*.c files. */
#ifndef TEXT_HTML_META_H
#define TEXT_HTML_META_H

#include "base/base.h"

enum html_field { META_TITLE, META_DATE, META_MODIFIED, META_AUTHOR, META_SITE, META_ADDRESS, META_LANGUAGE, META_FIELD_COUNT };

/* Zeroed but for ar: nobody has said anything yet. rank 0 is below every offer. */
struct html_meta {
    arena *ar;
    str value[META_FIELD_COUNT]; /* in ar; empty: nobody said */
    int rank[META_FIELD_COUNT];
};

/* Take value for a field when its rank beats what is there; an empty one never does. A date that does not read
** as one day is passed over. Copies value into m->ar; titles, authors and sites have their references read.
** Ranks are compared within one field only. */
void html_meta_offer(struct html_meta *m, enum html_field field, int rank, str value);

/* Metadata often hold text that was escaped twice: s with its character references read, in ar. "" when the
** arena refuses. */
str html_meta_unescape(str s, arena *ar);

/* Offer what a JSON-LD text says. One that is no JSON says nothing. Nor does one above 2 MiB. Linear. */
void html_meta_json(struct html_meta *m, str text);

/* The day of a date in metadata: ISO 8601 with or without time, RFC 822, 20250303, or as pages write it. DATE_NONE. */
day html_meta_day(str s);

#endif
