/* The words around a number: what is counted, of what it is a share, in what time, and how near it is said to be. Without a parser
** a noun phrase is what stands up to its first noun in the plural, before any word that cannot be within one. */
#include "language/amount_read.h"

/* Words that end a noun phrase. */
static const char stops[] =
    "a an the and or but nor of to in on at by for from with without into onto over under between among about "
    "against during until till since before after through as than that which who whom whose what when where "
    "while if because is are was were be been being has have had do does did will would can could may might "
    "shall should must not no it he she they we you i his her its their our your my this these those there "
    "here said says say told also only just still yet then so per each every more less fewer another other "
    "others ago later earlier out up down off back away now today yesterday tomorrow both either neither "
    "all any some many most few several such via amid plus minus one two three four five six seven "
    "eight nine ten hundred thousand million billion trillion percent comes goes makes takes gives gets runs "
    "remains becomes seems includes shows leaves keeps means";

/* Plurals that do not end in s, and words that count as one. */
static const char odd_plurals[] = "troops people men women children personnel aircraft police staff servicemen servicewomen "
                                  "policemen lawmen firefighters dead wounded injured km kg mm cm mw gw kt ft mph kph hectares "
                                  "spacecraft warplanes submarines fish sheep feet teeth data media cattle youth strong";

/* No word, or one that no noun phrase goes on over. */
static bool stops_at(const struct pieces *p, uint32_t i)
{
    const struct piece *x = piece_at(p, i);
    return x->kind != PIECE_WORD || piece_among(p, i, stops);
}

/* By its ending; a possessive is none ("12 members' votes" counts votes), and neither are verbs and places that end like one. */
static bool plural_at(const struct pieces *p, uint32_t i)
{
    const struct piece *x = piece_at(p, i);
    if (x->kind != PIECE_WORD || x->word == WORD_UNIT) return false;
    if (piece_among(p, i, odd_plurals)) return true;
    str s = piece_str(p, x);
    return s.n >= 4 && s.p[s.n - 1] == 's' && s.p[s.n - 2] != 's' && !str_ends(s, STR("us")) && !str_ends(s, STR("is")) &&
           !piece_tight(p, i + 1, '\'') &&
           !piece_among(p, i,
                        "perhaps always sometimes besides needs says series news its overseas Texas Kansas Arkansas "
                        "Paris Athens Philippines Netherlands Reuters");
}

/* The next word of a phrase: passes "U.S." and words joined by a hyphen as one. UINT32_MAX: the phrase ends here. */
static uint32_t word_over(const struct pieces *p, uint32_t i)
{
    if (stops_at(p, i) || !(piece_at(p, i)->spaced)) return UINT32_MAX;
    uint32_t k = i + 1;
    for (int n = 0; n < 8; n++) {
        const struct piece *next = piece_at(p, k + 1);
        bool initial = piece_tight(p, k, '.') && span_len(piece_at(p, k - 1)->at) == 1 && piece_at(p, k - 1)->capital;
        bool joined = piece_tight(p, k, '-') && next->kind == PIECE_WORD && !next->spaced;
        if (joined)
            k += 2;
        else if (initial)
            k += next->kind == PIECE_WORD && !next->spaced ? 2 : 1;
        else
            break;
    }
    return k;
}

/* Words that cannot be the noun, by their endings: "senior", "nuclear", "unidentified", and names. */
static bool adjective_at(const struct pieces *p, uint32_t last)
{
    static const char *const endings[] = {"al",  "ic",  "ive", "ous", "ary", "ior", "ear", "ed",
                                          "ing", "ean", "ese", "ish", "ful", "ble", "ern", "ent"};
    const struct piece *x = piece_at(p, last);
    str s = piece_str(p, x);
    if (x->capital) return true;
    for (size_t k = 0; k < ARRAY_LEN(endings); k++)
        if (str_ends(s, str_of(endings[k])))
            return !piece_among(p, last,
                                "president agent student resident general official proposal trial "
                                "agreement statement government document meeting building");
    return piece_among(p, last,
                       "new big small major former top key large single hot local high low old young joint defense defence "
                       "government state police "
                       "army navy security peace trade energy missile aid oil gas court party");
}

