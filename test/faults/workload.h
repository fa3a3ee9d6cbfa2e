/* What the fault tests do again and again while something fails under it: each kind of work that a command does with a record. */
#ifndef FAULTS_WORKLOAD_H
#define FAULTS_WORKLOAD_H

#include "compare/compare.h"
#include "record/record.h"

enum { WORK_TEXTS = 3 };

enum work {
    WORK_ADD,      /* open a record, add a text, commit, edit another, compare */
    WORK_CONCEPTS, /* set a concept list, edit a document twice */
    WORK_MERGE,    /* take in another record */
    WORK_REBUILD,  /* make the index again: the state hash stays */
    WORK_SALVAGE,  /* into a new file */
    WORK_PARSE,    /* parse documents, rebuild, parse again all: the state hash stays, and so do the parses */
    WORK_READ,     /* everything that only reads: list, search, log, a document, history, phrases, silences, state hash */
    WORK_COUNT
};

struct work_done {
    enum status status; /* of the first call that failed, or OK */
    struct err err;
    bool committed;   /* record_commit returned OK: the texts are promised */
    uint32_t n_added; /* record_add calls that returned OK */
    struct source_hash added[WORK_TEXTS];
    bool other_state;  /* the work must not change the state hash, and did */
    bool half_written; /* the work failed, and a file that it began is still there */
    uint32_t n_change; /* what the comparison or the reading found, for telling an empty one */
};

/* The environment of all fault tests: a fixed clock, one author. */
const struct env *work_env(void);
/* A record at path with a concept list and the first two texts, made without faults; beside it, as other.entente, one with the
** third text, for merging. */
bool work_make(const char *path);
bool work_copy(const char *from, const char *to); /* a record's file, without its journal, which must not be there */
void work_remove(const char *path);               /* the file and its journal */
/* The work on the record at path, in a process where things fail. */
void work_run(struct work_done *out, enum work which, const char *path);
/* The record opens, verifies without a complaint, and holds all that was promised. On false, why gets one line. */
bool work_intact(const char *path, const struct work_done *done, char why[512]);

#endif
