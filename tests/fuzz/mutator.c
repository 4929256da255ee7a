/* SPDX-License-Identifier: MIT */
/*
 * Changes documents as documents, by what the table says: half of all mutations are made here,
 * the others by the engine, on bytes. Whatever is not a tag (and what follows a byte 0xFF, in
 * which fuzz_push.c keeps where to cut) stays as it is.
 *
 * The engine calls LLVMFuzzerCustomMutator(). AFL++ does not look for it, and goes on with its
 * own mutations alone.
 */
#include "fuzzer.h"

#include <inttypes.h>
#include <pox/table.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SPANS = 256, MAX_DEPTH = 64, MAX_PIECE = 512, MAX_COPY = 4096 };

/** An element in the bytes: <name attributes>inside</name>, or <name attributes/>. */
struct span {
    size_t begin;
    size_t name_size;
    /** Behind the start tag. */
    size_t inner_begin;
    /** The end tag; where there is none, the same as inner_begin. */
    size_t inner_end;
    size_t end;
    bool is_empty;
    bool has_children;
    /** What the table says of it; NULL: nothing. */
    const struct pox_element *element;
    const struct pox_type *type;
};

struct document {
    char *bytes;
    size_t size;
    size_t max_size;
    uint64_t random;
    struct span spans[MAX_SPANS];
    size_t n_spans;
};

/** Text that is put together to be inserted; what does not fit is left out. */
struct piece {
    char bytes[MAX_PIECE];
    size_t size;
};

static size_t pick(struct document *document, size_t bound)
{
    return fuzz_random(&document->random, bound);
}

static void add(struct piece *piece, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add(struct piece *piece, const char *format, ...)
{
    size_t room = sizeof(piece->bytes) - piece->size;
    va_list arguments;
    int n;

    va_start(arguments, format);
    n = vsnprintf(piece->bytes + piece->size, room, format, arguments);
    va_end(arguments);
    if (n > 0 && (size_t)n < room)
        piece->size += (size_t)n;
}

/** Puts bytes, which are none of the document's, in the place of some; false: no room. */
static bool replace(struct document *document, size_t at, size_t removed,
                    const char *bytes, size_t n)
{
    size_t rest = document->size - at - removed;

    if (document->size - removed + n > document->max_size)
        return false;
    memmove(document->bytes + at + n, document->bytes + at + removed, rest);
    memcpy(document->bytes + at, bytes, n);
    document->size = at + n + rest;
    return true;
}

static bool insert(struct document *document, size_t at, const struct piece *piece)
{
    return replace(document, at, 0, piece->bytes, piece->size);
}

/* Finding elements */

static bool same_name(const char *bytes, size_t size, const char *name)
{
    if (strlen(name) != size)
        return false;
    for (size_t i = 0; i < size; i++) {
        if ((bytes[i] ^ name[i]) & ~('a' ^ 'A'))
            return false;
    }
    return true;
}

static const struct pox_type *find_root(const char *name, size_t size)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    for (size_t i = 0; i < n; i++) {
        if (same_name(name, size, types[i]->name))
            return types[i];
    }
    return NULL;
}

/** Finds out what the table says of an element that was just opened. */
static void describe(const struct document *document, struct span *span,
                     const struct span *parent)
{
    const char *name = document->bytes + span->begin + 1;
    const struct pox_type *type = parent ? parent->type : NULL;

    if (!parent)
        span->type = find_root(name, span->name_size);
    for (size_t i = 0; type && i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];

        if (element->place != POX_PLACE_CHILD ||
            !same_name(name, span->name_size, element->name))
            continue;
        span->element = element;
        span->type = element->type;
    }
}

static size_t name_size(const char *bytes, size_t size)
{
    size_t n = 0;

    while (n < size && !strchr(" \t\r\n/>=<", bytes[n]) && bytes[n] != '\0')
        n++;
    return n;
}

