/* What elements say of themselves: tag, role, and the words of class and id. The words are those that pages
** everywhere use for their parts; none belongs to one site. A sign is only a claim: html_judge weighs it
** against the text that stands below it, and leaves it aside where it cannot be meant. To add a word: it must
** mean the same part on pages of different makers, in one word or a pair, and `make eval` must not fall. Words
** that name a part on one page and the whole on another ("content", "main", "story") are left out on purpose. */
#include "text/html_page.h"

/* One word and what it says, enum html_sign or-ed. */
struct sign_word {
    str word;
    uint32_t sign;
};

/* Sorted by bytes, for a search by halves (a test holds it). Single words only: next_word parts what is
** written together in two cases ("articleBody") or with marks ("entry-content"), and the pairs below say what
** neither half says alone.
** By what they say:
**
**     NAV       ways through the site: menus, crumbs, pages of a list, tables of contents
**     FOOT      the end of the page: imprint, legal words, site map
**     HEAD      the top of it: mastheads, bars
**     ASIDE     beside the text: rails, widgets, boxes of facts
**     RELATED   other stories, and the services that fill pages with them
**     COMMENT   what readers wrote, and the services that keep it
**     SHARE     buttons and tags around a text
**     NOTICE    consent, newsletters, paywalls and all that lies over the page
**     AD        advertisements and promotions; banners too, which are more often those than mastheads
**     META      author, date and what else stands under a headline
**     CAPTION   words under pictures, credits
**     FORM      what is filled in
**     BODY      the text itself */
static const struct sign_word words[] = {
    {STR("ad"), HTML_AD},
    {STR("addthis"), HTML_SHARE},
    {STR("addtoany"), HTML_SHARE},
    {STR("ads"), HTML_AD},
    {STR("adsbygoogle"), HTML_AD},
    {STR("advert"), HTML_AD},
    {STR("advertisement"), HTML_AD},
    {STR("advertising"), HTML_AD},
    {STR("adverts"), HTML_AD},
    {STR("articlebody"), HTML_BODY},
    {STR("aside"), HTML_ASIDE},
    {STR("author"), HTML_META},
    {STR("authors"), HTML_META},
    {STR("avatar"), HTML_META},
    {STR("banner"), HTML_AD},
    {STR("bio"), HTML_META},
    {STR("breadcrumb"), HTML_NAV},
    {STR("breadcrumbs"), HTML_NAV},
    {STR("byline"), HTML_META},
    {STR("caption"), HTML_CAPTION},
    {STR("captions"), HTML_CAPTION},
    {STR("colophon"), HTML_FOOT},
    {STR("comment"), HTML_COMMENT},
    {STR("commentlist"), HTML_COMMENT},
    {STR("comments"), HTML_COMMENT},
    {STR("consent"), HTML_NOTICE},
    {STR("contentinfo"), HTML_FOOT},
    {STR("cookie"), HTML_NOTICE},
    {STR("cookies"), HTML_NOTICE},
    {STR("copyright"), HTML_FOOT},
    {STR("credit"), HTML_CAPTION},
    {STR("credits"), HTML_CAPTION},
    {STR("cta"), HTML_NOTICE},
    {STR("dateline"), HTML_META},
    {STR("disclaimer"), HTML_FOOT},
    {STR("disqus"), HTML_COMMENT},
    {STR("donate"), HTML_NOTICE},
    {STR("dropdown"), HTML_NAV},
    {STR("entrycontent"), HTML_BODY},
    {STR("figcaption"), HTML_CAPTION},
    {STR("follow"), HTML_SHARE},
    {STR("footer"), HTML_FOOT},
    {STR("form"), HTML_FORM},
    {STR("gdpr"), HTML_NOTICE},
    {STR("header"), HTML_HEAD},
    {STR("infobox"), HTML_ASIDE},
    {STR("legal"), HTML_FOOT},
    {STR("lightbox"), HTML_NOTICE},
    {STR("login"), HTML_FORM},
    {STR("masthead"), HTML_HEAD},
    {STR("megamenu"), HTML_NAV},
    {STR("menu"), HTML_NAV},
    {STR("meta"), HTML_META},
    {STR("metadata"), HTML_META},
    {STR("modal"), HTML_NOTICE},
    {STR("mostpopular"), HTML_RELATED},
    {STR("mostread"), HTML_RELATED},
    {STR("nav"), HTML_NAV},
    {STR("navbar"), HTML_NAV},
    {STR("navigation"), HTML_NAV},
    {STR("newsletter"), HTML_NOTICE},
    {STR("outbrain"), HTML_RELATED},
    {STR("overlay"), HTML_NOTICE},
    {STR("pager"), HTML_NAV},
    {STR("pagination"), HTML_NAV},
    {STR("paywall"), HTML_NOTICE},
    {STR("popular"), HTML_RELATED},
    {STR("popup"), HTML_NOTICE},
    {STR("postmeta"), HTML_META},
    {STR("promo"), HTML_AD},
    {STR("promotion"), HTML_AD},
    {STR("published"), HTML_META},
    {STR("rail"), HTML_ASIDE},
    {STR("recirc"), HTML_RELATED},
    {STR("recommend"), HTML_RELATED},
    {STR("recommendation"), HTML_RELATED},
    {STR("recommendations"), HTML_RELATED},
    {STR("recommended"), HTML_RELATED},
    {STR("related"), HTML_RELATED},
    {STR("replies"), HTML_COMMENT},
    {STR("reply"), HTML_COMMENT},
    {STR("respond"), HTML_COMMENT},
    {STR("search"), HTML_FORM},
    {STR("share"), HTML_SHARE},
    {STR("sharedaddy"), HTML_SHARE},
    {STR("shares"), HTML_SHARE},
    {STR("sharing"), HTML_SHARE},
    {STR("sidebar"), HTML_ASIDE},
    {STR("signup"), HTML_NOTICE},
    {STR("similar"), HTML_RELATED},
    {STR("sitemap"), HTML_NAV},
    {STR("skip"), HTML_NAV},
    {STR("social"), HTML_SHARE},
    {STR("socials"), HTML_SHARE},
    {STR("sponsor"), HTML_AD},
    {STR("sponsored"), HTML_AD},
    {STR("submenu"), HTML_NAV},
    {STR("subnav"), HTML_NAV},
    {STR("subscribe"), HTML_NOTICE},
    {STR("subscription"), HTML_NOTICE},
    {STR("suggested"), HTML_RELATED},
    {STR("suggestions"), HTML_RELATED},
    {STR("taboola"), HTML_RELATED},
    {STR("taglist"), HTML_SHARE},
    {STR("tags"), HTML_SHARE},
    {STR("teaser"), HTML_RELATED},
    {STR("teasers"), HTML_RELATED},
    {STR("timestamp"), HTML_META},
    {STR("toc"), HTML_NAV},
    {STR("toolbar"), HTML_SHARE},
    {STR("topbar"), HTML_HEAD},
    {STR("trending"), HTML_RELATED},
    {STR("upnext"), HTML_RELATED},
    {STR("widgets"), HTML_ASIDE},
};

