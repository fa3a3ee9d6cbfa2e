/* Which language a page is in: by what it declares, else by its letters and commonest words; and when it says nothing. */
#include "page_read.h"

#include "test.h"

/* Two sentences of each language, written for this test. */
static const struct {
    const char *code, *text;
} tongues[] = {
    {"en", "The ministers of the four states met on Monday and agreed that the patrols will be shared with all of them. "
           "This is not the first time that they have said so."},
    {"de", "Die Minister der vier Staaten haben sich am Montag getroffen und sind mit dem Plan nicht in allem einig. "
           "Die Häfen werden auch im Winter für alle offen sein."},
    {"fr", "Les ministres des quatre États se sont réunis lundi et ont décidé de mettre en commun les moyens pour la mer. "
           "Les ports sont ouverts à tous dans une seule zone."},
    {"es", "Los ministros de los cuatro Estados se reunieron el lunes y decidieron que la flota será común para todos. "
           "Los puertos del mar no se cierran por una tormenta."},
    {"pt", "Os ministros dos quatro Estados reuniram-se e decidiram que a frota será comum para todos os portos. "
           "As patrulhas não são feitas por um só país, mas por todos."},
    {"it", "I ministri dei quattro Stati si sono riuniti e hanno deciso che la flotta è comune per tutti i porti del mare. "
           "Non si chiude un porto per una tempesta, ha detto."},
    {"nl", "De ministers van de vier landen kwamen bijeen en besloten dat het toezicht op de kust niet verandert. "
           "De havens zijn ook in de winter open voor een schip."},
    {"da", "De fire landes ministre mødtes og blev enige om at drive kystvagten sammen, og det er ikke for at spare penge. "
           "Havnene er også åbne for dem, der kommer fra havet."},
    {"sv",
     "De fyra ländernas ministrar möttes och enades om att driva kustbevakningen tillsammans, och det är inte för att spara. "
     "Hamnarna är också öppna för den som kommer från havet."},
    {"fi", "Neljän maan ministerit tapasivat ja he ovat sopineet, että partiot ovat yhteisiä, mutta se ei ole uutta. "
           "Satamat ovat myös talvella auki, kun laiva on tulossa."},
    {"pl", "Ministrowie czterech państw spotkali się w poniedziałek i zgodzili się, że patrole są wspólne dla portów na morzu. "
           "To nie jest nowe, ale jest tak od lat."},
    {"tr",
     "Dört ülkenin bakanları bir araya geldi ve bu devriyelerin ortak olması için anlaştı. Limanlar kışın da açık olacak, "
     "ancak daha çok gemi gelecek ve bu iyi olan bir şey."},
    {"id", "Para menteri dari empat negara bertemu dan sepakat bahwa patroli itu akan dilakukan dengan cara yang sama. "
           "Pelabuhan di laut ini tidak ditutup untuk kapal yang datang."},
    {"vi", "Các bộ trưởng của bốn nước đã gặp nhau và đồng ý rằng các cuộc tuần tra là chung cho những người trong vùng. "
           "Cảng không đóng với một con tàu được phép vào."},
    {"ko", "네 나라의 장관들은 월요일에 만나 순찰을 함께 하기로 합의하였다. 항구는 겨울에도 열려 있다."},
    {"ja", "四つの国の大臣は月曜日に会い、巡視を共に行うことで合意した。港は冬も開いている。"},
    {"zh", "四国部长星期一会晤，同意共同巡逻，并在年底之前再次举行会议。港口在冬天也开放。"},
    {"ru", "Министры четырёх стран встретились в понедельник и решили вместе охранять берег."},
    {"uk", "Міністри чотирьох країн зустрілися в понеділок і вирішили разом охороняти узбережжя."},
    {"el", "Οι υπουργοί των τεσσάρων κρατών συναντήθηκαν τη Δευτέρα και συμφώνησαν."},
    {"he", "שרי ארבע המדינות נפגשו ביום שני והסכימו על סיורים משותפים בים."},
    {"ar", "التقى وزراء الدول الأربع يوم الاثنين واتفقوا على تسيير دوريات مشتركة."},
    {"th", "รัฐมนตรีของสี่ประเทศพบกันในวันจันทร์และเห็นพ้องให้ลาดตระเวนร่วมกัน"},
    {"hi", "चारों देशों के मंत्री सोमवार को मिले और गश्त साझा करने पर सहमत हुए।"},
};

