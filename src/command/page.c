/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <pox/visit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/** A page in the making. */
struct gathering {
    struct section *root;
    /** The struct that is being visited. */
    struct section *section;
    bool out_of_memory;
};

static struct row *make_row(const struct pox_element *element, const char *text,
                            const char *canonical)
{
    size_t text_size = strlen(text) + 1;
    size_t canonical_size = canonical ? strlen(canonical) + 1 : 0;
    struct row *row = calloc(1, sizeof(*row) + text_size + canonical_size);

    if (!row)
        return NULL;
    row->element = element;
    memcpy(row->text, text, text_size);
    if (canonical) {
        memcpy(row->text + text_size, canonical, canonical_size);
        row->canonical = row->text + text_size;
    }
    return row;
}

const struct row *section_row(const struct section *section, const char *key)
{
    for (const struct row *row = section->rows; row; row = row->next) {
        if (!row->is_default && strcmp(row->element->key, key) == 0)
            return row;
    }
    return NULL;
}

/* Defaults */

static bool is_one_of(const char *text, const char *const *values)
{
    for (; *values; values++) {
        if (strcmp(text, *values) == 0)
            return true;
    }
    return false;
}

/** Whether an element means something in the struct, judging by its siblings. */
static bool conditions_hold(const struct section *section,
                            const struct pox_element *element)
{
    for (size_t i = 0; i < element->n_conditions; i++) {
        const struct pox_condition *condition = &element->conditions[i];
        const struct row *row = section_row(section, condition->name);

        if (!row || !row->canonical || !is_one_of(row->canonical, condition->values))
            return false;
    }
    return true;
}

/** Whether a sibling is present that takes precedence over the element. */
static bool is_overridden(const struct section *section,
                          const struct pox_element *element)
{
    for (const struct row *row = section->rows; row; row = row->next) {
        if (!row->is_default && row->element->overrides &&
            strcmp(row->element->overrides, element->name) == 0)
            return true;
    }
    return false;
}

/** Whether the element is there after all, with a value that is kept as it stood. */
static bool is_extra(const struct section *section, const struct pox_element *element)
{
    for (size_t i = 0; i < section->n_extra; i++) {
        const struct pox_extra *extra = &section->extra[i];

        if (extra->kind == POX_EXTRA_ELEMENT && extra->name &&
            strcasecmp(extra->name, element->name) == 0)
            return true;
    }
    return false;
}

/** Whether other entries of the type mean something only when this one has some value. */
static bool is_selector(const struct pox_type *type, const struct pox_element *element)
{
    for (size_t i = 0; i < type->n_elements; i++) {
        for (size_t j = 0; j < type->elements[i].n_conditions; j++) {
            if (strcmp(type->elements[i].conditions[j].name, element->key) == 0)
                return true;
        }
    }
    return false;
}

/**
 * Whether defaults complete the struct. They do not if it only says what it is, or holds
 * nothing but structs: nobody connects by that. Nor do they inside a struct of the same
 * type, where servers repeat no more than what differs.
 */
static bool has_settings(const struct section *section)
{
    for (const struct section *outer = section->parent; outer; outer = outer->parent) {
        if (outer->type == section->type)
            return false;
    }
    for (const struct row *row = section->rows; row; row = row->next) {
        if (row->element->place == POX_PLACE_CHILD &&
            !is_selector(section->type, row->element))
            return true;
    }
    return false;
}

/** Puts the defaults of absent elements between the values, where the table has them. */
static bool add_defaults(struct section *section)
{
    struct row **at = &section->rows;

    for (size_t i = 0; i < section->type->n_elements; i++) {
        const struct pox_element *element = &section->type->elements[i];
        struct row *row;

        if (*at && (*at)->element == element) {
            at = &(*at)->next;
            continue;
        }
        if (!element->default_text || !conditions_hold(section, element) ||
            is_overridden(section, element) || is_extra(section, element))
            continue;
        row = make_row(element, element->default_text, element->default_text);
        if (!row)
            return false;
        row->is_default = true;
        row->number = strtoull(element->default_text, NULL, 10);
        row->next = *at;
        *at = row;
        at = &row->next;
    }
    return true;
}

/* The visitor */

static struct section *make_section(struct section *parent)
{
    struct section *section = calloc(1, sizeof(*section));

    if (!section)
        return NULL;
    section->parent = parent;
    section->rows_end = &section->rows;
    section->children_end = &section->children;
    if (!parent)
        return section;
    *parent->children_end = section;
    parent->children_end = &section->next;
    return section;
}

static void on_enter(void *data, const struct pox_element *element,
                     const struct pox_type *type, size_t index, size_t count)
{
    struct gathering *gathering = data;
    struct section *section;

    if (gathering->out_of_memory)
        return;
    section = make_section(gathering->section);
    if (!section) {
        gathering->out_of_memory = true;
        return;
    }
    section->element = element;
    section->type = type;
    section->index = index;
    section->count = count;
    if (!gathering->root)
        gathering->root = section;
    gathering->section = section;
}

static void on_value(void *data, const struct pox_element *element,
                     const struct pox_value *value)
{
    struct gathering *gathering = data;
    struct section *section = gathering->section;
    struct row *row;

    if (gathering->out_of_memory || !value->present)
        return;
    row = make_row(element, value->text, value->canonical);
    if (!row) {
        gathering->out_of_memory = true;
        return;
    }
    row->number = value->number;
    *section->rows_end = row;
    section->rows_end = &row->next;
}

static void on_extra(void *data, const struct pox_type *type,
                     const struct pox_extra *extra, size_t n_extra)
{
    struct gathering *gathering = data;

    (void)type;
    if (gathering->out_of_memory)
        return;
    gathering->section->extra = extra;
    gathering->section->n_extra = n_extra;
}

static void on_leave(void *data, const struct pox_element *element,
                     const struct pox_type *type, size_t index, size_t count)
{
    struct gathering *gathering = data;

    (void)element, (void)type, (void)index, (void)count;
    if (gathering->out_of_memory)
        return;
    if (has_settings(gathering->section) && !add_defaults(gathering->section))
        gathering->out_of_memory = true;
    gathering->section = gathering->section->parent;
}

struct section *page_make(const struct pox_type *type, const void *value,
                          struct pox_error *error)
{
    struct gathering gathering = {.root = NULL};
    struct pox_visitor visitor = {
        .value = on_value,
        .enter = on_enter,
        .leave = on_leave,
        .extra = on_extra,
        .data = &gathering,
    };
    bool visited = pox_visit(type, value, &visitor, error);

    if (visited && !gathering.out_of_memory)
        return gathering.root;
    page_free(gathering.root);
    if (visited) {
        *error = (struct pox_error){.status = POX_ERROR_NO_MEMORY};
        snprintf(error->message, sizeof(error->message), "out of memory");
    }
    return NULL;
}

void page_free(struct section *section)
{
    if (!section)
        return;
    while (section->rows) {
        struct row *row = section->rows;

        section->rows = row->next;
        free(row);
    }
    while (section->children) {
        struct section *child = section->children;

        section->children = child->next;
        page_free(child);
    }
    free(section);
}
