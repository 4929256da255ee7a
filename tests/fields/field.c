/* SPDX-License-Identifier: MIT */
#include "field.h"

#include "operations.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENT_SIZE = 2048 };

/** What the diagnostics of one reading were. */
struct heard {
    size_t n;
    enum pox_diagnostic_code last;
    char path[256];
};

static void on_diagnostic(void *data, const struct pox_diagnostic *diagnostic)
{
    struct heard *heard = data;

    heard->n++;
    heard->last = diagnostic->code;
    snprintf(heard->path, sizeof(heard->path), "%s", diagnostic->path);
}

static void *read_document(const struct pox_type *type, const char *xml,
                           struct heard *heard)
{
    struct pox_error error;
    struct pox_parse_options options = {
        .diagnostic = on_diagnostic,
        .diagnostic_data = heard,
    };
    void *value;

    *heard = (struct heard){.n = 0};
    value = pox_parse(type, xml, strlen(xml), &options, &error);
    cr_assert_not_null(value, "%s: %s: %s", xml, error.path, error.message);
    return value;
}

static void escape(char *to, const char *text)
{
    for (; *text; text++) {
        if (*text == '<' || *text == '>' || *text == '&')
            to += sprintf(to, "&%s;", *text == '<' ? "lt" : *text == '>' ? "gt" : "amp");
        else
            *to++ = *text;
    }
    *to = '\0';
}

/** Appends the element under some name to the body of a document, which may be empty. */
static void add(char *body, const struct pox_element *element, const char *name,
                const char *text)
{
    const char *start_tag_end = body[0] == '\0' ? ">" : "";
    char escaped[DOCUMENT_SIZE / 4];
    char *end = body + strlen(body);

    escape(escaped, text);
    if (element->place == POX_PLACE_ATTRIBUTE)
        sprintf(end, " %s=\"%s\"", name, escaped);
    else if (element->place == POX_PLACE_TEXT)
        sprintf(end, ">%s", escaped);
    else if (text[0] == '\0')
        sprintf(end, "%s<%s/>", start_tag_end, name);
    else
        sprintf(end, "%s<%s>%s</%s>", start_tag_end, name, escaped, name);
}

static const char *namespace_uri(const struct pox_type *type, unsigned bits)
{
    size_t n;
    const struct pox_namespace *namespaces = pox_namespaces(&n);

    for (size_t i = 0; i < type->n_preferred_namespaces; i++) {
        if (bits & 1u << type->preferred_namespaces[i])
            return namespaces[type->preferred_namespaces[i]].uri;
    }
    return namespaces[type->preferred_namespaces[0]].uri;
}

/** A whole document around a body, in the namespace that is right for the element. */
static void wrap(char *xml, const struct pox_type *type, unsigned bits, const char *body)
{
    bool is_attribute = body[0] == ' ';

    if (body[0] == '\0' || is_attribute)
        snprintf(xml, DOCUMENT_SIZE, "<%s xmlns=\"%s\"%s/>", type->name,
                 namespace_uri(type, bits), body);
    else
        snprintf(xml, DOCUMENT_SIZE, "<%s xmlns=\"%s\"%s</%s>", type->name,
                 namespace_uri(type, bits), body, type->name);
}

static unsigned right_namespaces(const struct pox_element *element)
{
    return element->under != 0 ? element->under : element->namespaces;
}

static void make_document(char *xml, const struct field_case *field, const char *name,
                          const char *text)
{
    char body[DOCUMENT_SIZE / 2] = "";

    add(body, field->element, name, text);
    wrap(xml, field->type, right_namespaces(field->element), body);
}

/** Reads a document and compares it with a struct; says what was heard. */
static struct heard expect_read(const struct pox_type *type, const char *xml,
                                const void *expected)
{
    struct heard heard;
    void *value = read_document(type, xml, &heard);

    cr_expect(pox_equal(type, value, expected), "%s is not read as expected", xml);
    pox_free(value);
    return heard;
}

static void check_xml(const struct pox_type *type, const void *value)
{
    struct pox_error error;
    struct pox_write_options compact = {.compact = true};
    char *xml = pox_to_xml(type, value, &compact, NULL, &error);
    char *indented = pox_to_xml(type, value, NULL, NULL, &error);

    cr_assert_not_null(xml, "%s: %s", error.path, error.message);
    cr_assert_not_null(indented, "%s: %s", error.path, error.message);
    expect_read(type, xml, value);
    expect_read(type, indented, value);
    free(xml);
    free(indented);
}

/* Memory that says so when it is used after it was released. */

static void *allocate(void *data, size_t size)
{
    size_t *memory = malloc(sizeof(max_align_t) + size);

    (void)data;
    if (!memory)
        return NULL;
    *memory = size;
    return (char *)memory + sizeof(max_align_t);
}

static void release(void *data, void *memory)
{
    char *begin = memory ? (char *)memory - sizeof(max_align_t) : NULL;
    size_t size;

    (void)data;
    if (!begin)
        return;
    memcpy(&size, begin, sizeof(size));
    for (size_t i = 0; i < sizeof(max_align_t) + size; i++)
        ((volatile char *)begin)[i] = '?'; /* a plain memset() would be optimised away */
    free(begin);
}

