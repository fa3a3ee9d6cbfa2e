/* Making the skeleton. A scanner of tags, no parser: it knows where a tag, a comment, a script and a stretch
** of text end (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), and nothing of what they
** mean. What it writes holds no comment, no script text and no quote that is not closed, so gumbo sees tokens
** where it saw them. Invariants: m->at only grows, and each byte of the page is looked at a bounded number of
** times, so that time is linear whatever the page; runs are in order, apart, and cover every byte of text that
** gumbo is shown; what is written never exceeds cap_html (see put).
** Example: <P onclick="x" class=a>R&amp;D <!-- <b> -->at sea<script>if (a<b)</script></P> becomes
**
**     <p class=a>~&amp;~~<script></script></p>
**
** with four runs: "R", the reference, "D " and "at sea". The scanner has not asked what a <p> is, or whether it may
** stand there; gumbo does, and its tree has the same shape as the page's own would have. */
#include "text/html_skeleton.h"

#include "text/html_depth.h"

#include <assert.h>

/* The scanner's state. s is the whole page, out what is made of it; `failed` is the first refusal of the
** arena, after which the loop of skeleton_make ends. */
struct maker {
    str s;
    size_t at; /* in s */
    struct skeleton *out;
    arena *ar;
    size_t cap_html;
    uint32_t cap_run;
    uint32_t cap_data;
    struct html_depth depth;
    enum status failed;
};

/* ---- writing ---- */

/* What is written was read, but for a space before an attribute that had none and a sign behind a reference:
** by half more at most, since the shortest of either takes two bytes. The assertion holds that reckoning, not
** the page. */
static void put(struct maker *m, const char *p, size_t n)
{
    assert(n <= m->cap_html - m->out->n_html);
    memcpy(m->out->html + m->out->n_html, p, n);
    m->out->n_html += (uint32_t)n;
}

/* Adds one stretch of text and its sign: "~" for words, " " for white space, and a reference letter by letter,
** because only gumbo's table knows what it means and where it ends. White space has a sign of its own because
** the tree builder drops it where a table or the head stands open. */
static void add_run(struct maker *m, span text, bool is_reference, bool is_space)
{
    struct skeleton *o = m->out;
    if (o->n_run == m->cap_run) {
        size_t want = m->cap_run ? (size_t)m->cap_run * 2 : 1024;
        struct skeleton_run *p = want < UINT32_MAX / 2 ? arena_grow(m->ar, o->run, m->cap_run, want, sizeof *p) : NULL;
        if (!p) {
            m->failed = arena_why(m->ar, NULL);
            return;
        }
        o->run = p;
        m->cap_run = (uint32_t)want;
    }
    uint32_t n = is_reference ? span_len(text) : 1;
    o->run[o->n_run++] = (struct skeleton_run){o->n_html, n, text, is_reference, is_space};
    if (is_reference)
        put(m, m->s.p + text.begin, n);
    else
        put(m, is_space ? " " : "~", 1);
}

/* Notes the place of a JSON-LD text; it is read from the page itself, later. */
static void add_data(struct maker *m, span text)
{
    struct skeleton *o = m->out;
    if (o->n_data == m->cap_data) {
        uint32_t want = m->cap_data ? m->cap_data * 2 : 8;
        span *p = arena_grow(m->ar, o->data, m->cap_data, want, sizeof *p);
        if (!p) {
            m->failed = arena_why(m->ar, NULL);
            return;
        }
        o->data = p;
        m->cap_data = want;
    }
    o->data[o->n_data++] = text;
}

/* ---- text ---- */

/* Bytes of what may be a character reference at i: '&', then letters, digits or '#', then perhaps ';'. 0:
** plain '&'. Longer than any name of the standard's table (CounterClockwiseContourIntegral, 31 letters), so
** that it never cuts one.
**
**     &amp;   &#65;   &#x41;   &notit;   &copy2025        what may be one; gumbo decides
**     & b     &;      &&                                  a plain '&' */
static size_t reference_at(str s, size_t i)
{
    size_t k = i + 1;
    while (k < s.n && k - i < 40 && (ascii_alnum((unsigned char)s.p[k]) || s.p[k] == '#')) k++;
    if (k == i + 1) return 0;
    return k < s.n && s.p[k] == ';' ? k + 1 - i : k - i;
}

/* No byte but white space in [from, to); true for none. */
static bool all_space(str s, size_t from, size_t to)
{
    while (from < to && ascii_space((unsigned char)s.p[from])) from++;
    return from == to;
}

