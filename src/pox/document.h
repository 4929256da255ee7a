/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The verbs for a document whose type is known only at run time. Each struct has the same verbs
 * with its own types, such as pox_protocol_parse(); those are what most programs use.
 */
#ifndef POX_DOCUMENT_H
#define POX_DOCUMENT_H

#include <pox/error.h>
#include <pox/options.h>
#include <pox/table.h>

POX_BEGIN_DECLS

/**
 * Reads a document whose root is any element that has a struct.
 *
 * @param xml      the bytes; borrowed, and not needed afterwards
 * @param size     their number
 * @param options  may be NULL
 * @param type     receives the type of the result, or NULL with it; may be NULL
 * @param error    may be NULL
 * @return the struct, owned by the caller, for pox_free(); NULL with *error set
 */
POX_API POX_MUST_USE void *pox_parse_any(const char *xml, size_t size,
                                         const struct pox_parse_options *options,
                                         const struct pox_type **type,
                                         struct pox_error *error);

/** Reads a document whose root must be of the given type; otherwise as pox_parse_any(). */
POX_API POX_MUST_USE void *pox_parse(const struct pox_type *type, const char *xml,
                                     size_t size, const struct pox_parse_options *options,
                                     struct pox_error *error);

/**
 * Writes a struct as an XML document.
 *
 * @param type     what `value` points to
 * @param value    borrowed and only read
 * @param options  may be NULL
 * @param size     receives the number of bytes without the terminating NUL; may be NULL
 * @param error    may be NULL
 * @return the text, NUL-terminated, owned by the caller: free(), or the release function of
 *         the allocator in the options; NULL with *error set
 */
POX_API POX_MUST_USE char *pox_to_xml(const struct pox_type *type, const void *value,
                                      const struct pox_write_options *options,
                                      size_t *size, struct pox_error *error);

/**
 * Writes a struct as JSON with the table's XML names as keys; otherwise as pox_to_xml(). Numbers
 * over 9007199254740991 are strings, since many readers of JSON would round them.
 */
POX_API POX_MUST_USE char *pox_to_json(const struct pox_type *type, const void *value,
                                       const struct pox_write_options *options,
                                       size_t *size, struct pox_error *error);

/**
 * Whether two structs say the same, `extra` included. NULL equals only NULL. Structs that are
 * nested over 256 deep are not equal.
 */
POX_API bool pox_equal(const struct pox_type *type, const void *a, const void *b);

/**
 * A deep copy that owns all its memory.
 *
 * @param value      borrowed and only read
 * @param allocator  NULL: malloc and free
 * @param error      may be NULL
 * @return for pox_free(); NULL with *error set: no memory, structs nested over 256 deep, or
 *         a list that is NULL but has a count
 */
POX_API POX_MUST_USE void *pox_copy(const struct pox_type *type, const void *value,
                                    const struct pox_allocator *allocator,
                                    struct pox_error *error);

/**
 * Frees what pox_parse(), pox_parse_any(), pox_parse_fd(), pox_parse_node(), pox_copy(),
 * pox_parser_finish() or a struct's own `_parse` and `_copy` returned, and all that hangs on it.
 * NULL is allowed; a struct inside another one, or one that the caller made, is not.
 */
POX_API void pox_free(void *value);

POX_END_DECLS

#endif
