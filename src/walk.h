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
};

/** As pox_visit(), with memory from an allocator, and structs `max_depth` deep at most. */
bool pox_walk_document(const struct pox_type *type, const void *value,
                       const struct pox_visitor *visitor, size_t max_depth,
                       struct pox_allocator allocator, struct pox_error *error);

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