static bool is_read_as(const char *code, str page, const char *media)
{
    struct page_read r = page_read_with(page, media, "x.txt", "", 0);
    bool same = !r.s && !r.wrong && str_eq(r.page.found.language, str_of(code));
    if (!same) printf("# %s: taken for \"%.*s\"\n", code, STR_ARG(r.page.found.language));
    page_read_free(&r);
    return same;
}

TEST(each_language_in_two_sentences)
{
    for (size_t i = 0; i < ARRAY_LEN(tongues); i++) CHECK(is_read_as(tongues[i].code, str_of(tongues[i].text), "text/plain"));
}

/* Capitals, as headlines and old telexes set them, are the same words. */
TEST(capitals_are_the_same_words)
{
    for (size_t i = 0; i < 14; i++) {
        buf b = {0};
        str s = str_of(tongues[i].text);
        if (!strcmp(tongues[i].code, "tr")) continue; /* its capital of i is a letter of its own */
        for (size_t k = 0; k < s.n; k++) {
            unsigned char c = (unsigned char)s.p[k];
            buf_addc(&b, (char)(ascii_lower(c) ? c - 32 : c));
        }
        CHECK(is_read_as(tongues[i].code, buf_str(&b), "text/plain"));
        buf_free(&b);
    }
}

/* A declared language wins over the words, a declaration that is no tag does not. */
TEST(what_is_declared_wins)
{
    for (size_t i = 0; i < ARRAY_LEN(tongues); i++) {
        buf b = {0};
        buf_addf(&b, "<html lang=x-none><p>%s</p>", tongues[i].text);
        CHECK(is_read_as(tongues[i].code, buf_str(&b), "text/html"));
        buf_clear(&b);
        buf_addf(&b, "<html lang=eo-XX><p>%s</p>", tongues[i].text);
        CHECK(is_read_as("eo", buf_str(&b), "text/html"));
        buf_free(&b);
    }
}

/* Menus and notices in another language do not count: the text does. */
TEST(the_text_decides_and_not_what_stands_around)
{
    static const char menu[] =
        "Home\nNews\nAbout us\nContact\n\nWe use cookies to improve this site and to show you what you like.\n\n";
    for (size_t i = 0; i < ARRAY_LEN(tongues); i++) {
        buf b = {0};
        buf_addf(&b, "%s%s\n\n%s\n\n%s\n", menu, tongues[i].text, tongues[i].text, tongues[i].text);
        CHECK(is_read_as(tongues[i].code, buf_str(&b), "text/plain"));
        buf_free(&b);
    }
}

TEST(too_little_says_nothing)
{
    static const char *const little[] = {"",
                                         "Plan 2025",
                                         "1 2 3 4 5 6 7 8 9",
                                         "OK",
                                         "会议",
                                         "NCG ROK DPRK OPCON USFK SCM KIDD",
                                         "Seoul, Busan, Incheon, Daegu, Daejeon, Gwangju, Ulsan, Suwon"};
    for (size_t i = 0; i < ARRAY_LEN(little); i++) CHECK_MSG(is_read_as("", str_of(little[i]), "text/plain"), "%s", little[i]);
}

TESTS(CASE(each_language_in_two_sentences), CASE(capitals_are_the_same_words), CASE(what_is_declared_wins),
      CASE(the_text_decides_and_not_what_stands_around), CASE(too_little_says_nothing))
