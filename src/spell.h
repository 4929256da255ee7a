/* SPDX-License-Identifier: MIT */
/** @file A field as the text that is written for it: what a writer and a walk have in common. */
#ifndef POX_SPELL_H
#define POX_SPELL_H

#include "value.h"

#include <pox/error.h>
#include <pox/visit.h>

/** Nothing is allocated for a list of so many values. */
enum { POX_SHORT_LIST = 8 };

/** How a field is to be written. The value decides; its `_text` only if it spells the value. */
struct pox_spelling {
    struct pox_value value;
    struct pox_number_text number_room;
    /** Holds a list's text and values; begun and ended by the owner. */
    struct pox_buffer list_text;
    struct pox_buffer list_values;
    char text_room[POX_SHORT_LIST * 16];
    const void *values_room[POX_SHORT_LIST];
    /** Why the field cannot be written; set by a failure. */
    enum pox_status status;
    const char *fault;
};

/** A spelling stays where it is. */
void pox_spelling_begin(struct pox_spelling *spelling, struct pox_allocator allocator);
void pox_spelling_end(struct pox_spelling *spelling);

/** Each sets spelling->value; false: status and fault say why it cannot be written. */
bool pox_spell_string(struct pox_spelling *spelling, const char *string);
bool pox_spell_uint(struct pox_spelling *spelling, const struct pox_element *element,
                    uint64_t number, bool has_number, const char *text);
bool pox_spell_enum(struct pox_spelling *spelling, const struct pox_element *element,
                    int number, const char *text);
bool pox_spell_enum_list(struct pox_spelling *spelling, const struct pox_element *element,
                         const int *numbers, size_t n_numbers, const char *text);

#endif
