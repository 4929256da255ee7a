/* SPDX-License-Identifier: MIT */
#include "capture.h"

#include "unicode.h"

#include <string.h>

static void put(struct pox_capture *capture, const char *text)
{
    pox_buffer_append_text(&capture->xml, text);
}

/** The first attribute of a tag that has the namespace of the i-th. */
static size_t first_of_namespace(const struct pox_attribute *attributes, size_t i)
{
    for (size_t first = 0; attributes[i].uri && first < i; first++) {
        if (attributes[first].uri &&
            strcmp(attributes[first].uri, attributes[i].uri) == 0)
            return first;
    }
    return i;
}

void pox_capture_start(struct pox_capture *capture, const char *prefix, const char *name,
                       const char *declare, const struct pox_attribute *attributes,
                       size_t n_attributes)
{
    if (capture->depth == 0)
        capture->xml.size = 0;
    else if (capture->last == POX_CAPTURED_START)
        put(capture, ">");
    else if (capture->last == POX_CAPTURED_BLANK_AFTER_START ||
             capture->last == POX_CAPTURED_BLANK_AFTER_END)
        capture->xml.size = capture->blank_begin;
    put(capture, "<");
    put(capture, prefix);
    put(capture, name);
    if (declare) {
        put(capture, " xmlns=\"");
        pox_escape_attribute(&capture->xml, declare, strlen(declare));
        put(capture, "\"");
    }
    for (size_t i = 0; i < n_attributes; i++)
        pox_append_attribute(&capture->xml, &attributes[i],
                             first_of_namespace(attributes, i), i);
    capture->last = POX_CAPTURED_START;
    capture->text_bytes = 0;
    capture->depth++;
}

void pox_capture_text(struct pox_capture *capture, const char *bytes, size_t size)
{
    bool is_after_start = capture->last == POX_CAPTURED_START;

    if (size == 0)
        return; /* an empty CDATA section */
    capture->text_bytes += size;
    if (is_after_start)
        put(capture, ">");
    if (is_after_start || capture->last == POX_CAPTURED_END) {
        capture->blank_begin = capture->xml.size;
        capture->last = is_after_start ? POX_CAPTURED_BLANK_AFTER_START
                                       : POX_CAPTURED_BLANK_AFTER_END;
    }
    if (!pox_is_blank(bytes, size))
        capture->last = POX_CAPTURED_TEXT;
    pox_escape_text(&capture->xml, bytes, size);
}

void pox_capture_end(struct pox_capture *capture, const char *prefix, const char *name)
{
    if (capture->last == POX_CAPTURED_START) {
        put(capture, "/>");
    } else {
        if (capture->last == POX_CAPTURED_BLANK_AFTER_END)
            capture->xml.size = capture->blank_begin;
        put(capture, "</");
        put(capture, prefix);
        put(capture, name);
        put(capture, ">");
    }
    capture->last = POX_CAPTURED_END;
    capture->text_bytes = 0;
    capture->depth--;
}
