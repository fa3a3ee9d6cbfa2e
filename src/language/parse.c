/* Where the parser will stand: this build has none, and says so. Everything around it (the model's file, CoNLL-U, the command)
** is there and asks through parse.h; nothing here makes up a parse. */
#include "language/language.h"
#include "language/model.h"

/* A damaged file is refused as what it is; a whole one finds nobody to read it. */
enum status language_model_open(struct language_model **out, str bytes, struct err *err)
{
    struct model_file file;
    *out = NULL;
    enum status status = model_file_open(&file, bytes, err);
    return status ? status : err_set(err, E_NOTFOUND, "this build has no parser");
}

/* Nothing was ever opened. */
void language_model_close(struct language_model *model) { (void)model; }

enum status language_parser_new(struct language_parser **out, const struct language_model *model, struct err *err)
{
    (void)model;
    *out = NULL;
    return err_set(err, E_NOTFOUND, "this build has no parser");
}

void language_parser_free(struct language_parser *p) { (void)p; }

enum status language_parse(struct language_text *out, struct language_parser *p, str text, arena *ar, struct err *err)
{
    (void)p;
    (void)text;
    (void)ar;
    *out = (struct language_text){0};
    return err_set(err, E_NOTFOUND, "this build has no parser");
}

enum status language_parse_conllu(struct language_text *out, struct language_parser *p, const struct conllu_sentence *s,
                                  enum language_keep keep, arena *ar, struct err *err)
{
    (void)p;
    (void)s;
    (void)keep;
    (void)ar;
    *out = (struct language_text){0};
    return err_set(err, E_NOTFOUND, "this build has no parser");
}
