/* SPDX-License-Identifier: MIT */
/*
 * The way from JSON into a struct is that of every document, through the reader: values are
 * written as XML without namespaces, which a reader makes nothing of. So it alone decides what a
 * spelling says. `extra` is put into the struct as it is.
 */
#define _POSIX_C_SOURCE 200809L /* open_memstream() */
#include "struct.h"

#include <pox/document.h>
#include <pox/visit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool out_of_memory(struct pox_error *error)
{
    *error = (struct pox_error){.status = POX_ERROR_NO_MEMORY};
    snprintf(error->message, sizeof(error->message), "out of memory");
    return false;
}

/* Values as XML */

static void put_escaped(FILE *xml, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("&<>\"\t\n\r", *text))
            fprintf(xml, "&#%d;", *text);
        else
            fputc(*text, xml);
    }
}

/** The word that is shown as true or false. */
static const char *switch_word(const struct pox_enumeration *enumeration, bool is_on)
{
    for (size_t i = 0; i < enumeration->n_values; i++) {
        if (enumeration->values[i].json == (is_on ? 2 : 1))
            return enumeration->values[i].name;
    }
    return "";
}

static void put_words(FILE *xml, const json_t *list)
{
    size_t i;
    json_t *word;

    json_array_foreach(list, i, word)
    {
        fputs(i > 0 ? ", " : "", xml);
        put_escaped(xml, json_string_value(word));
    }
}

/** A value as it was spelled, or else in the usual way. */
static void put_value(FILE *xml, const struct pox_element *element, const json_t *object,
                      const json_t *value)
{
    const json_t *spelling = json_spelling_of(element, object);

    if (spelling)
        put_escaped(xml, json_string_value(spelling));
    else if (json_is_string(value))
        put_escaped(xml, json_string_value(value));
    else if (json_is_integer(value))
        fprintf(xml, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_boolean(value))
        put_escaped(xml, switch_word(element->enumeration, json_is_true(value)));
    else
        put_words(xml, value);
}

static void put_struct(FILE *xml, const char *name, const struct pox_type *type,
                       const json_t *object);

static void put_child(FILE *xml, const struct pox_element *element, const json_t *object,
                      const json_t *value)
{
    size_t i;
    json_t *item;

    if (element->kind != POX_KIND_STRUCT) {
        fprintf(xml, "<%s>", element->name);
        put_value(xml, element, object, value);
        fprintf(xml, "</%s>", element->name);
    } else if (element->repeats) {
        json_array_foreach(value, i, item)
            put_struct(xml, element->name, element->type, item);
    } else {
        put_struct(xml, element->name, element->type, value);
    }
}

/** Whatever the struct has of its attributes, or of all the rest. */
static void put_elements(FILE *xml, const struct pox_type *type, const json_t *object,
                         bool attributes)
{
    for (size_t i = 0; i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];
        const json_t *value = json_object_get(object, element->key);

        if (!value || (element->place == POX_PLACE_ATTRIBUTE) != attributes)
            continue;
        if (element->place == POX_PLACE_CHILD)
            put_child(xml, element, object, value);
        if (element->place == POX_PLACE_ATTRIBUTE)
            fprintf(xml, " %s=\"", element->name);
        if (element->place != POX_PLACE_CHILD)
            put_value(xml, element, object, value);
        if (element->place == POX_PLACE_ATTRIBUTE)
            fputc('"', xml);
    }
}

static void put_struct(FILE *xml, const char *name, const struct pox_type *type,
                       const json_t *object)
{
    fprintf(xml, "<%s", name);
    put_elements(xml, type, object, true);
    fputc('>', xml);
    put_elements(xml, type, object, false);
    fprintf(xml, "</%s>", name);
}

/** All but `extra`; the text is for free(). NULL: no memory. */
static char *make_xml(const struct pox_type *type, const json_t *object, size_t *size)
{
    char *text = NULL;
    FILE *xml = open_memstream(&text, size);
    bool failed;

    if (!xml)
        return NULL;
    put_struct(xml, type->name, type, object);
    failed = ferror(xml);
    if (fclose(xml) == 0 && !failed)
        return text;
    free(text);
    return NULL;
}

