/* SPDX-License-Identifier: MIT */
#include "write.h"

#include "compare.h"
#include "escape.h"
#include "extra.h"
#include "lookup.h"
#include "scan.h"
#include "unicode.h"

#include <stdio.h>
#include <string.h>

static void fail(struct pox_writer *writer, enum pox_status status, const char *attribute,
                 const char *message)
{
    if (writer->failed)
        return;
    writer->failed = true;
    writer->error->status = status;
    pox_path_format(&writer->path, attribute, writer->error->path,
                    sizeof(writer->error->path));
    snprintf(writer->error->message, sizeof(writer->error->message), "%s", message);
}

static void out_of_memory(struct pox_writer *writer)
{
    fail(writer, POX_ERROR_NO_MEMORY, NULL, "out of memory");
}

static bool push(struct pox_writer *writer, const char *name, size_t occurrence)
{
    bool pushed = pox_path_push(&writer->path, name, occurrence);

    if (!pushed)
        out_of_memory(writer);
    return pushed;
}

static inline void put(struct pox_writer *writer, const char *text)
{
    pox_buffer_append(writer->out, text, strlen(text));
}

/** What is copied for a line at once, and what it may have before its tag. */
enum { USUAL_LINE = 32, MAX_LINE = 1 + 2 * POX_MAX_INDENTATION };

/** A new line for the next tag, `depth` deep, where there is room; moves behind it. */
static char *put_line(const struct pox_writer *writer, char *at, size_t depth)
{
    static const char line[USUAL_LINE + 1] = "\n                               ";
    size_t size = 1 + 2 * (depth < POX_MAX_INDENTATION ? depth : POX_MAX_INDENTATION);

    if (writer->compact || writer->takes_text || writer->in_text)
        return at;
    memcpy(at, line, USUAL_LINE);
    if (size > USUAL_LINE)
        memset(at + USUAL_LINE, ' ', size - USUAL_LINE);
    return at + size;
}

static void indent(struct pox_writer *writer, size_t depth)
{
    struct pox_buffer *out = writer->out;

    if (pox_buffer_reserve(out, MAX_LINE))
        out->size =
            (size_t)(put_line(writer, out->bytes + out->size, depth) - out->bytes);
}

/** Whether XML can carry the text; otherwise the failure names the field. */
static bool check_text(struct pox_writer *writer, const char *attribute, const char *text)
{
    size_t at;
    char message[80];

    switch (pox_check_text(text, strlen(text), &at)) {
    case POX_TEXT_FINE:
        return true;
    case POX_TEXT_NOT_UTF8:
        snprintf(message, sizeof(message), "the text is not UTF-8 at byte %zu", at);
        break;
    case POX_TEXT_FORBIDDEN:
        snprintf(message, sizeof(message),
                 "XML does not allow the character at byte %zu of the text", at);
        break;
    }
    fail(writer, POX_ERROR_TEXT, attribute, message);
    return false;
}

/* What has no typed place */

/** Whether the open start tag has a field's attribute; in values, quotes are escaped. */
static bool has_attribute(const struct pox_writer *writer, const char *name)
{
    const struct pox_buffer *out = writer->out;
    size_t size = strlen(name);
    const char *at;
    const char *end;

    if (out->failed) /* there may be no bytes at all */
        return false;
    at = out->bytes + writer->tag_begin;
    end = out->bytes + writer->fields_end;
    while (at < end && (at = memchr(at, ' ', (size_t)(end - at)))) {
        const char *quote = memchr(at, '"', (size_t)(end - at));

        if ((size_t)(quote - at) == size + 2 && memcmp(at + 1, name, size) == 0)
            return true;
        at = memchr(quote + 1, '"', (size_t)(end - quote - 1));
    }
    return false;
}

/** Whether an earlier entry of `extra` is the same attribute of the same tag. */
static bool is_repeated(const struct pox_writer *writer, size_t first, size_t number)
{
    const struct pox_extra *extra = &writer->extra[number];

    for (; first < number; first++) {
        const struct pox_extra *other = &writer->extra[first];

        if (other->kind == POX_EXTRA_ATTRIBUTE &&
            pox_equal_string(other->name, extra->name) &&
            pox_equal_string(other->element, extra->element) &&
            pox_equal_string(other->namespace_uri, extra->namespace_uri))
            return true;
    }
    return false;
}

