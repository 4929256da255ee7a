/* SPDX-License-Identifier: MIT */
#include "json.h"

#include "escape.h"
#include "unicode.h"
#include "walk.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct json {
    struct pox_buffer *out;
    bool compact;
    size_t depth;
    /** Nothing stands in the object or array at hand yet. */
    bool is_first;
};

static void put(struct json *json, const char *text)
{
    pox_buffer_append_text(json->out, text);
}

static void put_string(struct json *json, const char *text)
{
    pox_escape_json(json->out, text, strlen(text));
}

static void new_line(struct json *json)
{
    if (!json->compact)
        pox_append_line(json->out, json->depth);
}

/** What stands before each item of an object or array. */
static void next(struct json *json)
{
    if (!json->is_first)
        put(json, ",");
    json->is_first = false;
    new_line(json);
}

static void next_key(struct json *json, const char *key, const char *suffix)
{
    next(json);
    put(json, "\"");
    put(json, key);
    put(json, suffix);
    put(json, json->compact ? "\":" : "\": ");
}

static void open(struct json *json, const char *bracket)
{
    put(json, bracket);
    json->depth++;
    json->is_first = true;
}

static void close(struct json *json, const char *bracket)
{
    json->depth--;
    if (!json->is_first)
        new_line(json);
    put(json, bracket);
    json->is_first = false;
}

/** 2^53 - 1: beyond it many readers of JSON round numbers; see RFC 7493, 2.2. */
static const uint64_t max_exact = 9007199254740991;

static void put_number(struct json *json, uint64_t number)
{
    const char *quote = number > max_exact ? "\"" : "";
    char text[24];

    snprintf(text, sizeof(text), "%s%" PRIu64 "%s", quote, number, quote);
    put(json, text);
}

static void put_enum(struct json *json, const struct pox_enumeration_value *value,
                     const char *text)
{
    if (value && value->json != 0)
        put(json, value->json == 2 ? "true" : "false");
    else
        put_string(json, value ? value->name : text);
}

/** The items of a comma list: canonical, or as they stood where the table has none. */
static void put_list(struct json *json, const struct pox_value *value)
{
    const char *rest = value->text;

    open(json, "[");
    for (size_t i = 0; i < value->n_values; i++) {
        const char *item;
        size_t size;

        do {
            size = strcspn(rest, ",");
            item = rest;
            rest += rest[size] ? size + 1 : size;
            item = pox_trim(item, &size);
        } while (size == 0);
        next(json);
        if (value->values[i])
            put_string(json, value->values[i]->name);
        else
            pox_escape_json(json->out, item, size);
    }
    close(json, "]");
}

static bool is_number(enum pox_kind kind)
{
    return kind == POX_KIND_UINT || kind == POX_KIND_UINT64 || kind == POX_KIND_PORT ||
           kind == POX_KIND_HOURS;
}

static void on_value(void *data, const struct pox_element *element,
                     const struct pox_value *value)
{
    struct json *json = data;

    if (!value->present)
        return;
    next_key(json, element->key, "");
    if (is_number(element->kind))
        put_number(json, value->number);
    else if (element->kind == POX_KIND_ENUM)
        put_enum(json, value->value, value->text);
    else if (element->kind == POX_KIND_ENUM_LIST)
        put_list(json, value);
    else
        put_string(json, value->canonical);
    if (element->kind == POX_KIND_ENUM && !value->value)
        return; /* the text is the value */
    if (!value->canonical || strcmp(value->canonical, value->text) != 0) {
        next_key(json, element->key, "_text");
        put_string(json, value->text);
    }
}

static void on_enter(void *data, const struct pox_element *element,
                     const struct pox_type *type, const void *value, size_t index,
                     size_t count)
{
    struct json *json = data;
    bool repeats = element && element->repeats;

    (void)value;
    (void)count;
    if (index == 0)
        next_key(json, element ? element->key : type->name, "");
    if (repeats && index == 0)
        open(json, "[");
    if (repeats)
        next(json);
    open(json, "{");
}

static void on_leave(void *data, const struct pox_element *element,
                     const struct pox_type *type, size_t index, size_t count)
{
    struct json *json = data;

    (void)type;
    close(json, "}");
    if (element && element->repeats && index + 1 == count)
        close(json, "]");
}

/** Each entry an object: {"attribute": NAME, "of": LEAF, "namespace": URI, "value": TEXT}. */
static void put_extra(struct json *json, const struct pox_extra *extra)
{
    next(json);
    open(json, "{");
    if (extra->kind == POX_EXTRA_ATTRIBUTE) {
        next_key(json, "attribute", "");
        put_string(json, extra->name);
        if (extra->element) {
            next_key(json, "of", "");
            put_string(json, extra->element);
        }
        if (extra->namespace_uri) {
            next_key(json, "namespace", "");
            put_string(json, extra->namespace_uri);
        }
    }
    next_key(json,
             extra->kind == POX_EXTRA_ATTRIBUTE ? "value"
             : extra->kind == POX_EXTRA_ELEMENT ? "element"
                                                : "text",
             "");
    put_string(json, extra->value);
    close(json, "}");
}

static void on_extra(void *data, const struct pox_type *type,
                     const struct pox_extra *extra, size_t n_extra)
{
    struct json *json = data;

    (void)type;
    next_key(json, "extra", "");
    open(json, "[");
    for (size_t i = 0; i < n_extra; i++)
        put_extra(json, &extra[i]);
    close(json, "]");
}

bool pox_json_document(struct pox_buffer *out, const struct pox_write_options *options,
                       const struct pox_type *type, const void *value,
                       struct pox_error *error)
{
    struct json json = {.out = out, .compact = options->compact, .is_first = true};
    struct pox_visitor visitor = {
        .value = on_value,
        .enter = on_enter,
        .leave = on_leave,
        .extra = on_extra,
        .data = &json,
    };

    open(&json, "{");
    if (!pox_walk_document(type, value, &visitor, options->depth, out->allocator, error))
        return false;
    close(&json, "}");
    put(&json, "\n");
    if (pox_buffer_text(out))
        return true;
    error->status = POX_ERROR_NO_MEMORY;
    snprintf(error->message, sizeof(error->message), "out of memory");
    return false;
}
