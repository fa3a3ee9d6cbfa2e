/* The English model inside the library. The assembler takes the file in as it is: a model of many megabytes as a C array would cost
** the compiler minutes and gigabytes, and one beside the program could get lost. The header is made by the build: it names the
** file,
** or says that there is none, and is newer than the file whenever that changed. */
#include "language/language.h"

#ifndef ENGLISH_LEFT_OUT /* for the tests of a build without a model */
#include "language/english_model.h"
#endif

#ifdef ENGLISH_MODEL_FILE

/* Read-only, aligned as model files want it; hidden, so that the shared library shows nothing of it. */
__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".global entente_english_begin\n"
        ".hidden entente_english_begin\n"
        "entente_english_begin:\n"
        ".incbin \"" ENGLISH_MODEL_FILE "\"\n"
        ".global entente_english_end\n"
        ".hidden entente_english_end\n"
        "entente_english_end:\n"
        ".byte 0\n"
        ".popsection\n");

_Static_assert(LANGUAGE_MODEL_ALIGN == 64, "the alignment above");
extern const char entente_english_begin[] __attribute__((visibility("hidden")));
extern const char entente_english_end[] __attribute__((visibility("hidden")));

str language_english(void) { return (str){entente_english_begin, (size_t)(entente_english_end - entente_english_begin)}; }

#else

str language_english(void) { return (str){NULL, 0}; }

#endif
