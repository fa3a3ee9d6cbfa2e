/* May two names be one person's? Korean names by how they are romanised, others by spelling.
**
** Korean given names are compared by a key in which all usual romanisations of a syllable fall together: g k; d t; b p; j ch;
** l r; oo u eo eu uh; ee i; ae, a before ck, e; sh s. The key is coarser than the language (it cannot tell Jung from Jong's
** neighbours in every system), so that equal keys score 0.9 and not 1. Scores: 1 the same spelling; 0.95 a middle name left
** out; 0.9 romanised otherwise; 0.88 that with the surname last; 0.8 an initial for a given name, or a surname misspelt by
** one who holds the same office; 0.6 a Korean given name off by one letter of its key; 0.4 a surname misspelt, with nothing
** else to back it. */
#include "language/names_parts.h"

enum { MAX_LETTERS = 32, MAX_PARTS = 8 };

/* A name in pieces: small letters; parts are parted by spaces and hyphens, dots are dropped. */
struct pieces {
    char text[4 * MAX_LETTERS];
    str part[MAX_PARTS];
    uint32_t n;
};

/* A letter of the part that is open, or of a new one; parts beyond the eighth are dropped, and with them names that are lists. */
static void add_char(struct pieces *p, size_t *used, bool *open, char c)
{
    if (!*open) {
        if (p->n == MAX_PARTS) return;
        p->part[p->n++] = (str){p->text + *used, 0};
        *open = true;
    }
    p->text[(*used)++] = c;
    p->part[p->n - 1].n++;
}

/* "J.D. Walker" becomes "jd", "walker"; "Lee Jae-myung" becomes "lee", "jae", "myung". What is no letter of a name is dropped,
** and so are broken bytes; "Jr." tells no other person here: a text that names both father and son has them in full. */
static void take_apart(struct pieces *out, str name)
{
    size_t used = 0;
    bool open = false;
    out->n = 0;
    for (size_t i = 0, size; i < name.n && used + 4 < sizeof out->text; i += size) {
        char bytes[4];
        int32_t cp = utf8_plain(utf8_lower(utf8_decode(name, i, &size)));
        if (cp == ' ' || cp == '-' || cp == 0xA0) {
            open = false;
            continue;
        }
        if (cp == '.' || cp == ',' || cp == '\'' || cp < 0) continue;
        size_t n = utf8_encode(bytes, cp);
        for (size_t k = 0; k < n; k++) add_char(out, &used, &open, bytes[k]);
    }
    while (out->n > 2 && (str_eq(out->part[out->n - 1], STR("jr")) || str_eq(out->part[out->n - 1], STR("sr")))) out->n--;
}

/* The key of Korean syllables: see above. Longest pattern first at each place: "baek" and "back" are both "pek", "gyu" and "kyu"
** both "kyu". "ng" keeps a mark of its own, so that "Jong-in" and "Jon-gin" stay two. */
static size_t given_key(char key[2 * MAX_LETTERS], const struct pieces *p, uint32_t begin, uint32_t end)
{
    static const char *const folds[][2] = {
        {"aek", "ek"}, {"ack", "ek"}, {"aik", "ek"}, {"yeo", "yu"}, {"you", "yu"}, {"yoo", "yu"}, {"woo", "u"},
        {"ng", "n'"},  {"ck", "k"},   {"kk", "k"},   {"gg", "k"},   {"ch", "c"},   {"jj", "c"},   {"sh", "s"},
        {"ss", "s"},   {"tt", "t"},   {"pp", "p"},   {"eo", "u"},   {"eu", "u"},   {"oo", "u"},   {"ou", "u"},
        {"uh", "u"},   {"wu", "u"},   {"ee", "i"},   {"yi", "i"},   {"ae", "e"},   {"ai", "e"},   {"ui", "i"},
        {"ah", "a"},   {"oh", "o"},   {"g", "k"},    {"d", "t"},    {"b", "p"},    {"j", "c"},    {"r", "l"}};
    size_t n = 0;
    for (uint32_t part = begin; part < end; part++) {
        str rest = p->part[part];
        while (rest.n && n + 2 < (size_t)2 * MAX_LETTERS) {
            str to = {rest.p, 1};
            size_t from = 1;
            for (size_t k = 0; k < ARRAY_LEN(folds); k++)
                if (str_starts(rest, str_of(folds[k][0]))) {
                    to = str_of(folds[k][1]);
                    from = strlen(folds[k][0]);
                    break;
                }
            for (size_t k = 0; k < to.n; k++) key[n++] = to.p[k];
            rest = (str){rest.p + from, rest.n - from};
        }
    }
    return n;
}

