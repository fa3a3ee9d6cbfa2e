/* What holds of the names of any text and of who is meant in it; for property tests and the fuzzer. */
#ifndef TEST_NAMES_SOUND_H
#define TEST_NAMES_SOUND_H

#include "language/coref.h"

/* Whatever the text: spans lie in it and in order, numbers point where something is, links run back and never in a ring, and
** nothing is said without a confidence. */
static inline bool names_sound(const struct language_text *t, const struct language_names *n, const struct language_coref *c)
{
    bool ok = true;
    for (uint32_t k = 0; k < n->n; k++) {
        ok = ok && n->words[k].begin < n->words[k].end && n->words[k].end <= t->words.n_word &&
             n->bytes[k].begin < n->bytes[k].end && n->bytes[k].end <= t->text.n;
        ok = ok && (k == 0 || n->words[k - 1].end <= n->words[k].begin) && n->kind[k] < NAME_KINDS && n->prob[k] > 0 &&
             n->prob[k] <= 1;
        uint32_t full = n->same_as[k];
        ok = ok && (full == NAME_NONE || (full < n->n && full != k && n->same_as[full] == NAME_NONE &&
                                          n->kind[full] == n->kind[k] && str_eq(n->country[full], n->country[k])));
    }
    for (uint32_t m = 0; m < n->n_mention; m++) {
        span name = n->bytes[n->name[m]];
        ok = ok && n->kind[n->name[m]] == NAME_PERSON && n->person[m] < n->n_person && n->phrase[m].begin <= name.begin &&
             n->phrase[m].end >= name.end;
        ok = ok && n->phrase[m].end <= t->text.n && n->office_at[m].end <= t->text.n && n->organisation_at[m].end <= t->text.n;
        ok = ok && (n->how[m] != HOW_NONE) == (span_len(n->office_at[m]) > 0) && (m == 0 || n->name[m - 1] < n->name[m]);
    }
    for (uint32_t p = 0; p < n->n_person; p++) {
        bool link = n->variant_of[p] == NAME_NONE ||
                    (n->variant_of[p] < p && n->prob_variant[p] > 0 && n->variant_reason[p] != SAME_NOT);
        ok = ok && link && n->n_mentions[p] > 0 && n->person[n->first[p]] == p && n->full[p].n &&
             (p == 0 || n->first[p - 1] < n->first[p]);
    }
    for (uint32_t i = 0; i < c->n; i++) {
        ok = ok && c->words[i].end <= t->words.n_word && c->bytes[i].end <= t->text.n && c->how[i] < COREF_HOWS &&
             (i == 0 || c->words[i - 1].begin < c->words[i].begin);
        ok = ok && (c->actor[0][i] == NAME_NONE) == (c->prob[i] == 0) &&
             (c->actor[0][i] == NAME_NONE || c->actor[0][i] < c->n_actor);
        ok = ok && (c->actor[1][i] == NAME_NONE || (c->how[i] == COREF_PAIR || c->how[i] == COREF_PRONOUN)) &&
             (c->before[i] == NAME_NONE || c->before[i] < i);
    }
    return ok;
}

#endif
