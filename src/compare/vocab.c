/* Words as numbers. Invariants: equal texts have one number, unequal texts two (bytes are compared, a
** fingerprint is not trusted); a folded form folds to itself; numbers say nothing about order.
**
** Why numbers: every step compares words far more often than it reads them. Why not the numbers themselves in
** fingerprints: they depend on what was read before, so anything that outlives one run, or breaks a tie, uses
** the hash of the text.
**
** Three numbers lead on from a word: its fold (the same word in small letters with plain marks), its stem (the
** first letters of the fold), its kin (a group of kindred words, or its stem). Each is coarser than the one
** before: equal folds have equal stems, equal stems have equal kin unless a group claims one of the words. */
#include "compare/words.h"

#include <stdlib.h>

/* Words of English that carry grammar rather than subject, in byte order; common knowledge of information
** retrieval. Negations are left out: "not" changes what is said. Other languages do without, at some cost.
** "Both", "will" and the like count here too: they carry agreement and tense, which is not what two sentences
** are recognised by. */
static const char *const function_words[] = {
    "a",     "about", "after", "all",  "also",  "am",    "an",    "and",   "any",   "are",     "as",   "at",    "be",    "been",
    "being", "both",  "but",   "by",   "can",   "could", "did",   "do",    "does",  "each",    "for",  "from",  "had",   "has",
    "have",  "he",    "her",   "his",  "i",     "if",    "in",    "into",  "is",    "it",      "its",  "may",   "might", "more",
    "most",  "my",    "of",    "on",   "or",    "other", "our",   "over",  "she",   "should",  "so",   "some",  "such",  "than",
    "that",  "the",   "their", "them", "there", "these", "they",  "this",  "those", "through", "to",   "under", "up",    "upon",
    "was",   "we",    "were",  "what", "when",  "where", "which", "while", "who",   "will",    "with", "would", "you",   "your",
};

#define STEM_LETTERS 5   /* of an alphabet */
#define STEM_SYLLABLES 2 /* of a script that writes syllables or words: Hangul, Kana, Han */
#define FIRST_SYLLABLE 0x1100

/* Linear probing. key and n decide for short words without a look at the text, which saves a cache miss for
** nearly all. */
struct slot {
    uint64_t key;  /* the bytes themselves, up to 8; else a fingerprint */
    uint32_t n;    /* bytes of the text */
    uint32_t id_1; /* number + 1; 0: free */
};

/* Everything in ar, which must outlive every text made with it. Word numbers never change; the array of words
** may move when it grows, so pointers into it hold until the next vocab_add. */
struct compare_vocab {
    arena *ar;
    struct slot *slot; /* [n_slot] numbers by the text's quick fingerprint; a power of two, at most half full */
    uint32_t n_slot;
    struct vocab_word *word; /* [cap] */
    uint32_t n, cap;
    struct hash_map kindred; /* fingerprint of a word to its group of kindred words */
    struct hash_map edge;    /* (node, word, whether as it stands) to node */
    uint32_t *node_concept;  /* [node_cap] concept whose alias ends there, or UINT32_MAX; node 0 is the root */
    uint32_t n_node, node_cap;
    uint32_t *concept_word; /* [n_concept] */
};

/* These five read what there is; id must be a number that vocab_add gave. */
const struct vocab_word *vocab_at(const compare_vocab *v, uint32_t id) { return &v->word[id]; }
uint32_t vocab_size(const compare_vocab *v) { return v->n; }
str compare_vocab_word(const compare_vocab *v, uint32_t id) { return v->word[id].text; }
uint32_t vocab_concept_word(const compare_vocab *v, uint32_t concept) { return v->concept_word[concept]; }

/* For bsearch over lists of C strings. */
static int by_text(const void *key, const void *item) { return str_cmp(*(const str *)key, str_of(*(const char *const *)item)); }

