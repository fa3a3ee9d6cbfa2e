/* Forms that the caller knows, as a trie in a hash table (language/names_known.h).
**
** Why no search for substrings (Aho and Corasick, CACM 18, 1975): forms are runs of words, so a match can only begin where a word
** does, and most words begin no form: one question to the table ends them. The worst text, whose every word begins all forms,
** costs KNOWN_MAX_PIECES questions a word. That cap is also why a form of a thousand words does no harm.
**
** Why pieces and no tokens: forms come from a list without a model at hand, and what a tokenizer makes of "U.S.-ROK" hangs on the
** words around it. Pieces hang on the characters alone; tokens count where it matters, at the two ends of a match. */
#include "language/names_known.h"

#include "language/names_parts.h"

#include <assert.h>

/* ---- pieces ---- */

/* The next piece of *rest, which loses it; *spaced: white space stood before it. Empty: nothing but white space was left. Broken
** bytes are pieces of their own, so that they match themselves and nothing else. */
static str next_piece(str *rest, bool *spaced)
{
    size_t at = 0, size = 0, begin;
    *spaced = false;
    while (at < rest->n && utf8_class(utf8_decode(*rest, at, &size)) == CHAR_SPACE) {
        at += size;
        *spaced = true;
    }
    begin = at;
    for (bool word = true; at < rest->n && word; at += word ? size : 0) {
        enum char_class c = utf8_class(utf8_decode(*rest, at, &size));
        word = c == CHAR_LETTER || c == CHAR_DIGIT || (c == CHAR_MARK && at > begin);
    }
    if (at == begin && at < rest->n) at += size;
    str piece = {rest->p + begin, at - begin};
    *rest = (str){rest->p + at, rest->n - at};
    return piece;
}

/* One mark of several looks: "People's" is written with two apostrophes, and a hyphen with three. */
static int32_t mark_of(str piece)
{
    size_t size = 0;
    int32_t cp = piece.n ? utf8_plain(utf8_decode(piece, 0, &size)) : 0;
    return size == piece.n && (cp == '\'' || cp == '"' || cp == '-') ? cp : -1;
}

/* Are two pieces the same, but for the look of a mark? Capitals count. */
static bool same_piece(str a, str b) { return str_eq(a, b) || (mark_of(a) >= 0 && mark_of(a) == mark_of(b)); }

/* ---- the table ---- */

/* Where the branch lies, or the free place for it. */
static uint32_t slot_of(const struct known_forms *f, uint32_t from, bool spaced, str piece)
{
    int32_t mark = mark_of(piece);
    uint32_t h = (2166136261u ^ from * 2u ^ spaced) * 16777619u; /* FNV-1a */
    if (mark >= 0) h = (h ^ (uint32_t)mark) * 16777619u;
    for (size_t i = 0; mark < 0 && i < piece.n; i++) h = (h ^ (unsigned char)piece.p[i]) * 16777619u;
    for (h ^= h >> 15;; h++) {
        const struct known_step *s = &f->slot[h & (f->n_slot - 1)];
        if (!s->to || (s->from == from && s->spaced == spaced && same_piece(s->piece, piece))) return h & (f->n_slot - 1);
    }
}

/* How many pieces a form has; 0: too many, or none, and then the form is left out as if it were not there. */
static uint32_t count_pieces(str form)
{
    uint32_t n = 0;
    bool spaced;
    while (next_piece(&form, &spaced).n)
        if (++n > KNOWN_MAX_PIECES) return 0;
    return n;
}

/* Lay the way of one form, sharing what it can with those before it: "Combined Forces" and "Combined Forces Command" part behind
** the second word. What comes first holds where a form is given twice. */
static void add_form(struct known_forms *f, uint32_t form)
{
    str rest = f->known->form[form], piece;
    uint32_t node = 0;
    bool spaced, first = true;
    if (!count_pieces(rest)) return;
    while ((piece = next_piece(&rest, &spaced)).n) {
        uint32_t at = slot_of(f, node, spaced && !first, piece);
        if (!f->slot[at].to)
            f->slot[at] = (struct known_step){.from = node, .to = f->n_node++, .spaced = spaced && !first, .piece = piece};
        node = f->slot[at].to;
        first = false;
    }
    if (!f->form_at[node]) f->form_at[node] = form + 1;
}

