/* Runs of texts, members of a series, and the names that findings carry.
**
** Runs are kept as short as they can be: two that touch are one, so equal sets have equal runs. */
#include "compare/series_parts.h"

/* text does not fall from call to call. n_text counts each text once even where it is pushed twice in a row. */
static enum status push_run(struct compare_runs *r, uint32_t text, arena *ar, struct err *err)
{
    if (r->n && r->run[r->n - 1].to == text) return OK;
    r->n_text++;
    if (r->n && r->run[r->n - 1].to + 1 == text) {
        r->run[r->n - 1].to = text;
        return OK;
    }
    /* Room for 1, 2, 4, ... runs: it is used up whenever the number of runs is 0 or a power of two. */
    if ((r->n & (r->n - 1)) == 0) {
        struct compare_run *run = arena_grow(ar, r->run, r->n, r->n ? (size_t)r->n * 2 : 1, sizeof *run);
        if (!run) return arena_why(ar, err);
        r->run = run;
    }
    r->run[r->n++] = (struct compare_run){text, text};
    return OK;
}

/* Any flag but 0 counts. *out is good on failure too: the runs so far. */
enum status compare_runs_of_flags(struct compare_runs *out, const uint8_t *flag, uint32_t n_text, arena *ar, struct err *err)
{
    *out = (struct compare_runs){0};
    enum status st = OK;
    for (uint32_t t = 0; !st && t < n_text; t++)
        if (flag[t]) st = push_run(out, t, ar, err);
    return st;
}

/* text must not fall; O(n). */
enum status compare_runs_of_list(struct compare_runs *out, const uint32_t *text, uint32_t n, arena *ar, struct err *err)
{
    *out = (struct compare_runs){0};
    enum status st = OK;
    for (uint32_t i = 0; !st && i < n; i++) st = push_run(out, text[i], ar, err);
    return st;
}

/* Binary search for the first run that does not end before the text. O(log n). */
bool compare_runs_has(const struct compare_runs *r, uint32_t text)
{
    uint32_t lo = 0, hi = r->n;
    while (lo < hi) {
        /* Cannot wrap, whatever the sizes. */
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->run[mid].to < text)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < r->n && r->run[lo].from <= text;
}

/* The bytes a reader can check in the file as it came. */
span compare_member_source(const struct compare_member *m, span clean)
{
    if (!m->page || clean.begin >= clean.end) return (span){0, 0};
    return text_source_span(m->page, clean);
}

/* Borrowed from the member's text. */
str compare_member_sentence(const struct compare_member *m, uint32_t sentence)
{
    if (!m->read || sentence >= m->read->n_sentence) return (str){NULL, 0};
    return str_span(m->read->clean, m->read->at[sentence]);
}

/* Static text, for people and for JSON; the other names below likewise. "" for a number out of range. */
const char *compare_said_name(enum compare_said s)
{
    switch (s) {
    case SAID_YES: return "said";
    case SAID_SILENT: return "silent";
    case SAID_NO_TEXT: return "no text issued";
    case SAID_NOT_READ: return "not in the record";
    }
    return "";
}

/* As shown behind a speaker's words. */
const char *compare_speaker_name(enum compare_speaker_kind k)
{
    switch (k) {
    case SPEAKER_UNKNOWN: return "unknown";
    case SPEAKER_JOINT: return "joint";
    case SPEAKER_ONE: return "one side";
    }
    return "";
}

/* As shown in the table of concepts. */
const char *compare_concept_fate_name(enum compare_concept_fate f)
{
    switch (f) {
    case CONCEPT_STAYS: return "stays";
    case CONCEPT_FIRST: return "first";
    case CONCEPT_RETURNED: return "returned";
    case CONCEPT_DROPPED: return "dropped";
    case CONCEPT_ABSENT: return "absent";
    case CONCEPT_NEVER: return "never said";
    case CONCEPT_UNKNOWN: return "unknown";
    }
    return "";
}
