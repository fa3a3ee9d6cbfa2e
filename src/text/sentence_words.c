/* The words that the splitter knows: English of officials and news, with the Danish and Latin abbreviations
** that are met beside it. ASCII only: words of other scripts are in no list, and the rules of sentence.c do
** without. Lists are data: a word is added when a text shows that a sentence was cut or run together at it,
** with a case in test/unit/sentence_test.c, and the floors of test/eval (treebanks) must hold. Words of both
** sorts ("No" as an answer and as a number) get the class that asks for what follows. */
#include "text/sentence.h"

/* Bytes of the longest word that is looked up; a longer one is in no list. It bounds the buffers below and the
** time of each question. */
#define WORD_MAX 16

struct known {
    const char *word; /* one that begins with a capital letter is met only so */
    enum abbreviation what;
};

/* Sorted by bytes without regard to case, for a search by halves. A test holds the order. The periods inside
** are written, the last one is not.
** By class:
**
**     NEVER    titles before names, and short words that lead on: "Dr", "Gen", "e.g", "vs", "bl.a"
**     NUMBER   what is numbered: "No", "Art", "para", "Fig", "Vol"; "etc" is here because a list may go on with one
**     OPEN     ends of names, states, months, days, measures: "Inc", "Calif", "Jan", "Mon", "hrs"
**     TIME     "a.m", "p.m" */
static const struct known abbreviations[] = {
    {"a.m", ABBR_TIME},      {"Adm", ABBR_NEVER},      {"Admin", ABBR_OPEN},   {"afd", ABBR_NEVER},      {"aka", ABBR_NEVER},
    {"al", ABBR_OPEN},       {"Ala", ABBR_OPEN},       {"Amb", ABBR_NEVER},    {"Amdt", ABBR_NUMBER},    {"approx", ABBR_NEVER},
    {"Apr", ABBR_OPEN},      {"Apt", ABBR_NUMBER},     {"Ariz", ABBR_OPEN},    {"Ark", ABBR_OPEN},       {"Art", ABBR_NUMBER},
    {"Arts", ABBR_NUMBER},   {"Assn", ABBR_OPEN},      {"Assoc", ABBR_NEVER},  {"Assocs", ABBR_OPEN},    {"Asst", ABBR_NEVER},
    {"Attn", ABBR_NEVER},    {"Atty", ABBR_NEVER},     {"Aug", ABBR_OPEN},     {"Ave", ABBR_OPEN},       {"bl.a", ABBR_NEVER},
    {"Bldg", ABBR_OPEN},     {"Blvd", ABBR_OPEN},      {"Bn", ABBR_OPEN},      {"Brig", ABBR_NEVER},     {"Bros", ABBR_OPEN},
    {"bzw", ABBR_NEVER},     {"c", ABBR_NEVER},        {"ca", ABBR_NEVER},     {"Calif", ABBR_OPEN},     {"Capt", ABBR_NEVER},
    {"Cdr", ABBR_NEVER},     {"cf", ABBR_NEVER},       {"Ch", ABBR_NUMBER},    {"chap", ABBR_NUMBER},    {"cl", ABBR_NUMBER},
    {"Cmdr", ABBR_NEVER},    {"Co", ABBR_OPEN},        {"Col", ABBR_NEVER},    {"Colo", ABBR_OPEN},      {"Cols", ABBR_NEVER},
    {"Cong", ABBR_NEVER},    {"Conn", ABBR_OPEN},      {"Corp", ABBR_OPEN},    {"Cos", ABBR_OPEN},       {"Cpl", ABBR_NEVER},
    {"Cpt", ABBR_NEVER},     {"d", ABBR_NUMBER},       {"d.h", ABBR_NEVER},    {"Dec", ABBR_OPEN},       {"Del", ABBR_OPEN},
    {"Dep", ABBR_NEVER},     {"dept", ABBR_OPEN},      {"Det", ABBR_NEVER},    {"div", ABBR_OPEN},       {"Dr", ABBR_NEVER},
    {"Drs", ABBR_NEVER},     {"dvs", ABBR_NEVER},      {"e.g", ABBR_NEVER},    {"eds", ABBR_OPEN},       {"eg", ABBR_NEVER},
    {"ekskl", ABBR_NEVER},   {"Ens", ABBR_NEVER},      {"Eq", ABBR_NUMBER},    {"esp", ABBR_NEVER},      {"Esq", ABBR_OPEN},
    {"est", ABBR_OPEN},      {"etc", ABBR_NUMBER},     {"evt", ABBR_NEVER},    {"excl", ABBR_NEVER},     {"Exec", ABBR_NEVER},
    {"ext", ABBR_NUMBER},    {"f.eks", ABBR_NEVER},    {"Feb", ABBR_OPEN},     {"Fig", ABBR_NUMBER},     {"Figs", ABBR_NUMBER},
    {"Fla", ABBR_OPEN},      {"forb", ABBR_NEVER},     {"Fr", ABBR_NEVER},     {"Fri", ABBR_OPEN},       {"Ft", ABBR_NEVER},
    {"Ga", ABBR_OPEN},       {"Gen", ABBR_NEVER},      {"Gens", ABBR_NEVER},   {"Gov", ABBR_NEVER},      {"Govt", ABBR_OPEN},
    {"hhv", ABBR_NEVER},     {"Hon", ABBR_NEVER},      {"hr", ABBR_OPEN},      {"hrs", ABBR_OPEN},       {"Hwy", ABBR_OPEN},
    {"i.a", ABBR_NEVER},     {"i.e", ABBR_NEVER},      {"ibid", ABBR_OPEN},    {"ie", ABBR_NEVER},       {"Ill", ABBR_OPEN},
    {"Inc", ABBR_OPEN},      {"incl", ABBR_NEVER},     {"Ind", ABBR_OPEN},     {"Inf", ABBR_NEVER},      {"inkl", ABBR_NEVER},
    {"Insp", ABBR_NEVER},    {"Intl", ABBR_OPEN},      {"Jan", ABBR_OPEN},     {"jf", ABBR_NEVER},       {"Jr", ABBR_OPEN},
    {"Jul", ABBR_OPEN},      {"Jun", ABBR_OPEN},       {"jvf", ABBR_NEVER},    {"Kan", ABBR_OPEN},       {"kap", ABBR_NUMBER},
    {"kl", ABBR_NEVER},      {"Ky", ABBR_OPEN},        {"La", ABBR_OPEN},      {"LLC", ABBR_OPEN},       {"Lt", ABBR_NEVER},
    {"Lt.-Gen", ABBR_NEVER}, {"Ltd", ABBR_OPEN},       {"M.D", ABBR_OPEN},     {"m.m", ABBR_OPEN},       {"m.v", ABBR_OPEN},
    {"Maj", ABBR_NEVER},     {"Maj.-Gen", ABBR_NEVER}, {"Mar", ABBR_OPEN},     {"Mass", ABBR_OPEN},      {"Md", ABBR_OPEN},
    {"mdr", ABBR_OPEN},      {"Messrs", ABBR_NEVER},   {"mia", ABBR_OPEN},     {"Mich", ABBR_OPEN},      {"Min", ABBR_NEVER},
    {"Minn", ABBR_OPEN},     {"mio", ABBR_OPEN},       {"Miss", ABBR_OPEN},    {"Mlle", ABBR_NEVER},     {"Mme", ABBR_NEVER},
    {"Mo", ABBR_OPEN},       {"Mon", ABBR_OPEN},       {"Mont", ABBR_OPEN},    {"Mr", ABBR_NEVER},       {"mrd", ABBR_OPEN},
    {"Mrs", ABBR_NEVER},     {"Ms", ABBR_NEVER},       {"Msgr", ABBR_NEVER},   {"Mt", ABBR_NEVER},       {"Mts", ABBR_OPEN},
    {"Natl", ABBR_OPEN},     {"Neb", ABBR_OPEN},       {"Nev", ABBR_OPEN},     {"No", ABBR_NUMBER},      {"Nos", ABBR_NUMBER},
    {"Nov", ABBR_OPEN},      {"nr", ABBR_NEVER},       {"Oct", ABBR_OPEN},     {"Okla", ABBR_OPEN},      {"Ore", ABBR_OPEN},
    {"osv", ABBR_OPEN},      {"p", ABBR_NUMBER},       {"p.m", ABBR_TIME},     {"P.P.S", ABBR_NEVER},    {"P.S", ABBR_NEVER},
    {"Pa", ABBR_OPEN},       {"para", ABBR_NUMBER},    {"paras", ABBR_NUMBER}, {"pct", ABBR_OPEN},       {"Penn", ABBR_OPEN},
    {"pga", ABBR_NEVER},     {"Ph", ABBR_NEVER},       {"Ph.D", ABBR_OPEN},    {"pkt", ABBR_NUMBER},     {"PLC", ABBR_OPEN},
    {"pp", ABBR_NUMBER},     {"Pres", ABBR_NEVER},     {"Prof", ABBR_NEVER},   {"Profs", ABBR_NEVER},    {"ps", ABBR_NEVER},
    {"Pvt", ABBR_NEVER},     {"Rd", ABBR_OPEN},        {"Regt", ABBR_OPEN},    {"Rep", ABBR_NEVER},      {"Reps", ABBR_NEVER},
    {"Res", ABBR_NUMBER},    {"resp", ABBR_NEVER},     {"ret", ABBR_OPEN},     {"Rev", ABBR_NEVER},      {"Rm", ABBR_NUMBER},
    {"s.k", ABBR_NEVER},     {"Sat", ABBR_OPEN},       {"Sec", ABBR_OPEN},     {"Secs", ABBR_OPEN},      {"Sen", ABBR_NEVER},
    {"Sens", ABBR_NEVER},    {"Sep", ABBR_OPEN},       {"Sept", ABBR_OPEN},    {"Sgt", ABBR_NEVER},      {"Spc", ABBR_NEVER},
    {"Sq", ABBR_OPEN},       {"Sr", ABBR_OPEN},        {"St", ABBR_OPEN},      {"Ste", ABBR_NEVER},      {"stk", ABBR_OPEN},
    {"Sun", ABBR_OPEN},      {"Supt", ABBR_NEVER},     {"Tel", ABBR_NEVER},    {"Tenn", ABBR_OPEN},      {"Tex", ABBR_OPEN},
    {"Thu", ABBR_OPEN},      {"Thur", ABBR_OPEN},      {"Thurs", ABBR_OPEN},   {"tidl", ABBR_NEVER},     {"tlf", ABBR_NEVER},
    {"Tue", ABBR_OPEN},      {"Tues", ABBR_OPEN},      {"udg", ABBR_NEVER},    {"Undersec", ABBR_NEVER}, {"Univ", ABBR_OPEN},
    {"v", ABBR_NEVER},       {"Va", ABBR_OPEN},        {"vedr", ABBR_NEVER},   {"Ver", ABBR_NUMBER},     {"vgl", ABBR_NEVER},
    {"viz", ABBR_NEVER},     {"Vol", ABBR_NUMBER},     {"Vols", ABBR_NUMBER},  {"vs", ABBR_NEVER},       {"Vt", ABBR_OPEN},
    {"Wash", ABBR_OPEN},     {"Wed", ABBR_OPEN},       {"Wis", ABBR_OPEN},     {"Wyo", ABBR_OPEN},       {"z.b", ABBR_NEVER},
};

