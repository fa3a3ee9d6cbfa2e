/* Private to the annotations' faces for people: the sections of the sheet, each made by one file, and the pieces of lines that they
** share. All strings are made in the view's arena; a refusal of it is remembered in the view and told once, when the sheet is whole. */
#ifndef PRESENT_ANNOTATE_SHEET_H
#define PRESENT_ANNOTATE_SHEET_H

#include "present/annotate.h"
#include "present/sheet.h"

/* More than all parts together have. */
enum { ANNOTATE_SECTIONS = 20 };

/* The sheet that is being made. Empty sections are left out by the sheet itself, so all are added without asking. */
struct annotate_sections {
    const struct annotate_view *v;
    struct sheet_section section[ANNOTATE_SECTIONS];
    uint32_t n;
    struct annotate_pick left_out; /* zeroed where clauses are not asked for */
};

/* ---- pieces (annotate_pieces.c) ---- */

/* What was gathered, as a string of the arena; b is freed. Empty, and the view's `refused` set, when memory is short. */
str annotate_kept(const struct annotate_view *v, buf *b);
/* "@1032-1190": bytes of the source behind a place of the text. */
str annotate_place(const struct annotate_view *v, span at);
/* The words at a place, cut with " ..." behind 40 of them unless all is wanted. */
str annotate_shown(const struct annotate_view *v, span at);
/* Append the words of the text, and in brackets whom they mean and how sure that is, where they do not say it themselves: "the ministry
** (defense ministry 0.85)". Subjects of more than 12 words are cut. */
void annotate_add_who(buf *out, const struct annotate_view *v, const struct annotate_who *who);
/* The same as a string; "(nobody named)" for nobody. */
str annotate_who_str(const struct annotate_view *v, const struct annotate_who *who);
/* The next section of the sheet. */
struct sheet_section *annotate_section(struct annotate_sections *m, const char *heading);
/* Room for n quotes in it. E_NOMEM, E_LIMIT from ar. */
enum status annotate_room(struct sheet_section *s, uint32_t n, arena *ar, struct err *err) MUST_CHECK;

/* ---- sections, in the order of the sheet ---- */

/* "Who says what", and words in quotation marks that nobody is said to have used (annotate_says.c). */
enum status annotate_say_quotations(struct annotate_sections *m, struct err *err) MUST_CHECK;
/* Clauses by what becomes of them, from promises to facts; sets left_out (annotate_says.c). */
enum status annotate_say_clauses(struct annotate_sections *m, struct err *err) MUST_CHECK;
/* Days, then lengths and vague times (annotate_values.c). */
enum status annotate_say_dates(struct annotate_sections *m, struct err *err) MUST_CHECK;
/* Amounts (annotate_values.c). */
enum status annotate_say_amounts(struct annotate_sections *m, struct err *err) MUST_CHECK;

#endif
