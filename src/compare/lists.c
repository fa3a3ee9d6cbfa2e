/* What a list lost and gained. A sentence is cut into chunks at commas, semicolons, "and", "or", "as well as";
** chunks are gathered into items, items into lists. An item of one side that stands on the other, in the list
** or at its edges, is kept; of the rest we say lost or gained, provided that the list itself stands: at least
** one item must be common. Where a list begins nobody can see without a grammar: the lead-in is what the first
** chunks of both sides share.
**
** Invariants: chunks lie in order and do not overlap; an item is one chunk or several of one run; a run is what
** could be one list. Everything is symmetric in the two sides: swapped texts give mirrored notes (a property
** test over random sentences holds that).
**
** What is gained by caution: a note that names a wrong item misleads, a missing one costs nothing, since the
** redline shows the words anyway. So a list with anything in it that is no item gets no note at all.
**
** An example. "Both sides discussed sharing, consultation, joint planning and execution, and training." has the
** chunks "Both sides discussed sharing", "consultation", "joint planning", "execution", "training", parted by a
** comma, a comma, "and", a comma with "and". As a comma stands before the last "and", the one without a comma
** lies inside an item: "joint planning and execution". Held against a sentence that ends in "consultation, and
** training", the other items are kept and that one was lost. */
#include "compare/notes.h"

#define MAX_CHUNKS 96     /* of a sentence; one with more gets no notes on lists */
#define MAX_ITEM_WORDS 10 /* longer ones are clauses */
#define MIN_ITEMS 3
#define MIN_LEAD_WORDS 2 /* a common lead-in */

enum { SEP_NONE, SEP_COMMA = 1, SEP_AND = 2, SEP_SEMICOLON = 4 };

/* What stands between two separators. */
struct chunk {
    uint32_t from, to; /* words */
    uint8_t sep;       /* what stands before it; SEP_NONE at the start of a list or after a hard stop */
    uint32_t lead;     /* that stop, or UINT32_MAX */
};

/* from moves when a lead-in is parted from the first item; shown_to when a tail is parted from the last. */
struct item {
    uint32_t from, to;
    uint32_t shown_from, shown_to; /* the words to name; a frame around the item is left out */
    bool kept;
};

struct run {
    uint32_t from, to; /* items */
    uint32_t lead;     /* word that opens it ("including", ":"), or UINT32_MAX */
    bool and_;         /* has a conjunction or semicolons: is a list */
};

/* Some 5 KB: two live on the stack at a time. */
struct cut {
    const struct compare_text *t;
    struct chunk chunk[MAX_CHUNKS];
    struct item item[MAX_CHUNKS];
    struct run run[MAX_CHUNKS];
    uint32_t n_chunk, n_item, n_run;
    uint32_t run_chunk[MAX_CHUNKS]; /* first chunk of each run */
};

/* ---- chunks ---- */

/* A short list, looked through in a row. */
static bool among(str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(s, str_of(list[i]))) return true;
    return false;
}

/* Words [w, w + taken) are a separator or a stop; its kind, or -1 when they are neither. A stop ends a list; so
** does, right behind a separator, a word that opens a clause. Reads at most two words beyond w. Bits of the
** result are or-ed by the caller: ", and" is a comma and a conjunction. */
static int separator(const struct compare_text *t, uint32_t w, uint32_t to, bool after_sep, uint32_t *taken, bool *stop)
{
    static const char *const stops[] = {":", "including", "namely", "notably", "especially", "particularly"};
    static const char *const clause[] = {"which", "who", "where", "while", "whereas", "but", "he", "she", "it", "they", "we"};
    str s = word_text(t, w);
    *taken = 1;
    *stop = false;
    if (str_eq(s, STR(","))) return SEP_COMMA;
    if (str_eq(s, STR(";"))) return SEP_SEMICOLON;
    if (str_eq(s, STR("and")) || str_eq(s, STR("or")) || str_eq(s, STR("&")) || str_eq(s, STR("nor"))) return SEP_AND;
    if (w + 2 < to && word_is(t, w, "as") && word_is(t, w + 1, "well") && word_is(t, w + 2, "as")) {
        *taken = 3;
        return SEP_AND;
    }
    *stop = among(s, stops, ARRAY_LEN(stops)) || (after_sep && among(s, clause, ARRAY_LEN(clause)));
    if (w + 1 < to && word_is(t, w, "such") && word_is(t, w + 1, "as")) {
        *taken = 2;
        *stop = true;
    }
    /* A dash between spaces; one inside a name ("U.S.-ROK") has none. */
    if (w && str_eq(s, STR("-")) && t->word_at[w].begin > t->word_at[w - 1].end) *stop = true;
    return *stop ? SEP_NONE : -1;
}