/* At most five words. In the singular the noun is the first word that is no adjective by its looks. */
uint32_t amount_read_noun(const struct pieces *p, uint32_t i, bool one, span *noun)
{
    uint32_t k = i;
    for (int n = 0; n < 5; n++) {
        uint32_t end = word_over(p, k);
        if (end == UINT32_MAX || piece_at(p, end - 1)->word == WORD_UNIT) return 0;
        bool found = one ? !adjective_at(p, end - 1) : plural_at(p, end - 1);
        if (one && piece_tight(p, end, '\'')) return 0;
        uint32_t more = found && !one && piece_among(p, end - 1, odd_plurals) ? word_over(p, end) : UINT32_MAX;
        if (more != UINT32_MAX && plural_at(p, more - 1)) end = more; /* "30 staff vacancies" */
        if (found) {
            *noun = (span){piece_at(p, i)->at.begin, piece_at(p, end - 1)->at.end};
            return end;
        }
        k = end;
    }
    return 0;
}

/* ---- bases ---- */

/* The bases that pledges are made in. */
static uint32_t known_base(const struct pieces *p, uint32_t i, enum amount_base *base)
{
    static const struct {
        const char *words;
        uint8_t n, base;
    } known[] = {{"gross domestic product", 3, AMOUNT_GDP}, {"GDP", 1, AMOUNT_GDP}, {"gross national income", 3, AMOUNT_GNI},
                 {"gross national product", 3, AMOUNT_GNI}, {"GNI", 1, AMOUNT_GNI}, {"GNP", 1, AMOUNT_GNI}};
    for (size_t k = 0; k < ARRAY_LEN(known); k++)
        if (piece_phrase(p, i, known[k].words)) {
            *base = (enum amount_base)known[k].base;
            return i + known[k].n;
        }
    return 0;
}

/* "the", "its national", "South Korea's", "their combined": words that may stand before the known bases. At most five. */
static uint32_t owned_base(const struct pieces *p, uint32_t i, enum amount_base *base)
{
    for (uint32_t k = i; k < i + 8; k++) {
        uint32_t end = known_base(p, k, base);
        if (end) return end;
        const struct piece *x = piece_at(p, k);
        bool mark = piece_tight(p, k, '\'') || piece_tight(p, k, '.');
        if (!mark && (x->kind != PIECE_WORD || (stops_at(p, k) && k > i))) return 0;
    }
    return 0;
}

/* A known base is looked for first ("of South Korea's GDP"); other words are taken up to the first plural or the first word that
** ends a noun phrase, a verb among them ("of the fleet left"). */
uint32_t amount_read_base(const struct pieces *p, uint32_t i, struct amount *out)
{
    bool half = out->unit == AMOUNT_FRACTION && piece_among(p, i, "the its their his her our"); /* "half its budget" */
    uint32_t of = piece_is(p, i, "of") || half;
    uint32_t from = i + (of && !half);
    uint32_t end = of ? owned_base(p, from, &out->base) : known_base(p, from, &out->base);
    if (!end && of) {
        uint32_t k = from + piece_among(p, from, "the its their his her our all this these those");
        k += k > from && piece_among(p, k, "the its their");
        for (int n = 0; n < 5; n++) {
            uint32_t next = word_over(p, k);
            const struct piece *x = piece_at(p, next == UINT32_MAX ? k : next - 1);
            bool verb = str_ends(piece_str(p, x), STR("ed")) || x->word == WORD_PAST || x->word == WORD_FUTURE;
            if (next == UINT32_MAX || (verb && !x->capital && n) || x->word == WORD_UNIT) break;
            end = k = next;
            if (piece_tight(p, k, '\'')) {
                k += 1 + piece_is(p, k + 1, "s");
                end = 0;
            } else if (plural_at(p, k - 1)) {
                break;
            }
        }
        out->base = end ? AMOUNT_BASE_WORDS : AMOUNT_NO_BASE;
    }
    if (!end) return 0;
    out->base_at = (span){piece_at(p, from)->at.begin, piece_at(p, end - 1)->at.end};
    return end;
}

/* ---- rates ---- */

