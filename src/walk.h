/* SPDX-License-Identifier: MIT */
/** @file From structs to a visitor's calls. Generated code hands over its fields in order. */
#ifndef POX_WALK_H
#define POX_WALK_H

#include "operations.h"
#include "path.h"
#include "spell.h"

struct pox_walk {
    const struct pox_visitor *visitor;
    struct pox_error *error;
    bool failed;
    size_t max_depth;
    struct pox_path path;
    struct pox_spelling spelling;
    /** What holds for the field that is visited next, where that is not its own value. */
    const char *held;
    bool is_held;
    /** Room for what is composed; longer texts are not shown as holding. */
    char room[256];
    struct pox_number_text number_room;
};

/** As pox_visit(), with memory from an allocator, and structs `max_depth` deep at most. */
bool pox_walk_document(const struct pox_type *type, const void *value,
                       const struct pox_visitor *visitor, size_t max_depth,
                       struct pox_allocator allocator, struct pox_error *error);

/**
 * Says which value holds for the field that is visited next: a text or NULL; a number, where 0 is
 * none if the element's range leaves it out; a value of an enumeration; so many bytes in `room`.
 */
void pox_hold_string(struct pox_walk *walk, const char *string);
void pox_hold_number(struct pox_walk *walk, const struct pox_element *element,
                     uint64_t number);
void pox_hold_enum(struct pox_walk *walk, const struct pox_element *element, int number);
void pox_hold_composed(struct pox_walk *walk, size_t size);

void pox_visit_string(struct pox_walk *walk, const struct pox_element *element,
                      const char *string);
void pox_visit_number(struct pox_walk *walk, const struct pox_element *element,
                      uint64_t number, bool has_number, const char *text);
void pox_visit_enum(struct pox_walk *walk, const struct pox_element *element, int number,
                    const char *text);
void pox_visit_enum_list(struct pox_walk *walk, const struct pox_element *element,
                         const int *numbers, size_t n_numbers, const char *text);
void pox_visit_struct(struct pox_walk *walk, const struct pox_element *element,
                      const void *value);
void pox_visit_list(struct pox_walk *walk, const struct pox_element *element,
                    const void *values, size_t n_values);

#endif
