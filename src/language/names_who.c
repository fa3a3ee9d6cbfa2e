/* Which person a mention is of: full names by their spelling, surnames by who bore them last.
**
** Full names are numbered first, over the whole text, so that a surname in the headline finds the person who is introduced below.
** Then mentions are gone through in order: "Kim agreed" means the last Kim before it whose office does not speak against it
** ("Minister Kim" is not the leader Kim Jong-un), else the first one after it. Papers introduce people before they shorten them,
** so the last one before is right nearly always; where several bear the name the mention is believed at 0.7 only. A surname that
** nobody bears in full is a person of its own. Persons of one surname hang in a chain from the newest to the oldest, and 32 of
** them are asked at most. */
#include "language/names_who.h"

/* Persons of one surname that are looked through for a mention; hostile texts alone have more. */
enum { MAX_SAME_SURNAME = 32 };

enum status name_map_new(struct name_map *out, uint32_t n_key, arena *ar, struct err *err)
{
    out->n_slot = 64;
    while (out->n_slot / 2 < n_key) out->n_slot *= 2;
    out->key = ARENA_NEW(ar, out->n_slot, str);
    out->value = ARENA_NEW(ar, out->n_slot, uint32_t);
    return out->key && out->value ? OK : arena_why(ar, err);
}

/* Where a key lies, or the free place for it: open addressing in a table at most half full. */
static uint32_t map_slot(const struct name_map *map, str key)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < key.n; i++) h = (h ^ (unsigned char)key.p[i]) * 16777619u;
    h ^= h >> 15;
    while (map->key[h & (map->n_slot - 1)].n && !str_eq(map->key[h & (map->n_slot - 1)], key)) h++;
    return h & (map->n_slot - 1);
}

uint32_t name_map_get(const struct name_map *map, str key)
{
    uint32_t at = map_slot(map, key);
    return map->key[at].n ? map->value[at] : NAME_NONE;
}

void name_map_set(struct name_map *map, str key, uint32_t value)
{
    uint32_t at = map_slot(map, key);
    map->key[at] = key;
    map->value[at] = value;
}

/* ---- persons ---- */

/* A person while the text is gone through. */
struct who {
    str surname;
    uint32_t next;   /* another with this surname, NAME_NONE */
    uint32_t last;   /* candidate that mentioned it last, NAME_NONE: not yet come to */
    uint32_t best;   /* candidate with the longest name */
    uint32_t rank;   /* of the last office that has one (rank_of), 0: none */
    uint32_t number; /* in the result, NAME_NONE: not yet */
};

struct crowd {
    struct names_work *w;
    struct who *who; /* [n] */
    uint32_t n;
    uint32_t *of;            /* [n_cand] person of each candidate, NAME_NONE */
    struct name_map full;    /* spelling -> person */
    struct name_map surname; /* surname -> newest person who bears it */
    str (*called)(const struct names_work *, const struct name_candidate *);
};

/* A candidate as it stands in the text. */
static str text_of(const struct names_work *w, const struct name_candidate *c)
{
    return str_span(w->t->text, (span){w->unit[c->begin].bytes.begin, w->unit[c->end - 1].bytes.end});
}

/* A full name's spelling: small letters without spaces, hyphens and dots. */
static enum status spelling(str *out, const struct names_work *w, const struct name_candidate *c, struct err *err)
{
    size_t n = 0, room = 0;
    for (uint32_t k = c->begin; k < c->end; k++) room += w->unit[k].fold.n;
    char *p = arena_alloc(w->ar, room + 1, 1);
    if (!p) return arena_why(w->ar, err);
    for (uint32_t k = c->begin; k < c->end; k++)
        for (size_t i = 0; i < w->unit[k].fold.n; i++) {
            char letter = w->unit[k].fold.p[i];
            if (letter != '-' && letter != '.' && letter != ' ') p[n++] = letter;
        }
    *out = (str){p, n};
    return OK;
}

