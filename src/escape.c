/* SPDX-License-Identifier: MIT */
#include "escape.h"

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

/** Copies runs that stand for themselves at once. */
static void escape(struct pox_buffer *out, const char *bytes, size_t size,
                   const char *(*replacement)(char byte))
{
    size_t run = 0;

    for (size_t i = 0; i < size; i++) {
        const char *other = replacement(bytes[i]);

        if (!other)
            continue;
        pox_buffer_append(out, bytes + run, i - run);
        pox_buffer_append_text(out, other);
        run = i + 1;
    }
    pox_buffer_append(out, bytes + run, size - run);
}

void pox_escape_text(struct pox_buffer *out, const char *bytes, size_t size)
{
    escape(out, bytes, size, in_text);
}

void pox_escape_attribute(struct pox_buffer *out, const char *bytes, size_t size)
{
    escape(out, bytes, size, in_attribute);
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
    escape(out, bytes, size, in_json);
    pox_buffer_append_text(out, "\"");
}

void pox_append_line(struct pox_buffer *out, size_t depth)
{
    static const char line[] =
        "\n                                                                ";
    size_t deepest = (sizeof(line) - 2) / 2;

    pox_buffer_append(out, line, 1 + 2 * (depth < deepest ? depth : deepest));
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
