/* libentente: keep the record of an alliance and say what changed.
**
** Ownership: arguments are borrowed, what an `_open` gave you needs its `_close`, and every text that
** a call hands out lives until the next call on the same handle. */
#ifndef ENTENTE_H
#define ENTENTE_H

#ifdef __cplusplus
extern "C" {
#endif

#define ENT_VERSION "0.1.0"

/* The version of the library that runs, as "major.minor.patch". */
const char *ent_version(void);

#ifdef __cplusplus
}
#endif
#endif