/** Behind the ">" of a tag; 0: it has none. */
static size_t tag_end(const struct document *document, size_t at)
{
    char quote = '\0';

    for (; at < document->size; at++) {
        char byte = document->bytes[at];

        if (quote != '\0')
            quote = byte == quote ? '\0' : quote;
        else if (byte == '"' || byte == '\'')
            quote = byte;
        else if (byte == '>')
            return at + 1;
    }
    return 0;
}

/** The elements that are open, as indexes of spans. */
struct stack {
    size_t open[MAX_DEPTH];
    size_t depth;
};

static void open_span(struct document *document, struct stack *stack, size_t at,
                      size_t end)
{
    struct span *spans = document->spans;
    struct span *parent = stack->depth > 0 ? &spans[stack->open[stack->depth - 1]] : NULL;
    struct span *span = &spans[document->n_spans++];

    *span = (struct span){
        .begin = at,
        .name_size = name_size(document->bytes + at + 1, document->size - at - 1),
        .inner_begin = end,
        .inner_end = end,
        .end = end,
        .is_empty = document->bytes[end - 2] == '/',
    };
    describe(document, span, parent);
    if (parent)
        parent->has_children = true;
    if (!span->is_empty && stack->depth < MAX_DEPTH)
        stack->open[stack->depth++] = document->n_spans - 1;
}

static void close_span(struct document *document, struct stack *stack, size_t at,
                       size_t end)
{
    struct span *span;

    if (stack->depth == 0)
        return;
    span = &document->spans[stack->open[--stack->depth]];
    span->inner_end = at;
    span->end = end;
}

/** Whether the document's bytes go on like this. */
static bool goes_on(const struct document *document, size_t at, const char *text)
{
    size_t size = strlen(text);

    return document->size - at >= size && memcmp(document->bytes + at, text, size) == 0;
}

/** Finds the elements; the size of the document becomes that of its part without cuts. */
static void find_spans(struct document *document)
{
    struct stack stack = {.depth = 0};
    size_t at = 0;

    while (at < document->size && document->n_spans < MAX_SPANS) {
        const char *less = memchr(document->bytes + at, '<', document->size - at);
        size_t end;

        if (!less)
            return;
        at = (size_t)(less - document->bytes);
        if (goes_on(document, at, "<!") || goes_on(document, at, "<?")) {
            at += 2;
            continue;
        }
        end = tag_end(document, at);
        if (end == 0)
            return;
        if (goes_on(document, at, "</"))
            close_span(document, &stack, at, end);
        else
            open_span(document, &stack, at, end);
        at = end;
    }
}

static struct span *pick_span(struct document *document)
{
    return &document->spans[pick(document, document->n_spans)];
}

/** A span of which the table has a struct, if one is found soon. */
static struct span *pick_struct(struct document *document)
{
    struct span *span = pick_span(document);

    for (int i = 0; i < 8 && !span->type; i++)
        span = pick_span(document);
    return span;
}

/* What to insert */

static const struct pox_type *any_type(struct document *document)
{
    size_t n;
    const struct pox_type *const *types = pox_types(&n);

    return types[pick(document, n)];
}

static const struct pox_element *any_element(struct document *document,
                                             const struct pox_type *type)
{
    while (!type || type->n_elements == 0)
        type = any_type(document);
    return &type->elements[pick(document, type->n_elements)];
}

static const char *any_name(struct document *document)
{
    const struct pox_element *element = any_element(document, NULL);

    if (element->aliases && element->aliases[0] && pick(document, 2) == 0)
        return element->aliases[0];
    return pick(document, 8) == 0 ? "Unknown" : element->name;
}

static void add_enumeration(struct document *document, struct piece *piece,
                            const struct pox_enumeration *enumeration)
{
    const struct pox_enumeration_value *value =
        &enumeration->values[pick(document, enumeration->n_values)];

    if (value->aliases && value->aliases[0] && pick(document, 2) == 0)
        add(piece, "%s", value->aliases[0]);
    else
        add(piece, "%s", value->name);
}

