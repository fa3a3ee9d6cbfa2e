/* Where sentences end. Only places with a period, a question or exclamation mark, an ellipsis or a bullet are
** looked at; each such place (an "ending") is judged by the word before it, the marks around it and the word
** after it. Invariant: looks back and ahead are bounded, and each run of marks or spaces is passed once, so
** that time is linear. The rules lean towards not splitting: two sentences in one passage are still compared
** word by word, while half a sentence is a passage that nobody wrote. The floors of test/eval (two treebanks
** of English) hold how often they are right; where they speak of other languages, it is of marks and of what
** these share with English. */
#include "text/sentence.h"

#include "text/token.h"

/* In bytes, back from a mark and ahead of it. */
#define LOOK_BYTES 40 /* the longest word that is looked at */

/* How sure a mark is: a period may be an abbreviation's, "?" and "!" hardly, the marks of Chinese and Japanese
** never. MARK_DOTS is two periods and more, or the sign for three. */
enum mark_kind { MARK_PERIOD, MARK_STRONG, MARK_DOTS, MARK_WIDE };

/* What the text goes on with. Scripts without capital letters (Hangul, Han, Hebrew, ...) are CASELESS. NONE:
** the block ends; OTHER: a sign that is no letter or digit. */
enum start_kind { START_NONE, START_UPPER, START_LOWER, START_DIGIT, START_CASELESS, START_OTHER };

/* A place where a sentence may end, and what stands around it. In
**
**     ... of that regime.'  (Such phrases
**
** mark is at the period, behind at the quote, end behind the quote, next at the bracket, word_at at the S; before is
** "regime", after is "Such". */
struct ending {
    str s;          /* the block */
    size_t begin;   /* of the sentence so far */
    size_t mark;    /* the first mark */
    size_t behind;  /* behind the run of marks */
    size_t end;     /* behind the quotes and brackets that close after it */
    size_t next;    /* the next character that is no space */
    size_t word_at; /* behind the quotes and brackets that open there */
    enum mark_kind kind;
    enum start_kind start;
    str before;        /* the word the marks stand behind, without them */
    str after;         /* the word at word_at */
    bool closed;       /* by quotes or brackets */
    bool closes_quote; /* by a quote among them */
    bool opens_quote;
};

/* ---- characters ---- */

/* Which way a quote is turned says little: English closes with the sign that German opens and Danish turns
** both. The prime signs are none: they measure. */
static bool is_quote(int32_t cp)
{
    return cp == '"' || cp == '\'' || (cp >= 0x2018 && cp <= 0x201F) || cp == 0xAB || cp == 0xBB ||
           (cp >= 0x300C && cp <= 0x300F);
}

/* Brackets, quotes and the grave accent that old texts open a quotation with. */
static bool is_open_mark(int32_t cp)
{
    return cp == '(' || cp == '[' || cp == '{' || cp == '`' || cp == 0x300A || cp == 0x3010 || is_quote(cp);
}

/* The star is how bold words end in text that was typed. */
static bool is_close_mark(int32_t cp)
{
    return cp == ')' || cp == ']' || cp == '}' || cp == '*' || cp == 0x300B || cp == 0x3011 || is_quote(cp);
}

/* The ideographic full stop and the full-width ! ? . */
static bool is_wide_mark(int32_t cp) { return cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF0E; }

/* Round, square and pointed bullets, and the note sign (U+203B) of Korean and Japanese papers. */
static bool is_bullet(int32_t cp)
{
    switch (cp) {
    case 0x203B:
    case 0x2022:
    case 0x2023:
    case 0x2043:
    case 0x25A0:
    case 0x25A1:
    case 0x25AA:
    case 0x25AB:
    case 0x25B6:
    case 0x25B7:
    case 0x25C6:
    case 0x25C7:
    case 0x25CB:
    case 0x25CF:
    case 0x25E6: return true;
    default: return false;
    }
}

/* First place from i on that is no white space of Unicode. s.n when only white space is left. */
static size_t skip_spaces(str s, size_t i)
{
    while (i < s.n) {
        if (ascii_space((unsigned char)s.p[i])) {
            i++;
            continue;
        }
        if ((unsigned char)s.p[i] < 0x80) break;
        struct glyph g = glyph_at(s, i);
        if (g.class != CHAR_SPACE) break;
        i += g.size;
    }
    return i;
}

