/* SPDX-License-Identifier: MIT */
#include "path.h"

#include "unicode.h"

#include <stdio.h>
#include <string.h>

bool pox_path_grow(struct pox_path *path)
{
    struct pox_step *longer = path->steps == path->first ? NULL : path->steps;
    size_t capacity = 2 * path->capacity;

    if (path->capacity == 0) {
        path->steps = path->first;
        path->capacity = POX_SHORT_PATH;
        return true;
    }
    longer = path->allocator.reallocate(path->allocator.data, longer,
                                        capacity * sizeof(*longer));
    if (!longer)
        return false;
    if (path->steps == path->first)
        memcpy(longer, path->first, sizeof(path->first));
    path->steps = longer;
    path->capacity = capacity;
    return true;
}

void pox_path_end(struct pox_path *path)
{
    if (path->steps != path->first)
        path->allocator.release(path->allocator.data, path->steps);
    path->steps = NULL;
    path->depth = path->capacity = 0;
}

static const char cut[] = "...";

/** No name of the table is so long; others are cut, or they would leave no room for the rest. */
enum { MAX_NAME = 80 };

/** Puts `/NAME` or `/NAME[2]` before what stands at *start; false: no room. */
static bool prepend(char *text, size_t *start, const char *mark, const char *name,
                    size_t occurrence)
{
    char index[sizeof(cut) + 24] = "";
    size_t name_size = strlen(name);
    size_t mark_size = strlen(mark);
    bool is_long = name_size > MAX_NAME;
    size_t index_size;

    if (is_long)
        name_size = MAX_NAME - pox_incomplete_tail(name, MAX_NAME);
    if (occurrence > 0)
        snprintf(index, sizeof(index), "%s[%zu]", is_long ? cut : "", occurrence);
    else if (is_long)
        memcpy(index, cut, sizeof(cut));
    index_size = strlen(index);
    if (*start < mark_size + name_size + index_size)
        return false;
    *start -= index_size;
    memcpy(text + *start, index, index_size);
    *start -= name_size;
    memcpy(text + *start, name, name_size);
    *start -= mark_size;
    memcpy(text + *start, mark, mark_size);
    return true;
}

void pox_path_format(const struct pox_path *path, const char *attribute, char *text,
                     size_t size)
{
    size_t room = sizeof(cut) - 1; /* kept free in front, should the path be too long */
    size_t start = size - 1 - room;
    char *shifted = text + room;
    bool whole = true;

    shifted[start] = '\0';
    if (attribute)
        whole = prepend(shifted, &start, "/@", attribute, 0);
    for (size_t i = path->depth; whole && i-- > 0;)
        whole =
            prepend(shifted, &start, "/", path->steps[i].name, path->steps[i].occurrence);
    if (!whole) {
        memcpy(shifted + start - room, cut, room);
        memmove(text, shifted + start - room, strlen(shifted + start) + room + 1);
        return;
    }
    memmove(text, shifted + start, strlen(shifted + start) + 1);
}
