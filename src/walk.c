/* SPDX-License-Identifier: MIT */
#include "walk.h"

#include <stdio.h>
#include <string.h>

/** Structs inside one another before a cycle is assumed. */
enum { MAX_DEPTH = 256 };

static void fail(struct pox_walk *walk, enum pox_status status,
                 const struct pox_element *element, const char *message)
{
    if (walk->failed)
        return;
    walk->failed = true;
    walk->error->status = status;
    if (element && element->place == POX_PLACE_CHILD) {
        if (pox_path_push(&walk->path, element->name, 0))
            element = NULL;
    }
    pox_path_format(&walk->path,
                    element && element->place == POX_PLACE_ATTRIBUTE ? element->name
                                                                     : NULL,
                    walk->error->path, sizeof(walk->error->path));
    snprintf(walk->error->message, sizeof(walk->error->message), "%s", message);
}

static void show(struct pox_walk *walk, const struct pox_element *element, bool good)
{
    if (walk->failed)
        return;
    if (!good)
        fail(walk, POX_ERROR_VALUE, element, walk->spelling.fault);
    else if (walk->visitor->value)
        walk->visitor->value(walk->visitor->data, element, &walk->spelling.value);
}

void pox_visit_string(struct pox_walk *walk, const struct pox_element *element,
                      const char *string)
{
    show(walk, element, pox_spell_string(&walk->spelling, string));
}

void pox_visit_number(struct pox_walk *walk, const struct pox_element *element,
                      uint64_t number, bool has_number, const char *text)
{
    show(walk, element,
         pox_spell_uint(&walk->spelling, element, number, has_number, text));
}

void pox_visit_enum(struct pox_walk *walk, const struct pox_element *element, int number,
                    const char *text)
{
    show(walk, element, pox_spell_enum(&walk->spelling, element, number, text));
}

void pox_visit_enum_list(struct pox_walk *walk, const struct pox_element *element,
                         const int *numbers, size_t n_numbers, const char *text)
{
    show(walk, element,
         pox_spell_enum_list(&walk->spelling, element, numbers, n_numbers, text));
}

static void walk_struct(struct pox_walk *walk, const struct pox_element *element,
                        const struct pox_type *type, const void *value, size_t index,
                        size_t count)
{
    const struct pox_visitor *visitor = walk->visitor;
    void *self = (void *)(uintptr_t)value; /* only read */
    size_t n_extra = *pox_n_extra_of(type->operations, self);
    bool repeats = element && element->repeats;

    if (walk->failed)
        return;
    if (walk->path.depth == MAX_DEPTH) {
        fail(walk, POX_ERROR_LIMIT, NULL, "structs are nested too deeply");
        return;
    }
    if (!pox_path_push(&walk->path, type->name, repeats ? index + 1 : 0)) {
        fail(walk, POX_ERROR_NO_MEMORY, NULL, "out of memory");
        return;
    }
    if (visitor->enter)
        visitor->enter(visitor->data, element, type, index, count);
    type->operations->visit(walk, value);
    if (!walk->failed && visitor->extra && n_extra > 0)
        visitor->extra(visitor->data, type, *pox_extra_of(type->operations, self),
                       n_extra);
    if (!walk->failed && visitor->leave)
        visitor->leave(visitor->data, element, type, index, count);
    pox_path_pop(&walk->path);
}

void pox_visit_struct(struct pox_walk *walk, const struct pox_element *element,
                      const void *value)
{
    if (value)
        walk_struct(walk, element, element->type, value, 0, 1);
}

void pox_visit_list(struct pox_walk *walk, const struct pox_element *element,
                    const void *values, size_t n_values)
{
    const void *const *items = values;

    for (size_t i = 0; i < n_values; i++) {
        if (items && items[i])
            walk_struct(walk, element, element->type, items[i], i, n_values);
        else
            fail(walk, POX_ERROR_VALUE, element, "an item of the list is NULL");
    }
}

bool pox_visit(const struct pox_type *type, const void *value,
               const struct pox_visitor *visitor, struct pox_error *error)
{
    struct pox_error unwanted;
    struct pox_walk walk = {.visitor = visitor, .error = error ? error : &unwanted};

    *walk.error = (struct pox_error){.status = POX_OK};
    walk.path.allocator = pox_allocator_or_default(NULL);
    pox_spelling_begin(&walk.spelling, walk.path.allocator);
    if (type && value && visitor)
        walk_struct(&walk, NULL, type, value, 0, 1);
    else
        fail(&walk, POX_ERROR_ARGUMENT, NULL, "no type, no value or no visitor");
    pox_spelling_end(&walk.spelling);
    pox_path_end(&walk.path);
    return !walk.failed;
}
