/* SPDX-License-Identifier: MIT */
/** @file How generated code compares and copies fields; one function a kind of field. */
#ifndef POX_COMPARE_H
#define POX_COMPARE_H

#include "operations.h"

/** Both NULL, or the same bytes. */
bool pox_equal_string(const char *a, const char *b);
/** An element's own text, where none and an empty one are written alike. */
bool pox_equal_text(const char *a, const char *b);
bool pox_equal_enum_list(const int *a, size_t n_a, const int *b, size_t n_b);
/** Structs that are nested too deeply, as in a cycle, are not equal. */
bool pox_equal_struct(const struct pox_type *type, const void *a, const void *b,
                      size_t depth);
bool pox_equal_list(const struct pox_type *type, const void *a, size_t n_a, const void *b,
                    size_t n_b, size_t depth);
bool pox_equal_extra(const struct pox_extra *a, size_t n_a, const struct pox_extra *b,
                     size_t n_b);

/** Copies into one arena; the first failure sticks. */
struct pox_copier {
    struct pox_arena *arena;
    size_t depth;
    enum pox_status status;
};

const char *pox_copy_string(struct pox_copier *copier, const char *string);
void *pox_copy_enum_list(struct pox_copier *copier, const int *numbers, size_t n_numbers);
void *pox_copy_struct(struct pox_copier *copier, const struct pox_type *type,
                      const void *value);
void *pox_copy_list(struct pox_copier *copier, const struct pox_type *type,
                    const void *values, size_t n_values);
struct pox_extra *pox_copy_extra(struct pox_copier *copier, const struct pox_extra *extra,
                                 size_t n_extra);

#endif