enum status known_forms_new(struct known_forms *out, const struct language_known *known, arena *ar, struct err *err)
{
    const uint64_t max_pieces = (uint64_t)1 << 28;
    uint64_t pieces = 0;
    *out = (struct known_forms){0};
    for (uint32_t i = 0; known && i < known->n; i++) {
        assert(known->kind[i] < NAME_KINDS);
        pieces += count_pieces(known->form[i]);
    }
    if (!pieces) return OK;
    if (pieces > max_pieces) return err_set(err, E_LIMIT, "known names of more than %u words", (unsigned)max_pieces);
    out->n_slot = 64;
    while (out->n_slot / 2 < pieces) out->n_slot *= 2;
    out->known = known;
    out->slot = ARENA_NEW(ar, out->n_slot, struct known_step);
    out->form_at = ARENA_NEW(ar, pieces + 1, uint32_t);
    if (!out->slot || !out->form_at) return arena_why(ar, err);
    out->n_node = 1; /* the root */
    for (uint32_t i = 0; i < known->n; i++) add_form(out, i);
    return OK;
}

/* ---- along a text ---- */

/* The way of one text through the trie. */
struct way {
    const struct known_forms *f;
    uint32_t node; /* where it stands */
    bool first;    /* no piece was taken yet */
    uint32_t form; /* the longest form met, KNOWN_NONE */
    uint32_t end;  /* word behind it */
};

/* Take a word's pieces; false: the way ends within it, and no form goes on. The first piece may be read with a small letter; it is
** written out for that, and one of more than 64 bytes is read as it stands. */
static bool take_word(struct way *w, str word, bool spaced, bool lower)
{
    char small[64];
    bool inside;
    str piece;
    while ((piece = next_piece(&word, &inside)).n) {
        size_t size;
        int32_t head = utf8_decode(piece, 0, &size);
        char bytes[4];
        size_t n = lower && w->first && utf8_is_upper(head) ? utf8_encode(bytes, utf8_lower(head)) : 0;
        if (n && piece.n - size + n <= sizeof small) {
            memcpy(small, bytes, n);
            memcpy(small + n, piece.p + size, piece.n - size);
            piece = (str){small, piece.n - size + n};
        }
        const struct known_step *s = &w->f->slot[slot_of(w->f, w->node, (spaced || inside) && !w->first, piece)];
        if (!s->to) return false;
        w->node = s->to;
        w->first = spaced = false;
    }
    return true;
}

/* Follow the words from i on as far as forms go; the longest that ended at the end of a word is kept ("Korea" in "Koreans" ends
** inside one, and is none). lower: the first letter is read as a small one. */
static struct way follow(const struct known_forms *f, const struct language_text *t, const span *at, uint32_t i, uint32_t last,
                         bool lower)
{
    struct way w = {.f = f, .first = true, .form = KNOWN_NONE};
    for (uint32_t k = i; k < last; k++) {
        bool spaced = k > i && at[k].begin != at[k - 1].end;
        if (!take_word(&w, str_span(t->text, at[k]), spaced, lower)) break;
        if (!f->form_at[w.node]) continue;
        w.form = f->form_at[w.node] - 1;
        w.end = k + 1;
    }
    return w;
}

/* Does a word begin with a capital? */
static bool begins_large(str form)
{
    size_t size;
    return form.n && utf8_is_upper(utf8_decode(form, 0, &size));
}

uint32_t known_forms_at(const struct known_forms *f, uint32_t *end, const struct language_text *t, const span *at, uint32_t i,
                        uint32_t last, bool opens)
{
    if (!f->n_node) return KNOWN_NONE;
    struct way w = follow(f, t, at, i, last, false);
    if (opens && begins_large(t->words.form[i])) {
        struct way small = follow(f, t, at, i, last, true);
        if (small.form != KNOWN_NONE && (w.form == KNOWN_NONE || small.end > w.end)) w = small;
    }
    if (w.form == KNOWN_NONE) return KNOWN_NONE;
    /* "the North" is not said in "the North Atlantic": a form that opens with a small word has no capital behind it. */
    str form = str_trim(f->known->form[w.form]);
    bool more = w.end < last && begins_large(t->words.form[w.end]) && at[w.end].begin != at[w.end - 1].end;
    if (more && !begins_large(form) && begins_large(t->words.form[w.end - 1])) return KNOWN_NONE;
    *end = w.end;
    return w.form;
}
