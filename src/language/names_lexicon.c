/* The words that names are made of and stand beside, and their table.
**
** What belongs here is knowledge of English and of the world at large: words of offices and bodies, given names, countries and
** larger cities, bodies that any paper names without a word of explanation. What belongs to one field (an alliance's councils and
** commands, whoever leads a country this year, how a party calls its opponent) does not: callers bring it as struct
** language_known. A word is put on a list because it was missed on real pages of several fields, not for one text; a missing word
** costs one name, a wrong one costs many, so words that are common in other senses stay out ("chair" of a room is an office only
** where a name is near).
**
** Lists overlap on purpose ("general" is a rank, a modifier and part of "attorney general"): the table keeps a bit for each list,
** and the rules ask for the bits that matter in their place. */
#include "language/names_lexicon.h"

enum { LEX_SLOTS = 8192 }; /* four times the phrases */

struct list {
    uint32_t bits;
    const char *words; /* '|' between */
};

/* The lists are the project's own. Phrases may stand on several. */
static const struct list lists[] = {
    {LEX_OFFICE,
     "ombudsman|president|minister|secretary|secretaries|ministers|undersecretary|under secretary|chancellor|premier|prime "
     "minister|governor|"
     "mayor|ambassador|envoy|representative|spokesman|spokeswoman|spokesperson|spokespersons|director|commander|commandant|"
     "chief|"
     "head|heads|chairman|chairwoman|chairperson|chair|leader|leaders|adviser|advisor|advisers|advisors|counselor|official|"
     "senator|"
     "congressman|congresswoman|lawmaker|lawmakers|speaker|king|queen|prince|princess|emperor|pope|justice|judge|attorney|"
     "attorney general|prosecutor|commissioner|administrator|counterpart|negotiator|negotiators|delegate|coordinator|architect|"
     "analyst|analysts|professor|researcher|fellow|scholar|expert|economist|scientist|historian|author|founder|co-founder|"
     "cofounder|ceo|"
     "cfo|cto|coo|chief executive|chief executive "
     "officer|executive|manager|coach|captain|editor|reporter|correspondent|journalist|"
     "writer|presenter|host|owner|partner|officer|general secretary|secretary general|secretary-general|vice president|deputy|"
     "first lady|supreme leader|"
     "nominee|candidate|councillor|councilman|councilwoman|superintendent|dean|principal|diplomat|strategist|aide|actor|"
     "actress|singer|"
     "lawyer|solicitor|barrister|detective|inspector|constable|consul|minister-counselor|vice-president|vice-chairman|liaison|"
     "director-general|director general|mp|md|teacher|entrepreneur|politician|activist|campaigner|whip|trustee|"
     "physician|doctor|surgeon|engineer|artist|musician|rapper|comedian|photographer|designer|blogger|winger|striker|"
     "midfielder|"
     "defender|goalkeeper|quarterback|forward|guard|boss|receiver|linebacker|skipper"},
    {LEX_TITLE | LEX_MALE, "mr|mr.|sir|lord|father|king|prince|congressman|spokesman|chairman|emperor|pope|brother"},
    {LEX_TITLE | LEX_FEMALE,
     "mrs|mrs.|ms|ms.|miss|dame|lady|madam|queen|princess|congresswoman|spokeswoman|chairwoman|sister|first lady"},
    {LEX_TITLE, "dr|dr.|gen|gen.|general|adm|adm.|admiral|col|col.|colonel|lt|lt.|capt|capt.|maj|maj.|major|sgt|sgt.|sergeant|"
                "lieutenant|brig.|"
                "cmdr.|cpl.|pvt.|vice adm.|rear adm.|lt. gen.|maj. gen.|brig. gen.|lt. "
                "col.|sen|sen.|rep|rep.|reps.|sens.|gov.|gov|prof.|prof|hon.|"
                "rev.|rev|reverend|amb.|ambassador|lieutenant general|major general|brigadier general|vice admiral|rear "
                "admiral|marshal|"
                "field marshal|air marshal|brigadier|commodore|u.s. rep.|u.s. "
                "sen.|pres.|judge|justice|sheikh|imam|bishop|archbishop|cardinal|rt.|rt|hon"},
    {LEX_MODIFIER,
     "former|acting|deputy|vice|assistant|associate|chief|senior|first|second|prime|foreign|interim|outgoing|incoming|"
     "then|late|"
     "principal|permanent|special|national|press|joint|supreme|top|lead|managing|executive|general|ex|ex-|junior|veteran|"
     "visiting|"
     "honorary|presidential|ruling|opposition|main|research|policy|military|armed|naval|state|nuclear|retired|longtime|"
     "adjunct|emeritus|elect|co-chair|political|public|chief executive|staff|current|new|longest-serving|head"},
    {LEX_PORTFOLIO,
     "rights|state|defense|defence|war|treasury|commerce|energy|labor|labour|homeland|security|affairs|external|unification|"
     "veterans|health|human|services|housing|urban|development|education|transportation|transport|agriculture|interior|justice|"
     "finance|trade|industry|resources|staff|staffs|intelligence|navy|army|economy|economic|planning|budget|strategy|"
     "environment|climate|land|infrastructure|culture|sports|tourism|science|technology|smes|startups|gender|equality|food|"
     "rural|oceans|fisheries|employment|home|business|home "
     "affairs|cabinet|chiefs|operations|arms|control|nonproliferation|non-proliferation|proliferation|deterrence|personnel|"
     "readiness|acquisition|sustainment|policy|communications|management|international|safety|personal|information|works|"
     "prevention|protection|customs|revenue|immigration|judiciary|appropriations|oversight|relations"},
    {LEX_ORG | LEX_BODY, "ministry|department|council|group|command|committee|commission|agency|bureau|office|institute|"
                         "university|college|foundation|center|centre|"
                         "association|union|organization|organisation|authority|administration|board|corps|army|navy|air "
                         "force|force|forces|party|parliament|"
                         "congress|senate|assembly|court|bank|company|corporation|embassy|consulate|government|cabinet|"
                         "secretariat|academy|society|federation|"
                         "service|police|coalition|alliance|league|club|church|fund|think "
                         "tank|laboratory|ministries|military|team|task force|directorate"},
    {LEX_ORG, "house|partnership|chiefs of "
              "staff|guard|school|times|post|journal|tribune|herald|gazette|telegraph|guardian|press|news|broadcasting|network|"
              "magazine|inc|inc.|corp|corp.|co.|ltd|ltd.|llc|plc|gmbh|holdings|partners|industries|systems|technologies|"
              "brothers|airlines|airways|motors|hospital|museum|library|theatre|theater|trust|charity|band|studios|records|"
              "entertainment|capital|ventures|labs|consortium|squadron|brigade|division|regiment|fleet|wing|battalion|legion|"
              "republican guard|policy forum|economic "
              "forum|securities|equities|electronics|telecom|insurance|steel|chemicals|pharmaceuticals"},
    {LEX_KNOWN_ORG,
     "nato|asean|major league soccer|major league baseball|morgan stanley|goldman sachs|joint chiefs of "
     "staff|apec|opec|unesco|unicef|iaea|imf|wto|who|cia|fbi|nsa|state department|un|u.n.|united "
     "nations|bbc|cnn|reuters|yonhap|associated "
     "press|ap|afp|bloomberg|facebook|google|microsoft|amazon|twitter|netflix|youtube|instagram|samsung|hyundai|lg|boeing|"
     "lockheed martin|csis|rand|brookings|aukus|quad|g7|g20|senate|congress|state department|federal reserve|supreme court|al "
     "qaeda|hamas|hezbollah|taliban|isis|huawei|tesla|apple|reddit|nike|toyota|sony|intel|ibm|oracle|disney|walmart|voa|"
     "business insider|spacex|uber|nbc|cbs|abc|fox news|nfl|nba|mlb|nhl|fifa|uefa|nasa|epa|fda|doj|gop|general assembly|agence "
     "france - presse|people 's liberation army|islamic state|arab league|african union|world bank"},
    {LEX_CITY,
     "south china sea|east china sea|yellow sea|east sea|west sea|korea|koreas|two koreas|new york|new york city|los "
     "angeles|chicago|san francisco|boston|houston|dallas|seattle|miami|atlanta|philadelphia|denver|detroit|las "
     "vegas|california|texas|florida|virginia|maryland|hawaii|alaska|guam|okinawa|ohio|illinois|michigan|arizona|nevada|oregon|"
     "colorado|new jersey|massachusetts|connecticut|north carolina|south "
     "carolina|minnesota|wisconsin|iowa|indiana|missouri|kansas|oklahoma|louisiana|alabama|mississippi|tennessee|kentucky|"
     "pennsylvania|utah|new mexico|new hampshire|vermont|maine|delaware|nebraska|arkansas|montana|wyoming|west virginia|north "
     "dakota|south dakota|rhode "
     "island|idaho|busan|incheon|gyeongju|pyeongtaek|osan|daegu|daejeon|gwangju|ulsan|panmunjom|kaesong|gyeonggi|jeju|osaka|"
     "kyoto|yokosuka|hiroshima|nagasaki|shanghai|hong "
     "kong|shenzhen|guangzhou|macau|geneva|zurich|munich|frankfurt|hamburg|milan|barcelona|manchester|liverpool|birmingham|"
     "leeds|glasgow|edinburgh|belfast|cardiff|toronto|vancouver|montreal|sydney|melbourne|brisbane|perth|auckland|mumbai|"
     "karachi|istanbul|asia|europe|africa|latin america|middle east|north america|south america|northeast asia|southeast "
     "asia|indo-pacific|asia-pacific|pacific|atlantic|arctic|crimea|donbas|xinjiang|tibet|kashmir|silicon valley|wall "
     "street|hollywood|broadway|yorkshire|kent|essex|sussex|cornwall|devon|surrey|oxford|cambridge|bristol|camp "
     "david|norfolk|suffolk|new england|new orleans|san diego|phoenix|portland|austin|san "
     "antonio|sacramento|brooklyn|manhattan|queens|bronx|heathrow|gaza|west bank|greenland|inner mongolia"},
    {LEX_PLACE,
     "peninsula|sea|river|island|islands|strait|ocean|mountain|mountains|mount|lake|bay|gulf|province|prefecture|county|"
     "district|city|"
     "street|avenue|road|square|park|airport|valley|desert|coast|region|base|air "
     "base|line|zone|canal|bridge|beach|hill|hills|village|"
     "town|borough|station|stadium|arena|hotel|palace|plaza|tower|building|shipyard|port|harbor|harbour|north|south|east|west"},
    {LEX_THING, "strategy|agreement|treaty|act|initiative|declaration|statement|communique|summit|meeting|conference|war|day|"
                "year|award|prize|cup|"
                "league|festival|championship|olympics|bill|law|plan|program|programme|policy|review|report|index|doctrine|"
                "dialogue|talks|exercise|"
                "shield|freedom|week|month|games|forum|convention|amendment|constitution|revolution|movement|series|season|"
                "album|film|show|book|"
                "bowl|open|trophy|road|christmas|easter|thanksgiving|eve|accord|pact|charter|guidelines|regulation|regulations|"
                "sheet|concept|posture|"
                "project|operation"},
    {LEX_NATION, "korean|koreans"}, /* of either: no country */
    {LEX_PARTICLE, "van|von|de|der|den|del|della|di|da|du|la|le|bin|ibn|al|el|dos|das|ter|ten|af|zu|y|mac|o'|abu|ben"},
    {LEX_SUFFIX, "jr|jr.|sr|sr.|ii|iii|iv"},
    {LEX_SPEECH,
     "said|says|told|tells|added|adds|stated|states|stressed|noted|notes|explained|reiterated|argued|argues|claimed|claims|"
     "insisted|"
     "believes|believed|thinks|asked|replied|wrote|writes|tweeted|emphasized|emphasised|admitted|recalled|continued|concluded|"
     "acknowledged|denied|testified|joked|suggested|remarked|commented|urged|vowed|pledged|met|resigned|thanked|declined|"
     "promised|hopes|hoped|feels|felt|echoed|himself|herself|died|married"},
    {LEX_PLAIN,
     "monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|"
     "october|november|december|i|i'm|the|a|an|this|that|these|those|he|she|it|they|we|you|his|her|their|our|my|its|but|and|or|"
     "if|when|while|as|in|on|at|by|for|from|with|to|of|not|no|yes|after|before|since|though|although|because|however|meanwhile|"
     "earlier|later|also|photo|image|video|share|read|more|click|here|related|getty|advertisement|what|who|why|how|where|there|"
     "then|now|so|just|only|both|all|some|many|most|each|every|one|two|three|first|last|next|new|during|under|over|about|"
     "instead|such|another|other|follow|subscribe|sign|copyright|updated|published|am|pm|a.m.|p.m.|est|gmt|email|home|menu|us|"
     "let|please|even|still|yet|according|despite|following|speaking|asked|including|unlike|once|until|well|ok|thanks|dear|god|"
     "internet|covid-19|covid|tv|dvd|cd|usb|faq|pdf|rss|id|gdp|ai|it's|he's|she's|don't|can't|that's|we're|they're|republican|"
     "republicans|democrat|democrats|democratic|conservative|conservatives|labour|liberal|christian|muslim|muslims|jewish|"
     "catholic|english|western|eastern|northern|southern|american-made|black|white|great|good|best|happy|old|young|big|little|"
     "high|low|real|breaking|latest|top|jan|feb|aug|sept|oct|nov|dec|jan.|feb.|aug.|sept.|oct.|nov.|dec."},
    {LEX_RULE, "administration|government|cabinet|presidency|era|regime|campaign|family|family's|foundation|team|camp|white "
               "house|network"},
    {LEX_SURNAME | LEX_GIVEN, "lee|kim"},
    {LEX_GIVEN,
     "james|john|robert|michael|mike|william|bill|david|richard|joseph|joe|thomas|tom|charles|christopher|chris|daniel|dan|"
     "matthew|matt|anthony|tony|mark|donald|steven|stephen|steve|paul|andrew|andy|joshua|josh|kenneth|ken|kevin|brian|george|"
     "timothy|tim|ronald|ron|edward|ed|jason|jeffrey|jeff|ryan|jacob|jake|gary|nicholas|nick|eric|jonathan|larry|justin|scott|"
     "brandon|benjamin|ben|samuel|sam|gregory|greg|alexander|alex|frank|patrick|raymond|jack|dennis|jerry|tyler|aaron|jose|"
     "adam|nathan|henry|douglas|doug|zachary|peter|pete|kyle|noah|ethan|jeremy|walter|christian|keith|roger|terry|austin|sean|"
     "gerald|carl|harold|dylan|arthur|lawrence|jordan|jesse|bryan|billy|bruce|gabriel|logan|alan|albert|willie|juan|wayne|"
     "elijah|randy|roy|vincent|ralph|eugene|russell|bobby|mason|philip|phil|louis|harry|barry|simon|neil|graham|ian|stuart|"
     "martin|nigel|clive|derek|gordon|boris|jeremy|rishi|keir|liam|luke|oliver|mary|patricia|jennifer|linda|elizabeth|barbara|"
     "susan|jessica|sarah|karen|lisa|nancy|betty|sandra|margaret|ashley|kimberly|emily|donna|michelle|carol|amanda|melissa|"
     "deborah|stephanie|rebecca|sharon|laura|cynthia|dorothy|amy|kathleen|angela|shirley|emma|brenda|pamela|nicole|anna|"
     "samantha|katherine|christine|debra|rachel|carolyn|janet|maria|olivia|heather|helen|catherine|diane|julie|victoria|joyce|"
     "lauren|kelly|christina|ruth|joan|virginia|judith|evelyn|hannah|andrea|megan|cheryl|jacqueline|madison|teresa|abigail|"
     "sophia|martha|sara|gloria|janice|kathryn|ann|anne|isabella|judy|charlotte|julia|grace|theresa|alice|jean|denise|marie|"
     "danielle|marilyn|beverly|amber|diana|brittany|natalie|kayla|alexis|claire|fiona|kate|katie|jane|lucy|sophie|chloe|zoe|"
     "holly|tracy|wendy|elbridge|lloyd|antony|jake|hillary|barack|kamala|vladimir|sergei|sergey|dmitry|emmanuel|angela|olaf|"
     "volodymyr|recep|narendra|benjamin|mohammed|muhammad|mohammad|ahmed|ali|hassan|hussein|abdullah|omar|ibrahim|khalid|"
     "shinzo|fumio|yoshihide|shigeru|shinjiro|taro|kenji|hiroshi|takashi|minoru|gen|xi|wang|li|zhang|liu|chen|yang|zhao|carlos|"
     "luis|jorge|pedro|miguel|pablo|diego|javier|fernando|antonio|francisco|manuel|rafael|sergio|marco|giuseppe|matteo|luca|"
     "giovanni|pierre|francois|françois|jacques|michel|nicolas|hans|klaus|jens|lars|erik|karl|kurt|stefan|wolfgang|ivan|igor|"
     "oleg|yuri|mikhail|nikolai|viktor|pavel|jan|piotr|andrzej|elon|jeff|warren|oprah|kanye|taylor|beyonce|rudy|mitch|chuck|"
     "bernie|ted|marco|lindsey|mitt|newt|dick|jim|jimmy|johnny|charlie|danny|eddie|freddie|fred|leo|max|oscar|theo|felix|hugo|"
     "ravi|raj|amit|sanjay|priya|anil|imran|tariq|jonas|cam|jamal|kofi|nelson|desmond|cyril|jacob|xavier|brad|todd|craig|shawn|"
     "derrick|marcus|darren|lee|dean|dale|glenn|joel|curtis|norman|marvin|leon|stanley|leonard|clifford|melvin|edwin|ray|troy|"
     "alvin|vernon|alfred|herbert|eleanor|nina|tina|rosa|carmen|elena|irina|olga|natasha|svetlana|ivanka|melania|jill|nikki|"
     "tulsi|pam|kristi|tammy|kirsten|gretchen|gavin|greta|malala|ursula|giorgia|sanae|allison|alison|gina|erin|shannon|robin|"
     "gwen|naomi|penny|gemma|leah|molly|ella|ruby|lily|rose|daisy|hazel|violet|iris|ivy|tessa|nora|clara|stella|bella|mia|ava|"
     "bob|rob|robbie|dave|don|ernie|ernest|hank|hugh|jay|jon|lou|lucas|mario|mick|mohamed|muhammadu|neal|paula|quentin|randall|"
     "rick|rod|rodney|roland|rory|rupert|shane|sid|spencer|tariq|trevor|wesley|will|xander|yusuf|zack|chad|adolf|evo|olivier|"
     "tomas|mateusz|sebastian|dominic|damian"},
};

