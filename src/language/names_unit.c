/* Units of names: words with their bytes, hyphens put together, looked up in the lists.
**
** A tokenizer after the English Web Treebank parts "Kim Hong-cheol" into four words and "U.S.-led" into three. For names the
** first hyphen joins and the second parts, and that can be told from the two sides: parts of a given name are capitals or Korean
** syllables, countries and bodies never grow together with anything. Each unit then learns what it may be from the lists, alone
** and as the head of the longest phrase that begins there; "us" and "who" are words of their own in small letters, so short names
** of countries and bodies count in capitals only. Last come two facts of the whole text: which sentences are headlines (their
** capitals tell nothing), and which words are written with a capital inside other sentences, so that one at a sentence's opening
** can be believed. The second is the oldest trick of the trade (Mikheev, Computational Linguistics 28, 2002). */
#include "language/names_parts.h"

bool unit_in(const struct names_work *w, uint32_t i, const char *list)
{
    str rest = str_of(list);
    if (i >= w->n_unit) return false;
    while (rest.n)
        if (str_eq(str_cut(rest, '|', &rest), w->unit[i].fold)) return true;
    return false;
}

/* A token of several words is shared out where their forms make it up ("Trump's": "Trump" and "'s"), else each has all of it
** ("don't", whose second word is "not" in some treebanks). */
span *names_word_bytes(const struct language_text *t, arena *ar)
{
    const struct language_words *w = &t->words;
    span *at = ARENA_NEW(ar, w->n_word, span);
    for (uint32_t k = 0; at && k < w->n_token; k++) {
        uint32_t first = w->token_word[k];
        uint32_t end = w->token_word[k + 1];
        size_t sum = 0;
        for (uint32_t i = first; i < end; i++) sum += w->form[i].n;
        uint32_t from = w->token[k].begin;
        for (uint32_t i = first; i < end; i++) {
            at[i] = sum == span_len(w->token[k]) ? (span){from, from + (uint32_t)w->form[i].n} : w->token[k];
            from = at[i].end;
        }
    }
    return at;
}

/* Small letters of a stretch of text, plain quotes, in the arena. */
static enum status fold_of(str *out, str s, buf *b, arena *ar, struct err *err)
{
    buf_empty(b);
    utf8_fold(b, s);
    enum status status = buf_check(b, err);
    if (status) return status;
    *out = str_copy(ar, buf_str(b));
    return out->p ? OK : arena_why(ar, err);
}

/* Is a letter at byte `at`? */
static bool is_letter(str s, size_t at)
{
    size_t size;
    return at < s.n && utf8_class(utf8_decode(s, at, &size)) == CHAR_LETTER;
}

/* Capitals of a form: does it begin with one ("Korea"), are all of several its letters ("NCG", "U.S.")? Digits and dots are
** neither. */
static void look_at(struct name_unit *u, str form)
{
    uint32_t small = 0, large = 0;
    for (size_t i = 0, size; i < form.n; i += size) {
        int32_t cp = utf8_decode(form, i, &size);
        bool upper = utf8_is_upper(cp);
        if (i == 0) u->capital = upper;
        large += upper;
        small += !upper && utf8_class(cp) == CHAR_LETTER;
    }
    u->capitals = large > 1 && !small;
}

/* Lists that a folded word is on. */
static uint32_t bits_of(const struct names_work *w, str fold)
{
    const struct lex_entry *e = lexicon_find(&w->lex, fold);
    return e ? e->bits : 0;
}

/* May what stands before a hyphen and behind it be one name? Countries and bodies keep apart ("Korea-US", "U.S.-led"); a small
** letter goes on in a Korean given name only ("Hong-cheol", not "Trump-era"). */
static bool joins(const struct names_work *w, const struct name_unit *a, str b_form, bool name_beside, buf *b)
{
    const uint32_t apart = LEX_GEO | LEX_KNOWN_ORG | LEX_SUFFIX;
    struct name_unit tail = {0};
    look_at(&tail, b_form);
    buf_empty(b);
    utf8_fold(b, b_form);
    str fold = buf_str(b);
    if (!a->capital || a->capitals || tail.capitals || !is_letter(b_form, 0)) return false;
    if (tail.capital) return !((a->bits | bits_of(w, fold)) & apart) || a->fold.n < 3;
    return name_beside && name_syllable(a->fold) && name_syllable(fold);
}