/* Text [from, to), with references when they count here. A plain '&' stays inside its stretch. Behind a
** reference a sign must follow, so that walk_text can tell from what gumbo made of it how many of its bytes
** gumbo took ("&notit;" is one sign and three letters); where no text follows, an empty run shows the place.
** As runs, '|' between them and '' an empty one:
**
**     a & b              a & b
**     R&amp;D            R | &amp; | D
**     &lt;&gt;x          &lt; | '' | &gt; | x       the first reference shows its end by the empty run
**     x&amp;             x | &amp; | '' */
static void write_text(struct maker *m, size_t from, size_t to, bool references)
{
    size_t start = from;
    for (size_t i = from; i <= to && !m->failed;) {
        const char *amp = references && i < to ? memchr(m->s.p + i, '&', to - i) : NULL;
        size_t end = amp ? (size_t)(amp - m->s.p) : to;
        size_t n = amp ? reference_at((str){m->s.p, to}, end) : 0;
        if (amp && !n) {
            i = end + 1;
            continue;
        }
        if (end > start) add_run(m, (span){(uint32_t)start, (uint32_t)end}, false, all_space(m->s, start, end));
        if (!amp) return;
        add_run(m, (span){(uint32_t)end, (uint32_t)(end + n)}, true, false);
        i = start = end + n;
        bool text_follows = i < to && (m->s.p[i] != '&' || !reference_at((str){m->s.p, to}, i));
        if (!text_follows && !m->failed) add_run(m, (span){(uint32_t)i, (uint32_t)i}, false, false); /* shows where it ended */
    }
}

/* ---- tags ---- */

/* One attribute as it stands in the page; name and value are borrowed from it. */
struct attribute {
    str name;
    str value;
    char quote; /* 0: none */
};

static bool tag_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

/* Next attribute from *at on; false at '>' (which *at then is on) or at the end of the page (*at == s.n). A
** value whose quote is never closed takes the rest of the page, as in browsers. */
static bool next_attribute(str s, size_t *at, struct attribute *a)
{
    size_t i = *at;
    while (i < s.n && (tag_space(s.p[i]) || s.p[i] == '/')) i++;
    *at = i;
    if (i >= s.n || s.p[i] == '>') return false;
    /* The standard's rule for an '=' before any name: odd pages write "<p =x>", and browsers take it for a
    ** name. */
    size_t from = i++; /* a leading '=' belongs to the name */
    while (i < s.n && !tag_space(s.p[i]) && s.p[i] != '/' && s.p[i] != '>' && s.p[i] != '=') i++;
    a->name = (str){s.p + from, i - from};
    a->value = (str){"", 0};
    a->quote = 0;
    while (i < s.n && tag_space(s.p[i])) i++;
    *at = i;
    if (i >= s.n || s.p[i] != '=') return true;
    i++;
    while (i < s.n && tag_space(s.p[i])) i++;
    char quote = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i] : 0;
    a->quote = quote;
    from = i + (quote != 0);
    if (quote) {
        const char *end = from < s.n ? memchr(s.p + from, quote, s.n - from) : NULL;
        i = end ? (size_t)(end - s.p) : s.n;
    } else {
        while (i < s.n && !tag_space(s.p[i]) && s.p[i] != '>') i++;
    }
    a->value = (str){s.p + from, i - from};
    *at = quote && i < s.n ? i + 1 : i;
    return true;
}

/* Attributes that are looked at later, or that steer the building of the tree: the "encoding" of MathML's
** annotation-xml, the "type" of an <input> inside a table. All others are left out of the skeleton. The order of
** the list is of no account; lengths are compared first. */
static bool is_wanted(str name)
{
    static const str wanted[] = {STR("aria-hidden"), STR("aria-label"), STR("class"), STR("content"),    STR("datetime"),
                                 STR("encoding"),    STR("hidden"),     STR("href"),  STR("http-equiv"), STR("id"),
                                 STR("itemprop"),    STR("itemtype"),   STR("lang"),  STR("name"),       STR("property"),
                                 STR("rel"),         STR("role"),       STR("style"), STR("type")};
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        if (name.n == wanted[i].n && str_eq_nocase_ascii(name, wanted[i])) return true;
    return false;
}

