/* What a person types into a search, as an FTS5 expression. Pure. Invariants: every word is quoted, so that no
** sign in it is taken for an operator; what is written is an expression that FTS5 can parse, or the person gets
** a line in plain words, never a parser's; word after word without recursion, so no depth of parentheses can
** exhaust the stack. */
#include "record/internal.h"

/* Bounds that no person meets: FTS5 parses by recursion, and its cost grows with both. */
#define QUERY_MAX_DEPTH 64
#define QUERY_MAX_WORDS 200

/* The state between two words. An operator that was typed is held back until its operand comes, because what
** follows may hold no letter and vanish. */
struct query {
    str rest;
    buf *out;
    struct err *err;
    uint32_t depth, n_word;
    bool have;  /* an operand stands before this place */
    bool owed;  /* an operator stands before it and waits for its operand */
    char op[8]; /* that operator, not yet written */
};

/* Without a letter or digit FTS5 would see an empty phrase, which is an error there. */
static bool has_letter(str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t size;
        enum char_class k = utf8_class(utf8_decode(s, i, &size));
        if (k == CHAR_LETTER || k == CHAR_DIGIT) return true;
        i += size;
    }
    return false;
}

/* Korean particles follow the noun without a space, so a word that ends in Hangul is looked for as a beginning.
** The blocks: syllables, Jamo, compatibility Jamo (Unicode charts AC00, 1100, 3130). */
static bool ends_in_hangul(str s)
{
    size_t i = s.n;
    size_t size;
    while (i && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80) i--;
    int32_t cp = i ? utf8_decode(s, i - 1, &size) : -1; /* i is the place after the lead byte */
    return (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0x1100 && cp <= 0x11FF) || (cp >= 0x3130 && cp <= 0x318F);
}

/* What joins the next operand to the one before it: the operator that is owed, else AND, since words side by
** side must all be there. */
static void join(struct query *q)
{
    if (q->owed)
        buf_addf(q->out, " %s ", q->op);
    else if (q->have)
        buf_addz(q->out, " AND ");
    q->owed = false;
}

/* Inside FTS5's quotes only the quote itself is special, and is doubled. A prefix star stands behind them. */
static void quoted(buf *out, str text, bool prefix)
{
    buf_addc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"') buf_addc(out, '"');
        buf_addc(out, text.p[i]);
    }
    buf_addz(out, prefix ? "\" *" : "\"");
}

/* Cut a phrase in quotation marks, straight or typographic; false when it does not end. Each mark is closed by
** its own kind: an apostrophe or an inch sign inside a typographic phrase is part of it. */
static bool take_phrase(str *rest, str *text, bool *prefix)
{
    static const str open = {"\xE2\x80\x9C", 3};
    static const str close = {"\xE2\x80\x9D", 3};
    bool curly = str_starts(*rest, open);
    str mark = curly ? close : STR("\"");
    size_t from = curly ? 3 : 1;
    size_t end = str_find(*rest, mark, from);
    if (end == SIZE_MAX) return false;
    *text = (str){rest->p + from, end - from};
    size_t next = end + mark.n;
    *prefix = next < rest->n && rest->p[next] == '*';
    next += *prefix;
    *rest = (str){rest->p + next, rest->n - next};
    return true;
}

/* Does a quotation begin here, straight or typographic? */
static bool at_phrase(str s) { return str_starts(s, STR("\"")) || str_starts(s, (str){"\xE2\x80\x9C", 3}); }

/* Cut a word: up to white space, a parenthesis or a quotation mark; with comma also up to that, as inside NEAR(
** ). May be empty. */
static str take_word(str *rest, bool comma)
{
    size_t k = 0;
    while (k < rest->n && !ascii_space((unsigned char)rest->p[k]) && rest->p[k] != '(' && rest->p[k] != ')' &&
           !(comma && rest->p[k] == ',') && !at_phrase((str){rest->p + k, rest->n - k}))
        k++;
    str word = {rest->p, k};
    *rest = (str){rest->p + k, rest->n - k};
    return word;
}

/* One word or phrase from *rest to the expression; *wrote false when it holds no letter and is passed over. A
** star at its end, or Hangul, makes it a beginning. joined: what stands before is to be joined to it; inside
** NEAR( ) words are parted by spaces. */
static enum status operand(struct query *q, bool comma, bool joined, bool *wrote)
{
    str text;
    bool prefix = false;
    if (at_phrase(q->rest)) {
        /* The rest of the line would silently become part of the phrase. */
        if (!take_phrase(&q->rest, &text, &prefix)) return err_set(q->err, E_FORMAT, "a quotation mark is not closed");
    } else {
        text = take_word(&q->rest, comma);
        prefix = text.n && text.p[text.n - 1] == '*';
        if (prefix) text.n--;
        prefix = prefix || ends_in_hangul(text);
    }
    *wrote = has_letter(text);
    if (!*wrote) return OK;
    if (++q->n_word > QUERY_MAX_WORDS) return err_set(q->err, E_LIMIT, "more than %d words to look for", QUERY_MAX_WORDS);
    if (joined) join(q);
    quoted(q->out, text, prefix);
    return OK;
}

