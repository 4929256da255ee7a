/* SPDX-License-Identifier: MIT */
#include "shape.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Complaints */

enum { MAX_SHOWN = 60 };

int json_shown_size(const char *text)
{
    size_t size = strlen(text);

    if (size <= MAX_SHOWN)
        return (int)size;
    size = MAX_SHOWN;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80)
        size--;
    return (int)size;
}

static void append_place(struct pox_error *error, const struct json_place *place)
{
    size_t size;

    if (place->parent)
        append_place(error, place->parent);
    size = strlen(error->path);
    snprintf(error->path + size, sizeof(error->path) - size, "/%.*s",
             json_shown_size(place->key), place->key);
    size = strlen(error->path);
    if (place->number > 0)
        snprintf(error->path + size, sizeof(error->path) - size, "[%zu]", place->number);
}

/** Takes away what may be half a character, where a path was too long. */
static void trim_path(char *path, size_t room)
{
    size_t size = strlen(path);

    if (size + 1 < room)
        return;
    while (size > 0 && (unsigned char)path[size - 1] >= 0x80)
        path[--size] = '\0';
}

bool json_complain(struct pox_error *error, const struct json_place *place,
                   const char *format, ...)
{
    va_list list;

    *error = (struct pox_error){.status = POX_ERROR_JSON};
    if (place)
        append_place(error, place);
    trim_path(error->path, sizeof(error->path));
    va_start(list, format);
    vsnprintf(error->message, sizeof(error->message), format, list);
    va_end(list);
    return false;
}

static const char *name_of(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
        return "a number";
    case JSON_REAL:
        return "a number with a fraction or an exponent";
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        break;
    }
    return "null";
}

static bool is_not(struct pox_error *error, const struct json_place *place,
                   const json_t *value, const char *wanted)
{
    return json_complain(error, place, "this is %s, but must be %s", name_of(value),
                         wanted);
}

/* Spellings, which stand beside values */

enum { MAX_KEY = 128 };

static const char spelling_suffix[] = "_text";

bool json_is_number_kind(enum pox_kind kind)
{
    return kind == POX_KIND_UINT || kind == POX_KIND_UINT64 || kind == POX_KIND_PORT ||
           kind == POX_KIND_HOURS;
}

/** Whether one value can be spelled in several ways. */
static bool has_spellings(enum pox_kind kind)
{
    return json_is_number_kind(kind) || kind == POX_KIND_HEX32 || kind == POX_KIND_ENUM ||
           kind == POX_KIND_ENUM_LIST;
}

static const char *spelling_key(const struct pox_element *element, char *room)
{
    snprintf(room, MAX_KEY, "%s%s", element->key, spelling_suffix);
    return room;
}

json_t *json_spelling_of(const struct pox_element *element, const json_t *object)
{
    char key[MAX_KEY];

    if (!has_spellings(element->kind))
        return NULL;
    return json_object_get(object, spelling_key(element, key));
}

void json_drop_spelling(const struct pox_element *element, json_t *object)
{
    char key[MAX_KEY];

    json_object_del(object, spelling_key(element, key));
}

/** Whether a key is that of an element, with something behind it. */
static bool is_key(const struct pox_element *element, const char *key, const char *suffix)
{
    size_t size = strlen(element->key);

    return strncmp(key, element->key, size) == 0 && strcmp(key + size, suffix) == 0;
}

static const struct pox_element *find_element(const struct pox_type *type,
                                              const char *key, const char *suffix)
{
    for (size_t i = 0; i < type->n_elements; i++) {
        if (is_key(&type->elements[i], key, suffix))
            return &type->elements[i];
    }
    return NULL;
}

/* Values */

/** The first character that XML does not have; NULL: there is none. */
static const unsigned char *find_forbidden(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    for (; *at != '\0'; at++) {
        if (*at < 0x20 && !strchr("\t\n\r", *at))
            return at;
        if (at[0] == 0xEF && at[1] == 0xBF && at[2] >= 0xBE) /* U+FFFE, U+FFFF */
            return at;
    }
    return NULL;
}

static bool check_string(struct pox_error *error, const struct json_place *place,
                         const json_t *value, const char *wanted)
{
    const unsigned char *at;

    if (!json_is_string(value))
        return is_not(error, place, value, wanted);
    at = find_forbidden(json_string_value(value));
    if (!at)
        return true;
    return json_complain(error, place, "XML cannot carry the character U+%04X",
                         at[0] < 0x20 ? at[0] : 0xFF00u + at[2] + 0x40u);
}

