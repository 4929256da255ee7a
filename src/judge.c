/* SPDX-License-Identifier: MIT */
#include "judge.h"

#include "argument.h"
#include "operations.h"
#include "path.h"
#include "unicode.h"

#include <pox/visit.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/** One more than the structs inside one another that pox_visit() goes through. */
enum { MAX_LEVELS = 65 };

/** A struct that has begun, and not ended. */
struct level {
    const struct pox_type *type;
    const void *value;
};

struct pox_judge {
    void (*finding)(void *data, const struct pox_finding *finding);
    void *data;
    /** The first finding, once there is one. */
    struct pox_error *first;
    struct level levels[MAX_LEVELS];
    /** The names of the levels. Its room suffices, so that it never allocates. */
    struct pox_step steps[MAX_LEVELS + 1];
    struct pox_path path;
};

const struct pox_rule *pox_rule_by_name(const char *name)
{
    size_t count;
    const struct pox_rule *rules = pox_rules(&count);

    for (size_t i = 0; i < count; i++) {
        if (pox_same_letters(name, strlen(name), rules[i].name))
            return &rules[i];
    }
    return NULL;
}

/* Findings */

static void put_path(struct pox_judge *judge, const struct pox_element *element,
                     char *room, size_t size)
{
    bool is_attribute = element && element->place == POX_PLACE_ATTRIBUTE;
    bool is_child = element && element->place == POX_PLACE_CHILD;

    if (is_child)
        pox_path_push(&judge->path, element->name, 0);
    pox_path_format(&judge->path, is_attribute ? element->name : NULL, room, size);
    if (is_child)
        pox_path_pop(&judge->path);
}

static void tell(struct pox_judge *judge, const struct pox_rule *rule,
                 const struct pox_element *element, const char *message)
{
    struct pox_error told = {.status = POX_ERROR_RULE, .rule = rule->name};

    put_path(judge, element, told.path, sizeof(told.path));
    snprintf(told.message, sizeof(told.message), "%s", message);
    if (judge->first->status == POX_OK)
        *judge->first = told;
    if (judge->finding)
        judge->finding(judge->data, &(struct pox_finding){rule, told.path, told.message});
}

void pox_breach(struct pox_judge *judge, size_t rule, const struct pox_element *element,
                const char *message)
{
    size_t count;

    tell(judge, &pox_rules(&count)[rule - 1], element, message);
}

/** What a reader would have reported about a value, if the table has a rule for it. */
static void remark(struct pox_judge *judge, enum pox_diagnostic_code code,
                   const struct pox_element *element, const char *format, ...)
{
    const struct pox_rule *rule = pox_rule_by_name(pox_diagnostic_code_name(code));
    char message[sizeof(judge->first->message)];
    va_list arguments;

    if (!rule)
        return;
    va_start(arguments, format);
    vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    tell(judge, rule, element, message);
}

/* For generated code */

const void *pox_parent(const struct pox_judge *judge, const struct pox_type *type)
{
    const struct level *parent;

    if (judge->path.depth < 2)
        return NULL;
    parent = &judge->levels[judge->path.depth - 2];
    return parent->type == type ? parent->value : NULL;
}

static bool is_one_of(size_t index, const size_t *indexes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (indexes[i] == index)
            return true;
    }
    return false;
}

bool pox_has_more(const struct pox_type *type, const void *value, const size_t *indexes,
                  size_t n)
{
    for (size_t i = 0; value && i < type->n_elements; i++) {
        if (!is_one_of(i, indexes, n) && type->operations->has(value, i))
            return true;
    }
    return false;
}

/* The visitor */

static void on_enter(void *data, const struct pox_element *element,
                     const struct pox_type *type, const void *value, size_t index,
                     size_t count)
{
    struct pox_judge *judge = data;
    bool repeats = element && element->repeats;

    (void)count;
    judge->levels[judge->path.depth] = (struct level){type, value};
    pox_path_push(&judge->path, type->name, repeats ? index + 1 : 0);
    if (type->operations->namespaces(value) == 0)
        remark(judge, POX_DIAGNOSTIC_NAMESPACE, NULL,
               "what is in it belongs to different forms of a message");
    type->operations->judge(judge, value);
}

