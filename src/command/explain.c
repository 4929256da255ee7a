/* SPDX-License-Identifier: MIT */
/* pox explain: what the table says about an element or a rule. */
#include "command.h"
#include "find.h"
#include "output.h"
#include "text.h"

#include <inttypes.h>
#include <pox/table.h>
#include <pox/validate.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { INDENT = 2, FACT_COLUMN = 16, PIPED_WIDTH = 80, MAX_NEAR = 6 };

/* Pieces that everything is made of */

static void print_title(struct output *output, const struct pox_type *type,
                        const struct pox_element *element)
{
    output_gap(output);
    output_style(output, STYLE_HEADING);
    output_text(output, type->name, INDENT);
    if (element) {
        output_text(output, "/", INDENT);
        output_text(output, element->key, INDENT);
    }
    output_style(output, STYLE_PLAIN);
    output_end_line(output);
}

static void print_heading(struct output *output, const char *text)
{
    output_gap(output);
    output_style(output, STYLE_HEADING);
    output_text(output, text, INDENT);
    output_style(output, STYLE_PLAIN);
    output_end_line(output);
}

static void print_paragraph(struct output *output, const char *text)
{
    output_indent(output, INDENT);
    output_text(output, text, INDENT);
    output_end_line(output);
    output_gap(output);
}

static void begin_fact(struct output *output, const char *label)
{
    output_indent(output, INDENT);
    output_text(output, label, INDENT);
    output_indent(output, FACT_COLUMN);
}

static void put(struct output *output, const char *text)
{
    output_text(output, text, FACT_COLUMN);
}

static void put_number(struct output *output, const char *before, uint64_t number)
{
    char text[24];

    snprintf(text, sizeof(text), "%" PRIu64, number);
    put(output, before);
    put(output, text);
}

/** A line of facts; none when there is nothing to tell. */
static void print_fact(struct output *output, const char *label, const char *text)
{
    if (!text)
        return;
    begin_fact(output, label);
    put(output, text);
    output_end_line(output);
}

/** Names as "a, b or c". */
static void put_names(struct output *output, const char *const *names, const char *last)
{
    for (size_t i = 0; names[i]; i++) {
        if (i > 0)
            put(output, names[i + 1] ? ", " : last);
        put(output, names[i]);
    }
}

static void print_aliases(struct output *output, const char *const *aliases)
{
    if (!aliases)
        return;
    begin_fact(output, "Also read");
    put_names(output, aliases, ", ");
    output_end_line(output);
}

/** One of several things with their meaning; the label stands before the first only. */
static void print_meaning(struct output *output, size_t index, const char *label,
                          const char *thing, const char *doc)
{
    begin_fact(output, index == 0 ? label : "");
    put(output, thing);
    put(output, ": ");
    put(output, doc);
    output_end_line(output);
}

/** The namespaces in which an entry is right, by name: its struct has the URIs. */
static void print_namespace_names(struct output *output, unsigned bits)
{
    size_t count;
    const struct pox_namespace *namespaces = pox_namespaces(&count);
    const char *separator = "";

    begin_fact(output, "Namespace");
    for (size_t i = 0; i < count; i++) {
        if (!(bits & 1u << i))
            continue;
        put(output, separator);
        put(output, namespaces[i].name);
        separator = ", ";
    }
    output_end_line(output);
}

static void print_namespaces(struct output *output, unsigned bits)
{
    size_t count;
    const struct pox_namespace *namespaces = pox_namespaces(&count);
    size_t n_printed = 0;

    for (size_t i = 0; i < count; i++) {
        if (bits & 1u << i)
            print_meaning(output, n_printed++, "Namespace", namespaces[i].name,
                          namespaces[i].uri);
    }
}

/* An entry */

static bool is_number(const struct pox_element *element)
{
    return element->maximum > 0 && element->kind != POX_KIND_HEX32;
}

static void print_type(struct output *output, const struct pox_element *element)
{
    begin_fact(output, "Type");
    put(output, element->type_doc);
    if (is_number(element)) {
        put_number(output, ", from ", element->minimum);
        put_number(output, " to ", element->maximum);
    }
    if (element->repeats)
        put(output, ", any number of times");
    if (element->required)
        put(output, "; always there");
    output_end_line(output);
}