/* "over ten years", "over the next five years", "over a decade", "in two years" is none. */
static uint32_t rate_over(const struct pieces *p, uint32_t i, struct amount *out)
{
    uint32_t k = i + 1 + piece_word_is(p, i + 1, WORD_THE);
    k += piece_word_is(p, k, WORD_DEIXIS);
    struct amount_number n;
    uint32_t end = amount_read_number(p, k, false, &n);
    bool article = !end && piece_word_is(p, k, WORD_ARTICLE);
    if (end && (n.small < 1 || n.small > 9999 || n.scaled)) return 0;
    if (!end && !article && piece_at(p, k)->word != WORD_UNIT) return 0;
    k = end ? end : k + article;
    k += end && piece_tight(p, k, '-');
    const struct piece *unit = piece_at(p, k);
    if (unit->word != WORD_UNIT) return 0;
    if (!end && unit->value & PIECE_PLURAL) return 0;
    out->rate = AMOUNT_OVER;
    out->rate_length = end ? (uint32_t)n.small : 1;
    out->rate_unit = (enum when_unit)(unit->value & ~PIECE_PLURAL);
    uint32_t last = k + 1 + piece_among(p, k + 1, "period span");
    return last;
}

/* "a year ago" is no rate: when it was, not how often. */
uint32_t amount_read_rate(const struct pieces *p, uint32_t i, struct amount *out)
{
    uint32_t end = 0;
    uint32_t from = i + piece_tight(p, i, '-');
    const struct piece *unit = piece_at(p, from + 1 + piece_tight(p, from + 1, '-'));
    bool single = unit->word == WORD_UNIT && !(unit->value & PIECE_PLURAL);
    if ((piece_among(p, from, "per each every") || piece_word_is(p, from, WORD_ARTICLE)) && single) {
        out->rate = AMOUNT_PER;
        out->rate_length = 1;
        out->rate_unit = (enum when_unit)unit->value;
        end = from + 2 + piece_tight(p, from + 1, '-');
        if (piece_word_is(p, from, WORD_ARTICLE) && piece_among(p, end, "ago later earlier after before from"))
            return out->rate = AMOUNT_NO_RATE, 0;
    } else if (piece_among(p, i, "annually yearly monthly weekly daily")) {
        static const char *const words[] = {"annually", "yearly", "monthly", "weekly", "daily"};
        static const uint8_t units[] = {WHEN_YEARS, WHEN_YEARS, WHEN_MONTHS, WHEN_WEEKS, WHEN_DAYS};
        out->rate = AMOUNT_PER;
        out->rate_length = 1;
        for (size_t k = 0; k < ARRAY_LEN(words); k++)
            if (piece_is(p, i, words[k])) out->rate_unit = (enum when_unit)units[k];
        end = i + 1;
    } else if (piece_is(p, i, "per") && !stops_at(p, i + 1) && piece_at(p, i + 1)->spaced) {
        out->rate = AMOUNT_PER;
        end = i + 2;
    } else if (piece_tight(p, i, '/') && piece_at(p, i + 1)->kind == PIECE_WORD && !piece_at(p, i + 1)->spaced) {
        const struct piece *of = piece_at(p, i + 1); /* "$0.03/kWh", "50 km/h", "$10/month" */
        out->rate = AMOUNT_PER;
        if (of->word == WORD_UNIT && !(of->value & PIECE_PLURAL)) {
            out->rate_length = 1;
            out->rate_unit = (enum when_unit)of->value;
        }
        end = i + 2;
    } else if (piece_is(p, i, "over")) {
        end = rate_over(p, i, out);
    }
    if (end) out->rate_at = (span){piece_at(p, i)->at.begin, piece_at(p, end - 1)->at.end};
    if (end) out->rate_at.begin = piece_at(p, from)->at.begin;
    return end;
}

/* ---- what stands before ---- */

