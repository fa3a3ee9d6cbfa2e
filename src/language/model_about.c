/* What a model file says of itself: lines "name: value". Stricter than a reader needs, so that a licence or an attribution that was
** left out or misspelt is found when the model is packed and not when somebody asks for it. */
#include "language/language.h"
#include "language/model.h"

/* Without these nobody knows what it is, or may pass it on. */
static const char *const required[] = {"model", "version", "licence", "attribution"};

/* "name: value" into both; false when it is none.
** One space behind the colon and none at the ends, so that a value is the same for every reader. */
static bool line_parts(str line, str *name, str *value)
{
    str rest;
    *name = str_cut(line, ':', &rest);
    if (!name->n || rest.n < 2 || rest.p[0] != ' ') return false;
    for (size_t i = 0; i < name->n; i++)
        if (!ascii_lower((unsigned char)name->p[i])) return false;
    *value = (str){rest.p + 1, rest.n - 1};
    return str_trim(*value).n == value->n;
}

/* Lines go to a terminal as they stand: nothing that is hidden or steers it may be in them. */
static bool is_plain(str line)
{
    for (size_t at = 0, size; at < line.n; at += size) {
        int32_t cp = utf8_decode(line, at, &size);
        if (cp < 0 || utf8_is_hidden(cp)) return false;
    }
    return true;
}

/* Value of the n-th line of that name, or an empty string.
** Names may come several times (a line of attribution for each source); n counts from 0. */
static str find_line(str text, str name, uint32_t n)
{
    while (text.n) {
        str line = str_cut(text, '\n', &text);
        str key, value;
        if (line_parts(line, &key, &value) && str_eq(key, name) && n-- == 0) return value;
    }
    return STR("");
}

/* Every line is looked at, those of unknown names too; these are allowed, so that older programs read newer models. */
enum status model_about_check(str text, struct err *err)
{
    unsigned number = 0;
    for (str rest = text; rest.n;) {
        str key, value;
        str line = str_cut(rest, '\n', &rest);
        number++;
        if (!is_plain(line) || !line_parts(line, &key, &value))
            return err_set(err, E_FORMAT, "what the model says of itself, line %u: not \"name: value\"", number);
    }
    for (size_t i = 0; i < ARRAY_LEN(required); i++)
        if (!find_line(text, str_of(required[i]), 0).n)
            return err_set(err, E_FORMAT, "the model does not say its %s", required[i]);
    return OK;
}

/* A missing section is no error here: every model that was opened has one. */
str model_file_about(const struct model_file *file, const char *name, uint32_t n)
{
    str text;
    if (model_file_section(&text, file, "about", 1, NULL)) return STR("");
    return find_line(text, str_of(name), n);
}

/* All lines of one name, as an array in ar.
** Counted by asking until none is left; the section is some lines long. */
static enum status all_lines(str **out, uint32_t *n, const struct model_file *file, const char *name, arena *ar,
                             struct err *err)
{
    for (*n = 0; model_file_about(file, name, *n).n; ++*n) {
    }
    *out = ARENA_NEW(ar, *n, str);
    if (!*out) return arena_why(ar, err);
    for (uint32_t i = 0; i < *n; i++) (*out)[i] = model_file_about(file, name, i);
    return OK;
}

/* Opening checks the fingerprint; it is computed again here, since the file's struct does not keep it. */
enum status language_about_read(struct language_about *out, str bytes, arena *ar, struct err *err)
{
    struct model_file file;
    *out = (struct language_about){0};
    enum status status = model_file_open(&file, bytes, err);
    if (status) return status;
    *out = (struct language_about){.model = model_file_about(&file, "model", 0),
                                   .version = model_file_about(&file, "version", 0),
                                   .licence = model_file_about(&file, "licence", 0),
                                   .data = model_file_about(&file, "data", 0),
                                   .seed = model_file_about(&file, "seed", 0),
                                   .layout = MODEL_LAYOUT,
                                   .n_section = file.n_section,
                                   .fingerprint = hash64((str){bytes.p + 64, bytes.n - 64})};
    status = all_lines(&out->attribution, &out->n_attribution, &file, "attribution", ar, err);
    if (!status) status = all_lines(&out->score, &out->n_score, &file, "scores", ar, err);
    return status;
}
