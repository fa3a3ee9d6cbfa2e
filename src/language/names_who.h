/* Private to the finders of names: which person a mention is of, and the arrays of the result. */
#ifndef LANGUAGE_NAMES_WHO_H
#define LANGUAGE_NAMES_WHO_H

#include "language/names_parts.h"

/* Number the persons and fill out from the candidates; called: the word that a full name is shortened to. */
enum status names_who(struct language_names *out, struct names_work *w,
                      str (*called)(const struct names_work *, const struct name_candidate *), struct err *err) MUST_CHECK;

/* Link persons of out who may be one (variant_of), and to persons who are known (known_as), once all else is there. */
enum status names_link(struct language_names *out, const struct language_known *known, arena *ar, struct err *err) MUST_CHECK;

#endif
