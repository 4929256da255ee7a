/* SPDX-License-Identifier: MIT */
/*
 * What has no typed place, in the form that reading gives it: own attributes, attributes of
 * leaves in the table's order, elements, one text. Nothing in it may be such that a reader finds
 * a typed place for it.
 */
#include "text.h"

#include <pox/document.h>
#include <stdio.h>
#include <string.h>

#define XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"

/** How many entries of each kind there may be, and of what an element in `extra` is made. */
enum { MAX_ENTRIES = 10, MAX_INNER = 3 };

/** An `extra` in the making. */
struct entries {
    struct fuzz_maker *maker;
    const struct pox_type *type;
    struct pox_extra list[MAX_ENTRIES];
    size_t n;
};

/** The table's entry that a reader would find for a name, in whatever way it is spelled. */
static const struct pox_element *find_entry(const struct pox_type *type,
                                            enum pox_place place, const char *name)
{
    const struct pox_element *found = NULL;

    for (size_t i = 0; i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];
        const char *const *alias = element->aliases;

        if (element->place != place)
            continue;
        for (; alias && *alias; alias++) {
            if (strcmp(name, *alias) == 0)
                return element;
        }
        if (fuzz_is_same(name, strlen(name), element->name))
            found = element;
    }
    return found;
}

/** Any entry of the table in a place; NULL: the type has none there, or the choice is none. */
static const struct pox_element *any_entry(struct entries *entries, enum pox_place place)
{
    size_t choice = fuzz_below(&entries->maker->source, entries->type->n_elements);
    const struct pox_element *element = &entries->type->elements[choice];

    return element->place == place ? element : NULL;
}

static bool is_number(const struct pox_element *element)
{
    return element->kind == POX_KIND_UINT || element->kind == POX_KIND_UINT64 ||
           element->kind == POX_KIND_PORT || element->kind == POX_KIND_HOURS ||
           element->kind == POX_KIND_HEX32;
}

/** Whether a text is far from a number: one that is out of range is left to other tests. */
static bool is_no_number(const char *text)
{
    size_t size = strlen(text);

    text = fuzz_trim(text, &size);
    return size == 0 || strcspn(text, "0123456789ABCDEFabcdef") > 0;
}

/* Attributes */

static const char *attribute_uri(struct fuzz_maker *maker)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);

    switch (fuzz_below(&maker->source, 8)) {
    case 1:
        return XML_NAMESPACE;
    case 2:
        return namespaces[fuzz_below(&maker->source, n)].uri;
    case 3:
    case 4:
        return fuzz_foreign_uri(maker);
    default:
        return NULL;
    }
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : !a && !b;
}

/** Whether an attribute is there already, of the same tag. */
static bool is_repeated(const struct pox_extra *list, size_t n,
                        const struct pox_extra *entry)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].kind == POX_EXTRA_ATTRIBUTE &&
            same(list[i].element, entry->element) && same(list[i].name, entry->name) &&
            same(list[i].namespace_uri, entry->namespace_uri))
            return true;
    }
    return false;
}

/** A text of `extra`. Part of an element's XML it is noted with the whole. */
static const char *inner_text(struct fuzz_maker *maker)
{
    struct fuzz_out out = {.size = 0};

    fuzz_put_any(maker, &out);
    return fuzz_keep(maker, &out);
}

/** An attribute that may stand behind `n` others; false: none came of it. */
static bool make_attribute(struct fuzz_maker *maker, const struct pox_extra *list,
                           size_t n, const char *leaf, struct pox_extra *entry)
{
    *entry = (struct pox_extra){
        .kind = POX_EXTRA_ATTRIBUTE,
        .element = leaf,
        .namespace_uri = attribute_uri(maker),
        .name = fuzz_name(maker),
        .value = inner_text(maker),
    };
    return !is_repeated(list, n, entry);
}