static void print_values(struct output *output, const struct pox_element *element)
{
    const struct pox_enumeration *enumeration = element->enumeration;

    for (size_t i = 0; enumeration && i < enumeration->n_values; i++) {
        const struct pox_enumeration_value *value = &enumeration->values[i];

        print_meaning(output, i, "Values", value->name, value->doc);
        if (!value->aliases)
            continue;
        begin_fact(output, "");
        put(output, "Also read as ");
        put_names(output, value->aliases, " or ");
        put(output, ".");
        output_end_line(output);
    }
    for (size_t i = 0; i < element->n_values; i++) {
        char number[24];

        snprintf(number, sizeof(number), "%" PRIu64, element->values[i].number);
        print_meaning(output, i, "Values", number, element->values[i].doc);
    }
}

static void print_placeholders(struct output *output, const struct pox_element *element)
{
    for (size_t i = 0; i < element->n_placeholders; i++) {
        const struct pox_placeholder *placeholder = &element->placeholders[i];

        begin_fact(output, i == 0 ? "Placeholders" : "");
        put(output, "<");
        put(output, placeholder->name);
        put(output, ">: ");
        put(output, placeholder->doc);
        output_end_line(output);
    }
}

static void print_conditions(struct output *output, const struct pox_element *element)
{
    for (size_t i = 0; i < element->n_conditions; i++) {
        begin_fact(output, i == 0 ? "Only when" : "and");
        put(output, element->conditions[i].text);
        output_end_line(output);
    }
}

static void print_default(struct output *output, const struct pox_element *element)
{
    if (element->default_text) {
        begin_fact(output, "Default");
        put(output, element->default_text);
        output_end_line(output);
    }
    print_fact(output, element->default_text ? "" : "Default", element->default_rule);
}

static void explain_element(struct output *output, const struct pox_type *type,
                            const struct pox_element *element)
{
    print_title(output, type, element);
    print_paragraph(output, element->doc);
    print_type(output, element);
    print_values(output, element);
    print_placeholders(output, element);
    print_default(output, element);
    print_conditions(output, element);
    print_fact(output, "Required when", element->required_when);
    print_fact(output, "Appended to", element->base);
    print_fact(output, "Overrides", element->overrides);
    print_aliases(output, element->aliases);
    print_fact(output, "Example", element->example);
    print_fact(output, "Since", element->since);
    print_namespace_names(output, element->namespaces);
    print_fact(output, "Source", element->source);
    begin_fact(output, "In C");
    put(output, "struct ");
    put(output, type->c_name);
    put(output, ", field ");
    put(output, element->field);
    output_end_line(output);
}

/* A struct */

/** A name, and in a column beside it the first sentence about it. */
static void print_summary(struct output *output, const char *name, const char *doc,
                          size_t column)
{
    output_indent(output, INDENT);
    output_text(output, name, INDENT);
    output_indent(output, column);
    output_part(output, doc, text_sentence_size(doc), column);
    output_end_line(output);
}

/** The entries of a struct, each with the first sentence about it. */
static void print_entries(struct output *output, const struct pox_type *type)
{
    size_t column = 0;

    for (size_t i = 0; i < type->n_elements; i++) {
        size_t columns = INDENT + text_columns(type->elements[i].key) + 2;

        column = columns > column ? columns : column;
    }
    for (size_t i = 0; i < type->n_elements; i++) {
        print_summary(output, type->elements[i].key, type->elements[i].doc, column);
    }
}

/** The rules, each with the first sentence about it. */
static void print_rules(struct output *output)
{
    size_t n_rules;
    const struct pox_rule *rules = pox_rules(&n_rules);
    size_t column = 0;

    for (size_t i = 0; i < n_rules; i++) {
        size_t columns = INDENT + text_columns(rules[i].name) + 2;

        column = columns > column ? columns : column;
    }
    for (size_t i = 0; i < n_rules; i++)
        print_summary(output, rules[i].name, rules[i].doc, column);
}

static void explain_rule(struct output *output, const struct pox_rule *rule)
{
    print_heading(output, rule->name);
    print_paragraph(output, rule->doc);
    print_fact(output, "Found by",
               rule->diagnostic ? "reading, and pox_validate()" : "pox_validate()");
    print_fact(output, "Source", rule->source);
}

