/* A script is a letter for the case (l: small letters, k: kept, t: the first character kept, the rest small), a digit for
** how many characters are taken off the end, and what is put there instead: "l3y" makes "city" of "Cities". Or "=" and the
** lemma itself, where the form gives nothing to keep ("be" of "was"). */
#include "language/lemma.h"

/* The form with its case changed as the letter says. Broken bytes stay.
** Only towards small letters: the other way is rare, and "=" serves it. */
static void change_case(buf *out, str form, char how)
{
    for (size_t at = 0; at < form.n;) {
        size_t size;
        int32_t cp = utf8_decode(form, at, &size);
        char encoded[4];
        if (cp < 0 || how == 'k' || (how == 't' && at == 0))
            buf_add(out, (str){form.p + at, size});
        else
            buf_add(out, (str){encoded, utf8_encode(encoded, utf8_lower(cp))});
        at += size;
    }
}

/* Bytes of s without its last n characters; SIZE_MAX when it has fewer.
** Counted in characters, so that a script is the same for any letters. */
static size_t without_last(str s, uint32_t n)
{
    size_t end = s.n;
    for (; n; n--) {
        if (!end) return SIZE_MAX;
        do end--;
        while (end && ((unsigned char)s.p[end] & 0xC0) == 0x80);
    }
    return end;
}

/* Bytes that both begin with, whole characters only.
** A cut between the bytes of one character would make a lemma that is no UTF-8. */
static size_t common_start(str a, str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n]) n++;
    while (n && ((n < a.n && ((unsigned char)a.p[n] & 0xC0) == 0x80) || (n < b.n && ((unsigned char)b.p[n] & 0xC0) == 0x80)))
        n--;
    return n;
}

/* Broken bytes that look like the middle of a character are not counted; without_last passes over them likewise. */
static uint32_t characters(str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

/* Of the three cases the one that keeps most of the form; of equals the first, small letters, which serve more words than
** the others. Nine characters at most may be taken off, since the digit has no more room. Where nothing is shared the lemma
** stands in full. */
void lemma_script(buf *out, str form, str lemma)
{
    static const char cases[] = "lkt";
    char best = '=';
    size_t best_shared = 0;
    uint32_t best_off = 0;
    for (size_t i = 0; i < 3 && form.n <= LEMMA_MAX_BYTES; i++) {
        buf base = {0};
        change_case(&base, form, cases[i]);
        if (base.failed) out->failed = base.failed;
        str b = buf_str(&base);
        size_t shared = common_start(b, lemma);
        uint32_t off = b.n ? characters((str){b.p + shared, b.n - shared}) : 0;
        if (shared > best_shared && off <= 9) {
            best = cases[i];
            best_shared = shared;
            best_off = off;
        }
        buf_free(&base);
    }
    buf_addc(out, best);
    if (best == '=') {
        buf_add(out, lemma);
        return;
    }
    buf_addc(out, (char)('0' + best_off));
    buf_add(out, (str){lemma.p + best_shared, lemma.n - best_shared});
}

/* A script from another form may not fit this one: it takes off more than there is, or all and puts nothing there. Then the
** form itself is the lemma and the answer false, so that the caller may try another. */
bool lemma_apply(buf *out, str script, str form)
{
    if (script.n && script.p[0] == '=') {
        buf_add(out, (str){script.p + 1, script.n - 1});
        return true;
    }
    bool known = script.n >= 2 && (script.p[0] == 'l' || script.p[0] == 'k' || script.p[0] == 't') &&
                 ascii_digit((unsigned char)script.p[1]);
    size_t keep = known && form.n <= LEMMA_MAX_BYTES ? without_last(form, (uint32_t)(script.p[1] - '0')) : SIZE_MAX;
    if (keep == SIZE_MAX || (keep == 0 && script.n == 2)) {
        buf_add(out, form);
        return false;
    }
    change_case(out, (str){form.p, keep}, script.p[0]);
    buf_add(out, (str){script.p + 2, script.n - 2});
    return true;
}
