/* Members that many findings share: written in one place, they cannot differ from one finding to the next. */
#include "present/annotate_put.h"

/* The writer only appends, so what is behind it may go at any time. */
void annotate_put_flush(const struct annotate_view *v)
{
    if (v->a->flush) v->a->flush(v->a->ctx);
}

/* An empty string and an unknown one are the same to the language room: it never finds an empty office. */
void annotate_put_some(struct jout *j, const char *key, str value)
{
    if (value.n)
        jout_str(j, key, value);
    else
        jout_null(j, key);
}

/* All the room's "none"s are UINT32_MAX. */
void annotate_put_number(struct jout *j, const char *key, uint32_t i)
{
    if (i == UINT32_MAX)
        jout_null(j, key);
    else
        jout_int(j, key, (int64_t)i + 1);
}

/* Both places, since both are asked for: `at` reads the quote back from the text of the same answer, `bytes` from the file. */
void annotate_put_place(struct jout *j, const struct annotate_view *v, span at)
{
    jout_span(j, "at", at);
    jout_span(j, "bytes", annotate_source(v, at));
    jout_str(j, "quote", annotate_words(v, at));
}

/* Absent things keep their key: a reader need not ask whether a member is there. */
void annotate_put_quote(struct jout *j, const struct annotate_view *v, const char *key, span at)
{
    if (at.end <= at.begin) {
        jout_null(j, key);
        return;
    }
    jout_object(j, key);
    annotate_put_place(j, v, at);
    jout_end(j);
}

/* Beside each finding and not once for all: what a person accepts later will say another thing here. */
void annotate_put_sure(struct jout *j, const char *found_by, float prob)
{
    jout_strz(j, "found_by", found_by);
    jout_real(j, "confidence", (double)prob);
}

/* Predicates, cues: words that decided something. */
void annotate_put_word(struct jout *j, const struct annotate_view *v, const char *key, uint32_t w)
{
    span at = w < v->n_word ? annotate_bytes(v, (span){w, w + 1}) : (span){0, 0};
    annotate_put_quote(j, v, key, at);
}

/* The words first: they are in the text, the actors are an opinion, each with its own confidence. */
void annotate_put_who(struct jout *j, const struct annotate_view *v, const char *key, struct annotate_who w)
{
    if (w.at.end <= w.at.begin) {
        jout_null(j, key);
        return;
    }
    jout_object(j, key);
    annotate_put_place(j, v, w.at);
    jout_array(j, "actors");
    for (uint32_t i = 0; i < w.n_tie; i++) {
        const struct annotate_tie *t = &w.tie[i];
        jout_object(j, NULL);
        annotate_put_number(j, "actor", t->actor);
        jout_str(j, "name", v->a->coref->actor_name[t->actor]);
        jout_strz(j, "how", language_coref_how((enum coref_how)v->a->coref->how[t->mention]));
        jout_real(j, "confidence", (double)t->prob);
        jout_end(j);
    }
    jout_end(j);
    jout_end(j);
}