/* Marks and symbols alike. */
static bool is_punct(const struct compare_text *t, uint32_t w) { return word_class_at(t, w) == CLASS_PUNCT; }

/* False when there are too many chunks. The mark that ends the sentence is taken off first, or it would end the
** last item; a closing bracket stays, its opening one being inside. */
static bool cut_chunks(struct cut *c, struct stretch s)
{
    int sep = SEP_NONE;
    uint32_t from = s.from, lead = UINT32_MAX;
    bool open = false; /* a chunk has begun */
    /* A list at the end of a sentence ends before its full stop. */
    while (s.to > s.from && is_punct(s.t, s.to - 1) && !word_is(s.t, s.to - 1, ")")) s.to--;
    for (uint32_t w = s.from; w <= s.to;) {
        uint32_t taken = 1;
        bool stop = false;
        int here = w < s.to ? separator(s.t, w, s.to, !open && sep, &taken, &stop) : SEP_NONE;
        if (here < 0) {
            if (!open) from = w;
            open = true;
            w++;
            continue;
        }
        if (open) {
            if (c->n_chunk == MAX_CHUNKS) return false;
            c->chunk[c->n_chunk++] = (struct chunk){from, w, (uint8_t)sep, lead};
            sep = SEP_NONE;
            lead = UINT32_MAX;
        }
        sep = stop || !c->n_chunk ? SEP_NONE : sep | here;
        if (stop) lead = w;
        open = false;
        w += taken;
    }
    return true;
}

/* ---- items ---- */

/* Chunks [from, to) of one run become items: with semicolons, those part the items; with a comma before the
** last "and", an "and" without one stands inside an item ("joint planning and execution, and training"). The
** run is appended with its items; `to` > from. */
static void gather(struct cut *c, uint32_t from, uint32_t to)
{
    uint8_t any = 0;
    uint32_t last_and = from;
    bool serial_comma = false;
    for (uint32_t k = from + 1; k < to; k++) {
        any |= c->chunk[k].sep;
        serial_comma = serial_comma || (c->chunk[k].sep & (SEP_COMMA | SEP_AND)) == (SEP_COMMA | SEP_AND);
        if (c->chunk[k].sep & SEP_AND) last_and = k;
    }
    /* Semicolons part clearly enough: no conjunction is needed to know the last item. */
    if (any & SEP_SEMICOLON) last_and = to - 1;
    struct run *r = &c->run[c->n_run];
    *r = (struct run){.from = c->n_item, .lead = c->chunk[from].lead, .and_ = any & (SEP_AND | SEP_SEMICOLON)};
    c->run_chunk[c->n_run++] = from;
    for (uint32_t k = from; k < to; k++) {
        uint8_t sep = c->chunk[k].sep;
        bool inside = (any & SEP_SEMICOLON) ? !(sep & SEP_SEMICOLON) : serial_comma && sep == SEP_AND;
        /* What follows the last conjunction's item is no item: "..., and training, which ..." */
        if (k > last_and && r->and_) break;
        if (k > from && inside)
            c->item[c->n_item - 1].to = c->item[c->n_item - 1].shown_to = c->chunk[k].to;
        else
            c->item[c->n_item++] = (struct item){c->chunk[k].from, c->chunk[k].to, c->chunk[k].from, c->chunk[k].to, false};
    }
    r->to = c->n_item;
}

/* Runs are cut at hard stops, where a chunk has no separator before it. */
static bool cut_sentence(struct cut *c, struct stretch s)
{
    *c = (struct cut){.t = s.t};
    if (!cut_chunks(c, s)) return false;
    for (uint32_t k = 0, to; k < c->n_chunk; k = to) {
        for (to = k + 1; to < c->n_chunk && c->chunk[to].sep != SEP_NONE; to++) {
        }
        gather(c, k, to);
    }
    return true;
}

