/* Units of amounts: per cent, points and the currencies that news and statements name, by sign, by code and by name. */
#include "language/amount_read.h"

/* Three letters and the end. */
static void set_code(char code[4], const char *iso) { memcpy(code, iso, 4); }

/* ---- before the number ---- */

/* ISO 4217 codes that are written as they are. RMB is usage, not the standard's.
** Capitals only: "try" and "all" in small letters are words. */
static bool code_at(const struct pieces *p, uint32_t i, char code[4])
{
    static const char codes[][4] = {"USD", "EUR", "GBP", "JPY", "KRW", "CNY", "CAD", "AUD", "NZD", "CHF", "SEK",
                                    "NOK", "DKK", "INR", "RUB", "BRL", "MXN", "ZAR", "SGD", "HKD", "TWD", "THB",
                                    "IDR", "MYR", "PHP", "VND", "TRY", "ILS", "SAR", "AED", "PLN", "CZK", "HUF",
                                    "UAH", "KPW", "KWD", "QAR", "EGP", "PKR", "MNT", "KZT"};
    const struct piece *x = piece_at(p, i);
    if (x->kind != PIECE_WORD || span_len(x->at) != 3) return false;
    str s = piece_str(p, x);
    if (str_eq(s, STR("RMB"))) return set_code(code, "CNY"), true;
    for (size_t k = 0; k < ARRAY_LEN(codes); k++)
        if (memcmp(s.p, codes[k], 3) == 0) return set_code(code, codes[k]), true;
    return false;
}

/* Signs of one currency, and of several where the first is the usual one.
** The probability is that of the usual one: the yen's sign is written for the yuan too. */
static bool sign_at(const struct pieces *p, uint32_t i, char code[4], float *prob)
{
    static const struct {
        int32_t sign;
        char code[4];
        float prob;
    } signs[] = {{'$', "USD", 0.9F},     {0x20AC, "EUR", 0.95F}, {0xA3, "GBP", 0.9F},   {0xA5, "JPY", 0.7F},
                 {0x20A9, "KRW", 0.9F},  {0xFFE6, "KRW", 0.9F},  {0xFFE5, "JPY", 0.7F}, {0x20BD, "RUB", 0.95F},
                 {0x20B9, "INR", 0.95F}, {0x20AB, "VND", 0.95F}, {0x20B1, "PHP", 0.9F}, {0x20AA, "ILS", 0.95F},
                 {0x20BA, "TRY", 0.95F}, {0x20B4, "UAH", 0.95F}, {0xE3F, "THB", 0.9F}};
    const struct piece *x = piece_at(p, i);
    for (size_t k = 0; x->kind == PIECE_MARK && k < ARRAY_LEN(signs); k++)
        if (x->value == signs[k].sign) {
            set_code(code, signs[k].code);
            *prob = signs[k].prob;
            return true;
        }
    return false;
}

/* Letters set before a dollar sign.
** Exact in its capitals, since "a $5 note" has an article. */
static bool dollar_of(const struct pieces *p, uint32_t i, char code[4])
{
    static const struct {
        const char *letters;
        char code[4];
    } of[] = {{"US", "USD"}, {"A", "AUD"},  {"AU", "AUD"}, {"C", "CAD"},  {"CA", "CAD"}, {"HK", "HKD"},
              {"S", "SGD"},  {"SG", "SGD"}, {"NT", "TWD"}, {"NZ", "NZD"}, {"R", "BRL"}};
    const struct piece *x = piece_at(p, i);
    for (size_t k = 0; x->kind == PIECE_WORD && k < ARRAY_LEN(of); k++)
        if (str_eq(piece_str(p, x), str_of(of[k].letters))) return set_code(code, of[k].code), true;
    return false;
}

/* A code is taken before figures only, so that a word in capitals is none; "CAD" before a name is a trade.
** "U.S.$" comes in five pieces, full stops set tight. */
uint32_t amount_read_sign(const struct pieces *p, uint32_t i, char code[4], float *prob)
{
    *prob = 0.95F;
    if (sign_at(p, i, code, prob)) return i + 1;
    if (dollar_of(p, i, code) && piece_tight(p, i + 1, '$')) return i + 2;
    if (piece_phrase(p, i, "U") && piece_tight(p, i + 1, '.') && piece_is(p, i + 2, "S") && piece_tight(p, i + 3, '.') &&
        piece_tight(p, i + 4, '$'))
        return set_code(code, "USD"), i + 5;
    if (code_at(p, i, code) && piece_at(p, i + 1)->kind == PIECE_NUMBER) return i + 1;
    return 0;
}

/* ---- behind the number ---- */

struct currency_name {
    const char *words; /* singular and plural */
    char code[4];
    float prob;
};