/* The longest phrase first: "no more than" is the contrary of "more than". */
uint32_t amount_read_about(const struct pieces *p, uint32_t i, enum amount_about *about)
{
    static const struct {
        const char *words;
        uint8_t n, about;
    } phrases[] = {{"no less than", 3, AMOUNT_AT_LEAST},
                   {"no fewer than", 3, AMOUNT_AT_LEAST},
                   {"not less than", 3, AMOUNT_AT_LEAST},
                   {"no more than", 3, AMOUNT_AT_MOST},
                   {"not more than", 3, AMOUNT_AT_MOST},
                   {"as much as", 3, AMOUNT_AT_MOST},
                   {"as many as", 3, AMOUNT_AT_MOST},
                   {"more than", 2, AMOUNT_MORE_THAN},
                   {"greater than", 2, AMOUNT_MORE_THAN},
                   {"less than", 2, AMOUNT_LESS_THAN},
                   {"fewer than", 2, AMOUNT_LESS_THAN},
                   {"at least", 2, AMOUNT_AT_LEAST},
                   {"at most", 2, AMOUNT_AT_MOST},
                   {"up to", 2, AMOUNT_AT_MOST},
                   {"close to", 2, AMOUNT_NEARLY},
                   {"an estimated", 2, AMOUNT_ABOUT},
                   {"about", 1, AMOUNT_ABOUT},
                   {"around", 1, AMOUNT_ABOUT},
                   {"roughly", 1, AMOUNT_ABOUT},
                   {"approximately", 1, AMOUNT_ABOUT},
                   {"some", 1, AMOUNT_ABOUT},
                   {"nearly", 1, AMOUNT_NEARLY},
                   {"almost", 1, AMOUNT_NEARLY},
                   {"over", 1, AMOUNT_MORE_THAN},
                   {"above", 1, AMOUNT_MORE_THAN},
                   {"exceeding", 1, AMOUNT_MORE_THAN},
                   {"under", 1, AMOUNT_LESS_THAN},
                   {"below", 1, AMOUNT_LESS_THAN}};
    for (size_t k = 0; k < ARRAY_LEN(phrases); k++) {
        uint32_t n = phrases[k].n;
        if (i < n || !piece_phrase(p, i - n, phrases[k].words)) continue;
        *about = (enum amount_about)phrases[k].about;
        return i - n;
    }
    if (i && piece_mark(p, i - 1, '~')) return *about = AMOUNT_ABOUT, i - 1;
    return i;
}

/* ---- numbers that count nothing ---- */

/* What stands before a number can make it a label ("Article 5", "No. 5"), a piece of something written with marks ("F-16", "1.2.3",
** "10:15") or of a name ("iPhone 11"). */
bool amount_stands(const struct pieces *p, uint32_t i)
{
    static const char labels[] =
        "article section resolution chapter no number nos page pages phase figure table vol volume part group round "
        "level tier type category room flight route highway rule clause paragraph annex item line track channel "
        "grade class series version title lot box unit apollo boeing airbus windows gate pier act aged age top "
        "covid p pp art sec para ch fig stage step district ward zone";
    const struct piece *x = piece_at(p, i);
    const struct piece *before = piece_at(p, i - 1);
    if (x->kind == PIECE_NUMBER && !x->spaced && before->kind == PIECE_WORD) return false;
    if (!x->spaced && before->kind == PIECE_NUMBER) return false;
    if (!x->spaced && before->kind == PIECE_MARK) {
        if (before->value < 0x80 && !strchr("('\"[~+-", before->value)) return false;
        if (before->value == '-' && i >= 2 && !before->spaced && piece_at(p, i - 2)->kind != PIECE_MARK) return false;
    }
    if (piece_among(p, i - 1, labels)) return false;
    bool no_dot = piece_tight(p, i - 1, '.') && piece_among(p, i - 2, "no nos art sec para p pp vol ch fig");
    /* "iPhone 11 users", "USB 3.2 ports": a number behind a word with a capital is a part of its name, unless it has separators. */
    bool name = false;
    str s = piece_str(p, before);
    for (size_t k = 0; k < s.n && k < 16; k++) name = name || ascii_upper((unsigned char)s.p[k]);
    name = name && x->kind == PIECE_NUMBER && before->kind == PIECE_WORD && !before->opens && before->word == WORD_OTHER;
    return !no_dot && !(name && !memchr(p->text.p + x->at.begin, ',', span_len(x->at)) && x->value < 10000);
}
