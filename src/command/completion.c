/* SPDX-License-Identifier: MIT */
#include "completion.h"

#include "arguments.h"
#include "output.h"
#include "schema.h"
#include "text.h"

#include <ctype.h>
#include <pox/table.h>
#include <pox/validate.h>
#include <stdio.h>
#include <string.h>

/* A word may have a beginning that all of its kind share, such as "--color=". */

static void print_line(const char *begin, const char *word, const char *doc, size_t size)
{
    printf("%s%s", begin, word);
    if (size > 0)
        printf("\t%.*s", (int)size, doc);
    putchar('\n');
}

static void print_sentence(const char *begin, const char *word, const char *doc)
{
    print_line(begin, word, doc, text_sentence_size(doc));
}

void completion_print_word(const char *word, const char *doc)
{
    print_line("", word, doc, strlen(doc));
}

void completion_print_option(const struct option *option)
{
    print_line(option->name, option->value ? "=" : "", option->doc, strlen(option->doc));
}

/* What the usage calls by a name in capitals */

static void print_file(const char *begin, const char *current)
{
    (void)begin;
    (void)current;
    puts("<FILE>");
}

static void print_colors(const char *begin, const char *current)
{
    static const char *const words[] = {COLOR_ALWAYS, COLOR_NEVER, COLOR_AUTO};

    (void)current;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        print_line(begin, words[i], NULL, 0);
}

static void print_forms(const char *begin, const char *current)
{
    (void)current;
    for (const struct schema *schema = schemas; schema->form; schema++)
        print_line(begin, schema->form, NULL, 0);
}

static void print_rules(const char *begin, const char *current)
{
    size_t n_rules;
    const struct pox_rule *rules = pox_rules(&n_rules);

    (void)current;
    for (size_t i = 0; i < n_rules; i++)
        print_sentence(begin, rules[i].name, rules[i].doc);
}

/** The next entry of that key from type *i on, which goes behind it; NULL: there is none. */
static const struct pox_element *next_entry(const char *key, size_t *i)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);

    while (*i < n_types) {
        const struct pox_type *type = types[(*i)++];

        for (size_t j = 0; j < type->n_elements; j++) {
            if (strcmp(type->elements[j].key, key) == 0)
                return &type->elements[j];
        }
    }
    return NULL;
}

static bool is_type(const char *name)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);

    for (size_t i = 0; i < n_types; i++) {
        if (strcmp(types[i]->name, name) == 0)
            return true;
    }
    return false;
}

/** Prints a key at its first entry; where there are more, each means something else. */
static void print_key(const char *begin, const struct pox_element *element)
{
    size_t i = 0;

    if (is_type(element->key) || next_entry(element->key, &i) != element)
        return;
    if (next_entry(element->key, &i))
        print_line(begin, element->key, NULL, 0);
    else
        print_sentence(begin, element->key, element->doc);
}

/** Prints an entry as "Protocol/TTL". */
static void print_entry(const char *begin, const struct pox_type *type,
                        const struct pox_element *element)
{
    printf("%s%s/", begin, type->name);
    print_sentence("", element->key, element->doc);
}

/** As "Protocol/TTL" those that have come as far as that, so that the others are fewer. */
static void print_elements(const char *begin, const char *current)
{
    size_t n_types;
    const struct pox_type *const *types = pox_types(&n_types);
    bool has_parent = strchr(current, '/');

    for (size_t i = 0; i < n_types; i++) {
        if (!has_parent)
            print_sentence(begin, types[i]->name, types[i]->doc);
        for (size_t j = 0; j < types[i]->n_elements; j++) {
            if (has_parent)
                print_entry(begin, types[i], &types[i]->elements[j]);
            else
                print_key(begin, &types[i]->elements[j]);
        }
    }
}

static const struct {
    const char *name;
    void (*print)(const char *begin, const char *current);
} kinds[] = {
    {"FILE", print_file},        {"WHEN", print_colors}, {"FORM", print_forms},
    {"ELEMENT", print_elements}, {"CODE", print_rules},
};

/** Whether a text such as "[ELEMENT | CODE]" has a name. */
static bool has_name(const char *text, const char *name)
{
    while (*text != '\0') {
        size_t size = 0;

        while (isupper((unsigned char)text[size]))
            size++;
        if (strlen(name) == size && memcmp(name, text, size) == 0)
            return true;
        text += size > 0 ? size : 1;
    }
    return false;
}

/** Prints what the names in a text stand for, as far as that can be known. */
static void print_kinds(const char *text, const char *begin, const char *current)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (has_name(text, kinds[i].name))
            kinds[i].print(begin, current);
    }
}

/* A sub-command */

static void print_options(const struct command *command)
{
    for (size_t i = 0; i < MAX_OPTIONS && command->options[i].name; i++)
        completion_print_option(&command->options[i]);
    completion_print_option(&help_option);
}

/** Prints the values of an option, behind its name and "=". */
static void print_values(const struct option *option, const char *current)
{
    char begin[40];

    snprintf(begin, sizeof(begin), "%s=", option->name);
    print_kinds(option->value, begin, current);
}

void completion_print(const struct command *command, char *const *argv, size_t n)
{
    const char *current = argv[n - 1];
    struct expected expected = arguments_expect(command, argv, n - 1);
    const struct option *option = arguments_option(command, current);

    if (expected.value_of)
        print_kinds(expected.value_of->value, "", current);
    else if (expected.option && option && option->value && strchr(current, '='))
        print_values(option, current);
    else if (expected.option && current[0] == '-')
        print_options(command);
    else if (expected.operand)
        print_kinds(command->operands, "", current);
}