/* Names of one currency, or of several where one is meant unless a country is named. Pesos, crowns, francs and liras are left
** out: of them the text alone does not say whose. */
static const struct currency_name *name_at(const struct pieces *p, uint32_t i)
{
    static const struct currency_name names[] = {{"dollar dollars", "USD", 0.9F},
                                                 {"won", "KRW", 0.95F},
                                                 {"euro euros", "EUR", 0.95F},
                                                 {"yen", "JPY", 0.95F},
                                                 {"yuan renminbi", "CNY", 0.95F},
                                                 {"pound pounds", "GBP", 0.6F},
                                                 {"ruble rubles rouble roubles", "RUB", 0.95F},
                                                 {"rupee rupees", "INR", 0.7F},
                                                 {"shekel shekels", "ILS", 0.9F},
                                                 {"zloty zlotys", "PLN", 0.95F},
                                                 {"hryvnia hryvnias", "UAH", 0.95F},
                                                 {"baht", "THB", 0.95F},
                                                 {"rupiah", "IDR", 0.95F},
                                                 {"ringgit", "MYR", 0.95F},
                                                 {"dong", "VND", 0.9F}};
    for (size_t k = 0; k < ARRAY_LEN(names); k++)
        if (piece_among(p, i, names[k].words)) return &names[k];
    return NULL;
}

/* "Canadian dollars", "U.S. dollars", "South Korean won": the country's word decides among dollars; the piece of the name.
** At most four pieces, enough for "U.S." and "Hong Kong"; of "New Zealand" the second word decides. code stays as it was
** where no word is known. */
static uint32_t pass_country(const struct pieces *p, uint32_t i, char code[4])
{
    static const struct {
        const char *word;
        char code[4];
    } of[] = {{"Canadian", "CAD"}, {"Australian", "AUD"}, {"Singapore", "SGD"}, {"Singaporean", "SGD"}, {"Kong", "HKD"},
              {"Taiwan", "TWD"},   {"Zealand", "NZD"},    {"US", "USD"},        {"American", "USD"},    {"S", "USD"}};
    uint32_t k = i;
    for (int n = 0; n < 4; n++) {
        const struct piece *x = piece_at(p, k);
        if (!(x->kind == PIECE_WORD && x->capital) && !piece_tight(p, k, '.')) break;
        for (size_t l = 0; l < ARRAY_LEN(of); l++)
            if (piece_is(p, k, of[l].word)) set_code(code, of[l].code);
        k++;
    }
    return k;
}

/* [country] name ["' worth"]  |  code.
** A country changes the code of dollars only; before other names it makes the find surer and is passed over. "dollars'
** worth" belongs to the unit. */
static uint32_t currency(const struct pieces *p, uint32_t i, const struct amount_number *n, struct amount *out)
{
    char of[4] = "";
    uint32_t k = pass_country(p, i, of);
    const struct currency_name *name = name_at(p, k);
    if (!name) {
        if (!code_at(p, i, out->code)) return 0;
        out->prob_right = 0.95F;
        return i + 1;
    }
    /* "won 3-2" and "the five won": the verb follows small numbers. */
    bool small = !n->scaled && !n->comma && n->small < 100;
    if (name->code[0] == 'K' && small && k == i) return 0;
    set_code(out->code, of[0] && name->code[0] == 'U' && name->code[1] == 'S' ? of : name->code);
    out->prob_right = k > i ? 0.95F : name->prob;
    k++;
    k += piece_tight(p, k, '\'') && piece_is(p, k + 1, "worth");
    return k + piece_is(p, k, "worth");
}

/* Set the unit and pass on where it ends.
** Units that are spelled out leave no doubt, hence one probability for all. */
static uint32_t is_unit(struct amount *out, enum amount_unit unit, uint32_t end)
{
    out->unit = unit;
    out->prob_right = 0.95F;
    return end;
}

/* Hyphens join a unit to its number where both stand before a noun ("a 75-basis-point cut").
** "percentage" alone is no unit ("a percentage of"): only points make it one. */
uint32_t amount_read_unit(const struct pieces *p, uint32_t i, const struct amount_number *n, struct amount *out)
{
    bool hung = piece_tight(p, i, '-') && !piece_at(p, i + 1)->spaced;
    uint32_t k = i + hung;
    uint32_t end = piece_mark(p, k, '%') || piece_among(p, k, "percent pct") ? k + 1
                   : piece_phrase(p, k, "per cent")                          ? k + 2
                                                                             : 0;
    bool point = piece_is(p, k, "percentage");
    if (point) end = k + 1;
    if (end) {
        uint32_t at = end + piece_tight(p, end, '-');
        if (piece_among(p, at, "point points")) return is_unit(out, AMOUNT_POINTS, at + 1);
        return point ? 0 : is_unit(out, AMOUNT_PERCENT, end);
    }
    if (piece_is(p, k, "basis")) {
        uint32_t at = k + 1 + piece_tight(p, k + 1, '-');
        if (piece_among(p, at, "point points")) return is_unit(out, AMOUNT_BASIS_POINTS, at + 1);
    }
    end = currency(p, k, n, out);
    if (end) out->unit = AMOUNT_CURRENCY;
    return end;
}
