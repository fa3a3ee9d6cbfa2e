/* Opening and closing a record, the batch as the caller sees it. Invariants: what record_open gives is a record
** with the tables of this version (RECORD_MEND apart); a failure to open or to make leaves nothing open, and no
** file that was not there. */
#include <stdlib.h>
#include <unistd.h>

#include "record/internal.h"

/* Another writer's batch lasts a fraction of a second; longer than this is a long addition, and the user should know. */
#define BUSY_MS 5000

struct store *record_store(record *r) { return r->st; }
const struct env *record_env(const record *r) { return r->env; }

/* Who writes, for the message that another writer gets: name, process, host, since when. Cut to the room there
** is, at a character. A host that does not say its name is left out. */
static void sign(record *r)
{
    char host[64] = "";
    buf since = {0};
    if (gethostname(host, sizeof host - 1) != 0) host[0] = '\0';
    time_write_iso(&since, r->env->now_ms(r->env->ctx));
    (void)snprintf(r->sign, sizeof r->sign, "%.*s (process %ld%s%s, since %.*s)", (int)utf8_fit(buf_str(&r->author), 60),
                   r->author.n ? r->author.p : "", (long)getpid(), host[0] ? " on " : "", host, STR_ARG(buf_str(&since)));
    buf_free(&since);
    store_sign(r->st, str_of(r->sign));
}

/* What a handle needs besides the store. The author stands in acts on one line, so controls become spaces. A
** reader packs nothing and gets no packer, whose tables are large. */
static enum status prepare(record *r, struct err *err)
{
    /* The author stands in acts on one line. */
    str author = str_trim(r->env->author);
    for (size_t i = 0; i < author.n; i++) buf_addc(&r->author, (unsigned char)author.p[i] < ' ' ? ' ' : author.p[i]);
    r->read = arena_new((size_t)4 << 30);
    /* One for all artifacts: making one costs more than unpacking a text. */
    r->unpacker = ZSTD_createDCtx();
    if (r->mode != RECORD_READ) r->packer = ZSTD_createCCtx();
    if (!r->read || !r->unpacker || (r->mode != RECORD_READ && !r->packer) || r->author.failed)
        return err_set(err, E_NOMEM, "no memory left");
    if (r->mode != RECORD_READ) sign(r);
    return OK;
}

/* Whatever fails, record_close takes back what was made so far, so it must live with a half-made record. */
enum status record_open_store(record **out, const char *path, enum store_mode how, enum record_mode mode, const struct env *env,
                              struct err *err)
{
    *out = NULL;
    record *r = calloc(1, sizeof *r);
    if (!r) return err_set(err, E_NOMEM, "no memory left");
    r->env = env;
    r->mode = mode;
    enum status code = store_open(&r->st, path, how, BUSY_MS, err);
    bool made = how == STORE_CREATE && code == OK; /* a file that was there before is not ours to take away */
    if (code == OK) code = prepare(r, err);
    if (code == OK) code = schema_open(r, err);
    if (code != OK) {
        record_close(r);
        if (made) record_discard(path);
        return code;
    }
    *out = r;
    return OK;
}

/* MEND opens for writing, as the two commands that use it may have to write. */
enum status record_open(record **out, const char *path, enum record_mode mode, const struct env *env, struct err *err)
{
    return record_open_store(out, path, mode == RECORD_READ ? STORE_READ : STORE_WRITE, mode, env, err);
}

/* NULL and half-made records are fine. An open batch is given up before the store goes. */
void record_close(record *r)
{
    if (!r) return;
    if (r->batch.open) batch_give_up(r);
    record_set_model(r, (str){NULL, 0});
    store_close(r->st);
    ZSTD_freeCCtx(r->packer);
    ZSTD_freeDCtx(r->unpacker);
    buf_free(&r->packed);
    buf_free(&r->text);
    buf_free(&r->aside);
    buf_free(&r->wording);
    buf_free(&r->words);
    buf_free(&r->author);
    buf_free(&r->batch.objects);
    arena_free(r->read);
    free(r);
}

/* A file that could not be finished is taken away again, with its helpers. Failing to is passed over: the
** message that is already on its way is the one that matters. */
void record_discard(const char *path)
{
    static const char *const tail[] = {"", "-wal", "-shm", "-writer"};
    if (!path[0]) return; /* a file of the store's own */
    for (size_t i = 0; i < ARRAY_LEN(tail); i++) {
        buf b = {0};
        buf_addz(&b, path);
        buf_addz(&b, tail[i]);
        buf_addc(&b, '\0');
        if (!b.failed) unlink(b.p);
        buf_free(&b);
    }
}

/* Opened as for mending, since a new file has no index yet that could be of this version. The index is made in
** a transaction of its own: killed before, the file has the permanent tables only and asks for a rebuild. */
enum status record_make(record **out, const char *path, const struct env *env, struct err *err)
{
    enum status code = record_open_store(out, path, STORE_CREATE, RECORD_MEND, env, err);
    if (code != OK) return code;
    record *r = *out;
    code = store_begin(r->st, err);
    if (code == OK) code = schema_index_renew(r, err);
    if (code == OK) code = store_commit(r->st, err);
    if (code == OK) {
        r->mode = RECORD_WRITE;
        return OK;
    }
    record_close(r);
    record_discard(path);
    *out = NULL;
    return code;
}

/* The first act makes the record somebody's, and gives every later one something to follow. What cannot be
** finished is removed. */
enum status record_init(const char *path, const struct env *env, struct err *err)
{
    record *r;
    enum status code = record_make(&r, path, env, err);
    if (code != OK) return code;
    /* The first act has no parent and no object. */
    code = batch_begin(r, STR("init"), err);
    if (code == OK) code = batch_commit(r, STR(""), NULL, 0, err);
    record_close(r);
    if (code != OK) record_discard(path);
    return code;
}

/* Nothing added is no act. */
enum status record_commit(record *r, struct err *err) { return r->batch.open ? batch_commit(r, STR(""), NULL, 0, err) : OK; }

/* Nothing open is fine. */
void record_rollback(record *r)
{
    if (r->batch.open) batch_give_up(r);
}

/* bytes may be NULL. Artifacts of the batch, sources and manifests; 0 says that all is acknowledged or given
** up, so after a failure of record_add it tells whether the batch is still there. */
uint64_t record_pending(const record *r, uint64_t *bytes)
{
    if (bytes) *bytes = r->batch.n_bytes;
    return r->batch.n_artifact;
}