/* ---- comparing words ---- */

/* In any case: words are folded. */
static bool is_article(const struct compare_text *t, uint32_t w)
{
    return word_is(t, w, "the") || word_is(t, w, "a") || word_is(t, w, "an");
}

/* Without marks at both ends and an article in front. "the cape" and "cape" are one item. */
static struct stretch bare(const struct compare_text *t, uint32_t from, uint32_t to)
{
    while (from < to && (is_punct(t, from) || is_article(t, from))) from++;
    while (to > from && is_punct(t, to - 1)) to--;
    return (struct stretch){t, from, to};
}

/* Do the words of a stand at the start (or, from_end, at the end) of b, marks passed over? whole: and nothing else. */
static bool stands_in(struct stretch a, struct stretch b, bool from_end, bool whole)
{
    uint32_t i = 0, j = 0, n = a.to - a.from, m = b.to - b.from;
    while (i < n) {
        uint32_t wa = from_end ? a.to - 1 - i : a.from + i, wb = from_end ? b.to - 1 - j : b.from + j;
        if (is_punct(a.t, wa)) {
            i++;
        } else if (j == m) {
            return false;
        } else if (is_punct(b.t, wb)) {
            j++;
        } else if (a.t->word[wa] != b.t->word[wb]) {
            return false;
        } else {
            i++;
            j++;
        }
    }
    return n && (!whole || j == m);
}

/* Number of common words at the start, or at the end, and whether one of them is more than grammar. Marks count
** as words here, so that a shared lead-in ends where the marks begin to differ. */
static uint32_t common(struct stretch a, struct stretch b, bool from_end, bool *content)
{
    uint32_t k = 0;
    *content = false;
    for (; k < a.to - a.from && k < b.to - b.from; k++) {
        uint32_t wa = from_end ? a.to - 1 - k : a.from + k, wb = from_end ? b.to - 1 - k : b.from + k;
        if (a.t->word[wa] != b.t->word[wb]) break;
        *content = *content || word_class_at(a.t, wa) >= CLASS_CONTENT;
    }
    return k;
}

/* Whether an item stands on the other side: as one chunk or several in a row, at the end of a chunk that leads
** a list in, or at the start of the chunk that ends one. Several chunks in a row, since the other side may have
** cut "joint planning and execution" in two. Quadratic in the chunks of a run, which are few. */
static bool stands(struct stretch item, const struct cut *other)
{
    for (uint32_t r = 0; r < other->n_run; r++) {
        uint32_t from = other->run_chunk[r], to = r + 1 < other->n_run ? other->run_chunk[r + 1] : other->n_chunk;
        for (uint32_t k = from; k < to; k++) {
            struct stretch edge = bare(other->t, other->chunk[k].from, other->chunk[k].to);
            if (k == from && stands_in(item, edge, true, false)) return true;
            if (k + 1 == to && stands_in(item, edge, false, false)) return true;
            for (uint32_t e = k; e < to && other->chunk[e].to - other->chunk[k].from <= 2 * MAX_ITEM_WORDS; e++)
                if (stands_in(item, bare(other->t, other->chunk[k].from, other->chunk[e].to), false, true)) return true;
        }
    }
    return false;
}

/* An item as it is compared. */
static struct stretch bare_item(const struct cut *c, uint32_t i) { return bare(c->t, c->item[i].from, c->item[i].to); }

/* ---- one list on both sides ---- */

/* Before anything is parted: what stands as a chunk of its own stands, however the lead-ins run. */
static void mark_kept(struct cut *c, const struct cut *other)
{
    for (uint32_t i = 0; i < c->n_item; i++) c->item[i].kept = stands(bare_item(c, i), other);
}

/* What leads in is neither part of the item nor shown with it. */
static void start_at(struct item *it, uint32_t from) { it->from = it->shown_from = from; }

/* First item of the run that is kept: before it stands no item, only what leads in. */
static uint32_t first_kept(const struct cut *c, const struct run *r)
{
    for (uint32_t i = r->from; i < r->to; i++)
        if (c->item[i].kept) return i;
    return r->to;
}

