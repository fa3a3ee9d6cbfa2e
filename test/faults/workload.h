/* What the fault tests do again and again while something fails under it: open a record, add texts, commit, compare. */
#ifndef FAULTS_WORKLOAD_H
#define FAULTS_WORKLOAD_H

#include "compare/compare.h"
#include "record/record.h"

enum { WORK_TEXTS = 3 };

struct work_done {
    enum status status; /* of the first call that failed, or OK */
    struct err err;
    bool committed;   /* record_commit returned OK: the texts are promised */
    uint32_t n_added; /* record_add calls that returned OK */
    struct source_hash added[WORK_TEXTS];
    uint32_t n_change; /* what the comparison found, for telling an empty one */
};

/* The environment of all fault tests: a fixed clock, one author. */
const struct env *work_env(void);
/* A record at path with a concept list and the first two texts, made without faults. */
bool work_make(const char *path);
bool work_copy(const char *from, const char *to); /* a record's file, without its journal, which must not be there */
void work_remove(const char *path);               /* the file and its journal */
/* Add the third text and commit, edit the second, compare the series. */
void work_run(struct work_done *out, const char *path);
/* The record opens, verifies without a complaint, and holds all that was promised. On false, why gets one line. */
bool work_intact(const char *path, const struct work_done *done, char why[512]);

#endif