/* The character that ends before `at`; at > 0. At most three bytes back; a byte that ends no character counts
** as one by itself. */
static struct glyph glyph_before(str s, size_t at)
{
    size_t i = at - 1;
    while (i > 0 && at - i < 4 && ((unsigned char)s.p[i] & 0xC0) == 0x80) i--;
    struct glyph g = glyph_at(s, i);
    return i + g.size == at ? g : (struct glyph){-1, 1, CHAR_OTHER};
}

/* ---- the words around ---- */

/* Periods, apostrophes and hyphens belong to the word, so that "U.S" and "Lt.-Gen" come out whole. */
static bool ends_word_before(struct glyph g)
{
    if (g.class == CHAR_SPACE || g.class == CHAR_SYMBOL) return true;
    return g.class == CHAR_PUNCT && g.cp != '.' && g.cp != '\'' && g.cp != 0x2019 && g.cp != '-' && g.cp != '_';
}

/* The word that ends at `end`, cut at LOOK_BYTES. `from` is the start of the sentence, so that the cost of all
** endings together is bounded by LOOK_BYTES each. */
static str word_before(str s, size_t from, size_t end)
{
    size_t i = end;
    while (i > from && end - i < LOOK_BYTES) {
        struct glyph g = glyph_before(s, i);
        if (ends_word_before(g)) break;
        i -= g.size;
    }
    while (i < end && (s.p[i] == '\'' || s.p[i] == '-')) i++;
    return (str){s.p + i, end - i};
}

/* Letters, digits and inner apostrophes from `at` on. Empty when no letter or digit stands there. */
static str word_after(str s, size_t at)
{
    size_t i = at;
    while (i < s.n && i - at < LOOK_BYTES) {
        unsigned char c = (unsigned char)s.p[i];
        if (!ascii_alnum(c) && c < 0x80 && c != '\'') break;
        struct glyph g = glyph_at(s, i);
        if (c >= 0x80 && g.class != CHAR_LETTER && g.class != CHAR_MARK && g.cp != 0x2019) break;
        i += g.size;
    }
    return (str){s.p + at, i - at};
}

/* "The" of "The", "It" of "It's". The typographic apostrophe begins with the byte E2, and so do the dashes:
** either ends the stem. */
static str stem(str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] == '\'' || (unsigned char)word.p[i] == 0xE2) return (str){word.p, i};
    return word;
}

/* Letters below U+0590 are Latin, Greek, Cyrillic and Armenian, which have two cases. */
static enum start_kind start_kind(struct glyph g)
{
    if (!g.size) return START_NONE;
    if (g.class == CHAR_DIGIT) return START_DIGIT;
    if (g.class != CHAR_LETTER) return START_OTHER;
    if (utf8_is_upper(g.cp)) return START_UPPER;
    return utf8_lower(g.cp) == g.cp && !glyph_is_cjk(g.cp) && g.cp < 0x590 ? START_LOWER : START_CASELESS;
}

/* A word that opens sentences, not the first half of a compound ("A-10") or an initial ("A."). */
static bool opens_sentence(const struct ending *e)
{
    size_t behind = e->word_at + e->after.n;
    char c = behind < e->s.n ? e->s.p[behind] : ' ';
    return c != '-' && c != '.' && sentence_opener(stem(e->after));
}

/* ---- reading an ending ---- */

/* Is there a space at i, and behind it the mark that stands before it once more (". . .", "? ?")? i > 0, since
** a mark stands before. */
static bool repeats_mark(str s, size_t i) { return s.p[i] == ' ' && i + 1 < s.n && s.p[i + 1] == s.p[i - 1]; }

/* Passes the run of marks at e->mark; one that is repeated after a space belongs to it. */
static void take_marks(struct ending *e)
{
    size_t i = e->mark;
    size_t dots = 0;
    bool strong = false;
    bool wide = false;
    while (i < e->s.n) {
        struct glyph g = glyph_at(e->s, i);
        if (g.cp == '.')
            dots++;
        else if (g.cp == 0x2026)
            dots += 3;
        else if (g.cp == '!' || g.cp == '?')
            strong = true;
        else if (is_wide_mark(g.cp))
            wide = true;
        else if (!repeats_mark(e->s, i))
            break;
        i += g.size;
    }
    e->behind = i;
    e->kind = wide ? MARK_WIDE : strong ? MARK_STRONG : dots > 1 ? MARK_DOTS : MARK_PERIOD;
}