/* Letters to change, put in or take out (Levenshtein, 1966); at least 3 counts as 3. */
static uint32_t distance(str a, str b)
{
    uint32_t row[MAX_LETTERS + 1];
    if (a.n > MAX_LETTERS || b.n > MAX_LETTERS || a.n > b.n + 2 || b.n > a.n + 2) return 3;
    for (uint32_t j = 0; j <= b.n; j++) row[j] = j;
    for (uint32_t i = 1; i <= a.n; i++) {
        uint32_t corner = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= b.n; j++) {
            uint32_t best = corner + (a.p[i - 1] != b.p[j - 1]);
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[b.n] < 3 ? row[b.n] : 3;
}

/* Where the given name's parts stand in a Korean name, and which surname it has; false: it is not built like one. */
static bool korean(const struct pieces *p, bool last, int *surname, uint32_t *begin, uint32_t *end)
{
    if (p->n < 2 || p->n > 3) return false;
    *surname = name_surname(p->part[last ? p->n - 1 : 0]);
    *begin = last ? 0 : 1;
    *end = last ? p->n - 1 : p->n;
    if (*surname < 0) return false;
    for (uint32_t k = *begin; k < *end; k++) {
        str s = p->part[k];
        bool two = false; /* both syllables in one word: "Gyuback" */
        for (size_t cut = 2; !two && p->n == 2 && cut + 2 <= s.n; cut++)
            two = name_syllable((str){s.p, cut}) && name_syllable((str){s.p + cut, s.n - cut});
        if (!two && !name_syllable(s)) return false;
    }
    return true;
}

/* "Ahn Gyu-back" and "An Kyu-baek": one surname (a line of the list), one key of the given name ("kyupek"). Off by one letter of
** the key they may still be one (a slip), but most such pairs are brothers: 0.6, and only where the key is long enough to say
** much. Both orders of both names are tried: a paper that writes "Gyu-back Ahn" does so throughout, but nothing in the name says
** so. */
static struct language_same same_korean(const struct pieces *a, const struct pieces *b)
{
    struct language_same best = {0, SAME_NOT};
    for (int order = 0; order < 4; order++) {
        char key[2][2 * MAX_LETTERS];
        int surname[2];
        uint32_t from[2], to[2];
        bool last[2] = {order & 1, order >> 1};
        if (!korean(a, last[0], &surname[0], &from[0], &to[0]) || !korean(b, last[1], &surname[1], &from[1], &to[1])) continue;
        if (surname[0] != surname[1]) continue;
        str ka = {key[0], given_key(key[0], a, from[0], to[0])};
        str kb = {key[1], given_key(key[1], b, from[1], to[1])};
        struct language_same one = {0, SAME_NOT};
        bool swapped = last[0] != last[1];
        if (str_eq(ka, kb))
            one = swapped ? (struct language_same){0.88f, SAME_ORDER} : (struct language_same){0.9f, SAME_ROMANISED};
        else if (ka.n >= 5 && kb.n >= 5 && distance(ka, kb) == 1)
            one = (struct language_same){0.6f, SAME_GIVEN_CLOSE};
        if (one.score > best.score) best = one;
    }
    return best;
}

/* Are the given names alike? 1 yes, 0.95 one has a middle name more ("Joseph R. Biden", "Joseph Biden"), 0.8 one is an initial
** ("J. Biden"), 0 no. Short forms ("Joe", "Joseph") are not known here: papers rarely mix them for one person, and lists of them
** pair strangers. Two middle names that differ rule it out. */
static float same_given(const struct pieces *a, const struct pieces *b)
{
    str x = a->part[0], y = b->part[0];
    bool initial = (x.n == 1 || y.n == 1) && x.n && y.n && x.p[0] == y.p[0];
    if (!str_eq(x, y) && !initial) return 0;
    if (!str_eq(x, y)) return 0.8f;
    if (a->n == b->n) {
        for (uint32_t k = 1; k + 1 < a->n; k++) {
            x = a->part[k];
            y = b->part[k];
            if (str_eq(x, y)) continue;
            if ((x.n != 1 && y.n != 1) || x.p[0] != y.p[0]) return 0;
            return 0.95f;
        }
        return 1;
    }
    return a->n == 2 || b->n == 2 ? 0.95f : 0;
}

struct language_same language_same_person(str a, str b, bool same_office)
{
    struct pieces p, q;
    take_apart(&p, a);
    take_apart(&q, b);
    if (p.n < 2 || q.n < 2) return (struct language_same){0, SAME_NOT};
    bool equal = p.n == q.n;
    for (uint32_t k = 0; equal && k < p.n; k++) equal = str_eq(p.part[k], q.part[k]);
    if (equal) return (struct language_same){1, SAME_SPELLING};
    struct language_same best = same_korean(&p, &q);
    float given = same_given(&p, &q);
    uint32_t off = given > 0 ? distance(p.part[p.n - 1], q.part[q.n - 1]) : 3;
    struct language_same other = {0, SAME_NOT};
    size_t shorter = p.part[p.n - 1].n < q.part[q.n - 1].n ? p.part[p.n - 1].n : q.part[q.n - 1].n;
    if (off == 0)
        other = (struct language_same){given, SAME_INITIAL};
    else if (off < 3 && given >= 0.95f && shorter >= 5 - (off == 1))
        other = (struct language_same){same_office ? 0.8f : 0.4f, SAME_MISSPELT};
    return other.score > best.score ? other : best;
}

const char *language_same_reason(enum same_reason reason)
{
    static const char *const names[] = {"", "spelling", "initial", "romanised", "order", "given name close", "misspelt"};
    return (unsigned)reason < ARRAY_LEN(names) ? names[reason] : "";
}
