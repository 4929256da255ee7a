/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What another reader, which has nothing in common with libpox or libxml2, says of a document:
 * expat. tests/corpus/compare.py says the same in Python, for whole folders.
 */
#ifndef FUZZ_INDEPENDENT_H
#define FUZZ_INDEPENDENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { INDEPENDENT_MAX_URI = 4096, INDEPENDENT_MAX_WORD = 64 };

/** The other reader's opinion of one document. */
struct independent {
    bool is_well_formed;
    /** A DOCTYPE was met, and reading ended there. */
    bool has_doctype;
    /** What is wrong, and the byte at which it is; NULL: nothing. */
    const char *fault;
    unsigned char fault_byte;
    /** As the XML declaration has them; otherwise "1.0" and "". */
    char version[INDEPENDENT_MAX_WORD];
    char encoding[INDEPENDENT_MAX_WORD];
    char root_uri[INDEPENDENT_MAX_URI];
    /**
     * A hash of all that must not change when the document is written anew: elements with
     * their attributes and texts. Names count by the table's spelling, Autodiscover's
     * namespaces count as one with the root's, the order of children does not count, nor does
     * white space between elements.
     */
    uint64_t digest;
};

struct independent_reader;

/** Aborts when there is no memory. */
struct independent_reader *independent_new(void);

/**
 * Reads a document.
 *
 * @param root_uri  a further namespace that counts as Autodiscover's; NULL: the root's own
 * @param trace     where to print all that enters the digest; NULL: nowhere
 */
void independent_read(struct independent_reader *reader, const char *bytes, size_t size,
                      const char *root_uri, FILE *trace, struct independent *result);

#endif