/* By first letter. Words that open sentences far more often than they stand capitalised inside one; they
** decide where an abbreviation may end a sentence ("the U.S. The allies"). Nouns are none of them: "the U.S.
** Army" goes on. */
static const char *const openers[26] = {
    ['a' - 'a'] = " a about above according accordingly across additionally after again against all along also although "
                  "amid among an analysts and another any are around as asked at ",
    ['b' - 'a'] = " based because before being below between beyond both but by ",
    ['c' - 'a'] = " can consequently could critics currently ",
    ['d' - 'a'] = " de den der despite det did do does during ",
    ['e' - 'a'] = " each earlier either en et even eventually every except experts ",
    ['f' - 'a'] = " finally first five following for four from further furthermore ",
    ['g' - 'a'] = " given ",
    ['h' - 'a'] = " had han has have having he hence her here him his how however hun ",
    ['i' - 'a'] = " i if importantly in indeed instead is it its ",
    ['j' - 'a'] = " jeg just ",
    ['l' - 'a'] = " last later let like likewise ",
    ['m' - 'a'] = " many may me meanwhile men might more moreover most must my ",
    ['n' - 'a'] = " neither nevertheless next no nonetheless nor not notably now ",
    ['o' - 'a'] = " of officials og on once one only or other otherwise our out over overall ",
    ['p' - 'a'] = " perhaps please previously ",
    ['r' - 'a'] = " rather recently regarding ",
    ['s' - 'a'] = " second several she should similarly since six so some speaking specifically still subsequently such ",
    ['t' - 'a'] = " than that the their them then there therefore these they third this those though three through "
                  "throughout thus to today together tomorrow too toward towards two ",
    ['u' - 'a'] = " under unfortunately unlike until up upon us ",
    ['v' - 'a'] = " vi ",
    ['w' - 'a'] = " was we well were what whatever when whenever where whereas wherever whether which while who why will "
                  "with within without would ",
    ['y' - 'a'] = " yes yesterday yet you your ",
};

