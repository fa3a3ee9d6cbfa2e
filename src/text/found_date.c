/* Dates as pages write them, in more languages than base knows. A date counts only with day, month and year,
** and only when its order leaves one reading: 1/2/2026 is no date, 13/2/2026 is one. Years have four digits.
** What base reads (English, ISO, Korean) is left to base. Time: linear in the text for found_date_next but for
** the lists of months, which are looked through once for each word behind a number. No memory but small
** buffers for folding; one that fails makes a date unread, never a wrong one. */
#include "text/found.h"

/* A name and its number, 1..12. */
struct month {
    const char *name;
    int number;
};

/* Folded; English names are base's. A name stands once, for all languages that share it. German, French,
** Spanish, Italian, Portuguese, Dutch, Danish, Norwegian and Swedish are whole (a test reads each). */
static const struct month months[] = {
    {"januar", 1},     {"jänner", 1},    {"janvier", 1},   {"enero", 1},      {"gennaio", 1},    {"januari", 1},
    {"janeiro", 1},    {"ene", 1},       {"gen", 1},       {"februar", 2},    {"février", 2},    {"fevrier", 2},
    {"febrero", 2},    {"febbraio", 2},  {"februari", 2},  {"fevereiro", 2},  {"märz", 3},       {"marts", 3},
    {"mars", 3},       {"marzo", 3},     {"maart", 3},     {"março", 3},      {"avril", 4},      {"abril", 4},
    {"aprile", 4},     {"avr", 4},       {"mai", 5},       {"maj", 5},        {"mayo", 5},       {"maggio", 5},
    {"mei", 5},        {"maio", 5},      {"juni", 6},      {"juin", 6},       {"junio", 6},      {"giugno", 6},
    {"junho", 6},      {"juli", 7},      {"juillet", 7},   {"julio", 7},      {"luglio", 7},     {"julho", 7},
    {"août", 8},       {"aout", 8},      {"agosto", 8},    {"augusti", 8},    {"augustus", 8},   {"septembre", 9},
    {"septiembre", 9}, {"settembre", 9}, {"setembro", 9},  {"oktober", 10},   {"octobre", 10},   {"octubre", 10},
    {"ottobre", 10},   {"outubro", 10},  {"okt", 10},      {"novembre", 11},  {"noviembre", 11}, {"novembro", 11},
    {"dezember", 12},  {"décembre", 12}, {"decembre", 12}, {"diciembre", 12}, {"dicembre", 12},  {"dezembro", 12},
    {"desember", 12},  {"dez", 12},      {"dic", 12},      {"déc", 12},
};

/* Spaces only: blocks have no other white space. */
static size_t skip_spaces(str s, size_t i)
{
    while (i < s.n && s.p[i] == ' ') i++;
    return i;
}

/* A number of min_width..max_width digits at *i, moved behind it. False, with *i unmoved, when it is shorter
** or longer. */
static bool number_at(str s, size_t *i, size_t min_width, size_t max_width, int32_t *out)
{
    size_t k = *i;
    int32_t v = 0;
    while (k < s.n && k - *i <= max_width && ascii_digit((unsigned char)s.p[k])) v = v * 10 + (s.p[k++] - '0');
    if (k - *i < min_width || k - *i > max_width) return false;
    *i = k;
    *out = v;
    return true;
}

/* Behind the letters from i on; every byte beyond ASCII counts as one of a letter. */
static size_t word_end(str s, size_t i)
{
    while (i < s.n && (ascii_alpha((unsigned char)s.p[i]) || (unsigned char)s.p[i] >= 0x80)) i++;
    return i;
}

/* As in base, with the months of the table; the word is folded into a small buffer for the look-up. */
static int month_at(str s, size_t *i)
{
    size_t end = word_end(s, *i);
    str w = {s.p + *i, end - *i};
    if (!w.n || w.n > 16) return 0;
    int found = month_of_name(w);
    buf low = {0};
    utf8_fold(&low, w);
    for (size_t k = 0; k < ARRAY_LEN(months) && !found && !low.failed; k++)
        if (str_eq(buf_str(&low), str_of(months[k].name))) found = months[k].number;
    buf_free(&low);
    if (found) *i = end < s.n && s.p[end] == '.' ? end + 1 : end;
    return found;
}

/* Behind word, in any case, and the spaces after it; i when it does not stand there. */
static size_t skip_word(str s, size_t i, str word)
{
    bool here = s.n - i >= word.n && str_eq_nocase_ascii((str){s.p + i, word.n}, word);
    return here ? skip_spaces(s, i + word.n) : i;
}