/** A number that is too large for many readers of JSON is a string. */
static bool read_number(const json_t *value, uint64_t *number)
{
    const char *text = json_string_value(value);
    json_int_t integer = json_integer_value(value);

    *number = (uint64_t)integer;
    if (!text)
        return integer >= 0;
    errno = 0;
    *number = strtoull(text, NULL, 10);
    return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0' && errno == 0;
}

static bool check_number(struct pox_error *error, const struct json_place *place,
                         const struct pox_element *element, const json_t *value)
{
    bool may_be_string = element->kind == POX_KIND_UINT64;
    uint64_t number;

    if (!json_is_integer(value) && !(may_be_string && json_is_string(value)))
        return is_not(error, place, value, "a whole number");
    if (read_number(value, &number) && number >= element->minimum &&
        number <= element->maximum)
        return true;
    if (json_is_string(value))
        return json_complain(
            error, place, "'%.*s' is not a number from %" PRIu64 " to %" PRIu64,
            json_shown_size(json_string_value(value)), json_string_value(value),
            element->minimum, element->maximum);
    return json_complain(error, place,
                         "%" JSON_INTEGER_FORMAT " is not from %" PRIu64 " to %" PRIu64,
                         json_integer_value(value), element->minimum, element->maximum);
}

static bool check_word(struct pox_error *error, const struct json_place *place,
                       const struct pox_element *element, const json_t *value)
{
    bool is_switch = element->enumeration->values[0].json != 0;

    if (is_switch && json_is_boolean(value))
        return true;
    return check_string(error, place, value,
                        is_switch ? "true, false or a string" : "a string");
}

static bool check_words(struct pox_error *error, const struct json_place *place,
                        const json_t *value)
{
    size_t i;
    json_t *item;

    if (!json_is_array(value))
        return is_not(error, place, value, "a list of strings");
    json_array_foreach(value, i, item)
    {
        struct json_place at = {place->parent, place->key, i + 1};

        if (!check_string(error, &at, item, "a string"))
            return false;
    }
    return true;
}

static bool check_scalar(struct pox_error *error, const struct json_place *place,
                         const struct pox_element *element, const json_t *value)
{
    if (json_is_number_kind(element->kind))
        return check_number(error, place, element, value);
    if (element->kind == POX_KIND_ENUM)
        return check_word(error, place, element, value);
    if (element->kind == POX_KIND_ENUM_LIST)
        return check_words(error, place, value);
    return check_string(error, place, value, "a string");
}

static bool check_spelling(struct pox_error *error, const struct json_place *place,
                           const struct pox_element *element, const json_t *object,
                           const json_t *value)
{
    if (!json_object_get(object, element->key))
        return json_complain(error, place, "there is no '%s' that this would spell",
                             element->key);
    return check_string(error, place, value, "a string");
}

/* What has no typed place */

static bool is_one_of(const char *key, const char *const *keys)
{
    for (; *keys; keys++) {
        if (strcmp(key, *keys) == 0)
            return true;
    }
    return false;
}

/** The members of an entry: strings, of no other names than these. */
static bool check_strings(struct pox_error *error, const struct json_place *place,
                          json_t *entry, const char *const *keys)
{
    const char *key;
    json_t *value;

    json_object_foreach(entry, key, value)
    {
        struct json_place at = {place, key, 0};

        if (!is_one_of(key, keys))
            return json_complain(error, &at, "there is nothing of this name here");
        if (!check_string(error, &at, value, "a string"))
            return false;
    }
    return true;
}

/** The leaf that has the attribute must be there, or it would be lost. */
static bool check_leaf(struct pox_error *error, const struct json_place *place,
                       const struct pox_type *type, const json_t *object,
                       const json_t *entry)
{
    const char *name = json_string_value(json_object_get(entry, "of"));
    const struct pox_element *leaf = name ? find_element(type, name, "") : NULL;
    struct json_place at = {place, "of", 0};

    if (!name || (leaf && leaf->place == POX_PLACE_CHILD &&
                  leaf->kind != POX_KIND_STRUCT && json_object_get(object, name)))
        return true;
    return json_complain(error, &at, "there is no '%.*s' here that could have it",
                         json_shown_size(name), name);
}

