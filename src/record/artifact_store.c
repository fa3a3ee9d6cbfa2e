/* Artifacts in and out of the file. Invariants: a row is written once, and its body unpacks to `size` bytes of
** its hash; (hash, kind) stands once; nothing here changes or deletes a row (triggers in schema.c refuse it
** besides). */
#include "record/internal.h"

/* Level 1 packs prose to about 45 % at some 300 MB/s. Short texts, manifests above all, are kept as they are: a
** list of 10,000 documents reads as many manifests. Level and bound may change at any time: a body unpacks
** whatever made it, and no hash depends on it. */
#define PACK_LEVEL 1
#define PACK_MIN_BYTES 1024

/* kind comes from a file, so any number may: "unknown" then. */
const char *artifact_kind_name(int64_t kind)
{
    static const char *const name[] = {"unknown", "source", "manifest", "concepts", "act"};
    return kind >= ARTIFACT_SOURCE && kind <= ARTIFACT_LAST ? name[kind] : name[0];
}

/* Twelve digits tell 2^48 artifacts apart: enough for a message, never used to find one. */
struct hash_text hash_short(const struct source_hash *h)
{
    struct hash_text out;
    for (size_t i = 0; i < 6; i++) (void)snprintf(out.z + 2 * i, 3, "%02x", h->b[i]);
    return out;
}

/* The kind counts: the same bytes may be a source and, at once, a manifest of something else. One look into the
** unique index over (hash, kind). */
enum status artifact_find(int64_t *id, record *r, enum artifact_kind kind, const struct source_hash *h, struct err *err)
{
    stmt *s;
    *id = 0;
    TRY(stmt_get(&s, r->st, "SELECT id FROM artifact WHERE hash = ?1 AND kind = ?2", err));
    stmt_blob(s, 1, hash_str(h));
    stmt_int(s, 2, (int64_t)kind);
    enum status code = stmt_step(s, err);
    if (code == OK) *id = stmt_col_int(s, 0);
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* The body is stored as given; that it fits the hash is the caller's word (a merge and a salvage have checked
** it). */
enum status artifact_put_packed(int64_t *id, bool *fresh, record *r, int64_t kind, const struct source_hash *h, int64_t size,
                                bool packed, str body, struct err *err)
{
    TRY(artifact_find(id, r, (enum artifact_kind)kind, h, err));
    *fresh = !*id;
    if (*id) return OK;
    stmt *s;
    TRY(stmt_get(&s, r->st, "INSERT INTO artifact(hash, kind, size, packed, body) VALUES(?1, ?2, ?3, ?4, ?5)", err));
    stmt_blob(s, 1, hash_str(h));
    stmt_int(s, 2, kind);
    stmt_int(s, 3, size);
    stmt_int(s, 4, packed);
    stmt_blob(s, 5, body);
    TRY(stmt_run(s, err));
    *id = store_last_rowid(r->st);
    return OK;
}

enum status artifact_pack(record *r, str bytes, int level, struct err *err)
{
    /* The bound for any input, so that packing cannot run out of room. */
    size_t room = ZSTD_compressBound(bytes.n);
    buf_clear(&r->packed);
    char *to = buf_room(&r->packed, room);
    if (!to) return buf_check(&r->packed, err);
    size_t n = ZSTD_compressCCtx(r->packer, to, room, bytes.p, bytes.n, level);
    /* With room enough, memory is the only thing that can be short. */
    if (ZSTD_isError(n)) return err_set(err, E_NOMEM, "packing %zu bytes: %s", bytes.n, ZSTD_getErrorName(n));
    r->packed.n = n;
    return OK;
}

/* *smaller: is it worth it? What does not get smaller by an eighth costs more to unpack than the bytes saved. */
static enum status pack(bool *smaller, record *r, str bytes, struct err *err)
{
    *smaller = false;
    if (bytes.n < PACK_MIN_BYTES) return OK;
    TRY(artifact_pack(r, bytes, PACK_LEVEL, err));
    *smaller = r->packed.n < bytes.n - bytes.n / 8;
    return OK;
}

/* h is the hash of bytes: computed by the caller, who needs it anyway. Packs before it looks whether the row is
** there, which is right for adding, where it hardly ever is. The bytes are borrowed by the statement only until
** it is done. */
enum status artifact_put(int64_t *id, record *r, enum artifact_kind kind, const struct source_hash *h, str bytes,
                         struct err *err)
{
    bool packed;
    bool fresh;
    TRY(pack(&packed, r, bytes, err));
    return artifact_put_packed(id, &fresh, r, kind, h, (int64_t)bytes.n, packed, packed ? buf_str(&r->packed) : bytes, err);
}

