/* SPDX-License-Identifier: MIT */
/** @file What is done with the lists of things that have no typed place. */
#ifndef POX_PRIVATE_EXTRA_H
#define POX_PRIVATE_EXTRA_H

#include "operations.h"

/**
 * Puts a struct's `extra` into the documented order and joins its texts, so that what is
 * written and read again gives the same list. False: no memory.
 */
bool pox_extra_arrange(struct pox_arena *arena, const struct pox_type *type, void *self);

/**
 * Among attributes of one tag, of which the first is at `first` and some of which other entries
 * may separate: the index of the first that has the namespace of the i-th.
 */
size_t pox_extra_prefix(const struct pox_extra *extra, size_t first, size_t i);

/**
 * Whether a text is exactly one well-formed element in the plain form that the reader keeps
 * and that can be put into any document: no comments, processing instructions or CDATA, no
 * entities but the five, every prefix declared on the element that uses it.
 *
 * @param fault  receives words that say what is wrong, on failure
 */
bool pox_extra_is_element(const char *xml, const char **fault);

#endif
