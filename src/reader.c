/* SPDX-License-Identifier: MIT */
#include "reader.h"

#include "escape.h"
#include "extra.h"
#include "lookup.h"
#include "stranger.h"
#include "unicode.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t or_default(size_t limit, size_t standard)
{
    return limit != 0 ? limit : standard;
}

static size_t at_most(size_t limit, size_t most)
{
    return limit < most ? limit : most;
}

void pox_reader_begin(struct pox_reader *reader, const struct pox_type *type,
                      const struct pox_parse_options *options, size_t size,
                      struct pox_error *error)
{
    memset(reader, 0, offsetof(struct pox_reader, first_frames));
    if (options)
        reader->options = *options;
    reader->allocator = pox_allocator_or_default(reader->options.allocator);
    reader->limits = (struct pox_limits){
        .document_bytes =
            at_most(or_default(reader->options.limits.document_bytes, 1 << 20), 1 << 30),
        .depth = pox_max_depth(reader->options.limits.depth),
        .elements = or_default(reader->options.limits.elements, 1 << 16),
        .names = at_most(or_default(reader->options.limits.names, 1 << 12), 1 << 16),
        .attributes = at_most(or_default(reader->options.limits.attributes, 64),
                              POX_MAX_ATTRIBUTES),
        .text_bytes =
            at_most(or_default(reader->options.limits.text_bytes, 1 << 16), 8 << 20),
        .extra_bytes = or_default(reader->options.limits.extra_bytes, 1 << 20),
        .diagnostics = or_default(reader->options.limits.diagnostics, 10000),
    };
    reader->wanted = type;
    reader->error = error;
    reader->frames = reader->first_frames;
    reader->capacity = POX_FIRST_FRAMES;
    reader->counts = reader->first_counts;
    reader->counts_capacity = POX_FIRST_COUNTS;
    reader->path.allocator = reader->allocator;
    pox_buffer_begin(&reader->text, reader->allocator);
    pox_buffer_begin(&reader->capture.xml, reader->allocator);
    pox_reader_next(reader, size);
}

void pox_reader_next(struct pox_reader *reader, size_t size)
{
    pox_reader_restart(reader);
    reader->n_told = 0;
    reader->size_hint = at_most(size, reader->limits.document_bytes);
}

void pox_reader_recycle(struct pox_reader *reader, void *root)
{
    bool is_whole;
    size_t need;

    if (!root)
        return;
    need = pox_document_needs(root, &is_whole);
    pox_document_free(reader->spare);
    reader->spare = root;
    if (is_whole)
        return;
    /* The next one is made in one piece. */
    pox_document_free(root);
    reader->spare = NULL;
    reader->last_need = need;
}

/** Memory for a root of a type, and for what will follow. */
static bool make_root(struct pox_reader *reader, const struct pox_type *type)
{
    size_t size = type->operations->size;
    size_t expect = reader->size_hint + reader->size_hint / 2;

    if (reader->spare)
        reader->root = pox_document_renew(reader->spare, size, expect, &reader->arena);
    if (reader->root) {
        reader->spare = NULL;
        return true;
    }
    if (expect < reader->last_need)
        expect = reader->last_need;
    reader->last_need = 0; /* a document that is kept has no more than it needs */
    reader->root = pox_document_new(reader->allocator, size, expect, &reader->arena);
    return reader->root;
}

void pox_reader_restart(struct pox_reader *reader)
{
    pox_reader_recycle(reader, reader->root);
    reader->root = NULL;
    reader->type = reader->wanted;
    reader->failed = reader->is_complete = false;
    *reader->error = (struct pox_error){.status = POX_OK};
    reader->locate = NULL;
    reader->depth = reader->path.depth = reader->n_counts = 0;
    reader->attribute = NULL;
    pox_buffer_clear(&reader->text);
    reader->text_has_content = false;
    pox_buffer_clear(&reader->capture.xml);
    reader->capture.depth = 0;
    reader->n_told = reader->n_diagnostics;
    reader->n_elements = reader->n_diagnostics = reader->extra_bytes = 0;
    reader->n_strange_names = 0;
}

void *pox_reader_take(struct pox_reader *reader)
{
    void *root = reader->root;

    reader->root = NULL;
    if (reader->is_complete && !reader->failed)
        return root;
    pox_reader_recycle(reader, root);
    return NULL;
}

void *pox_reader_end(struct pox_reader *reader)
{
    void *root = pox_reader_take(reader);

    if (reader->frames != reader->first_frames)
        reader->allocator.release(reader->allocator.data, reader->frames);
    if (reader->counts != reader->first_counts)
        reader->allocator.release(reader->allocator.data, reader->counts);
    pox_path_end(&reader->path);
    pox_buffer_end(&reader->text);
    pox_buffer_end(&reader->capture.xml);
    pox_document_free(reader->spare);
    reader->spare = NULL;
    return root;
}

/* Messages */

