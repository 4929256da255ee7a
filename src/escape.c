/* SPDX-License-Identifier: MIT */
#include "escape.h"

#include <stdio.h>
#include <string.h>

/** What stands for a byte; NULs behind it. Size 0: the byte itself. */
struct escape {
    char text[8];
    size_t size;
};

/** In text. A parser would turn a bare CR into LF. */
POX_INLINE struct escape in_text(char byte)
{
    switch (byte) {
    case '&':
        return (struct escape){"&amp;", 5};
    case '<':
        return (struct escape){"&lt;", 4};
    case '>':
        return (struct escape){"&gt;", 4};
    case '\r':
        return (struct escape){"&#13;", 5};
    default:
        return (struct escape){"", 0};
    }
}

/** In an attribute, where a parser would turn white space into blanks. */
POX_INLINE struct escape in_attribute(char byte)
{
    switch (byte) {
    case '"':
        return (struct escape){"&quot;", 6};
    case '\t':
        return (struct escape){"&#9;", 4};
    case '\n':
        return (struct escape){"&#10;", 5};
    default:
        return in_text(byte);
    }
}

POX_INLINE struct escape in_json(char byte)
{
    switch (byte) {
    case '"':
        return (struct escape){"\\\"", 2};
    case '\\':
        return (struct escape){"\\\\", 2};
    case '\t':
        return (struct escape){"\\t", 2};
    case '\n':
        return (struct escape){"\\n", 2};
    case '\r':
        return (struct escape){"\\r", 2};
    default:
        return (struct escape){"", 0};
    }
}

/** What may have to be escaped, in text or in an attribute. */
POX_INLINE struct pox_marks mark_special(struct pox_block block)
{
    return pox_either(
        pox_mark_markup(block),
        pox_either(pox_mark(block, '\t'),
                   pox_either(pox_mark(block, '\n'), pox_mark(block, '\r'))));
}

/** The same in JSON. */
POX_INLINE struct pox_marks mark_special_in_json(struct pox_block block)
{
    return pox_either(pox_mark(block, '\\'), mark_special(block));
}

/** Puts what stands for a byte, and up to 8 bytes of no account behind it. */
POX_INLINE char *put_byte(char *to, char byte, struct escape (*escape_of)(char byte))
{
    struct escape escape = escape_of(byte);

    if (escape.size == 0) {
        *to = byte;
        return to + 1;
    }
    memcpy(to, escape.text, sizeof(escape.text));
    return to + escape.size;
}

/** So many bytes at once, each of which may become so many. */
enum { PORTION = 256, MAX_ESCAPE = 6 };

/** Escapes into a room of MAX_ESCAPE bytes for each byte, and a block more. */
POX_INLINE char *put_escaped(char *to, const char *bytes, const char *end,
                             struct escape (*escape_of)(char byte),
                             struct pox_marks (*class)(struct pox_block block))
{
    while (end - bytes >= POX_BLOCK_SIZE) {
        uint64_t mask = pox_mask(class(pox_block_at(bytes)));
        size_t run = mask ? pox_first(mask) : POX_BLOCK_SIZE;

        memcpy(to, bytes, POX_BLOCK_SIZE);
        to += run;
        bytes += run;
        if (mask)
            to = put_byte(to, *bytes++, escape_of);
    }
    while (bytes < end)
        to = put_byte(to, *bytes++, escape_of);
    return to;
}

POX_INLINE void escape(struct pox_buffer *out, const char *bytes, size_t size,
                       struct escape (*escape_of)(char byte),
                       struct pox_marks (*class)(struct pox_block block))
{
    while (size > 0) {
        size_t portion = size < PORTION ? size : PORTION;
        char *to;

        if (!pox_buffer_reserve(out, MAX_ESCAPE * portion + POX_BLOCK_SIZE))
            return;
        to =
            put_escaped(out->bytes + out->size, bytes, bytes + portion, escape_of, class);
        out->size = (size_t)(to - out->bytes);
        bytes += portion;
        size -= portion;
    }
}

void pox_escape_text(struct pox_buffer *out, const char *bytes, size_t size)
{
    escape(out, bytes, size, in_text, mark_special);
}

void pox_escape_attribute(struct pox_buffer *out, const char *bytes, size_t size)
{
    escape(out, bytes, size, in_attribute, mark_special);
}

void pox_escape_json(struct pox_buffer *out, const char *bytes, size_t size)
{
    pox_buffer_append_text(out, "\"");
    escape(out, bytes, size, in_json, mark_special_in_json);
    pox_buffer_append_text(out, "\"");
}

void pox_append_line(struct pox_buffer *out, size_t depth)
{
    static const char line[1 + 2 * POX_MAX_INDENTATION + 1] =
        "\n                                                                ";

    if (depth > POX_MAX_INDENTATION)
        depth = POX_MAX_INDENTATION;
    pox_buffer_append(out, line, 1 + 2 * depth);
}

static void declare(struct pox_buffer *out, const char *uri, size_t number)
{
    char text[32];

    snprintf(text, sizeof(text), " xmlns:ns%zu=\"", number);
    pox_buffer_append_text(out, text);
    pox_escape_attribute(out, uri, strlen(uri));
    pox_buffer_append_text(out, "\"");
}

void pox_append_attribute(struct pox_buffer *out, const struct pox_attribute *attribute,
                          size_t prefix, size_t number)
{
    bool is_xml = attribute->uri && strcmp(attribute->uri, POX_XML_NAMESPACE) == 0;
    char text[32] = " ";

    if (is_xml)
        snprintf(text, sizeof(text), " xml:");
    else if (attribute->uri)
        snprintf(text, sizeof(text), " ns%zu:", prefix);
    if (attribute->uri && !is_xml && prefix == number)
        declare(out, attribute->uri, number);
    pox_buffer_append_text(out, text);
    pox_buffer_append_text(out, attribute->name);
    pox_buffer_append_text(out, "=\"");
    pox_escape_attribute(out, attribute->value.bytes, attribute->value.size);
    pox_buffer_append_text(out, "\"");
}