/* Offices that one person rarely holds at once; what a surname with another of them says is that someone else is meant: "Minister
** Kim" beside "leader Kim Jong-un". Offices that go together (deputy, chairman, member) are left out. The number is the place in
** the list, from 1. */
static uint32_t rank_of(const struct names_work *w, const struct name_office *o)
{
    static const char ranks[] =
        "president|minister|secretary|spokesperson|spokesman|spokeswoman|ambassador|commander|governor|mayor|"
        "senator|reporter|correspondent|analyst|professor|researcher|adviser|representative|king|pope";
    if (o->how == HOW_NONE || !o->office) return 0;
    for (uint32_t k = o->begin; k < o->end; k++) {
        str rest = str_of(ranks);
        for (uint32_t rank = 1; rest.n; rank++)
            if (str_eq(str_cut(rest, '|', &rest), w->unit[k].fold)) return rank;
    }
    return 0;
}

/* A person at the head of the chain of the surname. */
static uint32_t new_person(struct crowd *c, str surname, uint32_t cand)
{
    uint32_t head = name_map_get(&c->surname, surname);
    c->who[c->n] = (struct who){.surname = surname, .next = head, .last = NAME_NONE, .best = cand, .number = NAME_NONE};
    name_map_set(&c->surname, surname, c->n);
    return c->n++;
}

static uint32_t name_units(const struct name_candidate *c) { return c->end - c->begin; }

/* All full names first, so that a surname may look ahead. Spelled alike is one person ("Lee Jae Myung", "Lee Jae-myung"), who
** goes by the longest form. */
static enum status number_full(struct crowd *c, struct err *err)
{
    const struct names_work *w = c->w;
    for (uint32_t i = 0; i < w->n_cand; i++) {
        const struct name_candidate *cand = &w->cand[i];
        str key = {0};
        c->of[i] = NAME_NONE;
        if (cand->kind != NAME_PERSON || name_units(cand) < 2) continue;
        enum status status = spelling(&key, w, cand, err);
        if (status) return status;
        uint32_t person = name_map_get(&c->full, key);
        if (person == NAME_NONE) {
            person = new_person(c, c->called(w, cand), i);
            name_map_set(&c->full, key, person);
        }
        if (text_of(w, cand).n > text_of(w, &w->cand[c->who[person].best]).n) c->who[person].best = i;
        c->of[i] = person;
    }
    return OK;
}

/* "President Lee" among Lee Ha-na, a reporter, and Lee Jae Myung: an office that is another rank rules one out, the same rank
** goes before whoever was mentioned later. Who of this surname is meant: the last one before whose office does not speak against
** it, else the first one after; *shared: there was a choice. */
static uint32_t choose(const struct crowd *c, uint32_t head, uint32_t rank, bool *shared)
{
    uint32_t before = NAME_NONE, after = NAME_NONE, n = 0;
    for (uint32_t k = head, steps = 0; k != NAME_NONE && steps < MAX_SAME_SURNAME; k = c->who[k].next, steps++) {
        const struct who *p = &c->who[k];
        if (rank && p->rank && p->rank != rank) continue;
        n++;
        if (p->last == NAME_NONE)
            after = k; /* the chain runs back, so the earliest comes last */
        else if (before == NAME_NONE || p->last > c->who[before].last ||
                 (rank && p->rank == rank && c->who[before].rank != rank))
            before = k;
    }
    *shared = n > 1;
    return before != NAME_NONE ? before : after;
}

/* Later offices of persons who are yet to be named in full count when a title looks ahead: gone through from the end, so that the
** first office of each is what stands when the mentions begin. */
static void rank_all(struct crowd *c)
{
    for (uint32_t i = c->w->n_cand; i-- > 0;) {
        uint32_t rank = rank_of(c->w, &c->w->cand[i].office);
        if (c->of[i] != NAME_NONE && rank) c->who[c->of[i]].rank = rank;
    }
}

/* All mentions in order: surnames find their person, persons their number. What was learned of a person's office so far
** decides between two of one surname. */
static void number_rest(struct crowd *c, struct language_names *out)
{
    rank_all(c);
    for (uint32_t i = 0; i < c->w->n_cand; i++) {
        struct name_candidate *cand = &c->w->cand[i];
        if (cand->kind != NAME_PERSON) continue;
        uint32_t rank = rank_of(c->w, &cand->office);
        if (c->of[i] == NAME_NONE) {
            bool shared = false;
            str surname = c->w->unit[cand->end - 1].fold;
            uint32_t head = name_map_get(&c->surname, surname);
            uint32_t person = head == NAME_NONE ? NAME_NONE : choose(c, head, rank, &shared);
            if (person == NAME_NONE) person = new_person(c, surname, i);
            if (shared && cand->prob > 0.7f) cand->prob = 0.7f;
            c->of[i] = person;
        }
        struct who *p = &c->who[c->of[i]];
        p->last = i;
        if (rank) p->rank = rank;
        if (p->number == NAME_NONE) p->number = out->n_person++;
        out->n_mention++;
    }
}