/* An item with its marks and article, for measuring common ends. */
static struct stretch whole_item(const struct cut *c, uint32_t i)
{
    return (struct stretch){c->t, c->item[i].from, c->item[i].to};
}

/* Among the chunks before the first common item, the two that end in the same words: there the lists begin,
** whatever leads in ("with the timetable" in "entrusted it with the timetable"). Where several pairs end alike nobody can say which is meant, and nothing is done. */
static void match_ends(struct cut *a, const struct run *ra, struct cut *b, const struct run *rb)
{
    uint32_t to_a = first_kept(a, ra), to_b = first_kept(b, rb), best = 0, x = 0, y = 0;
    bool tied = false;
    for (uint32_t i = ra->from; i < to_a; i++) {
        for (uint32_t j = rb->from; j < to_b; j++) {
            bool content;
            uint32_t end = common(whole_item(a, i), whole_item(b, j), true, &content);
            if (!content || end < best) continue;
            tied = end == best;
            best = end, x = i, y = j;
        }
    }
    if (!best || tied) return;
    start_at(&a->item[x], a->item[x].to - best);
    start_at(&b->item[y], b->item[y].to - best);
    a->item[x].kept = b->item[y].kept = true;
}

/* The first items of two lists, each with its lead-in: parted by what the lead-ins share. True when they were:
** then what is left of them are items. Not where one chunk is wholly the start of the other: that is an item
** with words added. */
static bool part_lead_in(struct cut *a, const struct run *ra, struct cut *b, const struct run *rb)
{
    struct item *x = &a->item[ra->from], *y = &b->item[rb->from];
    struct stretch sx = whole_item(a, ra->from), sy = whole_item(b, rb->from);
    bool content;
    uint32_t lead = common(sx, sy, false, &content), end = common(sx, sy, true, &content);
    if (x->kept && y->kept) return false;
    if (lead < MIN_LEAD_WORDS || lead == sx.to - sx.from || lead == sy.to - sy.from || (end >= 2 && content)) {
        match_ends(a, ra, b, rb);
        return false;
    }
    while (lead && is_article(a->t, x->from + lead - 1)) lead--;
    start_at(x, x->from + lead);
    start_at(y, y->from + lead);
    x->kept = stands(bare(a->t, x->from, x->to), b);
    y->kept = stands(bare(b->t, y->from, y->to), a);
    return true;
}

/* The last items of two lists with what the sentence goes on with: parted only when one of them then is an item
** of the other list, as in "before, during and after a fire" and "before and during a fire". Otherwise "in the
** north" at the end of one sentence would make a new item of its last one. */
static void part_tail(struct cut *a, const struct run *ra, struct cut *b, const struct run *rb)
{
    struct item *x = &a->item[ra->to - 1], *y = &b->item[rb->to - 1];
    struct stretch sx = {a->t, x->from, x->to}, sy = {b->t, y->from, y->to};
    bool content;
    uint32_t tail = common(sx, sy, true, &content), head = common(sx, sy, false, &content);
    /* One sentence goes on behind its list, the other does not. */
    if (content && (head == sx.to - sx.from || head == sy.to - sy.from)) x->kept = y->kept = true;
    if ((x->kept && y->kept) || !tail || tail == sx.to - sx.from || tail == sy.to - sy.from) return;
    struct stretch cx = bare(a->t, sx.from, sx.to - tail), cy = bare(b->t, sy.from, sy.to - tail);
    bool keeps_x = stands(cx, b), keeps_y = stands(cy, a);
    if (!keeps_x && !keeps_y) return;
    x->kept = x->kept || keeps_x;
    y->kept = y->kept || keeps_y;
    /* A bare number takes what it counts with it: "14 and 21 June" gains "21 June". */
    if (word_class_at(a->t, sx.to - tail - 1) != CLASS_NUMBER) x->shown_to = sx.to - tail;
    if (word_class_at(b->t, sy.to - tail - 1) != CLASS_NUMBER) y->shown_to = sy.to - tail;
}

