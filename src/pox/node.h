/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The bridge to programs that have messages as trees of libxml2's: reads an element of a tree
 * into a struct, and puts a struct into a tree. The header needs none of libxml2's; the program
 * must be linked to the same libxml2 as libpox is.
 */
#ifndef POX_NODE_H
#define POX_NODE_H

#include <pox/error.h>
#include <pox/options.h>
#include <pox/table.h>

/** libxml2's xmlNode. */
struct _xmlNode;

POX_BEGIN_DECLS

/**
 * Reads an element with all that is in it, or the root of a document. What comes out is what
 * pox_parse() makes of the same document as bytes, with these differences:
 *
 * - Diagnostics and errors have no column, and their line is what libxml2 knows of it (that in
 *   which a start tag ends), or 0.
 * - An element counts as being in the namespace that its `ns` says, and without one in none.
 * - The limit `document_bytes` holds for the names, values and texts in the tree, a byte for each
 *   of its nodes, and the names of namespaces: each once, unless more than 16 take turns.
 * - A DTD may stand beside the root; an entity that is left in the tree, and is none of the
 *   five predefined ones, is POX_ERROR_DOCTYPE.
 *
 * A tree that was built by hand is checked: what no document can say, such as a name that is
 * none, text that is not UTF-8 or an attribute that occurs twice, is an error.
 *
 * @param type     what the element must be; NULL: any element that has a struct
 * @param node     an element, or a document (xmlDoc) as a node; only read, and not needed
 *                 afterwards
 * @param options  may be NULL
 * @param found    receives the type of the result, or NULL with it; may be NULL
 * @param error    may be NULL
 * @return the struct, owned by the caller, for pox_free(); NULL with *error set
 */
POX_API POX_MUST_USE void *pox_parse_node(const struct pox_type *type,
                                          const struct _xmlNode *node,
                                          const struct pox_parse_options *options,
                                          const struct pox_type **found,
                                          struct pox_error *error);

/**
 * Writes a struct as the last child of a node. No white space is put between elements, whatever
 * the options say: in a tree it would be nodes, and libxml2 can indent when it saves one.
 *
 * @param type     what `value` points to
 * @param value    borrowed and only read
 * @param options  may be NULL
 * @param parent   an element, or a document (xmlDoc) as a node that has no root yet
 * @param error    may be NULL
 * @return the new element, owned by the tree that `parent` is in; NULL with *error set, and
 *         nothing added. What could not be read again, whatever struct pox_limits says, is
 *         POX_ERROR_LIMIT: elements over 256 deep, over 100 attributes of one element, over
 *         65,536 different names, a tag or text of over 8 MiB
 */
POX_API struct _xmlNode *pox_write_node(const struct pox_type *type, const void *value,
                                        const struct pox_write_options *options,
                                        struct _xmlNode *parent, struct pox_error *error);

POX_END_DECLS

#endif