/* "[12]" behind the end of a sentence: a note of the page. at when there is none. Four digits at most. */
static size_t skip_note_number(str s, size_t at)
{
    size_t i = at;
    if (i >= s.n || s.p[i] != '[') return at;
    for (i++; i < s.n && i - at < 5 && ascii_digit((unsigned char)s.p[i]);) i++;
    return i < s.n && i - at > 1 && s.p[i] == ']' ? i + 1 : at;
}

/* What closes after a space: the numbers of notes, and a bracket or the last quote of the text that was set apart. */
static size_t take_spaced_closing(const struct ending *e, size_t end)
{
    for (;;) {
        size_t i = skip_spaces(e->s, end);
        size_t note = skip_note_number(e->s, i);
        bool bracket = i < e->s.n && (e->s.p[i] == ')' || e->s.p[i] == ']' || (e->s.p[i] == '"' && i + 1 == e->s.n));
        size_t behind = note > i ? note : i + bracket;
        if (behind == i || (behind < e->s.n && !ascii_space((unsigned char)e->s.p[behind]))) return end;
        end = behind;
    }
}

/* Quotes, brackets and note numbers right behind the marks; eight at most, more is no text. What closes
** belongs to the sentence, whichever way its signs are turned. */
static void take_closing(struct ending *e)
{
    size_t i = e->behind;
    for (int k = 0; k < 8 && i < e->s.n; k++) {
        struct glyph g = glyph_at(e->s, i);
        size_t note = skip_note_number(e->s, i);
        if (note == i && !is_close_mark(g.cp)) break;
        e->closes_quote = e->closes_quote || is_quote(g.cp);
        i = note > i ? note : i + g.size;
    }
    e->closed = i > e->behind;
    e->end = take_spaced_closing(e, i);
}

/* Over the space to the next word, and over quotes, brackets and one dash before it. */
static void take_opening(struct ending *e)
{
    size_t i = e->next = skip_spaces(e->s, e->end);
    for (int k = 0; k < 4 && i < e->s.n; k++) {
        struct glyph g = glyph_at(e->s, i);
        if (!is_open_mark(g.cp)) break;
        e->opens_quote = e->opens_quote || is_quote(g.cp);
        i += g.size;
    }
    struct glyph dash = glyph_at(e->s, i);
    size_t behind_dash = skip_spaces(e->s, i + dash.size);
    bool is_dash = (dash.cp == 0x2013 || dash.cp == 0x2014 || dash.cp == '-') && behind_dash > i + dash.size;
    if (is_dash) i = behind_dash;
    e->word_at = i;
    e->after = word_after(e->s, i);
    e->start = start_kind(glyph_at(e->s, i));
}

/* Fills *e for the mark at `mark` of a sentence that began at `begin`. The word before is cut at `begin`, so
** that an ending never looks into the sentence before it. The order of the calls is that of the text: each
** begins where the one before it stopped. */
static void read_ending(struct ending *e, str s, size_t begin, size_t mark)
{
    *e = (struct ending){.s = s, .begin = begin, .mark = mark};
    take_marks(e);
    take_closing(e);
    take_opening(e);
    e->before = word_before(s, begin, mark);
}

/* ---- judging it ---- */

/* Signs that may stand before the number of an item. */
static bool leads_number(char c) { return ascii_space((unsigned char)c) || strchr("([*-\"'", c); }

/* The number of an item or a section at the start of the sentence ("1.", "iv.", "2.1.", "Sec. 3."), or behind
** a colon or semicolon that leads in a list. "This follows from Article 5." is none: the section word must be
** the first of its sentence. */
static bool is_item_number(const struct ending *e)
{
    if (!sentence_enumerator(e->before)) return false;
    size_t at = (size_t)(e->before.p - e->s.p);
    size_t i = at;
    while (i > e->begin && at - i < LOOK_BYTES && leads_number(e->s.p[i - 1])) i--;
    if (i == e->begin) return true;
    if (i == at) return false;
    char c = e->s.p[i - 1];
    if (c == ':' || c == ';') return true;
    str lead = word_before(e->s, e->begin, c == '.' ? i - 1 : i);
    return lead.n && lead.p == e->s.p + e->begin && sentence_section_word(lead);
}