static void add_oddity(struct document *document, struct piece *piece)
{
    static const char *const oddities[] = {
        "",    " ",    "on",         " On ",       "0",
        "-1",  "007",  "4294967296", "x",          "18446744073709551616",
        "#",   ";",    "&amp;",      "&lt;p&gt;",  "alice@example.com",
        "%3C", "a, b", "&#13;",      "\xC3\xA9",   "]]&gt;",
        "+1",  "0x1F", "\xC2\xA0",   "&#x10FFFF;", "12345678",
    };

    add(piece, "%s", oddities[pick(document, sizeof(oddities) / sizeof(oddities[0]))]);
}

/** A value that the table gives for an entry, or nearly, or none at all. */
static void add_value(struct document *document, struct piece *piece,
                      const struct pox_element *element)
{
    size_t choice = pick(document, 6);

    if (element->enumeration && choice < 4)
        add_enumeration(document, piece, element->enumeration);
    else if (choice == 0 && element->example)
        add(piece, "%s", element->example);
    else if (choice == 1 && element->default_text)
        add(piece, "%s", element->default_text);
    else if (choice == 2 && element->maximum > 0)
        add(piece, "%" PRIu64, element->maximum + pick(document, 2));
    else if (choice == 3 && element->maximum > 0)
        add(piece, "%" PRIu64, element->minimum);
    else
        add_oddity(document, piece);
    if (element->kind == POX_KIND_ENUM_LIST && choice == 0) {
        add(piece, ", ");
        add_enumeration(document, piece, element->enumeration);
    }
}

static void add_uri(struct document *document, struct piece *piece)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);
    size_t choice = pick(document, n + 3);

    if (choice < n)
        add(piece, "%s", namespaces[choice].uri);
    else if (choice == n)
        add(piece, "%sx", namespaces[pick(document, n)].uri);
    else if (choice == n + 1)
        add(piece, "urn:foreign");
}

static void add_attribute(struct document *document, struct piece *piece,
                          const struct pox_type *type)
{
    const struct pox_element *element = any_element(document, type);

    switch (pick(document, 5)) {
    case 0:
        add(piece, " xmlns:p=\"urn:p\" p:%s=\"", element->name);
        break;
    case 1:
        add(piece, " xml:lang=\"");
        break;
    case 2:
        add(piece, " unknown=\"");
        break;
    default:
        for (int i = 0; i < 16 && element->place != POX_PLACE_ATTRIBUTE; i++)
            element = any_element(document, i < 8 ? type : NULL);
        add(piece, " %s=\"", element->name);
    }
    add_value(document, piece, element);
    add(piece, "\"");
}

/** A child as the table has it: a leaf with its value, a struct with perhaps one leaf. */
static void add_child(struct document *document, struct piece *piece,
                      const struct pox_element *element)
{
    add(piece, "<%s", element->name);
    if (pick(document, 16) == 0)
        add_attribute(document, piece, element->type);
    if (pick(document, 8) == 0) {
        add(piece, "/>");
        return;
    }
    add(piece, ">");
    if (!element->type) {
        add_value(document, piece, element);
    } else {
        const struct pox_element *inner = any_element(document, element->type);

        if (inner->place == POX_PLACE_CHILD && !inner->type) {
            add(piece, "<%s>", inner->name);
            add_value(document, piece, inner);
            add(piece, "</%s>", inner->name);
        }
    }
    add(piece, "</%s>", element->name);
}

/* Mutations: false when there is nothing to do them on */

/** Inserts something as the first thing inside an element. */
static bool insert_inside(struct document *document, const struct span *span,
                          struct piece *piece)
{
    struct piece whole = {.size = 0};

    if (!span->is_empty)
        return insert(document, span->inner_begin, piece);
    add(&whole, ">%.*s</%.*s>", (int)piece->size, piece->bytes, (int)span->name_size,
        document->bytes + span->begin + 1);
    return replace(document, span->end - 2, 2, whole.bytes, whole.size);
}