/* First max bytes of a value, cut at a character and outside a reference: a reference cut in two would read as
** another. A class list of 512 bytes says all it has to say. */
static str cut_value(str v, size_t max)
{
    if (v.n <= max) return v;
    while (max && ((unsigned char)v.p[max] & 0xC0) == 0x80) max--;
    for (size_t i = 0; i < 40 && i < max; i++)
        if (v.p[max - 1 - i] == '&') {
            max -= i + 1;
            break;
        }
    return (str){v.p, max};
}

/* Does s hold word, in any case? word: small letters. The first one, its case bit set, passes over nearly all of s. */
static bool holds(str s, str word)
{
    for (size_t i = 0; i + word.n <= s.n; i++)
        if ((s.p[i] | 0x20) == word.p[0] && str_eq_nocase_ascii((str){s.p + i, word.n}, word)) return true;
    return false;
}

/* A style is of use only when it hides. */
static bool may_hide(str style) { return holds(style, STR("display")) || holds(style, STR("visibility")); }

/* As written, its quotes too: what was one value stays one. Styles that cannot hide, which is nearly all of
** them, are left out: they are the bulk of some pages. */
static void write_attribute(struct maker *m, const struct attribute *a)
{
    if (str_eq_nocase_ascii(a->name, STR("style")) && !may_hide(a->value)) return;
    bool content = str_eq_nocase_ascii(a->name, STR("content"));
    str v = cut_value(a->value, content ? SKELETON_MAX_CONTENT : SKELETON_MAX_VALUE);
    put(m, " ", 1);
    put(m, a->name.p, a->name.n);
    if (!v.n) return;
    put(m, "=", 1);
    if (a->quote) put(m, &a->quote, 1);
    put(m, v.p, v.n);
    if (a->quote) put(m, &a->quote, 1);
}

/* The tag that was read last. */
struct tag {
    char name[64]; /* lower-case */
    str kind;      /* name as str */
    bool json_ld;
    size_t end; /* byte behind '>' */
};

/* The name at i of s (behind '<' or '</'); bytes read. A name too long to mean anything has n == 0 in kind:
** its tag is left out, and counted as cut. */
static size_t read_name(str s, size_t i, struct tag *t)
{
    size_t k = i;
    while (k < s.n && !tag_space(s.p[k]) && s.p[k] != '/' && s.p[k] != '>') {
        if (k - i < sizeof t->name) t->name[k - i] = (char)ascii_tolower((unsigned char)s.p[k]);
        k++;
    }
    t->kind = (str){t->name, k - i <= sizeof t->name ? k - i : 0};
    return k - i;
}

/* Start tag at m->at ('<'). False when the page ends inside it, in which case browsers drop it too. It is
** written while it is read and taken back when it must not stay: a second look at the attributes would cost as
** much again. Of attributes with one name the first counts, as in the standard. */
static bool start_tag(struct maker *m, struct tag *t)
{
    size_t i = m->at + 1;
    uint32_t back = m->out->n_html;
    uint32_t n_kept = 0;
    str seen[SKELETON_MAX_ATTRIBUTES];
    i += read_name(m->s, i, t);
    t->json_ld = false;
    bool keep = t->kind.n && html_depth_start(&m->depth, t->kind);
    put(m, "<", 1);
    put(m, t->name, t->kind.n);
    struct attribute a = {0};
    while (next_attribute(m->s, &i, &a)) {
        if (str_eq_nocase_ascii(a.name, STR("type")) && holds(a.value, STR("ld+json"))) t->json_ld = true;
        if (!keep || n_kept == SKELETON_MAX_ATTRIBUTES || !is_wanted(a.name)) continue;
        bool again = false;
        for (uint32_t k = 0; k < n_kept; k++) again = again || str_eq_nocase_ascii(seen[k], a.name);
        if (again) continue;
        seen[n_kept++] = a.name;
        write_attribute(m, &a);
    }
    t->end = i + 1;
    /* Taken back: the room that was used is used again. */
    if (i >= m->s.n || !keep) {
        m->out->n_html = back;
        m->out->n_cut += i < m->s.n;
        return i < m->s.n;
    }
    /* "<a href=x/>": the stroke belongs to the value, and the tag does not close itself. */
    bool in_value = !a.quote && a.value.n && a.value.p + a.value.n == m->s.p + i;
    if (m->s.p[i - 1] == '/' && !in_value) put(m, "/", 1);
    put(m, ">", 1);
    return true;
}

