/* SPDX-License-Identifier: MIT */
#include "path.h"

#include "unicode.h"

#include <stdio.h>
#include <string.h>

bool pox_path_push(struct pox_path *path, const char *name, size_t occurrence)
{
    if (path->depth == path->capacity) {
        size_t capacity = path->capacity == 0 ? 16 : 2 * path->capacity;
        void *steps = path->allocator.reallocate(path->allocator.data, path->steps,
                                                 capacity * sizeof(*path->steps));

        if (!steps)
            return false;
        path->steps = steps;
        path->capacity = capacity;
    }
    path->steps[path->depth++] = (struct pox_step){name, occurrence};
    return true;
}

void pox_path_pop(struct pox_path *path)
{
    path->depth--;
}

void pox_path_end(struct pox_path *path)
{
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