/* Korean surnames in Latin letters, spellings of one name together. Commonest names of the census of 2015, and the spellings that
** stand in passports and news. */
static const char *const surnames[] = {
    "kim|gim|ghim",
    "lee|yi|rhee|i|ri|rhie|li",
    "park|pak|bak|bark|parc",
    "choi|choe|choy|chwe",
    "jung|jeong|chung|chong|jong|cheong",
    "kang|gang",
    "cho|jo|joe",
    "yoon|yun|youn",
    "jang|chang|jahng",
    "lim|im|yim|rim|leem",
    "han|hahn",
    "oh|o|oe",
    "seo|suh|so|sur",
    "shin|sin",
    "kwon|gwon|kweon",
    "hwang|whang",
    "ahn|an",
    "song|soung",
    "ryu|yoo|yu|you|ryoo|lyu|rhyu",
    "hong",
    "jeon|chun|jun|chon",
    "ko|go|koh|goh",
    "moon|mun",
    "yang|ryang",
    "son|sohn",
    "bae|pae|bai",
    "baek|paik|back|paek|baik",
    "heo|hur|huh|ho",
    "nam|nahm",
    "shim|sim",
    "roh|no|noh|ro|rho",
    "ha|hah",
    "kwak|gwak",
    "sung|seong|song",
    "cha|tcha",
    "joo|ju|chu|choo",
    "woo|wu|u",
    "koo|gu|ku|goo",
    "min",
    "jin|chin",
    "na|ra|rha|nah",
    "chi|ji|jee",
    "eom|um|uhm",
    "chae|che",
    "won|weon",
    "cheon|chon|chun",
    "bang|pang",
    "kong|gong",
    "hyun|hyon|hyeon",
    "ham|hahm",
    "byun|byeon|pyon",
    "yeom|yum|youm",
    "yeo|yuh",
    "choo|chu",
    "do|doh|to",
    "seok|suk",
    "seon|sun|sunwoo",
    "seol|sul",
    "ma|mah",
    "gil|kil",
    "wi|wee",
    "pyo",
    "myung|myeong",
    "ki|gi",
    "ban|pan",
    "wang",
    "geum|keum",
    "ok|ock",
    "yuk|yook",
    "in|ihn",
    "maeng",
    "je",
    "mo",
    "tak|tark",
    "kook|guk|kuk",
    "eun",
    "pyeon",
    "yong|ryong",
    "ye",
    "thae|tae",
};

