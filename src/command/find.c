/* SPDX-License-Identifier: MIT */
#include "find.h"

#include <pox/validate.h>
#include <string.h>
#include <strings.h>

enum {
    /** Longer names in the table are not compared. */
    MAX_NAME = 64,
    /** Changes that make another name of a name; fewer are allowed to a short one. */
    MAX_DISTANCE = 3,
    LETTERS_PER_CHANGE = 3
};

/* Taking a query apart */

/** The size of a step of a path without the number in brackets behind it. */
static size_t step_size(const char *begin, const char *end)
{
    const char *bracket = memchr(begin, '[', (size_t)(end - begin));

    return (size_t)((bracket ? bracket : end) - begin);
}

/** Where the step begins that ends at `end`. */
static const char *step_begin(const char *text, const char *end)
{
    while (end > text && end[-1] != '/')
        end--;
    return end;
}

struct query query_parse(const char *text)
{
    const char *end = text + strlen(text);
    const char *name = step_begin(text, end);
    struct query query = {.name = name, .name_size = step_size(name, end)};
    const char *parent;

    if (name == text)
        return query;
    parent = step_begin(text, name - 1);
    query.parent_size = step_size(parent, name - 1);
    query.parent = query.parent_size > 0 ? parent : NULL;
    return query;
}

/* Comparing */

static bool is_name(const char *text, size_t size, const char *name, enum fit fit)
{
    if (strlen(name) != size)
        return false;
    return fit == FIT_EXACT ? memcmp(text, name, size) == 0
                            : strncasecmp(text, name, size) == 0;
}

bool query_fits_type(const struct query *query, enum fit fit, const struct pox_type *type)
{
    return !query->parent && is_name(query->name, query->name_size, type->name, fit);
}

bool query_fits_element(const struct query *query, enum fit fit,
                        const struct pox_type *type, const struct pox_element *element)
{
    const char *const *alias = fit == FIT_ROUGH ? element->aliases : NULL;

    if (query->parent && !is_name(query->parent, query->parent_size, type->name, fit))
        return false;
    if (is_name(query->name, query->name_size, element->key, fit))
        return true;
    if (query->parent && fit == FIT_EXACT)
        return false; /* there "Type" is the child, and "@Type" the attribute */
    if (is_name(query->name, query->name_size, element->name, fit))
        return true;
    for (; alias && *alias; alias++) {
        if (is_name(query->name, query->name_size, *alias, fit))
            return true;
    }
    return false;
}

/* Names nearby */

static char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t less = a < b ? a : b;

    return less < c ? less : c;
}

/** How many letters to insert, delete or replace to make one name of the other. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t row[MAX_NAME + 1];

    for (size_t j = 0; j <= b_size; j++)
        row[j] = j;
    for (size_t i = 0; i < a_size; i++) {
        size_t diagonal = row[0];

        row[0] = i + 1;
        for (size_t j = 0; j < b_size; j++) {
            size_t replaced = diagonal + (lower(a[i]) != lower(b[j]));

            diagonal = row[j + 1];
            row[j + 1] = least(replaced, row[j] + 1, row[j + 1] + 1);
        }
    }
    return row[b_size];
}

static bool contains(const char *name, size_t name_size, const char *part, size_t size)
{
    for (size_t i = 0; i + size <= name_size; i++) {
        if (strncasecmp(name + i, part, size) == 0)
            return true;
    }
    return false;
}

/** How far a name is from the one looked for; over MAX_DISTANCE: too far. */
static size_t remoteness(const struct query *query, const char *name)
{
    size_t size = strlen(name);
    size_t changes;

    if (query->name_size == 0 || size > MAX_NAME)
        return MAX_DISTANCE + 1;
    if (query->name_size >= LETTERS_PER_CHANGE &&
        contains(name, size, query->name, query->name_size))
        return 0;
    changes = distance(query->name, query->name_size, name, size);
    return changes * LETTERS_PER_CHANGE <= query->name_size ? changes : MAX_DISTANCE + 1;
}

/** The names that have been found so far. */
struct names {
    const char **at;
    size_t count;
    size_t max;
};

static void add_name(struct names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(names->at[i], name) == 0)
            return;
    }
    if (names->count < names->max)
        names->at[names->count++] = name;
}

static void add_names_at(struct names *names, const struct query *query, size_t far)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);

    for (size_t i = 0; i < n_types; i++) {
        if (remoteness(query, types[i]->name) == far)
            add_name(names, types[i]->name);
        for (size_t j = 0; j < types[i]->n_elements; j++) {
            if (remoteness(query, types[i]->elements[j].key) == far)
                add_name(names, types[i]->elements[j].key);
        }
    }
}

static void add_rules_at(struct names *names, const struct query *query, size_t far)
{
    size_t n_rules;
    const struct pox_rule *rules = pox_rules(&n_rules);

    for (size_t i = 0; i < n_rules; i++) {
        if (remoteness(query, rules[i].name) == far)
            add_name(names, rules[i].name);
    }
}

size_t query_near(const struct query *query, const char **names, size_t max)
{
    struct names found = {.at = names, .max = max};

    for (size_t far = 0; far <= MAX_DISTANCE; far++) {
        add_names_at(&found, query, far);
        add_rules_at(&found, query, far);
    }
    return found.count;
}
