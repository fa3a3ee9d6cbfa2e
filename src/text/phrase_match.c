/* Looking up phrases: whole blocks by bisection, labels and notices by short lists. */
#include "text/phrases.h"

/* Marks that may stand at the ends of a label without changing it. */
static str strip(str s)
{
    static const str marks[] = {STR(" "), STR(":"), STR("."), STR("!"), STR(">"), STR("<"), STR("|"), STR("-"),
                                STR("+"), STR("*"), STR("#"), STR("["), STR("]"), STR("…"), STR("→"), STR("»"),
                                STR("«"), STR("›"), STR("▶"), STR("•"), STR("■"), STR("("), STR(")")};
    for (bool cut = true; cut;) {
        cut = false;
        for (size_t k = 0; k < ARRAY_LEN(marks); k++) {
            str m = marks[k];
            if (s.n && str_starts(s, m)) {
                s = (str){s.p + m.n, s.n - m.n};
                cut = true;
            }
            if (s.n && str_ends(s, m)) {
                s.n -= m.n;
                cut = true;
            }
        }
    }
    return s;
}

/* A count behind a label: "Comments (3)", "Kommentarer 12". */
static str strip_count(str s)
{
    size_t n = s.n;
    while (n && (ascii_digit((unsigned char)s.p[n - 1]) || s.p[n - 1] == '(')) n--;
    return n && n < s.n && s.p[n - 1] == ' ' ? (str){s.p, n - 1} : s;
}

static enum phrase_class look_up(str s)
{
    size_t n;
    const struct phrase *table = phrase_table(&n);
    size_t lo = 0;
    while (lo < n) {
        size_t mid = lo + (n - lo) / 2;
        int c = str_cmp(s, table[mid].text);
        if (!c) return table[mid].class;
        if (c < 0)
            n = mid;
        else
            lo = mid + 1;
    }
    return PHRASE_NONE;
}

enum phrase_class phrase_of(str s)
{
    if (!s.n || s.n > PHRASE_MAX_BYTES) return PHRASE_NONE;
    buf low = {0};
    utf8_fold(&low, s);
    str f = strip(buf_str(&low));
    enum phrase_class c = low.failed ? PHRASE_NONE : look_up(f);
    if (!c) c = look_up(strip(strip_count(f)));
    buf_free(&low);
    return c;
}

/* Folded; each is followed by ':' or, where it ends in a space here, by more words. */
static const struct phrase labels[] = {
    PHRASE("read more:", RELATED),
    PHRASE("read also:", RELATED),
    PHRASE("also read:", RELATED),
    PHRASE("related:", RELATED),
    PHRASE("see also:", RELATED),
    PHRASE("more:", RELATED),
    PHRASE("læs også:", RELATED),
    PHRASE("læs mere:", RELATED),
    PHRASE("lesen sie auch:", RELATED),
    PHRASE("mehr dazu:", RELATED),
    PHRASE("lire aussi :", RELATED),
    PHRASE("lire aussi:", RELATED),
    PHRASE("à lire aussi :", RELATED),
    PHRASE("lea también:", RELATED),
    PHRASE("watch:", RELATED),
    PHRASE("tags:", NAV),
    PHRASE("topics:", NAV),
    PHRASE("categories:", NAV),
    PHRASE("filed under:", NAV),
    PHRASE("share:", SHARE),
    PHRASE("photo:", CAPTION),
    PHRASE("photos:", CAPTION),
    PHRASE("image:", CAPTION),
    PHRASE("photograph:", CAPTION),
    PHRASE("picture:", CAPTION),
    PHRASE("image credit:", CAPTION),
    PHRASE("photo credit:", CAPTION),
    PHRASE("file photo", CAPTION),
    PHRASE("(photo", CAPTION),
    PHRASE("photo by ", CAPTION),
    PHRASE("foto:", CAPTION),
    PHRASE("bild:", CAPTION),
    PHRASE("photo :", CAPTION),
    PHRASE("billede:", CAPTION),
    PHRASE("arkivfoto", CAPTION),
    PHRASE("사진:", CAPTION),
    PHRASE("사진=", CAPTION),
    PHRASE("(사진", CAPTION),
    PHRASE("[사진", CAPTION),
    PHRASE("by ", BYLINE),
    PHRASE("by: ", BYLINE),
    PHRASE("written by ", BYLINE),
    PHRASE("author: ", BYLINE),
    PHRASE("von ", BYLINE),
    PHRASE("par ", BYLINE),
    PHRASE("af ", BYLINE),
    PHRASE("por ", BYLINE),
    PHRASE("av ", BYLINE),
    PHRASE("door ", BYLINE),
    PHRASE("skrevet af ", BYLINE),
    PHRASE("date:", DATE),
    PHRASE("published", DATE),
    PHRASE("posted", DATE),
    PHRASE("released", DATE),
    PHRASE("first published", DATE),
    PHRASE("for release", DATE),
    PHRASE("issued", DATE),
    PHRASE("udgivet", DATE),
    PHRASE("publiceret", DATE),
    PHRASE("offentliggjort", DATE),
    PHRASE("veröffentlicht", DATE),
    PHRASE("erschienen", DATE),
    PHRASE("stand:", DATE),
    PHRASE("publié", DATE),
    PHRASE("publicado", DATE),
    PHRASE("pubblicato", DATE),
    PHRASE("gepubliceerd", DATE),
    PHRASE("publicerad", DATE),
    PHRASE("publisert", DATE),
    PHRASE("datum:", DATE),
    PHRASE("dato:", DATE),
    PHRASE("입력", DATE),
    PHRASE("기사입력", DATE),
    PHRASE("등록", DATE),
    PHRASE("송고", DATE),
    PHRASE("게시", DATE),
    PHRASE("작성일", DATE),
    PHRASE("등록일", DATE),
    PHRASE("updated", UPDATED),
    PHRASE("last updated", UPDATED),
    PHRASE("modified", UPDATED),
    PHRASE("last modified", UPDATED),
    PHRASE("opdateret", UPDATED),
    PHRASE("aktualisiert", UPDATED),
    PHRASE("mis à jour", UPDATED),
    PHRASE("actualizado", UPDATED),
    PHRASE("aggiornato", UPDATED),
    PHRASE("bijgewerkt", UPDATED),
    PHRASE("uppdaterad", UPDATED),
    PHRASE("oppdatert", UPDATED),
    PHRASE("수정", UPDATED),
    PHRASE("최종수정", UPDATED),
};