/* The list is short and asked for few words, so it is walked; a spelling on two lines belongs to the first, the commoner name. */
int name_surname(str folded)
{
    for (uint32_t k = 0; k < ARRAY_LEN(surnames); k++) {
        str rest = str_of(surnames[k]);
        while (rest.n)
            if (str_eq(str_cut(rest, '|', &rest), folded)) return (int)k;
    }
    return -1;
}

/* Longest of a list that s begins with, 0 if none. */
static size_t longest(str s, const char *list)
{
    size_t best = 0;
    str rest = str_of(list);
    while (rest.n) {
        str one = str_cut(rest, '|', &rest);
        if (one.n > best && str_starts(s, one)) best = one.n;
    }
    return best;
}

/* Consonant, vowel, consonant, each in all the ways in which the Revised Romanisation (2000), McCune-Reischauer (1939) and people
** themselves write it, the longest taken first. So "back" passes, and "led" does; what a word stands beside tells them apart. */
bool name_syllable(str folded)
{
    static const char heads[] = "kk|gg|tt|dd|pp|bb|ss|jj|ch|sh|rh|hw|wh|k|g|t|d|p|b|s|j|h|m|n|l|r|y|w";
    static const char vowels[] = "a|ae|ai|ah|ya|yae|yah|eo|e|yeo|yo|ye|yeu|o|oh|oo|ou|oi|oe|wa|wae|u|uh|wo|we|wi|wee|wu|woo|yu|"
                                 "yoo|you|yeou|eu|ui|eui|i|ee|"
                                 "ea|ie|ue|oa|ay";
    static const char tails[] = "ng|ck|c|k|g|n|l|m|p|b|t|r|h|hn|hm|rk|d";
    if (folded.n > 7) return false;
    size_t head = longest(folded, heads);
    str rest = {folded.p + head, folded.n - head};
    size_t vowel = longest(rest, vowels);
    if (!vowel) return false;
    rest = (str){rest.p + vowel, rest.n - vowel};
    return rest.n == 0 || longest(rest, tails) == rest.n;
}

