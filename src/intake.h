/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The bytes of a document as they come, made pieces of UTF-8 for the parser. Where a piece ends
 * depends on the document alone, not on how it came: whatever reads the pieces cannot tell.
 * Lines end with "\n", as XML demands, whether "\r\n", "\r" or that stood there: libxml2 leaves
 * this out in CDATA sections, and counts no line at "\r".
 */
#ifndef POX_INTAKE_H
#define POX_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { POX_PIECE_SIZE = 4096, POX_HEAD_SIZE = 4 };

/** Some bytes of a document, borrowed. */
struct pox_piece {
    const char *bytes;
    size_t size;
};

enum pox_encoding {
    /** Not known yet. */
    POX_ENCODING_NONE = 0,
    /** Or something else without a byte order mark, which is nobody's business here. */
    POX_ENCODING_UTF_8,
    POX_ENCODING_UTF_16_LE,
    POX_ENCODING_UTF_16_BE
};

/** All zero: nothing has come yet. */
struct pox_intake {
    enum pox_encoding encoding;
    /** The first bytes of the document, until they tell the encoding. */
    char head[POX_HEAD_SIZE];
    size_t head_size;
    /** UTF-16: half a unit, and the first half of a surrogate pair; 0: none. */
    unsigned char half_unit;
    bool has_half_unit;
    uint32_t high_surrogate;
    /** The document ends in them. */
    bool is_cut;
    /** The last character was a "\r"; a "\n" is the rest of the same line end. */
    bool after_cr;
    /** What makes no full piece yet, and how much of it was handed out as the last one. */
    char bytes[POX_PIECE_SIZE];
    size_t size;
    size_t n_given;
};

/**
 * Takes bytes in until a piece is full. It has at most POX_PIECE_SIZE bytes, ends behind a
 * whole character, and not on "]" unless a third one follows: libxml2 up to 2.14 misses a
 * "]]>" in text that is cut. What is not UTF-16 becomes a byte that is not UTF-8.
 *
 * @param input  moved behind what was taken
 * @param piece  valid until the next call
 * @return false: there is no full piece, all of the input was taken
 */
bool pox_intake_next(struct pox_intake *intake, struct pox_piece *input,
                     struct pox_piece *piece);

/** The rest of the document, when no more comes. False: there is none. */
bool pox_intake_last(struct pox_intake *intake, struct pox_piece *piece);

#endif
