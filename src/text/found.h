/* What a page says of itself: title, date with its basis, author, language. Only what stands there; never a
** guess. Two finds that disagree are no find. The functions on strings are pure and are used for plain and
** HTML pages alike; those on drafts write d->found and the kinds of the blocks they read from. */
#ifndef TEXT_FOUND_H
#define TEXT_FOUND_H

#include "text/draft.h"
#include "text/furniture.h"

/* First full date in s from *at on, in the languages of the phrases: day_find's forms, "26. januar 2026", "26
** de enero de 2026", "2026年1月26日", "26.1.2026", and 26/1/2026 where only one order is possible. As day_find.
** False leaves *at, *out and *where as they are. Linear in what is passed over. */
bool found_date_next(str s, size_t *at, day *out, span *where);

/* What the line says of its date. UPDATED is never the day of publication. */
enum found_label { FOUND_BARE, FOUND_PUBLISHED, FOUND_UPDATED };

/* Does s only state a date, with a weekday, a time, a label or a place? *where counts in s. *out, *where and
** *label may be written on false too. O(length), at most 160 bytes. */
bool found_dateline(str s, day *out, span *where, enum found_label *label);

/* The day in an address that has one in its path ("/2025/12/11/", "/20251211-", "2025-12-11"). DATE_NONE
** without one. Host names are not looked at; two different days give DATE_NONE. */
day found_address_day(str address);

/* The name in a byline, without label and office. Borrowed from s; "" when nothing but a label stands there. */
str found_author_of(str s);

/* Fill d->found from the judged blocks of a plain page. f must come from furniture_judge on the same draft. A
** failure of the arena sticks to d. */
void found_plain(struct draft *d, const struct furniture *f);

/* Fill what is still open in d->found from the address and the text's own words (language). */
void found_rest(struct draft *d, str address);

/* "en", "ko", ... by letters and commonest words of the document's text; "" below the needed evidence. A
** constant: the primary subtag of BCP 47. Looks at some 2,000 bytes of the document. */
const char *language_of(const struct draft *d);

#endif