bool pox_reader_fail(struct pox_reader *reader, enum pox_status status,
                     const char *format, ...)
{
    struct pox_error *error = reader->error;
    struct pox_position position = reader->position;
    va_list arguments;

    if (reader->failed)
        return false;
    reader->failed = true;
    if (reader->locate)
        reader->locate(reader->locate_data, &position);
    error->status = status;
    error->line = position.line;
    error->column = position.column;
    pox_path_format(&reader->path, reader->attribute, error->path, sizeof(error->path));
    va_start(arguments, format);
    vsnprintf(error->message, sizeof(error->message), format, arguments);
    va_end(arguments);
    pox_make_printable(error->message);
    return false;
}

bool pox_reader_out_of_memory(struct pox_reader *reader)
{
    return pox_reader_fail(reader, POX_ERROR_NO_MEMORY, "out of memory");
}

bool pox_reader_over_limit(struct pox_reader *reader, const char *limit, size_t value)
{
    return pox_reader_fail(reader, POX_ERROR_LIMIT, "the limit '%s' of %zu is exceeded",
                           limit, value);
}

bool pox_reader_report(struct pox_reader *reader, enum pox_diagnostic_code code,
                       struct pox_position position, const char *format, ...)
{
    char path[sizeof(reader->error->path)];
    char message[sizeof(reader->error->message)];
    va_list arguments;

    if (!reader->options.strict && ++reader->n_diagnostics > reader->limits.diagnostics)
        return pox_reader_over_limit(reader, "diagnostics", reader->limits.diagnostics);
    if (!reader->options.strict &&
        (!reader->options.diagnostic || reader->n_diagnostics <= reader->n_told))
        return true;
    va_start(arguments, format);
    vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    if (reader->options.strict) {
        reader->position = position;
        reader->error->code = code;
        return pox_reader_fail(reader, POX_ERROR_FORMAT, "%s [%s]", message,
                               pox_diagnostic_code_name(code));
    }
    if (reader->locate)
        reader->locate(reader->locate_data, &position);
    pox_path_format(&reader->path, reader->attribute, path, sizeof(path));
    reader->options.diagnostic(reader->options.diagnostic_data,
                               &(struct pox_diagnostic){
                                   .code = code,
                                   .line = position.line,
                                   .column = position.column,
                                   .path = path,
                                   .message = message,
                               });
    return true;
}

static const char *quote_string(const char *string, struct pox_quote *room)
{
    return pox_quote((struct pox_text){string, strlen(string)}, room);
}

/* The stack */

static struct pox_frame *top_frame(struct pox_reader *reader)
{
    return reader->top;
}

/** Makes room for `need` items of `size` bytes; the first ones are no memory of their own. */
static bool grow(struct pox_reader *reader, void **items, const void *first,
                 size_t *capacity, size_t need, size_t size)
{
    size_t larger = *capacity;
    void *grown = *items == first ? NULL : *items;

    if (need <= *capacity)
        return true;
    while (larger < need)
        larger *= 2;
    grown = reader->allocator.reallocate(reader->allocator.data, grown, larger * size);
    if (!grown)
        return pox_reader_out_of_memory(reader);
    if (*items == first)
        memcpy(grown, first, *capacity * size);
    *items = grown;
    *capacity = larger;
    return true;
}

/** An element at the reader's position, about to be opened; its namespace is looked at. */
static struct pox_frame new_frame(struct pox_reader *reader, const char *name,
                                  const char *uri)
{
    const struct pox_frame *outer = reader->depth > 0 ? top_frame(reader) : NULL;
    struct pox_frame frame = {
        .name = name,
        .uri = uri ? uri : "",
        .position = reader->position,
    };

    if (outer && outer->uri == frame.uri) { /* nearly always */
        frame.namespace_bit = outer->namespace_bit;
        frame.is_ours = outer->is_ours;
        return frame;
    }
    frame.is_ours = pox_classify_namespace(frame.uri, &frame.namespace_bit) !=
                        POX_NAMESPACE_FOREIGN ||
                    !outer || strcmp(frame.uri, reader->frames[0].uri) == 0;
    return frame;
}

/** Room for one more frame and its counters; false: no memory. */
static bool grow_stacks(struct pox_reader *reader, size_t n_counts)
{
    void *frames = reader->frames;
    void *counts = reader->counts;
    bool grown = grow(reader, &frames, reader->first_frames, &reader->capacity,
                      reader->depth + 1, sizeof(*reader->frames));

    reader->frames = frames;
    if (!grown)
        return false;
    grown = grow(reader, &counts, reader->first_counts, &reader->counts_capacity,
                 reader->n_counts + n_counts, sizeof(*reader->counts));
    reader->counts = counts;
    return grown;
}

/** Opens an element; a struct gets a counter for each of its entries. */
static inline bool push(struct pox_reader *reader, const struct pox_frame *frame,
                        const char *path_name, size_t occurrence)
{
    static const char nothing[] = "";
    const struct pox_type *type = frame->type;
    size_t n_counts = type ? type->n_elements : 0;
    struct pox_frame *top;

    if ((reader->depth == reader->capacity ||
         reader->n_counts + n_counts > reader->counts_capacity) &&
        !grow_stacks(reader, n_counts))
        return false;
    if (!pox_path_push(&reader->path, path_name, occurrence))
        return pox_reader_out_of_memory(reader);
    if (n_counts > 0)
        memset(reader->counts + reader->n_counts, 0, n_counts * sizeof(*reader->counts));
    top = reader->top = &reader->frames[reader->depth++];
    *top = *frame;
    top->usual_uri = type && !type->text && frame->is_ours ? frame->uri : nothing;
    top->counts = reader->n_counts;
    reader->n_counts += n_counts;
    return true;
}

