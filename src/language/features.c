#include "language/features.h"

#include "language/normal.h"

#define MAX_CHARACTERS 64u

/* The normal form, cut into characters.
** Room for four bytes a character and both marks. */
struct spelling {
    char byte[4 * MAX_CHARACTERS + 8]; /* '<' word '>' */
    uint32_t at[MAX_CHARACTERS + 4];   /* [n + 1] where each character begins, marks of both ends included */
    uint32_t n;
};

/* Characters of the normal form. Of a longer word the first half of the room and the last are kept.
** Both ends are kept of a long word because prefixes and suffixes tell the most. A broken byte is a character of its own
** and stands as it is; digits all become 0, so that "1987" and "2014" share their runs. */
static void spell(struct spelling *out, str form)
{
    uint32_t total = 0;
    for (size_t at = 0, size; at < form.n; at += size, total++) (void)utf8_decode(form, at, &size);
    uint32_t skip_from = total > MAX_CHARACTERS ? MAX_CHARACTERS / 2 : total;
    uint32_t skip_to = total > MAX_CHARACTERS ? total - MAX_CHARACTERS / 2 : total;
    uint32_t n = 0;
    uint32_t bytes = 0;
    out->at[n++] = 0;
    out->byte[bytes++] = '<';
    uint32_t i = 0;
    for (size_t at = 0, size; at < form.n; at += size, i++) {
        int32_t cp = utf8_decode(form, at, &size);
        if (i >= skip_from && i < skip_to) continue;
        out->at[n++] = bytes;
        if (cp < 0) {
            out->byte[bytes++] = form.p[at];
            continue;
        }
        bytes += (uint32_t)utf8_encode(out->byte + bytes, language_normal_character(cp));
    }
    out->at[n++] = bytes;
    out->byte[bytes++] = '>';
    out->at[n] = bytes;
    out->n = n;
}

/* Characters [from, to), marks of the ends counted as characters. */
static str piece(const struct spelling *s, uint32_t from, uint32_t to)
{
    return (str){s->byte + s->at[from], s->at[to] - s->at[from]};
}

/* How a form is written: runs of capitals, small letters, digits and the rest as X x 0 and themselves, each run once or "twice or
** more".
** "McKay" is XxXxx, "1,000" 0,00: length beyond two says nothing. Letters beyond ASCII count by their case, other signs
** beyond it as one. */
static uint64_t shape_of(str form)
{
    char shape[24];
    size_t n = 0;
    char last = 0;
    bool twice = false;
    for (size_t at = 0, size; at < form.n && n < sizeof shape; at += size) {
        int32_t cp = utf8_decode(form, at, &size);
        char c = cp < 0 ? '?' : cp < 128 ? (char)cp : utf8_is_upper(cp) ? 'X' : utf8_class(cp) == CHAR_LETTER ? 'x' : '~';
        if (ascii_upper((unsigned char)c)) c = 'X';
        if (ascii_lower((unsigned char)c)) c = 'x';
        if (ascii_digit((unsigned char)c)) c = '0';
        if (c == last && twice) continue;
        twice = c == last;
        last = c;
        shape[n++] = c;
    }
    return hash64((str){shape, n});
}

/* The kind goes into the hash, so that the prefix "re" and the suffix "re" are two features. */
static uint64_t key_of(uint32_t kind, str s) { return hash64_mix(kind, hash64(s)); }

/* A prefix or suffix that would be all of the word is left out (k < n), since the word's own key says as much. */
void features_of(struct features *out, str form)
{
    struct spelling s;
    spell(&s, form);
    uint32_t n = s.n - 2; /* characters of the word, from 1 */
    char normal[LANGUAGE_NORMAL_BYTES];
    out->word = hash64((str){normal, language_normal(normal, sizeof normal, form)});
    out->key[0] = hash64_mix(1, out->word);
    out->key[1] = hash64_mix(2, shape_of(form));
    for (uint32_t k = 1; k <= 3; k++) out->key[1 + k] = k < n ? key_of(2 + k, piece(&s, 1, 1 + k)) : 0;
    for (uint32_t k = 1; k <= 4; k++) out->key[4 + k] = k < n ? key_of(5 + k, piece(&s, n + 1 - k, n + 1)) : 0;
    out->n = FEATURES_SINGLE;
    for (uint32_t size = 3; size <= 4; size++)
        for (uint32_t from = 0; from + size <= s.n && out->n < FEATURES_MAX; from++)
            out->key[out->n++] = key_of(10, piece(&s, from, from + size));
}
