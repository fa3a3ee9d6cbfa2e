/* When, and how much: expressions of the text with the days or the value that they mean. A text that says "in 2026" twelve times says it
** once here, with how often; what differs in words or in meaning is not put together. */
#include "present/annotate_sheet.h"

/* The same words with the same meaning once, with how often. */
struct value_list {
    struct sheet_section *section;
    struct hash_map seen; /* by words and meaning: which quote */
    uint32_t *times;      /* [capacity of section] */
};

/* n: as many as there may be; few are left once repeats are counted. */
static enum status values(struct value_list *l, struct sheet_section *s, uint32_t n, arena *ar, struct err *err)
{
    *l = (struct value_list){.section = s, .times = ARENA_NEW(ar, n, uint32_t)};
    return l->times ? annotate_room(s, n, ar, err) : arena_why(ar, err);
}

/* What hashes alike is compared: two different values must never become one. means is emptied. */
static enum status add_value(struct value_list *l, const struct annotate_view *v, span at, buf *means, float prob)
{
    str words = annotate_words(v, at);
    buf_addc(means, ' ');
    annotate_prob(means, prob);
    str about = annotate_kept(v, means);
    uint64_t key = hash64_mix(hash64(words), hash64(about));
    uint32_t i = v->full ? UINT32_MAX : hash_map_get(&l->seen, key);
    if (i != UINT32_MAX && str_eq(l->section->quote[i].name, words) && str_eq(l->section->quote[i].about, about)) {
        l->times[i]++;
        return OK;
    }
    i = l->section->n_quote++;
    l->section->quote[i] = (struct sheet_quote){.name = words, .place = annotate_place(v, at), .about = about};
    l->times[i] = 1;
    return v->full ? OK : hash_map_put(&l->seen, v->ar, key, i);
}

/* Only now is it known how often. */
static void say_times(struct value_list *l, const struct annotate_view *v)
{
    for (uint32_t i = 0; i < l->section->n_quote; i++) {
        struct sheet_quote *q = &l->section->quote[i];
        if (l->times[i] < 2) continue;
        buf b = {0};
        buf_addf(&b, "%.*s; %u times", STR_ARG(q->about), l->times[i]);
        q->about = annotate_kept(v, &b);
    }
}

/* Lengths and vague times mean no days: in a line by themselves, they do not hide those that do. */
static bool has_no_days(const struct when *w) { return w->why == WHEN_LENGTH || w->why == WHEN_UNCLEAR; }

/* The relation is part of the words: "by 2030" and "in 2030" differ. */
enum status annotate_say_dates(struct annotate_sections *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    struct value_list list;
    buf vague = {0};
    enum status status = values(&list, annotate_section(m, "When"), v->a->dates->n, v->ar, err);
    for (uint32_t i = 0; i < v->a->dates->n && !status; i++) {
        const struct when *w = &v->a->dates->item[i];
        if (has_no_days(w)) {
            buf_addf(&vague, "%s\"%.*s\"", vague.n ? "; " : "", STR_ARG(annotate_words(v, w->whole)));
            continue;
        }
        buf means = {0};
        annotate_days(&means, w);
        status = add_value(&list, v, w->whole, &means, w->prob_right);
    }
    str line = annotate_kept(v, &vague);
    if (status) return arena_why(v->ar, err);
    say_times(&list, v);
    annotate_section(m, "Lengths, and times of no certain days")->line = line;
    return OK;
}

/* Likewise with "more than" and "about". */
enum status annotate_say_amounts(struct annotate_sections *m, struct err *err)
{
    const struct annotate_view *v = m->v;
    struct value_list list;
    enum status status = values(&list, annotate_section(m, "How much"), v->a->amounts->n, v->ar, err);
    for (uint32_t i = 0; i < v->a->amounts->n && !status; i++) {
        const struct amount *a = &v->a->amounts->item[i];
        buf means = {0};
        annotate_amount(&means, v, a);
        status = add_value(&list, v, a->whole, &means, a->prob_right);
    }
    if (status) return arena_why(v->ar, err);
    say_times(&list, v);
    return OK;
}
