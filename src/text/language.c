/* The language of a text by its letters, and for Latin letters by its commonest words. It names one only on
** evidence: a title of three words has none. Common words are the classic way to tell written languages from
** few lines; no model is needed, and what the answer rests on can be read off the lists. To add a language: a
** line in tongues (its commonest words, those first that its neighbours have not), and a test with two lines
** of real text. At most 32 tongues (bits of common.tongues). */
#include "text/found.h"

#include <assert.h>

/* A page of text settles it; fewer letters or common words than these say nothing, and "" is the honest
** answer. */
#define SAMPLE_BYTES 2000
#define MIN_LETTERS 20
#define MIN_WORDS 6 /* hits of common words */

/* Words are folded to small letters, as the counting does. */
struct tongue {
    const char *code;
    const char *words; /* parted and framed by spaces */
};

/* Latin script: words that are frequent in one and rare in its neighbours. A word may stand in several lists
** ("det" in three): it then counts for each, and the others decide. Danish and Norwegian differ by few words,
** which are therefore named. */
static const struct tongue tongues[] = {
    {"en", " the of and to in that is for with was on as are by this from be at which has have it will not "},
    {"de", " der die das und ist nicht mit den von zu ein eine auf für dem im des sich auch wird als bei aus nach werden "},
    {"fr", " le la les des et une du est dans pour que qui sur pas avec au ce par plus sont aux cette ont être été "},
    {"es", " el la los las y que una del por con para se es como más su pero este sus entre también ha fue "},
    {"pt", " o os as que do da em um uma para com não por mais dos das ao foi são também pelo pela ser está "},
    {"it", " il di che è la per un una del della con non sono le si da più anche dei nel gli alla come ha "},
    {"nl", " de het een van en is dat op te zijn voor met niet aan er ook als bij door naar heeft maar worden "},
    {"da", " og at det er en til af på med for den som ikke har de et blev efter fra ved kan også bliver siger "},
    {"no", " og det er på til som av med for ikke har en et de at å ble etter fra ved kan også sier skal blir mot "},
    {"sv", " och att det är på som en av för med den till inte har ett var om efter från vid kan också säger "},
    {"fi", " ja on ei se että oli hän mutta kun ovat myös sen joka tai kuin ole ovat mukaan "},
    {"pl", " w i na z się do nie że jest to od przez dla po jak oraz ale był są które "},
    {"cs", " a v se na je že s z do o to i ve pro jsou by byl jako ale od při které "},
    {"tr", " ve bir bu için ile de da olarak olan daha çok en gibi kadar sonra ancak "},
    {"vi", " và của là có cho được trong các với không một những người đã này "},
    {"id", " yang dan di untuk dengan dari ini itu pada dalam tidak akan ke oleh "},
};

/* Scripts that are told apart; HANGUL to DEVANAGARI each stand for one language here, HAN and KANA for two
** together, CYRILLIC for two.
** Example: 60 letters of Han and 10 of kana are Japanese; 70 of Han alone are Chinese; 15 of both together say nothing. */
enum script { LATIN, HANGUL, KANA, HAN, CYRILLIC, ARABIC, GREEK, HEBREW, THAI, DEVANAGARI, SCRIPT_COUNT };

/* What was counted: letters by script, and hits [tongue] of common words. */
struct sample {
    uint32_t letters[SCRIPT_COUNT];
    uint32_t ukrainian; /* letters that Russian has not */
    uint32_t hits[ARRAY_LEN(tongues)];
};

/* The script of a letter, -1 for what is none or of a script not told apart. By Unicode's blocks. Two-byte
** Latin from U+00C0 to U+024F includes the signs for times and division, which is harmless in a count. */
static int script_of(int32_t cp)
{
    if (cp < 0x80) return ascii_alpha((unsigned char)cp) ? LATIN : -1;
    if (cp >= 0xC0 && cp <= 0x24F) return LATIN;
    if (cp >= 0x1E00 && cp <= 0x1EFF) return LATIN;
    if (cp >= 0x370 && cp <= 0x3FF) return GREEK;
    if (cp >= 0x400 && cp <= 0x52F) return CYRILLIC;
    if (cp >= 0x590 && cp <= 0x5FF) return HEBREW;
    if (cp >= 0x600 && cp <= 0x77F) return ARABIC;
    if (cp >= 0x900 && cp <= 0x97F) return DEVANAGARI;
    if (cp >= 0xE00 && cp <= 0xE7F) return THAI;
    if (cp >= 0x3041 && cp <= 0x30FF) return KANA;
    if (cp >= 0x3400 && cp <= 0x9FFF) return HAN;
    return cp >= 0xAC00 && cp <= 0xD7A3 ? HANGUL : -1;
}

/* All lists as one table from word to the tongues that have it, so that a word of the text costs one look-up
** and not one for each tongue. */
#define COMMON_CAP 1024 /* more than twice the words of all lists */
struct common {
    uint64_t key[COMMON_CAP];
    uint32_t tongues[COMMON_CAP]; /* a bit each; 0 = free */
};

/* The bytes of a word of the lists as one number, which tells them apart: none is longer than COMMON_WORD_MAX. */
#define COMMON_WORD_MAX 8
static uint64_t common_key(str word)
{
    uint64_t key = 0;
    for (size_t i = 0; i < word.n; i++) key = key << 8 | (unsigned char)word.p[i];
    return key;
}

