/* One self-contained HTML page: no request leaves it, no script is needed. It is UTF-8, and whole
** only when html_end has been called after html_begin. */
#ifndef PRESENT_HTML_H
#define PRESENT_HTML_H

#include "base/base.h"

/* Head, style and skip link; the page's own part begins with <main id="main">, to which the skip
** link leads. lang: of the page's words, not of the texts quoted, each of which carries its own.
** Appends; linear in the title. */
void html_begin(buf *out, str title, str lang);
/* Closes what html_begin opened; the caller has closed <main>. */
void html_end(buf *out);
/* Text for between tags and inside double-quoted attributes; never for inside a tag, a style or a
** comment. Ill-formed bytes and controls become U+FFFD. Linear; at most six bytes for one. */
void html_text(buf *out, str s);
/* The same for a string of the program's own. */
void html_textz(buf *out, const char *zt);
/* ` lang="ko"` when the tag is a plausible language tag, else nothing. */
void html_lang(buf *out, str lang);

#endif