/**
 * Whether the struct's own tag may have an attribute: one whose name the table has is a typed
 * field, unless it does not fit or the field is filled, and written under the very name.
 */
static bool may_own(const struct entries *entries, const struct pox_extra *entry)
{
    const struct pox_element *element =
        entry->namespace_uri
            ? NULL
            : find_entry(entries->type, POX_PLACE_ATTRIBUTE, entry->name);

    if (!element)
        return true;
    if (fuzz_is_present(entries->maker, element))
        return strcmp(entry->name, element->name) != 0;
    return is_number(element) && is_no_number(entry->value);
}

static void add_own_attribute(struct entries *entries)
{
    const struct pox_element *element = any_entry(entries, POX_PLACE_ATTRIBUTE);
    struct pox_extra entry;

    if (!make_attribute(entries->maker, entries->list, entries->n, NULL, &entry))
        return;
    if (element) {
        entry.namespace_uri = NULL;
        entry.name = fuzz_spell_name(entries->maker, element);
    }
    if (!may_own(entries, &entry) || is_repeated(entries->list, entries->n, &entry))
        return;
    fuzz_note(entries->maker, NULL, entry.value);
    entries->list[entries->n++] = entry;
}

/** Attributes of leaves that are there, at most `n`. */
static void add_leaf_attributes(struct entries *entries, size_t n)
{
    struct fuzz_maker *maker = entries->maker;

    for (size_t i = maker->first; i < maker->n_present && n > 0;) {
        const struct pox_element *leaf = maker->present[i];
        struct pox_extra entry;

        if (leaf->place != POX_PLACE_CHILD || leaf->kind == POX_KIND_STRUCT ||
            fuzz_below(&maker->source, 2) == 0) {
            i++;
            continue;
        }
        n--;
        if (!make_attribute(maker, entries->list, entries->n, leaf->name, &entry))
            continue;
        fuzz_note(maker, NULL, entry.value);
        entries->list[entries->n++] = entry;
    }
}

/* Elements */

/** What stands for a character; NULL: itself. */
static const char *reference(char character, bool in_attribute)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r':
        return "&#13;";
    case '"':
        return in_attribute ? "&quot;" : NULL;
    case '\t':
        return in_attribute ? "&#9;" : NULL;
    case '\n':
        return in_attribute ? "&#10;" : NULL;
    default:
        return NULL;
    }
}

static void put_escaped(struct fuzz_out *out, const char *text, bool in_attribute)
{
    while (*text) {
        size_t plain = strcspn(text, "&<>\r\"\t\n");
        const char *other = reference(text[plain], in_attribute);

        if (text[plain] && !other)
            plain++;
        fuzz_put(out, text, plain);
        fuzz_put_text(out, other ? other : "");
        text += plain + (other ? 1 : 0);
    }
}

static void put_attribute(struct fuzz_out *out, const char *name, const char *value)
{
    fuzz_put_text(out, " ");
    fuzz_put_text(out, name);
    fuzz_put_text(out, "=\"");
    put_escaped(out, value, true);
    fuzz_put_text(out, "\"");
}

/** Prefixes are called after the first attribute that needs them, and declared before it. */
static void put_prefixed(struct fuzz_out *out, const struct pox_extra *list, size_t at)
{
    char name[64];
    size_t first = 0;

    while (!same(list[first].namespace_uri, list[at].namespace_uri))
        first++;
    snprintf(name, sizeof(name), "xmlns:ns%zu", first);
    if (first == at)
        put_attribute(out, name, list[at].namespace_uri);
    snprintf(name, sizeof(name), "ns%zu:%s", first, list[at].name);
    put_attribute(out, name, list[at].value);
}