/** What is wrong with an attribute of `extra`; NULL: nothing. */
static const char *attribute_fault(const struct pox_writer *writer, size_t first,
                                   size_t number)
{
    const struct pox_extra *extra = &writer->extra[number];
    const char *uri = extra->namespace_uri;

    if (!extra->value)
        return "an attribute in 'extra' has no value";
    if (!extra->name || !pox_is_name(extra->name, strlen(extra->name)) ||
        (!uri && strcmp(extra->name, "xmlns") == 0))
        return "an attribute in 'extra' has no proper name";
    if (uri && (uri[0] == '\0' || strcmp(uri, POX_XMLNS_NAMESPACE) == 0))
        return "an attribute in 'extra' has no proper namespace";
    if (uri && strlen(uri) > POX_MAX_NAMESPACE)
        return "an attribute in 'extra' has a namespace that is too long";
    if ((!uri && has_attribute(writer, extra->name)) ||
        is_repeated(writer, first, number))
        return "an attribute in 'extra' is there once more";
    return NULL;
}

/** The tag's first attribute in `extra` is at `first`. */
static void write_extra_attribute(struct pox_writer *writer, size_t first, size_t number)
{
    const struct pox_extra *extra = &writer->extra[number];
    const char *fault = attribute_fault(writer, first, number);

    if (fault) {
        fail(writer, POX_ERROR_VALUE, extra->name ? extra->name : "extra", fault);
        return;
    }
    if (!check_text(writer, extra->name, extra->value) ||
        (extra->namespace_uri && !check_text(writer, extra->name, extra->namespace_uri)))
        return;
    pox_append_attribute(writer->out,
                         &(struct pox_attribute){
                             .name = extra->name,
                             .uri = extra->namespace_uri,
                             .value = {extra->value, strlen(extra->value)},
                         },
                         pox_extra_prefix(writer->extra, first, number), number);
}

/** The attributes in `extra` that belong to a leaf, or with NULL to the struct's own tag. */
static void write_extra_attributes(struct pox_writer *writer, const char *leaf)
{
    size_t first = writer->n_attributes;

    writer->fields_end = writer->out->size;
    for (size_t i = 0; i < writer->n_attributes && !writer->failed; i++) {
        const struct pox_extra *extra = &writer->extra[i];
        bool same = !leaf || !extra->element ? leaf == extra->element
                                             : strcmp(leaf, extra->element) == 0;

        if (extra->kind != POX_EXTRA_ATTRIBUTE || !same)
            continue;
        first = first < i ? first : i;
        write_extra_attribute(writer, first, i);
    }
}

/** Ends the start tag of the struct, before the first thing inside it. */
static void close_start_tag(struct pox_writer *writer)
{
    if (!writer->tag_is_open)
        return;
    if (writer->n_attributes > 0)
        write_extra_attributes(writer, NULL);
    put(writer, ">");
    writer->tag_is_open = false;
}

static void write_extra_element(struct pox_writer *writer, const struct pox_extra *extra)
{
    const char *fault = "it is NULL";
    char message[120];

    if (extra->value && pox_extra_is_element(extra->value, &fault)) {
        if (!check_text(writer, NULL, extra->value))
            return;
        close_start_tag(writer);
        indent(writer, writer->path.depth);
        put(writer, extra->value);
        return;
    }
    snprintf(message, sizeof(message), "'extra' has no proper element: %s", fault);
    fail(writer, POX_ERROR_VALUE, NULL, message);
}

static void write_extra_text(struct pox_writer *writer, const struct pox_extra *extra)
{
    if (!extra->value || pox_is_blank(extra->value, strlen(extra->value))) {
        fail(writer, POX_ERROR_VALUE, NULL, "a text in 'extra' is empty");
        return;
    }
    if (writer->in_text) {
        fail(writer, POX_ERROR_VALUE, NULL, "'extra' has text beside the element's own");
        return;
    }
    if (!check_text(writer, NULL, extra->value))
        return;
    if (writer->tag_is_open)
        writer->in_text = true; /* nothing but text: no white space may be added */
    close_start_tag(writer);
    indent(writer, writer->path.depth);
    pox_escape_text(writer->out, extra->value, strlen(extra->value));
}

/** Child elements and text of `extra`, behind all fields. */
static void write_extra_content(struct pox_writer *writer)
{
    for (size_t i = 0; i < writer->n_extra && !writer->failed; i++) {
        const struct pox_extra *extra = &writer->extra[i];

        switch (extra->kind) {
        case POX_EXTRA_ATTRIBUTE: /* is in a start tag */
            break;
        case POX_EXTRA_ELEMENT:
            write_extra_element(writer, extra);
            break;
        case POX_EXTRA_TEXT:
            write_extra_text(writer, extra);
            break;
        default:
            fail(writer, POX_ERROR_VALUE, NULL, "'extra' has something of no known kind");
        }
    }
}

/* Fields */