/* What is numbered in official texts. Behind one of these a number is a heading's, not the end of a sentence. */
static const char sections[] =
    " annex appendix art article articles arts ch chap chapter clause exhibit fig figs figure item note para "
    "paragraph paras part phase question regulation rule schedule sec secs section sections step table title ";

/* How a quotation is handed to its speaker. Both times and the forms of "say" that news writes; a verb that is
** missing only splits a quotation from its speaker. */
static const char verbs[] =
    " added adds answered answers argued argues ask asked asks continued continues cried declared declares demanded "
    "exclaimed explained explains insisted insists noted notes observed read reads recalled remarked replied replies "
    "responded said say says shouted stated states tells thought told warned warns whispered wondered writes wrote ";

static const char pronouns[] = " i he she we they you ";

/* Days, months, time zones and the places they are named by: "at 8 a.m. Seoul time". What may follow "p.m."
** without ending the sentence. */
static const char after_time[] =
    " apr april aug august bst cdt central cest cet cst ct dec december eastern edt est et feb february fri friday "
    "gmt jan january jst jul july jun june korea korean kst local mar march may mdt mon monday mountain mst mt nov "
    "november oct october pacific pdt pst pt sat saturday seoul sep sept september sun sunday thu thur thurs "
    "thursday tue tues tuesday utc washington wed wednesday ";

