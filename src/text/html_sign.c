/* What elements say of themselves: tag, role, and the words of class and id. The words are those that pages everywhere
** use for their parts; none belongs to one site. */
#include "text/html_page.h"

struct sign_word {
    const char *word;
    uint32_t sign;
};

/* Sorted by bytes (a test holds it). */
static const struct sign_word words[] = {
    {"ad", HTML_AD},
    {"addthis", HTML_SHARE},
    {"addtoany", HTML_SHARE},
    {"ads", HTML_AD},
    {"adsbygoogle", HTML_AD},
    {"advert", HTML_AD},
    {"advertisement", HTML_AD},
    {"advertising", HTML_AD},
    {"adverts", HTML_AD},
    {"articlebody", HTML_BODY},
    {"aside", HTML_ASIDE},
    {"author", HTML_META},
    {"authors", HTML_META},
    {"avatar", HTML_META},
    {"banner", HTML_AD},
    {"bio", HTML_META},
    {"breadcrumb", HTML_NAV},
    {"breadcrumbs", HTML_NAV},
    {"byline", HTML_META},
    {"caption", HTML_CAPTION},
    {"captions", HTML_CAPTION},
    {"colophon", HTML_FOOT},
    {"comment", HTML_COMMENT},
    {"commentlist", HTML_COMMENT},
    {"comments", HTML_COMMENT},
    {"consent", HTML_NOTICE},
    {"contentinfo", HTML_FOOT},
    {"cookie", HTML_NOTICE},
    {"cookies", HTML_NOTICE},
    {"copyright", HTML_FOOT},
    {"credit", HTML_CAPTION},
    {"credits", HTML_CAPTION},
    {"cta", HTML_NOTICE},
    {"dateline", HTML_META},
    {"disclaimer", HTML_FOOT},
    {"disqus", HTML_COMMENT},
    {"donate", HTML_NOTICE},
    {"dropdown", HTML_NAV},
    {"entrycontent", HTML_BODY},
    {"figcaption", HTML_CAPTION},
    {"follow", HTML_SHARE},
    {"footer", HTML_FOOT},
    {"form", HTML_FORM},
    {"gdpr", HTML_NOTICE},
    {"header", HTML_HEAD},
    {"infobox", HTML_ASIDE},
    {"legal", HTML_FOOT},
    {"lightbox", HTML_NOTICE},
    {"login", HTML_FORM},
    {"masthead", HTML_HEAD},
    {"megamenu", HTML_NAV},
    {"menu", HTML_NAV},
    {"meta", HTML_META},
    {"metadata", HTML_META},
    {"modal", HTML_NOTICE},
    {"mostpopular", HTML_RELATED},
    {"mostread", HTML_RELATED},
    {"nav", HTML_NAV},
    {"navbar", HTML_NAV},
    {"navigation", HTML_NAV},
    {"newsletter", HTML_NOTICE},
    {"outbrain", HTML_RELATED},
    {"overlay", HTML_NOTICE},
    {"pager", HTML_NAV},
    {"pagination", HTML_NAV},
    {"paywall", HTML_NOTICE},
    {"popular", HTML_RELATED},
    {"popup", HTML_NOTICE},
    {"postmeta", HTML_META},
    {"promo", HTML_AD},
    {"promotion", HTML_AD},
    {"published", HTML_META},
    {"rail", HTML_ASIDE},
    {"recirc", HTML_RELATED},
    {"recommend", HTML_RELATED},
    {"recommendation", HTML_RELATED},
    {"recommendations", HTML_RELATED},
    {"recommended", HTML_RELATED},
    {"related", HTML_RELATED},
    {"replies", HTML_COMMENT},
    {"reply", HTML_COMMENT},
    {"respond", HTML_COMMENT},
    {"search", HTML_FORM},
    {"share", HTML_SHARE},
    {"sharedaddy", HTML_SHARE},
    {"shares", HTML_SHARE},
    {"sharing", HTML_SHARE},
    {"sidebar", HTML_ASIDE},
    {"signup", HTML_NOTICE},
    {"similar", HTML_RELATED},
    {"sitemap", HTML_NAV},
    {"skip", HTML_NAV},
    {"social", HTML_SHARE},
    {"socials", HTML_SHARE},
    {"sponsor", HTML_AD},
    {"sponsored", HTML_AD},
    {"submenu", HTML_NAV},
    {"subnav", HTML_NAV},
    {"subscribe", HTML_NOTICE},
    {"subscription", HTML_NOTICE},
    {"suggested", HTML_RELATED},
    {"suggestions", HTML_RELATED},
    {"taboola", HTML_RELATED},
    {"taglist", HTML_SHARE},
    {"tags", HTML_SHARE},
    {"teaser", HTML_RELATED},
    {"teasers", HTML_RELATED},
    {"timestamp", HTML_META},
    {"toc", HTML_NAV},
    {"toolbar", HTML_SHARE},
    {"topbar", HTML_HEAD},
    {"trending", HTML_RELATED},
    {"upnext", HTML_RELATED},
    {"widgets", HTML_ASIDE},
};