/* Put "A" "-" "B" together where they touch and make one name; i: word behind A. Returns the word behind what was taken. */
static uint32_t join_hyphens(struct names_work *w, struct name_unit *u, const span *at, uint32_t i, uint32_t end, buf *b)
{
    const struct language_words *words = &w->t->words;
    const struct name_unit *before = w->n_unit ? &w->unit[w->n_unit - 1] : NULL;
    while (i + 1 < end && words->form[i].n == 1 && words->form[i].p[0] == '-' && at[i].begin == u->bytes.end &&
           at[i + 1].begin == at[i].end && !(w->edge && (w->edge[i] || w->edge[i + 1]))) {
        str next = i + 2 < end ? words->form[i + 2] : (str){0};
        size_t size;
        bool beside = (before && before->sentence == u->sentence && before->capital) ||
                      (next.n && utf8_is_upper(utf8_decode(next, 0, &size)));
        buf_empty(b);
        utf8_fold(b, str_span(w->t->text, (span){u->bytes.begin, at[i + 1].end}));
        bool listed = bits_of(w, buf_str(b)) & LEX_GEO; /* "Indo-Pacific" */
        if (!listed && !joins(w, u, words->form[i + 1], beside, b)) break;
        u->bytes.end = at[i + 1].end;
        i += 2;
    }
    return i;
}

/* The units of a sentence. What a word is by itself is looked up here; phrases follow when all units stand. "then-President" is
** an office with a word of time grown to it. */
static enum status add_sentence(struct names_work *w, uint32_t s, const span *at, buf *b, struct err *err)
{
    const struct language_words *words = &w->t->words;
    span range = language_sentence_words(w->t, s);
    bool opens = true;
    enum status status = OK;
    for (uint32_t i = range.begin, next; i < range.end && !status; i = next) {
        struct name_unit u = {.word = i, .bytes = at[i], .sentence = s, .country = NAME_NO_COUNTRY, .upos = w->t->upos[i]};
        look_at(&u, words->form[i]);
        status = fold_of(&u.fold, words->form[i], b, w->ar, err);
        if (status) break;
        u.bits = bits_of(w, u.fold);
        if (str_starts(u.fold, STR("then-")) || str_starts(u.fold, STR("ex-"))) { /* "then-President" */
            size_t cut = u.fold.p[0] == 't' ? 5 : 3;
            u.bits |= bits_of(w, (str){u.fold.p + cut, u.fold.n - cut}) & (LEX_OFFICE | LEX_MODIFIER);
        }
        next = join_hyphens(w, &u, at, i + 1, range.end, b);
        if (next > i + 1) {
            status = fold_of(&u.fold, str_span(w->t->text, u.bytes), b, w->ar, err);
            u.bits = status ? 0 : bits_of(w, u.fold);
            u.upos = UPOS_PROPN;
        }
        u.end_word = next;
        u.glued = w->n_unit && w->unit[w->n_unit - 1].bytes.end == u.bytes.begin;
        u.genitive = str_eq(u.fold, STR("'s")) || (str_eq(u.fold, STR("'")) && u.glued && u.upos == UPOS_PART);
        u.opens = opens;
        opens = opens && !is_letter(u.fold, 0);
        w->unit[w->n_unit++] = u;
    }
    return status;
}

/* Short names of countries and bodies are words of their own in small letters ("us", "who"): they count in capitals only. */
static bool spelled_so(const struct name_unit *u, uint32_t bits, str phrase)
{
    if (!(bits & (LEX_GEO | LEX_KNOWN_ORG))) return true;
    return u->capital && (phrase.n > 3 || u->capitals);
}

/* The longest phrase that begins at unit i: "United States" and not "United", "Secretary General" and not "Secretary". How far to
** look is known at the phrase's first word; a phrase of common words alone (modifiers, portfolios) is no phrase here. */
static void look_up(struct names_work *w, uint32_t i, buf *b)
{
    const uint32_t wanted = LEX_GEO | LEX_KNOWN_ORG | LEX_OFFICE | LEX_TITLE | LEX_ORG;
    struct name_unit *u = &w->unit[i];
    const struct lex_entry *head = lexicon_find(&w->lex, u->fold);
    buf_empty(b);
    for (uint32_t k = 0; head && k < head->words && unit_same_sentence(w, i, i + k); k++) {
        if (k) buf_addc(b, ' ');
        buf_add(b, w->unit[i + k].fold);
        const struct lex_entry *e = lexicon_find(&w->lex, buf_str(b));
        if (!e || !spelled_so(u, e->bits, e->phrase)) continue;
        if (e->bits & wanted) {
            u->phrase = (uint8_t)(k + 1);
            u->phrase_bits = e->bits;
            u->country = e->country;
        }
    }
    if (u->bits & (LEX_GEO | LEX_KNOWN_ORG) && !spelled_so(u, u->bits, u->fold))
        u->bits &= ~(uint32_t)(LEX_GEO | LEX_KNOWN_ORG);
}

/* ---- what the caller knows ---- */

