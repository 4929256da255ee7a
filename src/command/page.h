/* SPDX-License-Identifier: MIT */
/* A document as it is shown: what pox_visit() tells, gathered to be laid out. */
#ifndef POX_COMMAND_PAGE_H
#define POX_COMMAND_PAGE_H

#include <pox/error.h>
#include <pox/extra.h>
#include <pox/table.h>

/** A value, or the default that holds in its absence. */
struct row {
    struct row *next;
    const struct pox_element *element;
    bool is_default;
    /** For numbers. */
    uint64_t number;
    /** The canonical spelling; NULL: the table has none. */
    const char *canonical;
    /** The canonical spelling of the value that holds; NULL: none does. */
    const char *effective;
    /** The value as it stood; that of a default is the one that holds. */
    char text[];
};

/** A struct. */
struct section {
    struct section *parent;
    struct section *next;
    /** Its entry in its parent; NULL: it is the root. */
    const struct pox_element *element;
    const struct pox_type *type;
    /** Which of how many of its kind it is. */
    size_t index;
    size_t count;
    /** In the order of the table. */
    struct row *rows;
    struct row **rows_end;
    /** The structs inside. */
    struct section *children;
    struct section **children_end;
    /** Borrowed from the document. */
    const struct pox_extra *extra;
    size_t n_extra;
};

/**
 * Gathers a document.
 *
 * @param value  borrowed, and needed as long as the page is
 * @return the root, for page_free(); NULL with *error set
 */
POX_MUST_USE struct section *page_make(const struct pox_type *type, const void *value,
                                       struct pox_error *error);

/** Takes out the defaults that would only be in the way of people, or that are none. */
void page_drop_defaults(struct section *section);

/** Frees a section with all that is in it. NULL is allowed. */
void page_free(struct section *section);

/** The row of an element by its key, such as "Type" or "@Type"; NULL: it is absent. */
const struct row *section_row(const struct section *section, const char *key);

/** The row that says which struct of its kind it is: its type or text; NULL: there is none. */
const struct row *section_title(const struct section *section);

#endif
