/* pages DIR [-v]: main text, title, author and date against a set that has them. Main text: F1 over multisets of lower-case
** words, mean over pages. Date: the same day, over pages with a gold date (accuracy) and over pages answered (precision; an
** answer where the gold has none is counted wrong). Title: equal, case and white space folded. Author: gold name inside
** the answer, folded. -v: a line for each page as well. */
#include "page_eval.h"

struct score {
    double f1;
    size_t n;
    size_t n_with, with_found, n_without, without_found;
    size_t gold_title, title_right;
    size_t gold_author, author_said, author_right;
    size_t gold_date, date_said, date_said_on_gold, date_right;
    bool each;
};

static str text_at(const json_t *truth, const char *key)
{
    const char *s = json_string_value(json_object_get(truth, key));
    return str_of(s);
}

/* Lower-cased, white space folded. */
static void fold_line(buf *out, str s)
{
    buf low = {0};
    utf8_fold(&low, str_trim(s));
    str f = buf_str(&low);
    for (size_t i = 0; i < f.n; i++) {
        bool space = ascii_space((unsigned char)f.p[i]) || (i + 1 < f.n && f.p[i] == '\xC2' && f.p[i + 1] == '\xA0');
        if (space && f.p[i] == '\xC2') i++;
        if (!space)
            buf_addc(out, f.p[i]);
        else if (out->n && out->p[out->n - 1] != ' ')
            buf_addc(out, ' ');
    }
    while (out->n && out->p[out->n - 1] == ' ') out->n--;
    buf_free(&low);
}

static bool same_line(str a, str b, bool inside)
{
    buf x = {0};
    buf y = {0};
    fold_line(&x, a);
    fold_line(&y, b);
    bool same = inside ? str_find(buf_str(&x), buf_str(&y), 0) != SIZE_MAX : str_eq(buf_str(&x), buf_str(&y));
    buf_free(&x);
    buf_free(&y);
    return same;
}

static double word_f1(str got, str want, arena *ar)
{
    struct eval_words g = eval_words_of(got, true, ar);
    struct eval_words w = eval_words_of(want, true, ar);
    if (!g.n && !w.n) return 1;
    return g.n && w.n ? 2 * (double)eval_overlap(g.hash, g.n, w.hash, w.n) / (double)(g.n + w.n) : 0;
}

/* Phrases that must or must not be in the text. */
static size_t count_phrases(const json_t *list, str text, size_t *found)
{
    size_t i;
    json_t *phrase;
    json_array_foreach(list, i, phrase) *found += same_line(text, str_of(json_string_value(phrase)), true);
    return json_array_size(list);
}

static bool score_date(struct score *s, const struct text_found *f, const json_t *truth)
{
    day gold = DATE_NONE;
    bool has = day_parse_iso(text_at(truth, "publish_date"), &gold);
    bool said = f && f->date != DATE_NONE;
    bool right = has && said && f->date == gold;
    s->gold_date += has;
    s->date_said += said;
    s->date_said_on_gold += said && has;
    s->date_right += right;
    return right || (!has && !said);
}

static void visit(void *ctx, const char *id, const json_t *truth, const struct text_page *page, arena *ar)
{
    struct score *s = ctx;
    const struct text_found *f = page ? &page->found : NULL;
    buf text = {0};
    if (page) eval_main_text(&text, page);
    double f1 = word_f1(buf_str(&text), text_at(truth, "articleBody"), ar);
    s->f1 += f1;
    s->n++;
    s->n_with += count_phrases(json_object_get(truth, "with"), buf_str(&text), &s->with_found);
    s->n_without += count_phrases(json_object_get(truth, "without"), buf_str(&text), &s->without_found);
    str title = text_at(truth, "title");
    str author = text_at(truth, "author");
    bool title_right = title.n && f && same_line(f->title, title, false);
    bool author_right = author.n && f && f->author.n && same_line(f->author, author, true);
    s->gold_title += title.n > 0;
    s->title_right += title_right;
    s->gold_author += author.n > 0;
    s->author_said += f && f->author.n;
    s->author_right += author_right;
    bool date_right = score_date(s, f, truth);
    if (s->each) {
        buf day_text = {0};
        if (f) day_write(&day_text, f->date);
        printf("%.3f %s %s\n  %s title \"%.*s\" gold \"%.*s\"\n  %s author \"%.*s\" gold \"%.*s\"\n  %s date %.*s (%s) gold "
               "%.*s\n",
               f1, id, json_string_value(json_object_get(truth, "url")), title_right ? "=" : "#",
               STR_ARG(f ? f->title : (str){0}), STR_ARG(title), author_right ? "=" : "#", STR_ARG(f ? f->author : (str){0}),
               STR_ARG(author), date_right ? "=" : "#", STR_ARG(buf_str(&day_text)),
               f ? text_date_basis_name(f->date_basis) : "", STR_ARG(text_at(truth, "publish_date")));
        buf_free(&day_text);
    }
    buf_free(&text);
}

static double share(size_t part, size_t whole) { return whole ? (double)part / (double)whole : 0; }

int main(int argc, char **argv)
{
    struct score s = {.each = argc > 2 && !strcmp(argv[2], "-v")};
    if (argc < 2) {
        (void)fprintf(stderr, "usage: pages DIR [-v]\n");
        return 2;
    }
    int code = eval_folder(argv[1], visit, &s);
    if (code) return code;
    printf("f1 %.4f\nwith %.4f\nwithout %.4f\n", s.n ? s.f1 / (double)s.n : 0, share(s.with_found, s.n_with),
           1 - share(s.without_found, s.n_without));
    printf("title_accuracy %.4f\n", share(s.title_right, s.gold_title));
    printf("author_accuracy %.4f\nauthor_precision %.4f\n", share(s.author_right, s.gold_author),
           share(s.author_right, s.author_said));
    printf("date_accuracy %.4f\ndate_precision %.4f\ndate_precision_on_gold %.4f\ndates_said %zu\npages %zu\n",
           share(s.date_right, s.gold_date), share(s.date_right, s.date_said), share(s.date_right, s.date_said_on_gold),
           s.date_said, s.n);
    return 0;
}