/* Where a first item begins when both sides have the same first chunk: behind the last word of grammar that is
** not part of a name ("of", articles), if one stands there; else the whole chunk counts as lead-in. Only for
** showing where a list is led in; no finding hangs on it. */
static uint32_t guess_start(const struct compare_text *t, const struct item *it)
{
    uint32_t best = it->from;
    for (uint32_t w = it->from; w + 1 < it->to; w++) {
        bool inner = word_is(t, w, "of") || is_article(t, w) || word_is(t, w, "to") || word_is(t, w, "for");
        if (word_class_at(t, w) == CLASS_FUNCTION && !inner) best = w + 1;
    }
    return best;
}

/* ---- does the list stand? ---- */

/* A word that makes a clause of a chunk. Enough to see a clause; a chunk that is a clause breaks the list. */
static bool is_verb(const struct compare_text *t, uint32_t w)
{
    static const char *const verbs[] = {"are",  "be",    "been", "can",  "could", "did",   "do",     "does",   "had",
                                        "has",  "have",  "is",   "may",  "might", "must",  "not",    "shall",  "should",
                                        "that", "there", "was",  "were", "will",  "would", "remain", "remains"};
    /* "May" is a month. */
    return t->surface[w] == t->word[w] && among(word_text(t, w), verbs, ARRAY_LEN(verbs));
}

/* What no item begins with: it leads in a clause or an aside. */
static bool opens_aside(const struct compare_text *t, uint32_t w)
{
    static const char *const openers[] = {"after", "although", "as",      "because", "before", "but",  "combined", "given",
                                          "if",    "in",       "largely", "mainly",  "meant",  "over", "partly",   "since",
                                          "so",    "thereby",  "to",      "under",   "until",  "when", "with",     "without"};
    return among(word_text(t, w), openers, ARRAY_LEN(openers));
}

/* Words that comment on the sentence and belong to no list. */
static bool is_aside(const struct compare_text *t, uint32_t w)
{
    static const char *const asides[] = {"also", "currently", "however",   "moreover", "nevertheless", "nonetheless",
                                         "now",  "then",      "therefore", "though",   "thus",         "today"};
    return among(word_text(t, w), asides, ARRAY_LEN(asides));
}

/* In the words that would be shown. */
static bool has_verb(const struct cut *c, const struct item *it)
{
    for (uint32_t w = it->shown_from; w < it->shown_to; w++)
        if (is_verb(c->t, w)) return true;
    return false;
}

/* By the vocabulary of the text. */
static uint32_t stem_at(const struct compare_text *t, uint32_t w) { return vocab_at(t->vocab, t->word[w])->stem; }

/* Is one item the other with words added? Then it was reworded, not exchanged. By stems, so that "measure" is
** within "additional measures". */
static bool within(struct stretch a, struct stretch b)
{
    uint32_t j = b.from;
    for (uint32_t i = a.from; i < a.to; i++, j++) {
        while (j < b.to && stem_at(b.t, j) != stem_at(a.t, i)) j++;
        if (j == b.to) return false;
    }
    return true;
}

/* own: the run of item i, other_run: its match. Two first items are held together even when one of them is kept: it may only be so
** because a lead-in ends in it ("additional measures", "measures"). */
static bool is_reworded(const struct cut *c, const struct run *own, uint32_t i, const struct cut *other,
                        const struct run *other_run)
{
    for (uint32_t j = other_run->from; j < other_run->to; j++) {
        bool both_first = i == own->from && j == other_run->from;
        if (other->item[j].kept && !both_first) continue;
        if (within(bare_item(c, i), bare_item(other, j)) || within(bare_item(other, j), bare_item(c, i))) return true;
    }
    return false;
}

struct stand {
    uint32_t first; /* item that may be named first */
    uint32_t kept, named;
    bool broken; /* something stands in the list that is no item */
};

