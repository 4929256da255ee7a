/* SPDX-License-Identifier: MIT */
/** @file Where in a document we are, for messages: "/Autodiscover/Response/Account/Port". */
#ifndef POX_PATH_H
#define POX_PATH_H

#include "memory.h"

struct pox_step {
    const char *name;
    /** As in XPath, from 1; 0: not shown. */
    size_t occurrence;
};

/** Messages are rarely deeper; no memory is allocated for so many steps. */
enum { POX_SHORT_PATH = 16 };

/**
 * The steps are borrowed names; a reader, a writer and a walk each have one path. One that has
 * steps stays where it is: they may be in it.
 */
struct pox_path {
    struct pox_allocator allocator;
    struct pox_step *steps;
    size_t depth;
    size_t capacity;
    struct pox_step first[POX_SHORT_PATH];
};

void pox_path_end(struct pox_path *path);

/** Makes room for one more step; false: no memory. */
bool pox_path_grow(struct pox_path *path);

/** False: no memory. */
static inline bool pox_path_push(struct pox_path *path, const char *name,
                                 size_t occurrence)
{
    if (path->depth == path->capacity && !pox_path_grow(path))
        return false;
    path->steps[path->depth++] = (struct pox_step){name, occurrence};
    return true;
}

static inline void pox_path_pop(struct pox_path *path)
{
    path->depth--;
}

/**
 * Writes the path to `text`, the outermost steps left out ("...") where it does not fit.
 *
 * @param attribute  name of an attribute to end with, or NULL
 */
void pox_path_format(const struct pox_path *path, const char *attribute, char *text,
                     size_t size);

#endif