/* "2026. 1. 26. ...": a date in numbers, Korean fashion. Either a number of at most two digits follows with
** its own period, or the last number of such a row stands before a word without case. */
static bool is_date_in_numbers(const struct ending *e)
{
    str w = e->before;
    size_t k = e->after.n;
    size_t at = (size_t)(w.p - e->s.p);
    for (size_t i = 0; i < w.n; i++)
        if (!ascii_digit((unsigned char)w.p[i])) return false;
    if (!w.n || (w.n > 2 && w.n != 4)) return false;
    if (e->start == START_DIGIT) return k <= 2 && e->word_at + k < e->s.n && e->s.p[e->word_at + k] == '.';
    return e->start == START_CASELESS && at >= e->begin + 3 && e->s.p[at - 1] == ' ' && e->s.p[at - 2] == '.' &&
           ascii_digit((unsigned char)e->s.p[at - 3]);
}

/* The text goes on with the number of an item: "ii) ", "b. ". A number that is followed by a bracket or period
** and a space opens an item, whatever stands before it. */
static bool item_follows(const struct ending *e)
{
    size_t i = e->word_at + e->after.n;
    return i + 1 < e->s.n && (e->s.p[i] == ')' || e->s.p[i] == '.') && e->s.p[i + 1] == ' ' && sentence_enumerator(e->after);
}

/* Letters beyond ASCII are taken for small ones: only "ended" and its like are asked for. */
static bool all_lower(str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!ascii_lower((unsigned char)word.p[i]) && (unsigned char)word.p[i] < 0x80) return false;
    return word.n > 0;
}

/* Letters beyond ASCII count as vowels: a word that has one is no abbreviation of consonants. */
static bool has_vowel(str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (strchr("aeiouy", word.p[i]) || (unsigned char)word.p[i] >= 0x80) return true;
    return false;
}

/* No space behind the period: a slip ("ended.The next") or a part of a name ("Node.js", "3.5"). A slip is
** believed only behind a small word of three letters and more and before a capitalised one; Chinese and
** Japanese marks need no space at all. */
static bool ends_without_space(const struct ending *e)
{
    if (e->start == START_CASELESS) return e->kind == MARK_WIDE;
    if (e->start != START_UPPER || e->opens_quote || e->after.n < 2) return false;
    if (e->kind == MARK_STRONG) return true;
    return e->kind == MARK_PERIOD && e->end == e->behind && e->before.n > 2 && all_lower(e->before) &&
           !str_eq(e->before, STR("www")) && ascii_lower((unsigned char)e->after.p[1]);
}

/* '"Why now?" Kim asked.', '"Why now?" he asked.': the quotation is a part of what follows. Looks three words
** ahead for a verb of speaking, one behind a pronoun.
** Not so: '"Why now?" The room was still.', where an opener follows that is no pronoun. */
static bool speech_follows(const struct ending *e)
{
    size_t i = e->word_at + e->after.n;
    bool pronoun = sentence_pronoun(e->after);
    if (!e->closes_quote || (opens_sentence(e) && !pronoun)) return false;
    for (int k = 0; k < (pronoun ? 1 : 3); k++) {
        i = skip_spaces(e->s, i);
        str word = word_after(e->s, i);
        if (sentence_speech_verb(word)) return true;
        i += word.n;
    }
    return false;
}

/* A period behind an ordinary word ends the sentence although a small letter follows (a slip, an address, a name
** like iPhone); one behind a short or strange word may be an abbreviation that nobody knows. */
static bool ends_before_small_letter(const struct ending *e)
{
    if (item_follows(e)) return true;
    return !e->closed && e->before.n > 3 && all_lower(e->before) && has_vowel(e->before);
}

/* "(b. March 1960)", "(d. 1975)". */
static bool is_letter_in_brackets(const struct ending *e)
{
    size_t at = (size_t)(e->before.p - e->s.p);
    return e->before.n == 1 && ascii_lower((unsigned char)e->before.p[0]) && at > e->begin && e->s.p[at - 1] == '(';
}