/* "26. januar 2026", "1er janvier 2026", "26 de enero de 2026" Day, month by name, year, with the small words
** that the languages put between: "." of German and Danish, "er" of French, "de" of Spanish and Portuguese, a
** comma before the year.
**
**     26. januar 2026    1er janvier 2026    26 de enero de 2026    26 januari, 2026 */
static bool day_month_year(str s, size_t *i, struct civil *c)
{
    if (!number_at(s, i, 1, 2, &c->dom)) return false;
    *i = skip_word(s, *i, STR("."));
    *i = skip_word(s, *i, STR("er"));
    *i = skip_word(s, skip_spaces(s, *i), STR("de "));
    c->month = month_at(s, i);
    if (!c->month) return false;
    *i = skip_word(s, *i, STR(","));
    *i = skip_word(s, skip_spaces(s, *i), STR("de "));
    return number_at(s, i, 4, 4, &c->year);
}

/* "26.1.2026"; "26/1/2026" only where the other order is no date Spaces behind the marks are allowed ("26. 1.
** 2026"). With points day stands first everywhere; with strokes the order is open unless one of the numbers is
** above 12 or both are equal.
**
**     26.1.2026   26. 01. 2026   26/1/2026   1/26/2026   3/3/2026      dates
**     1/2/2026                                                         none: which is the month?
**     31.2.2026   13/13/2026                                           none: no day of the calendar */
static bool numbers(str s, size_t *i, struct civil *c)
{
    int32_t a;
    int32_t b;
    if (!number_at(s, i, 1, 2, &a) || *i >= s.n) return false;
    char mark = s.p[(*i)++];
    if (mark != '.' && mark != '/') return false;
    *i = skip_spaces(s, *i);
    if (!number_at(s, i, 1, 2, &b) || *i >= s.n || s.p[*i] != mark) return false;
    *i = skip_spaces(s, *i + 1);
    if (!number_at(s, i, 4, 4, &c->year)) return false;
    bool month_first = mark == '/' && b > 12;
    if (mark == '/' && a <= 12 && b <= 12 && a != b) return false;
    c->dom = month_first ? b : a;
    c->month = month_first ? a : b;
    return true;
}

/* "2026年1月26日", spaces between allowed. */
static bool han(str s, size_t *i, struct civil *c)
{
    static const str marks[] = {STR("年"), STR("月"), STR("日")};
    int32_t *part[] = {&c->year, &c->month, &c->dom};
    for (size_t k = 0; k < 3; k++) {
        *i = skip_spaces(s, *i);
        if (!number_at(s, i, k ? 1 : 4, k ? 2 : 4, part[k])) return false;
        if (!str_starts((str){s.p + *i, s.n - *i}, marks[k])) return false;
        *i += marks[k].n;
    }
    return true;
}

/* The first date from `from` on in the forms of this file. A number that goes on from letters, digits or a
** point is no start, so that "1.26.1.2026" is not read from its middle. */
static bool own_form_next(str s, size_t from, day *out, span *where)
{
    typedef bool reader(str, size_t *, struct civil *);
    static reader *const readers[] = {day_month_year, numbers, han};
    for (size_t i = from; i < s.n; i++) {
        if (!ascii_digit((unsigned char)s.p[i]) || (i && (ascii_alnum((unsigned char)s.p[i - 1]) || s.p[i - 1] == '.')))
            continue;
        for (size_t k = 0; k < ARRAY_LEN(readers); k++) {
            struct civil c = {0};
            size_t end = i;
            if (!readers[k](s, &end, &c) || c.year < 1000 || (end < s.n && ascii_digit((unsigned char)s.p[end]))) continue;
            day d = day_of_civil(c);
            if (d == DATE_NONE) continue;
            *out = d;
            *where = (span){(uint32_t)i, (uint32_t)end};
            return true;
        }
    }
    return false;
}

/* Both finders look from *at; the one that begins first wins, base at a tie, since it reads the longer form.
** *at moves only when a date was found. */
bool found_date_next(str s, size_t *at, day *out, span *where)
{
    day base_day;
    day own_day;
    span base_at;
    span own_at;
    size_t k = *at;
    bool base = day_find(s, &k, &base_day, &base_at);
    bool own = own_form_next(s, *at, &own_day, &own_at);
    if (!base && !own) return false;
    bool take_own = own && (!base || own_at.begin < base_at.begin);
    *out = take_own ? own_day : base_day;
    *where = take_own ? own_at : base_at;
    *at = where->end;
    return true;
}

/* ---- lines that only state a date ---- */

/* Words that may stand beside a date without making the line a sentence; folded: weekdays, parts of the day,
** time zones, labels and small words of the languages of the months. Words of two letters are passed over by
** the caller and need no entry. */
static bool is_date_word(str w)
{
    str rest = STR("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
                   "mandag tirsdag onsdag torsdag fredag lørdag søndag montag dienstag mittwoch donnerstag freitag "
                   "samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves "
                   "viernes sábado domingo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag lördag "
                   "söndag lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta feira am "
                   "pm a.m p.m kst gmt utc est edt et cet cest pst pdt jst uhr kl published "
                   "posted updated released issued release for first last modified date immediate on at the of le à den "
                   "der am um vom el a las de udgivet publiceret offentliggjort opdateret d veröffentlicht aktualisiert "
                   "erschienen stand publié mis jour publicado actualizado pubblicato il gepubliceerd bijgewerkt "
                   "publicerad uppdaterad publisert oppdatert time local 입력 기사입력 수정 등록 송고 게시 작성일 등록일 "
                   "최종수정 오전 오후 월요일 화요일 "
                   "수요일 목요일 금요일 토요일 일요일 ");
    str one;
    while (list_next(&rest, ' ', &one))
        if (str_eq(w, one)) return true;
    return false;
}