static void *read_xml(const struct pox_type *type, const json_t *object,
                      struct pox_error *error)
{
    struct pox_parse_options options = {
        .limits = {SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX,
                   SIZE_MAX},
    };
    size_t size;
    char *xml = make_xml(type, object, &size);
    void *value;

    if (!xml) {
        out_of_memory(error);
        return NULL;
    }
    value = pox_parse(type, xml, size, &options, error);
    free(xml);
    return value;
}

/* What was read, compared with what was said */

/** Going through what was said, and beside it what was read, as JSON. */
struct settling {
    struct pox_error *error;
    /** A spelling was dropped. */
    bool changed;
};

static const char *text_of(const json_t *value, char room[24])
{
    if (!json_is_integer(value))
        return json_string_value(value);
    snprintf(room, 24, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return room;
}

/** The same, or the same number once as a string. */
static bool is_same(const json_t *a, const json_t *b)
{
    char rooms[2][24];
    const char *text_a = text_of(a, rooms[0]);
    const char *text_b = text_of(b, rooms[1]);

    if (text_a && text_b)
        return strcmp(text_a, text_b) == 0;
    return json_equal(a, b);
}

/** Whether all that was said was read, in whatever spelling. */
static bool is_read(const struct pox_element *element, const json_t *said,
                    const json_t *read, const json_t *spelling)
{
    if (!read)
        return false;
    if (element->kind == POX_KIND_ENUM)
        return true; /* any word is one, and is written as it stands */
    if (element->kind == POX_KIND_ENUM_LIST)
        return json_array_size(said) == json_array_size(read);
    return is_same(said, read) || is_same(said, spelling);
}

static bool misfit(struct settling *settling, const struct json_place *place,
                   const struct pox_element *element, const json_t *said)
{
    char room[24];
    const char *text = text_of(said, room);

    if (!text)
        return json_complain(settling->error, place,
                             "one of these strings is empty, or has a comma");
    return json_complain(settling->error, place, "'%.*s' is not %s",
                         json_shown_size(text), text, element->type_doc);
}

/** A spelling that says another thing does not count, as in structs. */
static bool settle_value(struct settling *settling, const struct json_place *place,
                         const struct pox_element *element, json_t *said, json_t *read)
{
    json_t *said_value = json_object_get(said, element->key);
    json_t *read_value = json_object_get(read, element->key);

    if (json_spelling_of(element, said)) {
        if (is_same(said_value, read_value))
            return true;
        json_drop_spelling(element, said);
        settling->changed = true;
        return true;
    }
    return is_read(element, said_value, read_value, json_spelling_of(element, read)) ||
           misfit(settling, place, element, said_value);
}

static bool settle(struct settling *settling, const struct json_place *parent,
                   const struct pox_type *type, json_t *said, json_t *read);

static bool settle_list(struct settling *settling, const struct json_place *place,
                        const struct pox_element *element, json_t *said, json_t *read)
{
    size_t i;
    json_t *item;

    json_array_foreach(said, i, item)
    {
        struct json_place at = {place->parent, place->key, i + 1};

        if (!settle(settling, &at, element->type, item, json_array_get(read, i)))
            return false;
    }
    return true;
}

static bool settle(struct settling *settling, const struct json_place *parent,
                   const struct pox_type *type, json_t *said, json_t *read)
{
    for (size_t i = 0; i < type->n_elements; i++) {
        const struct pox_element *element = &type->elements[i];
        struct json_place place = {parent, element->key, 0};
        json_t *value = json_object_get(said, element->key);
        json_t *other = json_object_get(read, element->key);
        bool good = true;

        if (value && element->kind != POX_KIND_STRUCT)
            good = settle_value(settling, &place, element, said, read);
        else if (value && element->repeats)
            good = settle_list(settling, &place, element, value, other);
        else if (value)
            good = settle(settling, &place, element->type, value, other);
        if (!good)
            return false;
    }
    return true;
}

/** What was read, as JSON; NULL with *error set. */
static json_t *show(const struct pox_type *type, const void *value,
                    struct pox_error *error)
{
    size_t size;
    char *text = pox_to_json(type, value, NULL, &size, error);
    json_t *root;

    if (!text)
        return NULL;
    root = json_loadb(text, size, 0, NULL);
    free(text);
    if (!root)
        out_of_memory(error);
    return root;
}

static bool compare(struct settling *settling, const struct pox_type *type, json_t *said,
                    const void *value)
{
    struct json_place place = {NULL, type->name, 0};
    json_t *read = show(type, value, settling->error);
    bool good =
        read && settle(settling, &place, type, said, json_object_get(read, type->name));

    json_decref(read);
    return good;
}

/** Reads once, and once more where that shows that spellings have to go. */
static bool read_values(const struct pox_type *type, json_t *object,
                        struct json_struct *result, struct pox_error *error)
{
    struct settling settling = {.error = error, .changed = true};

    while (settling.changed) {
        settling.changed = false;
        pox_free(result->value);
        result->value = read_xml(type, object, error);
        if (!result->value || !compare(&settling, type, object, result->value))
            return false;
    }
    return true;
}

/* What has no typed place */

struct json_extra {
    struct json_extra *next;
    struct pox_extra entries[];
};

/** Going through the struct, and beside it the JSON. */
struct filling {
    struct json_struct *result;
    /** The objects around the one at hand, which is the last of them. */
    json_t *objects[JSON_MAX_DEPTH + 1];
    size_t depth;
    bool failed;
};

static struct pox_extra make_entry(const json_t *entry)
{
    const char *element = json_string_value(json_object_get(entry, "element"));
    const char *text = json_string_value(json_object_get(entry, "text"));

    if (element)
        return (struct pox_extra){.kind = POX_EXTRA_ELEMENT, .value = element};
    if (text)
        return (struct pox_extra){.kind = POX_EXTRA_TEXT, .value = text};
    return (struct pox_extra){
        .kind = POX_EXTRA_ATTRIBUTE,
        .element = json_string_value(json_object_get(entry, "of")),
        .name = json_string_value(json_object_get(entry, "attribute")),
        .namespace_uri = json_string_value(json_object_get(entry, "namespace")),
        .value = json_string_value(json_object_get(entry, "value")),
    };
}

static void fill(struct filling *filling, const struct pox_type *type, void *value,
                 const json_t *list)
{
    size_t n = json_array_size(list);
    struct json_extra *extra = malloc(sizeof(*extra) + n * sizeof(extra->entries[0]));

    if (!extra) {
        filling->failed = true;
        return;
    }
    extra->next = filling->result->extra;
    filling->result->extra = extra;
    for (size_t i = 0; i < n; i++)
        extra->entries[i] = make_entry(json_array_get(list, i));
    pox_set_extra(type, value, extra->entries, n);
}

static void on_enter(void *data, const struct pox_element *element,
                     const struct pox_type *type, const void *value, size_t index,
                     size_t count)
{
    struct filling *filling = data;
    json_t *object = filling->objects[filling->depth];
    const json_t *extra;

    (void)count;
    object = json_object_get(object, element ? element->key : type->name);
    if (element && element->repeats)
        object = json_array_get(object, index);
    filling->objects[++filling->depth] = object;
    extra = json_object_get(object, "extra");
    if (extra && !filling->failed) /* the struct is ours, whatever a visitor is told */
        fill(filling, type, (void *)(uintptr_t)value, extra);
}

static void on_leave(void *data, const struct pox_element *element,
                     const struct pox_type *type, size_t index, size_t count)
{
    struct filling *filling = data;

    (void)element;
    (void)type;
    (void)index;
    (void)count;
    filling->depth--;
}

static bool fill_all(json_t *root, struct json_struct *result, struct pox_error *error)
{
    struct filling filling = {.result = result, .objects = {root}};
    struct pox_visitor visitor = {.enter = on_enter, .leave = on_leave, .data = &filling};

    if (!pox_visit(result->type, result->value, &visitor, error))
        return false;
    return !filling.failed || out_of_memory(error);
}

bool json_struct_make(json_t *root, const struct pox_type *type,
                      struct json_struct *result, struct pox_error *error)
{
    json_t *object = json_object_get(root, type->name);

    *result = (struct json_struct){.type = type};
    return read_values(type, object, result, error) && fill_all(root, result, error);
}

void json_struct_end(struct json_struct *result)
{
    pox_free(result->value);
    while (result->extra) {
        struct json_extra *next = result->extra->next;

        free(result->extra);
        result->extra = next;
    }
}
