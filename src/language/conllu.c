/* Reading CoNLL-U. A sentence is gone over twice: the first pass finds its end and counts its rows by their kind, so that
** each array is taken once and whole; the second reads and judges the rows. Both ask line_kind, hence no array can run over.
** The reader moves on behind the first pass, whatever the second finds.
**
** Invariant of the second pass: n_word, n_range, n_empty and n_comment of the sentence say how much of each array has been
** read, so that the next id that is due follows from them alone. Every spelling that two texts could share (leading zeros,
** "+1") is refused: what was read has one way to be written. */
#include "language/language.h"

/* What a line is by its id alone; a bad line falls into one of them too and is refused when it is read. */
enum line_kind { LINE_WORD, LINE_RANGE, LINE_EMPTY, LINE_COMMENT, LINE_KINDS };

/* The rows of one sentence, and the second pass over them. */
struct parse {
    str rows;                   /* from the first line up to the empty one */
    uint32_t count[LINE_KINDS]; /* first pass */
    uint32_t n_line;            /* first pass, the empty line not counted */
    struct conllu_sentence *s;
    str *words[CONLLU_COLUMNS]; /* arrays of s by column; NULL for HEAD, which is a number */
    uint32_t line;              /* number of the row that is being read */
    uint32_t range_end;         /* last word of the newest range, 0: none yet */
    bool range_waits;           /* the row before was a range: its first word must follow */
    struct err *err;
};

/* Names for messages, as the format writes them. */
static const char *const column_names[CONLLU_COLUMNS] = {"FORM", "LEMMA",  "UPOS", "XPOS", "FEATS",
                                                         "HEAD", "DEPREL", "DEPS", "MISC"};

/* The mark is what some editors put before UTF-8; it is no part of the first comment. */
struct conllu_reader conllu_reader_of(str text)
{
    bool mark = str_starts(text, STR("\xEF\xBB\xBF"));
    return (struct conllu_reader){.text = text, .at = mark ? 3 : 0, .line = 1};
}

/* ---- first pass ---- */

/* The line at *at without its line end; *at moves behind it. *at < text.n. One CR goes with the LF, and a last line may lack
** both; a second CR stays and is refused later. */
static str take_line(str text, size_t *at)
{
    const char *p = text.p + *at;
    size_t left = text.n - *at;
    const char *end = memchr(p, '\n', left);
    size_t n = end ? (size_t)(end - p) : left;
    *at += end ? n + 1 : n;
    if (n && p[n - 1] == '\r') n--;
    return (str){p, n};
}

/* By the first sign that only one kind of id has: "1-2", "1.1". Columns behind the id are not looked at. */
static enum line_kind line_kind(str line)
{
    if (line.n && line.p[0] == '#') return LINE_COMMENT;
    for (size_t i = 0; i < line.n && line.p[i] != '\t'; i++) {
        if (line.p[i] == '-') return LINE_RANGE;
        if (line.p[i] == '.') return LINE_EMPTY;
    }
    return LINE_WORD;
}

/* Passes over empty lines, then over one sentence; p->rows is empty when the text held no more. The reader stands behind
** the empty line that ends the sentence, p->line is the number of its first line. */
static void find_rows(struct parse *p, struct conllu_reader *r)
{
    size_t begin = r->at;
    while (r->at < r->text.n) {
        size_t here = r->at;
        str line = take_line(r->text, &r->at);
        r->line++;
        if (!line.n) {
            if (p->n_line) break;
            continue;
        }
        if (!p->n_line) {
            begin = here;
            p->line = r->line - 1;
        }
        p->n_line++;
        p->count[line_kind(line)]++;
    }
    if (p->n_line) p->rows = (str){r->text.p + begin, r->at - begin};
}

