/* SPDX-License-Identifier: MIT */
#include "extra.h"

#include "compare.h"
#include "escape.h"
#include "unicode.h"

#include <string.h>

/** The highest: text stands behind everything else. */
static size_t rank_of_text(const struct pox_type *type)
{
    return type->n_elements + 2;
}

/** The documented order: own attributes, attributes of leaves, elements, text. */
static size_t rank(const struct pox_type *type, const struct pox_extra *extra)
{
    if (extra->kind == POX_EXTRA_ELEMENT)
        return type->n_elements + 1;
    if (extra->kind == POX_EXTRA_TEXT)
        return rank_of_text(type);
    for (size_t i = 0; extra->element && i < type->n_elements; i++) {
        if (type->elements[i].name ==
            extra->element) /* as a reader has it: no strcmp() */
            return i + 1;
    }
    for (size_t i = 0; extra->element && i < type->n_elements; i++) {
        if (strcmp(type->elements[i].name, extra->element) == 0)
            return i + 1;
    }
    return 0;
}

size_t pox_extra_prefix(const struct pox_extra *extra, size_t first, size_t i)
{
    for (; extra[i].namespace_uri && first < i; first++) {
        if (extra[first].kind == POX_EXTRA_ATTRIBUTE &&
            pox_equal_string(extra[first].element, extra[i].element) &&
            pox_equal_string(extra[first].namespace_uri, extra[i].namespace_uri))
            return first;
    }
    return i;
}

static bool is_arranged(const struct pox_type *type, const struct pox_extra *extra,
                        size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (rank(type, &extra[i - 1]) > rank(type, &extra[i]) ||
            (extra[i - 1].kind == POX_EXTRA_TEXT && extra[i].kind == POX_EXTRA_TEXT))
            return false;
    }
    return true;
}

/** All texts of a list, which stand at its end, joined by line feeds in the first of them. */
static bool join_texts(struct pox_arena *arena, struct pox_extra *extra, size_t *n)
{
    size_t first = 0;
    size_t size = 0;
    char *joined;
    char *end;

    while (first < *n && extra[first].kind != POX_EXTRA_TEXT)
        first++;
    for (size_t i = first; i < *n; i++)
        size += strlen(extra[i].value) + 1;
    if (size == 0)
        return true;
    joined = end = pox_arena_new(arena, size);
    if (!joined)
        return false;
    for (size_t i = first; i < *n; i++) {
        size_t length = strlen(extra[i].value);

        memcpy(end, extra[i].value, length);
        end[length] = '\n';
        end += length + 1;
    }
    end[-1] = '\0';
    extra[first].value = joined;
    *n = first + 1;
    return true;
}

/** Copies a list in the order of its ranks; `places` has room for one number a rank. */
static void sort(const struct pox_type *type, const struct pox_extra *extra, size_t n,
                 struct pox_extra *sorted, size_t *places)
{
    size_t n_ranks = rank_of_text(type) + 1;
    size_t place = 0;

    memset(places, 0, n_ranks * sizeof(*places));
    for (size_t i = 0; i < n; i++)
        places[rank(type, &extra[i])]++;
    for (size_t i = 0; i < n_ranks; i++) {
        size_t count = places[i];

        places[i] = place;
        place += count;
    }
    for (size_t i = 0; i < n; i++)
        sorted[places[rank(type, &extra[i])]++] = extra[i];
}

bool pox_extra_arrange(struct pox_arena *arena, const struct pox_type *type, void *self)
{
    struct pox_allocator *allocator = &arena->allocator;
    struct pox_extra **extra = pox_extra_of(type->operations, self);
    size_t *n = pox_n_extra_of(type->operations, self);
    struct pox_extra *arranged;
    size_t *places;

    if (is_arranged(type, *extra, *n))
        return true;
    places =
        allocator->allocate(allocator->data, (rank_of_text(type) + 1) * sizeof(*places));
    if (!places)
        return false;
    arranged = pox_arena_new(arena, *n * sizeof(*arranged));
    if (arranged)
        sort(type, *extra, *n, arranged, places);
    allocator->release(allocator->data, places);
    if (!arranged)
        return false;
    *extra = arranged;
    return join_texts(arena, arranged, n);
}

/* Checking what a caller wants to be written */

/** Attributes, a declaration for the namespace of each, and one for that of the element. */
enum { MAX_DEPTH = POX_MAX_DEPTH, MAX_ATTRIBUTES = 2 * POX_MAX_ATTRIBUTES + 1 };

/** Goes over a text; the first fault ends it. */
struct scan {
    const char *at;
    const char *fault;
    /** The names of the open elements with their prefixes. */
    struct pox_text open[MAX_DEPTH];
    size_t depth;
};

