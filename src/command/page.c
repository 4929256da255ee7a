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

/** Appends a text to a row that has room for it; NULL stays NULL. */
static const char *keep(char **room, const char *text)
{
    char *kept = *room;
    size_t size;

    if (!text)
        return NULL;
    size = strlen(text) + 1;
    memcpy(kept, text, size); /* make_row() has counted it */
    *room += size;
    return kept;
}

static size_t size_of(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static struct row *make_row(const struct pox_element *element,
                            const struct pox_value *value)
{
    const char *text = value->present ? value->text : value->effective;
    const char *canonical = value->present ? value->canonical : value->effective;
    struct row *row = calloc(1, sizeof(*row) + size_of(text) + size_of(canonical) +
                                    size_of(value->effective));
    char *room;

    if (!row)
        return NULL;
    room = row->text;
    keep(&room, text);
    row->element = element;
    row->is_default = !value->present;
    row->number = value->present ? value->number : strtoull(text, NULL, 10);
    row->canonical = keep(&room, canonical);
    row->effective = keep(&room, value->effective);
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
        if (!row->is_default && row->element->place == POX_PLACE_CHILD &&
            !is_selector(section->type, row->element))
            return true;
    }
    return false;
}

static void drop_defaults(struct section *section)
{
    bool wanted = has_settings(section);
    struct row **at = &section->rows;

    while (*at) {
        struct row *row = *at;

        if (!row->is_default ||
            (wanted && conditions_hold(section, row->element) &&
             !is_overridden(section, row->element) && !is_extra(section, row->element))) {
            at = &row->next;
            continue;
        }
        *at = row->next;
        free(row);
    }
    section->rows_end = at;
}

void page_drop_defaults(struct section *section)
{
    drop_defaults(section);
    for (struct section *child = section->children; child; child = child->next)
        page_drop_defaults(child);
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
                     const struct pox_type *type, const void *value, size_t index,
                     size_t count)
{
    struct gathering *gathering = data;
    struct section *section;

    (void)value;
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

    if (gathering->out_of_memory || (!value->present && !value->effective))
        return;
    row = make_row(element, value);
    if (!row) {
        gathering->out_of_memory = true;
        return;
    }
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
    if (!gathering->out_of_memory)
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

const struct row *section_title(const struct section *section)
{
    static const char *const keys[] = {"Type", "@Type", "#text"};

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const struct row *row = section_row(section, keys[i]);

        if (row)
            return row;
    }
    return NULL;
}