/** What stands around a text at most: a line with its indentation, and two tags. */
static size_t frame_size(const struct pox_element *element)
{
    return MAX_LINE + 2 * (element->tag_size + POX_TAG_ROOM) + POX_BLOCK_SIZE;
}

/** Copies a tag, at least as many bytes as every tag has. */
static void copy_tag(char *at, const struct pox_element *element)
{
    memcpy(at, element->tag, POX_TAG_ROOM);
    if (element->tag_size > POX_TAG_ROOM)
        memcpy(at + POX_TAG_ROOM, element->tag + POX_TAG_ROOM,
               element->tag_size - POX_TAG_ROOM);
}

static char *put_end(char *at, const struct pox_element *element)
{
    copy_tag(at + 1, element);
    at[0] = '<';
    at[1] = '/';
    return at + element->tag_size + 1;
}

/** A text that XML cannot carry; its place is part of the path. */
static void refuse_text(struct pox_writer *writer, const struct pox_element *element,
                        const char *text)
{
    bool is_child = element->place == POX_PLACE_CHILD;

    if (is_child && !push(writer, element->name, 0))
        return;
    check_text(writer, element->place == POX_PLACE_ATTRIBUTE ? element->name : NULL,
               text);
    if (is_child)
        pox_path_pop(&writer->path);
}

/** Puts a text behind the document, where `done` bytes of it already stand. */
static bool put_rest(struct pox_writer *writer, const struct pox_element *element,
                     const char *text, size_t size, size_t done)
{
    struct pox_buffer *out = writer->out;

    out->size += done;
    if (done == size)
        return true;
    done += (element->place == POX_PLACE_ATTRIBUTE
                 ? pox_escape_attribute
                 : pox_escape_text)(out, text + done, size - done);
    if (done == size)
        return true;
    if (!out->failed) /* which is noticed at the end */
        refuse_text(writer, element, text);
    return false;
}

/** Puts a text behind the document. False: there is no more to be written. */
static bool put_text(struct pox_writer *writer, const struct pox_element *element,
                     const char *text, size_t size)
{
    struct pox_buffer *out = writer->out;

    return pox_buffer_reserve(out, size + POX_BLOCK_SIZE) &&
           put_rest(writer, element, text, size,
                    pox_copy_plain(out->bytes + out->size, text, size));
}

/** The rest of a child, behind its text. */
static void put_child_end(struct pox_writer *writer, const struct pox_element *element)
{
    struct pox_buffer *out = writer->out;

    if (pox_buffer_reserve(out, frame_size(element)))
        out->size = (size_t)(put_end(out->bytes + out->size, element) - out->bytes);
}

/** A child that has attributes, or no text; its tag stands there, without the ">". */
static void write_odd_child(struct pox_writer *writer, const struct pox_element *element,
                            const char *text, size_t size)
{
    if (writer->n_attributes > 0 && push(writer, element->name, 0)) {
        writer->tag_begin = writer->out->size;
        write_extra_attributes(writer, element->name);
        pox_path_pop(&writer->path);
    }
    if (writer->failed)
        return;
    put(writer, size > 0 ? ">" : "/>");
    if (size > 0 && put_text(writer, element, text, size))
        put_child_end(writer, element);
}

static void write_child(struct pox_writer *writer, const struct pox_element *element,
                        const char *text)
{
    struct pox_buffer *out = writer->out;
    size_t size = strlen(text);
    size_t done;
    char *at;

    if (!pox_buffer_reserve(out, frame_size(element) + size))
        return;
    at = put_line(writer, out->bytes + out->size, writer->path.depth);
    copy_tag(at, element);
    at += element->tag_size;
    if (size == 0 || writer->n_attributes > 0) {
        out->size = (size_t)(at - 1 - out->bytes);
        write_odd_child(writer, element, text, size);
        return;
    }
    done = pox_copy_plain(at, text, size);
    if (done == size) {
        out->size = (size_t)(put_end(at + size, element) - out->bytes);
        return;
    }
    out->size = (size_t)(at - out->bytes);
    if (put_rest(writer, element, text, size, done))
        put_child_end(writer, element);
}

static void write_attribute(struct pox_writer *writer, const struct pox_element *element,
                            const char *text)
{
    size_t size = strlen(text);

    put(writer, " ");
    put(writer, element->name);
    put(writer, "=\"");
    if (put_text(writer, element, text, size))
        put(writer, "\"");
}

/** The text of a struct that has no children. */
static void write_own_text(struct pox_writer *writer, const struct pox_element *element,
                           const char *text)
{
    size_t size = strlen(text);

    writer->in_text = true;
    if (size == 0)
        return;
    close_start_tag(writer);
    put_text(writer, element, text, size);
}