/* Where key stands or could stand. Ends because half of the slots are free. The multiplier spreads neighbouring numbers (Knuth,
** The Art of Computer Programming 3, 6.4: the golden ratio). */
static uint32_t common_slot(const struct common *c, uint64_t key)
{
    uint32_t i = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 54) & (COMMON_CAP - 1);
    while (c->tongues[i] && c->key[i] != key) i = (i + 1) & (COMMON_CAP - 1);
    return i;
}

/* Made anew for each document, in two microseconds: less than a table made by hand would cost to keep right. */
static void common_make(struct common *c)
{
    memset(c->tongues, 0, sizeof c->tongues);
    for (size_t k = 0; k < ARRAY_LEN(tongues); k++) {
        uint64_t key = 0;
        for (const char *p = tongues[k].words + 1; *p; p++) {
            if (*p != ' ') {
                assert(key >> (8 * (COMMON_WORD_MAX - 1)) == 0);
                key = key << 8 | (unsigned char)*p;
                continue;
            }
            uint32_t i = common_slot(c, key);
            c->key[i] = key;
            c->tongues[i] |= (uint32_t)1 << k;
            key = 0;
        }
    }
}

/* One word in small letters against every list. */
static void count_word(struct sample *s, const struct common *c, str word)
{
    uint32_t bits = c->tongues[common_slot(c, common_key(word))];
    for (; bits; bits &= bits - 1) s->hits[__builtin_ctz(bits)]++;
}

/* Letters by script, and each Latin word that is short enough for them against the lists. Linear. */
static void count_block(struct sample *s, const struct common *c, str text)
{
    char word[COMMON_WORD_MAX];
    size_t n = 0;
    for (size_t i = 0, size; i <= text.n; i += size) {
        size = 1;
        if (i < text.n && ascii_alpha((unsigned char)text.p[i])) {
            s->letters[LATIN]++;
            if (n < sizeof word) word[n] = (char)ascii_tolower((unsigned char)text.p[i]);
            n++;
            continue;
        }
        int32_t cp = i < text.n ? utf8_decode(text, i, &size) : ' ';
        int script = script_of(cp);
        if (script >= 0) s->letters[script]++;
        s->ukrainian += cp == 0x456 || cp == 0x457 || cp == 0x454 || cp == 0x491;
        if (script == LATIN) {
            char out[4];
            size_t k = utf8_encode(out, utf8_lower(cp));
            /* A longer word is counted on but not kept: it is in no list. */
            if (n + k <= sizeof word) memcpy(word + n, out, k);
            n += k;
            continue;
        }
        if (n && n <= sizeof word) count_word(s, c, (str){word, n});
        n = 0;
    }
}

/* The tongue with most hits, when there are enough and no other has as many: related tongues share words. A
** tie is no answer. Time: tongues twice.
** Example: "De fire landene møttes og ble enige om det" has de, og and det in Danish and the same with ble in
** Norwegian: one word decides. */
static const char *latin_language(const struct sample *s)
{
    size_t best = 0;
    uint32_t second = 0;
    for (size_t k = 1; k < ARRAY_LEN(tongues); k++)
        if (s->hits[k] > s->hits[best]) best = k;
    for (size_t k = 0; k < ARRAY_LEN(tongues); k++)
        if (k != best && s->hits[k] > second) second = s->hits[k];
    return s->hits[best] >= MIN_WORDS && s->hits[best] > second ? tongues[best].code : "";
}

/* Only main blocks are asked, up to SAMPLE_BYTES: menus and notices are often in another language. A block
** longer than the sample is cut to half of it, so that one long block does not decide alone. Kana makes
** Japanese from a tenth of the Han signs on, since Chinese quotes kana hardly ever and Japanese text has far
** more. Letters that Russian has not make Ukrainian from one in fifty on. */
const char *language_of(const struct draft *d)
{
    static const char *const by_script[SCRIPT_COUNT] = {
        [HANGUL] = "ko", [KANA] = "ja",   [HAN] = "zh",  [CYRILLIC] = "ru",  [ARABIC] = "ar",
        [GREEK] = "el",  [HEBREW] = "he", [THAI] = "th", [DEVANAGARI] = "hi"};
    struct sample s = {0};
    struct common c;
    uint32_t seen = 0;
    common_make(&c);
    for (uint32_t i = 0; i < d->n_block && seen < SAMPLE_BYTES; i++) {
        if (!text_kind_is_main((enum text_kind)d->block[i].kind)) continue;
        str t = draft_str(d, &d->block[i]);
        if (t.n > SAMPLE_BYTES) t.n = utf8_fit(t, SAMPLE_BYTES / 2);
        count_block(&s, &c, t);
        seen += (uint32_t)t.n;
    }
    int best = LATIN;
    for (int k = 0; k < SCRIPT_COUNT; k++)
        if (s.letters[k] > s.letters[best]) best = k;
    /* Japanese writes both, so that each alone may be too few. */
    uint32_t n = best == HAN || best == KANA ? s.letters[HAN] + s.letters[KANA] : s.letters[best];
    if (n < MIN_LETTERS) return "";
    if (best == LATIN) return latin_language(&s);
    if (best == HAN && s.letters[KANA] * 10 > s.letters[HAN]) return "ja";
    if (best == CYRILLIC && s.ukrainian * 50 > s.letters[CYRILLIC]) return "uk";
    return by_script[best];
}