/* From the first common item on, all that was not kept must be an item. The same preposition may open all of
** them. Whether all that would be named may be named; nothing is written. */
static struct stand look(const struct cut *c, const struct run *r, bool parted, const struct cut *other, const struct run *ro)
{
    struct stand s = {.first = parted ? r->from : first_kept(c, r)};
    for (uint32_t i = s.first; i < r->to; i++) {
        const struct item *it = &c->item[i];
        uint32_t from = it->shown_from;
        bool edge = i == r->from || i + 1 == r->to;
        if (it->kept) {
            s.kept++;
            s.broken = s.broken || (!edge && has_verb(c, it));
            continue;
        }
        if (is_reworded(c, r, i, other, ro)) continue;
        bool opened = opens_aside(c->t, from) && (i == r->from || c->t->word[c->item[i - 1].from] != c->t->word[from]) &&
                      (i + 1 == r->to || c->t->word[c->item[i + 1].from] != c->t->word[from]);
        s.named++;
        s.broken = s.broken || is_aside(c->t, from) || has_verb(c, it) || (opened && it->shown_to - from > 1) ||
                   it->shown_to - from > MAX_ITEM_WORDS;
    }
    return s;
}

/* The items of the run that are not kept. The frames are both sides' lead-ins, the same for all notes of one
** list. */
static enum status name_items(struct note_list *list, const struct cut *c, const struct run *r, uint32_t first, bool is_older,
                              span frame_older, span frame_newer, const struct cut *other, const struct run *ro)
{
    for (uint32_t i = first; i < r->to; i++) {
        const struct item *it = &c->item[i];
        if (it->kept || is_reworded(c, r, i, other, ro)) continue;
        struct compare_note note = {.kind = is_older ? NOTE_LIST_LOST : NOTE_LIST_GAINED,
                                    .frame_older = frame_older,
                                    .frame_newer = frame_newer,
                                    .concept = UINT32_MAX};
        *(is_older ? &note.older : &note.newer) = words_span(c->t, it->shown_from, it->shown_to);
        enum status st = note_add(list, &note);
        if (st) return st;
    }
    return OK;
}

/* Are the kept items of a in b in another order? Their places must rise. An item that stands twice meets its twin, so that
** the answer is the same from either side. */
static bool in_other_order(const struct cut *a, const struct run *ra, const struct cut *b, const struct run *rb)
{
    uint32_t before = 0;
    bool met[MAX_CHUNKS] = {false};
    for (uint32_t i = ra->from; i < ra->to; i++) {
        uint32_t j = rb->from;
        while (j < rb->to && (met[j] || !stands_in(bare_item(a, i), bare_item(b, j), false, true))) j++;
        if (j == rb->to) continue;
        met[j] = true;
        if (j < before) return true;
        before = j;
    }
    return false;
}

/* The words that lead the list in: up to where its first item begins. The first item is the one that begins
** with the sentence or, walking back from the last, the first that is too long to be an item alone. May be
** empty, where the list opens the sentence. */
static span lead_in(const struct cut *c, const struct run *r, uint32_t sentence_from)
{
    uint32_t i = r->to - 1;
    while (i > r->from && c->item[i].to - c->item[i].from <= MAX_ITEM_WORDS / 2 + 1) i--;
    const struct item *first = &c->item[i];
    return words_span(c->t, sentence_from, first->kept || i > r->from ? guess_start(c->t, first) : first->from);
}

/* One list on both sides. Another order is told only when nothing came or went: with items missing, the order
** of the rest says little. */
static enum status compare_runs(struct note_list *list, struct cut *a, struct run *ra, uint32_t from_a, struct cut *b,
                                struct run *rb, uint32_t from_b)
{
    /* To see whether this list had notes: order is told only when none were. */
    uint32_t n_before = list->n;
    bool parted = part_lead_in(a, ra, b, rb);
    part_tail(a, ra, b, rb);
    /* "including" on both sides leads in a list for sure: its first item is one, and one common item is enough. */
    bool sure = ra->lead != UINT32_MAX && rb->lead != UINT32_MAX && a->t->word[ra->lead] == b->t->word[rb->lead];
    parted = parted || sure;
    struct stand x = look(a, ra, parted, b, rb), y = look(b, rb, parted, a, ra);
    if (x.broken || y.broken || !x.kept || !y.kept || (!sure && (x.named > x.kept || y.named > y.kept))) return OK;
    span fa = lead_in(a, ra, from_a), fb = lead_in(b, rb, from_b);
    enum status st = name_items(list, a, ra, x.first, true, fa, fb, b, rb);
    if (!st) st = name_items(list, b, rb, y.first, false, fa, fb, a, ra);
    if (st || list->n > n_before || !in_other_order(a, ra, b, rb)) return st;
    struct compare_note note = {.kind = NOTE_LIST_REORDERED,
                                .older = words_span(a->t, a->item[ra->from].from, a->item[ra->to - 1].to),
                                .newer = words_span(b->t, b->item[rb->from].from, b->item[rb->to - 1].to),
                                .frame_older = fa,
                                .frame_newer = fb,
                                .concept = UINT32_MAX};
    return note_add(list, &note);
}