/* End tag at m->at ("</"). Attributes of end tags are passed over. False when the page ends inside it. */
static bool end_tag(struct maker *m, struct tag *t)
{
    size_t i = m->at + 2;
    struct attribute a;
    i += read_name(m->s, i, t);
    while (next_attribute(m->s, &i, &a)) continue;
    t->end = i + 1;
    if (i >= m->s.n) return false;
    if (!t->kind.n || !html_depth_end(&m->depth, t->kind)) return true;
    put(m, "</", 2);
    put(m, t->name, t->kind.n);
    put(m, ">", 1);
    return true;
}

/* ---- elements whose text is not markup ---- */

/* What the text of an element is: markup (NOT), of no use and left out (DROP; a script's ends by a rule of its
** own), text word for word (TEXT, to the end of the page for <plaintext>) or text with references. */
enum raw { RAW_NOT, RAW_DROP, RAW_SCRIPT, RAW_TEXT, RAW_WITH_REFERENCES, RAW_TO_THE_END };

/* The standard's raw text and escapable raw text elements. <noscript> is none of them here: without scripts,
** as we read, its content is markup. */
static enum raw raw_kind(str name)
{
    static const struct {
        str name;
        enum raw raw;
    } kinds[] = {{STR("script"), RAW_SCRIPT},         {STR("style"), RAW_DROP},    {STR("iframe"), RAW_DROP},
                 {STR("noembed"), RAW_DROP},          {STR("noframes"), RAW_DROP}, {STR("textarea"), RAW_DROP},
                 {STR("title"), RAW_WITH_REFERENCES}, {STR("xmp"), RAW_TEXT},      {STR("plaintext"), RAW_TO_THE_END}};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_eq(name, kinds[i].name)) return kinds[i].raw;
    return RAW_NOT;
}

/* Does the tag "<name" (close: "</name") stand at i, its name ended by a space, '/' or '>'? "</scripty>" ends
** no script. */
static bool is_tag_at(str s, size_t i, bool close, str name)
{
    size_t after = i + 1 + close + name.n;
    if (after >= s.n || (close && s.p[i + 1] != '/')) return false;
    bool ended = tag_space(s.p[after]) || s.p[after] == '/' || s.p[after] == '>';
    return ended && str_eq_nocase_ascii((str){s.p + i + 1 + close, name.n}, name);
}

/* Place of "</name" with an end behind it, from i on; s.n when there is none. Finds the next '<' by memchr,
** which is what makes long styles and scripts cheap. */
static size_t find_end_tag(str s, size_t i, str name)
{
    while (i < s.n) {
        const char *lt = memchr(s.p + i, '<', s.n - i);
        if (!lt) return s.n;
        i = (size_t)(lt - s.p);
        if (is_tag_at(s, i, true, name)) return i;
        i++;
    }
    return s.n;
}

/* End of a script's text. Behind "<!--" each "<script" takes the next "</script" for itself, until "-->": the
** script data escaped states of the standard, which old pages need that hide a script inside a comment.
** "<!-->" is open and closed at once, since the dashes may be shared.
**
**     <script>a</script>                                         ends at the first end tag
**     <script><!-- <script>a</script> b --></script>             at the second: the first is the inner script's
**     <script><!-- <script>a</script> <script>b</script> c</script>   at the third
**     <script><!-- a --> <script></script>                       at the first: the comment is over */
static size_t find_script_end(str s, size_t i)
{
    bool comment = false;
    bool inner = false; /* a script inside the comment */
    for (; i < s.n; i++) {
        const char *lt = comment ? s.p + i : memchr(s.p + i, '<', s.n - i);
        if (!lt) break;
        i = (size_t)(lt - s.p);
        str rest = {s.p + i, s.n - i};
        if (s.p[i] == '-' && comment && str_starts(rest, STR("-->"))) comment = inner = false;
        if (s.p[i] != '<') continue;
        if (is_tag_at(s, i, true, STR("script"))) {
            if (!inner) return i;
            inner = false;
        } else if (comment && is_tag_at(s, i, false, STR("script"))) {
            inner = true;
        } else if (str_starts(rest, STR("<!--"))) {
            comment = true;
            i++; /* its own dashes may be those of "-->" */
        }
    }
    return s.n;
}

/* Passes over the text of such an element, up to its end tag, which is left for the main loop. */
static void raw_element(struct maker *m, enum raw raw, str name)
{
    str s = m->s;
    size_t from = m->at;
    size_t end = raw == RAW_TO_THE_END ? s.n : raw == RAW_SCRIPT ? find_script_end(s, from) : find_end_tag(s, from, name);
    if (raw == RAW_TEXT || raw == RAW_TO_THE_END) write_text(m, from, end, false);
    if (raw == RAW_WITH_REFERENCES) write_text(m, from, end, true);
    m->at = end;
}

