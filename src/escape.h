/* SPDX-License-Identifier: MIT */
/** @file Text as XML and as JSON has it. The text must be fit for it: see pox_check_text(). */
#ifndef POX_ESCAPE_H
#define POX_ESCAPE_H

#include "memory.h"

void pox_escape_text(struct pox_buffer *out, const char *bytes, size_t size);
void pox_escape_attribute(struct pox_buffer *out, const char *bytes, size_t size);
/** In double quotes. */
void pox_escape_json(struct pox_buffer *out, const char *bytes, size_t size);

/**
 * ` name="value"`; an attribute of a namespace gets the prefix "ns" + number and declares it.
 *
 * @param uri  NULL: no namespace
 */
void pox_append_attribute(struct pox_buffer *out, const char *name, const char *uri,
                          size_t number, const char *value, size_t size);

#endif
