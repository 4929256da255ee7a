/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What stood in an element and has no typed place in its struct: kept, so that a document that
 * is read and written again says what it said before.
 */
#ifndef POX_EXTRA_H
#define POX_EXTRA_H

#include <pox/base.h>

POX_BEGIN_DECLS

/** What kind of thing was kept. */
enum pox_extra_kind {
    /** An attribute of the struct's element, or of the leaf that `element` names. */
    POX_EXTRA_ATTRIBUTE = 1,
    /** A child element with all that is in it. */
    POX_EXTRA_ELEMENT,
    /** Text between the children, without white space at its ends, joined by line feeds. */
    POX_EXTRA_TEXT
};

/**
 * One thing that was kept. A reader gives them in this order: attributes of the element,
 * attributes of its leaves, child elements, text. A caller may fill some in to be written.
 */
struct pox_extra {
    /** What it is. */
    enum pox_extra_kind kind;
    /**
     * Attribute: the child element that has it, and without which it is not written; NULL:
     * the struct's own element has it.
     */
    const char *element;
    /** The name without prefix; NULL for text. Of an element, `value` decides what is written. */
    const char *name;
    /** The namespace; NULL: that of the struct's element (attribute: none). */
    const char *namespace_uri;
    /**
     * Attribute and text: the value. Element: XML, from "<name" to its end, a document of its
     * own: a second Account can be given to pox_account_parse(). Never NULL.
     */
    const char *value;
};

POX_END_DECLS

#endif