void pox_write_text(struct pox_writer *writer, const struct pox_element *element,
                    const char *text)
{
    if (writer->failed)
        return;
    switch (element->place) {
    case POX_PLACE_CHILD:
        close_start_tag(writer);
        if (!writer->failed)
            write_child(writer, element, text);
        break;
    case POX_PLACE_ATTRIBUTE:
        write_attribute(writer, element, text);
        break;
    case POX_PLACE_TEXT:
        write_own_text(writer, element, text);
        break;
    }
}

/** A field as it was spelled, if it could be. */
static void write_spelling(struct pox_writer *writer, const struct pox_element *element,
                           bool good)
{
    bool is_child = element->place == POX_PLACE_CHILD;

    if (writer->failed)
        return;
    if (good && writer->spelling.value.present) {
        pox_write_text(writer, element, writer->spelling.value.text);
        return;
    }
    if (good)
        return;
    if (is_child && !push(writer, element->name, 0))
        return;
    fail(writer, writer->spelling.status, is_child ? NULL : element->name,
         writer->spelling.fault);
    if (is_child)
        pox_path_pop(&writer->path);
}

void pox_write_present_number(struct pox_writer *writer,
                              const struct pox_element *element, uint64_t number,
                              const char *text)
{
    write_spelling(writer, element,
                   pox_spell_uint(&writer->spelling, element, number, true, text));
}

void pox_write_present_enum(struct pox_writer *writer, const struct pox_element *element,
                            int number, const char *text)
{
    write_spelling(writer, element,
                   pox_spell_enum(&writer->spelling, element, number, text));
}

void pox_write_enum_list(struct pox_writer *writer, const struct pox_element *element,
                         const int *numbers, size_t n_numbers, const char *text)
{
    if (n_numbers > 0 || text)
        write_spelling(
            writer, element,
            pox_spell_enum_list(&writer->spelling, element, numbers, n_numbers, text));
}

/* Structs */

static bool has_leaf(const struct pox_type *type, const char *name)
{
    for (size_t i = 0; i < type->n_elements; i++) {
        if (type->elements[i].place == POX_PLACE_CHILD &&
            type->elements[i].kind != POX_KIND_STRUCT &&
            (type->elements[i].name == name || strcmp(type->elements[i].name, name) == 0))
            return true;
    }
    return false;
}

/** What would otherwise be left out in silence. Counts the attributes. */
static bool check_extra(struct pox_writer *writer, const struct pox_type *type)
{
    if (!writer->extra && writer->n_extra > 0)
        fail(writer, POX_ERROR_VALUE, NULL, "'extra' is NULL, but has a count");
    for (size_t i = 0; i < writer->n_extra && !writer->failed; i++) {
        const struct pox_extra *extra = &writer->extra[i];

        if (extra->kind == POX_EXTRA_ATTRIBUTE && extra->element &&
            !has_leaf(type, extra->element))
            fail(writer, POX_ERROR_VALUE, extra->name,
                 "an attribute in 'extra' is of no element that holds a value");
        if (extra->kind == POX_EXTRA_ATTRIBUTE)
            writer->n_attributes = i + 1;
    }
    return !writer->failed;
}

unsigned pox_choose_namespace(const struct pox_type *type, unsigned allowed)
{
    const unsigned char *preferred = type->preferred_namespaces;

    for (size_t i = 0; i < type->n_preferred_namespaces; i++) {
        if (allowed & 1u << preferred[i])
            return 1u << preferred[i];
    }
    return 1u << preferred[0];
}

static void declare_namespace(struct pox_writer *writer, const struct pox_type *type,
                              const void *value)
{
    unsigned allowed = type->operations->namespaces(value) & type->namespaces;

    if (writer->namespace_bit & allowed)
        return;
    if (allowed == 0 && writer->namespace_bit == pox_choose_namespace(type, 0))
        return;
    writer->namespace_bit = pox_choose_namespace(type, allowed);
    put(writer, " xmlns=\"");
    put(writer, pox_namespace_of(writer->namespace_bit)->uri);
    put(writer, "\"");
}

/** The start tag of a struct, without its ">"; the root has no entry. */
static void write_start(struct pox_writer *writer, const struct pox_type *type,
                        const struct pox_element *element, const void *value)
{
    struct pox_buffer *out = writer->out;

    indent(writer, writer->path.depth - 1);
    writer->tag_begin = out->size;
    if (!element) {
        put(writer, "<");
        put(writer, type->name);
    } else if (pox_buffer_reserve(out, frame_size(element))) {
        copy_tag(out->bytes + out->size, element);
        out->size += element->tag_size - 1;
    }
    declare_namespace(writer, type, value);
    writer->tag_is_open = true;
    writer->takes_text = type->text;
    writer->in_text = false;
}

