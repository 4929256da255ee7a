/* SPDX-License-Identifier: MIT */
/** @file Text as XML and as JSON has it. The text must be fit for it: see pox_check_text(). */
#ifndef POX_ESCAPE_H
#define POX_ESCAPE_H

#include "value.h"

void pox_escape_text(struct pox_buffer *out, const char *bytes, size_t size);

/**
 * Copies a text that XML has as it stands: of ASCII, and with nothing to be escaped.
 *
 * @param to    room for `size` bytes and POX_BLOCK_SIZE more
 * @param size  not 0
 * @return false: it has other bytes; what was copied is of no use
 */
bool pox_copy_plain(char *to, const char *bytes, size_t size);
void pox_escape_attribute(struct pox_buffer *out, const char *bytes, size_t size);
/** In double quotes. */
void pox_escape_json(struct pox_buffer *out, const char *bytes, size_t size);

enum { POX_MAX_INDENTATION = 32 };

/** A line feed, and two blanks for each level of depth, of which only so many count. */
void pox_append_line(struct pox_buffer *out, size_t depth);

/** What the prefix "xml" stands for without being declared. */
#define POX_XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"
/** The namespace of declarations themselves, in which nothing else may be. */
#define POX_XMLNS_NAMESPACE "http://www.w3.org/2000/xmlns/"

/** An attribute of a start tag; namespace declarations are not among them. */
struct pox_attribute {
    const char *name;
    /** NULL: none. */
    const char *uri;
    struct pox_text value;
};

/**
 * ` name="value"`. In a namespace it gets a prefix that has the number of the first attribute
 * of the tag with this namespace, which declares it.
 *
 * @param prefix  the number of that attribute
 * @param number  the attribute's own
 */
void pox_append_attribute(struct pox_buffer *out, const struct pox_attribute *attribute,
                          size_t prefix, size_t number);

#endif
