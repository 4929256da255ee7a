/* SPDX-License-Identifier: MIT */
/* Structs from JSON of the right shape. */
#ifndef POX_COMMAND_JSON_STRUCT_H
#define POX_COMMAND_JSON_STRUCT_H

#include "shape.h"

/** A struct, and what it borrows. */
struct json_struct {
    const struct pox_type *type;
    /** Owned; for pox_free(). */
    void *value;
    /** The lists that structs in it have as their `extra`; their texts are those of the JSON. */
    struct json_extra *extra;
};

/**
 * Makes a struct of JSON.
 *
 * @param root    what json_shape_check() has found right, and needed as long as the struct is;
 *                spellings that do not spell their values are taken out of it
 * @param result  for json_struct_end(), whatever comes of it
 * @return false with *error set
 */
POX_MUST_USE bool json_struct_make(json_t *root, const struct pox_type *type,
                                   struct json_struct *result, struct pox_error *error);

void json_struct_end(struct json_struct *result);

#endif
