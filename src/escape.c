/* SPDX-License-Identifier: MIT */
#include "escape.h"

#include "unicode.h"

#include <stdio.h>
#include <string.h>

/** What stands for a byte, in one load; size 0: the byte itself. */
struct escape {
    char text[7];
    unsigned char size;
};

enum { MAX_ESCAPE = 6, N_ESCAPES = 128 };

/** A parser would turn a bare CR into LF. */
static const struct escape in_text[N_ESCAPES] = {
    ['&'] = {"&amp;", 5},
    ['<'] = {"&lt;", 4},
    ['>'] = {"&gt;", 4},
    ['\r'] = {"&#13;", 5},
};

/** A parser would turn white space into blanks. */
static const struct escape in_attribute[N_ESCAPES] = {
    ['&'] = {"&amp;", 5},  ['<'] = {"&lt;", 4},  ['>'] = {"&gt;", 4},
    ['"'] = {"&quot;", 6}, ['\t'] = {"&#9;", 4}, ['\n'] = {"&#10;", 5},
    ['\r'] = {"&#13;", 5},
};

static const struct escape in_json[N_ESCAPES] = {
    ['"'] = {"\\\"", 2}, ['\\'] = {"\\\\", 2}, ['\t'] = {"\\t", 2},
    ['\n'] = {"\\n", 2}, ['\r'] = {"\\r", 2},
};

/** Bytes that JSON may have to escape; it takes all others as they are. */
POX_INLINE struct pox_marks mark_special_in_json(struct pox_block block)
{
    return pox_either(
        pox_either(pox_mark(block, '\\'), pox_mark(block, '"')),
        pox_either(pox_mark(block, '\t'),
                   pox_either(pox_mark(block, '\n'), pox_mark(block, '\r'))));
}

/** Where there is room to copy, and what: all before `stop`, and a character that is there. */
struct copying {
    const char *at;
    const char *stop;
    const char *end;
    char *to;
};

/** Copies characters that need no escape, one at least. False: XML does not have it. */
static bool copy_characters(struct copying *copying)
{
    const char *at = copying->at;
    uint32_t character;
    size_t size;

    while (at < copying->stop &&
           (size = pox_usual_size(at, (size_t)(copying->end - at))) > 0) {
        memcpy(copying->to, at, 3);
        copying->to += size;
        at += size;
    }
    if (at == copying->at) {
        size = pox_decode(at, (size_t)(copying->end - at), &character);
        if (size == 0 || !pox_is_xml_character(character))
            return false;
        memcpy(copying->to, at, size);
        copying->to += size;
        at += size;
    }
    copying->at = at;
    return true;
}

/** What stands for a byte; NULL: no other. */
POX_INLINE const struct escape *find_escape(const struct escape *escapes, char byte)
{
    const struct escape *escape = &escapes[(unsigned char)byte % N_ESCAPES];

    return (unsigned char)byte < N_ESCAPES && escape->size > 0 ? escape : NULL;
}

/** Copies bytes up to one that a class has and that is not escaped. */
POX_INLINE void copy_bytes(struct copying *copying, const struct escape *escapes,
                           struct pox_marks (*class)(struct pox_block block))
{
    const char *at = copying->at;
    char *to = copying->to;

    while (at < copying->stop) {
        size_t rest = (size_t)(copying->stop - at);
        struct pox_block block =
            rest < POX_BLOCK_SIZE ? pox_block_rest(at, rest) : pox_block_at(at);
        uint64_t mask = pox_mask(class(block));
        size_t run = mask ? pox_first(mask) : POX_BLOCK_SIZE;
        const struct escape *escape;

        pox_block_put(to, block);
        if (run >= rest) {
            at += rest;
            to += rest;
            break;
        }
        at += run;
        to += run;
        if (!mask)
            continue;
        escape = find_escape(escapes, *at);
        if (!escape)
            break;
        memcpy(to, escape, sizeof(*escape)); /* and some bytes of no account */
        to += escape->size;
        at++;
    }
    copying->at = at;
    copying->to = to;
}

/** Copies as far as there is room. False: there is a character that XML does not have. */
POX_INLINE bool copy(struct copying *copying, const struct escape *escapes,
                     struct pox_marks (*class)(struct pox_block block))
{
    for (;;) {
        copy_bytes(copying, escapes, class);
        if (copying->at >= copying->stop)
            return true;
        if (!copy_characters(copying))
            return false;
    }
}

/** So many bytes at once, for each of which there is room if it is escaped. */
enum { PORTION = 256 };

/** Appends bytes; returns how many it got. */
POX_INLINE size_t append(struct pox_buffer *out, const char *bytes, size_t size,
                         const struct escape *escapes,
                         struct pox_marks (*class)(struct pox_block block))
{
    struct copying copying = {.at = bytes, .end = bytes + size};
    bool good = true;

    while (good && copying.at < copying.end) {
        size_t rest = (size_t)(copying.end - copying.at);
        size_t portion = rest < PORTION ? rest : PORTION;

        if (!pox_buffer_reserve(out, MAX_ESCAPE * portion + POX_BLOCK_SIZE))
            break;
        copying.to = out->bytes + out->size;
        copying.stop = copying.at + portion;
        good = copy(&copying, escapes, class);
        out->size = (size_t)(copying.to - out->bytes);
    }
    return (size_t)(copying.at - bytes);
}

size_t pox_escape_text(struct pox_buffer *out, const char *bytes, size_t size)
{
    return append(out, bytes, size, in_text, pox_mark_special);
}

size_t pox_escape_attribute(struct pox_buffer *out, const char *bytes, size_t size)
{
    return append(out, bytes, size, in_attribute, pox_mark_special);
}

void pox_escape_json(struct pox_buffer *out, const char *bytes, size_t size)
{
    pox_buffer_append_text(out, "\"");
    append(out, bytes, size, in_json, mark_special_in_json);
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