static void pop(struct pox_reader *reader)
{
    reader->n_counts = reader->top->counts;
    reader->depth--;
    reader->top = &reader->frames[reader->depth > 0 ? reader->depth - 1 : 0];
    pox_path_pop(&reader->path);
}

/* What has no typed place */

static size_t size_of(const char *string)
{
    return string ? strlen(string) : 0;
}

/** What an entry counts for the limit. */
static size_t cost_of(const struct pox_extra *entry, size_t value_size)
{
    return sizeof(*entry) + value_size + size_of(entry->name) +
           size_of(entry->namespace_uri);
}

/** Puts one more entry at the end of a struct's `extra`. Strings are copied. */
static bool keep(struct pox_reader *reader, const struct pox_type *type, void *self,
                 const struct pox_extra *entry, size_t value_size)
{
    struct pox_extra **extra = pox_extra_of(type->operations, self);
    size_t *n_extra = pox_n_extra_of(type->operations, self);
    struct pox_extra *grown;
    bool ok = true;

    reader->extra_bytes += cost_of(entry, value_size);
    if (reader->extra_bytes > reader->limits.extra_bytes)
        return pox_reader_over_limit(reader, "extra_bytes", reader->limits.extra_bytes);
    grown = pox_arena_grow(reader->arena, *extra, *n_extra, sizeof(*grown));
    if (!grown)
        return pox_reader_out_of_memory(reader);
    *extra = grown;
    grown[*n_extra] = (struct pox_extra){
        .kind = entry->kind,
        .element = entry->element,
        .name = pox_arena_string(reader->arena, entry->name, &ok),
        .namespace_uri = pox_arena_string(reader->arena, entry->namespace_uri, &ok),
        .value = pox_arena_text(reader->arena, entry->value, value_size),
    };
    if (!ok || !grown[*n_extra].value)
        return pox_reader_out_of_memory(reader);
    (*n_extra)++;
    return true;
}

static bool keep_attribute(struct pox_reader *reader, const struct pox_type *type,
                           void *self, const char *element,
                           const struct pox_attribute *attribute)
{
    struct pox_extra entry = {
        .kind = POX_EXTRA_ATTRIBUTE,
        .element = element,
        .name = attribute->name,
        .namespace_uri = attribute->uri,
        .value = attribute->value.bytes,
    };

    return keep(reader, type, self, &entry, attribute->value.size);
}

static void forget_text(struct pox_reader *reader)
{
    reader->text.size = 0;
    reader->text_has_content = false;
}

/** Stray text between the children of a struct, when a tag ends it. */
static bool keep_stray_text(struct pox_reader *reader)
{
    struct pox_frame *frame = top_frame(reader);
    struct pox_text text = {.size = reader->text.size};
    struct pox_quote quote;
    struct pox_extra entry = {.kind = POX_EXTRA_TEXT};

    if (!reader->text_has_content)
        return true;
    /* An element that has nothing but text may be a leaf to whoever wrote it. */
    text.bytes = reader->text.bytes;
    if (frame->has_children)
        text.bytes = pox_trim(text.bytes, &text.size);
    entry.value = text.bytes;
    return pox_reader_report(reader, POX_DIAGNOSTIC_STRAY_TEXT, reader->text_position,
                             "text '%s' between elements", pox_quote(text, &quote)) &&
           keep(reader, frame->type, frame->self, &entry, text.size);
}

/** A tag ends a run of text in a struct. */
static bool end_run(struct pox_reader *reader)
{
    if (top_frame(reader)->type->text)
        return true;
    if (!keep_stray_text(reader))
        return false;
    forget_text(reader);
    return true;
}

/* Capturing */

/**
 * Whether an element needs a declaration of its own inside another. All namespaces of ours are
 * one here: what is right is decided when the document is written. Not so in what belongs to
 * somebody else, who may mean something by them.
 */
static bool is_declared_anew(const struct pox_frame *frame, const struct pox_frame *outer)
{
    bool is_one = frame->is_ours && outer->is_ours && !outer->is_foreign;

    return !is_one && strcmp(frame->uri, outer->uri) != 0;
}

/**
 * Opens an element that is captured. One of the namespace of XML itself keeps its prefix, for
 * which no declaration is allowed, and leaves the namespace around it in force.
 */
