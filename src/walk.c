/* SPDX-License-Identifier: MIT */
#include "walk.h"

#include "argument.h"
#include "unicode.h"

#include <stdio.h>
#include <string.h>

/** Fails at an attribute of the struct at hand, or with NULL at the struct itself. */
static void fail(struct pox_walk *walk, enum pox_status status, const char *attribute,
                 const char *message)
{
    if (walk->failed)
        return;
    walk->failed = true;
    walk->error->status = status;
    pox_path_format(&walk->path, attribute, walk->error->path, sizeof(walk->error->path));
    snprintf(walk->error->message, sizeof(walk->error->message), "%s", message);
}

static bool push(struct pox_walk *walk, const char *name, size_t occurrence)
{
    bool pushed = pox_path_push(&walk->path, name, occurrence);

    if (!pushed)
        fail(walk, POX_ERROR_NO_MEMORY, NULL, "out of memory");
    return pushed;
}

static void fail_at(struct pox_walk *walk, enum pox_status status,
                    const struct pox_element *element, size_t occurrence,
                    const char *message)
{
    if (element->place == POX_PLACE_ATTRIBUTE) {
        fail(walk, status, element->name, message);
    } else if (element->place == POX_PLACE_TEXT) {
        fail(walk, status, NULL, message);
    } else if (push(walk, element->name, occurrence)) {
        fail(walk, status, NULL, message);
        pox_path_pop(&walk->path);
    }
}

static bool is_text(const char *text)
{
    size_t at;

    return pox_check_text(text, strlen(text), &at) == POX_TEXT_FINE;
}

static void hold(struct pox_walk *walk, const char *text)
{
    walk->held = text;
    walk->is_held = true;
}

void pox_hold_string(struct pox_walk *walk, const char *string)
{
    hold(walk, string);
}

void pox_hold_number(struct pox_walk *walk, const struct pox_element *element,
                     uint64_t number)
{
    bool holds = number > 0 || element->minimum == 0;

    hold(walk, holds ? pox_spell_number(element, number, &walk->number_room) : NULL);
}

void pox_hold_enum(struct pox_walk *walk, const struct pox_element *element, int number)
{
    hold(walk, pox_enumeration_name(element->enumeration, number));
}

void pox_hold_composed(struct pox_walk *walk, size_t size)
{
    hold(walk, size > 0 && size < sizeof(walk->room) ? walk->room : NULL);
}

static void show(struct pox_walk *walk, const struct pox_element *element, bool good)
{
    struct pox_value *value = &walk->spelling.value;

    if (walk->failed)
        return;
    value->effective = walk->is_held ? walk->held : value->canonical;
    walk->is_held = false;
    if (!good)
        fail_at(walk, walk->spelling.status, element, 0, walk->spelling.fault);
    else if (value->present && !is_text(value->text))
        fail_at(walk, POX_ERROR_TEXT, element, 0,
                "the text is not UTF-8, or has a character that XML does not allow");
    else if (walk->visitor->value)
        walk->visitor->value(walk->visitor->data, element, value);
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

/** Whether all that an entry of `extra` of its kind must have is there. */
static bool is_whole(const struct pox_extra *extra)
{
    if (extra->kind < POX_EXTRA_ATTRIBUTE || extra->kind > POX_EXTRA_TEXT ||
        !extra->value || !is_text(extra->value))
        return false;
    if (extra->kind == POX_EXTRA_ATTRIBUTE && !extra->name)
        return false;
    return (!extra->name || is_text(extra->name)) &&
           (!extra->element || is_text(extra->element)) &&
           (!extra->namespace_uri || is_text(extra->namespace_uri));
}

static void show_extra(struct pox_walk *walk, const struct pox_type *type,
                       const struct pox_extra *extra, size_t n_extra)
{
    bool good = extra || n_extra == 0;

    for (size_t i = 0; good && i < n_extra; i++)
        good = is_whole(&extra[i]);
    if (!good)
        fail(walk, POX_ERROR_VALUE, NULL, "'extra' has something that is not text");
    if (!walk->failed && n_extra > 0 && walk->visitor->extra)
        walk->visitor->extra(walk->visitor->data, type, extra, n_extra);
}

static void walk_struct(struct pox_walk *walk, const struct pox_element *element,
                        const struct pox_type *type, const void *value, size_t index,
                        size_t count)
{
    const struct pox_visitor *visitor = walk->visitor;
    void *self = (void *)(uintptr_t)value; /* only read */
    bool repeats = element && element->repeats;

    if (walk->failed || !push(walk, type->name, repeats ? index + 1 : 0))
        return;
    if (walk->path.depth > walk->max_depth)
        fail(walk, POX_ERROR_LIMIT, NULL, "structs are nested over the limit 'depth'");
    if (!walk->failed && visitor->enter)
        visitor->enter(visitor->data, element, type, value, index, count);
    if (!walk->failed)
        type->operations->visit(walk, value);
    if (!walk->failed)
        show_extra(walk, type, *pox_extra_of(type->operations, self),
                   *pox_n_extra_of(type->operations, self));
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
            fail_at(walk, POX_ERROR_VALUE, element, i + 1, "an item of the list is NULL");
    }
}

bool pox_walk_document(const struct pox_type *type, const void *value,
                       const struct pox_visitor *visitor, size_t max_depth,
                       struct pox_allocator allocator, struct pox_error *error)
{
    struct pox_walk walk = {
        .visitor = visitor,
        .error = error,
        .max_depth = pox_max_depth(max_depth),
        .path = {.allocator = allocator},
    };

    pox_spelling_begin(&walk.spelling, allocator);
    walk_struct(&walk, NULL, type, value, 0, 1);
    pox_spelling_end(&walk.spelling);
    pox_path_end(&walk.path);
    return !walk.failed;
}

bool pox_visit(const struct pox_type *type, const void *value,
               const struct pox_visitor *visitor, struct pox_error *error)
{
    struct pox_error unwanted;

    error = pox_error_begin(error, &unwanted);
    if (!type || !value || !visitor)
        return pox_bad_argument(error, "no type, no value or no visitor");
    return pox_walk_document(type, value, visitor, 0, pox_allocator_or_default(NULL),
                             error);
}

void pox_set_extra(const struct pox_type *type, void *value, struct pox_extra *extra,
                   size_t n_extra)
{
    if (!type || !value)
        return;
    *pox_extra_of(type->operations, value) = extra;
    *pox_n_extra_of(type->operations, value) = n_extra;
}
