/* Private to the compare room: where a text names a concept, by any of its forms.
**
** mentions_make once a list, mentions_find once a sentence; both are independent of any vocabulary, so that
** texts need not be made ready to be searched. */
#ifndef COMPARE_MENTIONS_H
#define COMPARE_MENTIONS_H

#include "base/base.h"
#include "record/record.h"

/* All forms of a concept list as a tree of tokens, ready to be found. Zeroed finds nothing. */
struct mentions {
    const struct concept_list *list;
    struct hash_map edge; /* (node, token, whether as it stands) to node */
    uint32_t *form;       /* [n_node] index in list->form that ends here, or UINT32_MAX; node 0 is the root */
    uint32_t n_node, cap;
    bool *is_term; /* [n_concept] of kind "term": names inside its forms are mentions too */
};
/* Whole words; letters' case and typographic marks are folded, but a token in capitals ("US") is met only in
** capitals. list is borrowed and must outlive *out; the tree lies in ar. O(bytes of all forms). LIMIT, NOMEM. */
enum status mentions_make(struct mentions *out, const struct concept_list *list, arena *ar, struct err *err) MUST_CHECK;

/* Without a Korean particle that hangs on it. */
struct mention {
    uint32_t form; /* index in concept_list.form */
    span at;       /* in clean */
};
struct mention_list {
    struct mention *item; /* [n] from left to right */
    uint32_t n, cap;
    arena *ar; /* where item lives; no one else may take from it between two finds, or each growth copies */
};
/* Append the mentions in the stretch `where` of clean: the longest form at each place and, where that is a
** term's, what stands inside it. A Korean word may carry a particle. Time linear in the stretch; scratch is
** given back. `where` lies in clean. Deterministic: of two forms that fold together the one earlier in the
** list. LIMIT, NOMEM; out may then hold some of the mentions. */
enum status mentions_find(struct mention_list *out, const struct mentions *m, str clean, span where, arena *scratch,
                          struct err *err) MUST_CHECK;

#endif
