/* SPDX-License-Identifier: MIT */
/**
 * @file
 * A document as bytes, before anything in it is XML: they are counted, made UTF-8, and checked,
 * and only what passes gets to the front end. What is no XML at all ends here.
 */
#ifndef POX_SOURCE_H
#define POX_SOURCE_H

#include "front.h"
#include "intake.h"

struct pox_source {
    struct pox_reader *reader;
    struct pox_intake intake;
    struct pox_front front;
    size_t document_bytes;
    /** There was more than white space. */
    bool has_content;
    /** The last piece is at hand. */
    bool is_ending;
};

/** Begins a document that goes to a reader, for pox_source_end(). */
void pox_source_begin(struct pox_source *source, struct pox_reader *reader);

/** Reads more of the document. False: the reader has failed. */
bool pox_source_feed(struct pox_source *source, const char *bytes, size_t size);

/**
 * Reads what is left, now that no more comes.
 *
 * @return whether the document was well-formed to its end; otherwise the reader has failed
 */
bool pox_source_finish(struct pox_source *source);

void pox_source_end(struct pox_source *source);

#endif