static void put_attributes(struct fuzz_maker *maker, struct fuzz_out *out)
{
    struct pox_extra list[MAX_INNER];
    size_t n = 0;

    for (size_t wanted = fuzz_below(&maker->source, MAX_INNER + 1); wanted > 0;
         wanted--) {
        char name[64];

        if (!make_attribute(maker, list, n, NULL, &list[n]))
            continue;
        if (!list[n].namespace_uri) {
            put_attribute(out, list[n].name, list[n].value);
        } else if (strcmp(list[n].namespace_uri, XML_NAMESPACE) == 0) {
            snprintf(name, sizeof(name), "xml:%s", list[n].name);
            put_attribute(out, name, list[n].value);
        } else {
            put_prefixed(out, list, n);
        }
        n++;
    }
}

/** An element in `extra`, or inside of one. */
struct inner {
    /** "xml:" or "". */
    const char *prefix;
    const char *name;
    /** The namespace to declare; NULL: none. */
    const char *declared;
    /** The namespace in force inside of it; NULL: one of ours, which are all one. */
    const char *scope;
};

static struct inner any_inner(struct fuzz_maker *maker, const char *scope)
{
    struct inner inner = {.prefix = "", .name = fuzz_name(maker), .scope = scope};
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);
    size_t choice;

    switch (fuzz_below(&maker->source, 4)) {
    case 1:
        inner.scope = fuzz_foreign_uri(maker);
        if (!same(inner.scope, scope))
            inner.declared = inner.scope;
        break;
    case 2:
        choice = fuzz_below(&maker->source, n + 1);
        inner.scope = NULL;
        if (scope)
            inner.declared = choice < n ? namespaces[choice].uri : "";
        break;
    case 3:
        inner.prefix = "xml:";
        break;
    }
    return inner;
}

static void put_content(struct fuzz_maker *maker, struct fuzz_out *out, const char *scope,
                        size_t n_children, size_t depth);

static void put_tag(struct fuzz_out *out, const char *open, const struct inner *inner)
{
    fuzz_put_text(out, open);
    fuzz_put_text(out, inner->prefix);
    fuzz_put_text(out, inner->name);
}

static void put_element(struct fuzz_maker *maker, struct fuzz_out *out,
                        const struct inner *inner, size_t n_children, size_t depth)
{
    size_t content;

    put_tag(out, "<", inner);
    if (inner->declared)
        put_attribute(out, "xmlns", inner->declared);
    put_attributes(maker, out);
    fuzz_put_text(out, ">");
    content = out->size;
    put_content(maker, out, inner->scope, n_children, depth);
    if (out->size == content) {
        out->size--;
        fuzz_put_text(out, "/>");
        return;
    }
    put_tag(out, "</", inner);
    fuzz_put_text(out, ">");
}

/** Text and elements in turns; between elements, nothing but white space does not count. */
static void put_content(struct fuzz_maker *maker, struct fuzz_out *out, const char *scope,
                        size_t n_children, size_t depth)
{
    for (size_t i = 0; i <= n_children; i++) {
        const char *text = inner_text(maker);
        size_t size = strlen(text);

        fuzz_trim(text, &size);
        if (n_children == 0 || size > 0)
            put_escaped(out, text, false);
        if (i < n_children) {
            struct inner inner = any_inner(maker, scope);
            size_t n = depth > 1 ? fuzz_below(&maker->source, MAX_INNER) : 0;

            put_element(maker, out, &inner, n, depth - 1);
        }
    }
}

static void add_element(struct entries *entries, const struct inner *inner,
                        size_t n_children)
{
    struct fuzz_maker *maker = entries->maker;
    struct fuzz_out out = {.size = 0};
    const char *uri = inner->prefix[0] != '\0' ? XML_NAMESPACE : inner->declared;
    const char *xml;

    put_element(maker, &out, inner, n_children, MAX_INNER);
    xml = fuzz_note(maker, NULL, fuzz_keep(maker, &out));
    entries->list[entries->n++] = (struct pox_extra){
        .kind = POX_EXTRA_ELEMENT,
        .name = inner->name,
        .namespace_uri = uri,
        .value = xml,
    };
}