static bool insert_legal(struct document *document)
{
    const struct span *span = pick_struct(document);
    const struct pox_element *element = any_element(document, span->type);
    struct piece piece = {.size = 0};

    switch (element->place) {
    case POX_PLACE_CHILD:
        add_child(document, &piece, element);
        break;
    case POX_PLACE_ATTRIBUTE:
        add(&piece, " %s=\"", element->name);
        add_value(document, &piece, element);
        add(&piece, "\"");
        return insert(document, span->begin + 1 + span->name_size, &piece);
    case POX_PLACE_TEXT:
        add_value(document, &piece, element);
    }
    return insert_inside(document, span, &piece);
}

/** Copies an element to the end of another, or behind itself. */
static bool copy_span(struct document *document, const struct span *from, size_t at)
{
    char copy[MAX_COPY];
    size_t size = from->end - from->begin;

    if (size > sizeof(copy))
        return false;
    memcpy(copy, document->bytes + from->begin, size);
    return replace(document, at, 0, copy, size);
}

static bool duplicate(struct document *document)
{
    const struct span *span = pick_span(document);

    return copy_span(document, span, span->end);
}

static bool copy_elsewhere(struct document *document)
{
    const struct span *target = pick_span(document);

    return !target->is_empty &&
           copy_span(document, pick_span(document), target->inner_end);
}

static bool delete (struct document *document)
{
    const struct span *span = pick_span(document);

    return replace(document, span->begin, span->end - span->begin, "", 0);
}

static bool move(struct document *document)
{
    const struct span *from = pick_span(document);
    const struct span *target = pick_span(document);
    bool is_before = target->inner_end <= from->begin;
    size_t size = from->end - from->begin;

    if (target->is_empty || (!is_before && target->inner_end < from->end) ||
        !copy_span(document, from, target->inner_end))
        return false;
    return replace(document, from->begin + (is_before ? size : 0), size, "", 0);
}

/** Lets two elements change places. */
static bool swap(struct document *document)
{
    const struct span *a = pick_span(document);
    const struct span *b = pick_span(document);
    char swapped[MAX_COPY];
    size_t size = 0;

    if (a->begin > b->begin) {
        const struct span *other = a;

        a = b;
        b = other;
    }
    if (a->end > b->begin || b->end - a->begin > sizeof(swapped))
        return false;
    memcpy(swapped, document->bytes + b->begin, b->end - b->begin);
    size += b->end - b->begin;
    memcpy(swapped + size, document->bytes + a->end, b->begin - a->end);
    size += b->begin - a->end;
    memcpy(swapped + size, document->bytes + a->begin, a->end - a->begin);
    memcpy(document->bytes + a->begin, swapped, b->end - a->begin);
    return true;
}

static bool wrap(struct document *document)
{
    const struct span *span = pick_span(document);
    const char *name = any_name(document);
    struct piece tag = {.size = 0};

    add(&tag, "</%s>", name);
    if (!insert(document, span->end, &tag))
        return false;
    tag.size = 0;
    add(&tag, "<%s>", name);
    return insert(document, span->begin, &tag);
}

/** Gives an element another name, in both of its tags. */
static bool rename_span(struct document *document, const struct span *span,
                        const char *name, size_t size)
{
    if (span->inner_end < span->end &&
        !replace(document, span->inner_end + 2,
                 name_size(document->bytes + span->inner_end + 2,
                           document->size - span->inner_end - 2),
                 name, size))
        return false;
    return replace(document, span->begin + 1, span->name_size, name, size);
}

static bool change_name(struct document *document)
{
    const struct span *span = pick_span(document);
    const struct pox_element *element = span->element;
    const char *name = any_name(document);

    if (element && element->aliases && element->aliases[0])
        name = element->aliases[0];
    return rename_span(document, span, name, strlen(name));
}

static bool change_case(struct document *document)
{
    const struct span *span = pick_span(document);
    char name[MAX_PIECE];
    size_t size = span->name_size < sizeof(name) ? span->name_size : sizeof(name);

    for (size_t i = 0; i < size; i++) {
        char byte = document->bytes[span->begin + 1 + i];
        bool is_letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');

        name[i] = is_letter && pick(document, 2) == 0 ? (char)(byte ^ ('a' ^ 'A')) : byte;
    }
    return rename_span(document, span, name, size);
}

