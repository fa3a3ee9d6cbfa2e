/* What the page evaluators share: a folder html/ID.html.gz beside ground-truth.json, words as the sets count them. */
#ifndef PAGE_EVAL_H
#define PAGE_EVAL_H

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utf8proc.h>

#include "text/text.h"

/* Bytes of a gzip file, by gzip(1), into b. */
static inline bool eval_gunzip(buf *b, const char *path)
{
    int fd[2];
    if (pipe(fd)) return false;
    pid_t child = fork();
    if (child == 0) {
        dup2(fd[1], STDOUT_FILENO);
        close(fd[0]);
        close(fd[1]);
        execlp("gzip", "gzip", "-dc", path, (char *)NULL);
        _exit(127);
    }
    close(fd[1]);
    char *p;
    ssize_t n = child < 0 ? -1 : 1;
    while (n > 0 && (p = buf_room(b, 65536))) {
        n = read(fd[0], p, 65536);
        if (n > 0) b->n += (size_t)n;
    }
    close(fd[0]);
    int how = 1;
    if (child > 0) waitpid(child, &how, 0);
    return n == 0 && !b->failed && how == 0;
}

/* Word as Python's \w: letters, numbers, '_'. */
static inline bool eval_word_sign(int32_t cp)
{
    if (cp == '_') return true;
    if (cp < 0) return false;
    switch (utf8proc_category(cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO: break;
    }
    return false;
}

struct eval_words {
    uint64_t *hash; /* [n] */
    size_t n;
};

/* Fingerprints of the words of s, lower-cased or not; in ar. */
static inline struct eval_words eval_words_of(str s, bool lower, arena *ar)
{
    struct eval_words w = {.hash = ARENA_NEW(ar, s.n / 2 + 2, uint64_t)};
    buf one = {0};
    for (size_t i = 0, size; w.hash && i <= s.n; i += size) {
        size = 1;
        int32_t cp = i < s.n ? utf8_decode(s, i, &size) : ' ';
        if (eval_word_sign(cp)) {
            char out[4];
            buf_add(&one, (str){out, utf8_encode(out, lower ? utf8_lower(cp) : cp)});
            continue;
        }
        if (one.n) w.hash[w.n++] = hash64(buf_str(&one));
        buf_clear(&one);
    }
    buf_free(&one);
    return w;
}

static inline int eval_by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Size of the common part of two multisets; sorts both. */
static inline size_t eval_overlap(uint64_t *a, size_t n_a, uint64_t *b, size_t n_b)
{
    size_t common = 0;
    qsort(a, n_a, sizeof *a, eval_by_value);
    qsort(b, n_b, sizeof *b, eval_by_value);
    for (size_t i = 0, k = 0; i < n_a && k < n_b;) {
        if (a[i] == b[k]) {
            common++;
            i++;
            k++;
        } else if (a[i] < b[k]) {
            i++;
        } else {
            k++;
        }
    }
    return common;
}

/* The document of a page: its blocks, parted by line ends. */
static inline void eval_main_text(buf *b, const struct text_page *p)
{
    for (uint32_t i = 0; i < p->n_block; i++) {
        if (!text_kind_is_main(p->block[i].kind)) continue;
        buf_add(b, text_clean_span(p, p->block[i].at));
        buf_addc(b, '\n');
    }
}

/* Each page of folder, in the order of its ground truth, to a visitor; page is NULL when it could not be read. 0, or
** the exit code of a failure already told. */
typedef void eval_visit(void *ctx, const char *id, const json_t *truth, const struct text_page *page, arena *ar);

static inline int eval_folder(const char *folder, eval_visit *visit, void *ctx)
{
    char path[2048];
    json_error_t e;
    (void)snprintf(path, sizeof path, "%s/ground-truth.json", folder);
    json_t *all = json_load_file(path, 0, &e);
    const char *id;
    json_t *truth;
    if (!json_is_object(all)) {
        (void)fprintf(stderr, "%s: %s\n", path, all ? "no object" : e.text);
        json_decref(all);
        return 3;
    }
    json_object_foreach(all, id, truth)
    {
        buf bytes = {0};
        arena *ar = arena_new(0);
        struct text_page page;
        struct err err = {0};
        struct source_hints hints = {.media_type = STR("text/html"), .charset = STR("utf-8")};
        const char *url = json_string_value(json_object_get(truth, "url"));
        (void)snprintf(path, sizeof path, "%s/html/%s.html.gz", folder, id);
        bool got = ar && eval_gunzip(&bytes, path);
        if (!got) (void)fprintf(stderr, "%s: cannot be read\n", path);
        bool read = got && !text_page_read(&page, buf_str(&bytes), &hints, str_of(url), ar, &err);
        if (got && !read) (void)fprintf(stderr, "%s: %s\n", path, err.msg);
        visit(ctx, id, truth, read ? &page : NULL, ar);
        buf_free(&bytes);
        arena_free(ar);
    }
    json_decref(all);
    return 0;
}

#endif