/* Order of a lower-cased word and an entry. */
static int compare_known(str word, const char *entry)
{
    size_t i = 0;
    for (; i < word.n && entry[i]; i++) {
        int d = (int)ascii_tolower((unsigned char)word.p[i]) - (int)ascii_tolower((unsigned char)entry[i]);
        if (d) return d;
    }
    return i < word.n ? 1 : entry[i] ? -1 : 0;
}

/* list: lower-case words, each between spaces. The word is set between spaces and searched for, which needs no
** table and is quick for lists of this size. */
static bool in_list(const char *list, size_t n_list, str word)
{
    char key[WORD_MAX + 2];
    if (!word.n || word.n > WORD_MAX) return false;
    key[0] = key[word.n + 1] = ' ';
    for (size_t i = 0; i < word.n; i++) key[i + 1] = (char)ascii_tolower((unsigned char)word.p[i]);
    return memmem(list, n_list, key, word.n + 2) != NULL;
}

/* Letters beyond ASCII open none of the lists: the first byte decides which is looked into. */
bool sentence_opener(str word)
{
    unsigned char c = word.n ? ascii_tolower((unsigned char)word.p[0]) : 0;
    const char *list = ascii_lower(c) ? openers[c - 'a'] : NULL;
    return list && in_list(list, strlen(list), word);
}