/* ---- the table ---- */

/* Where a phrase lies, or the free place where it would. The table is never more than half full, so there is one. */
static uint32_t slot_of(const struct lexicon *lex, str phrase)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < phrase.n; i++) h = (h ^ (unsigned char)phrase.p[i]) * 16777619u;
    uint32_t at = (h ^ h >> 15) % LEX_SLOTS;
    while (lex->slot[at].phrase.n && !str_eq(lex->slot[at].phrase, phrase)) at = (at + 1) % LEX_SLOTS;
    return at;
}

const struct lex_entry *lexicon_find(const struct lexicon *lex, str phrase)
{
    const struct lex_entry *e = &lex->slot[slot_of(lex, phrase)];
    return e->phrase.n ? e : NULL;
}

/* The entry of a phrase, made where it is missing. */
static struct lex_entry *entry_of(const struct lexicon *lex, str phrase)
{
    struct lex_entry *e = &lex->slot[slot_of(lex, phrase)];
    if (!e->phrase.n) *e = (struct lex_entry){.phrase = phrase, .country = NAME_NO_COUNTRY, .words = 1};
    return e;
}

/* Add the phrases of one list; the first word of each learns how far a reader must look ahead. */
static void add_all(const struct lexicon *lex, const char *words, uint32_t bits, uint32_t country)
{
    str rest = str_of(words);
    while (rest.n) {
        str phrase = str_cut(rest, '|', &rest);
        struct lex_entry *e = entry_of(lex, phrase);
        e->bits |= bits;
        if (country != NAME_NO_COUNTRY) e->country = country;
        uint16_t n = 1;
        size_t first = phrase.n;
        for (size_t i = 0; i < phrase.n; i++)
            if (phrase.p[i] == ' ') {
                if (n == 1) first = i;
                n++;
            }
        struct lex_entry *head = entry_of(lex, (str){phrase.p, first});
        if (head->words < n) head->words = n;
    }
}

enum status lexicon_new(struct lexicon *out, arena *ar, struct err *err)
{
    uint32_t n;
    const struct name_country *country = name_countries(&n);
    out->slot = ARENA_NEW(ar, LEX_SLOTS, struct lex_entry);
    if (!out->slot) return arena_why(ar, err);
    for (size_t k = 0; k < ARRAY_LEN(lists); k++) add_all(out, lists[k].words, lists[k].bits, NAME_NO_COUNTRY);
    for (size_t k = 0; k < ARRAY_LEN(surnames); k++) add_all(out, surnames[k], LEX_SURNAME, NAME_NO_COUNTRY);
    for (uint32_t k = 0; k < n; k++) {
        add_all(out, country[k].aliases, LEX_COUNTRY, k);
        add_all(out, country[k].nation, LEX_NATION, k);
        add_all(out, country[k].seat, LEX_SEAT, k);
    }
    return OK;
}

str lexicon_country(uint32_t country)
{
    uint32_t n;
    const struct name_country *c = name_countries(&n);
    return country < n ? str_of(c[country].name) : (str){0};
}
