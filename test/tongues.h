/* A few sentences in many languages, written for these tests, with the code pages that they can be written in: what the tests
** of encodings read. */
#ifndef TEST_TONGUES_H
#define TEST_TONGUES_H

struct tongue {
    const char *name;
    const char *text; /* UTF-8 */
    const char *
        encodings; /* by the program's names, parted by spaces; "=" and iconv's name where it is another. All can hold the text */
};

static const struct tongue tongues[] = {
    {"English", "Both sides met in the capital on 11 December 2025.\r\nThey agreed to meet again in the spring.\r\n",
     "ascii iso-8859-1 windows-1252 koi8-r euc-kr shift_jis gb18030 big5 iso-2022-jp"},
    {"German", "Die Delegationen haben sich nach längerer Prüfung über die nächsten Schritte verständigt.\nGrüße aus Köln.\n",
     "iso-8859-1 iso-8859-15 windows-1252 windows-1250 iso-8859-2 macintosh"},
    {"Danish", "Forsvarsministeren sagde, at mødet bliver afholdt i Sønderborg på fredag, og at alle fire lande møder op.\n",
     "iso-8859-1 iso-8859-15 windows-1252 macintosh"},
    {"Polish", "Ministrowie czterech państw spotkali się w poniedziałek i uzgodnili, że będą wspólnie strzec wybrzeża.\n",
     "iso-8859-2 windows-1250 iso-8859-16 ibm852 mac-centraleurope"},
    {"Turkish",
     "Dört ülkenin bakanları pazartesi günü bir araya geldi ve kıyıyı birlikte korumaya karar verdi; görüşme uzadı.\n",
     "windows-1254 iso-8859-9"},
    {"Greek", "Οι υπουργοί των τεσσάρων χωρών συναντήθηκαν τη Δευτέρα και αποφάσισαν να φυλάνε μαζί την ακτή.\n",
     "iso-8859-7 windows-1253"},
    {"Russian", "Министры четырёх стран встретились в понедельник, 11 декабря, и решили вместе охранять берег.\r\n",
     "koi8-r windows-1251 iso-8859-5 ibm866 ibm855 mac-cyrillic"},
    {"Ukrainian", "Міністри чотирьох країн зустрілися в понеділок і вирішили разом охороняти узбережжя.\n",
     "koi8-u windows-1251 iso-8859-5 x-mac-ukrainian=mac-cyrillic"},
    {"Hebrew", "השרים נפגשו ביום שני והחליטו לשמור יחד על החוף, ולהיפגש שוב בשנה הבאה.\n", "windows-1255 iso-8859-8"},
    {"Arabic", "اجتمع وزراء الدول الأربع يوم الاثنين واتفقوا على حراسة الساحل معا.\n", "windows-1256 iso-8859-6"},
    {"Thai", "รัฐมนตรีของสี่ประเทศพบกันเมื่อวันจันทร์ และตกลงที่จะดูแลชายฝั่งร่วมกัน\n", "tis-620 windows-874=cp874"},
    {"Korean",
     "한미 양국은 2025년 12월 11일 핵협의그룹 회의를 열었다. 양측은 확장억제를 강화하기로 했다.\n가족은 가을에 가까운 강가로 "
     "간다.\n",
     "euc-kr uhc=cp949 johab iso-2022-kr"},
    {"Japanese",
     "日米両国は月曜日に協議を行い、共同声明を発表した。\n次回は一月に開くことで合意した。場所はまだ決まっていない。\n",
     "shift_jis euc-jp iso-2022-jp"},
    {"Chinese", "两国国防部长星期一会晤，同意一致行动，并将于2026年再次举行会议。双方还讨论了训练的问题。\n",
     "gb2312 gbk gb18030"},
    {"Chinese (traditional)", "兩國國防部長星期一會晤，同意一致行動，並將於2026年再次舉行會議。雙方還討論了訓練的問題。\n",
     "big5 euc-tw gb18030"},
    {"faces", "A smile \xF0\x9F\x98\x80 and a flag \xF0\x9F\x87\xB0\xF0\x9F\x87\xB7 stand in one line of text.\n", "gb18030"},
};

#endif
