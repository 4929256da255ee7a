/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Going through any struct without knowing its fields: the JSON writer and `pox show` are made
 * of it, and so can be whatever else treats all elements alike.
 */
#ifndef POX_VISIT_H
#define POX_VISIT_H

#include <pox/error.h>
#include <pox/extra.h>
#include <pox/table.h>

POX_BEGIN_DECLS

/** One scalar field as a visitor sees it. */
struct pox_value {
    /** False: the element is absent, and nothing else is set but `effective`. */
    bool present;
    /** The value as it is written. Valid only during the call. Never NULL when present. */
    const char *text;
    /** The canonical spelling of the same value; NULL: outside the table (`_OTHER`). */
    const char *canonical;
    /** A number's value. */
    uint64_t number;
    /** An enumeration's value in the table; NULL where there is none. */
    const struct pox_enumeration_value *value;
    /**
     * The value that holds, be the element present or absent, in its canonical spelling: its
     * own, a default, or what overrides it. NULL: nothing holds, as far as the table and the
     * struct alone tell. Valid only during the call.
     */
    const char *effective;
    /** A comma list: its items' values, NULL for one outside the table. */
    const struct pox_enumeration_value *const *values;
    /** How many there are in `values`. */
    size_t n_values;
};

/** What to do at each field. Any function may be NULL. */
struct pox_visitor {
    /** A scalar field, present or absent. */
    void (*value)(void *data, const struct pox_element *element,
                  const struct pox_value *value);
    /**
     * A struct, `value`, begins; `element` is its entry in the parent, NULL for the first one. Of a
     * repeating element it is the one at `index` of `count`; otherwise they are 0 and 1.
     */
    void (*enter)(void *data, const struct pox_element *element,
                  const struct pox_type *type, const void *value, size_t index,
                  size_t count);
    /** The struct that began last ends. */
    void (*leave)(void *data, const struct pox_element *element,
                  const struct pox_type *type, size_t index, size_t count);
    /**
     * What has no typed place in the struct: after its fields, before `leave`. It is the
     * struct's own list, and lives as long as that.
     */
    void (*extra)(void *data, const struct pox_type *type, const struct pox_extra *extra,
                  size_t n_extra);
    /** Handed to the four functions. */
    void *data;
};

/**
 * Goes through a struct of the given type in the table's order, depth first.
 *
 * @param type     what `value` points to
 * @param value    borrowed and only read, with all it points to
 * @param visitor  borrowed; not NULL
 * @param error    may be NULL
 * @return false with POX_ERROR_LIMIT when structs are nested over 64 deep (a cycle), with
 *         POX_ERROR_VALUE or POX_ERROR_TEXT at what no document can say; the path names it
 */
POX_API bool pox_visit(const struct pox_type *type, const void *value,
                       const struct pox_visitor *visitor, struct pox_error *error);

/**
 * Gives a struct another `extra`, in place of the one that it has; a visitor that made the
 * document itself may do so in `enter`. As with other fields, what stood there is freed with the
 * message that it was read with.
 *
 * @param type   what `value` points to; not NULL, or nothing is done
 * @param value  the struct; not NULL, or nothing is done
 * @param extra  borrowed, and needed as long as `value` is; NULL with a count of 0: none. What is
 *               wrong with it is an error when the struct is written.
 */
POX_API void pox_set_extra(const struct pox_type *type, void *value,
                           struct pox_extra *extra, size_t n_extra);

POX_END_DECLS

#endif