/* By the first character: a word may open with a letter and end in a mark. An empty text counts as content, so
** that it never passes for punctuation. */
static uint8_t class_of(str folded)
{
    size_t size;
    switch (folded.n ? utf8_class(utf8_decode(folded, 0, &size)) : CHAR_OTHER) {
    case CHAR_DIGIT: return CLASS_NUMBER;
    case CHAR_LETTER:
    case CHAR_MARK:
    case CHAR_OTHER: break;
    case CHAR_SPACE:
    case CHAR_PUNCT:
    case CHAR_SYMBOL:
    case CHAR_CONTROL:
        /* A word may open with a mark: 's, 90s. */
        return folded.n > 1 && ascii_alnum((unsigned char)folded.p[folded.n - 1]) ? CLASS_FUNCTION : CLASS_PUNCT;
    }
    bool known = bsearch(&folded, function_words, ARRAY_LEN(function_words), sizeof function_words[0], by_text);
    return known ? CLASS_FUNCTION : CLASS_CONTENT;
}

/* The first letters of a folded word, without the s of an English plural. A prefix of the folded text,
** borrowed. Crude on purpose: it needs no language, and the likenesses built on it only ask whether two words
** are probably forms of one. Han, kana and Hangul syllables carry more each, so fewer are kept. */
static str stem_of(str folded)
{
    str s = folded;
    if (s.n > 3 && s.p[s.n - 1] == 's' && !memchr("sui", s.p[s.n - 2], 3)) s.n--;
    size_t at = 0, size;
    for (uint32_t seen = 0; at < s.n; at += size, seen++) {
        int32_t cp = utf8_decode(s, at, &size);
        if (seen >= (cp >= FIRST_SYLLABLE ? STEM_SYLLABLES : STEM_LETTERS)) break;
    }
    s.n = at;
    return s;
}

/* ---- kindred words ---- */

/* Groups first, then one for each word: a word of no group is kin to its stem alone. */
uint32_t vocab_kin_count(const compare_vocab *v) { return kindred_count() + v->n; }

/* Once a vocabulary; some 1,600 words. */
static enum status fill_kindred(compare_vocab *v, struct err *err)
{
    for (uint32_t g = 0; g < kindred_count(); g++) {
        str rest = kindred_group(g);
        while (rest.n) {
            str word = str_cut(rest, ' ', &rest);
            if (hash_map_put(&v->kindred, v->ar, hash64(word), g)) return arena_why(v->ar, err);
        }
    }
    return OK;
}

/* The group of a word whose last `cut` letters are replaced by `end`. UINT32_MAX when the word is too short to
** have that ending and still a root of three letters, or longer than any listed form. */
static uint32_t group_without(const compare_vocab *v, str word, size_t cut, const char *end)
{
    char form[32];
    size_t n = word.n - cut, more = strlen(end);
    if (word.n < cut + 3 || n + more > sizeof form) return UINT32_MAX;
    memcpy(form, word.p, n);
    memcpy(form + n, end, more);
    return hash_map_get(&v->kindred, hash64((str){form, n + more}));
}

/* The group of a folded word in this form or without one of the regular English endings. The whole form first,
** so that irregular ones listed beside their verb win over a chance ending. */
static uint32_t group_of(const compare_vocab *v, str word)
{
    static const struct {
        const char *ending, *instead;
    } forms[] = {{"ies", "y"}, {"ied", "y"}, {"es", ""},  {"s", ""},  {"ed", ""},   {"ed", "e"},
                 {"ing", ""},  {"ing", "e"}, {"ers", ""}, {"er", ""}, {"ment", ""}, {"ly", ""}};
    uint32_t group = hash_map_get(&v->kindred, hash64(word));
    for (size_t k = 0; group == UINT32_MAX && k < ARRAY_LEN(forms); k++)
        if (str_ends(word, str_of(forms[k].ending))) group = group_without(v, word, strlen(forms[k].ending), forms[k].instead);
    size_t n = word.n;
    /* "planned", "cutting" */
    if (group == UINT32_MAX && n > 5 && str_ends(word, STR("ed")) && word.p[n - 3] == word.p[n - 4])
        group = group_without(v, word, 3, "");
    if (group == UINT32_MAX && n > 6 && str_ends(word, STR("ing")) && word.p[n - 4] == word.p[n - 5])
        group = group_without(v, word, 4, "");
    return group;
}

/* ---- numbers ---- */