static bool capture_start(struct pox_reader *reader, const char *name, const char *uri,
                          const struct pox_attribute *attributes, size_t n_attributes,
                          size_t occurrence)
{
    struct pox_frame *outer = top_frame(reader);
    bool is_xml = uri && strcmp(uri, POX_XML_NAMESPACE) == 0;
    struct pox_frame frame = new_frame(reader, name, is_xml ? outer->uri : uri);
    bool declare = is_declared_anew(&frame, outer);

    reader->n_strange_names += 1 + n_attributes;
    frame.prefix = is_xml ? "xml:" : "";
    frame.is_foreign = outer->is_foreign || !frame.is_ours;
    if (reader->capture.depth == 0) {
        reader->captured_name = name;
        reader->captured_uri = is_xml || !frame.is_ours ? uri : NULL;
    }
    if (!push(reader, &frame, name, occurrence))
        return false;
    pox_capture_start(&reader->capture, frame.prefix, name, declare ? frame.uri : NULL,
                      attributes, n_attributes);
    return true;
}

static bool capture_is_small(struct pox_reader *reader)
{
    if (reader->capture.xml.failed)
        return pox_reader_out_of_memory(reader);
    if (reader->capture.xml.size > reader->limits.extra_bytes)
        return pox_reader_over_limit(reader, "extra_bytes", reader->limits.extra_bytes);
    return true;
}

/** Puts what was captured into the `extra` of the struct around it. */
static bool keep_capture(struct pox_reader *reader)
{
    struct pox_frame *frame = top_frame(reader);
    struct pox_buffer *xml = &reader->capture.xml;
    struct pox_extra entry = {
        .kind = POX_EXTRA_ELEMENT,
        .name = reader->captured_name,
        .namespace_uri = reader->captured_uri,
        .value = pox_buffer_text(xml),
    };

    return capture_is_small(reader) &&
           keep(reader, frame->type, frame->self, &entry, xml->size);
}

static bool capture_end(struct pox_reader *reader)
{
    struct pox_frame *frame = top_frame(reader);

    pox_capture_end(&reader->capture, frame->prefix, frame->name);
    pop(reader);
    return reader->capture.depth > 0 ? capture_is_small(reader) : keep_capture(reader);
}

/**
 * A leaf turns out not to fit: begins to capture it with the attributes that were kept, and
 * with its text so far.
 */
static void leaf_to_capture(struct pox_reader *reader, const struct pox_type *type)
{
    struct pox_frame *leaf = top_frame(reader);
    const struct pox_extra *kept = *pox_extra_of(type->operations, leaf->self);
    size_t *n_kept = pox_n_extra_of(type->operations, leaf->self);
    struct pox_attribute attributes[POX_MAX_ATTRIBUTES];

    *n_kept -= leaf->n_attributes;
    for (size_t i = 0; i < leaf->n_attributes; i++) {
        const struct pox_extra *entry = &kept[*n_kept + i];

        attributes[i] = (struct pox_attribute){
            .name = entry->name,
            .uri = entry->namespace_uri,
            .value = {entry->value, strlen(entry->value)},
        };
        reader->extra_bytes -= cost_of(entry, attributes[i].value.size);
    }
    leaf->element = NULL;
    leaf->prefix = "";
    reader->captured_name = leaf->name;
    reader->captured_uri = NULL;
    pox_capture_start(&reader->capture, "", leaf->name, NULL, attributes,
                      leaf->n_attributes);
    pox_capture_text(&reader->capture, reader->text.bytes, reader->text.size);
    forget_text(reader);
}

/* Namespaces */

static bool report_namespace(struct pox_reader *reader, const char *uri,
                             const struct pox_namespace *right)
{
    struct pox_quote quote;

    if (uri[0] == '\0')
        return pox_reader_report(reader, POX_DIAGNOSTIC_NAMESPACE, reader->position,
                                 "no namespace, where '%s' is right", right->uri);
    return pox_reader_report(reader, POX_DIAGNOSTIC_NAMESPACE, reader->position,
                             "namespace '%s', where '%s' is right",
                             quote_string(uri, &quote), right->uri);
}

/** Whether what is wrong with this namespace was said already, of the parent or a sibling. */
static bool is_settled(const struct pox_frame *parent, const char *uri)
{
    return (parent->namespace_settled && strcmp(parent->uri, uri) == 0) ||
           (parent->settled_child_uri && strcmp(parent->settled_child_uri, uri) == 0);
}

/** Says, once for a subtree and its siblings, that it is in a namespace it should not be in. */
static bool check_namespace(struct pox_reader *reader, struct pox_frame *parent,
                            struct pox_frame *frame)
{
    const struct pox_element *element = frame->element;
    unsigned right = element->namespaces;

    frame->namespace_settled = is_settled(parent, frame->uri);
    if (frame->namespace_settled)
        return true;
    if (!(frame->namespace_bit & right)) {
        frame->namespace_settled = true;
        if (strcmp(parent->uri, frame->uri) != 0)
            parent->settled_child_uri = frame->uri;
        if (right & parent->namespace_bit)
            right = parent->namespace_bit;
        return report_namespace(reader, frame->uri, pox_namespace_of(right));
    }
    if (element->under != 0 && !parent->namespace_settled &&
        !(parent->namespace_bit & element->under))
        return pox_reader_report(reader, POX_DIAGNOSTIC_NAMESPACE, reader->position,
                                 "the parent's namespace is '%s', where '%s' is right",
                                 parent->uri, pox_namespace_of(element->under)->uri);
    return true;
}

