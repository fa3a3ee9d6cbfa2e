/* Gaps between tokens: what is seen where a sentence might end. The signs of an end in running text are few (a mark, a capital);
** most of the features below are for texts that lack them: letters and reviews without full stops, headings and lists that were
** joined to what follows. */
#include "language/words_parts.h"

static inline void add(struct words_features *f, uint32_t kind, uint32_t a, uint32_t b, uint32_t c)
{
    if (f->n < WORDS_MAX_FEATURES) f->hash[f->n++] = words_mix(words_mix(words_mix(a, kind ^ 0x10000u), b), c);
}

static bool plain_word(uint32_t shape) { return shape >= SHAPE_SMALL && shape < SHAPE_DIGIT; }
static bool capital(uint32_t shape) { return shape >= SHAPE_CAPITAL && shape <= SHAPE_CAPITALS; }
static bool open_bracket(uint32_t shape) { return shape == '(' || shape == '[' || shape == '{'; }
static bool close_bracket(uint32_t shape) { return shape == ')' || shape == ']' || shape == '}'; }

bool words_may_end(const struct words_block *block, uint32_t i)
{
    const struct words_token *r = &block->token[i];
    const struct words_token *l = r - 1;
    if (r->gap > GAP_WRAP) return true;
    if (r->gap == GAP_NONE && r->shape == ',') return false;
    return !((plain_word(l->shape) || l->shape == ',') && r->shape == SHAPE_SMALL);
}

/* Lengths in steps that grow. */
static uint32_t step(uint32_t n)
{
    if (n < 6) return n;
    if (n < 8) return 6;
    if (n < 11) return 7;
    if (n < 16) return 8;
    if (n < 23) return 9;
    if (n < 32) return 10;
    return n < 50 ? 11 : 12;
}

/* Words with a capital among the next few, and how many were looked at. */
static uint32_t capitals_ahead(const struct words_token *r)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < WORDS_REACH - 1; k++) n = n * 2 + capital(r[k].shape);
    return n;
}

/* The nearest tokens alone and together. L0 ends before the gap, R0 begins behind it. */
static void near_features(struct words_features *f, const struct words_token *r, uint32_t w)
{
    const struct words_token *l = r - 1;
    uint32_t L0 = l->hash;
    uint32_t L1 = l[-1].hash;
    uint32_t R0 = r->hash;
    uint32_t R1 = r[1].hash;
    uint32_t l0 = l->shape;
    uint32_t l1 = l[-1].shape;
    uint32_t r0 = r->shape;
    uint32_t r1 = r[1].shape;
    uint32_t lr = words_mix(words_mix(l0, r0), w);
    add(f, 1, lr, 0, 0);
    add(f, 2, L0, w, 0);
    add(f, 3, L0, r0, w);
    add(f, 4, R0, w, 0);
    add(f, 5, R0, r0, l0);
    add(f, 6, L0, R0, r0);
    add(f, 7, lr, l1, 0);
    add(f, 8, L1, L0, 0);
    add(f, 9, L1, L0, r0);
    add(f, 10, lr, r1, 0);
    add(f, 11, R0, R1, l0);
    add(f, 12, R0, R1, 0);
    add(f, 13, R0, r1, l0);
    add(f, 14, lr, R1, 0);
    add(f, 15, lr, l1, r1);
    add(f, 16, lr, l1, l[-2].shape);
    add(f, 17, lr, r1, r[2].shape);
    add(f, 18, lr, words_mix(l1, l[-2].shape), words_mix(r1, r[2].shape));
    add(f, 19, L1, l0, R0);
    add(f, 20, L1, lr, 0);
    add(f, 21, r->suffix, lr, 0);
    add(f, 22, l->suffix, lr, 0);
    add(f, 23, l[-1].suffix, lr, 0);
    add(f, 24, lr, r[2].hash, 0);
    add(f, 25, lr, l[-2].hash, 0);
    add(f, 26, lr, l->vowel, l->end - l->begin < 6 ? l->end - l->begin : 6);
    add(f, 27, lr, l[-1].vowel, l[-1].end - l[-1].begin < 6 ? l[-1].end - l[-1].begin : 6);
    add(f, 28, r[1].suffix, R0, l0);
    add(f, 29, l->suffix, R0, r0);
    add(f, 30, r->suffix, r1, lr);
}

/* At a line end: how it came, how long the line was. */
static void line_features(struct words_features *f, const struct words_token *r)
{
    const struct words_token *l = r - 1;
    uint32_t how = (uint32_t)r->gap << 8 | r->slack;
    uint32_t width = l->line < 200 ? l->line / 16 : 13;
    add(f, 70, how, 0, 0);
    add(f, 71, how, l->shape, 0);
    add(f, 72, how, r->shape, 0);
    add(f, 73, how, l->shape, r->shape);
    add(f, 74, how, width, 0);
    add(f, 75, how, width, r->shape);
    add(f, 76, how, l->hash, 0);
    add(f, 77, how, r->hash, 0);
}