static bool wrong(struct scan *scan, const char *fault)
{
    if (!scan->fault)
        scan->fault = fault;
    return false;
}

static bool skip(struct scan *scan, const char *text)
{
    size_t size = strlen(text);

    if (strncmp(scan->at, text, size) != 0)
        return false;
    scan->at += size;
    return true;
}

/** Takes a name with at most one prefix. */
static bool take_name(struct scan *scan, struct pox_text *name, struct pox_text *prefix)
{
    size_t size = strcspn(scan->at, " \t\r\n/>=<&\"'");
    const char *colon = memchr(scan->at, ':', size);

    *prefix = (struct pox_text){scan->at, colon ? (size_t)(colon - scan->at) : 0};
    *name = colon ? (struct pox_text){colon + 1, size - prefix->size - 1}
                  : (struct pox_text){scan->at, size};
    scan->at += size;
    if ((colon && !pox_is_name(prefix->bytes, prefix->size)) ||
        !pox_is_name(name->bytes, name->size))
        return wrong(scan, "a name is not one");
    return true;
}

struct reference {
    const char *text;
    char stands_for;
};

static const struct reference references[] = {
    {"&amp;", '&'},   {"&lt;", '<'},  {"&gt;", '>'},   {"&quot;", '"'},
    {"&apos;", '\''}, {"&#9;", '\t'}, {"&#10;", '\n'}, {"&#13;", '\r'},
};

/** The reference that a text begins with; NULL: it is none of those that are allowed. */
static const struct reference *reference_at(const char *text)
{
    for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
        if (strncmp(text, references[i].text, strlen(references[i].text)) == 0)
            return &references[i];
    }
    return NULL;
}

static bool skip_reference(struct scan *scan)
{
    const struct reference *reference = reference_at(scan->at);

    if (!reference)
        return wrong(scan, "a '&' is not escaped");
    scan->at += strlen(reference->text);
    return true;
}

static bool same(struct pox_text a, struct pox_text b)
{
    return a.size == b.size && memcmp(a.bytes, b.bytes, a.size) == 0;
}

static bool is(struct pox_text text, const char *word)
{
    return same(text, (struct pox_text){word, strlen(word)});
}

struct seen {
    struct pox_text name;
    struct pox_text prefix;
    struct pox_text value;
    /** The declaration of its prefix; NULL: it needs none. */
    const struct seen *declaration;
};

static bool scan_value(struct scan *scan, struct pox_text *value)
{
    if (!skip(scan, "=\""))
        return wrong(scan, "an attribute has no value in double quotes");
    value->bytes = scan->at;
    for (;;) {
        scan->at += strcspn(scan->at, "\"<&");
        if (*scan->at == '"')
            break;
        if (*scan->at != '&')
            return wrong(scan, "an attribute does not end");
        if (!skip_reference(scan))
            return false;
    }
    value->size = (size_t)(scan->at - value->bytes);
    scan->at++;
    return true;
}

static bool is_default_declaration(const struct seen *seen)
{
    return seen->prefix.size == 0 && is(seen->name, "xmlns");
}

/** Takes one byte of a value as a parser reads it: references decoded, white space a blank. */
static char take_decoded(struct pox_text *value)
{
    const struct reference *reference =
        value->bytes[0] == '&' ? reference_at(value->bytes) : NULL;
    char byte = reference ? reference->stands_for : value->bytes[0];
    size_t size = reference ? strlen(reference->text) : 1;

    if (!reference && pox_is_space(byte)) {
        size += byte == '\r' && value->size > 1 && value->bytes[1] == '\n';
        byte = ' ';
    }
    value->bytes += size;
    value->size -= size;
    return byte;
}

static size_t decoded_size(struct pox_text value)
{
    size_t size = 0;

    for (; value.size > 0; size++)
        take_decoded(&value);
    return size;
}

/** Whether a parser reads two values as the same. */
static bool same_decoded(struct pox_text a, struct pox_text b)
{
    while (a.size > 0 && b.size > 0) {
        if (take_decoded(&a) != take_decoded(&b))
            return false;
    }
    return a.size == b.size;
}

/** What "Namespaces in XML" allows to be declared. */
static bool check_declaration(struct scan *scan, const struct seen *seen)
{
    bool declares_prefix = is(seen->prefix, "xmlns");

    if (!declares_prefix && !is_default_declaration(seen))
        return true;
    if (declares_prefix && (is(seen->name, "xmlns") || is(seen->name, "xml")))
        return wrong(scan, "a reserved prefix is declared");
    if (declares_prefix && seen->value.size == 0)
        return wrong(scan, "a prefix is declared for no namespace");
    if (is(seen->value, POX_XML_NAMESPACE) || is(seen->value, POX_XMLNS_NAMESPACE))
        return wrong(scan, "a reserved namespace is declared");
    if (decoded_size(seen->value) > POX_MAX_NAMESPACE)
        return wrong(scan, "a namespace is too long");
    return true;
}