/* A line without any digit cannot state a full date: asked first because it is cheap. */
static bool has_digit(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_digit((unsigned char)s.p[i])) return true;
    return false;
}

/* Words of s that are neither part of dates and times nor of their usual company; *small counts those without
** a capital. A failure to get memory counts as a hundred strange words, so that the line is no dateline. */
static uint32_t foreign_words(str s, uint32_t *small)
{
    uint32_t n = 0;
    buf low = {0};
    for (size_t i = 0; i < s.n;) {
        size_t end = i;
        while (end < s.n && !strchr(" ,|()[]:;/-", s.p[end])) end++;
        str w = {s.p + i, end - i};
        while (w.n && w.p[w.n - 1] == '.') w.n--;
        buf_clear(&low);
        utf8_fold(&low, w);
        size_t k = 0;
        /* Short words and those with digits say nothing either way. */
        if (low.n > 2 && !has_digit(w) && !is_date_word(buf_str(&low)) && !month_at(w, &k)) {
            n++;
            *small += ascii_lower((unsigned char)w.p[0]);
        }
        i = end + 1;
    }
    n += low.failed ? 100 : 0;
    buf_free(&low);
    return n;
}

/* At most four strange words, all with capitals: a place, a paper. With a label ("Published") a few more may
** stand. Lines above 160 bytes are sentences. *out, *where and *label are set on true only in the sense that
** they may be written on false too: callers look at them only then.
**
**     26 January 2026 | Harbour Gazette           bare
**     Washington, D.C., December 11, 2025         bare: strange words, but names
**     Published 3 March 2025, 09:40 GMT           published
**     Last updated: 3 March 2025                  updated
**     It was signed on 3 March 2025               no: small words that are no company of dates */
bool found_dateline(str s, day *out, span *where, enum found_label *label)
{
    size_t at = 0;
    size_t n_label;
    uint32_t small = 0;
    if (s.n > 160 || !has_digit(s) || !found_date_next(s, &at, out, where)) return false;
    enum phrase_class c = phrase_label(s, &n_label);
    *label = c == PHRASE_DATE ? FOUND_PUBLISHED : c == PHRASE_UPDATED ? FOUND_UPDATED : FOUND_BARE;
    uint32_t n = foreign_words((str){s.p, where->begin}, &small);
    n += foreign_words((str){s.p + where->end, s.n - where->end}, &small);
    return *label == FOUND_BARE ? n <= 4 && !small : n <= 6 && small <= 3;
}

/* ---- addresses ---- */

/* A year from 1990 to 2100 after a sign that is no letter or digit, then month and day with the same mark
** between, or eight digits in one. Years outside are numbers of articles. Host names are passed over: the
** first '/' behind "://" begins the path. Two different days leave it open, two equal ones do not.
**
**     /2025/12/11/title  /news-2025-12-11.html  /2025/dec/11/  /20251211-title     11 December 2025
**     /2025/12/title  /20251311-title  /from-2025-12-11-to-2025-12-12              none */
day found_address_day(str address)
{
    size_t from = str_find(address, STR("://"), 0);
    size_t path = str_find(address, STR("/"), from == SIZE_MAX ? 0 : from + 3);
    day found = DATE_NONE;
    for (size_t i = path == SIZE_MAX ? address.n : path; i + 1 < address.n; i++) {
        unsigned char c = (unsigned char)address.p[i];
        struct civil when = {0};
        size_t k = i + 1;
        if (ascii_alnum(c) || !number_at(address, &k, 4, 4, &when.year) || when.year < 1990 || when.year > 2100) {
            k = i + 1;
            int32_t all;
            if (ascii_alnum(c) || !number_at(address, &k, 8, 8, &all)) continue;
            when = (struct civil){all / 10000, all / 100 % 100, all % 100};
            if (when.year < 1990 || when.year > 2100) continue;
        } else {
            if (k >= address.n || !strchr("/-_", address.p[k])) continue;
            char mark = address.p[k++];
            when.month = 0;
            if (!number_at(address, &k, 1, 2, &when.month)) {
                when.month = month_at(address, &k);
                if (!when.month) continue;
            }
            if (k >= address.n || address.p[k++] != mark || !number_at(address, &k, 1, 2, &when.dom)) continue;
        }
        day d = day_of_civil(when);
        if (d == DATE_NONE || (k < address.n && ascii_digit((unsigned char)address.p[k]))) continue;
        if (found != DATE_NONE && found != d) return DATE_NONE; /* two days: which, it does not say */
        found = d;
    }
    return found;
}