/* The size in the row, the size in the packing and the bytes must agree: any of them may be damaged. The cap
** keeps a forged row from claiming all memory. *out lies in ar, ended by a zero that does not count. */
enum status artifact_unpack(str *out, record *r, bool packed, int64_t size, str body, arena *ar, struct err *err)
{
    if (!packed) {
        if (size < 0 || (size_t)size != body.n) return err_set(err, E_FORMAT, "its size is not the one that was noted");
        *out = str_copy(ar, body);
        return out->p ? OK : arena_why(ar, err);
    }
    /* A cap that was raised for adding holds for reading; one that was lowered does not lock out what is there. */
    size_t most = r->env->max_doc_bytes > RECORD_MAX_DOC_BYTES ? r->env->max_doc_bytes : RECORD_MAX_DOC_BYTES;
    /* Two values above any size stand for "not a frame" and "not said"; neither equals the row's. */
    unsigned long long says = ZSTD_getFrameContentSize(body.p, body.n);
    if (size < 0 || says != (unsigned long long)size) return err_set(err, E_FORMAT, "its packing is damaged");
    if ((unsigned long long)size > most)
        return err_set(err, E_LIMIT, "it would unpack to %lld bytes, more than the %zu MiB allowed", (long long)size,
                       most >> 20);
    char *p = arena_raw(ar, (size_t)size + 1, 1);
    if (!p) return arena_why(ar, err);
    size_t n = ZSTD_decompressDCtx(r->unpacker, p, (size_t)size, body.p, body.n);
    if (ZSTD_isError(n) || n != (size_t)size) return err_set(err, E_FORMAT, "its packing is damaged");
    p[n] = '\0';
    *out = (str){p, n};
    return OK;
}

/* The hash is computed anew at every read, so no reader ever gets bytes that are not the artifact's. The
** message names the artifact by kind and hash; on any failure *out is empty. */
enum status artifact_get(str *out, record *r, int64_t id, arena *ar, struct err *err)
{
    stmt *s;
    struct source_hash want = {0};
    struct source_hash is;
    TRY(stmt_get(&s, r->st, "SELECT hash, kind, size, packed, body FROM artifact WHERE id = ?1", err));
    stmt_int(s, 1, id);
    enum status code = stmt_step(s, err);
    int64_t kind = 0;
    if (code == OK) {
        kind = stmt_col_int(s, 1);
        /* Before the body is unpacked: without a hash nothing could be said of it. */
        bool named = hash_take(&want, stmt_col_blob(s, 0));
        code = named ? artifact_unpack(out, r, stmt_col_int(s, 3) != 0, stmt_col_int(s, 2), stmt_col_blob(s, 4), ar, err)
                     : err_set(err, E_FORMAT, "its hash is damaged");
    } else if (code == DONE) {
        code = err_set(err, E_NOTFOUND, "it is not there");
    }
    stmt_done(s);
    if (code == OK) {
        source_hash_bytes(&is, *out);
        if (source_hash_cmp(&is, &want) != 0) code = err_set(err, E_FORMAT, "its bytes are not those of its hash");
    }
    if (code == OK) return OK;
    *out = (str){NULL, 0};
    return err_wrap(err, code, "%s %s", artifact_kind_name(kind), hash_short(&want).z);
}

/* out: [*n] in ar; numbers rise in the order of coming to this file, so those above a mark are what came after
** it. */
enum status artifact_ids(int64_t **out, uint32_t *n, record *r, enum artifact_kind kind, int64_t above, arena *ar,
                         struct err *err)
{
    stmt *s;
    enum status code;
    uint32_t cap = 0;
    *n = 0;
    *out = NULL;
    TRY(stmt_get(&s, r->st, "SELECT id FROM artifact WHERE kind = ?1 AND id > ?2 ORDER BY id", err));
    stmt_int(s, 1, (int64_t)kind);
    stmt_int(s, 2, above);
    while ((code = stmt_step(s, err)) == OK) {
        if (*n == cap) {
            uint32_t more = cap ? cap * 2 : 64;
            *out = arena_grow(ar, *out, cap, more, sizeof **out);
            if (!*out) {
                code = arena_why(ar, err);
                break;
            }
            cap = more;
        }
        (*out)[(*n)++] = stmt_col_int(s, 0);
    }
    stmt_done(s);
    return code == DONE ? OK : code;
}

/* Asks each kind in turn: a caller that has a hash need not know what it names. Where the same bytes stand
** under two kinds, either row gives them. */
enum status record_bytes(str *out, record *r, const struct source_hash *h, arena *ar, struct err *err)
{
    for (int kind = ARTIFACT_SOURCE; kind <= ARTIFACT_LAST; kind++) {
        int64_t id;
        TRY(artifact_find(&id, r, (enum artifact_kind)kind, h, err));
        if (id) return artifact_get(out, r, id, ar, err);
    }
    return err_set(err, E_NOTFOUND, "%s is not in the record", hash_short(h).z);
}