static bool check_root_namespace(struct pox_reader *reader, struct pox_frame *frame)
{
    size_t n;

    /* A part of a message lost its namespace with the elements around it. */
    if (frame->uri[0] == '\0' && frame->type != pox_message_type()) {
        frame->namespace_settled = true;
        return true;
    }
    if (frame->namespace_bit & frame->type->namespaces)
        return true;
    frame->namespace_settled = true;
    return report_namespace(reader, frame->uri,
                            &pox_namespaces(&n)[frame->type->preferred_namespaces[0]]);
}

/* Elements */

static bool report_spelling(struct pox_reader *reader, const char *found,
                            const char *right)
{
    reader->n_strange_names++;
    return pox_reader_report(reader, POX_DIAGNOSTIC_NAME_SPELLING, reader->position,
                             "read '%s' as '%s'", found, right);
}

/** The entry for a child's name, exactly, by alias, or in another case; -1: none. */
static int find_child(const struct pox_type *type, const char *name)
{
    int index = type->operations->child(name, strlen(name));

    return index >= 0 ? index : pox_find_loosely(type, POX_PLACE_CHILD, name);
}

static bool unknown_attribute(struct pox_reader *reader, const struct pox_type *type,
                              void *self, const char *element,
                              const struct pox_attribute *attribute)
{
    struct pox_quote quote;

    reader->n_strange_names++;
    reader->attribute = attribute->name;
    return pox_reader_report(reader, POX_DIAGNOSTIC_UNKNOWN_ATTRIBUTE, reader->position,
                             "attribute '%s' is not known here",
                             quote_string(attribute->name, &quote)) &&
           keep_attribute(reader, type, self, element, attribute);
}

/** An attribute that the table has, by whatever name it was found. */
static bool read_known_attribute(struct pox_reader *reader, const struct pox_frame *frame,
                                 const struct pox_attribute *attribute, size_t index)
{
    const struct pox_type *type = frame->type;
    const struct pox_element *element = &type->elements[index];
    struct pox_count *count = &reader->counts[frame->counts + index];

    reader->attribute = element->name;
    if (count->occurrences++ > 0) {
        reader->n_strange_names++; /* it can only be spelled otherwise */
        return pox_reader_report(reader, POX_DIAGNOSTIC_DUPLICATE, reader->position,
                                 "attribute '%s' occurs again", element->name) &&
               keep_attribute(reader, type, frame->self, NULL, attribute);
    }
    if (strcmp(element->name, attribute->name) != 0 &&
        !report_spelling(reader, attribute->name, element->name))
        return false;
    switch (type->operations->value(reader, frame->self, index, attribute->value)) {
    case POX_TYPED:
        return true;
    case POX_MISFIT:
        return keep_attribute(reader, type, frame->self, NULL, attribute);
    case POX_STOP:
        break;
    }
    return false;
}

/**
 * The entry for an attribute, exactly, by alias, or in another case; -1: none. A tag that has
 * the exact name, too, keeps the others under theirs: it can be written only once.
 */
static int find_attribute(const struct pox_type *type,
                          const struct pox_attribute *attribute,
                          const struct pox_attribute *all, size_t n)
{
    int index;

    if (attribute->uri)
        return -1;
    index = type->operations->attribute(attribute->name, strlen(attribute->name));
    if (index >= 0)
        return index;
    index = pox_find_loosely(type, POX_PLACE_ATTRIBUTE, attribute->name);
    for (size_t i = 0; index >= 0 && i < n; i++) {
        if (!all[i].uri && strcmp(all[i].name, type->elements[index].name) == 0)
            return -1;
    }
    return index;
}

static bool read_attributes(struct pox_reader *reader,
                            const struct pox_attribute *attributes, size_t n_attributes)
{
    const struct pox_frame *frame = top_frame(reader);

    for (size_t i = 0; i < n_attributes; i++) {
        const struct pox_attribute *attribute = &attributes[i];
        int index = find_attribute(frame->type, attribute, attributes, n_attributes);
        bool good =
            index >= 0
                ? read_known_attribute(reader, frame, attribute, (size_t)index)
                : unknown_attribute(reader, frame->type, frame->self, NULL, attribute);

        if (!good)
            return false;
    }
    reader->attribute = NULL;
    return true;
}

/** What every known element goes through first: opened, its name and namespace looked at. */
static bool open_known(struct pox_reader *reader, const struct pox_frame *frame,
                       size_t occurrence)
{
    const struct pox_element *element = frame->element;

    if (!push(reader, frame, element->name, occurrence))
        return false;
    if (strcmp(frame->name, element->name) != 0 &&
        !report_spelling(reader, frame->name, element->name))
        return false;
    return check_namespace(reader, top_frame(reader) - 1, top_frame(reader));
}

static bool start_struct(struct pox_reader *reader, struct pox_frame *frame,
                         const struct pox_attribute *attributes, size_t n_attributes,
                         size_t occurrence)
{
    struct pox_frame *parent = top_frame(reader);
    const struct pox_type *type = parent->type;
    size_t index = (size_t)(frame->element - type->elements);

    frame->type = frame->element->type;
    frame->self = type->operations->enter(reader->arena, parent->self, index);
    if (!frame->self)
        return pox_reader_out_of_memory(reader);
    reader->counts[parent->counts + index].typed = true;
    return open_known(reader, frame, occurrence) &&
           read_attributes(reader, attributes, n_attributes);
}