static void *reallocate(void *data, void *memory, size_t size)
{
    void *moved = allocate(data, size);
    size_t old_size = 0;

    if (moved && memory) {
        memcpy(&old_size, (char *)memory - sizeof(max_align_t), sizeof(old_size));
        memcpy(moved, memory, old_size < size ? old_size : size);
        release(data, memory);
    }
    return moved;
}

/** A copy says the same when what it was made of is gone. */
static void check_copy(const struct pox_type *type, const void *value)
{
    static const struct pox_allocator scribbling = {
        .allocate = allocate,
        .reallocate = reallocate,
        .release = release,
    };
    struct pox_parse_options options = {.allocator = &scribbling};
    struct pox_error error;
    size_t size;
    char *xml = pox_to_xml(type, value, NULL, &size, &error);
    void *original = xml ? pox_parse(type, xml, size, &options, &error) : NULL;
    void *copy;

    cr_assert_not_null(original, "%s", error.message);
    free(xml);
    copy = pox_copy(type, original, NULL, &error);
    cr_assert_not_null(copy, "%s", error.message);
    pox_free(original);
    cr_expect(pox_equal(type, value, copy), "a copy is not equal, or not whole");
    pox_free(copy);
}

static const struct pox_enumeration_value *find_value(const struct pox_element *element,
                                                      const char *text)
{
    for (size_t i = 0; i < element->enumeration->n_values; i++) {
        if (strcmp(element->enumeration->values[i].name, text) == 0)
            return &element->enumeration->values[i];
    }
    return NULL;
}

/** The value as JSON has it: a number, true or false, or a string. */
static void make_json_value(char *json, const struct pox_element *element,
                            const char *text)
{
    const struct pox_enumeration_value *value =
        element->kind == POX_KIND_ENUM ? find_value(element, text) : NULL;
    bool is_number = element->maximum > 0 && element->kind != POX_KIND_HEX32;

    if (value && value->json != 0)
        sprintf(json, "%s", value->json == 2 ? "true" : "false");
    else if (is_number)
        sprintf(json, "%s", text);
    else
        sprintf(json, "\"%s\"", text);
}

static void check_json(const struct field_case *field)
{
    struct pox_write_options compact = {.compact = true};
    char value[DOCUMENT_SIZE / 4];
    char expected[DOCUMENT_SIZE];
    char *json = pox_to_json(field->type, field->expected, &compact, NULL, NULL);

    cr_assert_not_null(json);
    if (field->element->kind == POX_KIND_ENUM_LIST) {
        snprintf(expected, sizeof(expected), "{\"%s\":{\"%s\":[\"", field->type->name,
                 field->element->key);
        cr_expect(strncmp(json, expected, strlen(expected)) == 0, "%s", json);
    } else {
        make_json_value(value, field->element, field->text);
        snprintf(expected, sizeof(expected), "{\"%s\":{\"%s\":%s}}\n", field->type->name,
                 field->element->key, value);
        cr_expect_str_eq(json, expected);
    }
    free(json);
}

/** Absent, empty, and present with each of two values are four different things. */
static void check_presence(const struct field_case *field)
{
    const void *values[] = {field->absent, field->empty, field->expected, field->second};
    char xml[DOCUMENT_SIZE];

    for (size_t i = 0; i < 4; i++) {
        for (size_t k = 0; k < 4; k++) {
            bool alike =
                i == k || (field->element->place == POX_PLACE_TEXT && i < 2 && k < 2);

            cr_expect_eq(pox_equal(field->type, values[i], values[k]), alike,
                         "%s/%s: values %zu and %zu", field->type->name,
                         field->element->key, i, k);
        }
    }
    wrap(xml, field->type, right_namespaces(field->element), "");
    expect_read(field->type, xml, field->absent);
    make_document(xml, field, field->element->name, "");
    expect_read(field->type, xml, field->empty);
    check_xml(field->type, field->empty);
    check_copy(field->type, field->empty);
}

/** Other names for it are read alike, and said to be others. */
static void check_names(const struct field_case *field)
{
    const struct pox_element *element = field->element;
    char xml[DOCUMENT_SIZE];
    char lower[128];
    struct heard heard;

    for (size_t i = 0; i <= strlen(element->name); i++)
        lower[i] = (char)tolower((unsigned char)element->name[i]);
    make_document(xml, field, lower, field->text);
    heard = expect_read(field->type, xml, field->expected);
    cr_expect_eq(heard.n, 1);
    cr_expect_eq(heard.last, POX_DIAGNOSTIC_NAME_SPELLING);
    for (const char *const *alias = element->aliases; alias && *alias; alias++) {
        make_document(xml, field, *alias, field->text);
        heard = expect_read(field->type, xml, field->expected);
        cr_expect_eq(heard.n, 1);
        cr_expect_eq(heard.last, POX_DIAGNOSTIC_NAME_SPELLING);
    }
}