/* Item numbers, dates and bracketed letters first, since their "words" would else pass for ordinary ones; then
** by what the abbreviation allows, then by the word that follows.
**
**     NEVER    Dr. Kim | e.g. ports                       not an end, whatever follows
**     NUMBER   No. 5 | Art. 3                             not before a number; else as any word
**     OPEN     the U.S. Army | the U.S. The allies        an end before an opener only
**     TIME     8 p.m. EST | 8 p.m. Monday | 8 p.m. The    not before zones and days
**     INITIAL  J. D. Vance | Plan B. The                  an end before an opener only
**     NONE     the regime. Such | the regime. iPhone      an end, but for rare words before a small letter */
static bool period_ends(const struct ending *e)
{
    enum abbreviation what = sentence_abbreviation(e->before);
    bool alone = e->before.p == e->s.p + e->begin; /* "No." as an answer */
    if (is_item_number(e) || is_date_in_numbers(e) || is_letter_in_brackets(e)) return false;
    bool opens = what != ABBR_NEVER && what != ABBR_NONE && opens_sentence(e);
    switch (what) {
    case ABBR_NEVER: return false;
    case ABBR_NUMBER:
        if (e->start == START_DIGIT || e->start == START_LOWER) return false;
        if (opens && (alone || ascii_lower((unsigned char)e->before.p[0]))) return true; /* "etc. I ..." */
        return !sentence_enumerator(e->after);
    case ABBR_OPEN: return e->start == START_UPPER && opens;
    case ABBR_TIME: return e->start == START_UPPER && (opens || !sentence_after_time(e->after));
    case ABBR_INITIAL: return e->start == START_UPPER && opens;
    case ABBR_NONE: break;
    }
    return e->start != START_LOWER || ends_before_small_letter(e);
}

/* A question or exclamation mark ends the sentence before a small letter too, unless a quotation goes on or the
** mark is a part of a name ("Yahoo!"). */
static bool strong_ends(const struct ending *e)
{
    if (e->start != START_LOWER || item_follows(e)) return !speech_follows(e);
    bool name = e->before.n && ascii_upper((unsigned char)e->before.p[0]) && e->s.p[e->mark] == '!';
    return !e->closed && !name && e->next == e->word_at;
}

/* "(?)", "[...]": a doubt or an omission inside a sentence. */
static bool stands_alone_in_brackets(const struct ending *e)
{
    char c = e->mark > e->begin ? e->s.p[e->mark - 1] : ' ';
    return e->closed && e->kind != MARK_PERIOD && (c == '(' || c == '[');
}

/* The end of the block always ends a sentence; a mark without a space behind it nearly never does; the rest
** goes by the kind of mark. Dots at the very start of a sentence are an omission, not an end.
**
**     ... of that regime.            end of the block: always
**     The plan (?) The allies        a doubt in brackets: no end
**     ended.The next   3.5           no white space: a slip, or none
**     会议。结束                   a wide mark: always
**     ... And so on ...              dots at the start are an omission, behind words an end before a capital */
static bool ends_sentence(const struct ending *e)
{
    if (e->next >= e->s.n) return true;
    if (stands_alone_in_brackets(e)) return false;
    /* No white space at all: only marks of Chinese and Japanese end a sentence so, and slips. */
    if (e->next == e->end) return e->kind == MARK_WIDE || ends_without_space(e);
    switch (e->kind) {
    case MARK_WIDE: return true;
    case MARK_PERIOD: return period_ends(e);
    case MARK_STRONG: return strong_ends(e);
    case MARK_DOTS: return e->start != START_LOWER && e->mark > e->begin;
    }
    return true;
}

/* ---- blocks ---- */

/* Bytes at which an ending may begin; UTF-8 lead bytes of the marks beyond ASCII among them. */
static const uint8_t may_end[256] = {['.'] = 1, ['!'] = 1, ['?'] = 1, [0xE2] = 1, [0xE3] = 1, [0xEF] = 1};

/* The sentences found so far; nothing else is taken from the arena meanwhile, so that it grows in place. */
struct list {
    span *at; /* [cap], the first n in use */
    uint32_t n, cap;
    arena *ar;
    struct err *err;
};