/* ---- arrays ---- */

/* All arrays of the result at once, so that filling them cannot fail half-way. */
static enum status room(struct language_names *o, arena *ar, struct err *err)
{
    o->words = ARENA_NEW(ar, o->n, span);
    o->bytes = ARENA_NEW(ar, o->n, span);
    o->kind = ARENA_NEW(ar, o->n, uint8_t);
    o->prob = ARENA_NEW(ar, o->n, float);
    o->country = ARENA_NEW(ar, o->n, str);
    o->same_as = ARENA_NEW(ar, o->n, uint32_t);
    o->name = ARENA_NEW(ar, o->n_mention, uint32_t);
    o->person = ARENA_NEW(ar, o->n_mention, uint32_t);
    o->phrase = ARENA_NEW(ar, o->n_mention, span);
    o->office_at = ARENA_NEW(ar, o->n_mention, span);
    o->office = ARENA_NEW(ar, o->n_mention, str);
    o->office_country = ARENA_NEW(ar, o->n_mention, str);
    o->organisation_at = ARENA_NEW(ar, o->n_mention, span);
    o->how = ARENA_NEW(ar, o->n_mention, uint8_t);
    o->prob_mention = ARENA_NEW(ar, o->n_mention, float);
    o->full = ARENA_NEW(ar, o->n_person, str);
    o->first = ARENA_NEW(ar, o->n_person, uint32_t);
    o->n_mentions = ARENA_NEW(ar, o->n_person, uint32_t);
    o->titled = ARENA_NEW(ar, o->n_person, uint32_t);
    o->person_country = ARENA_NEW(ar, o->n_person, str);
    o->gender = ARENA_NEW(ar, o->n_person, uint8_t);
    o->variant_of = ARENA_NEW(ar, o->n_person, uint32_t);
    o->prob_variant = ARENA_NEW(ar, o->n_person, float);
    o->variant_reason = ARENA_NEW(ar, o->n_person, uint8_t);
    bool all = o->words && o->bytes && o->kind && o->prob && o->country && o->same_as && o->name && o->person && o->phrase &&
               o->office_at && o->office && o->office_country && o->organisation_at && o->how && o->prob_mention && o->full &&
               o->first && o->n_mentions && o->titled && o->person_country && o->gender && o->variant_of && o->prob_variant &&
               o->variant_reason;
    return all ? OK : arena_why(ar, err);
}

/* Bytes of units [begin,end); empty for none. */
static span unit_bytes(const struct names_work *w, uint32_t begin, uint32_t end)
{
    return begin < end ? (span){w->unit[begin].bytes.begin, w->unit[end - 1].bytes.end} : (span){0, 0};
}

/* A body or country that stands behind the name although the office stands before it. "The Korea Institute" behind "Yu Ji-hoon
** from": where an office stands before the name, a body behind it is its own. Gives the end of the phrase. */
static uint32_t body_behind(const struct names_work *w, struct name_office *o, uint32_t i)
{
    uint32_t k = w->cand[i].end;
    if (o->how == HOW_NONE || o->organisation.end || !unit_in(w, k, "from|of|at|with")) return k;
    uint32_t from = k + 1 + unit_is(w, k + 1, "the");
    const struct name_candidate *c = i + 1 < w->n_cand ? &w->cand[i + 1] : NULL;
    if (!c || c->begin != from || !unit_same_sentence(w, k, from)) return k;
    if (c->kind == NAME_COUNTRY && o->country == NAME_NO_COUNTRY && unit_is(w, k, "of") && o->how == HOW_TITLE) {
        o->country = c->country; /* "Prime Minister Sanae Takaichi of Japan" */
        return c->end;
    }
    if (c->kind != NAME_ORGANISATION) return k;
    o->organisation = (span){c->begin, c->end};
    return c->end;
}