/* NEAR(a b, 5), the cursor standing after its parenthesis. The number may come anywhere and the last one
** counts; without one it is ten words, as in FTS5. One word alone would be near nothing, so it is refused. */
static enum status near_group(struct query *q)
{
    uint32_t n = 0;
    uint64_t apart = 10;
    join(q);
    buf_addz(q->out, "NEAR(");
    for (;;) {
        q->rest = str_trim(q->rest);
        if (!q->rest.n) return err_set(q->err, E_FORMAT, "NEAR( is not closed");
        char c = q->rest.p[0];
        if (c == ')') break;
        /* FTS5 knows no groups inside NEAR. */
        if (c == '(') return err_set(q->err, E_FORMAT, "NEAR( ) takes words and phrases only");
        if (c == ',') {
            q->rest = str_trim((str){q->rest.p + 1, q->rest.n - 1});
            str number = take_word(&q->rest, true);
            if (!str_to_u64(number, 1000, &apart))
                return err_set(q->err, E_FORMAT, "NEAR(a b, 5): \"%.*s\" is no number of words", STR_ARG(number));
            continue;
        }
        bool wrote;
        if (n) buf_addc(q->out, ' ');
        TRY(operand(q, true, false, &wrote));
        n += wrote;
    }
    q->rest = (str){q->rest.p + 1, q->rest.n - 1};
    if (n < 2) return err_set(q->err, E_FORMAT, "NEAR( ) takes two words or more");
    buf_addf(q->out, ", %llu)", (unsigned long long)apart);
    q->have = true;
    return OK;
}

/* AND, OR, NOT in capitals; true when the cursor stood at one, with *code set when it may not stand there. "a
** AND NOT b" is what people type for "a NOT b", which alone FTS5 knows. */
static bool take_operator(struct query *q, enum status *code)
{
    static const char *const ops[] = {"AND", "OR", "NOT"};
    str rest = q->rest;
    str word = take_word(&rest, false);
    for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
        if (!str_eq(word, str_of(ops[i]))) continue;
        q->rest = rest;
        /* The AND of "a AND NOT b" goes: in FTS5 NOT joins two things. */
        if (i == 2 && q->owed && str_eq(str_of(q->op), STR("AND"))) q->owed = false; /* "a AND NOT b" */
        if (!q->have || q->owed) *code = err_set(q->err, E_FORMAT, "%s stands between two things to look for", ops[i]);
        (void)snprintf(q->op, sizeof q->op, "%s", ops[i]);
        q->owed = true;
        return true;
    }
    return false;
}

/* What stood before the parenthesis is joined now; inside, nothing stands before the first word. */
static enum status open_group(struct query *q)
{
    if (++q->depth > QUERY_MAX_DEPTH) return err_set(q->err, E_LIMIT, "more than %d parentheses open", QUERY_MAX_DEPTH);
    join(q);
    buf_addc(q->out, '(');
    q->have = false;
    return OK;
}

/* Three slips, three messages. Behind the parenthesis there is an operand again, the group. */
static enum status close_group(struct query *q)
{
    if (!q->depth) return err_set(q->err, E_FORMAT, "a parenthesis is closed that was not opened");
    if (!q->have) return err_set(q->err, E_FORMAT, "nothing to look for inside ( )");
    if (q->owed) return err_set(q->err, E_FORMAT, "%s stands between two things to look for", q->op);
    q->depth--;
    buf_addc(q->out, ')');
    return OK;
}

/* A query of signs alone has no word to look for, and says so. Bytes that are not UTF-8, or a zero in them, are
** refused at once: FTS5 would end the text there. Linear in the text. */
enum status query_write(buf *out, str text, struct err *err)
{
    struct query q = {.out = out, .err = err};
    size_t bad;
    /* A shell passes any bytes on. */
    if (!utf8_valid(text, &bad) || (text.n && memchr(text.p, 0, text.n)))
        return err_set(err, E_FORMAT, "the words to look for are not UTF-8");
    enum status code = OK;
    for (q.rest = str_trim(text); q.rest.n && code == OK; q.rest = str_trim(q.rest)) {
        bool wrote = false;
        char c = q.rest.p[0];
        if (c == '(' || c == ')') {
            q.rest = (str){q.rest.p + 1, q.rest.n - 1};
            code = c == '(' ? open_group(&q) : close_group(&q);
            /* Only in capitals and with its parenthesis; "near" alone is a word. */
        } else if (str_starts(q.rest, STR("NEAR("))) {
            q.rest = (str){q.rest.p + 5, q.rest.n - 5};
            code = near_group(&q);
        } else if (!take_operator(&q, &code)) {
            code = operand(&q, false, true, &wrote);
            q.have = q.have || wrote;
        }
    }
    if (code == OK && q.depth) code = err_set(err, E_FORMAT, "a parenthesis is not closed");
    if (code == OK && !q.have) code = err_set(err, E_FORMAT, "no word to look for");
    if (code == OK && q.owed) code = err_set(err, E_FORMAT, "%s stands between two things to look for", q.op);
    return code == OK ? buf_check(out, err) : code;
}