/* Everything the sentence will hold, by the counts of the first pass. The arrays of words are one piece, cut in eight:
** six requests a sentence instead of thirteen, and nothing is left unused behind a growing array. */
static enum status take_arrays(struct parse *p, arena *ar)
{
    struct conllu_sentence *s = p->s;
    uint32_t n = p->count[LINE_WORD];
    str *columns = ARENA_NEW(ar, (size_t)n * (CONLLU_COLUMNS - 1), str);
    s->head = ARENA_NEW(ar, n, uint32_t);
    s->word_line = ARENA_NEW(ar, n, uint32_t);
    s->range = ARENA_NEW(ar, p->count[LINE_RANGE], struct conllu_range);
    s->empty = ARENA_NEW(ar, p->count[LINE_EMPTY], struct conllu_empty);
    s->comment = ARENA_NEW(ar, p->count[LINE_COMMENT], str);
    if (!columns || !s->head || !s->word_line || !s->range || !s->empty || !s->comment) return arena_why(ar, p->err);
    str **const cut[] = {&s->form, &s->lemma, &s->upos, &s->xpos, &s->feats, &s->deprel, &s->deps, &s->misc};
    for (size_t i = 0; i < ARRAY_LEN(cut); i++) *cut[i] = columns + i * n;
    str *const words[CONLLU_COLUMNS] = {s->form, s->lemma, s->upos, s->xpos, s->feats, NULL, s->deprel, s->deps, s->misc};
    memcpy(p->words, words, sizeof words);
    return OK;
}

/* ---- second pass: single columns ---- */

/* A number as the format writes it, at most the cap. Leading zeros are refused, since the writer could not give them back. */
static bool read_number(str s, uint32_t *out)
{
    uint64_t v;
    if ((s.n > 1 && s.p[0] == '0') || !str_to_u64(s, CONLLU_MAX_WORDS, &v)) return false;
    *out = (uint32_t)v;
    return true;
}

/* Part of a column for a message: a column may be a mebibyte. Cut at a character. */
static str shown(str s)
{
    if (s.n <= 40) return s;
    size_t n = 40;
    while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80) n--;
    return (str){s.p, n};
}

/* What holds for any line: length, UTF-8, no signs that would end a line or a string for other programs. UTF-8 is judged a line
** at a time, so that the message can name it and the next sentence can still be read. */
static enum status check_line(const struct parse *p, str line)
{
    size_t bad;
    if (line.n > CONLLU_MAX_LINE_BYTES)
        return err_set(p->err, E_LIMIT, "line %u: longer than %zu bytes", p->line, CONLLU_MAX_LINE_BYTES);
    if (!utf8_valid(line, &bad)) return err_set(p->err, E_FORMAT, "line %u: broken UTF-8 at byte %zu of it", p->line, bad + 1);
    if (memchr(line.p, '\0', line.n)) return err_set(p->err, E_FORMAT, "line %u: a NUL byte", p->line);
    if (memchr(line.p, '\r', line.n)) return err_set(p->err, E_FORMAT, "line %u: a carriage return inside it", p->line);
    return OK;
}

/* Spaces between words of one token are known to the format in these columns only. */
static bool may_hold_space(int column) { return column == CONLLU_FORM || column == CONLLU_LEMMA || column == CONLLU_MISC; }

/* Cuts a line into its id and the nine columns behind it, none of which is empty afterwards. The tabs are counted first: the
** commonest damage is a table whose tabs became spaces, and its message should say so, not that FORM is empty. */
static enum status cut_columns(const struct parse *p, str line, str *id, str column[CONLLU_COLUMNS])
{
    size_t n = 1;
    for (size_t i = 0; i < line.n; i++) n += line.p[i] == '\t';
    if (n != CONLLU_COLUMNS + 1) return err_set(p->err, E_FORMAT, "line %u: %zu columns parted by tabs, not 10", p->line, n);
    *id = str_cut(line, '\t', &line);
    for (int c = 0; c < CONLLU_COLUMNS; c++) {
        column[c] = str_cut(line, '\t', &line);
        if (!column[c].n)
            return err_set(p->err, E_FORMAT, "line %u: the column %s is empty (\"_\" stands for nothing)", p->line,
                           column_names[c]);
        if (!may_hold_space(c) && memchr(column[c].p, ' ', column[c].n))
            return err_set(p->err, E_FORMAT, "line %u: a space in the column %s", p->line, column_names[c]);
    }
    return OK;
}