static bool start_leaf(struct pox_reader *reader, struct pox_frame *frame,
                       const struct pox_attribute *attributes, size_t n_attributes,
                       size_t occurrence)
{
    const struct pox_type *type = top_frame(reader)->type;

    frame->self = top_frame(reader)->self;
    frame->n_attributes = n_attributes;
    if (!open_known(reader, frame, occurrence))
        return false;
    for (size_t i = 0; i < n_attributes; i++) {
        if (!unknown_attribute(reader, type, frame->self, frame->element->name,
                               &attributes[i]))
            return false;
        reader->attribute = NULL;
    }
    return true;
}

static bool start_unknown(struct pox_reader *reader, const char *name, const char *uri,
                          const struct pox_attribute *attributes, size_t n_attributes)
{
    struct pox_quote name_quote;
    struct pox_quote uri_quote;

    if (!capture_start(reader, name, uri, attributes, n_attributes, 0))
        return false;
    quote_string(name, &name_quote);
    if (!reader->captured_uri)
        return pox_reader_report(reader, POX_DIAGNOSTIC_UNKNOWN_ELEMENT, reader->position,
                                 "element '%s' is not known here", name_quote.bytes);
    return pox_reader_report(reader, POX_DIAGNOSTIC_UNKNOWN_ELEMENT, reader->position,
                             "element '%s' of the foreign namespace '%s'",
                             name_quote.bytes,
                             quote_string(reader->captured_uri, &uri_quote));
}

/** An element is numbered in paths if there may be more of it, or are. */
static size_t shown_occurrence(const struct pox_element *element, size_t occurrence)
{
    return element->repeats || occurrence > 1 ? occurrence : 0;
}

/** A child of a struct. */
static bool start_child(struct pox_reader *reader, const char *name, const char *uri,
                        const struct pox_attribute *attributes, size_t n_attributes)
{
    struct pox_frame *parent = top_frame(reader);
    struct pox_frame frame = new_frame(reader, name, uri);
    struct pox_count *count;
    int index = -1;
    size_t occurrence;

    if (frame.is_ours)
        index = find_child(parent->type, name);
    if (index < 0)
        return start_unknown(reader, name, uri, attributes, n_attributes);
    frame.element = &parent->type->elements[index];
    count = &reader->counts[parent->counts + (size_t)index];
    occurrence = ++count->occurrences;
    if (!frame.element->repeats && count->typed)
        return capture_start(reader, name, uri, attributes, n_attributes, occurrence) &&
               pox_reader_report(reader, POX_DIAGNOSTIC_DUPLICATE, reader->position,
                                 "element '%s' occurs again; the first one counts",
                                 frame.element->name);
    occurrence = shown_occurrence(frame.element, occurrence);
    return (frame.element->kind == POX_KIND_STRUCT ? start_struct : start_leaf)(
        reader, &frame, attributes, n_attributes, occurrence);
}

/**
 * The type of a root, in any spelling. A whole message is recognised in any namespace, since
 * servers send them; a part of one only where nothing but Autodiscover can be meant.
 */
static const struct pox_type *root_type(const struct pox_type *wanted, const char *name,
                                        const char *uri)
{
    unsigned bit;
    const struct pox_type *type = pox_type_by_name(name);

    if (wanted && type != wanted)
        type = pox_same_letters(name, strlen(name), wanted->name) ? wanted : NULL;
    if (!type || type == pox_message_type())
        return type;
    return pox_classify_namespace(uri, &bit) != POX_NAMESPACE_FOREIGN ? type : NULL;
}

static bool wrong_root(struct pox_reader *reader, const char *name, const char *uri)
{
    const char *wanted = reader->type ? reader->type->name : "an element of Autodiscover";
    const char *quote = reader->type ? "'" : "";
    struct pox_stranger stranger = pox_stranger_of_root(name, uri);
    struct pox_quote name_quote;
    struct pox_quote uri_quote;

    if (stranger.status != POX_OK)
        return pox_reader_fail(reader, stranger.status, "%s", stranger.message);
    quote_string(name, &name_quote);
    if (!uri)
        return pox_reader_fail(reader, POX_ERROR_ROOT,
                               "the root is '%s', where %s%s%s is expected",
                               name_quote.bytes, quote, wanted, quote);
    return pox_reader_fail(
        reader, POX_ERROR_ROOT,
        "the root is '%s' of the namespace '%s', where %s%s%s is expected",
        name_quote.bytes, quote_string(uri, &uri_quote), quote, wanted, quote);
}

