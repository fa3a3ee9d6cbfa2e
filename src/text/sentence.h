/* Private to the text room: what words say about the end of a sentence. Words are given without the marks
** around them; case counts only where said. Each question costs a look into one list and needs no memory. */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include "text/text.h"

/* What a period behind a word means. */
enum abbreviation {
    ABBR_NONE,   /* an ordinary word */
    ABBR_NEVER,  /* never ends a sentence before more text: Dr., e.g., vs. */
    ABBR_NUMBER, /* a number follows: No., Art., para.; else an ordinary word */
    ABBR_OPEN,   /* ends one only before a word that opens sentences: U.S., Inc., Jan. */
    ABBR_TIME,   /* a.m., p.m.: as OPEN, and days, months and time zones may follow */
    ABBR_INITIAL /* a single capital letter */
};
/* word: without the last period. ABBR_NONE for an empty word and for one of more than 16 bytes. */
enum abbreviation sentence_abbreviation(str word);

/* A capitalised word that is far more often the first of a sentence than a part of a name: The, However. */
bool sentence_opener(str word);
/* Article, Sec., Annex...: a heading's number may follow. */
bool sentence_section_word(str word);
/* said, asked, ...: goes with a quotation before it. */
bool sentence_speech_verb(str word);
/* I, he, she, we, they, you. */
bool sentence_pronoun(str word);
/* "12", "2.1", "iv", "B": what numbers the items of a list. */
bool sentence_enumerator(str word);
/* Monday, Dec., EST, KST: goes on after a time of day. */
bool sentence_after_time(str word);

#endif