/* ---- second pass: rows ---- */

/* A row that may not follow a range does: the range would be written back in another place. */
static enum status range_alone(const struct parse *p)
{
    return err_set(p->err, E_FORMAT, "line %u: word %u should stand here, right behind its range", p->line, p->s->n_word + 1);
}

/* The id must be the next; whether the head exists is known only at the end (check_whole). */
static enum status add_word(struct parse *p, str id, const str column[CONLLU_COLUMNS])
{
    struct conllu_sentence *s = p->s;
    uint32_t i = s->n_word;
    uint32_t number;
    if (!read_number(id, &number) || number != i + 1)
        return err_set(p->err, E_FORMAT, "line %u: the id is \"%.*s\" where %u is due", p->line, STR_ARG(shown(id)), i + 1);
    for (int c = 0; c < CONLLU_COLUMNS; c++)
        if (p->words[c]) p->words[c][i] = column[c];
    str head = column[CONLLU_HEAD];
    if (str_eq(head, STR("_")))
        s->head[i] = CONLLU_NO_HEAD;
    else if (!read_number(head, &s->head[i]))
        return err_set(p->err, E_FORMAT, "line %u: the head is \"%.*s\", neither the id of a word nor 0 nor \"_\"", p->line,
                       STR_ARG(shown(head)));
    s->word_line[i] = p->line;
    s->n_word++;
    p->range_waits = false;
    return OK;
}

/* A range opens right before its first word. Overlap is asked before the place, since it is the better reason. */
static enum status add_range(struct parse *p, str id, const str column[CONLLU_COLUMNS])
{
    struct conllu_sentence *s = p->s;
    struct conllu_range *r = &s->range[s->n_range];
    str last;
    str first = str_cut(id, '-', &last);
    if (!read_number(first, &r->first) || !read_number(last, &r->last) || r->first > r->last)
        return err_set(p->err, E_FORMAT, "line %u: \"%.*s\" is no range of ids", p->line, STR_ARG(shown(id)));
    if (p->range_end && r->first <= p->range_end)
        return err_set(p->err, E_FORMAT, "line %u: the range %u-%u overlaps the one before, which ends with %u", p->line,
                       r->first, r->last, p->range_end);
    if (p->range_waits) return range_alone(p);
    if (r->first != s->n_word + 1)
        return err_set(p->err, E_FORMAT, "line %u: the range %u-%u stands before word %u", p->line, r->first, r->last,
                       s->n_word + 1);
    memcpy(r->column, column, sizeof r->column);
    r->line = p->line;
    p->range_end = r->last;
    p->range_waits = true;
    s->n_range++;
    return OK;
}

/* Empty nodes behind one word count from 1 without a gap. */
static enum status add_empty(struct parse *p, str id, const str column[CONLLU_COLUMNS])
{
    struct conllu_sentence *s = p->s;
    struct conllu_empty *e = &s->empty[s->n_empty];
    uint32_t due = s->n_empty && e[-1].after == s->n_word ? e[-1].minor + 1 : 1;
    str minor;
    str after = str_cut(id, '.', &minor);
    if (p->range_waits) return range_alone(p);
    if (!read_number(after, &e->after) || !read_number(minor, &e->minor) || e->after != s->n_word || e->minor != due)
        return err_set(p->err, E_FORMAT, "line %u: the id is \"%.*s\" where the empty node %u.%u or word %u is due", p->line,
                       STR_ARG(shown(id)), s->n_word, due, s->n_word + 1);
    memcpy(e->column, column, sizeof e->column);
    e->line = p->line;
    s->n_empty++;
    return OK;
}

