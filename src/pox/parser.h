/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Reading a document that arrives in pieces, such as from a socket. What comes of it is the
 * same as of reading the whole at once: the struct, the diagnostics, errors and their places.
 */
#ifndef POX_PARSER_H
#define POX_PARSER_H

#include <pox/error.h>
#include <pox/options.h>
#include <pox/table.h>

POX_BEGIN_DECLS

/** Reads one document after the other. Private; one thread at a time may use it. */
struct pox_parser;

/**
 * A parser that waits for the first piece of a document.
 *
 * @param type     what the root must be, such as `&pox_protocol_descriptor`; NULL: any
 *                 element that has a struct
 * @param options  may be NULL; copied, the allocator's functions included
 * @param error    may be NULL
 * @return for pox_parser_free(); NULL with *error set: no memory, or an unusable allocator
 */
POX_API POX_MUST_USE struct pox_parser *pox_parser_new(
    const struct pox_type *type, const struct pox_parse_options *options,
    struct pox_error *error);

/**
 * Reads a piece of the document, of any size. Bytes are gathered and read 4 KiB at a time, so
 * that what is wrong with a short document is known only when it is finished; and nothing here
 * says that a document is complete: where it ends is for the caller to know. The function that
 * receives diagnostics must leave the parser alone.
 *
 * @param bytes  borrowed, and not needed afterwards; may be NULL when size is 0
 * @param error  may be NULL
 * @return false with *error set: the document is refused. More of it changes nothing: the same
 *         error comes again until pox_parser_finish() or pox_parser_reset(). (Only bytes that
 *         are NULL with a size are refused as if nothing had been fed.)
 */
POX_API bool pox_parser_feed(struct pox_parser *parser, const char *bytes, size_t size,
                             struct pox_error *error);

/**
 * Ends the document. Whatever comes of it, the parser waits for the next one.
 *
 * @param type   receives the type of the result, or NULL with it; may be NULL
 * @param error  may be NULL
 * @return the struct, owned by the caller, for pox_free() or the struct's own `_free`; NULL with
 *         *error set
 */
POX_API POX_MUST_USE void *pox_parser_finish(struct pox_parser *parser,
                                             const struct pox_type **type,
                                             struct pox_error *error);

/**
 * Reads a whole document, quicker than in pieces; what was fed before is dropped. A parser that
 * reads one document after the other keeps what memory it needs for itself.
 *
 * @param xml    the bytes; borrowed, and not needed afterwards; may be NULL when size is 0
 * @param type   receives the type of the result, or NULL with it; may be NULL
 * @param error  may be NULL
 * @return as pox_parser_finish()
 */
POX_API POX_MUST_USE void *pox_parser_parse(struct pox_parser *parser, const char *xml,
                                            size_t size, const struct pox_type **type,
                                            struct pox_error *error);

/**
 * Gives a struct back to a parser, instead of freeing it: its memory is used for the next
 * document, and nothing is allocated for a struct that needs no more. Reading allocates nothing
 * else, but where libxml2 has to be asked.
 *
 * @param root  what this parser returned, or NULL; not to be used any more
 */
POX_API void pox_parser_recycle(struct pox_parser *parser, void *root);

/** Drops what was fed since the last document; the parser waits for the next one. */
POX_API void pox_parser_reset(struct pox_parser *parser);

/** Frees a parser, in the middle of a document, too. NULL is allowed. */
POX_API void pox_parser_free(struct pox_parser *parser);

POX_END_DECLS

#endif
