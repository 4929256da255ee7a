/* SPDX-License-Identifier: MIT */
/** @file What generated code needs to say which rules a struct breaks. */
#ifndef POX_JUDGE_H
#define POX_JUDGE_H

#include "address.h"

#include <pox/table.h>
#include <pox/validate.h>

/** Going through a document, and where in it that is; see judge.c. */
struct pox_judge;

/**
 * A rule is broken in the struct at hand.
 *
 * @param rule     1 + its index into pox_rules()
 * @param element  the entry to blame, present or not; NULL: the struct itself
 */
void pox_breach(struct pox_judge *judge, size_t rule, const struct pox_element *element,
                const char *message);

/** The struct around the one at hand, if it is of a type; NULL: it is not, or there is none. */
const void *pox_parent(const struct pox_judge *judge, const struct pox_type *type);

/**
 * Whether a struct has anything in it beside some of its elements.
 *
 * @param value    NULL: it has nothing
 * @param indexes  `n` indexes of those elements
 */
bool pox_has_more(const struct pox_type *type, const void *value, const size_t *indexes,
                  size_t n);

#endif