/** Reads no further than to what it says something about. */
static void expect_strictly_refused(const struct pox_type *type, const char *xml)
{
    struct pox_parse_options strict = {.strict = true};
    struct pox_error error;

    cr_expect_null(pox_parse(type, xml, strlen(xml), &strict, &error), "%s", xml);
    cr_expect_eq(error.status, POX_ERROR_FORMAT, "%s: %s", xml, error.message);
    cr_expect_eq(error.code, POX_DIAGNOSTIC_DUPLICATE, "%s: %s", xml, error.message);
}

/** A document in which an element occurs twice is read as what the first one says. */
static void expect_first_counts(const struct pox_type *type, const char *xml,
                                const void *first)
{
    struct heard heard;
    void *value = read_document(type, xml, &heard);

    cr_expect_eq(heard.n, 1, "%s", xml);
    cr_expect_eq(heard.last, POX_DIAGNOSTIC_DUPLICATE);
    cr_expect_eq(*pox_n_extra_of(type->operations, value), 1, "%s", xml);
    check_xml(type, value);
    *pox_n_extra_of(type->operations, value) = 0;
    cr_expect(pox_equal(type, value, first), "%s: the first does not count", xml);
    pox_free(value);
    expect_strictly_refused(type, xml);
}

static void check_duplicate(const struct field_case *field, const char *first_text,
                            const char *second_text, const void *first)
{
    char body[DOCUMENT_SIZE / 2] = "";
    char xml[DOCUMENT_SIZE];

    add(body, field->element, field->element->name, first_text);
    add(body, field->element, field->element->name, second_text);
    wrap(xml, field->type, right_namespaces(field->element), body);
    expect_first_counts(field->type, xml, first);
}

static void check_bad(const struct field_case *field)
{
    char xml[DOCUMENT_SIZE];
    struct heard heard;

    make_document(xml, field, field->element->name, field->bad_text);
    heard = expect_read(field->type, xml, field->bad);
    cr_expect_eq(heard.n, 1);
    cr_expect_eq(heard.last, POX_DIAGNOSTIC_BAD_VALUE);
    check_xml(field->type, field->bad);
}

void check_field(const struct field_case *field)
{
    char xml[DOCUMENT_SIZE];
    struct heard heard;

    make_document(xml, field, field->element->name, field->text);
    heard = expect_read(field->type, xml, field->expected);
    cr_expect_eq(heard.n, 0, "%s: diagnostic at %s", xml, heard.path);
    check_xml(field->type, field->expected);
    make_document(xml, field, field->element->name, field->second_text);
    expect_read(field->type, xml, field->second);
    check_xml(field->type, field->second);
    check_copy(field->type, field->expected);
    check_json(field);
    check_presence(field);
    if (field->element->place != POX_PLACE_TEXT)
        check_names(field);
    if (field->element->place == POX_PLACE_CHILD) {
        check_duplicate(field, field->text, field->second_text, field->expected);
        check_duplicate(field, field->second_text, field->text, field->second);
    }
    if (field->bad_text)
        check_bad(field);
}

void check_struct(const struct struct_case *field)
{
    const struct pox_element *element = field->element;
    char body[DOCUMENT_SIZE / 2] = "";
    char once[DOCUMENT_SIZE];
    char twice[DOCUMENT_SIZE];
    const char *xml = element->repeats ? twice : once;
    struct heard heard;

    add(body, element, element->name, "");
    wrap(once, field->type, right_namespaces(element), body);
    add(body, element, element->name, "");
    wrap(twice, field->type, right_namespaces(element), body);
    heard = expect_read(field->type, xml, field->expected);
    cr_expect(element->under != 0 || heard.n == 0, "%s: %s", xml, heard.path);
    cr_expect_not(pox_equal(field->type, field->expected, field->absent));
    check_xml(field->type, field->expected);
    check_copy(field->type, field->expected);
    if (!element->repeats)
        expect_first_counts(field->type, twice, field->expected);
}

void check_rules(const struct pox_type *type, const void *absent, bool kept)
{
    cr_expect_eq(kept, pox_validate(type, absent, NULL, NULL, NULL), "%s", type->name);
}

void check_enumeration(const struct pox_enumeration *enumeration)
{
    char other[64];

    cr_expect_eq(enumeration->find("", 0), -1, "%s", enumeration->name);
    for (size_t i = 0; i < enumeration->n_values; i++) {
        const struct pox_enumeration_value *value = &enumeration->values[i];
        size_t size = strlen(value->name);

        cr_assert_lt(size, sizeof(other) - 1, "%s", value->name);
        cr_expect_eq(enumeration->find(value->name, size), (int)i, "%s", value->name);
        cr_expect_neq(enumeration->find(value->name, size - 1), (int)i, "%s",
                      value->name);
        snprintf(other, sizeof(other), "%s", value->name);
        other[size - 1] = '?';
        cr_expect_eq(enumeration->find(other, size), -1, "%s", value->name);
        cr_expect_str_eq(pox_enumeration_name(enumeration, value->number), value->name);
        for (size_t k = 0; k < i; k++)
            cr_expect_neq(value->number, enumeration->values[k].number, "%s and %s",
                          value->name, enumeration->values[k].name);
    }
}