/* Two words in a row that say what neither says alone: "body" is no article's and "article" no body,
** "article-body" is one. Looked through one by one for each word that has one before it, which costs little
** because class lists are short (SKELETON_MAX_VALUE). */
static const struct {
    str first;
    str second;
    uint32_t sign;
} pairs[] = {
    {STR("article"), STR("body"), HTML_BODY},    {STR("article"), STR("content"), HTML_BODY},
    {STR("article"), STR("text"), HTML_BODY},    {STR("entry"), STR("content"), HTML_BODY},
    {STR("entry"), STR("body"), HTML_BODY},      {STR("post"), STR("content"), HTML_BODY},
    {STR("post"), STR("body"), HTML_BODY},       {STR("story"), STR("body"), HTML_BODY},
    {STR("story"), STR("content"), HTML_BODY},   {STR("body"), STR("content"), HTML_BODY},
    {STR("body"), STR("text"), HTML_BODY},       {STR("blog"), STR("content"), HTML_BODY},
    {STR("most"), STR("read"), HTML_RELATED},    {STR("read"), STR("next"), HTML_RELATED},
    {STR("read"), STR("more"), HTML_RELATED},    {STR("also"), STR("like"), HTML_RELATED},
    {STR("more"), STR("from"), HTML_RELATED},    {STR("latest"), STR("news"), HTML_RELATED},
    {STR("latest"), STR("posts"), HTML_RELATED}, {STR("recent"), STR("posts"), HTML_RELATED},
    {STR("up"), STR("next"), HTML_RELATED},      {STR("table"), STR("contents"), HTML_NAV},
    {STR("sign"), STR("up"), HTML_NOTICE},       {STR("opt"), STR("in"), HTML_NOTICE},
    {STR("post"), STR("tags"), HTML_SHARE},      {STR("entry"), STR("meta"), HTML_META},
    {STR("post"), STR("meta"), HTML_META},       {STR("post"), STR("navigation"), HTML_NAV},
    {STR("post"), STR("nav"), HTML_NAV},         {STR("next"), STR("post"), HTML_RELATED},
};