/* One row of the second pass, into the array of its kind. */
static enum status add_row(struct parse *p, str line)
{
    struct conllu_sentence *s = p->s;
    enum line_kind kind = line_kind(line);
    str id;
    str column[CONLLU_COLUMNS];
    enum status status = check_line(p, line);
    if (status) return status;
    if (kind == LINE_COMMENT) {
        if (s->n_word || s->n_range || s->n_empty)
            return err_set(p->err, E_FORMAT, "line %u: a comment between the words of a sentence", p->line);
        s->comment[s->n_comment++] = line;
        return OK;
    }
    status = cut_columns(p, line, &id, column);
    if (status) return status;
    if (kind == LINE_RANGE) return add_range(p, id, column);
    if (kind == LINE_EMPTY) return add_empty(p, id, column);
    return add_word(p, id, column);
}

/* What can be judged only when all words are known. */
static enum status check_whole(const struct parse *p)
{
    const struct conllu_sentence *s = p->s;
    if (!s->n_word) return err_set(p->err, E_FORMAT, "line %u: a sentence without words", s->line);
    if (p->range_end > s->n_word) {
        const struct conllu_range *r = &s->range[s->n_range - 1];
        return err_set(p->err, E_FORMAT, "line %u: the range %u-%u goes beyond the last word, %u", r->line, r->first, r->last,
                       s->n_word);
    }
    for (uint32_t i = 0; i < s->n_word; i++)
        if (s->head[i] != CONLLU_NO_HEAD && s->head[i] > s->n_word)
            return err_set(p->err, E_FORMAT, "line %u: the head of word %u is %u, beyond the last word, %u", s->word_line[i],
                           i + 1, s->head[i], s->n_word);
    return OK;
}

/* Second pass. The caps come first: nothing is taken for a sentence that will be refused. */
static enum status read_rows(struct parse *p, arena *ar)
{
    static const char *const what[LINE_KINDS] = {"words", "tokens of several words", "empty nodes", "comments"};
    for (int k = 0; k < LINE_KINDS; k++)
        if (p->count[k] > CONLLU_MAX_WORDS)
            return err_set(p->err, E_LIMIT, "line %u: a sentence of %u %s; at most %u are read", p->line, p->count[k], what[k],
                           CONLLU_MAX_WORDS);
    enum status status = take_arrays(p, ar);
    size_t at = 0;
    for (uint32_t i = 0; i < p->n_line && !status; i++, p->line++) status = add_row(p, take_line(p->rows, &at));
    return status ? status : check_whole(p);
}

/* What was taken for a refused sentence is given back: a reader that goes on over a bad file does not grow. */
enum status conllu_next(struct conllu_sentence *out, struct conllu_reader *reader, arena *ar, struct err *err)
{
    struct parse p = {.s = out, .err = err};
    *out = (struct conllu_sentence){0};
    if (reader->text.n > UINT32_MAX) {
        reader->at = reader->text.n;
        return err_set(err, E_LIMIT, "a text of more than 4 GiB");
    }
    find_rows(&p, reader);
    if (!p.n_line) return DONE;
    struct arena_mark mark = arena_here(ar);
    out->line = p.line;
    enum status status = read_rows(&p, ar);
    if (status) {
        arena_back(ar, mark);
        *out = (struct conllu_sentence){0};
    }
    return status;
}

/* The list of sentences doubles while what they hold is taken from the same arena, so it moves each time; its old copies stay
** in ar, at most as much again as the list, which is small beside the words. */
enum status conllu_read(struct conllu_text *out, str text, arena *ar, struct err *err)
{
    struct conllu_reader reader = conllu_reader_of(text);
    struct conllu_sentence *list = NULL;
    uint32_t n = 0;
    uint32_t cap = 0;
    *out = (struct conllu_text){0};
    for (;;) {
        if (n == cap) {
            uint32_t more = cap ? cap * 2 : 64;
            struct conllu_sentence *grown = arena_grow(ar, list, cap, more, sizeof *list);
            if (!grown) return arena_why(ar, err);
            list = grown;
            cap = more;
        }
        enum status status = conllu_next(&list[n], &reader, ar, err);
        if (status == DONE) break;
        if (status) return status;
        n++;
    }
    *out = (struct conllu_text){list, n};
    return OK;
}
