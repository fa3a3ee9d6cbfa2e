/* Private to the finders of names: the forms that the caller knows, looked up along the words of a text.
**
** A form is taken apart into pieces (a run of letters and digits, or one mark), each with whether white space stands before it; so
** how a tokenizer cuts "U.S." or "Kyu-baek" does not matter, nor how wide the space is. Pieces lead from node to node, as
** in a trie (Fredkin, CACM 3, 1960), whose branches lie in one hash table: going along a text asks the table once a
** piece, however many forms there are. */
#ifndef LANGUAGE_NAMES_KNOWN_H
#define LANGUAGE_NAMES_KNOWN_H

#include "language/names.h"

#define KNOWN_MAX_PIECES 64u /* what has more is a sentence, no name: it never matches */
#define KNOWN_NONE UINT32_MAX

/* A branch: from a node by a piece to another node. */
struct known_step {
    uint32_t from, to; /* nodes; to == 0: a free slot, since none leads to the root */
    bool spaced;       /* white space stands before the piece */
    str piece;         /* borrowed from the form, quotes and dashes as they are written there */
};

/* What the forms are made into. Zeroed: nothing is known. */
struct known_forms {
    const struct language_known *known;
    struct known_step *slot; /* [n_slot] open addressing, at most half full */
    uint32_t *form_at;       /* [n_node] 1 + the first form that ends at this node, 0: none does */
    uint32_t n_slot, n_node;
};

/* Make it, in ar; known may be NULL. Time and memory linear in the bytes of the forms. E_LIMIT: more than 2^28 pieces; E_LIMIT,
** E_NOMEM from ar. */
enum status known_forms_new(struct known_forms *out, const struct language_known *known, arena *ar, struct err *err) MUST_CHECK;

/* The longest form that stands at words [i, *end) of a sentence that ends before word `last`; KNOWN_NONE: none. at: bytes of
** each word (names_word_bytes). opens: nothing but marks stands before it, so that a form in small letters may have a capital.
** At most KNOWN_MAX_PIECES steps. */
uint32_t known_forms_at(const struct known_forms *f, uint32_t *end, const struct language_text *t, const span *at, uint32_t i,
                        uint32_t last, bool opens);

#endif