/* Two words in a row that say what neither says alone. */
static const struct {
    const char *first;
    const char *second;
    uint32_t sign;
} pairs[] = {
    {"article", "body", HTML_BODY},    {"article", "content", HTML_BODY}, {"article", "text", HTML_BODY},
    {"entry", "content", HTML_BODY},   {"entry", "body", HTML_BODY},      {"post", "content", HTML_BODY},
    {"post", "body", HTML_BODY},       {"story", "body", HTML_BODY},      {"story", "content", HTML_BODY},
    {"body", "content", HTML_BODY},    {"body", "text", HTML_BODY},       {"blog", "content", HTML_BODY},
    {"most", "read", HTML_RELATED},    {"read", "next", HTML_RELATED},    {"read", "more", HTML_RELATED},
    {"also", "like", HTML_RELATED},    {"more", "from", HTML_RELATED},    {"latest", "news", HTML_RELATED},
    {"latest", "posts", HTML_RELATED}, {"recent", "posts", HTML_RELATED}, {"up", "next", HTML_RELATED},
    {"table", "contents", HTML_NAV},   {"sign", "up", HTML_NOTICE},       {"opt", "in", HTML_NOTICE},
    {"post", "tags", HTML_SHARE},      {"entry", "meta", HTML_META},      {"post", "meta", HTML_META},
    {"post", "navigation", HTML_NAV},  {"post", "nav", HTML_NAV},         {"next", "post", HTML_RELATED},
};

static uint32_t sign_of_word(str w)
{
    size_t lo = 0;
    size_t hi = ARRAY_LEN(words);
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = str_cmp(w, str_of(words[mid].word));
        if (!c) return words[mid].sign;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return 0;
}

/* Next word of a class list from *at on, lower-cased into word: letters of one case run, so "articleBody" is two. */
static str next_word(str s, size_t *at, char word[24])
{
    size_t i = *at;
    while (i < s.n && !ascii_alpha((unsigned char)s.p[i])) i++;
    size_t n = 0;
    size_t k = i;
    for (; k < s.n && ascii_alpha((unsigned char)s.p[k]); k++) {
        bool turns = k > i && ascii_upper((unsigned char)s.p[k]) && ascii_lower((unsigned char)s.p[k - 1]);
        if (turns) break;
        if (n < 23) word[n++] = (char)ascii_tolower((unsigned char)s.p[k]);
    }
    *at = k;
    return (str){word, n};
}

/* "has-sidebar", "no-comments": said of a page with or without such a part, not of the part. */
static bool negates(str w)
{
    static const char *const words_before[] = {"has", "with", "no", "without", "hide", "show", "enable", "disable", "below", "above"};
    for (size_t i = 0; i < ARRAY_LEN(words_before); i++)
        if (str_eq(w, str_of(words_before[i]))) return true;
    return false;
}

static uint32_t signs_of_words(str s)
{
    char two[2][24];
    str before = {0};
    uint32_t sign = 0;
    unsigned turn = 0;
    for (size_t at = 0; at < s.n; turn ^= 1) {
        str w = next_word(s, &at, two[turn]);
        if (!w.n) break;
        if (!negates(before)) sign |= sign_of_word(w);
        for (size_t k = 0; k < ARRAY_LEN(pairs) && before.n; k++)
            if (str_eq(before, str_of(pairs[k].first)) && str_eq(w, str_of(pairs[k].second))) sign |= pairs[k].sign;
        before = w;
    }
    return sign;
}

static uint32_t sign_of_tag(GumboTag tag)
{
    switch ((int)tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_MENU: return HTML_NAV;
    case GUMBO_TAG_FOOTER: return HTML_FOOT;
    case GUMBO_TAG_HEADER: return HTML_HEAD;
    case GUMBO_TAG_ASIDE: return HTML_ASIDE;
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET: return HTML_FORM;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION: return HTML_CAPTION;
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN: return HTML_ARTICLE;
    case GUMBO_TAG_BLOCKQUOTE: return HTML_QUOTE;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL: return HTML_LIST;
    case GUMBO_TAG_TABLE: return HTML_TABLE;
    default: return 0;
    }
}

static uint32_t sign_of_role(str role)
{
    static const struct sign_word roles[] = {
        {"alertdialog", HTML_NOTICE}, {"article", HTML_ARTICLE}, {"banner", HTML_HEAD},  {"complementary", HTML_ASIDE},
        {"contentinfo", HTML_FOOT},   {"dialog", HTML_NOTICE},   {"main", HTML_ARTICLE}, {"menu", HTML_NAV},
        {"menubar", HTML_NAV},        {"navigation", HTML_NAV},  {"search", HTML_FORM},
    };
    for (size_t i = 0; i < ARRAY_LEN(roles); i++)
        if (str_eq_nocase_ascii(role, str_of(roles[i].word))) return roles[i].sign;
    return 0;
}

uint32_t html_signs_of(const GumboElement *e)
{
    uint32_t sign = sign_of_tag(e->tag);
    if (!e->attributes.length) return sign;
    sign |= sign_of_role(html_attribute(e, "role"));
    str prop = html_attribute(e, "itemprop");
    if (str_eq_nocase_ascii(prop, STR("articleBody"))) sign |= HTML_BODY | HTML_ITEMPROP_BODY;
    if (str_eq_nocase_ascii(prop, STR("author")) || str_eq_nocase_ascii(prop, STR("datePublished"))) sign |= HTML_META;
    if (e->tag == GUMBO_TAG_BODY || e->tag == GUMBO_TAG_HTML) return sign; /* their classes tell the kind of page */
    sign |= signs_of_words(html_attribute(e, "class"));
    return sign | signs_of_words(html_attribute(e, "id"));
}
