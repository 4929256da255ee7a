/* SPDX-License-Identifier: MIT */
/** @file Text as XML and as JSON has it. */
#ifndef POX_ESCAPE_H
#define POX_ESCAPE_H

#include "scan.h"
#include "value.h"

/** What has to be escaped somewhere: quotes and "&", which are one bit apart, "<" and ">". */
POX_INLINE struct pox_marks pox_mark_markup(struct pox_block block)
{
    return pox_either(pox_mark(pox_with_bits(block, '"' ^ '&'), '"' | '&'),
                      pox_mark(pox_with_bits(block, '<' ^ '>'), '<' | '>'));
}

/** The same, and what is no printable ASCII: it may be no character of XML. */
POX_INLINE struct pox_marks pox_mark_special(struct pox_block block)
{
    return pox_either(pox_mark_markup(block), pox_mark_outside(block, ' '));
}

/**
 * Copies a text up to the first byte that may be special, which few texts have.
 *
 * @param to  room for `size` bytes and POX_BLOCK_SIZE more
 * @return how many bytes it copied
 */
POX_INLINE size_t pox_copy_plain(char *to, const char *bytes, size_t size)
{
    return pox_copy_until(to, bytes, size, pox_mark_special);
}

/**
 * Appends a text as XML has it, up to the first byte that XML cannot carry.
 *
 * @return how many bytes that are: `size`, if nothing is wrong; or less for want of memory
 */
size_t pox_escape_text(struct pox_buffer *out, const char *bytes, size_t size);
size_t pox_escape_attribute(struct pox_buffer *out, const char *bytes, size_t size);
/** In double quotes. The text must be fit for XML. */
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