/* Up to 8 bytes are told apart by the key and their number (for fewer than 8 the parts overlap); longer texts
** have a fingerprint for key, and their bytes are compared. Not hash64: these keys live only inside one
** vocabulary, and most words are short enough to be their own key. */
static uint64_t key_of(str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    uint32_t low, high;
    uint64_t h = s.n, w;
    if (!s.n) return 0;
    if (s.n < 4) return (uint64_t)p[0] | (uint64_t)p[s.n / 2] << 8 | (uint64_t)p[s.n - 1] << 16;
    if (s.n <= 8) {
        memcpy(&low, p, 4);
        memcpy(&high, p + s.n - 4, 4);
        return (uint64_t)high << 32 | low;
    }
    for (size_t at = 0; at + 8 < s.n; at += 8) {
        memcpy(&w, p + at, 8);
        h = (h ^ w) * 0x9E3779B97F4A7C15u;
        h ^= h >> 29;
    }
    memcpy(&w, p + s.n - 8, 8);
    return (h ^ w) * 0xBF58476D1CE4E5B9u;
}

/* The upper half of a product: the lower bits of a key may be alike in many words. */
static inline uint32_t place_of(uint64_t key, uint32_t n) { return (uint32_t)(((key ^ n) * 0x94D049BB133111EBu) >> 32); }

/* The slot of text: its own, or the free one where it would stand. The table is never more than half full, so a
** free slot ends every search. */
static struct slot *find(const compare_vocab *v, str text, uint64_t key)
{
    uint32_t mask = v->n_slot - 1, n = (uint32_t)text.n;
    for (uint32_t i = place_of(key, n) & mask;; i = (i + 1) & mask) {
        struct slot *s = &v->slot[i];
        if (!s->id_1) return s;
        if (s->key == key && s->n == n && (n <= 8 || memcmp(v->word[s->id_1 - 1].text.p, text.p, n) == 0)) return s;
    }
}

/* Doubles and puts all in again. n wraps to 0 only beyond 2^31 slots, and then ARENA_NEW was never asked:
** arena_why says that the arena is at its end. */
static enum status more_slots(compare_vocab *v, struct err *err)
{
    uint32_t n = v->n_slot ? v->n_slot * 2 : 4096;
    struct slot *slot = n ? ARENA_NEW(v->ar, n, struct slot) : NULL;
    if (!slot) return arena_why(v->ar, err);
    for (uint32_t i = 0; i < v->n_slot; i++) {
        if (!v->slot[i].id_1) continue;
        uint32_t at = place_of(v->slot[i].key, v->slot[i].n) & (n - 1);
        while (slot[at].id_1) at = (at + 1) & (n - 1);
        slot[at] = v->slot[i];
    }
    v->slot = slot;
    v->n_slot = n;
    return OK;
}

/* ASCII that stands for itself in a wording, whatever its neighbours: no marks that have several spellings.
** Such a token adds exactly its own bytes to the wording, parted by one blank from its neighbours. A lone mark
** does so too, but for the grave accent, which text_wording makes an apostrophe. */
static bool is_plain(str s)
{
    if (s.n == 1) return s.p[0] > ' ' && s.p[0] < 0x7F && s.p[0] != '`';
    if (!s.n || !ascii_alnum((unsigned char)s.p[0])) return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= ' ' || s.p[i] >= 0x7F || s.p[i] == '`') return false;
    return true;
}

/* A text that stood in no slot. The text is copied, so callers may pass a buffer. fold, stem and kin are set to
** the word itself until the caller knows better. The word counts only when all memory was there. */
static enum status push(uint32_t *id, compare_vocab *v, str text, struct err *err)
{
    if (text.n > UINT32_MAX) return err_set(err, E_LIMIT, "a word of more than 4 GiB");
    if (v->n == v->cap) {
        uint32_t cap = v->cap ? v->cap * 2 : 1024;
        struct vocab_word *word = arena_grow(v->ar, v->word, v->cap, cap, sizeof *word);
        if (!word) return arena_why(v->ar, err);
        v->word = word;
        v->cap = cap;
    }
    str copy = str_copy(v->ar, text);
    enum status st = copy.p ? OK : arena_why(v->ar, err);
    if (!st && v->n >= v->n_slot / 2) st = more_slots(v, err);
    if (st) return st;
    uint64_t key = key_of(text);
    *id = v->n++;
    *find(v, copy, key) = (struct slot){key, (uint32_t)text.n, *id + 1};
    uint32_t group = group_of(v, copy);
    v->word[*id] = (struct vocab_word){.text = copy,
                                       .hash = hash64(copy),
                                       .fold = *id,
                                       .stem = *id,
                                       .kin = group == UINT32_MAX ? kindred_count() + *id : group,
                                       .class_ = class_of(copy),
                                       .plain = is_plain(copy)};
    return OK;
}

