/* The frame of a page, and escaping: every byte that a source or a manifest gave goes through
** html_text or html_lang on its way into a page, and nothing else in this room writes such bytes.
** The style sheet is page.css, embedded by the build line by line, because C99 promises no string
** above 4095 bytes (5.2.4.1). */
#include "present/html.h"
#include <page_css.h> /* made by the build from page.css */

/* The five signs that mean something in text and in quoted attributes, after the OWASP rule for
** HTML output, become references. Ill-formed bytes, controls and what turns the direction of the
** line become U+FFFD: a page may be opened beside others that are trusted. Line ends and tabs
** stay; a browser shows them as spaces. */
void html_text(buf *out, str s)
{
    for (size_t at = 0, size; at < s.n; at += size) {
        int32_t cp = utf8_decode(s, at, &size);
        switch (cp) {
        case '<': buf_addz(out, "&lt;"); break;
        case '>': buf_addz(out, "&gt;"); break;
        case '&': buf_addz(out, "&amp;"); break;
        case '"': buf_addz(out, "&quot;"); break;
        case '\'': buf_addz(out, "&#39;"); break;
        case '\n':
        case '\t': buf_addc(out, (char)cp); break;
        default:
            if (cp < 0 || utf8_is_hidden(cp))
                buf_addz(out, "\xEF\xBF\xBD");
            else
                buf_add(out, (str){s.p + at, size});
        }
    }
}

void html_textz(buf *out, const char *zt) { html_text(out, str_of(zt)); }

/* The tag comes from a manifest, so it is checked before it goes into an attribute: letters,
** digits, hyphens, and no longer than RFC 5646 (section 4.4.1) says a program must take. A tag
** that fails is left out in silence: the browser then takes the page's own language, and only
** hyphenation and voice suffer. */
void html_lang(buf *out, str lang)
{
    if (lang.n < 2 || lang.n > 35) return;
    for (size_t i = 0; i < lang.n; i++) {
        unsigned char c = (unsigned char)lang.p[i];
        if (!ascii_alnum(c) && c != '-') return;
    }
    buf_addz(out, " lang=\"");
    buf_add(out, lang);
    buf_addc(out, '"');
}

/* No script, no font, no picture: the page can be mailed, kept and opened in ten years. The
** policy says so to the browser too, for whatever slipped through the escaping. The title is
** escaped like any other text, since it holds names of documents. */
void html_begin(buf *out, str title, str lang)
{
    buf_addz(out, "<!DOCTYPE html>\n<html");
    html_lang(out, lang);
    buf_addz(out, ">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
                  /* Whatever slipped through the escaping could still load and run nothing. */
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                  "<meta name=\"generator\" content=\"entente\">\n<title>");
    html_text(out, title);
    buf_addz(out, "</title>\n<style>\n");
    for (size_t i = 0; i < ARRAY_LEN(page_css); i++) buf_addz(out, page_css[i]);
    buf_addz(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the answer</a>\n");
}

void html_end(buf *out) { buf_addz(out, "</body>\n</html>\n"); }