/* Note where known forms stand: in each sentence from the left, the longest first, none inside another. */
static enum status find_known(struct names_work *w, const span *at, struct err *err)
{
    const struct language_words *words = &w->t->words;
    struct known_forms forms;
    enum status status = known_forms_new(&forms, w->known, w->ar, err);
    if (status || !forms.n_node) return status;
    w->known_at = ARENA_NEW(w->ar, words->n_word, uint32_t);
    w->known_end = ARENA_NEW(w->ar, words->n_word, uint32_t);
    w->edge = ARENA_NEW(w->ar, (size_t)words->n_word + 1, bool);
    if (!w->known_at || !w->known_end || !w->edge) return arena_why(w->ar, err);
    for (uint32_t s = 0; s < words->n_sentence; s++) {
        span range = language_sentence_words(w->t, s);
        bool opens = true;
        for (uint32_t i = range.begin, next; i < range.end; i = next) {
            uint32_t form = known_forms_at(&forms, &next, w->t, at, i, range.end, opens);
            opens = opens && !is_letter(words->form[i], 0);
            if (form == KNOWN_NONE) {
                next = i + 1;
                continue;
            }
            w->known_at[i] = form + 1;
            w->known_end[i] = next;
            w->edge[i] = w->edge[next] = true;
        }
    }
    return OK;
}

str names_country(const struct names_work *w, uint32_t country)
{
    uint32_t n;
    (void)name_countries(&n);
    if (country == NAME_NO_COUNTRY || country < n) return lexicon_country(country);
    const struct language_known *known = w->known;
    uint32_t form = country - n;
    return known->country && known->country[form].n ? known->country[form] : known->form[form];
}

/* The number of a known form's country: the list's, where it knows the country by that name, so that "US" and "United
** States" are one. A country without one is called as its form. */
static uint32_t country_of(const struct names_work *w, uint32_t form, buf *b)
{
    const struct language_known *known = w->known;
    str name = known->country ? known->country[form] : (str){0};
    uint32_t n;
    if (!name.n && known->kind[form] == NAME_COUNTRY) name = known->form[form];
    if (!name.n) return NAME_NO_COUNTRY;
    buf_empty(b);
    utf8_fold(b, name);
    const struct lex_entry *e = lexicon_find(&w->lex, buf_str(b));
    (void)name_countries(&n);
    return e && e->bits & LEX_COUNTRY ? e->country : n + form;
}

/* Put the known form that begins at unit i in the place of what the lists say, unless they have a longer name there. */
static void take_known(struct names_work *w, uint32_t i, buf *b)
{
    static const uint32_t bits[NAME_KINDS] = {[NAME_ORGANISATION] = LEX_KNOWN_ORG,
                                              [NAME_COUNTRY] = LEX_COUNTRY,
                                              [NAME_NATION] = LEX_NATION,
                                              [NAME_SEAT] = LEX_SEAT,
                                              [NAME_PLACE] = LEX_CITY};
    struct name_unit *u = &w->unit[i];
    uint32_t form = w->known_at[u->word] - 1, units = 1;
    uint8_t kind = w->known->kind[form];
    while (w->unit[i + units - 1].end_word < w->known_end[u->word]) units++;
    bool longer = u->phrase > units && u->phrase_bits & (LEX_GEO | LEX_KNOWN_ORG);
    bool son = kind == NAME_PERSON && unit_same_sentence(w, i, i + units) && w->unit[i + units].bits & LEX_SUFFIX; /* "Jr." */
    if (longer || son) return;
    u->known = (uint8_t)(1 + kind);
    u->phrase = (uint8_t)units;
    u->phrase_bits = bits[kind];
    u->country = country_of(w, form, b);
}

/* Place of a word in the set of those seen with a capital inside sentences, or the free one where it would be. */
static uint32_t inside_slot(const struct names_work *w, str fold)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < fold.n; i++) h = (h ^ (unsigned char)fold.p[i]) * 16777619u;
    h ^= h >> 15;
    while (w->inside[h & (w->n_slot - 1)] && !str_eq(w->unit[w->inside[h & (w->n_slot - 1)] - 1].fold, fold)) h++;
    return h & (w->n_slot - 1);
}

/* Which sentences are headlines, and which words have capitals inside the others. A headline has no full stop and capitals on at
** least four fifths of its longer words, or on all of two ("Expert Picks"); short words stay small in some papers and tell
** nothing. */
static void look_around(struct names_work *w)
{
    for (uint32_t i = 0, k; i < w->n_unit; i = k) {
        uint32_t large = 0, all = 0;
        for (k = i; k < w->n_unit && w->unit[k].sentence == w->unit[i].sentence; k++) {
            if (w->unit[k].fold.n < 4 || !is_letter(w->unit[k].fold, 0)) continue;
            all++;
            large += w->unit[k].capital;
        }
        bool open = !unit_is(w, k - 1, "."), caption = all >= 2 && large == all; /* "Expert Picks" */
        w->title_case[w->unit[i].sentence] = open && (caption || (all >= 4 && large * 5 >= all * 4));
    }
    for (uint32_t i = 0; i < w->n_unit; i++) {
        const struct name_unit *u = &w->unit[i];
        if (u->capital && !u->opens && !w->title_case[u->sentence] && u->upos == UPOS_PROPN)
            w->inside[inside_slot(w, u->fold)] = i + 1;
    }
}

