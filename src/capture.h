/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Copies an element as XML, in a plain form that can be put into any document: no comments and
 * CDATA, default namespaces only, every prefix declared on the element that uses it, and no
 * white space between elements.
 */
#ifndef POX_CAPTURE_H
#define POX_CAPTURE_H

#include "escape.h"

/** What was captured last; it decides what white space means. */
enum pox_captured {
    /** A start tag, whose ">" is not written yet. */
    POX_CAPTURED_START,
    POX_CAPTURED_END,
    /** Nothing but white space behind a start tag: a value, unless a tag follows. */
    POX_CAPTURED_BLANK_AFTER_START,
    /** Nothing but white space behind an end tag: it is dropped, unless text follows. */
    POX_CAPTURED_BLANK_AFTER_END,
    POX_CAPTURED_TEXT
};

struct pox_capture {
    struct pox_buffer xml;
    enum pox_captured last;
    /** Where white space begins that may have to be dropped. */
    size_t blank_begin;
    /** Of the text since the last tag, as it came. */
    size_t text_bytes;
    /** Open elements; 0: nothing is being captured. */
    size_t depth;
};

/**
 * An element begins.
 *
 * @param prefix   "xml:" for a name that belongs to XML itself, otherwise ""
 * @param declare  the namespace to declare; NULL: that of the element around it
 */
void pox_capture_start(struct pox_capture *capture, const char *prefix, const char *name,
                       const char *declare, const struct pox_attribute *attributes,
                       size_t n_attributes);
void pox_capture_text(struct pox_capture *capture, const char *bytes, size_t size);
void pox_capture_end(struct pox_capture *capture, const char *prefix, const char *name);

#endif
