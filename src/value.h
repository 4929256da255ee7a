/* SPDX-License-Identifier: MIT */
/** @file Text to values and back. Knows the kinds of the table, but no XML and no struct. */
#ifndef POX_VALUE_H
#define POX_VALUE_H

#include "memory.h"

#include <pox/table.h>

/** The number of a value outside its enumeration: all generated `..._OTHER` are this. */
enum { POX_OTHER = -1 };

/** Some bytes of text; what is behind them is nobody's business. */
struct pox_text {
    const char *bytes;
    size_t size;
};

/** Room for any number as text. */
struct pox_number_text {
    char bytes[24];
};

/**
 * Reads a number of the element's kind and range; white space around it is allowed.
 *
 * @return false: it is not one
 */
bool pox_parse_number(const struct pox_element *element, struct pox_text text,
                      uint64_t *number);

/** Whether a text that is a number is its canonical spelling. */
bool pox_is_canonical_number(const struct pox_element *element, struct pox_text text);

/** The canonical spelling: eight hexadecimal digits, or decimal without leading zeros. */
const char *pox_spell_number(const struct pox_element *element, uint64_t number,
                             struct pox_number_text *room);

/** The value that a text spells, white space around it and case aside; NULL: none. */
const struct pox_enumeration_value *pox_match(const struct pox_enumeration *enumeration,
                                              const char *bytes, size_t size);

/** The value with this number; NULL: none. */
const struct pox_enumeration_value *pox_value_of(
    const struct pox_enumeration *enumeration, int number);

/**
 * Goes to the next item of a comma list; empty items are passed over.
 *
 * @param rest  what is left; moved behind the item
 * @param item  receives it without white space around it
 */
bool pox_next_item(struct pox_text *rest, struct pox_text *item);

/** What is wrong with a string of this kind, as words that follow "is"; NULL: nothing. */
const char *pox_complaint(enum pox_kind kind, struct pox_text text);

/** Room for a part of a text in a message. */
struct pox_quote {
    char bytes[120];
};

/** A text as it is shown in a message: on one line, and cut where it is too long. */
const char *pox_quote(struct pox_text text, struct pox_quote *room);

#endif