/** An element by the name of a number, with a text that is none. */
static void add_bad_number(struct entries *entries, const char *name)
{
    struct fuzz_maker *maker = entries->maker;
    struct fuzz_out out = {.size = 0};
    const char *text = inner_text(maker);
    struct inner inner = {.prefix = "", .name = name};

    put_tag(&out, "<", &inner);
    put_attributes(maker, &out);
    if (text[0] == '\0') {
        fuzz_put_text(&out, "/>");
    } else {
        fuzz_put_text(&out, is_no_number(text) ? ">" : ">-");
        put_escaped(&out, text, false);
        put_tag(&out, "</", &inner);
        fuzz_put_text(&out, ">");
    }
    entries->list[entries->n++] = (struct pox_extra){
        .kind = POX_EXTRA_ELEMENT,
        .name = name,
        .value = fuzz_note(maker, NULL, fuzz_keep(maker, &out)),
    };
}

/** An element of a name that the table has: once more, with elements inside, or no number. */
static void add_known_element(struct entries *entries, const struct pox_element *element)
{
    struct fuzz_maker *maker = entries->maker;
    struct inner inner = {.prefix = "", .name = fuzz_spell_name(maker, element)};
    size_t n_children = fuzz_below(&maker->source, MAX_INNER);
    bool is_leaf = element->kind != POX_KIND_STRUCT;

    if (!element->repeats && fuzz_is_present(maker, element))
        add_element(entries, &inner, n_children);
    else if (is_leaf && n_children > 0)
        add_element(entries, &inner, n_children);
    else if (is_number(element))
        add_bad_number(entries, inner.name);
}

static void add_any_element(struct entries *entries)
{
    struct fuzz_maker *maker = entries->maker;
    const struct pox_element *element = any_entry(entries, POX_PLACE_CHILD);
    struct inner inner;

    if (element && fuzz_below(&maker->source, 2) == 0) {
        add_known_element(entries, element);
        return;
    }
    inner = any_inner(maker, NULL);
    if (inner.prefix[0] != '\0' || inner.declared ||
        !find_entry(entries->type, POX_PLACE_CHILD, inner.name))
        add_element(entries, &inner, fuzz_below(&maker->source, MAX_INNER));
}

/* Text */

/** Beside children, text has no white space at its ends. */
static void add_text(struct entries *entries)
{
    struct fuzz_maker *maker = entries->maker;
    const char *text = inner_text(maker);
    size_t size = strlen(text);
    const char *trimmed = fuzz_trim(text, &size);
    bool has_children = fuzz_is_present(maker, NULL);

    for (size_t i = 0; i < entries->n; i++)
        has_children = has_children || entries->list[i].kind == POX_EXTRA_ELEMENT;
    if (entries->type->text || size == 0)
        return;
    if (has_children)
        text = fuzz_keep_part(maker, trimmed, size);
    entries->list[entries->n++] = (struct pox_extra){
        .kind = POX_EXTRA_TEXT,
        .value = fuzz_note(maker, NULL, text),
    };
}

struct pox_extra *fuzz_extra(struct fuzz_maker *maker, const struct pox_type *type,
                             size_t *n)
{
    struct entries entries = {.maker = maker, .type = type};
    struct pox_extra *extra;
    uint8_t choice;

    if (!fuzz_is_wanted(maker, NULL))
        return NULL;
    choice = fuzz_byte(&maker->source);
    for (unsigned wanted = choice & 3u; wanted > 0; wanted--)
        add_own_attribute(&entries);
    add_leaf_attributes(&entries, choice >> 2 & 3u);
    for (unsigned wanted = choice >> 4 & 3u; wanted > 0; wanted--)
        add_any_element(&entries);
    if (choice & 0x40u)
        add_text(&entries);
    if (entries.n == 0)
        return NULL;
    *n = entries.n;
    extra = fuzz_new(maker, *n * sizeof(*extra));
    return memcpy(extra, entries.list, *n * sizeof(*extra));
}