/* What stands beside mention m, whose candidate is i. A title that is no office ("Mr.") widens the phrase and says no more. */
static enum status fill_mention(struct language_names *o, struct names_work *w, uint32_t m, uint32_t i, struct err *err)
{
    struct name_candidate *c = &w->cand[i];
    struct name_office f = c->office;
    uint32_t end = body_behind(w, &f, i);
    uint32_t begin = c->begin;
    enum status status = OK;
    if (f.how != HOW_NONE && f.begin < f.end && f.begin < begin) begin = f.begin;
    if (f.how != HOW_NONE && f.lead < begin) begin = f.lead;
    if (f.how != HOW_NONE && f.end > end) end = f.end;
    if (f.how == HOW_PARENTHESIS && unit_is(w, end, ")")) end++;
    o->prob_mention[m] = c->prob;
    o->phrase[m] = unit_bytes(w, begin, end);
    o->office[m] = o->office_country[m] = (str){"", 0};
    if (f.how != HOW_NONE && f.office) {
        o->how[m] = (uint8_t)f.how;
        o->office_at[m] = unit_bytes(w, f.begin, f.end);
        o->organisation_at[m] = unit_bytes(w, f.organisation.begin, f.organisation.end);
        o->office_country[m] = names_country(w, f.country);
        status = names_office_text(&o->office[m], w, &f, err);
    }
    return status;
}

/* What mention m says of its person. */
static void fill_person(struct language_names *o, uint32_t m, const struct name_candidate *c)
{
    const struct name_office *f = &c->office;
    uint32_t p = o->person[m];
    if (o->n_mentions[p]++ == 0) {
        o->first[p] = m;
        o->titled[p] = NAME_NONE;
        o->variant_of[p] = NAME_NONE;
    }
    if (o->how[m] != HOW_NONE &&
        (o->titled[p] == NAME_NONE || span_len(o->office_at[m]) > span_len(o->office_at[o->titled[p]])))
        o->titled[p] = m;
    if (!o->person_country[p].n) o->person_country[p] = o->office_country[m];
    bool male = f->title_bits & LEX_MALE, female = f->title_bits & LEX_FEMALE;
    if (male != female && o->gender[p] == GENDER_UNKNOWN) o->gender[p] = male ? GENDER_MALE : GENDER_FEMALE;
}

/* Every candidate is a name of the result; those of persons are mentions, too. */
static enum status fill(struct language_names *o, const struct crowd *c, struct err *err)
{
    struct names_work *w = c->w;
    enum status status = OK;
    uint32_t m = 0;
    for (uint32_t i = 0; i < w->n_cand && !status; i++) {
        struct name_candidate *cand = &w->cand[i];
        o->words[i] = (span){w->unit[cand->begin].word, w->unit[cand->end - 1].end_word};
        o->bytes[i] = unit_bytes(w, cand->begin, cand->end);
        o->kind[i] = cand->kind;
        o->prob[i] = cand->prob;
        o->country[i] = names_country(w, cand->country);
        o->same_as[i] = cand->short_for;
        if (cand->kind != NAME_PERSON) continue;
        o->name[m] = i;
        o->person[m] = c->who[c->of[i]].number;
        status = fill_mention(o, w, m, i, err);
        if (!status) fill_person(o, m, cand);
        m++;
    }
    for (m = 0; m < o->n_mention; m++) /* what the text says of a person's country goes before what is known of the name */
        if (!o->person_country[o->person[m]].n) o->person_country[o->person[m]] = o->country[o->name[m]];
    for (uint32_t k = 0; k < c->n && !status; k++)
        if (c->who[k].number != NAME_NONE) o->full[c->who[k].number] = text_of(w, &w->cand[c->who[k].best]);
    return status;
}

enum status names_who(struct language_names *out, struct names_work *w,
                      str (*called)(const struct names_work *, const struct name_candidate *), struct err *err)
{
    struct crowd c = {.w = w, .called = called};
    c.who = ARENA_NEW(w->ar, w->n_cand, struct who);
    c.of = ARENA_NEW(w->ar, w->n_cand, uint32_t);
    if (!c.who || !c.of) return arena_why(w->ar, err);
    enum status status = name_map_new(&c.full, w->n_cand, w->ar, err);
    if (!status) status = name_map_new(&c.surname, w->n_cand, w->ar, err);
    if (!status) status = number_full(&c, err);
    if (status) return status;
    number_rest(&c, out);
    out->n = w->n_cand;
    status = room(out, w->ar, err);
    return status ? status : fill(out, &c, err);
}