/* Items the two runs have in common, their edges compared loosely. First items are compared loosely, because
** each has its lead-in before it. */
static uint32_t likeness(const struct cut *a, const struct run *ra, const struct cut *b, const struct run *rb)
{
    uint32_t n = 0;
    for (uint32_t i = ra->from; i < ra->to; i++) {
        struct stretch x = bare_item(a, i);
        bool hit = false;
        for (uint32_t j = rb->from; j < rb->to && !hit; j++) {
            struct stretch y = bare_item(b, j);
            bool content;
            hit = stands_in(x, y, false, true);
            hit = hit || (i == ra->from && j == rb->from && common(x, y, true, &content) && content);
            hit = hit || (i == ra->from && j == rb->from && common(x, y, false, &content) >= MIN_LEAD_WORDS);
        }
        n += hit;
    }
    return n;
}

/* Three items on one side at least: with two nobody can see where the first begins and the second ends. */
static bool is_list_pair(const struct run *a, const struct run *b)
{
    return (a->and_ && a->to - a->from >= MIN_ITEMS) || (b->and_ && b->to - b->from >= MIN_ITEMS);
}

/* How much each list of one side is like each of the other; 0: no pair. */
struct matches {
    uint32_t n, m;
    uint16_t like[MAX_CHUNKS][MAX_CHUNKS];
};

/* Counted from both sides, since two items of one may be found in a single one of the other. */
static void match_runs(struct matches *x, const struct cut *a, const struct cut *b)
{
    x->n = a->n_run;
    x->m = b->n_run;
    for (uint32_t i = 0; i < a->n_run; i++)
        for (uint32_t j = 0; j < b->n_run; j++) {
            bool pair = is_list_pair(&a->run[i], &b->run[j]);
            x->like[i][j] =
                pair ? (uint16_t)(likeness(a, &a->run[i], b, &b->run[j]) + likeness(b, &b->run[j], a, &a->run[i])) : 0;
        }
}

/* The most alike, then the least out of line, then the first: never by which side is called older, so that swapped texts give
** mirrored notes (of two pairs that are still equal each is the other's mirror, and they share no list). False: none is left. */
static bool best_match(uint32_t *at_a, uint32_t *at_b, const struct matches *x)
{
    uint32_t best = 0, out = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        for (uint32_t j = 0; j < x->m; j++) {
            uint32_t off = i > j ? i - j : j - i;
            if (!x->like[i][j] || x->like[i][j] < best) continue;
            if (x->like[i][j] == best && (off > out || (off == out && i + j >= *at_a + *at_b))) continue;
            best = x->like[i][j];
            out = off;
            *at_a = i;
            *at_b = j;
        }
    }
    return best > 0;
}

/* No note for sentences of more than MAX_CHUNKS chunks. Time quadratic in chunks, bounded by that. */
enum status notes_on_lists(struct note_list *list, struct stretch older, struct stretch newer)
{
    struct cut a, b;
    struct matches x;
    uint32_t i = 0, j = 0;
    if (!cut_sentence(&a, older) || !cut_sentence(&b, newer)) return OK;
    mark_kept(&a, &b);
    mark_kept(&b, &a);
    match_runs(&x, &a, &b);
    while (best_match(&i, &j, &x)) {
        for (uint32_t k = 0; k < x.n; k++) x.like[k][j] = 0;
        for (uint32_t k = 0; k < x.m; k++) x.like[i][k] = 0;
        enum status st = compare_runs(list, &a, &a.run[i], older.from, &b, &b.run[j], newer.from);
        if (st) return st;
    }
    return OK;
}
