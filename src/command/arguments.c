/* SPDX-License-Identifier: MIT */
#include "arguments.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum status usage_error(const struct command *command, const char *format, ...)
{
    va_list list;

    fprintf(stderr, "pox %s: ", command->name);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fprintf(stderr, "; see 'pox %s --help'\n", command->name);
    return STATUS_USAGE;
}

const struct option help_option = {"--help", NULL, "print this"};

const struct option *arguments_option(const struct command *command, const char *argument)
{
    size_t size = strcspn(argument, "=");

    for (size_t i = 0; i < MAX_OPTIONS && command->options[i].name; i++) {
        const char *name = command->options[i].name;

        if (strlen(name) == size && memcmp(name, argument, size) == 0)
            return &command->options[i];
    }
    return NULL;
}

/** Takes one option, and the argument behind it where that is its value. */
static bool take_option(struct arguments *arguments, char ***next, char **end)
{
    const char *argument = *(*next)++;
    const char *equals = strchr(argument, '=');
    const struct command *command = arguments->command;
    const struct option *option = arguments_option(command, argument);
    const char **value;

    if (!option) {
        usage_error(command, "there is no option '%s'", argument);
        return false;
    }
    if (!option->value && equals) {
        usage_error(command, "option '%s' takes no value", option->name);
        return false;
    }
    if (option->value && !equals && *next == end) {
        usage_error(command, "option '%s' needs a value", option->name);
        return false;
    }
    value = &arguments->values[option - command->options];
    if (!option->value)
        *value = "";
    else
        *value = equals ? equals + 1 : *(*next)++;
    return true;
}

static bool is_option(const char *argument)
{
    return argument[0] == '-' && argument[1] != '\0';
}

static bool asks_for_help(const char *argument)
{
    return strcmp(argument, help_option.name) == 0 || strcmp(argument, "-h") == 0;
}

bool arguments_parse(struct arguments *arguments, int argc, char **argv, bool *help)
{
    char **end = argv + argc;
    bool options_ended = false;

    *help = false;
    arguments->operands = argv;
    for (char **next = argv; next < end;) {
        if (options_ended || !is_option(*next)) {
            arguments->operands[arguments->n_operands++] = *next++;
        } else if (strcmp(*next, "--") == 0) {
            options_ended = true;
            next++;
        } else if (asks_for_help(*next)) {
            *help = true;
            return true;
        } else if (!take_option(arguments, &next, end)) {
            return false;
        }
    }
    if (arguments->n_operands > arguments->command->max_operands) {
        usage_error(arguments->command, "'%s' is one argument too many",
                    arguments->operands[arguments->command->max_operands]);
        return false;
    }
    return true;
}

struct expected arguments_expect(const struct command *command, char *const *argv,
                                 size_t n)
{
    bool options_ended = false;
    size_t n_operands = 0;

    for (size_t i = 0; i < n; i++) {
        const struct option *option = arguments_option(command, argv[i]);

        if (options_ended || !is_option(argv[i]))
            n_operands++;
        else if (strcmp(argv[i], "--") == 0)
            options_ended = true;
        else if (option && option->value && !strchr(argv[i], '=') && ++i == n)
            return (struct expected){.value_of = option};
    }
    return (struct expected){.option = !options_ended,
                             .operand = n_operands < command->max_operands};
}

enum { WIDTH = 79 };

static void print_usage(const struct command *command)
{
    int indent = printf("Usage: pox %s", command->name);
    int column = indent;

    for (size_t i = 0; i < MAX_OPTIONS && command->options[i].name; i++) {
        const struct option *option = &command->options[i];
        char text[80];
        int size = snprintf(text, sizeof(text), " [%s%s%s]", option->name,
                            option->value ? "=" : "", option->value ? option->value : "");

        if (column + size > WIDTH)
            column = printf("\n%*s", indent, "") - 1;
        column += printf("%s", text);
    }
    if (column + 1 + (int)strlen(command->operands) > WIDTH)
        printf("\n%*s", indent, "");
    printf(" %s\n", command->operands);
}

static void print_option(const char *name, const char *value, const char *doc)
{
    int width = printf("  %s%s%s", name, value ? "=" : "", value ? value : "");

    printf("%*s%s\n", width < 19 ? 20 - width : 2, "", doc);
}

void arguments_help(const struct command *command)
{
    print_usage(command);
    printf("\n%s\n\nOptions:\n", command->doc);
    for (size_t i = 0; i < MAX_OPTIONS && command->options[i].name; i++)
        print_option(command->options[i].name, command->options[i].value,
                     command->options[i].doc);
    print_option(help_option.name, NULL, help_option.doc);
}