static bool start_root(struct pox_reader *reader, const char *name, const char *uri,
                       const struct pox_attribute *attributes, size_t n_attributes)
{
    const struct pox_type *type = root_type(reader->type, name, uri);
    struct pox_frame frame = new_frame(reader, name, uri);

    if (!type)
        return wrong_root(reader, name, uri);
    reader->type = type;
    if (!make_root(reader, type))
        return pox_reader_out_of_memory(reader);
    frame.type = type;
    frame.self = reader->root;
    if (!push(reader, &frame, type->name, 0))
        return false;
    if (strcmp(name, type->name) != 0 && !report_spelling(reader, name, type->name))
        return false;
    return check_root_namespace(reader, top_frame(reader)) &&
           read_attributes(reader, attributes, n_attributes);
}

static bool check_attributes(struct pox_reader *reader,
                             const struct pox_attribute *attributes, size_t n_attributes)
{
    if (n_attributes > reader->limits.attributes)
        return pox_reader_over_limit(reader, "attributes", reader->limits.attributes);
    for (size_t i = 0; i < n_attributes; i++) {
        if (attributes[i].value.size > reader->limits.text_bytes)
            return pox_reader_over_limit(reader, "text_bytes", reader->limits.text_bytes);
    }
    return true;
}

static inline bool check_limits(struct pox_reader *reader,
                                const struct pox_attribute *attributes,
                                size_t n_attributes)
{
    if (++reader->n_elements > reader->limits.elements)
        return pox_reader_over_limit(reader, "elements", reader->limits.elements);
    if (reader->depth >= reader->limits.depth)
        return pox_reader_over_limit(reader, "depth", reader->limits.depth);
    return n_attributes == 0 || check_attributes(reader, attributes, n_attributes);
}

bool pox_reader_start(struct pox_reader *reader, const char *name, const char *uri,
                      const struct pox_attribute *attributes, size_t n_attributes)
{
    struct pox_frame *frame;
    struct pox_quote quote;

    if (reader->failed || !check_limits(reader, attributes, n_attributes))
        return false;
    if (reader->depth == 0)
        return start_root(reader, name, uri, attributes, n_attributes);
    frame = top_frame(reader);
    if (reader->capture.depth > 0)
        return capture_start(reader, name, uri, attributes, n_attributes, 0) &&
               capture_is_small(reader);
    if (frame->type) {
        frame->has_children = true;
        return end_run(reader) &&
               start_child(reader, name, uri, attributes, n_attributes);
    }
    leaf_to_capture(reader, reader->frames[reader->depth - 2].type);
    return pox_reader_report(reader, POX_DIAGNOSTIC_BAD_VALUE, frame->position,
                             "element '%s' inside a value", quote_string(name, &quote)) &&
           capture_start(reader, name, uri, attributes, n_attributes, 0);
}

bool pox_reader_text(struct pox_reader *reader, const char *bytes, size_t size)
{
    bool captured = reader->capture.depth > 0;
    size_t before = captured ? reader->capture.text_bytes : reader->text.size;

    if (reader->failed)
        return false;
    if (before + size > reader->limits.text_bytes)
        return pox_reader_over_limit(reader, "text_bytes", reader->limits.text_bytes);
    if (captured) {
        pox_capture_text(&reader->capture, bytes, size);
        return capture_is_small(reader);
    }
    if (!reader->text_has_content) {
        reader->text_position = reader->position;
        reader->text_has_content = !pox_is_blank(bytes, size);
    }
    pox_buffer_append(&reader->text, bytes, size);
    return !reader->text.failed || pox_reader_out_of_memory(reader);
}

/** Gives the gathered text to the field of a leaf, or of a struct with a text of its own. */
static bool read_text(struct pox_reader *reader, const struct pox_type *type, void *self,
                      size_t index, bool *fits)
{
    struct pox_text text = {.size = reader->text.size};
    enum pox_reading reading;

    text.bytes = pox_buffer_text(&reader->text);
    if (!text.bytes)
        return pox_reader_out_of_memory(reader);
    reading = type->operations->value(reader, self, index, text);
    *fits = reading == POX_TYPED;
    return reading != POX_STOP;
}

/** The value of a leaf does not fit: the whole becomes an unknown element. */
static bool capture_leaf(struct pox_reader *reader, const struct pox_type *type)
{
    leaf_to_capture(reader, type);
    return capture_end(reader);
}

static bool end_leaf(struct pox_reader *reader)
{
    struct pox_frame *leaf = top_frame(reader);
    struct pox_frame *parent = &reader->frames[reader->depth - 2];
    size_t index = (size_t)(leaf->element - parent->type->elements);
    bool fits = false;

    reader->position = leaf->position;
    if (!read_text(reader, parent->type, leaf->self, index, &fits))
        return false;
    if (!fits)
        return capture_leaf(reader, parent->type);
    reader->counts[parent->counts + index].typed = true;
    forget_text(reader);
    pop(reader);
    return true;
}

/** The element's own text, if it has one; otherwise what stands between its children. */
static bool end_text(struct pox_reader *reader)
{
    struct pox_frame *frame = top_frame(reader);
    const struct pox_type *type = frame->type;
    bool fits; /* always: such a text is a string */

    if (!type->text)
        return end_run(reader);
    reader->position = frame->position;
    if (!read_text(reader, type, frame->self, (size_t)(type->text - type->elements),
                   &fits))
        return false;
    forget_text(reader);
    return true;
}