/* How the words around are written elsewhere: a capital where the word has none inside sentences tells a beginning. */
static void case_features(struct words_features *f, const struct words_token *r, uint32_t lr, uint32_t share, uint32_t length)
{
    const struct words_token *l = r - 1;
    uint32_t c = words_mix(r->cases, r->shape);
    uint32_t next = (uint32_t)r[1].cases << 8 | (r[1].shape < SHAPE_COUNT ? r[1].shape : SHAPE_COUNT);
    uint32_t before = (uint32_t)l->cases << 8 | (l->shape < SHAPE_COUNT ? l->shape : SHAPE_COUNT);
    add(f, 80, lr, c, 0);
    add(f, 81, lr, c, next);
    add(f, 82, lr, c, before);
    add(f, 83, words_mix(lr, before), c, next);
    add(f, 84, words_mix(lr, c), share, length);
    add(f, 85, lr, c, r->ahead >= r->left);
    add(f, 86, l->hash, c, 0);
    add(f, 87, l->suffix, c, before);
    add(f, 88, words_mix(lr, c), l[-1].shape, l[-1].cases);
    add(f, 89, words_mix(lr, c), next, words_mix(r[2].cases, r[2].shape));
    add(f, 90, lr, c, words_mix(next, r[1].hash));
}

void words_gap_features(struct words_features *out, const struct words_block *block, const struct words_state *state,
                        uint32_t i)
{
    const struct words_token *r = &block->token[i];
    const struct words_token *l = r - 1;
    const struct words_token *first = &block->token[state->first];
    uint32_t w = r->gap == GAP_WRAP ? (uint32_t)GAP_SPACE : r->gap;
    uint32_t lr = words_mix(words_mix(l->shape, r->shape), w);
    uint32_t length = step(state->n);
    uint32_t ahead = step(r->ahead);
    uint32_t ends = r->ahead >= r->left; /* no mark up to the end of the unit */
    uint32_t share = state->capitals * 4 / state->n;
    out->n = 0;
    near_features(out, r, w);
    case_features(out, r, lr, share, length);
    add(out, 40, lr, length, 0);
    add(out, 41, lr, ahead, ends);
    add(out, 42, lr, words_mix(length, ahead), ends);
    add(out, 43, lr, state->quotes & 1, state->brackets < 2 ? state->brackets : 2);
    add(out, 44, lr, state->quotes < 3 ? state->quotes : 3, r[1].shape);
    add(out, 45, lr, state->last_end, 0);
    add(out, 46, lr, first->shape, length);
    add(out, 47, lr, first->hash, 0);
    add(out, 48, lr, words_mix(first->hash, first[1].hash), 0);
    add(out, 49, lr, share, length);
    add(out, 50, lr, share, capitals_ahead(r));
    add(out, 51, lr, capitals_ahead(r), 0);
    add(out, 52, lr, first->hash == r->hash, first->shape == r->shape);
    add(out, 53, lr, state->marks < 3 ? state->marks : 3, ahead);
    add(out, 54, lr, state->n == state->at, length);
    add(out, 55, words_mix(lr, step(state->at + r->left)), ends, state->marks < 2 ? state->marks : 2);
    if (r->gap >= GAP_WRAP) line_features(out, r);
    add(out, 57, l->hash, length, r->shape);
    add(out, 58, r->hash, length, lr);
    add(out, 59, r->hash, ends, lr);
    add(out, 60, r->hash, ahead, lr);
    add(out, 61, lr, words_mix(l[-1].shape, first->shape), length);
}

void words_state_step(struct words_state *state, const struct words_block *block, uint32_t i, bool begins)
{
    const struct words_token *t = &block->token[i];
    uint32_t shape = t->shape & ~SHAPE_RUNS;
    if (begins) *state = (struct words_state){.first = i, .last_end = t[-1].shape, .marks = state->marks, .at = state->at};
    if (t->gap >= GAP_LINE) state->marks = state->at = 0;
    state->at++;
    state->n++;
    state->capitals += capital(t->shape);
    state->quotes += t->shape == '"' || t->shape == 0x201C || t->shape == 0x201D;
    if (open_bracket(t->shape)) state->brackets++;
    if (close_bracket(t->shape) && state->brackets) state->brackets--;
    state->marks += shape == '.' || shape == '?' || shape == '!' || shape == 0x2026;
}