/* UINT32_MAX: not yet; id_1 - 1 wraps to it for a free slot. */
static uint32_t known(const compare_vocab *v, str text) { return v->n ? find(v, text, key_of(text))->id_1 - 1 : UINT32_MAX; }

/* A form of a word that is folded already; its own fold. with_stem ends the recursion: a stem is itself a word
** of the vocabulary, but nobody asks for the stem of a stem. Only words of content are cut; numbers and grammar
** keep their whole form. */
static enum status add_folded(uint32_t *id, compare_vocab *v, str text, bool with_stem, struct err *err)
{
    *id = known(v, text);
    if (*id == UINT32_MAX) {
        enum status st = push(id, v, text, err);
        if (st) return st;
    }
    /* A stem as such: its own stem is itself. */
    if (!with_stem) return OK;
    uint32_t stem_id = *id;
    enum status st = OK;
    if (v->word[*id].class_ == CLASS_CONTENT) {
        str stem = stem_of(v->word[*id].text);
        if (stem.n < v->word[*id].text.n) st = add_folded(&stem_id, v, stem, false, err);
    }
    if (st) return st;
    v->word[*id].stem = stem_id;
    if (v->word[*id].kin >= kindred_count()) v->word[*id].kin = kindred_count() + stem_id;
    return OK;
}

/* As in the wording of a sentence, in small letters: sentences of one wording are rows of the same folded words. */
static enum status fold(buf *out, str text, struct err *err)
{
    buf plain = {0};
    text_wording(&plain, text);
    enum status st = buf_check(&plain, err);
    if (!st) utf8_fold(out, buf_str(&plain));
    buf_free(&plain);
    return st ? st : buf_check(out, err);
}

/* Amortised O(bytes). LIMIT from the arena, or for a word of more than 4 GiB. */
enum status vocab_add(uint32_t *id, compare_vocab *v, str text, struct err *err)
{
    *id = known(v, text);
    if (*id != UINT32_MAX) return OK;
    buf folded = {0};
    enum status st = fold(&folded, text, err);
    if (!st && str_eq(buf_str(&folded), text)) {
        st = add_folded(id, v, text, true, err);
    } else if (!st) {
        uint32_t fold;
        st = add_folded(&fold, v, buf_str(&folded), true, err);
        if (!st) st = push(id, v, text, err);
        if (!st) {
            struct vocab_word *w = &v->word[*id];
            w->fold = fold;
            w->stem = v->word[fold].stem;
            w->kin = v->word[fold].kin;
            w->class_ = v->word[fold].class_;
        }
    }
    buf_free(&folded);
    return st;
}

/* ---- aliases ---- */

/* "US" and "U.S.", but not "A" or "Korea": two capitals or more and no small letter. "U.S." counts: what is no
** letter is no small letter. mentions.c has the same rule for finding names in a text. */
static bool in_capitals(str s)
{
    uint32_t capitals = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (ascii_lower((unsigned char)s.p[i])) return false;
        capitals += ascii_upper((unsigned char)s.p[i]);
    }
    return capitals >= 2;
}

/* Node and word in one key of the hash map; 64 bits, so that a clash among some thousands of edges is not to be
** expected. */
static uint64_t edge_key(uint32_t node, uint32_t word, bool exact)
{
    return hash64_mix(((uint64_t)node << 1) | exact, (uint64_t)word + 1);
}

/* Follow an edge of the tree of aliases, growing it where there is none. */
static enum status step_or_add(uint32_t *node, compare_vocab *v, uint64_t key, struct err *err)
{
    uint32_t next = hash_map_get(&v->edge, key);
    if (next == UINT32_MAX) {
        if (v->n_node == v->node_cap) {
            uint32_t *grown = arena_grow(v->ar, v->node_concept, v->node_cap, v->node_cap * 2, sizeof *grown);
            if (!grown) return arena_why(v->ar, err);
            v->node_concept = grown;
            v->node_cap *= 2;
        }
        next = v->n_node;
        if (hash_map_put(&v->edge, v->ar, key, next)) return arena_why(v->ar, err);
        v->node_concept[v->n_node++] = UINT32_MAX;
    }
    *node = next;
    return OK;
}

