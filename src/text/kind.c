/* Names of the kinds of block, as people and JSON see them. They stand in JSON
** output, where programs read them. */
#include "text/text.h"

const char *text_kind_name(enum text_kind k)
{
    static const char *const names[TEXT_KIND_COUNT] = {
        [TEXT_TITLE] = "title",     [TEXT_HEADING] = "heading", [TEXT_PARAGRAPH] = "paragraph", [TEXT_ITEM] = "item",
        [TEXT_QUOTE] = "quote",     [TEXT_TABLE] = "table",     [TEXT_DATELINE] = "dateline",   [TEXT_BYLINE] = "byline",
        [TEXT_CAPTION] = "caption", [TEXT_NOTE] = "note",       [TEXT_TEASER] = "teaser",       [TEXT_MENU] = "menu",
        [TEXT_NOTICE] = "notice",
    };
    return k < TEXT_KIND_COUNT ? names[k] : "unknown";
}