bool sentence_section_word(str word) { return in_list(sections, sizeof sections - 1, word); }
bool sentence_pronoun(str word) { return in_list(pronouns, sizeof pronouns - 1, word); }
bool sentence_speech_verb(str word) { return in_list(verbs, sizeof verbs - 1, word); }
bool sentence_after_time(str word) { return in_list(after_time, sizeof after_time - 1, word); }

/* "No" is no "no", and the "CA" of an address no "ca". An entry with a capital needs one; one without takes
** any case but all capitals, unless it holds periods ("A.M.").
**
**     entry "No"     No       not no, and NO counts by its first letter
**     entry "ca"     ca, Ca   not CA
**     entry "a.m"    a.m, A.M */
static bool has_case_of(str word, const char *entry)
{
    if (ascii_upper((unsigned char)entry[0])) return ascii_upper((unsigned char)word.p[0]);
    bool capitals = ascii_upper((unsigned char)word.p[0]) && ascii_upper((unsigned char)word.p[word.n - 1]);
    return !capitals || strchr(entry, '.');
}

/* What the table says of the word, O(log n). The table is sorted without regard to case, so that a word is
** found in any; whether its case is that of the entry is asked afterwards. */
static enum abbreviation known_abbreviation(str word)
{
    size_t low = 0;
    size_t high = ARRAY_LEN(abbreviations);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct known *k = &abbreviations[mid];
        int d = compare_known(word, k->word);
        if (!d) return has_case_of(word, k->word) ? k->what : ABBR_NONE;
        if (d < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return ABBR_NONE;
}

/* "U.S", "D.C", "Ph.D", "a.k.a": parts of one or two letters parted by periods. Two parts at least; the last
** period, that of the ending, is not among them. */
static bool is_dotted(str word)
{
    size_t part = 0;
    size_t parts = 1;
    for (size_t i = 0; i < word.n; i++) {
        if (ascii_alpha((unsigned char)word.p[i])) {
            if (++part > 2) return false;
        } else if (word.p[i] == '.' && part) {
            part = 0;
            parts++;
        } else {
            return false;
        }
    }
    return parts > 1 && part;
}

/* "Sgn", "mgmt": two to five letters without a vowel, no acronym and no "Hmm". Such a word is an abbreviation
** that no list holds. */
static bool is_consonants(str word)
{
    bool hums = true;
    if (word.n < 2 || word.n > 5) return false;
    for (size_t i = 0; i < word.n; i++) {
        unsigned char c = ascii_tolower((unsigned char)word.p[i]);
        if (!ascii_lower(c) || strchr("aeiouy", c) || (i && ascii_upper((unsigned char)word.p[i]))) return false;
        hums = hums && (c == 'h' || c == 'm');
    }
    return !hums;
}

/* The lists first, since they know better than the shapes; a single capital is an initial unless a list has
** it. */
enum abbreviation sentence_abbreviation(str word)
{
    if (!word.n || word.n > WORD_MAX) return ABBR_NONE;
    enum abbreviation known = known_abbreviation(word);
    if (known) return known;
    if (word.n == 1 && ascii_upper((unsigned char)word.p[0])) return ABBR_INITIAL;
    return is_dotted(word) || is_consonants(word) ? ABBR_OPEN : ABBR_NONE;
}

/* Numbers of up to three digits between periods, so that years are none; Roman ones up to "xviii" in part. A
** single letter counts, "B"; so does "i" in both readings.
**
**     1  12  2.1  1.2.3  iv  XII  b      numbers of items
**     1234  2026  2.  1..2  ab           none */
bool sentence_enumerator(str word)
{
    bool digits = word.n > 0 && word.n <= 8;
    bool roman = word.n > 0 && word.n <= 5;
    size_t group = 0; /* digits since the start or the last period */
    for (size_t i = 0; i < word.n && (digits || roman); i++) {
        bool point = word.p[i] == '.' && group;
        group = point ? 0 : group + 1;
        digits = digits && (point || ascii_digit((unsigned char)word.p[i])) && group <= 3;
        roman = roman && strchr("ivxIVX", word.p[i]);
    }
    return (digits && group) || roman || (word.n == 1 && ascii_alpha((unsigned char)word.p[0]));
}