/* The first concept that claims an alias keeps it; the list's parser refuses a form under two concepts, so this
** only matters for forms that fold together. */
static enum status add_alias(compare_vocab *v, const struct concept_form *form, arena *scratch, struct err *err)
{
    struct text_tokens tok;
    enum status st = text_tokens_of(&tok, form->text, 0, scratch, err);
    uint32_t node = 0;
    for (uint32_t i = 0; !st && i < tok.n; i++) {
        str word = str_span(form->text, tok.at[i]);
        bool exact = in_capitals(word);
        uint32_t id;
        st = vocab_add(&id, v, word, err);
        if (!st) st = step_or_add(&node, v, edge_key(node, exact ? id : v->word[id].fold, exact), err);
    }
    if (!st && node && v->node_concept[node] == UINT32_MAX) v->node_concept[node] = form->concept;
    return st;
}

/* Forms that are no aliases ("nuclear attack by the DPRK") are found by mentions.c and do not fold here: they
** say more than the name. */
static enum status add_concepts(compare_vocab *v, const struct concept_list *list, arena *scratch, struct err *err)
{
    v->concept_word = ARENA_NEW(v->ar, list->n_concept, uint32_t);
    if (!v->concept_word) return arena_why(v->ar, err);
    for (uint32_t i = 0; i < list->n_concept; i++) {
        buf folded = {0};
        enum status st = fold(&folded, list->concept[i].name, err);
        if (!st) st = add_folded(&v->concept_word[i], v, buf_str(&folded), true, err);
        buf_free(&folded);
        if (st) return st;
    }
    for (uint32_t i = 0; i < list->n_form; i++) {
        if (!list->form[i].alias || list->form[i].concept >= list->n_concept) continue;
        enum status st = add_alias(v, &list->form[i], scratch, err);
        arena_reset(scratch);
        if (st) return st;
    }
    return OK;
}

/* The concept list must outlive it only during the call: names are copied. O(forms). */
enum status compare_vocab_new(compare_vocab **out, const struct concept_list *concepts, arena *ar, struct err *err)
{
    compare_vocab *v = ARENA_NEW(ar, 1, compare_vocab);
    if (!v) return arena_why(ar, err);
    v->ar = ar;
    v->node_cap = 64;
    v->node_concept = ARENA_NEW(ar, v->node_cap, uint32_t);
    if (!v->node_concept) return arena_why(ar, err);
    v->node_concept[v->n_node++] = UINT32_MAX;
    enum status filled = fill_kindred(v, err);
    if (filled) return filled;
    if (concepts && concepts->n_concept) {
        arena *scratch = arena_new(arena_cap_bytes(ar));
        if (!scratch) return err_set(err, E_NOMEM, "no memory for the names of %u concepts", concepts->n_concept);
        enum status st = add_concepts(v, concepts, scratch, err);
        arena_free(scratch);
        if (st) return st;
    }
    *out = v;
    return OK;
}

/* A form may stand in the tree by its folded and by its exact words; this many ways are followed at once. */
#define MAX_WAYS 8

/* An edge is asked for twice at each word, folded and as it stands, because "US" and "the us" may both lie on
** the way. Cost: the length of the longest alias that begins so, nearly always one miss. */
uint32_t vocab_alias(const compare_vocab *v, const uint32_t *surface, uint32_t n, uint32_t *n_taken)
{
    uint32_t way[MAX_WAYS] = {0}, n_way = 1, best = UINT32_MAX;
    if (v->n_node == 1) return UINT32_MAX;
    for (uint32_t i = 0; i < n && n_way; i++) {
        uint32_t next[MAX_WAYS], n_next = 0;
        for (uint32_t w = 0; w < n_way; w++) {
            for (int exact = 0; exact < 2; exact++) {
                uint32_t word = exact ? surface[i] : v->word[surface[i]].fold;
                uint32_t to = hash_map_get(&v->edge, edge_key(way[w], word, exact));
                if (to == UINT32_MAX || n_next == MAX_WAYS) continue;
                next[n_next++] = to;
                if (v->node_concept[to] != UINT32_MAX && (best == UINT32_MAX || *n_taken <= i)) {
                    best = v->node_concept[to];
                    *n_taken = i + 1;
                }
            }
        }
        memcpy(way, next, sizeof next);
        n_way = n_next;
    }
    return best;
}