static void on_leave(void *data, const struct pox_element *element,
                     const struct pox_type *type, size_t index, size_t count)
{
    struct pox_judge *judge = data;

    (void)element;
    (void)type;
    (void)index;
    (void)count;
    pox_path_pop(&judge->path);
}

/** A word, of which a list has several. */
static void judge_word(struct pox_judge *judge, const struct pox_element *element,
                       struct pox_text word)
{
    const struct pox_enumeration_value *value =
        pox_match(element->enumeration, word.bytes, word.size);
    struct pox_quote quote;

    if (!value && pox_is_blank(word.bytes, word.size))
        remark(judge, POX_DIAGNOSTIC_UNKNOWN_VALUE, element,
               "no value, where %s is expected", element->type_doc);
    else if (!value)
        remark(judge, POX_DIAGNOSTIC_UNKNOWN_VALUE, element, "value '%s' is not known",
               pox_quote(word, &quote));
    else if (strlen(value->name) != word.size ||
             memcmp(value->name, word.bytes, word.size) != 0)
        remark(judge, POX_DIAGNOSTIC_VALUE_SPELLING, element,
               "'%s' is a spelling of '%s'", pox_quote(word, &quote), value->name);
}

static void on_value(void *data, const struct pox_element *element,
                     const struct pox_value *value)
{
    struct pox_judge *judge = data;
    struct pox_quote quote;
    const char *complaint;
    struct pox_text text;
    struct pox_text word;

    if (!value->present)
        return;
    text = (struct pox_text){value->text, strlen(value->text)};
    if (element->kind == POX_KIND_ENUM) {
        judge_word(judge, element, text);
    } else if (element->kind == POX_KIND_ENUM_LIST) {
        while (pox_next_item(&text, &word))
            judge_word(judge, element, word);
    } else {
        complaint = pox_complaint(element->kind, text);
        if (complaint)
            remark(judge, POX_DIAGNOSTIC_VALUE_FORM, element, "'%s' is %s",
                   pox_quote(text, &quote), complaint);
    }
}

/** The entry for what may be there once, and is there already; NULL: it is no second one. */
static const struct pox_element *second_of(const struct level *level,
                                           const struct pox_extra *extra)
{
    const struct pox_operations *operations = level->type->operations;
    int index = -1;

    if (extra->kind == POX_EXTRA_ELEMENT && extra->name && !extra->namespace_uri)
        index = operations->child(extra->name, strlen(extra->name));
    if (index < 0 || level->type->elements[index].repeats ||
        !operations->has(level->value, (size_t)index))
        return NULL;
    return &level->type->elements[index];
}

static void on_extra(void *data, const struct pox_type *type,
                     const struct pox_extra *extra, size_t n_extra)
{
    struct pox_judge *judge = data;
    const struct level *level = &judge->levels[judge->path.depth - 1];

    (void)type;
    for (size_t i = 0; i < n_extra; i++) {
        const struct pox_element *element = second_of(level, &extra[i]);

        if (element)
            remark(judge, POX_DIAGNOSTIC_DUPLICATE, element, "%s is there more than once",
                   element->name);
    }
}

bool pox_validate(const struct pox_type *type, const void *value,
                  void (*finding)(void *data, const struct pox_finding *finding),
                  void *data, struct pox_error *error)
{
    struct pox_error unwanted;
    struct pox_error failure;
    struct pox_judge judge = {
        .finding = finding,
        .data = data,
        .first = error = pox_error_begin(error, &unwanted),
    };
    struct pox_visitor visitor = {on_value, on_enter, on_leave, on_extra, &judge};

    judge.path.steps = judge.steps;
    judge.path.capacity = MAX_LEVELS + 1;
    if (pox_visit(type, value, &visitor, &failure))
        return error->status == POX_OK;
    *error = failure;
    return false;
}
