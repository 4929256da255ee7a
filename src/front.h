/* SPDX-License-Identifier: MIT */
/** @file The front end through which every document can be read: libxml2's SAX2 push parser. */
#ifndef POX_FRONT_H
#define POX_FRONT_H

#include "reader.h"

struct _xmlParserCtxt;

struct pox_front {
    struct pox_reader *reader;
    struct pox_lexer lexer;
    /** Markup that is not complete: given to the parser when it is. */
    struct pox_buffer held;
    /** NULL: nothing has come so far. */
    struct _xmlParserCtxt *parser;
    /** The parser knows that no more comes: what it misses is missing in the document. */
    bool is_ending;
    /** The end of an empty element has yet to be told. */
    bool has_empty;
    struct pox_position last_end;
    /** Declarations of namespaces in scope in the open element at each depth. */
    size_t in_scope[POX_MAX_DEPTH + 1];
    /** How many of them the parser looked at so far, at most, and bytes that it had for it. */
    uint64_t n_looks;
    uint64_t n_read;
    /** Attributes of one start tag, and the bytes of their values. */
    struct pox_attribute *attributes;
    size_t attributes_capacity;
    struct pox_buffer values;
};

/** Begins a document that goes to a reader, for pox_front_end(). */
void pox_front_begin(struct pox_front *front, struct pox_reader *reader);

/** Reads more of the document: UTF-8, characters whole. False: the reader has failed. */
bool pox_front_read(struct pox_front *front, const char *bytes, size_t size);

/**
 * Reads what the parser has kept back, now that no more comes; something must have come.
 *
 * @return whether the document was well-formed to its end; otherwise the reader has failed
 */
bool pox_front_finish(struct pox_front *front);

void pox_front_end(struct pox_front *front);

#endif
