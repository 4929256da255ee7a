/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What tests of hostile and odd inputs share. Every document is read as a whole and in pieces,
 * and whatever comes of it must be the same. Which row of which list a test is for, rows.md says.
 */
#ifndef POX_TESTS_HOSTILE_H
#define POX_TESTS_HOSTILE_H

#include "pieces.h"

/** The bytes of a literal, which may have NULs in it, and their number. */
#define BYTES(literal) literal, sizeof(literal) - 1

/** A document, and what reading it comes to. */
struct verdict {
    const char *bytes;
    size_t size;
    enum pox_status status;
    /** Of the error; 0: it is read, or its place is not what this is about. */
    size_t line;
    size_t column;
};

/** Reads a document as a whole; then in pieces, which must come to the same. */
void read_every_way(const char *bytes, size_t size,
                    const struct pox_parse_options *options, struct outcome *outcome);

/** The same where only the error is of interest; its status is POX_OK if there is none. */
struct pox_error error_every_way(const char *bytes, size_t size,
                                 const struct pox_parse_options *options);

/** Each document, read every way, comes to its verdict. */
void expect_verdicts(const struct verdict *rows, size_t n);

/** The same, and also when the documents, which declare no encoding, are sent as UTF-16. */
void expect_verdicts_in_utf_16_too(const struct verdict *rows, size_t n);

/** A document (of which broken bytes make no sense) as UTF-16 with its mark; not for long. */
struct pox_buffer as_utf_16(const char *bytes, size_t size, bool is_big_endian);

/** A text `n` times over, between two others. End it with pox_buffer_end(). */
struct pox_buffer repeated(const char *before, const char *text, size_t n,
                           const char *after);

/** A Protocol whose Server is this, read every way. For pox_free(). */
struct pox_protocol *protocol_with(const char *server);

#endif
