/* SPDX-License-Identifier: MIT */
/** @file Text as XML and as JSON has it. The text must be fit for it: see pox_check_text(). */
#ifndef POX_ESCAPE_H
#define POX_ESCAPE_H

#include "scan.h"
#include "value.h"

void pox_escape_text(struct pox_buffer *out, const char *bytes, size_t size);

/** What has to be done to a text beyond copying it. */
enum pox_text_need {
    POX_NEEDS_NOTHING = 0,
    /** Something in it has to be escaped. */
    POX_NEEDS_ESCAPES,
    /** Something in it is no printable ASCII: it has to be checked first. */
    POX_NEEDS_CHECK
};

/** Quotes and "&", which are one bit apart, and "<" and ">", too. */
POX_INLINE struct pox_marks pox_mark_markup(struct pox_block block)
{
    return pox_either(pox_mark(pox_with_bits(block, '"' ^ '&'), '"' | '&'),
                      pox_mark(pox_with_bits(block, '<' ^ '>'), '<' | '>'));
}

POX_INLINE enum pox_text_need pox_need_of(uint64_t markup, uint64_t odd)
{
    if (odd != 0)
        return POX_NEEDS_CHECK;
    return markup != 0 ? POX_NEEDS_ESCAPES : POX_NEEDS_NOTHING;
}

/**
 * Copies a text as it is, which is what most of them are, and says whether it is not.
 *
 * @param to    room for `size` bytes and POX_BLOCK_SIZE more
 * @param size  not 0
 */
static inline enum pox_text_need pox_copy_text(char *to, const char *bytes, size_t size)
{
    const char *last;
    struct pox_block block;
    struct pox_marks markup;
    struct pox_marks odd;

    if (size < POX_BLOCK_SIZE) {
        uint64_t bits = ((uint64_t)1 << size * POX_BITS_A_MARK) - 1;

        block = pox_block_rest(bytes, size);
        pox_block_put(to, block);
        return pox_need_of(pox_mask(pox_mark_markup(block)),
                           pox_mask(pox_mark_outside(block, ' ')) & bits);
    }
    last = bytes + size - POX_BLOCK_SIZE;
    block = pox_block_at(last);
    markup = pox_mark_markup(block);
    odd = pox_mark_outside(block, ' ');
    for (; bytes < last; bytes += POX_BLOCK_SIZE, to += POX_BLOCK_SIZE) {
        block = pox_block_at(bytes);
        markup = pox_either(markup, pox_mark_markup(block));
        odd = pox_either(odd, pox_mark_outside(block, ' '));
        memcpy(to, bytes, POX_BLOCK_SIZE);
    }
    to -= bytes - last;
    memcpy(to, last, POX_BLOCK_SIZE);
    return pox_need_of(pox_mask(markup), pox_mask(odd));
}

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
