/* SPDX-License-Identifier: MIT */
/** @file The front end through which every document can be read: libxml2's SAX2 push parser. */
#ifndef POX_FRONT_H
#define POX_FRONT_H

#include "reader.h"

/**
 * Reads a whole document into a reader.
 *
 * @return whether the document was well-formed to its end; otherwise the reader has failed
 */
bool pox_front_read(struct pox_reader *reader, const char *xml, size_t size);

#endif