/** The declaration of an attribute's prefix in the same tag; NULL: none. */
static const struct seen *declaration_of(const struct seen *attribute,
                                         const struct seen *seen, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is(seen[i].prefix, "xmlns") && same(seen[i].name, attribute->prefix))
            return &seen[i];
    }
    return NULL;
}

static bool needs_declaration(const struct seen *seen)
{
    return seen->prefix.size > 0 && !is(seen->prefix, "xmlns") &&
           !is(seen->prefix, "xml");
}

/** Whether two attributes of one name have one prefix, or prefixes of one namespace. */
static bool are_one(const struct seen *a, const struct seen *b)
{
    if (!same(a->name, b->name))
        return false;
    if (same(a->prefix, b->prefix))
        return true;
    return a->declaration && b->declaration &&
           same_decoded(a->declaration->value, b->declaration->value);
}

/** Each prefix in use is declared in the same tag, and no attribute occurs twice. */
static bool check_attributes(struct scan *scan, struct seen *seen, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool needs_one = needs_declaration(&seen[i]);

        if (!check_declaration(scan, &seen[i]))
            return false;
        seen[i].declaration = needs_one ? declaration_of(&seen[i], seen, n) : NULL;
        if (needs_one && !seen[i].declaration)
            return wrong(scan, "a prefix is not declared");
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (are_one(&seen[i], &seen[k]))
                return wrong(scan, "an attribute occurs twice");
        }
    }
    return true;
}

/** Takes the name of an element, which has no prefix unless XML itself has the name. */
static bool take_element_name(struct scan *scan, struct pox_text *name)
{
    const char *begin = scan->at;
    struct pox_text prefix;

    if (!take_name(scan, name, &prefix))
        return false;
    *name = (struct pox_text){begin, (size_t)(scan->at - begin)};
    return prefix.size == 0 || is(prefix, "xml") ||
           wrong(scan, "an element has a prefix");
}

static bool scan_start_tag(struct scan *scan)
{
    struct seen seen[MAX_ATTRIBUTES];
    size_t n = 0;

    if (scan->depth == MAX_DEPTH)
        return wrong(scan, "elements are nested too deeply");
    if (!take_element_name(scan, &scan->open[scan->depth]))
        return false;
    while (skip(scan, " ")) {
        if (n == MAX_ATTRIBUTES)
            return wrong(scan, "an element has too many attributes");
        if (!take_name(scan, &seen[n].name, &seen[n].prefix) ||
            !scan_value(scan, &seen[n].value))
            return false;
        n++;
    }
    if (!check_attributes(scan, seen, n))
        return false;
    if (skip(scan, "/>"))
        return true;
    if (!skip(scan, ">"))
        return wrong(scan, "a tag does not end");
    scan->depth++;
    return true;
}

static bool scan_end_tag(struct scan *scan)
{
    struct pox_text name;

    if (!take_element_name(scan, &name))
        return false;
    if (scan->depth == 0 || !same(name, scan->open[scan->depth - 1]))
        return wrong(scan, "tags do not match");
    scan->depth--;
    return skip(scan, ">") || wrong(scan, "a tag does not end");
}

/** Text, and the tag or reference behind it. */
static bool scan_content(struct scan *scan)
{
    scan->at += strcspn(scan->at, "<&]");
    if (skip(scan, "</"))
        return scan_end_tag(scan);
    if (skip(scan, "<"))
        return scan_start_tag(scan);
    if (*scan->at == '&')
        return skip_reference(scan);
    if (*scan->at == '\0')
        return wrong(scan, "an element does not end");
    if (strncmp(scan->at, "]]>", 3) == 0)
        return wrong(scan, "']]>' is not escaped");
    scan->at++;
    return true;
}

bool pox_extra_is_element(const char *xml, const char **fault)
{
    struct scan scan; /* not all of it is ever needed */
    bool good;

    scan.at = xml;
    scan.fault = NULL;
    scan.depth = 0;
    good = skip(&scan, "<") ? scan_start_tag(&scan) : wrong(&scan, "not an element");
    while (good && scan.depth > 0)
        good = scan_content(&scan);
    if (good && *scan.at != '\0')
        good = wrong(&scan, "something follows the element");
    *fault = scan.fault;
    return good;
}
