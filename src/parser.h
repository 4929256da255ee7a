/* SPDX-License-Identifier: MIT */
/** @file The parser behind pox_parser_feed(); a whole document is one piece for it. */
#ifndef POX_SRC_PARSER_H
#define POX_SRC_PARSER_H

#include "plain.h"
#include "source.h"

struct pox_parser {
    /** What the root must be; NULL: anything. */
    const struct pox_type *type;
    struct pox_parse_options options;
    struct pox_allocator allocator;
    /** There is a document that comes in pieces: the source is in use. */
    bool has_begun;
    /** Its first failure. */
    struct pox_error error;
    struct pox_reader reader;
    struct pox_source source;
    struct pox_plain plain;
};

/** Makes a parser in memory of the caller; nothing is allocated before the first piece. */
void pox_parser_begin(struct pox_parser *parser, const struct pox_type *type,
                      const struct pox_parse_options *options);
/** Frees what such a parser has allocated. */
void pox_parser_end(struct pox_parser *parser);

/** Reads a whole document; what pox_parser_parse() does, with arguments that make sense. */
void *pox_parser_read(struct pox_parser *parser, const char *xml, size_t size,
                      const struct pox_type **type, struct pox_error *error);

#endif