/* Adds [begin, end) without the spaces at its end; nothing when only spaces are left. begin is no space.
** E_LIMIT or E_NOMEM from the arena; the list is then as it was. */
static enum status push(struct list *l, str s, size_t begin, size_t end, uint32_t offset)
{
    while (end > begin && ascii_space((unsigned char)s.p[end - 1])) end--;
    while (end > begin) {
        struct glyph g = glyph_before(s, end);
        if (g.class != CHAR_SPACE) break;
        end -= g.size;
    }
    if (end == begin) return OK;
    if (l->n == l->cap) {
        uint32_t cap = l->cap ? l->cap * 2 : 16;
        span *more = l->cap > UINT32_MAX / 2 ? NULL : arena_grow(l->ar, l->at, l->cap, cap, sizeof *more);
        if (!more) return arena_why(l->ar, l->err);
        l->at = more;
        l->cap = cap;
    }
    l->at[l->n++] = (span){(uint32_t)begin + offset, (uint32_t)end + offset};
    return OK;
}

/* A bullet between spaces opens an item of its own. */
static bool opens_item(str s, size_t begin, size_t at, struct glyph g)
{
    return is_bullet(g.cp) && at > begin && ascii_space((unsigned char)s.p[at - 1]) && at + g.size < s.n &&
           ascii_space((unsigned char)s.p[at + g.size]);
}

/* The sentences of s; offset is added to each span. Linear: may_end passes over ordinary bytes, and each
** ending looks around itself by bounded steps but for the runs of marks and spaces that it consumes. */
static enum status split(struct list *l, str s, uint32_t offset)
{
    size_t begin = skip_spaces(s, 0);
    size_t i = begin;
    enum status status = OK;
    while (i < s.n && !status) {
        while (i < s.n && !may_end[(unsigned char)s.p[i]]) i++;
        if (i == s.n) break;
        struct glyph g = glyph_at(s, i);
        bool mark = g.cp < 0x80 || g.cp == 0x2026 || is_wide_mark(g.cp);
        /* A lead byte of the marks that begins another character, or none: passed over as a whole, since a
        ** half of it could look like a mark. */
        if (!mark || g.cp < 0) {
            if (opens_item(s, begin, i, g)) {
                status = push(l, s, begin, i, offset);
                begin = i;
            }
            i += g.size;
            continue;
        }
        struct ending e;
        read_ending(&e, s, begin, i);
        i = e.behind;
        if (!ends_sentence(&e)) continue;
        status = push(l, s, begin, e.end, offset);
        /* The next sentence begins at its first sign, so that spaces between lie in none. */
        begin = i = e.next;
    }
    return status ? status : push(l, s, begin, s.n, offset);
}

/* Blocks that are one line by nature. A menu or a title that holds "U.S. 3. Inc." is no text; to split it
** would only make passages that nobody wrote. */
static bool is_one_line(enum text_kind kind)
{
    return kind == TEXT_TITLE || kind == TEXT_HEADING || kind == TEXT_TABLE || kind == TEXT_DATELINE || kind == TEXT_BYLINE ||
           kind == TEXT_MENU;
}

/* Hands the list over and makes room for the blocks' numbers, all 0. */
static enum status finish(struct text_sentences *out, struct list *l)
{
    out->n = l->n;
    out->at = l->n ? l->at : ARENA_NEW(l->ar, 0, span);
    out->block = ARENA_NEW(l->ar, l->n, uint32_t);
    return out->at && out->block ? OK : arena_why(l->ar, l->err);
}

/* The second loop numbers the blocks: sentences and blocks lie in the same order, so it is linear. */
enum status text_sentences_find(struct text_sentences *out, const struct text_page *page, arena *ar, struct err *err)
{
    struct list l = {.ar = ar, .err = err};
    enum status s = OK;
    for (uint32_t b = 0; b < page->n_block && !s; b++) {
        const struct text_block *block = &page->block[b];
        str text = str_span(page->clean, block->at);
        if (is_one_line(block->kind))
            s = push(&l, text, skip_spaces(text, 0), text.n, block->at.begin);
        else
            s = split(&l, text, block->at.begin);
    }
    if (!s) s = finish(out, &l);
    for (uint32_t i = 0, b = 0; !s && i < l.n; i++) {
        while (l.at[i].begin >= page->block[b].at.end) b++;
        out->block[i] = b;
    }
    return s;
}

/* Nothing in block but zeros, so that callers may treat both alike. */
enum status text_sentences_of(struct text_sentences *out, str paragraph, arena *ar, struct err *err)
{
    struct list l = {.ar = ar, .err = err};
    if (paragraph.n > UINT32_MAX) return err_set(err, E_LIMIT, "a text of more than 4 GiB");
    enum status s = split(&l, paragraph, 0);
    return s ? s : finish(out, &l);
}