/* 0 for a word that says nothing. O(log n). */
static uint32_t sign_of_word(str w)
{
    size_t lo = 0;
    size_t hi = ARRAY_LEN(words);
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = str_cmp(w, words[mid].word);
        if (!c) return words[mid].sign;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return 0;
}

/* Next word of a class list from *at on, lower-cased into word: letters of one case run, so "articleBody" is
** two. Longer words than 23 letters are cut, which matches none of the table. Empty at the end.
**
**     "articleBody"      article, body
**     "entry-content_2"  entry, content
**     "NAVBar"           nav-like runs of capitals stay together: navbar */
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

/* "has-sidebar", "no-comments", "below-header": said of a page with or without such a part, or of what stands
** beside it, not of the part.
** Not only words that deny: "above-comments" and "below-header" name a place beside the part. */
static bool negates(str w)
{
    static const str words_before[] = {STR("has"),  STR("with"),   STR("no"),      STR("without"), STR("hide"),
                                       STR("show"), STR("enable"), STR("disable"), STR("below"),   STR("above")};
    for (size_t i = 0; i < ARRAY_LEN(words_before); i++)
        if (str_eq(w, words_before[i])) return true;
    return false;
}

/* All signs of a class list or an id. Two buffers take turns, so that the word before stays readable while the
** next is made.
**
**     "post-12 entry-content"     HTML_BODY, by the pair entry and content
**     "articleBody"               HTML_BODY, two words by the turn of case
**     "has-sidebar"               nothing: negated
**     "share-buttons small"       HTML_SHARE
**     "content main story"        nothing: words of any part */
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
            if (str_eq(w, pairs[k].second) && str_eq(before, pairs[k].first)) sign |= pairs[k].sign;
        before = w;
    }
    return sign;
}

/* HTML5 has tags for most parts of a page; they say it as plainly as a page can. The cast quiets
** -Wswitch-enum: the enumeration of gumbo has some 150 names. */
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
    default: return 0;
    }
}

/* WAI-ARIA landmark roles (https://www.w3.org/TR/wai-aria-1.2/#landmark_roles), and the dialogs that hold
** consent notices.
** A role is a claim of the page as its classes are, and weighed like them. */
static uint32_t sign_of_role(str role)
{
    static const struct sign_word roles[] = {
        {STR("alertdialog"), HTML_NOTICE},  {STR("article"), HTML_ARTICLE},  {STR("banner"), HTML_HEAD},
        {STR("complementary"), HTML_ASIDE}, {STR("contentinfo"), HTML_FOOT}, {STR("dialog"), HTML_NOTICE},
        {STR("main"), HTML_ARTICLE},        {STR("menu"), HTML_NAV},         {STR("menubar"), HTML_NAV},
        {STR("navigation"), HTML_NAV},      {STR("search"), HTML_FORM},
    };
    for (size_t i = 0; i < ARRAY_LEN(roles); i++)
        if (str_eq_nocase_ascii(role, roles[i].word)) return roles[i].sign;
    return 0;
}

/* Signs of one element alone, those of its ancestors not among them. The classes of <body> and <html> tell the
** kind of the page ("single-post has-sidebar"), not the kind of a part, and are not read.
** Example: <section class="related-posts" role=complementary> is RELATED by its class and ASIDE by its role. */
uint32_t html_signs_of(const GumboElement *e)
{
    uint32_t sign = sign_of_tag(e->tag);
    if (!e->attributes.length) return sign;
    sign |= sign_of_role(html_attribute(e, "role"));
    str prop = html_attribute(e, "itemprop");
    if (html_has_word(prop, STR("articleBody"))) sign |= HTML_BODY;
    if (html_has_word(prop, STR("author")) || html_has_word(prop, STR("datePublished"))) sign |= HTML_META;
    if (e->tag == GUMBO_TAG_BODY || e->tag == GUMBO_TAG_HTML) return sign; /* their classes tell the kind of page */
    sign |= signs_of_words(html_attribute(e, "class"));
    return sign | signs_of_words(html_attribute(e, "id"));
}
