/* SPDX-License-Identifier: MIT */
#include "escape.h"

#include "scan.h"

#include <stdio.h>
#include <string.h>

/** What stands for a byte in text; NULL: itself. A parser would turn a bare CR into LF. */
static const char *in_text(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

/** The same in an attribute, where a parser would turn white space into blanks. */
static const char *in_attribute(char byte)
{
    switch (byte) {
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    default:
        return in_text(byte);
    }
}

/** What may have a replacement, in text or in an attribute. */
POX_INLINE struct pox_marks mark_special(struct pox_block block)
{
    return pox_either(
        pox_either(pox_either(pox_mark(block, '&'), pox_mark(block, '<')),
                   pox_either(pox_mark(block, '>'), pox_mark(block, '"'))),
        pox_either(pox_mark(block, '\t'),
                   pox_either(pox_mark(block, '\n'), pox_mark(block, '\r'))));
}

/** The same in JSON. */
POX_INLINE struct pox_marks mark_special_to_json(struct pox_block block)
{
    return pox_either(
        pox_either(pox_mark(block, '"'), pox_mark(block, '\\')),
        pox_either(pox_mark(block, '\t'),
                   pox_either(pox_mark(block, '\n'), pox_mark(block, '\r'))));
}

/** Copies runs that stand for themselves at once. */
POX_INLINE void escape(struct pox_buffer *out, const char *bytes, size_t size,
                       const char *(*replacement)(char byte),
                       struct pox_marks (*class)(struct pox_block block))
{
    const char *end = bytes + size;
    const char *run = bytes;

    while ((bytes = pox_find(bytes, end, class)) < end) {
        const char *other = replacement(*bytes);

        if (other) {
            pox_buffer_append(out, run, (size_t)(bytes - run));
            pox_buffer_append_text(out, other);
            run = bytes + 1;
        }
        bytes++;
    }
    pox_buffer_append(out, run, (size_t)(end - run));
}

void pox_escape_text(struct pox_buffer *out, const char *bytes, size_t size)
{
    escape(out, bytes, size, in_text, mark_special);
}

void pox_escape_attribute(struct pox_buffer *out, const char *bytes, size_t size)
{
    escape(out, bytes, size, in_attribute, mark_special);
}

/** What is not just a part of a text. */
POX_INLINE struct pox_marks mark_odd(struct pox_block block)
{
    return pox_either(pox_either(pox_mark(block, '&'), pox_mark(block, '<')),
                      pox_either(pox_mark(block, '>'), pox_mark_outside(block, ' ')));
}

bool pox_copy_plain(char *to, const char *bytes, size_t size)
{
    size_t at = 0;
    struct pox_marks odd;

    if (size < POX_BLOCK_SIZE) {
        memcpy(to, bytes, size);
        memset(to + size, ' ', POX_BLOCK_SIZE);
        return pox_mask(mark_odd(pox_block_at(to))) == 0;
    }
    odd = mark_odd(pox_block_at(bytes + size - POX_BLOCK_SIZE));
    for (; at + POX_BLOCK_SIZE <= size; at += POX_BLOCK_SIZE) {
        odd = pox_either(odd, mark_odd(pox_block_at(bytes + at)));
        memcpy(to + at, bytes + at, POX_BLOCK_SIZE);
    }
    memcpy(to + size - POX_BLOCK_SIZE, bytes + size - POX_BLOCK_SIZE, POX_BLOCK_SIZE);
    return pox_mask(odd) == 0;
}

static const char *in_json(char byte)
{
    switch (byte) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    default:
        return NULL;
    }
}

void pox_escape_json(struct pox_buffer *out, const char *bytes, size_t size)
{
    pox_buffer_append_text(out, "\"");
    escape(out, bytes, size, in_json, mark_special_to_json);
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
