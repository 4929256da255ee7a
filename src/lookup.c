/* SPDX-License-Identifier: MIT */
#include "lookup.h"

#include "operations.h"
#include "unicode.h"

#include <string.h>

/** What stands before the host: the same for http and https. */
static const char *behind_scheme(const char *uri, size_t size)
{
    static const char *const schemes[] = {"http://", "https://"};

    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        size_t n = strlen(schemes[i]);

        if (size >= n && memcmp(uri, schemes[i], n) == 0)
            return uri + n;
    }
    return uri;
}

/** How many bytes all namespaces have in common, up to a slash. */
static size_t common_size(const struct pox_namespace *namespaces, size_t n)
{
    size_t common = strlen(namespaces[0].uri);

    for (size_t i = 1; i < n; i++) {
        size_t same = 0;

        while (same < common && namespaces[i].uri[same] == namespaces[0].uri[same])
            same++;
        common = same;
    }
    while (common > 0 && namespaces[0].uri[common - 1] != '/')
        common--;
    return common;
}

static bool is_meant(const char *uri)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);
    const char *ours = behind_scheme(namespaces[0].uri, strlen(namespaces[0].uri));
    size_t size = common_size(namespaces, n) - (size_t)(ours - namespaces[0].uri);

    return strncmp(behind_scheme(uri, strlen(uri)), ours, size) == 0;
}

enum pox_namespace_class pox_classify_namespace(const char *uri, unsigned *bit)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);

    *bit = 0;
    if (!uri || uri[0] == '\0')
        return POX_NAMESPACE_MEANT;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(uri, namespaces[i].uri) == 0) {
            *bit = 1u << i;
            return POX_NAMESPACE_KNOWN;
        }
    }
    return is_meant(uri) ? POX_NAMESPACE_MEANT : POX_NAMESPACE_FOREIGN;
}

size_t pox_count_names(void)
{
    size_t n_types;
    size_t n;
    const struct pox_type *const *types = pox_types(&n_types);

    pox_namespaces(&n);
    for (size_t i = 0; i < n_types; i++)
        n += 1 + types[i]->n_elements;
    return n;
}

const struct pox_namespace *pox_namespace_of(unsigned bits)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);

    for (size_t i = 0; i < n; i++) {
        if (bits & 1u << i)
            return &namespaces[i];
    }
    return &namespaces[0];
}

unsigned pox_namespaces_answered_by(const char *schema)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);
    size_t size = schema ? strlen(schema) : 0;
    unsigned bits = 0;

    if (!schema)
        return ~0u;
    schema = pox_trim(schema, &size);
    for (size_t i = 0; i < n; i++) {
        const char *asked = behind_scheme(schema, size);
        size_t asked_size = size - (size_t)(asked - schema);
        const char *answer = pox_namespace_of(namespaces[i].answer)->uri;

        answer = behind_scheme(answer, strlen(answer));
        if (namespaces[i].answer != 0 && strlen(answer) == asked_size &&
            memcmp(asked, answer, asked_size) == 0)
            bits |= 1u << i;
    }
    return bits != 0 ? bits : ~0u;
}

unsigned pox_parent_namespaces(const struct pox_element *element, const void *value)
{
    unsigned bits = element->type->operations->namespaces(value) & element->under;

    return bits != 0 ? bits : element->under;
}

int pox_no_name(const char *name, size_t size)
{
    (void)name;
    (void)size;
    return -1;
}

static bool is_alias(const struct pox_element *element, const char *name)
{
    for (const char *const *alias = element->aliases; alias && *alias; alias++) {
        if (strcmp(*alias, name) == 0)
            return true;
    }
    return false;
}

/** Whether it is the name of a child or attribute but for case; most differ in their size. */
static bool is_name(const struct pox_element *element, const char *name, size_t size)
{
    return (element->tag_size == 0 || element->tag_size == size + strlen("<>")) &&
           pox_same_letters(name, size, element->name);
}

int pox_find_loosely(const struct pox_type *type, enum pox_place place, const char *name)
{
    size_t size = strlen(name);
    int found = -1;

    for (size_t i = 0; i < type->n_elements; i++) {
        if (type->elements[i].place != place)
            continue;
        if (is_alias(&type->elements[i], name))
            return (int)i;
        if (found < 0 && is_name(&type->elements[i], name, size))
            found = (int)i;
    }
    return found;
}

const struct pox_type *pox_type_by_name(const char *name)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(types[i]->name, name) == 0)
            return types[i];
    }
    for (size_t i = 0; i < n; i++) {
        if (pox_same_letters(name, strlen(name), types[i]->name))
            return types[i];
    }
    return NULL;
}