enum phrase_class phrase_label(str s, size_t *n)
{
    size_t head = s.n < 40 ? s.n : 40;
    while (head && head < s.n && ((unsigned char)s.p[head] & 0xC0) == 0x80) head--;
    buf low = {0};
    utf8_fold(&low, (str){s.p, head});
    str f = buf_str(&low);
    enum phrase_class best = PHRASE_NONE;
    size_t size = 0;
    for (size_t k = 0; k < ARRAY_LEN(labels) && !low.failed; k++) {
        str t = labels[k].text;
        if (t.n <= size || !str_starts(f, t)) continue;
        bool cut = !ascii_alpha((unsigned char)t.p[t.n - 1]) || t.n == f.n || !ascii_alpha((unsigned char)f.p[t.n]);
        if (!cut) continue;
        best = labels[k].class;
        size = t.n;
    }
    *n = size;
    buf_free(&low);
    return best;
}

static bool contains_one(str folded, const char *const *needle, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (str_find(folded, str_of(needle[k]), 0) != SIZE_MAX) return true;
    return false;
}

bool phrase_is_notice(str s)
{
    static const char *const words[] = {
        "use cookies",
        "uses cookies",
        "using cookies",
        "use of cookies",
        "our cookie",
        "cookie policy",
        "cookie-policy",
        "bruger cookies",
        "brug af cookies",
        "verwendet cookies",
        "verwenden cookies",
        "nutzen cookies",
        "setzen cookies",
        "utilise des cookies",
        "utilisons des cookies",
        "utiliza cookies",
        "utilizamos cookies",
        "utilizziamo i cookie",
        "utilizza i cookie",
        "gebruiken cookies",
        "gebruikt cookies",
        "använder cookies",
        "informasjonskapsler",
        "쿠키를",
        "クッキーを",
        "our privacy policy",
        "privatlivspolitik",
        "datenschutzerkl",
        "politique de confidentialit",
        "política de privacidad",
        "개인정보처리방침",
        "all rights reserved",
        "alle rechte vorbehalten",
        "tous droits réservés",
        "alle rettigheder",
        "todos los derechos reservados",
        "무단 전재",
        "무단전재",
        "재배포 금지",
        "無断転載",
        "版权所有",
        "©",
        "copyright (c)",
        "copyright 20",
        "copyright 19",
        "sign up for our",
        "sign up to our",
        "subscribe to our",
        "sign up for the",
        "get our newsletter",
        "delivered to your inbox",
        "straight to your inbox",
        "our newsletter",
        "vores nyhedsbrev",
        "unseren newsletter",
        "notre newsletter",
        "nuestro boletín",
        "enter your email",
        "by signing up you agree",
        "terms of service",
        "terms of use",
    };
    buf low = {0};
    utf8_fold(&low, s);
    bool found = !low.failed && contains_one(buf_str(&low), words, ARRAY_LEN(words));
    buf_free(&low);
    return found;
}

/* "This is a digest", "Unofficial translation", "The following is a transcript": an opening and a word for a kind of text. */
bool phrase_is_note(str s)
{
    static const char *const openings[] = {
        "this is a",    "this is an",    "this is the", "the following is", "what follows is", "below is",
        "note:",        "editor's note", "unofficial",  "courtesy",         "translated",      "translation",
        "transcript",   "excerpt",       "summary of",  "this text is",     "this transcript", "this translation",
        "this digest",  "this summary",  "edited for",  "dies ist",         "übersetzung",     "inoffizielle",
        "es folgt",     "anmerkung",     "ceci est",    "traduction",       "note de la",      "dette er",
        "oversættelse", "uofficiel",     "esta es",     "traducción",       "이 글은",         "이 문서는",
        "비공식",       "번역",          "다음은",
    };
    static const char *const kinds[] = {
        "digest",
        "translation",
        "translated",
        "transcript",
        "summary",
        "summarised",
        "summarized",
        "excerpt",
        "abridged",
        "unofficial",
        "not the text",
        "not the full text",
        "full text of",
        "edited for",
        "machine-",
        "paraphrase",
        "übersetzung",
        "übersetzt",
        "zusammenfassung",
        "abschrift",
        "traduction",
        "résumé",
        "transcription",
        "oversættelse",
        "oversat",
        "sammendrag",
        "resumé",
        "udskrift",
        "traducción",
        "resumen",
        "번역",
        "요약",
        "전문",
        "발췌",
    };
    if (s.n < 8 || s.n > 1200) return false;
    buf low = {0};
    utf8_fold(&low, s);
    str f = strip(buf_str(&low));
    bool opens = false;
    for (size_t k = 0; k < ARRAY_LEN(openings) && !opens; k++) opens = str_starts(f, str_of(openings[k]));
    bool bracketed = s.p[0] == '(' || s.p[0] == '[';
    bool found = !low.failed && (opens || bracketed) && contains_one(f, kinds, ARRAY_LEN(kinds));
    buf_free(&low);
    return found;
}
