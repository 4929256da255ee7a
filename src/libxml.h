/* SPDX-License-Identifier: MIT */
/** @file What all files that know libxml2 share. */
#ifndef POX_LIBXML_H
#define POX_LIBXML_H

#include <libxml/parser.h>
#include <stdbool.h>
#include <stddef.h>

/** libxml2 before 2.11 is not safe to be used first by two threads at once. */
void pox_libxml_initialize(void);

/**
 * Room in a new parser for the attributes of one element, of which it must meet no more than
 * `n`: before 2.11, libxml2 crashes when it finds no memory for them while it reads a tag.
 * False: no memory.
 */
bool pox_libxml_reserve_attributes(xmlParserCtxtPtr parser, size_t n);

/**
 * Decodes, in place, a value or namespace name in which libxml2 has each "&" as "&#38;": it
 * leaves that there for a substitution of entities that nobody asked it for.
 *
 * @return how many bytes remain
 */
size_t pox_libxml_decode(char *text, size_t size);

/** Whether the libxml2 at hand has decoded names of namespaces already, as it does from 2.13 on. */
bool pox_libxml_decodes_namespaces(void);

#endif
