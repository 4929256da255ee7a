/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Finds the markup in a stream of bytes, ahead of the XML parser: where each tag begins and
 * ends, to the column and alike under every version of libxml2; and what must not reach the
 * parser at all: a DOCTYPE, a declaration of another encoding, markup that is too long.
 *
 * It takes tags for well-formed: where they are not, the parser says so before what the lexer
 * thinks of the rest can matter. Everything else it checks itself, since the parser looks at text
 * only now and then, and at what comes first not always first.
 */
#ifndef POX_LEXER_H
#define POX_LEXER_H

#include "memory.h"

/** A place in the document. */
struct pox_position {
    size_t line;
    size_t column;
};

/** What a piece of markup is. */
enum pox_token_kind {
    POX_TOKEN_START,
    /** "<a/>": start and end in one. */
    POX_TOKEN_EMPTY,
    POX_TOKEN_END,
    /** A comment or a processing instruction. */
    POX_TOKEN_ASIDE
};

/** A piece of markup that the parser will tell of. */
struct pox_token {
    enum pox_token_kind kind;
    struct pox_position begin;
    /** Behind the ">". */
    struct pox_position end;
    /** Of the text before it, CDATA included, where that is no more white space. */
    struct pox_position text;
    /** A CDATA section ends on the line on which it begins: libxml2 miscounts columns there. */
    bool is_after_cdata;
};

enum { POX_DECLARATION_SIZE = 256, POX_REFERENCE_SIZE = 12 };

struct pox_lexer {
    struct pox_allocator allocator;
    /** Of a tag, comment, CDATA section, instruction or reference. */
    size_t max_markup_bytes;
    /** Of an element; its tag may have as many declarations and one. */
    size_t max_attributes;
    /** What comes was UTF-16, which a declaration may say. */
    bool was_utf_16;
    /** The declaration says US-ASCII. */
    bool is_ascii;

    int state;
    struct pox_position position;
    struct pox_token token;
    /** There is more than white space in the text at hand; token.text says where. */
    bool has_text;
    char quote;
    /** The last bytes, newest lowest, to recognise "-->", "]]>", "?>" and "/>". */
    uint32_t recent;
    size_t markup_bytes;
    size_t n_attributes;
    /** The line on which a CDATA section ended last. */
    size_t cdata_line;
    /** The reference in text at hand, leading zeros aside; what is longer is none of XML's. */
    char reference[POX_REFERENCE_SIZE];
    size_t reference_size;
    /** How much of "[CDATA[" and of "--" stands behind "<!". */
    size_t n_cdata;
    size_t n_dashes;
    bool at_start;
    /** The root has begun, and how many elements are open, as far as tags are right. */
    bool has_root;
    size_t depth;
    char declaration[POX_DECLARATION_SIZE];
    size_t declaration_size;

    struct pox_token *tokens;
    size_t n_tokens;
    size_t n_taken;
    size_t capacity;
};

/**
 * Goes over `size` more bytes.
 *
 * @param whole  receives how many of them stand before markup that is not complete, or that
 *               is refused: what the parser may be given
 * @param error    status and message of a failure; the position is lexer->position
 */
bool pox_lexer_feed(struct pox_lexer *lexer, const char *bytes, size_t size,
                    size_t *whole, struct pox_error *error);

/** Takes the next piece of markup, valid until more is fed; NULL: the queue is empty. */
const struct pox_token *pox_lexer_take(struct pox_lexer *lexer);

/** Where the next piece of markup begins, which may not have ended yet. */
struct pox_position pox_lexer_begin(const struct pox_lexer *lexer);

/** Whether columns that libxml2 counts where that begins are wrong. */
bool pox_lexer_is_after_cdata(const struct pox_lexer *lexer);

/** Where the text begins that stands before the next piece of markup, white space aside. */
struct pox_position pox_lexer_text(const struct pox_lexer *lexer);

/** What the bytes so far end inside of, such as "a comment"; NULL: nothing, or text. */
const char *pox_lexer_unfinished(const struct pox_lexer *lexer);

/** Moves a position over some bytes; continuation bytes of UTF-8 are no columns. */
void pox_position_advance(struct pox_position *position, const char *bytes, size_t size);

void pox_lexer_end(struct pox_lexer *lexer);

#endif