/* ---- the page ---- */

/* Byte behind the comment or other declaration at i ("<!", "<?", "</" without a name). A comment ends at "-->"
** or "--!>", or at once ("<!-->", "<!--->"); one that never ends takes the rest of the page. Everything else
** that opens so ends at the next '>' (the standard's bogus comment). */
static size_t skip_declaration(str s, size_t i)
{
    str rest = {s.p + i, s.n - i};
    if (!str_starts(rest, STR("<!--"))) {
        const char *gt = rest.n > 2 ? memchr(rest.p + 2, '>', rest.n - 2) : NULL;
        return gt ? (size_t)(gt - s.p) + 1 : s.n;
    }
    if (str_starts(rest, STR("<!-->"))) return i + 5;
    if (str_starts(rest, STR("<!--->"))) return i + 6;
    for (size_t k = 4; k < rest.n; k++) {
        const char *dash = memchr(rest.p + k, '-', rest.n - k);
        if (!dash) return s.n;
        k = (size_t)(dash - rest.p);
        str at = {rest.p + k, rest.n - k};
        if (str_starts(at, STR("-->"))) return i + k + 3;
        if (str_starts(at, STR("--!>"))) return i + k + 4;
    }
    return s.n;
}

static void declaration(struct maker *m)
{
    size_t end = skip_declaration(m->s, m->at);
    bool doctype = end - m->at < 400 && m->at + 9 < m->s.n &&
                   str_eq_nocase_ascii((str){m->s.p + m->at + 1, 8}, STR("!doctype")) && m->s.p[end - 1] == '>';
    if (doctype) put(m, m->s.p + m->at, end - m->at); /* quirks change how tables and paragraphs nest */
    m->at = end;
}

/* Markup at m->at, which is on a '<' that opens some (opens_markup). A tag that the page ends in takes all
** that is left. */
static void markup(struct maker *m)
{
    struct tag t;
    char next = m->s.p[m->at + 1];
    bool closes = next == '/';
    if (next == '!' || next == '?' || (closes && !ascii_alpha((unsigned char)m->s.p[m->at + 2]))) {
        declaration(m);
        return;
    }
    bool whole = closes ? end_tag(m, &t) : start_tag(m, &t);
    m->at = whole ? t.end : m->s.n;
    enum raw raw = whole && !closes ? raw_kind(t.kind) : RAW_NOT;
    if (raw == RAW_NOT) return;
    size_t from = m->at;
    raw_element(m, raw, t.kind);
    if (t.json_ld && raw == RAW_SCRIPT) add_data(m, (span){(uint32_t)from, (uint32_t)m->at});
}

/* Does markup begin at the '<' at i? "a < b", "<3" and a '<' that ends the page are text. */
static bool opens_markup(str s, size_t i)
{
    if (i + 1 >= s.n) return false;
    char c = s.p[i + 1];
    return ascii_alpha((unsigned char)c) || c == '!' || c == '?' || (c == '/' && i + 2 < s.n);
}

/* Text up to the next '<' that opens markup, then that markup, until the page ends. The room for the skeleton
** is taken at once: unwritten pages of it cost nothing, and growing would copy. */
enum status skeleton_make(struct skeleton *out, str page, arena *ar, struct err *err)
{
    *out = (struct skeleton){0};
    struct maker m = {.s = page, .out = out, .ar = ar, .depth = {.ar = ar}};
    if (page.n >= UINT32_MAX / 2) return err_set(err, E_LIMIT, "a page of %zu bytes is above what is read", page.n);
    m.cap_html = page.n + page.n / 2 + 64;
    out->html = arena_raw(ar, m.cap_html, 1);
    if (!out->html) return arena_why(ar, err);
    while (m.at < page.n && !m.failed && !m.depth.failed) {
        size_t from = m.at;
        size_t i = from;
        while (i < page.n) {
            const char *lt = memchr(page.p + i, '<', page.n - i);
            i = lt ? (size_t)(lt - page.p) : page.n;
            if (!lt || opens_markup(page, i)) break;
            i++;
        }
        if (i > from) write_text(&m, from, i, true);
        m.at = i;
        if (i < page.n && !m.failed) markup(&m);
    }
    if (m.failed || m.depth.failed) return arena_why(ar, err);
    return OK;
}