/* A Korean surname that is a common word, before a given name: "An Kyu-baek", "So Min-ho"; the hyphen behind it tells. */
static bool before_given(const struct names_work *w, uint32_t i)
{
    if (!(w->unit[i].bits & LEX_SURNAME) || !unit_same_sentence(w, i, i + 1) || w->unit[i + 1].glued) return false;
    const struct name_unit *u = &w->unit[i + 1];
    return u->capital && u->end_word > u->word && memchr(u->fold.p, '-', u->fold.n) && !u->phrase_bits;
}

bool names_may_begin(const struct names_work *w, uint32_t i)
{
    const uint32_t sure = LEX_GEO | LEX_KNOWN_ORG | LEX_OFFICE | LEX_TITLE | LEX_GIVEN | LEX_ORG;
    const struct name_unit *u = &w->unit[i];
    if (u->known) return true;
    if (!u->capital || u->upos == UPOS_PUNCT || u->upos == UPOS_NUM || !is_letter(u->fold, 0)) return false;
    if (before_given(w, i)) return true;
    if (u->phrase_bits & (LEX_GEO | LEX_KNOWN_ORG) && (!u->opens || u->phrase > 1 || u->capitals || !(u->bits & LEX_PLAIN)))
        return true;
    bool called = i && !u->opens && u->bits & (LEX_GIVEN | LEX_SURNAME) && w->unit[i - 1].capital; /* "Hillary An" */
    if (u->bits & LEX_PLAIN && !(called && u->upos == UPOS_PROPN && !w->title_case[u->sentence])) return false;
    /* "Affordability Will Decide": in a heading the tag tells the verb from the given name, a capital does not */
    if (u->upos == UPOS_AUX && w->title_case[u->sentence]) return false;
    if (u->upos == UPOS_ADP || u->upos == UPOS_DET || u->upos == UPOS_CCONJ || u->upos == UPOS_SCONJ || u->upos == UPOS_AUX)
        return u->bits & (LEX_PARTICLE | LEX_GIVEN | LEX_SURNAME) && !u->opens;
    if (w->title_case[u->sentence]) return u->upos == UPOS_PROPN || u->bits & (LEX_OFFICE | LEX_TITLE | LEX_GIVEN);
    if (!u->opens) return true;
    return u->upos == UPOS_PROPN || u->capitals || u->bits & sure || w->inside[inside_slot(w, u->fold)];
}

/* "Gen Z", "Gen Xers": a generation is no general, and its members bear no name. "Gen. Paul Zers" and "Gen Paul" have neither word
** behind them and stay what they are. */
static void pass_generations(struct names_work *w)
{
    for (uint32_t i = 0; i + 1 < w->n_unit; i++) {
        if (!unit_is(w, i, "gen") || w->unit[i].known || !unit_same_sentence(w, i, i + 1)) continue;
        if (!unit_in(w, i + 1, "x|y|z|xer|xers|yers|zer|zers|alpha|alphas")) continue;
        for (uint32_t k = i; k < i + 2; k++) {
            w->unit[k].bits = LEX_PLAIN;
            w->unit[k].phrase_bits = w->unit[k].phrase = 0;
        }
    }
}

enum status names_units(struct names_work *w, struct err *err)
{
    const struct language_words *words = &w->t->words;
    buf b = {0};
    w->n_slot = 64;
    while (w->n_slot / 2 < words->n_word) w->n_slot *= 2;
    span *at = names_word_bytes(w->t, w->ar);
    w->unit = ARENA_NEW(w->ar, words->n_word, struct name_unit);
    w->title_case = ARENA_NEW(w->ar, words->n_sentence, bool);
    w->inside = ARENA_NEW(w->ar, w->n_slot, uint32_t);
    if (!at || !w->unit || !w->title_case || !w->inside) return arena_why(w->ar, err);
    enum status status = find_known(w, at, err);
    for (uint32_t s = 0; s < words->n_sentence && !status; s++) status = add_sentence(w, s, at, &b, err);
    for (uint32_t i = 0; i < w->n_unit && !status; i++) {
        look_up(w, i, &b);
        if (w->known_at && w->known_at[w->unit[i].word]) take_known(w, i, &b);
    }
    if (!status) status = buf_check(&b, err);
    buf_free(&b);
    if (status) return status;
    pass_generations(w);
    look_around(w);
    return status;
}