static bool end_struct(struct pox_reader *reader)
{
    struct pox_frame *frame = top_frame(reader);

    if ((frame->type->text || reader->text.size > 0) && !end_text(reader))
        return false;
    if (*pox_n_extra_of(frame->type->operations, frame->self) > 0 &&
        !pox_extra_arrange(reader->arena, frame->type, frame->self))
        return pox_reader_out_of_memory(reader);
    pop(reader);
    reader->is_complete = reader->depth == 0;
    return true;
}

bool pox_reader_close(struct pox_reader *reader)
{
    if (reader->failed)
        return false;
    if (reader->capture.depth > 0)
        return capture_end(reader);
    return top_frame(reader)->type ? end_struct(reader) : end_leaf(reader);
}

/* Children that are as they should be */

/** Whether there is nothing to be said about a child in the namespace of its parent. */
static bool is_right_namespace(const struct pox_frame *parent,
                               const struct pox_element *element)
{
    return parent->namespace_settled ||
           ((parent->namespace_bit & element->namespaces) != 0 &&
            (element->under == 0 || (parent->namespace_bit & element->under) != 0));
}

const struct pox_element *pox_reader_find_child(const struct pox_reader *reader,
                                                const char *name, size_t size,
                                                const char *uri)
{
    const struct pox_frame *parent = reader->top;
    const struct pox_element *element;
    int index;

    if (parent->usual_uri != uri)
        return NULL;
    index = parent->type->operations->child(name, size);
    if (index < 0)
        return NULL;
    element = &parent->type->elements[index];
    if (!is_right_namespace(parent, element) ||
        (!element->repeats && reader->counts[parent->counts + (size_t)index].typed))
        return NULL;
    return element;
}

/** What comes before every such child. Its occurrence, or 0: the reader has failed. */
static inline size_t begin_child(struct pox_reader *reader,
                                 const struct pox_element *element,
                                 const struct pox_attribute *attributes,
                                 size_t n_attributes)
{
    struct pox_frame *parent = top_frame(reader);
    size_t index = (size_t)(element - parent->type->elements);

    if (!check_limits(reader, attributes, n_attributes))
        return 0;
    parent->has_children = true;
    if (reader->text.size > 0 && !end_run(reader))
        return 0;
    return ++reader->counts[parent->counts + index].occurrences;
}

/** Opens such a child; `type` is that of a struct. */
static inline bool push_child(struct pox_reader *reader,
                              const struct pox_element *element,
                              const struct pox_type *type, void *self, size_t occurrence)
{
    const struct pox_frame *parent = top_frame(reader);
    struct pox_frame frame = {
        .type = type,
        .self = self,
        .element = element,
        .name = element->name,
        .uri = parent->uri,
        .namespace_bit = parent->namespace_bit,
        .is_ours = true,
        .namespace_settled = parent->namespace_settled,
        .position = reader->position,
    };

    return push(reader, &frame, element->name, shown_occurrence(element, occurrence));
}

bool pox_reader_enter(struct pox_reader *reader, const struct pox_element *element,
                      const struct pox_attribute *attributes, size_t n_attributes)
{
    size_t occurrence = begin_child(reader, element, attributes, n_attributes);
    struct pox_frame *parent = top_frame(reader);
    size_t index = (size_t)(element - parent->type->elements);
    void *self;

    if (occurrence == 0)
        return false;
    self = parent->type->operations->enter(reader->arena, parent->self, index);
    if (!self)
        return pox_reader_out_of_memory(reader);
    reader->counts[parent->counts + index].typed = true;
    return push_child(reader, element, element->type, self, occurrence) &&
           (n_attributes == 0 || read_attributes(reader, attributes, n_attributes));
}

/** A value that does not fit, as an element that was opened and has this text. */
static bool capture_value(struct pox_reader *reader, const struct pox_element *element,
                          struct pox_text text, size_t occurrence)
{
    const struct pox_frame *parent = top_frame(reader);
    const struct pox_type *type = parent->type;

    if (!push_child(reader, element, NULL, parent->self, occurrence))
        return false;
    pox_buffer_append(&reader->text, text.bytes, text.size);
    if (reader->text.failed)
        return pox_reader_out_of_memory(reader);
    return capture_leaf(reader, type);
}

bool pox_reader_value(struct pox_reader *reader, const struct pox_element *element,
                      struct pox_text text)
{
    size_t occurrence = begin_child(reader, element, NULL, 0);
    struct pox_frame *parent = top_frame(reader);
    size_t index = (size_t)(element - parent->type->elements);
    enum pox_reading reading;

    if (occurrence == 0)
        return false;
    if (!pox_path_push(&reader->path, element->name,
                       shown_occurrence(element, occurrence)))
        return pox_reader_out_of_memory(reader);
    reading = parent->type->operations->value(reader, parent->self, index, text);
    if (reading == POX_STOP)
        return false;
    pox_path_pop(&reader->path);
    if (reading == POX_MISFIT)
        return capture_value(reader, element, text, occurrence);
    reader->counts[parent->counts + index].typed = true;
    return true;
}
