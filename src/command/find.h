/* SPDX-License-Identifier: MIT */
/* Finding entries of the table by what a person calls them. */
#ifndef POX_COMMAND_FIND_H
#define POX_COMMAND_FIND_H

#include <pox/table.h>

/** How well a name fits. */
enum fit {
    FIT_EXACT,
    /** In another case, or by an alias. */
    FIT_ROUGH
};

/** What is looked for. */
struct query {
    /** The element that holds it; NULL: any. */
    const char *parent;
    size_t parent_size;
    /** A leading "@" leaves only attributes. */
    const char *name;
    size_t name_size;
};

/** Takes apart a name, such as "TTL" or "Protocol/TTL", or a path as in a message. */
struct query query_parse(const char *text);

/** Whether it is this struct that is looked for. */
bool query_fits_type(const struct query *query, enum fit fit,
                     const struct pox_type *type);

/** Whether it is this entry of a struct that is looked for. */
bool query_fits_element(const struct query *query, enum fit fit,
                        const struct pox_type *type, const struct pox_element *element);

/**
 * Names in the table, of rules too, that are much like the one looked for, best first, none twice.
 *
 * @param names  room for `max` of them
 * @return how many there are
 */
size_t query_near(const struct query *query, const char **names, size_t max);

#endif
