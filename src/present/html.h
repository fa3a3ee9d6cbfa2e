/* One self-contained HTML page: no request leaves it, no script is needed. */
#ifndef PRESENT_HTML_H
#define PRESENT_HTML_H

#include "base/base.h"

/* Head, style and skip link; the page's own part begins with <main id="main">. lang: of the page's words. */
void html_begin(buf *out, str title, str lang);
void html_end(buf *out);
/* Text for between tags and inside double-quoted attributes; ill-formed bytes and controls become U+FFFD. */
void html_text(buf *out, str s);
void html_textz(buf *out, const char *zt);
/* ` lang="ko"` when the tag is a plausible language tag, else nothing. */
void html_lang(buf *out, str lang);

#endif
