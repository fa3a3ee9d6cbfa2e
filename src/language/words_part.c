/* Words of a token. English writes few words together: a verb with "not" or an auxiliary, a noun with its possessive, and some
** spellings by ear ("gonna") or by mistake ("dont", "its" for "it's"). How a form would be parted follows from its apostrophe, or
** from the table of forms that the treebanks part; whether it is, a classifier says, since "its" and "the 1960's" are mostly one. */
#include "language/words_parts.h"

/* One feature: its kind and two values. There is always room, as few are added. */
static inline void add(struct words_features *f, uint32_t kind, uint32_t a, uint32_t b)
{
    f->hash[f->n++] = words_mix(words_mix(a, kind ^ 0x20000u), b);
}

/* By hash alone; words_split_of sees to it that a stranger with the same hash is not cut beyond its end. */
static const struct words_form *find_form(const struct words_model *model, uint32_t hash)
{
    uint32_t low = 0;
    uint32_t high = model->n_form;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (model->form[mid].hash < hash)
            low = mid + 1;
        else
            high = mid;
    }
    return low < model->n_form && model->form[low].hash == hash ? &model->form[low] : NULL;
}

/* Bytes of the first n characters of s.
** Sizes in the model are in characters, since an apostrophe has one byte or three. */
static uint32_t bytes_of(str s, uint32_t n)
{
    size_t at = 0;
    for (size_t size; n && at < s.n; n--, at += size) (void)utf8_decode(s, at, &size);
    return (uint32_t)at;
}

/* By the last apostrophe of the token: behind it nothing or one word.
** "Kim's" before the mark, "James'" likewise, "don't" one letter earlier, so that the second word is "n't"; "'tis" not at
** all, and "o'clock" not, since what stands behind has more than two letters. */
static struct words_split split_by_apostrophe(const struct words_block *block, uint32_t i)
{
    const struct words_token *t = &block->token[i];
    const struct words_piece *p = &block->piece[t->piece];
    uint32_t n = t[1].begin ? t[1].piece - t->piece : block->n_piece - t->piece;
    struct words_split none = {.n = 1};
    if (n < 2) return none;
    uint32_t mark = p[n - 1].shape == '\'' ? n - 1 : n - 2;
    if (!mark || p[mark].shape != '\'' || p[mark - 1].kind == PIECE_SIGN) return none;
    uint32_t cut = p[mark].begin;
    if (mark == n - 2) {
        const struct words_piece *tail = &p[n - 1];
        if (tail->kind != PIECE_WORD || tail->end - tail->begin > 2) return none;
        char a = (char)ascii_tolower((unsigned char)block->text.p[tail->begin]);
        char before = (char)ascii_tolower((unsigned char)block->text.p[cut - 1]);
        if (a == 't' && tail->end - tail->begin == 1 && before == 'n') cut--;
    }
    if (cut == t->begin || cut - t->begin > UINT16_MAX) return none;
    return (struct words_split){.n = 2, .size = {(uint16_t)(cut - t->begin)}};
}

/* The table goes before the apostrophe: it knows "gonna", which has none. */
struct words_split words_split_of(const struct words_model *model, const struct words_block *block, uint32_t i)
{
    const struct words_token *t = &block->token[i];
    const struct words_form *form = find_form(model, t->hash);
    if (!form) return split_by_apostrophe(block, i);
    str whole = str_span(block->text, (span){t->begin, t->end});
    struct words_split split = {.n = form->n};
    for (uint32_t k = 0; k + 1 < form->n; k++) {
        uint32_t size = bytes_of(whole, form->size[k]);
        split.size[k] = (uint16_t)size;
        whole.p += size;
        whole.n -= size;
    }
    if (!whole.n) split.n = 1; /* another form with the same hash */
    return split;
}

/* tail, the hash of the second part and what follows in small letters, lets a form that was never seen be judged as other
** "'s" are; the words beside tell the possessive from the short "is" only where that decides whether the form is parted at
** all. */
void words_split_features(struct words_features *out, const struct words_block *block, const struct words_split *split,
                          uint32_t i)
{
    const struct words_token *t = &block->token[i];
    uint32_t cut = t->begin + split->size[0];
    uint32_t tail = 3;
    for (uint32_t k = cut; k < t->end; k++) tail = words_mix(tail, ascii_tolower((unsigned char)block->text.p[k]));
    out->n = 0;
    add(out, 1, t->hash, 0);
    add(out, 2, t->hash, t->shape);
    add(out, 3, t->hash, t[-1].hash);
    add(out, 4, t->hash, t[1].hash);
    add(out, 5, tail, t->shape);
    add(out, 6, tail, t[-1].hash);
    add(out, 7, tail, t[1].hash);
    add(out, 8, tail, t[1].suffix);
    add(out, 9, t->hash, t[1].suffix);
    add(out, 10, tail, t[1].shape);
    add(out, 11, t->hash, t[1].shape);
    add(out, 12, tail, block->piece[t->piece].shape);
    add(out, 13, t->hash, t[-1].suffix);
    add(out, 14, tail, words_mix(t[-1].shape, t[1].shape));
}