static void write_end(struct pox_writer *writer, const struct pox_type *type,
                      const struct pox_element *element)
{
    struct pox_buffer *out = writer->out;
    char *at;

    if (writer->tag_is_open) {
        write_extra_attributes(writer, NULL);
        writer->tag_is_open = false;
        put(writer, "/>");
        return;
    }
    if (!element) {
        indent(writer, writer->path.depth - 1);
        put(writer, "</");
        put(writer, type->name);
        put(writer, ">");
    } else if (pox_buffer_reserve(out, frame_size(element))) {
        at = put_line(writer, out->bytes + out->size, writer->path.depth - 1);
        out->size = (size_t)(put_end(at, element) - out->bytes);
    }
}

/** A struct; the root has no entry. */
static void write_element(struct pox_writer *writer, const struct pox_type *type,
                          const struct pox_element *element, const void *value,
                          size_t occurrence)
{
    const struct pox_extra *extra = writer->extra;
    size_t n_extra = writer->n_extra;
    size_t n_attributes = writer->n_attributes;
    unsigned namespace_bit = writer->namespace_bit;
    void *self = (void *)(uintptr_t)value; /* only read */

    if (!push(writer, element ? element->name : type->name, occurrence))
        return;
    if (writer->path.depth > writer->max_depth) {
        fail(writer, POX_ERROR_LIMIT, NULL, "structs are nested over the limit 'depth'");
    } else {
        write_start(writer, type, element, value);
        writer->extra = *pox_extra_of(type->operations, self);
        writer->n_extra = *pox_n_extra_of(type->operations, self);
        writer->n_attributes = 0;
        if (writer->n_extra == 0 || check_extra(writer, type))
            type->operations->write(writer, value);
        if (writer->n_extra > 0)
            write_extra_content(writer);
        write_end(writer, type, element);
    }
    pox_path_pop(&writer->path);
    writer->takes_text = false; /* of the struct around it, which has structs inside */
    writer->in_text = false;
    writer->extra = extra;
    writer->n_extra = n_extra;
    writer->n_attributes = n_attributes;
    writer->namespace_bit = namespace_bit;
}

void pox_write_struct(struct pox_writer *writer, const struct pox_element *element,
                      const void *value)
{
    if (!value || writer->failed)
        return;
    close_start_tag(writer);
    write_element(writer, element->type, element, value, 0);
}

/** An item of a list that is not there; its place is part of the path. */
static void refuse_hole(struct pox_writer *writer, const struct pox_element *element,
                        size_t occurrence)
{
    if (!push(writer, element->name, occurrence))
        return;
    fail(writer, POX_ERROR_VALUE, NULL, "an item of the list is NULL");
    pox_path_pop(&writer->path);
}

void pox_write_list(struct pox_writer *writer, const struct pox_element *element,
                    const void *values, size_t n_values)
{
    const void *const *items = values;

    for (size_t i = 0; i < n_values && !writer->failed; i++) {
        close_start_tag(writer);
        if (items && items[i])
            write_element(writer, element->type, element, items[i], i + 1);
        else
            refuse_hole(writer, element, i + 1);
    }
}

/** More than most documents have, and what writing needs beyond what it has written. */
enum { USUAL_SIZE = 6000, SLACK = 2000 };

static void reserve_all(struct pox_buffer *out, size_t size_hint)
{
    if (size_hint == 0)
        pox_buffer_reserve(out, USUAL_SIZE + SLACK);
    else if (size_hint > SIZE_MAX - SLACK || !pox_buffer_reserve(out, size_hint + SLACK))
        pox_buffer_clear(out); /* it is no more than a hint */
}

bool pox_write_document(struct pox_buffer *out, const struct pox_write_options *options,
                        const struct pox_type *type, const void *value,
                        struct pox_error *error)
{
    struct pox_writer writer = {
        .out = out,
        .error = error,
        .compact = options->compact,
        .max_depth = pox_max_depth(options->depth),
        .path = {.allocator = out->allocator},
    };

    pox_spelling_begin(&writer.spelling, out->allocator);
    reserve_all(out, options->size_hint);
    put(&writer, "<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    if (writer.compact)
        put(&writer, "\n");
    write_element(&writer, type, NULL, value, 0);
    put(&writer, "\n");
    if (!pox_buffer_text(out))
        out_of_memory(&writer);
    pox_spelling_end(&writer.spelling);
    pox_path_end(&writer.path);
    return !writer.failed;
}