static void explain_type(struct output *output, const struct pox_type *type)
{
    print_title(output, type, NULL);
    print_paragraph(output, type->doc);
    print_namespaces(output, type->namespaces);
    print_fact(output, "Source", type->source);
    begin_fact(output, "In C");
    put(output, "struct ");
    put(output, type->c_name);
    output_end_line(output);
    output_gap(output);
    print_entries(output, type);
}

/* The command */

static void explain_all(struct output *output)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);

    for (size_t i = 0; i < n_types; i++) {
        print_title(output, types[i], NULL);
        print_entries(output, types[i]);
    }
    print_heading(output, "Rules");
    print_rules(output);
}

/** Explains all that fits; false: nothing does. */
static bool explain_fitting(struct output *output, const struct query *query,
                            enum fit fit)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);
    bool found = false;

    for (size_t i = 0; i < n_types; i++) {
        if (!query_fits_type(query, fit, types[i]))
            continue;
        explain_type(output, types[i]);
        found = true;
    }
    for (size_t i = 0; i < n_types; i++) {
        for (size_t j = 0; j < types[i]->n_elements; j++) {
            if (!query_fits_element(query, fit, types[i], &types[i]->elements[j]))
                continue;
            explain_element(output, types[i], &types[i]->elements[j]);
            found = true;
        }
    }
    return found;
}

/** The value of an enumeration that is called so, in any case; NULL: there is none. */
static const struct pox_enumeration_value *find_value(
    const struct pox_enumeration *enumeration, const char *name)
{
    for (size_t i = 0; enumeration && i < enumeration->n_values; i++) {
        if (strcasecmp(enumeration->values[i].name, name) == 0)
            return &enumeration->values[i];
    }
    return NULL;
}

/** Explains a value of an enumeration wherever it may stand; false: there is none. */
static bool explain_value(struct output *output, const char *name)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);
    bool found = false;

    for (size_t i = 0; i < n_types; i++) {
        for (size_t j = 0; j < types[i]->n_elements; j++) {
            const struct pox_element *element = &types[i]->elements[j];
            const struct pox_enumeration_value *value =
                find_value(element->enumeration, name);

            if (!value)
                continue;
            print_title(output, types[i], element);
            print_meaning(output, 0, "Value", value->name, value->doc);
            found = true;
        }
    }
    return found;
}

static enum status complain(const char *text, const struct query *query)
{
    const char *near[MAX_NEAR];
    size_t n_near = query_near(query, near, MAX_NEAR);

    fputs("pox: the table has no '", stderr);
    text_print(stderr, text);
    fputs(n_near > 0 ? "'; did you mean " : "'; 'pox explain' lists what it has\n",
          stderr);
    for (size_t i = 0; i < n_near; i++)
        fprintf(stderr, "%s%s", near[i], i + 1 < n_near ? ", " : "?\n");
    return STATUS_FAILED;
}

enum { COLOR };

static enum status run(const struct arguments *arguments)
{
    struct output output;
    struct query query;
    const struct pox_rule *rule;

    if (!output_begin(&output, PIPED_WIDTH, arguments->values[COLOR], arguments->command))
        return STATUS_USAGE;
    if (arguments->n_operands == 0) {
        explain_all(&output);
        return STATUS_DONE;
    }
    rule = pox_rule_by_name(arguments->operands[0]);
    if (rule) {
        explain_rule(&output, rule);
        return STATUS_DONE;
    }
    query = query_parse(arguments->operands[0]);
    if (explain_fitting(&output, &query, FIT_EXACT) ||
        explain_fitting(&output, &query, FIT_ROUGH) ||
        explain_value(&output, arguments->operands[0]))
        return STATUS_DONE;
    return complain(arguments->operands[0], &query);
}

const struct command explain_command = {
    .name = "explain",
    .operands = "[ELEMENT | CODE]",
    .max_operands = 1,
    .summary = "print what is known about an element or a rule",
    .doc = "Prints what the table says about an element or an attribute: TTL,\n"
           "Protocol/TTL, Protocol/@Type, or a path as 'pox check' prints it; about a\n"
           "value that an element may have, such as IMAP; or about a rule, by the code\n"
           "that 'pox check' prints, such as tls-off. Without any, lists elements and\n"
           "rules.",
    .options = {[COLOR] = COLOR_OPTION},
    .run = run,
};
