/* SPDX-License-Identifier: MIT */
/* Whether JSON is what `pox json` prints, by the table. */
#ifndef POX_COMMAND_JSON_SHAPE_H
#define POX_COMMAND_JSON_SHAPE_H

#include <jansson.h>
#include <pox/error.h>
#include <pox/table.h>

/** Objects inside one another: what the library writes without being told otherwise. */
enum { JSON_MAX_DEPTH = 64 };

/** Where in JSON something is: the members and items on the way there. */
struct json_place {
    /** NULL: it is the outermost. */
    const struct json_place *parent;
    const char *key;
    /** Which item of a list, from 1; 0: it is no list. */
    size_t number;
};

/** Says what is wrong at a place. Always returns false. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
bool json_complain(struct pox_error *error, const struct json_place *place,
                   const char *format, ...);

/** The member that has the spelling of an element beside its value; NULL: there is none. */
json_t *json_spelling_of(const struct pox_element *element, const json_t *object);

/** Takes that member away. */
void json_drop_spelling(const struct pox_element *element, json_t *object);

/** The bytes of a text that a message shows, cut where it would be too long. */
int json_shown_size(const char *text);

/** Whether a kind is a number in JSON, where it is not too large. */
bool json_is_number_kind(enum pox_kind kind);

/**
 * Checks all but what only a reader of XML can tell.
 *
 * @param root  one object with the name of the root as its only key
 * @return the type of the root; NULL with *error set, of which the path is that in JSON
 */
POX_MUST_USE const struct pox_type *json_shape_check(json_t *root,
                                                     struct pox_error *error);

#endif