static bool check_entry(struct pox_error *error, const struct json_place *place,
                        const struct pox_type *type, const json_t *object, json_t *entry)
{
    static const char *const attribute[] = {"attribute", "of", "namespace", "value",
                                            NULL};
    static const char *const element[] = {"element", NULL};
    static const char *const text[] = {"text", NULL};

    if (!json_is_object(entry))
        return is_not(error, place, entry, "an object");
    if (json_object_get(entry, "element"))
        return check_strings(error, place, entry, element);
    if (json_object_get(entry, "text"))
        return check_strings(error, place, entry, text);
    if (!json_object_get(entry, "attribute"))
        return json_complain(error, place,
                             "there is no 'attribute', 'element' or 'text' in this");
    if (!json_object_get(entry, "value"))
        return json_complain(error, place, "there is no 'value' beside 'attribute'");
    return check_strings(error, place, entry, attribute) &&
           check_leaf(error, place, type, object, entry);
}

static bool check_extra(struct pox_error *error, const struct json_place *place,
                        const struct pox_type *type, const json_t *object,
                        const json_t *extra)
{
    size_t i;
    json_t *entry;

    if (!json_is_array(extra))
        return is_not(error, place, extra, "a list of objects");
    json_array_foreach(extra, i, entry)
    {
        struct json_place at = {place->parent, place->key, i + 1};

        if (!check_entry(error, &at, type, object, entry))
            return false;
    }
    return true;
}

/* Structs */

static bool check_struct(struct pox_error *error, const struct json_place *place,
                         const struct pox_type *type, json_t *object, size_t depth);

static bool check_structs(struct pox_error *error, const struct json_place *place,
                          const struct pox_element *element, const json_t *list,
                          size_t depth)
{
    size_t i;
    json_t *item;

    if (!json_is_array(list))
        return is_not(error, place, list, "a list of objects");
    json_array_foreach(list, i, item)
    {
        struct json_place at = {place->parent, place->key, i + 1};

        if (!check_struct(error, &at, element->type, item, depth))
            return false;
    }
    return true;
}

static bool check_element(struct pox_error *error, const struct json_place *place,
                          const struct pox_element *element, json_t *value, size_t depth)
{
    if (element->kind != POX_KIND_STRUCT)
        return check_scalar(error, place, element, value);
    if (element->repeats)
        return check_structs(error, place, element, value, depth);
    return check_struct(error, place, element->type, value, depth);
}

static bool check_member(struct pox_error *error, const struct json_place *place,
                         const struct pox_type *type, json_t *object, json_t *value,
                         size_t depth)
{
    const struct pox_element *element = find_element(type, place->key, "");

    if (element)
        return check_element(error, place, element, value, depth);
    if (strcmp(place->key, "extra") == 0)
        return check_extra(error, place, type, object, value);
    element = find_element(type, place->key, spelling_suffix);
    if (element && has_spellings(element->kind))
        return check_spelling(error, place, element, object, value);
    return json_complain(error, place,
                         "%s has nothing of this name; what is not in the table goes to "
                         "'extra'",
                         type->name);
}

static bool check_struct(struct pox_error *error, const struct json_place *place,
                         const struct pox_type *type, json_t *object, size_t depth)
{
    const char *key;
    json_t *value;

    if (!json_is_object(object))
        return is_not(error, place, object, "an object");
    if (depth == JSON_MAX_DEPTH)
        return json_complain(error, place, "objects are nested over %d deep",
                             JSON_MAX_DEPTH);
    json_object_foreach(object, key, value)
    {
        struct json_place at = {place, key, 0};

        if (!check_member(error, &at, type, object, value, depth + 1))
            return false;
    }
    return true;
}

const struct pox_type *json_shape_check(json_t *root, struct pox_error *error)
{
    const char *key = json_object_iter_key(json_object_iter(root));
    const struct pox_type *type = key ? pox_type_by_name(key) : NULL;
    struct json_place place = {NULL, key, 0};

    if (!key || json_object_size(root) != 1) {
        json_complain(error, NULL,
                      "this is not one object with the root as its only key");
        return NULL;
    }
    if (!type || strcmp(type->name, key) != 0) {
        json_complain(error, &place, "no element of this name can be the root");
        return NULL;
    }
    return check_struct(error, &place, type, json_object_get(root, key), 0) ? type : NULL;
}