static bool change_value(struct document *document)
{
    const struct span *span = pick_span(document);
    struct piece piece = {.size = 0};

    if (span->has_children || span->is_empty)
        return false;
    add_value(document, &piece,
              span->element ? span->element : any_element(document, NULL));
    return replace(document, span->inner_begin, span->inner_end - span->inner_begin,
                   piece.bytes, piece.size);
}

static bool insert_attribute(struct document *document)
{
    const struct span *span = pick_span(document);
    struct piece piece = {.size = 0};

    add_attribute(document, &piece, span->type);
    return insert(document, span->begin + 1 + span->name_size, &piece);
}

/** Declares a namespace in a tag; where a declaration follows, takes its value. */
static bool change_namespace(struct document *document)
{
    const struct span *span = pick_span(document);
    size_t at = span->begin + 1 + span->name_size;
    struct piece piece = {.size = 0};

    if (goes_on(document, at, " xmlns=\"")) {
        const char *value = document->bytes + at + strlen(" xmlns=\"");
        const char *end =
            memchr(value, '"', span->inner_begin - at - strlen(" xmlns=\""));

        add_uri(document, &piece);
        return end && replace(document, (size_t)(value - document->bytes),
                              (size_t)(end - value), piece.bytes, piece.size);
    }
    add(&piece, " xmlns=\"");
    add_uri(document, &piece);
    add(&piece, "\"");
    return insert(document, at, &piece);
}

/** Puts what is no element into the inside of one. */
static bool insert_markup(struct document *document)
{
    static const char *const markup[] = {
        "<!---->",
        "<!-- x -->",
        "<?x y?>",
        "<![CDATA[]]>",
        "<![CDATA[<&]]>",
        "<![CDATA[]]]>",
        "&#65;",
        "&#x9;",
        "&#13;",
        "&amp;",
        "&#38;#38;",
        "]]&gt;",
        "]]>",
        "]]",
        "\r\n",
        "\r",
        "stray",
        " ",
        "\t",
        "\xEF\xBB\xBF",
    };
    const struct span *span = pick_span(document);
    struct piece piece = {.size = 0};
    size_t size = span->inner_end - span->inner_begin;

    add(&piece, "%s", markup[pick(document, sizeof(markup) / sizeof(markup[0]))]);
    if (size == 0 || pick(document, 4) == 0)
        return insert_inside(document, span, &piece);
    return insert(document, span->inner_begin + pick(document, size + 1), &piece);
}

/** How much of the input is a document: fuzz_push.c says where the cuts begin. */
static size_t document_size(const uint8_t *data, size_t size)
{
    const uint8_t *mark = size > 2 ? memchr(data + 2, 0xFF, size - 2) : NULL;

    return mark ? (size_t)(mark - data) : size;
}

static bool mutate(struct document *document)
{
    static bool (*const mutations[])(struct document * document) = {
        insert_legal,
        insert_legal,
        insert_legal,
        duplicate,
        copy_elsewhere,
        delete,
        move,
        swap,
        wrap,
        change_name,
        change_case,
        change_value,
        insert_attribute,
        insert_markup,
        change_namespace,
    };

    find_spans(document);
    return document->n_spans > 0 &&
           mutations[pick(document, sizeof(mutations) / sizeof(mutations[0]))](document);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    uint8_t cuts[256];
    size_t document_end = document_size(data, size);
    size_t n_cuts = size - document_end;
    struct document document = {
        .bytes = (char *)data,
        .size = document_end,
        .random = seed,
    };

    if (pick(&document, 2) == 0 || n_cuts > sizeof(cuts) || n_cuts > max_size)
        return LLVMFuzzerMutate(data, size, max_size);
    memcpy(cuts, data + document_end, n_cuts);
    document.max_size = max_size - n_cuts;
    if (document_end > document.max_size || !mutate(&document))
        return LLVMFuzzerMutate(data, size, max_size);
    memcpy(data + document.size, cuts, n_cuts);
    return document.size + n_cuts;
}
